"""A store that cannot be used is told in words, and nothing is half-written."""

from __future__ import annotations

import os
import sqlite3

import pytest

from listminer.errors import StoreError
from listminer.store import Store
from listminer.store.connection import connect
from listminer.store.schema import APPLICATION_ID, MIGRATIONS, VERSION


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "store.db"


def test_a_new_store_is_made_with_its_folder(path):
    with Store.open(path) as store:
        assert store.count() == 0
    assert Store.open(path, readonly=True).count() == 0


def test_a_store_to_read_must_be_there(path):
    with pytest.raises(StoreError, match="there is none yet"):
        Store.open(path, readonly=True)
    assert not path.exists()


def test_a_newer_store_is_left_alone(path):
    Store.open(path).close()
    with sqlite3.connect(path) as found:
        found.execute(f"PRAGMA user_version={VERSION + 1}")
    with pytest.raises(StoreError, match="a newer listminer wrote it"):
        Store.open(path)


def test_an_older_store_is_brought_up_to_date_by_whoever_opens_it(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as found:
        found.executescript(MIGRATIONS[0])
        found.execute(f"PRAGMA application_id={APPLICATION_ID}")
        found.execute("PRAGMA user_version=1")
    with Store.open(path, readonly=True) as store:
        assert store.followed() == ()
    with sqlite3.connect(path) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_an_empty_file_is_no_store_to_read(path):
    path.parent.mkdir()
    path.touch()
    with pytest.raises(StoreError, match="the file is empty"):
        Store.open(path, readonly=True)
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 no database" * 100, b"SQLite format 3\0" + b"x" * 99]
)
def test_a_file_that_is_no_store(tmp_path, content):
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_programs_database(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as found:
        found.execute("CREATE TABLE notes(text)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_a_busy_store_is_waited_for_then_told(path):
    Store.open(path).close()
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        store = Store.open(path, busy_timeout_s=0.1)
        with pytest.raises(StoreError, match=r"another process is writing; waited 0\.1 s"):
            store.keep_findings("key", "acts", "1", "{}")
        other.execute("ROLLBACK")
        store.keep_findings("key", "acts", "1", "{}")
        assert store.cached_findings("key", "acts", "1") == "{}"
        assert store.cached_findings("key", "acts", "2") is None


def test_a_full_disk_leaves_nothing_half_written(path):
    found = connect(str(path), readonly=False, busy_timeout_s=1)
    pages = found.execute("PRAGMA page_count").fetchone()[0]
    found.execute(f"PRAGMA max_page_count={pages + 2}")
    insert = "INSERT INTO findings VALUES(?,'acts','1',?)"
    rows = ((str(number), "x" * 10_000) for number in range(100))
    with pytest.raises(StoreError, match="the disk is full"), found.transaction():
        found.executemany(insert, rows)
    assert found.execute("SELECT count(*) FROM findings").fetchone() == (0,)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Store.open(tmp_path / "store.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_in_a_read_only_folder_is_read(path):
    Store.open(path).close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    with Store.open(path, readonly=True) as store:
        assert store.count() == 0
    with pytest.raises(StoreError, match="read-only"):
        Store.open(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_whose_last_words_stand_in_its_log_is_not_read_without_them(path):
    Store.open(path).close()
    path.with_name(f"{path.name}-wal").write_bytes(b"something")
    path.parent.chmod(0o500)
    with pytest.raises(StoreError):
        Store.open(path, readonly=True)


def test_a_store_opened_for_reading_cannot_be_written(path):
    Store.open(path).close()
    with Store.open(path, readonly=True) as store, pytest.raises(StoreError, match="read-only"):
        store.keep_findings("key", "acts", "1", "{}")


def test_the_store_says_whose_it_is(path):
    Store.open(path).close()
    with sqlite3.connect(path) as found:
        assert found.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert found.execute("PRAGMA journal_mode").fetchone() == ("wal",)
