"""Who is called, in the thread or not, is asked, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.asking import is_to_anyone
from listminer.extract.naming import Names
from listminer.extract.vocatives import calls_in, names_greeted, without_call
from tests.alarm import alarm
from tests.extract.threads import read, thread

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"
NAMES = Names([ADA, BOB, GRACE, "Robert Hall"])
BOBS = (BOB,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bob.. would you mind a rename?", BOBS),
        ("Bob..", BOBS),
        ("Or Bob - perhaps you could split it.", BOBS),
        ("Sorry Bob but please wait.", BOBS),
        ("Bob Stone, please wait.", BOBS),
        ("It is red; Bob, could you look?", BOBS),
        ("Please wait for the log, Bob.", BOBS),
        ("Could you put that into the manual Bob?", BOBS),
        ("Could you put that to Bob?", None),
        ("Did you ask Bob?", None),
        ("Thanks Bob's team for it.", None),
        ("Bob and I wrote it.", None),
        ("Rob, could you look?", ("Robert Hall",)),
        ("Mr. Stone, could you look?", BOBS),
        ("Dear Dr Stone, could you look?", BOBS),
        ("Could you look, Prof. Stone?", BOBS),
        ("Mr. Kurt, could you look?", ("Kurt",)),
        ("Could Bob look?", BOBS),
        ("could bob look?", BOBS),
        ("Could Bob or ttx look?", ()),
        ("could bob be wrong?", None),
        ("Did you meet Mr Stone?", None),
        ("Ada, thanks; Bob, please look.", BOBS),
        ("Ada should send the log, Bob please send the page.", BOBS),
        ("@bob could you look?", BOBS),
        ("Copying Bob, could you please look?", BOBS),
        ("CC Bob: can you look?", BOBS),
        ("CC'ing Bob who can look.", ()),
        ("Adding Bob to CC.", ()),
        ("Adding Bob's patch.", None),
        ("Could you ask Ada, Bob, and Grace?", None),
        ("Maybe you could look, Bob, since you know it.", BOBS),
        ("Bob S., could you look?", BOBS),
        ("Bob H, could you look?", ("Bob H",)),
        ("Ada, Bob: could one of you look?", ()),
        ("@Ada, @Bob, please look.", ()),
        ("bstone: could you look?", BOBS),
        ("Per Bob, please look.", None),
        # nobody here is called so
        ("Kurt can you look?", ("Kurt",)),
        ("@kurt can you look?", ("kurt",)),
        ("Maybe can you look?", None),
        ("Windows can you not trust.", None),
        ("(Kurt - could you look?)", ("Kurt",)),
        ("Kurt, it would be good if you could go on.", ()),
        ("Could you look, Kurt?", ()),
        ("Bob/Ada, could you look?", ()),
        ("So, @Ada and/or Kurt: could you look?", ()),
        # no names
        ("Unfortunately, could you say why?", None),
        ("Hmmm, could you say why?", None),
        ("Thanks - please go on.", None),
        ("Windows?", None),
        ("Errors: none so far.", None),
        ("Do you work in Kiel, Germany?", None),
    ],
)
def test_who_is_called_wherever_the_name_stands(text, expected):
    assert NAMES.called(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reviewers: if you can, run it twice.", True),
        ("Please draw all reviewers' eyes to the second part.", True),
        ("Could you tell the reviewers?", False),
    ],
)
def test_a_role_of_many_is_anyone(text, expected):
    assert is_to_anyone(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please ask Bob.", {BOB}),
        ("Please wait for Bob to look.", {BOB}),
        ("As Bob said, please look.", {BOB}),
        ("Bob is right, please look.", {BOB}),
        ("If Bob agrees, please merge it.", {BOB}),
        ("Please send Bob's log.", {BOB}),
        ("Please look, Bob.", set()),
        ("Good catch Bob, please look.", set()),
    ],
)
def test_who_is_told_of_is_not_spoken_to(text, expected):
    assert NAMES.told_of(text) == expected


def test_a_wish_told_of_somebody_asks_nothing_of_them():
    assert NAMES.asked("Bob would like a clearer text.") is None
    assert NAMES.told_of("Bob would like a clearer text.") == {BOB}


QUOTE = (
    "On Tue, Mar 8, 2016 at 9:00 AM, Ada Lovelace wrote:\n> The build is red on the big box.\n\n"
)


@pytest.mark.parametrize(
    ("body", "owners"),
    [
        ("Could you please send the log?", [ADA]),
        ("Hi Carlos,\n\nThe build is red.\n\nCould you please test this patch?", ["Carlos"]),
        ("Hi Grace,\n\nThe build is red.\n\nCould you please test this patch?", [GRACE]),
        ("Dear Dr. Hopper,\n\nThe build is red.\n\nCould you please test this?", [GRACE]),
        ("Hi all,\n\nThe build is red.\n\nCould you please test this patch?", [None]),
        (QUOTE + "Kurt, it would be good if you could send the log.", [None]),
        (QUOTE + "Kurt, could you please send the log?", ["Kurt"]),
        (QUOTE + "It is slow, too. Could you look into that, Kurt?", [None]),
        (QUOTE + "Reviewers: please run it twice.", [None]),
        (QUOTE + "Ada would like to hear more, please add it.", [None]),
        (QUOTE + "Please let Ada know when it is done.", [None]),
        (QUOTE + "As Ada said, could you please send the log?", [None]),
        (QUOTE + "Please let Grace know when it is done.", [ADA]),
        (QUOTE + "Kurt could look at it.", [None]),
        (QUOTE + "Maybe Grace or Ada could look at it.", [None]),
        (QUOTE + "Could you or Grace please send the log?", [None]),
        (QUOTE + "Could you both please send the log?", [None]),
        (QUOTE + "Grace, could Ada send the log?", [None]),
        (QUOTE + "Can we get Grace to look at it?", [GRACE]),
        ("Hi Grace, Ada,\n\nThe build is red.\n\nCould you please test this?", [None]),
        ("Hi Grace/Kurt,\n\nThe build is red.\n\nCould you please test this?", [None]),
        ("Grace, could you please send the log?\n\nPlease run it twice, too.", [GRACE, None]),
        ("Ada, could you please send the log?\n\nPlease run it twice, too.", [ADA, ADA]),
    ],
)
def test_whom_a_mail_asks(tmp_path, body, owners):
    mails = [(GRACE, "Hello."), (ADA, "The build is red on the big box."), (BOB, body)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


def test_what_is_said_of_the_whole_mail_goes_to_whom_it_answers(tmp_path):
    answer = (
        QUOTE + "So it is. Grace said more:\n\n"
        "On Tue, Mar 8, 2016 at 8:00 AM, Grace Hopper wrote:\n> The nightly build takes an hour."
        "\n\n"
        "P.S.: please reply inline.\n"
    )
    mails = [
        (GRACE, "The nightly build takes an hour."),
        (ADA, "The build is red on the big box."),
        (BOB, answer),
    ]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == [ADA]


@pytest.mark.parametrize(
    "text", ["", "A" * 50_000, "Ab, " * 20_000, "you " * 20_000, "A and " * 20_000]
)
def test_hostile_text_is_read_in_no_time(text):
    assert len(list(calls_in(text))) <= 5
    assert len(names_greeted(text)) <= 20_001


@pytest.mark.parametrize(
    "text", ["Bob or Ada ", "a, Bob, ", "you, Bob ", "CC Bob, ", "@bob could "]
)
def test_a_line_of_names_is_read_in_time(text):
    with alarm(5):
        NAMES.called(text * 500)
        assert NAMES.asked_beside(text * 500) in (True, False)
        assert NAMES.told_of(text * 500) <= {ADA, BOB}
        assert without_call(text * 500, BOB)


@given(st.text(st.sampled_from("Bob, Hi-.:;@/?()and"), max_size=40))
def test_any_text_calls_somebody_or_nobody(text):
    for call in calls_in(text):
        assert call.names
