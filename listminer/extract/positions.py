"""Where each person stands on each idea: the last word counts, what came before is history.

Pure. A side's target is told by the words it answers first, then by names and
words that it shares with an idea, then by the message it replies to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from listminer.extract.naming import Names
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.targets import Candidate, Targets, log_add
from listminer.extract.wording import Rarity
from listminer.model import MessageId, Position, Span, Stance, Turn

# Log-odds that a side is about an idea: the weights of a logistic regression over
# the debates that are labelled whole, rounded. One debate held out at a time, it
# picks the labelled idea for 58 % of the sides, where the ideas are known.
BASE = -0.5
BY_SENTENCES = 0.7  # times the log-odds that one of its sentences, or a side on it, is meant
NOT_SEEN = -12.0  # the log-odds where none of them comes into question
QUOTED = 1.0  # the answered words state it
NAMED = 1.4  # its author is named
OWNER_NAMED = 0.7  # once more for "Priya's page"
OWN_IDEA = -0.3
FIRST_IDEA = 1.0  # it is what the thread begins with
SHARED_WORDS = 1.6  # for words in common of weight MANY or more, less for less
MANY = 15.0
COVERED = 0.5  # times the share of the side's words that stand in it
ALIKE = 0.5  # times the likeness to its nearest sentence
YOUR = 0.5  # "your proposal", to the one answered
LEAST = -2.0  # below this no idea is meant
MAX_IDEAS = 60  # the last ones, that a side anywhere in the thread is held against
_COMPARED = 12  # sentences of an idea, the last ones, that a side is compared with

_BOTH = re.compile(r"\bboth\b|\ball (?:of )?(?:them|these|those|three|points)\b", re.IGNORECASE)
_YOUR = re.compile(
    r"\byour? (?:\w+ )?(?:proposal|idea|suggestion|plan|patch|approach|point|option|solution|draft"
    r"|version|scheme|rule|change)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One sentence's stance on one idea."""

    said: Said
    idea: Idea
    stance: Stance
    confidence: float


@dataclass(frozen=True, slots=True)
class Sides:
    """All sides taken in a thread, and the words that each is taken on."""

    all: tuple[Side, ...]  # by time
    answers: Mapping[Span, Span]  # by sentence, also where no idea is meant


def take_sides(scene: Scene, ideas: Ideas, names: Names, rarity: Rarity) -> Sides:
    """Return all sides taken: who states an idea of his own is for it.

    Opens an idea that nobody proposed where people take sides on the thread's
    first message and it states none.
    """
    taken = _Taken(scene, ideas, names, rarity)
    for said in scene.said:
        taken.read(said)
    return Sides(tuple(taken.sides), taken.answers)


