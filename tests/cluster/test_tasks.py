"""The tasks themselves, one after the other in this process: no scheduler, the same rows."""

from __future__ import annotations

import multiprocessing
import random
import signal
import sys

import pytest

from listminer.cluster import plan
from listminer.cluster.engine import _interrupts_held
from listminer.cluster.folder import Folder
from listminer.cluster.mining import write_empty_tables
from listminer.cluster.placing import place_all
from listminer.cluster.reading import read_threads
from listminer.cluster.shards import parse_carefully, parse_shard
from listminer.fetch.local import open_source
from listminer.pipeline.parsing import Batch, parse_batch
from tests.cluster.comparing import count_rows, differing


def test_tasks_in_any_order_and_twice_give_the_rows_of_one_machine(tmp_path, lists, monkeypatch):
    monkeypatch.setattr(plan, "SHARD_BYTES", 700)
    folder = Folder(tmp_path / "out")
    planned = plan.make_plan(lists.sources)
    shards = list(planned.shards())
    again = [*shards, *shards]
    random.Random(1).shuffle(again)
    for shard in again:
        parse_shard(shard, folder, None)
    for _ in range(2):
        placed = place_all(folder, planned, len(shards))
    for number in reversed(range(placed["bunches"])):
        read_threads(number, folder)
    write_empty_tables(folder, count_rows(tmp_path / "out"))  # as the conductor does at the end
    assert differing(tmp_path / "out", lists.tables) == {}
    assert len(shards) > 8


def test_a_shard_whose_first_try_was_cut_off_gives_the_same(lists):
    raws = [raw for file in open_source(lists.sources[0]) for raw in file.messages()]
    assert parse_carefully(raws) == parse_batch(Batch(tuple(raws), 0))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="POSIX has masks of signals")
def test_processes_of_a_local_run_do_not_hear_the_ctrl_c_that_ends_it():
    """Each would die with a traceback of its own on the user's terminal."""
    child = multiprocessing.get_context("spawn").Process(target=_end_deaf_or_not)
    with _interrupts_held():
        child.start()
    child.join()
    assert child.exitcode == 0
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _end_deaf_or_not() -> None:
    sys.exit(signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
