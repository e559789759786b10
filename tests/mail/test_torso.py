"""Tails of mails that pipermail cut off and gave to nobody: read as what they are of."""

from __future__ import annotations

import pytest

from .mails import codes, parsed

HEAD = "From: bogus@does.not.exist.com ()\nSubject: No subject\nMessage-ID: <m.0.1@example.org>\n"
PLAIN = "the gate should stay.\nAda\n"
HTML = "the gate should&nbsp;stay.<br>\n<br>\nAda<br>\n</div>\n"
ABOVE_HTML = "--0016e64347da63\nContent-Type: text/html; charset=utf-8\n\n<p>the gate</p>\n"
BELOW = "--0016e64347da63--\n"
LONG = "We need it for a year or so, and I have said why in the ticket, which\nis open.\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (HTML + BELOW, "the gate should stay.\n\nAda\n"),
        (HTML + "--=_alternative 003FD9_=--", "the gate should stay.\n\nAda\n"),
        (PLAIN + ABOVE_HTML + BELOW, PLAIN),
        (PLAIN + ABOVE_HTML, PLAIN),  # cut again
        ('if a &lt; b<br>\nyes=3B see <a href=3D"x">it=\n</a><br>\n', "if a < b\nyes; see it\n"),
        ("it says=2C=20\n=20\nthat x =3D 1\n", "it says, \n \nthat x = 1\n"),
        ("it says=2C that =\nx =3D 1\n" + ABOVE_HTML + BELOW, "it says, that x = 1\n"),
        (PLAIN + BELOW, PLAIN),
        (
            PLAIN + "--0016e64347da63\nContent-Type: image/png; name=a.png\n"
            "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n" + BELOW,
            PLAIN,
        ),
    ],
)
def test_a_torso_is_read_as_the_part_that_it_is_of(body, expected):
    message = parsed(f"{HEAD}\n{body}")
    assert message.text == expected
    assert "torso" in codes(message)


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        "if a < b and b > c\nwe stop\n",
        "use <b>bold</b>, <i>not</i> this\n",
        "Ada <ada@example.org> has <br> in it\n<br>\n",
        "x=10, y=20 and z=30\n",
        "set a=5\nand b=\n",
        "go to http://x.org/?a=3D1&b=2 or =20\n",
        f"{LONG}\n<p>one</p>\n<p>two</p>\n\n{LONG}",  # a few lines of HTML, told of
        f"{PLAIN}\n-- \nAda -- 1815 --\n",
        f"{PLAIN}--------------------\n",
        f"git log --since=2015-01-01 --\n{PLAIN}",
    ],
)
def test_plain_words_of_nobody_stay_as_they_are(body):
    message = parsed(f"{HEAD}\n{body}")
    assert message.text == body
    assert "torso" not in codes(message)


@pytest.mark.parametrize(
    "fields",
    [
        "From: ada@example.org\n",
        HEAD + "Content-Type: text/x-code\n",
        HEAD + "Content-Transfer-Encoding: quoted-printable\n",
    ],
)
def test_a_mail_that_says_what_it_is_is_no_torso(fields):
    assert "torso" not in codes(parsed(f"{fields}\n{HTML}{BELOW}"))


def test_the_page_of_a_torso_reads_like_its_text():
    page = HEAD.replace("@does", " at does") + "Content-Type: text/plain; charset=utf-8\n"
    assert parsed(f"{page}\n{HTML}{BELOW}").text == parsed(f"{HEAD}\n{HTML}{BELOW}").text


@pytest.mark.parametrize(
    ("sender", "id_", "year"),
    [
        ("bogus@does.not.exist.com ()", "mailman.0.1331736276.7835.dev@example.org", None),
        ("bogus at does.not.exist.com ()", "mailman.12.1331736276.7835.dev@example.org", None),
        ("bogus@does.not.exist.com ()", "m.1@example.org", 2012),  # a date of its own
        ("ada@example.org", "mailman.0.1331736276.7835.dev@example.org", 2012),
    ],
)
def test_a_piece_that_has_no_field_of_its_own_was_sent_nobody_knows_when(sender, id_, year):
    date = "Wed, 14 Mar 2012 14:44:31 -0000"
    message = parsed(f"From: {sender}\nDate: {date}\nMessage-ID: <{id_}>\n\n{PLAIN}")
    assert (message.date and message.date.year) == year
    assert ("archive-date" in codes(message)) == (year is None)
