"""Whoever agrees with an objection is against the idea; what else answers one is no side."""

from __future__ import annotations

import pytest

from listminer.extract.agreement import agrees
from listminer.extract.side_words import names_another
from tests.extract.threads import read, thread

ADA, LINUS, JOEL = "Ada Lovelace", "Linus Moe", "Joel Ash"
PLAN = "I propose that we move the weekly meeting to 14:00 on Tuesday."
NO = "I don't like this idea, it is too early for the US."


def below(text: str, who: str) -> str:
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n> {text}\n\n"


def held_by_joel(tmp_path, *replies) -> list[str]:
    """Return where Joel stands on Ada's plan, told of his mails alone."""
    found = read(thread(tmp_path, [(ADA, PLAN), *replies]))
    (plan,) = [each.id for each in found.proposals if each.author == ADA]
    return [p.stance for p in found.positions if p.holder == JOEL and p.proposal == plan]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I agree.", True),
        ("I agree with Linus here.", True),
        ("I completely agree with your concern about this.", True),
        ("Agreed, it is too early.", True),
        ("Totally agreed.", True),
        ("What Linus said.", True),
        ("You are absolutely right.", True),
        ("Linus is right, it breaks.", True),
        ("I second that.", True),
        ("Me too.", True),
        ("Exactly my thoughts.", True),
        ("I have the same feeling with Linus.", True),
        ("I share your concerns.", True),
        ("I'm with Linus here.", True),
        ("I have the same log with the old parser in it.", False),
        ("I'm with a vendor.", False),
        ("I cannot agree with this enough.", True),
        ("I couldn't agree more.", True),
        ("I cannot agree any more.", False),
        ("I cannot agree with Linus.", False),
        ("No strong opinion, but if pushed I'd side with Linus.", True),
        ("I'd side with neither.", False),
        ("I agree that we should move it.", False),
        ("I agree, though.", False),
        ("Agreed, but it costs a day.", False),
        ("We agreed to drop it.", False),
        ("Right after lunch works.", False),
        ("True enough for me to wait.", False),
        ("Sounds good.", False),
        ("+1", False),
    ],
)
def test_who_agrees_with_somebody(text, expected):
    assert agrees(text) is expected


@pytest.mark.parametrize(
    "said", ["Agreed.", "I agree with Linus.", "What Linus said.", "Exactly.", "Linus is right."]
)
@pytest.mark.parametrize("quote", ["", below(NO, LINUS)])
def test_who_agrees_with_an_objector_is_against_the_idea(tmp_path, said, quote):
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, quote + said)]
    assert held_by_joel(tmp_path, *replies) == ["oppose"]


@pytest.mark.parametrize(
    "said", ["Agreed.", "What Linus said.", "Exactly.", "I cannot agree with this enough."]
)
def test_who_agrees_with_a_plan_is_for_it(tmp_path, said):
    assert held_by_joel(tmp_path, (JOEL, below(PLAN, ADA) + said)) == ["support"]


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("Only after the freeze.", ["conditional"]),
        ("Only after the restart does it work on my box.", []),
        ("Yes, once it is green.", ["conditional"]),
        ("Yes, once it was merged it broke my box.", []),
    ],
)
def test_a_story_is_no_condition(tmp_path, said, stances):
    assert held_by_joel(tmp_path, (JOEL, below(PLAN, ADA) + said)) == stances


@pytest.mark.parametrize(
    ("said", "stance"),
    [("Agreed.", "conditional"), ("+1", "conditional"), ("+1 to the plan anyway.", "support")],
)
def test_who_agrees_with_a_condition_makes_it(tmp_path, said, stance):
    if_only = "+1, but only after the release."
    replies = [(LINUS, below(PLAN, ADA) + if_only), (JOEL, below(if_only, LINUS) + said)]
    assert held_by_joel(tmp_path, *replies) == [stance]


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("I agree with Linus.", ["oppose"]),  # who wrote in another branch
        ("I agree.", ["support"]),
    ],
)
def test_who_agrees_by_name_answers_the_one_named(tmp_path, said, stances):
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, said, 0)]
    assert held_by_joel(tmp_path, *replies) == stances


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("+1", []),  # to the plan, or to the -1
        ("Sounds good.", []),
        ("I disagree with Linus.", []),
        ("-1 here as well.", ["oppose"]),
    ],
)
@pytest.mark.parametrize("quote", ["", below(NO, LINUS)])
def test_what_else_answers_an_objection(tmp_path, said, stances, quote):
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, quote + said)]
    assert held_by_joel(tmp_path, *replies) == stances


def test_an_objection_in_words_of_the_idea_is_on_it_whatever_it_answers(tmp_path):
    said = "I don't think that the weekly meeting should be moved at all."
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, below(NO, LINUS) + said)]
    assert held_by_joel(tmp_path, *replies) == ["oppose"]


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("15:00 would be fine.", "How about 14:00?", True),
        ("3pm works for me.", "How about 14:00?", True),
        ("Noon works better for me.", "How about 2 p.m.?", True),
        ("Wednesday works for me.", "Let's meet on Tuesday.", True),
        ("2pm works for me.", "How about 14:00?", False),
        ("Noon works for me.", "How about 12:00?", False),
        ("14:00 is fine, 15:00 is not.", "How about 14:00?", False),
        ("Tuesday at 15:00 is fine.", "Let's meet on Tuesday at 14:00.", False),  # the day fits
        ("Wednesday is fine.", "How about 14:00?", False),  # as may be meant
        ("+1, 15:00 works, too.", "How about 14:00?", False),
        ("3 of us are there.", "How about 14:00?", False),
        ("100 is too much.", "Shall we raise it from 79 to 88?", True),
        ("Agreed, 3.19 is too new.", "Can we go to 3.19?", False),
        ("100 is too much.", "Shall we raise it?", False),  # by so much, it may be
        ("+1, 100 is too much.", "Shall we raise it from 79 to 88?", False),
        ("", "", False),
    ],
)
def test_what_is_said_of_another_time(text, stated, expected):
    assert names_another(text, [stated]) is expected


