"""One text of a thread with its names, addresses and ids replaced, and what was in doubt. Pure.

What is certain goes first: ids, addresses, whom an attribution names, full
names. A first or last name alone is replaced where a name stands (a greeting, a
line of its own, "Ada wrote:"), and elsewhere if one of the thread's people has it,
nobody else there, and the word is no other word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from listminer.library.pseudonyms.edits import Edits, Masked
from listminer.library.pseudonyms.names import (
    WORD,
    Entry,
    NameAt,
    Register,
    folded,
    names_in,
    words_of,
)
from listminer.library.pseudonyms.report import Unsure
from listminer.model import Address, Attribution

_MOST_LOCAL = 128  # letters before an "@": twice what RFC 5321 allows
# What stands for "@" in mail and in archives. Matches "@", "%40", " (at) ", " at " before
# "example.org".
_AT = re.compile(
    r"@|%40|[ \t]?[\[({<](?:at|@)[\])}>][ \t]?"
    r"|[ \t](?:at|AT|en|bei|na|em|op|à|a|på|hos|chez)[ \t](?=[\w-]{1,63}\.[\w-])"
)
_LOCAL = re.compile(r"[\w.+=%'&*!?^{}~$-]")
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_BRACKETED = re.compile(r"<([^<>\s]{1,400}@[^<>\s]{1,300})>")
# Where in what looks like a local part another may begin: in "from=ada", "from%3Dada", "写信ada"
# before "ada". Not in "x-ada", "x.ada", "x%2Bada", which are somebody else's.
_INNER = re.compile(
    r"(?<=[^a-z0-9_.+-])|(?<=[%=][0-9a-f]{2})(?<!2b|2d|2e|5f)", re.ASCII | re.IGNORECASE
)
# Matches "x.org" of "x.org谢谢", of "x.org_", of "x.org.html"; all of "x.org.au".
_HOST_ALONE = re.compile(r"[a-z0-9-]+(?:\.(?!(?:html?|txt|gz|mbox)\Z)[a-z0-9-]+)*", re.IGNORECASE)
# Before a value in a URL. Matches "=" of "?from=", "%3D"; not "%2B", which stands in addresses.
_PARAMETER = re.compile(r"[?&=;]|%(?:3[bdf]|26)", re.IGNORECASE)
_NO_URL = re.compile(r"[\s<>\"]")
_LONGEST_URL = 2000  # letters
_URL = re.compile(r"\b(?:https?|ftp|git|svn|ssh)://[^\s<>\"]{1,2000}|\bwww\.[^\s<>\"]{1,2000}")
# Matches "/~ada", "/users/ada", "github.com/ada", "/people/ada"; not "/list/", "github.com/".
_URL_USER = re.compile(
    r"/~([\w.-]{1,60})|/(?:users?|people|profile|members?|in|u)/([\w.-]{1,60})"
    r"|(?:github|gitlab|bitbucket|launchpad|twitter|facebook|x)\.(?:com|org|net)/([\w.~-]{1,60})",
    re.IGNORECASE,
)
# Matches "+49 431 1234567", "(555) 123-4567", "555-123-4567"; not "2010-03-01", "1.2.3.4".
_PHONE = re.compile(
    r"(?<![\w.:/-])(?:\+\d{1,3}[ .-]?(?:\(?\d{1,5}\)?[ .-]?){2,5}\d{2,4}"
    r"|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])"
)
_QUOTED = re.compile(r"[ \t>|]*")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|moin|liebe[rs]?|bonjour|salut|hola|ciao|hej|thanks?(?: you)?"
    r"|thx|cheers|regards|(?:best|kind|warm|many) (?:regards|wishes|thanks)|best|br|sincerely"
    r"|yours(?: truly)?|cc|to|from|author|\+1|ack|good (?:morning|evening|point)"
    r"|mfg|gr[üu](?:ß|ss)e?|merci|gracias|saludos|bye)?[\s,.!:;*~/–—-]*",
    re.IGNORECASE,
)
# Matches "AL> " at the start of a line; not "> ", "a>".
_INITIALS = re.compile(r"^[ \t>]{0,20}([A-Z]{2,3})>(?=[ \t>]|$)", re.MULTILINE)
_REACH = 120  # letters to each side that decide
_LEAST_ALONE = 3  # letters of a name that is replaced among other words
_PLAIN = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")  # an address, maybe an id
_AFTER_ALONE = re.compile(r"[\s,.!:;*~/?)–—-]*")
_AFTER_GREETED = re.compile(r"[ \t]*[,!:;–—-]")
_AFTER_SAID = re.compile(
    r"[ \t]+(?:wrote|writes|said|says|asked|suggested|schrieb|ha scritto|escribió|a écrit)\b"
)
# Matches the name below "Cheers,"; also when the lines are quoted.
_SIGNED = re.compile(
    r"(?i:cheers|regards|best|thanks|thx|br|sincerely|-{1,2})[,.! ]{0,3}"
    r"(?:\n[ \t>]{0,20}){1,3}[-~*]{0,2}[ \t]?(?P<name>[^\W\d_a-z]\w{1,20})[ \t]*(?=\n|\Z)"
)


class ThreadMask:
    """How the texts of one thread are rewritten."""

    def __init__(
        self,
        register: Register,
        ids: Collection[str],
        people: Iterable[Address],
        texts: Iterable[str],
    ) -> None:
        """Take all *ids* that are known, and the *people* and *texts* of the thread."""
        self._register = register
        self._ids = ids
        self._alone: dict[tuple[str, ...], Entry] = {}
        self._shared: set[tuple[str, ...]] = set()
        self._initials: dict[str, str] = {}  # "" where several people have them
        listed = list(people)
        for who in listed:
            letters, made = _initials(who.name), _initials(register.person(who).name)
            is_one = self._initials.setdefault(letters, made) == made
            self._initials[letters] = made if is_one else ""
        listed.sort(key=lambda who: not who.address)  # "Ada" of an attribution may be any of them
        for who in dict.fromkeys(listed):
            person = register.person(who)
            for entry in register.own_words(person):
                known = self._alone.setdefault(entry.words, entry)
                if known.person != person and who.address:
                    self._shared.add(entry.words)
        self._lower = self._mostly_lower(texts)

    def mask(self, text: str, attributions: Iterable[tuple[Attribution, int, int]] = ()) -> Masked:
        """Return *text* rewritten; *attributions* are those in it, with their places."""
        edits, unsure = Edits(), list[tuple[int, int, Unsure]]()
        self._addresses(text, edits, unsure)
        for said, start, end in attributions:
            self._attribution(text, said, start, end, edits)
        if not text.isascii():
            self._literals(text, edits)
        self._urls(text, edits, unsure)
        self._quote_marks(text, edits, unsure)
        register = self._register
        for name in names_in(text, (register.names, register.shorts)):
            if not edits.covers(name.start, name.end):
                doubt = self._doubt(text, name)
                if doubt is None:
                    edits.add(name.start, name.end, self._own(name).renamed())
                elif doubt:
                    unsure.append((name.start, name.end, doubt))
        self._strangers(text, edits, unsure)
        return Masked(text, edits.made, unsure)

    def call(self, name: str) -> str:
        """Return what to call somebody whom a finding names *name*."""
        words = words_of(name)
        if words in self._alone and words not in self._shared:
            return self._alone[words].person.name
        is_address = "@" in name
        who = Address(name="" if is_address else name, address=name if is_address else "")
        return self._register.person(who).name

    # what is certain

    def _addresses(self, text: str, edits: Edits, unsure: list[tuple[int, int, Unsure]]) -> None:
        keyed = self._register.keyed
        for found in _BRACKETED.finditer(text):
            is_url = "://" in found[1] or found[1].startswith("mailto:")
            if found[1] in self._ids or not (is_url or _PLAIN.fullmatch(found[1])):
                edits.add(found.start(1), found.end(1), keyed.message_id(found[1]))
        for found in _AT.finditer(text):
            start = found.start()
            while start and found.start() - start < _MOST_LOCAL and _LOCAL.match(text[start - 1]):
                start -= 1
            host = _HOST.match(text, found.end())
            if host is None:
                continue
            local = text[start : found.start()]
            if not local.strip(".'*~"):
                self._mention(host, edits)
                continue
            local, place = local.lstrip(".'*~"), host[0]
            known = self._known_part(local, place)
            if known is not None:
                local, place = known
            elif _is_in_url(text, found.start()):
                local = _PARAMETER.split(local)[-1]
            start, end = found.start() - len(local), host.start() + len(place)
            made = self._address(local, found[0], place)
            if made is not None:
                edits.add(start, end, made)
                if known is None:
                    unsure.append((start, end, "unknown-address"))

    def _known_part(self, local: str, host: str) -> tuple[str, str] | None:
        """Return the known address, list or id that a text has here, the longest; None for none.

        In URLs and beside scripts without blanks what looks like one address is more:
        "?from=ada@example.org.html".
        """
        starts = [
            0,
            len(local) - len(local.lstrip("+-")),
            *(each.start() for each in _INNER.finditer(local)),
        ]
        alone = _HOST_ALONE.match(host)
        for place in (host, alone[0]) if alone else (host,):
            for start in starts:
                if self._is_known(local[start:], place):
                    return local[start:], place
        return None

    def _is_known(self, local: str, host: str) -> bool:
        whole = f"{local}@{host}"
        register = self._register
        is_list = local.casefold() in register.lists
        return is_list or whole in self._ids or whole.casefold() in register.addresses

    def _address(self, local: str, at: str, host: str) -> str | None:
        """Return what stands in the place of an address or an id; None if it is neither."""
        register = self._register
        whole = f"{local}@{host}"
        if whole in self._ids:
            return register.keyed.message_id(whole)
        known = register.addresses.get(whole.casefold())
        if known is None and local.casefold() in register.lists:
            return f"{local}@{register.keyed.host(host)}".replace("@", at, 1)
        if known is None:
            if at[0] in " \t" and at.strip(" \t").isalpha() and not self._is_spelled(local, host):
                return None  # "look at example.org"
            if not local or ("." not in host and at in ("@", "%40")):
                return None  # "3 @ home", a decorator
        person = known or register.person(Address(name="", address=whole.casefold()))
        return register.keyed.address(whole.casefold(), person.login).replace("@", at, 1)

    def _is_spelled(self, local: str, host: str) -> bool:
        """Return whether "local at host" is an address rather than a word and a place."""
        return not local.isalpha() or host.casefold() in self._register.hosts

    def _mention(self, login: re.Match[str], edits: Edits) -> None:
        """Rewrite "@ada"."""
        person = self._register.logins.get(folded(login[0]))
        if person is not None:
            edits.add(login.start(), login.end(), person.login)

    def _attribution(
        self, text: str, said: Attribution, start: int, end: int, edits: Edits
    ) -> None:
        name = (said.name or "").strip()
        at = text.find(name, start, end) if name else -1
        if at < 0 or "@" in name or name[0].islower():
            return
        words = words_of(name)
        if words in self._alone and words not in self._shared:
            person = self._alone[words].person
        else:
            person = self._register.person(Address(name=name, address=said.address or ""))
        edits.add(at, at + len(name), person.name)

    def _literals(self, text: str, edits: Edits) -> None:
        for name, person in self._register.literals.items():
            at = text.find(name)
            while at >= 0:
                edits.add(at, at + len(name), person.name)
                at = text.find(name, at + len(name))

    # what may be

    def _doubt(self, text: str, name: NameAt) -> Unsure | Literal[""] | None:
        """Return why a name is left, "" where that is worth no word, None if it is certain."""
        entry = name.entry
        if entry.form == "login":
            return None
        if entry.form == "full" and len(entry.words) > 1:
            if entry.is_rolish or (entry.is_wordy and not name.has_capitals):
                return ""
            return None
        own = self._alone.get(entry.words)
        if own is None:  # of nobody in this thread
            return "first-name" if name.has_capitals and not entry.is_wordy else ""
        if entry.words in self._shared:
            return "first-name" if name.has_capitals else ""
        if _is_place_of_name(text, name.start, name.end):
            return None
        if own.is_wordy or entry.words in self._lower:
            return "common-word" if name.has_capitals else ""
        if not name.has_capitals and own.form != "full":
            return "lower-case"
        if len(entry.words[0]) < _LEAST_ALONE or _is_part_of_another(text, name.start, name.end):
            return "first-name"
        return None

    def _own(self, name: NameAt) -> NameAt:
        """Return *name* as one of the thread's people has it, if one has."""
        own = self._alone.get(name.entry.words)
        is_short = name.entry.form in ("given", "family") or len(name.entry.words) == 1
        return replace(name, entry=own) if own is not None and is_short else name

    def _urls(self, text: str, edits: Edits, unsure: list[tuple[int, int, Unsure]]) -> None:
        for url in _URL.finditer(text):
            for user in _URL_USER.finditer(url[0]):
                group = user.lastindex or 0
                start, end = url.start() + user.start(group), url.start() + user.end(group)
                person = self._register.logins.get(folded(user[group]))
                if person is not None:
                    edits.add(start, end, person.login)
                elif not edits.covers(start, end):
                    unsure.append((start, end, "user-url"))

    def _quote_marks(self, text: str, edits: Edits, unsure: list[tuple[int, int, Unsure]]) -> None:
        """Rewrite the initials that some mailers put before a quoted line: "AL> "."""
        for mark in _INITIALS.finditer(text):
            start, end = mark.span(1)
            made = self._initials.get(mark[1].upper())
            if made:
                edits.add(start, end, made)
            else:
                unsure.append((start, end, "initials"))

    def _strangers(self, text: str, edits: Edits, unsure: list[tuple[int, int, Unsure]]) -> None:
        """Note telephones, and whoever signed with a name that is nobody's here."""
        found: list[tuple[int, int, Unsure]] = [
            (each.start(), each.end(), "phone") for each in _PHONE.finditer(text)
        ]
        found += [
            (each.start("name"), each.end("name"), "unknown-signer")
            for each in _SIGNED.finditer(text)
        ]
        noted = {start for start, _, _ in unsure}
        unsure += [
            each for each in found if not edits.covers(each[0], each[1]) and each[0] not in noted
        ]

    def _mostly_lower(self, texts: Iterable[str]) -> set[tuple[str, ...]]:
        """Return the first and last names that these texts use as a word, mostly in lower case."""
        singles = {words[0] for words in self._alone if len(words) == 1}
        lower, upper = Counter[str](), Counter[str]()
        for text in texts if singles else ():
            for token, count in Counter(WORD.findall(text)).items():
                word = token.lower() if token.isascii() else folded(token)
                if word in singles:
                    (lower if token[0].islower() else upper)[word] += count
        return {
            words
            for words, entry in self._alone.items()
            if entry.form != "full" and lower[words[0]] > max(upper[words[0]], 1)
        }


