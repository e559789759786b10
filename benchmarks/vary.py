"""Copies of an archive that differ in ids, dates and words, so that nothing is a duplicate.

Within a copy a word always becomes the same other word of the same length, so
threads stay threads, a quote still says what its source says, and lines keep
their widths. Streams: a line is in memory at a time, and what became of words.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

# Matches: "Message-ID: <a@b>", "<a@b>" in References. Must not match: "a < b and c > d".
_ID = re.compile(rb"<([^<>\s@]{1,200}@[^<>\s@]{1,200})>")
# Matches: "From ada at x.org  Wed Dec  5 17:38:35 2007". Must not match: "From 2007 on we do".
_ENVELOPE = re.compile(rb"(From \S.*? )([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$")
_ASCTIME = "%a %b %d %H:%M:%S %Y"
_WORD = re.compile(rb"[A-Za-z]{5,40}")  # words that fingerprints are made of; no line of base64
_STEP = timedelta(weeks=4)  # between the dates of two copies: lists that live side by side
_COMMON = 5  # occurrences; a rarer word is spelled anew, as each list has words of its own
_BLOCK = 48  # words of one length and about one frequency, among which a copy shuffles
_KEPT = frozenset(
    b"wrote writes written original message begin forwarded reply subject thread attachment "
    b"attachments scrubbed charset unspecified available signed signature public mailing listinfo "
    b"mailman unsubscribe confidential cheers regards thanks thank hello sincerely greetings "
    b"respond please behalf organization mailto https www2 "
    b"monday tuesday wednesday thursday friday saturday sunday january february march april "
    b"june july august september october november december".split()
)
"""Words that make a line an attribution, a header, a greeting or a footer."""

Word = Callable[[bytes], bytes]


def write_varied(
    volumes: list[Path], folder: Path, *, copies: int, first_copy: int = 0
) -> list[Path]:
    """Write *copies* of a list, a folder of mboxes each, all different; return the folders.

    The same every time. *volumes* are packed mboxes. Copies from *first_copy* on
    are written: another number is another copy, and later ones have later dates.
    """
    common, rare, names = _vocabulary(volumes)
    folders = []
    for copy in range(first_copy, first_copy + copies):
        place = folder / f"list-{copy:03d}"
        place.mkdir(parents=True)
        varied = _Copy(copy, _mapping(copy, common, rare, names))
        for volume in volumes:
            with gzip.open(volume) as lines, (place / volume.stem).open("wb") as out:
                out.writelines(varied.lines(lines))
        folders.append(place)
    return folders


def count_messages(folder: Path) -> int:
    """Return how many mails the mboxes below *folder* hold."""
    return sum(
        _ENVELOPE.match(line) is not None
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for line in path.open("rb")
    )


class _Copy:
    """Turns the lines of an archive into those of its copy."""

    def __init__(self, copy: int, become: dict[bytes, bytes]) -> None:
        self._mark = b"<%d." % copy
        self._subject = b" list%03d\n" % copy  # a subject of short words alone would stay the same
        self._shift = _STEP * copy
        self._tokens = _Tokens(become, self._mark)

    def lines(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the copy of *lines*."""
        is_header = False
        field = b""
        for line in lines:
            envelope = _ENVELOPE.match(line)
            if envelope is not None:
                is_header = True
                yield envelope[1] + self._asctime(envelope[2]) + b"\n"
            elif is_header:
                if not line[:1].isspace():
                    field = line.partition(b":")[0].lower()
                is_header = line != b"\n"
                yield self._header(field, line)
            else:
                yield self._words(line)

    def _header(self, field: bytes, line: bytes) -> bytes:
        if field == b"subject":
            is_first = not line[:1].isspace()
            words = self._words(line)
            return words.rstrip() + self._subject if is_first and words != b"\n" else words
        if field == b"date":
            return b"Date: " + self._date(line[5:]) + b"\n"
        return _ID.sub(rb"%b\1>" % self._mark, line)

    def _words(self, line: bytes) -> bytes:
        tokens = self._tokens
        return b" ".join([tokens[each] for each in line.split(b" ")])

    def _date(self, date: bytes) -> bytes:
        try:
            said = parsedate_to_datetime(date.decode("ascii", "replace"))
            return format_datetime(said + self._shift).encode()
        except (ValueError, OverflowError):
            return date.strip()  # dirt stays dirt

    def _asctime(self, date: bytes) -> bytes:
        try:
            said = datetime.strptime(date.decode(), _ASCTIME) + self._shift
        except ValueError:
            return date
        return said.ctime().encode()


class _Tokens(dict[bytes, bytes]):
    """What each token became, ids and words; addresses, URLs and encoded words stay."""

    def __init__(self, become: dict[bytes, bytes], mark: bytes) -> None:
        super().__init__()
        self._become = become
        self._mark = mark

    def __missing__(self, token: bytes) -> bytes:
        if b"@" in token:
            new = _ID.sub(rb"%b\1>" % self._mark, token)
        elif b"/" in token or b"=?" in token or b"<" in token:
            new = token
        else:
            new = _WORD.sub(self._word, token)
        self[token] = new
        return new

    def _word(self, found: re.Match[bytes]) -> bytes:
        word = found[0]
        new = self._become.get(word.lower(), word)
        if word.islower():
            return new
        return bytes(
            there & ~32 if here < 96 else there for here, there in zip(word, new, strict=True)
        )  # case by case: both have the same length


def _vocabulary(volumes: list[Path]) -> tuple[list[bytes], list[bytes], frozenset[bytes]]:
    """Return the words by frequency, those that are rare, and those in names of senders."""
    counts: Counter[bytes] = Counter()
    names: set[bytes] = set(_KEPT)
    for volume in volumes:
        with gzip.open(volume) as lines:
            for line in lines:
                found = _WORD.findall(line.lower())
                counts.update(found)
                if line.startswith(b"From: ") or _ENVELOPE.match(line):
                    names.update(found)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return (
        [word for word in ranked if counts[word] >= _COMMON],
        [word for word in ranked if counts[word] < _COMMON],
        frozenset(names),
    )


def _mapping(
    copy: int, common: list[bytes], rare: list[bytes], kept: frozenset[bytes]
) -> dict[bytes, bytes]:
    """Return what each word becomes in this copy: one that is about as frequent, or a new one."""
    chance = random.Random(copy)
    by_length: dict[int, list[bytes]] = {}
    for word in common:
        if word not in kept:
            by_length.setdefault(len(word), []).append(word)
    become: dict[bytes, bytes] = {}
    for words in by_length.values():
        for start in range(0, len(words), _BLOCK):
            block = words[start : start + _BLOCK]
            become.update(zip(block, chance.sample(block, len(block)), strict=True))
    spelled = _spelling(chance)
    become.update((word, word.translate(spelled)) for word in rare if word not in kept)
    return become


def _spelling(chance: random.Random) -> bytes:
    """Return a table that gives each vowel another vowel, each consonant another consonant."""
    table = bytearray(range(256))
    for letters in (b"aeiouy", b"bcdfghjklmnpqrstvwxz"):
        for one, other in zip(letters, chance.sample(letters, len(letters)), strict=True):
            table[one] = other
    return bytes(table)
