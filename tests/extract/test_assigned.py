"""Whose an act is that a mail asks for: by name, by a list of tasks, by a greeting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.assigned import assigned
from listminer.extract.naming import _may_call
from listminer.extract.voices import bearers
from tests.extract.test_voices import IDEA, said
from tests.extract.threads import read, thread

ANSWERED = "> I propose that we drop the old scheduler\n\n"


def owners(tmp_path, body: str) -> list[tuple[str | None, str]]:
    mails = [IDEA, ("Linus Berg", "Hm, let me see.", 0), ("Bob Stone", body, 0)]
    return [(each.owner, each.task) for each in read(thread(tmp_path, mails)).actions]


@pytest.mark.parametrize(
    ("ask", "owner"),
    [
        ("Could Linus rebase it?", "Linus Berg"),  # it was asked of whom the mail answers
        ("Please could Linus rebase it?", "Linus Berg"),
        ("Would Linus Berg kindly rebase it?", "Linus Berg"),
        ("To Linus: please rebase it.", "Linus Berg"),
        ("Could Debian please rebase it?", "Debian"),
        ("Could the release team please rebase it?", "release team"),
        ("To Linus and Grace: please rebase it.", None),
        ("Could you please rebase it?", "Ada Lovelace"),
        ("To be safe: please rebase it.", "Ada Lovelace"),
        ("Could you, Linus, rebase it?", "Linus Berg"),
        ("Could you please rebase it, Linus?", "Linus Berg"),
        ("Could you rebase it please Linus?", "Linus Berg"),
        ("Could anybody else rebase it?", None),
    ],
)
def test_an_act_is_asked_of_who_is_named_and_nobody_else(tmp_path, ask, owner):
    assert owners(tmp_path, ANSWERED + ask) == [(owner, "rebase it")]


@pytest.mark.parametrize(
    ("promise", "owner"),
    [
        ("Linus will send the patch by Friday.", None),  # it was told as a promise of who tells it
        ("Karl will send the patch by Friday.", None),
        ("My boss will send the patch by Friday.", None),
        ("Bob will send the patch by Friday.", "Bob Stone"),  # he writes it of himself
        ("Our team will send the patch by Friday.", "Bob Stone"),
        ("I talked to Linus, and he will send the patch by Friday.", None),
        ("I talked to Linus, so he knows that I will send the patch by Friday.", "Bob Stone"),
        ("Linus and I will send the patch by Friday.", "Bob Stone"),
        ("grace will send the patch by Friday.", None),
        ("Linus will review it and I'll send the patch by Friday.", "Bob Stone"),
    ],
)
def test_a_promise_is_no_promise_of_who_tells_of_it(tmp_path, promise, owner):
    assert [who for who, _ in owners(tmp_path, promise)] == ([owner] if owner else [])


LINUS = ("Linus Berg", "rebase the series by Friday")
ADA = ("Ada Lovelace", "send the log")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Action items:\n\n- Linus: rebase the series by Friday\n- Ada: send the log",
            [LINUS, ADA],
        ),
        (
            "Next steps\n==========\n\n* Linus Berg to rebase the series by Friday\n"
            "* [Ada] send the log\n* [Tools] write it\n* Release: write the notes\n",
            [LINUS, ADA],
        ),
        (
            "TODO:\n1. @ada will send the log\n2. Bob: write the notes",
            [ADA, ("Bob Stone", "notes")],
        ),
        ("#action ada to send the log\n\n#action grace to write the notes", [ADA, ("grace", "n")]),
        ("ACTION: Linus to rebase the series by Friday", [LINUS]),
        ("AI: Linus to rebase the series by Friday", [LINUS]),
        ("#action linus rebase the series by Friday", [LINUS]),
        ("#action update the page by Friday", []),
        (
            "Summary of the midcycle:\n\n- We agreed that it is red.\n"
            "- Linus will rebase the series by Friday.\n- Ada volunteered to send the log.\n"
            "- Linus: it is slow.\n- Tools will send it.\n- Linus is going to Berlin.\n"
            "- Linus is to blame.\n",
            [LINUS, ADA],
        ),
        ("What happens today:\n\n- Linus will rebase the series by Friday.", []),
        (
            "#agreed we wait for the gate\n#action linus to rebase the series by Friday\n"
            "#info it is slow\n#action ada to send the log",
            [LINUS, ADA],
        ),
        ("#action linus and ada rebase the series", []),
        (
            "Next steps:\n\n* rebase the series by Friday (Linus)\n* send the log - Ada\n"
            "* write the notes (later)",
            [LINUS, ADA],
        ),
        (
            "I propose that we go on like this:\n\n1. Linus rebases the series by Friday\n"
            "2. Then we wait a day\n3. Ada sends the log",
            [("Linus Berg", "rebases the series by Friday"), ("Ada Lovelace", "sends the log")],
        ),
        (
            "We agreed on this plan:\n\n- Linus rebases the series\n- Ada: send the log",
            [("Linus Berg", "rebases the series"), ADA],
        ),
        ("How it works today:\n\n1. Linus rebases the series\n2. Ada sends the log", []),
        ("The plan was good:\n\n1. Linus rebased the series\n2. Ada sent the log", []),
        ("I propose that we wait:\n\n1. Linus thinks it is early\n2. Ada needs the log", []),
        ("I propose that we wait:\n\n1. Linus writes that it is red\n2. Gerrit sends mail", []),
        ("Those there:\n\n- Linus: rebase the series by Friday\n- Ada: send the log", []),
        ("Action items:\n\nNone so far.\n\nLinus: I saw the log.", []),
        (
            "Action points:\n\n- Grace and Linus to propose a text\n- Chairs to ask for a slot\n"
            "- All to the better\n- Feedback: none",
            [("Grace and Linus", "propose a text"), ("Chairs", "ask for a slot")],
        ),
        ("Pending action items:\n\n- send the log (Ada)", [ADA]),
        (
            "Pending action items:\n\n- send the log (Ada)\n\nCompleted action items:\n\n"
            "- rebase the series by Friday (Linus)",
            [ADA],
        ),
        ("Actions are cheap.\n\n- Ada to the left", []),
    ],
)
def test_a_list_of_tasks_asks_those_that_it_names(tmp_path, body, expected):
    found = owners(tmp_path, "That was the meeting of today.\n\n" + body)
    assert [who for who, _ in found] == [who for who, _ in expected]
    assert all(part in task for (_, task), (_, part) in zip(found, expected, strict=True))


def test_a_task_of_a_list_has_its_date(tmp_path):
    body = "Action items:\n\n- Linus: rebase the series by Friday\n- Ada: send the log"
    mails = [IDEA, ("Linus Berg", "Hm, let me see.", 0), ("Bob Stone", body, 0)]
    first, second = read(thread(tmp_path, mails)).actions
    assert (first.due, first.due_date) == ("by Friday", datetime(2016, 3, 11, tzinfo=UTC))
    assert (second.due, second.due_date) == (None, None)


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("I'll prepare the notes this week.", [("Linus Berg", None), ("Linus Berg", "this week")]),
        ("I'll rebase the series this week.", [("Linus Berg", "this week")]),
        ("Sure, I'll do it this week.", [("Linus Berg", "this week")]),
    ],
)
def test_a_promise_below_a_list_of_tasks_may_be_of_something_else(tmp_path, reply, found):
    body = "Action items:\n\n- Linus: rebase the series"
    mails = [IDEA, ("Bob Stone", body, 0), ("Linus Berg", reply)]
    actions = read(thread(tmp_path, mails)).actions
    assert [(each.owner, each.due) for each in actions] == found


def test_who_has_a_task_says_nothing_by_it(tmp_path):
    body = "Action items:\n\n- Linus: +1 to the old scheduler\n- Ada: reject it, I am against it"
    mails = [IDEA, ("Linus Berg", "Hm, let me see.", 0), ("Bob Stone", body, 0)]
    assert {each.holder for each in read(thread(tmp_path, mails)).positions} <= {"Ada Lovelace"}


@pytest.mark.parametrize(
    ("name", "who", "expected"),
    [
        ("Nick", "Nikolaos Stone", True),
        ("Mike", "Michael Stone", True),
        ("Tom", "Thomas Stone", True),
        ("Micheal", "Michael Stone", True),
        ("Andy", "Andrew Stone", True),
        ("Maria", "Mark Stone", False),  # it was asked of him
        ("Maria", "mstone@example.org", True),
        ("Dora", "mstone@example.org", False),
    ],
)
def test_whom_a_greeting_may_mean(name, who, expected):
    assert _may_call(name, who) is expected


@given(st.lists(st.text(st.sampled_from("Linus: [x]#action to,.\n"), max_size=40), max_size=6))
def test_any_text_has_an_answer_for_each_sentence(texts):
    sentences = said(*((text,) for text in texts if text))
    found = list(assigned(sentences, bearers(["Linus Berg"])))
    assert len(found) == len(sentences)
    assert all(
        each is None or each[1] in sentence.text
        for each, sentence in zip(found, sentences, strict=True)
    )


@pytest.mark.parametrize(
    ("lead", "steps", "is_idea"),
    [
        ("I propose the following plan:", "- Bob: move the build\n- Grace: tell users\n", True),
        ("I propose the following plan:", "1. Bob moves the build.\n2. Grace runs it.\n", True),
        ("Proposed schedule:", "- Bob: move the build\n- Grace: tell users\n", True),
        ("We agreed on the following plan:", "- Bob: move the build\n- Grace: tell users\n", False),
    ],
)
def test_a_plan_of_tasks_is_one_idea_as_well(tmp_path, lead, steps, is_idea):
    author, bob, grace = "Ada Lovelace", "Bob Stone", "Grace Hopper"
    mails = [(author, f"{lead}\n\n{steps}"), (bob, "+1, good plan.", 0), (grace, "Hello.", 0)]
    found = read(thread(tmp_path, mails))
    assert [each.author for each in found.proposals] == ([author] if is_idea else [])
    assert [each.owner for each in found.actions] == [bob, grace]
    held = {each.holder: each.stance for each in found.positions}
    assert held == (dict.fromkeys((author, bob), "support") if is_idea else {})


def test_an_item_that_is_nobody_s_ends_no_list(tmp_path):
    body = "Action items:\n\n- Linus: rebase it\n- all: review it\n- Send the log (Bob)\n"
    assert owners(tmp_path, body) == [("Linus Berg", "rebase it"), ("Bob Stone", "Send the log")]
