"""Whose a task is, and what becomes of it, over the mails of a thread."""

from __future__ import annotations

import pytest

from tests.extract.threads import read, thread, words

ADA, LINUS, GRACE, TOM = "Ada Lovelace", "Linus Moe", "Grace Hopper", "Tom Ray"


def quoted(text: str) -> str:
    return f"> {text}\n\n"


def told(tmp_path, mails) -> list[tuple[str | None, str]]:
    """Return owner and status of each action item."""
    return [(each.owner, each.status) for each in read(thread(tmp_path, mails)).actions]


@pytest.mark.parametrize(
    ("ask", "yes", "expected"),
    [
        ("Could someone please cap it in the requirements?", "I'll do it.", [LINUS]),
        ("We need somebody to cap it.", "I can do that tomorrow.", [LINUS]),
        ("Could anyone cap the version?", "I'll cap the version later today.", [LINUS]),
        ("Could anyone cap the version?", "I'll write the release notes.", [None, LINUS]),
        ("I'd like everyone to test five bugs.", "I'll do it.", [None, LINUS]),
        ("Please add your topics to the agenda.", "I've added a topic.", [None]),
        ("Please review the two patches.", "I reviewed the first patch.", [None]),
        ("Could a requirements core please approve it?", "Done.", [LINUS]),
        ("Please send any comments to the list.", "I'll do it.", [None, LINUS]),
    ],
)
def test_who_takes_on_what_was_asked_of_anyone_owns_it(tmp_path, ask, yes, expected):
    mails = [(ADA, f"The gate is red.\n\n{ask}"), (LINUS, quoted(ask) + yes)]
    assert [owner for owner, _ in told(tmp_path, mails)] == expected


def test_who_is_to_do_it_is_no_part_of_the_task(tmp_path):
    mails = [(LINUS, "The gate is red."), (ADA, "It is."), (GRACE, "Linus to rebase it, please.")]
    (item,) = read(thread(tmp_path, mails)).actions
    assert (item.owner, item.task) == (LINUS, "rebase it, please")


@pytest.mark.parametrize(
    ("last", "count"), [("It is for the vendor.", 2), ("Is it red on xenial, too?", 1)]
)
def test_a_bare_yes_answers_what_was_asked_last(tmp_path, last, count):
    ask = f"Please send the log.\n\n{last}"
    mails = [(LINUS, "The gate is red."), (ADA, ask), (LINUS, "Yes, sure.")]
    (item,) = read(thread(tmp_path, mails)).actions
    assert len(item.evidence) == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("I'll propose a patch on Monday.", 1),
        ("I'll propose that we drop it.", 0),
    ],
)
def test_to_propose_a_patch_is_work(tmp_path, said, count):
    mails = [(LINUS, "The gate is red."), (ADA, said)]
    assert len(read(thread(tmp_path, mails)).actions) == count


def test_who_was_sought_names_what_is_taken_on(tmp_path):
    ask = "And who could look at the dashboard?"
    mails = [(ADA, ask), (LINUS, quoted(ask) + "I could do that.")]
    (item,) = read(thread(tmp_path, mails)).actions
    assert (item.owner, item.task, len(item.evidence)) == (LINUS, "look at the dashboard", 2)


ASK = "Linus, could you send the migration patch?"


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("Patch sent: https://review.example.org/1", "done"),
        ("Done in https://review.example.org/1", "done"),
        ("Filed as #1.", "done"),
        ("I have pushed a new version.", "done"),
        ("I have filed a bug about the gate.", "open"),  # which is another task
        ("I have fixed the gate.", "open"),
        ("I have sent the docs patch, not yours yet.", "open"),
        ("I can't, sorry.", "dropped"),
        ("Sorry, I won't have time for this.", "dropped"),
        ("I have three other patches to get out first.", "open"),
        ("I can't before Monday.", "open"),
        ("I'll do it once the other one is merged.", "open"),
        ("Is the other one merged?", "open"),
        ("Good idea, I've updated the branch.", "done"),
        ("No, I did it last time.", "dropped"),
        ("No, Tom sent the docs. Ask him.", "dropped"),
        ("No problem.", "open"),
        ("I have sent the docs. The migration needs more time.", "open"),
    ],
)
def test_what_a_reply_makes_of_a_request(tmp_path, reply, status):
    mails = [(LINUS, "The gate is red."), (ADA, ASK), (LINUS, reply)]
    assert told(tmp_path, mails)[0] == (LINUS, status)


