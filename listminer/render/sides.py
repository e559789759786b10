"""What every rendering shares of sides: signs, counts, and which are worth a column of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listminer.model import Decision, Findings, Position, Proposal, Stance

SIGNS: Mapping[Stance, str] = {"support": "+", "oppose": "−", "conditional": "±"}
AUTHOR = "●"
_MEANINGS: Mapping[str, str] = {
    AUTHOR: "proposed it",
    "+": "for",
    "−": "against",
    "±": "on a condition",
    "·": "no word",
    "*": "changed",
    "?": "known from quotes only",
}
_LOUDEST: Mapping[Stance, int] = {"oppose": 0, "conditional": 1, "support": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionMap:
    """People × proposals; only proposals on which somebody beside the author stands."""

    holders: tuple[str, ...]  # in the order of their first position
    proposals: tuple[Proposal, ...]
    positions: Mapping[tuple[str, str], Position]  # by holder and Proposal.id

    def of(self, holder: str) -> list[Position]:
        """Return where *holder* stands, in the order of the columns."""
        found = (self.positions.get((holder, each.id)) for each in self.proposals)
        return [each for each in found if each is not None]

    def mark(self, holder: str, proposal: Proposal) -> str:
        """Return the sign of where *holder* stands on *proposal*; "" if nowhere."""
        position = self.positions.get((holder, proposal.id))
        if position is None:
            return ""
        return AUTHOR if position.is_own(proposal) else SIGNS[position.stance]

    def telling(self, holder: str) -> Position:
        """Return where to quote *holder*: what changed, else a side on another's proposal."""
        authors = {each.id: each.author for each in self.proposals}
        return min(
            self.of(holder),
            key=lambda each: (
                not each.history,
                authors[each.proposal] == holder,
                _LOUDEST[each.stance],
            ),
        )


def tally(proposal: Proposal, positions: Iterable[Position]) -> tuple[tuple[Stance, int], ...]:
    """Return how many take each side on *proposal*, support first.

    That its author is for it is not counted: what nobody else had a word on has no side.
    """
    taken = [
        each.stance
        for each in positions
        if each.proposal == proposal.id and not each.is_own(proposal)
    ]
    return tuple((stance, taken.count(stance)) for stance in SIGNS if stance in taken)


def written_tally(proposal: Proposal, positions: Iterable[Position]) -> str:
    """Return the tally as "+2 −1"; "" if nobody but the author takes a side."""
    return " ".join(f"{SIGNS[stance]}{count}" for stance, count in tally(proposal, positions))


def decision_sign(decision: Decision, proposals: Iterable[Proposal]) -> str:
    """Return "×" where *decision* settles that a proposal is not to be, else "✓"."""
    status = next((each.status for each in proposals if each.id == decision.proposal), "accepted")
    return "×" if status in ("rejected", "withdrawn", "superseded") else "✓"


def legend(marks: Iterable[str]) -> str:
    """Return what the signs in *marks* mean.

    >>> legend(["+", "●*"])
    '● proposed it, + for, * changed'
    """
    there = set("".join(marks))
    return ", ".join(f"{sign} {means}" for sign, means in _MEANINGS.items() if sign in there)


def position_map(findings: Findings) -> PositionMap:
    """Return who stands where; if nobody stands on another's proposal, everybody's own."""
    several = {
        each.id
        for each in findings.proposals
        if sum(position.proposal == each.id for position in findings.positions) > 1
    } or {each.proposal for each in findings.positions}
    found = [each for each in findings.positions if each.proposal in several]
    return PositionMap(
        holders=tuple(dict.fromkeys(each.holder for each in found)),
        proposals=tuple(each for each in findings.proposals if each.id in several),
        positions={(each.holder, each.proposal): each for each in found},
    )
