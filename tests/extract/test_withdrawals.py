"""An idea is withdrawn by its author's words about the idea itself, and by nothing else."""

from __future__ import annotations

import pytest

from listminer.extract.acts import kinds_of
from listminer.extract.withdrawals import (
    drops_it,
    gives_up,
    gives_up_by_name,
    says_withdrawn,
    takes_back,
    takes_vote_back,
)
from listminer.pipeline import discussions_of
from tests.extract.threads import mail, read, thread

ADA, GRACE = "Ada Lovelace", "Grace Hopper"
PLAN = "I propose that we drop the old parser in May."
DOUBT = "-1, the check for old files breaks on half of the machines."


def quoted(text: str, who: str) -> str:
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n> {text}\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I withdraw the idea.", True),
        ("-1 from me by now.", True),
        ("On second thought it would be too slow.", True),
        ("I don't like the idea any more, I only mentioned it.", True),
        ("I was wrong about the old parser.", True),
        ("There is no reason to forbid old files.", False),
        ("This undervalues the newcomers.", False),
        ("Fair enough.", False),
        ("OK.", False),
    ],
)
def test_what_gives_up_an_idea_of_ones_own(text, expected):
    assert (gives_up(text) or takes_back(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good point, scrap that.", True),
        ("Scrap that, then.", True),
        ("Please disregard my suggestion.", True),
        ("I won't pursue this any further.", True),
        ("They had to scrap it in May.", False),
        ("Ignore that warning.", False),
        ("I won't push it to the stable branch.", False),
    ],
)
def test_what_takes_back_what_its_speaker_said(text, expected):
    assert takes_back(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I will drop this.", True), ("I'll drop it into a review.", False), ("Drop it!", False)],
)
def test_what_drops_what_it_answers(text, expected):
    assert drops_it(text) is expected


@pytest.mark.parametrize(
    "said",
    [
        "there is no reason to disallow old files.",
        "i see no reason not to allow old files.",
        "there is no point in forbidding old files.",
    ],
)
def test_two_noes_are_no_objection(said):
    assert "oppose" not in kinds_of(said)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (quoted(DOUBT, GRACE) + "I withdraw it, then.", "withdrawn"),
        (quoted(PLAN, ADA) + "I will drop this.", "withdrawn"),
        (quoted(DOUBT, GRACE) + "I will drop it.", "contested"),  # the check
        (quoted(DOUBT, GRACE) + "Fair enough.", "contested"),
        (quoted(DOUBT, GRACE) + "I don't think that is how it works.", "contested"),
    ],
)
def test_how_an_idea_is_withdrawn(tmp_path, answer, status):
    mails = [(ADA, PLAN), (GRACE, quoted(PLAN, ADA) + DOUBT), (ADA, answer)]
    found = read(thread(tmp_path, mails))
    assert [p.status for p in found.proposals] == [status]
    assert [p.stance for p in found.positions if p.holder == ADA] == ["support"]


def test_what_is_put_forward_again_is_not_withdrawn(tmp_path):
    again = "As I said, I propose that we drop the old parser in May."
    mails = [
        (ADA, PLAN),
        (GRACE, quoted(PLAN, ADA) + DOUBT),
        (ADA, quoted(DOUBT, GRACE) + "I withdraw it, then."),
        (GRACE, "The check works now."),
        (ADA, again),
    ]
    assert "withdrawn" not in {p.status for p in read(thread(tmp_path, mails)).proposals}


@pytest.mark.parametrize(
    ("text", "vote", "idea"),
    [
        ("I withdraw my -1.", True, False),
        ("I’m happy to drop my objection.", True, False),
        ("Removing my -2.", True, False),
        ("I will not remove my -1.", False, False),
        ("Ah, I missed the port. Objection withdrawn.", False, False),  # sentences come one by one
        ("OK, objection withdrawn, then.", True, False),
        ("The objection is withdrawn by nobody.", False, False),
        ("I'm cancelling this vote and will roll RC3.", False, True),
        ("I cancelled the old job.", False, False),
        ("I'm withdrawing my proposal in favor of Tom's.", False, True),
        ("With that in, I've abandoned the deprecation patch.", False, True),
        ("I've abandoned the old patch.", False, False),
        ("I've abandoned the patch and pushed a new one.", False, False),
        ("I've abandoned the backport patch.", False, False),
        ("I've abandoned the patch, somebody else may take it.", False, False),
        ("The vote is cancelled.", False, True),
        ("This proposal is hereby withdrawn.", False, True),
        ("If the vote is cancelled, we wait.", False, False),
        ("The old job is cancelled.", False, False),
        ("I abandoned my car.", False, False),
        ("I dropped the old plan.", False, False),
    ],
)
def test_what_is_taken_back(text, vote, idea):
    assert (takes_vote_back(text), gives_up_by_name(text)) == (vote, idea)
    assert not (vote and takes_back(text))


@pytest.mark.parametrize(
    ("said", "stance", "turns"),
    [
        ("Fair point. I withdraw my -1.", "conditional", ["oppose"]),
        ("I withdraw my objection, so +1 from me now.", "support", ["oppose"]),
        ("I will not withdraw my -1.", "oppose", []),
    ],
)
def test_a_vote_taken_back_is_no_vote(tmp_path, said, stance, turns):
    mails = [(ADA, PLAN), (GRACE, quoted(PLAN, ADA) + "I'm -1 on this."), (ADA, "It is tested.")]
    found = read(thread(tmp_path, [*mails, (GRACE, quoted("It is tested.", ADA) + said)]))
    (mine,) = [each for each in found.positions if each.holder == GRACE]
    assert (mine.stance, [turn.stance for turn in mine.history]) == (stance, turns)


