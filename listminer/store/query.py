"""A search as a user types it, as a condition on the store. Pure.

Any words are a query: what is no filter is words, and quotes, stars and colons in the
wrong place do no harm.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice

from listminer.errors import UserError
from listminer.periods import period_bounds

_PART = re.compile(r'(-?)(?:(from|subject|list|since|until):)?("[^"]*"?|\S+)', re.IGNORECASE)
_FILTER = re.compile(r"(?:from|subject|list|since|until):", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")  # as unicode61 cuts: letters and digits; "foo_bar" is two
# Matches "subjct:foo", 'author:"Ada"'; must not match "http://x.org", "std::string", "10:30".
_MAYBE_FIELD = re.compile(r"([A-Za-z]{2,12}):(?=[^\s:/])")
_FIELDS = ("from", "subject", "list", "since", "until")
# A slip, and what other programs call theirs; "" where there is no such field here.
_ELSEWHERE = {
    **dict.fromkeys(("form", "author", "sender"), "from"),
    "title": "subject",
    **dict.fromkeys(("after", "date"), "since"),
    "before": "until",
    **dict.fromkeys(("to", "cc", "body", "thread"), ""),
}
_NEAR = 0.76  # "subjct", "frm", "lists"; "lint" and "error" are near to none
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


Accounts = Callable[[tuple[str, ...], bool], Iterable[str]]
"""Gives names and addresses, each as it is indexed, of whom some folded words name elsewhere.

The second argument says whether the last word is a beginning.
"""


def no_accounts(_words: tuple[str, ...], _is_prefix: bool) -> Iterable[str]:
    """Return that nobody is known by another name."""
    return ()


def parse_query(text: str, accounts: Accounts = no_accounts) -> Query:
    """Return the query that *text* means.

    Words must all be there, "a phrase" as it stands, `a OR b` one of them,
    `-a` not; `from:` `subject:` take a word or a phrase, `list:` a name,
    `since:` `until:` a day, month or year. `word*` finds its beginnings. `from:` means
    a sender's header, and the other *accounts* of whom it names.
    "" asks for nothing. Raises UserError for a date that is none, a filter without a
    value, a list or period that is to be left out, what is near a field or a field of other
    programs and none of ours, and a text in which nothing can be looked for: the newest
    mails are no answer.
    """
    groups: list[list[str]] = []
    without: list[str] = []
    phrases: list[tuple[str, ...]] = []
    lists: list[str] = []
    since: str | None = None
    until: str | None = None
    joined = False
    for minus, field_, value in _PART.findall(text):
        field = field_.lower()
        _check_filter(minus, field, value)
        if not field:
            _check_field(value)
        plain = value.strip('"')
        if (minus, field, value) == ("", "", "OR"):
            joined = bool(groups)
            continue
        if field == "list":
            lists.append(plain)
        elif field == "since":
            since = plain
        elif field == "until":
            until = plain
        else:
            words = _WORD.findall(unicodedata.normalize("NFC", plain))
            if not words:
                continue
            is_prefix = plain.endswith("*")
            term = _term(field, words, is_prefix=is_prefix)
            if field == "from":
                others = map(_WORD.findall, accounts(fold_words(plain), is_prefix))
                terms = (_term(field, each, is_prefix=False) for each in others if each)
                term = " OR ".join((term, *terms))
            if minus:
                without.append(term)
                continue
            if not field:
                phrases.append(fold_words(plain))
            if joined:
                groups[-1].append(term)
            else:
                groups.append([term])
        joined = False
    asked = (groups, without, lists, since, until)
    if text.strip() and not any(asked):
        raise UserError(
            f"no words to look for in {text.strip()!r}",
            hints=(
                "words are letters and digits; listminer search --help shows what else is known",
            ),
        )
    start, end = period_bounds(since, until)
    return Query(
        match=" AND ".join(f"({' OR '.join(group)})" for group in groups),
        without=" OR ".join(without),
        phrases=tuple(phrases),
        lists=tuple(lists),
        since=start,
        until=end,
    )


def _check_field(value: str) -> None:
    """Raise UserError if *value* begins with what was meant for a field, and is none."""
    name = _mistyped(value)
    if name is None:
        return
    near, sought = _near_field(name), value[len(name) + 1 :]
    is_phrase = '"' in sought  # of several words, the first of which alone is known here
    meant = '"…"' if is_phrase else sought
    raise UserError(
        f"no field {name!r} to search in",
        hints=(
            *((f"did you mean {near}:{meant}?",) if near else ()),
            f"there are: {' '.join(f'{each}:' for each in _FIELDS)}",
            "words as they stand are written in quotation marks"
            + ("" if is_phrase else f": '\"{value}\"'"),
        ),
    )


def _mistyped(value: str) -> str | None:
    """Return the name that stands in *value* where a field's would, near to one; None without.

    >>> _mistyped("subjct:foo"), _mistyped("to:ada"), _mistyped("error:foo")
    ('subjct', 'to', None)
    """
    found = _MAYBE_FIELD.match(value)
    if found is None:
        return None
    is_near = found[1].lower() in _ELSEWHERE or _near_field(found[1])
    return found[1] if is_near else None


def _near_field(name: str) -> str:
    """Return the field that *name* may be a slip for, or another program's word for; "" if none."""
    known = _ELSEWHERE.get(name.lower())
    if known is not None:
        return known
    return next(iter(difflib.get_close_matches(name.lower(), _FIELDS, n=1, cutoff=_NEAR)), "")


