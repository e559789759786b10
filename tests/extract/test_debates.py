"""Small debates: which idea, whose side, whose task, which answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.extract.threads import read, thread, words

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"
PLAN = "I propose that we drop the old parser in May."


def stances(findings) -> dict[tuple[str, str], str]:
    return {(p.holder, p.proposal): p.stance for p in findings.positions}


def quoted(text: str, who: str = ADA) -> str:
    lines = "\n".join(f"> {line}" for line in text.split("\n"))
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n{lines}\n\n"


# --- proposals ----------------------------------------------------------------------------


def test_what_is_said_again_is_one_idea(tmp_path):
    found = read(
        thread(
            tmp_path,
            [
                (ADA, PLAN),
                (GRACE, "Why now?"),
                (ADA, "As I said, we should drop the old parser, in May at the latest."),
            ],
        )
    )
    assert [(p.author, len(p.evidence)) for p in found.proposals] == [(ADA, 2)]


@pytest.mark.parametrize("opening", ["I propose that we", "I'd like to propose that we"])
def test_who_says_to_propose_does(tmp_path, opening):
    body = f"{opening} drop Python 3.8 before the summer, because nobody tests it any more."
    assert [p.author for p in read(thread(tmp_path, [(ADA, body)])).proposals] == [ADA]


def test_numbered_points_are_ideas_of_their_own(tmp_path):
    body = "I would like this:\n\n1. We should drop the parser.\n2. We should sign every release.\n"
    found = read(thread(tmp_path, [(ADA, body)]))
    assert [p.title for p in found.proposals] == ["drop the parser", "sign every release"]


def test_who_tells_of_anothers_idea_is_not_its_author(tmp_path):
    found = read(
        thread(
            tmp_path,
            [
                (GRACE, "The parser is slow."),
                (TOM, "Grace suggested that we should rewrite the lexer in C."),
            ],
        )
    )
    (proposal,) = found.proposals
    assert proposal.author is None  # no words of Grace's own say so
    assert found.positions == ()  # nobody has spoken for it: Tom only tells


def test_who_points_to_anothers_text_is_not_the_author_of_what_stands_there(tmp_path):
    told = "You may have seen Tom's blog post, in which he argues that we should move to the wiki."
    mails = [(ADA, told + "\n\nI disagree with him."), (TOM, "It was about time."), (GRACE, "+1")]
    assert [p.author for p in read(thread(tmp_path, mails)).proposals] == [None]


def test_an_idea_told_by_another_rests_on_the_words_of_its_author(tmp_path):
    debate = thread(
        tmp_path,
        [
            (GRACE, "To rewrite the lexer took me a day, and it is twice as fast."),
            (TOM, "Grace suggested that we should rewrite the lexer in C."),
        ],
    )
    (proposal,) = read(debate).proposals
    assert proposal.author == GRACE
    assert [span.message_id for span in proposal.evidence] == [
        "m0@example.org",
        "m1@example.org",
    ]


def test_quoted_words_propose_nothing(tmp_path):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + "Who has the log?")]))
    assert [(p.author, len(p.evidence)) for p in found.proposals] == [(ADA, 1)]
    assert stances(found) == {(ADA, "P1"): "support"}


@pytest.mark.parametrize("said", ["i would like", "I would like"])
def test_a_wish_that_begins_with_somebodys_name_is_of_who_writes_it(tmp_path, said):
    body = f"Grace {said} to propose that we drop the old parser."
    found = read(thread(tmp_path, [(GRACE, "The parser has new tests."), (ADA, body)]))
    assert [each.author for each in found.proposals] == [ADA]


@pytest.mark.parametrize(
    ("replies", "status"),
    [
        ([], "open"),
        ([(GRACE, "+1")], "accepted"),
        ([(GRACE, "Nice, the log is shorter with it.")], "open"),
        ([(GRACE, "-1 from me.")], "contested"),
        ([(GRACE, "+1"), (TOM, "-1 from me.", 0)], "contested"),
        ([(GRACE, "-1 from me."), (GRACE, "I take it back: +1 from me.", 0)], "accepted"),
        ([(GRACE, "+1 from me."), (GRACE, "I take it back: -1 from me.", 0)], "contested"),
        ([(GRACE, "We agreed to drop the old parser.")], "accepted"),
        ([(GRACE, "We have decided that the old parser will not be dropped.")], "rejected"),
        (
            [
                (GRACE, quoted(PLAN) + "-1, users need it. What if we ship both parsers?"),
                (TOM, quoted("What if we ship both parsers?", GRACE) + "+1"),
            ],
            "superseded",
        ),
        (
            [(GRACE, "-1 from me."), (ADA, quoted("-1 from me.", GRACE) + "I withdraw it.")],
            "withdrawn",
        ),
    ],
)
def test_how_a_proposal_ends(tmp_path, replies, status):
    found = read(thread(tmp_path, [(ADA, PLAN), *replies]))
    assert found.proposals[0].status == status


IDEA = "How about we sign every release?"
CROWD = (TOM, "Joan Clarke", "Mary Jackson", "Karen Jones", "Jean Sammet")


@pytest.mark.parametrize(
    ("replies", "status"),
    [
        ([(ADA, quoted(IDEA, GRACE) + "+1")], "accepted"),  # it was put to her
        ([(TOM, quoted(IDEA, GRACE) + "+1")], "open"),  # praise from the side
        (
            [(who, quoted(IDEA, GRACE) + "+1", 1) for who in CROWD],
            "accepted",  # that of many
        ),
        ([(TOM, quoted(IDEA, GRACE) + "-1 from me.")], "contested"),
    ],
)
def test_an_idea_put_to_one_person_is_accepted_by_that_person(tmp_path, replies, status):
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, quoted(PLAN) + IDEA), *replies]))
    assert found.proposals[1].title == "we sign every release"
    assert found.proposals[1].status == status


DOUBT = "That costs too much time."


@pytest.mark.parametrize(
    ("last", "status", "stance"),
    [
        ((ADA, quoted(DOUBT, TOM) + "I disagree.", 5), "open", None),
        ((ADA, quoted(IDEA, GRACE) + "+1 to the idea.", 1), "accepted", "support"),
    ],
)
def test_a_no_to_somebodys_no_accepts_nothing(tmp_path, last, status, stance):
    mails = [
        (ADA, PLAN),
        (GRACE, quoted(PLAN) + IDEA),
        *((who, quoted(IDEA, GRACE) + "+1", 1) for who in CROWD[1:4]),
        (TOM, quoted(IDEA, GRACE) + DOUBT, 1),
        last,
    ]
    found = read(thread(tmp_path, mails))
    assert (found.proposals[1].status, stances(found).get((ADA, "P2"))) == (status, stance)


def test_an_idea_whose_author_turns_away_is_not_withdrawn_while_others_hold_it(tmp_path):
    mails = [
        (ADA, PLAN),
        (GRACE, quoted(PLAN) + "+1"),
        (ADA, quoted(PLAN) + "-1 from me: it is too early.", 0),
    ]
    assert read(thread(tmp_path, mails)).proposals[0].status == "accepted"
    mails[1] = (GRACE, quoted(PLAN) + "Who has the log?")
    assert read(thread(tmp_path, mails)).proposals[0].status == "withdrawn"


# --- positions ----------------------------------------------------------------------------


def test_a_side_is_on_what_it_answers(tmp_path):
    body = "1. We should drop the parser.\n\n2. We should sign every release.\n"
    found = read(
        thread(
            tmp_path,
            [(ADA, body), (GRACE, quoted("2. We should sign every release.") + "-1 from me.")],
        )
    )
    assert stances(found)[(GRACE, "P2")] == "oppose"
    assert (GRACE, "P1") not in stances(found)


def test_a_bare_yes_right_below_an_idea_is_on_it(tmp_path):
    facts = "The parser is slow on long files."
    mails = [(ADA, f"{PLAN} {facts}"), (GRACE, quoted(PLAN) + "Yep.\n\nWho has the log?")]
    assert stances(read(thread(tmp_path, mails)))[(GRACE, "P1")] == "support"
    mails[1] = (GRACE, quoted(f"{PLAN} {facts}") + "Yep. But it is only May that bothers me.")
    assert (GRACE, "P1") not in stances(read(thread(tmp_path, mails)))


def test_a_side_on_both_is_on_both(tmp_path):
    body = "1. We should drop the parser.\n\n2. We should sign every release.\n"
    found = read(thread(tmp_path, [(ADA, body), (GRACE, "+1 to both.")]))
    assert stances(found)[(GRACE, "P1")] == stances(found)[(GRACE, "P2")] == "support"


def test_an_idea_called_by_its_owner_is_meant(tmp_path):
    found = read(
        thread(
            tmp_path,
            [
                (ADA, PLAN),
                (GRACE, "-1. Instead, I propose a flag that turns the lexer off."),
                (TOM, "+1 to Grace's idea.", 0),
            ],
        )
    )
    grace = next(p.id for p in found.proposals if p.author == GRACE)
    assert stances(found)[(TOM, grace)] == "support"


def test_yes_to_an_objection_is_an_objection(tmp_path):
    no = "-1 from me, it breaks my builds."
    found = read(
        thread(tmp_path, [(ADA, PLAN), (GRACE, no), (TOM, quoted(no, GRACE) + "Exactly.")])
    )
    assert stances(found)[(TOM, "P1")] == "oppose"


def test_another_minus_one_below_a_minus_one_is_against_too(tmp_path):
    no = "-1 from me, it breaks my builds."
    found = read(
        thread(tmp_path, [(ADA, PLAN), (GRACE, no), (TOM, quoted(no, GRACE) + "-1 here as well.")])
    )
    assert stances(found)[(TOM, "P1")] == "oppose"


def test_the_last_word_counts_and_the_first_is_kept(tmp_path):
    found = read(
        thread(
            tmp_path,
            [
                (ADA, PLAN),
                (GRACE, "-1 from me."),
                (ADA, "The new parser reads your builds now."),
                (GRACE, "I have changed my mind."),
            ],
        )
    )
    (mine,) = [p for p in found.positions if p.holder == GRACE]
    assert (mine.stance, [turn.stance for turn in mine.history]) == ("support", ["oppose"])


def test_one_person_under_two_addresses_takes_one_side(tmp_path):
    found = read(
        thread(tmp_path, [(ADA, PLAN), (GRACE, "-1 from me."), ("Grace Hopper", "+1 now.", 0)])
    )
    assert [p.holder for p in found.positions] == [ADA, GRACE]


@pytest.mark.parametrize(("is_missing", "expected"), [(False, "support"), (True, "oppose")])
def test_words_known_from_quotes_turn_nobody_who_speaks_for_himself(tmp_path, is_missing, expected):
    mails = [
        ("Ada Kern", "I propose that we drop the old builder next month."),
        ("Ben Ode", "-1. I am strongly against dropping it, my team needs it."),
        ("Ben Ode", "I changed my mind, I support dropping the old builder."),
    ]
    found = thread(tmp_path, mails)
    *heard, last = found.messages
    quoted = replace(found, messages=(*heard, replace(last, ghost=is_missing)))
    held = {each.holder: each for each in read(quoted).positions}
    assert held["Ben Ode"].stance == expected
    assert len(held["Ben Ode"].history) == (0 if is_missing else 1)


def test_a_copy_without_marks_gives_its_sender_no_side(tmp_path):
    """Words below "Original Message" are the other's, marks or not."""
    copy = (
        "I see.\n\n-----Original Message-----\nFrom: Ada Lovelace\nSent: Tuesday, March 08, 2016"
        f"\nTo: dev\nSubject: [dev] The nightly build\n\n{PLAN}\n-1 to all else.\n"
    )
    found = read(thread(tmp_path, [(ADA, f"{PLAN}\n-1 to all else."), (GRACE, copy)]))
    assert {p.holder for p in found.positions} == {ADA}


