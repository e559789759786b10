"""Whose words a finding rests on: the worst mistake is to credit them to somebody else.

Pure. Every span of evidence must lie in words that the person whom the finding
names wrote: in one authored segment (depth 0) of a message of theirs, or in the
known words of a message that the archive lacks. And since zones may be wrong: most of
it must not be words that somebody else wrote earlier in the thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from listminer.model import Discussion, Message, Segment, Span
from listminer.people import People, people_of
from listminer.thread.words import spoken_words

RUN = 8  # words in a row that two people write by themselves only where they cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words that a finding rests on, and the person whom it credits with them."""

    finding: str  # "position", "proposal", …
    person: str | None  # None: whoever sent the message
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Miscredit:
    """A claim that does not hold, and why."""

    claim: Claim
    reason: str


def find_miscredits(discussion: Discussion) -> tuple[Miscredit, ...]:
    """Return the claims of the discussion's findings whose words are not the named person's."""
    messages = {message.message_id: message for message in discussion.messages}
    people = people_of(discussion.messages)
    earliest = _earliest(discussion)
    found = []
    for claim in claims_of(discussion):
        message = messages.get(claim.span.message_id)
        segments = discussion.segments.get(claim.span.message_id, ())
        reason = _reason(claim, message, segments, people)
        if reason is None and message is not None:
            reason = _repeats(claim.span, message, earliest, people)
        if reason is not None:
            found.append(Miscredit(claim=claim, reason=reason))
    return tuple(found)


def claims_of(discussion: Discussion) -> Iterator[Claim]:
    """Yield what the findings claim about who said what.

    A proposal's words may be several people's: only the oldest must be its
    author's. An action item may rest on the words of who asks for it; a promise
    must be its owner's.
    """
    findings = discussion.findings
    kinds: dict[Span, set[str]] = {}
    for act in findings.acts:
        kinds.setdefault(act.span, set()).add(act.kind)
        yield Claim(finding="act", person=None, span=act.span)
    for proposal in findings.proposals:
        first, *rest = proposal.evidence or (None,)
        if first is not None:
            yield Claim(finding="proposal", person=proposal.author, span=first)
        for span in (*rest, *proposal.settled_by):
            yield Claim(finding="proposal", person=None, span=span)
    for position in findings.positions:
        turns = (position.evidence, *(turn.evidence for turn in position.history))
        for span in (span for turn in turns for span in turn):
            yield Claim(finding="position", person=position.holder, span=span)
    for question in findings.questions:
        for span in question.evidence:
            yield Claim(finding="question", person=question.asker, span=span)
    for action in findings.actions:
        for span in action.evidence:
            is_promise = kinds.get(span, set()) == {"commitment"}
            yield Claim(
                finding="action item", person=action.owner if is_promise else None, span=span
            )
        for span in action.settled_by:
            yield Claim(finding="action item", person=None, span=span)
    for decision in findings.decisions:
        for span in decision.evidence:
            yield Claim(finding="decision", person=None, span=span)


def _reason(
    claim: Claim, message: Message | None, segments: Iterable[Segment], people: People
) -> str | None:
    """Return why the claim does not hold; None if it does."""
    span = claim.span
    if message is None:
        return "no such message in the discussion"
    if not span.is_in(message.text):
        return "the span is empty or leaves the text"
    if claim.person is not None and people.name_of(message.sender) != claim.person:
        return f"sent by {message.sender.display}, credited to {claim.person}"
    if message.ghost:
        return None  # its text is nothing but its own words, known from quotes
    touched = [segment for segment in segments if segment.span.overlaps(span)]
    if any(segment.depth for segment in touched):
        return "the words are quoted"
    if not touched:
        return "no segment holds the words"
    return None


def _earliest(discussion: Discussion) -> dict[tuple[str, ...], Message]:
    """Return who wrote which words in a row first, by what has no quote depth."""
    found: dict[tuple[str, ...], Message] = {}
    dated = [(m.date, m.message_id, m) for m in discussion.heard if m.date is not None]
    for _, _, message in sorted(dated, key=itemgetter(0, 1)):
        for segment in discussion.segments.get(message.message_id, ()):
            if not segment.depth:
                for run in _runs(message.text, segment.span):
                    found.setdefault(run, message)
    return found


def _runs(text: str, span: Span) -> Iterator[tuple[str, ...]]:
    words = spoken_words(text, span.start, span.end)
    return zip(*(islice(words, at, None) for at in range(RUN)), strict=False)


def _repeats(
    span: Span, message: Message, earliest: dict[tuple[str, ...], Message], people: People
) -> str | None:
    """Return whose words most of *span* are, if another's, and where they stand."""
    repeated: set[int] = set()
    source, sender = message, people.name_of(message.sender)
    count = RUN - 1
    for at, run in enumerate(_runs(message.text, span)):
        count += 1
        first = earliest.get(run, message)
        if people.name_of(first.sender) != sender:
            source = first
            repeated.update(range(at, at + RUN))
    if 2 * len(repeated) <= count:
        return None
    return f"{source.sender.display} wrote it before, in {source.message_id}"