def _check_filter(minus: str, field: str, value: str) -> None:
    """Raise UserError for a filter that would do nothing, or the contrary of what it says."""
    if not field and _FILTER.fullmatch(value):
        raise UserError(
            f"nothing stands behind {value}",
            hints=(f'write {value}WORD or {value}"SOME WORDS", without a blank between',),
        )
    if minus and field in ("list", "since", "until"):
        raise UserError(
            f"a minus before {field}: leaves nothing out",
            hints=("it stands before words, from: and subject:",),
        )


def is_words(text: str) -> bool:
    """Return whether *text* is words alone: no filter, no quotation mark, OR, minus or star.

    >>> is_words("pass rate"), is_words("pass OR rate"), is_words("list:dev pass")
    (True, False, False)
    """
    return not any(
        minus
        or field
        or value == "OR"
        or '"' in value
        or value.endswith("*")
        or _FILTER.fullmatch(value)
        or _mistyped(value)
        for minus, field, value in _PART.findall(text)
    )


def _term(field: str, words: Sequence[str], *, is_prefix: bool) -> str:
    # as typed: the index folds them as it did those in the mail, by no table but its own
    return f'{_COLUMNS[field]} : "{" ".join(words)}"{"*" * is_prefix}'


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of *text* without case and accents, letter by letter.

    >>> fold_words("Löschen, foo_bar!")
    ('loschen', 'foo', 'bar')
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return tuple(map(_fold_in_place, words))


def has_phrase(text: str, phrase: tuple[str, ...], *, is_prefix: bool) -> bool:
    """Return whether the words *phrase*, folded, stand in *text* one after the other.

    >>> has_phrase("Ada Lovelace", ("love",), is_prefix=True)
    True
    >>> has_phrase("Ada Lovelace", ("love",), is_prefix=False)
    False
    """
    there, size = fold_words(text), len(phrase)
    return any(
        there[at : at + size - 1] == phrase[:-1]
        and (
            there[at + size - 1].startswith(phrase[-1])
            if is_prefix
            else there[at + size - 1] == phrase[-1]
        )
        for at in range(len(there) - size + 1)
    )


def has_words(text: str, start: int, end: int, *, least: int = 1) -> bool:
    """Return whether `text[start:end]` has *least* words that the full-text index knows."""
    found = _WORD.finditer(text, start, end)
    return sum(1 for _ in islice(found, least)) == least


def find_phrases(
    text: str, phrases: tuple[tuple[str, ...], ...], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text[start:end]` that hold one of *phrases*, in order.

    No word is in two of them.
    """
    pattern = _phrase_pattern(phrases)
    if pattern is not None:
        folded = _fold_in_place(text[start:end])
        yield from ((start + each.start(), start + each.end()) for each in pattern.finditer(folded))


@lru_cache(maxsize=8)
def _phrase_pattern(phrases: tuple[tuple[str, ...], ...]) -> re.Pattern[str] | None:
    """Return what finds whole words in folded text; None if nothing is looked for."""
    choices = [r"[\W_]+".join(map(re.escape, phrase)) for phrase in phrases if phrase]
    if not choices:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(choices)})(?![^\W_])")


def _fold_in_place(text: str) -> str:
    """Return *text* without case and accents, each letter still at its place."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(map(_fold_letter, text))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.lower())
    folded = "".join(each for each in apart if not unicodedata.combining(each))
    return folded if len(folded) == 1 else letter  # a syllable of Hangul is three: left whole
