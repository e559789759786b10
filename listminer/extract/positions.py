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
from listminer.extract.target_model import TargetModel
from listminer.extract.targets import Candidate, Targets, likeliest, log_add
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
OWNER_NAMED = 2.5  # once more for "Priya's page"
OWN_IDEA = -0.3
SHARED_WORDS = 1.6  # for words in common of weight MANY or more, less for less
MANY = 15.0
COVERED = 0.5  # times the share of the side's words that stand in it
ALIKE = 0.5  # times the likeness to its nearest sentence
YOUR = 0.5  # "your proposal", to the one answered
MAX_CHARS = 600  # of a sentence that are looked at
CLEAR = 1.3  # times the weight of the other side, from which a message is for one
SHORT = 2  # words that say something, up to which a yes is to the words right above
AS_REASON = -0.7  # a sentence is meant that only gives a reason for a side on it
LEAST = -1.8  # below this no idea is meant
LEAST_OWN = 0.3  # how sure it must be that one speaks against an idea of one's own
LEAST_SURE = 0.1  # of another's position
CLEARER = 0.5  # times as sure as one's clearest word a later word must be to count
MAX_IDEAS = 60  # the last ones, that a side anywhere in the thread is held against
_REASONS = 4  # sentences after a side that may give its reasons
_TURNED: Mapping[Stance, Stance] = {
    "support": "oppose",
    "oppose": "support",
    "conditional": "conditional",
}
_COMPARED = 12  # sentences of an idea, the last ones, that a side is compared with

_BOTH = re.compile(r"\bboth\b|\ball (?:of )?(?:them|these|those|three|points)\b", re.IGNORECASE)
_VOTE_TOO = re.compile(r"^\W*[-−–]1\b|\b(?:as well|too|also|neither|same here)\b", re.IGNORECASE)
_CHANGED_MIND = re.compile(
    r"\b(?:i(?:'ve| have)? changed my (?:mind|vote)|(?:you|that)(?:'ve| have| has) convinced me"
    r"|i stand corrected|i was wrong)\b",
    re.IGNORECASE,
)
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


def take_sides(
    scene: Scene,
    ideas: Ideas,
    names: Names,
    rarity: Rarity,
    model: TargetModel | None = None,
) -> Sides:
    """Return all sides taken: who states an idea of his own is for it.

    Opens an idea that nobody proposed where people take sides on the thread's
    first message and it states none.
    """
    taken = _Taken(scene, ideas, names, Targets(scene, names, rarity, model), rarity)
    for said in scene.said:
        taken.read(said)
    return Sides(tuple(_at_first_hand(scene, taken.sides)), taken.answers)


def _at_first_hand(scene: Scene, sides: Sequence[Side]) -> Iterable[Side]:
    """Yield *sides* without those that only others' quotes tell of one who speaks for himself.

    Whoever quotes a missing mail may have written it: that must turn nobody's own word.
    """
    own = {
        (side.said.speaker, side.idea)
        for side in sides
        if not scene.messages[side.said.message_id].ghost
    }
    for side in sides:
        is_hearsay = scene.messages[side.said.message_id].ghost
        if not is_hearsay or (side.said.speaker, side.idea) not in own:
            yield side