def test_a_vote_taken_back_leaves_nothing_contested(tmp_path):
    mails = [(ADA, PLAN), (GRACE, quoted(PLAN, ADA) + "-1"), (ADA, "It is tested.")]
    found = read(thread(tmp_path, [*mails, (GRACE, "I withdraw my -1.")]))
    assert [each.status for each in found.proposals] == ["open"]


OTHER = "What if we freeze the lexer instead?"


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ("I've abandoned the parser patch.", ["withdrawn", "contested"]),
        ("I've abandoned the patch.", ["contested", "contested"]),  # which one?
        ("I've abandoned the old parser patch.", ["contested", "contested"]),
    ],
)
def test_an_idea_given_up_by_name(tmp_path, said, statuses):
    mails = [
        (ADA, PLAN),
        (GRACE, quoted(PLAN, ADA) + "-1"),
        (ADA, quoted(PLAN, ADA) + OTHER, 0),
        (GRACE, quoted(OTHER, ADA) + "-1"),
        (ADA, said, 0),
    ]
    found = read(thread(tmp_path, mails))
    assert [each.status for each in found.proposals] == statuses


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("[CANCELLED] [VOTE] Release 1.0", True),
        ("Re: [VOTE][WITHDRAWN] Move to git", True),
        ("[dev] [canceled] Meeting on Monday", True),
        ("[VOTE - CANCELLED] Release 1.0", True),
        ("[dev] Cancelled jobs are never restarted", False),
        ("[VOTE] Withdraw the old release", False),
    ],
)
def test_what_a_subject_marks_as_given_up(subject, expected):
    assert says_withdrawn(subject) is expected


@pytest.mark.parametrize(
    ("who", "subject", "status"),
    [
        (ADA, "[CANCELLED][VOTE] Drop the old parser", "withdrawn"),
        (ADA, "Re: [VOTE] Drop the old parser", "open"),
        (GRACE, "[CANCELLED][VOTE] Drop the old parser", "open"),  # not hers to give up
    ],
)
def test_a_vote_that_is_cancelled_in_its_subject_is_withdrawn(tmp_path, who, subject, status):
    old, new = b"Subject: [dev] The nightly build", f"Subject: {subject}".encode()
    start = b"From x@example.org Tue Mar  8 09:00:00 2016\n"
    later = mail(1, who, "There is a bug in the tool that counts files.", to=0)
    box = start + mail(0, ADA, PLAN) + b"\n" + start + later.replace(old, new) + b"\n"
    path = tmp_path / "vote.mbox"
    path.write_bytes(box)
    (discussion,) = discussions_of(path)
    found = read(discussion)
    assert [each.status for each in found.proposals] == [status]
    assert bool(found.proposals[0].settled_by) is (status == "withdrawn")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("You're right, let's drop the port of the window.", "withdrawn"),
        ("You're right, let's test the old files, too.", None),
    ],
)
def test_who_wants_to_drop_an_idea_of_ones_own_gives_it_up(tmp_path, said, status):
    plan = "We should port the window to the new library."
    no = "I don't think that this can be done in a summer."
    mails = [(ADA, plan), (GRACE, quoted(plan, ADA) + no), (ADA, quoted(no, GRACE) + said)]
    first = read(thread(tmp_path, mails)).proposals[0]
    assert (first.status == "withdrawn") is (status == "withdrawn")


@pytest.mark.parametrize(
    ("who", "said", "status", "stances"),
    [
        (GRACE, "In that case I'd say we keep it.", "contested", {ADA: "support", GRACE: "oppose"}),
        (ADA, "OK, then it stays, of course.", "withdrawn", {ADA: "oppose"}),
        (ADA, "OK, let's keep it simple.", "open", {ADA: "support"}),
    ],
)
def test_who_keeps_what_was_to_go_is_no_longer_for_that(tmp_path, who, said, status, stances):
    plan, help_ = "I suggest removing the port in May.", "I test it weekly on Gentoo."
    first = [(ADA, plan), *([(GRACE, quoted(plan, ADA) + "Works for me.")] if who == GRACE else [])]
    mails = [*first, ("Tom Ray", quoted(plan, ADA) + help_), (who, quoted(help_, "Tom Ray") + said)]
    found = read(thread(tmp_path, mails))
    assert found.proposals[0].status == status
    assert {p.holder: p.stance for p in found.positions if p.proposal == "P1"} == stances


def test_yes_to_who_keeps_it_gives_up_what_was_to_go(tmp_path):
    plan, kept = "I suggest removing the port in May.", "In that case I'd say we keep it."
    mails = [
        (ADA, plan),
        (GRACE, quoted(plan, ADA) + "Works for me."),
        ("Tom Ray", quoted(plan, ADA) + "I test it weekly on Gentoo."),
        (GRACE, quoted("I test it weekly on Gentoo.", "Tom Ray") + kept),
        (ADA, quoted(kept, GRACE) + "Sure."),
    ]
    assert [each.status for each in read(thread(tmp_path, mails)).proposals] == ["withdrawn"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Didn't know. Scratch that.", "withdrawn"),
        ("OK, let's forget about it.", "withdrawn"),
        ("OK, let's forget about the tests.", "open"),
    ],
)
def test_who_forgets_it_gives_up_the_own_idea_above(tmp_path, said, status):
    fact = "The vendors still use it."
    mails = [(ADA, PLAN), (GRACE, fact), (ADA, quoted(fact, GRACE) + said)]
    assert [each.status for each in read(thread(tmp_path, mails)).proposals] == [status]
