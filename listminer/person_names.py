"""Names of people: as they are compared, as they are shown, and which are forms of one. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from listminer.model import Address
from listminer.quoting import QUOTATION_MARKS

NOBODY = "(unknown)"
# What our own sentences are made of. A name with it would make claims of its own where it is
# shown: "Ada: “+1” [2] Bob". Must not match "Ada Lovelace (Analytical Engines)".
_CLAIMS = re.compile(
    rf"[{QUOTATION_MARKS}]|\[\d|[:;]\s|known from quotes|said to be from|\(unknown\b", re.IGNORECASE
)
_PLAIN = str.maketrans(
    {**dict.fromkeys(QUOTATION_MARKS, "'"), "[": "(", "]": ")", ":": ",", ";": ","}
)
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
_TITLES = frozenset(["dr", "prof", "mr", "mrs", "ms", "herr", "frau", "the"])
# Spellings of one sound, in this order: "Jörg" and "Joerg", "Stephen" and "Steven", "Eric", "Jhon".
_SPELLED = (
    *(("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss"), ("ø", "o"), ("ł", "l"), ("ph", "v")),
    *(("f", "v"), ("w", "v"), ("x", "ks"), ("ck", "k"), ("ch", "k"), ("c", "k"), ("j", "y")),
    ("ander", "andr"),
)
_VOWELS = frozenset("aeiou")
_LONGEST_INITIALS = 3  # letters: "jrr"
# What people are called that does not begin their given name: "Bob" for Robert.
_PETS = """
Albert: Bert. Alexander: Sasha Sascha Xander Sandy. Alexandra: Sasha Sandra.
Alexey: Alyosha Lyosha. Alfred: Fred Freddy. Anatoly: Tolya. Andreas: Andy. Andrew: Andy Drew.
Anthony: Tony. Anton: Tony. Antonio: Tony. Catherine: Cathy Kate. Charles: Charlie Chuck.
Christina: Christa Tina. Daniel: Danny. David: Dave. Deborah: Debbie. Dmitry: Dima Mitya.
Edward: Ned Ted. Elizabeth: Beth Betty Lisa Liz. Eugene: Gene. Evgeny: Eugene Zhenya.
Francisco: Paco Pancho. Frederick: Freddy. Friedrich: Fritz. Geoffrey: Jeff. Gerald: Gerry Jerry.
Grigory: Grisha. Gustav: Gus. Harold: Hal Harry. Heinrich: Heiner Heinz. Hendrik: Henk.
Henry: Hank Harry. Ignacio: Nacho. Ivan: Vanya. Jacob: Jake. James: Jim Jimmy. Jennifer: Jenny.
Jeremy: Jerry. Johann: Hans. Johannes: Hans Jan. John: Jack. Jose: Pepe. Josef: Sepp. Joseph: Joe.
Katherine: Kate Kathy. Kenneth: Kenny. Konstantin: Kostya. Laurence: Larry. Lawrence: Larry.
Manuel: Manolo. Margaret: Maggie Meg Peggy. Michael: Mike. Mikhail: Misha. Nathaniel: Nate.
Nikolai: Kolya. Pavel: Pasha. Piotr: Petya. Rebecca: Becky. Richard: Dick. Robert: Bert Bob Bobby.
Terence: Terry. Theodore: Ted. Victoria: Vicky. Vladimir: Volodya Vova. Vyacheslav: Slava.
William: Bill Billy. Yaroslav: Slava.
"""
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


def words_of_name(name: str) -> frozenset[str]:
    """Return the words of *name*, whatever their order: folded, initials left out.

    What else stands there gives its words, too: a number has none, an address has some.

    >>> sorted(words_of_name("Lovelace, Ada K <ada.l"))
    ['ada', 'lovelace']
    """
    return frozenset(re.findall(r"[^\W\d_]{2,}", name.casefold()))


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
    """Return whether one person may write under two folded names from one address.

    They are forms of one, or two scripts', or have a word in common: people marry, and leave
    names out. The surname alone is a family's.

    >>> may_be_one("ada lovelace", "ada king"), may_be_one("felipe moe", "john felipe moe")
    (True, True)
    >>> may_be_one("ada moe", "linus moe"), may_be_one("moe", "linus moe")
    (False, True)
    """
    if are_forms(one, other) or _scripts(one).isdisjoint(_scripts(other)):
        return True
    mine, theirs = _words(one), _words(other)
    if len(mine) < 2 or len(theirs) < 2:
        return not _long_words(one).isdisjoint(_long_words(other))
    return (
        set(mine) <= set(theirs)
        or set(theirs) <= set(mine)
        or (len(mine[0]) > 1 and mine[0] in theirs[:-1])
        or (len(theirs[0]) > 1 and theirs[0] in mine[:-1])
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
    >>> are_forms("bob smith", "robert smith"), are_forms("jörg moe", "joerg moe")
    (True, True)
    >>> are_forms("john smith", "john miller"), are_forms("octocat", "hubot")
    (False, False)
    """
    mine, theirs = _words(one), _words(other)
    if len(mine) > 1 and len(theirs) > 1:
        return (
            set(mine) == set(theirs)
            or "".join(mine) == "".join(theirs)
            or (_are_given_forms(mine, theirs) and _is_short_for(mine[-1], theirs[-1]))
        )
    return mine == theirs != [] or any(
        _is_short_for(left, right) and min(len(left), len(right)) >= _SHORTEST_NICK
        for left in _nicks(_WORDS.findall(one))
        for right in _nicks(_WORDS.findall(other))
    )