class _Taken:
    """One pass over the thread; remembers which sentence took which side."""

    def __init__(
        self, scene: Scene, ideas: Ideas, names: Names, targets: Targets, rarity: Rarity
    ) -> None:
        self._scene = scene
        self._ideas = ideas
        self._names = names
        self._rarity = rarity
        self._targets = targets
        self._known: list[Idea] = []  # stated so far
        self._sided: dict[int, dict[Idea, Stance]] = {}  # by sentence
        self.sides: list[Side] = []
        self.answers: dict[Span, Span] = {}

    def read(self, said: Said) -> None:
        stated = self._ideas.stated_by(said)
        for idea in stated:
            if idea not in self._known:
                self._known.append(idea)
        stance = stance_of(said)
        turned = self._mind_changed(said)
        if turned is not None:
            self._sided[said.number] = {turned.idea: turned.stance}
            self.sides.append(turned)
        elif stance is not None:
            for idea, share, is_turned in self._meant(said, stated, stance):
                held = _TURNED[stance] if is_turned else stance
                side = Side(said, idea, held, said.kinds[stance] * share)
                is_own = idea.author == said.speaker and held != "support"
                if not is_own or side.confidence >= LEAST_OWN:
                    self._sided.setdefault(said.number, {})[idea] = held
                    self.sides.append(side)
        for idea in stated:
            told = said.number in idea.reported
            if not told and idea not in self._sided.get(said.number, {}):
                self.sides.append(Side(said, idea, "support", said.kinds["proposal"]))

    def _mind_changed(self, said: Said) -> Side | None:
        """Return the turned side of one who says so, on what that person last spoke on."""
        if not _CHANGED_MIND.search(said.text.replace("’", "'")):
            return None
        around = (self._scene.before(said), said, self._scene.after(said))
        words = frozenset().union(*(each.words for each in around if each is not None))
        held: dict[Idea, Side] = {}
        for side in self.sides:
            is_theirs = side.said.speaker == said.speaker and side.idea.author != said.speaker
            if is_theirs and side.said.message_id != said.message_id:
                held[side.idea] = side
        turned = [side for side in held.values() if side.stance != "support"]
        if not turned:
            return None
        last = max(turned, key=lambda side: self._rarity.weight(words & side.idea.words))
        return Side(said, last.idea, _TURNED[last.stance], last.confidence)

    def _meant(
        self, said: Said, stated: Sequence[Idea], stance: Stance
    ) -> list[tuple[Idea, float, bool]]:
        """Return the ideas that a side is taken on, how sure that is, and whether it turns.

        "Exactly", said to somebody's objection, is an objection too.
        """
        ranked = self._targets.of(said, stance)
        if ranked:
            self.answers[said.span] = likeliest(ranked).span
        if "proposal" in said.kinds and stance != "oppose" and stated:
            return [(stated[-1], 1.0, False)]
        if _BOTH.search(said.text) and len(both := self._both(said)) > 1:
            return [(idea, 0.8, False) for idea in both]
        by_words, by_friends, by_foes = self._by_candidates(ranked)
        odds = {
            idea: log_add(log_add(by_words.get(idea, NOT_SEEN), there), by_foes.get(idea, NOT_SEEN))
            for idea in dict.fromkeys([*by_words, *by_friends, *by_foes])
            for there in [by_friends.get(idea, NOT_SEEN)]
        }
        points = self._points(said, odds)
        best = max(points, key=lambda idea: points[idea], default=None)
        if best is None or points[best] < LEAST:
            return []
        straight = log_add(by_words.get(best, NOT_SEEN), by_friends.get(best, NOT_SEEN))
        is_turned = by_foes.get(best, NOT_SEEN) > straight and self._reacts(said, stance, ranked)
        return [(best, 1 / (1 + math.exp(-points[best])), is_turned)]

    def _reacts(self, said: Said, stance: Stance, ranked: Sequence[Candidate]) -> bool:
        """Return whether a side speaks to the very words quoted: "Exactly", or an objection."""
        if _VOTE_TOO.search(said.text):
            return False  # "-1 here as well", below a -1, is another one
        answered = self._scene.answered(said)
        is_quoted = any(each is ranked[0].said for each in answered)
        return is_quoted and (stance == "oppose" or len(said.words) <= SHORT)

    def _both(self, said: Said) -> list[Idea]:
        """Return the ideas that "both" means: those of the nearest message above with several."""
        at = self._scene.answered_message(said)
        while at is not None:
            found = self._ideas.in_message(self._scene.by_message.get(at, ()))
            if len(found) > 1:
                return found[:3] if "all" in said.text.lower() else found[:2]
            at = self._scene.parent.get(at)
        return []

    def _points(self, said: Said, odds: Mapping[Idea, float]) -> dict[Idea, float]:
        """Return the log-odds that *said* is about each idea that comes into question."""
        quoted = set(self._ideas.in_message(self._scene.answered(said)))
        mentions = self._names.mentioned(said.text)
        named = {each.who for each in mentions}
        owners = {each.who for each in mentions if each.is_owner}
        above = self._scene.answered_message(said)
        yours = None
        if above is not None and _YOUR.search(said.text):
            yours = self._scene.speakers[above]
        points: dict[Idea, float] = {}
        for idea, meant in odds.items():
            found = BASE + BY_SENTENCES * meant
            found += QUOTED * (idea in quoted) + OWN_IDEA * (idea.author == said.speaker)
            found += NAMED * (idea.author in named) + OWNER_NAMED * (idea.author in owners)
            found += YOUR * (yours is not None and idea.author == yours)
            points[idea] = found + self._by_words(said, idea)
        return points

    def _by_candidates(
        self, ranked: Sequence[Candidate]
    ) -> tuple[dict[Idea, float], dict[Idea, float], dict[Idea, float]]:
        """Return the log-odds that words that state each idea are meant, are for it, against it.

        A sentence that takes no side gives a reason for the one before it.
        """
        words: dict[Idea, float] = {}
        friends: dict[Idea, float] = {}
        foes: dict[Idea, float] = {}
        for candidate in ranked:
            said = candidate.said
            stated = self._ideas.stated_by(said)
            for idea in stated:
                words[idea] = log_add(words.get(idea, NOT_SEEN), candidate.points)
            held = self._sided.get(said.number)
            points = candidate.points
            if held is None and not stated:
                held = self._reason_for(said)
                points += AS_REASON
            for idea, stance in (held or {}).items():
                if idea not in stated:
                    camp = foes if stance == "oppose" else friends
                    camp[idea] = log_add(camp.get(idea, NOT_SEEN), points)
        return words, friends, foes

    def _reason_for(self, said: Said) -> dict[Idea, Stance]:
        """Return the sides that the nearest sentence before it in its paragraph takes."""
        mine = self._scene.by_message[said.message_id]
        for each in reversed(mine[max(0, said.place - _REASONS) : said.place]):
            if each.sources != said.sources:
                break
            if each.number in self._sided:
                return self._sided[each.number]
        return {}

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
    order = {idea: at for at, idea in enumerate(ids)}
    found = [
        (order[idea], mine[0].said.number, position)
        for (holder, idea), mine in by_pair.items()
        for position in [_position(holder, ids[idea], mine)]
        if holder == idea.author or position.confidence >= LEAST_SURE
    ]
    found.sort(key=lambda each: each[:2])
    return tuple(position for _, _, position in found)


