"""Options that are listed to choose from, and the votes that name them."""

from __future__ import annotations

import pytest

from listminer.extract.options import by_label, chosen_option, moves_on, named_options, votes_on
from tests.alarm import alarm
from tests.extract.threads import read, thread

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"
POLL = (
    "There are three ways to go on:\n\n"
    "A) Keep the poll as it is.\n"
    "B) Let the committee choose from a list.\n"
    "C) Stop naming things.\n\n"
    "Which one would you prefer?\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I prefer B.", "B"),
        ("I'm fine with either A or B.", "AB"),
        ("My vote is for option C, it is short.", "C"),
        ("I'd go with option 1, the gate is down.", "1"),
        ("Options 1, 2 and 4 would do.", "124"),
        ("B please", "B"),
        ("B", "B"),
        ("-1 on C, the rest is fine.", "C"),
        ("A week ago I was for it.", ""),
        ("I prefer Ada's idea.", ""),
        ("I prefer A/B testing.", ""),
        ("I'd like C code.", ""),
        ("I prefer A because it is short.", "A"),
        ("I have two options here.", ""),
        ("That is up to B. Stone.", "B"),  # but where a list has a B
        ("It takes vitamin C.", ""),
    ],
)
def test_which_options_are_named(text, expected):
    assert "".join(sorted(named_options(text))) == expected


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("(b) is too vague, so c) for me.", "ABC", "option B is too vague, so option C for me."),
        ("I'd go with the second option.", "12", "I'd go with option 2."),
        ("I vote for the last one.", "ABC", "I vote for option C."),
        ("Number 3 is the worst.", "123", "option 3 is the worst."),
        ("The fourth option is missing.", "12", "The fourth option is missing."),
        ("Use the second option of the tool.", "12", "Use the second option of the tool."),
        ("I tried the last one.", "12", "I tried the last one."),
        ("f(b) is called by close().", "ABC", "f(b) is called by close()."),
        ("Number 10 is mine.", "12", "Number 10 is mine."),
    ],
)
def test_options_are_named_by_their_mark_or_place(text, labels, expected):
    assert by_label(text, labels) == expected


@pytest.mark.parametrize(
    ("text", "stance", "expected"),
    [
        ("+1 for B", "support", [("B", "support")]),
        ("-1 on C, +1 for B", "oppose", [("C", "oppose"), ("B", "support")]),
        ("B > A > C", None, [("B", "support")]),
        ("What does B mean for us?", None, []),
        ("+1 to A and C", "support", [("A", "support"), ("C", "support")]),
        ("-1 on B, C and D", "oppose", [("B", "oppose"), ("C", "oppose"), ("D", "oppose")]),
        ("I'd prefer A", "support", [("A", "support")]),
        ("+1 to A good idea would be to wait.", "support", []),
        ("+1 to a good idea", "support", []),
        ("+1 to 2 more weeks", "support", []),
        ("+1 for 2 (and 1)", "support", [("2", "support")]),
        ("Votes so far: Tess +1 for B, Karl -1 on A.", "support", []),  # theirs, who tells them
        ("On IRC Karl said +1 for B.", "support", []),
        ("On IRC I said +1 for B.", "support", [("B", "support")]),
        ("Option 2 for me, please.", None, [("2", "support")]),
        ("Option 2", None, []),  # may be a heading
        ("Definitely +1 for B, Sadly -1 on A", "support", [("B", "support"), ("A", "oppose")]),
    ],
)
def test_which_side_is_taken_on_which(text, stance, expected):
    assert list(votes_on(text, stance)) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("So we go with B.", "B"),
        ("Most were for A, some for C. So we are going with A.", "A"),
        ("Majority is for option 2.", "2"),
        ("Option C it is.", "C"),
        ("I'd prefer B.", None),
        ("If we go with B, the wiki breaks.", None),
        ("I doubt that we agreed on B.", None),
        ("We have not settled on B.", None),
        ("A is not ready, so we go with B.", "B"),
        ("So we go with Bob's list.", None),
        ("We agreed on a new date.", None),
        ("We decided on 2 weeks.", None),
    ],
)
def test_which_option_is_chosen(text, label):
    assert chosen_option(text) == label


def test_votes_that_are_told_are_no_vote_of_who_tells_them(tmp_path):
    poll = "I see two options:\n\nA) Keep the poll.\nB) Drop the poll."
    told = "Votes so far: Tess +1 for B, Karl -1 on A."
    found = read(thread(tmp_path, [("Ada Lovelace", poll), ("Bob Stone", told)]))
    assert not [each for each in found.positions if each.holder == "Bob Stone"]


