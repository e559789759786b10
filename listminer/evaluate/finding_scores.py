"""Score what stands on a thread against what labellers found there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, Protocol, TypeVar

from listminer.evaluate.act_scores import Mistake, index_units
from listminer.evaluate.counts import Counts, Share, count_sets, match_by_evidence
from listminer.evaluate.gold import GoldThread
from listminer.evaluate.placing import UnitIndex
from listminer.model import Address, Findings, Position, Span, Summary
from listminer.people import People

KINDS = (
    "proposals",
    "proposals: author",
    "proposals: status",
    "positions",
    "action items",
    "action items: owner",
    "action items: status",
    "questions",
    "questions: open or answered",
    "decisions",
)  # of mistakes, in the order in which they are shown
_NO_ONE = "(nobody)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingScores:
    """Counts by kind of finding, and shares of what is right among the matched."""

    counts: Mapping[str, Counts]
    shares: Mapping[str, Share]
    mistakes: tuple[Mistake, ...] = ()  # of KINDS; none of what is labelled on no words of ours


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
    proposals = _match("proposals", index, found.proposals, gold.proposals)
    actions = _match("action items", index, found.actions, gold.actions)
    questions = _match("questions", index, found.questions, gold.questions)
    decisions = _match("decisions", index, found.decisions, gold.decisions)
    same = {mine.id: theirs.id for mine, theirs in proposals.pairs}
    taken = {
        (call(p.holder), same.get(p.proposal, f"?{p.proposal}"), p.stance): p
        for p in found.positions
    }
    meant = {(call(p.holder), p.proposal, p.stance): p for p in gold.positions}
    details = (
        _compare(proposals, "author", lambda each: call(each.author)),
        _compare(proposals, "status", lambda each: each.status),
        _compare(actions, "owner", lambda each: call(each.owner)),
        _compare(actions, "status", lambda each: each.status),
        _compare(questions, "open or answered", lambda q: "open" if q.open else "answered"),
    )
    wrong = (
        *_unmatched(proposals),
        *_unmatched(actions),
        *_unmatched(questions),
        *_unmatched(decisions),
        *_stances("invented", [taken[key] for key in taken if key not in meant], found),
        *_stances("missed", [meant[key] for key in meant if key not in taken], gold),
        *(each for detail in details for each in detail.wrong),
    )
    return FindingScores(
        counts={
            "proposals": _counts(proposals),
            "positions": count_sets(taken, meant),
            "action items": _counts(actions),
            "questions": _counts(questions),
            "decisions": _counts(decisions),
        },
        shares={
            **{f"{each.kind} right": each.share for each in details},
            **_coverage(index, thread.summary, summary),
        },
        mistakes=tuple(each.in_thread(thread.name) for each in wrong if each.finding.evidence),
    )


def _coverage(index: UnitIndex, gold: Summary | None, said: Summary | None) -> dict[str, Share]:
    """Return the share of labelled summary sentences whose evidence the summary touches."""
    if gold is None or said is None:
        return {}
    touched = index.units_of(span for each in said.sentences for span in each.evidence)
    covered = [bool(index.units_of(each.evidence) & touched) for each in gold.sentences]
    return {"summary: labelled sentences covered": Share(right=sum(covered), of=len(covered))}


class _Finding(Protocol):
    """Anything that is found, with the words that it rests on."""

    @property
    def evidence(self) -> tuple[Span, ...]: ...
    @property
    def confidence(self) -> float: ...


F = TypeVar("F", bound=_Finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matched(Generic[F]):
    """Findings of one kind: which are the same as labelled ones, which are not."""

    kind: str
    pairs: tuple[tuple[F, F], ...]  # found and labelled
    invented: tuple[F, ...]
    missed: tuple[F, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """A mistake and the finding that it is, whose first words stand for it."""

    kind: str
    way: Literal["missed", "invented", "wrong"]
    finding: _Finding
    detail: str = ""

    def in_thread(self, name: str) -> Mistake:
        """Return it as it is shown. The finding has evidence."""
        return Mistake(
            kind=self.kind,
            way=self.way,
            thread=name,
            span=self.finding.evidence[0],
            confidence=self.finding.confidence,
            detail=self.detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Detail:
    """How often something is right of the matched findings, and where it is not."""

    kind: str
    share: Share
    wrong: tuple[_Wrong, ...]


def _match(kind: str, index: UnitIndex, found: Sequence[F], labelled: Sequence[F]) -> _Matched[F]:
    pairs = match_by_evidence(_units(index, found), _units(index, labelled))
    known = set(pairs.values())
    return _Matched(
        kind=kind,
        pairs=tuple((found[i], labelled[j]) for i, j in pairs.items()),
        invented=tuple(each for i, each in enumerate(found) if i not in pairs),
        missed=tuple(each for j, each in enumerate(labelled) if j not in known),
    )


def _units(index: UnitIndex, things: Iterable[_Finding]) -> list[frozenset[str]]:
    return [index.units_of(each.evidence) for each in things]


def _counts(matched: _Matched[F]) -> Counts:
    right = len(matched.pairs)
    return Counts(
        right=right, found=right + len(matched.invented), labelled=right + len(matched.missed)
    )


def _compare(matched: _Matched[F], what: str, told: Callable[[F], str]) -> _Detail:
    """Return how often the matched tell the same, and where they do not."""
    kind = f"{matched.kind}: {what}"
    wrong = tuple(
        _Wrong(
            kind=kind, way="wrong", finding=mine, detail=f"{told(mine)}, labelled {told(theirs)}"
        )
        for mine, theirs in matched.pairs
        if told(mine) != told(theirs)
    )
    of = len(matched.pairs)
    return _Detail(kind=kind, share=Share(right=of - len(wrong), of=of), wrong=wrong)


def _unmatched(matched: _Matched[F]) -> Iterator[_Wrong]:
    for each in matched.invented:
        yield _Wrong(kind=matched.kind, way="invented", finding=each)
    for each in matched.missed:
        yield _Wrong(kind=matched.kind, way="missed", finding=each)


def _stances(
    way: Literal["missed", "invented"], positions: Iterable[Position], among: Findings
) -> Iterator[_Wrong]:
    """Yield positions as mistakes, each with its holder and what it is on."""
    titles = {each.id: each.title for each in among.proposals}
    for each in positions:
        on = titles.get(each.proposal, each.proposal)
        detail = f"{each.holder}, {each.stance}: {on}"
        yield _Wrong(kind="positions", way=way, finding=each, detail=detail)


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