def _position(holder: str, proposal: str, sides: Sequence[Side]) -> Position:
    turns: list[Turn] = []
    sides = _clear(sides)
    for stance, some in _by_message(sides):
        telling = [side for side in some if side.stance == stance] or some
        evidence = tuple(side.said.span for side in telling)
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


def stand_of(sides: Sequence[Side]) -> Stance:
    """Return where one person stands at last by his or her *sides* on one idea."""
    *_, (stance, _) = _by_message(_clear(sides))
    return stance


def _clear(sides: Sequence[Side]) -> list[Side]:
    """Return the sides of the messages that are clear: a vague word does not undo a clear one."""
    sure: dict[MessageId, float] = {}
    for side in sides:
        at = side.said.message_id
        sure[at] = max(sure.get(at, 0.0), side.confidence)
    least = CLEARER * max(sure.values())
    return [side for side in sides if sure[side.said.message_id] >= least]


def _by_message(sides: Sequence[Side]) -> Iterable[tuple[Stance, list[Side]]]:
    """Yield what each message says on the whole, and its sides."""
    by_message: dict[str, list[Side]] = {}
    for side in sides:
        by_message.setdefault(side.said.message_id, []).append(side)
    for some in by_message.values():
        yield _outcome(some), some


_TURNS = re.compile(r"\W*(?:but|however|still|yet|nevertheless|that said)\b", re.IGNORECASE)

_GRANTS = re.compile(
    r"\b(?:i do (?:agree|see|like|understand|think)|granted|admittedly|of course|to be fair"
    r"|you(?:'re| are) right|it(?:'s| is) true|fair enough|certainly|no doubt)\b",
    re.IGNORECASE,
)


def _is_conceded(side: Side, after: Side) -> bool:
    """Return whether *side* is only granted, to be turned round by the sentence *after*.

    "I do agree that it would be less work. But it is a step backwards."
    """
    is_next = after.said.number == side.said.number + 1
    opposite = {side.stance, after.stance} == {"support", "oppose"}
    if not (is_next and opposite and _TURNS.match(after.said.text)):
        return False
    return _GRANTS.search(side.said.text[:MAX_CHARS]) is not None


def _outcome(sides: Sequence[Side]) -> Stance:
    """Return the stance of one message: the side with CLEAR times the weight of the other.

    Where neither has that, or most is said on conditions, it is conditional.
    """
    weights: dict[Stance, float] = {"support": 0.0, "oppose": 0.0, "conditional": 0.0}
    for side, after in zip(sides, (*sides[1:], None), strict=True):
        if after is None or not _is_conceded(side, after):
            weights[side.stance] += side.confidence
    for_it, against = weights["support"], weights["oppose"]
    if for_it and for_it >= max(CLEAR * against, weights["conditional"]):
        return "support"
    if against and against >= max(CLEAR * for_it, weights["conditional"]):
        return "oppose"
    return "conditional"
