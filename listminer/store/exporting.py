"""Rows for data files, one thread in memory at a time. Columns keep their order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from listminer.model import Address, Discussion, Message, MessageId, Span
from listminer.people import people_of
from listminer.sheets import csv_line

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]
Table = Literal["messages", "threads", "segments", "links", "acts"]
NameOf = Callable[[Address], str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "messages": (
        "message_id",
        "person",
        "sender",
        "address",
        "date",
        "subject",
        "references",
        "lists",
        "source",
        "url",
        "ghost",
        "defects",
        "text",
    ),
    "threads": ("message_id", "parent", "how", "thread", "ghost"),
    "segments": ("message_id", "start", "end", "zone", "depth", "text"),
    "links": (
        "quote_message_id",
        "quote_start",
        "quote_end",
        "quote_text",
        "source_message_id",
        "source_start",
        "source_end",
        "source_text",
        "exact",
    ),
    "acts": (
        "kind",
        "message_id",
        "person",
        "sender",
        "start",
        "end",
        "text",
        "confidence",
        "answers_message_id",
        "answers_start",
        "answers_end",
        "answers_text",
        "ghost",
    ),
}
PEOPLE = ("person", "addresses", "messages", "threads", "first", "last")  # of all threads together


def rows_of(
    table: Table, discussion: Discussion, name_of: NameOf | None = None
) -> Iterator[dict[str, Cell]]:
    """Yield the rows of one discussion; the keys are COLUMNS[table], in that order.

    *name_of* says what person a sender is, without it who is one person in this discussion.
    """
    return _ROWS[table](discussion, name_of or people_of(discussion.messages).name_of)


def _messages(discussion: Discussion, name_of: NameOf) -> Iterator[dict[str, Cell]]:
    for each in discussion.messages:
        yield {
            "message_id": each.message_id,
            "person": name_of(each.sender),
            "sender": each.sender.display,
            "address": each.sender.address,
            "date": None if each.date is None else each.date.isoformat(),
            "subject": each.subject,
            "references": " ".join(each.references),
            "lists": " ".join(each.lists),
            "source": each.source,
            "url": each.url,
            "ghost": each.ghost,
            "defects": " ".join(defect.code for defect in each.defects),
            "text": each.text,
        }


def _threads(discussion: Discussion, _name_of: NameOf) -> Iterator[dict[str, Cell]]:
    for node in discussion.thread.nodes:
        yield {
            "message_id": node.message_id,
            "parent": node.parent,
            "how": node.how,
            "thread": discussion.thread.root,
            "ghost": node.ghost,
        }


def _segments(discussion: Discussion, _name_of: NameOf) -> Iterator[dict[str, Cell]]:
    for message in discussion.messages:
        for each in discussion.segments.get(message.message_id, ()):
            yield {
                "message_id": message.message_id,
                "start": each.span.start,
                "end": each.span.end,
                "zone": each.zone,
                "depth": each.depth,
                "text": message.text[each.span.start : each.span.end],
            }


def _links(discussion: Discussion, _name_of: NameOf) -> Iterator[dict[str, Cell]]:
    messages = _by_id(discussion)
    for each in discussion.links:
        yield {
            **_told("quote", each.quote, messages),
            **_told("source", each.source, messages),
            "exact": each.exact,
        }


def _acts(discussion: Discussion, name_of: NameOf) -> Iterator[dict[str, Cell]]:
    messages = _by_id(discussion)
    for each in discussion.findings.acts:
        message = messages[each.span.message_id]
        yield {
            "kind": each.kind,
            "message_id": each.span.message_id,
            "person": name_of(message.sender),
            "sender": message.sender.display,
            "start": each.span.start,
            "end": each.span.end,
            "text": message.text[each.span.start : each.span.end],
            "confidence": each.confidence,
            **_told("answers", each.answers, messages),
            "ghost": message.ghost,
        }


_ROWS = {
    "messages": _messages,
    "threads": _threads,
    "segments": _segments,
    "links": _links,
    "acts": _acts,
}


def _by_id(discussion: Discussion) -> dict[MessageId, Message]:
    return {each.message_id: each for each in discussion.messages}


def _told(name: str, span: Span | None, messages: Mapping[MessageId, Message]) -> dict[str, Cell]:
    text = None if span is None else messages[span.message_id].text[span.start : span.end]
    return {
        f"{name}_message_id": None if span is None else span.message_id,
        f"{name}_start": None if span is None else span.start,
        f"{name}_end": None if span is None else span.end,
        f"{name}_text": text,
    }


def write_rows(
    rows: Iterable[Row], table: Table | Literal["people"], *, form: Literal["jsonl", "csv"]
) -> Iterator[str]:
    """Yield the text of a data file, row by row: JSON lines, or CSV by RFC 4180 with a header.

    Both are UTF-8 when written, a lone surrogate as "?". CSV ends lines with CR LF,
    a None is an empty field, and what a spreadsheet could run has an apostrophe
    before it: see `sheets.csv_line`.
    """
    if form == "jsonl":
        for row in rows:
            yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
        return
    columns = PEOPLE if table == "people" else COLUMNS[table]
    yield csv_line(columns)
    for row in rows:
        yield csv_line(row[name] for name in columns).encode("utf-8", "replace").decode()
