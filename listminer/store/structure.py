"""One aligned thread as the compact row that the store keeps, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from listminer.model import (
    Answer,
    Message,
    MessageId,
    QuoteLink,
    Segment,
    Span,
    Thread,
    Zone,
)
from listminer.people import people_of
from listminer.store.codec import encode_date, encode_facts, encode_segments, encode_text

_UNSAID: frozenset[Zone] = frozenset(
    {"quotation_marker", "inline_headers", "mua_signature", "visual_separator"}
)
"""Zones whose words a machine put there: nobody searches for them."""


class NodeRow(NamedTuple):
    """One place in a thread."""

    message_id: str
    parent: str | None
    how: str | None
    ghost: bool
    opens: str | None


class GhostRow(NamedTuple):
    """A message known from quotes only."""

    message_id: str
    name: str
    address: str
    date: int | None
    subject: str
    facts: str
    text: bytes
    segments: bytes


class WordsRow(NamedTuple):
    """What the full-text index takes of one message."""

    message_id: str
    revised: bytes | None  # segments, where aligning changed them
    spans: bytes  # JSON list of start, end, start, end …
    body: str
    subject: str
    sender: str


class ThreadRow(NamedTuple):
    """One thread with all that aligning found, ready to be written."""

    nodes: tuple[NodeRow, ...]
    subject: str
    people: int
    first: int | None
    last: int | None
    links: str
    answers: str
    ghosts: tuple[GhostRow, ...]
    words: tuple[WordsRow, ...]


def encode_thread(
    thread: Thread,
    messages: Mapping[MessageId, Message],
    *,
    read: Mapping[MessageId, Sequence[Segment]],
    revised: Mapping[MessageId, Sequence[Segment]],
    links: Iterable[QuoteLink],
    answers: Iterable[Answer],
    ghosts: Iterable[Message],
) -> ThreadRow:
    """Return the row of *thread*; *read* are the segments as parsed, *revised* as aligned."""
    links = tuple(links)
    ghosts = tuple(ghosts)
    found = [messages[node.message_id] for node in thread.nodes if node.message_id in messages]
    dates = [date for each in found if (date := encode_date(each.date)) is not None]
    place = {node.message_id: number for number, node in enumerate(thread.nodes)}
    archived = _archived_quotes(links, messages)
    return ThreadRow(
        nodes=tuple(
            NodeRow(node.message_id, node.parent, node.how, node.ghost, node.opens)
            for node in thread.nodes
        ),
        subject=found[0].subject if found else "",
        people=len(set(map(people_of(found).name_of, (each.sender for each in found)))),
        first=min(dates, default=None),
        last=max(dates, default=None),
        links=_dump(
            [*_packed(each.quote, place), *_packed(each.source, place), int(each.exact)]
            for each in links
        ),
        answers=_dump(
            [
                _packed(each.span, place),
                each.quote and _packed(each.quote, place),
                [_packed(source, place) for source in each.source],
            ]
            for each in answers
        ),
        ghosts=tuple(_ghost_row(each, revised.get(each.message_id, ())) for each in ghosts),
        words=tuple(
            _words_row(
                each,
                read[each.message_id],
                revised.get(each.message_id, read[each.message_id]),
                archived.get(each.message_id, []),
            )
            for each in found
        ),
    )


def _archived_quotes(
    links: Iterable[QuoteLink], messages: Mapping[MessageId, Message]
) -> dict[MessageId, list[tuple[int, int]]]:
    """Return by message the quoted stretches whose source the archive holds."""
    found: dict[MessageId, list[tuple[int, int]]] = {}
    for each in links:
        if each.source.message_id in messages:
            found.setdefault(each.quote.message_id, []).append((each.quote.start, each.quote.end))
    return found


def _words_row(
    message: Message,
    read: Sequence[Segment],
    revised: Sequence[Segment],
    archived: list[tuple[int, int]],
) -> WordsRow:
    spans = indexed_spans(revised, archived)
    text = message.text
    return WordsRow(
        message_id=message.message_id,
        revised=None if tuple(revised) == tuple(read) else encode_segments(revised),
        spans=_dump(spans).encode(),
        body=indexed_text(text, spans),
        subject=message.subject,
        sender=f"{message.sender.name} {message.sender.address}",
    )


def indexed_text(text: str, spans: Sequence[int]) -> str:
    """Return what the full-text index holds of *text*: the stretches of *spans*, in order."""
    pairs = zip(spans[::2], spans[1::2], strict=True)
    return "\n".join([text[start:end] for start, end in pairs]).encode(errors="replace").decode()


def indexed_spans(segments: Sequence[Segment], archived: Iterable[tuple[int, int]]) -> list[int]:
    """Return start, end, start, end … of the words to be found at this message.

    These are its sender's own, and quotes of what the archive does not hold.
    """
    spans: list[int] = []
    holes = sorted(archived)
    passed = 0  # holes that end before this segment, and so before all that follow
    for segment in segments:
        start, end = segment.span.start, segment.span.end
        if segment.zone in _UNSAID:
            continue
        if segment.depth:
            while passed < len(holes) and holes[passed][1] <= start:
                passed += 1
            for at in range(passed, len(holes)):
                gone, back = holes[at]
                if gone >= end:
                    break
                if back <= start:
                    continue
                if gone > start:
                    spans += (start, gone)
                start = max(start, back)
        if start < end:
            if spans and spans[-1] == start:
                spans[-1] = end
            else:
                spans += (start, end)
    return spans


def _ghost_row(ghost: Message, segments: Sequence[Segment]) -> GhostRow:
    return GhostRow(
        message_id=ghost.message_id,
        name=ghost.sender.name,
        address=ghost.sender.address,
        date=encode_date(ghost.date),
        subject=ghost.subject,
        facts=encode_facts(ghost),
        text=encode_text(ghost.text),
        segments=encode_segments(segments),
    )


def _packed(span: Span, place: Mapping[MessageId, int]) -> list[Any]:
    return [place.get(span.message_id, span.message_id), span.start, span.end]


def _dump(value: Iterable[Any]) -> str:
    return json.dumps(list(value), separators=(",", ":"))


def decode_links(links: str, ids: Sequence[MessageId]) -> tuple[QuoteLink, ...]:
    """Return the quote links of the thread whose nodes are *ids*, in order."""
    return tuple(
        QuoteLink(
            quote=_span((place, start, end), ids),
            source=_span((other, begin, stop), ids),
            exact=bool(exact),
        )
        for place, start, end, other, begin, stop, exact in json.loads(links)
    )


def decode_answers(answers: str, ids: Sequence[MessageId]) -> tuple[Answer, ...]:
    """Return the answers of the thread whose nodes are *ids*, in order."""
    return tuple(
        Answer(
            span=_span(span, ids),
            quote=None if quote is None else _span(quote, ids),
            source=tuple(_span(each, ids) for each in source),
        )
        for span, quote, source in json.loads(answers)
    )


def _span(packed: Sequence[Any], ids: Sequence[MessageId]) -> Span:
    place, start, end = packed
    owner = place if isinstance(place, str) else ids[place]
    return Span(message_id=MessageId(owner), start=start, end=end)
