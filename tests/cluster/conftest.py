"""A scheduler on loopback with two workers of one thread each, for all tests of the room."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from distributed.core import Status

from tests.cluster.comparing import OneMachine, one_machine
from tests.store.mails import debate, mail, mbox

POISON = Path(__file__).parent / "poison"


@pytest.fixture(scope="package")
def cluster():
    """Return a client of a scheduler whose two workers start anew when they are killed.

    It ends with the tests of the room: its environment is not meant for other rooms.
    """
    with pytest.MonkeyPatch.context() as patch:
        before = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(POISON), *([before] if before else [])]))
        patch.setenv("OMP_NUM_THREADS", "1")
        with (
            LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            ) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client


@pytest.fixture
def scheduler(cluster):
    """Return the address of the scheduler, two workers being there."""
    cluster.wait_for_workers(2, timeout=120)  # a worker that a test killed may come no more
    return cluster.scheduler.address


@pytest.fixture
def kill_worker(cluster):
    """Return a function that kills a worker: one at work, since its nanny starts no other anew."""

    def kill():
        at_work: list[int] = []
        while not at_work:
            cluster.wait_for_workers(1)
            there = cluster.nthreads()
            at_work = [
                nanny.pid
                for nanny in cluster.cluster.workers.values()
                if nanny.worker_address in there and nanny.process.status == Status.running
            ]
        os.kill(at_work[0], signal.SIGKILL)

    return kill


@pytest.fixture(scope="session")
def lists(tmp_path_factory) -> OneMachine:
    """Return two lists that share threads, and what one machine makes of them."""
    folder = tmp_path_factory.mktemp("lists")
    return one_machine(folder, write_lists(folder / "mail"))


def write_lists(folder: Path) -> list[Path]:
    """Write two lists that share a thread, copies, a reused id and a lost parent; return them."""
    dev, ops = folder / "dev", folder / "ops"
    dev.mkdir(parents=True)
    ops.mkdir()
    talk = debate(0, 12, "Nightly builds")
    on_ops = "ops.lists.example.org"
    (dev / "2020-01.mbox").write_bytes(mbox(talk[:6]))
    (dev / "2020-02.mbox").write_bytes(mbox([*talk[6:], talk[2]]))
    (ops / "2020-01.mbox").write_bytes(
        mbox(
            [
                mail(3, "Not so fast.", to=2, list_id=on_ops),
                mail(4, "Quite another text under the same id.", list_id=on_ops),
                mail(5, "And we agree.", to=4, list_id=on_ops, subject="Re: Nightly builds"),
                mail(
                    30, "I saw it on the other list.", list_id=on_ops, subject="Re: Nightly builds"
                ),
                mail(31, "We propose to drop it. +1", list_id=on_ops, subject="Timers"),
                mail(32, "> We propose to drop it. +1\n\n-1, it works.", to=31, list_id=on_ops),
            ]
        )
    )
    (ops / "notes.txt").write_text("no mail at all\n")
    return [dev, ops]
