"""Threads and mails in the terminal: harmless, aligned, and each quote under its writer's name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import (
    Address,
    Attachment,
    Attribution,
    Discussion,
    Message,
    MessageId,
    QuoteLink,
    Segment,
    Span,
    Thread,
    ThreadNode,
)
from listminer.render.listing import Column, write_table
from listminer.render.reading import Look, write_mail, write_mails, write_thread
from listminer.render.safe import cells, cut, padded, shown, shown_line

START = datetime(2020, 3, 1, 9, 0, tzinfo=UTC)
LOOK = Look(width=80)


def message(name: str, text: str = "hello\n", *, subject: str = "Gate", hours: int = 0, **more):
    return Message(
        message_id=MessageId(name),
        sender=Address(name=name.title(), address=f"{name}@example.org"),
        date=START + timedelta(hours=hours),
        subject=subject,
        references=(),
        lists=("dev",),
        text=text,
        source="x",
        **more,
    )


def node(name: str, parent: str | None = None, **more) -> ThreadNode:
    how = more.pop("how", "header" if parent else None)
    above = MessageId(parent) if parent else None
    return ThreadNode(message_id=MessageId(name), parent=above, how=how, **more)


def thread(nodes, messages, segments=None, links=()) -> Discussion:
    return Discussion(
        thread=Thread(root=nodes[0].message_id, nodes=tuple(nodes)),
        messages=tuple(messages),
        segments=segments or {},
        links=links,
    )


# one line, one table


@given(st.text())
def test_nothing_that_steers_a_terminal_is_shown(text):
    found = shown(text)
    assert {unicodedata.category(c) for c in found} & {"Cc", "Cs"} == (
        {"Cc"} if set(found) & set("\n\t") else set()
    )
    assert not set(found) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    found.encode()


@given(st.text())
def test_what_is_harmless_stays_as_it_is(text):
    kept = {c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cf")}
    assert kept <= set(shown(text))


@given(st.text(), st.integers(0, 40))
def test_a_line_is_cut_and_filled_to_its_columns(text, columns):
    line = shown_line(text)
    assert cells(cut(line, columns)) <= columns
    assert cells(padded(line, columns)) == columns


def test_a_line_has_the_columns_of_its_parts():
    parts = ["\u1112\u1161\u11ab", "e\u0301", "日", "👩\u200d👩", "x"]  # the first: one syllable
    assert [cells(each) for each in parts] == [2, 1, 2, 4, 1]
    assert cells("".join(parts)) == 10


def test_wide_letters_keep_columns_aligned():
    columns = (Column(head="name"), Column(head="n", is_number=True))
    lines = write_table(columns, [("日本語", "1"), ("Ada", "200")], 80).split("\n")
    assert [cells(line) for line in lines] == [11, 11, 11]


def test_a_subject_of_a_megabyte_fits():
    columns = (Column(head="n", is_number=True), Column(head="subject", is_flexible=True))
    lines = write_table(columns, [("1", "long " * 200_000)], 40).split("\n")
    assert lines[1] == f"1  {'long ' * 7}l…"


# who answered whom


def test_a_missing_message_keeps_its_place():
    found = thread(
        [node("a", ghost=True), node("b", "a"), node("c", "b", how="quote")],
        [message("b"), message("c", hours=1)],
    )
    assert write_thread(found, LOOK).splitlines()[3:] == [
        "   (not in the archive)",
        "1    B                                       2020-03-01 09:00",
        "2      C                                     2020-03-01 10:00  by its quote",
    ]


def test_a_message_known_from_quotes_is_said_to_be():
    ghost = message("a", ghost=True)
    found = thread([node("a", ghost=True), node("b", "a")], [ghost, message("b", hours=1)])
    assert [" ".join(line.split()) for line in write_thread(found, LOOK).splitlines()[3:]] == [
        "1 A 2020-03-01 09:00 known from quotes",
        "2 B 2020-03-01 10:00",
    ]


def test_a_subject_of_its_own_is_told():
    found = thread(
        [node("a"), node("b", "a"), node("c", "b"), node("d", "a")],
        [
            message("a", subject="[PATCH 0/2] Gate"),
            message("b", subject="[PATCH 1/2] Open it", hours=1),
            message("c", subject="Re: [PATCH 1/2] Open it", hours=2),
            message("d", subject="RE: [dev] Gate", hours=3),
        ],
    )
    told = ["Open it" in line for line in write_thread(found, Look(width=120)).splitlines()[3:]]
    assert told == [False, True, False, False]


def test_on_a_narrow_terminal_days_stay_and_whole_names_are_whole():
    found = thread([node("a"), node("b", "a")], [message("a"), message("b", hours=1)])
    assert write_thread(found, Look(width=40)).splitlines()[3:] == [
        "1  A                   2020-03-01 09:00",
        "2    B                 2020-03-01 10:00",
    ]


@pytest.mark.parametrize("width", range(40, 74))
def test_a_note_that_has_no_room_cuts_no_time_of_day(width):
    found = thread([node("a"), node("b", "a", how="quote")], [message("a"), message("b", hours=1)])
    assert "2020-03-01 10:00" in write_thread(found, Look(width=width)).splitlines()[4]


@pytest.mark.parametrize(
    ("width", "levels", "told"),
    [
        (80, 6, "M7  2020-03-01 09:00  answers 7"),
        (60, 6, "M7  2020-03-01 09:00  answers 7"),
        (50, 1, "M7  2020-03-01 09:00  answers 7"),
        (40, 1, "M7  1 Mar  answers 7"),
    ],
)
def test_on_a_narrow_terminal_what_a_deep_message_answers_is_whole(width, levels, told):
    names = [f"m{number}" for number in range(8)]
    found = thread(
        [node(names[0]), *(node(b, a) for a, b in pairwise(names))], list(map(message, names))
    )
    line = write_thread(found, Look(width=width)).splitlines()[-1]
    assert line.startswith(f"8  {'  ' * levels}M7  ")
    assert re.sub("   +", "  ", line.removeprefix("8").strip()) == told
    assert len(line) <= width


def test_a_heading_that_is_too_long_has_two_lines():
    found = thread([node("a"), node("b", "a")], [message("a"), message("b", hours=1)])
    lines = write_mail(found, MessageId("b"), Look(width=32)).splitlines()[1:3]
    assert lines == ["2  B", "2020-03-01 10:00 UTC  answers 1"]


def test_a_thread_without_end_is_drawn():
    names = [f"m{number}" for number in range(5000)]
    found = thread(
        [node(names[0]), *(node(b, a) for a, b in pairwise(names))],
        [message(name) for name in names],
    )
    lines = write_thread(found, LOOK).splitlines()
    assert len(lines) == 5003
    assert lines[-1].endswith("answers 4999")


# one mail


def parts(owner: str, *pieces: tuple[str, str, int, str | None]):
    """Return a text and its segments from (zone, words, depth, name in the attribution)."""
    text, segments = "", []
    for zone, words, depth, name in pieces:
        span = Span(message_id=MessageId(owner), start=len(text), end=len(text) + len(words))
        said = Attribution(name=name, address=None, date=None, span=span) if name else None
        segments.append(Segment(span=span, zone=zone, depth=depth, attribution=said))
        text += words
    return text, tuple(segments)


def test_a_mail_that_stands_alone_is_told_without_the_tag_of_its_list():
    found = thread([node("a")], [message("a", subject="Re: [dev] [gate] Slow")])
    written = write_mail(found, MessageId("a"), LOOK, is_alone=True)
    assert written.splitlines()[2:4] == ["[gate] Slow", "<a>"]
    found = thread([node("a")], [message("a", subject="")])
    written = write_mail(found, MessageId("a"), LOOK, is_alone=True)
    assert written.splitlines()[2] == "(no subject)"


LONG = "".join(f"> line {number}\n" for number in range(9))


def folded(*pieces, links=()):
    text, segments = parts("b", *pieces)
    found = thread(
        [node("a"), node("b", "a")],
        [message("a", "line 0\n" * 9), message("b", text, hours=1)],
        {MessageId("b"): segments},
        links,
    )
    return write_mail(found, MessageId("b"), LOOK).split("\n\n", 1)[1].splitlines()


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (
            [("quotation", LONG, 1, None), ("paragraph", "No.\n", 0, None)],
            ["┆ 9 quoted lines", "", "  No."],
        ),
        (
            [
                ("quotation_marker", "Grace wrote:\n", 0, None),
                ("quotation", LONG, 1, "Grace"),
                ("paragraph", "No.\n", 0, None),
            ],
            ["┆ 9 quoted lines, said to be from Grace", "", "  No."],
        ),
        (
            [
                ("paragraph", "No.\n", 0, None),
                ("visual_separator", "_______\n", 0, None),
                ("mua_signature", "dev mailing list\n", 0, None),
            ],
            ["  No."],
        ),
        (
            [
                ("paragraph", "No.\n", 0, None),
                ("visual_separator", "_______\n", 0, None),
                ("paragraph", "Another matter.\n", 0, None),
            ],
            ["  No.", "  _______", "  Another matter."],
        ),
        (
            [("quotation", "> one\n> two\n", 1, None), ("paragraph", "No.\n", 0, None)],
            ["  > one", "  > two", "  No."],
        ),
        (
            [("paragraph", "No.\n", 0, None), ("paragraph", "I am for it.\n", 1, None)],
            ["  No.", "┆ 1 quoted line"],
        ),
        (
            [("quotation", "GH> one\n", 1, None), ("paragraph", "No.\n", 0, None)],
            ["  GH> one", "  No."],
        ),
        (
            [
                ("paragraph", "No.\n", 0, None),
                ("quotation_marker", "Grace wrote:\n", 0, None),
                ("paragraph", "I am for it.\n", 1, "Grace"),
            ],
            ["  No.", "  Grace wrote:", "  I am for it."],
        ),
        (
            [("paragraph", "No.\n", 0, None), ("mua_signature", "Sent from a phone\n", 0, None)],
            ["  No."],
        ),
        (
            [("quotation_marker", "Grace wrote:\n", 0, None), ("paragraph", "so?\n", 0, None)],
            ["  Grace wrote:", "  so?"],
        ),
    ],
)
def test_long_quotes_are_folded(pieces, expected):
    assert folded(*pieces) == expected


def test_who_wrote_the_words_is_told_by_them_before_the_attribution():
    """An attribution may name anybody; the message that has the words says who wrote them."""
    link = QuoteLink(
        quote=Span(message_id=MessageId("b"), start=2, end=len(LONG) - 1),
        source=Span(message_id=MessageId("a"), start=0, end=62),
        exact=True,
    )
    assert folded(("quotation", LONG, 1, "Grace"), links=(link,)) == ["┆ 9 quoted lines from A"]


def test_attachments_are_named():
    attached = Attachment(name="fix\x1b.patch", media_type="text/x-patch", size_bytes=1200)
    found = thread([node("a")], [message("a", attachments=(attached,))])
    assert write_mail(found, MessageId("a"), LOOK).splitlines()[-1] == (
        "[attached: fix␛.patch, text/x-patch, 1,200 bytes]"
    )


def test_long_lines_are_folded_and_keep_their_marks():
    text = "> " + "word " * 40 + "\n"
    found = thread([node("a")], [message("a", text)])
    lines = write_mail(found, MessageId("a"), LOOK, full=True).splitlines()[4:]
    assert len(lines) > 2
    assert all(line.startswith("  > ") and len(line) <= 80 for line in lines)
    assert " ".join(" ".join(line[4:] for line in lines).split()) == "word " * 39 + "word"


HEADING = "2  Ada  2020-03-01 10:00 UTC  answers 1"


@pytest.mark.parametrize("width", [1, 12, 40, 79, 80, 200])
@pytest.mark.parametrize(
    "text",
    [
        f"{'─' * 72}\n{HEADING}\n<ada@x.org>\n\nI am for it.\n",
        "┆ 11 quoted lines from Ada\n[attached: a.patch, text/plain, 1 bytes]\n",
        " " * 78 + HEADING,
        "\t" * 10 + HEADING,
        "x" * 78 + HEADING.replace(" ", "\xa0"),
        f"{'> ' * 39}{HEADING}",
        f"so\u2028{HEADING}\u2029{HEADING}\r{HEADING}\x85{HEADING}",
        "x" * 30_000 + "─" * 72 + HEADING,
        "日" * 39 + HEADING,
    ],
)
@pytest.mark.parametrize("full", [False, True])
def test_no_body_has_a_line_at_the_margin(text, width, full):
    """A terminal goes on with what is too long at its margin: only one word of ASCII may be."""
    found = thread([node("a")], [message("a", text)])
    written = write_mail(found, MessageId("a"), Look(width=width), full=full)
    body = written.partition("\n\n")[2]  # below the heading
    for line in re.split("[\n\u2028\u2029\x85]", body):
        assert line == "" or line.startswith("  ")
        word = line.lstrip(" >")
        assert cells(line) <= max(width, 12) or (word.isascii() and " " not in word)


@given(st.text(st.sampled_from("a日 >|\t\u0301\xa0\n"), max_size=60), st.integers(1, 30))
def test_all_words_are_shown(text, width):
    found = thread([node("a")], [message("a", text)])
    written = write_mail(found, MessageId("a"), Look(width=width)).partition("\n\n")[2]
    assert [c for c in written if c in "a日"] == [c for c in text if c in "a日"]
    assert written.count(">") >= text.count(">")  # a mark stands before each part of its line


def test_the_name_of_an_attachment_and_a_page_stay_in_their_lines():
    attached = Attachment(name="x" * 70 + HEADING, media_type="text/plain", size_bytes=1)
    found = thread(
        [node("a")], [message("a", url=f"http://x.org/ {HEADING}", attachments=(attached,))]
    )
    lines = write_mail(found, MessageId("a"), LOOK).splitlines()
    assert cells(lines[-1]) <= 80
    assert lines[-1].endswith("…, text/plain, 1 bytes]")
    assert not [line for line in lines[2:4] if " " in line]


def test_a_thread_of_thousands_is_written_once_through():
    names = [f"m{number}" for number in range(3000)]
    found = thread(
        [node(names[0]), *(node(b, a) for a, b in pairwise(names))],
        [message(name) for name in names],
    )
    tried = Counted(found.messages)
    written = list(write_mails(replace(found, messages=tried), map(MessageId, names), LOOK))
    assert written[-1] == write_mail(found, MessageId(names[-1]), LOOK)
    assert tried.rounds < 10


class Counted(tuple):
    """Messages that count how often somebody goes through them."""

    rounds = 0

    def __iter__(self):
        self.rounds += 1
        return super().__iter__()