@pytest.mark.parametrize(
    ("later", "status"),
    [
        ("Patch sent: https://review.example.org/1", "done"),
        ("I have sent the patch.", "done"),
        ("The patch is merged.", "done"),
        ("I have read the log of the mirror.", "open"),
        ("Here's the patch.", "done"),
        ("RC1 is ready. A patch is planned for May.", "open"),
        ("I'll leave it then.", "dropped"),
        ("I'll leave it to Ada.", "open"),
    ],
)
def test_what_becomes_of_a_promise(tmp_path, later, status):
    mails = [(ADA, "The gate is red."), (LINUS, "I'll send a patch."), (LINUS, later)]
    assert told(tmp_path, mails) == [(LINUS, status)]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("I have added you to nova-core.", [(GRACE, "done")]),
        ("I have read the log.", [(None, "open")]),
    ],
)
def test_who_does_what_was_asked_of_anyone_has_done_it(tmp_path, reply, expected):
    ask = "Could someone please add me to nova-core?"
    assert told(tmp_path, [(ADA, ask), (GRACE, quoted(ask) + reply)]) == expected


@pytest.mark.parametrize(
    ("reply", "status"),
    [("Works like a charm, thanks!", "done"), ("It is still red here, thanks.", "open")],
)
def test_who_asked_may_say_that_it_is_done(tmp_path, reply, status):
    mails = [
        (LINUS, "The gate is green."),
        (ADA, "Could you please add a mirror?"),
        (LINUS, "I'll look at it tonight."),
        (ADA, reply),
    ]
    assert told(tmp_path, mails) == [(LINUS, status)]


@pytest.mark.parametrize(
    ("reply", "status", "told_by"),
    [
        ("The log is long. I have sent the patch.", "done", ["I have sent the patch."]),
        ("Sorry, I won't have time to send the patch.", "dropped", None),
        ("The patch will be small.", "open", []),
    ],
)
def test_what_became_of_a_task_rests_on_the_words_that_tell_it(tmp_path, reply, status, told_by):
    mails = [(ADA, "The gate is red."), (LINUS, "I'll send a patch."), (LINUS, reply)]
    discussion = thread(tmp_path, mails)
    (item,) = read(discussion).actions
    assert item.status == status
    expected = [reply] if told_by is None else told_by
    assert [words(discussion, each) for each in item.settled_by] == expected


def test_what_is_done_is_what_was_promised_by_that_verb(tmp_path):
    mails = [
        (LINUS, "I can send you my config if you want."),
        (ADA, "Yes, please. Would you mind adding a section to the manual?"),
        (LINUS, "Sent it off-list."),
    ]
    assert told(tmp_path, mails) == [(LINUS, "done"), (LINUS, "open")]


def test_what_follows_what_is_done_is_another_task(tmp_path):
    done = "The revert is up: https://review.example.org/1. I'll resubmit the patch next week."
    mails = [(LINUS, "The gate is red."), (ADA, "Please revert your patch."), (LINUS, done)]
    assert told(tmp_path, mails) == [(LINUS, "done"), (LINUS, "open")]
    mails += [(ADA, "Please CC me on it."), (LINUS, "Sure thing."), (LINUS, "Resubmitted.")]
    assert told(tmp_path, mails) == [(LINUS, "done"), (LINUS, "done"), (LINUS, "open")]


def test_what_is_handed_over_is_dropped_by_one_and_asked_of_the_other(tmp_path):
    ask = "Linus, could you move the functional tests?"
    no = quoted(ask) + "I can't, sorry. Maybe Tom could take that?"
    mails = [
        (TOM, "The gate is red."),
        (LINUS, "It is."),
        (ADA, ask),
        (LINUS, no),
        (TOM, quoted("Maybe Tom could take that?") + "Sure, I can take it."),
    ]
    found = read(thread(tmp_path, mails)).actions
    assert [(each.owner, each.task, each.status) for each in found] == [
        (LINUS, "move the functional tests", "dropped"),
        (TOM, "move the functional tests", "open"),
    ]


@pytest.mark.parametrize(
    ("asks", "count"),
    [
        ("Could you file a bug? And could you propose a patch?", 2),
        ("Please make it work on xenial. I'd also appreciate it if you could run it.", 2),
        ("Please send me the log. Take the one from last night.", 1),
    ],
)
def test_a_second_request_is_one_of_its_own_if_it_says_so(tmp_path, asks, count):
    assert len(told(tmp_path, [(LINUS, "The gate is red."), (ADA, asks)])) == count


