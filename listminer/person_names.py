"""Names of people: as they are compared, as they are shown, and which are forms of one. Pure."""

from __future__ import annotations

import re
import unicodedata

from listminer.model import Address

NOBODY = "(unknown)"
# What our own sentences are made of. A name with it would make claims of its own where it is
# shown: "Ada: “+1” [2] Bob". Must not match "Ada Lovelace (Analytical Engines)".
_CLAIMS = re.compile(
    r"[“”„‟«»]|\[\d|[:;]\s|known from quotes|said to be from|\(unknown\b", re.IGNORECASE
)
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»", "'"), "[": "(", "]": ")", ":": ",", ";": ","})
_LONGEST = 80  # characters of a name that is shown as one
# Nobody sees these: "Ada\u200b Lovelace" looks like somebody else.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_LATIN = re.compile("[A-Za-z]")
# A name as directories sort it, and what may follow it. Matches "Lovelace, Ada", "de la Cruz,
# Ana M. (External)", "Seal, Ada [UK]"; not "Ada Lovelace, Ph.D.", "Lovelace, Babbage and Sons".
_SORTED = re.compile(
    r"(?P<last>(?:[^\W\d_]['’.\w-]{0,30} ?){1,3}), ?(?P<given>[^\W\d_]['’.\w-]{0,30}"
    r"(?: [^\W\d_]['’.\w-]{0,30}){0,2}?)(?P<rest> (?:[(\[]|- ?[A-Z]{2}\b|via ).{0,60})?",
    re.IGNORECASE,
)
# No given name holds one: "Lovelace, Jr.", "Engines, Inc.", "Ada, Bob and Carl", "Ada, MD"; not
# "Wang, Y." nor "Rahman, Md".
_NOT_GIVEN = re.compile(
    r"\b(?:jr|sr|ii|iii|iv|esq|inc|ltd|llc|gmbh|corp|co|ag|plc|sa|ph\.?d|dr|prof|msc|mba|cpa"
    r"|pmp|cissp|pe|and|und|(?-i:et|y|MD|M\.D)|the|team)(?![\w-])",
    re.IGNORECASE,
)
# Begins a surname of several words: "de la Cruz, Ana", "Van Dyk, Linus". Of the short ones those
# with a capital are given names, too: "Du Ying, Intel".
_BEGINS_SURNAME = re.compile(
    r"(?:(?i:de|del|della|van|von|der|dos|ter)|da|di|du|la|le|el|al|den|ten|zu|zum|zur|af|av) "
)
_WORDS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?<![^\s<>()\[\],;:\"'])[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+")
_SHORTEST_NICK = 3  # letters; "al" begins too many names
_QUOTES = str.maketrans(dict.fromkeys('"“”', " "))
_STRAY = "\ufeff\u200b \t"  # left by mailers at a name's ends, where they hide nothing


def plain_name(sender: Address) -> str:
    """Return what to call a sender so that the name says nothing but who it is.

    A name that would read as words of ours, or fills a page, gives way to the address. One
    that looks like another's by letters that nobody sees, or of two scripts in one word, has
    its address beside it. "Lovelace, Ada" is turned round.

    >>> plain_name(Address(name="Ada: “+1” [2] Bob", address="eve@x.org"))
    'eve@x.org'
    >>> plain_name(Address(name="(unknown k3j5)", address="eve@x.org"))
    'eve@x.org'
    >>> plain_name(Address(name="Adа Lovelace", address="eve@x.org"))  # a Cyrillic letter
    'Adа Lovelace (eve@x.org)'
    >>> plain_name(Address(name="Ada (ada@x.org)", address="eve@x.org"))  # whose address?
    'eve@x.org'
    """
    name = sender.person or turned(sender.name, sender.address)
    if not sender.person and sender.address and "@" in name and not _is_own(name, sender.address):
        return sender.address[:_LONGEST]
    if name.isascii() and len(name) <= _LONGEST and not _CLAIMS.search(name):
        return name or sender.display[:_LONGEST]
    if len(name) > _LONGEST or _CLAIMS.search(name):
        plain = name.translate(_PLAIN)
        shorter = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"
        return sender.address[:_LONGEST] or _CLAIMS.sub("…", shorter)
    name = name.strip(_STRAY)
    if not name:
        return sender.address[:_LONGEST] or NOBODY
    # in other scripts joiners that nobody sees belong to a word
    seen = _UNSEEN.sub("", name).strip() if _LATIN.search(name) else name
    is_alike = seen != name or any(map(_has_two_scripts, seen.split()))
    return f"{seen} ({sender.address})" if is_alike and sender.address else seen


def _is_own(name: str, address: str) -> bool:
    """Return whether the addresses that *name* holds are all *address*."""
    return all(each.casefold() == address.casefold() for each in _ADDRESS.findall(name))


