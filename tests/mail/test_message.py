"""Bytes to Message: what each field becomes, and what stands in where it is broken."""

# ruff: noqa: E501  (a mail is one line, so that it can be read against what it becomes)

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.errors import MailError
from listminer.mail.message import parse_message
from listminer.model import Address, MessageId

from .mails import codes, parsed, raw

ADA = Address(name="Ada Lovelace", address="ada@example.org")
HEAD = "From: Ada Lovelace <ada@example.org>\nDate: Tue, 3 May 2016 14:05:00 +0200\nMessage-ID: <a1@example.org>\n"


def test_a_plain_mail_has_no_defects():
    message = parsed(
        HEAD
        + "To: dev@example.org, Bob <bob@example.org>\nCc: Cy <cy@example.org>\nSubject: Gate\n\nHi.\n"
    )
    assert (message.message_id, message.sender, message.subject, message.text) == (
        "a1@example.org",
        ADA,
        "Gate",
        "Hi.\n",
    )
    assert message.date is not None
    assert message.date.isoformat() == "2016-05-03T12:05:00+00:00"
    assert message.utc_offset_min == 120
    assert [person.address for person in message.recipients] == [
        "dev@example.org",
        "bob@example.org",
        "cy@example.org",
    ]
    assert (message.references, message.lists, message.defects) == ((), (), ())


@pytest.mark.parametrize(
    "data",
    ["", "\n", "\n\n \n", "\r\n\r\n", "\0\0"],
)
def test_only_a_mail_with_nothing_in_it_is_refused(data):
    with pytest.raises(MailError, match="neither a header field nor a word") as caught:
        parse_message(raw(data))
    assert caught.value.locator == "x.mbox#byte=0"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Only words.\n", ["no-header", "no-sender", "no-date", "made-id"]),
        ("Subject: x\n\n", ["no-sender", "no-date", "made-id"]),
        (HEAD + "\n", []),
        (HEAD.replace("<a1@example.org>", "a1"), ["odd-id"]),
        (HEAD.replace("<a1@example.org>", "<>"), ["made-id"]),
        (HEAD.replace("3 May 2016", "yesterday"), ["bad-date"]),
        (HEAD.replace("+0200", "+50579034"), ["bad-date"]),
        (HEAD.replace("2016", "100"), ["bad-date"]),
        (HEAD + "Content-Type: text/plain; charset=y\n\nGr\xfc\xdfe", ["unknown-charset"]),
        (HEAD + "Content-Type: multipart/mixed\n\nHi", ["no-boundary"]),
        (HEAD + "Content-Transfer-Encoding: base64\n\nnot base64 at all", ["bad-encoding"]),
    ],
)
def test_dirt_is_noted_and_the_mail_is_kept(data, expected):
    assert codes(parsed(data.encode("latin-1"))) == expected


def test_a_missing_id_is_made_from_the_content_the_same_on_every_run():
    one, again, other = (
        parsed(f"From: ada@example.org\nDate: x\nSubject: y\n\n{words}")
        for words in ("We wait.", "We  wait.\n", "We go.")
    )
    assert one.message_id == again.message_id == "made-515a01d6635f5530e320@listminer.invalid"
    assert other.message_id != one.message_id


@pytest.mark.parametrize(
    ("fields", "envelope", "expected"),
    [
        ("Received: from a by b; Tue, 3 May 2016 12:05:00 +0000\n", None, "2016-05-03T12:05:00"),
        ("", "ada@example.org Tue May  3 12:05:00 2016", "2016-05-03T12:05:00"),
        ("", "ada at example.org  Tue May  3 12:05:00 2016", "2016-05-03T12:05:00"),
        ("", "ada@example.org Tue, 3 May 2016 14:05:00 +0200", "2016-05-03T12:05:00"),
        ("Received: none\n", "ada@example.org Tue May  3 12:05:00 2016", "2016-05-03T12:05:00"),
        ("", None, None),
        ("", "ada", None),
    ],
)
@pytest.mark.parametrize("date", ["", "Date: Mon, 1 Feb 1945 00:00:00 +50579034\n"])
def test_an_unreadable_date_comes_from_received_or_the_from_line(fields, envelope, expected, date):
    message = parsed(f"From: ada@example.org\n{date}{fields}\nHi.", envelope=envelope)
    found = message.date.replace(tzinfo=None).isoformat() if message.date else None
    assert found == expected
    assert codes(message)[0] == ("bad-date" if date else "no-date")


