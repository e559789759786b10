"""What is only supposed or granted is no idea and no side; a vote goes to what it names."""

from __future__ import annotations

import pytest

from listminer.extract.acts import is_belied, is_forecast, is_thought_experiment, kinds_of
from listminer.extract.reading import SentenceRead
from listminer.model import MessageId, Span
from tests.extract.threads import read, thread

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate should be green again.", True),
        ("It should be back soon.", True),
        ("It should be fixed in the gate.", False),
        ("The gate should be green before we merge anything.", False),
    ],
)
def test_what_only_tells_how_things_will_be(text, expected):
    span = Span(message_id=MessageId("a@x"), start=0, end=len(text))
    assert is_forecast(SentenceRead(span=span, text=text, doc=None, paragraph=span)) is expected


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
    ("said", "stance"),
    [
        ("Not bad idea at all.", "support"),
        ("That is no bad idea, do it.", "support"),
        ("I don't think it's a bad idea.", "support"),
        ("It's not a bad idea, let's do that.", "support"),
        ("It is a bad idea.", "oppose"),
        ("I think it's a terrible idea.", "oppose"),
        ("I don't think it's a good idea.", "oppose"),
        ("I couldn't disagree more.", "oppose"),
        ("I couldn't agree more.", "support"),
        ("I see no reason why not.", "support"),
        ("I don't see why not.", "support"),
        ("I'm warming to the idea.", "support"),
        ("That's long overdue.", "support"),
        ("You have my blessing.", "support"),
        ("I fail to see what problem this solves.", "oppose"),
        ("Please, no more moves of the build!", "oppose"),
        ("I'm happy to move it, but not this way.", "oppose"),
        ("It's not that I'm against moving it, but noon is early.", "conditional"),
        ("Aye.", "support"),
        ("Nay. It would double the build time.", "oppose"),
        ("I'd wait until the release is out.", "oppose"),
        ("So no, please leave it alone.", "oppose"),
        ("We could, but then half of the tests would run twice.", "oppose"),
    ],
)
def test_two_noes_are_no_no(tmp_path, said, stance):
    plan = "I propose that we move the nightly build to noon."
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == [stance]
    assert len(found.proposals) == 1


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


@pytest.mark.parametrize(
    ("text", "is_side"),
    [
        ("existing cores, please vote +1/-1 by friday.", False),
        ("please reply with +1 by friday.", False),
        ("+1, please vote soon.", True),
        ("-1, and please vote soon.", True),
    ],
)
def test_who_calls_for_votes_gives_none(text, is_side):
    assert bool({"support", "oppose"} & kinds_of(text).keys()) is is_side


PLAN = "I propose that we remove the old parser in May."
FACTS = "Its builds have been red since June."