class _Taken:
    """One pass over the thread; remembers which sentence took which side."""

    def __init__(self, scene: Scene, ideas: Ideas, names: Names, rarity: Rarity) -> None:
        self._scene = scene
        self._ideas = ideas
        self._names = names
        self._rarity = rarity
        self._targets = Targets(scene, names, rarity)
        self._known: list[Idea] = []  # stated so far
        self._sided: dict[int, list[Idea]] = {}  # by sentence
        self._last: dict[MessageId, Said] = {}  # what the last side of a message was taken on
        self.sides: list[Side] = []
        self.answers: dict[Span, Span] = {}

    def read(self, said: Said) -> None:
        stated = self._ideas.stated_by(said)
        for idea in stated:
            if idea not in self._known:
                self._known.append(idea)
        stance = stance_of(said)
        if stance is not None:
            for idea, share in self._meant(said, stated, stance):
                self._sided.setdefault(said.number, []).append(idea)
                self.sides.append(Side(said, idea, stance, said.kinds[stance] * share))
        for idea in stated:
            told = said.number in idea.reported
            if not told and idea not in self._sided.get(said.number, []):
                self.sides.append(Side(said, idea, "support", said.kinds["proposal"]))

    def _meant(
        self, said: Said, stated: Sequence[Idea], stance: Stance
    ) -> list[tuple[Idea, float]]:
        """Return the ideas that a side is taken on, and how sure that is."""
        known = self._known[-MAX_IDEAS:]
        others = [each for idea in known for each in idea.said[-3:]]
        ranked = self._targets.of(said, others, self._last.get(said.message_id))
        if ranked:
            self._last[said.message_id] = ranked[0].said
            self.answers[said.span] = ranked[0].said.span
        if "proposal" in said.kinds and stance != "oppose" and stated:
            return [(stated[-1], 1.0)]
        if _BOTH.search(said.text) and len(both := self._both(said)) > 1:
            return [(idea, 0.8) for idea in both]
        points = self._points(said, ranked)
        best = max(points, key=lambda idea: points[idea], default=None)
        if best is None or points[best] < LEAST:
            return []
        return [(best, 1 / (1 + math.exp(-points[best])))]

    def _both(self, said: Said) -> list[Idea]:
        """Return the ideas that "both" means: those of the nearest message above with several."""
        at = self._scene.answered_message(said)
        while at is not None:
            found = self._ideas.in_message(self._scene.by_message.get(at, ()))
            if len(found) > 1:
                return found[:3] if "all" in said.text.lower() else found[:2]
            at = self._scene.parent.get(at)
        return []

    def _points(self, said: Said, ranked: Sequence[Candidate]) -> dict[Idea, float]:
        """Return the log-odds that *said* is about each idea that comes into question."""
        direct, indirect = self._by_candidates(ranked)
        quoted = set(self._ideas.in_message(self._scene.answered(said)))
        mentions = self._names.mentioned(said.text)
        named = {each.who for each in mentions}
        owners = {each.who for each in mentions if each.is_owner}
        above = self._scene.answered_message(said)
        yours = None
        if above is not None and _YOUR.search(said.text):
            yours = self._scene.speakers[above]
        points: dict[Idea, float] = {}
        for idea in dict.fromkeys([*direct, *indirect]):
            found = BASE + BY_SENTENCES * log_add(
                direct.get(idea, NOT_SEEN), indirect.get(idea, NOT_SEEN)
            )
            found += QUOTED * (idea in quoted) + OWN_IDEA * (idea.author == said.speaker)
            found += NAMED * (idea.author in named) + OWNER_NAMED * (idea.author in owners)
            found += YOUR * (yours is not None and idea.author == yours)
            found += FIRST_IDEA * (idea is self._first())
            points[idea] = found + self._by_words(said, idea)
        return points

    def _by_candidates(
        self, ranked: Sequence[Candidate]
    ) -> tuple[dict[Idea, float], dict[Idea, float]]:
        """Return the log-odds that a sentence that states each idea, or sides on it, is meant."""
        direct: dict[Idea, float] = {}
        indirect: dict[Idea, float] = {}
        for candidate in ranked:
            stated = self._ideas.stated_by(candidate.said)
            for idea in stated:
                direct[idea] = log_add(direct.get(idea, NOT_SEEN), candidate.points)
            for idea in self._sided.get(candidate.said.number, ()):
                if idea not in stated:
                    indirect[idea] = log_add(indirect.get(idea, NOT_SEEN), candidate.points)
        return direct, indirect

    def _by_words(self, said: Said, idea: Idea) -> float:
        """Return the points for the words that *said* shares with *idea*."""
        shared = idea.words & said.words
        if not shared:
            return 0.0
        weight = self._rarity.weight(shared)
        alike = max(
            (
                self._rarity.likeness(each.words, said.words)
                for each in idea.said[-_COMPARED:]
                if len(each.words & said.words) > 1
            ),
            default=0.0,
        )
        share = weight / (self._rarity.weight(said.words) + 2.0)
        return SHARED_WORDS * min(weight, MANY) / MANY + COVERED * share + ALIKE * alike

    def _first(self) -> Idea | None:
        """Return the first idea, if the thread's first message states it."""
        first = self._known[0] if self._known else None
        if first is None or first.said[0].message_id != self._scene.root:
            return None
        return first


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
