"""Which patches a reviewer means: by where the words stand, by number, by owner, by series."""

from __future__ import annotations

from tests.extract.patch_mails import (
    ADA,
    BOB,
    COVER,
    FIRST,
    GRACE,
    SAYS,
    SECOND,
    VOTE,
    read_mails,
    stances_on,
)


def test_patches_that_are_named_are_meant_and_no_others(tmp_path):
    series = [
        (ADA, COVER, SAYS, None),
        (ADA, FIRST, "Add the new scanner, which reads each file once.", 0),
        (ADA, SECOND, "Nothing needs the old one any more.", 0),
    ]
    votes = [
        (BOB, f"Re: {COVER}", "+1 on 1/2 but not 2/2.", 0),
        (GRACE, f"Re: {COVER}", "For patch 2:\n\nAcked-by: Grace Hopper <grace@example.org>", 0),
        (GRACE, f"Re: {COVER}", "Applied patch 2, thanks.", 0),
    ]
    found = read_mails(tmp_path, [*series, *votes])
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support"}
    assert stances_on(found, "gate: add the new scanner") == {ADA: "support", BOB: "support"}
    assert stances_on(found, "gate: remove the old one") == {ADA: "support", GRACE: "support"}
    assert {each.title: each.status for each in found.proposals} == {
        "gate: drop the old scanner": "open",
        "gate: add the new scanner": "open",
        "gate: remove the old one": "accepted",
    }


def test_votes_that_are_spoken_of_or_hang_on_something_are_no_plain_ones(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(
        tmp_path,
        [
            (ADA, subject, SAYS, None),
            (BOB, f"Re: {subject}", f"If you fix the typo, you can add:\n\n{VOTE}", 0),
            (GRACE, f"Re: {subject}", "I dropped Tom's Reviewed-by: since it changed.", 0),
            ("Tom Ray", f"Re: {subject}", "NAK handling is slow on this bus.", 0),
        ],
    )
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support", BOB: "conditional"}


def test_a_nak_below_words_of_another_is_to_these(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    found = read_mails(
        tmp_path,
        [
            (ADA, subject, SAYS, None),
            (BOB, f"Re: {subject}", "Let's rename it to gate2 instead.", 0),
            (GRACE, f"Re: {subject}", "> Let's rename it to gate2 instead.\n\nNAK.", 1),
        ],
    )
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support"}
    assert stances_on(found, "rename it to gate2 instead") == {BOB: "support", GRACE: "oppose"}


def test_what_was_taken_is_of_one_series_and_was_sent_before(tmp_path):
    other = "[PATCH tests 1/2] tests: read each file"
    late = "[PATCH 2/2] gate: remove the old one"
    found = read_mails(
        tmp_path,
        [
            (ADA, COVER, SAYS, None),
            (ADA, FIRST, "Add the new scanner, which reads each file once.", 0),
            (ADA, other, "Read each file in the tests of the scanner.", 0),
            (BOB, f"Re: {other}", VOTE, 2),
            (GRACE, f"Re: {COVER}", "Applied, thanks.", 0),
            (ADA, late, "Nothing needs the old one any more.", 0),
            (BOB, f"Re: {late}", VOTE, 5),
        ],
    )
    assert {each.title: each.status for each in found.proposals} == {
        "gate: drop the old scanner": "accepted",
        "tests: read each file": "open",
        "gate: remove the old one": "open",
    }


def test_what_is_said_below_one_series_is_on_no_other(tmp_path):
    other = "[PATCH tests] tests: read each file of the scanner"
    said = "I see no reason to read each file, the old scanner takes an hour for that."
    found = read_mails(
        tmp_path,
        [
            (ADA, "[PATCH] gate: drop the old scanner", SAYS, None),
            (ADA, other, "Tests of the gate are missing.", 0),
            (BOB, f"Re: {other}", said, 1),
        ],
    )
    assert stances_on(found, "gate: drop the old scanner") == {ADA: "support"}


def test_who_takes_a_vote_back_is_no_longer_for_it(tmp_path):
    subject = "[PATCH] gate: drop the old scanner"
    back = "Please drop my Reviewed-by, I no longer think it is right."
    votes = [(BOB, f"Re: {subject}", VOTE, 0), (BOB, f"Re: {subject}", back, 1)]
    found = read_mails(tmp_path, [(ADA, subject, SAYS, None), *votes])
    assert stances_on(found, "gate: drop the old scanner").get(BOB) != "support"


def test_what_is_agreed_below_a_patch_is_not_on_its_series_nor_a_named_patch_on_another(tmp_path):
    series = [
        (ADA, COVER, SAYS, None),
        (ADA, FIRST, "Add the new scanner, which reads each file once.", 0),
        (BOB, f"Re: {FIRST}", "I would rename it.", 1),
        (GRACE, f"Re: {FIRST}", "Agreed.", 2),
        ("Tom Ray", f"Re: {COVER}", "Grace's patch is much better, I'd prefer that.", 0),
    ]
    assert stances_on(read_mails(tmp_path, series), "gate: drop the old scanner") == {
        ADA: "support"
    }
