"""What answers a question in a reply that quotes nothing of it."""

from __future__ import annotations

import pytest

from tests.extract.threads import read, thread

ADA, BOB = "Ada Lovelace", "Bob Stone"


@pytest.mark.parametrize(
    ("question", "reply", "is_open"),
    [
        ("Does anyone know about it?", "It's because of the new tox release.", False),
        ("Does anyone know about it?", "Yes, since Monday.", False),
        ("Does anyone know about it?", "That is a good question.", True),
        ("Does anyone know about it?", "I had a long weekend.", True),
        ("Thoughts?", "Sounds like a plan.", False),
        ("Thoughts?", "I was ill last week.", True),
        ("Is it ok to pin tox?", "Yes, but not before the freeze.", False),
        ("Is it ok to pin tox?", "Yesterday it rained.", True),
        ("Is it ok to pin tox?", "Yes it is, to all that we know.", False),
        ("What do you think?", "> we should pin the parser.\n\n+1", False),
        ("What do you think?", "> we should pin the parser.\n\nIt rained.", True),
        ("Who can fix it?", "I can, but not before Monday.", False),
        ("Any project still using it?", "Nova does, sorry.", False),
        ("Any project still using it?", "Nova is green again.", True),
        ("Does anyone still use it?", "We do (nova and glance).", False),
        ("Is there anyone who'd be hurt?", "We would.", False),
        ("Who maintains it these days?", "Theo used to, but he left.", False),
        ("Who maintains it these days?", "Nobody now, I'm afraid.", False),
        ("Who maintains it these days?", "Nobody likes Mondays.", True),
        ("Does anybody remember who drew it?", "I think it was Leo.", False),
        ("Does anybody remember who drew it?", "It is a good question.", True),
        ("Bob, would you?", "OK, I'll have a draft by Monday.", False),
        ("Bob, would you?", "I'll look into it when I'm back.", True),
    ],
)
def test_what_answers_a_question_without_a_quote(tmp_path, question, reply, is_open):
    body = f"The gate is red, so we should pin the parser. {question}"
    found = read(thread(tmp_path, [(ADA, body), (BOB, reply)]))
    assert [each.open for each in found.questions] == [is_open]


@pytest.mark.parametrize(
    ("reply", "owners"),
    [
        ("I can, but not before Monday.", [BOB]),
        ("I can tell you that it is red.", []),
        ("It was green on Monday.", []),
    ],
)
def test_who_says_that_they_can_takes_on_what_somebody_was_sought_for(tmp_path, reply, owners):
    mails = [(ADA, "The gate is red. Who can fix it?"), (BOB, reply)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("Is the parser that slow? No, it is fast enough.", []),
        ("Is the parser that slow? Not really.", []),
        ("Why is the gate red? Because the disk is full.", []),
        ("Why is the gate red?\n\nNever mind, found it.", []),
        ("Is the parser that slow? No objections to a new one.", ["Is the parser that slow?"]),
        ("Is the parser that slow? Yes, but I may be wrong.", ["Is the parser that slow?"]),
        ("Why is the gate red?\n\nNo, I have no log.", ["Why is the gate red?"]),
        ("Is the gate that old? I doubt it, but please check.", ["Is the gate that old?"]),
        ("Is the gate red? The answer is not clear to me.", ["Is the gate red?"]),
        ("The gate is red. Right?", []),
        ("The gate is red. Hrm?", []),
    ],
)
def test_what_its_asker_answers_at_once_is_no_question(tmp_path, body, asked):
    found = read(thread(tmp_path, [(ADA, body)]))
    assert [each.text for each in found.questions] == asked


