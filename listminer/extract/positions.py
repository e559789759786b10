"""Where each person stands on each idea: the last word counts, what came before is history.

Pure. A side's target is told by the words it answers first, then by names and
words that it shares with an idea, then by the message it replies to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listminer.extract.naming import Names
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity
from listminer.model import Position, Stance, Turn

# What tells an idea as the target of a side, in points; tuned by leaving one
# labelled thread out at a time.
ANSWERED = 3.0  # the answered words state it
ANSWERED_SIDE = 2.2  # the answered words take a side on it
ANSWERED_NEAR = 1.4  # the answered words stand right below it
IN_MESSAGE = 1.0  # the answered message states it
SIDE_IN_MESSAGE = 0.8  # the answered message takes a side on it
OF_ROOT = 0.5  # the thread's first message states it
OWNER_NAMED = 2.0  # "Priya's page"
AUTHOR_NAMED = 1.0
SHARED_WORDS = 2.4  # times the likeness
YOUR = 1.0  # "your proposal"
OWN_IDEA = -1.2  # sides are rarely taken on one's own idea
SAME_BREATH = 1.2  # the side before it in its paragraph was on it
LEAST = 0.5  # points below which no idea is meant

_BOTH = re.compile(r"\bboth\b|\ball (?:of )?(?:them|these|those|three|points)\b", re.IGNORECASE)
_YOUR = re.compile(
    r"\byour? (?:\w+ )?(?:proposal|idea|suggestion|plan|patch|approach|point|option|solution|draft"
    r"|version|scheme|rule|change)s?\b",
    re.IGNORECASE,
)
_BACK = 3  # sentences of a message looked back for the idea that the answered words belong to


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One sentence's stance on one idea."""

    said: Said
    idea: Idea
    stance: Stance
    confidence: float


def take_sides(scene: Scene, ideas: Ideas, names: Names, rarity: Rarity) -> tuple[Side, ...]:
    """Return all sides taken, by time: who states an idea of his own is for it.

    Opens an idea that nobody proposed where people take sides on the thread's
    first message and it states none.
    """
    taken = _Taken(scene, ideas, names, rarity)
    for said in scene.said:
        taken.read(said)
    return tuple(taken.sides)


