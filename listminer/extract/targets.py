"""What a side is taken on: the sentence that it most likely answers.

Pure. Every earlier sentence that can be meant gets points; they are log-odds,
the weights of a logistic regression over the labelled sides of the train
threads, rounded, a few of them lessened since labels are guessed, not known.
With the labels of the sentences known, the message is right for 72 % and the
sentence for 48 % of them (threads held out in fives).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listminer.extract.naming import Names
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity
from listminer.model import ActKind, MessageId, Span

MAX_ABOVE = 6  # messages up the tree that are looked at
MAX_SENTENCES = 120  # of one of these; of a longer one the first, the answered, some that act
OWN_BACK = 6  # sentences before it in its own message

UNLIKELY = -4.2
# where it stands
QUOTED = 2.6  # in the answered words
QUOTED_SHARE = 1.5  # over the number of sentences answered
QUOTED_LAST = 0.8  # right above the answer
QUOTED_FIRST = 0.4
BESIDE_QUOTED = 0.6  # in the same paragraph, unquoted
ABOVE_QUOTED = 0.6  # up to three sentences above
IN_ANSWERED = -0.9  # in the answered message, of which something is quoted
IN_ANSWERED_WHOLE = 0.6  # in the answered message, of which nothing is quoted
GRANDPARENT = -0.7
FARTHER_UP = -1.6
ELSEWHERE = -2.2
ROOT_WHOLE = 0.4  # in the first message, where nothing is quoted
IN_OWN = -1.5  # in the same message
JUST_BEFORE = 1.0  # right before it there
OWN_EARLIER = -0.8  # by the same speaker, in an earlier message
FIRST_THREE = 0.5  # among the first sentences of its message
# what it does
PROPOSES = 1.2
PROPOSES_IN_OWN = 0.2
TAKES_SIDE = -0.7
TAKES_SIDE_QUOTED = 0.8
ASKS = -0.6
DOES_NOTHING = -1.4
NOTHING_QUOTED = 1.0
NOTHING_WHOLE = 0.4
# what it says
LIKENESS = 2.1
LIKENESS_OF_TWO = 0.9  # more than one word in common
COVERS = 1.5  # times the share of the side's words that it has
LENGTH = 0.3  # for twenty words; less for fewer
NAMED = 0.3  # the side names its speaker
SAME_TARGET = 1.0  # the side before in this message was taken on it
SAME_TARGET_SAME_ANSWER = 1.3

_SIDES: frozenset[ActKind] = frozenset({"support", "oppose", "conditional"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a side may be taken on, and how likely that is, as log-odds."""

    said: Said
    points: float


