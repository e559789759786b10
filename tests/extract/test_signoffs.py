"""Whoever signs with a nick is called by it; nobody is who does not."""

from __future__ import annotations

import pytest

from listminer.extract.signoffs import signed_name
from listminer.mail.zones import split_zones
from tests.alarm import alarm
from tests.extract.threads import read, thread
from tests.thread.drawing import mail

ADA, BOB, TESS = "Ada Lovelace", "Bob Stone", "Tess Carver"
SAID = "The build is red on the big box, and it has been so since Monday.\n\n"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("-- \nttx\n", "ttx"),
        ("-- ttx\n", "ttx"),
        ("It is slow, too.\n--tess\n", "tess"),
        ("- done\n", None),
        ("-- ttx\n\nIt is slow, too.\n", None),
        ("Cheers,\nTessa\n", "tessa"),
        ("Thanks!\n\n-tess\n", "tess"),
        ("Regards,\nTess Carver\n\n-- \nEngines\n", None),
        ("-- \nTess Carver\nEngines\n", None),
        ("Thanks,\n", None),
        ("Cheers!\n", None),
        ("Thank-you!\n", None),
        ("Thanks, Ada\n", None),
        ("-- \n2.43.0\n", None),
        ("-- \nexample.org\n", None),
        ("-- \njs\n", None),
        ("", None),
    ],
)
def test_the_name_that_a_mail_is_signed_with(end, expected):
    assert signed_with(SAID + end) == expected


def test_who_signs_a_mail_passed_on_is_not_who_passes_it_on():
    passed_on = "-----Original Message-----\nFrom: Ada Lovelace\nSent: Monday\n\n" + SAID
    assert signed_with(passed_on + "-- \nada77\n") is None
    assert signed_with("See below.\n\n" + passed_on + "-- \nada77\n") is None


@pytest.mark.parametrize(
    ("first", "second", "call", "owners"),
    [
        # what is signed
        ("-- \nttx\n", "", "ttx: can you please send the log?", [TESS]),
        ("-- \nttx\n", "", "@ttx can you please send the log?", [TESS]),
        ("-- \nttx\n", "", "TTX, can you please send the log?", [TESS]),
        ("-- \nzebra\n", "-- \nzebra\n", "Zebra, can you please send the log?", [TESS]),
        # once, and nothing of her name: it may be another's mail
        ("-- \nzebra\n", "", "Zebra, can you please send the log?", ["Zebra"]),
        # another is called so here
        ("-- \nbob\n", "-- \nbob\n", "Could Bob please send the log?", [BOB]),
        ("-- \nTess Carver\nkestrel\n", "", "Kestrel, can you please send the log?", ["Kestrel"]),
    ],
)
def test_who_is_called_as_they_sign(tmp_path, first, second, call, owners):
    mails = [
        (BOB, "Hello."),
        (TESS, SAID + first),
        (TESS, "And it is slow on the small one, too, as I said before.\n\n" + second),
        (ADA, f"On Tue, Mar 8, 2016 at 9:00 AM, Bob Stone wrote:\n> Hello.\n\n{call}"),
    ]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


@pytest.mark.parametrize(
    ("body", "owners"),
    [
        ("#action ttx to send the log", [TESS]),
        ("Action items:\n\n- ttx: send the log\n- zed: send it", [TESS]),
        ("I propose this plan:\n\n1. ttx sends the log\n2. zed sends it", [TESS]),
        ("Can ttx please send the log?", [TESS]),
        ("ttx to send the log, please.", [TESS]),
        ("ttx will send the log on Friday.", []),  # hers, whoever tells it
        ("ttx wrote: I will send the log on Friday.", []),
        ("ttx asked me to send this:\n\nI will send the log on Friday.", []),
        ("My boss asked me to send this:\n\nI will send the log on Friday.", []),
        ("As she wrote there:\n\nI will send the log on Friday.", []),
        ("<ttx> I will send the log on Friday", []),
        ("As I wrote there:\n\nI will send the log on Friday.", [ADA]),
        ("Sending this for review:\n\nI will send the log on Friday.", [ADA]),
    ],
)
def test_a_nick_that_only_a_signature_tells_means_its_bearer_everywhere(tmp_path, body, owners):
    mails = [(BOB, "Hello."), (TESS, SAID + "-- \nttx\n"), (ADA, body, 0)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


def test_a_nick_of_two_calls_neither(tmp_path):
    mails = [
        (TESS, SAID + "-- \nteam42\n"),
        ("Terry Moe", SAID + "-- \nteam42\n"),
        (BOB, "Hello."),
        (ADA, "@team42 can you please send the log?"),
    ]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == ["team42"]


def test_a_nick_beside_any_of_ones_names_calls_them(tmp_path):
    mails = [
        ("Tess Carver", SAID),
        ("Tess Carver (ttx)", "It is slow on the small one, too."),
        (BOB, "Hello."),
        (ADA, "ttx: can you please send the log?"),
    ]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == [TESS]


def test_a_nick_that_is_a_word_names_nobody_inside_a_sentence(tmp_path):
    mails = [
        ("tess", SAID + "-- \ntell\n"),
        (BOB, "Hello."),
        (ADA, "Please tell us how long it takes."),
    ]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == [BOB]


@pytest.mark.parametrize("line", ["a" * 100_000, "a-" * 50_000, "- " * 50_000, "-" * 100_000])
def test_a_long_last_line_is_read_in_time(line):
    with alarm(5):
        signed_with(f"{SAID}Cheers,\n{line}\n")


def signed_with(body: str) -> str | None:
    message = mail("a", body)
    return signed_name(message, split_zones(message.message_id, message.text))
