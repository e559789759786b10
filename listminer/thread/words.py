"""Folded words: text with white space and quote marks out of the way, and the way back.

Pure. A quote is compared with its source by folded words, so that wrapping, marks and the
kind of quotes and dashes do not count; every place in folded words can be taken back to a place in
the text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from listminer.model import INTRODUCING_ZONES, MessageId, Segment, Span
from listminer.quoting import QUOTATION_MARKS

MAX_DEPTH = 40  # marks taken off one line; deeper quotes say nothing that their source does not
_KEPT = 15_000  # lines as they were read last, some 4 MB: a thread quotes most of its lines again
_LONG = 500  # characters of a line that is not kept, and whose words are counted at once
_WORD = re.compile(r"\S+")
_UNBROKEN = re.compile("[^ ]+")
# Letter by letter, so that places stay: some mailers send “don’t” on as "don't", or the
# other way round, and it is still who wrote it first that said it.
_TYPED = str.maketrans(
    {
        **dict.fromkeys(QUOTATION_MARKS, '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        **dict.fromkeys("‐‑–—−", "-"),
    }
)
_RETYPED = re.compile("[\"'\u2010-\u2014\u2212\u2018-\u201f\u2039\u203a«»-]")
# Matches the "> > " in "> > word", the "AB> " in "AB> word", "*> ". Must not match "a -> b".
_MARKS = re.compile(r"\*?(?:[ \t]{0,8}(?:[A-Za-z]{0,4}>|\|)){1,40}[ \t]?")
# Letters of which each is a word: Chinese and Japanese put no blank between words.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A link is one word: two people who name one page do not speak with one mouth.
_WORD_OF_ASCII = re.compile(r"(?i:https?)://\S+|[A-Za-z0-9]+")
# Letters that nobody sees, where a page would break a word: pasted, they stand within words.
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
# Matches "café" with its accent in a letter of its own, "東". Must not match "foo_bar" whole.
_SPOKEN = re.compile(
    r"(?i:https?)://\S+"
    rf"|[{_UNSPACED}]|[^\W_{_UNSPACED}]+"
    rf"(?:[\u0300-\u036f{_UNSEEN}]+[^\W_{_UNSPACED}]+)*[\u0300-\u036f{_UNSEEN}]*"
)
WITHOUT_UNSEEN = str.maketrans("", "", _UNSEEN)
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_UNSAID = frozenset({*INTRODUCING_ZONES, "mua_signature", "personal_signature", "closing"})


@dataclass(slots=True)
class Words:
    """What one sender wrote in one message, folded.

    Stretches that touch are one; between others stands a line end in `folded`,
    so that nothing is found across the words of somebody else.
    """

    message_id: MessageId
    text: str  # the message's
    folded: str
    lines: dict[str, int]  # folded lines, and where each begins in `folded`
    starts: list[int]  # of every folded line, in `folded`; of every word of a long one
    places: list[int]  # of the first letter of each, in `text`
    _squeezed: str | None = None
    _runs: tuple[array[int], array[int]] | None = None  # where words begin: squeezed, folded

    @property
    def squeezed(self) -> str:
        """Return `folded` without its blanks; kept once it was asked for."""
        if self._squeezed is None:
            self._squeezed = self.folded.replace(" ", "")
        return self._squeezed

    def unsqueezed(self, at: int) -> int:
        """Return where the letter *at* of `squeezed` stands in `folded`."""
        if self._runs is None:
            starts = array("L", (word.start() for word in _UNBROKEN.finditer(self.folded)))
            # before each word stand as many blanks as words
            self._runs = array("L", (start - n for n, start in enumerate(starts))), starts
        squeezed, folded = self._runs
        word = bisect_right(squeezed, at) - 1
        return folded[word] + at - squeezed[word]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the text that folded places start <= i < end stand for."""
        return Span(
            message_id=self.message_id, start=self._place(start), end=self._place(end - 1) + 1
        )

    def _place(self, at: int) -> int:
        """Return where the folded letter *at* stands in the text."""
        line = bisect_right(self.starts, at) - 1
        start, place = self.starts[line], self.places[line]
        # blanks were folded in few lines, and few of those are ever quoted: counted here
        if self.text.startswith(self.folded[start : at + 1], place):
            return place + at - start
        for word in _WORD.finditer(self.text, place):
            size = word.end() - word.start()
            if at < start + size:
                return word.start() + at - start
            start += size + 1
        raise ValueError(f"no letter of the text stands at {at}")


def fold(text: str) -> str:
    """Return *text* with one blank for all white space, quotes and dashes as they are typed.

    >>> print(fold("I  don’t –\\n“really”"))
    I don't - "really"
    """
    folded = " ".join(text.split())
    return folded if folded.isascii() else folded.translate(_TYPED)


