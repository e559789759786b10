"""Text folded for comparison: no white space, no quote marks, and the way back to the text.

Pure. A mailer re-wraps and marks what it quotes, so two stretches are the same
words if they are equal without both. Folding and searching run in C; the map
back to code points is made only for texts in which something was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from listminer.model import Segment

BREAK = "\n"  # between stretches that do not stand together; no folded text holds white space

# "> > text", ">> text", "  >text"; not "a > b"
ANGLES = re.compile(r"^[ \t]{0,4}>(?:[ \t]{0,2}>)*", re.MULTILINE)
# "| text", ": text", "AB> text", "AB>> text"; not "|x", not ":param", not "<b> text"
WEAK = re.compile(
    r"^[ \t]{0,2}(?:\|(?:[ \t]?\|)*(?=[ \t]|$)|:(?:[ \t]+:)*(?=[ \t]|$)|[A-Z][A-Za-z]{0,2}>+)",
    re.MULTILINE,
)
_WORDS: dict[re.Pattern[str] | None, re.Pattern[str]] = {
    None: re.compile(r"(\S+)"),
    ANGLES: re.compile(ANGLES.pattern + r"|(\S+)", re.MULTILINE),
    WEAK: re.compile(WEAK.pattern + r"|(\S+)", re.MULTILINE),
}


def marks_of(text: str, segment: Segment) -> re.Pattern[str] | None:
    """Return what matches the quote marks in *segment* of *text*; None if it has none.

    A copy without marks has a depth, too; ">" in what its sender wrote is no mark.
    """
    if not segment.depth:
        return None
    start, end = segment.span.start, segment.span.end
    if text.startswith(">", start):
        return ANGLES
    head = text[start:end].lstrip()[:1]
    if head == ">":
        return ANGLES
    return WEAK if segment.zone == "quotation" else None


def fold(text: str, marks: re.Pattern[str] | None = None) -> str:
    """Return *text* without white space, and without what *marks* matches.

    >>> fold("> two\\n> words", ANGLES)
    'twowords'
    """
    if marks is not None:
        text = marks.sub("", text)
    return "".join(text.split())


def common_start(a: str, i: int, b: str, j: int) -> int:
    """Return how many characters a[i:] and b[j:] have in common at the start.

    >>> common_start("xabcd", 1, "abce", 0)
    3
    """
    most = min(len(a) - i, len(b) - j)
    done, step = 0, 64
    while done < most:
        step = min(step, most - done)
        if a[i + done : i + done + step] == b[j + done : j + done + step]:
            done += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return done


def common_end(a: str, i: int, b: str, j: int) -> int:
    """Return how many characters a[:i] and b[:j] have in common at the end.

    >>> common_end("xabcd", 4, "babc", 4)
    3
    """
    most = min(i, j)
    done, step = 0, 64
    while done < most:
        step = min(step, most - done)
        if a[i - done - step : i - done] == b[j - done - step : j - done]:
            done += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return done


class Folded:
    """Some stretches of one text, folded, with the map back to it.

    Stretches that touch are one; between others stands BREAK, so that nothing
    is found across words that were left out.
    """

    __slots__ = ("_at", "_in_text", "_stretches", "_word_ends", "folded", "text")

    def __init__(
        self, text: str, stretches: Iterable[tuple[int, int, re.Pattern[str] | None]]
    ) -> None:
        self.text = text
        self._stretches = list(stretches)
        self._at: list[int] | None = None
        self._in_text: list[int] = []
        self._word_ends: list[int] = []
        parts: list[str] = []
        previous = None
        for start, end, marks in self._stretches:
            if previous is not None and previous != start:
                parts.append(BREAK)
            parts.append(fold(text[start:end], marks))
            previous = end
        self.folded = "".join(parts)

    @classmethod
    def own(cls, text: str, segments: Iterable[Segment]) -> Folded:
        """Return what the sender of *text* wrote: all that has depth 0."""
        return cls(text, [(s.span.start, s.span.end, None) for s in segments if not s.depth])

    @classmethod
    def quoted(cls, text: str, segments: Iterable[Segment]) -> Folded:
        """Return what *text* quotes, at any depth."""
        return cls(
            text, [(s.span.start, s.span.end, marks_of(text, s)) for s in segments if s.depth]
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where start <= i < end of `folded` stands in the text; it must not be empty."""
        at, in_text = self._map()
        first = bisect_right(at, start) - 1
        last = bisect_right(at, end - 1) - 1
        return in_text[first] + start - at[first], in_text[last] + end - at[last]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return which part of `folded` lies in start <= i < end of the text."""
        at, in_text = self._map()
        return self._place(at, in_text, start), self._place(at, in_text, end)

    def is_words(self, start: int, end: int) -> bool:
        """Tell whether start <= i < end of `folded` begins and ends where words do."""
        return self.word_start(start) == start and self.word_end(end) == end

    def word_start(self, place: int) -> int:
        """Return the first place in `folded`, *place* or after, where a word begins."""
        at, _ = self._map()
        number = bisect_left(at, place)
        return at[number] if number < len(at) else len(self.folded)

    def word_end(self, place: int) -> int:
        """Return the last place in `folded`, *place* or before, where a word ends."""
        self._map()
        number = bisect_right(self._word_ends, place) - 1
        return self._word_ends[number] if number >= 0 else 0

    def words(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words that begin in start <= i < end of `folded`, as places in it."""
        at, _ = self._map()
        first, last = bisect_left(at, start), bisect_left(at, end)
        return list(zip(at[first:last], self._word_ends[first:last], strict=True))

    def _place(self, at: list[int], in_text: list[int], where: int) -> int:
        number = bisect_right(in_text, where) - 1
        if number < 0:
            return 0
        return min(at[number] + where - in_text[number], self._word_ends[number])

    def _map(self) -> tuple[list[int], list[int]]:
        """Return where each word begins, in `folded` and in the text."""
        if self._at is not None:
            return self._at, self._in_text
        at: list[int] = []
        in_text, ends = self._in_text, self._word_ends
        place = 0
        previous = None
        for start, end, marks in self._stretches:
            if previous is not None and previous != start:
                place += 1
            previous = end
            for word in _WORDS[marks].finditer(self.text, start, end):
                if word.lastindex:
                    at.append(place)
                    in_text.append(word.start())
                    place += word.end() - word.start()
                    ends.append(place)
        self._at = at
        return at, in_text
