"""Who is known by which names, and where names stand in a text. Pure.

A name is a row of words; words are compared without case and accents, and what
stands between two of them may be blanks, hyphens, a line end with quote marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from listminer.aliases import NO_ALIASES, Aliases
from listminer.library.pseudonyms.common import COMMON_NAMES, NO_PERSON
from listminer.library.pseudonyms.keyed import Keyed
from listminer.model import Address
from listminer.people import People

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"  # on a letter: Macs write "ü" as "u" and one
# Matches "Ada", "ada_99", of "_Lovelace_" the word; not "99", "-".
WORD = re.compile(rf"[^\W\d_](?:[\w{_MARKS}]*(?:[^\W_]|[{_MARKS}]))?")
# Between two words of one name: " ", "-", ". ", "’", "\n> > "; not "; ", not an empty line.
_GAP = re.compile(r"[ \t\xa0.'’-]{0,8}(?:\n[ \t>|]{0,60})?", re.ASCII)
_COMMA = re.compile(r",[ \t\xa0]{0,8}(?:\n[ \t>|]{0,60})?")
_ASIDE = re.compile(r"\([^()]{0,100}\)|\[[^\[\]]{0,100}\]|\"[^\"]{0,100}\"")
# Scripts that put no blank between words: there a name is looked for as it is.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_REACH = 200  # letters from one word of a name to the end of the next
_LEAST_ALONE = 3  # letters of a first or last name that is looked for among other words

Form = Literal["full", "given", "family", "login"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, and what they are called from now on."""

    key: str
    said: tuple[str, str]  # given and family name, also for who has one name only

    @property
    def name(self) -> str:
        return " ".join(self.said)

    @property
    def login(self) -> str:
        return ".".join(self.said).lower()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of words that means somebody."""

    words: tuple[str, ...]
    person: Person
    form: Form = "full"
    is_turned: bool = False  # "Lovelace, Ada": only with the comma
    is_wordy: bool = False  # all of its words are also others: only with capitals
    is_rolish: bool = False  # none of its words is a person's: "Bug Tracker"


def folded(word: str) -> str:
    """Return a word as it is compared.

    >>> folded("Tomás")
    'tomas'
    """
    word = word.casefold().replace("_", "")
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFKD", word)
    return "".join(each for each in bare if not unicodedata.combining(each))


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded.

    >>> words_of("O’Brien-Smith, J. P.")
    ('o', 'brien', 'smith', 'j', 'p')
    """
    return tuple(folded(found[0]) for found in WORD.finditer(name))


