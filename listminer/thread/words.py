"""Folded words: text with white space and quote marks out of the way, and the way back.

Pure. A quote is compared with its source by folded words, so that wrapping and
marks do not count; every place in folded words can be taken back to a place in
the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from listminer.model import MessageId, Segment, Span

MAX_DEPTH = 40  # marks taken off one line; deeper quotes say nothing that their source does not
_WORD = re.compile(r"\S+")
# Matches the "> > " in "> > word", the "AB> " in "AB> word". Must not match "a -> b".
_MARKS = re.compile(r"(?:[ \t]{0,8}(?:[A-Za-z]{0,4}>|[>|])){1,40}[ \t]?")
_MACHINE = frozenset({"quotation_marker", "inline_headers"})
_UNSAID = frozenset({*_MACHINE, "mua_signature", "personal_signature", "closing"})


@dataclass(slots=True)
class Words:
    """What one sender wrote in one message, folded; places are made when asked for.

    Stretches that touch are one; between others stands a line end in `folded`,
    so that nothing is found across the words of somebody else.
    """

    message_id: MessageId
    text: str
    stretches: tuple[tuple[int, int], ...]  # of the text, in order
    folded: str
    lines: dict[str, int]  # folded lines, and where each begins in `folded`
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


class Earlier:
    """The folded own words of a thread's messages, as far as it is read."""

    def __init__(self) -> None:
        self.words: dict[MessageId, Words] = {}
        self.first: dict[str, Words] = {}  # who wrote a line first
        self.unsaid: set[str] = set()  # lines of signatures, attributions and footers
        self._vocabulary: set[str] = set()

    def add(self, message_id: MessageId, text: str, segments: Sequence[Segment]) -> None:
        """Take what the sender of a message wrote: all stretches at depth 0."""
        lines: dict[str, int] = {}
        stretches: list[tuple[int, int]] = []
        parts: list[str] = []
        at = behind = 0
        is_apart = False  # from the filled line before
        for segment in segments:
            if segment.depth:
                continue
            start, end = segment.span.start, segment.span.end
            stretches.append((start, end))
            is_apart |= start != behind
            behind = end
            for raw in text[start:end].split("\n"):
                line = " ".join(raw.split())
                if not line:
                    continue
                if parts:
                    parts.append("\n" if is_apart else " ")
                    at += 1
                is_apart = False
                parts.append(line)
                lines.setdefault(line, at)
                at += len(line)
                if segment.zone in _UNSAID:
                    self.unsaid.add(line)
        words = Words(
            message_id=message_id,
            text=text,
            stretches=tuple(stretches),
            folded="".join(parts),
            lines=lines,
        )
        self.words[message_id] = words
        for line in lines:
            self.first.setdefault(line, words)
            self._vocabulary.update(line.split(" "))

    def may_have(self, line: str) -> bool:
        """Tell whether all words of a folded line were said; the outer ones may be cut."""
        return self._vocabulary.issuperset(line.split(" ")[1:-1])


class Line(NamedTuple):
    """One quoted line: what stands behind the marks, folded, and where it stands."""

    folded: str
    start: int  # of the content in the message's text
    end: int
    number: int  # of the filled lines that are quoted: neighbours differ by one
    segment: int  # the place of its segment in the message
    depth: int


def quoted_lines(text: str, segment: Segment, *, place: int = 0, number: int = 0) -> list[Line]:
    """Return the lines of a quote that have content, marks off, counted from *number*."""
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
        words = content.split()
        if words:
            start = at + skip + len(content) - len(content.lstrip())
            end = at + skip + len(content.rstrip())
            lines.append(Line(" ".join(words), start, end, number, place, segment.depth))
            number += 1
        at += len(line) + 1
    return lines


def all_quoted_lines(text: str, segments: Iterable[Segment]) -> list[Line]:
    """Return the lines of all quotes of a message; words of its sender between part neighbours."""
    lines: list[Line] = []
    number = 0
    for place, segment in enumerate(segments):
        if segment.depth:
            found = quoted_lines(text, segment, place=place, number=number)
            number += len(found)
            lines += found
        else:
            number += 1
    return lines


def is_quote(segment: Segment) -> bool:
    """Return whether *segment* holds words of somebody whom the sender quotes."""
    return segment.depth > 0 and segment.zone not in _MACHINE
