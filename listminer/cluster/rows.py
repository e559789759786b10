"""Rows of messages as Parquet: the store's MessageRow, column by column, and whence it came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from listminer.cluster.folder import Folder
from listminer.model import Problem
from listminer.store import MessageRow

NARROW = (
    *("message_id", "digest", "name", "address", "date", "utc_offset", "subject", "base_subject"),
    *("refs", "lists", "url", "quoted", "named", "authored"),
)
"""What threading reads of a message: all but bodies, and what only its reader wants."""
WORDS = tuple(
    name
    for name in MessageRow._fields
    if name not in ("raw", "envelope", "quoted", "named", "authored")
)
"""What reading a thread wants of a message: all that it says."""

_ROW_GROUP = 256  # messages read together, 1 MB: a bunch of threads has its mail side by side
_ABOUT = b"listminer"
_BYTES = frozenset({"text", "segments", "raw", "quoted", "authored"})
_NUMBERS = frozenset({"date", "utc_offset"})


def write_rows(
    path: Path,
    batches: Iterator[Sequence[tuple[int, MessageRow]]],
    about: Mapping[str, Any],
) -> None:
    """Write rows, each with the number of its file, and *about* them, read when all are written."""
    import pyarrow as pa  # optional, 100 ms
    import pyarrow.parquet as pq

    schema = pa.schema([("file", pa.int32()), *((n, _kind(pa, n)) for n in MessageRow._fields)])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            if not batch:
                continue
            columns = [[number for number, _ in batch], *zip(*(r for _, r in batch), strict=True)]
            table = pa.table(
                [pa.array(cells, kind.type) for cells, kind in zip(columns, schema, strict=True)],
                schema=schema,
            )
            writer.write_table(table, row_group_size=_ROW_GROUP)
        writer.add_key_value_metadata({_ABOUT: json.dumps(about)})


def _kind(pa: Any, name: str) -> Any:
    if name in _BYTES:
        return pa.binary()
    if name in _NUMBERS:
        return pa.int64()
    return pa.list_(pa.string()) if name == "lists" else pa.string()


def read_about(folder: Folder, name: str) -> dict[str, Any]:
    """Return what write_rows was told about the rows of *name*."""
    import pyarrow.parquet as pq  # optional, 100 ms

    with folder.open(name) as file:
        told: dict[str, Any] = json.loads(pq.ParquetFile(file).metadata.metadata[_ABOUT])
    return told


def problems_in(about: Mapping[str, Any]) -> Iterator[tuple[int, Problem]]:
    """Yield what could not be used, and the number of its file."""
    for file, stage, locator, message in about["problems"]:
        yield file, Problem(stage=stage, locator=locator, message=message)


def iter_rows(
    folder: Folder, name: str, columns: Sequence[str] = MessageRow._fields
) -> Iterator[tuple[int, MessageRow]]:
    """Yield file and row of each message in order; what is not in *columns* is empty."""
    import pyarrow.parquet as pq  # optional, 100 ms

    with folder.open(name) as file:
        for batch in pq.ParquetFile(file).iter_batches(1024, columns=["file", *columns]):
            yield from _decoded(batch, columns)


def pick_rows(folder: Folder, name: str, places: Sequence[int]) -> Iterator[tuple[int, MessageRow]]:
    """Yield place and WORDS of the messages at *places*, sorted; other row groups are not read."""
    import pyarrow as pa  # optional, 100 ms
    import pyarrow.parquet as pq

    with folder.open(name) as file:
        found = pq.ParquetFile(file)
        first = at = 0
        for group in range(found.num_row_groups):
            after = first + found.metadata.row_group(group).num_rows
            wanted = []
            while at < len(places) and places[at] < after:
                wanted.append(places[at])
                at += 1
            if wanted:
                table = found.read_row_group(group, columns=["file", *WORDS])
                table = table.take(pa.array([place - first for place in wanted]))
                rows = (row for _, row in _decoded(table, WORDS))
                yield from zip(wanted, rows, strict=True)
            first = after


def _decoded(table: Any, columns: Sequence[str]) -> Iterator[tuple[int, MessageRow]]:
    empty = MessageRow(**{name: _EMPTY.get(name, "") for name in MessageRow._fields})
    at = [MessageRow._fields.index(name) for name in columns]
    files = table.column("file").to_pylist()
    for file, *cells in zip(
        files, *(table.column(name).to_pylist() for name in columns), strict=True
    ):
        row: list[Any] = list(empty)
        for place, cell in zip(at, cells, strict=True):
            row[place] = cell
        row[_LISTS] = tuple(row[_LISTS])
        yield file, MessageRow(*row)


_LISTS = MessageRow._fields.index("lists")
_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(_BYTES, b""),
    **dict.fromkeys(_NUMBERS),
    "lists": (),
    "url": None,
    "envelope": None,
    "segments": b"\0\0\0\0",  # none of them, as the store packs it
}