class _Row:
    """Names that begin with one word, the longest first."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.seconds: set[str] = set()  # their second words

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.entries.sort(key=lambda each: -len(each.words))
        if len(entry.words) > 1:
            self.seconds.add(entry.words[1])


class NameIndex:
    """Rows of words by their first."""

    def __init__(self) -> None:
        self._by_first: dict[str, _Row] = {}
        self._known: set[tuple[tuple[str, ...], bool]] = set()
        self._seen: dict[str, _Row | None] = {}  # by words as they were written

    def add(self, entry: Entry) -> None:
        """Add one; whoever had this name first keeps it."""
        mark = (entry.words, entry.is_turned)
        if entry.words and mark not in self._known:
            self._known.add(mark)
            self._by_first.setdefault(entry.words[0], _Row()).add(entry)
            self._seen.clear()

    def starting(self, word: str) -> _Row | None:
        """Return those that begin with *word*, as a text has it; None for none."""
        try:
            return self._seen[word]
        except KeyError:
            found = self._seen[word] = self._by_first.get(folded(word))
            return found


class Register:
    """Everybody who is known, by name and by address; whoever is met later is added."""

    def __init__(
        self,
        keyed: Keyed,
        people: People,
        senders: Iterable[Address],
        lists: Iterable[str],
        aliases: Aliases = NO_ALIASES,
    ) -> None:
        self._aliases = aliases
        self.keyed = keyed
        self._people = people
        self.lists = frozenset(name.casefold() for name in lists)
        self._no_person = NO_PERSON | {part for name in self.lists for part in words_of(name)}
        self.names = NameIndex()
        self.literals: dict[str, Person] = {}  # names in scripts without blanks
        self.logins: dict[str, Person] = {}  # "adalovelace", "alovelace"
        self.addresses: dict[str, Person] = {}
        self.hosts: set[str] = set()  # of those
        self.shorts = NameIndex()  # first and last names and nicknames of anybody
        self._persons: dict[Address, Person] = {}
        listed = tuple(senders)
        self._senders = frozenset(listed)
        self._met: set[Address] = set()
        self._own: dict[str, dict[tuple[str, ...], Form]] = {}
        for sender in listed:
            self.meet(sender)
        for said in aliases.names:
            is_address = "@" in said
            self.meet(Address(name="" if is_address else said, address=said * is_address))

    def person(self, who: Address) -> Person:
        """Return who a header means: the one who has this address, else this name."""
        found = self._persons.get(who)
        if found is None:
            told = self._aliases.told(who)
            key = self._people.identity(told)
            found = self._persons[who] = Person(key, self.keyed.name(key))
        return found

    def meet(self, who: Address) -> Person:
        """Take note of everything that *who* is called; return the person."""
        person = self.person(who)
        if who in self._met:
            return person
        self._met.add(who)
        local, _, host = who.address.partition("@")
        if host and not self._begins_as_list(who.address):
            self.addresses.setdefault(who.address.casefold(), person)
            self.hosts.add(host.casefold())
            if len(local) > _LEAST_ALONE and folded(local) not in self._no_person | COMMON_NAMES:
                self.logins.setdefault(folded(local), person)
        for name in filter(None, (who.name, self._aliases.told(who).person)):
            if "@" not in name:
                self._learn(name, person)
        return person

    def pseudonym(self, who: Address) -> Address:
        """Return *who* under a pseudonym; a list keeps its name, on another host.

        Many write through a list's own address: a sender is a person all the same.
        """
        if not who.name and not who.address:
            return who
        person = self.person(who)
        if self._begins_as_list(who.address) and not self._is_writer(who, person):
            local, _, host = who.address.partition("@")
            return Address(name="", address=f"{local}@{self.keyed.host(host)}")
        address = self.keyed.address(who.address, person.login) if who.address else ""
        # a user of the sending machine, "root", is shown as a name is
        is_named = who.name or who.person or "@" not in who.address
        return Address(name=person.name if is_named else "", address=address)

    def own_words(self, person: Person) -> Iterator[Entry]:
        """Yield what a person may be called in short: first name, last name, nickname."""
        for words, form in self._own.get(person.key, {}).items():
            yield Entry(words, person, form, is_wordy=self.is_word(words))

    def is_word(self, words: Iterable[str]) -> bool:
        """Return whether all of *words* mean other things, too."""
        return all(each in COMMON_NAMES or each in self._no_person for each in words)

    def _begins_as_list(self, address: str) -> bool:
        """Return whether *address* has a list's name, and is nobody's by the user's word."""
        local, at, _ = address.casefold().partition("@")
        return bool(at) and local in self.lists and self._aliases.person(address) is None

    def _is_writer(self, who: Address, person: Person) -> bool:
        """Return whether somebody sent mail as *who*, under a name or an address of theirs."""
        is_sender = self._aliases.told(who) in self._senders
        return is_sender and person.key != who.address.casefold()

    def _learn(self, name: str, person: Person) -> None:
        if UNSPACED.search(name):
            for form in ("NFC", "NFD"):  # Macs write "ガ" as "カ" and a mark
                self.literals.setdefault(unicodedata.normalize(form, name.strip()), person)
        plain = _ASIDE.sub(" ", name)
        for said in dict.fromkeys((name, plain)):
            self._learn_full(said, person)
        words = words_of(plain)
        if words and not any(each in self._no_person for each in words):
            self._learn_short(plain, words, person)

    def _learn_full(self, said: str, person: Person) -> None:
        words = words_of(said)
        if len(words) < 2:
            return
        is_person = not any(each in self._no_person for each in words)
        before, comma, after = said.partition(",")
        if comma:
            rows = [(words, True), ((*words_of(after), *words_of(before)), False)]
        else:
            rows = [(words, False), ((words[-1], *words[:-1]), True)]
            if is_person and len(words) > 2:
                rows.append(((words[0], words[-1]), False))
        for row, is_turned in rows:
            self.names.add(
                Entry(
                    row,
                    person,
                    is_turned=is_turned,
                    is_wordy=self.is_word(row),
                    is_rolish=all(each in self._no_person for each in row),
                )
            )
        if is_person and len(joined := "".join(words)) > 2 * _LEAST_ALONE:
            self.names.add(Entry((joined,), person, "login"))

    def _learn_short(self, name: str, words: tuple[str, ...], person: Person) -> None:
        own = self._own.setdefault(person.key, {})
        parts = [words_of(part) for part in name.replace(",", " ").split()]
        parts = [part for part in parts if part]
        if "," in name:
            parts = [*parts[1:], parts[0]]
        if len(words) == 1:
            shorts: list[tuple[tuple[str, ...], Form]] = [(words, "full")]
        else:
            shorts = [(parts[0], "given"), (parts[-1], "family")]
        for row, form in shorts:
            if sum(map(len, row)) >= 2:
                own.setdefault(row, form)
                self.shorts.add(Entry(row, person, form))


