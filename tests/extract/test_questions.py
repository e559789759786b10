"""What answers a question in a reply that quotes nothing of it."""

from __future__ import annotations

import pytest

from tests.extract.threads import read, thread

ADA, BOB = "Ada Lovelace", "Bob Stone"


@pytest.mark.parametrize(
    ("question", "reply", "is_open"),
    [
        ("Does anyone know about it?", "It's because of the new tox release.", False),
        ("Does anyone know about it?", "Yes, since Monday.", False),
        ("Does anyone know about it?", "That is a good question.", True),
        ("Does anyone know about it?", "I had a long weekend.", True),
        ("Thoughts?", "Sounds like a plan.", False),
        ("Thoughts?", "I was ill last week.", True),
        ("Is it ok to pin tox?", "Yes, but not before the freeze.", False),
        ("Is it ok to pin tox?", "Yesterday it rained.", True),
        ("What do you think?", "> we should pin the parser.\n\n+1", False),
        ("What do you think?", "> we should pin the parser.\n\nIt rained.", True),
        ("Who can fix it?", "I can, but not before Monday.", False),
        ("Any project still using it?", "Nova does, sorry.", False),
        ("Any project still using it?", "Nova is green again.", True),
    ],
)
def test_what_answers_a_question_without_a_quote(tmp_path, question, reply, is_open):
    body = f"The gate is red, so we should pin the parser. {question}"
    found = read(thread(tmp_path, [(ADA, body), (BOB, reply)]))
    assert [each.open for each in found.questions] == [is_open]


@pytest.mark.parametrize(
    ("reply", "owners"),
    [
        ("I can, but not before Monday.", [BOB]),
        ("I can tell you that it is red.", []),
        ("It was green on Monday.", []),
    ],
)
def test_who_says_that_they_can_takes_on_what_somebody_was_sought_for(tmp_path, reply, owners):
    mails = [(ADA, "The gate is red. Who can fix it?"), (BOB, reply)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners
