"""Which line ends of a paragraph its author meant, and which the mailer put there."""

from __future__ import annotations

import itertools
import re

NARROWEST = 50  # code points; shorter lines were broken by hand, whatever follows
_LAID_OUT = re.compile(r"\S[ \t]{3,}\S|\S\t")  # matches "a    1"; must not match "end.  New"
_ITEM = re.compile(r"\s*(?:[-*+•o]|\(?\w{1,3}[.)]|\[\d{1,3}\]:?)\s")  # "- one", "2) two", "[1] url"
# A blank is a quarter of an em wide: what stands for a tab is as wide as four of them.
_KEPT = {ord(" "): "\u00a0", ord("\t"): "\u2003"}


def is_laid_out(text: str) -> bool:
    """Return whether the blanks in *text* carry meaning: columns, drawings, indented code.

    >>> is_laid_out("one    1\\ntwo    2"), is_laid_out("Plain words.  More\\nwords.")
    (True, False)
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return False
    if all(line.startswith(("    ", "\t")) for line in lines):
        return True
    return sum(_LAID_OUT.search(line[:1000]) is not None for line in lines) * 2 >= len(lines)


def reflowed(text: str) -> str:
    r"""Return *text*, as long as it was, with the line ends that a mailer made as blanks.

    A line end is a mailer's if the next line's first word would not have fitted
    into the width that the paragraph's longest line shows. Where a line stays one
    its indentation does, too, as blanks that a page shows: code has it for a reason.

    >>> reflowed("a line of words that goes on to the edge of the window\nand over\n- item")
    'a line of words that goes on to the edge of the window and over\n- item'
    """
    lines = text.split("\n")
    width = max(NARROWEST, min(80, max(map(len, lines))))
    parts = [_indented(lines[0])]
    for above, line in itertools.pairwise(lines):
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        fits = len(above.rstrip()) + 1 + len(word) <= width
        is_own = not word or fits or _ITEM.match(line[:40])
        parts += ("\n", _indented(line)) if is_own else (" ", line)
    return "".join(parts)


def _indented(line: str) -> str:
    """Return *line*, as long as it was, with blanks before its words that no page folds."""
    words = line.lstrip(" \t") or line
    return line[: len(line) - len(words)].translate(_KEPT) + words
