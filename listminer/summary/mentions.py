"""Who, when and how many a sentence names: what can be told wrong, found in its words.

Pure. Compared is without case and accents: "TOMAS" means Tomás.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from listminer.model import Address
from listminer.summary.candidates import STOP_WORDS

LETTERS = re.compile(r"[^\W\d_]+")
# Matches "14", "3.8", "17:32"; "P1" is taken out before.
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_TO_TWENTY = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_MANY = "hundred hundreds thousand thousands million dozen dozens half twice thrice"
_NUMBER_WORDS: Mapping[str, str] = {
    **{word: str(value) for value, word in enumerate(_TO_TWENTY.split(), start=2)},
    **{word: str(10 * value) for value, word in enumerate(_TENS.split(), start=3)},
    **{word: word for word in _MANY.split()},
}
_MONTHS = "january february march april may june july august september october november december"
_MONTH = "|".join(f"{name[:3].title()}(?:{name[3:]})?" for name in _MONTHS.split())
# Matches "10 March", "10th of Mar 2016", "March 10, 2016", "in May". Not "it may".
_DATE = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTH})\b\.?"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?\b(?![.:]\d))?(?:,? (?P<year>\d{4})\b)?"
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHEN = re.compile(
    rf"\b(?:{'|'.join(_DAYS)}|today|tomorrow|yesterday|tonight|(?:last|next|this)"
    r" (?:week|month|year|weekend|morning|evening))\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return *text* as it is compared: compatible forms, case and accents do not count.

    >>> plain("TOMÁS ﬁxed")
    'tomas fixed'
    """
    forms = unicodedata.normalize("NFKD", text)
    return "".join(each for each in forms if not unicodedata.combining(each)).casefold()


def plain_words(text: str) -> list[str]:
    """Return the runs of letters in *text*, as they are compared."""
    return LETTERS.findall(plain(text))


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names somebody: each of *whom* it may be."""

    start: int
    end: int
    whom: frozenset[str]


class Names:
    """Everybody of a thread, to be found by whole names and by their parts."""

    def __init__(self, senders: Iterable[tuple[Address, str]]) -> None:
        self._whole: dict[tuple[str, ...], set[str]] = {}
        self._parts: dict[str, set[str]] = {}
        for address, person in senders:
            for name in (address.name, person):
                words = plain_words(name.partition("@")[0])
                if words:
                    self._whole.setdefault(tuple(words), set()).add(person)
                for word in words:
                    if len(word) > 1:
                        self._parts.setdefault(word, set()).add(person)
        self._longest = max(map(len, self._whole), default=1)

    def found_in(self, text: str, ordinary: Collection[str]) -> list[Mention]:
        """Return who is named in *text*, in order: by whole names, else by a part of one.

        A small word that is *ordinary* or says little ("will") names nobody, but
        with a capital it does; a part that two people share may be either.
        """
        found: list[Mention] = []
        runs = [(plain(each[0]), each) for each in LETTERS.finditer(text)]
        at = 0
        while at < len(runs):
            size, whom = self._whole_at([word for word, _ in runs[at : at + self._longest]])
            is_small = runs[at][1][0].islower()
            if size < 2 and (runs[at][0] not in self._parts or (
                is_small and (runs[at][0] in STOP_WORDS or runs[at][0] in ordinary)
            )):  # fmt: skip
                at += 1
                continue
            if size < 2:
                size, whom = 1, self._parts[runs[at][0]]
            last = runs[at + size - 1][1]
            found.append(Mention(runs[at][1].start(), last.end(), frozenset(whom)))
            at += size
        return found

    def _whole_at(self, words: list[str]) -> tuple[int, set[str]]:
        for size in range(len(words), 1, -1):
            if whom := self._whole.get(tuple(words[:size])):
                return size, whom
        return 0, set()


def is_day_word(word: str) -> bool:
    """Return whether *word* is the name of a month or a day of the week, whole or short.

    >>> is_day_word("March"), is_day_word("Fri"), is_day_word("Marek")
    (True, True, False)
    """
    names = {*_MONTHS.split(), *_DAYS}
    return plain(word) in names | {name[:3] for name in names}


def numbers_in(text: str) -> set[str]:
    """Return the numbers of *text*, in figures and in words, all as figures.

    >>> sorted(numbers_in("seven of 1,000 in 3.8"))
    ['1000', '3.8', '7']
    """
    found = {
        re.sub(r",(?=\d{3})", "", each[0]).rstrip(".,:")
        for each in _NUMBER.finditer(unicodedata.normalize("NFKC", text))
    }
    found.update(_NUMBER_WORDS[word] for word in plain_words(text) if word in _NUMBER_WORDS)
    found.update(each for each in text if unicodedata.category(each) in ("No", "Nl"))
    return found


def without_dates(text: str, held: Iterable[datetime], words: str) -> str | None:
    """Return *text* less the dates and days that it names; None if one of them is not held.

    Held are the days of *held* and whatever stands in *words*.
    """
    days = list(held)
    said = plain(words)
    for found in (*_ISO.finditer(text), *_dates(text)):
        if plain(found[0]).strip() not in said and not any(_is_day(found, day) for day in days):
            return None
    for found in _WHEN.finditer(text):
        weekdays = {_DAYS[day.weekday()] for day in days}
        if found[0].lower() not in said and found[0].lower() not in weekdays:
            return None
    rest = _ISO.sub(" ", text)
    for found in reversed(list(_dates(rest))):
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return rest


def _dates(text: str) -> Iterator[re.Match[str]]:
    for found in _DATE.finditer(text):
        has_day = found["before"] or found["after"] or found["year"]
        before = text[: found.start()].rsplit(maxsplit=1)[-1:]
        is_named = found["month"] not in ("May", "Mar", "Dec", "Jan", "Sep", "Oct")
        if has_day or is_named or before in (["in"], ["of"], ["by"], ["until"], ["since"]):
            yield found


def _is_day(found: re.Match[str], day: datetime) -> bool:
    if found.re is _ISO:
        return f"{day:%Y-%m-%d}" == found[0]
    number = found["before"] or found["after"]
    month = 1 + [name[:3] for name in _MONTHS.split()].index(found["month"][:3].lower())
    return (
        month == day.month
        and (number is None or int(number) == day.day)
        and (found["year"] is None or int(found["year"]) == day.year)
    )
