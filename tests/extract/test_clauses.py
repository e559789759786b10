"""A sentence that names rivals takes a side on each of them, by its own clause."""

from __future__ import annotations

import pytest

from listminer.extract.clauses import verdicts_in
from tests.alarm import alarm
from tests.extract.threads import read, thread

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15:00 works for me, 14:00 does not.", {"15:00": "support", "14:00": "oppose"}),
        ("Noon doesn't work for me, but 15:00 does.", {"Noon": "oppose", "15:00": "support"}),
        ("Noon is too early, 15:00 is fine.", {"Noon": "oppose", "15:00": "support"}),
        ("Noon is fine, 15:00 too.", {"Noon": "support", "15:00": "support"}),
        ("I can do noon, not 15:00.", {"noon": "support", "15:00": "oppose"}),
        ("I prefer noon over 15:00.", {"noon": "support", "15:00": None}),
        ("+1 for pytest, -1 for nose.", {"pytest": "support", "nose": "oppose"}),
        ("I am for pytest and against nose.", {"pytest": "support", "nose": "oppose"}),
        ("pytest is fine, nose not so much.", {"pytest": "support", "nose": "oppose"}),
        ("It is red since noon, and nobody looks at it.", {}),
        ("I saw both of them yesterday.", {}),
    ],
)
def test_what_each_clause_is_for(text, expected):
    assert {each.what: each.stance for each in verdicts_in(text)} == expected


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("15:00 works for me, 14:00 does not.", ["oppose"]),
        ("15:00 works for me but 14:00 does not.", ["oppose"]),
        ("14:00 is too early for me, 15:00 would be fine.", ["oppose"]),
        ("14:00 works for me, 15:00 does not.", ["support"]),
        ("14:00 is fine, 15:00 is not.", ["support"]),
        ("14:00 is fine, 15:00 too.", ["support"]),
        ("15:00 is better than 14:00 for me.", []),  # no word against 14:00
        ("16:00 works for me, 15:00 does not.", []),
    ],
)
def test_a_side_on_a_time_is_of_the_clause_that_names_it(tmp_path, said, stances):
    mails = [(ADA, "I propose that we hold the weekly meeting at 14:00 UTC."), (BOB, said)]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("+1 for pytest, -1 for nose.", {"P1": "support", "P2": "oppose"}),
        ("I like nose, but not pytest.", {"P1": "oppose", "P2": "support"}),
        ("pytest works for me, nose does not.", {"P1": "support", "P2": "oppose"}),
    ],
)
def test_each_clause_goes_to_the_rival_that_it_names(tmp_path, said, stances):
    mails = [
        (ADA, "I propose that we use pytest for the unit tests."),
        (BOB, "I would rather suggest that we use nose."),
        (GRACE, said),
    ]
    found = read(thread(tmp_path, mails))
    assert {p.proposal: p.stance for p in found.positions if p.holder == GRACE} == stances


def test_of_two_times_that_one_idea_offers_one_will_do(tmp_path):
    mails = [
        (ADA, "I propose that we hold the weekly meeting at 14:00 or at 15:00 UTC."),
        (BOB, "15:00 works for me, 14:00 does not."),
    ]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == BOB] == ["support"]


@pytest.mark.parametrize("text", ["not " * 100, "a is, " * 60, "I prefer x over " * 30, "x, " * 99])
def test_hostile_text_is_read_in_no_time(text):
    with alarm(1):
        verdicts_in(text * 20)
