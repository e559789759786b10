"""What each authored sentence does, told by a model that learned it from labelled threads.

Reads the weights that come with the package, `act_model.npz`; made by
`python -m listminer.evaluate.train`, described in docs/model.md. Deterministic.
Touches numpy, imported when the weights are first loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from math import exp, sqrt
from os import PathLike
from typing import Any
from zlib import crc32

from listminer.extract.act_features import features_of
from listminer.extract.acts import LIKELY, CueModel
from listminer.extract.reading import SentenceRead
from listminer.model import ActKind

FILE = "act_model.npz"
LEARNED: tuple[ActKind, ...] = ("proposal", "request", "question", "commitment")
"""What the weights tell, in the order of their columns. The rest is told by cues:
conditional sides and decisions are too few to learn, and sides from cues make
better positions (figures in docs/model.md)."""
SURE_KEPT = 0.1  # share from which a sure cue is kept; from .05 to .15 F1 is the same
LIKELY_KEPT = 0.2  # share from which any cue is kept; from .2 to .3 F1 is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel:
    """A linear model over the features of a sentence; one score for each of LEARNED."""

    common: frozenset[str]  # words that stand for themselves in the features
    rows: Mapping[int, int] = field(repr=False)  # of the weights, by a feature's number
    weights: Any = field(repr=False)  # numpy, one row a feature, one column a label
    least: tuple[float, ...]  # the score from which a label is given
    slopes: tuple[float, ...]  # of the way from scores to shares in [0, 1]
    shifts: tuple[float, ...]

    def kinds(self, sentences: Sequence[SentenceRead]) -> list[dict[ActKind, float]]:
        """Return for each sentence what it does and how sure that is, in [0, 1].

        For LEARNED labels the figure is calibrated on lists that the model had not
        seen, but where a sure cue says more: then it is the cue's own. Of a missing
        message pieces are known, and it learned from whole ones: cues alone tell there.
        """
        cues = CueModel().kinds(sentences)
        found = features_of(sentences, cues, self.common)
        return [
            dict(by_cue) if said.is_known_from_quotes else self._told(self.scores(each), by_cue)
            for said, each, by_cue in zip(sentences, found, cues, strict=True)
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

    def _told(
        self, scores: Sequence[float], by_cue: Mapping[ActKind, float]
    ) -> dict[ActKind, float]:
        told = {kind: weight for kind, weight in by_cue.items() if kind not in LEARNED}
        for at, kind in enumerate(LEARNED):
            share = 1.0 / (1.0 + exp(-(self.slopes[at] * scores[at] + self.shifts[at])))
            cue = by_cue.get(kind, 0.0)
            if cue and share >= (SURE_KEPT if cue >= LIKELY else LIKELY_KEPT):
                told[kind] = max(round(share, 3), cue)
            elif scores[at] >= self.least[at]:
                told[kind] = round(share, 3)
        return told


def number_of(feature: str) -> int:
    """Return the number under which the model's file keeps a feature."""
    return crc32(feature.encode())


@lru_cache(maxsize=1)
def load_act_model() -> TrainedModel:
    """Return the model that comes with the package."""
    with as_file(files("listminer.extract").joinpath(FILE)) as path:
        return read_model(path)


def read_model(path: str | PathLike[str]) -> TrainedModel:
    """Return the model in *path*. Raises OSError if there is none."""
    import numpy as np  # late: a tenth of a second that other commands need not wait

    with np.load(path, allow_pickle=False) as arrays:
        numbers = arrays["numbers"].tolist()
        return TrainedModel(
            common=frozenset(bytes(arrays["common"]).decode().split("\n")),
            rows={number: row for row, number in enumerate(numbers)},
            weights=arrays["weights"].astype(np.float32),
            least=tuple(arrays["least"].tolist()),
            slopes=tuple(arrays["slopes"].tolist()),
            shifts=tuple(arrays["shifts"].tolist()),
        )
