"""What closing words settle, and what sounds like them and settles nothing."""

from __future__ import annotations

import pytest

from listminer.extract.acts import kinds_of
from listminer.pipeline import discussions_of
from tests.extract.threads import mail, read, thread

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"
PLAN = "I propose that we drop the old parser in May."
FREEZE = "How about freezing the parser instead?"


@pytest.mark.parametrize(
    ("said", "is_decision"),
    [
        ("ffe granted, provided that both merge by thursday.", True),
        ("the exception request has been denied.", True),
        ("sorry tom, but i can't grant this one.", True),
        ("if the ffe is granted we have three days.", False),
        ("has the exception been granted?", False),
        ("an exception was raised and access was denied.", False),
        ("with 4 votes for and none against, welcome to the team!", True),
        ("the motion has 7 votes in favor, 2 against.", True),
        ("so far we are at 4 votes for and 1 against.", False),
        ("the tc has approved the goal at yesterday's meeting.", True),
        ("once the tc has approved the goal, i'll send the patches.", False),
        ("the resolution is now approved.", True),
        ("the change is approved by default.", False),
        ("agreed: no more than two goals a cycle (ada, 20:40:12)", True),
        ("#agreed no more than two goals a cycle", True),
        ("agreed: two goals are enough.", False),
        ("so we go with b.", True),
        ("so how do we go with b?", False),
        ("ok, so freezing it is.", True),
        ("well, now i see what it is.", False),
        ("tuesday it is, then.", True),
        ("so it is what it is, then.", False),
        ("no objections, so i've approved the patch.", True),
        ("since nobody objected, i've merged it.", True),
        ("if there are no objections i'll merge it on monday.", False),
        ("no objections from the cinder side.", False),
        ("this has now been approved by the tc.", True),
        ("i hope that it will be approved by the tc.", False),
        ("majority is for option 2.", True),
        ("looks like we have a rough consensus for pecan.", True),
        ("we don't have a rough consensus for pecan.", False),
        ("we discussed it in the meeting and decided that there will be none.", True),
        ("we discussed it in the meeting and will decide next week.", False),
        ("+1, welcome to the team!", False),
        ("installed in r1234, thanks.", True),
        ("committed as r1234.", True),
        ("installed in 2014.", False),
        ("we decided to raise this question here.", False),
        ("the vote did not pass.", True),
        ("the change was approved by fesco today (+7, 0, -1).", True),
        ("the feature was rejected in yesterday's meeting.", True),
        ("the change was accepted by the compiler.", False),
        ("the change was approved by default.", False),
        ("we adopted the draft in yesterday's meeting.", True),
        ("we adopted the draft last year, and it hurts.", False),
        ("with three +1 and no -1, we'll drop it.", True),
        ("there isn't enough support to adopt this draft.", True),
        ("there is enough support for old files in it.", False),
        ("should nobody object, i have the patch merged by friday.", False),
    ],
)
def test_which_words_settle_something(said, is_decision):
    assert ("decision" in kinds_of(said)) == is_decision


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Granted.", "open"),  # whatever that is
        ("FFE granted.", "accepted"),
        ("FFE denied.", "rejected"),
        ("Sorry, I can't grant this one.", "rejected"),
        ("No objections, so I've merged it.", "accepted"),
        ("With 5 votes for and 2 against the vote has passed.", "accepted"),
        ("With two votes for and five against we leave it there.", "rejected"),
        ("With 3 votes for and nobody against, welcome to the team, Tom!", "accepted"),
    ],
)
def test_a_closing_word_settles_the_one_idea_at_hand(tmp_path, said, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, said)]))
    assert [each.status for each in found.proposals] == [status]


@pytest.mark.parametrize(
    "said",
    ["Welcome to the team, Tom!", "FFE granted.", "With 5 votes for and 2 against it."],
)
def test_a_closing_word_without_an_idea_closes_nothing(tmp_path, said):
    found = read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, said)]))
    assert found.decisions == ()


@pytest.mark.parametrize(
    ("said", "settled"), [("OK, so freezing it is.", ["P2"]), ("OK, so Thursday it is.", [])]
)
def test_what_is_chosen_is_what_is_named(tmp_path, said, settled):
    mails = [(ADA, PLAN), (TOM, FREEZE, 0), (ADA, "It rains.", 0), (GRACE, said, 2)]
    found = read(thread(tmp_path, mails))
    assert [each.proposal for each in found.decisions] == settled


@pytest.mark.parametrize(("who", "count"), [(ADA, 1), (GRACE, 0)])
def test_who_asked_chooses(tmp_path, who, count):
    ask = "A) Keep the poll. B) Let the committee choose. Which would you prefer?"
    found = read(thread(tmp_path, [(ADA, ask), (TOM, "B."), (who, "So we go with B.", 0)]))
    assert len(found.decisions) == count


def test_a_welcome_to_a_newcomer_settles_no_other_idea(tmp_path):
    mails = [(ADA, PLAN), (TOM, "I am new here."), (ADA, "Welcome to the team, Tom!")]
    assert read(thread(tmp_path, mails)).decisions == ()


@pytest.mark.parametrize(
    ("head", "count"),
    [("Summary of the midcycle:", 1), ("What we did in our lab:", 0)],
)
def test_what_a_meeting_came_to_is_no_story(tmp_path, head, count):
    body = f"{head}\n\n- We agreed that a CI will be mandatory.\n- It rained.\n"
    assert len(read(thread(tmp_path, [(ADA, body)])).decisions) == count


def test_each_line_of_minutes_settles_something_of_its_own(tmp_path):
    minutes = (
        "* AGREED: the logo is approved (ada, 20:21:40)\n\n"
        "* AGREED: two goals a cycle are enough (ada, 20:40:12)\n"
    )
    found = read(thread(tmp_path, [(ADA, minutes)]))
    assert [len(each.evidence) for each in found.decisions] == [1, 1]


