"""Sentences between quotation marks are what somebody says, not what their sender does."""

from __future__ import annotations

import pytest

from listminer.extract.quotations import quoted_sentences
from listminer.extract.splitting import split_sentences

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
