"""Frames as Parquet, in folders by list and month: what pandas, DuckDB, R and Spark read.

Touches pyarrow (extra `frames`) and writes into one folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listminer.errors import UserError
from listminer.model import Discussion
from listminer.quoting import dates_of
from listminer.render.frame import known_frame, make_frame
from listminer.render.frame_rows import NameOf

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

EMPTY = "part-0.parquet"  # the one file of a table without rows
_BUNCH = 200  # debates in memory at a time
_NOWHERE = "unknown"  # the list or month of a debate that names none
PARTITIONS = ("list", "month")
"""The columns that the folders add: of the debate, so that all of its rows lie together."""


def write_parquet(
    table: str,
    discussions: Iterable[Discussion],
    folder: str | os.PathLike[str],
    *,
    name_of: NameOf | None = None,
) -> int:
    """Write the frame *table* to *folder*/list=…/month=…/part-….parquet; return its rows.

    Hive partitions, compressed with zstd. `list` is the first list of the
    debate, `month` that in which it began. Rows and columns are those of
    make_frame; of "people", whose rows are no debate's, there is one file.
    Raises LookupFailed for another table, UserError without pyarrow, if the
    folder cannot be written or holds such files already.
    """
    known_frame(table)
    try:
        import pyarrow as pa  # optional, 100 ms
        import pyarrow.dataset as ds
    except ImportError as exc:
        raise UserError(
            "Parquet needs pyarrow, which is not installed",
            hints=("to install it: pip install 'listminer[frames]'",),
        ) from exc
    target = Path(folder)
    _check(target)
    is_parted = table != "people"
    schema = _schema(table)
    parts = ds.partitioning(pa.schema([(name, pa.string()) for name in PARTITIONS]), flavor="hive")
    count = 0
    try:
        target.mkdir(parents=True, exist_ok=True)
        # bunch by bunch: pyarrow would read an iterator in a thread, where no store can be read
        for bunch, frame in enumerate(_frames(table, discussions, name_of)):
            count += len(frame)
            ds.write_dataset(
                pa.Table.from_pandas(frame, schema, preserve_index=False),
                target,
                format="parquet",
                basename_template=f"part-{bunch}-{{i}}.parquet",
                partitioning=parts if is_parted else None,
                file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
                existing_data_behavior="overwrite_or_ignore",
            )
    except OSError as exc:
        raise UserError(f"{target}: cannot be written ({exc.strerror or exc})") from exc
    return count


def write_empty(table: str, folder: str | os.PathLike[str]) -> None:
    """Write the frame *table* without a row to *folder*/EMPTY: its columns and types."""
    import pyarrow.parquet as pq  # optional, 100 ms

    target = Path(folder)
    if not any(target.rglob("*.parquet")):
        try:
            target.mkdir(parents=True, exist_ok=True)
            pq.write_table(_schema(table).empty_table(), target / EMPTY)
        except OSError as exc:
            raise UserError(f"{target}: cannot be written ({exc.strerror or exc})") from exc


def _schema(table: str) -> pa.Schema:
    import pyarrow as pa  # optional, 100 ms

    empty = make_frame(table, ())
    if table != "people":
        empty = empty.assign(**{name: _texts([]) for name in PARTITIONS})
    return pa.Schema.from_pandas(empty, preserve_index=False)


def _check(target: Path) -> None:
    """Raise UserError where files of another export would be mixed with these."""
    if target.is_file():
        raise UserError(f"{target}: is a file, not a folder", hints=("name a folder: -o FOLDER",))
    if target.is_dir() and any(target.rglob("*.parquet")):
        raise UserError(
            f"{target}: holds Parquet files already", hints=("name another folder: -o FOLDER",)
        )


def _frames(
    table: str, discussions: Iterable[Discussion], name_of: NameOf | None
) -> Iterator[pd.DataFrame]:
    if table == "people":
        yield make_frame(table, discussions, name_of=name_of)
        return
    left = iter(discussions)
    while bunch := list(islice(left, _BUNCH)):
        frame = make_frame(table, bunch, name_of=name_of)
        places = {each.thread.root: _place(each) for each in bunch}
        for at, name in enumerate(PARTITIONS):
            frame[name] = _texts([places[root][at] for root in frame["thread"]])
        yield frame


def _texts(values: list[str]) -> Any:
    import pandas as pd  # late: half a second

    return pd.Series(values, dtype="str")


def _place(discussion: Discussion) -> tuple[str, str]:
    """Return the list of a debate and the month in which it began."""
    first, _ = dates_of(discussion.heard)
    return next(iter(discussion.lists), _NOWHERE), f"{first:%Y-%m}" if first else _NOWHERE
