"""Frames of debates: those of findings and facts, and a list's numbers by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from listminer.errors import LookupFailed
from listminer.library.lookup import known_name
from listminer.mail.subject import topic_tags
from listminer.model import Discussion
from listminer.people import People
from listminer.render.frame import COLUMNS, frame_of, make_frame
from listminer.thread.statistics import ListMeasures, MonthMeasures, measure_list

if TYPE_CHECKING:
    import pandas as pd

STATS = "stats"
TABLES = (*COLUMNS, STATS)
"""All frames by name; "stats" has one row a month."""

OF_FINDINGS = frozenset({"acts", "proposals", "positions", "actions", "questions", "decisions"})
"""The frames for which the findings are read."""

OF_TEXTS = frozenset({"messages", "links"})
"""The frames of facts that show words; the others are read without."""


def known_table(table: str) -> str:
    """Return the frame that *table* means. Raises LookupFailed with the nearest."""
    return known_name("frame", table, TABLES)


def frame(
    table: str,
    discussions: Iterable[Discussion],
    people: People,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the frame *table* but STATS; only *columns*, in their order, if they are named.

    Raises LookupFailed for a column that there is not.
    """
    return chosen(table, make_frame(table, discussions, name_of=people.name_of), columns)


def chosen(table: str, made: pd.DataFrame, columns: Sequence[str] | None) -> pd.DataFrame:
    """Return the frame with only *columns*, in their order, if they are named."""
    return made if columns is None else made[known_columns(table, columns)]


def known_columns(table: str, columns: Iterable[str]) -> list[str]:
    """Return the columns that are meant. Raises LookupFailed with the nearest."""
    if isinstance(columns, str) or not isinstance(columns, Iterable):
        raise LookupFailed(
            f"no list of columns: {columns!r}",
            hints=(f"write them in brackets: frame({table!r}, [{columns!r}])",),
        )
    known = _MONTH if table == STATS else COLUMNS[table]
    return [known_name(f"column of {table}", each, known) for each in columns]


def measure(
    discussions: Iterable[Discussion],
    people: People,
    lists: Iterable[str] = (),
    *,
    list_name: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    first_dates: Mapping[str, datetime] | None = None,
) -> ListMeasures:
    """Return the numbers of a selection; the tags of its own *lists* are none."""
    own = {name.casefold() for name in lists}

    def tags_of(subject: str) -> list[str]:
        return [tag for tag in topic_tags(subject) if tag not in own]

    return measure_list(
        discussions,
        name_of=people.name_of,
        tags_of=tags_of,
        list_name=list_name,
        since=since,
        until=until,
        first_dates=first_dates,
    )


def months_frame(measures: ListMeasures) -> pd.DataFrame:
    """Return a row a month, its columns those of MonthMeasures."""
    rows = [tuple(getattr(each, name) for name in _MONTH) for each in measures.months]
    return frame_of(STATS, rows, _MONTH)


_KINDS = {"month": "str", "newcomer_share": "float64", "median_reply_h": "float64"}
_MONTH: dict[str, str] = {
    each.name: _KINDS.get(each.name, "Int64") for each in fields(MonthMeasures)
}
