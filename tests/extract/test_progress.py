"""How people tell that a task is taken on, done, or given up; and what only sounds so."""

from __future__ import annotations

import pytest

from listminer.extract.progress import (
    confirms,
    declines,
    is_bare_deed,
    takes_on,
    tells_done,
    tells_dropped,
    verbs_told,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patch sent: https://review.example.org/1", True),
        ("Filed as #1", True),
        ("Done in https://review.example.org/1", True),
        ("Manual updated in https://review.example.org/1.", True),
        ("Rebased.", True),
        ("Rechecked, it is green now.", True),
        ("Both modules are moved.", True),
        ("heat is done: https://review.example.org/1", True),
        ("I have added you to nova-core.", True),
        ("I asked infra, they will be there in April.", True),
        ("The list is here: https://pad.example.org/triage", True),
        ("Volume added, and the mirror is building now.", True),
        ("Looked into this, it is a known bug.", True),
        ("I had a look, it is a known bug.", True),
        ("There you go: https://review.example.org/1", True),
        ("They're in the wiki: https://wiki.example.org/Summit", True),
        ("Removal: https://review.example.org/1", True),
        ("I'll write to the list once both are done.", False),
        ("Is it merged?", False),
        ("Fixed points are hard to test.", False),
        ("I hope the patch is merged soon.", False),
        ("It should be fixed in two weeks.", False),
        ("The patch was not merged.", False),
        ("The patch that I sent is wrong.", False),  # told of something else on the way
        ("As I've already mentioned, it is slow.", False),
        ("I did not file it.", False),
        ("It needs to be added to the list.", False),
        ("Tested-by: Ada Lovelace", False),
        ("Closed source is no option.", False),
    ],
)
def test_what_tells_that_it_is_done(text, expected):
    assert tells_done(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Done.", True),
        ("Patch sent.", True),
        ("I have sent the patch.", False),  # says what was sent
        ("Once merged, it is fixed.", False),
    ],
)
def test_what_says_only_that_it_is_done(text, expected):
    assert is_bare_deed(text) is expected


@pytest.mark.parametrize(
    ("text", "dropped", "declined"),
    [
        ("I can't, sorry.", True, True),
        ("I'm afraid I can't take this on.", True, True),
        ("Sorry, I won't get to the docs after all.", True, True),
        ("I don't have the cycles for this.", True, True),
        ("I'm swamped with the release.", True, True),
        ("I won't rebase it.", True, False),
        ("I can't reproduce it.", True, False),  # only of what it is about is anything dropped
        ("I can't start before Monday.", False, False),
        ("I can't promise that, but I'll try.", False, False),
        ("I have no time today.", False, False),
        ("I can do that.", False, False),
    ],
)
def test_what_gives_up(text, dropped, declined):
    assert (tells_dropped(text), declines(text)) == (dropped, declined)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'll do it.", True),
        ("Sure, I can take that.", True),
        ("On it.", True),
        ("Will do tomorrow.", True),
        ("I'd be happy to.", True),
        ("I'll review it later today.", True),
        ("Yes, no problem.", True),
        ("I volunteer.", True),
        ("I'll see what I can do.", True),
        ("I'll do the docs.", False),
        ("I am away.", False),
        ("Yes, it is broken.", False),
        ("On that page it is red.", False),
    ],
)
def test_what_takes_on_what_was_asked(text, expected):
    assert takes_on(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Works like a charm, thanks!", True),
        ("Merged, thank you both!", True),
        ("Works on my machine.", False),
        ("It should work, thanks.", False),
    ],
)
def test_who_asked_says_with_thanks_that_it_is_there(text, expected):
    assert confirms(text) is expected


@pytest.mark.parametrize(
    "text", ["", "done " * 20_000, "I can't " * 20_000, "if " * 50_000, "," * 90]
)
def test_hostile_text_is_read_in_no_time(text):
    found = {takes_on(text), tells_done(text), tells_dropped(text), confirms(text), declines(text)}
    assert found <= {True, False}


@pytest.mark.parametrize("text", ["It is" + " since been" * 50, "They have" + " since then" * 50])
def test_a_row_of_adverbs_is_read_in_no_time(text):
    assert verbs_told(text) == frozenset()
