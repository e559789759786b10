"""Score what sentences do against labelled sentences, and what a side is taken on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from listminer.evaluate.counts import Counts, Share, count_sets
from listminer.evaluate.gold import GoldThread, Label, Unit
from listminer.evaluate.placing import UnitIndex
from listminer.model import ACT_KINDS, ActKind, Message, MessageId, Span, SpeechAct

KINDS = ACT_KINDS
SIDES: frozenset[ActKind] = frozenset({"support", "oppose", "conditional"})
ANY_SIDE = "any side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One label or finding that is missing, too many, or wrong in a detail."""

    kind: str
    way: Literal["missed", "invented", "wrong"]
    thread: str
    span: Span
    confidence: float  # of what was found; 1 for what was missed
    detail: str = ""  # whose it is, or what was said and what is right; "" if the words tell all


@dataclass(frozen=True, slots=True, kw_only=True)
class ActScores:
    """Counts by label, and how often what a side answers is right."""

    counts: Mapping[str, Counts]  # by KINDS, then ANY_SIDE
    target_message: Share  # of labelled sides that were found and have a target
    target_sentence: Share
    mistakes: tuple[Mistake, ...]  # the surest first


def index_units(thread: GoldThread) -> UnitIndex:
    """Return where the sentences of a labelled thread stand."""
    return UnitIndex((unit.uid, unit.span) for unit in thread.units if unit.span is not None)


def score_acts(thread: GoldThread, acts: Iterable[SpeechAct]) -> ActScores:
    """Return the scores of *acts* on one labelled thread.

    An act counts for the sentence that it overlaps most. One that counts for no
    sentence is wrong; two of one kind on one sentence count once. One in a message
    that no labeller read is neither right nor wrong.
    """
    index = index_units(thread)
    units = {unit.uid: unit for unit in thread.units}
    labelled = {(uid, label.kind) for uid, unit in units.items() for label in unit.labels}
    found: dict[tuple[str, ActKind], SpeechAct] = {}
    strays: list[SpeechAct] = []
    for act in acts:
        uid = index.unit_of(act.span)
        if uid is None:
            if thread.judged is None or act.span.message_id in thread.judged:
                strays.append(act)
        elif (uid, act.kind) not in found:
            found[uid, act.kind] = act
    counts: dict[str, Counts] = {
        kind: count_sets(
            (uid for uid, each in found if each == kind),
            (uid for uid, each in labelled if each == kind),
            strays=sum(act.kind == kind for act in strays),
        )
        for kind in KINDS
    }
    counts[ANY_SIDE] = count_sets(
        (uid for uid, kind in found if kind in SIDES),
        (uid for uid, kind in labelled if kind in SIDES),
        strays=len({act.span for act in strays if act.kind in SIDES}),
    )
    message, sentence = _score_targets(thread, found)
    return ActScores(
        counts=counts,
        target_message=message,
        target_sentence=sentence,
        mistakes=_mistakes(thread.name, units, labelled, found, strays),
    )


def _score_targets(
    thread: GoldThread, found: Mapping[tuple[str, ActKind], SpeechAct]
) -> tuple[Share, Share]:
    """Return how often message and words that a found side answers are the labelled ones."""
    message = sentence = Share()
    sided = {uid: act for (uid, kind), act in found.items() if kind in SIDES}
    for unit in thread.units:
        act = sided.get(unit.uid)
        if act is None:
            continue
        targets = [
            spans
            for label in unit.labels
            if label.kind in SIDES and (spans := target_spans(thread, label))
        ]
        if not targets:
            continue
        said = act.answers
        wanted = [span for spans in targets for span in spans]
        is_message = said is not None and any(s.message_id == said.message_id for s in wanted)
        is_sentence = said is not None and any(said.overlaps(each) for each in wanted)
        message += Share(right=int(is_message), of=1)
        sentence += Share(right=int(is_sentence), of=1)
    return message, sentence


def target_spans(thread: GoldThread, label: Label) -> tuple[Span, ...]:
    """Return the words that a side is taken on; () if the label does not say.

    "root" is all that the first message says.
    """
    if label.target is None:
        return ()
    if label.target == "root":
        first = thread.units[0].message_id if thread.units else None
        return tuple(u.span for u in thread.units if u.message_id == first and u.span)
    for proposal in thread.findings.proposals if thread.findings else ():
        if proposal.id == label.target:
            return proposal.evidence
    return tuple(u.span for u in thread.units if u.uid == label.target and u.span)


def _mistakes(
    name: str,
    units: Mapping[str, Unit],
    labelled: set[tuple[str, ActKind]],
    found: Mapping[tuple[str, ActKind], SpeechAct],
    strays: Iterable[SpeechAct],
) -> tuple[Mistake, ...]:
    wrong = [act for key, act in found.items() if key not in labelled]
    invented = [
        Mistake(
            kind=act.kind, way="invented", thread=name, span=act.span, confidence=act.confidence
        )
        for act in (*wrong, *strays)
    ]
    missed = [
        Mistake(kind=kind, way="missed", thread=name, span=span, confidence=1.0)
        for uid, kind in sorted(labelled - set(found))
        if (span := units[uid].span) is not None
    ]
    return (*sorted(invented, key=lambda m: -m.confidence), *missed)


def messages_of(thread: GoldThread) -> dict[MessageId, Message]:
    """Return a labelled thread's messages by id."""
    return {m.message_id: m for each in thread.discussions for m in each.messages}
