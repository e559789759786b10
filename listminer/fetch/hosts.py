"""One request at a time per host, with a pause between two, across processes.

Touches one lock file per host in the cache folder, and `Clock`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from listminer.fetch.patience import Clock

try:
    import fcntl
except ImportError:  # Windows has none: there, two runs may ask one host at once
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def host_lock(path: Path, delay_s: float, clock: Clock) -> Iterator[None]:
    """Hold *path* for one request, begun at least *delay_s* after the last one ended.

    The end of the last request stands in the file, by the clock on the wall. That clock
    may be wrong or be set back between: the wait is never longer than *delay_s*.
    """
    with open(path, "a+b") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, also by a kill
        wait = min(delay_s, _last(lock.fileno()) + delay_s - clock.now().timestamp())
        if wait > 0:
            clock.sleep(wait)
        try:
            yield
        finally:
            os.ftruncate(lock.fileno(), 0)
            os.write(lock.fileno(), repr(clock.now().timestamp()).encode())


def _last(descriptor: int) -> float:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        return float(os.read(descriptor, 64))
    except ValueError:
        return 0.0  # a new file, or one that a killed run left empty
