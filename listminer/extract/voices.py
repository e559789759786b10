"""Words in a mail that it gives to somebody else by name: minutes, logs, reports. Pure.

"Linus wrote: I'll do it", "<linus> I'll do it", "LB> +1" are no words of who sends them,
though no mark and no earlier mail says so. They do nothing for their sender.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from listminer.extract.quotations import LISTS_SAID, quoted_sentences, typed
from listminer.extract.reading import SentenceRead
from listminer.model import Address, Span

_LEAST = 2  # letters of a name that is looked for
_SAYING = (
    r"(?:wrote|writes|said|says|asked|asks|replied|replies|answered|commented|suggested|proposed"
    r"|promised|explained|mentioned|stated)"
)
_PERSON = (
    r"(?-i:(?!I\b|We\b|You\b|It\b|The\b|This\b|That\b|He\b|She\b|They\b)[A-Z][\w.'’-]*"
    r"(?: (?:(?!I\b)[A-Z][\w.'’-]*|van|von|de|der|den|da|du|la|le)){0,3})"
)
_NICK = r"(?-i:[a-z][\w-]{1,19})"  # of who is there; else it is a word
# "Linus Berg wrote: +1", "Linus said: I will"; not "I wrote: …", "Then I said: …", "The log
# says: …".
_WROTE = re.compile(rf"\W*(?:as |and |then )?({_PERSON}) (?:has |have )?{_SAYING} ?: ?(?=\S)")
# "In the meeting Linus wrote: +1", "linus said: no": of who takes part, wherever it stands.
_SAID_BY = re.compile(rf"\b([A-Za-z][\w'’-]+) (?:has |have )?{_SAYING} ?: ?(?=\S)")
_SAID_WITHIN = 120  # letters
# "Linus> I will", "LB> +1": a mailer's mark, or a log; not "a -> b".
_MARKED = re.compile(r"[^\w<]{0,3}?([A-Za-z][\w-]{1,19})> (?=\S)")
# "[Linus] +1", "<linus> I will", "Linus: I will", "linus: no"; "<snip>" is told from a nick, and
# "note:" from a name, by who is there.
_NAMED = re.compile(
    r"\W{0,3}?(?:\[([^\[\]\n]{2,40})\]|<[@+ ]?([\w\[\]|^`{}\\-]{2,20})>"
    r"|([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?|[a-z][\w-]{1,19}):)\s"
)
# '"I'm for it" is what Linus would say.', '"+1", said Linus', 'Linus wrote there: "+1".'
_QUOTED_SAYING = re.compile(
    r"\"[,.]?\"? (?:is|was) what (?!i\b|we\b)[\w.'’-]+(?: \w+)?"
    r" (?:(?:would|will|might|could) )?(?:say|said|says|wrote)"
    rf"|(?:\",?|,['’]) {_SAYING} (?!i\b|we\b)[a-z]"
    rf"|^\W*+(?!i\b|we\b|you\b)[\w.'’-]+(?: [\w.'’-]+)?(?: has| have)? {_SAYING}"
    r"(?: \w+){0,4}[:,]? ?[\"'‘].*[\"'’][.!?]*$"
    # "He said: I will do it."; what "you said: …" tells may be one's own.
    rf"|^\W*+(?:(?:as|and|then|but|so) )?(?:he|she|they)(?: \w+)? {_SAYING} ?: ?\w",
    re.IGNORECASE,
)
# "From: Ada Lovelace <ada@example.org>" on top, or below "5.15-stable review patch. … -------":
# git's word on who wrote a patch that another sends. Not the "From:" of a forwarded mail.
_PATCH_BY = re.compile(
    r"(?:\A\s{0,9}|^-{3,80}[ \t]*\n\s{0,9})"
    r"From: ([^\n<>]{1,100})<([^\s<>]{3,100})>[ \t]*\n\s{0,9}\n",
    re.MULTILINE,
)
_PATCH_WITHIN = 1000  # characters from the mail's beginning
_PATCH_NOTES = "\n---\n"  # below it the sender may say something
# Beside a name. Matches "Ada Lovelace (Engines Ltd)", "Ada [UK]", "Ada - UK", "Ada via dev"; not
# "Robert (Bob) Stone".
_ASIDE = re.compile(
    r" (?:[(\[](?:(?P<nick>[a-z][a-z0-9_-]{1,30})|[^()\[\]]{1,60})[)\]]|- .{1,60}|via .{1,60})$"
)
# "Ada Lovelace, Intel", "Linus Moe, Jr.", "Ada Lovelace | Intel"; not "Lovelace, Ada".
_BESIDE = re.compile(r"(?<=[^\s,] )([^\s,]+)(?:,| [|/]) .*")
# "Linus wrote on IRC:", "In May Linus put it so:", "From Linus:" at a paragraph's end: the next
# is his.
_INTRODUCES = re.compile(
    r"\W*(?:(?:on|in|at|last|back|earlier|yesterday|today)\b[^:]{0,40}?[ ,] ?)?"
    rf"(?:(?:as|and|then|here is what|this is what|what) )?({_PERSON}|{_NICK})"
    rf" (?:has |have |had )?(?:{_SAYING}|put)(?: (?!that\b)[\w#.,'’-]+){{0,6}} ?:\W*$"
    rf"|\W*(?:from|by|via) ({_PERSON}|{_NICK}) ?:\W*$",
    re.IGNORECASE,
)
# "Posting this on behalf of Linus:", "Linus asked me to forward this.": all that follows is his.
_PASSES_ON = re.compile(
    r"\W*(?:(?i:i am|i['’]m|just) )?(?i:posting|posted|sending|sent|forwarding|forwarded|relaying"
    r"|passing)(?i: (?:this|it|the following|on|along|a mail|a message))*"
    rf"(?i: (?:on behalf of|for|from)) ({_PERSON}|{_NICK})(?: [^.:]{{1,60}})?[.:]?\W*$"
    rf"|\W*({_PERSON}|[Mm]y [\w-]+|{_NICK})(?: has| had)? asked me to"
    r" (?:post|forward|send|relay|pass|share)(?: (?:this|it|the following|on|along|to|the|list"
    r"|here|with|you|all))*[.:]?\W*$"
)
# "By Linus Berg -- <linus@example.org>" over an article, "By: linus" over a tracker's comment, on
# lines of their own: all below is theirs. Not "By the way,", "By Monday", "by default".
_BYLINE = re.compile(
    r"^[ \t*]{0,4}(?:Written |Posted |Comment )?"
    r"(?:[Bb]y (?!The\b|Popular\b|Default\b|Design\b|\w+day\b)"
    r"((?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+)"
    r"|By: ?([\w.-]{2,40}(?: [A-Z][\w'’-]+){0,2}))"
    r"(?:,? ?(?:--?|[–—<(]).{0,80})?[ \t*]{0,4}$",
    re.MULTILINE,
)
_PRONOUN = re.compile(r"he|she|they", re.IGNORECASE)  # "As he wrote there:"
_PASSES_ON_WITHIN = 3  # sentences from the mail's beginning
_NEXT_TO = 4  # characters between two paragraphs, none of them a letter's
_LEAST_NAMED = 2  # paragraphs of one mail that begin so: once, it calls somebody
_ASKS = re.compile(r"(?:please|(?:could|can|would|will) you)\b", re.IGNORECASE)  # as one who calls


def other_voices(
    sentences: Sequence[SentenceRead],
    speakers: Sequence[str],
    calls: Mapping[str, str | None],
) -> Iterator[bool]:
    """Yield for each of *sentences* whether its mail says that they are another's words.

    *speakers* sent them; *calls* are what all who take part are called, beside their bearers.
    What follows "Linus wrote:" in its paragraph is all Linus's, alone there the next one is;
    what "you mentioned: 1." lists is yours, and all below "Posting on behalf of Linus" is his.
    "Linus: …" calls him if a mail has it once, or asks; more often they are minutes.
    """
    named = [_NAMED.match(each.text) for each in sentences]
    often = Counter(
        each.span.message_id
        for each, name in zip(sentences, named, strict=True)
        if name is not None and _called(name, calls) and not _ASKS.match(each.text, name.end())
    )
    rests = _rests(sentences, calls)
    paragraph: Span | None = None
    voice = introduced = None
    lists_said = False
    quoted = _quoted(sentences)
    for each, speaker, name, is_quoted, rest in zip(
        sentences, speakers, named, quoted, rests, strict=True
    ):
        if each.paragraph != paragraph:
            is_next = paragraph is not None and _is_next(paragraph, each.paragraph)
            voice = introduced if introduced and is_next else rest
            paragraph, introduced, lists_said = each.paragraph, None, False
        lists_said = lists_said or LISTS_SAID.search(each.text, 0, _SAID_WITHIN) is not None
        begun = _WROTE.match(each.text) or _MARKED.match(each.text)
        told = (some[1] for some in _SAID_BY.finditer(each.text, 0, _SAID_WITHIN))
        if begun is not None:
            voice = begun[1]
        elif who := next(filter(None, (_bearer(word, calls) for word in told)), None):
            voice = who
        elif name is not None:
            called = _called(name, calls)
            if called and (not name[3] or often[each.span.message_id] >= _LEAST_NAMED):
                voice = called
        introduced = _introduced(each.text, calls)
        is_own = voice is None or speaker in (voice, calls.get(voice.casefold()))
        is_told = is_quoted or lists_said or _QUOTED_SAYING.search(typed(each.text)) is not None
        yield not is_own or is_told


def _rests(
    sentences: Iterable[SentenceRead], calls: Mapping[str, str | None]
) -> Iterator[str | None]:
    """Yield for each sentence for whom its mail is passed on, or who wrote it, as it said before.

    A sentence with a line that names its writer is below it, too.
    """
    for _, some in groupby(sentences, key=lambda each: each.span.message_id):
        voice = writer = None
        for place, each in enumerate(some):
            for line in _BYLINE.finditer(each.text):
                writer = calls.get((line[1] or line[2]).casefold(), line[1] or line[2])
            yield writer or voice
            found = _PASSES_ON.match(each.text) if place < _PASSES_ON_WITHIN else None
            voice = voice or (_named(next(filter(None, found.groups())), calls) if found else None)


def _introduced(text: str, calls: Mapping[str, str | None]) -> str | None:
    """Return whose words the next paragraph is, as *text* says; "From Monday:" is nobody."""
    found = _INTRODUCES.match(text) if text.rstrip().endswith(":") else None
    if found is None:
        return None
    if found[1] is None:
        return _bearer(found[2], calls)
    return found[1] if _PRONOUN.fullmatch(found[1]) else _named(found[1], calls)


def _named(name: str, calls: Mapping[str, str | None]) -> str | None:
    """Return whom *name* means, known or not; a word in small letters is none but of who is."""
    return _bearer(name, calls) if name.islower() and not name.startswith("my ") else name


def _is_next(one: Span, other: Span) -> bool:
    """Return whether *other* stands right below *one*: no quote between them, nor code."""
    return one.message_id == other.message_id and 0 <= other.start - one.end <= _NEXT_TO


def _quoted(sentences: Iterable[SentenceRead]) -> Iterator[bool]:
    """Yield for each sentence whether it stands between marks that span several."""
    for _, some in groupby(sentences, key=lambda each: each.paragraph):
        yield from quoted_sentences([each.text for each in some])


def patch_writer(text: str) -> tuple[Address, range] | None:
    """Return who wrote the patch that a mail of *text* brings, and where their words stand.

    >>> patch_writer("From: Ada <ada@example.org>\\n\\nDrop it.\\n---\\n a.c | 2 +-\\n")
    (Address(name='Ada', address='ada@example.org', person=''), range(0, 37))
    """
    found = _PATCH_BY.search(text, 0, _PATCH_WITHIN)
    end = text.find(_PATCH_NOTES, found.end()) if found else -1
    if found is None or end < 0:
        return None
    return Address(name=found[1].strip(' "'), address=found[2].lower()), range(found.start(), end)


def _called(found: re.Match[str], calls: Mapping[str, str | None]) -> str | None:
    """Return the participant whose name stands before a colon or in brackets."""
    name = next(filter(None, found.groups()))
    return _bearer(name, calls) or _bearer(name.partition(" ")[0], calls)


def _bearer(name: str, calls: Mapping[str, str | None]) -> str | None:
    """Return who bears *name*: the name itself if several do, None if nobody does."""
    name = name.casefold()
    return (calls[name] or name) if name in calls else None


def bearers(
    everybody: Iterable[str], nicks: Iterable[tuple[str, str]] = ()
) -> dict[str, str | None]:
    """Return who bears each call of *everybody*, also of their *nicks*; None where several do.

    Which of several it is, is not said: none of them says so of themselves.

    >>> bearers(["Ada Lovelace", "Ada Stone"])
    {'ada lovelace': 'Ada Lovelace', 'ada': None, 'lovelace': 'Ada Lovelace', \
'ada stone': 'Ada Stone', 'stone': 'Ada Stone'}
    """
    found: dict[str, str | None] = {}
    for who, name in dict.fromkeys([*((who, who) for who in everybody), *nicks]):
        for call in calls_of(name):
            found[call] = None if found.get(call, who) != who else who
    return found


def calls_of(who: str) -> list[str]:
    """Return what one may be called: "Ada Lovelace", "ada", "lovelace"; a nick of an address.

    Of what stands beside a name a nick, in small letters, and not whom they work for.

    >>> calls_of("Ada Lovelace")
    ['ada lovelace', 'ada', 'lovelace']
    >>> calls_of("Ada Lovelace (Engines)"), calls_of("Ada Lovelace (adal)")
    (['ada lovelace', 'ada', 'lovelace'], ['ada lovelace', 'ada', 'lovelace', 'adal'])
    >>> calls_of("Ada Lovelace, Intel"), calls_of("Ada Lovelace | Intel")
    (['ada lovelace', 'ada', 'lovelace'], ['ada lovelace', 'ada', 'lovelace'])
    """
    aside = _ASIDE.search(who)
    name = who[: aside.start()].casefold() if aside else who.casefold()
    if "@" in name or " at " in name:
        name = name.split("@")[0].split(" at ")[0]
    name = _BESIDE.sub(r"\1", name)
    parts = [part.strip("\"'(),") for part in name.split()]
    ends = [parts[0], parts[-1]] if parts else []
    if aside and aside["nick"]:
        ends.append(aside["nick"])
    return [each for each in dict.fromkeys([name, *ends]) if len(each) >= _LEAST]
