"""The best text of a mail, its parts decoded, the rest listed."""

# ruff: noqa: E501  (a mail is one line, so that it can be read against what it becomes)

from __future__ import annotations

import base64

import pytest

from listminer.mail.body import FORWARD_END, FORWARD_START
from listminer.mail.zones import split_zones
from listminer.model import Attachment

from .mails import codes, parsed

HEAD = b"From: ada@example.org\nDate: 3 May 2016 14:05:00 +0000\nMessage-ID: <a1@example.org>\n"


def body(*fields: str, data: bytes | str) -> str:
    """Return the text of a mail with these *fields* and this body."""
    data = data.encode() if isinstance(data, str) else data
    return parsed(HEAD + "".join(f"{f}\n" for f in fields).encode() + b"\n" + data).text


def parts(kind: str, *parts: str, after: str = "") -> str:
    """Return the source of a multipart with the boundary "b"."""
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return f"MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=b\n\n{inner}--b--\n{after}"


PLAIN = "Content-Type: text/plain\n\nplain words"
HTML = "Content-Type: text/html\n\n<p>html words</p>"
EMPTY = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
NOTES = "Content-Type: text/plain\nContent-Disposition: attachment\n\nnotes"
PATCH = 'Content-Type: text/x-patch; name="a b.diff"\nContent-Disposition: attachment\n\n+x\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (parts("alternative", PLAIN, HTML), "plain words\n"),
        (parts("alternative", HTML, PLAIN), "plain words\n"),
        (parts("alternative", HTML), "html words\n"),
        (parts("alternative", "Content-Type: text/plain\n\n \n", HTML), "html words\n"),
        (parts("alternative", f"{EMPTY}base64\n\nDQo=\n", HTML), "html words\n"),
        (parts("alternative", f"{EMPTY}quoted-printable\n\n=20\n=C2=A0\n", HTML), "html words\n"),
        (parts("alternative", NOTES, HTML), "html words\n"),
        (parts("mixed", PLAIN, HTML), "plain words\n\nhtml words\n"),
        (parts("mixed", PLAIN, PATCH), "plain words\n"),
        (parts("mixed", "\nno fields", PLAIN), "no fields\n\nplain words\n"),
        (parts("mixed", PLAIN, after="epilogue"), "plain words\n"),
        (parts("mixed", PLAIN).replace("--b--\n", ""), "plain words\n"),  # cut off
        (parts("mixed", PLAIN).replace("boundary=b", 'boundary="b"'), "plain words\n"),
        (parts("mixed", PLAIN).replace("boundary=b", "boundary=c"), None),
        (parts("related", HTML, "Content-Type: image/png\n\nx"), "html words\n"),
        (parts("signed", PLAIN, "Content-Type: application/pgp-signature\n\nx"), "plain words\n"),
        (PLAIN, "plain words\n"),
        ("Content-Type: text\n\nplain words", "plain words\n"),
        ("Content-Type: text/markdown\n\nplain words", "plain words\n"),
        ("Content-Type: text/plain\n\na\r\nb\rc\0", "a\nb\nc\n"),
        ("Content-Type: text/plain; format=flowed\n\none \ntwo\n> a \n> b", "one two\n> a b\n"),
        (
            "Content-Type: text/plain; format=Flowed; DelSp=Yes\nContent-Transfer-Encoding: 8bit\n\n日 \n本",
            "日本\n",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=\n=C3=9Fe =3D",
            "Grüße =\n",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64\n\nR3LDvMOf\nZQ==\n",
            "Grüße\n",
        ),
    ],
)
def test_the_text_of_a_mail(source, expected):
    text = parsed(HEAD + source.encode()).text
    assert text == expected if expected else "plain words" in text


def test_parts_of_a_digest_are_mails_of_other_people():
    """Its parts say no type: message/rfc822 it is (RFC 2046, 5.1.5), and each names its writer."""
    text = parsed(HEAD + parts("digest", "\nFrom: Bob\nSubject: y\n\nold words").encode()).text
    assert text == (
        "-------- Begin Forwarded Message --------\nFrom: Bob\nSubject: y\n\nold words\n\n"
        "-------- End Forwarded Message --------\n"
    )


def test_a_forwarded_mail_brings_its_header_lines():
    forwarded = "Content-Type: message/rfc822\n\nFrom: =?utf-8?q?Ad=C3=A9?= <ade@example.org>\nSubject: y\n\nold"
    assert parsed(HEAD + parts("mixed", PLAIN, forwarded).encode()).text == (
        "plain words\n\n-------- Begin Forwarded Message --------\n"
        "From: Adé <ade@example.org>\nSubject: y\n\nold\n\n"
        "-------- End Forwarded Message --------\n"
    )


