"""The right side of the page: each mail of a thread with its place in the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from listminer.model import (
    Address,
    Answer,
    Discussion,
    Message,
    MessageId,
    QuoteLink,
    Segment,
    SpeechAct,
    ThreadNode,
)
from listminer.quoting import shown_day, shown_subject
from listminer.render.html.blocks import LONGEST_TEXT, Block, Quotes, blocks_of
from listminer.render.html.links import safe_url
from listminer.render.html.names import Person, Persons
from listminer.render.html.pieces import Pieces
from listminer.render.html.places import Place, Places
from listminer.render.html.repeats import Shown
from listminer.render.html.resent import Sent
from listminer.render.safe import shown_line

DEEPEST = 6  # steps of indentation; "answers n" says more
_SAID_BY = {"quote": "told by its quote", "subject": "told by its subject"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyBlock:
    """A block of a mail, and where stands what it answers."""

    block: Block
    answers: str  # as `Places.shortest` writes it; "" if not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What a mail answers."""

    number: int
    key: str
    how: str  # what this rests on, where it is not the headers; "" else


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as the page shows it."""

    number: int
    key: str
    person: Person
    depth: int  # of indentation, at most DEEPEST
    when: str
    iso: str  # the date for machines; "" without one
    url: str | None  # the archive's page
    parent: Parent | None  # None: the root, or the archive lacks what it answers
    lost: str  # Message-ID of a parent that the archive lacks; "" else
    opens: str  # the subject of a discussion that begins here; "" else
    ghost: bool
    blocks: tuple[BodyBlock, ...]
    hidden: int  # code points that are too many to show
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a thread's mails, by mail."""

    nodes: Mapping[MessageId, ThreadNode]
    depths: Mapping[MessageId, int]
    segments: Mapping[MessageId, tuple[Segment, ...]]
    acts: Mapping[MessageId, list[SpeechAct]]
    answers: Mapping[MessageId, list[Answer]]
    links: Mapping[MessageId, list[QuoteLink]]
    names: Mapping[str, str]  # of those who sent a mail, by its id
    name_of: Callable[[Address], str]  # of whom an attribution names
    has_years: bool  # the thread goes on beyond its year
    shown: Shown  # lines of the mails above the one in work
    sent: Sent  # patches and logs of these mails


def mails_of(discussion: Discussion, places: Places, persons: Persons) -> Iterator[Mail]:
    """Yield every mail of *discussion* in reading order."""
    known = _Known(
        nodes={node.message_id: node for node in discussion.thread.nodes},
        depths=_depths(discussion.thread.nodes),
        segments=discussion.segments,
        acts=_grouped((act.span.message_id, act) for act in discussion.findings.acts),
        answers=_grouped((each.span.message_id, each) for each in discussion.answers),
        links=_grouped((link.quote.message_id, link) for link in discussion.links),
        name_of=persons.name_of,
        has_years=len({each.date.year for each in discussion.messages if each.date}) > 1,
        shown=Shown(),
        sent=Sent(),
        names={
            each.message_id: persons.of(each.sender).name
            for each in discussion.messages
            if not each.ghost  # of whom only an attribution tells
        },
    )
    for message in discussion.messages:
        place = places.of(message.message_id)
        if place is not None:
            yield _mail(message, place, known, places, persons)


def when(date: datetime | None, *, year: bool = True) -> str:
    """Return day and time in UTC, "no date" without one.

    >>> when(datetime(2016, 3, 7, 9, 5), year=False)
    '7 Mar 09:05'
    """
    return f"{shown_day(date, year=year)} {date:%H:%M}" if date else "no date"


def _mail(message: Message, place: Place, known: _Known, places: Places, persons: Persons) -> Mail:
    node = known.nodes.get(message.message_id)
    parent_id = node.parent if node else None
    above = places.of(parent_id) if parent_id else None
    how = _SAID_BY.get((node.how or "") if node else "", "")
    return Mail(
        number=place.number,
        key=place.key,
        person=persons.of(message.sender),
        depth=min(known.depths.get(message.message_id, 0), DEEPEST),
        when=when(message.date, year=known.has_years),
        iso=f"{message.date:%Y-%m-%dT%H:%MZ}" if message.date else "",
        url=safe_url(message.url),
        parent=Parent(number=above.number, key=above.key, how=how) if above else None,
        lost=shown_line(parent_id) if parent_id and not above else "",
        opens=shown_subject(shown_line(node.opens), message.lists) if node and node.opens else "",
        ghost=message.ghost,
        blocks=tuple(_body(message, place, above, known, places)),
        hidden=max(0, len(message.text) - LONGEST_TEXT),
        attachments=tuple(
            shown_line(each.name) or shown_line(each.media_type) for each in message.attachments
        ),
    )


def _body(
    message: Message, place: Place, above: Place | None, known: _Known, places: Places
) -> Iterator[BodyBlock]:
    message_id = message.message_id
    segments = known.segments.get(message_id, ())
    acts = known.acts.get(message_id, [])
    pieces = Pieces(place.key, message.text, places.wanted(message_id), acts, places)
    links = sorted(known.links.get(message_id, ()), key=lambda link: link.quote.start)
    quotes = Quotes(
        writers=tuple(
            (link.quote, known.names[link.source.message_id])
            for link in links
            if link.source.message_id in known.names
        ),
        copies=tuple(
            (link.quote, link.source.message_id)
            for link in links
            if link.exact and places.of(link.source.message_id) is not None
        ),
        shown=known.shown,
        sent=known.sent,
        name_of=known.name_of,
    )
    answers = {each.span.start: each for each in known.answers.get(message_id, [])}
    for block in blocks_of(message.text, segments, pieces, quotes):
        yield BodyBlock(block=block, answers=_answered(answers.get(block.start), places, above))
    known.shown.add(message_id, message.text[:LONGEST_TEXT], quotes.copies)


def _answered(answer: Answer | None, places: Places, above: Place | None) -> str:
    """Return where stands what a paragraph answers: words, or the parent as a whole."""
    if answer is None:
        return ""
    if answer.quote is None:
        return str(above.number) if above else ""
    return places.shortest(answer.source)


def _depths(nodes: Iterable[ThreadNode]) -> dict[MessageId, int]:
    """Return how many mails stand above each; *nodes* come parents first."""
    depths: dict[MessageId, int] = {}
    for node in nodes:
        depths[node.message_id] = depths.get(node.parent, -1) + 1 if node.parent else 0
    return depths


def _grouped(pairs: Iterable[tuple[MessageId, T]]) -> dict[MessageId, list[T]]:
    found: dict[MessageId, list[T]] = {}
    for message_id, each in pairs:
        found.setdefault(message_id, []).append(each)
    return found
