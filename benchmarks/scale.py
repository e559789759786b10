"""What more mail costs: ten times as much, a new month in a large store, search in it, workers.

The mail is that of a real list, in as many copies as it takes, each with other
ids, dates and words; see vary.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import LISTMINER, ROUNDS, Run, run
from benchmarks.vary import count_messages, write_varied

MESSAGES = int(os.environ.get("BENCH_SCALE_MESSAGES", "100000"))
TIMES = 10  # as much mail in the second run as in the first
QUERIES = (
    ("a word that most have", "the"),
    ("a common word", "region"),
    ("two words", "region module"),
    ("a rare word", "prebuild"),
    ("a phrase", '"region server"'),
    ("a phrase of common words", '"to the server"'),
    ("a sender and a word", "from:justin region"),
    ("one word without another", "region -module"),
    ("in one list", "region list:list-003"),
    ("in one list and month", "the list:list-003 since:2009-03 until:2009-03"),
    ("in one month", "region since:2009-03 until:2009-03"),
)

Table = tuple[str, list[str], list[list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """What an ingest took."""

    run: Run
    messages: int
    thread_s: float  # of the run's time: threads, links and the index, all mail being read


def ingest(sources: list[Path], store: Path, *, workers: int | None = None) -> Ingest:
    """Return what an ingest of *sources* into *store*, as it is, took."""
    command = [*LISTMINER, "--store", str(store), "ingest", *map(str, sources)]
    command += ["--format", "json", *(["--workers", str(workers)] if workers else [])]
    took = run(command)
    accounts = json.loads(took.stdout)
    read_s = sum(each["seconds"] for each in accounts["sources"])
    total = accounts["total"]
    return Ingest(run=took, messages=total["stored"], thread_s=max(0.0, total["seconds"] - read_s))


def scale_tables(volumes: list[Path], work: Path) -> Iterator[Table]:
    """Yield title, head and rows of each table; *volumes* are the months of a list."""
    first = write_varied(volumes, work / "varied", copies=1)[0]
    copies = max(TIMES, -(-MESSAGES // count_messages(first)))
    lists = [first, *write_varied(volumes, work / "varied", copies=copies - 1, first_copy=1)]
    one = ingest(lists[:1], work / "one.db")
    ten = ingest(lists[:TIMES], work / "ten.db")
    large, path = ten, work / "ten.db"
    if copies > TIMES:
        path = work / "large.db"
        large = ingest(lists, path)
    yield (
        "More mail: generated, no two messages the same",
        ["messages", "takes", "of which threads and links", "peak of all processes"],
        [_size(each, one) for each in ([one, ten] if large is ten else [one, ten, large])],
    )
    yield (
        f"Search in {large.messages:,} messages",
        ["what", "query", "hits shown", "takes"],
        [_searched(path, what, query) for what, query in QUERIES],
    )
    month = write_varied([_busiest(volumes)], work / "month", copies=1, first_copy=copies + 100)
    yield (
        "A new month",
        ["into", "takes", "ratio"],
        list(_month_rows(month, work, work / "ten.db", ten.messages)),
    )
    yield (
        "Workers, ingest of one list",
        ["workers", "takes", "ratio"],
        list(_worker_rows(lists[:1], work)),
    )


def extraction_tables(volumes: list[Path], work: Path) -> Iterator[Table]:
    """Yield the table of extraction beside spaCy's whole model, in one process each."""
    store = work / "extraction.db"
    ingest([_busiest(volumes)], store)
    ours, theirs = [], []
    count = 0
    for _ in range(ROUNDS):
        count, seconds = _told(_EXTRACT, store)
        ours.append(count / seconds)
        count, seconds = _told(_SPACY, store)
        theirs.append(count / seconds)
    rate, other = statistics.median(ours), statistics.median(theirs)
    yield (
        f"Extraction, one process, the same {int(count):,} bodies",
        ["what", "messages a second of a processor", "ratio"],
        [
            ["all findings", f"{rate:,.0f}", f"{rate / other:.1f} ×"],
            ["`en_core_web_sm`, whole", f"{other:,.0f}", ""],
        ],
    )