def test_a_reviewers_own_trailer_is_a_vote_and_others_are_not(tmp_path):
    trailers = "\n\nReviewed-by: Grace Hopper <grace@example.org>\nTested-by: Tom Ray <t@x.org>\n"
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, "Thanks." + trailers)]))
    assert stances(found) == {(ADA, "P1"): "support", (GRACE, "P1"): "support"}
    (mine,) = [p for p in found.positions if p.holder == GRACE]
    assert len(mine.evidence) == 1


# --- action items -------------------------------------------------------------------------


def test_a_promise_is_its_authors_task_with_its_day(tmp_path):
    found = read(thread(tmp_path, [(ADA, "I'll write the patch by Friday.")]))
    (item,) = found.actions
    assert (item.owner, item.task, item.due, item.status) == (
        ADA,
        "write the patch by Friday",
        "by Friday",
        "open",
    )
    assert item.due_date is not None
    assert item.due_date.date().isoformat() == "2016-03-11"


@pytest.mark.parametrize(
    ("ask", "owner"),
    [
        ("Ada, could you send the log?", ADA),
        ("Could you send the log?", ADA),
        ("Could anyone send the log?", None),
        ("Please send comments to the list.", None),
    ],
)
def test_a_request_is_the_task_of_the_one_it_speaks_to(tmp_path, ask, owner):
    found = read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, ask)]))
    assert [item.owner for item in found.actions] == [owner]


