"""Words that somebody wrote before, however a mailer set them: with marks inside the line,
other quotes, other wrapping, a word changed.

Pure. All between words counts for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from listminer.model import SPOKEN_ZONES, MessageId, Segment
from listminer.thread.quotes import Effort
from listminer.thread.words import (
    WITHOUT_UNSEEN,
    Firsts,
    Words,
    is_spaced,
    spoken_places,
    spoken_words,
)

RUN = 5  # words that begin an echo; four are said by chance
MIN_WORDS = 8
MIN_CHARS = 60  # of words in a row; shorter ones people also write twice
MAX_CHANGED = 6  # words between two runs of one echo, in the copy
MAX_LEFT_OUT = 12  # and in its source
MAX_ADDED = 2  # more in the copy than in the source; "applic=\nations" is two words for one
MAX_DRIFT = 40  # words by which few words may stand nearer to many of the same copy, or farther
SWAP = 12  # words that an echo has more for each word of its sender's in it
# What turns a sentence around: who adds or leaves out one of these says something else. "don't"
# is "don" and "t" here, and "t" is what a mailer left of a word, too.
_TURNING = frozenset(
    [
        *("not", "no", "never", "cannot", "without", "nobody", "nothing", "none"),
        *("don", "doesn", "didn", "won", "isn", "aren", "wasn", "weren", "hasn", "haven"),
        *("shouldn", "wouldn", "couldn", "nicht", "kein", "keine", "nie", "pas", "jamais"),
        *("non", "nunca", "não", "niet", "geen", "inte", "ikke", "не"),
    ]
)
_ALIKE = 0.6  # "storrage" for "storage", "teh" for "the"; not "keep" for "drop"
_PIECE = 2  # letters; what is no longer is what a mailer left of a word
MAX_SWAPPED = 20  # words that are compared; each takes time
_LOOKUP = 60  # characters that are searched in the time in which one word is looked up
# What tells of an echo. Matches "proposal", "nodepool". Must not match "the".
_LONG = 5  # letters
_LONG_WORD = re.compile(rf"[^\W\d_]{{{_LONG},}}")
# Ends a sentence or a mark: an echo may begin behind it. Matches ". ", "wrote: ", "> ", "*\n*>",
# "。". Must not match " (", ", “", the "." in "3.8" and "x.org", the ":" in "https://".
_BOUND = re.compile(r"(?<![.!?:])[.!?:]++[)\]\"'’”»*_]*+(?=\s)|(?<![-=])>|[|\n。！？：]")
# What is cited begins behind such a mark. Matches ' "' in 'say "I vote'; not the '"' in 'I" no'.
_OPENS = re.compile(r"[\s(][\"“«„]")
# A vote may stand between two sentences without a sign. Matches the "+1" in "so. +1 Next".
_VOTE = re.compile(r"(?<![\w.,])[+-][012](?!\w)")

Three = tuple[str, str, str]


class Echo(NamedTuple):
    """Places start <= i < end of a text, whole sentences or lines, and whose words they are."""

    start: int
    end: int
    source: Words
    said: tuple[int, int]  # in the source's folded words


class _Block(NamedTuple):
    first: int  # of the words of the copy, first <= i < last
    last: int
    place: int  # of those of the source, place <= i < stop
    stop: int
    is_enough: bool  # to tell by itself


class _Run(NamedTuple):
    first: int  # of the words of the copy, first <= i < last
    last: int
    place: int  # of its first word in the source


@dataclass(slots=True)
class Said:
    """What was said so far in a thread, by three long words in a row."""

    first: Firsts[Three] = field(default_factory=Firsts)
    _spoken: dict[MessageId, _Spoken] = field(default_factory=dict)

    def add(self, words: Words, threes: Iterable[Three], *, is_dated: bool) -> None:
        """Take the own words of a message, and which three long ones stand in a row there."""
        self.first.note(threes, words, is_dated=is_dated)

    def alike(self, threes: Iterable[Three]) -> Counter[MessageId]:
        """Return who said these first, and how many of them."""
        first = self.first
        return Counter(words.message_id for each in threes if (words := first.get(each)))

    def echoes(
        self,
        text: str,
        segment: Segment,
        others: Sequence[Words],
        mine: Sequence[Words],
        effort: Effort,
    ) -> list[Echo]:
        """Return what of *segment* others wrote before, in order, without overlap.

        The first of *others* who has words goes before the rest; what its sender wrote
        before is nobody's echo. What is left when *effort* is spent is the sender's.
        """
        if not others:
            return []
        here = _Spoken(text[segment.span.start : segment.span.end])
        keys = _runs_of(here.words)
        if not effort.spend(len(keys) * _LOOKUP * (len(mine) + 1)):
            return []
        taken = {at for at, key in enumerate(keys) if any(key in self._of(w).runs for w in mine)}
        found: list[Echo] = []
        for source in others:
            spoken = self._of(source)
            if not effort.spend(len(keys) * _LOOKUP):
                break
            if spoken.runs.keys().isdisjoint(keys):
                continue
            joined = list(_joined(_matches(here.words, keys, spoken, taken), here, spoken, taken))
            claimed = taken | {at for runs in joined for at in range(runs[0].first, runs[-1].last)}
            blocks = []
            for runs in joined:
                block = _within_bounds(here, runs, spoken, claimed)
                if block is not None:
                    blocks.append(block)
                    claimed.update(range(block.first, block.last))
            for block in _with_few(blocks):
                found.append(_echo(segment.span.start, here, block, source, spoken))
                taken.update(range(block.first, block.last))
        return sorted(found, key=lambda echo: echo.start)

    def _of(self, words: Words) -> _Spoken:
        known = self._spoken.get(words.message_id)
        if known is None:
            known = self._spoken[words.message_id] = _Spoken(words.folded)
        return known


class _Spoken:
    """The words of a text, and where five of them in a row stand first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = spoken_words(text)

    @cached_property
    def runs(self) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        for at, key in enumerate(_runs_of(self.words)):
            found.setdefault(key, at)
        return found

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return spoken_places(self.text)

    def between(self, at: int) -> tuple[int, int]:
        """Return start and end of what stands before the word *at*; behind the last word, too."""
        start = self.places[at - 1][1] if at else 0
        return start, self.places[at][0] if at < len(self.places) else len(self.text)

    def is_bound(self, at: int) -> bool:
        """Return whether a sentence, a line or a quote may begin with the word *at*."""
        if at in (0, len(self.words)):
            return True
        before, behind = self.places[at - 1]
        if _OPENS.match(self.text, self.places[at][0] - 2):
            return True
        return bool(_BOUND.search(self.text, behind, self.places[at][0] + 1)) or bool(
            before and _VOTE.match(self.text, before - 1, behind + 1)
        )


