"""What tells which sentence a side is taken on: rows of numbers, for the target model.

Pure. Three kinds of rows: what a side itself shows, what an earlier sentence shows by
itself, and how the one stands to the other. Touches numpy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from listminer.extract.naming import Names
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity
from listminer.model import ActKind, MessageId, Span, Stance

MAX_ABOVE = 6  # messages up the tree that are looked at
MAX_SENTENCES = 80  # of one of these; of a longer one the first and the likeliest ideas
FIRST = 5
LIKELIEST = 40
OWN_BACK = 15  # sentences before it in its own message
MAX_ANSWERED = 60  # of the words answered, the last ones
MAX_IDEAS = 40  # the last sentences anywhere that may propose something
MAY_PROPOSE = 0.15  # the share from which one does
AROUND = 3  # sentences before and after the side that tell what its answer is about
FAR = 99.0  # where two sentences have no distance

_ACTS: tuple[ActKind, ...] = (
    "proposal",
    "support",
    "oppose",
    "question",
    "request",
    "commitment",
    "conditional",
)
_STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional")
_POINTS = re.compile(
    r"\W*(?:(?:and|but|so|because|then|also|yes|no|ok|yeah|well|i think|i guess|however|although"
    r"|though)\W+){0,4}(?:this|that|it|these|those|they|which|both|such|there|here)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byour?s?\b|\byou'", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\W*(?:i (?:\w+ )?(?:agree|disagree)|agreed|exactly|absolutely|indeed|definitely|right|true"
    r"|yes|yeah|yep|ok|okay|sure|sounds|good|fair|no|nope|nah)\b|\W*[+-]1",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\b(?:should|could|propose|suggest|let's|would be|might|need to|want|plan|idea|must|better)\b",
    re.IGNORECASE,
)
_MAX_CHARS = 600
# Places as they are told apart, each by a column of its own.
_FROM_END = np.array([0, 1, 2, 3])
_FROM_START = np.array([0, 1, 2])
_BACK = np.array([1, 2, 3, 4, 5])
_TO_LAST = np.array([-3, -2, -1, 0, 1, 2, 3])
_TO_FIRST = np.array([-3, -2, -1, 0, 1])
_UP = np.arange(7)
_WHERE = np.arange(7)
_QUOTED, _OWN, _ANSWERED, _ABOVE_IT, _ROOT, _UP_THE_TREE, _ELSEWHERE = range(7)


class View:
    """One thread as rows of numbers."""

    def __init__(self, scene: Scene, names: Names, rarity: Rarity) -> None:
        self._scene = scene
        self._names = names
        self._rarity = rarity
        said = scene.said
        messages = {each: at for at, each in enumerate(scene.order)}
        speakers = {each: at for at, each in enumerate(dict.fromkeys(scene.speakers.values()))}
        paragraphs: dict[Span, int] = {}
        starts = []  # of its paragraph, as a place in the message
        for each in said:
            starts.append(each.place - paragraphs.setdefault(each.paragraph, each.place))
        numbers = {each: at for at, each in enumerate(paragraphs)}
        self._message = np.array([messages[each.message_id] for each in said], dtype=np.int64)
        self._speaker = np.array([speakers[each.speaker] for each in said], dtype=np.int64)
        self._paragraph = np.array([numbers[each.paragraph] for each in said], dtype=np.int64)
        self._in_paragraph = np.array(starts, dtype=np.float64)
        self._shares = np.array(
            [[each.shares.get(kind, 0.0) for kind in _ACTS] for each in said], dtype=np.float64
        ).reshape(len(said), len(_ACTS))
        self._odds = _odds(self._shares)
        self._weight = np.array([rarity.weight(each.words) for each in said])
        self._proposing = np.flatnonzero(self._shares[:, 0] >= MAY_PROPOSE)
        self._numbers = messages
        self._root = messages.get(scene.root, -1) if scene.root is not None else -1
        self._answers_to = self._quoted_by()
        self._standing: dict[str, Any] = {}
        self._weights = np.zeros(len(said))  # of words shared with the side asked about
        self._counts = np.zeros(len(said))
        for each in said:
            for word in each.words:
                self._standing.setdefault(word, []).append(each.number)

    def _quoted_by(self) -> dict[int, list[int]]:
        """Return by sentence the first sentences of the answers under a quote of it."""
        found: dict[int, list[int]] = {}
        for said in self._scene.said:
            if said.sources and not self._in_paragraph[said.number]:
                for each in self._scene.answered(said)[-MAX_ANSWERED:]:
                    found.setdefault(each.number, []).append(said.number)
        return found

    def sentences(self) -> Any:
        """Return a row for each sentence of the thread: what it shows by itself."""
        said = self._scene.said
        by_message = self._scene.by_message
        left = [len(by_message[each.message_id]) - each.place for each in said]
        place = np.array([each.place for each in said], dtype=np.float64)
        texts = [each.text[:_MAX_CHARS] for each in said]
        return np.column_stack(
            [
                self._odds,
                np.log1p([min(len(each.words), 25) for each in said]),
                np.log1p(place),
                np.log1p(left),
                np.log1p(self._in_paragraph),
                place == 0,
                place == 1,
                place == 2,
                np.array(left) == 1,
                self._in_paragraph == 0,
                [each.is_numbered for each in said],
                [text.endswith("?") for text in texts],
                [_OUGHT.search(text) is not None for text in texts],
                [_POINTS.match(text) is not None for text in texts],
            ]
        )

    def side(self, said: Said, stance: Stance) -> Any:
        """Return a row for a side: what it shows, and what stands above it."""
        scene = self._scene
        at = said.number
        text = said.text[:_MAX_CHARS]
        before = scene.before(said)
        answered = self._answered(said)
        above = scene.answered_message(said)
        higher = None if above is None else scene.parent.get(above)
        unknown = np.full(3, -3.0)
        quoted = self._shares[answered]
        row = [
            *(stance == each for each in _STANCES),
            *self._odds[at, :3],
            *_steps(len(said.words)),
            *_steps(self._in_paragraph[at]),
            *_steps(len(answered)),
            np.log1p(said.place),
            _POINTS.match(text) is not None,
            _YOU.search(text) is not None,
            _ANSWERS.match(text) is not None,
            text.endswith("?"),
            before is not None and before.sources == said.sources,
            *(unknown if before is None else self._odds[before.number, :3]),
            *(_odds(quoted[:, :3].max(axis=0)) if answered else unknown),
            *(self._odds[answered[-1], :3] if answered else unknown),
            any(self._speaker[each] == self._speaker[at] for each in answered),
            higher is not None and scene.speakers[higher] == said.speaker,
            scene.root is not None and scene.speakers[scene.root] == said.speaker,
            np.log1p(at),
        ]
        return np.array(row, dtype=np.float64)

    def relations(self, said: Said) -> tuple[Any, Any]:
        """Return the numbers of the sentences that *said* may be about, and a row for each."""
        answered = self._answered(said)
        chain = self._chain(said)
        pool = self._pool(said, chain, answered)
        own = self._message[pool] == self._message[said.number]
        place = np.searchsorted(answered, pool) if answered else np.zeros(len(pool), dtype=int)
        is_quoted = np.isin(pool, answered)
        count = len(answered)
        up = self._up(pool, chain)
        where = self._where(pool, chain, own, is_quoted, up)
        mine = said.sources
        to_last = to_first = np.full(len(pool), FAR)
        beside = below = np.zeros(len(pool), dtype=bool)
        if answered:
            there = self._message[pool] == self._message[answered[-1]]
            to_last = np.where(there, pool - answered[-1], FAR)
            to_first = np.where(there, pool - answered[0], FAR)
            beside = np.isin(self._paragraph[pool], self._paragraph[answered])
            below = self._paragraph[pool] == self._paragraph[answered[-1]]
        back = np.where(own, said.number - pool, FAR)
        scene = self._scene.said
        shares = self._shares[pool, 0]
        best = np.zeros(int(self._message.max()) + 1)
        np.maximum.at(best, self._message[pool], shares)
        named = {mention.who for mention in self._names.mentioned(said.text)}
        columns = [
            *self._by_words(said, pool),
            self._speaker[pool] == self._speaker[said.number],
            is_quoted / (1 + count),
            beside,
            below,
            np.isin(pool, self._answered_by_answered(answered)),
            [
                each and scene[number].sources == mine
                for each, number in zip(own, pool, strict=True)
            ],
            self._paragraph[pool] == self._paragraph[said.number],
            [scene[at].speaker in named for at in pool] if named else np.zeros(len(pool)),
            np.log1p(self._times_quoted(pool, said)),
            shares / (best[self._message[pool]] + 0.01),
            np.full(len(pool), shares.max(initial=0.0)),
            np.log1p(said.number - pool),
            self._message[pool] == self._root,
            _one_hot(where, _WHERE),
            _one_hot(np.where(is_quoted, count - 1 - place, FAR), _FROM_END),
            _one_hot(np.where(is_quoted, place, FAR), _FROM_START),
            np.where(is_quoted, np.minimum(count - 1 - place, 20), 0) / 10,
            _one_hot(back, _BACK),
            np.where(own, np.minimum(back, 20), 0) / 10,
            _one_hot(to_last, _TO_LAST),
            _one_hot(to_first, _TO_FIRST),
            _one_hot(up, _UP),
        ]
        return pool, np.column_stack(columns)

    def _answered(self, said: Said) -> list[int]:
        answered = self._scene.answered(said)[-MAX_ANSWERED:]
        return sorted({each.number for each in answered if each.number < said.number})

    def _answered_by_answered(self, answered: Sequence[int]) -> list[int]:
        """Return what the last of the quoted sentences answer themselves."""
        said = self._scene.said
        found: set[int] = set()
        for number in answered[-10:]:
            above = self._scene.answered(said[number])[-MAX_ANSWERED:]
            found.update(each.number for each in above)
        return sorted(found)

    def _chain(self, said: Said) -> list[MessageId]:
        """Return the messages that *said* may speak of, the answered one first."""
        scene = self._scene
        chain = list(islice(scene.up_from(scene.answered_message(said)), MAX_ABOVE))
        for more in (scene.parent.get(said.message_id), scene.root):
            if more is not None and more not in chain and more != said.message_id:
                chain.append(more)
        return chain

    def _pool(self, said: Said, chain: Iterable[MessageId], answered: Iterable[int]) -> Any:
        """Return the numbers of the earlier sentences that can be meant, in order."""
        at = said.number
        parts = [np.array(list(answered), dtype=np.int64)]
        for message_id in chain:
            there = self._scene.by_message.get(message_id, ())
            if not there:
                continue
            numbers = np.arange(there[0].number, there[0].number + len(there))
            if len(there) > MAX_SENTENCES:
                likely = np.argsort(-self._shares[numbers, 0], kind="stable")[:LIKELIEST]
                numbers = np.concatenate([numbers[:FIRST], numbers[likely]])
            parts.append(numbers)
        parts.append(np.arange(at - min(said.place, OWN_BACK), at))
        earlier = int(np.searchsorted(self._proposing, at))
        parts.append(self._proposing[max(0, earlier - MAX_IDEAS) : earlier])
        pool = np.unique(np.concatenate(parts))
        return pool[pool < at]

    def _up(self, pool: Any, chain: Sequence[MessageId]) -> Any:
        """Return how far up the tree each sentence stands, 0 in the answered message."""
        depths = np.full(len(self._numbers), FAR)
        for depth, message_id in reversed(list(enumerate(chain))):
            depths[self._numbers[message_id]] = depth
        return depths[self._message[pool]]

    def _where(
        self, pool: Any, chain: Sequence[MessageId], own: Any, is_quoted: Any, up: Any
    ) -> Any:
        where = np.full(len(pool), _ELSEWHERE)
        where[up < FAR] = _UP_THE_TREE
        where[self._message[pool] == self._root] = _ROOT
        if len(chain) > 1:
            where[self._message[pool] == self._numbers[chain[1]]] = _ABOVE_IT
        where[up == 0] = _ANSWERED
        where[own] = _OWN
        where[is_quoted] = _QUOTED
        return where

    def _times_quoted(self, pool: Any, said: Said) -> list[int]:
        """Return how often earlier messages answered each sentence under a quote of it."""
        first = said.number - said.place
        return [bisect_left(self._answers_to.get(int(number), ()), first) for number in pool]

    def _by_words(self, said: Said, pool: Any) -> list[Any]:
        """Return columns for the words that each sentence shares with *said*, and around it."""
        weights, counts = self._shared(said.words, pool)
        own = float(self._weight[said.number])
        covered = weights / (own + 2.0)
        most = covered.max(initial=0.0)
        mine = self._scene.by_message[said.message_id]
        around = mine[max(0, said.place - AROUND) : said.place + AROUND + 1]
        context = frozenset[str]().union(
            *(each.words for each in around if each.sources == said.sources and each is not said)
        )
        of_context, _ = self._shared(context, pool)
        return [
            weights / np.maximum(np.minimum(self._weight[pool], own), 1e-9),
            covered,
            covered / (most + 1e-9),
            np.full(len(pool), most),
            np.log1p(counts),
            of_context / (self._rarity.weight(context) + 2.0),
            of_context / (self._weight[pool] + 2.0),
        ]

    def _shared(self, words: Iterable[str], pool: Any) -> tuple[Any, Any]:
        """Return for each sentence of *pool* the weight and number of *words* that it has."""
        touched = []
        for word in sorted(words):
            numbers = self._standing.get(word)
            if isinstance(numbers, list):
                numbers = self._standing[word] = np.array(numbers)
            if numbers is not None:
                self._weights[numbers] += self._rarity.weight((word,))
                self._counts[numbers] += 1
                touched.append(numbers)
        found = self._weights[pool], self._counts[pool]
        for numbers in touched:
            self._weights[numbers] = self._counts[numbers] = 0.0
        return found


def _odds(shares: Any) -> Any:
    return np.log((shares + 0.02) / (1.02 - shares))


def _steps(count: float) -> tuple[float, bool, bool, bool]:
    return float(np.log1p(count)), count == 0, count == 1, count == 2


def _one_hot(values: Any, known: Any) -> Any:
    return values[:, None] == known
