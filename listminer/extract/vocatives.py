"""Who is called in a sentence, told by where a name stands: "Ada, could you …". Pure.

A call goes to whoever bears the name, in the thread or not: what is asked then is asked of
nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from listminer.extract.subjects import asked_by_name
from listminer.extract.wording import content_words

_NAME = r"[A-Z][\w'’-]*[^\W_](?: [A-Z](?:[\w'’-]*[^\W_]|\.(?=,)|(?=[,:])))?"
_NAMES = rf"@?{_NAME}(?:(?:,? (?:and/or|and|or|&) |/)@?{_NAME})*"
# Before a name: "Mr. Ray", "Prof. Dr. Ray"; not "the Dr".
_TITLE = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|Herr|Frau)\b\.? (?=[A-Z])")
_GREETINGS = r"(?:hi|hey|hello|dear|sorry|thanks|thank you|ping)"
_ASKS = r"(?i:(?:could|can|would|will) you\b|please\b|do you (?:think|want) you\b)"
# "Dan, can you …", "Hi Dan: …", "To Dan: …", "@dan: …", "(Dan - could …", "Dan.. would …", "Dan?"
# alone, "Dan, Tom: …"; not "Dan's page", "Dan and I think". "Errors: …" and "Errors?" may be calls
# only of who is there.
_OPENING = re.compile(
    rf"\W*(?:(?i:{_GREETINGS}|and|but|or|so|also|ok|yes|no)\b,? |(?i:to) (?=[^,;.]{{1,60}}:))?"
    rf"(?:(?P<who>{_NAMES}(?:, ?{_NAMES})*)(?:(?P<vague> ?:|\W*$)|,|;|\.\.+| (?:--?|[–—]) )"
    rf"|@?(?P<small>[^\s,:;]+)[,:]) ?(?P<asks>{_ASKS})?"
)
# "Dan can you look?", "@dan please look"; not "Then please look".
_OPENING_BARE = re.compile(
    r"\W*(?:(?i:and|but|or|so|also|ok|yes|no)\b,? )?"
    rf"(?:@(?P<small>[^\s,:;]+) (?P<at>{_ASKS})"
    rf"|@?(?P<who>{_NAMES}) (?P<asks>(?i:could|can|would|will) (?i:you)\b))(?P<vague>)"
)
# "Sorry Dan but please", "Hi Dan and Tom!"; not "Thanks Dan's team".
_GREETING = re.compile(
    rf"\W*(?i:{_GREETINGS}),? (?P<who>{_NAMES})(?![\w'’])(?P<vague>)(?P<small>)(?P<asks>)"
)
# "It is red; Dan, can you look?"
_INNER = re.compile(
    rf"(?:[;:(–—]| -) ?(?P<who>{_NAMES})[,:] (?P<asks>{_ASKS})(?P<vague>)(?P<small>)"
)
# "Send the log, Dan please send the page", "send the log and @dan can you send": of who is there.
_INNER_BARE = re.compile(
    rf"(?:, (?:and |but |so )?|[;.] | (?:and|but|so) (?=@))@?(?P<who>{_NAME})"
    rf"[,:]? (?P<asks>{_ASKS})(?P<small>)"
)
# "CC'ing Dan, could you …", "+ Dan: can you …", "Adding Dan to CC."; not "Adding Dan's patch".
_COPIED = re.compile(
    r"\W{0,3}?(?:(?i:cc(?:['’]?(?:ing|ed))?|(?:adding|copying|looping|pinging)(?: in)?)\b"
    rf":? ?|\+ ?)@?(?P<who>{_NAMES})(?![\w'’])"
    r"(?: (?i:to|in|into|on) (?i:the |this )?(?i:cc|copy|loop|thread|discussion|list))?"
    rf"(?:[,.:;–—-]* (?P<asks>{_ASKS})|(?:[,.:;)–—-]|\W*$| (?i:who)\b))(?P<vague>)(?P<small>)"
)
# "Can you look, Dan?"; not "on BeOS, Haiku, Darwin?", "in Kiel, Germany."
_CLOSING = re.compile(
    rf"\b(?:[a-z][\w'’]*|I)[)\"]?, (?P<who>{_NAMES})\W*$(?P<vague>)(?P<small>)(?P<asks>)"
)
# "Maybe you could look, Dan, since …" of who is there; not "ask Tom, Dan, and …".
_MIDDLE = re.compile(rf"\b[a-z][\w'’]*, (?P<who>{_NAME}), (?!and\b|or\b|[A-Z@])")
# "Can you look Dan?" of who is there; not "Can you ask Dan?", "Can you look with Dan?".
_CLOSING_BARE = re.compile(
    r"\b(?:you|your|you['’]\w+)\b.*(?<![A-Z,]) (?!(?:with|from|to|by|for|of|and|or|than|like|as"
    r"|about|on|via|at|ask|asked|cc|ping|contact|e-?mail|tell|told|see|meet|know|let|help|thank|is"
    r"|was|mean|the|a|an|[DdMm]rs?|[Mm]s) )\w+ (?P<who>[A-Z][\w'’-]*[^\W_])\?\W*$"
)
# "Could Dan look?", "Please can Dan or Tom help?"; not "Could we", "Can I".
_SUBJECT = re.compile(
    rf"\W*(?:(?i:{_GREETINGS}|please|and|but|or|so|also|then|maybe|perhaps|ok|well|now)\b\W*)*"
    rf"(?i:could|can|would|will) (?:either )?(?P<who>{_NAMES})"
    r"(?: (?:and/or|and|or) (?P<other>@?\S+))?"
    r" (?P<asks>(?i:please|kindly) )?(?=[a-z])"
)
# "Could you, Dan, or Tom look?", "Could you or Tom look?"; not "Could you, Dan, look?".
_YOU_AND = re.compile(
    rf"\W*(?i:could|can|would|will) (?i:you)(?:, @?{_NAME}){{0,2}},? (?:and/or|or|and) @?{_NAME}"
    r",? (?=[a-z])"
)
_MOST = 1000  # characters in which a call is looked for
# Words before a comma that are no names; stop words and those that end with "ly" are none, too.
_NO_NAMES = frozenset(
    [
        *("sorry", "hmm", "second", "third", "anyways", "hence", "fine", "besides", "btw", "fwiw"),
        *("iirc", "imho", "imo", "meanwhile", "yeah", "yep", "cheers", "note", "question", "sir"),
        *("sirs", "edit", "update", "today", "tomorrow", "therefore", "moreover", "furthermore"),
        *("nevertheless", "ps", "todo", "help", "fix", "request", "hint", "regardless"),
        *("afterwards", "interesting", "cool", "nice", "developer", "maintainer"),
        *("maintainers", "reviewers", "admin", "admins", "mods", "gentlemen", "ladies", "friends"),
        *("oh", "ah", "um", "agreed", "wow", "yup", "heck", "nope", "best", "alas", "likewise"),
        *("oops", "granted", "overall", "wrong", "true", "aside", "thanks", "greetings", "regards"),
        *("anyhow", "apologies", "answer", "eh", "alright", "understood", "unless", "except"),
        *("yesterday", "someday", "somehow", "somewhere", "nonetheless", "beautiful", "whoops"),
        *("welcome", "congratulations", "congrats", "perfect", "excellent", "great", "bye", "gosh"),
        *("correct", "curious", "confused", "god", "man", "dude", "folks", "mate", "listen"),
        *("remember", "wait", "conclusion", "background", "context", "meantime", "afterward"),
        *("noted", "sigh", "yea", "ack", "nack", "done", "however", "four", "five", "fourth"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "again"),
        *("january", "february", "march", "april", "june", "july", "august", "september"),
        *("per", "cc", "via", "re", "fwd", "thx", "like", "plus", "quoting", "dear", "anyone"),
        *("october", "november", "december", "windows", "linux", "python", "java", "english"),
        *(
            "nit",
            "nits",
            "nitpick",
            "nitpicks",
            "minor",
            "typo",
            "caveat",
            "disclaimer",
            "reminder",
        ),
        *("warning", "important", "suggestion", "optional", "style", "remark", "clarification"),
    ]
)
# "Hmmm, …", "Haha, …", "Argh, …".
_SOUND = re.compile(r"h+[mru]*m+|[aeu]+h+|(?:h[aeu])+h*|a+r+g+h+|u+g+h+|gr+|u+h*m+", re.IGNORECASE)
# "Hi all,", "Dear devs,".
ALL = frozenset(
    [
        *("all", "everyone", "everybody", "list", "folks", "guys", "there", "people"),
        *("developers", "team", "users", "user", "devs", "testers", "recipients", "gang"),
        *("gentlemen", "ladies", "maintainers", "reviewers", "friends", "dears", "community"),
        *("dev", "devel", "hackers", "experts"),
    ]
)
_HELLO = re.compile(
    rf"\W*(?:(?:{_GREETINGS}|hii+|greetings|hola|well|and"
    r"|good (?:morning|day|evening|afternoon))\b\W*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who is called, as it stands there."""

    names: tuple[str, ...]
    asks: bool  # "Dan, could you": what follows surely speaks to him
    is_sure: bool  # it is a call whoever bears the name; else only if somebody here does
    is_subject: bool = False  # "Could Dan look?" does not speak to him, and asks nobody else
    is_small: bool = False  # "Could dan look?" is a call of who is here, and called just so
    is_copied: bool = False  # "Adding Dan to CC": who "you" is from there on is not said


