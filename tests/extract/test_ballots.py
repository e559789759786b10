"""Votes by mail, verdicts of who has the say, and consent, as several communities put them."""

from __future__ import annotations

import pytest

from listminer.extract.acts import kinds_of
from listminer.extract.agreement import agrees
from listminer.extract.asides import asks_nothing
from listminer.extract.asking import asks_consent, asks_for_objections
from listminer.extract.side_words import thinks_again, voted_anew
from listminer.extract.withdrawals import gives_up_by_name
from tests.extract.threads import read, thread

ADA, DAN, GRACE, TOM = "Ada Lovelace", "Dan Ray", "Grace Hopper", "Tom Ray"
PLAN = "I propose that we drop the old parser in May."
CALL = "Please vote on releasing Foo 1.4.0 from the second candidate."


def quoted(text: str, who: str = ADA) -> str:
    lines = "\n".join(f"> {line}" for line in text.split("\n"))
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n{lines}\n\n"


def held(found, who: str, proposal: str = "P1") -> list[str]:
    return [p.stance for p in found.positions if (p.holder, p.proposal) == (who, proposal)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CALL, True),
        ("I'd like to call a vote on releasing Foo 1.4.0.", True),
        ("This is a call for vote to release Foo 1.4.0.", True),
        ("This message starts a working group last call on the draft.", True),
        ("Please vote on the poll page.", False),
        ("This is a vote that nobody saw.", False),
        ("The last call was on Monday.", False),
    ],
)
def test_who_calls_for_votes_puts_forward_what_they_are_on(text, expected):
    assert (kinds_of(text.lower()).get("proposal", 0.0) > 0.6) is expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("[ ] +1 release it [ ] 0 don't care [ ] -1 do not release it", set()),
        ("[ ] -1 do not release it", set()),
        ("+1 release it", {"support"}),
    ],
)
def test_boxes_to_tick_are_nobodys_votes(text, kinds):
    assert kinds_of(text).keys() & {"support", "oppose", "conditional"} == kinds


def test_votes_by_mail_and_their_result(tmp_path):
    trouble = "The tarball has no tests."
    found = read(
        thread(
            tmp_path,
            [
                (ADA, f"{CALL}\n\n[ ] +1 release it\n[ ] 0 no view\n[ ] -1 do not release it"),
                (GRACE, "+1 (binding)", 0),
                (DAN, f"-1 (non-binding)\n\n{trouble}", 0),
                (TOM, quoted(trouble, DAN) + "It never had.\n\n+1 (binding) from me.", 2),
                (DAN, quoted("It never had.", TOM) + "OK, then I change my vote to +0.", 3),
                (ADA, "The vote passes with two binding +1 votes and one +0.", 0),
            ],
        )
    )
    assert [(p.author, p.status) for p in found.proposals] == [(ADA, "accepted")]
    assert [d.proposal for d in found.decisions] == ["P1"]
    assert [held(found, who) for who in (GRACE, TOM, DAN)] == [
        ["support"],
        ["support"],
        ["conditional"],
    ]


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("I'm changing my vote from -1 to +1.", "support"),
        ("I now change my vote to -1.", "oppose"),
        ("I change my +1 to -0.", "conditional"),
        ("I might change my vote to the other list.", None),
        ("He changed my vote to +1.", None),
        ("Then consider my -1 a +0.", "conditional"),
        ("Please count my vote as +1.", "support"),
        ("Please count my vote.", None),
    ],
)
def test_a_vote_may_be_cast_anew(text, vote):
    assert voted_anew(text) == vote


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("I am rejecting this proposal, for the reasons that Grace gives.", "rejected"),
        ("I'm accepting the proposal.", "accepted"),
        ("I hereby declare consensus on this.", "accepted"),
        ("The vote is closed, with four +1 and no -1.", "accepted"),
        ("The vote fails.", "rejected"),
        ("My mail server is rejecting the proposal that you sent.", "contested"),
    ],
)
def test_who_has_the_say_settles_what_is_at_hand(tmp_path, said, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + "-1"), (TOM, said, 0)]))
    assert [p.status for p in found.proposals] == [status]
    assert held(found, TOM) == []


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("LGTM modulo the missing tests.", "conditional"),
        ("OK for trunk with the typo fixed.", "conditional"),
        ("OK with a test for vectors added.", "conditional"),
        ("LGTM.", "support"),
        ("OK with me.", "support"),
        ("Oh great, just what we need: yet another parser to learn.", "oppose"),
        ("Oh great, just what we need.", "support"),
    ],
)
def test_short_verdicts_of_reviewers(tmp_path, said, stance):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + said)]))
    assert held(found, GRACE) == [stance]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm with Grace on both.", True),
        ("I'm with Grace on this one.", True),
        ("I'm with Grace on Tuesday.", False),
    ],
)
def test_being_with_somebody_is_agreeing(text, expected):
    assert agrees(text) is expected


