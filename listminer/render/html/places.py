"""Where things stand on a page: the number and key of each mail, the anchor of each span.

An anchor is made of the Message-ID and the offsets, not of the mail's place in the
thread: a link to a sentence that was sent last week still means that sentence.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from listminer.model import (
    ActionItem,
    Discussion,
    Finding,
    Message,
    MessageId,
    Proposal,
    Span,
    Summary,
)

_KEY_BYTES = 10  # 2**80 tries for an id whose links would lead to another's mail; page.js knows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mail's place on the page."""

    number: int  # from 1, in the order of `Discussion.messages`
    key: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A reference to words: the number to show and the anchor to go to."""

    number: int
    anchor: str


class Places:
    """The places of a discussion's mails and of all words that the page refers to."""

    def __init__(self, discussion: Discussion, summary: Summary | None = None) -> None:
        self._places = {
            message.message_id: Place(
                number=number, key=message_key(message.message_id), message=message
            )
            for number, message in enumerate(discussion.messages, 1)
        }
        self._wanted = self._spans_by_message(_all_spans(discussion, summary))

    def of(self, message_id: MessageId) -> Place | None:
        """Return the place of a mail; None if the discussion does not hold it."""
        return self._places.get(message_id)

    def wanted(self, message_id: MessageId) -> tuple[Span, ...]:
        """Return the spans of one mail that something refers to: by start, the longest first."""
        return self._wanted.get(message_id, ())

    def ref(self, span: Span) -> Ref | None:
        """Return the reference to *span*; to the whole mail if it lies outside its text."""
        place = self._places.get(span.message_id)
        if place is None:
            return None
        anchor = anchor_of(place.key, span) if span.is_in(place.message.text) else place.key
        return Ref(number=place.number, anchor=anchor)

    def refs(self, spans: Iterable[Span]) -> list[Ref]:
        """Return one reference per mail of *spans*, lowest number first."""
        found: dict[int, Ref] = {}
        for span in spans:
            ref = self.ref(span)
            if ref is not None:
                found.setdefault(ref.number, ref)
        return [found[number] for number in sorted(found)]

    def shortest(self, spans: Iterable[Span]) -> str:
        """Return where *spans* stand, for a script: NUMBER-START-END each, or NUMBER of a mail."""
        refs = [ref for span in spans if (ref := self.ref(span)) is not None]
        told = (f"{ref.number}{''.join(ref.anchor.partition('-')[1:])}" for ref in refs)
        return " ".join(dict.fromkeys(told))

    def words(self, span: Span) -> str:
        """Return the words of *span*; "" if it lies outside its mail."""
        place = self._places.get(span.message_id)
        if place is None or not span.is_in(place.message.text):
            return ""
        return place.message.text[span.start : span.end]

    def _spans_by_message(self, spans: Iterable[Span]) -> Mapping[MessageId, tuple[Span, ...]]:
        by_message: dict[MessageId, set[Span]] = {}
        for span in spans:
            place = self._places.get(span.message_id)
            if place is not None and span.is_in(place.message.text):
                by_message.setdefault(span.message_id, set()).add(span)
        return {
            message_id: tuple(sorted(found, key=lambda span: (span.start, -span.end)))
            for message_id, found in by_message.items()
        }


def message_key(message_id: str) -> str:
    """Return a short name for a mail that is a legal id and stays the same wherever it stands.

    >>> message_key("a@x")
    'm7s4bo67k756cw3pf'
    """
    said = message_id.encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(said, digest_size=_KEY_BYTES).digest()
    return "m" + b32encode(digest).decode("ascii").lower()


def anchor_of(key: str, span: Span) -> str:
    """Return the id of the words of *span* in the mail *key*."""
    return f"{key}-{span.start}-{span.end}"


def _all_spans(discussion: Discussion, summary: Summary | None) -> Iterator[Span]:
    """Yield every span that the page may point to."""
    findings = discussion.findings
    for act in findings.acts:
        yield act.span
        if act.answers is not None:
            yield act.answers
    found: chain[Finding] = chain(
        findings.proposals,
        findings.positions,
        findings.actions,
        findings.questions,
        findings.decisions,
    )
    for finding in found:
        yield from finding.evidence
    for settled in chain[Proposal | ActionItem](findings.proposals, findings.actions):
        yield from settled.settled_by
    for position in findings.positions:
        for turn in position.history:
            yield from turn.evidence
    for answer in discussion.answers:
        yield from answer.source
    if summary is not None:
        for sentence in summary.sentences:
            yield from sentence.evidence
        for sentence in summary.prose.sentences if summary.prose else ():
            yield from sentence.evidence
