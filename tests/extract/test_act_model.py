"""The trained model: what it sees of a sentence, and what it says of plain ones."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listminer.extract.act_features import features_of, words_of
from listminer.extract.act_model import LEARNED, load_act_model
from listminer.extract.acts import CueModel, Told
from listminer.extract.reading import SentenceRead
from listminer.model import MessageId, Span


def said(text: str, **context: object) -> SentenceRead:
    span = Span(message_id=MessageId("a@x"), start=0, end=len(text))
    return SentenceRead(span=span, text=text, doc=None, paragraph=span, **context)


def features(*texts: str, common: str = "we should it is") -> list[set[str]]:
    sentences = [said(text) for text in texts]
    return list(features_of(sentences, CueModel().kinds(sentences), frozenset(common.split())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We should vote.", {"md we should", "m ^ we should *", "w vote", "^2 we should"}),
        ("We shouldn't vote.", {"md we should - not"}),
        ("Should we vote?", {"md - should we ", "asks should", "has ?"}),
        ("See https://example.org/a now", {"m * URL *"}),
        ("Version 2.6 broke it", {"m * 0 *"}),
    ],
)
def test_a_sentence_shows_mood_form_and_words(text, expected):
    (found,) = features(text)
    assert expected <= found


def test_a_sentence_shows_what_stands_around_it():
    first, second = features("We should vote.", "It is late.")
    assert {"P none", "N^2 it is", "place 0"} <= first
    assert {"P^2 we should", "P cue proposal", "N none", "place 1", "last"} <= second


def test_a_sentence_shows_what_it_answers():
    sentence = said("Yes.", answered="The build is red. Should we vote?")
    (found,) = features_of([sentence], CueModel().kinds([sentence]), frozenset())
    assert {"Q should", "Q end ?", "quote True"} <= found
    assert "Q red" not in found  # only the last sentence is looked at word by word


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I propose that we drop the old format.", "proposal"),
        ("Could you please send me the log?", "request"),
        ("How often does the server restart?", "question"),
        ("I'll file a bug tomorrow.", "commitment"),
    ],
)
def test_plain_sentences_are_told(text, kind):
    (told,) = load_act_model().kinds([said(text)])
    assert kind in told


def test_a_plain_fact_does_nothing():
    (told,) = load_act_model().kinds([said("The server runs on the third floor.")])
    assert not set(told) & set(LEARNED)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_told_twice_the_same_in_shares(texts):
    sentences = [said(text) for text in texts]
    told = load_act_model().kinds(sentences)
    assert len(told) == len(texts)
    assert all(0.0 <= share <= 1.0 for each in told for share in each.values())
    assert told == load_act_model().kinds(sentences)


def test_a_hostile_sentence_is_read_in_its_beginning():
    assert len(words_of("a " * 10**6)) <= 80
    assert load_act_model().kinds([said("\x00> " * 10**5)]) == [{}]


def told_by_one_sure_of(*kinds: str, sentence: SentenceRead) -> set[str]:
    """Return what is told of *sentence* where the models are sure that it does all *kinds*."""
    mix = tuple((0.0, 0.0, 2.0 if kind in kinds else -9.0) for kind in LEARNED)
    model = replace(load_act_model(), mix=mix, bounds=(-99.0,) * len(LEARNED))
    return set(model.tell([sentence])[0].kinds)


@pytest.mark.parametrize(
    ("kind", "belied", "asks", "plain"),
    [
        ("proposal", "Now for the plan of the next release:", "", "Now for the next release."),
        ("oppose", "Last week I was not so sure of it.", "", "I am not so sure of it."),
        ("oppose", "No, it does not.", "Does it scale?", "No, it does not."),
        ("support", "Yes, it runs there.", "Does it run?", "Yes, it runs there."),
    ],
)
def test_words_against_a_side_or_an_idea_count_for_more_than_models(kind, belied, asks, plain):
    assert kind not in told_by_one_sure_of(kind, sentence=said(belied, answered=asks))
    assert kind in told_by_one_sure_of(kind, sentence=said(plain))


def test_a_promise_is_no_yes_and_a_question_no_objection():
    promise, question = said("Sure, that is mine to do."), said("And who would run that thing?")
    assert told_by_one_sure_of("support", "commitment", sentence=promise) == {"commitment"}
    assert "oppose" not in told_by_one_sure_of("oppose", "question", sentence=question)
    assert "oppose" in told_by_one_sure_of("oppose", sentence=question)


def told_by_shares(sentence: SentenceRead, **of: float) -> Told:
    """Return what is told of *sentence* by models whose shares *of* labels are known."""
    mix = tuple(
        (0.0, 0.0, log(of[kind] / (1 - of[kind])) if kind in of else -9.0) for kind in LEARNED
    )
    six = len(LEARNED)
    model = replace(load_act_model(), mix=mix, bounds=(-99.0,) * six)
    model = replace(model, given=(0.3,) * six, least=(0.5,) * six)
    return model.tell([sentence])[0]


def test_between_the_share_that_gives_a_label_and_that_of_findings_it_is_in_doubt():
    sentence = said("The wiki has room for that.")
    for share, kinds, doubtful in [(0.29, set(), set()), (0.31, set(), {"proposal"})]:
        told = told_by_shares(sentence, proposal=share)
        assert (set(told.kinds), set(told.doubtful)) == (kinds, doubtful)
    assert told_by_shares(sentence, proposal=0.51).kinds == {"proposal": 0.51}
    assert not told_by_shares(sentence, proposal=0.51).doubtful


def test_an_objection_in_doubt_is_none_beside_a_yes_or_a_question():
    sentence = said("And the wiki has room for that.")
    assert told_by_shares(sentence, oppose=0.4).doubtful == {"oppose": 0.4}
    assert not told_by_shares(sentence, oppose=0.4, support=0.6).doubtful
    assert not told_by_shares(sentence, oppose=0.4, question=0.6).doubtful
    assert not told_by_shares(said("Last week it was slow, I am not so sure."), oppose=0.4).doubtful
