"""Mail that broke other tools: facts about what is read in it, no text of it.

Zones are written as one letter and the depth for each segment, as in test_zones.py.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from listminer.errors import SourceError
from listminer.fetch.local import open_source
from listminer.mail.message import parse_message
from listminer.mail.zones import split_zones
from listminer.model import Message, MessageId, Problem

from .mails import codes
from .test_zones import LETTER

pytestmark = pytest.mark.shared


def shape(text: str) -> str:
    """Return the zones of *text*, one letter and the depth for each segment."""
    return " ".join(f"{LETTER[s.zone]}{s.depth}" for s in split_zones(MessageId("x"), text))


def read(path: Path) -> list[Message]:
    found = [each for file in open_source(path) for each in file.messages()]
    assert not [each for each in found if isinstance(each, Problem)]
    return [parse_message(each) for each in found if not isinstance(each, Problem)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # (message id, SHA-256 of the sender's name, date in UTC, characters of text, defects)
        (
            "perceval/mbox/mbox_complex.mbox",
            [
                (
                    "BAY12-DAV6Dhd2stb2e0000c0ce@hotmail.com",
                    "2c00657d",
                    "2004-09-22 09:03:40",
                    204,
                    [],
                ),
                ("87iqzlofqu.fsf@avet.kvota.net", "5b962249", "2008-03-17 09:35:05", 3129, []),
            ],
        ),
        (
            "perceval/mbox/mbox_iso8859_encoding.mbox",
            [
                (
                    "4fce8064d819e07fd80267aaecaf30ef@www.platvoet.de",
                    "1fc4455b",
                    "2016-11-07 18:44:27",
                    673,
                    [],
                )
            ],
        ),
        (
            "perceval/mbox/mbox_multipart.mbox",
            [
                (
                    "019801ca633f$f4376140$dca623c0$@yang@example.com",
                    "fd8c944a",
                    "2009-11-12 02:29:24",
                    550,
                    [],
                ),
                (
                    "FB0C1D9DAED2D411BB990002A52C30EC03838593@example.com",
                    "7bb8e81d",
                    "2003-01-29 23:02:30",
                    894,
                    [],
                ),
            ],
        ),
        (
            "perceval/mbox/mbox_no_fields.mbox",
            [
                ("4CF64D10.9020206@domain.com", "738db032", "2010-12-01 13:26:40", 87, []),
                ("4CF64D10.9020206@domain.com", "738db032", "2010-12-01 13:26:40", 87, []),
                (
                    "4CF64D10.9020206@domain.com",
                    "738db032",
                    "2010-12-01 08:26:40",
                    87,
                    ["no-date"],
                ),
                (
                    "made-16c4f2c92513c6727f57@listminer.invalid",
                    "738db032",
                    "2010-12-01 13:26:40",
                    87,
                    ["made-id"],
                ),
                (
                    "4CF64D10.9020206@domain.com",
                    "738db032",
                    "2010-12-01 08:26:40",
                    87,
                    ["no-date"],
                ),
                ("0000be042b7b@domain.com", "e3b0c442", "2016-09-21 19:42:07", 50, []),
            ],
        ),
        (
            "perceval/mbox/mbox_single.mbox",
            [("4CF64D10.9020206@domain.com", "738db032", "2010-12-01 13:26:40", 89, [])],
        ),
        (
            "perceval/mbox/mbox_unixfrom_encoding.mbox",
            [
                (
                    "20150115132225.GA22378@example.org",
                    "02c3cb57",
                    "2015-01-15 13:22:25",
                    1574,
                    [],
                )
            ],
        ),
        (
            "perceval/mbox/mbox_unknown_encoding.mbox",
            [("20020823171132.541DB44147@example.com", "d58e691c", "2002-08-23 17:24:49", 472, [])],
        ),
        (
            "perceval/pipermail/pipermail_2015_november.mbox",
            [
                (
                    "CACRHdMaObu7Dc0FWTWEesvRCzUNDG=7oA7KFqAgtOs_UKjb3Og@mail.gmail.com",
                    "4d0eac95",
                    "2015-11-14 20:29:28",
                    682,
                    [],
                ),
                (
                    "1447627429.3593.319.camel@example.com",
                    "cc724e3f",
                    "2015-11-15 22:43:49",
                    885,
                    [],
                ),
                (
                    "CACRHdMZaZtkM9h_=p_HH1Yz9pTJwh6nwU0PmeqQX=kemD8LCjw@example.com",
                    "4d0eac95",
                    "2015-11-21 12:05:51",
                    1537,
                    [],
                ),
                (
                    "CACRHdMbPdoLoUCeKrA4Cm6Gya77JuEO0NUe_XJq5hUkznTzisA@example.com",
                    "4d0eac95",
                    "2015-11-28 20:25:30",
                    1753,
                    [],
                ),
            ],
        ),
        (
            "perceval/pipermail/pipermail_2016_april.mbox",
            [
                (
                    "1460624816.5581.114.camel@example.com",
                    "cc724e3f",
                    "2016-04-14 09:06:56",
                    1118,
                    [],
                ),
                (
                    "CACRHdMZgAgzyhewu_aAJ2f2DWHVZdNH6J7zd2S=YWQuf-2yZDw@example.com",
                    "4d0eac95",
                    "2016-04-23 16:18:56",
                    1818,
                    [],
                ),
                (
                    "1461621607.19185.342.camel@example.com",
                    "cc724e3f",
                    "2016-04-25 22:00:07",
                    2473,
                    [],
                ),
            ],
        ),
        (
            "perceval/pipermail/pipermail_2016_march.mbox",
            [
                (
                    "1457025635.7479.7.camel@calcifer.org",
                    "2a4c5e94",
                    "2016-03-03 17:20:35",
                    579,
                    [],
                )
            ],
        ),
        (
            "perceval/hyperkitty/hyperkitty_2016_april.mbox",
            [
                (
                    "1460624816.5581.114.camel@example.com",
                    "cc724e3f",
                    "2016-04-14 09:06:56",
                    1118,
                    [],
                ),
                (
                    "CACRHdMZgAgzyhewu_aAJ2f2DWHVZdNH6J7zd2S=YWQuf-2yZDw@example.com",
                    "4d0eac95",
                    "2016-04-23 16:18:56",
                    1818,
                    [],
                ),
                (
                    "1461621607.19185.342.camel@example.com",
                    "cc724e3f",
                    "2016-04-25 22:00:07",
                    2473,
                    [],
                ),
            ],
        ),
        (
            "perceval/hyperkitty/hyperkitty_2016_march.mbox",
            [
                (
                    "1457025635.7479.7.camel@calcifer.org",
                    "2a4c5e94",
                    "2016-03-03 17:20:35",
                    579,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/attachment-1.txt",
            [("505E5185.5040208@libero.it", "4c75ea44", "2012-09-23 00:02:13", 134, [])],
        ),
        (
            "hyperkitty/attachment-2.txt",
            [("50619B7A.2030404@thelounge.net", "8bf6c5f0", "2012-09-25 11:54:34", 162, [])],
        ),
        (
            "hyperkitty/attachment-3.txt",
            [
                (
                    "CACec3Lup8apbhUMcm_Ktn1dPxx4eWr2y1RV7ZSYhy0tzmjSrgQ@mail.gmail.com",
                    "df98fc12",
                    "2012-09-10 05:21:46",
                    23,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/attachment-4.txt",
            [
                (
                    "CAHmoxtXXb3un1C=ZvYNtz-eYghm-GH925gDVHyjhvL2YEsZ-Yw@mail.gmail.com",
                    "feecf466",
                    "2012-10-02 15:50:00",
                    106,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/attachment-5.txt",
            [("506C3344.7020501@free.fr", "22e92701", "2012-10-03 12:44:52", 109, [])],
        ),
        (
            "hyperkitty/html-email-1.txt",
            [("016001cd9b3b$b71efed0$255cfc70$@fr", "ed396115", "2012-09-25 16:35:03", 58, [])],
        ),
        (
            "hyperkitty/html-email-2.txt",
            [
                (
                    "016001cd9b3b$b71efed0$255cfc70$@fr",
                    "ed396115",
                    "2012-09-25 16:35:03",
                    430,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/non-ascii-headers.txt",
            [
                ("4FFC1228.3060409@redhat.com", "11fe5ecd", "2012-07-10 11:29:44", 740, []),
                ("4FFC1C09.6030907@redhat.com", "11fe5ecd", "2012-07-10 12:11:53", 1443, []),
                (
                    "201207130149.23771.bjorn@xn--rombobjrn-67a.se",
                    "a31beebb",
                    "2012-07-12 23:49:23",
                    1877,
                    [],
                ),
                (
                    "500668B1.8090904@redhat.com",
                    "d813b7e9",
                    "2012-07-18 07:41:37",
                    1087,
                    [],
                ),
                (
                    "1343161478.3005.55.camel@eagle.danny.cz",
                    "060cb1f6",
                    "2012-07-24 20:24:38",
                    668,
                    [],
                ),
                (
                    "1575009.Hf8WqyK1vx@hactar.xn--rombobjrn-67a.se",
                    "a31beebb",
                    "2012-07-29 18:57:00",
                    2517,
                    [],
                ),
            ],
        ),
        (
            "hyperkitty/payload-iso8859.txt",
            [
                (
                    "20070406224355.899B9180064@test.example.com",
                    "0cbed25c",
                    "2007-04-06 22:43:55",
                    60,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/payload-unknown.txt",
            [
                (
                    "20070406224355.899B9180064@test.example.com",
                    "0cbed25c",
                    "2007-04-06 22:43:55",
                    47,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/payload-utf8.txt",
            [
                (
                    "20070406224355.899B9180064@test.example.com",
                    "0cbed25c",
                    "2007-04-06 22:43:55",
                    60,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/pipermail_nextpart.txt",
            [("4FFC1228.3060409@redhat.com", "11fe5ecd", "2012-07-10 11:29:44", 957, [])],
        ),
        (
            "hyperkitty/strange-in-reply-to-header.txt",
            [
                (
                    "20070406224355.899B9180064@test.example.com",
                    "0cbed25c",
                    "2007-04-06 22:43:55",
                    47,
                    [],
                )
            ],
        ),
        (
            "hyperkitty/wrong-in-reply-to-header.txt",
            [
                (
                    "20070406224355.899B9180064@test.example.com",
                    "0cbed25c",
                    "2007-04-06 22:43:55",
                    47,
                    [],
                )
            ],
        ),
    ],
)
def test_mailboxes(shared, name, expected):
    assert [
        (
            message.message_id,
            hashlib.sha256(message.sender.name.encode()).hexdigest()[:8],
            message.date.strftime("%Y-%m-%d %H:%M:%S") if message.date else None,
            len(message.text),
            codes(message),
        )
        for message in read(shared / "fixtures" / name)
    ] == expected


@pytest.mark.parametrize(
    ("name", "attachments"),
    [
        ("attachment-1.txt", [("puntogil.vcf", "text/x-vcard")]),
        ("attachment-2.txt", [("signature.asc", "application/pgp-signature")]),
        ("attachment-3.txt", [("GeoffreyRoucourt.jpg", "image/jpeg")]),
        ("attachment-4.txt", [("todo-déjeuner.txt", "text/plain")]),
        ("attachment-5.txt", [("todo-déjeuner.txt", "text/plain")]),
    ],
)
def test_attachments(shared, name, attachments):
    (message,) = read(shared / "fixtures" / "hyperkitty" / name)
    assert [(each.name, each.media_type) for each in message.attachments] == attachments


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("correct_sig", "a0 v0 s0"),
        ("email_1_1", "h0 a0 c0 v0 m0"),
        ("email_1_2", "h0 t0 q1 a0 a0 r0 a0 a0 a0 a0 a0 q1 v0 m0"),
        ("email_1_3", "a0 a0 c0 t0 q1 t1 q2 q1 q2 q1 v0 m0"),
        ("email_1_4", "a0 t0 q1"),
        ("email_1_5", "a0 a0 e0 a0 a0"),
        ("email_1_6", "a0 m0 t0 q1"),
        ("email_1_7", "a0 t0 q1"),
        ("email_1_8", "t0 q1 a0 q1 a0 q1 t1 q2 q1 v0 s0"),
        ("email_2_1", "a0 v0 i0 h1 a1 a1 a1 a1"),
        ("email_2_2", "e0 v0 i0 a1 a1"),
        ("email_2_3", "a0 i0 q1"),
        ("email_BlackBerry", "a0 m0"),
        ("email_bullets", "a0 a0 a0 a0 t0 q1 v0 s0"),
        ("email_iPhone", "a0 m0"),
        ("email_multi_word_sent_from_my_mobile_device", "a0 m0"),
        ("email_one_is_not_on", "a0 a0 a0 t0 q1"),
        ("email_sent_from_my_not_signature", "a0 a0"),
        ("email_sig_delimiter_in_middle_of_line", "h0 a0 a0 c0"),
        ("greedy_on", "a0 a0 a0 t0 q1"),
        ("pathological", "a0 t0 q1"),
    ],
)
def test_replies_are_told_from_what_they_quote(shared, name, expected):
    data = (shared / "fixtures" / "email_reply_parser" / f"{name}.txt").read_bytes()
    assert shape(data.decode("utf-8", "replace").replace("\r\n", "\n")) == expected


def test_700_kb_of_marks_are_read(shared):
    text = (shared / "fixtures" / "email_reply_parser" / "email_long_quote.txt").read_text()
    deepest = max(split_zones(MessageId("x"), text), key=lambda s: s.depth)
    assert (deepest.zone, deepest.depth, deepest.span.start) == ("quotation", 58968, 95)


@pytest.mark.parametrize(
    "name", ["pipermail_index.html", "pipermail_apache_index.html", "pipermail_index_empty.html"]
)
def test_pages_that_list_volumes_are_no_mail(shared, name):
    with pytest.raises(SourceError, match="no archive article"):
        list(open_source(shared / "fixtures" / "perceval" / "pipermail" / name))


@pytest.mark.slow
def test_every_mail_of_the_archives_is_read_and_cut_without_a_gap(shared):
    """No mail is refused, zones cover each body, no text has a lone surrogate."""
    count = 0
    for file in open_source(shared / "archives"):
        for each in file.messages():
            assert not isinstance(each, Problem)
            count += 1
            if count % 9:
                continue  # one in nine is cut into zones, all are found: for the time's sake
            message = parse_message(each)
            message.text.encode("utf-8")
            segments = split_zones(message.message_id, message.text)
            ends = [0, *(s.span.end for s in segments)]
            assert [s.span.start for s in segments] == ends[:-1]
            assert ends[-1] == len(message.text)
    assert count == 23_450
