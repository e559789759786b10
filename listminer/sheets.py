"""Rows as CSV (RFC 4180) in which a spreadsheet finds nothing to run or to fetch.

Pure. Mail is written by anybody, and a spreadsheet takes a cell that begins like a formula
for one: `=HYPERLINK(…)`, `@SUM(…)`, `+cmd|' /C calc'!A0`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# What a formula begins with, behind what a spreadsheet passes over, and what a sum needs to
# reach outside of itself: a call, a sheet or program by "!", a document by "#". Matches
# "=1", "\t@SUM(1)", "+cmd|' /C calc'!A0", "-a'#$S.A1". Must not match "+1", "-1 for the 2nd",
# "- item", "+1 on #4". "'=1" is matched as well: so one apostrophe is ours, whatever follows.
_FORMULA = re.compile(r"'*[\s\x00-\x1f\ufeff]*(?:[=@＝＠]|[+\-＋－](?=(?s:.)*?(?:[(!]|\S#)))")
# Some programs take ";" and tabs for the ends of cells, too.
_QUOTED = re.compile(r'[",;\t\r\n]')


def csv_line(cells: Iterable[object]) -> str:
    r"""Return *cells* as one line of CSV, ended by CR LF; None is an empty cell.

    A text that a spreadsheet could run has an apostrophe before it. No other cell is
    changed: to read the text exactly as it was, take one apostrophe off a cell that begins
    with one and, behind any others, like a formula.

    >>> csv_line(["+1", "=SUM(A1,A2)", None, 0.5])
    '+1,"\'=SUM(A1,A2)",,0.5\r\n'
    """
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = f"'{value}" if _FORMULA.match(value) else value
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
