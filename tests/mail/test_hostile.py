"""Nothing hangs and nothing recurses: hostile mail, and hostile lines against every pattern."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import pytest

import listminer.mail
from listminer.mail.caseless import Caseless
from listminer.mail.identity import content_digest
from listminer.mail.message import parse_message
from listminer.mail.subject import base_subject, list_tag, was_subject
from listminer.mail.zones import split_zones
from listminer.model import MessageId
from tests.alarm import alarm

from .mails import codes, parsed, raw

ALARM_S = 30  # far above what any case takes, on any machine
GROWTH = 3.0  # twice the input takes twice the time, with room for noise; a square takes 4 times
NOISE_S = 0.1  # below this, times say nothing
K = 1024
MIB = K * K


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    with alarm(ALARM_S):
        yield


def read_all(data: bytes) -> float:
    """Read *data* to the last zone; return the processor's seconds.

    The garbage collector is off: it walks what all tests before have left behind.
    """
    gc.collect()
    gc.disable()
    try:
        return _read_all(data)
    finally:
        gc.enable()


def _read_all(data: bytes) -> float:
    begun = time.process_time()
    message = parse_message(raw(data))
    segments = split_zones(message.message_id, message.text)
    content_digest(message, segments)
    base_subject(message.subject), was_subject(message.subject), list_tag(message.subject)
    message.text.encode("utf-8")
    assert "".join(message.text[s.span.start : s.span.end] for s in segments) == message.text
    return time.process_time() - begun


HTML = b"Content-Type: text/html\n\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"
FORWARD = b"-----Original Message-----\nFrom: a\nTo: b\n\nx\n"


def nested(n: int) -> bytes:
    """Return *n* multiparts, each inside the other."""
    heads = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n))
    return b"".join(heads) + b"\nhi\n"


# Each makes a mail of a size in bytes: about n. Half of it should take half the time.
MAILS: dict[str, Callable[[int], bytes]] = {
    "one line of words": lambda n: b"\n" + b"word " * (n // 5),
    "one word": lambda n: b"\n" + b"x" * n,
    "short lines": lambda n: b"\n" + b"a\n" * (n // 2),
    "marks on one line": lambda n: b"\n" + b">" * n,
    "marks and blanks": lambda n: b"\n" + b"> " * (n // 2),
    "NUL bytes": lambda n: b"Subject: \0\n\n" + b"\0" * n,
    "bytes of no charset": lambda n: b"\n" + bytes(range(128, 256)) * (n // 128),
    "multiparts in each other": lambda n: nested(n // 60),
    "parts": lambda n: MIXED + b"--b\n\nhi\n" * (n // 9),
    "boundaries": lambda n: MIXED + b"\n--b" * (n // 4),
    "mails in mails": lambda n: b"Content-Type: message/rfc822\n\n" * (n // 30) + b"hi",
    "a digest": lambda n: (
        MIXED.replace(b"mixed", b"digest") + b"--b\n\nFrom: a\n\nhi\n" * (n // 20)
    ),
    "base64": lambda n: b"Content-Transfer-Encoding: base64\n\n" + b"QUJD\n" * (n // 5),
    "quoted-printable": lambda n: (
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * (n // 2)
    ),
    "flowed lines": lambda n: b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * (n // 3),
    "deep HTML": lambda n: HTML + b"<div>" * (n // 5) + b"hi",
    "deep quotes in HTML": lambda n: HTML + b"<blockquote>hi" * (n // 14),
    "deep wrappers in HTML": lambda n: (
        HTML + b"<div class=gmail_quote>hi" * 190 + b"<p>x" * (n // 4)
    ),
    "links in HTML": lambda n: HTML + b"<a href=http://x.org/y>z</a> " * (n // 32),
    "open links in HTML": lambda n: HTML + b"<a href=http://x.org/y>z " * (n // 28),
    "paragraphs in HTML": lambda n: HTML + b"<p>word</p>" * (n // 11),
    "open brackets in HTML": lambda n: HTML + b"<" * n,
    "open comments in deep HTML": lambda n: HTML + b"<i>" * 300 + b"<!--" * (n // 4),
    "open scripts in deep HTML": lambda n: HTML + b"<i>" * 300 + b"<script" * (n // 7),
    "attributes in HTML": lambda n: HTML + b"<a " + b"x=y " * (n // 4) + b">hi",
    "a long subject": lambda n: b"Subject: " + b"x" * n + b"\n\nhi",
    "folds": lambda n: b"Subject: x\n" + b" y\n" * (n // 3) + b"\nhi",
    "fields": lambda n: b"X: y\n" * (n // 5) + b"\nhi",
    "open comments in From": lambda n: b"From: " + b"(" * n + b"\n\nhi",
    "groups in To": lambda n: b"To: " + b"a:" * (n // 2) + b"\n\nhi",
    "people of an open group in To": lambda n: b"To: all: " + b"@<" * (n // 2) + b"\n\nhi",
    "people in To": lambda n: b"To: " + b"Ada <a@b.org>, " * (n // 15) + b"\n\nhi",
    "commas in To": lambda n: b"To: " + b"," * n + b"\n\nhi",
    "quotes in To": lambda n: b'To: "' + b'"' * n + b"\n\nhi",
    "spelled addresses in To": lambda n: b"To: " + b"a at " * (n // 5) + b"\n\nhi",
    "ids": lambda n: b"References: " + b"<a@b> " * (n // 6) + b"\n\nhi",
    "open ids": lambda n: b"References: " + b"< " * (n // 2) + b"\n\nhi",
    "open encoded words": lambda n: b"Subject: " + b"=?a?b?a" * (n // 7) + b"\n\nhi",
    "parameters": lambda n: b"Content-Type: text/plain" + b'; a="' * (n // 5) + b"\n\nhi",
    "pieces of parameters": lambda n: (
        b"Content-Type: text/plain" + b"; a*0*=%" * (n // 8) + b"\n\nhi"
    ),
    "a date of digits": lambda n: b"Date: " + b"9 " * (n // 2) + b"\n\nhi",
    "prefixes": lambda n: b"Subject: " + b"Re: " * (n // 4) + b"\n\nhi",
    "tags": lambda n: b"Subject: " + b"[" * n + b"\n\nhi",
    "forks": lambda n: b"Subject: " + b"(was: " * (n // 6) + b"\n\nhi",
    "rules": lambda n: b"\nattachment\n" + b"-" * n,
    "lines of rules": lambda n: b"\nattachment\n" + (b"-" * 300 + b"\n") * (n // 300),
    "attributions": lambda n: b"\n" + b"On 3 May 2016, a@b.org wrote:\n" * (n // 30),
    "wrapped attributions": lambda n: b"\n" + b"On 1\n2\n3\nwrote:\n" * (n // 16),
    "long attributions": lambda n: (
        b"\n" + (b"On 1 2016-01-01 a@b.c " * 15 + b"wrote:\n") * (n // 340)
    ),
    "copies of copies": lambda n: b"\n" + FORWARD * (n // len(FORWARD)),
    "dashes in a header block": lambda n: (
        b"\nFrom: " + b"-" * n + b"\nSent: 3 May 2016\nTo: b\n\nx"
    ),
    "header blocks": lambda n: b"\n" + b"From: a\nTo: b\nDate: c\n" * (n // 23),
    "ends of forwards": lambda n: b"\n" + (FORWARD + b"--- End forwarded message\n") * (n // 76),
    "folded fields": lambda n: b"\n" + b"To: a,\n" * (n // 14) + b"b,\n" * (n // 6),
    "chats": lambda n: b"\n" + b"<a> b\n" * (n // 6),
    "names": lambda n: b"\n" + b"Bob\n\n" * (n // 5),
    "signature marks": lambda n: b"\n" + b"-- \n" * (n // 4),
    "addresses": lambda n: b"\n" + (b"a@" * 49 + b"\n\n") * (n // 100),
    "blanks behind a torso's boundary": lambda n: (
        b"From: bogus@does.not.exist.com ()\n\n--0016e64347da63" + b" " * n + b"x"
    ),
    "digits and colons": lambda n: b"\n" + (b"1:" * 140 + b"\n\n") * (n // 282),
    "hunks": lambda n: b"\n" + b"@@ -1,9 +1,9 @@\n" * (n // 16),
    "patches": lambda n: b"\n" + b"diff --git a b\n" * (n // 15),
    "armour": lambda n: b"\n" + b"-----BEGIN PGP X\n" * (n // 17),
    "code": lambda n: b"\n" + b"x = (1);\n\n" * (n // 10),
    "tables": lambda n: b"\n" + (b"a   b   c\n" * 50 + b"\n") * (n // 501),
    "pipes": lambda n: b"\n" + b"| a\n" * (n // 4),
    "pipes on one line": lambda n: b"\n" + b"| " * (n // 2),
    "initials": lambda n: b"\n" + b"AB> a\n" * (n // 6),
    "cited names": lambda n: (
        b"\n" + b"".join(b'"%d" == \n' % i for i in range(n // 20)) + b"x> y\n" * (n // 10)
    ),
    "prompts": lambda n: b"\n" + b">>> import a\n" * (n // 13),
    "signs of direction": lambda n: b"\n" + "\u202e\u2066".encode() * (n // 6),
    "attachment URLs": lambda n: b"\n/attachment " + b"http:/" * (n // 6),
    "marks that announce marks": lambda n: b"\n" + b"} Ada wrote:\n" * (n // 13) + b"}x\n",
    "tags of quotes": lambda n: b"\n" + b"[quote]" * (n // 14) + b"[/quote]" * (n // 16),
    "lines of tags": lambda n: b"\n" + b"[quote=a]\n" * (n // 20) + b"[/quote]\n" * (n // 18),
    "a footer on a long line": lambda n: (
        b"\n" + b"x" * n + b"More information about the x mailing list"
    ),
}


@pytest.mark.parametrize("name", MAILS)
def test_twice_the_mail_takes_no_more_than_twice_the_time(name):
    whole = read_all(MAILS[name](80 * K))
    if whole > NOISE_S:  # the least of three: on a busy machine one run may take thrice another
        half, whole = (min(read_all(MAILS[name](n * K)) for _ in range(3)) for n in (40, 80))
        assert whole <= GROWTH * half + NOISE_S


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\n" + b"word " * (2 * MIB), id="10 MB on one line"),
        pytest.param(b"\n" + b"x" * (10 * MIB), id="10 MB without a blank"),
        pytest.param(b"\n" + b">" * 10_000 + b" deep\n", id="10,000 levels"),
        pytest.param(
            b"\n" + b"\n".join(b">" * depth + b" w" for depth in range(0, 10_000, 10)),
            id="1,000 lines of up to 10,000 levels",
        ),
        pytest.param(nested(2_000), id="2,000 multiparts in each other"),
        pytest.param(MIXED + b"--b\n\nhi\n" * 2_000, id="2,000 parts"),
        pytest.param(HTML + b"<div>" * 50_000 + b"hi" + b"</div>" * 50_000, id="HTML 50,000 deep"),
        pytest.param(HTML + b"<blockquote>hi" * 50_000, id="quotes 50,000 deep"),
        pytest.param(b"Subject: " + b"x" * MIB + b"\n\nhi", id="a header of 1 MB"),
        pytest.param(
            b"Subject: x\n" + b" y\n" * (MIB // 3) + b"\nhi", id="a folded header of 1 MB"
        ),
        pytest.param(b"From: " + b"(" * MIB + b"\n\nhi", id="1 MB of open comments"),
    ],
)
def test_the_worst_that_was_thought_of_is_read_in_seconds(data):
    assert read_all(data) < 10


def test_what_is_too_deep_is_noted_and_its_words_are_kept():
    deep = parsed(nested(2_000))
    assert codes(deep)[0] == "nested-too-deep"
    assert "hi" in deep.text
    many = parsed(MIXED + b"--b\n\nhi\n" * 2_000)
    assert codes(many)[0] == "too-many-parts"
    assert many.text.count("hi") > 900
    html = parsed(HTML + b"<div>" * 50_000 + b"hi<blockquote>old</blockquote>" + b"</div>" * 50_000)
    assert html.text == "hi\n> old\n"


def test_ten_thousand_levels_are_one_quote():
    (segment,) = split_zones(MessageId("a1"), ">" * 10_000 + " deep")
    assert (segment.zone, segment.depth) == ("quotation", 10_000)


NAMED = {
    f"{module}.{name}": value
    for module in (
        *(
            f"listminer.mail.{found.name}"
            for found in pkgutil.iter_modules(listminer.mail.__path__)
        ),
        *("listminer.fetch.mbox", "listminer.fetch.forms", "listminer.fetch.article"),
    )
    for name, value in vars(importlib.import_module(module)).items()
}
PATTERNS = {
    **{name: value for name, value in NAMED.items() if isinstance(value, re.Pattern)},
    **{name: value.any_case for name, value in NAMED.items() if isinstance(value, Caseless)},
    **{f"{name} small": v.small for name, v in NAMED.items() if isinstance(v, Caseless)},
}
PIECES = [
    *(
        "a",
        " ",
        "\t",
        "1",
        "a ",
        "1 ",
        "1:",
        "a@",
        "a.",
        "<",
        "<a ",
        "[",
        "(",
        ">",
        "> ",
        "-",
        "- ",
    ),
    *(
        "=",
        "_",
        "*",
        "/",
        ",",
        '"',
        "=?a?q?",
        "a, ",
        "a:",
        "a: ",
        "From ",
        "On ",
        "On 1 ",
        "a at b.",
    ),
    *(
        "\n",
        "\r\n",
        "| ",
        "12:00 ",
        "2016-01-01 ",
        "a@b.c ",
        "Re: ",
        "[a] ",
        "(was ",
        '\\"',
        "; a=",
        "a'",
    ),
    *("é", "#", "x=(1);", "A. ", "+1 ", "1-", "http://a/", "<!--", "</", "Mon, ", "1/1/01 1:01 "),
]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_backtracks_without_bound(name):
    """400 characters of any piece: a pattern that grows with the cube takes seconds."""
    pattern = PATTERNS[name]
    for piece in PIECES:
        text = (piece * 400)[:400] + "\0"
        begun = time.process_time()
        if isinstance(pattern.pattern, bytes):
            pattern.match(text.encode()), pattern.search(text.encode())
        else:
            pattern.match(text), pattern.search(text)
        assert time.process_time() - begun < 0.1, piece


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000"])
def test_words_far_behind_blanks_are_a_paragraph(blank):
    (segment,) = split_zones(MessageId("a1"), blank * 30_000 + "x\n")
    assert segment.zone == "paragraph"
