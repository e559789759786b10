"""Right, wrong and missed, and the figures made of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many found things were labelled so; adding two pools them."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            right=self.right + other.right,
            found=self.found + other.found,
            labelled=self.labelled + other.labelled,
        )

    @property
    def precision(self) -> float:
        """Return the share of the found that is right; 0 if nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the labelled that was found; 0 if nothing was labelled."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall.

        >>> Counts(right=2, found=4, labelled=2).f1
        0.6666666666666666
        """
        total = self.found + self.labelled
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some things are right; adding two pools them."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(right=self.right + other.right, of=self.of + other.of)

    @property
    def value(self) -> float | None:
        """Return the share in [0, 1]; None of nothing."""
        return self.right / self.of if self.of else None


def count_sets(found: Iterable[Key], labelled: Iterable[Key], *, strays: int = 0) -> Counts:
    """Return the counts of two sets; *strays* were found where nothing is labelled."""
    mine, theirs = set(found), set(labelled)
    return Counts(right=len(mine & theirs), found=len(mine) + strays, labelled=len(theirs))


def match_by_evidence(
    found: Sequence[frozenset[str]], labelled: Sequence[frozenset[str]]
) -> dict[int, int]:
    """Return which found thing is which labelled one, by index, one to one.

    Evidence is a set of labelled sentences. Those that share the greatest part
    of their sentences are paired first; without a shared one there is no pair.

    >>> match_by_evidence([frozenset("ab"), frozenset("c")], [frozenset("cb"), frozenset("ab")])
    {0: 1, 1: 0}
    """
    pairs = []
    for i, mine in enumerate(found):
        for j, theirs in enumerate(labelled):
            shared = len(mine & theirs)
            if shared:
                pairs.append((-shared / len(mine | theirs), -shared, i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def pooled(parts: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Return the sums of counts by name, in the order in which names first come."""
    total: dict[str, Counts] = {}
    for part in parts:
        for name, counts in part.items():
            total[name] = total.get(name, Counts()) + counts
    return total
