"""Findings across many threads: a list for a terminal, rows for programs.

Pure. Every row shows who, when, the words and the id, so that it can be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, NamedTuple

from listminer.model import MessageId, Span
from listminer.quoting import HEARSAY, asked, clipped, quoted, shown_day
from listminer.render.json import dumped
from listminer.render.layout import Cell, Style, painted, paragraph, row, widest
from listminer.render.listing import iso
from listminer.render.safe import cells, cut, shown_line
from listminer.sheets import csv_line

Kind = Literal["proposals", "positions", "actions", "questions", "decisions"]
_LEAST_WORDS = 28  # columns of the words beside who and when
_LEAST_WHO = 8
_INDENT = 4  # of words below who and when
WORDS = 40  # of one row; the whole sentence stands in its message
_TAKES_PROPOSAL: tuple[Kind, ...] = ("proposals", "positions", "decisions")
_SHORT: dict[str, str] = {"support": "+ support", "oppose": "− oppose", "conditional": "± cond."}
PROPOSED = "● proposed"  # for the own idea: no more than to propose it, and counted so
_STYLES: dict[str, Style] = {
    "support": "support",
    "oppose": "oppose",
    "conditional": "conditional",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding, where it stands, and the words that it rests on."""

    kind: Kind
    list: str  # "" if unknown
    thread: str  # the root's Message-ID
    number: int | None  # of the thread, as `threads` prints it; None outside of a store
    subject: str
    person: str | None  # author, holder, owner, asker; who wrote a decision; None: nobody
    status: str | None  # stance of a position; None for decisions
    proposal: str | None  # "P1": of a proposal, its id; of a position or decision, what it is on
    title: str | None  # of that proposal
    own: bool | None  # of a position, whether it is the proposer's own; None of other kinds
    text: str  # title, task, question, decision; of a position, the proposal's title
    due: str | None  # of an action item, as said
    asked_by: str | None  # of an action item, who asks it of another; None: its owner's own words
    ghost: bool  # whether the archive lacks that message: its words are known from quotes
    date: datetime | None  # of the message with the words
    words: str  # exactly the slice start:end of the message's text
    message_id: str
    start: int
    end: int
    url: str | None
    confidence: float


def write_finding_list(rows: Iterable[FindingRow], *, width: int, colour: bool = False) -> str:
    """Return *rows* below their threads' subjects, folded to *width* columns."""
    lines: list[str] = []
    for _, group in groupby(rows, key=lambda each: each.thread):
        mine = list(group)
        if lines:
            lines.append("")
        lines += _thread(mine, width, colour)
    return "\n".join(lines)


def finding_json(rows: Iterable[FindingRow]) -> Iterator[str]:
    """Yield each row as one line of JSON."""
    return (dumped(as_data(each)) for each in rows)


def finding_csv(rows: Iterable[FindingRow]) -> str:
    """Return *rows* as CSV with a header line; absent values are empty. See `sheets.csv_line`."""
    names = [each.name for each in fields(FindingRow)]
    told = map(as_data, rows)
    return "".join(map(csv_line, (names, *([row[name] for name in names] for row in told))))


def as_data(finding: FindingRow) -> dict[str, Any]:
    """Return a row as JSON holds it; the date in ISO 8601."""
    return {**asdict(finding), "date": iso(finding.date)}


def _thread(found: list[FindingRow], width: int, colour: bool) -> list[str]:
    years = sorted({each.date.year for each in found if each.date})
    year = str(years[0]) if len(years) == 1 else ""  # else each row tells its own
    thread = "" if found[0].number is None else f"thread {found[0].number}"
    name = " · ".join(filter(None, (thread, shown_line(found[0].list), year)))
    subject = cut(shown_line(found[0].subject) or "(no subject)", width - cells(name) - 2)
    head = painted(subject, "strong", colour)
    lines = [f"{head}{' ' * max(2, width - cells(subject) - cells(name))}{name}".rstrip()]
    days = [shown_day(each.date, year=not year) for each in found]
    widths = _widths(found, days, width)
    for each, told in zip(found, days, strict=True):
        lines += _row(each, told, widths, width, colour)
    return lines


class _Widths(NamedTuple):
    """Columns of what the rows of a thread tell; 0 of what none of them has."""

    proposal: int
    status: int
    person: int
    day: int
    words: int  # 0 where they stand below the rest, with room of their own


def _widths(found: list[FindingRow], days: list[str], width: int) -> _Widths:
    proposal = widest([each.proposal or "" for each in found], 4) if _has_proposal(found) else 0
    status = widest([_status(each) for each in found], 12)
    person = widest(map(_who, found), 22)
    day = max(6, widest(days, 11))
    taken = 1 + (status + 2) * bool(status) + (proposal + 2) * bool(proposal)
    words = width - taken - person - day - 4
    if words < _LEAST_WORDS:
        words, person = 0, max(_LEAST_WHO, min(person, width - taken - day - 2))
    return _Widths(proposal, status, person, day, words)


def _row(each: FindingRow, day: str, widths: _Widths, width: int, colour: bool) -> list[str]:
    """Return the lines of one finding: who, when and the words, and below where they stand."""
    columns = []
    if widths.proposal:
        columns.append(Cell(text=each.proposal or "", width=widths.proposal, style="accent"))
    if widths.status:
        style = _STYLES.get(each.status or "")
        columns.append(Cell(text=_status(each), width=widths.status, style=style))
    columns.append(Cell(text=_who(each), width=widths.person))
    columns.append(Cell(text=day, width=widths.day, right=True))
    if widths.words:
        indent = width - widths.words
        columns.append(Cell(text=_said(each), width=widths.words))
        lines = row(columns, colour=colour)
    else:
        indent = _INDENT
        lines = row(columns, colour=colour) + paragraph(_said(each), width, indent=indent)
    reference = f"<{each.message_id}>" + (f"  {each.url}" if each.url else "")
    return [*lines, " " * indent + painted(shown_line(reference), "faint", colour)]


def _has_proposal(found: list[FindingRow]) -> bool:
    return found[0].kind in _TAKES_PROPOSAL and any(each.proposal for each in found)


def _who(finding: FindingRow) -> str:
    """Return whose it is: a task without owner is anyone's, an idea without author nobody's."""
    return finding.person or ("anyone" if finding.kind == "actions" else "–")


def _status(finding: FindingRow) -> str:
    if finding.status is None:
        return ""
    if finding.kind == "positions":
        return PROPOSED if finding.own else _SHORT[finding.status]
    return finding.status.upper() if finding.kind == "proposals" else finding.status


def _said(finding: FindingRow) -> str:
    """Return the words in quotation marks, cut where they are long, and when it is due."""
    whole = Span(message_id=MessageId(finding.message_id), start=0, end=len(finding.words))
    span = clipped(finding.words, whole, WORDS)
    by = asked(finding.person, finding.asked_by or "")
    said = quoted(finding.words, span.start, span.end) + by + (HEARSAY if finding.ghost else "")
    if finding.kind in ("positions", "decisions") and finding.title:
        title = finding.title.removesuffix(" …")
        has_title = title in " ".join(finding.words.split())  # who proposes it is for it
        return said if has_title else f"{said} on: {finding.title}"
    due = finding.due or ""
    return said if not due or due.lower() in " ".join(said.lower().split()) else f"{said} ({due})"
