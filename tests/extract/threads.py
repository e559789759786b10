"""Threads for the extractors' tests, written as text: a blank line parts paragraphs, ">" quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from listminer.extract.findings import extract
from listminer.extract.reading import load_reader
from listminer.model import Discussion, Findings, Span
from listminer.pipeline import discussions_of

MARKS = ',"'  # about a name as directories sort it: "Lovelace, Ada"
FIRST = datetime(2016, 3, 8, 9, 0, tzinfo=UTC)  # a Tuesday


def mail(number: int, who: str, body: str, *, to: int | None = None) -> bytes:
    """Return one mail, `number` hours after FIRST, in answer to mail `to`."""
    date = FIRST + timedelta(hours=number)
    lines = [
        f"From: {who} <{who.split()[0].strip(MARKS).lower()}@example.org>",
        f"Date: {date:%a, %d %b %Y %H:%M:%S} +0000",
        "Subject: [dev] The nightly build",
        f"Message-ID: <m{number}@example.org>",
    ]
    if to is not None:
        lines.append(f"In-Reply-To: <m{to}@example.org>")
    return "\n".join([*lines, "", body.strip("\n"), ""]).encode()


def thread(tmp_path, mails: Sequence[tuple[str, str] | tuple[str, str, int]]) -> Discussion:
    """Return the discussion of mails given as (who, body) or (who, body, parent's number).

    The first is the root; a mail without a parent's number answers the one before.
    """
    box = b""
    for number, (who, body, *parent) in enumerate(mails):
        to = parent[0] if parent else (number - 1 if number else None)
        box += b"From x@example.org Tue Mar  8 09:00:00 2016\n" + mail(number, who, body, to=to)
        box += b"\n"
    path = tmp_path / "thread.mbox"
    path.write_bytes(box)
    (discussion,) = discussions_of(path)
    return discussion


def read(discussion: Discussion) -> Findings:
    """Return the findings by rules alone."""
    return extract(discussion, load_reader(tagged=False)).findings


def words(discussion: Discussion, span: Span) -> str:
    """Return the words of a span, white space folded."""
    (text,) = [m.text for m in discussion.messages if m.message_id == span.message_id]
    return " ".join(text[span.start : span.end].split())
