"""Figures as tables: for people as text or Markdown, for machines as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float | None  # None: not measured, shown as "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of figures; floats are shares in [0, 1] and shown with three digits."""

    name: str  # for machines: "acts", "bc3"
    title: str  # for people
    columns: tuple[str, ...]  # the first names the row
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()  # what the figures are of, one line each


def render_tables(tables: Iterable[Table], format_: str) -> str:
    """Return *tables* as "text", "markdown" or "json"."""
    listed = list(tables)
    if format_ == "json":
        return json.dumps({table.name: as_data(table) for table in listed}, indent=1)
    draw = _markdown if format_ == "markdown" else _text
    return "\n\n".join(draw(table) for table in listed)


def as_data(table: Table) -> dict[str, object]:
    """Return the table as JSON holds it: one object a row, keyed by column."""
    return {
        "title": table.title,
        "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        "notes": list(table.notes),
    }


def shown(cell: Cell) -> str:
    """Return a cell as people read it.

    >>> shown(0.5), shown(12), shown(None)
    ('0.500', '12', '-')
    """
    if cell is None:
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _text(table: Table) -> str:
    grid = [table.columns, *(tuple(map(shown, row)) for row in table.rows)]
    widths = [max(len(row[i]) for row in grid) for i in range(len(table.columns))]
    lines = [table.title, *(f"  {_aligned(row, widths)}" for row in grid)]
    return "\n".join([*lines, *(f"  {note}" for note in table.notes)])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = row
    cells = [first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True))]
    return "  ".join(cells).rstrip()


def _markdown(table: Table) -> str:
    lines = [
        f"**{table.title}**",
        "",
        _barred(table.columns),
        "|".join(["", "---", *["--:"] * (len(table.columns) - 1), ""]),
        *(_barred([shown(cell) for cell in row]) for row in table.rows),
    ]
    if table.notes:
        lines += ["", *table.notes]
    return "\n".join(lines)


def _barred(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
