"""Find addresses in running words, as mailers and archives write them. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from listminer.list_ids import LIST_ROLES

# "<ada@example.org>", "ada at example.org", "(ada@example.org)"
ADDRESS = re.compile(
    r"<?\b(?:mailto:)?([\w.+=-]{1,64}(?:@|\s(?:at|en|bei|a|à|na|на|chez|hos|på|op|em)\s|\(at\)|\s\[at\]\s|\s<at>\s)"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?"
)
# words that stand for "@" in an address; no "(at)", which needs no blanks around it
AT_WORDS = frozenset(
    ["at", "en", "bei", "a", "à", "na", "на", "chez", "hos", "på", "op", "em", "[at]", "<at>"]
)
SPELLED = re.compile(r"\s?[(\[<]at[)\]>]\s?|\s\w{1,4}\s")
# "dev-bounces@example.org", "owner-dev@example.org": a list's, of which nobody writes;
# "ml-node+s1n2h3@n2.nabble.com": Nabble's for one post
LIST_ADDRESS = re.compile(rf"[^@]*-(?:{LIST_ROLES})(?:\+[^@]*)?@|owner-[^@]*@|ml-node\+[^@]*@")
# "example.**org", "ada at **example.org"; not "**Ada**", " __init__", "a__b"
BROKEN = re.compile(r"(?:(?<=[.@])|(?<= at ))(?:\*\*|__)(?=\w)")
# "</mc/compose?to=ada@example.org>", the link that Yahoo's page put behind an address; not "</p>"
LINK = re.compile(r"\s?</mc/[^<>]{1,200}>")
# "Ada via dev <dev@example.org>", "Ada via dev" whole: the address is the list's, too; not
# "she wrote via mail that we wait"
VIA = re.compile(r"\s\[?via\s[\w. -]{1,60}\]?\"?\s?(?:[<(]|$)")


def persons_address(said: str) -> str | None:
    """Return the address in *said*, but for that of a list that passed the mail on.

    >>> persons_address("Ada <ada@example.org>"), persons_address("Ada via dev <dev@example.org>")
    ('ada@example.org', None)
    """
    found = find_address(said)
    if found is None or ("via " in said and VIA.search(said)):
        return None
    address = plain_address(found[1])
    return None if LIST_ADDRESS.match(address) else address


def rejoined(said: str) -> str:
    """Return *said* without the marks with which Gmail once broke long words, and Yahoo's links.

    >>> rejoined("Ada <ada at example.**org>"), rejoined("ada@x.org </mc/compose?to=ada@x.org>")
    ('Ada <ada at example.org>', 'ada@x.org')
    """
    said = LINK.sub("", said) if "</mc/" in said else said
    return BROKEN.sub("", said) if "**" in said or "__" in said else said


def plain_address(said: str) -> str:
    """Return an address that ADDRESS found, in lower case, with its "@".

    >>> plain_address("Ada at Example.org"), plain_address("ada[at]example.org")
    ('ada@example.org', 'ada@example.org')
    """
    return (said if "@" in said else SPELLED.sub("@", said, count=1)).lower()


def may_hold_address(said: str) -> bool:
    """Tell if ADDRESS may be found in *said*: where it is not, it takes long to say so."""
    return "@" in said or "(at)" in said or not AT_WORDS.isdisjoint(said.split())


# asked two or three times in a row about the same words
@lru_cache(maxsize=4)
def find_address(said: str) -> re.Match[str] | None:
    return ADDRESS.search(said) if may_hold_address(said) else None