def threes_in(text: str, segments: Iterable[Segment]) -> frozenset[Three]:
    """Return which three long words stand in a row in what the sender of a mail says."""
    said = (s.span for s in segments if not s.depth and s.zone in SPOKEN_ZONES)
    words = "\n".join(text[span.start : span.end] for span in said).lower()
    if text.isascii():
        long = _LONG_WORD.findall(words)
    else:
        seen = unicodedata.normalize("NFC", words).translate(WITHOUT_UNSEEN)
        long = list(_long_words(seen))
    return frozenset(zip(long, long[1:], long[2:], strict=False))


def _long_words(text: str) -> Iterator[str]:
    """Yield the long words, and of what has no blanks between its words every five letters."""
    for word in _LONG_WORD.findall(text):
        if is_spaced(word):
            yield word
        else:
            yield from (word[at : at + _LONG] for at in range(len(word) - _LONG + 1))


def _runs_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(RUN)), strict=False))


def _matches(
    words: Sequence[str], keys: Sequence[tuple[str, ...]], spoken: _Spoken, taken: Set[int]
) -> Iterator[_Run]:
    """Yield the runs of *words* that stand in a source, each as long as can be, in order."""
    at, theirs = 0, spoken.words
    while at < len(keys):
        place = None if at in taken else spoken.runs.get(keys[at])
        if place is None:
            at += 1
            continue
        size = RUN
        while (
            at + size < len(words)
            and at + size not in taken
            and place + size < len(theirs)
            and words[at + size] == theirs[place + size]
        ):
            size += 1
        yield _Run(at, at + size, place)
        at += size


def _joined(
    runs: Iterable[_Run], here: _Spoken, spoken: _Spoken, taken: Set[int]
) -> Iterator[list[_Run]]:
    """Yield runs that follow each other in both texts but for a few changed words, together."""
    block: list[_Run] = []
    for run in runs:
        if block and not _goes_on(block[-1], run, here, spoken, taken):
            yield block
            block = []
        block.append(run)
    if block:
        yield block


def _goes_on(last: _Run, run: _Run, here: _Spoken, spoken: _Spoken, taken: Set[int]) -> bool:
    behind = last.place + last.last - last.first
    left_out = run.place - behind
    changed = range(last.last, run.first)
    if not 0 <= left_out <= MAX_LEFT_OUT or not taken.isdisjoint(changed):
        return False
    if len(changed) > min(MAX_CHANGED, left_out + MAX_ADDED):
        return False
    if not changed or not (here.is_bound(last.last) and here.is_bound(run.first)):
        return not _turns(here.words[last.last : run.first], spoken.words[behind : run.place])
    # "+1" on its own line, or "No, I use it." in the place of a sentence, is an answer
    return _is_mostly(here.words[last.last : run.first], spoken.words[behind : run.place])


