"""Run a command and say what it took: wall seconds and the memory of all its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LISTMINER = (sys.executable, "-m", "listminer")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))  # of which the median is told
POLL_S = 0.05  # short against the shortest ingest that is measured, 1 s
REST = 30  # times as long as a look took: adding up 400 MiB of pages takes milliseconds of a core


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One finished command."""

    wall_s: float
    peak_mib: float  # proportional set size summed over the process tree, the highest seen
    stdout: str


class CommandFailed(RuntimeError):
    """A measured command ended with an error; the bench is void."""


def run(command: Sequence[str], *, env: dict[str, str] | None = None) -> Run:
    """Return what *command* took. Raises CommandFailed with its output if it exits above 1."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
    )
    peaks = [0.0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, done))
    watcher.start()
    stdout, stderr = process.communicate()
    wall_s = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode > 1:
        raise CommandFailed(f"{' '.join(command)}: exit {process.returncode}\n{stderr[-2000:]}")
    return Run(wall_s=wall_s, peak_mib=max(peaks), stdout=stdout)


def median_wall_s(commands: Sequence[Sequence[str]]) -> float:
    """Return the median wall seconds of the given runs, one after the other."""
    return statistics.median(run(command).wall_s for command in commands)


def _watch(pid: int, peaks: list[float], done: threading.Event) -> None:
    pause_s = POLL_S
    while not done.wait(pause_s):
        start = time.perf_counter()
        peaks.append(sum(_pss_kib(each) for each in _tree(pid)) / 1024)
        pause_s = max(POLL_S, REST * (time.perf_counter() - start))


def _tree(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        found.append(each)
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it ended while we looked
    return found


def _pss_kib(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        return 0  # it ended while we looked
    return 0
