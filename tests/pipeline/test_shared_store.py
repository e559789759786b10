"""One store, two writers or a full disk: nothing is lost, nothing doubled, and it is told."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from listminer.errors import StoreError
from listminer.pipeline import ingest
from listminer.store import Store
from tests.store.mails import dump, write_archive

# A process may not write a file beyond the limit: what a full disk or a quota does.
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
from listminer.pipeline import ingest
from listminer.store import Store
from listminer.errors import StoreError
try:
    with Store.open(sys.argv[1]) as store:
        ingest(store, [sys.argv[2]], workers=1)
except StoreError as exc:
    print(exc)
    sys.exit(2)
"""


@pytest.fixture
def archive(tmp_path):
    return write_archive(tmp_path / "dev")


@pytest.fixture
def undisturbed(tmp_path, archive):
    with Store.open(tmp_path / "whole.db") as store:
        ingest(store, [archive], workers=1)
    return dump(tmp_path / "whole.db")


def test_two_ingests_at_once_end_with_the_store_of_one(tmp_path, archive, undisturbed):
    files = sorted(map(str, archive.iterdir()))
    path = tmp_path / "both.db"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "listminer", "--store", str(path), "ingest", *order],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for order in (files, files[::-1])
    ]
    told = [each.communicate(timeout=120)[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], told
    assert dump(path) == undisturbed


def test_several_make_one_new_store_at_the_same_moment(tmp_path):
    """SQLite does not wait where two turn the same new file into one with a log."""
    for turn in range(30):
        together = Barrier(3)

        def make(turn: int = turn, together: Barrier = together) -> int:
            together.wait()
            with Store.open(tmp_path / f"{turn}.db") as store:
                return store.count()

        with ThreadPoolExecutor(3) as pool:
            made = [pool.submit(make) for _ in range(3)]
        assert [each.result() for each in made] == [0, 0, 0]


def test_a_full_disk_costs_one_step_and_the_next_ingest_goes_on(tmp_path, archive, undisturbed):
    path = tmp_path / "full.db"
    with Store.open(path) as store:
        ingest(store, [sorted(archive.iterdir())[0]], workers=1)
        before = store.count()
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreError, match="the disk is full; what was written before is kept"):
            ingest(store, [archive], workers=1)
        assert store.count() >= before
    with Store.open(path) as store:
        ingest(store, [archive], workers=1)
    assert dump(path) == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file size")
@pytest.mark.parametrize("limit", [200_000, 300_000])
def test_a_limit_of_file_size_is_told_as_a_full_disk(tmp_path, archive, undisturbed, limit):
    path = tmp_path / "limited.db"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(archive), str(limit)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert "the disk is full" in done.stdout
    with Store.open(path) as store:
        ingest(store, [archive], workers=1)
    assert dump(path) == undisturbed
