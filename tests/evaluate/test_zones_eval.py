"""How lines are scored, and the floor under our figures."""

from __future__ import annotations

import json

import pytest

from listminer.evaluate.zones import gold_zones, score_zones
from listminer.mail.zones import split_zones


def test_a_line_has_the_label_that_covers_most_of_it():
    text = "Hi Ada,\nwords\n\n"
    assert gold_zones(text, [[0, 9, "salutation"], [9, 13, "paragraph"]]) == [
        "salutation",
        "paragraph",
        None,
    ]


def test_blank_lines_count_in_all_lines_only(tmp_path):
    path = tmp_path / "zones.jsonl"
    row = {
        "id": "a",
        "text": "words\n\nmore\nnone\n",
        "labels": [[0, 5, "paragraph"], [7, 11, "patch"]],
    }
    path.write_text(json.dumps(row), encoding="utf-8")
    scores = score_zones(path, split_zones)
    assert (scores.all_lines, scores.filled_lines, scores.unlabelled_lines) == (3, 2, 1)
    assert (scores.accuracy_all, scores.accuracy_filled) == (2 / 3, 1 / 2)
    assert scores.confusions == (("patch", "paragraph", 1),)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("enron-60", 0.90), ("asf-train", 0.98)])
def test_figures_do_not_fall(shared, name, floor):
    assert (
        score_zones(shared / "bench" / "zones" / f"{name}.jsonl", split_zones).accuracy_all >= floor
    )