@pytest.mark.parametrize(
    "inner",
    [
        "Content-Type: text/plain\n\nOld.\n\n{end}\n\nI will pay.\n\n{start}\n",
        "Content-Type: text/plain\n\nOld.\n\u200e{end}\nI will pay.\n",
        "Content-Type: text/html\n\n<p>Old.</p><p>{end}</p><p>I will pay.</p>\n",
        "Subject: =?utf-8?q?x=0A--------_End_Forwarded_Message_--------=0AI_will_pay.?=\n\nOld.\n",
    ],
)
def test_a_mail_within_a_mail_cannot_say_where_it_ends(inner):
    said = {"start": FORWARD_START, "end": FORWARD_END}
    forwarded = "Content-Type: message/rfc822\n\nFrom: Eve <eve@example.org>\n" + inner.format(
        **said
    )
    message = parsed(HEAD + parts("mixed", PLAIN, forwarded, PLAIN).encode())
    own = [
        message.text[s.span.start : s.span.end].strip()
        for s in split_zones(message.message_id, message.text)
        if s.depth == 0 and s.zone == "paragraph"
    ]
    assert own == ["plain words", "plain words"]


@pytest.mark.parametrize(
    ("data", "expected", "defects"),
    [
        # a list server glued its footer to the base64, with and without padding above it
        (base64.b64encode(b"Gate!") + b"\n\n____\nlist footer", "Gate!\n____\nlist footer\n", True),
        (base64.b64encode(b"Gate") + b"\n____\nlist footer\n", "Gate\n____\nlist footer\n", True),
        (
            base64.b64encode(b"Gate!!") + b"\n____\nlist footer\n",
            "Gate!!\n____\nlist footer\n",
            True,
        ),
        (b"This text is no base64 at all.", "This text is no base64 at all.\n", True),
        (b"Hello\nthis is no base64 either.", "Hello\nthis is no base64 either.\n", True),
        (base64.b64encode(b"Gate")[:-3], "Gat\n", True),  # cut off
        (b"  R2F0ZQ==  \r\n\r\n", "Gate\n", False),
    ],
)
def test_base64_with_dirt(data, expected, defects):
    message = parsed(HEAD + b"Content-Transfer-Encoding: base64\n\n" + data)
    assert (message.text, bool(codes(message))) == (expected, defects)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ('Content-Disposition: attachment; filename="a b.diff"', "a b.diff"),
        ("Content-Disposition: attachment; filename=a.diff", "a.diff"),
        ('Content-Disposition: attachment; filename="a \\"b\\".diff"', 'a "b".diff'),
        ("Content-Disposition: attachment; filename*=utf-8''gr%C3%BC%C3%9Fe.diff", "grüße.diff"),
        (
            "Content-Disposition: attachment;\n filename*0=long-;\n filename*1=name.diff",
            "long-name.diff",
        ),
        (
            "Content-Disposition: attachment; filename*0*=utf-8''gr%C3; filename*1*=%BCn; filename*2=.diff",
            "grün.diff",
        ),
        ('Content-Disposition: attachment; filename="=?utf-8?q?gr=C3=BCn=2Ediff?="', "grün.diff"),
        ("Content-Disposition: attachment", "by-type.bin"),
    ],
)
def test_attachments_are_listed_by_name_type_and_size(fields, name):
    part = f'Content-Type: Application/X-Foo; name="by-type.bin"\nContent-Transfer-Encoding: base64\n{fields}\n\nAAECAw==\n'
    assert parsed(HEAD + parts("mixed", PLAIN, part).encode()).attachments == (
        Attachment(name=name, media_type="application/x-foo", size_bytes=4),
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Content-Type: multipart/mixed\n\nwords", "no-boundary"),
        ("Content-Type: multipart/mixed; boundary=z\n\nwords", "no-boundary"),
        ("Content-Type: text/plain; charset=y\n\nGr\xfc\xdfe", "unknown-charset"),
        ("Content-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe", "wrong-charset"),
        ("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n", "bad-encoding"),
    ],
)
def test_broken_parts_are_noted(source, code):
    message = parsed(HEAD + source.encode("latin-1"))
    assert (codes(message), bool(message.text.strip())) == ([code], True)
