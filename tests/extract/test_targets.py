"""What a side is taken on, and that the rows it is told by hold together."""

from __future__ import annotations

import numpy as np
import pytest

from listminer.extract.act_model import load_act_model
from listminer.extract.naming import Names
from listminer.extract.reading import load_reader, read_sentences
from listminer.extract.scene import Scene, lay_out
from listminer.extract.target_features import MAX_ANSWERED, MAX_IDEAS, View
from listminer.extract.target_model import load_target_model
from listminer.extract.targets import Candidate, Targets, likeliest
from listminer.extract.wording import Rarity
from tests.extract.threads import thread

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"


def scene_of(discussion) -> Scene:
    sentences = list(read_sentences(discussion, load_reader(tagged=False)))
    return lay_out(discussion, sentences, load_act_model().tell(sentences))


def targets_of(scene: Scene) -> Targets:
    return Targets(scene, Names(scene.speakers.values()), Rarity(s.words for s in scene.said))


def ranked(discussion, text: str) -> list[Candidate]:
    scene = scene_of(discussion)
    (said,) = [each for each in scene.said if each.text == text]
    return targets_of(scene).of(said, "support")


@pytest.fixture
def debate(tmp_path):
    return thread(
        tmp_path,
        [
            (ADA, "The build broke on Monday.\n\nWe should pin the compiler.\n"),
            (
                GRACE,
                f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n"
                "> We should pin the compiler.\n\n+1",
            ),
            (TOM, "I agree with pinning the compiler.", 0),
        ],
    )


@pytest.mark.parametrize("side", ["+1", "I agree with pinning the compiler."])
def test_a_side_is_taken_on_the_words_that_it_answers_or_shares(debate, side):
    found = ranked(debate, side)
    assert likeliest(found).text == found[0].said.text == "We should pin the compiler."


def test_only_earlier_sentences_are_meant_each_once(debate):
    scene = scene_of(debate)
    targets = targets_of(scene)
    for said in scene.said:
        numbers = [each.said.number for each in targets.of(said, "oppose")]
        assert all(number < said.number for number in numbers)
        assert len(set(numbers)) == len(numbers)


def test_the_first_sentence_of_all_is_taken_on_nothing(debate):
    scene = scene_of(debate)
    assert targets_of(scene).of(scene.said[0], "support") == []


def test_the_rows_fit_the_model_and_are_finite(debate):
    scene = scene_of(debate)
    view = View(scene, Names(scene.speakers.values()), Rarity(s.words for s in scene.said))
    model = load_target_model()
    alone = view.sentences()
    assert alone.shape == (len(scene.said), len(model.sentence.mean))
    for said in scene.said[1:]:
        numbers, relations = view.relations(said)
        assert relations.shape == (len(numbers), len(model.relation.mean))
        assert np.isfinite(relations).all()
        assert view.side(said, "support").shape == model.side.mean.shape
        shares = model.shares(
            view.side(said, "support"), model.sentence.of(alone[numbers]), relations
        )
        assert shares.sum() == pytest.approx(1.0)


def test_a_side_is_told_the_same_whatever_was_asked_before(debate):
    scene = scene_of(debate)
    one, other = targets_of(scene), targets_of(scene)
    for said in scene.said:
        one.of(said, "oppose")
    assert [one.of(said, "support") for said in scene.said] == [
        other.of(said, "support") for said in scene.said
    ]


def test_the_likeliest_message_is_chosen_before_the_sentence(debate):
    scene = scene_of(debate)
    first, second, plus, agree = scene.said
    found = [Candidate(plus, -0.4), Candidate(first, -0.5), Candidate(second, -0.9)]
    assert likeliest(found) is first
    assert likeliest([Candidate(agree, 0.1)]) is agree


def test_of_very_long_mails_some_sentences_are_looked_at(tmp_path):
    long = "\n\n".join(f"We should paint gate{number}." for number in range(300))
    quoted = "\n".join(f"> We should paint gate{number}.\n>" for number in range(300))
    reply = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n{quoted}\n\n+1"
    scene = scene_of(thread(tmp_path, [(ADA, long), (GRACE, reply)]))
    found = targets_of(scene).of(scene.said[-1], "support")
    assert 0 < len(found) <= MAX_ANSWERED + MAX_IDEAS + 45
