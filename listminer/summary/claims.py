"""Whether a sentence says only what the evidence that it cites holds.

Pure. Held are: the people who wrote the evidence; sides that findings read from
it, of that person and on that proposal; what became of a proposal; numbers,
dates and quotations that stand in the words. Where several people are named,
each must hold what is said. The test is strict where words could come into the
wrong mouth, and so a true sentence may fall too: the summary says it anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from listminer.model import ProposalStatus, Sentence, Span, Stance
from listminer.quoting import folded, quoted, stopped
from listminer.summary.candidates import terms_of
from listminer.summary.claim_words import (
    CITED,
    DOTTED,
    ELSEWHEN,
    FIRST,
    FORBIDDEN,
    HOW_MANY,
    ID,
    IF,
    MARKS,
    NOT,
    OUTCOMES,
    PRONOUNS,
    PROPOSES,
    QUOTED,
    SAYS,
    SETTLES,
    SIDES,
    UNSHOWN,
)
from listminer.summary.dossier import Dossier, Item
from listminer.summary.mentions import (
    LETTERS,
    Names,
    is_day_word,
    numbers_in,
    plain,
    plain_words,
    without_dates,
)

MOST_CHARS = 400  # of one sentence
LEAST_SHARED = 1 / 3  # of its content words stand in its evidence; a paraphrase shares more
STEM = 5  # letters by which two words are told to be one: "decision", "decisive"

CITES = "cites what is not there"
ODD = "has signs or links that no sentence needs"
VAGUE = "does not say whom it means"
NAMES = "names somebody whom its evidence does not hold"
SIDE = "tells a side or an outcome that its evidence does not hold"
NUMBER = "tells a number or a date that its evidence does not hold"
QUOTE = "quotes words that its evidence does not hold"
INVENTS = "says what its evidence does not"


class Checker:
    """Checks sentences against one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._names = Names(dossier.senders)

    def check(self, text: str, numbers: Sequence[Any]) -> Sentence | str:
        """Return *text* as a sentence with its evidence, or why it cannot stand."""
        cited = {_as_number(each) for each in numbers}
        for found in CITED.finditer(text):
            cited.update(map(int, re.findall(r"\d+", found[1])))
        text = folded(CITED.sub("", text))
        if not cited or not all(
            each is not None and 1 <= each <= len(self._dossier.items) for each in cited
        ):
            return CITES
        if not text or len(text) > MOST_CHARS or _is_odd(text):
            return ODD
        items = [self._dossier.items[each - 1] for each in sorted(filter(None, cited))]
        return _Claim(self._dossier, self._names, text, items).checked()