# Matches what follows "Ada" in "Ada Byron"; not in "Ada I think", "Ada. Then".
_NEXT = re.compile(r" [^\W\d_a-z][a-z]\w")
# Matches "sees Peter " before "Byron"; not "Then ", "on. Peter ", where a sentence begins.
_LAST = re.compile(r"[a-z,] [A-Z][a-z]{2,20} \Z")


def _is_in_url(text: str, at: int) -> bool:
    """Return whether a URL runs on to the place *at*."""
    begin = max(at - _LONGEST_URL, 0)
    start = max(text.rfind("://", begin, at), text.rfind("www.", begin, at))
    return start >= 0 and not _NO_URL.search(text, start, at)


def _initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return words[0] + words[-1] if len(words) > 1 else ""


def _is_place_of_name(text: str, start: int, end: int) -> bool:
    """Return whether the line says that a name stands here: "Hi Ada,", "Ada wrote:", "@ada"."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    before = _QUOTED.sub("", text[begin:start], count=1)
    after = text[end : end + _REACH].partition("\n")[0]
    if before.endswith("@") or _AFTER_SAID.match(after):
        return True
    if not _GREETING.fullmatch(before):
        return False
    is_greeted = any(letter.isalpha() for letter in before)
    return bool(_AFTER_ALONE.fullmatch(after) or (is_greeted and _AFTER_GREETED.match(after)))


def _is_part_of_another(text: str, start: int, end: int) -> bool:
    """Return whether a word that begins with a capital stands right beside: "Ada Byron"."""
    after = _NEXT.match(text, end)
    if after is not None:
        return True
    before = _LAST.search(text, max(start - _REACH, 0), start)
    return before is not None
