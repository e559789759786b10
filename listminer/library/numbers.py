"""A list in numbers: for a terminal, as JSON, as CSV by month. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from itertools import groupby

from listminer.render.json import dumped
from listminer.render.layout import USUAL_COLUMNS
from listminer.render.listing import Column, counted, period, write_table
from listminer.render.safe import shown_line
from listminer.thread.statistics import ListMeasures, MonthMeasures, Ranked

MOST_ROWS = 10  # of each ranking in a terminal; all are in the JSON


def write_stats_text(measures: ListMeasures, *, width: int = USUAL_COLUMNS) -> str:
    """Return the numbers for a terminal of *width* columns; shares are of all messages."""
    if not measures.messages:
        return "no message in this list and period\n"
    parts = [
        "\n".join(_overview(measures)),
        _months(measures.months, width),
        _ranking("people", measures.top_people, width),
        _ranking("threads", measures.top_threads, width),
        _ranking("tags", measures.tags, width),
        _ranking("domains", measures.domains, width),
        "\n".join(f"note: {each}" for each in measures.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def write_stats_json(measures: ListMeasures) -> str:
    """Return the numbers as JSON: shares in [0, 1], hours, dates in ISO 8601."""
    told = asdict(replace(measures, days=()))  # months say it, in a file that can be read
    del told["days"]
    for name in ("first", "last"):
        date = getattr(measures, name)
        told[name] = None if date is None else date.isoformat()
    return dumped(told, indent=1)


def write_stats_csv(measures: ListMeasures) -> str:
    """Return a row a month, with a header (RFC 4180)."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    names = [each.name for each in fields(MonthMeasures)]
    writer.writerow(names)
    writer.writerows([getattr(each, name) for name in names] for each in measures.months)
    return page.getvalue()


def _overview(measures: ListMeasures) -> Iterable[str]:
    when = period(measures.first, measures.last)
    yield " · ".join(
        (
            counted(measures.messages, "message"),
            counted(measures.threads, "thread"),
            counted(measures.people, "person", "people"),
            *([when] if when else []),
        )
    )
    if measures.unanswered is not None:
        yield f"unanswered      {measures.unanswered:.0%} of the threads"
    if measures.median_reply_h is not None:
        replies = counted(measures.replies, "reply", "replies")
        # of all replies, those whose time nobody knows (Reply.hours) are in no median
        yield f"response time   {measures.median_reply_h:.1f} h (median), {replies}"
    if measures.once is not None:
        yield f"wrote once      {measures.once:.0%} of the people"


def _months(months: tuple[MonthMeasures, ...], width: int) -> str:
    names = ("messages", "threads", "people", "newcomers", "unanswered")
    columns = [
        Column(head="month"),
        *(Column(head=name, is_number=True) for name in names),
        Column(head="response h", is_number=True),
    ]
    rows = []
    for is_empty, run in groupby(months, key=lambda each: not each.messages):
        some = list(run)
        if is_empty and len(some) > 2:  # a list sleeps for years, and nobody reads years of 0
            rows.append((f"{len(some)} months", *("0" for _ in names), ""))
        else:
            rows.extend(_month(each, names) for each in some)
    return write_table(columns, rows, width).rstrip("\n") if rows else ""


def _month(month: MonthMeasures, names: Iterable[str]) -> tuple[str, ...]:
    hours = month.median_reply_h
    counts = (f"{getattr(month, name):,}" for name in names)
    return (month.month, *counts, "" if hours is None else f"{hours:.1f}")


def _ranking(what: str, ranked: tuple[Ranked, ...], width: int) -> str:
    columns = (
        Column(head="messages", is_number=True),
        Column(head="share", is_number=True),
        Column(head=what, is_flexible=True),
    )
    rows = [
        (f"{each.count:,}", f"{each.share:.1%}", shown_line(each.name))
        for each in ranked[:MOST_ROWS]
    ]
    return write_table(columns, rows, width).rstrip("\n") if rows else ""
