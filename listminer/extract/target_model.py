"""Which earlier sentence a side is taken on, as a small network learned it.

Reads `target_model.npz`, which comes with the package; made by
`python -m listminer.evaluate.train_targets`, described in docs/model.md.
Deterministic. Touches numpy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from os import PathLike
from typing import Any

import numpy as np

FILE = "target_model.npz"
MOST = 6.0  # spreads from the mean, at which a number is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A part of the first layer: what one kind of rows adds to the hidden units."""

    mean: Any = field(repr=False)
    spread: Any = field(repr=False)
    weights: Any = field(repr=False)

    def of(self, rows: Any) -> Any:
        """Return what *rows* add to each hidden unit."""
        return np.clip((rows - self.mean) / self.spread, -MOST, MOST) @ self.weights


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetModel:
    """One hidden layer over rows of `View`: a side, a sentence, and how they stand."""

    side: Layer
    sentence: Layer
    relation: Layer
    shift: Any = field(repr=False)
    out: Any = field(repr=False)

    def shares(self, side: Any, sentences: Any, relations: Any) -> Any:
        """Return how likely each sentence is to be what the side is taken on; sums to 1.

        *sentences* is what `sentence.of` told of them.
        """
        hidden = np.tanh(self.side.of(side) + sentences + self.relation.of(relations) + self.shift)
        scores = hidden @ self.out
        raised = np.exp(scores - scores.max())
        return raised / raised.sum()


@lru_cache(maxsize=1)
def load_target_model() -> TargetModel:
    """Return the model that comes with the package."""
    with as_file(files("listminer.extract").joinpath(FILE)) as path:
        return read_target_model(path)


def read_target_model(path: str | PathLike[str]) -> TargetModel:
    """Return the model in *path*. Raises OSError if there is none."""
    with np.load(path, allow_pickle=False) as arrays:
        wide = {name: arrays[name].astype(np.float64) for name in arrays.files}
    return model_of(wide)


def model_of(arrays: dict[str, Any]) -> TargetModel:
    """Return the model of named arrays, as `train_targets` writes them."""
    side, sentence, relation = (
        Layer(
            mean=arrays[f"{name}_mean"],
            spread=arrays[f"{name}_spread"],
            weights=arrays[f"{name}_weights"],
        )
        for name in ("side", "sentence", "relation")
    )
    return TargetModel(
        side=side,
        sentence=sentence,
        relation=relation,
        shift=arrays["shift"],
        out=arrays["out"],
    )
