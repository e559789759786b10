"""What one thread adds to a site: its line in the lists, its findings by date, its words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from listminer.model import Address, Discussion, Finding, Proposal, Span
from listminer.quoting import asked, dates_of, due_beside, hearsay
from listminer.render.html.names import Persons
from listminer.render.html.page import title_of
from listminer.render.html.places import Places
from listminer.render.numbering import thread_status
from listminer.render.safe import cut, shown_line
from listminer.render.sides import written_tally

ItemKind = Literal["contested", "decided", "settled", "asked", "proposed", "promised"]
_WORD = re.compile(r"[^\W\d_]{3,20}")  # "scheduler"; must not match "4fe9a2" or "of"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DIGEST_BYTES = 16  # 2**64 tries for two debates of one name, of which one would be lost
_LONGEST_SLUG = 48
_LONGEST_TITLE = 120  # columns; two lines of a list, however much a subject says
MOST_EXCERPTS = 2  # of a thread: 18 % of an index of 195 threads, 4 % of one of 31 long ones
_LONGEST_EXCERPT = 110  # columns
_GREETING = 40  # code points of a first paragraph, up to which it greets
_TELLING: tuple[ItemKind, ...] = (
    "decided",
    "settled",
    "contested",
    "proposed",
    "asked",
    "promised",
)
_COUNT = re.compile(r"(\d) ")  # "1 OPEN" is not torn apart; must not match ", "
_LONGEST_TEXT = 50_000  # code points of one mail that are searched; more is a log


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One finding as a list of the site shows it."""

    kind: ItemKind
    text: str
    person: str | None
    href: str  # from the site's root: the words in the page of the thread
    date: datetime | None
    thread: str  # its title
    status: str = ""
    note: str = ""
    weight: int = 0  # mails of the thread: more matter to more people


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thread as a list of the site shows it."""

    title: str
    href: str
    first: datetime | None
    last: datetime | None
    messages: int
    people: tuple[str, ...]  # senders, those who wrote most first
    senders: tuple[tuple[Address, str], ...]  # each way to write a person, and who it is here
    named: tuple[str, ...]  # whoever the thread's page names: writers, those who are only quoted
    status: str
    items: tuple[Item, ...]
    words: frozenset[str]
    excerpts: tuple[str, ...]  # what was begun with, decided, proposed, asked: a line each


def entry_of(discussion: Discussion, places: Places, named: Iterable[str]) -> Entry:
    """Return what the lists of a site show of *discussion*; *named* are all its people."""
    persons = Persons(discussion)
    counts: dict[str, int] = {}
    present = discussion.heard
    for message in present:
        name = persons.of(message.sender).name
        counts[name] = counts.get(name, 0) + 1
    title, href = cut(title_of(discussion), _LONGEST_TITLE), thread_file(discussion)
    first, last = dates_of(present)
    items = tuple(_items(discussion, persons, places, title, href, len(present)))
    return Entry(
        title=title,
        href=href,
        first=first,
        last=last,
        messages=len(present),
        people=tuple(sorted(counts, key=lambda name: -counts[name])),
        senders=tuple(
            (sender, persons.of(sender).name)
            for sender in dict.fromkeys(message.sender for message in present)
        ),
        named=tuple(dict.fromkeys(named)),
        status=_COUNT.sub("\\1\u00a0", thread_status(discussion)),
        items=items,
        words=frozenset(_words(discussion)),
        excerpts=tuple(_excerpts(discussion, title, items)),
    )


def thread_file(discussion: Discussion) -> str:
    """Return the path of a thread's page below the site's root; the same whenever it is made."""
    return f"t/{named_file(title_of(discussion), discussion.thread.root)}"


def person_file(name: str) -> str:
    """Return the path of a person's page below the site's root."""
    key = shown_line(name).casefold()
    return f"p/{named_file(key, key)}"


def named_file(name: str, key: str) -> str:
    """Return a file name that tells what it is and that no mail can choose.

    >>> named_file("Drop Python 3.8?", "a@x")
    'drop-python-3-8-c86469caf2f5f48af1155852002e649f.html'
    """
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    slug = _NOT_SLUG.sub("-", ascii_.lower())[:_LONGEST_SLUG].strip("-")
    digest = hashlib.blake2b(
        key.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES
    ).hexdigest()
    return f"{slug}-{digest}.html" if slug else f"{digest}.html"


def _items(
    discussion: Discussion,
    persons: Persons,
    places: Places,
    title: str,
    href: str,
    weight: int,
) -> Iterator[Item]:
    findings = discussion.findings
    messages = {message.message_id: message for message in discussion.messages}

    def item(
        kind: ItemKind,
        finding: Finding,
        text: str,
        person: str | None,
        *,
        status: str = "",
        note: str = "",
        last: Iterable[Span] = (),
    ) -> Item:
        ref = places.ref(finding.evidence[0]) if finding.evidence else None
        dated = _dates(places, (*finding.evidence, *last))
        return Item(
            kind=kind,
            text=shown_line(text),
            person=shown_line(person) if person else None,
            href=f"{href}#{ref.anchor}" if ref else href,
            date=max(dated) if last and dated else min(dated, default=None),
            thread=title,
            status=status,
            note=shown_line(note + hearsay(finding.evidence, messages)),
            weight=weight,
        )

    announced = {each.proposal for each in findings.decisions}
    for proposal in findings.proposals:
        sides = [each for each in findings.positions if each.proposal == proposal.id]
        yield item(
            _kind(proposal, is_announced=proposal.id in announced),
            proposal,
            proposal.title,
            proposal.author,
            status=proposal.status,
            note=written_tally(proposal, sides),
            last=[*proposal.settled_by, *(span for each in sides for span in each.evidence)],
        )
    for decision in findings.decisions:
        yield item(
            "decided", decision, decision.text, _speaker(discussion, persons, decision.evidence)
        )
    for question in findings.questions:
        if question.open:
            yield item("asked", question, question.text, question.asker)
    for action in findings.actions:
        status = "" if action.status == "open" else action.status
        by = asked(action.owner, _speaker(discussion, persons, action.evidence) or "")
        note = f"{due_beside(action)}{by}".strip()
        yield item("promised", action, action.task, action.owner, status=status, note=note)


def _kind(proposal: Proposal, *, is_announced: bool) -> ItemKind:
    """Return where a proposal is listed; what came of it may be told by a decision already."""
    if proposal.status == "contested":
        return "contested"
    is_settled = proposal.status in ("accepted", "rejected") and not is_announced
    return "settled" if is_settled else "proposed"


def _speaker(discussion: Discussion, persons: Persons, evidence: tuple[Span, ...]) -> str | None:
    """Return who wrote the first of these words."""
    ids = {span.message_id for span in evidence[:1]}
    found = (each.sender for each in discussion.messages if each.message_id in ids)
    return next((persons.of(each).name for each in found), None)


def _dates(places: Places, spans: Iterable[Span]) -> list[datetime]:
    found = [places.of(span.message_id) for span in spans]
    return [place.message.date for place in found if place and place.message.date]


def _words(discussion: Discussion) -> Iterator[str]:
    """Yield the words to find a thread by: its subjects, its people, what its authors wrote."""
    for message in discussion.messages:
        sender = message.sender
        yield from words_of(f"{message.subject} {sender.name} {sender.person}")
        for segment in discussion.segments.get(message.message_id, ()):
            if segment.depth == 0 and segment.zone in ("paragraph", "section_heading"):
                span = segment.span
                yield from words_of(message.text[span.start : min(span.end, _LONGEST_TEXT)])


def _excerpts(discussion: Discussion, title: str, items: Iterable[Item]) -> Iterator[str]:
    """Yield the MOST_EXCERPTS that tell most of a thread, each once, as short as a line."""
    ranked = sorted(items, key=lambda item: _TELLING.index(item.kind))
    found = (_opening(discussion), *(item.text for item in ranked))
    lines = dict.fromkeys(cut(each, _LONGEST_EXCERPT) for each in found if each and each != title)
    yield from list(lines)[:MOST_EXCERPTS]


def _opening(discussion: Discussion) -> str:
    """Return the first paragraph that is more than "Hi all," of the first mail that has one."""
    for message in discussion.heard:
        for segment in discussion.segments.get(message.message_id, ()):
            if segment.depth == 0 and segment.zone == "paragraph":
                span = segment.span
                text = message.text[span.start : min(span.end, span.start + 4 * _LONGEST_EXCERPT)]
                if len(text) >= _GREETING:
                    return shown_line(" ".join(text.split()))
    return ""


def words_of(text: str) -> list[str]:
    """Return the words of *text* as they are compared in a search.

    >>> words_of("The Scheduler's “café” of 2016")
    ['the', 'scheduler', 'cafe']
    """
    folded = text.lower()
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = "".join(each for each in parts if not unicodedata.combining(each))
    return _WORD.findall(folded)