@pytest.mark.parametrize(
    ("fields", "envelope", "expected"),
    [
        ("From: ada@example.org (Ada Lovelace)\n", None, ADA),
        ("Sender: Ada Lovelace <ada@example.org>\n", None, ADA),
        (
            "",
            "ada at example.org  Tue May  3 12:05:00 2016",
            Address(name="", address="ada@example.org"),
        ),
        (
            "",
            "ada@example.org Tue May  3 12:05:00 2016",
            Address(name="", address="ada@example.org"),
        ),
        ("From: bogus at does.not.exist.com ()\n", None, Address(name="", address="")),
        ("", "mboxrd@z Thu Jan  1 00:00:00 1970", Address(name="", address="")),
        (
            "From: Ada Lovelace via dev <dev@example.org>\nReply-To: Ada Lovelace <ada@example.org>\n",
            None,
            ADA,
        ),
        (
            "From: \"'Ada Lovelace' via dev\" <dev@example.org>\nX-Original-Sender: ada@example.org\n",
            None,
            ADA,
        ),
        (
            "From: Ada Lovelace via dev <dev@example.org>\nX-Original-From: Ada L. <ada@example.org>\n",
            None,
            ADA,
        ),
        (
            "From: Ada Lovelace via dev <dev@example.org>\nReply-To: Bob <bob@example.org>\n",
            None,
            Address(name="Ada Lovelace", address=""),  # neither Bob nor the list wrote it
        ),
        (
            "From: Mal via dev <mal@example.net>\nX-Original-From: Ada L. <ada@example.org>\n",
            None,
            Address(name="Mal", address=""),  # nor does he who says so himself have her address
        ),
        (
            "From: dev at example.org (Ada Lovelace via dev)\n",
            None,
            Address(name="Ada Lovelace", address=""),
        ),
    ],
)
def test_sender(fields, envelope, expected):
    assert parsed(f"{fields}Subject: x\n\nHi.", envelope=envelope).sender == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", ()),
        ("In-Reply-To: <p@x>\n", ("p@x",)),
        ("References: <r@x> <p@x>\n", ("r@x", "p@x")),
        ("References: <r@x>\n <p@x>\nIn-Reply-To: <p@x>\n", ("r@x", "p@x")),
        (
            "References: <r@x> <p@x>\nIn-Reply-To: <r@x>\n",
            ("r@x", "p@x"),
        ),  # the root, not the parent
        ("References: <r@x>\nIn-Reply-To: <p@x>\n", ("r@x", "p@x")),
        ("In-Reply-To: Your message of Tue <p@x> <q@x>\n", ("p@x",)),
        ("In-Reply-To: <a1@example.org>\n", ()),  # some mailers cite the own id
        ("References: <r@x> <a1@example.org>\n", ("r@x",)),
        ("In-Reply-To: Re: Gate\n", ()),
        ("In-Reply-To: your mail of 3 May 2016\n", ()),
        ("In-Reply-To: p@x\n", ("p@x",)),
        ("References: <r@x><p@x>\n", ("r@x", "p@x")),
        ("References: <r@x> <p@x> <r@x>\n", ("p@x", "r@x")),
        ("References: <r\n @x>\n", ("r@x",)),
        ("In-Reply-To: <201006210206.20710.>\n", ("201006210206.20710.",)),
    ],
)
def test_references(fields, expected):
    references = parsed(HEAD + fields + "\nHi.").references
    if fields.startswith("In-Reply-To: Your"):  # several ids: the first is the parent
        references = references[-1:]
    assert references == expected


