"""What others' findings rest on: words of the one whom they name, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.extract.laws import first_breach
from listminer.model import (
    Decision,
    Findings,
    Position,
    Proposal,
    Question,
    Span,
    SpeechAct,
    Turn,
)
from tests.extract.threads import read, thread
from tests.labelled import labelled_sample
from tests.made_up import task

BODY = """\
Hello,

> We should ring at noon.

I agree with that.

Grace wrote: I will never agree.

I ~~ring~~ call at ten. ~~No bell is needed.~~

Reviewed-by: Alan Turing <alan@example.org>
Reviewed-by: Ada Lovelace <ada@example.org>

--
Ada Lovelace
"""


@pytest.fixture
def discussion(tmp_path):
    return thread(
        tmp_path,
        [("Grace Hopper", "We should ring at noon.\n"), ("Ada Lovelace", BODY)],
    )


def span(discussion, words, number=1):
    message = next(m for m in discussion.messages if m.message_id == f"m{number}@example.org")
    at = message.text.index(words)
    return Span(message_id=message.message_id, start=at, end=at + len(words))


@pytest.mark.parametrize(
    "words",
    ["I agree with that.", "agree", "I ~~ring~~ call at ten.", "Reviewed-by: Ada Lovelace"],
)
def test_words_of_the_sender_bear_a_finding(discussion, words):
    found = Findings(actions=(task(span(discussion, words), owner="Ada Lovelace"),))
    assert first_breach(discussion, found) is None


@pytest.mark.parametrize(
    "words",
    [
        "We should ring at noon.",
        "noon.\n\nI agree",
        "I will never agree.",
        "~~ring~~",
        "No bell is needed.",
        "Reviewed-by: Alan Turing",
    ],
)
def test_words_that_the_sender_did_not_write_bear_none(discussion, words):
    found = Findings(actions=(task(span(discussion, words), owner="Ada Lovelace"),))
    told = first_breach(discussion, found)
    assert "an ActionItem rests on words that Ada Lovelace did not write" in told


@pytest.mark.parametrize(
    ("words", "zone"), [("Hello,", "salutation"), ("Ada Lovelace\n", "personal signature")]
)
def test_a_greeting_is_told_as_no_sentence_and_not_as_anothers_words(discussion, words, zone):
    found = Findings(actions=(task(span(discussion, words), owner="Ada Lovelace"),))
    told = first_breach(discussion, found)
    assert f"rests on no sentence of Ada Lovelace but a stretch of {zone}: m1@" in told


@pytest.mark.parametrize("owner", ["Ada Lovelace", "Grace Hopper", "Grace", "alan turing", None])
def test_a_task_is_of_one_who_writes_here_or_is_named_there(discussion, owner):
    found = Findings(actions=(task(span(discussion, "I agree with that."), owner=owner),))
    assert first_breach(discussion, found) is None


@pytest.mark.parametrize("owner", ["Nobody Such", "Lovelace, Ada"])
def test_a_task_is_of_nobody_who_is_made_up(discussion, owner):
    found = Findings(actions=(task(span(discussion, "I agree with that."), owner=owner),))
    told = f"an ActionItem names {owner!r}, who writes nothing here nor is named there"
    assert first_breach(discussion, found) == told


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 9999), (4, 4), (5, 2)])
def test_a_span_lies_inside_its_message(discussion, start, end):
    outside = Span(message_id="m1@example.org", start=start, end=end)
    told = first_breach(discussion, Findings(actions=(task(outside, owner=None),)))
    assert "rests on no words" in told


def test_a_message_is_one_of_the_thread(discussion):
    elsewhere = Span(message_id="m9@example.org", start=0, end=1)
    told = first_breach(discussion, Findings(actions=(task(elsewhere, owner=None),)))
    assert told == "an ActionItem rests on a message that the thread lacks: m9@example.org"


def test_nobody_is_given_anothers_words(discussion):
    agree, ring = span(discussion, "I agree with that."), span(discussion, "We should ring", 0)
    idea = Proposal(
        id="P1",
        title="ring",
        author="Grace Hopper",
        status="open",
        evidence=(ring, agree),
        confidence=1,
    )
    side = Position(
        holder="Ada Lovelace",
        proposal="P1",
        stance="support",
        evidence=(agree,),
        history=(),
        confidence=1,
    )
    question = Question(
        asker="Ada Lovelace",
        text="I agree",
        open=True,
        answered_by=(),
        evidence=(agree,),
        confidence=1,
    )
    good = Findings(proposals=(idea,), positions=(side,), questions=(question,))
    assert first_breach(discussion, good) is None
    for wrong, told in (
        (replace(good, proposals=(replace(idea, author="Ada Lovelace"),)), "a Proposal names"),
        (replace(good, positions=(replace(side, holder="Grace Hopper"),)), "a Position names"),
        (replace(good, questions=(replace(question, asker="Bob"),)), "a Question names 'Bob'"),
        (
            replace(
                good,
                positions=(replace(side, history=(Turn(stance="oppose", evidence=(ring,)),)),),
            ),
            "a Position names 'Ada Lovelace' beside words of 'Grace Hopper'",
        ),
    ):
        assert told in first_breach(discussion, wrong)


def test_what_cannot_be_shown_is_told(discussion):
    agree = span(discussion, "I agree with that.")
    side = Position(
        holder="Ada Lovelace",
        proposal="P7",
        stance="support",
        evidence=(agree,),
        history=(),
        confidence=1,
    )
    decision = Decision(text="It is off.", proposal=None, evidence=(agree,), confidence=1)
    quoted = span(discussion, "We should ring at noon.")
    act = SpeechAct(kind="support", span=agree, answers=quoted, confidence=1)
    for found, told in (
        (Findings(positions=(side,)), "is on 'P7', which is no proposal"),
        (Findings(positions=(side, replace(side, confidence=0.5))), "has two positions on 'P7'"),
        (Findings(decisions=(decision,)), "says 'It is off.', which is not in the words"),
        (Findings(acts=(act,)), "answers words that are only quoted"),
        (Findings(acts=(replace(act, kind="joke", answers=None),)), "is of the kind 'joke'"),
        (Findings(actions=(task(agree, owner=None, status="late"),)), "has the status 'late'"),
        (Findings(actions=(task(agree, owner=None, confidence=2),)), "has a confidence of 2"),
        (Findings(actions=(task(agree, owner=None, evidence=()),)), "rests on no words"),
        (Findings(actions=(task(agree, owner=None, text=" "),)), "says in no words what it is"),
    ):
        assert told in first_breach(discussion, found)


def test_what_was_found_before_stays(discussion):
    known = Findings(actions=(task(span(discussion, "I agree"), owner=None),))
    found = replace(discussion, findings=known)
    assert first_breach(found, known) is None
    assert first_breach(found, Findings()) == "what was found before is missing"


def test_our_own_findings_keep_the_laws(discussion):
    for each in (discussion, *labelled_sample()):
        bare = replace(each, findings=Findings())
        assert first_breach(bare, read(bare)) is None


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        # a question that begins one of its lines with a trailer's name
        (
            "I have seen you use the other tag. Do you mean\n"
            "Reviewed-by: tag which tells that you've looked through the whole change?\n",
            1,
        ),
        # a mailer took the blanks that tell a patch: its trailers run into the text
        (
            "Should we drop the bell\nAcked-by: Alan Turing <alan@example.org>\n"
            "Signed-off-by: Ada Lovelace <ada@example.org>\nbell.c | 2 +- do you agree?\n",
            0,
        ),
    ],
)
def test_what_we_find_ourselves_keeps_the_laws(tmp_path, said, asked):
    discussion = thread(
        tmp_path,
        [
            ("Grace Hopper", "Ada, could you please move the bell to the tower?\n"),
            ("Ada Lovelace", f"I will move the bell to the tower.\n\n{said}"),
        ],
    )
    found = read(discussion)
    assert first_breach(discussion, found) is None
    assert len([each for each in found.questions if each.asker == "Ada Lovelace"]) == asked
