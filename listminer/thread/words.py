"""Folded words: text with white space and quote marks out of the way, and the way back.

Pure. A quote is compared with its source by folded words, so that wrapping and
marks do not count; every place in folded words can be taken back to a place in
the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.model import MessageId, Segment, Span

MAX_DEPTH = 40  # marks taken off one line; deeper quotes say nothing that their source does not
_WORD = re.compile(r"\S+")
# Matches the "> > " in "> > word", the "AB> " in "AB> word". Must not match "a -> b".
_MARKS = re.compile(r"(?:[ \t]{0,8}(?:[A-Za-z]{0,4}>|[>|])){1,40}[ \t]?")
_QUOTED_ZONES_OUT = frozenset({"quotation_marker", "inline_headers"})


@dataclass(slots=True)
class Words:
    """What one sender wrote in one message, folded; places are made when asked for."""

    message_id: MessageId
    text: str
    stretches: tuple[tuple[int, int], ...]  # of the text, in order
    folded: str
    _starts: list[int] = field(default_factory=list)  # of each word, in `folded`
    _places: list[int] = field(default_factory=list)  # of each word, in `text`

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the text that folded places start <= i < end stand for."""
        if not self._starts:
            self._find_places()
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return Span(
            message_id=self.message_id,
            start=self._places[first] + start - self._starts[first],
            end=self._places[last] + end - self._starts[last],
        )

    def _find_places(self) -> None:
        at = 0
        for start, end in self.stretches:
            for word in _WORD.finditer(self.text, start, end):
                self._starts.append(at)
                self._places.append(word.start())
                at += word.end() - word.start() + 1


Known = dict[str, tuple[Words, int, int]]
"""Folded lines of a thread's own words: who wrote each first, and where in their folded words."""


def own_words(
    message_id: MessageId, text: str, segments: Sequence[Segment], known: Known | None = None
) -> Words:
    """Return what the sender wrote: all stretches at depth 0 but the list's footer, folded.

    The lines are added to *known*, where nobody wrote them before.
    """
    stretches = tuple(
        (s.span.start, s.span.end) for s in segments if s.depth == 0 and s.zone != "mua_signature"
    )
    lines = [
        folded
        for start, end in stretches
        for line in text[start:end].split("\n")
        if (folded := " ".join(line.split()))
    ]
    words = Words(message_id=message_id, text=text, stretches=stretches, folded=" ".join(lines))
    if known is not None:
        at = 0
        for line in lines:
            known.setdefault(line, (words, at, at + len(line)))
            at += len(line) + 1
    return words


@dataclass(frozen=True, slots=True)
class Line:
    """One quoted line: what stands behind the marks, folded, and where it stands."""

    folded: str
    start: int  # of the content in the message's text
    end: int
    number: int  # among the filled lines of its segment: neighbours differ by one


def quoted_lines(text: str, segment: Segment) -> list[Line]:
    """Return the lines of a quote that have content, marks off."""
    lines: list[Line] = []
    at = segment.span.start
    for line in text[at : segment.span.end].split("\n"):
        if not line:
            at += 1
            continue
        skip = 0
        head = line[:80]
        if ">" in head or "|" in head:
            marks = _MARKS.match(line)
            skip = marks.end() if marks else 0
        content = line[skip:]
        folded = " ".join(content.split())
        if folded:
            lead = len(content) - len(content.lstrip())
            lines.append(
                Line(folded, at + skip + lead, at + skip + len(content.rstrip()), len(lines))
            )
        at += len(line) + 1
    return lines


def is_quote(segment: Segment) -> bool:
    """Return whether *segment* holds words of somebody whom the sender quotes."""
    return segment.depth > 0 and segment.zone not in _QUOTED_ZONES_OUT