def calls_in(text: str) -> Iterator[Call]:
    """Yield who is called in *text*, at its beginning first.

    >>> [call.names for call in calls_in("Dan/Tom, could you look?")]
    [('Dan', 'Tom')]
    >>> list(calls_in("However, could you look?"))[0].is_sure
    False
    """
    if len(text) > _MOST:
        text = text[:_MOST] + "x"  # a list or code, whose cut is no end
    bare = _TITLE.sub("", text)
    for form in (_OPENING, _OPENING_BARE, _GREETING):
        if found := form.match(bare):
            yield _call(found)
    for form in (_INNER, _CLOSING):
        if found := form.search(bare):
            yield _call(found)
    for form in (_INNER_BARE, _MIDDLE):
        if found := form.search(bare):
            yield _call(found, is_bare=True)
    if found := _COPIED.match(bare):
        yield replace(_call(found), is_copied=True)
    if found := _SUBJECT.match(bare):
        names = names_of(found["who"])
        is_sure = all(map(looks_like_name, names))
        names += (found["other"],) if found["other"] else ()  # "Could Dan or ttx look?"
        yield Call(names=names, asks=bool(found["asks"]), is_sure=is_sure, is_subject=True)
    elif (name := asked_by_name(bare)) and name.islower():
        yield Call(names=(name,), asks=True, is_sure=False, is_subject=True, is_small=True)
    if found := _CLOSING_BARE.search(text):  # knows a name by the word before it
        yield _call(found, is_bare=True)