@pytest.mark.parametrize(
    ("fields", "name", "named", "expected"),
    [
        ("List-Id: Gate talk <kestrel-dev.lists.example.org>\n", "other", False, ("kestrel-dev",)),
        ("List-Id: <Kestrel-Dev.example.org>\n", None, False, ("kestrel-dev",)),
        ("List-Id: kestrel-dev@example.org\n", None, False, ("kestrel-dev",)),
        (
            "List-Id: =?utf-8?q?Caf=C3=A9?= <kestrel-dev.example.org>\n",
            None,
            False,
            ("kestrel-dev",),
        ),
        ("List-Id: <>\nSubject: [dev] x\n", None, False, ("dev",)),
        (f"List-Id: <{'x' * 81}.y.org>\nSubject: [dev] x\n", None, False, ("dev",)),
        ("Subject: Re: [kestrel-dev] Gate\n", "folder", False, ("folder",)),
        ("Subject: Re: [kestrel-dev] [gate] Slow\n", None, False, ("kestrel-dev",)),
        ("Subject: [PATCH] Slow\n", None, False, ()),
        ("", None, False, ()),
        ("List-Id: <kestrel-dev.example.org>\n", "mine", True, ("mine",)),
    ],
)
def test_the_list_is_told_by_list_id_then_place_then_tag_but_first_by_the_user(
    fields, name, named, expected
):
    assert parsed(HEAD + fields + "\nHi.", name=name, named=named).lists == expected


def test_the_archive_page_is_kept():
    assert (
        parsed(HEAD + "Archived-At: <https://example.org/1>\n\nHi.").url == "https://example.org/1"
    )


def test_the_standard_library_reads_the_same_bytes():
    mail = raw(HEAD + "\nHi.").email()
    assert (mail["From"], mail.get_payload()) == ("Ada Lovelace <ada@example.org>", "Hi.")


FIELDS = st.sampled_from(
    [
        *("From", "To", "Date", "Subject", "Message-ID", "In-Reply-To", "References", "List-Id"),
        *("Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Received"),
        *("Reply-To", "X-Original-From", "Archived-At", "MIME-Version", "X y", ""),
    ]
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            *(
                b"multipart/mixed; boundary=b",
                b"multipart/alternative; boundary=b",
                b"message/rfc822",
            ),
            *(
                b"text/html; charset=y",
                b"text/plain; format=flowed; delsp=yes",
                b"text/plain; charset=utf-7",
            ),
            *(
                b"text/plain; charset=hex",
                b"text/plain; charset=utf-16",
                b"base64",
                b"quoted-printable",
            ),
            *(
                b"=?utf-8?b?w6k?=",
                b"=?y?q?=E9?=",
                b"=?utf-8?q?a",
                b"=?rot13?b?aa==?=",
                b"x-uuencode",
            ),
            *(
                b"a via b <l@x>",
                b"<>",
                b"<a@b> <c@d>",
                b"a at b.org (x)",
                b"31 Feb 2016 25:61 +9999",
            ),
            *(b"\xed\xa0\x80", b"a: b: c:;", b"((((", b"attachment; filename*0*=utf-8''a%"),
        ]
    ),
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.lists(
        st.sampled_from(
            [
                *(
                    b"--b\n",
                    b"--b--\n",
                    b"\n",
                    b"Content-Type: text/html\n\n",
                    b"<p>a<blockquote>b",
                    b"=E9",
                ),
                *(
                    b"w6k=\n",
                    b"\xff\xfe",
                    b"\xed\xb0\x80",
                    b"\0",
                    b"\r",
                    b"> a \n",
                    b"Content-Type: text\n",
                ),
                *(
                    b"Content-Type: message/rfc822\n\nSubject: x\n\nb\n",
                    b"<!--",
                    b"&#xd800;",
                    b"&#0;",
                ),
            ]
        ),
        max_size=12,
    ).map(b"".join),
)


@given(st.lists(st.tuples(FIELDS, VALUES), max_size=6), BODIES)
def test_any_bytes_give_a_message_that_can_be_stored_or_are_refused(fields, body):
    head = b"".join(name.encode() + b": " + value + b"\n" for name, value in fields)
    try:
        message = parse_message(raw(head + b"\n" + body))
    except MailError:
        return
    message.text.encode("utf-8")
    message.subject.encode("utf-8")
    message.sender.display.encode("utf-8")
    assert message.message_id
    assert "\r" not in message.text
    assert "\0" not in message.text
    assert message.date is None or message.date.utcoffset() is not None
    assert message.message_id not in message.references
    assert MessageId("") not in message.references


@given(st.binary())
def test_any_bytes_at_all(data):
    with suppress(MailError):
        parse_message(raw(data)).text.encode("utf-8")
