"""Find quoted lines in the words of earlier messages.

Pure. Runs of lines that follow each other in the source become one match; what
was cut between runs stays cut. Exact means equal as folded words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from listminer.thread.words import Known, Line, Words

MIN_ALONE = 16  # characters of a line that may be found without its neighbours
MIN_SIMILAR = 0.72  # of a lightly edited line; lower, sentences of one pattern meet
ANCHOR_WORDS = 4  # words of an edited line that must stand unchanged
MAX_EDITED = 400  # characters compared; more costs quadratic time
MAX_ANCHORS = 4  # places tried for one edited line


@dataclass(frozen=True, slots=True)
class Match:
    """Lines first <= i < last of a quote, found at start <= i < end of folded source words."""

    first: int
    last: int
    start: int
    end: int
    exact: bool


def find_known(lines: Sequence[Line], known: Known) -> list[tuple[Match, Words]]:
    """Return the matches of *lines* that stand as whole lines in *known*, and in whose words.

    A line too short to stand alone is matched only beside its neighbour.
    """
    matches: list[tuple[Match, Words]] = []
    at = 0
    while at < len(lines):
        hit = known.get(lines[at].folded)
        if hit is None:
            at += 1
            continue
        words, start, end = hit
        end, last = _extend(lines, at + 1, words.folded, end)
        if last == at + 1 and len(lines[at].folded) < MIN_ALONE:
            at += 1
            continue
        lowest = matches[-1][0].last if matches else 0
        first, start = _extend_back(lines, at, lowest, words.folded, start)
        matches.append((Match(first, last, start, end, True), words))
        at = last
    return matches


def find_lines(lines: Sequence[Line], source: Words) -> list[Match]:
    """Return the matches of *lines* in *source*, in order, without overlap; [] if there is none."""
    folded = source.folded
    matches: list[Match] = []
    at, after = 0, 0
    while at < len(lines):
        line = lines[at].folded
        start = _find(folded, line, after) if len(line) >= MIN_ALONE else -1
        if start < 0:
            at += 1
            continue
        end, last = _extend(lines, at + 1, folded, start + len(line))
        lowest = matches[-1].last if matches else 0
        first, start = _extend_back(lines, at, lowest, folded, start)
        matches.append(Match(first, last, start, end, True))
        at, after = last, end
    return matches


def _find(folded: str, line: str, after: int) -> int:
    """Return where *line* stands as whole words, behind *after* if it can, else anywhere; or -1."""
    start = folded.find(line, after)
    if start < 0 and after:
        start = folded.find(line)
    while start >= 0 and not _is_bounded(folded, start, start + len(line)):
        start = folded.find(line, start + 1)
    return start


def _is_bounded(folded: str, start: int, end: int) -> bool:
    """Tell whether start <= i < end are whole words."""
    before = start == 0 or not (folded[start - 1].isalnum() and folded[start].isalnum())
    behind = end >= len(folded) or not (folded[end].isalnum() and folded[end - 1].isalnum())
    return before and behind


def _extend(lines: Sequence[Line], last: int, folded: str, end: int) -> tuple[int, int]:
    """Take the lines from *last* on that follow in the source; return both new ends."""
    while last < len(lines) and lines[last].number == lines[last - 1].number + 1:
        following = lines[last].folded
        stop = end + 1 + len(following)
        if not folded.startswith(following, end + 1) or not _is_bounded(folded, end + 1, stop):
            break
        end = stop
        last += 1
    return end, last


def _extend_back(
    lines: Sequence[Line], at: int, lowest: int, folded: str, start: int
) -> tuple[int, int]:
    """Take the lines right above *at* that stand right before *start* in the source."""
    while at > lowest and lines[at].number == lines[at - 1].number + 1:
        before = lines[at - 1].folded
        if not folded.endswith(before + " ", 0, start):
            break
        if not _is_bounded(folded, start - 1 - len(before), start - 1):
            break
        start -= len(before) + 1
        at -= 1
    return at, start


def find_edited(lines: Sequence[Line], source: Words) -> list[Match]:
    """Return matches of single lines that were lightly edited, as far as they can be told."""
    found = []
    for number, line in enumerate(lines):
        match = _find_edited_line(number, line.folded[:MAX_EDITED], source.folded)
        if match is not None:
            found.append(match)
    return found


def _find_edited_line(number: int, line: str, folded: str) -> Match | None:
    words = line.split()
    tried = 0
    for place in range(0, len(words) - ANCHOR_WORDS + 1, 2):
        at = folded.find(" ".join(words[place : place + ANCHOR_WORDS]))
        if at < 0:
            continue
        before = len(" ".join(words[:place])) + (1 if place else 0)
        start = folded.rfind(" ", 0, max(0, at - before) + 1) + 1
        end = folded.find(" ", min(len(folded), start + len(line)) - 1)
        end = len(folded) if end < 0 else end
        matcher = SequenceMatcher(None, line, folded[start:end], autojunk=False)
        if matcher.quick_ratio() >= MIN_SIMILAR and matcher.ratio() >= MIN_SIMILAR:
            return Match(number, number + 1, start, end, folded[start:end] == line)
        tried += 1
        if tried >= MAX_ANCHORS:
            return None
    return None
