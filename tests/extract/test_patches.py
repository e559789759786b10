"""Patches as mail: what brings one, who is for it, what became of it, and which took its place."""

from __future__ import annotations

import pytest

from listminer.extract.laws import first_breach
from listminer.extract.patches import answered_tags, tags_of
from tests.extract.patch_mails import (
    ADA,
    BOB,
    COVER,
    FIRST,
    GRACE,
    SAYS,
    SECOND,
    VOTE,
    mailed,
    read_mails,
    stances_on,
    titled,
)
from tests.extract.threads import read, words


@pytest.mark.parametrize(
    ("subject", "title", "version", "number"),
    [
        ("[PATCH] gate: drop it", "gate: drop it", 1, None),
        ("[dev] [PATCH v2 3/5] gate: drop it", "gate: drop it", 2, 3),
        ("[PATCHv4 0/9] drop it", "drop it", 4, 0),
        ("[RFC PATCH v2 -next] drop it", "drop it", 2, None),
        ("[RFC][PATCH] drop it", "drop it", 1, None),
        ("[net-next 0/3] drop it", "drop it", 1, 0),
        ("[PATCH RESEND v3 1/1] drop it", "drop it", 3, 1),
    ],
)
def test_what_a_patch_s_subject_tells(subject, title, version, number):
    tags = tags_of(subject)
    assert tags is not None
    assert (tags.title, tags.version, tags.number) == (title, version, number)
    assert answered_tags(f"Re: {subject}") == tags


@pytest.mark.parametrize(
    "subject",
    [
        "Re: [PATCH] gate: drop it",
        "[RFC] shall we drop it?",
        "[dev] patch for the gate",
        "[patch-review] drop it",
        "[dev] 3/5 of us want it dropped",
        "[7/2016] minutes",
        "PATCH: drop it",
    ],
)
def test_what_brings_no_patch(subject):
    assert tags_of(subject) is None