@pytest.mark.parametrize(
    ("ask", "owner"),
    [
        ("Please run it once more.", GRACE),  # to the one answered, though he says no "you"
        ("I would like somebody to run it once more, if you can.", None),
        ("Any help to run it on Windows is very much appreciated.", None),
        ("Could you run it once more, Tom?", TOM),
        ("I heard from Tom; could you run it once more?", GRACE),  # who is told of is not asked
        ("Please run it as Tom did.", GRACE),
        ("Hi Tom,\n\nCould you run it once more?", TOM),
        ("Hi all,\n\nCould you please run it once more?", None),
    ],
)
def test_whom_a_reply_asks(tmp_path, ask, owner):
    mails = [(TOM, "The build is red."), (GRACE, "It is green here."), (ADA, ask)]
    found = read(thread(tmp_path, mails))
    assert [item.owner for item in found.actions] == [owner]


def test_who_answers_himself_asks_the_one_above(tmp_path):
    mails = [
        (GRACE, "The build is red."),
        (ADA, "It is green here."),
        (ADA, "Please run it again."),
    ]
    assert [item.owner for item in read(thread(tmp_path, mails)).actions] == [GRACE]


@pytest.mark.parametrize(
    "idle",
    [
        "I'd say that the parser is slow.",
        "I'll just mention that the parser is slow.",
        'Words like "I will do it some day" do not make a release.',
        "Please bear with me, this will be long.",
        "Could you elaborate?",
        "Please take this with a grain of salt.",
    ],
)
def test_what_is_done_as_it_is_said_is_no_task(tmp_path, idle):
    assert read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, idle)])).actions == ()