_EXTRACT = """
import sys, time
from listminer.extract.findings import extract
from listminer.extract.reading import load_reader
from listminer.store import Store
with Store.open(sys.argv[1], readonly=True) as store:
    threads = list(store.discussions())
reader = load_reader(tagged=False)
extract(threads[0], reader)  # what is loaded once is not counted
start = time.process_time()
for each in threads:
    extract(each, reader)
print(sum(not m.ghost for each in threads for m in each.messages), time.process_time() - start)
"""
_SPACY = """
import sys, time
from importlib import import_module
from listminer.extract.reading import MODELS
from listminer.store import Store
with Store.open(sys.argv[1], readonly=True) as store:
    bodies = [each.text for each in store.messages()]
for name in MODELS:
    try:
        nlp = import_module(name).load()
        break
    except ImportError:
        continue
nlp(bodies[0][:1000])
start = time.process_time()
for _ in nlp.pipe(bodies, batch_size=128):
    pass
print(len(bodies), time.process_time() - start)
"""


_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def _told(program: str, store: Path) -> tuple[float, float]:
    """Return what *program* counted, and its seconds of one processor."""
    told = subprocess.run(
        [sys.executable, "-c", program, str(store)],
        env={**os.environ, **_ONE_CORE},
        stdout=subprocess.PIPE,
        check=True,
    )
    count, seconds = told.stdout.split()
    return float(count), float(seconds)


def _size(each: Ingest, one: Ingest) -> list[str]:
    def ratio(value: float, other: float) -> str:
        return "" if each is one else f", {value / other:.2f} ×"

    return [
        f"{each.messages:,}{ratio(each.messages, one.messages)}",
        f"{each.run.wall_s:,.0f} s{ratio(each.run.wall_s, one.run.wall_s)}",
        f"{each.thread_s:,.0f} s{ratio(each.thread_s, one.thread_s)}",
        f"{each.run.peak_mib:,.0f} MiB{ratio(each.run.peak_mib, one.run.peak_mib)}",
    ]


def _searched(store: Path, what: str, query: str) -> list[str]:
    command = [*LISTMINER, "--store", str(store), "search", query, "--format", "json"]
    told = [json.loads(run(command).stdout) for _ in range(ROUNDS)]
    took = statistics.median(each["query_ms"] for each in told)
    return [what, f"`{query}`", str(len(told[0]["hits"])), f"{took:,.0f} ms"]


def _month_rows(month: list[Path], work: Path, large: Path, size: int) -> Iterator[list[str]]:
    """Yield rows: one month into an empty store, and into one that holds *size* messages."""
    alone, grown = [], []
    for _ in range(ROUNDS):
        alone.append(ingest(month, _fresh(work / "month.db")).run.wall_s)
        copy = _fresh(work / "grown.db")
        shutil.copyfile(large, copy)
        os.sync()  # or the ingest waits until the copy is on the disk
        grown.append(ingest(month, copy).run.wall_s)
    ratio = statistics.median(one / other for one, other in zip(grown, alone, strict=True))
    yield ["an empty store", f"{statistics.median(alone):.2f} s", ""]
    yield [f"a store of {size:,} messages", f"{statistics.median(grown):.2f} s", f"{ratio:.2f} ×"]


def _worker_rows(source: list[Path], work: Path) -> Iterator[list[str]]:
    took: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for workers, seconds in took.items():
            store = _fresh(work / "workers.db")
            seconds.append(ingest(source, store, workers=workers).run.wall_s)
    ratio = statistics.median(one / two for one, two in zip(took[1], took[2], strict=True))
    yield ["1", f"{statistics.median(took[1]):.1f} s", ""]
    yield ["2", f"{statistics.median(took[2]):.1f} s", f"{ratio:.2f} × as fast as 1"]


def _fresh(store: Path) -> Path:
    for path in store.parent.glob(store.name + "*"):
        path.unlink()
    return store


def _busiest(volumes: list[Path]) -> Path:
    return max(volumes, key=lambda each: each.stat().st_size)