def test_a_patch_that_proposes_in_no_sentence_is_an_idea_with_its_votes(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(tmp_path, [(ADA, subject, SAYS, None), (BOB, f"Re: {subject}", VOTE, 0)])
    idea = titled(found, "gate: drop the old scanner")
    assert idea is not None
    assert idea.author == ADA
    assert stances_on(found, idea.title) == {ADA: "support", BOB: "support"}


def test_votes_go_to_the_patch_above_them_and_for_the_series_to_its_cover(tmp_path):
    found = read_mails(
        tmp_path,
        [
            (ADA, COVER, SAYS, None),
            (ADA, FIRST, "Add the new scanner, which reads each file once.", 0),
            (ADA, SECOND, "Nothing needs the old one any more.", 0),
            (BOB, f"Re: {SECOND}", VOTE, 2),
            (
                GRACE,
                f"Re: {COVER}",
                "For the series:\n\nAcked-by: Grace Hopper <grace@example.org>",
                0,
            ),
        ],
    )
    assert stances_on(found, "gate: remove the old one") == {ADA: "support", BOB: "support"}
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support", GRACE: "support"}
    assert titled(found, "gate: add the new scanner") is None  # nobody speaks to it


def test_no_vote_where_the_talk_goes_elsewhere_nor_on_an_own_patch(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(
        tmp_path,
        [
            (ADA, subject, SAYS, None),
            (GRACE, "Re: the cache is broken", "The cache fails since Monday.", 0),
            (BOB, "Re: the cache is broken", "Tested-by: Bob Stone <bob@example.org>", 1),
            (ADA, f"Re: {subject}", "Tested-by: Ada Lovelace <ada@example.org>", 0),
        ],
    )
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support"}


def test_votes_in_a_commit_message_are_nobody_s(tmp_path):
    body = f"{SAYS}\n\n{VOTE}\nAcked-by: Ada Lovelace <ada@example.org>\n---\n gate.c | 2 +-\n"
    found = read_mails(tmp_path, [(ADA, "[PATCH v2] gate: drop the old scanner", body, None)])
    assert {p.holder for p in found.positions} == {ADA}


def test_a_patch_of_another_has_no_author_but_its_votes(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    body = f"From: Tom Ray <tom@example.org>\n\n{SAYS}\n---\n gate.c | 2 +-\n"
    discussion = mailed(tmp_path, [(ADA, subject, body, None), (BOB, f"Re: {subject}", VOTE, 0)])
    found = read(discussion)
    idea = titled(found, "gate: drop the old scanner")
    assert idea is not None
    assert idea.author is None
    assert [words(discussion, span) for span in idea.evidence] == [VOTE]
    assert stances_on(found, idea.title) == {BOB: "support"}
    assert first_breach(discussion, found) is None


@pytest.mark.parametrize(
    ("who", "said", "status", "decided"),
    [
        (GRACE, "Applied, thanks.", "accepted", 1),
        (GRACE, "Queued for the next release.", "accepted", 1),
        (GRACE, "I've dropped this from the gate tree.", "rejected", 1),
        (GRACE, "I applied it and it crashes.", "open", 0),
        (ADA, "Please ignore this patch.", "superseded", 0),
        (GRACE, "Please ignore this patch.", "open", 0),
        (GRACE, "NAK.", "contested", 0),
    ],
)
def test_what_becomes_of_a_patch(tmp_path, who, said, status, decided):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(tmp_path, [(ADA, subject, SAYS, None), (who, f"Re: {subject}", said, 0)])
    idea = titled(found, "gate: drop the old scanner")
    assert idea is not None
    assert (idea.status, len(found.decisions)) == (status, decided)


def test_a_series_is_taken_with_its_patches_or_those_that_are_listed(tmp_path):
    series = [
        (ADA, COVER, SAYS, None),
        (ADA, FIRST, "Add the new scanner, which reads each file once.", 0),
        (ADA, SECOND, "Nothing needs the old one any more.", 0),
        (BOB, f"Re: {SECOND}", VOTE, 2),
        (BOB, f"Re: {FIRST}", VOTE, 1),
    ]
    listed = "Applied, thanks!\n\n[1/2] gate: add the new scanner\n      commit: 12ab34cd56ef\n"
    whole = read_mails(tmp_path, [*series, (GRACE, f"Re: {COVER}", "Applied, thanks!", 0)])
    part = read_mails(tmp_path, [*series, (GRACE, f"Re: (subset) {COVER}", listed, 0)])
    assert {each.title: each.status for each in whole.proposals} == {
        "gate: drop the old scanner": "accepted",
        "gate: add the new scanner": "accepted",
        "gate: remove the old one": "accepted",
    }
    assert {each.title: each.status for each in part.proposals} == {
        "gate: drop the old scanner": "open",
        "gate: add the new scanner": "accepted",
        "gate: remove the old one": "open",
    }


def test_a_mail_that_asks_about_patches_brings_none(tmp_path):
    subject = "[PATCH] where do they go?"
    asks = (ADA, subject, "I cannot find the patches that were sent to this list.", None)
    found = read_mails(tmp_path, [asks, (BOB, f"Re: {subject}", "They are in the archive.", 0)])
    assert found.proposals == ()


def test_what_only_begins_as_if_it_took_a_patch_settles_nothing(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    said = "Applied to real hardware, this patch makes no difference."
    found = read_mails(tmp_path, [(ADA, subject, SAYS, None), (BOB, f"Re: {subject}", said, 0)])
    assert found.decisions == ()
    assert [each.status for each in found.proposals] == ["open"]


@pytest.mark.parametrize("said", ["Thanks, applied.", "Thanks.  Queued.", "Thanks.\n\nApplied."])
def test_thanks_may_stand_before_what_was_done(tmp_path, said):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(tmp_path, [(ADA, subject, SAYS, None), (BOB, f"Re: {subject}", said, 0)])
    assert [each.status for each in found.proposals] == ["accepted"]


def test_a_patch_that_reverts_is_taken_by_reverting(tmp_path):
    subject = '[PATCH] Revert "gate: drop the old scanner"'
    says = "It breaks the build on old machines."
    found = read_mails(
        tmp_path, [(ADA, subject, says, None), (BOB, f"Re: {subject}", "Reverted.", 0)]
    )
    (only,) = found.proposals
    assert only.status == "accepted"


def test_a_series_is_taken_where_most_of_it_is(tmp_path):
    cover, subjects = "[PATCH 0/3] gate: a new scanner", ("add it", "use it", "tell of it")
    series = [
        (ADA, f"[PATCH {number}/3] gate: {name}", f"This patch is to {name} in the gate.", 0)
        for number, name in enumerate(subjects, 1)
    ]
    said = "Applied patches [1/3] - [2/3] to the gate tree."
    mails = [(ADA, cover, SAYS, None), *series, (GRACE, f"Re: {cover}", said, 0)]
    found = read_mails(tmp_path, [*mails, (BOB, "Re: [PATCH 3/3] gate: tell of it", VOTE, 3)])
    assert {each.title: each.status for each in found.proposals} == {
        "gate: a new scanner": "accepted",
        "gate: tell of it": "open",
    }


def test_a_later_version_takes_the_place_of_the_earlier(tmp_path):
    discussion = mailed(
        tmp_path,
        [
            (ADA, "[PATCH] gate: drop the old scanner", SAYS, None),
            (BOB, "Re: [PATCH] gate: drop the old scanner", "This leaks a handle.", 0),
            (ADA, "[PATCH v2] gate: drop the old scanner", f"The leak is gone. {SAYS}", 1),
            (BOB, "Re: [PATCH v2] gate: drop the old scanner", VOTE, 2),
        ],
    )
    found = read(discussion)
    first = titled(found, "gate: drop the old scanner")
    second = titled(found, "gate: drop the old scanner (v2)")
    assert first is not None
    assert second is not None
    assert (first.status, second.status) == ("superseded", "open")
    assert {span.message_id for span in first.settled_by} == {"m2@example.org"}


def test_patches_of_one_series_with_like_names_stand_beside_each_other(tmp_path):
    one, two = "[PATCH 1/2] docs: move the gate guide", "[PATCH 2/2] docs: move the new gate guide"
    found = read_mails(
        tmp_path,
        [
            (ADA, one, "The guide is for users.", None),
            (ADA, two, "So is the new one.", 0),
            (BOB, f"Re: {one}", VOTE, 0),
            (BOB, f"Re: {two}", VOTE, 1),
        ],
    )
    assert [each.status for each in found.proposals] == ["open", "open"]


def test_a_review_s_own_idea_replaces_no_patch(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    ask = "I don't think that is right. How about keeping the old scanner behind a flag instead?"
    found = read_mails(
        tmp_path,
        [
            (ADA, subject, f"I propose to drop the old scanner.\n{SAYS}", None),
            (BOB, f"Re: {subject}", ask, 0),
            (ADA, f"Re: {subject}", f"> {ask}\n\nGood idea, will do.", 1),
        ],
    )
    idea = titled(found, "gate: drop the old scanner")
    assert idea is not None
    assert idea.status != "superseded"


def test_a_letter_asks_once_and_not_what_it_answers_itself(tmp_path):
    letter = f"What is the gate? It reads all mail. {SAYS}\n\nShould the bell ring for each file?"
    found = read_mails(
        tmp_path,
        [
            (ADA, "[PATCH] gate: drop the old scanner", letter, None),
            (ADA, "[PATCH v2] gate: drop the old scanner", letter, 0),
        ],
    )
    assert [each.text for each in found.questions] == ["Should the bell ring for each file?"]
    assert [len(each.evidence) for each in found.questions] == [2]


def test_claims_of_a_patch_s_own_author_settle_nothing(tmp_path):
    changes = "Changes in v2:\n- Dropped the tag: there seems to be consensus that it is good.\n"
    found = read_mails(
        tmp_path,
        [
            (ADA, "[PATCH] gate: drop the old scanner", SAYS, None),
            (ADA, "[PATCH v2] gate: drop the old scanner", f"{SAYS}\n\n{changes}", 0),
        ],
    )
    assert found.decisions == ()


def test_an_author_takes_an_own_patch_by_naming_the_commit(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    for said, status in (("Applied.", "open"), ("Committed as r1234.", "accepted")):
        found = read_mails(tmp_path, [(ADA, subject, SAYS, None), (ADA, f"Re: {subject}", said, 0)])
        assert [each.status for each in found.proposals] == [status]


def test_a_fix_that_no_subject_tells_of_is_taken_too(tmp_path):
    found = read_mails(
        tmp_path,
        [
            (
                ADA,
                "A faster scanner",
                "I propose that we drop the old scanner; see the diff.",
                None,
            ),
            (GRACE, "Re: A faster scanner", "Applied in r1234.", 0),
        ],
    )
    assert [each.status for each in found.proposals] == ["accepted"]
