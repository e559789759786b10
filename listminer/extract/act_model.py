"""What each authored sentence does, told by two models that learned it from labelled threads.

A linear one over what the sentence shows reads all; what may do something is read
again by the encoder, and both together decide. Reads `act_model.npz`, which comes
with the package; made by `python -m listminer.evaluate.train`, described in
docs/model.md. Deterministic. Touches numpy, imported when the weights are first loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from math import exp, sqrt
from os import PathLike
from typing import Any
from zlib import crc32

from listminer.extract.act_encoder import TOLD, ActEncoder, load_act_encoder, show
from listminer.extract.act_features import features_of
from listminer.extract.acts import (
    LIKELY,
    PLAIN,
    SIDES,
    CueModel,
    Told,
    is_announcement,
    is_belied,
    is_conceded,
    is_forecast,
    is_thought_experiment,
)
from listminer.extract.reading import SentenceRead
from listminer.extract.wording import MAX_CHARS
from listminer.model import ActKind

FILE = "act_model.npz"
LEARNED: tuple[ActKind, ...] = (
    "proposal",
    "support",
    "oppose",
    "request",
    "question",
    "commitment",
)
"""What the weights tell, in the order of their columns. The rest is told by cues:
conditional sides and decisions are too few to learn (figures in docs/model.md)."""
KEPT: Mapping[ActKind, float] = {"question": 0.3, "commitment": 0.2}
ELSE_KEPT = 0.15
"""The share from which a sure cue is kept: F1 is as without cues, and what is plainly said
is not lost to a model that had an off day. Plain cues (weight .65) are always kept."""
# Votes are counted by cues: "+0" is no side, whatever it sounds like.
_VOTE = re.compile(r"(?<![\w.])[+\-−–][012](?!\w|\.\d|%)")
# "Sure, I can do that" promises, "Who would run it?" asks: 2 of 14 such sides are labelled.
_DOES_INSTEAD: Mapping[ActKind, ActKind] = {"support": "commitment", "oppose": "question"}
_CLEARLY = 0.5
_BUT_SIDES = tuple(kind for kind in LEARNED if kind not in SIDES)
_COLUMNS = tuple(TOLD.index(kind) for kind in LEARNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel:
    """The linear model, the encoder, and what they come to together."""

    common: frozenset[str]  # words that stand for themselves in the features
    rows: Mapping[int, int] = field(repr=False)  # of the weights, by a feature's number
    weights: Any = field(repr=False)  # numpy, one row a feature, one column a label
    bounds: tuple[float, ...]  # linear scores from which the encoder is asked
    mix: tuple[tuple[float, float, float], ...]  # of encoder, linear model, and a constant
    given: tuple[float, ...]  # the share from which a label is given
    least: tuple[float, ...]  # the share from which findings rest on it
    encoder: ActEncoder

    def kinds(self, sentences: Sequence[SentenceRead]) -> list[Mapping[ActKind, float]]:
        """Return for each sentence what it does and how sure that is, in [0, 1]."""
        return [each.kinds for each in self.tell(sentences)]

    def tell(self, sentences: Sequence[SentenceRead]) -> list[Told]:
        """Return for each sentence what it does and how sure that is, in [0, 1].

        For LEARNED labels the figure is calibrated on lists that the models had not
        seen, but where a sure cue says more: then it is the cue's own. Of a missing
        message pieces are known, and they learned from whole ones: cues alone tell there.
        """
        cues = CueModel().kinds(sentences)
        linear = [self.scores(each) for each in features_of(sentences, cues, self.common)]
        asked = [
            at
            for at, said in enumerate(sentences)
            if not said.is_known_from_quotes and self._is_worth_asking(linear[at], cues[at])
        ]
        shown = list(show(sentences))
        read = dict(zip(asked, self.encoder.scores(shown[at] for at in asked), strict=True))
        return [
            Told(kinds=by_cue, shares=by_cue)
            if said.is_known_from_quotes
            else self._told(said, read.get(at), linear[at], by_cue)
            for at, (said, by_cue) in enumerate(zip(sentences, cues, strict=True))
        ]

    def scores(self, found: Iterable[str]) -> list[float]:
        """Return one score for each of LEARNED; a feature that is not known says nothing."""
        row_of = self.rows.get
        rows = [row for each in found if (row := row_of(crc32(each.encode()))) is not None]
        rows.sort()  # floats added in another order make another sum
        if not rows:
            return [0.0] * len(LEARNED)
        total: list[float] = self.weights[rows].sum(axis=0).tolist()
        return [each / sqrt(len(rows)) for each in total]

    def _is_worth_asking(self, linear: Sequence[float], by_cue: Mapping[ActKind, float]) -> bool:
        if any(score >= bound for score, bound in zip(linear, self.bounds, strict=True)):
            return True
        return any(by_cue.get(kind, 0.0) >= LIKELY for kind in LEARNED)

    def _told(
        self,
        said: SentenceRead,
        read: Sequence[float] | None,
        linear: Sequence[float],
        by_cue: Mapping[ActKind, float],
    ) -> Told:
        by_models = LEARNED
        settles = by_cue.get("decision", 0.0) >= PLAIN  # who tells the outcome takes no side by it
        if (
            settles
            or by_cue.get("conditional", 0.0) >= LIKELY
            or _VOTE.search(said.text, 0, MAX_CHARS)
        ):
            by_models = _BUT_SIDES
        told = {kind: weight for kind, weight in by_cue.items() if kind not in by_models}
        if read is None:
            return Told(kinds=told, shares=told)
        shares = dict(told)
        doubtful: dict[ActKind, float] = {}
        clear: dict[ActKind, float] = {}  # by how much a share is above what is asked of it
        for at, kind in enumerate(LEARNED):
            if kind not in by_models:
                continue
            of_encoder, of_linear, constant = self.mix[at]
            share = _share(of_encoder * read[_COLUMNS[at]] + of_linear * linear[at] + constant)
            shares[kind] = round(share, 3)
            if kind == "proposal" and _proposes_nothing(said):
                continue
            cue = by_cue.get(kind, 0.0)
            if is_kept(kind, cue, share):
                told[kind] = max(round(share, 3), cue)
            elif share >= self.given[at] and not (kind in SIDES and is_belied(kind, said)):
                (told if share >= self.least[at] else doubtful)[kind] = round(share, 3)
            clear[kind] = share / self.least[at]
        for kind, doing in _DOES_INSTEAD.items():
            if told.get(doing, 0.0) >= _CLEARLY and by_cue.get(kind, 0.0) < LIKELY:
                told.pop(kind, None)
                doubtful.pop(kind, None)
        if "support" in clear and "support" in told and "oppose" in told:
            told.pop("support" if clear["support"] <= clear["oppose"] else "oppose")
        if not SIDES.isdisjoint(told):
            doubtful = {kind: share for kind, share in doubtful.items() if kind not in SIDES}
        return Told(kinds=told, shares=shares, doubtful=doubtful)


def _proposes_nothing(said: SentenceRead) -> bool:
    is_supposed = is_thought_experiment(said) or is_conceded(said)
    return is_supposed or is_announcement(said) or is_forecast(said)


def is_kept(kind: ActKind, cue: float, share: float) -> bool:
    """Return whether what a cue says stands against a low share of the models."""
    return cue >= PLAIN or (cue >= LIKELY and share >= KEPT.get(kind, ELSE_KEPT))


def _share(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(min(score, 50.0), -50.0)))


def number_of(feature: str) -> int:
    """Return the number under which the model's file keeps a feature."""
    return crc32(feature.encode())


@lru_cache(maxsize=1)
def load_act_model() -> TrainedModel:
    """Return the model that comes with the package."""
    with as_file(files("listminer.extract").joinpath(FILE)) as path:
        return read_model(path, load_act_encoder())


def read_model(path: str | PathLike[str], encoder: ActEncoder) -> TrainedModel:
    """Return the model in *path*, with its *encoder*. Raises OSError if there is none."""
    import numpy as np  # late: a tenth of a second that other commands need not wait

    with np.load(path, allow_pickle=False) as arrays:
        numbers = arrays["numbers"].tolist()
        return TrainedModel(
            common=frozenset(bytes(arrays["common"]).decode().split("\n")),
            rows={number: row for row, number in enumerate(numbers)},
            weights=arrays["weights"].astype(np.float32),
            bounds=tuple(arrays["bounds"].tolist()),
            mix=tuple((a, b, c) for a, b, c in arrays["mix"].tolist()),
            given=tuple(arrays["given"].tolist()),
            least=tuple(arrays["least"].tolist()),
            encoder=encoder,
        )
