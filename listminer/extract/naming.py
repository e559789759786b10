"""Whom a sentence names or speaks to, among the people of its thread. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise

from listminer.extract.asides import promised_by
from listminer.extract.asking import (
    is_to_anyone,
    is_to_one_or_another,
    orders,
    says_you,
    speaks_to_one,
)
from listminer.extract.scene import Said, Scene
from listminer.extract.vocatives import ALL, calls_in, looks_like_name, names_greeted
from listminer.extract.voices import bearers
from listminer.extract.wording import content_words

_HEAD_WITHIN = 60  # sentences back to the head of a paragraph; people type no longer ones
_CALLED_WITHIN = 200  # sentences back to who else a mail called; longer ones are documents
_NEAR = 60  # characters beside a name that tell what is asked of whom
_WORD = re.compile(r"[^\W\d_][\w.'’\-]*[^\W_]|[^\W\d_]")
# After a name, "Tom could tell", "Tom needs to say"; not "Tom said", "Tom would like to hear".
_CAN = re.compile(
    r" (?:\w+ )?(?:could|can|should|would|will|might|may|has to|needs? to|must|ought to)\b"
    r"(?! (?:like|love|prefer|rather|want|appreciate|have)\b)|,? please\b",
    re.IGNORECASE,
)
# Before a name: "an ack from Tom", "I'd like Tom's view", "@tom"; not "as Tom", "patches from Tom".
_FROM = re.compile(
    r"(?:\b(?:acks?|words?|views?|opinions?|repl(?:y|ies)|reviews?|answers?|input|feedback|comments?"
    r"|hear|know|confirmation|sign-?off|something|response) from |@"
    r"|\b(?:would|'d) like (?:to see |to hear )?)$",
    re.IGNORECASE,
)
# "Can we have | Tom | look at it": he does it; not "can we have Tom over".
_TO_DO = re.compile(
    r" (?:to [a-z]+|look|take|review|check|test|try|run|send|write|fix|do|confirm|comment)\b"
)
_HAVE = re.compile(
    r"\b(?:can|could|should|shall|may) (?:we|i)(?: \w+)? (?:have|get) $", re.IGNORECASE
)
# "Tom to rebase it, please", "need Tom's log"; not "Tom to the rescue", "need Tom's patch gone".
_FIRST = re.compile(r"\W*(?:so |and |then |next:? )?", re.IGNORECASE)
_WILL = re.compile(r"(?:['’]ll| (?:will|is going to|promised to|offered to))\b")
_IS_TO = re.compile(r" to (?!(?:the|a|an|be|my|me|us|all)\b)[a-z]{2,}\b")
_NEEDS = re.compile(r"\b(?:need|needs|waiting (?:for|on)) $", re.IGNORECASE)
_COULD = re.compile(r", (?:could|can|would|will) $", re.IGNORECASE)  # "Tom, could | Ada look?"
# Subjects that are not people: "the docs | could say so" is asked of the one answered.
_THING = re.compile(r"(?:the|this|that|your|an?|you|it)\b", re.IGNORECASE)
# Between two names: "Tom or Grace could tell".
_BOTH = re.compile(r",? (?:and/or|and|or|&) @?|/@?")
# Who is told of, and not spoken to. Before a name: "let Tom know", "wait for Tom", "as Tom said".
_OF = re.compile(
    r"(?:\b(?:to|with|for|from|by|of|about|like|as|per|than|let|tell|ask|asked|told|cc|ping|poke"
    r"|contact|help|send|give|show|see|thank|via|not)|\+[12]:?) $",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:if|when|since|because|once|after|before|until) $", re.IGNORECASE)
# And behind it: "Tom is right, please …".
_IS = re.compile(
    r" (?:is|was|has|had|said|says|wrote|suggests?|suggested|proposed|mentioned|noted|pointed|asked"
    r"|wants|thinks|knows|does|did|already|agrees|offered|sent|posted)\b"
)
_AT = re.compile(r"(?<!\w)@")  # "@tom", not "ada@tom"
# "Ada would like to know it": a wish of hers is asked of somebody else.
_WISHES = re.compile(
    r" (?:would (?:also |really )?(?:like|love|prefer|appreciate|rather)|wants|wishes|asks|asked)\b"
)
# What is said of the whole mail, wherever it stands: "P.S.: please reply below".
_OF_ALL = re.compile(
    r"\W*p\.? ?s\b|\breply (?:inline|below)\b|\b(?:top|bottom)[- ]?post(?:ing)?\b", re.IGNORECASE
)
_PLEASE = re.compile(r"\W*please\b", re.IGNORECASE)
_LAST = re.compile(r"\W*$")  # "Can you look, Tom?"
_TOP = 20  # segments of a message among which its greeting stands
_LEAST_SHORT = 3  # letters of a name that is short for another: "Rob", "Matt"
_LEAST_ALIKE = 2  # letters that the short form of a name has of it
_PET_ENDS = frozenset(["", "e", "y", "i", "ie", "ey", "s", "ve", "o"])  # and what may follow them
_MISSPELT = 0.8  # how alike two spellings of a name are: "Micheal", "Michael"
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
        self._speakers = frozenset(speakers)
        nicks = tuple(nicks)
        self._calls = bearers(self._speakers, nicks)
        parts = bearers(self._speakers)
        self._small = frozenset(bearers(who for who in self._speakers if " " not in who)) | {
            name
            for _, name in nicks
            if name.isalnum() and name.islower() and name not in parts and content_words(name)
        }
        self._called: dict[str, tuple[str, ...] | None] = {}  # by text: asked for again and again

    def who(self, word: str) -> str | None:
        """Return whom *word* means: a first or last name, a nick; None if nobody or several."""
        return self._calls.get(word.casefold())

    def is_here(self, who: str) -> bool:
        """Return whether *who* takes part, and is not only called."""
        return who in self._speakers

    def mentioned(self, text: str) -> tuple[Mention, ...]:
        """Return the people named in *text*, in its order.

        Everyday words that are names too count only with a capital inside a sentence; first
        names in small letters only behind "@", where they are no one's whole name or nick.
        """
        found = []
        for match in _WORD.finditer(text):
            word = match.group()
            bare = re.sub(r"['’]s$|['’]$", "", word).rstrip(".")
            who = self.who(bare)
            is_at = _AT.match(text, max(0, match.start() - 1)) is not None
            if who is None or (bare.islower() and bare not in self._small and not is_at):
                continue
            if bare.casefold() in _ORDINARY and (match.start() == 0 or bare.islower()):
                continue
            is_owner = word != bare and ("’" in word or "'" in word)
            found.append(Mention(who, match.start(), match.end(), is_owner))
        return tuple(found)

    def asked(self, text: str) -> str | None:
        """Return the person who, *text* says, could do it: "Maybe Tom can tell", "@tom".

        Where it speaks to somebody, who else could is no matter: "Please wait, Tom might …".
        """
        to_reader = says_you(text) or _PLEASE.match(text) is not None or orders(text)
        for mention in self.mentioned(text):
            before = text[max(0, mention.start - _NEAR) : mention.start]
            after = text[mention.end : mention.end + _NEAR]
            if (
                (not to_reader and _CAN.match(after) and not _OF.search(before))
                or _FROM.search(before)
                or (_HAVE.search(before) and _TO_DO.match(after))
                or (_FIRST.fullmatch(before) and _IS_TO.match(after))
                or (mention.is_owner and _NEEDS.search(before))
                or (_LAST.match(text, mention.end) and before.rstrip().endswith(","))
            ):
                return mention.who
        return None

    def told_to_do(self, text: str) -> str | None:
        """Return the person who, *text* begins by telling, will do something."""
        for mention in self.mentioned(text):
            if _FIRST.fullmatch(text, 0, mention.start) and _WILL.match(text, mention.end):
                return mention.who
        return None

    def asked_beside(self, text: str) -> bool:
        """Return whether several, *text* says, could do it: which of them is not said."""
        asked = self.asked(text)
        return asked is not None and any(
            asked in (one.who, other.who) and _BOTH.fullmatch(text, one.end, other.start)
            for one, other in pairwise(self.mentioned(text))
        )

    def asked_else(self, text: str, called: tuple[str, ...] | None) -> bool:
        """Return whether *text* asks, of the one *called* in it, what another could do."""
        if not called:
            return False
        return any(
            each.who not in called
            and _COULD.search(text, max(0, each.start - _NEAR), each.start) is not None
            for each in self.mentioned(text)
        )

    def told_of(self, text: str) -> frozenset[str]:
        """Return of whom *text* speaks as of one who does not read it: "please ask Tom"."""
        return frozenset(
            each.who
            for each in self.mentioned(text)
            if _WISHES.match(text, each.end)
            or any(
                form.search(text, max(0, each.start - _NEAR), each.start) for form in (_OF, _WHEN)
            )
            or _IS.match(text, each.end)
        )

    def called(self, text: str) -> tuple[str, ...] | None:
        """Return the one whom *text* calls, () if that tells no one here; None if it calls nobody.

        "Alex, could you …", where two are called so, or "Dan, please …", where none is:
        asked is whoever that is, and nobody else. Without such words a stranger's name may
        be another word.
        """
        if text not in self._called:
            self._called[text] = self._called_in(text)
        return self._called[text]

    def _called_in(self, text: str) -> tuple[str, ...] | None:
        for call in sorted(calls_in(text), key=lambda call: not call.asks):
            if call.is_copied and not call.asks:
                return ()
            bears = self.who if call.is_small else self.bearer
            whom = dict.fromkeys(who for name in call.names if (who := bears(name)))
            if len(call.names) == 1 and whom:
                return tuple(whom)
            is_told = call.is_sure or self._is_shared(call.names[0])
            is_said = call.asks or call.is_subject or speaks_to_one(text)
            if whom or (is_told and is_said):
                return call.names if call.asks and len(call.names) == 1 else ()
        return None

    def bearer(self, name: str) -> str | None:
        """Return whom a name of one word or two calls: "Ada", "Ada Lovelace", "Rob" for Robert."""
        first, _, last = name.casefold().partition(" ")
        who = self.who(name)
        if len(last.rstrip(".")) == 1:
            return who or self._with_initial(first, last[0])
        if last:
            return who or (self.who(first) if self.who(first) == self.who(last) else None)
        if who is None and len(name) >= _LEAST_SHORT and first not in self._calls:
            long = {self._calls[call] for call in self._calls if call.startswith(first)}
            long = long or {each for each in self._speakers if first in _nicks_of(each)}
            return long.pop() if len(long) == 1 else None
        return who

    def _with_initial(self, first: str, initial: str) -> str | None:
        """Return the only one whom "Ada S." can mean."""
        parts = {each: each.casefold().replace(",", "").split() for each in self._speakers}
        found = [
            each
            for each, some in parts.items()
            if first in some and any(p.startswith(initial) for p in some if p != first)
        ]
        return found[0] if len(found) == 1 else None

    def _is_shared(self, name: str) -> bool:
        return name.casefold() in self._calls and self.who(name) is None


def _nicks_of(who: str) -> frozenset[str]:
    """Return what *who* may be called for short: "alovelace", "adal" for Ada Lovelace."""
    first, _, last = who.casefold().partition(" ")
    return frozenset([first[:1] + last, first + last[:1]] if last.isalpha() else [])


def names_in(scene: Scene) -> Names:
    """Return the names of all who speak in *scene*, also what they sign with."""
    return Names(scene.speakers.values(), scene.nicks)


def addressed(scene: Scene, names: Names, said: Said) -> str | None:
    """Return the person whom *said* speaks to; None if it is anyone, or cannot be told.

    The one called by name in the sentence or at the head of its paragraph; the one
    named as who could do it; the one greeted by the mail; else the one whom the words answer.
    """
    called = names.called(said.text)
    if names.asked_else(said.text, called) or is_to_one_or_another(said.text):
        return None
    if called and called[0] != said.speaker and names.is_here(called[0]):
        return called[0]
    if is_to_anyone(said.text):
        return None
    if called is not None and said.speaker not in called:
        return called[0] if called else None
    if names.asked_beside(said.text):
        return None
    named = names.asked(said.text)
    if named is not None and named != said.speaker:
        return named
    subject = None if says_you(said.text) else promised_by(said.text)
    if subject is not None and not _THING.match(subject):
        return None  # "Karl could look at it": not the one whom the mail answers
    mine = scene.by_message[said.message_id]
    for earlier in reversed(mine[max(0, said.place - _HEAD_WITHIN) : said.place]):
        if earlier.paragraph != said.paragraph:
            break
        called = names.called(earlier.text)
        if called is not None and said.speaker not in called:
            return called[0] if called else None
    if not said.sources:
        greeted = _greeted(scene, names, said)
        if greeted is not None:
            return greeted[0] if greeted else None
        if not speaks_to_one(said.text) or _is_to_others(scene, names, said):
            return None
    answered = _answered(scene, said)
    return None if answered in names.told_of(said.text) else answered


def _greeted(scene: Scene, names: Names, said: Said) -> tuple[str, ...] | None:
    """Return the one whom the message greets, () if all or several; None if it greets nobody.

    A stranger's name tells whom "you" is, and no more.
    """
    text = scene.messages[said.message_id].text
    for segment in scene.discussion.segments.get(said.message_id, ())[:_TOP]:
        if segment.zone == "salutation" and not segment.depth:
            greeting = text[segment.span.start : segment.span.end]
            called = names_greeted(" ".join(greeting.split()))
            if not called or called[0] in ALL:
                return () if called else None
            known = {who for name in called if (who := names.bearer(name))}
            strangers = [n for n in called if not names.bearer(n) and looks_like_name(n)]
            if len(known | set(strangers)) > 1:
                return ()
            if known:
                return tuple(known) if said.speaker not in known else None
            if not strangers:
                return None
            answered = _answered(scene, said)
            if answered is not None and _may_call(strangers[0], answered):
                return (answered,)
            is_one = len(called) == 1 and speaks_to_one(said.text)
            return (strangers[0],) if is_one else ()
    return None


def _is_to_others(scene: Scene, names: Names, said: Said) -> bool:
    """Return whether the mail has called somebody else above, so that "you" may be either.

    "Ada, can you send the log?" and, in the next paragraph, "Please run it again, too."
    """
    mine = scene.by_message[said.message_id]
    for earlier in reversed(mine[max(0, said.place - _CALLED_WITHIN) : said.place]):
        called = None if earlier.sources else names.called(earlier.text)
        if called is not None and said.speaker not in called:
            return called != (_answered(scene, said),)
    return False


def _may_call(name: str, who: str) -> bool:
    """Return whether *name* may be short or misspelt for *who*: "Nick" for Nikolaos.

    Of who is known by an address alone, "jdoe@x.org", the first letter tells.
    """
    if "@" in who:
        return who[:1].casefold() == name[:1].casefold()
    return any(_is_form_of(name.split()[0], call) for call in who.split())


def _is_form_of(name: str, of: str) -> bool:
    """Return whether one of two first names may be short, or misspelt, for the other.

    >>> [_is_form_of("Mike", each) for each in ("Michael", "Milan")]
    [True, False]
    >>> _is_form_of("Micheal", "Michael"), _is_form_of("Maria", "Mark")
    (True, False)
    """
    one, other = (_sounded(each) for each in (name, of))
    pairs = enumerate(zip(one, other, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    if same >= _LEAST_ALIKE and {one[same:], other[same:]} & _PET_ENDS:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MISSPELT


def _sounded(name: str) -> str:
    """Return *name* as it sounds in the forms of names: "nik" for Nick, "mikael" for Michael."""
    return re.sub(r"ck|ch|c", "k", name.casefold()).replace("th", "t").replace("ph", "f")


def _answered(scene: Scene, said: Said) -> str | None:
    """Return whom *said* answers: the one quoted, else the nearest other up the tree.

    What is said of the whole mail answers the mail above, not whom it quotes on the way.
    """
    is_of_all = _OF_ALL.search(said.text) is not None
    above = scene.parent.get(said.message_id) if is_of_all else scene.answered_message(said)
    if above is not None and scene.speakers[above] != said.speaker:
        return scene.speakers[above]
    # he quotes himself, or follows his own mail up
    up = islice(scene.up_from(scene.parent.get(said.message_id)), _FAR)
    return next((who for at in up if (who := scene.speakers[at]) != said.speaker), None)
