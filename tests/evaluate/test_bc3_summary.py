"""Scores of summaries against people's."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.errors import SourceError
from listminer.evaluate.bc3_summary import (
    best_sum,
    evaluate_summaries,
    judged_threads,
    recall_table,
)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), max_size=7), st.integers(0, 25))
def test_the_best_extract_is_the_best_of_all(items, room):
    every = (some for n in range(len(items) + 1) for some in combinations(items, n))
    fitting = [sum(v for v, _ in some) for some in every if sum(s for _, s in some) <= room]
    assert best_sum([v for v, _ in items], [s for _, s in items], room) == max(fitting)


def test_a_folder_without_the_corpus_is_told(tmp_path):
    with pytest.raises(SourceError, match="no BC3"):
        evaluate_summaries(tmp_path, lambda discussion: discussion)


@pytest.mark.shared
def test_the_extract_is_above_its_floor_without_any_model(shared):
    table = recall_table(list(judged_threads(shared / "bench" / "bc3", lambda thread: thread)))
    shares = {str(name): share for name, share in table.rows}
    assert shares["listminer"] >= 0.72
    assert shares["listminer"] > shares["first sentences of each mail"] > shares["random"]


@pytest.mark.shared
@pytest.mark.slow
def test_texts_are_nearer_to_peoples_than_those_of_other_methods(shared):
    _, rouge = evaluate_summaries(shared / "bench" / "bc3", lambda thread: thread)
    scores = {str(name): figures for name, *figures in rouge.rows}
    others = ("LexRank (sumy)", "TextRank (sumy)", "first sentences of each mail")
    for ours, worse in (("summary", others), ("extract", others[:2])):
        for other in worse:
            pairs = zip(scores[f"listminer, {ours}"], scores[other], strict=True)
            assert all(mine > theirs for mine, theirs in pairs), other
