"""What a cluster costs: workers against each other and against one machine, and where time goes.

The mail is generated, so that nothing is a copy and any number can be had. The
arithmetic of docs/scale.md is done here, from what was measured in this run.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from benchmarks.measure import LISTMINER, Run, run

MESSAGES = int(os.environ.get("BENCH_CLUSTER_MESSAGES", "10000"))
SIZES = (1_000_000, 25_000_000, 153_000_000)  # openstack's lists, lore.kernel.org, Gmane's corpus
CORES = (1, 16, 256)
CORE_HOUR = 0.04  # a price to count with, in dollars: on-demand, general purpose, rounded
_TABLES = (
    *("messages", "threads", "segments", "links", "acts", "proposals", "positions"),
    *("actions", "questions", "decisions", "people"),
)
_MONTH = 1_000  # messages in a file
_WORDS = tuple(
    f"{head}{tail}"
    for head in ("re", "con", "de", "in", "pro", "sub", "trans", "ex", "per", "inter")
    for tail in ("port", "form", "struct", "vert", "ject", "scribe", "tract", "sist", "mit", "fer")
)
_SAID = (
    "We should {0} the {1} before the next release.",
    "+1, the {0} is in the way.",
    "-1, nobody has tested {0} with {1}.",
    "Could somebody look at {0}?",
    "I will write the patch for {0} this week.",
    "We agreed on {0} at the meeting.",
    "The {0} of {1} is what we have today, and it works.",
)


def write_generated(folder: Path, messages: int) -> Path:
    """Write *messages* mails in debates of five to forty, 1,000 a file; the same every time."""
    (folder / "dev").mkdir(parents=True)
    chance = random.Random(7)
    mails = _mails(messages, chance)
    for month in range(-(-messages // _MONTH)):
        path = folder / "dev" / f"{2000 + month // 12}-{month % 12 + 1:02}.mbox"
        with path.open("wb") as file:
            for _, mail in zip(range(_MONTH), mails, strict=False):
                file.write(mail)
    return folder


def _mails(messages: int, chance: random.Random) -> Iterator[bytes]:
    date = datetime(2000, 1, 1, tzinfo=UTC)
    thread: list[tuple[int, str]] = []
    left = 0
    for number in range(messages):
        if not left:
            thread, left = [], chance.randint(5, 40)
            subject = " ".join(chance.choices(_WORDS, k=4))
        date += timedelta(minutes=chance.randint(1, 30))
        said = "\n\n".join(
            chance.choice(_SAID).format(*(f"{w}{chance.randrange(9999)}" for w in _pair(chance)))
            for _ in range(chance.randint(2, 8))
        )
        yield _mail(number, date, subject, said, chance.choice(thread) if thread else None)
        thread.append((number, said))
        left -= 1


def _pair(chance: random.Random) -> list[str]:
    return chance.choices(_WORDS, k=2)


def _mail(
    number: int, date: datetime, subject: str, said: str, above: tuple[int, str] | None
) -> bytes:
    who = f"Person {number % 997}"
    head = [
        f"From p{number % 997}@example.org {date:%a %b %d %H:%M:%S %Y}",
        f"From: {who} <p{number % 997}@example.org>",
        f"Date: {format_datetime(date)}",
        f"Subject: {'Re: ' if above else ''}{subject}",
        f"Message-ID: <{number}@example.org>",
        "List-Id: <dev.lists.example.org>",
    ]
    body = said
    if above is not None:
        head += [f"In-Reply-To: <{above[0]}@example.org>"]
        quoted = "\n".join(f"> {line}".rstrip() for line in above[1].split("\n"))
        body = f"Person {above[0] % 997} wrote:\n{quoted}\n\n{said}"
    return ("\n".join(head) + f"\n\nHello,\n\n{body}\n\n-- \n{who}\n\n").encode()


def mine(source: Path, out: Path, workers: int) -> Run:
    """Return what mining *source* with local workers of one thread took."""
    return run([*LISTMINER, "mine", str(source), "-o", str(out), "--workers", str(workers)])


def one_machine(source: Path, work: Path, workers: int) -> float:
    """Return the wall seconds of the same result without a cluster: ingest, then every table."""
    store = [*LISTMINER, "--store", str(work / "store.db")]
    total = run([*store, "ingest", str(source), "--workers", str(workers)]).wall_s
    for table in _TABLES:
        folder = str(work / "tables" / table)
        total += run([*store, "export", table, "--format", "parquet", "-o", folder]).wall_s
    return total


def cluster_tables(work: Path) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield title, head and rows of each table."""
    source = write_generated(work / "mail", MESSAGES)
    one = mine(source, work / "one", 1)
    two = mine(source, work / "two", 2)
    alone_s = one_machine(source, work, 2)
    yield (
        f"Dask, {MESSAGES:,} generated messages, local workers of one thread",
        ["run", "takes", "ratio", "peak of all processes"],
        [
            ["1 worker", f"{one.wall_s:.1f} s", "", f"{one.peak_mib:.0f} MiB"],
            [
                "2 workers",
                f"{two.wall_s:.1f} s",
                f"{one.wall_s / two.wall_s:.2f} × as fast as 1",
                f"{two.peak_mib:.0f} MiB",
            ],
            [
                "one machine, 2 workers",
                f"{alone_s:.1f} s",
                f"Dask takes {two.wall_s / alone_s:.2f} × its time",
                "",
            ],
        ],
    )
    told = json.loads((work / "two/_manifest.json").read_bytes())
    count = sum(each["stored"] for each in told["sources"])
    spent = told["spent"]
    total = sum(spent.values())
    yield (
        "Where the time goes: seconds of processors on 2 workers",
        ["step", "s", "share", "µs a message"],
        [
            [step, f"{took:.1f}", f"{took / total:.0%}", f"{took / count * 1e6:,.0f}"]
            for step, took in spent.items()
        ],
    )
    yield (
        "On paper: what more mail costs",
        ["messages", "cores", "parse and read", "thread", "all", "disk", "money"],
        list(_on_paper(spent, count, _disk_bytes(work / "two"))),
    )


def _disk_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _on_paper(spent: Mapping[str, float], count: int, disk: int) -> Iterator[list[str]]:
    """Yield rows: what spreads is shared among the cores, what threads is one core's work."""
    alone = sum(took for step, took in spent.items() if step.startswith("threading")) / count
    spread = sum(spent.values()) / count - alone
    for size in SIZES:
        for cores in CORES:
            spread_h, alone_h = spread * size / cores / 3600, alone * size / 3600
            # while one core threads, the others are paid for and idle
            dollars = (spread_h + alone_h) * cores * CORE_HOUR
            yield [
                f"{size:,}",
                f"{cores}",
                _hours(spread_h),
                _hours(alone_h),
                _hours(spread_h + alone_h),
                f"{disk / count * size / 1e9:,.0f} GB",
                f"$ {dollars:,.2f}" if dollars < 10 else f"$ {dollars:,.0f}",
            ]


def _hours(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.1f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"
