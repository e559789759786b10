"""What is only supposed or granted is no idea and no side; a vote goes to what it names."""

from __future__ import annotations

import pytest

from listminer.extract.acts import is_thought_experiment
from listminer.extract.reading import SentenceRead
from listminer.model import MessageId, Span
from tests.extract.threads import read, thread

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lets imagine that we move the build.", True),
        ("So let's suppose we moved it.", True),
        ("Let's say that we move it.", True),
        ("Let's say so on the page.", False),
        ("Let's move the build.", False),
    ],
)
def test_what_is_only_supposed(text, expected):
    span = Span(message_id=MessageId("a@x"), start=0, end=len(text))
    assert is_thought_experiment(SentenceRead(span=span, text=text, doc=None, paragraph=span)) is (
        expected
    )


def test_a_thought_experiment_is_no_proposal(tmp_path):
    found = read(thread(tmp_path, [(ADA, "Lets imagine that we move the nightly build to noon.")]))
    assert found.proposals == ()


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("That might make sense.", ["support"]),
        ("That might make sense. However, half of the tests run at noon.", []),
    ],
)
def test_what_is_granted_and_turned_is_no_side(tmp_path, said, stances):
    plan = "I propose that we move the nightly build to noon."
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "number"), [("+1 for the wiki.", 0), ("+1 for the bugtracker, thanks.", 1)]
)
def test_a_vote_is_for_what_it_names(tmp_path, said, number):
    mails = [
        (ADA, "I propose that we move the manual to a wiki."),
        (BOB, "I would rather suggest a bugtracker for all of the open questions."),
        (GRACE, said),
    ]
    found = read(thread(tmp_path, mails))
    held = [p.proposal for p in found.positions if p.holder == GRACE]
    assert held in ([found.proposals[number].id], [])
