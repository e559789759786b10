"""Learning: repeatable, and better at what it was shown than a guess."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs listminer[train]")

from listminer.evaluate.hidden_scores import lists_in, read_scores, write_scores
from listminer.evaluate.learning import best_threshold, calibrate, fit, known_rows, normed
from listminer.evaluate.train import read_lesson, train
from listminer.extract.act_encoder import FILE, PIECES, TOLD, Shown, load_act_encoder
from listminer.extract.act_model import LEARNED, number_of, read_model

MAIL = """\
From ada@x.org Mon Mar  7 10:00:00 2016
From: Ada <ada@x.org>
Date: Mon, 7 Mar 2016 10:00:00 +0000
Subject: Votes
Message-ID: <{name}@x.org>

{text}
"""
SAYINGS = [
    ("I propose that we vote.", "proposal"),
    ("The weather is fine.", None),
    ("Could you send a draft?", "request"),
    ("How often does it restart?", "question"),
    ("I'll write it up.", "commitment"),
]


@pytest.fixture
def gold(tmp_path):
    """Return a folder with a labelled thread of each of three lists."""
    for name in ("a-dev-01-x", "b-dev-01-x", "c-dev-01-x"):
        text = "\n\n".join(said for said, _ in SAYINGS)
        (tmp_path / f"{name}.mbox").write_text(MAIL.format(name=name, text=text))
        units = [
            {
                "uid": f"1.{n}",
                "message_id": f"{name}@x.org",
                "sender": "Ada <ada@x.org>",
                "start": 0,
                "end": 0,
                "text": said,
            }
            for n, (said, _) in enumerate(SAYINGS, 1)
        ]
        (tmp_path / f"{name}.units.jsonl").write_text("\n".join(map(json.dumps, units)))
        labels = [f"1.{n}\t{kind}\t-" for n, (_, kind) in enumerate(SAYINGS, 1) if kind]
        (tmp_path / f"{name}.tsv").write_text("\n".join(labels))
    return tmp_path


def unseen_by_encoder(gold, sure, lists=("a-dev", "b-dev", "c-dev")):
    """Return a file of an encoder's scores, *sure* of every label, for the sentences of *lists*."""
    lesson = read_lesson([gold])
    truth = np.zeros((len(lesson.units), len(TOLD)))
    truth[:, [TOLD.index(kind) for kind in LEARNED]] = lesson.truth
    path = gold / "unseen.npz"
    write_scores(path, lists, lesson.shown, sure * (2 * truth - 1))
    return path


def test_training_twice_gives_the_same_model_that_tells_the_lists_it_has_not_seen(gold):
    unseen = [unseen_by_encoder(gold, sure=1.0)]
    model, *_ = train([gold], unseen, gold / "one.npz")
    train([gold], unseen, gold / "two.npz")
    one, two = (read_model(gold / name, load_act_encoder()) for name in ("one.npz", "two.npz"))
    assert [row[0] for row in model.rows] == list(LEARNED)
    told = {row[0]: row[-1] for row in model.rows}
    assert all(told[kind] == 1.0 for kind in ("proposal", "request", "question", "commitment"))
    assert one.rows == two.rows
    assert np.array_equal(one.weights, two.weights)
    assert (one.bounds, one.mix, one.given) == (two.bounds, two.mix, two.given)
    assert one.least == two.least
    assert all(given <= least for given, least in zip(one.given, one.least, strict=True))


def test_lists_that_no_encoder_left_unseen_have_no_part_in_the_figures(gold):
    path = unseen_by_encoder(gold, sure=1.0, lists=("a-dev", "b-dev"))
    model, *_ = train([gold], [path], gold / "one.npz")
    assert [row[1] for row in model.rows if row[0] == "request"] == [2]  # of two lists


def test_threads_that_are_also_read_are_learned_from_and_not_counted(gold, tmp_path_factory):
    more = tmp_path_factory.mktemp("more")
    for path in gold.glob("a-dev-01-x.*"):
        (more / path.name.replace("-01-", "-r01-")).write_bytes(path.read_bytes())
    lesson = read_lesson([gold], also=[more])
    assert (lesson.counted, len(lesson.units)) == (15, 20)
    assert lesson.lists[15:] == ("a-dev",) * 5
    unseen = [unseen_by_encoder(gold, sure=1.0)]
    model, *_ = train([gold], unseen, gold / "one.npz", also=[more])
    assert [row[1] for row in model.rows if row[0] == "request"] == [3]


def test_weights_part_what_can_be_parted():
    rows = {number_of(each): row for row, each in enumerate("ab")}
    x = normed(known_rows([{"a"}, {"b"}, {"a", "unknown"}, {"b"}], rows))
    y = np.array([[True], [False], [True], [False]])
    scores = (x @ fit(x, y))[:, 0]
    assert (scores > 0).tolist() == [True, False, True, False]
    assert scores[0] >= best_threshold(scores, y[:, 0]) > scores[1]


def test_calibrated_scores_are_shares():
    scores = np.repeat([-1.0, 1.0], 100)
    truth = np.r_[np.arange(100) < 20, np.arange(100) < 70]
    one, two, constant = calibrate(scores, scores, truth)
    shares = 1 / (1 + np.exp(-((one + two) * np.array([-1.0, 1.0]) + constant)))
    assert shares == pytest.approx([0.2, 0.7], abs=0.02)


def test_a_score_is_found_by_what_was_shown_and_what_was_not_is_asked_anew(tmp_path):
    encoder = load_act_encoder()
    place = files("listminer.extract")
    for name in (FILE, PIECES):
        (tmp_path / name).write_bytes(place.joinpath(name).read_bytes())
    old, new = (Shown(own=own, followed="", place=1) for own in ("We vote.", "We should vote."))
    path = tmp_path / "unseen.npz"
    write_scores(path, {"b-dev"}, [old], np.full((1, len(TOLD)), 3.0))
    read, known = read_scores([path], ["a-dev", "b-dev", "b-dev"], [old, new, old])
    asked = encoder.scores([new])[0][TOLD.index(LEARNED[0])]
    assert lists_in(path) == ("b-dev",)
    assert known.tolist() == [False, True, True]
    assert read[:, 0].tolist() == pytest.approx([0.0, asked, 3.0])