def test_a_wish_for_words_is_done_when_two_have_answered(tmp_path):
    ask = "We should drop the old parser.\n\nLet me know what you all think."
    one, two = (LINUS, "+1, nobody uses it.", 0), (TOM, "-1, tox needs it.", 0)
    (item,) = read(heard := thread(tmp_path, [(ADA, ask), one, two])).actions
    assert (item.owner, item.status) == (None, "done")
    assert [words(heard, each) for each in item.settled_by] == [one[1], two[1]]
    assert told(tmp_path, [(ADA, ask), one]) == [(None, "open")]


@pytest.mark.parametrize(
    ("lead", "count"),
    [
        ("There is a standard process for these things:", 0),
        ("Please follow this process:", 2),
        ("It is red:", 1),
    ],
)
def test_a_step_of_how_things_are_done_is_asked_of_nobody(tmp_path, lead, count):
    body = f"> It is red.\n\n{lead}\n\n* Look for the testers of the patch\n"
    found = read(thread(tmp_path, [("Ada Lovelace", "It is red."), ("Bob Stone", body)]))
    assert len(found.actions) == count


def test_who_counts_himself_in_promises(tmp_path):
    body = "Count me in as one of the testers of the patch."
    found = read(thread(tmp_path, [("Ada Lovelace", "It is red."), ("Bob Stone", body)]))
    assert [each.owner for each in found.actions] == ["Bob Stone"]


@pytest.mark.parametrize(
    ("promise", "later", "status"),
    [
        ("I'll book a block of rooms.", "Rooms are booked; the code is LYON18.", "done"),
        ("I'll order them on Monday.", "Ordered.", "done"),
        ("I'll book a block of rooms.", "I hope the rooms are booked.", "open"),
        ("I'll book a block of rooms.", "The rooms were needed in May.", "open"),
        ("I'll add the booked rooms to the page.", "I booked the rooms.", "open"),
        ("I'll set up a cron job.", "I set the cron job up this morning.", "done"),
    ],
)
def test_the_verb_of_a_task_in_the_past_tells_that_it_is_done(tmp_path, promise, later, status):
    mails = [(ADA, "The gate is red."), (LINUS, promise), (LINUS, later)]
    assert told(tmp_path, mails) == [(LINUS, status)]


def test_what_is_done_is_what_was_asked_of_anyone_in_these_words(tmp_path):
    mails = [
        (LINUS, "Should I also proofread the appendix?"),
        (ADA, "Please do."),
        (TOM, "I need someone to check the budget though."),
        (LINUS, "Budget checked, the sums are right."),
    ]
    found = read(thread(tmp_path, mails)).actions
    assert [(each.owner, each.task, each.status) for each in found] == [
        (LINUS, "proofread the appendix", "open"),
        (LINUS, "check the budget", "done"),
    ]


def test_a_promise_to_do_it_outdoes_a_deed_of_something_else(tmp_path):
    mails = [
        (LINUS, "The patch is ready."),
        (ADA, "Please also backport it to 10."),
        (LINUS, "Committed as 77ab. I'll backport it next Monday."),
    ]
    assert told(tmp_path, mails) == [(LINUS, "open")]
    assert told(tmp_path, [*mails, (LINUS, "Backported to 10 as well.")]) == [(LINUS, "done")]


@pytest.mark.parametrize(
    ("promises", "count"),
    [
        ("I'll send the log. I'll rebase the series.", 2),
        ("I'll take a look. I'll send the log by Monday.", 1),
        ("I'll send the log. I'll send it by Monday.", 1),
        ("I'll write an answer. I'll mail it tomorrow.", 1),
    ],
)
def test_promises_side_by_side_are_two_if_each_names_its_own(tmp_path, promises, count):
    assert len(told(tmp_path, [(ADA, "The gate is red."), (LINUS, promises)])) == count


def test_what_is_put_off_and_handed_over_is_given_up(tmp_path):
    ask = "Linus, could you move the functional tests?"
    no = quoted(ask) + "I can't get to this before the freeze; Tom, could you take it?"
    mails = [(TOM, "The gate is red."), (LINUS, "It is."), (ADA, ask), (LINUS, no)]
    found = read(thread(tmp_path, mails)).actions
    assert [(each.owner, each.task, each.status) for each in found] == [
        (LINUS, "move the functional tests", "dropped"),
        (TOM, "move the functional tests", "open"),
    ]
