"""Find the name of a person in what is left of an attribution without its date. Pure."""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re

from listminer.mail.said_addresses import ADDRESS, may_hold_address

LEAD = re.compile(
    r"(?:(?:at|by|um|von|van|de|da|en/na|à|a las|a|las|kl|o godz|ha|heeft|hat|uživatel|odesílatel|użytkownik|пользователь|uhr|в|als|skrev|schrieb|"
    r"schreef|wrote|dne|om|alle|ore|às|klo|от|(?-i:je)|oseba|tarihinde|keltezéssel|időpontban|dátummal|ο/η|ο χρήστης|מאת|에)[.\s,:]+)+",
    re.I,
)
IN_BRACKETS = re.compile(r"\s*\(([^()@]{1,80})\)[\s,]*$")  # "ada@example.org (Ada Lovelace)"
BRACKETS = re.compile(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]|[<>()\[\]]")
# "02/09, ", "Thursday 02, " before a name; not "Monday Okafor"
NUMBER = re.compile(r"(?:[A-Z][a-z]{2,5}day\s)?[\d/.:-]+[\s,]+")
TAIL = re.compile(
    r"\s?[于於在]$|\s(?:a|at|ha|has|har|hat|que|via [\w-]+(?: [\w-]+){0,2}|o|het volgende|ezt|şunu|şunları|je|unter)$"
)
# cheaper to ask than the pattern: the last word of what it matches
TAIL_WORDS = frozenset(
    {"a", "at", "ha", "has", "har", "hat", "que", "o", "volgende", "ezt", "je", "unter"}
)
STRIPPED = " ,，、:：\"'-–*_|;/`"  # what stands around a name and is no part of it
# What is no name stands before it: prose ("It was very late. Ada"), a time zone, a comma as "=2C"
BEFORE_NAME = re.compile(r"(?:\S+\s+){3,}\S*[a-z'’]{2}[.!?…]+\s+|(?:[+-]\d{4},?|=2C|=+)\s+")
# or behind it: what is left of a link in HTML, of quoted-printable
BEHIND_NAME = re.compile(r"\s+a (?:class|href)\b.*|=(?:20|2C|3D|$).*", re.IGNORECASE)
# "But Ada", "Yesterday, Ada", "Last week Ada", "Hi Bob, Ada": how a sentence about Ada begins;
# not "So Yeon", not "Will Power", not "Then"
BEGINS = re.compile(
    r"(?:(?:But|And|Then|Also|Yesterday|Today|Earlier|Recently|Later|Again|However|Last (?:week|month|year|night))[,:]?|(?:Hi|Hello|Hey|Dear) [^,]{1,40},)\s+(?=[^\W\d_a-z])"
)
# "Ada also", "Ada then"; not "Ada Just"
ADVERB = re.compile(r"\s(?:also|then|recently|just|later|once|earlier|already|again)$")
# "Terry F.": the full stop behind an initial is a part of the name, as in the header
INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
# "the man page", "this document": what is quoted, and nobody's name
THINGS = frozenset({"the", "this", "that", "these", "my", "our", "your", "its", "their"})
PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they"})
# No name has one of these words in it: "I disagree with what Ada", "When I tried, the log", "My
# boss", "Ada's patch", "Somebody on IRC", "her reply, Ada", "Quote of Ada, who",
# "The AIX manual"; must not match "My Nguyen", "Raül i
# Peris", "The Burnman", "Jack the Ripper", "I. M. Pei"
PROSE = re.compile(
    r"(?:^|\s)(?:I|I['’]\w+|you|he|she|we|they|[Aa]s|what|when|where|which|who|how|why|that|if|with|about)(?=[\s,])"
    r"|^(?:Here|What|When|Where|Which|Some(?:one|body)|Any(?:one|body)|Every(?:one|body)|Nobody)\s|^(?:[Hh]is|[Hh]er)\s"
    r"|^(?:My|Our|Your|His|Her|Its|Their|This|That|These|Some|Error)\s[a-z]|\w['’]s\s[a-z]|,\s(?:who|which)$|^The\s(?:\S+\s)*[a-z]\S*$"
)
NOBODY = frozenset(
    {"you", "i", "he", "she", "they", "i've", "we", "he then", "someone", "du", "ich", "вы", "on"}
    | {"usted", "vostè", "vous", "vous avez", "j'ai", "j’ai", "somebody", "everybody", "everyone"}
    | {"nobody", "anybody", "anyone", "who", "what", "which", "this", "that", "these", "those"}
)
MAX_NAME = 80  # characters


def name_in(words: str) -> str:
    """Return what is left of *words* without address, date and sentence; "" for nothing.

    >>> name_in("Ada Lovelace <ada@example.org> also"), name_in("But Ada")
    ('Ada Lovelace', 'Ada')
    """
    words = words.replace("mailto:", "")
    if may_hold_address(words):
        words = ADDRESS.sub(" ", words)
        if behind := IN_BRACKETS.match(words):
            words = behind[1]
    if any(bracket in words for bracket in "<>()[]"):
        words = BRACKETS.sub(" ", words)
    words = " ".join(words.split()).strip(STRIPPED)
    lead = LEAD.match(words + " ")
    if lead:
        words = words[lead.end() :]
    if number := NUMBER.match(words):  # "On 02/09, Ada wrote:"
        words = words[number.end() :]
    if not words.isascii() or " via " in words or words.rpartition(" ")[2] in TAIL_WORDS:
        words = TAIL.sub("", words)
    if lead := BEFORE_NAME.match(words) or BEGINS.match(words):
        words = words[lead.end() :]
    if "=" in words or " a " in words.lower():
        words = BEHIND_NAME.sub("", words)
    name = ADVERB.sub("", words.strip(STRIPPED + "."))
    return f"{name}." if INITIAL.search(name) and f"{name}." in words else name


def is_name(name: str) -> bool:
    """Tell whether *name* is somebody's, and no piece of a sentence.

    >>> is_name("Jack the Ripper"), is_name("I disagree with what Ada"), is_name("the man page")
    (True, False, False)
    """
    if not name or name.lower() in NOBODY or len(name) > MAX_NAME or ":" in name:
        return False
    if name.partition(" ")[0] in THINGS or name.rpartition(" ")[2].lower() in PRONOUNS:
        return False
    if PROSE.search(name):
        return False
    return any(map(str.isalpha, name))
