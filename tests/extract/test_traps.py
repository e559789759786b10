"""Words that look like a vote, a decision, an end or a day, and are none: told by rules alone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from listminer.extract.acts import SIDES, kinds_of
from listminer.extract.dates import find_due
from listminer.extract.reading import is_own_vote
from listminer.extract.titles import title_of
from listminer.model import Address
from tests.extract.threads import read, thread

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"
PLAN = "I propose that we drop the old parser in May."


def quoted(text: str, who: str = ADA) -> str:
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n> {text}\n\n"


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("+1", "support"),
        ("great idea +1", "support"),
        ("sounds good, +1 from me", "support"),
        ("i'm +1 on this", "support"),
        ("so -1 from me", "oppose"),
        ("changed my vote from -1 to +1", "support"),
        ("+1 if the tests stay", "conditional"),
        ("if swift is exempt then i'm +1.", "conditional"),
        ("if they put people on it then i'm fine with it.", "conditional"),
        ("once the tests pass i'm +1 on it.", "conditional"),
        ("as i said yesterday, i'm +1 on it.", "support"),
        ("i would be +1 if the release came a year later.", "conditional"),
        ("tom told me on irc that he is +1 on this.", None),
        ("i cannot give a +1 to this.", None),
        ("this does not have my +1 as it stands.", None),
        ("i will not give it a -1 here.", None),
        ("so far i have counted three +1 and no -1 on this.", None),
        ("the number of our bridge is +1 408 555 0100, code 1234.", None),
        ("+1 408 555 0100", None),
        ("i am in utc +1 until the end of march.", None),
        ("the return value is -1 on big endian machines.", None),
    ],
)
def test_a_vote_is_its_speakers_own(said, side):
    assert SIDES & kinds_of(said).keys() == ({side} if side else set())


@pytest.mark.parametrize(
    "said",
    [
        "the decision is still open.",
        "the decision is not ours to make alone.",
        "i don't think we agreed to drop the parser.",
        "nothing is off the table.",
        "when i tried it last week my new password was rejected.",
        "i'm pleased to announce the first public release of the bell.",
        "i am happy to announce that we're looking for somebody who rings it.",
    ],
)
def test_what_is_not_settled_is_no_decision(said):
    assert "decision" not in kinds_of(said)


@pytest.mark.parametrize("said", ["grace will, she told me so.", "that will, i fear, break it."])
def test_what_others_will_do_is_no_promise(said):
    assert "commitment" not in kinds_of(said)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("I propose no releases on Fridays.", "no releases on Fridays"),
        ("How about no releases on Fridays from now on?", "no releases on Fridays from now on"),
        ("No, we should wait for the vendors.", "wait for the vendors"),
        (
            "I don't think it is worth supporting the old parser any longer.",
            "I don't think it is worth supporting the old parser any longer",
        ),
    ],
)
def test_a_title_keeps_its_no(said, title):
    assert title_of(said) == title


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("We decided in the meeting that the old parser is dropped.", "accepted"),
        ("We agreed that May will no longer have the old parser.", "accepted"),
        ("We have decided that the old parser will not be dropped.", "rejected"),
        ("We agreed that the drop of the old parser is off the table.", "rejected"),
    ],
)
def test_a_decision_to_drop_what_was_to_be_dropped_accepts_it(tmp_path, said, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + said)]))
    assert [p.status for p in found.proposals] == [status]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("We decided to buy two more of these boxes for our product.", 0),  # whoever "we" are
        ("We decided in the meeting to buy two more of these boxes.", 1),
        ("One may come to the conclusion that we agreed to the licence.", 0),
        ("They believe they have agreed to the licence in today's meeting.", 0),
        ("They told us that we agreed to the licence in today's meeting.", 1),
    ],
)
def test_a_story_of_people_elsewhere_settles_nothing(tmp_path, said, count):
    found = read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, said)]))
    assert len(found.decisions) == count


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("You have convinced me.", "support"),
        ("None of that has convinced me.", "oppose"),
        ("I don't think that I was wrong about the users.", "oppose"),
    ],
)
def test_who_denies_to_have_changed_keeps_the_side(tmp_path, said, stance):
    objection, answer = "-1, half of our users need it.", "They can stay on the old release."
    mails = [
        (ADA, PLAN),
        (GRACE, quoted(PLAN) + objection),
        (ADA, quoted(objection, GRACE) + answer),
        (GRACE, quoted(answer) + said),
    ]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == GRACE] == [stance]


@pytest.mark.parametrize(
    "said", ["I'll take that back to the board.", "I'll drop it into a review."]
)
def test_what_goes_elsewhere_is_not_withdrawn(tmp_path, said):
    yes = "+1, nobody uses it."
    mails = [(ADA, PLAN), (GRACE, quoted(PLAN) + yes), (ADA, quoted(yes, GRACE) + said)]
    assert [p.status for p in read(thread(tmp_path, mails)).proposals] == ["accepted"]


def test_both_ends_of_a_sentence_are_not_both_ideas(tmp_path):
    plans = f"1. {PLAN}\n\n2. We should move the manual to a wiki."
    no = quoted(PLAN) + "-1, both pip and tox need it."
    found = read(thread(tmp_path, [(ADA, plans), (GRACE, no)]))
    assert [(p.proposal, p.stance) for p in found.positions if p.holder == GRACE] == [
        ("P1", "oppose")
    ]


@pytest.mark.parametrize(
    ("reply", "tasks"),
    [
        ("Could you apply the two patches from Tom first?", [(ADA, "open")]),
        ("Please wait with the merge, Tom might find more problems.", [(ADA, "open")]),
        (
            "Could someone please test it on a big machine? Ada, please send me the log.",
            [(None, "open"), (ADA, "open")],
        ),
        (
            "I will write the patch by Friday. I will delete the repository by 28 March.",
            [(GRACE, "open"), (GRACE, "open")],
        ),
    ],
)
def test_whose_task_it_is(tmp_path, reply, tasks):
    mails = [(TOM, "The build is red."), (ADA, "I have it all in one branch."), (GRACE, reply)]
    found = read(thread(tmp_path, mails))
    assert [(item.owner, item.status) for item in found.actions] == tasks


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("I have written the migration script.", "done"),
        ("I have three other releases to get out first.", "open"),
        ("I have never done that before, so the migration script may take a while.", "open"),
        ("I did not get to the migration script yet, sorry.", "open"),
        ("I can't start on the migration script before Monday.", "open"),
    ],
)
def test_what_is_put_off_is_not_done(tmp_path, reply, status):
    mails = [
        (ADA, "The tables moved."),
        (GRACE, "I'll write the migration script for them by Friday."),
        (GRACE, reply),
    ]
    assert {item.status for item in read(thread(tmp_path, mails)).actions} == {status}


@pytest.mark.parametrize(
    "reply",
    [
        "I'm afraid I don't know.",
        "I'd like to know that, too.",
        "I am on holiday until Monday and will look into it then.",
    ],
)
def test_what_tells_nothing_is_no_answer(tmp_path, reply):
    ask = "Grace, which version of the parser do you run in the lab?"
    found = read(thread(tmp_path, [(ADA, ask), (GRACE, reply)]))
    assert [question.open for question in found.questions] == [True]


THURSDAY_EVENING = datetime(2016, 3, 10, 18, tzinfo=timezone(timedelta(hours=-8)))  # Friday in UTC


@pytest.mark.parametrize(
    ("said", "due", "day"),
    [
        ("I'll send you the log by Friday.", "by Friday", 11),
        ("I'll write it up tomorrow.", "tomorrow", 11),
        ("I'll fix it within 72 hours.", "within 72 hours", 13),
        ("I'll do it on Sun.", "on Sun", 13),
        ("I'll do it by Wed 23 March.", "by Wed 23 March", 23),
        ("I'll do it on Wednesday, March 23rd.", "on Wednesday, March 23rd", 23),
        ("I'll do it by Friday the 18th.", "by Friday the 18th", 18),
        ("I'll respin after the release and drop it.", "after the release", None),
        ("I'll test the driver on Sun hardware.", None, None),
        ("By the way, I'll update the manual.", None, None),
        ("I'll ask for a review by the security team.", None, None),
        ("I'll do it by the next meeting.", "by the next meeting", None),
        ("I'll give up on the 3rd attempt.", None, None),
        ("I'll be done before the release in 200000 months.", "before the release in", None),
        ("I'll be done before the meeting in ² days.", "before the meeting in", None),
    ],
)
def test_when_it_is_due(said, due, day):
    found = find_due(said, THURSDAY_EVENING)
    assert (None if found is None else found.said[: len(due or "")]) == due
    assert (found.date.day if found is not None and found.date else None) == day


@pytest.mark.parametrize(
    ("sender", "trailer", "is_own"),
    [
        ("Ada Lovelace", "Reviewed-by: Ada Lovelace <ada@work.example>", True),
        ("Ada Lovelace", "Acked-by: Ada Lovelace (of the gate) <ada@work.example>", True),
        ("Ada", "Tested-by: A. L. <ada@example.org>", True),
        ("Lovelace, Ada (Gate)", "Reviewed-by: Ada Lovelace <ada@work.example>", True),
        ("Eve", "Reviewed-by: Steve Jobs <steve@example.org>", False),
        ("Al", "Nacked-by: Malcolm X", False),
        ("Eve Mallory", "Acked-by: Ada Lovelace # on behalf of Eve Mallory", False),
    ],
)
def test_a_trailer_is_the_vote_of_whom_it_names(sender, trailer, is_own):
    address = f"{sender.split()[0].lower()}@example.org"
    assert is_own_vote(trailer, Address(name=sender, address=address)) == is_own
