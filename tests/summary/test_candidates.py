"""Which sentences a summary may quote."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.summary.candidates import _is_idle, _split, candidates_of, terms_of
from tests.labelled import labelled_sample
from tests.summary.threads import thread


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in _split(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("We use 3.8 today.", ["We use 3.8 today."]),
        ("See e.g. the log. It says so.", ["See e.g. the log.", "It says so."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("See Low et. al. on it. It rings.", ["See Low et. al. on it.", "It rings."]),
        ("It is on your bell(!) and rings.", ["It is on your bell(!) and rings."]),
        ("Two points:\n- first\n- second", ["Two points:", "- first", "- second"]),
        ("All:\n1. Drop it.\n2. Then wait.", ["All:", "1. Drop it.", "2. Then wait."]),
        ("a head\n\nand a text", ["a head", "and a text"]),
        ("...", []),
        ("", []),
    ],
)
def test_sentences_end_at_stops_items_and_empty_lines(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet="aB.!?\n -1)“\t", max_size=80))
def test_sentences_lie_in_order_and_hold_every_word(text):
    spans = list(_split(text, 0, len(text)))
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    missed = "".join(c for at, c in enumerate(text) if at not in covered)
    assert not any(c.isalnum() for c in missed)


def test_quoted_lines_and_signatures_are_no_candidates(tmp_path):
    found = thread(
        tmp_path,
        "We should drop the old gate.",
        "> We should drop the old gate.\n\nThe new gate is not ready.\n\n-- \nGrace, of the builds",
    )
    assert [each.text for each in candidates_of(found)] == [
        "We should drop the old gate.",
        "The new gate is not ready.",
    ]


def test_a_quoted_sentence_knows_how_many_quote_it(tmp_path):
    found = thread(tmp_path, "We drop the old gate now.", "> We drop the old gate now.\n\nWhy so?")
    assert [each.quoted_by for each in candidates_of(found)] == [1, 0]


def test_greetings_and_bare_links_are_idle(tmp_path):
    found = thread(tmp_path, "Thanks a lot!\n\nhttp://example.org/log\n\nThe gate is down again.")
    idle = {each.text: each.is_idle for each in candidates_of(found)}
    assert idle["The gate is down again."] is False
    assert all(each for text, each in idle.items() if text != "The gate is down again.")


@pytest.mark.parametrize(
    ("text", "is_courtesy"),
    [
        ("Many thanks for your solution.", True),
        ("Many many thanks to all.", True),
        ("Ok, thanks for the hint.", True),
        ("You're right - I missed that part of the mail.", True),
        ("[snip]", True),
        ("Snip the rope.", False),
        ("Many gates are shut.", False),
        ("You are to ring the bell at noon.", False),
    ],
)
def test_thanks_in_other_words_and_marks_of_a_cut_are_idle(text, is_courtesy):
    assert _is_idle(text) is is_courtesy


@pytest.mark.parametrize(
    ("text", "is_notice"),
    [
        ("Author: ada\nDate: 2009-03-09 08:20:36 -0700\nNew Revision: 8737", True),
        ("Modified:\n  trunk/gate.c\nLog:", True),
        ("Modified: trunk/gate.c\n====================\n--- trunk/gate.c", True),
        ("- Log -----------------\ncommit 0a1b2c3d4e5f\nAuthor: Ada <a at x.org>", True),
        ("====================", True),
        ("Author: who knows?", False),
        ("Added: a switch for the gate.", False),
        ("Log in first, then open the gate.", False),
        ("I would commit 8737 to the branch.", False),
    ],
)
def test_the_head_of_a_commit_notice_is_nothing_to_quote(text, is_notice):
    assert _is_idle(text) is is_notice


def test_sentences_that_were_read_keep_their_bounds():
    debate, _ = labelled_sample()
    spans = {each.span for each in candidates_of(debate)}
    acts = {act.span for act in debate.findings.acts}
    assert len(acts & spans) >= 0.95 * len(acts)


def test_the_number_of_a_point_is_no_sentence(tmp_path):
    discussion = thread(tmp_path, "I propose this:\n\n1. We should drop the parser.")
    found = candidates_of(discussion)
    assert [each.text.strip() for each in found][-1].endswith("We should drop the parser.")
    assert "1." not in [each.text for each in found]


def test_terms_are_what_a_sentence_is_about():
    assert terms_of("We’d rather not have the new-gate at 3.8") == [
        "we'd",
        "rather",
        "new-gate",
        "3.8",
    ]


def test_ten_megabytes_without_a_stop_take_no_time(tmp_path):
    found = thread(tmp_path, "word " * 400_000, "fine.")
    start = time.perf_counter()
    candidates_of(found)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("Changes in v2:", True),
        ("I propose that we drop the old gate like this:", False),
        ("[ ] +1 Release it [ ] -1 Do not, because", True),
        ("gate/bell.txt | 2 +-", True),
        ("Package: gate\nSeverity: normal", True),
        ("Package: what a name!", False),
    ],
)
def test_what_is_a_form_or_a_heading_is_not_worth_quoting(tmp_path, text, idle):
    found = thread(tmp_path, f"The gate is red since Monday.\n\n{text}")
    assert [each.is_idle for each in candidates_of(found)[1:2]] == [idle]
