"""What others' findings must keep to: they rest on words of the one whom they name. Pure.

Ours keep to it by how they are made. What a plug-in adds is held against it
before anybody sees it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TypeVar, get_args

from listminer.extract.authored import Authored
from listminer.model import (
    ACT_KINDS,
    ActionItem,
    ActionStatus,
    Decision,
    Discussion,
    Finding,
    Findings,
    Position,
    Proposal,
    ProposalStatus,
    Question,
    Span,
    SpeechAct,
    Stance,
)
from listminer.quoting import folded

T = TypeVar("T")
_STATUSES = {Proposal: get_args(ProposalStatus), ActionItem: get_args(ActionStatus)}


def first_breach(discussion: Discussion, read: Findings) -> str | None:
    """Return what is wrong with *read*, which has the findings of *discussion* and more.

    None if what was found is all there, and all that came rests on words of its
    message's own sender, who is the one named; if it names ideas and messages that
    there are, and says what we say of them.
    """
    came = _came(discussion.findings, read)
    if came is None:
        return "what was found before is missing"
    return next(_breaches(discussion, read, came), None) if came else None


def breaches_of(discussion: Discussion) -> tuple[str, ...]:
    """Return each way in which what was found in *discussion* breaks these laws."""
    came = _came(Findings(), discussion.findings) or []
    return tuple(_breaches(discussion, discussion.findings, came))


def _came(before: Findings, after: Findings) -> list[SpeechAct | Finding] | None:
    """Return what *after* has and *before* lacks; None if it lacks anything itself."""
    came: list[SpeechAct | Finding] = []
    for each in fields(Findings):
        if each.name == "others":
            continue  # no finding: where there may be none
        known, found = set(getattr(before, each.name)), getattr(after, each.name)
        if not known <= set(found):
            return None
        came += [one for one in found if one not in known]
    return came


def _breaches(
    discussion: Discussion, read: Findings, came: Iterable[SpeechAct | Finding]
) -> Iterator[str]:
    ids = [each.id for each in read.proposals]
    yield from (f"two proposals are called {each!r}" for each in _twice(ids))
    sides = [(each.holder, each.proposal) for each in read.positions]
    yield from (f"{who!r} has two positions on {on!r}" for who, on in _twice(sides))
    authored = Authored(discussion)
    for each in came:
        name = type(each).__name__
        what = f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
        if not each.evidence:
            yield f"{what} rests on no words"
        yield from (
            f"{what} rests on {reason}"
            for span in (*each.evidence, *_besides(each))
            if (reason := authored.breach(span)) is not None
        )
        yield from (f"{what} {reason}" for reason in _named_wrong(each, authored))
        yield from (f"{what} {reason}" for reason in _said_wrong(each, authored, ids))


def _twice(found: Sequence[T]) -> Iterator[T]:
    return (each for each, count in Counter(found).items() if count > 1)


def _besides(finding: SpeechAct | Finding) -> Iterable[Span]:
    """Return the words besides its evidence that *finding* shows as somebody's."""
    match finding:
        case Proposal() | ActionItem():
            return finding.settled_by
        case Position():
            return [span for turn in finding.history for span in turn.evidence]
        case _:
            return ()


def _named_wrong(finding: SpeechAct | Finding, authored: Authored) -> Iterator[str]:
    """Yield whom *finding* names beside words of another."""
    match finding:
        case Proposal():
            # others may say it again, or all that is known of it is their answers
            name, spans = finding.author, finding.evidence[:1] if finding.author else ()
        case Position():
            name, spans = finding.holder, (*finding.evidence, *_besides(finding))
        case Question():
            name, spans = finding.asker, finding.evidence
        case ActionItem():
            if finding.owner and not authored.is_known(finding.owner, finding.evidence):
                yield f"names {finding.owner!r}, who writes nothing here nor is named there"
            return  # whoever owes a task may have been asked by another
        case _:
            return
    for span in spans:
        speaker = authored.speakers.get(span.message_id)
        if speaker not in (None, name):
            yield f"names {name!r} beside words of {speaker!r}"


def _said_wrong(
    finding: SpeechAct | Finding, authored: Authored, ids: Sequence[str]
) -> Iterator[str]:
    """Yield what *finding* says that nobody could show."""
    if not 0 <= finding.confidence <= 1:
        yield f"has a confidence of {finding.confidence}, expected one from 0 to 1"
    match finding:
        case SpeechAct():
            if finding.kind not in ACT_KINDS:
                yield f"is of the kind {finding.kind!r}, expected {', '.join(ACT_KINDS)}"
            if finding.answers is not None and not authored.words(finding.answers):
                yield "answers words that are not there"
            elif finding.answers is not None and authored.is_quoted(finding.answers):
                yield f"answers words that are only quoted: {authored.words(finding.answers)!r}"
        case Proposal() | ActionItem():
            if not _words(finding):
                yield "says in no words what it is"
            known = _STATUSES[type(finding)]
            if finding.status not in known:
                yield f"has the status {finding.status!r}, expected {', '.join(known)}"
            if isinstance(finding, ActionItem) and _is_naive(finding.due_date):
                yield "is due on a date without a time zone"
        case Position():
            for stance in (finding.stance, *(turn.stance for turn in finding.history)):
                if stance not in get_args(Stance):
                    yield f"is for {stance!r}, expected {', '.join(get_args(Stance))}"
            if finding.proposal not in ids:
                yield f"is on {finding.proposal!r}, which is no proposal"
        case Question():
            for message_id in finding.answered_by:
                if message_id not in authored.speakers:
                    yield f"is answered by {message_id}, which the thread lacks"
        case Decision():
            if finding.proposal is not None and finding.proposal not in ids:
                yield f"is on {finding.proposal!r}, which is no proposal"
    if isinstance(finding, Question | Decision):
        said = folded(finding.text)
        if not said or not any(said in authored.words(each) for each in finding.evidence):
            yield f"says {finding.text!r}, which is not in the words that it rests on"


def _words(finding: Proposal | ActionItem) -> str:
    return (finding.title if isinstance(finding, Proposal) else finding.task).strip()


def _is_naive(day: datetime | None) -> bool:
    return day is not None and day.tzinfo is None
