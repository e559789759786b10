"""Words on a patch as a whole: votes, praise, that it is taken, refused or outdated."""

from __future__ import annotations

import pytest

from listminer.extract.patch_numbers import patches_named
from listminer.extract.patch_words import (
    is_of_series,
    is_on_condition,
    is_praise,
    tells_outdated,
    tells_refused,
    tells_taken,
    vote_in,
)
from listminer.extract.patches import tags_of

VOTE = "Reviewed-by: Bob Stone <bob@example.org>"


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        (VOTE, "support"),
        ("Looks fine, Acked-by: Bob Stone <bob@example.org>", "support"),
        ("Nacked-by: Bob Stone <bob@example.org>", "oppose"),
        ("NAK.", "oppose"),
        ("So a big NACK from me.", "oppose"),
        ("The NAK stands.", "oppose"),
        ("Signed-off-by: Bob Stone <bob@example.org>", None),
        ("Tom's NAK was about the name.", None),
        ("NAK handling is slow.", None),
        ("Is that a NAK?", None),
        ("NAK on the bus is not handled here.", None),
        ("NAK from the device is lost.", None),
        ("NAK to this one, the rest is fine.", "oppose"),
        ("Should this have Reviewed-by: Bob Stone?", None),
        ("You forgot to add my Reviewed-by: from v1.", None),
        ("Please add Acked-by: lines from Tom.", None),
        ("I dropped Tom's Reviewed-by: since the code changed.", None),
        ("I dropped Tom's Reviewed-by: Tom Ray <tom@example.org>", None),
        ("Not yet Tested-by: me, the board is in the mail.", None),
        ("Do you mean the Reviewed-by: tag?", None),
        ("Feel free to add Acked-by: bob <bob@example.org>", "support"),
        ("No more notes\nAcked-by: me", "support"),
    ],
)
def test_votes_on_patches(said, stance):
    assert vote_in(said) == stance


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("Reviewed-by: Bob Stone <bob@example.org>", "support"),
        ("Reviewed-by: Bob R. Stone <stone@example.org>", "support"),
        ("Here: Acked-by: Tom Ray <tom@example.org>", None),
        ("Acked-by: Bob Ray <bobray@example.org>", None),
        ("Acked-by: Tom Ray <tom@example.org> # for Bob Stone", None),
        ("Acked-by: Bob", "support"),
        ("Acked-by: Tom Ray <tom@x.org>\nAcked-by: Stone, Bob <b@x.org>", "support"),
    ],
)
def test_only_one_s_own_vote_is_one(said, stance):
    assert vote_in(said, {"bob", "stone"}) == stance


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("With that fixed,", True),
        ("If you fix the nit above, you can add:", True),
        ("Once the comment is corrected, feel free to add:", True),
        ("With the name changed:", True),
        ("With EOPNO -> EOPNOT corrected, Acked-by: Bob Stone", True),
        ("With or without the nit fixed:", False),
        ("If you need to respin, feel free to add:", False),
        ("If it's not too late:", False),
        ("With that said,", False),
        ("With best regards,", False),
        ("If the gate is red, nobody merges.", False),
    ],
)
def test_what_a_vote_hangs_on(said, told):
    assert is_on_condition(said) is told


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("+1 on 2/5 but not 3/5.", [2]),
        ("Applied patches 1, 2 and 4, thanks.", [1, 2, 4]),
        ("Applied patch [1/5] - [4/5] on gate/for-next.", [1, 2, 3, 4]),
        ("Applied all but the last one.", [1, 2, 3, 4]),
        ("Everything except 2/5 is fine.", [1, 3, 4, 5]),
        ("I've queued the first two patches.", [1, 2]),
        ("Patch 3 weeks ago.", []),
        ("Patch 2.0 was better.", []),
        ("On 3/4 I was away.", []),
        ("See net/5/5.c, patch 9.", []),
        ("All but one are fine.", []),
    ],
)
def test_which_patches_of_five_are_named(said, numbers):
    assert sorted(patches_named(said, 5)) == numbers


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("LGTM.", True),
        ("Otherwise looks good to me.", True),
        ("The patch looks good, thanks!", True),
        ("Looks good, but it leaks.", False),
        ("The weather looks good to me.", False),
    ],
)
def test_bare_praise(said, told):
    assert is_praise(said) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("For the series:", True),
        ("to the whole series.", True),
        ("Add to whole patchset:", True),
        ("for the patch", False),
        ("for all users", False),
    ],
)
def test_words_for_a_whole_series(said, told):
    assert is_of_series(said) is told


@pytest.mark.parametrize(
    "said",
    [
        "Applied, thanks!",
        "Thanks, applied to gate/next.",
        "Patch applied.",
        "I've applied your patch with the tweaks I mentioned.",
        "Queued for 6.13, thanks.",
        "I've picked this up for the next release.",
        "Applied patch [1/9] - [8/9] on gate/for-next.",
        "Thanks for the update, I've applied this into the review branch.",
        "I tweaked it a bit and merged this patch in my next branch.",
        "This series has been added to the gate tree.",
        "Installed in r1234, thanks.",
        "Committed as r1234.",
        "Applied to the gate tree, this is nice.",
        "Merged.",
    ],
)
def test_what_takes_a_patch(said):
    assert tells_taken(said)
    assert not tells_refused(said)


@pytest.mark.parametrize(
    "said",
    [
        "Applied by the scanner on each read.",
        "I applied your patch and it still crashes.",
        "I applied it locally.",
        "I picked up the comments from above.",
        "I've pushed a fix for something else.",
        "It's kept for those who ask, even though the patch has now been applied.",
        "It has been applied to the wrong node.",
        "It was installed as a dependency.",
        "Was this ever applied?",
        "It just wasn't pushed yet.",
        "If it is merged, I'll rebase.",
        "All merged patches need docs.",
        "Applied to real hardware, it makes no difference.",
        "I applied for commit access last week.",
        "Applied in this way, it is useless.",
        "Merged into this file are two drivers.",
        "Pulled in by accident, I think.",
        "Ok, added this to the cover letter as well.",
        "Added to the commit message.",
        '"Applied, thanks." is not what I call a review.',
    ],
)
def test_what_takes_none(said):
    assert not tells_taken(said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Not applying this.", True),
        ("I've dropped it from gate-unstable.", True),
        ("I'll drop this from the queue for now.", True),
        ("Dropped from my tree.", True),
        ("And dropped again from my tree.", True),
        ("Reverted.", True),
        ("I dropped the u64 use.", False),
        ("Dropped the debug prints.", False),
        ("It has been dropped from the API.", False),
    ],
)
def test_what_refuses_a_patch(said, told):
    assert tells_refused(said) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Superseded by v4.", True),
        ("This series is superseded by the one of today.", True),
        ("Please ignore this series, I sent the wrong one.", True),
        ("Sorry, wrong branch, please disregard this.", True),
        ("The old call is superseded by the new one.", False),
        ("Please ignore my comment.", False),
    ],
)
def test_what_tells_that_a_patch_is_outdated(said, told):
    assert tells_outdated(said) is told


@pytest.mark.parametrize("said", ["thanks for " * 9_000, "[a]" * 9_000, "so a big " * 9_000])
def test_hostile_text_is_read_in_no_time(said):
    tells_taken(said)
    assert (vote_in(said), tags_of(said), is_praise(said)) == (None, None, False)