def test_who_changes_a_vote_leaves_the_other():
    assert moves_on("I'm changing my vote to B.")
    assert moves_on("I switched from C to B.")
    assert not moves_on("My vote is for B.")


def stances(found) -> dict[tuple[str, str], str]:
    return {(each.holder, each.proposal): each.stance for each in found.positions}


def test_a_poll_puts_its_options_forward_and_votes_are_on_what_they_name(tmp_path):
    mails = [
        (ADA, POLL),
        (BOB, "+1 for C", 0),
        (GRACE, "B > A > C", 0),
        (BOB, "I'm changing my vote to B, so +1 for B from me.", 0),
        (ADA, "Thanks. So we go with B.", 0),
    ]
    found = read(thread(tmp_path, mails))
    assert [(each.author, each.status) for each in found.proposals] == [
        (ADA, "open"),
        (ADA, "accepted"),
        (ADA, "open"),
    ]
    assert stances(found) == {(BOB, "P2"): "support", (GRACE, "P2"): "support"}


def test_an_option_that_is_not_listed_is_no_other(tmp_path):
    found = read(thread(tmp_path, [(ADA, POLL), (BOB, "+1 for D")]))
    assert stances(found) == {}


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("We have two options:\n\nOption 1: we pin it.\n\nOption 2: we wait for a year.\n", 2),
        ("Three things came up:\n\nA) It rained.\n\nB) It was cold.\n\nSo we left.\n", 0),
        ("We have two options:\n\nA) Pin it.\n\nThat is all.\n", 0),
        ("There are two options here:\n\n1. It rained.\n\n2. It was cold.\n", 0),
        ("There are two options here:\n\n1. Pin it.\n2. Wait for a year.\n", 2),
        ("There are two options here:\n\n1. The gate was red.\n2. Pin it.\n", 0),
        ("Two things came up:\n\n1. Pin it.\n2. Wait for a year.\n", 0),
    ],
)
def test_what_is_a_list_of_options(tmp_path, body, count):
    assert len(read(thread(tmp_path, [(ADA, body)])).proposals) == count


@pytest.mark.parametrize(
    "said",
    ["I'm in favour of 2 weeks more.", "+1 to A good night's sleep.", "I vote for 2 reasons."],
)
def test_whoever_names_no_option_is_for_none(tmp_path, said):
    asks = "I see three options:\n\n1. Keep the poll.\n2. Close it now.\n3. Ask Tom.\n"
    found = read(thread(tmp_path, [(ADA, asks), (BOB, said)]))
    assert found.positions == ()


@pytest.mark.parametrize("text", ["option " * 80, "A > " * 90, "+1 for A, " * 60, "to " * 150])
def test_hostile_text_is_read_in_no_time(text):
    with alarm(1):
        list(votes_on(text, "support"))
        chosen_option(text * 20)
        moves_on(text * 20)
        by_label(text * 20, "AB")


SLOTS = (
    "We need a new time slot for the weekly meeting. Options:\n\n"
    "A) Tuesday 14:00 UTC\n"
    "B) Wednesday 20:00 UTC\n"
    "C) alternate between them\n\n"
    "Please reply with your preference."
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A is best for me.", {"A": "support"}),
        ("A works for me, B does not.", {"A": "support", "B": "oppose"}),
        ("I can do any, slight preference for A.", {"A": "support"}),
        ("It is 4 am here then, so B is not possible.", {"B": "oppose"}),
        ("B > A", {"B": "support"}),
        ("A week ago I was ill.", {}),
        ("The second option for me, please.", {"B": "support"}),
        ("(a) is too early. I'd lean towards (b).", {"A": "oppose", "B": "support"}),
        ("I'd vote for the last one.", {"C": "support"}),
        ("The first option gets my vote, number 2 is the worst.", {"A": "support", "B": "oppose"}),
    ],
)
def test_options_of_one_line_each_take_the_sides_of_the_clauses_that_name_them(
    tmp_path, said, expected
):
    found = read(thread(tmp_path, [(ADA, SLOTS), (BOB, said)]))
    labels = dict(zip([p.id for p in found.proposals if "need" not in p.title], "ABC", strict=True))
    held = {labels[p.proposal]: p.stance for p in found.positions if p.holder == BOB}
    assert held == expected


