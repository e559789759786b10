"""How words of mail are quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import MessageId, Span
from listminer.quoting import clipped, clipped_question, folded, quoted, shown_subject

TEXT = st.text(alphabet="ab ,.-1)\n?", max_size=80)


def span(start: int, end: int) -> Span:
    return Span(message_id=MessageId("a"), start=start, end=end)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("We drop it. Soon.", 0, 11, "“We drop it.”"),
        ("We drop it. Soon.", 12, 17, "“Soon.”"),
        ("We drop it, soon.", 0, 10, "“We drop it…”"),
        ("We drop it, soon.", 3, 17, "“…drop it, soon.”"),
        ("Hello,\n\nwe drop\nit\n\nBob", 8, 18, "“we drop it”"),
        ("1. we drop it", 3, 13, "“we drop it”"),
        ("He said so:\n  drop it", 14, 21, "“drop it”"),
        ("> why not\nWe drop it\n> and then", 10, 20, "“We drop it”"),
        ("AB> why not\n  We drop it", 14, 24, "“We drop it”"),
        ("if a -> b\nwe drop it", 10, 20, "“…we drop it”"),
    ],
)
def test_dots_stand_where_a_sentence_was_cut(text, start, end, expected):
    assert quoted(text, start, end) == expected


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_a_quotation_holds_exactly_its_words(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    said = quoted(text, start, end)
    assert said[0] + said[-1] == "“”"
    assert said[1:-1].removeprefix("…").removesuffix("…") == folded(text[start:end])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("He said “drop it” twice.", "“He said “drop it” twice.”"),
        ("Yes.” [2] Ada: “No.", '“Yes." [2] Ada: "No.”'),
        ("Yes.” [2] Ada: no.", '“Yes." [2] Ada: no.”'),
        ("He said “drop it.", '“He said "drop it.”'),
    ],
)
def test_no_mark_inside_ends_a_quotation(words, expected):
    assert quoted(words, 0, len(words)) == expected


@given(TEXT, st.integers(1, 9))
def test_a_clip_lies_in_its_span_and_is_not_much_longer_than_asked(text, most):
    cut = clipped(text, span(0, len(text)), most)
    assert 0 <= cut.start <= cut.end <= len(text)
    assert len(text[cut.start : cut.end].split()) <= most + 3
    assert (
        cut.end == len(text)
        or not text[cut.end - 1 : cut.end + 1].strip().isalnum()
        or (text[cut.end].isspace())
    )


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I own a bell that rings all day, but how can I mend it?", "how can I mend it?"),
        ("I own a bell that rings all day - is it broken?", "is it broken?"),
        ("I own a bell that rings, and if it is old, is it broken?", "if it is old, is it broken?"),
        ("Is the bell one that rings all day long, or is it not?", "Is the bell one that rings"),
        ("The bell rings all day long and it is a nuisance?", "The bell rings all day long"),
        ("How can I mend it?", "How can I mend it?"),
        ("I own a bell that rings all day, and how it rings.", "I own a bell that rings all day,"),
    ],
)
def test_a_long_question_is_cut_to_what_it_asks(said, asked):
    cut = clipped_question(said, span(0, len(said)), 8)
    assert said[cut.start : cut.end].startswith(asked)


def test_a_word_of_ten_thousand_characters_is_cut():
    text = "x" * 10_000
    assert clipped(text, span(0, len(text)), 5) == span(0, 200)


@pytest.mark.parametrize(
    ("subject", "lists", "expected"),
    [
        ("Re: [dev] Re: [gate] Slow", ["dev"], "[gate] Slow"),
        ("[dev] [dev] x", ["dev"], "x"),
        ("AW: Re[2]: x", [], "x"),
        ("Regarding: x", [], "Regarding: x"),
        ("[dev]", ["dev"], "[dev]"),
        ("Re:", [], "Re:"),
        ("", ["dev"], ""),
    ],
)
def test_a_title_has_no_prefixes_and_no_tag_of_its_list(subject, lists, expected):
    assert shown_subject(subject, lists) == expected