def turned(name: str, address: str = "") -> str:
    """Return a name that directories give as "Last, First" as people say it; others as they are.

    Several words before the comma are a surname where the address tells so, a whole name
    before its firm where it tells that, and stand as they are where it tells neither.

    >>> turned("Lovelace, Ada"), turned("de la Cruz, Ana M. (External)")
    ('Ada Lovelace', 'Ana M. de la Cruz (External)')
    >>> turned("Ada Lovelace, Ph.D."), turned("Ada, Bob and Carl")
    ('Ada Lovelace, Ph.D.', 'Ada, Bob and Carl')
    >>> turned("King Moe, Ada", "ada.king@x.org"), turned("Ada Moe, Intel", "ada@intel.example")
    ('Ada King Moe', 'Ada Moe (Intel)')
    """
    found = _SORTED.fullmatch(name) if "," in name else None
    if found is None or _NOT_GIVEN.search(found["given"]):
        return name
    last, given, rest = found["last"].strip(), found["given"], found["rest"] or ""
    user, _, host = address.partition("@")
    login, before, behind = "".join(_plain_words(user)), _plain_words(last), _plain_words(given)
    is_given = _is_login_of(login, behind, before)
    is_firm = not is_given and _is_host_of(host, behind, before)
    if " " not in last or _BEGINS_SURNAME.match(last):
        # "Ada, Grace Lovelace" <ada7@x.org> has two given names before the last one
        is_turned = not is_firm and not ("".join(before) == login and _long(behind) > 1)
    elif is_firm:
        return f"{last} ({given}){rest}"
    else:
        is_turned = is_given and not _is_login_of(login, before, before[1:])
    return f"{given} {last}{rest}" if is_turned else name


def _is_login_of(login: str, given: list[str], others: list[str]) -> bool:
    """Return whether a login is made of a given name: "ada", "alovelace", "lovelacea"."""
    first = "".join(given[:1])
    is_whole = len(first) >= _SHORTEST_NICK and login.startswith(first)
    return is_whole or any(
        login.startswith((first[:1] + w, w + first[:1])) for w in others if first
    )


def _is_host_of(host: str, firm: list[str], person: list[str]) -> bool:
    """Return whether a host has a firm's name, and no person's: "hcl.example" of HCLTech."""
    labels = host.split(".")[:-1]
    words = {*(word for label in labels for word in _plain_words(label))}
    words |= {"".join(_plain_words(label)) for label in labels}
    names = [*firm, "".join(firm)]
    is_named = any(
        name == word or (len(word) >= _SHORTEST_NICK and name.startswith(word))
        for name in names
        for word in words
    )
    return is_named and words.isdisjoint(person)


def _long(words: list[str]) -> int:
    """Return how many of *words* are no initials."""
    return sum(len(word) > 1 for word in words)


def _plain_words(text: str) -> list[str]:
    """Return the words of *text* as addresses spell them: of "Márquez 7" ["marquez"]."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return _WORDS.findall("".join(each for each in bare if not unicodedata.combining(each)))


def is_first_name(folded: str) -> bool:
    """Return whether a name is one word of an alphabet with capitals; 山田太郎 is a whole name."""
    return " " not in folded and folded.upper() != folded


def bare_name(folded: str) -> str:
    """Return a name without what it writes through: of "ada (jira)", "ada via github" "ada"."""
    return re.split(r" \(| via ", folded, maxsplit=1)[0]


def may_be_one(one: str, other: str) -> bool:
    """Return whether two names have a word in common, are forms of one, or two scripts' of it."""
    return (
        not _long_words(one).isdisjoint(_long_words(other))
        or are_forms(one, other)
        or _scripts(one).isdisjoint(_scripts(other))
    )


def _scripts(text: str) -> frozenset[str]:
    """Return which scripts its letters are of: {"LATIN"}, {"HIRAGANA", "CJK"}."""
    if text.isascii():
        return frozenset({"LATIN"})
    return frozenset(
        unicodedata.name(each, "").partition(" ")[0] for each in text if each.isalpha()
    )


def _long_words(name: str) -> frozenset[str]:
    return frozenset(each for each in re.findall(r"\w+", name) if len(each) > 1)


def are_forms(one: str, other: str) -> bool:
    """Return whether two folded names are forms of one, or one a nickname made of the other.

    >>> are_forms("ada lovelace", "a. lovelace"), are_forms("ada lovelace", "alovelace")
    (True, True)
    >>> are_forms("john smith", "john miller"), are_forms("octocat", "hubot")
    (False, False)
    """
    mine, theirs = _WORDS.findall(one), _WORDS.findall(other)
    if len(mine) > 1 and len(theirs) > 1:
        return set(mine) == set(theirs) or (
            _is_short_for(mine[0], theirs[0]) and _is_short_for(mine[-1], theirs[-1])
        )
    return any(
        _is_short_for(left, right) and min(len(left), len(right)) >= _SHORTEST_NICK
        for left in _nicks(mine)
        for right in _nicks(theirs)
    )


def _is_short_for(one: str, other: str) -> bool:
    """Return whether one word begins the other: "j" of "J. Smith", "rob" of "Robert"."""
    return one.startswith(other) or other.startswith(one)


def _nicks(words: list[str]) -> list[str]:
    """Return what logins are made of: "adalovelace", "alovelace", "lovelacea", "lovelace"."""
    if len(words) < 2:
        return words
    first, last = words[0], words[-1]
    return ["".join(words), first[0] + last, last + first, last + first[0], first + last]


def _has_two_scripts(word: str) -> bool:
    """Return whether Latin letters and those of an alphabet that looks like it stand in a word."""
    scripts = _scripts(word)
    return "LATIN" in scripts and not scripts.isdisjoint(("CYRILLIC", "GREEK"))


def folded_name(name: str, address: str = "") -> str:
    """Return a name as it is compared: case, quotes, white space and order do not count.

    >>> folded_name(' "Ada  LOVELACE" '), folded_name("Lovelace, Ada")
    ('ada lovelace', 'ada lovelace')
    >>> folded_name("Ada 'Countess' O'Lovelace")  # mailers leave the marks out
    "ada countess o'lovelace"
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)  # Macs write "ü" as "u" and a mark
    words = (word.strip("'") for word in name.translate(_QUOTES).split())
    return turned(" ".join(filter(None, words)), address).casefold()
