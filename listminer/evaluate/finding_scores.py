"""Score what stands on a thread against what labellers found there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from listminer.evaluate.act_scores import index_units
from listminer.evaluate.counts import Counts, Share, count_sets, match_by_evidence, share_of
from listminer.evaluate.gold import GoldThread
from listminer.evaluate.placing import UnitIndex
from listminer.model import Address, Findings, Span, Summary
from listminer.people import People

_NO_ONE = "(nobody)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingScores:
    """Counts by kind of finding, and shares of what is right among the matched."""

    counts: Mapping[str, Counts]
    shares: Mapping[str, Share]


def score_findings(
    thread: GoldThread, found: Findings, summary: Summary | None = None
) -> FindingScores:
    """Return the scores of *found* on a thread that is labelled whole.

    Findings are matched by the labelled sentences that their evidence counts for.
    """
    gold = thread.findings
    if gold is None:
        return FindingScores(counts={}, shares={})
    index = index_units(thread)
    call = _caller(thread)
    proposals = _match(index, found.proposals, gold.proposals)
    actions = _match(index, found.actions, gold.actions)
    questions = _match(index, found.questions, gold.questions)
    decisions = _match(index, found.decisions, gold.decisions)
    same = {found.proposals[i].id: gold.proposals[j].id for i, j in proposals.items()}
    positions = count_sets(
        {
            (call(p.holder), same.get(p.proposal, f"?{p.proposal}"), p.stance)
            for p in found.positions
        },
        {(call(p.holder), p.proposal, p.stance) for p in gold.positions},
    )
    return FindingScores(
        counts={
            "proposals": _counts(proposals, found.proposals, gold.proposals),
            "positions": positions,
            "action items": _counts(actions, found.actions, gold.actions),
            "questions": _counts(questions, found.questions, gold.questions),
            "decisions": _counts(decisions, found.decisions, gold.decisions),
        },
        shares={
            "proposals: author right": share_of(
                proposals.items(),
                lambda i, j: call(found.proposals[i].author) == call(gold.proposals[j].author),
            ),
            "proposals: status right": share_of(
                proposals.items(),
                lambda i, j: found.proposals[i].status == gold.proposals[j].status,
            ),
            "action items: owner right": share_of(
                actions.items(),
                lambda i, j: call(found.actions[i].owner) == call(gold.actions[j].owner),
            ),
            "action items: status right": share_of(
                actions.items(), lambda i, j: found.actions[i].status == gold.actions[j].status
            ),
            "questions: open or answered right": share_of(
                questions.items(), lambda i, j: found.questions[i].open == gold.questions[j].open
            ),
            **_coverage(index, thread.summary, summary),
        },
    )


def _coverage(index: UnitIndex, gold: Summary | None, said: Summary | None) -> dict[str, Share]:
    """Return the share of labelled summary sentences whose evidence the summary touches."""
    if gold is None or said is None:
        return {}
    touched = index.units_of(span for each in said.sentences for span in each.evidence)
    covered = [bool(index.units_of(each.evidence) & touched) for each in gold.sentences]
    return {"summary: labelled sentences covered": Share(right=sum(covered), of=len(covered))}


class _Rests(Protocol):
    """Anything that rests on words."""

    @property
    def evidence(self) -> tuple[Span, ...]: ...


def _match(index: UnitIndex, found: Sequence[_Rests], gold: Sequence[_Rests]) -> dict[int, int]:
    return match_by_evidence(_units(index, found), _units(index, gold))


def _units(index: UnitIndex, things: Iterable[_Rests]) -> list[frozenset[str]]:
    return [index.units_of(each.evidence) for each in things]


def _counts(matched: Mapping[int, int], found: Sequence[_Rests], gold: Sequence[_Rests]) -> Counts:
    return Counts(right=len(matched), found=len(found), labelled=len(gold))


def _caller(thread: GoldThread) -> Callable[[str | None], str]:
    """Return a function that calls a person one name, whichever of theirs is given."""
    senders = [m.sender for each in thread.discussions for m in each.messages if not m.ghost]
    people = People(senders)
    names: dict[str, str] = {}
    for sender in senders:
        for key in (sender.name, sender.address, sender.display):
            if key:
                names.setdefault(_folded(key), people.name_of(sender))

    def call(name: str | None) -> str:
        if name is None:
            return _NO_ONE
        known = names.get(_folded(name))
        return _folded(known or people.name_of(Address(name=name, address="")))

    return call


def _folded(name: str) -> str:
    """Return a name for comparing: "diva at x.com" is diva@x.com, quotes and case say nothing."""
    return " ".join(name.casefold().replace(" at ", "@").replace('"', "").split())


def merge_findings(parts: Sequence[Findings]) -> Findings:
    """Return the findings of several discussions as one; proposals keep apart by their ids."""
    if len(parts) == 1:
        return parts[0]
    renamed = [
        replace(
            part,
            proposals=tuple(replace(p, id=f"{n}:{p.id}") for p in part.proposals),
            positions=tuple(replace(p, proposal=f"{n}:{p.proposal}") for p in part.positions),
        )
        for n, part in enumerate(parts)
    ]
    return Findings(
        acts=tuple(each for part in renamed for each in part.acts),
        proposals=tuple(each for part in renamed for each in part.proposals),
        positions=tuple(each for part in renamed for each in part.positions),
        actions=tuple(each for part in renamed for each in part.actions),
        questions=tuple(each for part in renamed for each in part.questions),
        decisions=tuple(each for part in renamed for each in part.decisions),
    )