def _call(found: re.Match[str], *, is_bare: bool = False) -> Call:
    if is_bare:
        asks = bool(found.groupdict().get("asks"))
        return Call(names=(found["who"],), asks=asks, is_sure=False)
    names = names_of(found["who"] or found["small"])
    if found.groupdict().get("at"):
        return Call(names=names, asks=True, is_sure=True)
    names = tuple(name for name in names if looks_like_name(name)) or names
    asks = bool(found["asks"])
    is_named = found["who"] is not None and all(map(looks_like_name, names))
    return Call(names=names, asks=asks, is_sure=is_named and (asks or not found["vague"]))


def without_subject(text: str) -> str:
    """Return *text* without the name of who, it asks, could do it.

    >>> without_subject("Could Dan please rebase it?"), without_subject("Could you?")
    ('rebase it?', 'Could you?')
    """
    if beside := _YOU_AND.match(text[:_MOST]):
        return text[beside.end() :]
    found = _SUBJECT.match(text)
    is_named = found is not None and all(map(looks_like_name, names_of(found["who"])))
    return text[found.end() :] if found is not None and is_named else text


def without_call(text: str, who: str) -> str:
    """Return *text* without a call of *who* at its end, or behind "you".

    >>> without_call("Can you look, please Dan?", "Dan Ray"), without_call("Ask Dan.", "Dan Ray")
    ('Can you look?', 'Ask Dan.')
    >>> without_call("Could you, Dan, look?", "Dan Ray")
    'Could you look?'
    """
    if len(text) > _MOST:
        return text
    name = rf"@?(?:{'|'.join(re.escape(each) for each in (who, *who.split()))})"
    text = re.sub(rf"(?<=you|ase),? \(?{name}\)?,? (?=[a-z])", " ", text)
    text = re.sub(rf", {name}(?=, (?!and\b|or\b|[A-Z@]))", "", text)
    return re.sub(rf"(?:,(?: please)?|(?<=please)| please) {name}(?=\W*$)", "", text)


def names_of(words: str) -> tuple[str, ...]:
    """Return the names in words that stand where people are called.

    >>> names_of("@Heinz and/or Alex Smith")
    ('Heinz', 'Alex Smith')
    """
    return tuple(part.strip("@ ") for part in re.split(r",? (?:and/or|and|or|&) |, ?|/", words))


def looks_like_name(word: str) -> bool:
    """Return whether *word* may be somebody's name: "Kurt"; not "Sadly", "FYI", "Hmm", "Kurt's".

    >>> [looks_like_name(each) for each in ("Kurt", "Hmmm", "Sadly", "Windows")]
    [True, False, False, False]
    """
    if word.isupper() or word.islower() or word.endswith(("'s", "’s")) or _SOUND.fullmatch(word):
        return False
    parts = [part for part in word.casefold().split() if len(part.rstrip(".")) > 1]  # "Kurt S."
    return not any(
        part in _NO_NAMES or part in ALL or part.endswith(("ly", "ing")) or not content_words(part)
        for part in parts
    )


def names_greeted(text: str) -> tuple[str, ...]:
    """Return the names in a line that greets; an ALL word for one that greets all.

    >>> names_greeted("Hi Dan, Alex Smith!"), names_greeted("Hello all,"), names_greeted("Hi,")
    (('Dan', 'Alex Smith'), ('all',), ())
    >>> names_greeted("Dan,"), names_greeted("Classification: Public")
    (('Dan',), ())
    >>> names_greeted("Dear Dr. Smith,")
    ('Smith',)
    """
    text = _TITLE.sub("", text)
    hello = _HELLO.match(text)
    if hello is None and not text.rstrip().endswith((",", "-", "!")):
        return ()
    parts = re.split(r"[,/&:!.?;()\-]+|\band\b", text[hello.end() :] if hello else text)
    words = [part.strip() for part in parts if part.strip()]
    every = [word for part in words for word in part.casefold().split() if word in ALL]
    return tuple(every[:1]) or tuple(words)
