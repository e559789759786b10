"""What bringing an archive home costs over HTTP, beside ingesting the same files from disk."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.measure import Run, run


@dataclass(slots=True)
class Served:
    """What a server has sent."""

    requests: int = 0
    bodies: int = 0  # answers that carried a file
    sent_bytes: int = 0


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Served]]:
    """Serve *folder* on loopback; give its URL and what was sent."""
    sent = Served()

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.requests += 1
            super().do_GET()

        def copyfile(self, source, outputfile):  # type: ignore[no-untyped-def]
            sent.bodies += 1
            data = source.read()
            sent.sent_bytes += len(data)
            outputfile.write(data)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
    finally:
        server.shutdown()


def write_replica(months: list[Path], folder: Path) -> None:
    """Write the archive of one list as Mailman 2 serves it: its index and its months."""
    folder.mkdir(parents=True)
    for month in months:
        shutil.copy2(month, folder / month.name)
    rows = "".join(f'<a href="{month.name}">[ Gzip\'d Text ]</a>\n' for month in months)
    (folder / "index.html").write_text(f"<html>{rows}</html>", encoding="utf-8")


def fetch_rows(months: list[Path], work: Path) -> list[list[str]]:
    """Return rows: what a first and a second run cost, and the same from disk."""
    name = "opensim-dev"
    write_replica(months, work / "www" / "pipermail" / name)

    def ingest(source: list[str], store: str) -> Run:
        command = [sys.executable, "-m", "listminer", "--store", str(work / store), "ingest"]
        env = {"LISTMINER_HOST_DELAY_S": "0", "LISTMINER_CACHE": str(work / "cache")}
        return run([*command, *source], env=env)

    local = ingest(list(map(str, months)), "local.db")
    with served(work / "www") as (url, sent):
        source = [f"{url}/pipermail/{name}/"]
        first = ingest(source, "fetched.db")
        cost = Served(sent.requests, sent.bodies, sent.sent_bytes)
        second = ingest(source, "fetched.db")
        bodies, size = sent.bodies - cost.bodies, sent.sent_bytes - cost.sent_bytes
    return [
        ["from disk", f"{local.wall_s:.1f} s", "", ""],
        [
            f"first run, {len(months)} months",
            f"{first.wall_s:.1f} s, {first.wall_s / local.wall_s:.2f} × from disk",
            f"{cost.bodies}",
            f"{cost.sent_bytes / 1e6:.1f} MB",
        ],
        [
            "second run, nothing new",
            f"{second.wall_s:.2f} s",
            f"{bodies}",
            f"{size / 1e3:.1f} kB, {100 * size / cost.sent_bytes:.2f} %",
        ],
    ]