RATHER = "I'd rather wait for a year."


@pytest.mark.parametrize(
    ("answer", "statuses"),
    [
        ("That's fair, +1.", ["superseded", "accepted"]),
        ("I don't think so.", ["accepted", "contested"]),
        ("Why a year?", ["accepted", "open"]),
    ],
)
def test_praise_holds_nothing_that_its_author_leaves(tmp_path, answer, statuses):
    def quoted(text: str, who: str) -> str:
        return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n> {text}\n\n"

    mails = [
        (ADA, PLAN),
        (TOM, quoted(PLAN, ADA) + "+1"),
        (GRACE, quoted(PLAN, ADA) + RATHER, 0),
        (ADA, quoted(RATHER, GRACE) + answer),
    ]
    found = read(thread(tmp_path, mails))
    assert [each.status for each in found.proposals] == statuses


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Unless someone objects by Friday I'll turn off the old wiki.", 1),
        ("If I hear no objections by Monday, I'll merge the patch for the wiki.", 1),
        ("If there is an object without a hash, I'll report it.", 0),
        ("I'll turn off the old wiki on Friday.", 0),
        ("If somebody objects to a patch, the bot will tell.", 0),
    ],
)
def test_a_plan_that_waits_for_consent_is_put_forward(tmp_path, said, count):
    assert len(read(thread(tmp_path, [(ADA, said)])).proposals) == count


def test_an_objection_to_it_is_one_to_a_proposal(tmp_path):
    plan = "Unless someone objects by Friday I'll turn off the old wiki."
    found = read(thread(tmp_path, [(ADA, plan), (GRACE, "I object, we use it daily.")]))
    assert [each.status for each in found.proposals] == ["contested"]
    assert {each.holder: each.stance for each in found.positions}[GRACE] == "oppose"


@pytest.mark.parametrize(
    ("said", "proposals"),
    [
        ("The core team has decided to drop the old parser.", ["P1"]),
        ("The core team has decided, early on, to drop the old parser.", [None]),
        ("Years ago the core team has agreed to drop the old parser.", [None]),
    ],
)
def test_what_was_settled_long_ago_settles_no_idea_of_today(tmp_path, said, proposals):
    plan = "I propose that we drop the old parser."
    mails = [("Ada Lovelace", plan), ("Bob Stone", f"> {plan}\n\n{said}")]
    assert [each.proposal for each in read(thread(tmp_path, mails)).decisions] == proposals


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("The vote did not pass.", "rejected"),
        ("If the vote passes, I will leave.", "open"),
        ("The results invariably lead to the conclusion that nobody reads it.", "open"),
    ],
)
def test_what_who_proposed_it_tells_of_its_end(tmp_path, said, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (TOM, "Hm, let me see."), (ADA, said, 0)]))
    assert [each.status for each in found.proposals] == [status]
    assert len(found.decisions) == (status != "open")


def test_who_proposed_that_something_goes_tells_that_it_does(tmp_path):
    plan = "I propose that we drop the nightly build."
    said = "We agreed to no longer ship the nightly build."
    found = read(thread(tmp_path, [(ADA, plan), (TOM, "+1"), (ADA, said, 0)]))
    assert [each.proposal for each in found.decisions] == [found.proposals[0].id]
    assert found.proposals[0].status == "accepted"


@pytest.mark.parametrize(
    ("who", "said", "status"),
    [
        (ADA, "There isn't enough support to adopt this draft at this time.", "rejected"),
        (GRACE, "There isn't enough support to adopt this draft at this time.", "contested"),
        (ADA, "It sounds like there is consensus to move forward, so I will go on.", "accepted"),
    ],
)
def test_who_asked_the_list_tells_what_it_said(tmp_path, who, said, status):
    call = "This is a call for adoption of the draft on parsers."
    found = read(thread(tmp_path, [(ADA, call), (TOM, "I have read it."), (who, said, 0)]))
    assert [(p.author, p.status) for p in found.proposals] == [(ADA, status)]


@pytest.mark.parametrize("count", ["(+7, 0, -1)", "(+4, 1, -0)", "+3/0/-2"])
def test_the_count_of_a_board_is_no_vote(count):
    told = kinds_of(f"the plan was approved by the board {count}.")
    assert told.keys().isdisjoint({"support", "oppose", "conditional"})


@pytest.mark.parametrize(
    ("subject", "count"), [("Minutes of Tuesday's meeting", 2), ("Our new product", 0)]
)
def test_what_stands_in_minutes_is_settled_item_by_item(tmp_path, subject, count):
    body = "Here is what we came up with:\n\n* We agreed to freeze in May.\n* We agreed to ship it."
    path = tmp_path / "minutes.mbox"
    raw = mail(0, ADA, body).replace(b"The nightly build", subject.encode())
    path.write_bytes(b"From x@example.org Tue Mar  8 09:00:00 2016\n" + raw + b"\n")
    (found,) = discussions_of(path)
    assert len(read(found).decisions) == count


def test_what_a_board_says_of_a_change_settles_the_one_of_who_opened_the_thread(tmp_path):
    mails = [
        (ADA, "I'd like to see swap on zram in F35."),
        (TOM, "I'm -1 on this for servers."),
        (ADA, "We could limit it to machines with less than 8 GB."),
        (TOM, "That'd be acceptable to me."),
        (GRACE, "The change was approved by FESCo today (+7, 0, -1).", 0),
    ]
    found = read(thread(tmp_path, mails))
    assert [each.proposal for each in found.decisions] == [found.proposals[0].id]
    assert found.proposals[0].status == "accepted"
