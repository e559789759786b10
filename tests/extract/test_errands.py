"""One sentence that gives several people their tasks charges each with his own part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.errands import errands_in
from tests.extract.threads import read, thread

HERE = {"Ada": "Ada Lovelace", "Linus": "Linus Moe", "ada": "Ada Lovelace", "linus": "Linus Moe"}


def owners(tmp_path, body: str) -> list[tuple[str | None, str]]:
    mails = [
        ("Grace Hopper", "The gate is red."),
        ("Linus Moe", "Hm, let me see.", 0),
        ("Ada Lovelace", "It is the mirror.", 0),
        ("Bob Stone", body, 0),
    ]
    return [(each.owner, each.task) for each in read(thread(tmp_path, mails)).actions]


ADA, LINUS, BOB = "Ada Lovelace", "Linus Moe", "Bob Stone"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # it was asked of Grace, whom the mail answers
            "Please send the log (Ada) and update the manual (Linus).",
            [(ADA, "send the log"), (LINUS, "update the manual")],
        ),
        (
            "Next steps: read the log (Ada), write to the vendor (Linus) and wait (Bob).",
            [(ADA, "read the log"), (LINUS, "write to the vendor"), (BOB, "wait")],
        ),
        (
            "We should move the jobs (Linus) and rewrite the tests (Ada).",
            [(LINUS, "move the jobs"), (ADA, "rewrite the tests")],
        ),
        (
            "Linus to rebase the change, please, and Ada to check the queue.",
            [(LINUS, "rebase the change"), (ADA, "check the queue")],
        ),
        (
            "Ada, please test Ubuntu, and Linus, please test openSUSE.",
            [(ADA, "test Ubuntu"), (LINUS, "test openSUSE")],
        ),
        (
            "#action ada to rebase the series\n#action linus send out the minutes",
            [(ADA, "rebase the series"), (LINUS, "send out the minutes")],
        ),
        ("We will move the jobs (Linus) and rewrite the tests (Ada).", [(BOB, "move the jobs")]),
        ("The mirror (Ada) is older than the gate (Linus).", []),
        ("The fix came from two people: the lexer (Ada) and the parser (Linus).", []),
        ("It is up to Linus to rebase it and Ada to check it.", []),
        ("Please send the log (it is long) and update the manual.", [("Grace Hopper", "send")]),
    ],
)
def test_each_is_charged_with_their_part(tmp_path, body, expected):
    found = owners(tmp_path, body)
    assert [who for who, _ in found] == [who for who, _ in expected]
    assert all(task in said for (_, said), (_, task) in zip(found, expected, strict=True))


def test_each_part_has_its_own_day_and_end(tmp_path):
    mails = [
        ("Ada Lovelace", "The gate is red."),
        ("Linus Moe", "It is the mirror."),
        ("Bob Stone", "Please send the log by Friday (Ada) and update the manual (Linus)."),
        ("Ada Lovelace", "Log sent."),
        ("Linus Moe", "I can't, sorry.", 2),
    ]
    found = read(thread(tmp_path, mails)).actions
    assert [(each.owner, each.due, each.status) for each in found] == [
        (ADA, "by Friday", "done"),
        (LINUS, None, "dropped"),
    ]


@given(
    st.lists(
        st.sampled_from(
            ["Ada", "(Ada)", "Linus to", "Linus, please", "send it", ", and ", "; ", "#action ada"]
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_each_part_is_a_piece_of_the_sentence(words, is_asked):
    text = " ".join(" ".join(words).split())
    found = errands_in(text, HERE.get, is_asked=is_asked)
    assert len(found) != 1
    assert all(who in HERE.values() and part in text for who, part in found)


@pytest.mark.parametrize("sign", ["(", "Ada, ", " and Ada", "#action ", "a" * 5])
def test_hostile_text_is_read_in_no_time(sign):
    assert errands_in(sign * 20_000, HERE.get, is_asked=True) == ()
    errands_in((sign * 600)[:600], HERE.get, is_asked=True)
