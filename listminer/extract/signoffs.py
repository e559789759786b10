"""What people call themselves: as they sign their mails, and as their mailers name them. Pure.

"ttx: can you look?" asks whoever signs with "-- ttx", though no header says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from listminer.extract.vocatives import ALL, looks_like_name
from listminer.extract.voices import bearers
from listminer.model import Address, Discussion, Message, MessageId, Segment, Zone
from listminer.person_names import plain_name

# "-- ttx" right below the last words is a line of their paragraph.
_OWN: frozenset[Zone] = frozenset({"closing", "personal_signature", "paragraph"})
# Behind what a mailer puts above a mail that it passes on, others sign.
_PASSED_ON: Zone = "inline_headers"
# First words of lines that take leave, above the name or instead of it. "Thanks, Ada" thanks Ada.
_LEAVE = frozenset(
    [
        *("cheers", "regards", "best", "thanks", "thank", "thx", "tia", "ta", "br", "rgds", "hth"),
        *("bye", "ciao", "greetings", "greets", "salut", "salutations", "saludos", "saludo", "un"),
        *("sincerely", "kindly", "yours", "warmly", "respectfully", "peace", "later", "enjoy"),
        *("mfg", "lg", "vg", "danke", "gruß", "gruss", "grüße", "merci", "cordialement", "gracias"),
        *("atentamente", "obrigado", "saluti", "grazie", "groeten", "groet", "mvh", "hilsen"),
        *("pozdrawiam", "kind", "warm", "many", "with", "viele", "mit", "have", "happy", "good"),
        *("see", "talk", "take", "hope", "all", "sorry", "hugs", "love", "sent", "from", "for"),
        *("president", "ceo", "cto", "developer", "engineer", "manager"),
    ]
)
# The name of one line. Matches "-- ttx", "~ Ada.", "/ada", "Cheers -ttx", "ttx :-)"; not
# "Thanks, Ada", "Ada Lovelace", "2.43.0", "example.org", nor "js", which is a language, too.
_NAME = re.compile(
    r"(?:(?P<leave>[^\W\d_]+)[,.!]? --? ?)?[-–—~/*_ ]{0,4}@?(?P<name>[^\W\d_][\w-]{1,18}[^\W_])"
    r"[-*_.! ]{0,3}(?:[:;]-?[)DP])?"
)
_FIRST_WORD = re.compile(r"[^\W_]+")
_OFTEN = 2  # mails of a thread signed with a name that has nothing of the writer's own
_SHORT = 4  # letters of a nick that may be made of the initial alone: "ttx"
_ALIKE = 2  # letters that a longer one has in common with what it is made of: "tessa"


def other_names(
    discussion: Discussion, speakers: Mapping[MessageId, str]
) -> tuple[tuple[str, str], ...]:
    """Return other names of the *speakers* of *discussion*, each beside its bearer.

    All that they write under, and the one that they sign with: in several mails, or where
    it begins as a name or an address of theirs does. What anybody else here is called, or
    signs with, tells nobody.
    """
    senders = [(speakers[each.message_id], each.sender) for each in discussion.messages]
    nicks = tuple((who, each.name) for who, each in senders if each.person and each.name)
    written = dict.fromkeys(
        (who, name) for who, each in senders if each.name and "@" not in (name := plain_name(each))
    )
    calls = bearers(speakers.values(), (*nicks, *written))
    signed = Counter(_signed(discussion, speakers))
    bearing = Counter(name for _, name in signed)
    words = _own_words(senders)
    own = (
        (who, name)
        for (who, name), mails in signed.items()
        if name not in calls
        and bearing[name] == 1
        and (mails >= _OFTEN or any(_begins_as(name, word) for word in words[who]))
    )
    return (*nicks, *written, *own)


def _signed(discussion: Discussion, speakers: Mapping[MessageId, str]) -> Iterator[tuple[str, str]]:
    """Yield who speaks and the name signed with, folded, for each mail that has one."""
    for message in discussion.messages:
        segments = discussion.segments.get(message.message_id, ())
        name = None if message.ghost else signed_name(message, segments)
        if name is not None:
            yield speakers[message.message_id], name


def signed_name(message: Message, segments: Sequence[Segment]) -> str | None:
    """Return the one word, folded, that *message* is signed with; None if there is none."""
    dashed = None
    for segment in segments:
        if segment.zone == _PASSED_ON:
            return None
        if segment.depth or segment.zone not in _OWN:
            continue
        lines = message.text[segment.span.start : segment.span.end].strip().splitlines()
        if segment.zone == "paragraph":
            dashed = _name_of(lines[-1]) if lines and lines[-1].startswith("--") else None
            continue
        for line in lines:
            if name := _name_of(line):
                return name
            first = _FIRST_WORD.search(line)
            if first is not None and first[0].casefold() not in _LEAVE:
                return None  # a whole name, or a firm's
    return dashed


def _name_of(line: str) -> str | None:
    """Return the name that a line is, below or behind words that take leave; None if it is none."""
    found = _NAME.fullmatch(line.strip())
    if found is None:
        return None
    leave, name = found["leave"], found["name"].casefold()
    is_leave = leave is None or leave.casefold() in _LEAVE
    is_word = name.partition("-")[0] in _LEAVE or name in ALL  # "Thank-you!"
    is_name = not is_word and looks_like_name(name.capitalize())
    return name if is_leave and is_name else None


def _begins_as(name: str, word: str) -> bool:
    """Return whether a nick may be made of a word of its bearer's name or address.

    >>> _begins_as("ttx", "tess"), _begins_as("tessa", "tess"), _begins_as("aborted", "ada")
    (True, True, False)
    """
    return name[:_ALIKE] == word[:_ALIKE] or (len(name) <= _SHORT and name[0] == word[0])


def _own_words(senders: Sequence[tuple[str, Address]]) -> dict[str, frozenset[str]]:
    """Return the words, folded, of each speaker's names and addresses."""
    found: dict[str, set[str]] = {}
    for who, sender in senders:
        said = f"{who} {sender.name} {sender.address.partition('@')[0]}".casefold()
        found.setdefault(who, set()).update(re.findall(r"[^\W\d_]+", said))
    return {who: frozenset(words) for who, words in found.items()}
