"""Find quoted lines in the words of one earlier message, as they stand or lightly edited. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from listminer.thread.words import Line, Words

SHORT = 16  # folded characters below which a line must be whole words in the source
EDITED_WORDS = 300  # of one run that are compared word by word: time grows with their square
EDITED_SHARE = 0.6  # of the characters that a light edit leaves as they were
EDITED_LEAST = 4  # words that must be the same; fewer meet by chance


class Match(NamedTuple):
    """Lines first <= i < last of a quote, and where they stand in the source's folded words."""

    first: int
    last: int
    start: int
    end: int
    exact: bool


def find_lines(lines: Sequence[Line], source: Words) -> list[Match]:
    """Return the runs of *lines* that stand in *source* word for word, in order."""
    found: list[Match] = []
    folded = source.folded
    at = cursor = 0
    while at < len(lines):
        start = _find(lines[at].folded, folded, cursor)
        if start < 0:
            at += 1
            continue
        first, end = at, start + len(lines[at].folded)
        at += 1
        while (
            at < len(lines)
            and lines[at].number == lines[at - 1].number + 1
            and folded.startswith(" " + lines[at].folded, end)
            and _is_edge(folded, end + 1 + len(lines[at].folded))
        ):
            end += 1 + len(lines[at].folded)
            at += 1
        found.append(Match(first, at, start, end, True))
        cursor = end
    return found


def find_known(
    lines: Sequence[Line], known: Mapping[str, tuple[Words, int, int]]
) -> list[tuple[Match, Words]]:
    """Return the runs of *lines* that are lines of earlier mail, and whose they are."""
    found: list[tuple[Match, Words]] = []
    at = 0
    while at < len(lines):
        hit = known.get(lines[at].folded)
        if hit is None:
            at += 1
            continue
        source, start, end = hit
        first = at
        at += 1
        while at < len(lines) and lines[at].number == lines[at - 1].number + 1:
            following = " " + lines[at].folded
            if not (
                source.folded.startswith(following, end)
                and _is_edge(source.folded, end + len(following))
            ):
                break
            end += len(following)
            at += 1
        found.append((Match(first, at, start, end, True), source))
    return found


def find_edited(lines: Sequence[Line], source: Words) -> list[Match]:
    """Return the runs of *lines* that *source* has with a few words changed."""
    found: list[Match] = []
    theirs = source.folded.split(" ")
    if len(theirs) > 10 * EDITED_WORDS:
        return found
    known = set(theirs)
    places: list[int] = []
    at = 0
    for word in theirs:
        places.append(at)
        at += len(word) + 1
    first = 0
    for last in range(1, len(lines) + 1):
        if last < len(lines) and lines[last].number == lines[last - 1].number + 1:
            continue
        mine = " ".join(line.folded for line in lines[first:last]).split(" ")
        size = sum(map(len, mine))
        if (
            EDITED_LEAST <= len(mine) <= EDITED_WORDS
            and sum(len(word) for word in mine if word in known) >= EDITED_SHARE * size
        ):
            blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()[:-1]
            same = sum(
                len(word) for block in blocks for word in mine[block.a : block.a + block.size]
            )
            j, end = blocks[0].b, blocks[-1].b + blocks[-1].size - 1
            if same >= EDITED_SHARE * size and end - j < 2 * len(mine) + EDITED_LEAST:
                start, stop = places[j], places[end] + len(theirs[end])
                found.append(Match(first, last, start, stop, False))
        first = last
    return found


def _find(line: str, folded: str, cursor: int) -> int:
    for begin in (cursor, 0):
        at = folded.find(line, begin)
        tries = 20
        while at >= 0 and len(line) < SHORT and tries:
            if (at == 0 or folded[at - 1] == " ") and _is_edge(folded, at + len(line)):
                break
            tries -= 1
            at = folded.find(line, at + 1) if tries else -1
        if at >= 0:
            return at
    return -1


def _is_edge(folded: str, at: int) -> bool:
    return at == len(folded) or folded[at] == " "
