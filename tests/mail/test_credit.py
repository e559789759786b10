"""The worst mistake: an authored segment that holds another's words. Laws over composed mail."""

# ruff: noqa: E501  (a mail is one line)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.subject import base_subject
from listminer.mail.zones import split_zones
from listminer.model import MessageId

from .mails import parsed

MARKS = ["> ", ">", ">> ", "> > ", ">  ", " > ", "> > > ", "AB> "]
OWN_LINES = [
    "mine {} is a sentence of some length, and it ends here.",
    "mine {}",
    "  mine {} stands in a little",
    "- mine {} as an item",
    "+1 to mine {}",
    "mine {}?",
]
THEIR_LINES = [
    "theirs {} is a sentence of some length, and it ends here.",
    "theirs {}",
    "    theirs {} = code();",
    "* theirs {} as an item",
    "Hi theirs {},",
    "Thanks, theirs {}",
    "-- theirs {}",
    "theirs {}: is it?",
]
SAID = [
    "On Tue, 3 May 2016 at 14:05, Ada Lovelace <ada@example.org> wrote:\n",
    "On Tue, 3 May 2016 at 14:05, Ada Lovelace\n<ada@example.org> wrote:\n",
    "Am 03.05.2016 um 14:05 schrieb Ada Lovelace:\n",
    "Ada Lovelace wrote:\n",
    "",
]
BLOCK = [
    "-----Original Message-----\nFrom: Ada Lovelace\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob\nSubject: x\n",
    "From: Ada Lovelace <ada@example.org>\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob\nSubject: x\n",
    "Von: Ada Lovelace <ada@example.org>\nGesendet: Dienstag, 3. Mai 2016 14:05\nAn: Bob\nBetreff: x\n",
    "---------- Forwarded message ----------\nFrom: Ada Lovelace <ada@example.org>\nDate: 3 May 2016\nSubject: x\n",
    "Begin forwarded message:\n\n",
    "On Tue, 3 May 2016 at 14:05, Ada Lovelace <ada@example.org> wrote:\n",
]


def numbered(lines: list[str], start: int = 0) -> list[str]:
    return [line.format(start + number) for number, line in enumerate(lines)]


own = st.lists(st.sampled_from(OWN_LINES), min_size=1, max_size=3).map(numbered)
theirs = st.lists(st.sampled_from(THEIR_LINES), min_size=1, max_size=4).map(numbered)
blank = st.sampled_from(["", "\n", "\n\n"])


@st.composite
def marked_quotes(draw: st.DrawFn) -> str:
    """Return a quote with marks, an attribution above it or none."""
    lines, mark = draw(theirs), draw(st.sampled_from(MARKS))
    if mark == "AB> ":
        lines = [*lines, *lines]  # initials count where two lines carry them
    quote = "".join(f"{mark}{line}\n" for line in lines)
    return draw(st.sampled_from(SAID)) + draw(st.sampled_from(["", "\n"])) + quote


@st.composite
def replies(draw: st.DrawFn) -> str:
    """Return a mail that answers between quotes, perhaps above a copy without marks."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        pieces.append(draw(st.one_of(own.map("\n".join), marked_quotes())))
    text = "".join(piece.rstrip("\n") + "\n" + draw(blank) for piece in pieces)
    if draw(st.booleans()):
        copied = "\n".join(draw(theirs)) + "\n" + draw(blank) + "\n".join(draw(theirs))
        text += "\n" + draw(st.sampled_from(BLOCK)) + "\n" + copied + "\n"
    return text


@given(replies())
def test_no_words_of_others_are_the_senders(text):
    for segment in split_zones(MessageId("a1"), text):
        if segment.depth == 0:
            assert "theirs" not in text[segment.span.start : segment.span.end]


@given(st.lists(st.one_of(own.map("\n".join), marked_quotes()), min_size=1, max_size=5))
def test_between_marked_quotes_the_senders_words_stay_the_senders(pieces):
    """With marks it can be told: a blank line apart, nothing of the sender's is lost."""
    text = "\n\n".join(piece.strip("\n") for piece in pieces) + "\n"
    for segment in split_zones(MessageId("a1"), text):
        if segment.depth:
            assert "mine" not in text[segment.span.start : segment.span.end]


@given(replies())
def test_the_same_holds_from_the_bytes_on(text):
    """Through MIME and flowed lines, too."""
    head = "From: b@example.org\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    message = parsed(head + text)
    for segment in split_zones(message.message_id, message.text):
        if segment.depth == 0:
            assert "theirs" not in message.text[segment.span.start : segment.span.end]
    assert base_subject(message.subject) == ""


def test_what_was_pasted_below_a_bare_header_block_is_not_the_senders():
    """A whole mail was copied below Date/From/To/Subject, with no mark on any line."""
    text = (
        "I have the same question.\n\nDate: Tue, 3 May 2016 14:05:00 +0200\n"
        "From: Ada Lovelace <ada at example.org>\nTo: dev at example.org\nSubject: gate\n\n"
        "Shall we close it?\n\nI will do it on Monday.\n\nAda\n"
    )
    own = [
        text[s.span.start : s.span.end].strip()
        for s in split_zones(MessageId("a1"), text)
        if s.depth == 0 and s.zone == "paragraph"
    ]
    assert own == ["I have the same question."]
