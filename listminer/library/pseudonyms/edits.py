"""Stretches of a text put in the place of others, and where its old places are then. Pure."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

from listminer.library.pseudonyms.report import Unsure


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, and what stands there from now on."""

    start: int
    end: int
    text: str


class Masked:
    """A text after its edits, and where its old places are."""

    def __init__(
        self, text: str, edits: Iterable[Edit], unsure: Iterable[tuple[int, int, Unsure]] = ()
    ) -> None:
        """Take *edits* of *text* that do not overlap, and places of doubt in it."""
        self._edits = sorted(edits, key=lambda each: each.start)
        self._starts: list[int] = []  # of the edits, in the new text
        pieces: list[str] = []
        at = length = 0
        for edit in self._edits:
            pieces += (text[at : edit.start], edit.text)
            length += edit.start - at
            self._starts.append(length)
            length += len(edit.text)
            at = edit.end
        self.text = "".join((*pieces, text[at:]))
        self.unsure = tuple(
            (self.place(start), self.place(end, is_end=True), kind) for start, end, kind in unsure
        )

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Return where the place *at* of the old text is; inside an edit its start, or its end."""
        known = bisect_right(self._edits, at, key=lambda each: each.start) - 1
        if known < 0:
            return at
        edit, start = self._edits[known], self._starts[known]
        if at >= edit.end:
            return start + len(edit.text) + at - edit.end
        return start + len(edit.text) if is_end and at > edit.start else start


class Edits:
    """Edits that do not overlap: the first one that asks for a place has it."""

    def __init__(self) -> None:
        self.made: list[Edit] = []

    def add(self, start: int, end: int, text: str) -> None:
        if not self.covers(start, end):
            insort(self.made, Edit(start, end, text), key=lambda each: each.start)

    def covers(self, start: int, end: int) -> bool:
        """Return whether any of a place is edited."""
        before = bisect_right(self.made, start, key=lambda each: each.start)
        if before and self.made[before - 1].end > start:
            return True
        return before < len(self.made) and self.made[before].start < end
