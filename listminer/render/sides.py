"""What the position map of every rendering shares: signs, and which sides are worth a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listminer.model import Findings, Position, Proposal, Stance

SIGNS: Mapping[Stance, str] = {"support": "+", "oppose": "−", "conditional": "±"}
AUTHOR = "●"
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
        is_own = proposal.author == holder and position.stance == "support"
        return AUTHOR if is_own else SIGNS[position.stance]

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