class Targets:
    """Ranks what the sides of one thread are taken on."""

    def __init__(self, scene: Scene, names: Names, rarity: Rarity) -> None:
        self._scene = scene
        self._names = names
        self._rarity = rarity
        self._known_telling: dict[MessageId, list[Said]] = {}

    def of(
        self, side: Said, others: Iterable[Said] = (), last: Said | None = None
    ) -> list[Candidate]:
        """Return the sentences that *side* may be taken on, the likeliest first.

        *others* are looked at wherever they stand; *last* is what the side
        before it in the same message was taken on.
        """
        scene = self._scene
        answered = scene.answered(side)
        place = {each.number: at for at, each in enumerate(answered)}
        beside = {each.paragraph for each in answered}
        chain = self._chain(side)
        named = {mention.who for mention in self._names.mentioned(side.text)}
        weight = self._rarity.weight(side.words)
        found = []
        for each in self._pool(side, chain, place, others):
            points = self._standing(side, each, answered, place, beside, chain)
            points += self._doing(
                side, each, chain, is_quoted=each.number in place, whole=not place
            )
            shared = each.words & side.words
            if shared:
                alike = self._rarity.likeness(each.words, side.words)
                points += (LIKENESS + LIKENESS_OF_TWO * (len(shared) > 1)) * alike
                points += COVERS * self._rarity.weight(shared) / (weight + 2.0)
            points += LENGTH * min(len(each.words), 20) / 20 + NAMED * (each.speaker in named)
            if last is not None and last is each:
                before = scene.before(side)
                points += SAME_TARGET
                if before is not None and before.sources == side.sources:
                    points += SAME_TARGET_SAME_ANSWER
            found.append(Candidate(each, points))
        found.sort(key=lambda candidate: (-candidate.points, -candidate.said.number))
        return found

    def _chain(self, side: Said) -> list[MessageId]:
        """Return the messages that *side* may speak of, the answered one first."""
        scene = self._scene
        chain: list[MessageId] = []
        at = scene.answered_message(side)
        while at is not None and len(chain) < MAX_ABOVE:
            chain.append(at)
            at = scene.parent.get(at)
        for more in (scene.parent.get(side.message_id), scene.root):
            if more is not None and more not in chain and more != side.message_id:
                chain.append(more)
        return chain

    def _pool(
        self,
        side: Said,
        chain: Iterable[MessageId],
        answered: Iterable[int],
        others: Iterable[Said],
    ) -> list[Said]:
        """Return the earlier sentences that can be meant, each once."""
        scene = self._scene
        pool: dict[int, Said] = {}
        quoted = sorted(answered)
        for message_id in chain:
            there: Sequence[Said] = scene.by_message.get(message_id, ())
            if len(there) > MAX_SENTENCES:
                there = self._telling(message_id, quoted)
            pool.update((each.number, each) for each in there)
        mine = scene.by_message[side.message_id]
        for each in mine[max(0, side.place - OWN_BACK) : side.place]:
            pool[each.number] = each
        for each in others:
            pool[each.number] = each
        return [each for each in pool.values() if each.number < side.number]

    def _telling(self, message_id: MessageId, quoted: Sequence[int]) -> list[Said]:
        """Return what is looked at of a long message: MAX_SENTENCES of it."""
        if message_id not in self._known_telling:
            there = self._scene.by_message[message_id]
            acting = [each for each in there if each.kinds][: MAX_SENTENCES // 2]
            self._known_telling[message_id] = [*there[:3], *acting]
        some = self._known_telling[message_id]
        there = self._scene.by_message[message_id]
        first = there[0].number
        answered = [there[at - first] for at in quoted if 0 <= at - first < len(there)]
        return [*some, *answered[: MAX_SENTENCES // 2]]

    def _standing(
        self,
        side: Said,
        each: Said,
        answered: tuple[Said, ...],
        place: dict[int, int],
        beside: set[Span],
        chain: list[MessageId],
    ) -> float:
        """Return the points for where *each* stands."""
        points = UNLIKELY + FIRST_THREE * (each.place < 3)
        at = place.get(each.number)
        if at is not None:
            points += QUOTED + QUOTED_SHARE / len(answered)
            points += QUOTED_LAST * (at == len(answered) - 1) + QUOTED_FIRST * (at == 0)
        elif answered:
            points += BESIDE_QUOTED * (each.paragraph in beside)
            is_above = 0 < answered[0].place - each.place <= 3
            points += ABOVE_QUOTED * (is_above and each.message_id == answered[0].message_id)
        if each.message_id == side.message_id:
            return points + IN_OWN + JUST_BEFORE * (side.place - each.place == 1)
        if chain and each.message_id == chain[0]:
            points += IN_ANSWERED if answered else IN_ANSWERED_WHOLE
        elif len(chain) > 1 and each.message_id == chain[1]:
            points += GRANDPARENT
        else:
            points += FARTHER_UP if each.message_id in chain else ELSEWHERE
        if each.message_id == self._scene.root and not answered:
            points += ROOT_WHOLE
        return points + OWN_EARLIER * (each.speaker == side.speaker)

    def _doing(
        self, side: Said, each: Said, chain: list[MessageId], *, is_quoted: bool, whole: bool
    ) -> float:
        """Return the points for what *each* does."""
        if not each.kinds:
            is_whole = whole and bool(chain) and each.message_id == chain[0]
            return DOES_NOTHING + NOTHING_QUOTED * is_quoted + NOTHING_WHOLE * is_whole
        points = 0.0
        if "proposal" in each.kinds:
            points += PROPOSES + PROPOSES_IN_OWN * (each.message_id == side.message_id)
        if not _SIDES.isdisjoint(each.kinds):
            points += TAKES_SIDE + TAKES_SIDE_QUOTED * is_quoted
        return points + ASKS * ("question" in each.kinds)


def log_add(one: float, other: float) -> float:
    """Return the log-odds of either of two unlikely things.

    >>> round(log_add(0.0, 0.0), 2)
    0.69
    """
    most, least = max(one, other), min(one, other)
    return most + math.log1p(math.exp(least - most))
