"""Sentences between quotation marks are what somebody says, not what their sender does."""

from __future__ import annotations

import pytest

from listminer.extract.quotations import quoted_sentences, told_below
from listminer.extract.splitting import split_sentences
from tests.alarm import alarm
from tests.extract.threads import read, thread

SAID = [
    ('"Let us drop the builds."', [True]),
    ("“Let us drop the builds” :P", [True]),
    ('("Let us drop the builds.")', [True]),
    ("„Let us drop the builds.“", [True]),
    ("«Let us drop the builds.»", [True]),
    ("»Let us drop the builds.«", [True]),
    ('"+1" from me.', [False]),
    ('"Agreed."', [False]),
    ('Let us call it "the old builds".', [False]),
    ("Let us call it «the old builds».", [False]),
    ('"Old builds" is what I would call them.', [False]),
    ('"Old builds", or "nightly ones"?', [False]),
    ('The 5" screens are wide, and so are the 7" ones.', [False]),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_sentence_that_stands_in_marks_as_a_whole_is_said_by_somebody(text, expected):
    assert list(quoted_sentences([text])) == expected


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "»«", '""'])
def test_a_quotation_of_several_sentences_is_said_by_somebody_in_any_marks(marks):
    text = f"It has {marks[0]}run it. Then file a bug.{marks[1]} We could."
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert list(quoted_sentences(sentences)) == [False, True, False]


@pytest.mark.parametrize(
    "lead", ["Bob Stone wrote:", "Bob said on IRC:", "Bob wrote:\n", "It says:"]
)
def test_what_stands_indented_below_who_wrote_it_is_nothing_of_who_tells_it(tmp_path, lead):
    told = f"{lead}\n  I propose that we move the wiki.\n  I'll send the log.\n\nFine."
    plan = f"{lead}\n\n  I propose the following plan:\n\n  - Bob: cut the branch\n"
    for body in (told, plan):
        found = read(thread(tmp_path, [("Bob Stone", "Hello."), ("Ada Lovelace", body)]))
        assert not [each for each in found.proposals if each.author == "Ada Lovelace"]
        assert not [each for each in found.actions if each.owner == "Ada Lovelace"]


@pytest.mark.parametrize(
    "lead", ["As I wrote:", "We said on IRC:", "What Ada and I said:", "It says:\n    x\n"]
)
def test_what_stands_indented_below_ones_own_name_is_ones_own(tmp_path, lead):
    mails = [("Ada Lovelace", f"{lead}\n  I'll send the log to the board.\n")]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "text", ["a wrote:\n" + "  b\n\n" * 20_000, "said " * 20_000, "a\n " * 30_000]
)
def test_hostile_text_is_looked_through_in_no_time(text):
    with alarm(1):
        told_below(text)
