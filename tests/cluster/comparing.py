"""Tables that a cluster wrote beside those of a store, row for row, as DuckDB reads them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb

import listminer
from listminer.pipeline import ingest
from listminer.render.frame import COLUMNS
from listminer.store import Store


class OneMachine(NamedTuple):
    """What a store makes of mail."""

    sources: list[Path]
    store: Path
    tables: Path  # a folder of Parquet for each


def one_machine(folder: Path, sources: list[Path]) -> OneMachine:
    """Ingest *sources* into a store in *folder*, export all tables."""
    with Store.open(folder / "store.db") as store:
        ingest(store, sources, workers=1)
    with listminer.open(folder / "store.db") as store:
        for table in COLUMNS:
            store.threads().write_parquet(table, folder / "tables" / table)
    return OneMachine(sources, folder / "store.db", folder / "tables")


def differing(ours: Path, theirs: Path) -> dict[str, int]:
    """Return by table how many rows only one of the two has; {} if all are equal."""
    found = {}
    for table in COLUMNS:
        left, right = _rows(ours / table), _rows(theirs / table)
        if left is None or right is None:
            if left != right:
                found[table] = -1
            continue
        ((count,),) = duckdb.sql(
            f"SELECT count(*) FROM ((({left}) EXCEPT ALL ({right})) UNION ALL "
            f"(({right}) EXCEPT ALL ({left})))"
        ).fetchall()
        if count:
            found[table] = count
    return found


def _rows(folder: Path) -> str | None:
    if not list(folder.rglob("*.parquet")):
        return None
    return f"SELECT * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning=true)"


def count_rows(folder: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table: duckdb.sql(f"SELECT count(*) FROM ({rows})").fetchall()[0][0]
        for table in COLUMNS
        if (rows := _rows(folder / table))
    }