def test_who_is_with_an_objector_objects(tmp_path):
    found = read(
        thread(
            tmp_path,
            [(ADA, PLAN), (GRACE, quoted(PLAN) + "-1, too early."), (TOM, "I'm with Grace.", 1)],
        )
    )
    assert held(found, TOM) == ["oppose"]


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("On second thought I'd rather leave the old parser alone.", ["oppose"]),
        ("On second thought, the name may be Greek.", ["support"]),
    ],
)
def test_second_thoughts_leave_the_first_side(tmp_path, said, stances):
    blow = "Half of our users still parse old files."
    found = read(
        thread(
            tmp_path,
            [
                (ADA, PLAN),
                (GRACE, quoted(PLAN) + "+1, I love it."),
                (TOM, quoted(PLAN) + blow, 0),
                (GRACE, quoted(blow, TOM) + said),
            ],
        )
    )
    assert held(found, GRACE) == stances


@pytest.mark.parametrize(("text", "expected"), [("Having second thoughts.", True), ("No.", False)])
def test_who_thinks_again(text, expected):
    assert thinks_again(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Any objections?", True),
        ("Does anybody object to that?", True),
        ("Would that be OK with everybody?", True),
        ("Any news?", False),
        ("Is that OK?", False),
        ("Any objections were met.", False),
    ],
)
def test_what_asks_for_consent(text, expected):
    assert asks_consent(text) is expected


@pytest.mark.parametrize(("after", "ideas"), [("Any objections?", 1), ("Any news of the log?", 0)])
def test_a_plan_that_waits_for_consent_is_put_forward(tmp_path, after, ideas):
    plan = "I intend to switch the default script to the new format in 2.0."
    found = read(thread(tmp_path, [(ADA, f"{plan} {after}")]))
    assert len(found.proposals) == ideas
    assert [a.owner for a in found.actions] == [ADA]


@pytest.mark.parametrize(
    ("said", "is_open"),
    [("OK with the test renamed.", False), ("I wrote it in May.", True)],
)
def test_ok_for_trunk_is_answered_by_a_side(tmp_path, said, is_open):
    body = "This patch folds x/x to 1 where no NaN is promised.\n\nOK for trunk?"
    found = read(thread(tmp_path, [(ADA, body), (GRACE, said)]))
    assert [q.open for q in found.questions] == [is_open]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OK, consider the idea withdrawn.", True),
        ("Please consider my proposal as withdrawn.", True),
        ("Please consider the proposal that was withdrawn.", False),
    ],
)
def test_an_idea_may_be_withdrawn_politely(text, expected):
    assert gives_up_by_name(text) is expected


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("OK, I see. No objection then.", ["support"]),
        ("Acked-by: Dan Ray", ["support"]),
        ("OK, I see. No objections were raised by my colleagues at lunch.", []),
    ],
)
def test_consent_to_an_explanation_is_consent_to_the_one_idea_above(tmp_path, said, stances):
    doubt, reason = "Is that worth it?", "It comes up whenever a function is inlined; see 1234."
    found = read(
        thread(
            tmp_path,
            [
                (ADA, PLAN),
                (DAN, quoted(PLAN) + doubt),
                (ADA, quoted(doubt, DAN) + reason),
                (DAN, quoted(reason) + said),
            ],
        )
    )
    assert held(found, DAN) == stances


