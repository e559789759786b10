"""A search as a user types it, as a condition on the store. Pure.

Any string is a query: what is no filter is words, and quotes, stars and colons
in the wrong place are words too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from listminer.store.periods import period_end, period_start

_PART = re.compile(r'(-?)(?:(from|subject|list|since|until):)?("[^"]*"?|\S+)', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")  # as unicode61 cuts: letters and digits; "foo_bar" is two
_COLUMNS = {"": "{body subject}", "from": "sender", "subject": "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a search asks for; every part must hold."""

    match: str  # FTS5 expression; "" where no word is asked for
    without: str  # FTS5 expression of what must not be there; "" for nothing
    phrases: tuple[tuple[str, ...], ...]  # folded words to show in the body
    lists: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def parse_query(text: str) -> Query:
    """Return the query that *text* means.

    Words must all be there, "a phrase" as it stands, `a OR b` one of them,
    `-a` not; `from:` `subject:` take a word or a phrase, `list:` a name,
    `since:` `until:` a day, month or year. `word*` finds its beginnings.
    Raises UserError only for a date that is none.
    """
    groups: list[list[str]] = []
    without: list[str] = []
    phrases: list[tuple[str, ...]] = []
    lists: list[str] = []
    since = until = None
    joined = False
    for minus, field_, value in _PART.findall(text):
        field = field_.lower()
        plain = value.strip('"')
        if (minus, field, value) == ("", "", "OR"):
            joined = bool(groups)
            continue
        if field == "list":
            lists.append(plain)
        elif field == "since":
            since = period_start(plain)
        elif field == "until":
            until = period_end(plain)
        else:
            words = fold_words(plain)
            if not words:
                continue
            term = _term(field, words, is_prefix=plain.endswith("*"))
            if minus:
                without.append(term)
                continue
            if not field:
                phrases.append(words)
            if joined:
                groups[-1].append(term)
            else:
                groups.append([term])
        joined = False
    return Query(
        match=" AND ".join(f"({' OR '.join(group)})" for group in groups),
        without=" OR ".join(without),
        phrases=tuple(phrases),
        lists=tuple(lists),
        since=since,
        until=until,
    )


def _term(field: str, words: tuple[str, ...], *, is_prefix: bool) -> str:
    return f'{_COLUMNS[field]} : "{" ".join(words)}"{"*" * is_prefix}'


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of *text* as the full-text index knows them.

    >>> fold_words("Löschen, foo_bar!")
    ('loschen', 'foo', 'bar')
    """
    return tuple(_fold(each) for each in _WORD.findall(text))


def has_words(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has a word that the full-text index knows."""
    return _WORD.search(text, start, end) is not None


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(each for each in apart if not unicodedata.combining(each)) or word


def find_phrases(
    text: str, phrases: tuple[tuple[str, ...], ...], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text[start:end]` that hold one of *phrases*, in order.

    No word is in two of them.
    """
    longest = max(map(len, phrases), default=0)
    window: deque[tuple[str, int, int]] = deque()
    for each in _WORD.finditer(text, start, end):
        window.append((_fold(each.group()), each.start(), each.end()))
        if len(window) == longest:
            yield from _first(window, phrases)
    while window:
        yield from _first(window, phrases)


def _first(
    window: deque[tuple[str, int, int]], phrases: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[int, int]]:
    """Yield the stretch of a phrase that begins with the first word; drop what was looked at."""
    words = [word for word, _, _ in window]
    for phrase in phrases:
        if tuple(words[: len(phrase)]) == phrase:
            yield window[0][1], window[len(phrase) - 1][2]
            for _ in phrase:
                window.popleft()
            return
    window.popleft()