@pytest.mark.parametrize(
    ("said", "stances"), [("15:00 would be fine.", []), ("14:00 would be fine.", ["support"])]
)
def test_who_likes_another_time_is_not_for_the_one_proposed(tmp_path, said, stances):
    assert held_by_joel(tmp_path, (JOEL, below(PLAN, ADA) + said)) == stances


@pytest.mark.parametrize(
    ("said", "stances"),
    [("I don't.", ["oppose"]), ("No, we shouldn't.", ["oppose"]), ("I do not know.", [])],
)
def test_a_bare_no_below_somebodys_yes_is_on_the_same_idea(tmp_path, said, stances):
    yes = "I second that."
    replies = [(LINUS, below(PLAN, ADA) + yes), (JOEL, below(yes, LINUS) + said)]
    assert held_by_joel(tmp_path, *replies) == stances


@pytest.mark.parametrize(
    ("said", "stances"), [("Yes, it would.", ["support"]), ("No, it wouldn't.", ["oppose"])]
)
def test_an_answer_that_takes_up_the_verb_of_an_idea_is_a_side(tmp_path, said, stances):
    asked = "Would it make sense to move the weekly meeting to 14:00 on Tuesday?"
    found = read(thread(tmp_path, [(ADA, asked), (JOEL, below(asked, ADA) + said)]))
    assert [p.stance for p in found.positions if p.holder == JOEL] == stances


@pytest.mark.parametrize(("said", "stance"), [("Fine.", "support"), ("No, sorry.", "oppose")])
def test_a_bare_answer_without_a_quote_is_on_the_one_idea_of_the_mail_above(tmp_path, said, stance):
    doubt = "The vector rework is not done yet, I hear."
    mails = [
        (ADA, "I propose that we switch the icons to the dark theme."),
        (JOEL, doubt),
        (ADA, below(doubt, JOEL) + "Then I'm proposing to wait for the summer."),
        (JOEL, said),
    ]
    found = read(thread(tmp_path, mails))
    held = {p.proposal: p.stance for p in found.positions if p.holder == JOEL}
    assert len(found.proposals) == 2
    assert held == {found.proposals[1].id: stance}


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("I'm with Ada on this one.", ["support"]),
        ("If pushed, I'd side with Linus.", ["oppose"]),
    ],
)
def test_who_is_with_somebody_stands_where_that_one_does(tmp_path, said, stances):
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, below(NO, LINUS) + said)]
    assert held_by_joel(tmp_path, *replies) == stances


@pytest.mark.parametrize(
    ("who", "said", "stance"),
    [
        (LINUS, "Agreed, we'll run them.", "support"),  # what was asked for is promised
        (LINUS, "Agreed.", "conditional"),
        (ADA, "Agreed.", "support"),  # whose idea it is
    ],
)
def test_who_grants_a_condition_is_for_the_idea(tmp_path, who, said, stance):
    plan = "I propose that we run the tests on ARM."
    only = "Fine with me as long as somebody runs them on the old boards before the release."
    mails = [(ADA, plan), (JOEL, below(plan, ADA) + only), (who, below(only, JOEL) + said)]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == who] == [stance]


@pytest.mark.parametrize(
    ("first", "said", "stance"),
    [
        ("+1, six is a treadmill.", "Same here.", "support"),
        ("+1, six is a treadmill.", "Likewise.", "support"),
        ("-1, I like six.", "Likewise.", "oppose"),
    ],
)
def test_who_says_likewise_takes_the_side_above(tmp_path, first, said, stance):
    plan = "I propose that we release every nine months instead of six."
    mails = [(ADA, plan), (LINUS, below(plan, ADA) + first), (JOEL, below(first, LINUS) + said)]
    found = read(thread(tmp_path, mails))
    assert [p.stance for p in found.positions if p.holder == JOEL] == [stance]


def test_who_is_for_anothers_idea_by_name_is_for_it_whatever_stands_above(tmp_path):
    replies = [(LINUS, below(PLAN, ADA) + NO), (JOEL, below(NO, LINUS) + "I'm all for Ada's idea.")]
    assert held_by_joel(tmp_path, *replies) == ["support"]


def test_hear_hear_below_words_of_no_side_takes_none(tmp_path):
    doubt = "The meeting has no agenda, as so often."
    replies = [(LINUS, below(PLAN, ADA) + doubt), (JOEL, below(doubt, LINUS) + "Hear, hear.")]
    assert held_by_joel(tmp_path, *replies) == []


@pytest.mark.parametrize(
    ("first", "said", "stance"),
    [
        (NO, "I fully support Ada on this.", "support"),
        (NO, "I fully support Linus on this.", "oppose"),
        ("+1, I like it.", "So do I.", "support"),
        ("-1, I can't make it.", "So would I.", None),
    ],
)
def test_who_supports_a_person_stands_where_that_one_does(tmp_path, first, said, stance):
    replies = [(LINUS, below(PLAN, ADA) + first), (JOEL, below(first, LINUS) + said)]
    assert held_by_joel(tmp_path, *replies) == ([stance] if stance else [])
