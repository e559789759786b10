"""What sounds like a request or a promise and leaves nobody anything to do."""

from __future__ import annotations

import pytest

from listminer.extract.courtesies import asks_not_to, is_advice, is_courtesy, is_nobodys
from tests.extract.threads import read, thread


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please don't recheck without a look at the log.", True),
        ("Don't merge this yet, please.", True),
        ("It may sound harsh, but please do not let it discourage you.", True),
        ("Please refrain from top-posting.", True),
        ("Please not before rc1.", True),
        ("Not before the freeze, please.", True),
        ("I still use it here, so please don't.", True),
        ("I don't use it, so please drop it.", False),
        ("Please don't forget to recheck.", False),
        ("Please don't hesitate to send patches.", False),
        ("Please don't merge it, but rebase it first.", False),
        ("I don't think so, please check.", False),
        ("If you don't have a log, please run it again.", False),
        ("Please tell me if you don't see it.", False),
        ("If you do not agree, please vote -1.", False),
    ],
)
def test_what_asks_not_to_act(text, expected):
    assert asks_not_to(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let me know if you have any questions.", True),
        ("Please feel free to ask in #release if anything is unclear.", True),
        ("Feel free to ping me on IRC if you have questions about the setup.", True),
        ("If there is anything else I can do, let me know.", True),
        ("If you need anything, just ping me.", True),
        ("Let me know if that helps.", True),
        ("Give me a day or two.", True),
        ("Please be aware that it is slow.", True),
        ("Please see below.", True),
        ("I'll do my best.", True),
        ("Let me know if this makes sense, alternatively we can drop it.", True),
        ("Feel free to use my log.", True),
        ("Hope this helps, please let me know if you have trouble.", True),
        ("If it is too long, then feel free to cut it.", True),
        ("If you want to rewrite it, you're welcome to do so.", True),
        ("Preferably a log or a trace.", True),
        ("Please, if there is any doubt, take your time.", True),
        ("You are welcome to add your thoughts.", False),
        ("Let me know if it breaks.", False),
        ("Let me know what you think.", False),
        ("If you see failures afterwards, please let me know.", False),
        ("If you have a log, let me know.", False),
        ("Feel free to take over the patch.", False),
        ("Please send the log and let me know if you need help.", False),
        ("Please send the log, and feel free to contact me.", False),
        ("Give me the log.", False),
    ],
)
def test_what_is_said_out_of_courtesy(text, expected):
    assert is_courtesy(text) is expected


@pytest.mark.parametrize(
    ("text", "has_date", "expected"),
    [
        ("Decision: we'll wait until Newton.", False, True),
        ("We plan to move to v2.", False, True),
        ("The next meeting will be on Tuesday.", True, True),
        ("The cloud will be down on Saturday for maintenance.", True, True),
        ("Does this mean we will have a new mirror?", False, True),
        ("If you have a plan and will update it, that's great.", False, True),
        ("We will meet in Berlin on 5 April.", False, True),
        ("I won't be able to chair, Linus will do that.", False, True),
        ("I expect the gate to be back next week.", True, True),
        ("I can't chair, but I'll send the minutes.", False, False),
        ("I won't forget to send it.", False, False),
        ("We'll meet the deadline.", False, False),
        ("Decision: I'll write the spec.", False, False),
        ("We plan to publish it by Friday.", True, False),
        ("We will send a patch.", False, False),
        ("I plan to move it to v2.", False, False),
        ("Our team plans to move it.", False, False),
        ("If you want, we'll move it.", False, False),
        ("The infra team will be adding it.", False, False),
        ("I'd guess that either myself or Tom will send it.", False, True),
        ("Either way I will send it.", False, False),
        ("I'll be very happy if you can help me.", False, True),
        ("I will be happy to help if you can wait.", False, False),
    ],
)
def test_whose_task_is_nobodys(text, has_date, expected):
    assert is_nobodys(text, has_date=has_date) is expected


@pytest.mark.parametrize(
    "idle",
    [
        "Please don't recheck without a look at the log.",
        "Decision: we'll wait with the removal.",
        "Let me know if you have any questions.",
        "We plan to move to v2.",
        "Please feel free to ask here.",
        "Please note that the meeting is an hour later.",
        "Please see below for the list of jobs.",
        "The next meeting will be on Tuesday at three.",
    ],
)
def test_what_leaves_nothing_to_do_is_no_action_item(tmp_path, idle):
    mails = [("Ada Lovelace", "The gate is red."), ("Grace Hopper", idle)]
    assert read(thread(tmp_path, mails)).actions == ()


@pytest.mark.parametrize(
    ("ask", "task"),
    [
        ("Please don't forget to send the log.", "send the log"),
        ("Let me know if it breaks.", "Let me know if it breaks"),
        ("I plan to move it to v2 this week.", "move it to v2 this week"),
    ],
)
def test_what_leaves_something_to_do_is_one(tmp_path, ask, task):
    mails = [("Ada Lovelace", "The gate is red."), ("Grace Hopper", ask)]
    (found,) = read(thread(tmp_path, mails)).actions
    assert task in found.task


@pytest.mark.parametrize("text", ["", "please " * 20_000, "if you have " * 9_000, "The " * 30_000])
def test_hostile_text_is_read_in_no_time(text):
    assert {asks_not_to(text), is_courtesy(text), is_nobodys(text, has_date=False)} <= {True, False}


@pytest.mark.parametrize("text", ["After that, " * 50, "If so, " * 90, "after that " * 60])
def test_a_row_of_openings_is_read_in_no_time(text):
    assert not is_advice(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You can then run make to build it.", True),
        ("If it is red, don't worry, just add a disk.", True),
        ("See also the page on disks.", True),
        ("After that, you can run make.", True),
        ("After that has finished, you can run make.", True),
        ("You could send me the log.", False),
        ("You should please run make.", False),
        ("Could you run make?", False),
        ("Just a note.", False),
    ],
)
def test_what_only_advises(text, expected):
    assert is_advice(text) is expected


@pytest.mark.parametrize(("greeting", "owners"), [("Hi Bob,\n\n", ["Bob Stone"]), ("", [])])
def test_advice_to_everybody_is_no_task(tmp_path, greeting, owners):
    body = "The build is green.\n\nYou need to run make clean first."
    mails = [("Bob Stone", "The build is red.")]
    (found, *_) = [read(thread(tmp_path, [("Ada Lovelace", greeting + body), *mails]))]
    assert [each.owner for each in found.actions] == owners
