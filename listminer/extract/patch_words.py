"""What is said of a patch as a whole: votes in the reviewers' form, that it is taken, or refused.

Pure. "Reviewed-by: …", "NAK", "Applied, thanks", "Dropped from my tree": no words name the patch
that is meant; where they stand tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from listminer.extract.wording import in_one_line
from listminer.model import Stance
from listminer.person_names import words_of_name

_THE_PATCH = (
    r"(?:this|these|it|them|that|(?:this|that|the|your|both|all|these|my)(?: \w+)?"
    r" (?:patch(?:es|set)?|series|set|fix(?:es)?|change|commit|version|lot)|v\d{1,2}|everything"
    r"|(?:patch(?:es)?|series) \[?\d|patch(?:es)?(?=\W*$|[.,])|both|all)"
)
# A vote in the reviewers' form: "Reviewed-by: Ada <ada@example.org>", "Fine, Acked-by: Ada".
_VOTE = re.compile(
    r"(?<![\w-])(?:(?P<no>nac?k(?:ed|'d)?|nacked)|reviewed|acked|ack'd|tested)-by: ?"
    r"(?P<who>\S[^\n]{0,80})",
    re.IGNORECASE,
)
# Behind it stands who votes: "Ada Lovelace", "ada <ada@example.org>"; not "tag is missing".
_WHO = re.compile(r"[^a-z\s]|(?:me|myself)\b|[^<\s]{1,20}(?: [^<\s]{1,20}){0,3} ?<|[^\s@]{1,60}@")
# Before one that is only spoken of: "I dropped Tom's Reviewed-by:", "You forgot Tested-by:".
_SPOKEN_OF = re.compile(
    r"(?:['’]s|\b(?:dropp\w+|remov\w+|lost|missing|miss|missed|forg[eo]t\w*|without|means?|meant"
    r"|thanks for|thank you for|had|got|added|collected|picked up|carried|kept|not))"
    r"(?: [\w'’]+){0,2} $",
    re.IGNORECASE,
)
_ALIKE = 2  # words of a name that "Bob Stone" and "Stone, Bob R" have in common
# Above one that holds only then: "If you fix the nit above, you can add:", "With that fixed,";
# not "If you respin, feel free to add:", "If it's not too late:".
_ON_CONDITION = re.compile(
    r"\W*(?:(?:so|and|but|anyway|otherwise|ok(?:ay)?)\b,? )*"
    r"(?:if (?!(?:it|that|this)(?:['’]s| is)? (?:not too late|helps?|of use|useful)|not too late"
    r"|(?:you|there) (?:want|like|wish|care|will|(?:do |need to |have to |ever )?(?:re-?spin"
    r"|re-?send|re-?post|send|is an?other|are other|will be))|possible|any(?:one|body)\b)"
    r"|once (?:you|that|this|these|the|it)\b|(?:assuming|provided|as long as|modulo)\b"
    r"|with (?!or\b|all\b|both\b|best\b|kind\b)[^,:]{1,80}\b(?:fixed|changed|added"
    r"|removed|addressed|corrected|dropped|updated|renamed|adjusted|resolved|sorted|changes?|fix(?:es)?))"
    r"[^.!?]{0,120}[:,]\W*$",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"\b(?:for|to) (?:(?:the|this|your|all(?: of)?) )*(?:(?:whole|entire|full|complete) )?"
    r"(?:series|patch ?set|(?<=whole )(?:set|thing|lot)|(?<=entire )(?:set|thing)|(?<=all )patches"
    r"|(?<=all the )patches|(?<=the )patches|(?<=the )set)\b",
    re.IGNORECASE,
)
# "NAK.", "So a big NACK from me", "The NAK stands"; not "Tom's NAK was about the name", "NAK
# handling is slow", nor "no NAK from me".
_NAK = re.compile(
    r"\W*(?:(?:so|still|sorry|but|and|then|therefore|please|big|strong|hard|a|the|my|this is"
    r"|(?:it|that)['’]s|i)\b,? ?){0,5}(?:nac?ks?(?:ed|ing)?)\b(?![-/])"
    r"(?:[^\w?]*$| (?:(?:from|on) (?:me|us|my|our|here|this|that|these|it|principle|patch|\d"
    r"|the (?:patch|series|idea|whole|first|last))|to|for|stands?|this|it|as|until|unless|because"
    r"|the (?:patch|series|idea))\b[^?]{0,60}$)",
    re.IGNORECASE,
)
# "LGTM", "Otherwise looks good to me."; not "The doc looks good, but".
_GOOD = re.compile(
    r"\W*(?:(?:overall|otherwise|other than that|anyway|besides(?: that)?|apart from that|this|it"
    r"|the (?:patch|series|code|rest|change)|and|but|so|yes|ok(?:ay)?|thanks?|that said|all|great)"
    r"\b[,:.]? ?){0,3}"
    r"(?:lgtm|sgtm|looks? (?:very |really |quite |pretty |all )?(?:good|great|fine|ok(?:ay)?"
    r"|correct|reasonable|nice))(?: (?:to|for|by) me)?(?: too| overall| now)?"
    r"(?:,? thanks?(?: you)?)?\W*$",
    re.IGNORECASE,
)
_BEFORE = (
    r"^\W*(?:(?:ok(?:ay)?|thanks?(?: you)?(?: a lot| all| everyone| very much)?"
    r"(?: for [^,.!;]{2,40}(?=[,.!;]))?|great|perfect|nice|good|fine|yes|done|and|so"
    r"|looks good(?: to me)?"
    r"|(?:i|we)(?:['’](?:ve|ll|m|re)| have| am| will)?|both|all|now|just|also|this|these"
    r"|the|v\d{1,2}|whole|entire|series|patch(?:es|set)?|fix|change|set)(?![\w'’])[\s,.!:;-]*){0,9}"
)
# That somebody took a patch into the project: "Applied, thanks.", "I've queued this for 6.13",
# "Merged to vfs.git", "Committed as r1234"; not "Applied by foo()", "I picked up comments from
# above", "I've pushed a fix", "it will be merged".
_TAKEN = re.compile(
    _BEFORE + r"(?:(?:has|have|is|are|was|were|been|now|just|also|gone ahead and|already"
    r"|(?:tweaked|fixed|edited|amended|rebased)[^.,;]{0,30} and)\s+){0,4}"
    r"(?:(?:applied|queued(?: up)?|merged|pulled|pushed|picked up|committed|installed)"
    rf"(?=\W*$|\W*,|[.!]| (?:with )?thanks?\b|,? thank you| (?:in|to|onto|for|into|with|via)\b"
    r"| as (?:r?\d|[0-9a-f]{7}|commit)| on (?:my|our|[\w.-]+/)"
    rf"|(?: up)? {_THE_PATCH}(?!['’\w-]))"
    rf"|picked {_THE_PATCH} up\b|(?:added|taken)(?: {_THE_PATCH})?"
    r" (?:to|into|through|via) (?:the|my|our)\b"
    r"(?! (?:\w+ ){0,2}(?:letter|log|list|doc\w*|description|message|text|change\w*|agenda|wiki|faq"
    r"|readme|man|page|comments?|manual|to-?do|notes?|table|test\w*|series|next version)\b))",
    re.IGNORECASE,
)
# "Applied in this way, it is useless", "Merged into this file are two drivers"; not "Applied to
# the gate tree, this is nice".
_ADRIFT = re.compile(
    r"\W*(?:applied|merged|pulled|pushed|committed|queued|installed|taken|added)"
    r" (?:in|to|into|for|with)\b"
    r"(?!.*\b(?:trees?|branch|master|main|trunk|next|queue|mainline|head|repo\w*|git|upstream|stable"
    r"|thanks)\b)(?![^,]*\w[-/._]\w)(?![^,]*\d)"
    r"[^.]*?(?:, (?:i|we|it|this|that|they|you|there|all)\b| (?:is|are) )",
    re.IGNORECASE,
)
# Whoever tries a patch applies it, too: "I applied it and it crashes", "merged locally".
_TRIED = re.compile(
    r"\b(?:test(?:ed|ing|s)?|crash\w*|fail\w*|still|boot\w*|work(?:s|ed)|buil[dt]\w*|compil\w*|ran"
    r"|running|error|broke\w*|locally|on top of|against|seeing|got|conflicts?|hang\w*|rejects?"
    r"|by hand|by accident|by mistake|wrong"
    r"|applied to (?:real|each|every|any|all|both|an?|other|the same|production|hardware"
    r"|my (?:own )?(?:machine|box|board|setup|system|laptop|server|kernel|local|test))"
    r"|applied for (?:an?|commit|access|(?:the |my )?(?:\w+ )?(?:job|role|grant|membership|access"
    r"|position|account|rights))|(?:(?-i:I|We)['’](?:ll|m)|will))\b|\?\W*$",
    re.IGNORECASE,
)
# "Not applying this", "I've dropped it from mm-unstable", "Dropped from my tree", "Reverted."; not
# "I dropped u64 use", "dropped debug prints".
_REFUSED = re.compile(
    _BEFORE + r"(?:(?:am|['’]m|are|has|have|been|was|will|['’]ll|now|just)\s+){0,3}"
    rf"(?:(?:not|won['’]t be) (?:applying|taking|merging|queue?ing|pulling)"
    rf" {_THE_PATCH}(?!['’\w-])"
    rf"|(?:won['’]t|not) (?:apply|take|merge|queue|pull) {_THE_PATCH}(?!['’\w-])"
    rf"|(?:dropp?(?:ed|ing)?|unqueued|remov(?:ed|ing)|back(?:ed|ing) out)(?: {_THE_PATCH})?"
    r"(?: again)? from (?:(?:my|our)|(?:the )?[\w./-]* ?(?:tree|queue|branch|next)"
    r"|[\w-]+[-./][\w./-]+)\b"
    rf"|revert(?:ed|ing)(?: {_THE_PATCH})?(?:\W*$|[.,] | for now))",
    re.IGNORECASE,
)
# What an author says of an own patch: "Superseded by v4", "Please ignore this version".
_OUTDATED = re.compile(
    r"^\W*(?:sorry\b[^.;]{0,40}[,.;-] ?)?(?:(?:this|the|that|please note that)\b ?)*"
    r"(?:(?:patch(?:es|set)?|series|version|v\d{1,2}|one|set) )?"
    r"(?:(?:is|was|has been|been|now) ){0,3}superseded (?:by|with)\b"
    r"|^\W*(?:sorry\b[^.;]{0,60}[,.;-] ?)?(?:so )?(?:please )?(?:ignore|disregard|drop|scrap|skip) "
    r"(?:this|that|the above|my|v\d{1,2})\b ?(?:whole |entire |patch |last |previous )*"
    r"(?:patch(?:es|set)?|series|version|mail|e-?mail|posting|one|set|v\d{1,2})?\b(?![^.]{0,10}comment)",
    re.IGNORECASE,
)


def is_vote(text: str) -> bool:
    """Return whether *text* has a vote in the reviewers' form.

    >>> is_vote("Fine. Acked-by: Ada <ada@example.org>"), is_vote("Signed-off-by: Ada")
    (True, False)
    """
    return _VOTE.search(text) is not None


def vote_in(text: str, names: Collection[str] = frozenset()) -> Stance | None:
    """Return the side of a vote in the reviewers' form, or of a NAK; None if there is none.

    Where the words of the speaker's *names* are told, what others are to have said is none.

    >>> vote_in("Tested-by: Ada"), vote_in("Nacked-by: Ada"), vote_in("NAK."), vote_in("A NAK?")
    ('support', 'oppose', 'oppose', None)
    >>> vote_in("Acked-by: tags are missing"), vote_in("Acked-by: Ada", {"bob"})
    (None, None)
    """
    is_asked = text.rstrip().endswith("?")
    for found in () if is_asked else _VOTE.finditer(text):
        is_cast = _WHO.match(found["who"]) and not _SPOKEN_OF.search(text[: found.start()])
        if is_cast and (not names or _is_of(found["who"], names)):
            return "oppose" if found["no"] else "support"
    flat = in_one_line(text)
    return "oppose" if _NAK.match(flat) and not is_vote(text) else None


def _is_of(who: str, names: Collection[str]) -> bool:
    """Return whether *who* votes is the one of *names*: no namesake by one word alone."""
    some = words_of_name(re.split(r"[@#]", who)[0])
    shared = len(some.intersection(names))
    return shared >= min(_ALIKE, len(some), len(names)) or not some.isdisjoint({"me", "myself"})


def is_on_condition(text: str) -> bool:
    """Return whether *text* leads in a vote that holds only if something is done.

    That is a sentence above the vote, or the words before it in its own.

    >>> is_on_condition("With that fixed, you can add:"), is_on_condition("If you respin, add:")
    (True, False)
    """
    vote = _VOTE.search(text)
    lead = text[: vote.start()] if vote else text
    return _ON_CONDITION.match(in_one_line(lead)) is not None


def is_praise(text: str) -> bool:
    """Return whether *text* only says that a patch is good.

    >>> is_praise("Otherwise looks good to me."), is_praise("Looks good, but it leaks.")
    (True, False)
    """
    return _GOOD.match(in_one_line(text)) is not None


def is_of_series(text: str) -> bool:
    """Return whether *text* speaks of a whole series: "for the series".

    >>> is_of_series("For the whole series:"), is_of_series("for the patch")
    (True, False)
    """
    return _FOR_ALL.search(in_one_line(text)) is not None


def tells_taken(text: str) -> bool:
    """Return whether *text* tells that a patch was taken into the project.

    >>> tells_taken("Applied to vfs.git, thanks!"), tells_taken("I applied it and it crashed.")
    (True, False)
    """
    return _TAKEN.match(flat := in_one_line(text)) is not None and not _is_adrift(flat)


def only_sounds_taken(text: str) -> bool:
    """Return whether *text* begins as if a patch was taken, and tells something else.

    >>> only_sounds_taken("Applied in this way, it is useless."), only_sounds_taken("Applied.")
    (True, False)
    """
    return _TAKEN.match(flat := in_one_line(text)) is not None and _is_adrift(flat)


def _is_adrift(flat: str) -> bool:
    is_other = _TRIED.search(flat) or _ADRIFT.match(flat)
    return is_other is not None or flat.lstrip()[:1] in ('"', "“")


def tells_refused(text: str) -> bool:
    """Return whether *text* tells that a patch was not taken, or thrown out again.

    >>> tells_refused("I've dropped it from my tree."), tells_refused("I dropped the u64.")
    (True, False)
    """
    flat = in_one_line(text)
    return _REFUSED.match(flat) is not None and not flat.endswith("?")


def tells_reverted(text: str) -> bool:
    """Return whether *text* tells no more than that something was reverted.

    >>> tells_reverted("Reverted."), tells_reverted("Dropped from my tree.")
    (True, False)
    """
    return tells_refused(text) and re.search(r"\brevert", text, re.IGNORECASE) is not None


def tells_outdated(text: str) -> bool:
    """Return whether the author of a patch tells by *text* that another takes its place.

    >>> tells_outdated("This is superseded by v4."), tells_outdated("Ignore my comment.")
    (True, False)
    """
    return _OUTDATED.match(in_one_line(text)) is not None
