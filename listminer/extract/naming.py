"""Whom a sentence names or speaks to, among the people of its thread. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from listminer.extract.acts import is_imperative
from listminer.extract.scene import Said, Scene
from listminer.extract.voices import calls_of
from listminer.extract.wording import content_words

_WORD = re.compile(r"[^\W\d_][\w.'’\-]*[^\W_]|[^\W\d_]")
# "Dan, can you …", "Hi Dan: …", "@dan …"; but not "So, can you …"
_CALL = re.compile(
    r"\W*(?:(?:hi|hey|hello|dear|and|but|so|also|ok|yes|no)\b,? )?@?([^\s,:;]+)[,:]", re.IGNORECASE
)
# "Dan, could you", "And Dan, please".
_CALL_TO_ACT = re.compile(
    r"\W*(?:(?:Hi|Hey|Hello|Dear|And|But|So|Also),? )?@?([A-Z][^\W\d_]+)[,:] ?"
    r"(?=(?:could|can|would|will) you\b|please\b|do you (?:think|want) you\b)"
)
# Words before a comma that are no names; stop words and those that end with "ly" are none, too.
_NO_NAMES = frozenset(
    [
        *("sorry", "hmm", "second", "third", "anyways", "hence", "fine", "besides", "btw", "fwiw"),
        *("iirc", "imho", "imo", "meanwhile", "yeah", "yep", "cheers", "note", "question", "sir"),
        *("sirs", "edit", "update", "today", "tomorrow", "therefore", "moreover", "furthermore"),
        *("nevertheless", "ps", "todo", "help", "fix", "request", "hint", "regardless"),
        *("afterwards", "plus", "interesting", "cool", "nice", "developer", "maintainer"),
        *("maintainers", "reviewers", "admin", "admins", "mods", "gentlemen", "ladies", "friends"),
        *("oh", "ah", "um"),
    ]
)
_YOU = re.compile(r"\b(?:you|your|yours)\b|\byou'", re.IGNORECASE)
# "Could someone", "feedback is welcome", "any wx users"; not "let someone else fix it".
_ANYONE = re.compile(
    r"(?<!trust )(?<!let )(?<!to )(?<!for )\b(?:anyone|anybody|someone|somebody)\b(?!'s| else's)"
    r"|\b(?:you all|you guys|(?:one|any|all|some|those) of you|please nobody)\b"
    r"|\b(?:any|for|of) volunteers\b|\b(?:from|need) the community\b"
    r"|(?:\b(?:can|could|would|will|does|do|has|have|is|did|if|need|needs|want|like|please|maybe"
    r"|perhaps|that|for|welcome|asks?|other) |^\W*(?:so |and |but )?)"
    r"(?:everyone|everybody|volunteers?|a volunteer|others|people|folks|users|all)\b"
    r"|\bany (?:of the )?(?:\w+ ){1,3}(?:users|devs|developers|committers|people|folks)\b"
    r"|\b(?:any|all) (?:help|comments?|feedback|thoughts|suggestions|input|opinions|advice)\b"
    r"|\b(?:comments?|contributions?|feedback|thoughts|suggestions|patches|opinions|ideas"
    r"|reviews?|input|help)\b.{0,40}\b(?:welcomed?|appreciated)\b"
    r"|\b(?:comments?|feedback|suggestions|thoughts|patches|questions) (?:\w+ )?to"
    r" (?:the|this) list\b"
    r"|^\W*(?:comments|feedback|thoughts|suggestions|patches|opinions)\b",
    re.IGNORECASE,
)
# After a name, "Tom could tell", "Tom needs to say"; not "Tom said".
_CAN = re.compile(
    r" (?:\w+ )?(?:could|can|should|would|will|might|may|has to|needs? to|must|ought to)\b"
    r"|,? please\b",
    re.IGNORECASE,
)
# Before a name: "an ack from Tom", "I'd like Tom's view", "@tom"; not "as Tom", "patches from Tom".
_FROM = re.compile(
    r"(?:\b(?:acks?|words?|views?|opinions?|repl(?:y|ies)|reviews?|answers?|input|feedback|comments?"
    r"|hear|know|confirmation|sign-?off|something|response) from |@"
    r"|\b(?:would|'d) like (?:to see |to hear )?)$",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"\W*please\b", re.IGNORECASE)
_LAST = re.compile(r"\W*$")  # "Can you look, Tom?"
# "Please", "let me know", "I'd suggest".
_ORDER = re.compile(
    r"\bplease\b|\b(?:let|tell|send|give) (?:me|us)\b|\bfeel free\b"
    r"|\bi(?:'d| would) (?:suggest|recommend)\b"
    r"|^\W*(?:then |also |just |now )?(?:apply|boot|build|change|configure|connect|copy|delete"
    r"|disable|download|edit|enable|get|go|install|reboot|restart|set|start|stop|switch|turn"
    r"|upgrade|verify)\b (?!\w+ing\b)",
    re.IGNORECASE,
)
# "Hi all,"
_ALL = frozenset(
    [
        *("all", "everyone", "everybody", "list", "folks", "guys", "there", "people"),
        *("developers", "team"),
    ]
)
_TOP = 20  # segments of a message among which its greeting stands
_FAR = 50  # mails of one's own in a row
# Names that are everyday words, and words that stand before a comma.
_ORDINARY = frozenset(
    [
        *("will", "mark", "may", "art", "pat", "bill", "grant", "rich", "jack", "frank", "guy"),
        *("max", "so", "ok", "yes", "no", "the", "a", "an", "and", "but", "or", "hi", "thanks"),
        *("also", "well", "now", "then"),
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text."""

    who: str
    start: int
    end: int
    is_owner: bool  # "Priya's page"


