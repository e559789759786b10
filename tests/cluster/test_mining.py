"""Mined by a cluster: the same rows as on one machine, whatever happens to its workers."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

import listminer as package
from listminer.cluster import Mined, mine, plan
from listminer.cluster.folder import Folder
from listminer.render.frame import COLUMNS
from listminer.store import Store
from tests.cluster.comparing import count_rows, differing, one_machine
from tests.store.mails import debate, dump, mbox

pytestmark = [pytest.mark.cluster, pytest.mark.enable_socket]  # workers are spoken to on loopback
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture
def small_shards(monkeypatch):
    """Cut files of some KB into parts, so that small archives have many shards."""
    monkeypatch.setattr(plan, "SHARD_BYTES", 1500)


def rows_of(mined: Mined) -> dict[str, int]:
    return {table: count for table, count in mined.rows.items() if count}


def test_the_sample_has_the_same_rows_as_on_one_machine(scheduler, tmp_path):
    mined = mine([SAMPLE], tmp_path / "out", scheduler=scheduler)
    theirs = one_machine(tmp_path, [SAMPLE]).tables
    assert differing(tmp_path / "out", theirs) == {}
    assert rows_of(mined) == count_rows(theirs)
    assert (mined.found, mined.stored) == (87, 30)
    told = json.loads((tmp_path / "out/_manifest.json").read_bytes())
    assert (told["complete"], told["rows"]) == (True, dict(mined.rows))


@pytest.mark.usefixtures("small_shards")
def test_lists_that_share_threads_have_the_same_rows_as_on_one_machine(scheduler, tmp_path, lists):
    mined = mine(lists.sources, tmp_path / "out", scheduler=scheduler)
    assert differing(tmp_path / "out", lists.tables) == {}
    assert len(list((tmp_path / "out/_mail").iterdir())) > 3
    assert (mined.found, mined.stored, mined.duplicates, mined.rejected) == (19, 18, 1, 0)


@pytest.mark.usefixtures("small_shards")
def test_what_was_mined_is_a_store_like_one_that_ingested(scheduler, tmp_path, lists):
    mine(lists.sources, tmp_path / "out", scheduler=scheduler)
    with package.open(tmp_path / "imported.db") as store:
        assert store.import_parquet(tmp_path / "out") == 18
        assert store.import_parquet(tmp_path / "out") == 0
    assert dump(tmp_path / "imported.db") == dump(lists.store)
    assert kept_findings(tmp_path / "imported.db") == kept_findings(lists.store)


def kept_findings(path: Path) -> list[str | None]:
    with Store.open(path, readonly=True) as store:
        from listminer.extract import EXTRACTOR, VERSION

        keys = [store.content_key(each.number) for each in store.threads(sort="first")]
        return sorted(str(store.cached_findings(key, EXTRACTOR, VERSION)) for key in keys)


@pytest.mark.usefixtures("small_shards")
def test_a_worker_killed_three_times_changes_nothing(scheduler, kill_worker, tmp_path, lists):
    moments = [("parsing", 2), ("threading", 0), ("reading", 0)]

    def kill(at):
        if (at.stage, at.done) in moments:
            moments.remove((at.stage, at.done))
            kill_worker()

    mine(lists.sources, tmp_path / "out", scheduler=scheduler, progress=kill)
    assert moments == []
    assert differing(tmp_path / "out", lists.tables) == {}
    assert not (tmp_path / "out/_temporary").exists()


@pytest.mark.usefixtures("small_shards")
def test_a_full_disk_on_one_worker_is_left_to_the_other(cluster, scheduler, tmp_path, lists):
    full = next(iter(cluster.nthreads()))
    cluster.run(fill_disk, workers=[full])
    try:
        mine(lists.sources, tmp_path / "out", scheduler=scheduler)
        assert cluster.run(times_full, workers=[full])[full] > 0
    finally:
        cluster.run(empty_disk)
    assert differing(tmp_path / "out", lists.tables) == {}


def test_full_disks_everywhere_stop_the_run_which_then_goes_on(cluster, scheduler, tmp_path, lists):
    cluster.run(fill_disk)
    try:
        with pytest.raises(package.UserError, match=r"no worker has room.*No space left"):
            mine(lists.sources, tmp_path / "out", scheduler=scheduler)
    finally:
        cluster.run(empty_disk)
    mine(lists.sources, tmp_path / "out", scheduler=scheduler)
    assert differing(tmp_path / "out", lists.tables) == {}


def fill_disk():
    """In a worker: nothing can be written to the output any more."""

    def put(_self, _path, name):
        Folder.times += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    Folder.real_put, Folder.put, Folder.times = Folder.put, put, 0


def empty_disk():
    if hasattr(Folder, "real_put"):
        Folder.put = Folder.real_put
        del Folder.real_put


def times_full():
    return Folder.times


def test_a_mail_that_kills_the_parser_is_left_out_and_told(scheduler, tmp_path):
    talk = debate(0, 8, "Nightly builds")
    poisoned = talk[3].replace(b"\nSubject:", b"\nX-Poison: yes\nSubject:")
    for name, mails in (("bad", [*talk[:3], poisoned, *talk[4:]]), ("good", talk[:3] + talk[4:])):
        (tmp_path / name / "dev").mkdir(parents=True)
        (tmp_path / name / "dev/2020-01.mbox").write_bytes(mbox(mails))
    mined = mine([tmp_path / "bad"], tmp_path / "out", scheduler=scheduler)
    assert differing(tmp_path / "out", one_machine(tmp_path, [tmp_path / "good"]).tables) == {}
    assert (mined.found, mined.stored, mined.rejected) == (8, 7, 1)
    (problem,) = mined.problems
    assert problem.message.startswith("the process that read it ended at once")
    assert problem.locator.startswith(str(tmp_path / "bad/dev/2020-01.mbox#byte="))


@pytest.mark.usefixtures("small_shards")
def test_a_second_run_makes_only_what_is_missing(scheduler, tmp_path, lists):
    out = tmp_path / "out"
    mine(lists.sources, out, scheduler=scheduler)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert mine(lists.sources, out, scheduler="tcp://127.0.0.1:1").tasks == 0  # nobody is asked
    (out / "_mail/shard-000001.parquet").unlink()
    (out / "_findings/bunch-000000.parquet").unlink()
    assert mine(lists.sources, out, scheduler=scheduler).tasks == 2
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert after.keys() == before.keys()
    again = {path.relative_to(out).as_posix() for path in after if after[path] != before[path]}
    assert {name for name in again if "bunch-000000" not in name} == {"_mail/shard-000001.parquet"}
    assert differing(out, lists.tables) == {}


def test_sources_and_results_may_lie_behind_urls(scheduler, tmp_path, lists):
    urls = [f"local://{source}" for source in lists.sources]
    mine(urls, f"local://{tmp_path / 'out'}", scheduler=scheduler)
    assert differing(tmp_path / "out", lists.tables) == {}


@pytest.mark.slow
@pytest.mark.shared
def test_months_of_opensim_dev_have_the_same_rows_as_on_one_machine(scheduler, shared, tmp_path):
    """Some months: all 77 twice, with what is found in them, would take a quarter of an hour."""
    months = sorted((shared / "archives/pipermail/opensim-dev").glob("2008-J*.txt.gz"))
    assert months
    mined = mine(months, tmp_path / "out", scheduler=scheduler)
    theirs = one_machine(tmp_path, months).tables
    assert differing(tmp_path / "out", theirs) == {}
    assert rows_of(mined) == count_rows(theirs)
    assert set(mined.rows) == set(COLUMNS)
