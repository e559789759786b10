"""How far a run is, on standard error; silent when that is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from listminer.render.safe import cut, shown_line

if TYPE_CHECKING:
    from listminer.pipeline import Fetching, Progress

_REFRESH_S = 0.1  # smooth to the eye, and no cost beside reading


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress | Fetching], None]]:
    """Give what an ingest tells how far it is; the bar is gone when it is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # late: 50 ms
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[far]}"))
    # no thread that refreshes by itself: a process of one thread may fork its helpers
    with Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        yield _Told(bar)


class _Told:
    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._task = bar.add_task("reading", total=None, far="")
        self._last = 0.0

    def __call__(self, at: Progress | Fetching) -> None:
        now = time.monotonic()
        if now - self._last < _REFRESH_S:
            return
        self._last = now
        description, done, total, far = _told(at)
        self._bar.update(
            self._task, description=description, completed=done, total=total, far=far, refresh=True
        )


def _told(at: Progress | Fetching) -> tuple[str, int, int | None, str]:
    from rich.markup import escape  # late: with rich

    from listminer.pipeline import Fetching  # loaded by whoever calls this

    place = escape(cut(shown_line(at.place.rpartition("/")[2] or at.place), 40))
    if isinstance(at, Fetching):
        size = f"{at.done_bytes / 1e6:.1f}"
        if at.total_bytes:
            size += f" of {at.total_bytes / 1e6:.1f}"
        files = f"{at.done_files} of {at.total_files} files, " if at.total_files else ""
        return f"fetching {place}", at.done_files, at.total_files, f"{files}{size} MB"
    total = f" of {at.total:,}" if at.total is not None else ""
    what = "threading" if at.stage == "thread" else f"reading {place}"
    return what, at.done, at.total, f"{at.done:,}{total} messages"