class _Claim:
    """One sentence and the evidence that it cites."""

    def __init__(self, dossier: Dossier, names: Names, text: str, items: Sequence[Item]) -> None:
        self._dossier = dossier
        self._text = text
        self._items = items
        # what the sentence says in its own words: quotations are checked as such
        self._own = QUOTED.sub(lambda found: " " * len(found[0]), text)
        self._words = " ".join(item.words for item in items)
        ordinary = {word for word in LETTERS.findall(self._words) if word.islower()}
        self._ordinary = {plain(word) for word in ordinary}
        self._mentions = names.found_in(self._own, self._ordinary)
        self._people = {person for each in self._mentions for person in each.whom}
        self._ids = ID.findall(self._own)

    def checked(self) -> Sentence | str:
        if any(word.lower() in PRONOUNS for word in self._small_words()):
            return VAGUE
        authors = {item.author for item in self._items}
        if not self._people <= authors or not self._has_known_names():
            return NAMES
        if any(each not in self._related() for each in self._ids):
            return CITES
        if not (self._holds_sides() and self._holds_outcome() and self._holds_proposers()):
            return SIDE
        if not all(self._holds_numbers(items) for items in self._by_person()):
            return NUMBER
        quotes = self._quotes()
        if quotes is None:
            return QUOTE
        if not self._shares_words():
            return INVENTS
        text = self._text
        for (start, end), span in reversed(quotes):
            words = quoted(self._dossier.texts[span.message_id], span.start, span.end)
            text = f"{text[:start]}{words}{text[end:]}"
        return Sentence(
            text=text if text.endswith("”") else stopped(text),
            evidence=tuple(dict.fromkeys(item.span for item in self._items)),
            quotes=tuple(span for _, span in quotes),
        )

    # people

    def _small_words(self) -> Iterable[str]:
        """Return the words that may be pronouns: "us" and "I", not "US"."""
        words = LETTERS.findall(self._own)
        return [each for each in words if each == "I" or not each.isupper()]

    def _has_known_names(self) -> bool:
        """Return whether each word with a capital is one that the evidence has, or a name."""
        held = set(plain_words(f"{self._words} {self._dossier.subject}"))
        held.update(word for each in self._ids for word in plain_words(self._titles([each])))
        claims = [*SAYS.finditer(self._own), *(each for _, each in self._sides())]
        last = max((each.start() for each in claims), default=0)
        begin = len(self._own) - len(self._own.lstrip())
        for found in LETTERS.finditer(self._own):
            word = found[0]
            if self._is_mentioned(found.start()) or ID.match(self._own, found.start()):
                continue
            if not word.isascii() and not _is_latin(word) and plain(word) not in held:
                return False
            if word[:1].islower() or not word[:1].isupper():
                continue
            if found.start() == begin and (plain(word) in FIRST | self._ordinary):
                continue
            if plain(word) not in held and not is_day_word(word):
                return False
            is_acronym = word.isupper() or not word[1:].islower()
            by_whom = re.search(r"\b(?:by|to)\s+(?:\w+\s+)?$", self._own[: found.start()])
            if not is_acronym and not is_day_word(word) and (found.start() < last or by_whom):
                return False  # somebody whom the evidence only talks of would seem to say it
        return True

    def _is_mentioned(self, at: int) -> bool:
        return any(each.start <= at < each.end for each in self._mentions)

    def _by_person(self) -> list[list[Item]]:
        """Return the evidence of each person who is named; all of it if nobody is."""
        people = sorted(self._people)
        return [[i for i in self._items if i.author == each] for each in people] or [
            list(self._items)
        ]

    # sides and outcomes

    def _sides(self) -> list[tuple[Stance, re.Match[str]]]:
        return [(side, each) for side, form in SIDES for each in form.finditer(self._own)]

    def _holds_sides(self) -> bool:
        found = self._sides()
        if not found or (not self._people and self._outcomes()) or self._tells_own_decision():
            return True
        claimed = {side for side, _ in found}
        if IF.search(self._own) and len(claimed) == 1:
            claimed.add("conditional")
        if {"support", "oppose"} <= claimed:
            return False  # whose side is which cannot be told from words alone
        stance: Stance = "conditional" if "conditional" in claimed else claimed.pop()
        claims = [each for _, each in found]
        if self._is_denied(claims, at_another_time=stance != "conditional"):
            return False
        if HOW_MANY.search(self._own[: max(each.end() for each in claims)]):
            return False
        if not self._mentions or self._own[: self._mentions[0].start].strip():
            return False
        on = set(self._ids)
        if not on and len(self._dossier.statuses) == 1:
            on = set(self._dossier.statuses)
        held = {side for item in self._items for side in item.sides}
        return bool(on) and all(
            (person, proposal, stance) in held for person in self._people for proposal in on
        )

    def _is_denied(self, claims: Sequence[re.Match[str]], at_another_time: bool = True) -> bool:
        """Return whether words before the last of *claims*, or just behind it, take it back.

        With *at_another_time* also those that tell it of another time: "would", "at first".
        """
        end = max(each.end() for each in claims)
        before, after = self._own[:end], " ".join(self._own[end:].split()[:3])
        is_elsewhen = at_another_time and ELSEWHEN.search(before)
        return bool(NOT.search(before) or NOT.search(after) or is_elsewhen)

    def _outcomes(self) -> set[ProposalStatus]:
        return {status for status, _ in _outcome_words(self._own)}

    def _holds_outcome(self) -> bool:
        outcomes = self._outcomes()
        settling = [item for item in self._items if item.settles]
        if SETTLES.search(self._own) and not settling:
            return False
        if self._people:
            outcomes -= {"accepted", "rejected"}  # of a person they are sides, looked at there
        if not outcomes:
            return True
        if len(outcomes) > 1 or self._is_denied([each for _, each in _outcome_words(self._own)]):
            return False
        on = set(self._ids) or {each for item in self._items for each in item.on}
        return bool(on) and all({self._dossier.statuses.get(each)} == outcomes for each in on)

    def _tells_own_decision(self) -> bool:
        """Return whether the one who is named states the outcome that is told."""
        outcomes = self._outcomes()
        settling = [i for i in self._items if i.settles and {i.author} == self._people]
        on = set(self._ids) or {each for item in settling for each in item.on}
        is_plain = len(outcomes) == 1 and len({s for s, _ in self._sides()}) == 1
        return (
            is_plain
            and bool(settling and on and SAYS.search(self._own))
            and not self._is_denied([each for _, each in _outcome_words(self._own)])
            and all({self._dossier.statuses.get(each)} == outcomes for each in on)
        )

    def _holds_proposers(self) -> bool:
        """Return whether who is said to propose something does so in the evidence."""
        if not PROPOSES.search(self._own) and not self._proposed_after_name():
            return True
        for person in self._people:
            mine = {each for i in self._items if i.author == person for each in i.proposes}
            if not mine or not set(self._ids) <= mine:
                return False
        return bool(self._people)

    def _proposed_after_name(self) -> bool:
        return any(self._own[each.end :].lstrip().startswith("proposed") for each in self._mentions)

    def _related(self) -> set[str]:
        return {each for item in self._items for each in item.on}

    # words

    def _holds_numbers(self, items: Sequence[Item]) -> bool:
        words = " ".join(item.words for item in items)
        dates = [item.date for item in items if item.date is not None]
        rest = without_dates(ID.sub(" ", self._own), dates, words)
        return rest is not None and numbers_in(rest) <= numbers_in(words)

    def _quotes(self) -> list[tuple[tuple[int, int], Span]] | None:
        """Return where words are quoted and from where; None if one quotation is not held.

        A sentence that quotes names nobody but whom it quotes.
        """
        if MARKS.search(self._own):
            return None
        found = []
        for each in QUOTED.finditer(self._text):
            words = (each[1] if each[1] is not None else each[2]).strip(" .,;:…")
            span = next((s for i in self._items if (s := self._place(words, i))), None)
            if span is None:
                return None
            found.append((each.span(), span))
        return found

    def _place(self, words: str, item: Item) -> Span | None:
        """Return where *words* stand in the evidence *item*, white space apart."""
        if not words or not self._people <= {item.author}:
            return None
        form = r"\s+".join(map(re.escape, words.split()))
        text = self._dossier.texts[item.span.message_id]
        found = re.compile(rf"(?<!\w){form}(?!\w)").search(text, item.span.start, item.span.end)
        if found is None:
            return None
        end = found.end()
        while end < item.span.end and text[end] in ".?!":
            end += 1  # a whole sentence keeps its stop
        return Span(message_id=item.span.message_id, start=found.start(), end=end)

    def _shares_words(self) -> bool:
        """Return whether enough of the sentence's content stands in the evidence."""
        named = {word for each in self._people for word in plain_words(each)}
        claims = SAYS.sub(" ", ID.sub(" ", self._own))
        for _, form in (*SIDES, *OUTCOMES):
            claims = form.sub(" ", claims)
        said = {plain(word)[:STEM] for word in terms_of(claims) if plain(word) not in named}
        if any(plain(each[0]) not in plain(self._words) for each in DOTTED.finditer(self._own)
               if not each[0].replace(".", "").isdigit()):  # fmt: skip
            return False  # the name of a file or a host
        own = [item for items in self._by_person() for item in items]
        on = [*self._ids, *(each for item in own for each in item.on)]
        told = f"{' '.join(i.words for i in own)} {self._titles(on)} {self._dossier.subject}"
        held = {word[:STEM] for word in plain_words(told)} | {
            plain(w)[:STEM] for w in terms_of(told)
        }
        if not said:
            return bool(self._ids) or bool(QUOTED.search(self._text))
        return len(said & held) >= LEAST_SHARED * len(said)

    def _titles(self, ids: Iterable[str]) -> str:
        return " ".join(self._dossier.titles.get(each, "") for each in ids)


def _outcome_words(text: str) -> Iterator[tuple[ProposalStatus, re.Match[str]]]:
    for status, form in OUTCOMES:
        for found in form.finditer(text):
            yield status, found


def _as_number(value: Any) -> int | None:
    """Return an evidence number, which some models write as text; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*\[?\d{1,4}\]?\s*", value, re.ASCII):
        return int(value.strip(" []\t\n"))
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_odd(text: str) -> bool:
    return bool(FORBIDDEN.search(QUOTED.sub("", text))) or any(
        unicodedata.category(each) in UNSHOWN for each in text
    )


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(each, "").startswith("LATIN") for each in word)
