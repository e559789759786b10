"""Linear models of several labels, their thresholds and their calibration. Pure; needs scipy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from listminer.errors import UserError
from listminer.extract.act_model import number_of

RIDGE = 0.15  # weight of the squared weights; the best of .03, .1, .15 on unseen lists
EVEN = 1.0  # weight of the squared weights of two scores: without it a few sentences part them
STEPS = 30  # of L-BFGS; more do not change the figures


def known_rows(features: Iterable[Iterable[str]], rows: Mapping[int, int]) -> Any:
    """Return a sparse matrix: a row for each set of features, 1 where the model knows one."""
    sparse = _scipy().sparse
    ends, columns = [0], []
    for found in features:
        columns += sorted({rows[n] for n in map(number_of, found) if n in rows})
        ends.append(len(columns))
    return sparse.csr_matrix(
        (np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(ends)),
        shape=(len(ends) - 1, len(rows)),
    )


def normed(x: Any) -> Any:
    """Return *x* with each row of length 1."""
    sizes = np.sqrt(np.maximum(np.diff(x.indptr), 1))
    return (_scipy().sparse.diags(1.0 / sizes) @ x).tocsr()


def fit(x: Any, y: Any) -> Any:
    """Return the weights of one logistic regression for each column of *y*, found together."""
    wide = x.T.tocsr()
    sign = np.where(y, 1.0, -1.0)
    shape = x.shape[1], y.shape[1]

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(shape)
        margin = sign * (x @ weights)
        pull = -sign / (1.0 + np.exp(np.minimum(margin, 700.0)))
        total = np.logaddexp(0.0, -margin).sum() + 0.5 * RIDGE * (flat @ flat)
        return total, (wide @ pull + RIDGE * weights).ravel()

    found = _scipy().optimize.minimize(
        loss,
        np.zeros(shape[0] * shape[1]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS, "maxcor": 6},
    )
    return found.x.reshape(shape)


def best_threshold(scores: Any, truth: Any, missed: float = 1.0) -> float:
    """Return the score from which giving the label makes the best F measure.

    One *missed* weighs that many times as much as one invented: F1 where it is 1, van
    Rijsbergen's beta squared (1979).

    >>> best_threshold(np.array([3.0, 2.0, 1.0]), np.array([True, True, False]))
    2.0
    >>> best_threshold(np.array([3.0, 2.0, 1.0]), np.array([True, False, True]), missed=0.1)
    3.0
    """
    ordered, measure = _measured(scores, truth, missed)
    return float(ordered[int(measure.argmax())])


def fair_threshold(shares: Any, truth: Any) -> float:
    """Return the share from which giving the label makes the best F1, for calibrated *shares*.

    It is half of the best F1 (Lipton, Elkan, Narayanaswamy, 2014), and steadier than the one
    share that happened to make it: on lists unseen the mean F1 of six labels is .002 to .004
    above.

    >>> fair_threshold(np.array([0.9, 0.8, 0.1]), np.array([True, True, False]))
    0.5
    >>> fair_threshold(np.array([0.9, 0.8, 0.7]), np.array([True, False, True]))
    0.4
    """
    _, measure = _measured(shares, truth, 1.0)
    return float(measure.max())


def _measured(scores: Any, truth: Any, missed: float) -> tuple[Any, Any]:
    """Return *scores*, highest first, and half the F measure of giving the label from each."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    wanted = missed * max(int(truth.sum()), 1)
    return scores[order], right / (np.arange(1, len(order) + 1) + wanted)


def calibrate(one: Any, two: Any, truth: Any) -> tuple[float, float, float]:
    """Return weights of two scores and a constant: the logistic curve to the share of right ones.

    With *one* and *two* the same, the weights are halves of a slope.
    """

    def loss(mix: Any) -> tuple[float, Any]:
        sign = np.where(truth, 1.0, -1.0)
        margin = sign * (mix[0] * one + mix[1] * two + mix[2])
        pull = -sign / (1.0 + np.exp(np.minimum(margin, 700.0)))
        total = np.logaddexp(0.0, -margin).sum() + 0.5 * EVEN * (mix[:2] @ mix[:2])
        slopes = np.array([pull @ one, pull @ two]) + EVEN * mix[:2]
        return total, np.array([*slopes, pull.sum()])

    found = _scipy().optimize.minimize(loss, np.array([1.0, 0.0, 0.0]), jac=True)
    a, b, c = found.x.tolist()
    return a, b, c


def _scipy() -> Any:
    try:
        import scipy  # optional: only training needs it
        import scipy.optimize
        import scipy.sparse
    except ImportError as exc:
        raise UserError(
            "training needs scipy, which is not installed",
            hints=("pip install 'listminer[train]'",),
        ) from exc
    return scipy
