"""Learning what sides are taken on: repeatable, and it finds what can be found."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs listminer[train]")

from listminer.evaluate import train_targets
from listminer.evaluate.train_targets import Example, figures, learn, rank
from listminer.extract.target_model import model_of, read_target_model

SENTENCES = 6


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(train_targets, "NETWORKS", 1)
    monkeypatch.setattr(train_targets, "ROUNDS", 30)


def examples(lists: str, each: int = 40, *, is_counted: bool = True) -> list[Example]:
    """Return sides that are taken on the one sentence of which a number is high."""
    random = np.random.default_rng(7)
    found = []
    for name in lists:
        for _ in range(each):
            relations = random.normal(size=(SENTENCES, 3))
            meant = int(random.integers(SENTENCES))
            relations[meant, 1] += 6.0
            found.append(
                Example(
                    list_name=name,
                    is_counted=is_counted,
                    is_found=True,
                    side=random.normal(size=2),
                    sentences=random.normal(size=(SENTENCES, 2)),
                    relations=relations,
                    messages=np.arange(SENTENCES) // 2,
                    is_target=np.arange(SENTENCES) == meant,
                    is_in_message=np.arange(SENTENCES) // 2 == meant // 2,
                )
            )
    return found


def test_what_tells_the_target_is_learned_and_holds_on_lists_unseen():
    (_, of, message, sentence), _ = figures(examples("abc")).rows
    assert of == 120
    assert message > 0.9
    assert sentence > 0.9


def test_what_is_only_learned_from_is_not_counted():
    (_, of, message, _), _ = figures(examples("ab") + examples("ab", is_counted=False)).rows
    assert of == 80
    assert message > 0.9


def test_training_twice_gives_the_same_arrays_that_are_read_back(tmp_path):
    some = examples("a")
    one, two = learn(some), learn(some)
    assert all(np.array_equal(one[name], two[name]) for name in one)
    np.savez_compressed(tmp_path / "model.npz", **one)
    known = model_of({name: each.astype(np.float64) for name, each in one.items()})
    kept = read_target_model(tmp_path / "model.npz")
    assert [rank(kept, each) for each in some] == [rank(known, each) for each in some]


def test_a_side_with_nothing_before_it_is_taken_on_nothing():
    none = np.zeros(0)
    nothing = Example(
        list_name="a",
        is_counted=True,
        is_found=True,
        side=np.zeros(2),
        sentences=np.zeros((0, 2)),
        relations=np.zeros((0, 3)),
        messages=none.astype(int),
        is_target=none.astype(bool),
        is_in_message=none.astype(bool),
    )
    assert rank(model_of(learn(examples("a"))), nothing) == (False, False)
