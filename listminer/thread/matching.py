"""Find quoted words in a text that may be their source: whole, in runs, or nearly. Pure.

All places are places in folded text (see `folding`). A quote is looked for
whole first; what is left, line by line, each line a foothold that is extended
as far as both sides agree; what is left then, word by word.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from listminer.thread.folding import Folded, common_end, common_start

SURE = 16  # folded characters that are looked for in midst of a word, too
FOOTHOLD = 12  # folded characters of a line that are enough to find it in any place
NEAR_WORDS = 400  # of one gap that are compared word by word; the time grows with their square
NEAR_SHARE = 0.6  # of a gap's characters that a light edit leaves as they were
NEAR_LEAST = 3  # words that must be the same; two meet by chance


class Run(NamedTuple):
    """A stretch of a quote and the stretch of the source that it repeats: half-open."""

    start: int
    end: int
    source: int
    source_end: int
    exact: bool


class Budget:
    """How many characters may still be searched: no mail, however made, takes long."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, characters: int) -> bool:
        """Return whether there was as much left, and take it."""
        self.left -= characters
        return self.left >= 0


def find_whole(quote: str, source: Folded) -> int:
    """Return where *quote* stands in *source*; -1 if it does not stand there.

    Short quotes must be whole words there: "no" is not a part of "now".
    """
    at = source.folded.find(quote)
    if at < 0 or len(quote) >= SURE:
        return at
    tries = 50
    while at >= 0 and not source.is_words(at, at + len(quote)):
        tries -= 1
        at = source.folded.find(quote, at + 1) if tries else -1
    return at


def find_runs(
    quote: Folded,
    lines: list[tuple[int, int]],
    source: Folded,
    budget: Budget,
    *,
    short: bool,
) -> list[Run]:
    """Return the longest stretches that *lines* of *quote* share with *source*, in order.

    *lines* are places in `quote.folded`. Lines below FOOTHOLD are looked for only
    beside a run, or anywhere if *short*.
    """
    runs: list[Run] = []
    done = cursor = 0  # up to here the quote is found; there the last run ends in the source
    text, words = quote.folded, source.folded
    for number, (start, end) in enumerate(lines):
        if start < done:
            if end <= done:
                continue
            start = done  # the end of a line whose beginning was found
        if not budget.spend(len(words)):
            break
        at = _find_line(text[start:end], source, cursor, short=short)
        if at < 0:
            continue
        low = lines[number - 1][0] if number and lines[number - 1][1] == start else start
        run = _extend(quote, source, start, end, at, low=max(done, low))
        runs.append(run)
        done, cursor = run.end, run.source_end
    return runs


def _find_line(line: str, source: Folded, cursor: int, *, short: bool) -> int:
    words = source.folded
    if len(line) >= FOOTHOLD:
        at = words.find(line, cursor)
        return at if at >= 0 else words.find(line)
    if not line or not any(map(str.isalnum, line)):
        return -1
    if words.startswith(line, cursor) and source.is_words(cursor, cursor + len(line)):
        return cursor
    return find_whole(line, source) if short else -1


def _extend(quote: Folded, source: Folded, start: int, end: int, at: int, *, low: int) -> Run:
    """Return the run around a line that was found, as far as whole words agree."""
    text, words = quote.folded, source.folded
    before = common_end(text[low:start], start - low, words, at)
    begin = start - before
    if before:
        begin = min(start, quote.word_start(begin))
        moved = source.word_start(at - (start - begin))
        if moved != at - (start - begin):
            begin = start
    after = common_start(text, end, words, at + end - start)
    stop = end + after
    while after and stop > end:
        floor = max(end, quote.word_end(stop))
        in_source = at + floor - start
        whole = source.word_end(in_source)
        if whole == in_source or floor == end:
            stop = floor
            break
        stop = max(end, floor - (in_source - whole))
    return Run(begin, stop, at - (start - begin), at + stop - start, True)


def find_near(
    quote: Folded, gap: tuple[int, int], source: Folded, room: tuple[int, int]
) -> Run | None:
    """Return the stretch in *room* of *source* that *gap* of *quote* repeats with light edits.

    None if less than NEAR_SHARE of it is the same.
    """
    here = quote.words(*gap)
    there = source.words(*room)
    if not NEAR_LEAST <= len(here) <= NEAR_WORDS or len(there) > 4 * NEAR_WORDS:
        return None
    mine = [quote.folded[a:b].lower() for a, b in here]
    theirs = [source.folded[a:b].lower() for a, b in there]
    size = sum(map(len, mine))
    known = set(theirs)
    if sum(len(word) for word in mine if word in known) < NEAR_SHARE * size:
        return None
    matcher = SequenceMatcher(None, mine, theirs, autojunk=len(there) > NEAR_WORDS)
    blocks = _together(matcher.get_matching_blocks()[:-1])
    same = sum(len(word) for i, _, n in blocks for word in mine[i : i + n])
    if same < NEAR_SHARE * size or sum(n for _, _, n in blocks) < NEAR_LEAST:
        return None
    (i, j, _), (last_i, last_j, n) = blocks[0], blocks[-1]
    return Run(
        here[i][0], here[last_i + n - 1][1], there[j][0], there[last_j + n - 1][1], False
    )


def _together(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:  # type: ignore[misc]
    """Return the heaviest chain of blocks without a leap that a light edit does not make."""
    best: list[tuple[int, int, int]] = []
    chain: list[tuple[int, int, int]] = []
    for block in blocks:
        if chain:
            i, j, n = chain[-1]
            if block[1] - (j + n) > 2 * (block[0] - (i + n)) + 12:
                chain = []
        chain = [*chain, tuple(block)]  # type: ignore[list-item]
        if sum(b[2] for b in chain) > sum(b[2] for b in best):
            best = chain
    return best