@dataclass(frozen=True, slots=True)
class NameAt:
    """A row of words in a text that means somebody."""

    start: int
    end: int
    entry: Entry
    gap: str  # what stands before its last word, or holds the comma; "" of one word
    has_capitals: bool  # each of its words begins with one, or has no case

    def renamed(self) -> str:
        """Return what stands there from now on, line ends and quote marks as they were."""
        person, form = self.entry.person, self.entry.form
        first, last = person.said
        if form == "login":
            return person.login
        if len(self.entry.words) == 1 and form == "full":
            return first  # one name as ever: "Hi glyph,"
        if form != "full":
            return last if form == "family" else first
        if self.entry.is_turned:
            return f"{last}{self.gap}{first}"
        return f"{first}{self.gap or ' '}{last}"


def names_in(text: str, indexes: tuple[NameIndex, ...]) -> Iterator[NameAt]:
    """Yield the names of *indexes* in *text*, from left to right, the longest at each place.

    An earlier index goes before a later one.
    """
    end = 0
    for token in WORD.finditer(text):
        for index in indexes:
            row = index.starting(token[0])
            if row is None or token.start() < end:
                continue
            found = _longest(text, token, row)
            if found is not None:
                yield found
                end = found.end
                break


def _longest(text: str, first: re.Match[str], row: _Row) -> NameAt | None:
    tokens, words = [first], [folded(first[0])]
    most = len(row.entries[0].words) + 1  # an initial more
    while row.seconds and len(tokens) < most:
        found = WORD.search(text, tokens[-1].end(), tokens[-1].end() + _REACH)
        if found is None:
            break
        tokens.append(found)
        words.append(folded(found[0]))
        if len(words) == 2 and words[1] not in row.seconds and len(words[1]) > 1:
            break
    for entry in row.entries:
        for skipped in (0, 1):  # 1: an initial that the header does not have, "Ada K. Lovelace"
            count = len(entry.words) + skipped
            if count > len(words) or (words[0], *words[1 + skipped : count]) != entry.words:
                continue
            if skipped and (len(entry.words) != 2 or entry.is_turned or len(words[1]) > 1):
                continue
            gaps = [text[one.end() : other.start()] for one, other in pairwise(tokens[:count])]
            if _is_one_name(gaps, entry.is_turned):
                gap = next((each for each in gaps if "," in each), gaps[-1] if gaps else "")
                capitals = all(not token[0][0].islower() for token in tokens[:count])
                return NameAt(first.start(), tokens[count - 1].end(), entry, gap, capitals)
    return None


def _is_one_name(gaps: list[str], is_turned: bool) -> bool:
    commas = 0
    for gap in gaps:
        if _COMMA.fullmatch(gap):
            commas += 1
        elif not gap or not _GAP.fullmatch(gap):
            return False
    return commas == int(is_turned)
