"""What a notebook waits for: the import, frames, the people graph, pictures, all messages.

Each is measured in a process of its own, so that none profits from what
another has loaded or kept, and in seconds of the processor: each is one
thread's work, so that they are what one waits for where nobody else works.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measure import run

ROUNDS = 3  # the best is told: others may be using the machine's caches
PICTURES = ("activity", "network", "response-times", "writing-hours", "topics")

_TIMED = """
import sys, time
import listminer
{warm}
store = listminer.open(sys.argv[1], readonly=True)
start = time.process_time()
{step}
print(time.process_time() - start)
"""
_IMPORT = """
import time
start = time.process_time()
import listminer
print(time.process_time() - start)
"""
_GROWN = """
import resource, sys
import listminer
store = listminer.open(sys.argv[1], readonly=True)
messages = store.messages()
count = sum(1 for _, _ in zip(range({few}), messages))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count += sum(1 for _ in messages)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, before / 1024, after / 1024)
"""
_FEW = 3000  # messages; the bunches that are in memory at a time have come up by then
_PANDAS = "import pandas"
_NETWORKX = "import networkx"
_PYPLOT = "import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot"


def notebook_rows(store: Path) -> list[list[str]]:
    """Return rows: what is done, how long it takes; the libraries of others are loaded before."""
    drawn = f"{_PYPLOT}; {_NETWORKX}; import io"
    timed = [
        ("`import listminer`", _IMPORT),
        ("frame of messages", _step("store.frame('messages')", _PANDAS)),
        ("frame of links", _step("store.frame('links')", _PANDAS)),
        ("people graph", _step("store.people_graph()", _NETWORKX)),
        *(
            (
                f"picture `{kind}`, as PNG",
                _step(f"store.plot('{kind}').figure.savefig(io.BytesIO())", drawn),
            )
            for kind in PICTURES
        ),
    ]
    rows = [[what, f"{_best_s(program, store):.2f} s"] for what, program in timed]
    count, before, after = _told(_GROWN.format(few=_FEW), store).split()
    grown = f"peak {float(before):.0f} MiB after {_FEW:,}, {float(after):.0f} MiB after {count}"
    return [*rows, ["going through all messages", grown]]


def _step(step: str, warm: str) -> str:
    return _TIMED.format(step=step, warm=warm)


def _best_s(program: str, store: Path) -> float:
    return min(float(_told(program, store)) for _ in range(ROUNDS))


def _told(program: str, store: Path) -> str:
    return run([sys.executable, "-c", program, str(store)]).stdout
