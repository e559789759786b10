"""A side that one sentence takes, and the sides on options that it names. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listminer.extract.options import votes_on
from listminer.extract.proposals import Idea
from listminer.extract.scene import Said
from listminer.model import Stance

NAMED_OPTION = 0.6  # how sure it is that "+1 for B" is on what is listed as B


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One sentence's stance on one idea."""

    said: Said
    idea: Idea
    stance: Stance
    confidence: float


def stance_of(said: Said) -> Stance | None:
    """Return the side that *said* takes; None if it takes none."""
    if "conditional" in said.kinds or {"support", "oppose"} <= said.kinds.keys():
        return "conditional" if "conditional" in said.kinds else "oppose"
    if "support" in said.kinds:
        return "support"
    return "oppose" if "oppose" in said.kinds else None


def sides_on_options(
    said: Said, stance: Stance | None, options: Mapping[str, Idea]
) -> list[Side] | None:
    """Return the sides that *said*, which takes *stance*, has on *options*, by their labels.

    None if it names no option, or none is listed; [] if what it names is not among them, or
    is told to be chosen.
    """
    if not options or said.option or said.is_anothers:
        return None
    votes = tuple(votes_on(said.text, stance))
    if not votes:
        return None
    return [
        Side(said, options[label], held, max(said.kinds.get(held, 0.0), NAMED_OPTION))
        for label, held in votes
        if label in options and "decision" not in said.kinds
    ]
