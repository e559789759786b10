"""Which sentences are chosen."""

from __future__ import annotations

import pytest

from listminer.summary.candidates import candidates_of
from listminer.summary.salience import chosen, cosine, vectors_of, weights_of
from tests.summary.threads import thread

TALK = (
    "The old gate loses one job in ten. We should replace the old gate with the new gate.",
    "I agree that the old gate loses one job in ten.\n\nHello there",
    "The archive server needs more disk before the freeze in April.",
)


@pytest.fixture
def talk(tmp_path):
    found = thread(tmp_path, *TALK, subject="Replace the old gate")
    candidates = candidates_of(found)
    return candidates, vectors_of(candidates), weights_of(candidates, found.messages[0].subject)


def texts(candidates, places):
    return [candidates[at].text for at in places]


def test_what_is_chosen_fits_and_stands_in_reading_order(talk):
    candidates, vectors, weights = talk
    for words in range(0, 60, 7):
        places = chosen(candidates, vectors, weights, most_words=words)
        assert places == sorted(places)
        assert sum(candidates[at].length for at in places) <= words


def test_the_same_is_not_said_twice(talk):
    candidates, vectors, weights = talk
    twice = chosen(candidates, vectors, weights, most_words=100, most=3, variety=1.0)
    said = texts(candidates, twice)
    assert not {
        "The old gate loses one job in ten.",
        "I agree that the old gate loses one job in ten.",
    } <= set(said)
    assert "The archive server needs more disk before the freeze in April." in said


def test_only_what_is_allowed_is_chosen(talk):
    candidates, vectors, weights = talk
    places = chosen(
        candidates, vectors, weights, most_words=100, among=lambda each: each.message == 2
    )
    assert {candidates[at].message for at in places} == {2}


def test_a_greeting_weighs_nothing(talk):
    candidates, _, weights = talk
    assert [
        weight for each, weight in zip(candidates, weights, strict=True) if "Hello" in each.text
    ] == [0.0]


def test_likeness_is_one_for_the_same_words_and_none_for_others(talk):
    _, vectors, _ = talk
    assert cosine(vectors[0], vectors[0]) == pytest.approx(1.0)
    assert cosine(vectors[0], vectors[-1]) == 0.0


def test_no_sentences_give_no_choice():
    assert chosen([], [], [], most_words=10) == []
