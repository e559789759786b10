"""Fingerprints of words: what a message says and what it quotes, in a few numbers.

Pure. Both sides are made the same way from runs of long words, so that a quote
that a mailer re-wrapped or marked still meets its source. After winnowing
(Schleimer, Wilkerson and Aiken, 2003), with the smallest numbers kept.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

from listminer.model import Segment, Zone

RUN = 3  # long words in a row; two meet by chance in a large archive, four miss short quotes
MOST_SAID = 400  # numbers kept of a message's own words
MOST_QUOTED = 60  # numbers looked up of its quotes
MOST_CITED = 24  # where the mail that is answered may be missing, which few are
_CITED_CHARS = 2000  # of quotes that are read for these: every reply has some
# Matches "proposal", "nodepool". Must not match "the".
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_LONG_WORD_OF_ASCII = re.compile(rb"[a-z]{5,}")  # the same in small letters, in a third of the time
_SKIP: frozenset[Zone] = frozenset(
    {"personal_signature", "mua_signature", "quotation_marker", "inline_headers"}
)


def authored_fingerprints(text: str, segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return the fingerprints of what the sender wrote: sorted, unique, 0 <= n < 2**32.

    At most MOST_SAID, spread over the text. () for a message without own words.
    """
    stretches = (
        text[s.span.start : s.span.end] for s in segments if s.depth == 0 and s.zone not in _SKIP
    )
    return _pick(_fingerprints(stretches), MOST_SAID)


def quoted_fingerprints(text: str, segments: Sequence[Segment], depth: int = 1) -> tuple[int, ...]:
    """Return the fingerprints of what the sender quotes of the one answered: as above.

    Only of one *depth*: deeper quotes are words of somebody further up. At most MOST_QUOTED.
    """
    stretches = (
        text[s.span.start : s.span.end]
        for s in segments
        if s.depth == depth and s.zone not in _SKIP
    )
    return _pick(_fingerprints(stretches), MOST_QUOTED)


def cited_fingerprints(text: str, segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return the fingerprints of what the sender quotes at any depth: as above.

    Where the mail that is answered is missing, what it quoted itself may be there. At most
    MOST_CITED, of the first quotes.
    """
    stretches: list[str] = []
    left = _CITED_CHARS
    for segment in segments:
        if segment.depth and segment.zone not in _SKIP and left > 0:
            start, end = segment.span.start, segment.span.end
            stretches.append(text[start : min(end, start + left)])
            left -= end - start
    return _pick(_fingerprints(stretches), MOST_CITED)


def _fingerprints(stretches: Iterable[str]) -> set[int]:
    words = _long_words("\n".join(stretches).lower())  # no word goes from one into the next
    runs = zip(words, words[1:], words[2:], strict=False)
    return set(map(zlib.crc32, map(b" ".join, runs)))


def _long_words(text: str) -> list[bytes]:
    if text.isascii():
        return _LONG_WORD_OF_ASCII.findall(text.encode())
    return [word.encode() for word in _LONG_WORD.findall(text)]


def _pick(found: set[int], most: int) -> tuple[int, ...]:
    """Return the smallest *most* numbers: the same on both sides where both have them."""
    return tuple(sorted(found)[:most])
