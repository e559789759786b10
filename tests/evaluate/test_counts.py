"""Counting right, wrong and missed, and finding labelled words in our text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.evaluate.counts import Counts, count_sets, match_by_evidence
from listminer.evaluate.placing import Folded, UnitIndex
from listminer.model import MessageId, Span


def span(start: int, end: int, message_id: str = "a@x") -> Span:
    return Span(message_id=MessageId(message_id), start=start, end=end)


UNITS = UnitIndex([("1.1", span(0, 20)), ("1.2", span(21, 31)), ("1.3", span(32, 132))])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (span(0, 20), "1.1"),
        (span(0, 10), "1.1"),  # a part of the sentence covers itself
        (span(2, 31), "1.1"),  # two sentences taken as one count for the longer overlap
        (span(18, 29), "1.2"),
        (span(130, 150), None),  # two characters of twenty
        (span(0, 20, "b@x"), None),
        (span(200, 220), None),
    ],
)
def test_a_found_span_counts_for_the_sentence_that_it_overlaps_most(found, expected):
    assert UNITS.unit_of(found) == expected


@pytest.mark.parametrize(
    ("text", "words", "near", "expected"),
    [
        ("We  should\nvote.", "should vote.", 3, "should\nvote."),
        ("Yes. No. Yes.", "Yes.", 9, "Yes."),
        ("Yes.", "No.", 0, None),
        ("Yes.", "  ", 0, None),
        ("", "Yes.", 0, None),
    ],
)
def test_words_are_found_where_only_white_space_differs(text, words, near, expected):
    place = Folded(text).find(words, near=near)
    assert (None if place is None else text[slice(*place)]) == expected


def test_of_two_places_the_nearer_is_meant():
    assert Folded("Yes. No. Yes.").find("Yes.", near=9) == (9, 13)
    assert Folded("Yes. No. Yes.").find("Yes.", near=1) == (0, 4)


@given(st.lists(st.text("ab \n\t", min_size=1, max_size=8), min_size=1, max_size=8))
def test_what_is_found_folds_to_the_words_looked_for(parts):
    text = "".join(parts)
    for words in parts:
        place = Folded(text).find(words, near=0)
        if words.split():
            assert place is not None
            assert text[slice(*place)].split() == words.split()


def test_figures_of_nothing_are_zero():
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_what_was_found_where_nothing_is_labelled_counts_as_wrong():
    assert count_sets({"a", "b"}, {"b", "c"}, strays=2) == Counts(right=1, found=4, labelled=2)


sets = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), max_size=6)


@given(sets, sets)
def test_matching_is_one_to_one_and_shares_evidence(found, labelled):
    matched = match_by_evidence(found, labelled)
    assert len(set(matched.values())) == len(matched)
    assert all(found[i] & labelled[j] for i, j in matched.items())


@given(sets)
def test_what_is_labelled_matches_itself(labelled):
    matched = match_by_evidence(labelled, labelled)
    assert len(matched) == sum(bool(each) for each in labelled)
    assert all(labelled[i] == labelled[j] for i, j in matched.items())