class Names:
    """The names of the people of one thread, and how they are called in running text."""

    def __init__(self, speakers: Iterable[str], nicks: Iterable[tuple[str, str]] = ()) -> None:
        """Take who there is, and other names under which they write, each beside its bearer."""
        self._calls: dict[str, str | None] = {}  # None: several people are called so
        for who, name in dict.fromkeys([*((who, who) for who in speakers), *nicks]):
            for call in calls_of(name):
                self._calls[call] = None if self._calls.get(call, who) != who else who

    def who(self, word: str) -> str | None:
        """Return whom *word* means: a first or last name, a nick; None if nobody or several."""
        return self._calls.get(word.casefold())

    def mentioned(self, text: str) -> tuple[Mention, ...]:
        """Return the people named in *text*, in its order.

        Everyday words that are names too count only with a capital inside a sentence.
        """
        found = []
        for match in _WORD.finditer(text):
            word = match.group()
            bare = re.sub(r"['’]s$|['’]$", "", word).rstrip(".")
            who = self.who(bare)
            if who is None or (bare.islower() and " " in who):
                continue
            if bare.casefold() in _ORDINARY and (match.start() == 0 or bare.islower()):
                continue
            is_owner = word != bare and ("’" in word or "'" in word)
            found.append(Mention(who, match.start(), match.end(), is_owner))
        return tuple(found)

    def called_unknown(self, text: str) -> str | None:
        """Return the name that *text* calls at its beginning if it tells no one of the thread.

        "Alex, could you …", where two are called so, or "Dan, please …", where none is:
        asked is whoever that is, and nobody else. An opening word is no name.
        """
        match = _CALL_TO_ACT.match(text)
        if match is None or self.who(match[1]) is not None:
            return None
        word = match[1].casefold()
        is_name = word in self._calls or not (word in _NO_NAMES or word.endswith("ly"))
        return match[1] if is_name and word not in _ALL and content_words(match[1]) else None

    def asked(self, text: str) -> str | None:
        """Return the person who, *text* says, could do it: "Maybe Tom can tell", "@tom".

        Where it speaks to somebody, who else could is no matter: "Please wait, Tom might …".
        """
        to_reader = says_you(text) or _PLEASE.match(text) is not None or _orders(text)
        for mention in self.mentioned(text):
            before, after = text[: mention.start], text[mention.end :]
            if (
                (not to_reader and _CAN.match(after))
                or _FROM.search(before)
                or (_LAST.match(after) and before.rstrip().endswith(","))
            ):
                return mention.who
        return None

    def called(self, text: str) -> str | None:
        """Return the person whom *text* calls at its beginning: "Dan, can you …"."""
        match = _CALL.match(text)
        return None if match is None else self.who(match.group(1))


def names_in(scene: Scene) -> Names:
    """Return the names of all who speak in *scene*: also those that the user said mean another."""
    return Names(scene.speakers.values(), scene.nicks)


def addressed(scene: Scene, names: Names, said: Said) -> str | None:
    """Return the person whom *said* speaks to; None if it is anyone, or cannot be told.

    The one called by name in the sentence or at the head of its paragraph; the one
    named as who could do it; else the one whom the words answer.
    """
    called = names.called(said.text)
    if called is not None and called != said.speaker:
        return called
    if is_to_anyone(said.text):
        return None
    unknown = names.called_unknown(said.text)
    if unknown is not None:
        return unknown
    named = names.asked(said.text)
    if named is not None and named != said.speaker:
        return named
    mine = scene.by_message[said.message_id]
    for earlier in reversed(mine[: said.place]):
        if earlier.paragraph != said.paragraph:
            break
        called = names.called(earlier.text) or names.called_unknown(earlier.text)
        if called is not None and called != said.speaker:
            return called
    if not said.sources:
        greeted = _greeted(scene, names, said)
        if greeted is not None:
            return greeted[0] if greeted else None
        if not speaks_to_one(said.text):
            return None
    return _answered(scene, said)


def _greeted(scene: Scene, names: Names, said: Said) -> tuple[str, ...] | None:
    """Return the one whom the message greets, () if all; None if nobody or several or a guest."""
    text = scene.messages[said.message_id].text
    for segment in scene.discussion.segments.get(said.message_id, ())[:_TOP]:
        if segment.zone == "salutation" and not segment.depth:
            words = _WORD.findall(text[segment.span.start : segment.span.end])
            if any(word.casefold() in _ALL for word in words):
                return ()
            whom = {who for word in words if (who := names.who(word)) and who != said.speaker}
            return tuple(whom) if len(whom) == 1 else None
    return None


def _answered(scene: Scene, said: Said) -> str | None:
    """Return whom *said* answers: the one quoted, else the nearest other up the tree."""
    above = scene.answered_message(said)
    if above is not None and scene.speakers[above] != said.speaker:
        return scene.speakers[above]
    at = scene.parent.get(said.message_id)  # he quotes himself, or follows his own mail up
    for _ in range(_FAR):
        if at is None:
            return None
        if scene.speakers[at] != said.speaker:
            return scene.speakers[at]
        at = scene.parent.get(at)
    return None


def is_to_anyone(text: str) -> bool:
    """Return whether *text* speaks to whoever reads it: "could someone …", "feedback welcome"."""
    return _ANYONE.search(text) is not None


def speaks_to_one(text: str) -> bool:
    """Return whether *text* wants something of its reader: "your log", "please", "try this"."""
    return says_you(text) or _ORDER.search(text) is not None or _orders(text)


def _orders(text: str) -> bool:
    return is_imperative(" ".join(text.lower().split()))


def says_you(text: str) -> bool:
    """Return whether *text* speaks to somebody: "could you …", "your patch"."""
    return _YOU.search(text) is not None
