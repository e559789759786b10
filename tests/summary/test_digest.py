"""What happened on a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listminer.evaluate.verbatim import check_digest
from listminer.model import (
    ActionItem,
    Address,
    Discussion,
    Findings,
    MessageId,
    Position,
    Proposal,
    Question,
    Segment,
    Span,
    Turn,
)
from listminer.summary import make_digest
from tests.labelled import labelled_sample, sample_without
from tests.store.mails import START
from tests.summary.threads import thread, without_findings

DAY = datetime(2016, 3, 9, tzinfo=UTC)


def texts(sentences):
    return [each.text for each in sentences]


def test_the_debate_is_told_and_the_release_is_routine():
    found = make_digest(labelled_sample())
    assert [each.subject for each in found.threads] == [
        "[kestrel] Third-party CI: let the results vote"
    ]
    assert [each.subject for each in found.routine] == ["[release] kestrel 4.0.0b3 is out"]
    assert found.quiet == ()
    assert (found.messages, found.people, found.lists) == (29, 8, ("sample-dev",))


def test_points_tell_what_was_settled_and_proposed():
    points = texts(make_digest(labelled_sample()).threads[0].points)
    assert len(points) == 5
    assert points[0].startswith("Tomás Arriaga writes: “")
    assert points[1] == (
        "Settled, by Ingrid Solheim: “We voted in today's meeting, and Yuki's rule is accepted"
        " with seven votes for and none against.”"
    )
    assert points[3].startswith("Yuki Tanabe proposes: “How about making the vote something")
    assert points[3].endswith("(accepted, 4 for)")


def test_only_news_of_the_period_is_told():
    found = make_digest(labelled_sample(), since=DAY, until=DAY + timedelta(days=1))
    (debate,) = found.threads
    dates = {message.date.date() for message in found.sources if message.date}
    assert debate.total == 26
    assert 0 < debate.new < 26
    assert not any(text.startswith("Settled") for text in texts(debate.points))
    assert all("24 March" not in text for text in texts(found.actions))
    assert max(dates) >= DAY.date()


def test_a_period_without_mail_is_empty():
    found = make_digest(labelled_sample(), since=DAY + timedelta(days=400))
    assert (found.messages, found.threads, found.actions, found.sources) == (0, (), (), ())


LONG = (
    "The gate fails on every second push since Monday, and nobody knows the reason.",
    "We should drop the slow scheduler from the gate before the release.",
    "We should freeze the branch until the scheduler is repaired.",
    "Dropping the scheduler from the gate is fine with me.",
    "The scheduler holds a lock while it reads the queue of the gate.",
    "We should keep a second queue for documents only.",
    "A second queue for documents costs us another machine.",
    "I am against dropping the scheduler after what we saw today.",
)


def said(found, *numbers):
    """Return the words of the mails of these numbers, each from its first to its last."""
    return tuple(
        Span(message_id=each.message_id, start=0, end=len(each.text.rstrip()))
        for each in (found.messages[number] for number in numbers)
    )


def long_thread(tmp_path):
    """Return a thread of eight mails, one each hour: two old ideas, and one of mail 5."""
    found = thread(tmp_path, *LONG)
    ideas = ((1, "accepted", (3,)), (2, "contested", ()), (5, "open", ()))
    proposals = tuple(
        Proposal(
            id=f"P{at}",
            title=LONG[number],
            author="Ada Lovelace",
            status=status,
            evidence=said(found, number),
            confidence=1.0,
            settled_by=said(found, *settled),
        )
        for at, (number, status, settled) in enumerate(ideas, start=1)
    )
    held = Position(
        holder="Alan Turing",
        proposal="P1",
        stance="support",
        evidence=said(found, 2),
        history=(),
        confidence=1.0,
    )
    turned = Position(
        holder="Löwe Ström",
        proposal="P1",
        stance="oppose",
        evidence=said(found, 7),
        history=(Turn(stance="support", evidence=said(found, 3)),),
        confidence=1.0,
    )
    return replace(found, findings=Findings(proposals=proposals, positions=(held, turned)))


def points_of(found, since, until):
    """Return what a digest tells of a thread from one hour on and before another."""
    hours = {"since": START + timedelta(hours=since), "until": START + timedelta(hours=until)}
    (told,) = make_digest([found], **hours).threads
    return told.status, texts(told.points)


def test_the_proposals_of_the_period_are_told_whatever_was_proposed_before(tmp_path):
    status, points = points_of(long_thread(tmp_path), 4, 7)
    assert status == ("open",)
    assert f"Ada Lovelace proposes: “{LONG[5]}” (open)" in points
    assert not any("proposed on" in point for point in points)


def test_an_old_proposal_is_told_as_such_when_somebody_takes_a_side(tmp_path):
    status, points = points_of(long_thread(tmp_path), 5, 9)
    assert status == ("accepted", "open")
    sides = "1 for, 1 against, of them new 1 against"
    old = f"Ada Lovelace proposed on 1 Mar: “{LONG[1]}” (accepted, {sides})"
    assert points[1:3] == [old, f"Ada Lovelace proposes: “{LONG[5]}” (open)"]


def test_what_came_of_a_proposal_after_the_period_is_told_as_later(tmp_path):
    _, points = points_of(long_thread(tmp_path), 0, 3)
    assert f"Ada Lovelace proposes: “{LONG[1]}” (later accepted, 1 for)" in points
    _, points = points_of(long_thread(tmp_path), 0, 7)
    assert f"Ada Lovelace proposes: “{LONG[1]}” (accepted, 2 for)" in points


def test_an_old_opening_is_no_news_but_where_it_began(tmp_path):
    found = long_thread(tmp_path)
    assert points_of(found, 4, 8)[1][0] == f"Began on 1 Mar with Ada Lovelace: “{LONG[0]}”"
    assert points_of(found, 0, 8)[1][0] == f"Ada Lovelace writes: “{LONG[0]}”"


def test_a_thread_whose_first_mail_is_missing_did_not_begin_with_the_answer(tmp_path):
    found = long_thread(tmp_path)
    opening, answer, *rest = found.messages
    quoted = replace(found, messages=(replace(opening, ghost=True, date=None), answer, *rest))
    told = f"Began with Ada Lovelace: “{LONG[0]}” (known from quotes)"
    assert points_of(quoted, 4, 8)[1][0] == told
    lost = replace(
        found,
        messages=(answer, *rest),
        segments={
            each: zones for each, zones in found.segments.items() if each != "m0@example.org"
        },
        findings=Findings(),
    )
    assert points_of(lost, 4, 8)[1][0] == f"Earlier, on 1 Mar, Grace Hopper: “{LONG[1]}”"


def test_words_of_the_period_are_told_however_much_was_said_before(tmp_path):
    old = [
        f"The {each} of the gate fails as the lock of the scheduler is held." for each in "abcdefgh"
    ]
    late = (
        "Fine, a pull request follows.",
        "Whoever has time may test it.",
        "Tomorrow we look at it together.",
    )
    _, points = points_of(thread(tmp_path, *old, *late), 8, 11)
    assert points[1:] == [
        f"{name} writes: “{words}”"
        for name, words in zip(("Ada Lovelace", "Grace Hopper", "Alan Turing"), late, strict=True)
    ]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("[kestrel]", 1), ("kestrel", 1), ("RELEASE", 1), ("gate", 0), (None, 2)],
)
def test_a_tag_picks_threads(tag, expected):
    found = make_digest(labelled_sample(), tag=tag)
    assert len(found.threads) + len(found.routine) + len(found.quiet) == expected


def test_for_a_person_it_tells_what_is_asked_and_what_was_promised():
    debate, release = labelled_sample()
    found = make_digest((debate, release), person="priya")
    assert found.person == "Priya Raghunathan"
    assert texts(found.asked) == [
        "Kwame Boateng asks: “Could you publish the script before anybody's vote depends on it?”",
        "Ingrid Solheim asks: “Priya, can you put up the change to the Zuul layout by Wednesday,"
        " so that people can see what is coming?”",
    ]
    assert texts(found.actions) == [
        "Priya Raghunathan: Run the scripts as a periodic job of infra."
    ]
    assert [each.subject for each in found.threads] == [
        "[kestrel] Third-party CI: let the results vote"
    ]


def test_nobody_is_asked_what_he_asked_himself():
    found = make_digest(labelled_sample(), person="Leila Haddad")
    assert not any(text.startswith("Leila Haddad asks") for text in texts(found.asked))


def test_action_items_say_who_and_when():
    assert "Yuki Tanabe: Build the page on top of the query, by the end of March." in texts(
        make_digest(labelled_sample()).actions
    )


@pytest.mark.parametrize(
    ("task", "due", "expected"),
    [
        ("file what breaks", "by 15 March", "file what breaks, by 15 March."),
        ("file what breaks by 15 March", "by 15 March", "file what breaks by 15 March."),
        ("By Friday file what breaks", "by Friday", "By Friday file what breaks."),
        ("file what breaks in any …", "by 15 March", "file what breaks in any …, by 15 March."),
    ],
)
def test_when_a_task_is_due_is_told_once(task, due, expected):
    _, release = labelled_sample()
    (item, *_) = release.findings.actions
    one = replace(release, findings=Findings(actions=(replace(item, task=task, due=due),)))
    assert texts(make_digest([one]).actions) == [f"{item.owner or 'Anyone'}: {expected}"]


def test_words_that_only_others_quote_are_told_as_such():
    found = make_digest([sample_without("Yuki Tanabe")])
    told = [*found.threads[0].points, *found.actions]
    by_yuki = [each for each in texts(told) if each.startswith("Yuki Tanabe")]
    assert by_yuki
    assert all("(known from quotes" in each for each in by_yuki)
    assert sum("(known from quotes" in each for each in texts(told)) == len(by_yuki)


def test_a_question_that_says_nothing_alone_is_left_out(tmp_path):
    found = thread(tmp_path, "The nightly build fails since Monday. Thoughts?")
    text = found.messages[0].text
    span = Span(
        message_id=found.messages[0].message_id, start=text.index("Thoughts"), end=len(text)
    )
    bare = Question(
        asker="Ada Lovelace",
        text="Thoughts?",
        open=True,
        answered_by=(),
        evidence=(span,),
        confidence=1.0,
    )
    assert make_digest([replace(found, findings=Findings(questions=(bare,)))]).questions == ()


def asking(tmp_path, *, known: bool) -> Discussion:
    """Return a thread whose first mail asks something; the archive has it if it is *known*."""
    asks = "Which of the two old bells rings at the harbour at noon?"
    found = thread(tmp_path, asks, "The left one does, as far as the log tells.")
    first, *rest = found.messages
    span = Span(message_id=first.message_id, start=0, end=len(asks))
    question = Question(
        asker="Ada Lovelace", text=asks, open=True, answered_by=(), evidence=(span,), confidence=1.0
    )
    return replace(
        found,
        messages=(replace(first, ghost=not known), *rest),
        findings=Findings(questions=(question,)),
    )


@pytest.mark.parametrize(
    ("known", "expected"), [((False, False), 1), ((True, False), 1), ((True, True), 2)]
)
def test_what_two_threads_know_from_quotes_is_asked_once(tmp_path, known, expected):
    told = make_digest([asking(tmp_path, known=each) for each in known])
    assert (len(told.questions), told.left_out) == (expected, 0)


def test_small_threads_are_the_quiet_rest(tmp_path):
    small = thread(tmp_path, "The archive page shows no dates.")
    found = make_digest([small])
    assert [each.subject for each in found.quiet] == ["Nightly builds"]
    assert found.threads == ()


def test_a_contested_release_is_no_routine():
    debate, release = labelled_sample()
    contested = replace(debate.findings.proposals[1], evidence=())
    found = make_digest([replace(release, findings=Findings(proposals=(contested,)))])
    assert found.routine == ()


@pytest.mark.parametrize("person", [None, "Priya", "nobody at all"])
@pytest.mark.parametrize("since", [None, DAY])
def test_no_claim_of_a_digest_stands_without_its_words(person, since):
    found = make_digest(labelled_sample(), since=since, person=person)
    assert check_digest(found).broken == 0
    plain = make_digest(map(without_findings, labelled_sample()), since=since, person=person)
    assert check_digest(plain).broken == 0


def promise_by(tmp_path, where):
    """Return a thread in which an Alex promises something."""
    found = thread(tmp_path, f"I will repair the {where} driver.", "Good.", subject=where)
    said, answer = found.messages
    ids = {each.message_id: MessageId(f"{where}-{each.message_id}") for each in found.messages}
    nodes = tuple(
        replace(each, message_id=ids[each.message_id], parent=each.parent and ids[each.parent])
        for each in found.thread.nodes
    )
    words = Span(message_id=ids[said.message_id], start=0, end=len(said.text))
    promise = ActionItem(
        owner="Alex",
        task=f"repair the {where} driver",
        due=None,
        due_date=None,
        status="open",
        evidence=(words,),
        confidence=1.0,
    )
    return replace(
        found,
        thread=replace(found.thread, root=ids[found.thread.root], nodes=nodes),
        messages=(
            replace(
                said,
                message_id=ids[said.message_id],
                sender=Address(name="Alex", address=f"a@{where}.org"),
            ),
            replace(answer, message_id=ids[answer.message_id]),
        ),
        segments={
            ids[said.message_id]: (
                Segment(span=words, zone="paragraph", depth=0, attribution=None),
            )
        },
        links=(),
        findings=Findings(actions=(promise,)),
    )


@pytest.mark.parametrize(
    ("person", "called", "promised"),
    [
        (
            "Alex",
            "Alex (a@north.org) and Alex (a@south.org)",
            [
                "Alex (a@north.org): repair the north driver.",
                "Alex (a@south.org): repair the south driver.",
            ],
        ),
        ("a@south.org", "Alex (a@south.org)", ["Alex (a@south.org): repair the south driver."]),
    ],
)
def test_two_people_of_one_name_are_told_apart(tmp_path, person, called, promised):
    found = make_digest(
        [promise_by(tmp_path, "north"), promise_by(tmp_path, "south")], person=person
    )
    assert (found.person, texts(found.actions)) == (called, promised)


def test_people_are_counted_over_all_threads(tmp_path):
    found = make_digest([promise_by(tmp_path, "north"), promise_by(tmp_path, "south")])
    assert (found.messages, found.people) == (4, 3)
