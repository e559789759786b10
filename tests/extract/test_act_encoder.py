"""The encoder: what it is shown of a sentence, and that nothing else moves its scores."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listminer.extract.act_encoder import (
    MAX_FOLLOWED,
    MAX_OWN,
    TOLD,
    ActEncoder,
    Shown,
    load_act_encoder,
    numbers_of,
    plain,
    show,
)
from listminer.extract.reading import SentenceRead
from listminer.model import MessageId, Span

MESSAGE = MessageId("a@x")
_SILENCING = frozenset({"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"})


def said(text: str, at: int = 0, paragraph: int = 0, **context: object) -> SentenceRead:
    return SentenceRead(
        span=Span(message_id=MESSAGE, start=at, end=at + len(text)),
        text=text,
        doc=None,
        paragraph=Span(message_id=MESSAGE, start=paragraph, end=paragraph + 500),
        **context,
    )


def test_what_opens_an_answer_follows_the_answered_words_and_the_rest_the_sentence_before():
    first = said("Yes.", answered="Should we vote?", before="Hi.")
    second = said("It is late.", at=5, answered="Should we vote?", before="Yes.")
    assert list(show([first, second])) == [
        Shown(own="Yes.", followed="Should we vote?", place=4),
        Shown(own="It is late.", followed="Yes.", place=2),
    ]


@pytest.mark.parametrize(
    ("is_first_mail", "answered", "expected"),
    [(True, "", 1), (False, "", 2), (True, "So?", 3), (False, "So?", 4)],
)
def test_the_place_tells_the_first_mail_from_later_ones_and_answers_from_the_rest(
    is_first_mail, answered, expected
):
    (shown,) = show([said("No.", is_first_mail=is_first_mail, answered=answered)])
    assert shown.place == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See\n  https://example.org/a?b=c", "See url"),
        ("in 0123456789abcdef it", "in 0 it"),
        ("/usr/share/doc/kestrel/examples/conf", "thing"),
        ("", ""),
    ],
)
def test_what_is_no_word_is_shown_as_one(text, expected):
    assert plain(text) == expected


def test_a_long_sentence_loses_its_middle_and_keeps_its_end():
    pieces = load_act_encoder().pieces
    ids, types = numbers_of(Shown(own="and " * 200 + "?", followed="so " * 99, place=1), pieces)
    assert len(ids) == len(types) == 3 + MAX_OWN + MAX_FOLLOWED + 1
    assert ids[types.index(1) - 2] == pieces.token_to_id("?")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=4))
def test_a_sentence_has_the_same_scores_whatever_is_read_beside_it(pairs):
    encoder = load_act_encoder()
    shown = [Shown(own=one, followed=two, place=1) for one, two in pairs]
    together = encoder.scores(shown)
    assert together == [encoder.scores([each])[0] for each in shown]
    assert all(len(row) == len(TOLD) for row in together)


@pytest.mark.parametrize("text", ["\x00" * 1000, "北京" * 300, "🙂" * 200, "[CLS][SEP][PAD]" * 50])
def test_hostile_text_has_scores_too(text):
    (row,) = load_act_encoder().scores([Shown(own=plain(text), followed=plain(text), place=4)])
    assert all(-30 < score < 30 for score in row)


def test_nobody_is_told_that_the_network_runs(tmp_path):
    """onnxruntime keeps a number of the machine, and events for its maker, in the cache folder."""
    told = {name: os.environ[name] for name in os.environ if name not in _SILENCING}
    home = told | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = "from listminer.extract.act_encoder import load_act_encoder as load; load()"
    subprocess.run([sys.executable, "-c", code], env=home, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_what_is_said_a_thousand_times_is_asked_of_the_network_once():
    real = load_act_encoder()
    asked = []

    class Counted:
        def run(self, names: object, feed: dict[str, object]) -> object:
            asked.append(feed)
            return real.session.run(names, feed)

    again = [Shown(own="+1", followed="", place=2)] * 1000
    scores = ActEncoder(session=Counted(), pieces=real.pieces).scores(again)
    assert (len(asked), len(scores)) == (1, 1000)
    assert scores == real.scores(again[:1]) * 1000
