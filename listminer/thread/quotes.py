"""Find quoted lines in the words of earlier messages.

Pure. Runs of lines that follow each other in the source become one match; what
was cut between runs stays cut. Exact means equal as folded words: quotes and dashes may be
typed otherwise.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from listminer.thread.words import Earlier, Line, Words

MIN_ALONE = 16  # characters of a line that may be found without its neighbours
MIN_SQUEEZED = 24  # letters of lines that are found where blanks were lost or came in
MIN_SIMILAR = 0.72  # of a lightly edited line; lower, sentences of one pattern meet
ANCHOR_WORDS = 4  # words of an edited line that must stand unchanged
MAX_EDITED = 400  # characters compared
MAX_ANCHORS = 4  # places tried for one edited line
MAX_PLACES = 20  # looked at for a line that begins or ends within other words
MAX_SEARCHED = 50_000_000  # characters searched for the quotes of one message: some 50 ms


@dataclass(frozen=True, slots=True)
class Match:
    """Lines first <= i < last of a quote, found at start <= i < end of folded source words."""

    first: int
    last: int
    start: int
    end: int
    exact: bool


@dataclass(slots=True)
class Effort:
    """How much more may be searched: what nobody would quote must not take all day."""

    left: int = MAX_SEARCHED

    def spend(self, characters: int) -> bool:
        """Return whether that many characters may still be searched."""
        self.left -= characters
        return self.left >= 0


def find_known(
    lines: Sequence[Line], earlier: Earlier, likely: Callable[[Line], Words | None]
) -> list[tuple[Match, Words]]:
    """Return the matches of *lines* that stand as whole lines in *earlier*, and in whose words.

    The one who is *likely* to be quoted goes before whoever wrote a line first.
    A line too short to stand alone is matched at the likely one, else only
    beside its neighbour.
    """
    matches: list[tuple[Match, Words]] = []
    at = 0
    while at < len(lines):
        line = lines[at].folded
        author = likely(lines[at])
        is_theirs = author is not None and line in author.lines
        words = author if is_theirs else earlier.first.get(line)
        if words is None:
            at += 1
            continue
        start = words.lines[line]
        end, last = _extend(lines, at + 1, words, start + len(line))
        lowest = matches[-1][0].last if matches else 0
        first, start = _extend_back(lines, at, lowest, words.folded, start)
        if last - first == 1 and len(line) < MIN_ALONE and words is not author:
            at += 1
            continue
        matches.append((Match(first, last, start, end, True), words))
        at = last
    return matches


def find_lines(lines: Sequence[Line], source: Words, effort: Effort) -> list[Match]:
    """Return the matches of *lines* in *source*, in order, without overlap; [] if there is none."""
    folded = source.folded
    matches: list[Match] = []
    at, after = 0, 0
    while at < len(lines):
        line = lines[at].folded
        long_enough = len(line) >= MIN_ALONE and effort.spend(len(folded))
        start = find_whole(folded, line, after) if long_enough else -1
        if start < 0:
            at += 1
            continue
        end, last = _extend(lines, at + 1, source, start + len(line))
        lowest = matches[-1].last if matches else 0
        first, start = _extend_back(lines, at, lowest, folded, start)
        matches.append(Match(first, last, start, end, True))
        at, after = last, end
    return matches


def find_whole(folded: str, line: str, after: int = 0) -> int:
    """Return where *line* stands as whole words, behind *after* if it can, else anywhere; or -1."""
    start = folded.find(line, after)
    if start < 0 and after:
        start = folded.find(line)
    for _ in range(MAX_PLACES):
        if start < 0 or _is_bounded(folded, start, start + len(line)):
            return start
        start = folded.find(line, start + 1)
    return -1


def _is_bounded(folded: str, start: int, end: int) -> bool:
    """Tell whether start <= i < end are whole words."""
    before = start == 0 or not (folded[start - 1].isalnum() and folded[start].isalnum())
    behind = end >= len(folded) or not (folded[end].isalnum() and folded[end - 1].isalnum())
    return before and behind


def _extend(lines: Sequence[Line], last: int, source: Words, end: int) -> tuple[int, int]:
    """Take the lines from *last* on that follow in the source; return both new ends."""
    folded, places = source.folded, source.lines
    while _is_next(lines, last):
        following = lines[last].folded
        stop = end + 1 + len(following)
        if places.get(following) == end + 1 and folded[end] == " ":
            pass  # it stands there as a whole line
        elif not folded.startswith(" " + following, end) or not _is_bounded(folded, end + 1, stop):
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


class Squeezed(NamedTuple):
    """As few lines as are long enough to be found where no white space counts."""

    letters: str
    last: int  # behind the last of these lines


def squeeze(lines: Sequence[Line]) -> list[Squeezed]:
    """Return for each of *lines* the letters from there on."""
    found = []
    for first, line in enumerate(lines):
        letters, last = _letters(line), first + 1
        while len(letters) < MIN_SQUEEZED and _is_next(lines, last):
            letters += _letters(lines[last])
            last += 1
        found.append(Squeezed(letters, last))
    return found


def find_squeezed(
    lines: Sequence[Line], squeezed: Sequence[Squeezed], source: Words, effort: Effort
) -> list[Match]:
    """Return the matches of *lines*, as they were *squeezed*, in *source*, in order.

    Mail made of HTML or wrapped twice lacks blanks that its quotes have, or has more: "Sent:
    MondayTo: Ada". Nothing is found across the words of somebody else. A match lies in one
    segment, and its ends within no word of the source: who says "unable" does not say "able".
    """
    matches: list[Match] = []
    at = 0
    while at < len(lines):
        letters, last = squeezed[at]
        is_long = len(letters) >= MIN_SQUEEZED and effort.spend(len(source.folded))
        start = _find_begun(source, letters, effort) if is_long else -1
        if start < 0:
            at += 1
            continue
        end = start + len(letters)
        while _is_next(lines, last) and source.squeezed.startswith(_letters(lines[last]), end):
            end += len(_letters(lines[last]))
            last += 1
        matches += _bounded_matches(lines, at, last, source, start)
        at = last
    return matches


def _find_begun(source: Words, letters: str, effort: Effort) -> int:
    """Return where *letters* stand in what is squeezed of *source*, first within no word; or -1."""
    start = source.squeezed.find(letters)
    for _ in range(MAX_PLACES):
        if start < 0 or _is_edge(source.folded, source.unsqueezed(start)):
            return start
        if not effort.spend(len(source.folded)):
            return -1
        start = source.squeezed.find(letters, start + 1)
    return -1


def _bounded_matches(
    lines: Sequence[Line], at: int, last: int, source: Words, start: int
) -> Iterator[Match]:
    """Yield a match for each segment of the lines at <= i < last, which stand there from *start*.

    Without the last lines of a segment that end within a word, nor the first that begin so.
    """
    for _, run in itertools.groupby(range(at, last), lambda each: lines[each].segment):
        places = list(run)
        stops = list(itertools.accumulate((len(_letters(lines[p])) for p in places), initial=start))
        begins = [source.unsqueezed(each) for each in stops[:-1]]
        ends = [source.unsqueezed(each - 1) + 1 for each in stops[1:]]
        first = next((n for n, each in enumerate(begins) if _is_edge(source.folded, each)), None)
        behind = next(
            (n for n in range(len(ends), 0, -1) if _is_edge(source.folded, ends[n - 1])), 0
        )
        if first is not None and first < behind:
            said = begins[first], ends[behind - 1]
            yield Match(places[first], places[behind - 1] + 1, *said, True)
        start = stops[-1]


def _is_edge(folded: str, at: int) -> bool:
    """Return whether no word goes on at this place, but for two that were joined: "MondayTo"."""
    if not 0 < at < len(folded):
        return True
    before, behind = folded[at - 1], folded[at]
    is_joined = before.islower() and behind.isupper()
    return is_joined or not (before.isalnum() and behind.isalnum())


def _letters(line: Line) -> str:
    return line.folded.replace(" ", "")


def _is_next(lines: Sequence[Line], at: int) -> bool:
    """Return whether the line *at* is there and stands right below the one before it."""
    return at < len(lines) and lines[at].number == lines[at - 1].number + 1


def find_edited(lines: Sequence[Line], source: Words, effort: Effort) -> list[Match]:
    """Return matches of single lines that were lightly edited, as far as they can be told."""
    found = []
    for number, line in enumerate(lines):
        match = _find_edited_line(number, line.folded[:MAX_EDITED], source.folded, effort)
        if match is not None:
            found.append(match)
    return found


def _find_edited_line(number: int, line: str, folded: str, effort: Effort) -> Match | None:
    words = line.split(" ")
    tried = 0
    for place in range(0, len(words) - ANCHOR_WORDS + 1, 2):
        if tried >= MAX_ANCHORS or not effort.spend(len(folded)):
            return None
        at = folded.find(" ".join(words[place : place + ANCHOR_WORDS]))
        if at < 0:
            continue
        tried += 1
        place_in_line = len(" ".join(words[:place])) + (1 if place else 0)
        span = _alike(words, folded, at - place_in_line, len(line), at)
        if span is not None:
            return Match(number, number + 1, *span, False)
    return None


def _alike(
    words: list[str], folded: str, start: int, length: int, anchor: int
) -> tuple[int, int] | None:
    """Return where about start <= i < start + length of *folded* has most of *words*, or None."""
    lowest = folded.rfind("\n", 0, anchor) + 1
    highest = folded.find("\n", anchor)
    highest = len(folded) if highest < 0 else highest
    start = folded.rfind(" ", lowest, max(lowest, start) + 1) + 1 or lowest
    end = folded.find(" ", min(highest, start + length), highest)
    end = highest if end < 0 else end
    theirs = folded[start:end].split(" ")
    mine = Counter(words)
    while theirs and theirs[-1] not in mine:
        end -= len(theirs.pop()) + 1
    while theirs and theirs[0] not in mine:
        start += len(theirs.pop(0)) + 1
    same = sum(len(word) * count for word, count in (mine & Counter(theirs)).items())
    size = sum(map(len, words)) + sum(map(len, theirs))
    return (start, end) if theirs and 2 * same >= MIN_SIMILAR * size else None