@pytest.mark.parametrize(
    ("who", "later", "is_open"),
    [
        (ADA, "Never mind, found it.", False),
        (ADA, "Answering myself: the disk was full.", False),
        (ADA, "Solved: the disk was full.", False),
        (ADA, "OK, I figured it out, the disk was full.", False),
        (ADA, "My problem is solved, the disk was full.", False),
        (ADA, "> Why is the gate red since Monday?\n\nNever mind.", False),
        (ADA, "Never mind the physics.", True),
        (ADA, "I found it odd.", True),
        (ADA, "I found the problem in my own config, sorry.", False),
        (ADA, "Never mind, found it: it failed because the disk was not there.", False),
        (ADA, "I found the issue in the tracker, but nobody answered there.", True),
        (ADA, "Found the bug again on another box.", True),
        (ADA, "I fixed the error in the log, but the gate is still red.", True),
        (ADA, "My issue is resolved in 0.9, they say, but I still see it.", True),
        (ADA, "I figured out how to reproduce it: push twice.", True),
        (ADA, "Replying to myself, as nobody has answered yet.", True),
        (ADA, "Replying to my own mail to add the log.", True),
        (ADA, "Please ignore my last mail about the wiki.", True),
        (BOB, "Never mind, found it.", True),  # whatever Bob had lost
        (BOB, "> Why is the gate red since Monday?\n\nNever mind.", True),
        (BOB, "Thanks for asking! I was wondering why the gate is red, too.", True),
    ],
)
def test_who_has_found_out_says_so_in_a_later_mail(tmp_path, who, later, is_open):
    asked = "Why is the gate red since Monday?"
    mails = [(ADA, asked), (BOB, "Is it red here?", 0), (who, later, 0)]
    found = read(thread(tmp_path, mails))
    assert [each.open for each in found.questions if each.asker == ADA] == [is_open]


@pytest.mark.parametrize(
    ("reply", "is_open"),
    [
        ("+1, I want to know too.", True),
        ("Same problem here.", True),
        ("Me too.", True),
        ("I asked the same.", True),
        ("I'll look at it tomorrow.", True),
        ("Same problem as last week: the disk is full.", False),
        ("I'll check it, but it must be the disk.", False),
    ],
)
def test_what_stands_under_a_quote_of_it_may_be_no_answer(tmp_path, reply, is_open):
    asked = "Why is the gate red since Monday?"
    (found,) = read(thread(tmp_path, [(ADA, asked), (BOB, f"> {asked}\n\n{reply}")])).questions
    assert found.open is is_open


def test_one_of_several_questions_that_is_answered_must_be_quoted(tmp_path):
    asked = "Why is the gate red since Monday?\n\nWho runs the nightly build?"
    mails = [(ADA, asked), (ADA, "To answer my own question, the disk was full.")]
    assert [each.open for each in read(thread(tmp_path, mails)).questions] == [True, True]
    quoted = "> Who runs the nightly build?\n\nTo answer my own question, it is the infra team."
    mails = [(ADA, asked), (ADA, quoted)]
    assert [each.open for each in read(thread(tmp_path, mails)).questions] == [True, False]


@pytest.mark.parametrize(
    ("asked", "reply", "is_open"),
    [
        ("What the heck is a gong?", "The thing that Grace made.", False),
        ("Is it possible to ring bells only at noon?", "It isn't.", False),
        ("What the heck is a gong?", "Good question.", True),
        ("What the heck is a gong?", "Did you look at the wiki?", True),
        ("What the heck is a gong?", "I would also want to see one.", True),
        ("What the heck is a gong?", "> It rained.\n\nThe thing that Grace made.", True),
        ("What the heck is a gong?\n\nAnd who runs the disks?", "The thing of Grace.", True),
        ("I was away. What the heck is a gong?", "The thing of Grace.", True),
        ("Does anyone know what a gong is?", "The thing of Grace.", True),
    ],
)
def test_a_mail_that_only_asks_is_answered_by_the_next_that_tells(tmp_path, asked, reply, is_open):
    body = f"It rained.\n\n{asked}" if reply.startswith(">") else asked
    found = read(thread(tmp_path, [(ADA, body), (BOB, reply)]))
    assert next(each.open for each in found.questions if each.asker == ADA) is is_open


def test_a_question_that_is_sent_twice_is_one(tmp_path):
    asked = "It rained. Why is the gate red since Monday?"
    mails = [(ADA, asked), (ADA, asked, 0), (BOB, "> Why is the gate red\n\nThe disk is full.", 0)]
    (found,) = read(thread(tmp_path, mails)).questions
    assert (len(found.evidence), found.open) == (2, False)