def test_what_is_asked_again_is_one_task(tmp_path):
    ask = "Please send the log of the nightly build to the list."
    again = "So once more: please send us that log of the nightly build."
    mails = [(ADA, "It is red."), (GRACE, ask), (ADA, "Which?"), (GRACE, again)]
    tasks = [item for item in read(thread(tmp_path, mails)).actions if item.owner == ADA]
    assert [len(item.evidence) for item in tasks] == [2]


def test_two_wishes_for_words_in_one_mail_are_one_task(tmp_path):
    body = (
        "Here is the plan.\n\nComments are welcome.\n\nIt is long.\n\nLet me know what you think."
    )
    assert [len(item.evidence) for item in read(thread(tmp_path, [(ADA, body)])).actions] == [2]


def test_a_request_and_its_yes_are_one_task(tmp_path):
    ask = "Ada, could you send the log?"
    yes = quoted(ask, GRACE) + "Sure. I'll send it by Monday."
    found = read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, ask), (ADA, yes)]))
    (item,) = found.actions
    assert (item.owner, item.due, len(item.evidence)) == (ADA, "by Monday", 2)


def test_a_task_is_done_when_its_owner_says_so(tmp_path):
    found = read(
        thread(
            tmp_path,
            [
                (ADA, "I'll put the patch for the lexer up for review."),
                (GRACE, "Great, the lexer patch is up to date, I hope?"),
                (ADA, "The lexer patch is up now."),
            ],
        )
    )
    assert [item.status for item in found.actions if item.owner == ADA] == ["done"]


def test_a_request_that_stands_in_two_pasted_logs_is_one_task(tmp_path):
    ask = "Please update the firmware of the radio to version four."
    log = f"This is what it prints.\n\n{ask}\n"
    found = read(thread(tmp_path, [(ADA, log), (GRACE, "Try again."), (ADA, log)]))
    assert [len(item.evidence) for item in found.actions if "firmware" in item.task] == [2]


# --- questions and decisions --------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "is_open"),
    [
        (quoted("Who runs the nightly build?") + "Infra does, from the periodic queue.", False),
        (quoted("Who runs the nightly build?") + "Do you mean the one at four?", True),
        (quoted("Who runs the nightly build?") + "No idea.", True),
        ("The nightly build is run by infra.", False),
        ("I was away for a week.", True),
    ],
)
def test_a_question_is_open_until_it_is_answered(tmp_path, reply, is_open):
    found = read(thread(tmp_path, [(ADA, "Who runs the nightly build?"), (GRACE, reply)]))
    mine = [question for question in found.questions if question.asker == ADA]
    assert [question.open for question in mine] == [is_open]


@pytest.mark.parametrize(
    "idle",
    [
        "How hard could it possibly be?",
        "Beautiful, isn't it?",
        'The wrong thing to ask is "who runs the build?".',
        "That is by G?del and Erd?s.",
    ],
)
def test_what_wants_no_answer_is_no_question(tmp_path, idle):
    assert read(thread(tmp_path, [(ADA, "The build is red."), (GRACE, idle)])).questions == ()


def test_nobody_answers_his_own_question(tmp_path):
    found = read(
        thread(tmp_path, [(ADA, "Who runs the build?"), (ADA, "The build is run by nobody.")])
    )
    assert [question.open for question in found.questions] == [True]


def test_a_decision_names_what_it_settles(tmp_path):
    discussion = thread(tmp_path, [(ADA, PLAN), (GRACE, "We agreed to drop the old parser.")])
    found = read(discussion)
    (decision,) = found.decisions
    assert decision.proposal == "P1"
    assert words(discussion, decision.evidence[0]) == "We agreed to drop the old parser."


def test_a_doubt_about_ones_own_idea_takes_no_side_against_it(tmp_path):
    doubt = quoted("Why now?", GRACE) + "I am not sure whether the lexer would fit."
    found = read(thread(tmp_path, [(ADA, PLAN), (GRACE, "Why now?"), (ADA, doubt)]))
    assert stances(found) == {(ADA, "P1"): "support"}
