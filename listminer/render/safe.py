"""Mail's text made harmless for a terminal: nothing in it moves the cursor or hides words.

Pure. What is not shown as it stands is shown as a sign of its own, never dropped:
a reader sees that something was there.
"""

from __future__ import annotations

import unicodedata

# Bidi embeddings, overrides and isolates turn the words that follow around ("Trojan
# source", CVE-2021-42574); marks such as U+200E only place punctuation, and stay.
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_REPLACED = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},  # ESC: "␛"
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "�"),  # C1: 0x9B alone begins an escape sequence
    **{code: f"⟨U+{code:04X}⟩" for code in _BIDI},
    **dict.fromkeys(range(0xD800, 0xE000), "�"),  # lone surrogates cannot be written
}
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_JAMO = frozenset(map(chr, range(0x1160, 0x1200)))


def shown(text: str) -> str:
    r"""Return *text* with control characters, bidi overrides and lone surrogates made visible.

    Line ends and tabs stay, and everything else.

    >>> shown("\x1b[31mred\x07\n")
    '␛[31mred␇\n'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_REPLACED)


def shown_line(text: str) -> str:
    r"""Return *text* as one harmless line, each run of white space one blank.

    >>> shown_line(" a\n\tb ")
    'a b'
    """
    return shown(" ".join(text.split()))


def cells(text: str) -> int:
    """Return how many columns of a terminal one line of *text* takes.

    East Asian wide characters take two, marks that stand on another one none, nor do the
    vowels and finals of a syllable of Hangul in parts. Characters are counted one by one,
    so that columns can be added up. Source: wcwidth, Kuhn (2007).

    >>> cells("日本e\u0301")
    5
    """
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH or character in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def reach(text: str, columns: int, start: int = 0) -> int:
    """Return the end of as much of *text* from *start* on as *columns* columns hold.

    >>> reach("日本語", 5), reach("日本語", 5, 2)
    (2, 3)
    """
    taken = 0
    for at in range(start, len(text)):
        taken += _cells(text[at])
        if taken > columns:
            return at
    return len(text)


def cut(text: str, columns: int) -> str:
    """Return *text* in at most *columns* columns; "…" at its end says that something is missing.

    >>> cut("a long subject", 8)
    'a long…'
    """
    if cells(text) <= columns:
        return text
    return text[: reach(text, columns - 1)].rstrip() + "…" if columns > 0 else ""


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return *text* cut or filled with blanks to exactly *columns* columns; *right*: on its left.

    >>> padded("日本", 5), padded("7", 3, right=True)
    ('日本 ', '  7')
    """
    fitting = cut(text, columns)
    blanks = " " * (columns - cells(fitting))
    return blanks + fitting if right else fitting + blanks
