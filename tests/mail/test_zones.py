"""Zones, one letter per line: what a stretch is. Depths, one digit per line: whose it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.zones import split_zones
from listminer.model import MessageId, Segment

LETTER = {
    "paragraph": "a",
    "salutation": "h",
    "closing": "c",
    "quotation": "q",
    "quotation_marker": "t",
    "inline_headers": "i",
    "personal_signature": "s",
    "mua_signature": "m",
    "patch": "d",
    "raw_code": "r",
    "log_data": "l",
    "tabular": "b",
    "technical": "x",
    "section_heading": "e",
    "visual_separator": "v",
}
ID = MessageId("a1@example.org")


def at_lines(text: str) -> list[Segment]:
    segments, at, found = split_zones(ID, text), 0, []
    for line in text.split("\n"):
        if at < len(text) or line:
            found.append(next(s for s in segments if s.span.start <= at < s.span.end))
        at += len(line) + 1
    return found


def zones(text: str) -> str:
    return "".join(LETTER[s.zone] for s in at_lines(text))


def depths(text: str) -> str:
    return "".join(str(s.depth) for s in at_lines(text))


SAID = "On Tue, 3 May 2016 at 14:05, Ada Lovelace <ada@example.org> wrote:"
CUT_HUNK = "@@ -10,9 +10,9 @@ def f():\n one\n-two\n+three"
FOOTER = "_______________________________________________\ndev mailing list\nhttp://example.org/listinfo/dev"


GLUED = "ada at example.orgDate: Fri, 12 Sep 2008 09:50:36 -0400To: devSubject: The gate"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late.\n> old\nIt is new.\n-- \nAda", "aqavs"),
        ("Hi Ada,\nIt works.\nThanks,\nBob", "hacc"),
        ("It works.\n\nBob\nBob Mason, Analyst\n+1 212 555-0100", "aacss"),
        ("It works.\n\nSent from my iPhone", "aam"),
        ("It works.\n\nSent from my phone, please excuse my brevity.", "aam"),
        ("It works.\n\nSent from my desk, is much easier then my phone.", "aaa"),
        ("Thank you.\nFor me it is fine to use this mailing list.", "aa"),
        ("It works.\nThis message contains letters:\na b c", "aaa"),
        ("Cheers from Kiel, says the map.", "a"),
        (f"It works.\n{FOOTER}", "avmm"),
        ("On 3 May 2016, Ada wrote:\n> old\nnew", "tqa"),
        ("On Tue, 3 May 2016 at 14:05, Ada Lovelace\n<ada@example.org> wrote:\n> old", "ttq"),
        ("See.\n-----Original Message-----\nFrom: Ada\nSent: 3 May\nSubject: x\n\nold", "atiiiia"),
        ("> On 3 May 2016, Ada wrote:\n>> old\n> mid\nnew words", "tqqa"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\nNice?", "dddddda"),
        (f"@@ -1,{'9' * 5000} +1 @@\n-a\n+b\nNice?", "aaaa"),
        ("-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----", "xxx"),
        ("Look at this one:\n\nint main(void) {\n  return 0;\n}", "aarrr"),
        ('Look at this one:\n\nTraceback (most recent call last):\n  File "x.py", line 1', "aall"),
        ("Plan\n----\nWe wait.", "eva"),
        ("Yes.\n*****\nNo.", "ava"),
        (
            "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: x",
            "xxx",
        ),
        ("I wonder why my attachment was scrubbed...", "a"),
        ("+1", "a"),
        ("Agreed.", "a"),
        ("> Shall we?\nSure", "qa"),
        ("\n\nIt works.", "aaa"),
        ("Look at this.\n\n14:05 <ada> I propose to wait\n14:06 <bob> +1", "aall"),
        ("Look.\n\n<ada> we wait\n<bob> +1", "aall"),
        # what was said on a chat, line by line: what stands beside it is the sender's
        (
            "From the meeting on IRC:\n\n[14:05] ada: I propose to wait\n[14:06] bob: +1\n\nNo.",
            "aallla",
        ),
        ("On IRC today:\n<ada> I propose to wait\n\nNo.", "alla"),
        ("Look.\n\n(02:05:33 PM) ada: I wait\nNo, we cannot.\nIt is late.", "aalaa"),
        ("Look.\n\n[3/5/2016 2:05:33 PM] Ada Lovelace: I wait\nNo.", "aala"),
        ("Look.\n\n14:05 ada: I propose to wait\n14:06 bob: +1", "aall"),
        ("Look.\n\n14:05:33 ada | I wait\n14:06:12 bob | +1\nNo.", "aalla"),
        ("Look.\n\n03/05/16, 14:05 - Ada: I wait\n03/05/16, 14:06 - Bob L.: +1\nNo.", "aalla"),
        ("<ada> we wait\n<bob> +1\nNo, we cannot.", "lla"),
        ("[INFO] bell up\n[BELL] rings\n[ERROR] bell down", "lll"),
        ("*\\[INFO\\] bell up\n\\[00:00:00.01\\] Creating it\nBell: 1", "lll"),
        ("[INFORMAL] a bell\nrings here\nnow and then", "aaa"),
        (f"In #dev:\n<ada> {'long ' * 12}line\nthat goes on\nNo.", "alla"),
        ("<ada> see this:\nhttp://example.org\n<bob> yes\nNo, we cannot.", "llla"),
        (
            f"Look.\n\n<ada> {'long ' * 12}line\nof hers\n\n<bob> no\n\n<ada> we wait\n\nNo.",
            "aallllllla",
        ),
        (
            "Look.\n\n<host> is the\none to ask\n\n<port> is the\nport of it\n\n<user> is\nyou.",
            "aaaaaaaaaa",
        ),
        ("Look.\n\n[00:00:04] Current task: all of it\nIt is late.", "aaaa"),
        ("We set the host with the\n<host> option, as it is.\nIt works.", "aaa"),
        ("Usage is as follows:\n<host> is the one to ask.\nIt works.", "aaa"),
        ("This is the plan:\n14:05 Lunch: in the hall\n15:00 Talk: on mail", "aaa"),
        ("Hi Ada, the build is broken.\nIt works.", "aa"),
        ("The plan:\n\n1. cut the branch (Ada)\n2. tag rc1 (Bob, Tom)", "aaaa"),
        ("The code:\n\n1) x = cut (a)\n2) free (ptr);", "aarr"),
        ("Hi Ada, Bob and all,\nIt works.", "ha"),
    ],
)
def test_zones(text, expected):
    assert zones(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> a\n> > b\n>>> c\nown", "1230"),
        ("| a\n| b\nown words", "110"),
        ("*> a sentence in bold, as we*\n*> sent it once*\n*>> b\nown", "1120"),
        ("* > no mark\n*>\n** >", "010"),
        ("| a | b |\n| c | d |", "00"),
        ("| a\n| b\n\nown\n\n| who marks so marks one line so\nown", "1110010"),
        ("| a\n\nown", "000"),
        ("| > a | b\n| own?", "00"),
        ("| >| a\n| >| b\n| >\n| >c\n| \n| d\nown", "1111110"),
        ("AB> a\nAB> b\nown words", "110"),
        ("SQL> a\nSQL> b", "00"),
        (": a\n: b\nown words", "110"),
        ("AB>   a\nAB> b\nown words", "110"),
        ("＞ a\n＞＞ b\nown words", "120"),
        ('>>>>> "Ada" == Ada L. <ada@example.org> writes:\n    Ada> a\n    Ada>> b\nown', "0120"),
        ("Prelude> a\nPrelude> b", "00"),
        (":param x: is it", "0"),
        ("1,2c1,2\n< a\n---\n> b", "0000"),
        (">>> import os\n>>> os.getcwd()", "00"),
        (">From here on it works.", "0"),
        # a mailer broke the quoted line; its rest has no mark
        (f"> {'long ' * 14}line that was\nbroken here\n> and goes on", "111"),
        ("> Shall we?\nyes\n> And then?", "101"),
        (f"> {'long ' * 14}line that was\nbroken here\n\nown", "1110"),
        (f"> {'long ' * 14}line that was\nyes\n\nown", "1000"),
        (f"> {'long ' * 14}line that was.\nand mine\n\nown", "1000"),
        (f"> {'long ' * 14}line that was\nMine is this\n\nown", "1000"),
        (f"> {'long ' * 14}line that was\nmine goes on\nfor two lines", "100"),
        (f">> {'long ' * 14}line that was\n> broken here\n>\n> own\nown", "22110"),
        (f">> {'long ' * 14}line that was\n> Mine is this\n>\nown", "2110"),
        (f">> {'long ' * 14}line that was\n> yes\n>\nown", "2110"),
        # a transport cut the line where SMTP's longest ends; what it left has no mark
        (f"> {'long ' * 198}li\nne goes on. > > Mine.\n\nown", "1110"),
        (f">> {'long ' * 198}li\n{'long ' * 198}ne\n goes on\n> and\nown", "22210"),
        (f"> {'long ' * 198}li\n-- \nAda", "100"),
        (f"> {'long ' * 150}line.\nMine.", "10"),
        # no mark at all: what stands below a bare block is the quoted person's
        (f"own\n\nTo: dev at example.orgFrom: {GLUED}Hi I will\nold", "0001"),
        (f"own\n> From: {GLUED}Hi I will\n> old\nown", "0110"),
        ("own\nFrom: here To: there we went.\nown", "000"),
        (
            "own\n\nDate: 3 May\nFrom: ada@example.org\nTo: dev\nSubject: x\n\nold\nold",
            "000000011"[:9],
        ),
        (
            "own\n----- Original Message -----\nFrom: Ada\nTo: Bob\nSent: 3 May\n\n> old\nnew",
            "00000010",
        ),
        ("own\nBegin forwarded message:\n\nold", "0001"),
        ("own\n\nAm 03.05.2016 um 14:05 schrieb Ada Lovelace:\n\nold without marks", "00001"),
        # the answer stands above: what has no mark is the copy, and the marks in it are older
        (f"own\n\n{SAID}\n\nold\n\n> older\n\nold", "000011221"),
        (f"own\n\n{SAID}\n\n> old\n\nown", "0000110"),
        (f"own\n\n{SAID}\n[...]\n> old\n\nown", "0000110"),
        # a hunk that was cut short ends where a copied mail begins, and takes no line of it
        (
            f"own\n\n{CUT_HUNK}\n\n-----Original Message-----\nFrom: Ada\nSent: 3 May\n\nold",
            "0" * 11 + "1",
        ),
        (f"own\n\n{CUT_HUNK}\n\nFrom: Ada <ada@example.org>\nSent: 3 May\n\nold", "0" * 10 + "1"),
        (f"own\n\n{CUT_HUNK}\n\n{SAID}\n\nold", "0" * 9 + "1"),
        ("@@ -1,3 +1,3 @@\n From: x\n Date: y\n-a\n+b\nown", "000000"),
        # nothing stands above: the answer may stand between
        (f"{SAID}\n\nown\n\n> old\n\nown", "0000110"),
        (f"Hi Ada,\n\n{SAID}\n\nown\n\n> old\n\nown", "000000110"),
        ("From: here\nTo there we went.", "00"),
        ("own\nVon: Ada\nGesendet: Montag\nAn: Bob\nBetreff: x\n\nold", "0000001"),
        ("own\n> From: Ada <ada@example.org>\n> Date: 3 May\n> Subject: x\n>\n> old", "011111"),
    ],
)
def test_depths(text, expected):
    assert depths(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ada Lovelace", "Ada Lovelace", "011011"),
        ("Ada Lovelace <ada@x.org>", "Ada Lovelace <ada@y.org>", "011011"),
        ("Ada Lovelace <ada@x.org>", "Ada King <ADA@x.org>", "011011"),
        ("Alex <alex@x.org>", "Alex <alex@y.org>", "011012"),
        ("Bob Babbage <dev@x.org>", "Carl Friedrich <dev@x.org>", "011012"),
    ],
)
def test_who_is_quoted_again_is_quoted_no_deeper(one, other, expected):
    text = f"On 3 May 2010 10:00, {one} wrote:\n> old\n\nown\n"
    text += f"> On 3 May 2010 11:00, {other} wrote:\n> another\n"
    assert depths(text) == expected


def test_paragraphs_are_apart_and_blank_lines_belong_to_what_is_above():
    text = "One.\nStill one.\n\nTwo.\n"
    found = [text[s.span.start : s.span.end] for s in split_zones(ID, text)]
    assert found == ["One.\nStill one.\n\n", "Two.\n"]


def test_a_footer_glued_to_the_last_line_is_cut_off():
    text = "It works. More information about the dev mailing list"
    assert [s.zone for s in split_zones(ID, text)] == ["paragraph", "mua_signature"]


def test_no_text_has_no_segment():
    assert split_zones(ID, "") == ()


PIECES = st.lists(
    st.sampled_from(
        [
            *("> ", ">", "|", ": ", "AB> ", "On 3 May 2016, Ada wrote:", "From: a@b.org"),
            *("Subject: x", "-----Original Message-----", "-- ", "Thanks,", "Bob", "word "),
            *("\n", "\n\n", "\r", "\0", "\f", "\u2028", "@@ -1 +1 @@", "diff --git a b"),
            "More information about the x mailing list",
        ]
    )
).map("".join)


@given(st.one_of(st.text(), PIECES))
def test_zones_cover_the_body_without_gap_or_overlap(text):
    segments = split_zones(ID, text)
    assert "".join(text[s.span.start : s.span.end] for s in segments) == text
    assert all(s.span.start < s.span.end for s in segments)


MEGA = 1 << 20


@pytest.mark.parametrize(
    "text",
    [
        ">" * MEGA,
        "> " * (MEGA // 2),
        " " * MEGA,
        "On " * (MEGA // 3),
        "\n".join(">" * depth for depth in range(0, 10_000, 20)),
        ">" * 10_000 + " deep",
        "a b " * (10 * MEGA // 4),
        "From: " * (MEGA // 6),
        "- " * (MEGA // 2),
        "a@" * (MEGA // 2),
        "| " * (MEGA // 2),
        "From: a\n" * 20_000,
        "On 3 May 2016 wrote:\n" * 10_000,
        "-----Original Message-----\n" * 10_000,
        "@@ -1,99999 +1,99999 @@\n" * 10_000,
        "To: a,\n" * 10_000 + "b,\n" * 10_000,
        "x = (1);\n\n" * 10_000,
    ],
    ids=range(17),
)
def test_no_line_can_hang_it(text):
    begun = time.process_time()
    split_zones(ID, text)
    assert time.process_time() - begun < 5.0


@pytest.mark.parametrize(
    ("said", "deep"),
    [
        ("- -----Original Message-----\n\nI leave.\n", "0000001"),
        ("- ---------- Forwarded message ----------\nFrom: Ada <ada@example.org>\n"
         "Date: 3 May 2016\n\nI leave.\n", "000000001"),
        ("- -- \nBob\n", "000000"),
    ],
)  # fmt: skip
def test_what_pgp_escapes_is_read_as_it_was_written(said, deep):
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nI agree.\n{said}"
    assert depths(text)[: len(deep)] == deep


def test_each_comment_of_a_tracker_is_by_whom_it_names():
    said = "--- Comment #{} from {} Stone <{}@example.org> 2016-05-03 14:05:00 UTC ---\n{}\n\n"
    text = said.format(3, "Bob", "bob", "I leave.") + said.format(4, "Ada", "ada", "I stay.")
    found = [(s.depth, s.attribution and s.attribution.name) for s in at_lines(text)]
    assert [each for at, each in enumerate(found) if at in (1, 4)] == [
        (1, "Bob Stone"),
        (1, "Ada Stone"),
    ]
    assert depths("--- Comment on this ---\nI stay.\n") == "00"
