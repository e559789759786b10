"""Who is asked to act as the subject of a question."""

from __future__ import annotations

import pytest

from listminer.extract.subjects import asked_by_name, asks_by_name, team_asked, without_asked
from tests.alarm import alarm
from tests.extract.threads import read, thread

ADA, BOB, TESS = "Ada Lovelace", "Bob Stone", "Tess Moreau"
CALLS = {"bob": BOB, "ttx": TESS, "ada": ADA, "stone": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Could ttx tag rc1?", True),
        ("So can Bob please check the log?", True),
        ("Can the docs team update the page?", True),
        ("Could ttx be wrong?", False),
        ("Can Bob see the log?", False),
        ("Could it fix rc1?", False),
        ("Could Ada tag it?", False),  # who speaks
        ("Can Stone tag it?", False),  # two are called so
        ("Can Kurt tag it?", False),  # nobody here is
    ],
)
def test_what_asks_somebody_to_act_by_its_form(text, expected):
    assert asks_by_name(text, ADA, CALLS) is expected


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Can somebody from infra look?", "infra"),
        ("Can somebody from infra look at the docs team's page?", "infra"),
        ("Could someone on the docs team please review it?", "docs team"),
        ("Could the release team tag it?", "release team"),
        ("Could the release team and QA send me their topics?", "release team and QA"),
        ("Could somebody look?", None),
        ("Could you look, team?", None),
        ("Could these folks be right?", None),
        ("Can anybody from the list check?", None),
        ("Can someone of you check?", None),
        ("Could somebody in the know review it?", None),
        ("Could someone on Windows test this?", None),
        ("Could everybody on the team review it?", None),
        ("Can a bigger team handle it?", None),
        ("Can anyone on the board weigh in?", "board"),
    ],
)
def test_which_team_is_asked(text, team):
    assert team_asked(text) == team


@pytest.mark.parametrize(
    ("body", "owners", "tasks"),
    [
        ("Could ttx tag rc1 by Friday?", [TESS], ["tag rc1 by Friday"]),
        ("Can somebody from infra look at it?", ["infra"], ["look at it"]),
        ("Can ttx see the log?", [], []),
        ("Could Tess or somebody from infra reboot it?", ["infra"], ["reboot it"]),
        (
            "Could Infra reboot it? Can the QA folks look at the job?",
            ["Infra", "QA folks"],
            ["reboot it", "look at the job"],
        ),
    ],
)
def test_who_is_asked_owns_the_task(tmp_path, body, owners, tasks):
    mails = [(TESS, "The gate is red.\n\n-- \nttx"), (ADA, f"The gate is red.\n\n{body}")]
    found = read(thread(tmp_path, mails))
    assert [each.owner for each in found.actions] == owners
    assert [each.task for each in found.actions] == tasks


def test_who_of_a_team_takes_it_on_owns_it(tmp_path):
    mails = [(ADA, "The gate is red. Can somebody from infra look?"), (BOB, "Sure, I'll look.")]
    (action,) = read(thread(tmp_path, mails)).actions
    assert (action.owner, action.task) == (BOB, "look")


@pytest.mark.parametrize(
    "text", ["could " * 9_000, "Could the " + "a " * 9_000, "can please " * 900]
)
def test_hostile_text_is_read_in_no_time(text):
    with alarm(1):
        assert asked_by_name(text) is None
        assert team_asked(text) is None
        assert without_asked(text) == text


def test_a_wish_for_somebodys_help_is_no_idea_that_a_merge_accepts(tmp_path):
    mails = [
        (ADA, "The error path of the probe leaks the buffer. Patch attached."),
        (BOB, "I can't test it here. Maybe Eric could help?"),
        (TESS, "Merged, thanks!"),
    ]
    assert read(thread(tmp_path, mails)).proposals == ()