def below(text: str, said: str) -> str:
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {text}\n\n{said}"


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("That works for me.", ["support"]),
        ("Please do.", ["support"]),
        ("Right.", []),  # they are red
        ("Exactly.", []),
    ],
)
def test_yes_to_a_plan_is_for_it_though_more_is_quoted(tmp_path, said, stances):
    found = read(
        thread(tmp_path, [(ADA, f"{PLAN} {FACTS}"), (BOB, below(f"{PLAN} {FACTS}", said))])
    )
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("Please don't remove this before there is a way out.", ["oppose"]),
        ("Please do not just remove it.", ["oppose"]),
        ("Please don't remove me from the Cc.", []),
        ("Please don't remove the quote.", []),
        ("Please don't hesitate to send me the logs.", []),
        ("Please remove the file, too.", []),
    ],
)
def test_who_begs_not_to_do_what_is_planned_is_against_it(tmp_path, said, stances):
    found = read(thread(tmp_path, [(ADA, PLAN), (BOB, said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Yes, freezing it is fine with me.", False),
        ("Yes, that works for us.", False),
        ("Yes, it has three of them.", True),
        ("Yes, the old one.", True),
    ],
)
def test_a_yes_to_a_question_is_a_side_if_it_says_more(said, expected):
    span = Span(message_id=MessageId("a@x"), start=0, end=len(said))
    asked = "Would freezing be OK for you?"
    sentence = SentenceRead(span=span, text=said, doc=None, paragraph=span, answered=asked)
    assert is_belied("support", sentence) is expected


def test_numbered_items_that_ask_and_wish_are_ideas_of_their_own(tmp_path):
    items = (
        "1. We should add a global reader role to the default policy of all projects.\n"
        "2. Can we drop the v2.0 API in Queens?\n"
        "3. I'd like to see domain admins go away.\n"
    )
    found = read(thread(tmp_path, [(ADA, items)]))
    assert len(found.proposals) == 3


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("Welcome aboard, Ada!", []),
        ("Hi Ada, welcome to the team!", []),
        ("+1, welcome to the team!", ["support"]),
    ],
)
def test_who_welcomes_a_newcomer_is_not_for_the_idea(tmp_path, said, stances):
    found = read(thread(tmp_path, [(ADA, "I am new here. " + PLAN), (BOB, said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize("told", ["+1", "+1.", "+1!", "+1 from me", "+2", "Sounds good to me."])
@pytest.mark.parametrize("against", ["-1", "-1.", "-1!", "-2", "-1 from me, noon is busy."])
@pytest.mark.parametrize("to", [0, 1])
def test_one_for_it_and_one_against_it_contest_it_in_whatever_form(tmp_path, told, against, to):
    mails = [(ADA, "I propose that we move the nightly build to noon."), (BOB, told)]
    found = read(thread(tmp_path, [*mails, (GRACE, against, to)]))
    assert [each.status for each in found.proposals] == ["contested"]
    assert [(p.holder, p.stance) for p in found.positions if p.holder != ADA] == [
        (BOB, "support"),
        (GRACE, "oppose"),
    ]


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("Sorry, but I have to say no here.", ["oppose"]),
        ("For the record, I never said that I am against it.", []),
        ("I am not against that, but May is early.", ["conditional"]),
        ("Go for it.", ["support"]),
        ("+1 to remove it, -1 to do it in May.", ["conditional"]),
        ("Can live with that if somebody keeps a copy.", ["conditional"]),
        ("Please not before the release.", ["conditional"]),
        ("Only after the freeze.", ["conditional"]),
        ("Yes, but not before May.", ["conditional"]),
        ("+1, but only once the docs say so.", ["conditional"]),
        ("Sounds good, once the release is out.", ["conditional"]),
        ("Only after we dropped it, the disk was full.", []),
        ("Why would we want to break every parser out there?", ["oppose"]),
        ("Why would it break?", []),
        ("No.", ["oppose"]),
        ("No, sorry.", ["oppose"]),
        ("NACK", ["oppose"]),
        ("No idea.", []),
        ("No problem.", ["support"]),
    ],
)
def test_a_bare_no_is_against_what_it_answers(tmp_path, said, stances):
    found = read(thread(tmp_path, [(ADA, PLAN), (BOB, below(PLAN, said))]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize("said", ["No.", "Nope."])
def test_a_bare_no_to_a_question_of_fact_is_no_side(tmp_path, said):
    fact = "Is the old parser still tested?"
    found = read(thread(tmp_path, [(ADA, f"{PLAN}\n\n{fact}"), (BOB, below(fact, said))]))
    assert [p.stance for p in found.positions if p.holder == BOB] == []


def test_a_vote_before_an_idea_of_ones_own_is_on_what_it_names(tmp_path):
    plan = "What about renaming the library to stdlib on the tracker?"
    said = "+1 to Ada's suggestion, and while we're at it, could we drop the old parser?"
    attribution = f"On Tue, Mar 8, 2016 at 9:00 AM, {BOB} wrote:"
    no = f"{attribution}\n> {said}\n\n-1 on that part, I use the parser."
    found = read(thread(tmp_path, [(ADA, plan), (BOB, said), (GRACE, no)]))
    assert [(p.author, p.title) for p in found.proposals] == [
        (ADA, "renaming the library to stdlib on the tracker"),
        (BOB, "drop the old parser"),
    ]
    held = {(p.holder, p.proposal): p.stance for p in found.positions}
    assert held[BOB, "P1"] == held[BOB, "P2"] == "support"


@pytest.mark.parametrize(
    ("text", "is_proposal"),
    [
        ("i'm proposing that we turn it off.", True),
        ("i'm proposing may 10.", True),
        ("i move that we adopt the draft.", True),
        ("i hereby move to adopt the draft.", True),
        ("i'm not proposing to turn it off.", False),
        ("i move the job to noon each may.", False),
    ],
)
def test_who_says_to_be_proposing_does(text, is_proposal):
    assert (kinds_of(text).get("proposal", 0.0) > 0.6) is is_proposal


def test_the_sentence_that_puts_a_text_forward_proposes_it(tmp_path):
    motion = "I propose the following resolution, and seek sponsors:"
    found = read(thread(tmp_path, [(ADA, motion + "\n\n  Votes are secret."), (BOB, "Seconded.")]))
    assert [p.author for p in found.proposals] == [ADA]
    assert [p.stance for p in found.positions if p.holder == BOB] == ["support"]


@pytest.mark.parametrize(
    ("text", "is_conditional"),
    [
        ("i'm against requiring it, but i'd be happy to recommend it.", True),
        ("i support adoption, assuming that the section gets rewritten.", True),
        ("i wouldn't mind, but only in the new mode.", True),
        ("i'm against requiring it, but it is late.", False),
        ("i support adoption.", False),
        ("i support it, assuming i understand you.", False),
        ("i'd be in favour if somebody rewrote that part first.", True),
        ("if that's the plan, you can count me as +1.", True),
        ("if ci blocks red merges, then yes.", True),
    ],
)
def test_sides_that_hold_for_one_thing_and_not_for_another(text, is_conditional):
    assert ("conditional" in kinds_of(text)) is is_conditional


@pytest.mark.parametrize(
    ("text", "is_proposal"),
    [
        ("it's time to drop these builds.", True),
        ("the time has come to drop these builds.", True),
        ("shall we raise the limit?", True),
        ("it's time to go home.", False),
        ("it takes time to drop them.", False),
    ],
)
def test_what_it_is_time_for_is_put_forward(text, is_proposal):
    assert ("proposal" in kinds_of(text)) is is_proposal


def test_votes_by_name_may_be_on_what_nobody_put_forward(tmp_path):
    mails = [(ADA, "IMO the logo should be CC-BY-SA."), (BOB, "-1 to CC0, +1 to CC-BY-SA.")]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == BOB] == ["support"]


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("I don't see it in NEWS.", []),  # not there where it is looked for
        ("I don't see it working.", ["oppose"]),
        ("Why 5.16 and not 5.14, which is what the old one has...", []),  # asks for reasons
    ],
)
def test_who_does_not_see_it_where_he_looks_is_not_against_it(tmp_path, said, stances):
    plan = "I propose that we move the nightly build to noon."
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "stances"), [("Yes, r354860.", []), ("Yes, let's do that.", ["support"])]
)
def test_a_fact_that_was_asked_for_is_no_side(tmp_path, said, stances):
    plan = "We should backport the fix for the crash. Is it on trunk already?"
    found = read(thread(tmp_path, [(ADA, plan), (BOB, said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == stances


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("I would have agreed a year ago.", []),
        ("Would you be OK with it if we left the tests out?", []),
        ("I'd be OK with it if we left the tests out.", ["conditional"]),
    ],
)
def test_where_one_once_stood_or_others_would_is_no_side(tmp_path, said, stances):
    plan = "I propose that we move the nightly build to noon."
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert [p.stance for p in found.positions if p.holder == BOB and p.proposal == "P1"] == stances


def test_yes_please_is_a_yes_to_what_is_asked_for(tmp_path):
    plan = "Should we slip by two weeks?"
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    said = "Yes, please. The crash alone will take a week."
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert [p.stance for p in found.positions if p.holder == BOB] == ["support"]


@pytest.mark.parametrize(
    "said",
    [
        "It has no users that I know of. Kill it?",
        "The board suggests to raise the fee from 20 to 30 EUR.",
        "What would people think about a `yeet` keyword for errors?",
        "I'm planning to disable TLS 1.0 and 1.1 in May, unless there are strong objections.",
    ],
)
def test_terse_ideas_and_plans_that_wait_for_objections_are_put_forward(tmp_path, said):
    found = read(thread(tmp_path, [(ADA, said), (BOB, "NAK, it breaks our script.")]))
    assert [p.author for p in found.proposals] == [ADA]


def test_who_finds_something_too_long_is_not_for_it(tmp_path):
    plan = "Let's have a two-week freeze before each release."
    quote = f"On Tue, Mar 8, 2016 at 9:00 AM, {ADA} wrote:\n> {plan}\n\n"
    said = "Two weeks is way too long, one is plenty."
    found = read(thread(tmp_path, [(ADA, plan), (BOB, quote + said)]))
    assert "support" not in [p.stance for p in found.positions if p.holder == BOB]