def test_consent_below_two_ideas_is_not_on_both(tmp_path):
    reason = "It comes up whenever a function is inlined; see 1234."
    body = "I would like this:\n\n1. We should drop the parser.\n2. We should sign every release."
    found = read(
        thread(
            tmp_path,
            [
                (ADA, body),
                (DAN, "Is that worth it?"),
                (ADA, reason),
                (DAN, quoted(reason) + "No objection then."),
            ],
        )
    )
    assert len(found.proposals) == 2
    assert len(held(found, DAN, "P1") + held(found, DAN, "P2")) < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What do people think of making wheels the default?", True),
        ("What would you think about the idea of a fork?", True),
        ("I think is better we use the other renderer.", True),
        ("What do people think of the new logo?", False),
        ("Is it better?", False),
    ],
)
def test_ideas_put_as_others_put_them(text, expected):
    assert ("proposal" in kinds_of(text.lower())) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I send the patch in the weekend.", True),
        ("OK, I make a test tomorrow.", True),
        ("I make mistakes.", False),
    ],
)
def test_promises_in_the_present(text, expected):
    assert ("commitment" in kinds_of(text.lower())) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Are you seriously suggesting that we tell all of them?", True),
        ("Do you honestly believe that?", True),
        ("Are you suggesting that we tell all of them?", False),
        ("Do you believe that?", False),
    ],
)
def test_what_is_asked_in_earnest(text, expected):
    assert asks_nothing(text) is expected


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("Nacked-by: Grace Hopper", "oppose"),
        ("Acked-by: Grace Hopper", "support"),
        ("Count me as -1 too.", "oppose"),
        ("Count me in as a +1.", "support"),
        ("-0. A recipe in the manual is fine.", "conditional"),
        ("-1. A recipe in the manual is fine.", "oppose"),
        ("A recipe in the manual is fine.", "support"),
    ],
)
def test_the_vote_of_a_mail_outweighs_its_other_words(tmp_path, said, stance):
    plan = "I'd like to see a recipe in the manual instead of the old parser."
    found = read(thread(tmp_path, [(ADA, plan), (GRACE, quoted(plan) + said)]))
    assert held(found, GRACE) == [stance]


@pytest.mark.parametrize(
    ("who", "said", "status"),
    [
        (ADA, "Given all that I'm going to drop this.", "withdrawn"),
        (ADA, "Given all that I'm going to drop this into the wiki.", "contested"),
        (TOM, "Given all that I'm going to drop this.", "contested"),
    ],
)
def test_who_goes_on_with_an_own_mail_may_take_it_back(tmp_path, who, said, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, "-1 from me."), (who, said, 0)]))
    assert [p.status for p in found.proposals] == [status]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("With no -1, the vote to accept the donation passes.", True),
        ("The vote on the donation failed.", True),
        ("If it gets no -1, the vote runs until Monday.", False),
        ("We would see consensus as a plus.", False),
    ],
)
def test_the_outcome_of_a_vote_on_something(text, expected):
    assert (kinds_of(text.lower()).get("decision", 0.0) > 0.6) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Any objections?", True),
        ("Is anybody against it?", True),
        ("Is there any reason not to drop it in May?", True),
        ("Is there a reason why we shouldn't drop it?", True),
        ("Is this OK with everybody?", False),
        ("Is there a reason to drop it?", False),
        ("Any objections so far have been met.", False),
    ],
)
def test_what_a_no_consents_to(text, expected):
    assert asks_for_objections(text) is expected


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("None from me.", "support"),
        ("No.", "support"),
        ("None that I can think of.", "support"),
        ("Yes. We still use it for the images.", "oppose"),
        ("Yes: the old images.", "oppose"),
        ("Yes, one: the old images.", "oppose"),
    ],
)
@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        ("I propose that we drop the old parser in May. ", "Any objections?"),
        ("", "Is there any reason not to drop the old parser in our next release?"),
    ],
)
@pytest.mark.parametrize("is_quoted", [True, False])
def test_yes_to_who_asks_for_objections_is_one(tmp_path, plan, asked, said, stance, is_quoted):
    answer = (quoted(asked) if is_quoted else "") + said
    found = read(thread(tmp_path, [(ADA, plan + asked), (GRACE, answer)]))
    assert held(found, GRACE) == [stance]


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("Not at all! Please do.", "support"),
        ("I'd mind, to be honest. It belongs to the docs team.", "oppose"),
    ],
)
def test_who_asks_whether_anybody_would_mind_puts_something_forward(tmp_path, said, stance):
    plan = "Nobody owns the manual. Would anybody mind if I took it over?"
    found = read(thread(tmp_path, [(ADA, plan), (GRACE, said)]))
    assert held(found, GRACE) == [stance]
