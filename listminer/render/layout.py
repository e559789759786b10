"""Text in columns: measured in terminal cells, folded under its column, coloured last. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from listminer.render.safe import cells, padded, reach, shown_line

Style = Literal["support", "oppose", "conditional", "accent", "strong", "faint"]
USUAL_COLUMNS = 100  # to fill where no terminal tells how many it has
_LONGEST_ADDRESS = 400  # characters; a longer word is data
# SGR codes of the 256 colours: readable on light and dark, blue and orange apart for everybody.
_CODES: dict[Style, str] = {
    "support": "38;5;32",
    "oppose": "38;5;166",
    "conditional": "38;5;98",
    "accent": "1;38;5;32",
    "strong": "1",
    "faint": "2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of a row: its text is folded to its width, or stands at its right end."""

    text: str
    width: int
    style: Style | None = None
    right: bool = False


def wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* cells; a longer word is broken.

    >>> wrapped("one two three", 8), wrapped("ada@lovelace.org", 12)
    (['one two', 'three'], ['ada@', 'lovelace.org'])
    """
    lines: list[str] = []
    line = ""
    for word in shown_line(text).split(" "):
        joined = f"{line} {word}" if line else word
        if cells(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        pieces = _pieces(word, max(width, 2)) if cells(word) > width else [word]
        lines += pieces[:-1]
        line = pieces[-1]
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, width: int) -> list[str]:
    """Return a word that is too long in pieces, cut behind a sign of an address if it has one."""
    is_address = len(word) <= _LONGEST_ADDRESS
    pieces, begin = [], 0
    while (end := reach(word, width, begin)) < len(word):
        sign = max(word.rfind(each, begin, end) for each in "@./") + 1 if is_address else 0
        pieces.append(word[begin : sign or end])
        begin = sign or end
    return [*pieces, word[begin:]]


def row(
    columns: Sequence[Cell], *, indent: int = 1, gap: int = 2, colour: bool = False
) -> list[str]:
    """Return one row as lines: each cell folds under its own column."""
    folds = [wrapped(each.text, each.width) if each.text else [""] for each in columns]
    lines = []
    for pieces in zip_longest(*folds, fillvalue=""):
        shown = [
            painted(
                padded(piece, each.width, right=each.right), each.style if piece else None, colour
            )
            for piece, each in zip(pieces, columns, strict=True)
        ]
        lines.append((" " * indent + (" " * gap).join(shown)).rstrip())
    return lines


def paragraph(text: str, width: int, *, indent: int = 0) -> list[str]:
    """Return *text* folded to *width* cells, each line *indent* blanks in."""
    return [" " * indent + line for line in wrapped(text, width - indent)]


def painted(text: str, style: Style | None, colour: bool) -> str:
    """Return *text* in *style*, or as it is where there is no colour."""
    if not colour or style is None or not text.strip():
        return text
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def widest(texts: Iterable[str], most: int) -> int:
    """Return the cells of the widest of *texts*, at most *most*."""
    return min(most, max((cells(shown_line(each)) for each in texts), default=0))
