"""How far the reading of many threads is: one line on standard error, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_REFRESH_S = 0.2
_QUIET_S = 1.0  # what is done sooner needs no word: findings that are kept come at once


@contextmanager
def thread_count() -> Iterator[Callable[[int, int], None]]:
    """Give what is told (done, total) after each thread; nothing is shown but on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    counter = _Counter()
    try:
        yield counter
    finally:
        counter.clear()


class _Counter:
    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET_S
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _REFRESH_S
        line = f"reading thread {done:,} of {total:,}"
        click.echo(f"\r{line}", err=True, nl=False)
        self._shown = max(self._shown, len(line))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo(f"\r{' ' * self._shown}\r", err=True, nl=False)
