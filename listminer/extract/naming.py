"""Whom a sentence names or speaks to, among the people of its thread. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from listminer.extract.scene import Said, Scene

_WORD = re.compile(r"[^\W\d_][\w.'’\-]*[^\W_]|[^\W\d_]")
_LEAST = 2  # letters of a name that is looked for
# "Dan, can you …", "Hi Dan: …", "@dan …"; but not "So, can you …"
_CALL = re.compile(
    r"\W*(?:(?:hi|hey|hello|dear|and|but|so|also|ok|yes|no)\b,? )?@?([^\s,:;]+)[,:]", re.IGNORECASE
)
_YOU = re.compile(r"\b(?:you|your|yours)\b|\byou'", re.IGNORECASE)
_ANYONE = re.compile(
    r"(?:\b(?:can|could|would|will|does|do|has|have|is|did|if|need|needs|want|like|please|maybe"
    r"|perhaps|that|for|welcome|asks?) |^\W*(?:so |and |but )?)"
    r"(?:anyone|anybody|someone|somebody|everyone|everybody|people|folks|volunteers?|a volunteer"
    r"|you all|you guys|one of you|any of you|all of you|all)\b"
    r"|\b(?:any|all) (?:help|comments?|feedback|thoughts|suggestions|input|opinions)\b"
    r"|\bplease nobody\b"
    r"|^\W*(?:comments|feedback|thoughts|suggestions|patches|opinions)\b",
    re.IGNORECASE,
)
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

    def __init__(self, speakers: Iterable[str]) -> None:
        self._calls: dict[str, str | None] = {}  # None: several people are called so
        for who in dict.fromkeys(speakers):
            for call in _calls(who):
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
            found.append(
                Mention(
                    who, match.start(), match.end(), (word != bare and "’" in word) or "'" in word
                )
            )
        return tuple(found)

    def called(self, text: str) -> str | None:
        """Return the person whom *text* calls at its beginning: "Dan, can you …"."""
        match = _CALL.match(text)
        return None if match is None else self.who(match.group(1))


def addressed(scene: Scene, names: Names, said: Said) -> str | None:
    """Return the person whom *said* speaks to; None if it is anyone, or cannot be told.

    The one called by name in the sentence or at the head of its paragraph; else,
    where it says "you" and quotes, the one quoted; else the one answered.
    """
    called = names.called(said.text)
    if called is not None and called != said.speaker:
        return called
    if _ANYONE.search(said.text):
        return None
    mine = scene.by_message[said.message_id]
    for earlier in reversed(mine[: said.place]):
        if earlier.paragraph != said.paragraph:
            break
        called = names.called(earlier.text)
        if called is not None and called != said.speaker:
            return called
    for mention in names.mentioned(said.text):
        if mention.who != said.speaker and not mention.is_owner:
            return mention.who
    above = scene.answered_message(said)
    if above is None or not (says_you(said.text) or said.sources):
        return None
    who = scene.speakers[above]
    return None if who == said.speaker else who


def says_you(text: str) -> bool:
    """Return whether *text* speaks to somebody: "could you …", "your patch"."""
    return _YOU.search(text) is not None


def _calls(who: str) -> list[str]:
    """Return what one may be called: "Ada Lovelace", "ada", "lovelace"; a nick of an address."""
    name = who.casefold()
    if "@" in name or " at " in name:
        name = name.split("@")[0].split(" at ")[0]
    parts = [part.strip("\"'(),") for part in name.split()]
    ends = [parts[0], parts[-1]] if parts else []
    return [each for each in dict.fromkeys([name, *ends]) if len(each) >= _LEAST]
