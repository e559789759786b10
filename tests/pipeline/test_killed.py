"""Killed at any moment, the next run ends with the store of an undisturbed one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.mails import dump, write_archive

CHILD = """
import os, signal, sys
from listminer.store.connection import Connection
from listminer.store import Store
from listminer.pipeline import ingest
from listminer.settings import Settings

path, source, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
done = 0

def count():
    global done
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

class Counted(Connection):
    def execute(self, *args):
        count()
        return super().execute(*args)
    def executemany(self, *args):
        count()
        return super().executemany(*args)

import listminer.store.connection as room
room.Connection = Counted
settings = Settings(spread_from_bytes=0, batch_bytes=1024)
with Store.open(path) as store:
    ingest(store, [source], settings, workers=1)
print(done)
"""


def run(path: Path, source: Path, last: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(source), str(last)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    source = write_archive(folder / "dev", months=3, size=5)
    done = run(folder / "whole.db", source)
    assert done.returncode == 0, done.stderr
    return source, int(done.stdout), dump(folder / "whole.db")


@pytest.mark.parametrize("part", [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1.0])
def test_a_killed_run_is_taken_up(tmp_path, undisturbed, part):
    source, statements, expected = undisturbed
    path = tmp_path / "store.db"
    assert run(path, source, max(1, int(part * statements))).returncode == -9
    done = run(path, source)
    assert done.returncode == 0, done.stderr
    assert dump(path) == expected