def _within_bounds(
    here: _Spoken, block: Sequence[_Run], spoken: _Spoken, claimed: Set[int]
) -> _Block | None:
    """Return the whole lines or sentences that *block* holds; None if it holds none."""
    first, last = block[0].first, block[-1].last
    place, stop = block[0].place, block[-1].place + last - block[-1].first
    head = _nearest_bound(here, first, -1)
    before, above = here.words[head:first], spoken.words[max(0, place - MAX_LEFT_OUT) : place]
    if claimed.isdisjoint(range(head, first)) and _stands_for(before, above[::-1]):
        first = head
    while first < last and not here.is_bound(first):
        first += 1
        place += 1
    tail = _nearest_bound(here, last, 1)
    behind, below = here.words[last:tail], spoken.words[stop : stop + MAX_LEFT_OUT]
    if claimed.isdisjoint(range(last, tail)) and _stands_for(behind, below):
        last = tail
    while last > first and not here.is_bound(last):
        last -= 1
        stop -= 1
    matched = sum(max(0, min(run.last, last) - max(run.first, first)) for run in block)
    if matched < RUN:
        return None
    size = sum(len(word) + 1 for word in here.words[first:last])
    place = min(place, len(spoken.words) - 1)  # words were added in the copy
    stop = min(max(place + 1, stop), len(spoken.words))
    least = MIN_WORDS + SWAP * _swapped(*_unmatched(here, block, spoken, first, last))
    return _Block(first, last, place, stop, matched >= least and size >= MIN_CHARS)


def _unmatched(
    here: _Spoken, block: Sequence[_Run], spoken: _Spoken, first: int, last: int
) -> tuple[list[str], list[str]]:
    """Return the words of the copy that no run of *block* holds, and those of its source there."""
    mine = [here.words[first : block[0].first], here.words[block[-1].last : last]]
    start, end = block[0].place, block[-1].place + block[-1].last - block[-1].first
    theirs = [spoken.words[max(0, start - MAX_LEFT_OUT) : start]]
    theirs.append(spoken.words[end : end + MAX_LEFT_OUT])
    for one, two in pairwise(block):
        mine.append(here.words[max(first, one.last) : min(last, two.first)])
        theirs.append(spoken.words[one.place + one.last - one.first : two.place])
    return list(chain(*mine))[:MAX_SWAPPED], list(chain(*theirs))


def _stands_for(words: Sequence[str], source: Sequence[str]) -> bool:
    """Tell whether *words* stand for the nearest of *source*, changed, and not for the contrary."""
    return _is_mostly(words, source) and not _turns(words, source[: len(words) + 1])


def _turns(words: Sequence[str], source: Sequence[str]) -> bool:
    """Tell whether a sentence says the contrary with *words* in the place of *source*."""
    return _TURNING.isdisjoint(words) != _TURNING.isdisjoint(source)


def _swapped(words: Sequence[str], source: Sequence[str]) -> int:
    """Return how many of *words* are none of the source's, however a mailer garbled them."""
    known = frozenset(source)
    return sum(
        word.isalpha()
        and len(word) > _PIECE
        and word not in known
        and not get_close_matches(word, known, 1, _ALIKE)
        for word in words
    )


def _with_few(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the blocks that tell by themselves, and of the rest those that go on with one.

    Beside many words from a mail a few are of it, too, if they stand there as far from the
    many: "I think this is fine." may also be the answer to what ends so elsewhere.
    """
    many = [block.place - block.first for block in blocks if block.is_enough]
    for block in blocks:
        drift = block.place - block.first
        if block.is_enough or any(abs(drift - other) <= MAX_DRIFT for other in many):
            yield block


def _nearest_bound(here: _Spoken, at: int, step: int) -> int:
    """Return the bound before or behind the word *at*, if it is near; else *at*."""
    for each in range(at, at + step * (MAX_CHANGED + 1), step):
        if not 0 <= each <= len(here.words):
            break
        if here.is_bound(each):
            return each
    return at


def _is_mostly(words: Sequence[str], source: Sequence[str]) -> bool:
    """Return whether more than half of *words* are of those that the source has there."""
    return 2 * sum(word in source for word in words) > len(words)


def _echo(offset: int, here: _Spoken, block: _Block, source: Words, spoken: _Spoken) -> Echo:
    """Return a block with what belongs to it: its lines, or what stands up to their bounds."""
    begin, end = here.between(block.first), here.between(block.last)
    start = begin[0] if not block.first else _begin(here.text, *begin)
    stop = end[1] if block.last == len(here.words) else _stop(here.text, *end)
    said = spoken.places[block.place][0], spoken.places[block.stop - 1][1]
    return Echo(offset + start, offset + stop, source, said)


def _begin(text: str, behind: int, word: int) -> int:
    """Return where what belongs to *word* begins: on its own line, else behind the bound."""
    line = text.rfind("\n", behind, word) + 1
    if line:
        return line
    bounds = list(_BOUND.finditer(text, behind, word + 1))
    ends = [found.end() for found in bounds if found[0] not in ">|"]
    if ends:
        return max(ends)
    return bounds[0].start() if bounds else behind  # behind a vote


def _stop(text: str, end: int, following: int) -> int:
    """Return where what belongs to the word before *end* ends: with its line, else the bound."""
    line = text.find("\n", end, following) + 1
    if line:
        return line
    bounds = _BOUND.finditer(text, end, following + 1)
    return next((found.end() for found in bounds), end)
