"""Print the tables of the README, measured now, on this machine: `make bench`.

Needs the real archives in ../shared; installs nothing. Each speed is a ratio
to another tool's on the same mail in the same run, since absolute seconds say
more of the machine than of the program.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.cluster import cluster_tables
from benchmarks.fetching import fetch_rows
from benchmarks.measure import LISTMINER, ROUNDS, Run, median_wall_s, run
from benchmarks.notebook import notebook_rows
from benchmarks.pages import page_rows
from benchmarks.scale import extraction_tables, scale_tables
from benchmarks.tools import missing, mu_index, notmuch_new, write_maildir
from benchmarks.vary import write_varied

SHARED = Path(__file__).resolve().parents[2] / "shared"
OPENSIM = SHARED / "archives/pipermail/opensim-dev"


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print one Markdown table."""
    print(f"\n### {title}\n")
    for row in (head, ["---"] * len(head), *rows):
        print("| " + " | ".join(row) + " |")
    sys.stdout.flush()


def opensim_months() -> list[Path]:
    """Return the months of opensim-dev, the list that most tables are of, by name."""
    return sorted(OPENSIM.glob("*.txt.gz"))


def ingest(sources: list[Path], store: Path) -> Run:
    """Return what a first ingest of *sources* into a new store took."""
    for path in store.parent.glob(store.name + "*"):
        path.unlink()
    return ingest_again(sources, store)


def ingest_again(sources: list[Path], store: Path) -> Run:
    """Return what an ingest of *sources* into *store* as it is took."""
    return run([*LISTMINER, "--store", str(store), "ingest", *map(str, sources)])


def bench_ingest(name: str, sources: list[Path], work: Path) -> list[str]:
    """Return a row: messages per second of each tool, and the ratios, medians of rounds in turn."""
    maildir = work / f"maildir-{name}"
    count = write_maildir(sources, maildir)
    ours, mu, notmuch = [], [], []
    for _ in range(ROUNDS):
        ours.append(ingest(sources, work / f"{name}.db").wall_s)
        if shutil.which("mu"):
            mu.append(mu_index(maildir, work / "mu").wall_s)
        if shutil.which("notmuch"):
            notmuch.append(notmuch_new(maildir, work / "notmuch").wall_s)
    return [
        name,
        f"{count:,}",
        f"{count / statistics.median(ours):,.0f}/s",
        *(
            f"{count / statistics.median(other):,.0f}/s, {_median_ratio(other, ours):.1f} ×"
            if other
            else "not installed"
            for other in (mu, notmuch)
        ),
    ]


def _median_ratio(theirs: list[float], ours: list[float]) -> float:
    return statistics.median([their / our for their, our in zip(theirs, ours, strict=True)])


def bench_speed(work: Path) -> None:
    """Print ingest against mu and notmuch, and what a second ingest and reading cost."""
    months = opensim_months()
    linux_api = sorted((SHARED / "archives/public-inbox").glob("linux-api-*.gz"))
    table(
        "Ingest: messages a second, and how many times as many as the other",
        ["archive", "messages", "listminer", "mu index", "notmuch new"],
        [
            bench_ingest("opensim-dev", months, work),
            bench_ingest("linux-api", linux_api, work),
        ],
    )
    store = work / "opensim-dev.db"
    first = ingest(months, store).wall_s
    again = median_wall_s(
        [[*LISTMINER, "--store", str(store), "ingest", *map(str, months)]] * ROUNDS
    )
    threads = median_wall_s([[*LISTMINER, "--store", str(store), "threads"]] * ROUNDS)
    search = [*LISTMINER, "--store", str(store), "search", "region module"]
    searched = median_wall_s([search] * ROUNDS)
    query_ms = json.loads(run([*search, "--format", "json"]).stdout)["query_ms"]
    table(
        "Reading back (opensim-dev)",
        ["what", "takes"],
        [
            ["first ingest", f"{first:.1f} s"],
            ["second ingest", f"{again:.2f} s, {first / again:.0f} × faster"],
            ["`threads`", f"{threads:.2f} s"],
            ["`search`", f"{searched:.2f} s, of which the query {query_ms:.0f} ms"],
        ],
    )


def bench_memory(work: Path) -> None:
    """Print the peak memory of an ingest of one and of four copies of an archive."""
    months = opensim_months()
    varied = write_varied(months, work / "varied", copies=4)
    once = ingest(varied[:1], work / "once.db")
    four = ingest(varied, work / "four.db")
    table(
        "Peak memory of an ingest, all processes together (opensim-dev)",
        ["copies", "peak"],
        [["1", f"{once.peak_mib:.0f} MiB"], ["4, ids changed", f"{four.peak_mib:.0f} MiB"]],
    )


def bench_fetch(work: Path) -> None:
    """Print what bringing an archive home over HTTP costs, the first time and again."""
    months = opensim_months()
    table(
        "Fetching an archive over HTTP on loopback, no delay (opensim-dev)",
        ["run", "takes", "answers with a body", "bytes"],
        fetch_rows(months, work / "fetch"),
    )


def bench_cluster(work: Path) -> None:
    """Print what Dask costs, where the time goes, and what that makes of more mail."""
    for title, head, rows in cluster_tables(work / "cluster"):
        table(title, head, rows)


def bench_scale(work: Path) -> None:
    """Print what more mail, a new month, search in much mail and extraction cost."""
    months = opensim_months()
    for tables in (scale_tables, extraction_tables):
        for title, head, rows in tables(months, work / "scale"):
            table(title, head, rows)


def bench_pages(work: Path) -> None:
    """Print what a digest, a site and a page of it take, all findings read before."""
    months = opensim_months()
    store = work / "pages.db"
    ingest(months, store)
    table(
        "Digest, site and page (opensim-dev, findings cached)",
        ["what", "takes"],
        page_rows(store, "2009-03", work),
    )


def bench_notebook(work: Path) -> None:
    """Print what one waits for in a notebook."""
    store = work / "notebook.db"
    ingest(opensim_months(), store)
    table("In a notebook (opensim-dev)", ["what", "takes"], notebook_rows(store))


def bench_quality(_work: Path) -> None:
    """Print how well threads, links and zones are found."""
    for part, source in (
        ("threads", OPENSIM),
        ("zones", SHARED / "bench/zones"),
    ):
        print(f"\n### evaluate {part}\n")
        print(run([*LISTMINER, "evaluate", part, str(source), "--format", "markdown"]).stdout)
        sys.stdout.flush()


_PARTS = {
    "speed": bench_speed,
    "memory": bench_memory,
    "scale": bench_scale,
    "fetch": bench_fetch,
    "cluster": bench_cluster,
    "pages": bench_pages,
    "notebook": bench_notebook,
    "quality": bench_quality,
}


def main() -> int:
    """Run the parts named as arguments, all if none is; return the exit status."""
    if not SHARED.is_dir():
        print(f"no real archives at {SHARED}: nothing to measure")
        return 0
    for line in missing():
        print(line)
    parts = sys.argv[1:] or list(_PARTS)
    with tempfile.TemporaryDirectory(prefix="listminer-bench-") as folder:
        for name, bench in _PARTS.items():
            if name in parts:
                bench(Path(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
