"""What a side is taken on: the sentence that it most likely answers.

Pure. Every earlier sentence that can be meant gets its share of the belief, by a
model that learned it from labelled sides (docs/model.md has its figures).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from listminer.extract.naming import Names
from listminer.extract.scene import Said, Scene
from listminer.extract.target_features import View
from listminer.extract.target_model import TargetModel, load_target_model
from listminer.extract.wording import Rarity
from listminer.model import MessageId, Stance

LEAST_SHARE = 1e-5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a side may be taken on, and how likely that is, as log-odds."""

    said: Said
    points: float


class Targets:
    """Ranks what the sides of one thread are taken on."""

    def __init__(
        self, scene: Scene, names: Names, rarity: Rarity, model: TargetModel | None = None
    ) -> None:
        self._scene = scene
        self._model = model or load_target_model()
        self._view = View(scene, names, rarity)
        self._sentences = self._model.sentence.of(self._view.sentences())

    def of(self, side: Said, stance: Stance) -> list[Candidate]:
        """Return the sentences that *side* may be taken on, the likeliest first."""
        if not side.number:
            return []
        numbers, relations = self._view.relations(side)
        if not len(numbers):
            return []
        shares = self._model.shares(
            self._view.side(side, stance), self._sentences[numbers], relations
        )
        found = [
            Candidate(self._scene.said[number], _log_odds(share))
            for number, share in zip(numbers.tolist(), shares.tolist(), strict=True)
        ]
        found.sort(key=lambda candidate: (-candidate.points, -candidate.said.number))
        return found


def likeliest(ranked: list[Candidate]) -> Said:
    """Return the likeliest sentence of the message that is likeliest on the whole."""
    messages: dict[MessageId, float] = {}
    for each in ranked:
        share = 1.0 / (1.0 + math.exp(-each.points))
        messages[each.said.message_id] = messages.get(each.said.message_id, 0.0) + share
    best = max(messages, key=lambda each: messages[each])
    return next(each.said for each in ranked if each.said.message_id == best)


def _log_odds(share: float) -> float:
    share = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
    return math.log(share / (1 - share))


def log_add(one: float, other: float) -> float:
    """Return the log-odds of either of two unlikely things.

    >>> round(log_add(0.0, 0.0), 2)
    0.69
    """
    most, least = max(one, other), min(one, other)
    return most + math.log1p(math.exp(least - most))