@pytest.mark.parametrize(
    ("who", "said", "count"),
    [
        (ADA, "Let's go with C starting next week.", 1),
        (BOB, "Let's go with C starting next week.", 0),  # it is Ada who asked
        (ADA, "Shall we go with C?", 0),
        (ADA, "We'll go with the last option, then.", 1),
        (ADA, "Two for (c) and one for (a), so (c) it is.", 1),
    ],
)
def test_who_asked_which_option_says_so_when_one_is_taken(tmp_path, who, said, count):
    mails = [(ADA, SLOTS), (BOB, "+1 for A", 0), (GRACE, "Fine with any.", 0), (who, said, 2)]
    found = read(thread(tmp_path, mails))
    assert len(found.decisions) == count
    taken = [p.title for p in found.proposals if p.status == "accepted"]
    assert (taken == ["alternate between them"]) is bool(count)


COUNTED = (
    "I see a few options how to handle the old branches:\n\n"
    "1. Delete the branch and push a tag.\n"
    "2. Keep the branch but remove the jobs.\n"
    "3. Do nothing.\n"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("+1 for option 2.", {"P2": "support"}),
        ("I vote for 1, but 2 is fine with me too.", {"P1": "support", "P2": "support"}),
        ("I prefer 1, 3 is not acceptable for us.", {"P1": "support", "P3": "oppose"}),
        ("I kept one for 2 weeks.", {}),
        ("> 3. Do nothing.\n\n-1", {"P3": "oppose"}),
    ],
)
def test_options_that_are_counted_are_meant_by_their_numbers(tmp_path, said, expected):
    found = read(thread(tmp_path, [(ADA, COUNTED), (BOB, said)]))
    assert [p.title for p in found.proposals][:2] == [
        "Delete the branch and push a tag",
        "Keep the branch but remove the jobs",
    ]
    assert {p.proposal: p.stance for p in found.positions if p.holder == BOB} == expected


@pytest.mark.parametrize(
    ("head", "titles"),
    [
        ("Some ideas to speed up the gate:", ["run less tests", "use a tmpfs for it"]),
        ("I have two suggestions here:", ["run less tests", "use a tmpfs for it"]),
        ("That is what others do:", []),
        ("Good ideas are rare.", []),
    ],
)
def test_a_list_of_ideas_puts_each_forward(tmp_path, head, titles):
    body = f"{head}\n\n* run less tests\n* use a tmpfs for it\n\nIt rained."
    reply = "> * run less tests\n\n-1, it would break.\n\n> * use a tmpfs for it\n\n+1"
    found = read(thread(tmp_path, [(ADA, body), (BOB, reply)]))
    assert [p.title for p in found.proposals] == titles
    held = {p.proposal: p.stance for p in found.positions if p.holder == BOB}
    assert held == ({"P1": "oppose", "P2": "support"} if titles else {})
    own = [p.stance for p in found.positions if p.holder == ADA]
    assert own == ["support"] * len(titles)


MANY = (
    "We have a few options:\n\n"
    "1. Keep the old build.\n"
    "2. Move the build to noon.\n"
    "3. Drop the nightly build.\n"
    "4. Run the build twice.\n\n"
    "Which one do you prefer?"
)
LETTERED = (
    "We have a few options:\n\n"
    "A) Keep the old build.\n"
    "B) Move the build to noon.\n"
    "C) Drop the nightly build.\n\n"
    "Which one do you prefer?"
)


@pytest.mark.parametrize(
    ("options", "said", "for_it", "against"),
    [
        (MANY, "I'm in favour of 2 and 3.", "23", ""),
        (MANY, "I support 1, 2 and 4.", "124", ""),
        (MANY, "2 and 3 are fine with me.", "23", ""),
        (MANY, "I like 2 and 4, but not 3.", "24", "3"),
        (MANY, "+1 on 2/3, -1 on 1.", "23", "1"),
        (MANY, "I am against 1 and 4.", "", "14"),
        (MANY, "I vote for 2, 3 is too late.", "2", "3"),
        (LETTERED, "+1 to A and C, -1 to B.", "13", "2"),
        (LETTERED, "-1 to A, +1 to B and C.", "23", "1"),
        (LETTERED, "A and C are fine, B is not.", "13", "2"),
    ],
)
def test_every_option_that_is_named_gets_the_side(tmp_path, options, said, for_it, against):
    found = read(thread(tmp_path, [(ADA, options), (BOB, said)]))
    held = {p.proposal: p.stance for p in found.positions if p.holder == BOB}
    assert held == {
        **{f"P{each}": "support" for each in for_it},
        **{f"P{each}": "oppose" for each in against},
    }
