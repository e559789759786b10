"""Ideas on the table: which sentences put the same one forward, and who was first.

Pure. Sentences are taken by time; each joins the idea it restates, or opens one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.extract.naming import Names
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity

MAX_IDEAS = 400  # of one thread; an idea more is taken for a restatement of the nearest
NEAR = 2  # sentences apart in one message: in 85 % of such labelled pairs one idea goes on
SAME_AUTHOR = 0.45  # likeness from which one's own later words restate an idea
OTHER_AUTHOR = 0.65  # the same for somebody else's words
LEAST_SHARED = 2  # words in common below which likeness is chance

# What begins another idea right after one: "Another option would be", "2. We should".
_ANOTHER = re.compile(
    r"\W*(?:(?:another|alternatively|or|also|additionally|besides|secondly|thirdly|second|third"
    r"|finally|lastly|furthermore|otherwise|as an alternative|option [b-z2-9])\b"
    r"|\(?[2-9][.)] |i(?:'d| would) also\b|we (?:should|could) also\b)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:instead|rather than|in place of|alternatively)\b", re.IGNORECASE)
# "Jeremy suggests that we …" is told by another; "as Jeremy suggested" may argue for it.
_REPORTS = re.compile(
    r"\W*(?:so |but |and |also )?(?:as |what )?(?P<who>\S+(?: \S+)?)"
    r" (?:also |once |just |has |had )?(?:suggest(?:s|ed)|propose[sd]|recommend(?:s|ed)"
    r"|wants|wanted|would like|asked)\b(?! me\b)",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Idea:
    """A proposal in the making."""

    author: str | None
    said: list[Said] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)  # numbers of sentences told by another
    words: frozenset[str] = frozenset()
    assumed: bool = False  # nobody here proposed it; people take sides on it

    def add(self, said: Said, *, is_reported: bool = False) -> None:
        """Take one more sentence that states it."""
        self.said.append(said)
        self.words |= said.words
        if is_reported:
            self.reported.add(said.number)

    def is_in(self, said: Said) -> bool:
        """Return whether *said* is one of the sentences that state it."""
        return any(each is said for each in self.said)


class Ideas:
    """All ideas of one thread, by first sentence."""

    def __init__(self) -> None:
        self.all: list[Idea] = []
        self.by_sentence: dict[int, list[Idea]] = {}

    def open(self, author: str | None, said: Said, **how: bool) -> Idea:
        """Return a new idea that *said* states."""
        idea = Idea(author=author)
        self.all.append(idea)
        self.add(idea, said, **how)
        return idea

    def add(self, idea: Idea, said: Said, **how: bool) -> None:
        """Let *said* state *idea* too."""
        idea.add(said, is_reported=how.get("is_reported", False))
        self.by_sentence.setdefault(said.number, []).append(idea)

    def stated_by(self, said: Said) -> list[Idea]:
        """Return the ideas that this sentence states."""
        return self.by_sentence.get(said.number, [])

    def in_message(self, said: Sequence[Said]) -> list[Idea]:
        """Return the ideas that these sentences state, in their order."""
        found = [idea for each in said for idea in self.stated_by(each)]
        return list(dict.fromkeys(found))


def find_ideas(scene: Scene, names: Names, rarity: Rarity) -> Ideas:
    """Return the ideas that sentences of *scene* put forward, by first sentence."""
    ideas = Ideas()
    for said in scene.said:
        if "proposal" not in said.kinds:
            continue
        teller = _reported_author(said, names)
        if teller is not None:
            _take_reported(ideas, said, teller, rarity)
            continue
        home = _goes_on(scene, ideas, said)
        if home is None:
            home = _restated(scene, ideas, said, rarity)
        if home is not None:
            ideas.add(home, said)
        else:
            ideas.open(said.speaker, said)
    return ideas


def _reported_author(said: Said, names: Names) -> str | None:
    """Return whose idea *said* tells, if it is another's."""
    match = _REPORTS.match(said.text)
    if match is None:
        return None
    for word in reversed(match.group("who").split()):
        who = names.who(word.strip("(),'\""))
        if who is not None and who != said.speaker:
            return who
    return None


def _take_reported(ideas: Ideas, said: Said, teller: str, rarity: Rarity) -> None:
    """Add what *said* tells of *teller*'s idea to it, as far as it is known here."""
    theirs = [idea for idea in ideas.all if idea.author == teller]
    near = _nearest(theirs, said, rarity)
    if near is not None and near[1] >= SAME_AUTHOR / 2:
        ideas.add(near[0], said, is_reported=True)
    else:
        ideas.open(teller, said, is_reported=True)


def _goes_on(scene: Scene, ideas: Ideas, said: Said) -> Idea | None:
    """Return the idea that the sentences just before in the same message state."""
    mine = scene.by_message[said.message_id]
    for gap in range(1, NEAR + 1):
        if said.place < gap:
            return None
        earlier = mine[said.place - gap]
        if earlier.sources != said.sources and earlier.paragraph != said.paragraph:
            return None
        stated = ideas.stated_by(earlier)
        if stated:
            if earlier.item != said.item and said.is_listed and earlier.is_listed:
                return None
            return None if _ANOTHER.match(said.text) else stated[-1]
    return None


def _restated(scene: Scene, ideas: Ideas, said: Said, rarity: Rarity) -> Idea | None:
    """Return the earlier idea that *said* puts into words anew."""
    answered = _answered_ideas(scene, ideas, said)
    for idea in answered:
        if idea.author == said.speaker and not _INSTEAD.search(said.text):
            return idea  # quoting oneself to say it again
    own = [idea for idea in ideas.all if idea.author == said.speaker]
    near = _nearest(own, said, rarity)
    if near is not None and near[1] >= SAME_AUTHOR:
        return near[0]
    others = [idea for idea in ideas.all if idea.author != said.speaker]
    near = _nearest(others, said, rarity)
    least = OTHER_AUTHOR / 2 if near is not None and near[0] in answered else OTHER_AUTHOR
    if near is not None and near[1] >= least and not _INSTEAD.search(said.text):
        return near[0]
    if len(ideas.all) >= MAX_IDEAS:
        return ideas.all[-1]
    return None


def _answered_ideas(scene: Scene, ideas: Ideas, said: Said) -> list[Idea]:
    return ideas.in_message(scene.answered(said))


def _nearest(some: Sequence[Idea], said: Said, rarity: Rarity) -> tuple[Idea, float] | None:
    """Return the idea that shares most with *said*, and how much; None if none shares words."""
    best: tuple[Idea, float] | None = None
    for idea in some:
        likeness = max(
            (
                rarity.likeness(each.words, said.words)
                for each in idea.said
                if len(each.words & said.words) >= LEAST_SHARED
            ),
            default=0.0,
        )
        if likeness and (best is None or likeness > best[1]):
            best = (idea, likeness)
    return best