class _Taken:
    """One pass over the thread; remembers which sentence took which side."""

    def __init__(self, scene: Scene, ideas: Ideas, names: Names, rarity: Rarity) -> None:
        self._scene = scene
        self._ideas = ideas
        self._names = names
        self._rarity = rarity
        self._known: list[Idea] = []  # stated so far
        self._sided: dict[int, list[Idea]] = {}  # by sentence
        self.sides: list[Side] = []

    def read(self, said: Said) -> None:
        stated = self._ideas.stated_by(said)
        for idea in stated:
            if idea not in self._known:
                self._known.append(idea)
        stance = stance_of(said)
        if stance is not None:
            for idea, share in self._targets(said, stated, stance):
                self._take(said, idea, stance, said.kinds[stance] * share)
        for idea in stated:
            told = said.number in idea.reported
            if not told and idea not in self._sided.get(said.number, []):
                self._take(said, idea, "support", said.kinds["proposal"])

    def _take(self, said: Said, idea: Idea, stance: Stance, confidence: float) -> None:
        self._sided.setdefault(said.number, []).append(idea)
        self.sides.append(Side(said, idea, stance, confidence))

    def _targets(
        self, said: Said, stated: Sequence[Idea], stance: Stance
    ) -> list[tuple[Idea, float]]:
        points = self._points(said, stated, stance)
        if _BOTH.search(said.text):
            both = self._both(said)
            if len(both) > 1:
                return [(idea, 0.8) for idea in both]
        ranked = sorted(points.items(), key=lambda pair: -pair[1])  # stable: the earlier idea first
        if ranked and ranked[0][1] >= LEAST:
            idea, most = ranked[0]
            return [(idea, min(1.0, 0.5 + most / 6))]
        return []

    def _both(self, said: Said) -> list[Idea]:
        """Return the ideas that "both" means: those of the nearest message above with several."""
        at = self._scene.answered_message(said)
        while at is not None:
            found = self._ideas.in_message(self._scene.by_message.get(at, ()))
            if len(found) > 1:
                return found[:3] if "all" in said.text.lower() else found[:2]
            at = self._scene.parent.get(at)
        return []

    def _points(self, said: Said, stated: Sequence[Idea], stance: Stance) -> dict[Idea, float]:
        scene, ideas = self._scene, self._ideas
        points: dict[Idea, float] = dict.fromkeys(self._known, 0.0)

        def add(some: Iterable[Idea], worth: float) -> None:
            for idea in dict.fromkeys(some):
                if idea in points:
                    points[idea] += worth

        answered = scene.answered(said)
        add(ideas.in_message(answered), ANSWERED)
        add((i for each in answered for i in self._sided.get(each.number, ())), ANSWERED_SIDE)
        add(self._near(answered), ANSWERED_NEAR)
        above = scene.answered_message(said)
        if above is not None:
            there = scene.by_message.get(above, ())
            add(ideas.in_message(there), IN_MESSAGE)
            add((i for each in there for i in self._sided.get(each.number, ())), SIDE_IN_MESSAGE)
            if _YOUR.search(said.text):
                speaker = scene.speakers[above]
                add((i for i in self._known if i.author == speaker), YOUR)
        if scene.root is not None:
            add(ideas.in_message(scene.by_message.get(scene.root, ())), OF_ROOT)
        for mention in self._names.mentioned(said.text):
            theirs = (idea for idea in self._known if idea.author == mention.who)
            add(theirs, OWNER_NAMED if mention.is_owner else AUTHOR_NAMED)
        add(self._breath(said), SAME_BREATH)
        for idea in points:
            points[idea] += SHARED_WORDS * self._shared(said, idea)
            if idea.author == said.speaker and idea not in stated:
                points[idea] += OWN_IDEA
        if "proposal" in said.kinds and stance != "oppose":
            add(stated, ANSWERED)
        return points

    def _near(self, answered: Sequence[Said]) -> list[Idea]:
        """Return the ideas stated or sided on right above the answered words."""
        if not answered:
            return []
        first = answered[0]
        mine = self._scene.by_message[first.message_id]
        found = []
        for each in mine[max(0, first.place - _BACK) : first.place]:
            found += self._ideas.stated_by(each) + self._sided.get(each.number, [])
        return found

    def _breath(self, said: Said) -> list[Idea]:
        """Return the ideas that the nearest sentence before it takes a side on or states."""
        mine = self._scene.by_message[said.message_id]
        for each in reversed(mine[max(0, said.place - _BACK) : said.place]):
            if each.sources != said.sources:
                return []
            found = self._sided.get(each.number, [])
            if found:
                return found
        return []

    def _shared(self, said: Said, idea: Idea) -> float:
        """Return how much of what *said* is about *idea* is about, in [0, 1]."""
        if not said.words:
            return 0.0
        shared = self._rarity.weight(said.words & idea.words)
        return shared / (self._rarity.weight(said.words) + 2.0)


def stance_of(said: Said) -> Stance | None:
    """Return the side that *said* takes; None if it takes none."""
    if "conditional" in said.kinds or {"support", "oppose"} <= said.kinds.keys():
        return "conditional" if "conditional" in said.kinds else "oppose"
    if "support" in said.kinds:
        return "support"
    return "oppose" if "oppose" in said.kinds else None


def positions_of(sides: Iterable[Side], ids: dict[Idea, str]) -> tuple[Position, ...]:
    """Return where each person stands on each idea, by idea and first word on it."""
    by_pair: dict[tuple[str, Idea], list[Side]] = {}
    for side in sides:
        if side.idea in ids:
            by_pair.setdefault((side.said.speaker, side.idea), []).append(side)
    found = [
        (list(ids).index(idea), mine[0].said.number, _position(holder, ids[idea], mine))
        for (holder, idea), mine in by_pair.items()
    ]
    found.sort(key=lambda each: each[:2])
    return tuple(position for _, _, position in found)


def _position(holder: str, proposal: str, sides: Sequence[Side]) -> Position:
    turns: list[Turn] = []
    for stance, some in _by_message(sides):
        evidence = tuple(side.said.span for side in some)
        if turns and turns[-1].stance == stance:
            turns[-1] = Turn(stance=stance, evidence=turns[-1].evidence + evidence)
        else:
            turns.append(Turn(stance=stance, evidence=evidence))
    last = set(turns[-1].evidence)
    sure = max(side.confidence for side in sides if side.said.span in last)
    return Position(
        holder=holder,
        proposal=proposal,
        stance=turns[-1].stance,
        evidence=turns[-1].evidence,
        history=tuple(turns[:-1]),
        confidence=round(sure, 3),
    )


def _by_message(sides: Sequence[Side]) -> Iterable[tuple[Stance, list[Side]]]:
    """Yield what each message says: for and against at once is for or against on conditions."""
    by_message: dict[str, list[Side]] = {}
    for side in sides:
        by_message.setdefault(side.said.message_id, []).append(side)
    for some in by_message.values():
        stances = {side.stance for side in some}
        stance: Stance = some[0].stance if len(stances) == 1 else "conditional"
        yield stance, some
