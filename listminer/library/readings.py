"""Findings as a sequence that shows its words: in a notebook's cell, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar, overload

from listminer.library.shown_rows import MOST_SHOWN, told_more
from listminer.render.finding_list import FindingRow, write_finding_list
from listminer.render.layout import USUAL_COLUMNS

T = TypeVar("T")


class Readings(Sequence[T], Generic[T]):
    """Findings of one kind, in reading order; each with the words that it rests on.

    A sequence of the model's types, or of rows where they are from many threads.
    """

    def __init__(self, kind: str, found: Iterable[T], rows: Iterable[FindingRow]) -> None:
        self.kind = kind  # "proposals", "positions", …
        self.rows = tuple(rows)  # who, when, the words, the id of each
        self._found = tuple(found)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._found[at]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Readings):
            return self._found == other._found
        return self._found == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        """Return them as the command line lists them."""
        if not self.rows:
            return f"no {self.kind}"
        shown = write_finding_list(self.rows[:MOST_SHOWN], width=USUAL_COLUMNS)
        return f"{shown.rstrip()}\n{told_more(len(self.rows))}".rstrip("\n")

    def _repr_html_(self) -> str:
        from listminer.library.display import readings_html  # late: templates

        return readings_html(self.kind, self.rows[:MOST_SHOWN], told_more(len(self.rows)))
