"""How communities of other kinds put it: patch review, votes by mail, short words between users."""

from __future__ import annotations

import pytest

from listminer.extract.asides import asks_no_act
from listminer.extract.courtesies import asks_not_to
from listminer.extract.progress import topic_of
from listminer.extract.vocatives import looks_like_name
from listminer.extract.withdrawals import takes_vote_back
from tests.extract.threads import read, thread

ADA, DAN, GRACE = "Ada Lovelace", "Dan Ray", "Grace Hopper"
PLAN = "I propose that we drop the old parser in May."


def quoted(text: str, who: str = ADA) -> str:
    lines = "\n".join(f"> {line}" for line in text.split("\n"))
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n{lines}\n\n"


# --- whose it is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"), [("Nit", False), ("Typo", False), ("Minor", False), ("Nita", True)]
)
def test_heads_of_remarks_are_nobody(word, expected):
    assert looks_like_name(word) is expected


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Karl thinks we should freeze the old parser in May.", None),
        ("Karl thinks we should freeze the old parser in May, and I agree.", ADA),
        ("I think we should freeze the old parser in May.", ADA),
        ("Nowadays I think we should freeze the old parser in May.", ADA),
    ],
)
def test_what_one_who_is_not_there_wants_is_no_idea_of_who_tells_it(tmp_path, said, author):
    found = read(thread(tmp_path, [(ADA, said), (GRACE, quoted(said) + "+1")]))
    assert found.proposals[0].author == author
    assert [p.holder for p in found.positions] == [author, GRACE][author is None :]


# --- which side ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They can upgrade, so I take my objection back.", True),
        ("I'll take my -1 back.", True),
        ("I'll take my patch back to the branch.", False),
        ("I take my time.", False),
    ],
)
def test_a_side_may_be_taken_back_with_the_object_first(text, expected):
    assert takes_vote_back(text) is expected


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("That's not quite what I said.", []),
        ("That's not how it works, it would break the build.", ["oppose"]),
    ],
)
def test_who_sets_right_what_was_told_of_one_is_against_nothing(tmp_path, said, stances):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + said)]))
    assert [p.stance for p in found.positions if p.holder == GRACE] == stances


# --- what is no task ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please don't.", True),
        ("No, please do not.", True),
        ("Please do.", False),
        ("Please don't forget the log.", False),
    ],
)
def test_a_bare_please_do_not_asks_for_nothing(text, expected):
    assert asks_not_to(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patches welcome :-)", True),
        ("Not at the moment, patches are welcome.", True),
        ("Patches that mend the lexer are welcome.", False),
        ("Go ahead and drop it.", True),
        ("OK, go ahead.", True),
        ("Go ahead and send me the log of last night.", False),
    ],
)
def test_leave_to_do_something_asks_nobody(text, expected):
    assert asks_no_act(text) is expected


# --- what became of it --------------------------------------------------------------------


def test_done_below_a_request_is_said_of_that_request(tmp_path):
    first, second = "The lock is taken twice.", "Please drop the printk as well."
    found = read(
        thread(
            tmp_path,
            [
                (ADA, "This patch takes the lock."),
                (GRACE, quoted("This patch takes the lock.") + first),
                (ADA, quoted(first, GRACE) + "I'll mend that in v2."),
                (GRACE, quoted("I'll mend that in v2.") + second),
                (ADA, quoted(second, GRACE) + "Done in v2, just sent."),
            ],
        )
    )
    assert [(a.task, a.status) for a in found.actions if a.status == "done"] == [
        ("drop the printk as well", "done")
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("As for the docs, I won't have time for that, sorry.", "open"),
        ("As for the tarballs, I won't have time for that, sorry.", "dropped"),
        ("I won't have time for that, sorry.", "dropped"),
    ],
)
def test_who_gives_up_one_thing_keeps_the_rest(tmp_path, said, status):
    promise = "I'll have a look at the tarballs tonight."
    found = read(
        thread(
            tmp_path,
            [(ADA, "The tarballs are broken."), (GRACE, promise), (GRACE, said)],
        )
    )
    assert [(a.owner, a.status) for a in found.actions] == [(GRACE, status)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("As for the docs, no.", {"doc"}), ("It is so, as for now, done.", set())],
)
def test_what_a_sentence_says_to_be_about(text, expected):
    assert topic_of(text) == expected


# --- what it is called --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            "Should we keep supporting Python 2.6? I'd say we drop it in May and keep 2.7.",
            "I'd say we drop it in May and keep 2.7",
        ),
        ("Should we keep supporting Python 2.6? We could test it.", "keep supporting Python 2.6"),
        ("What do people think of making wheels the default?", "making wheels the default"),
        ("I think is better we use the other renderer.", "we use the other renderer"),
    ],
)
def test_an_idea_is_called_by_what_its_author_wants(tmp_path, body, title):
    found = read(thread(tmp_path, [(ADA, body)]))
    assert [p.title for p in found.proposals][:1] == [title]


@pytest.mark.parametrize(
    ("said", "status"),
    [("Here it is:\n\n    ints: 32", "done"), ("Here it is raining.", "open")],
)
def test_here_it_is_gives_what_was_asked_for(tmp_path, said, status):
    asked = "Please post the output of the tool."
    found = read(
        thread(tmp_path, [(ADA, "It fails."), (GRACE, asked), (ADA, quoted(asked, GRACE) + said)])
    )
    assert [(a.owner, a.status) for a in found.actions] == [(ADA, status)]
