"""Killed at any moment, the next run ends with the store of an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.local import LocalServer, page
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


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("month", [1, 3])
def test_a_killed_fetch_is_taken_up(tmp_path, month):
    """The run is killed while a month is on its way; the next run ends as if nothing had been."""
    months = sorted(write_archive(tmp_path / "dev").glob("*.mbox"))
    urls = [f"/pipermail/dev/{each.stem}.txt" for each in months]
    running: list[subprocess.Popen[bytes]] = []
    with LocalServer() as server:
        links = "".join(f'<a href="{each.stem}.txt">x</a>' for each in months)
        server.pages["/pipermail/dev/"] = links.encode()
        server.pages |= {url: each.read_bytes() for url, each in zip(urls, months, strict=True)}

        def run(store: str) -> int:
            command = [sys.executable, "-m", "listminer", "--store", str(tmp_path / store)]
            process = subprocess.Popen(
                [*command, "ingest", f"{server.url}/pipermail/dev/"],
                env={
                    **os.environ,
                    "LISTMINER_HOST_DELAY_S": "0",
                    "LISTMINER_CACHE": str(tmp_path / f"cache-{store}"),
                },
                stdout=subprocess.DEVNULL,
            )
            running.append(process)
            return process.wait(60)

        assert run("whole.db") == 0
        whole = page(server.pages[urls[month]])
        server.faults[urls[month]] = [lambda _handler: running[-1].kill(), whole]
        assert run("killed.db") == -signal.SIGKILL
        assert run("killed.db") == 0
    assert dump(tmp_path / "killed.db") == dump(tmp_path / "whole.db")