def _words(name: str) -> list[str]:
    """Return the words of a folded name as they sound, without what is no name: "dr", "the"."""
    words = _WORDS.findall(name)
    return [_sounded(word) for word in words if word not in _TITLES] or words


@lru_cache(maxsize=2000)  # a list has few given names
def _sounded(word: str) -> str:
    """Return *word* as its other spellings sound, too: "yorg" of Jörg and Joerg."""
    for spelled, sound in _SPELLED:
        word = word.replace(spelled, sound)
    bare = unicodedata.normalize("NFKD", word)
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    sounded = bare[:1] + bare[1:].replace("h", "")
    return f"{sounded[:-1]}i" if sounded.endswith(("ie", "y")) and len(sounded) > 2 else sounded


def _are_given_forms(mine: list[str], theirs: list[str]) -> bool:
    """Return whether two names, of words as they sound, begin with forms of one given name.

    >>> [_are_given_forms([one], [f"{one}{end}"]) for one, end in (("paul", "a"), ("eva", "n"))]
    [False, False]
    >>> _are_given_forms(["yp", "moe"], ["yean", "paul", "moe"])
    True
    """
    one, other = sorted((mine[0], theirs[0]), key=len)
    if len(one) > 1 and other[:-1] == one and _is_hers(one) != _is_hers(other):
        return False  # "Martin" and "Martina" are no forms, "Mari" and "Maria" are
    is_initials = 1 < len(one) <= _LONGEST_INITIALS and _VOWELS.isdisjoint(one)
    pets = _pets()
    return (
        _is_short_for(one, other)
        or (is_initials and one[0] == other[0])
        or not pets.get(one, frozenset((one,))).isdisjoint(pets.get(other, frozenset((other,))))
    )


def _is_hers(given: str) -> bool:
    """Return whether a given name, as it sounds, ends as a woman's: "Martina", "Mari"."""
    return given.endswith(("a", "i"))


@cache
def _pets() -> dict[str, frozenset[str]]:
    """Return the given names that each pet name stands for, both as they sound."""
    whole: dict[str, set[str]] = {}
    for group in _PETS.split("."):
        given, _, pets = group.casefold().partition(":")
        for pet in pets.split():
            whole.setdefault(_sounded(pet), set()).add(_sounded(given.strip()))
    return {pet: frozenset((pet, *names)) for pet, names in whole.items()}


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
