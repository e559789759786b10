"""Frames as Parquet: other programs read the same rows."""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import listminer
from listminer.errors import LookupFailed, UserError
from listminer.render.frame import COLUMNS
from tests.store.mails import mail


def rows_of(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return rows as plain values, unknown ones as None, sorted."""
    plain = [
        tuple(None if pd.isna(cell) else _plain(cell) for cell in row)
        for row in frame.itertuples(index=False)
    ]
    return sorted(plain, key=repr)


def _plain(cell: object) -> object:
    return (
        pd.Timestamp(cell).tz_convert("UTC").isoformat() if isinstance(cell, pd.Timestamp) else cell
    )


@pytest.mark.parametrize("table", COLUMNS)
def test_duckdb_and_pandas_read_the_same_rows(debates, tmp_path, table):
    folder = tmp_path / table
    ours = debates.frame(table)
    assert debates.write_parquet(table, folder) == len(ours)
    columns = list(COLUMNS[table])
    theirs = duckdb.sql(
        f"SELECT * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning=true)"
    ).df()
    assert rows_of(theirs[columns]) == rows_of(ours)
    again = pd.read_parquet(folder)
    assert rows_of(again[columns]) == rows_of(ours)


def test_folders_are_lists_and_months(debates, tmp_path):
    debates.write_parquet("messages", tmp_path / "x")
    paths = [path.relative_to(tmp_path / "x") for path in (tmp_path / "x").rglob("*.parquet")]
    assert {str(path.parent) for path in paths} == {"list=sample-dev/month=2016-03"}
    (column,) = {
        pq.ParquetFile(tmp_path / "x" / path).metadata.row_group(0).column(0).compression
        for path in paths
    }
    assert column == "ZSTD"


def test_hostile_text_is_written(tmp_path):
    (tmp_path / "x.eml").write_bytes(
        mail(0, "\x00 \ud800".encode("utf-8", "surrogatepass").decode("latin-1"), list_id="a/b=c")
    )
    debates = listminer.read(tmp_path / "x.eml")
    assert debates.write_parquet("messages", tmp_path / "out") == 1
    assert len(pd.read_parquet(tmp_path / "out")) == 1


def test_half_a_character_does_not_break_a_frame(debates):
    from dataclasses import replace

    from listminer.render.frame import make_frame

    debate = debates[1].facts
    first = replace(debate.messages[0], text="a\ud800b")
    frame = make_frame("messages", [replace(debate, messages=(first, *debate.messages[1:]))])
    assert frame["text"][0] == "a\ufffdb"


@pytest.mark.parametrize("table", COLUMNS)
def test_nothing_is_read_as_the_same_columns_without_rows(debates, tmp_path, table):
    folder = tmp_path / table
    assert debates[:0].write_parquet(table, folder) == 0
    some, none = debates.frame(table), pd.read_parquet(folder)
    assert (len(none), list(none.columns)[: len(some.columns)]) == (0, list(some.columns))
    theirs = duckdb.sql(f"SELECT * FROM read_parquet('{folder}/**/*.parquet')").df()
    assert (len(theirs), list(theirs.columns)) == (0, list(none.columns))


def test_exports_are_not_mixed(debates, tmp_path):
    debates.write_parquet("threads", tmp_path / "x")
    with pytest.raises(UserError, match="holds Parquet files already"):
        debates.write_parquet("threads", tmp_path / "x")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="is a file"):
        debates.write_parquet("threads", tmp_path / "file")


def test_another_table_is_told(debates, tmp_path):
    with pytest.raises(LookupFailed, match="did you mean 'acts'"):
        debates.write_parquet("act", tmp_path / "x")