def spoken_words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of text[start:end] in small letters: links, runs of letters and digits.

    All between them counts for nothing. In Chinese and Japanese each letter is a word;
    an accent in a letter of its own is part of the letter before it.

    >>> spoken_words("We don't; foo_bar 東京 HTTP://x.org/A?")
    ['we', 'don', 't', 'foo', 'bar', '東', '京', 'http://x.org/a?']
    """
    if text.isascii():
        return _WORD_OF_ASCII.findall(text[start:end].lower())
    words = _SPOKEN.findall(text[start:end].lower())
    return [
        word if word.isascii() else unicodedata.normalize("NFC", word).translate(WITHOUT_UNSEEN)
        for word in words
    ]


def spoken_places(text: str) -> list[tuple[int, int]]:
    """Return start and end of each of the words that `spoken_words` finds in *text*."""
    words = _WORD_OF_ASCII if text.isascii() else _SPOKEN
    return [word.span() for word in words.finditer(text)]


def is_spaced(text: str) -> bool:
    """Return whether no word of *text* is Chinese or Japanese."""
    return text.isascii() or _UNSPACED_LETTER.search(text) is None


def size_of(folded: str) -> tuple[int, int]:
    """Return how many words and letters *folded* has, a Chinese letter counted as two of a word."""
    unspaced = 0 if folded.isascii() else len(_UNSPACED_LETTER.findall(folded))
    return folded.count(" ") + 1 + unspaced, len(folded) + unspaced


def is_retyped(quote: str, source: str) -> bool:
    """Return whether two texts whose folded words are equal have other quotes or dashes."""
    if quote.isascii() and source.isascii():
        return False
    return _RETYPED.findall(quote) != _RETYPED.findall(source)


Key = TypeVar("Key", bound=Hashable)


class Firsts(dict[Key, Words]):
    """Who said something first; who has a date goes before who has none."""

    def __init__(self) -> None:
        super().__init__()
        self._undated: set[Key] = set()  # what only mail without a date has

    def note(self, said: Iterable[Key], words: Words, *, is_dated: bool) -> None:
        """Take what a message says, after those that may have been written before it."""
        # one by one: what is taken from a set of all takes a time that grows with these
        for each in said:
            if is_dated and each in self._undated:
                self._undated.remove(each)
                self[each] = words
            elif each not in self:
                self[each] = words
                if not is_dated:
                    self._undated.add(each)


class Earlier:
    """The folded own words of a thread's messages, as far as it is read."""

    def __init__(self) -> None:
        self.words: dict[MessageId, Words] = {}
        self.first: Firsts[str] = Firsts()  # who wrote a line first
        self.unsaid: set[str] = set()  # lines of signatures, attributions and footers
        self._vocabulary: set[str] = set()

    def add(
        self, message_id: MessageId, text: str, segments: Sequence[Segment], *, is_dated: bool
    ) -> Words:
        """Take what the sender of a message wrote, all stretches at depth 0; return it."""
        words = Words(message_id, text, "", {}, [], [])
        parts: list[str] = []
        at = behind = 0
        is_apart = False  # from the filled line before
        is_plain = text.isascii()
        for segment in segments:
            if segment.depth:
                continue
            place, end = segment.span.start, segment.span.end
            is_apart |= place != behind
            behind = end
            is_unsaid = segment.zone in _UNSAID
            for raw in text[place:end].split("\n"):
                line = " ".join(raw.split()) if is_plain else fold(raw)
                if line:
                    if parts:
                        parts.append("\n" if is_apart else " ")
                        at += 1
                    is_apart = False
                    parts.append(line)
                    words.lines.setdefault(line, at)
                    if len(line) < _LONG:
                        words.starts.append(at)
                        words.places.append(place + len(raw) - len(raw.lstrip()))
                    else:
                        for word in _WORD.finditer(raw):
                            words.starts.append(at)
                            words.places.append(place + word.start())
                            at += word.end() - word.start() + 1
                        at -= len(line) + 1
                    at += len(line)
                    if is_unsaid:
                        self.unsaid.add(line)
                place += len(raw) + 1
        words.folded = "".join(parts)
        self.words[message_id] = words
        self.first.note(words.lines, words, is_dated=is_dated)
        self._vocabulary.update(words.folded.split())
        return words

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
    at, depth = segment.span.start, segment.depth
    for raw in text[at : segment.span.end].split("\n"):
        if raw:
            folded, start, end = _known(raw) if len(raw) < _LONG else _bare(raw)
            if folded:
                lines.append(Line(folded, at + start, at + end, number, place, depth))
                number += 1
        at += len(raw) + 1
    return lines


def _bare(raw: str) -> tuple[str, int, int]:
    """Return what stands behind the marks of a line, folded, and its start and end in *raw*."""
    skip = 0
    head = raw[:80]
    if ">" in head or "|" in head:
        marks = _MARKS.match(raw)
        skip = marks.end() if marks else 0
    content = raw[skip:]
    start = skip + len(content) - len(content.lstrip())
    return fold(content), start, skip + len(content.rstrip())


_known = lru_cache(maxsize=_KEPT)(_bare)


def all_quoted_lines(text: str, segments: Iterable[Segment]) -> dict[int, list[Line]]:
    """Return the lines of all quotes of a message, by the place of their segment, in order.

    Words of its sender between two quotes part their lines: no neighbours.
    """
    found: dict[int, list[Line]] = {}
    number = 0
    for place, segment in enumerate(segments):
        if segment.depth:
            lines = quoted_lines(text, segment, place=place, number=number)
            if lines:
                found[place] = lines
                number += len(lines)
        else:
            number += 1
    return found


def is_quote(segment: Segment) -> bool:
    """Return whether *segment* holds words of somebody whom the sender quotes."""
    return segment.depth > 0 and segment.zone not in INTRODUCING_ZONES
