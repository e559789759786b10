"""Errands for helper processes: results in order, memory bounded, the same with any number.

Little work is done in this process: helpers would start too late for it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from types import TracebackType
from typing import Generic, NamedTuple, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Mark = TypeVar("Mark")

_IN_FLIGHT_EACH = 2  # one in work, one waiting for each helper: 2 MB, and none idles
_PARENT_CHECK_S = 1.0  # a helper outlives a killed parent by no more


class Errand(NamedTuple, Generic[Task, Mark]):
    """One piece of work, and what the sender wants back beside its result."""

    mark: Mark
    task: Task | None  # None: no work, only the mark, in its turn
    size_bytes: int
    drains: bool = False  # all before it is done before the next is asked for: that may take long


class Helpers:
    """Helper processes, started when there is work for them. A context manager."""

    def __init__(self, workers: int, *, spread_from_bytes: int) -> None:
        self._workers = workers
        self._spread_from_bytes = spread_from_bytes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Helpers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, function: Callable[[Task], Result], errands: Iterable[Errand[Task, Mark]]
    ) -> Iterator[tuple[Mark, Result | None]]:
        """Yield mark and result of each errand, in order; errors of *function* fly here.

        *function* and tasks must pickle. *errands* is read only a little ahead.
        """
        source = iter(errands)
        held: list[Errand[Task, Mark]] = []
        if self._pool is None:
            size = 0
            for errand in source:
                held.append(errand)
                size += errand.size_bytes
                if size >= self._spread_from_bytes and self._workers > 1:
                    break
                if self._workers == 1 or errand.drains:
                    yield from (_done(function, each) for each in held)
                    held = []
            else:
                yield from (_done(function, errand) for errand in held)
                return
            self._pool = _start(self._workers)
        yield from self._spread(self._pool, function, chain(held, source))

    def _spread(
        self,
        pool: ProcessPoolExecutor,
        function: Callable[[Task], Result],
        errands: Iterable[Errand[Task, Mark]],
    ) -> Iterator[tuple[Mark, Result | None]]:
        waiting: deque[tuple[Mark, Future[Result] | None]] = deque()
        busy = 0
        for errand in errands:
            future = None if errand.task is None else pool.submit(function, errand.task)
            busy += future is not None
            waiting.append((errand.mark, future))
            most = _IN_FLIGHT_EACH * self._workers
            while waiting and (errand.drains or busy > most or _is_ready(waiting[0][1])):
                mark, done = waiting.popleft()
                busy -= done is not None
                yield mark, None if done is None else done.result()
        for mark, done in waiting:
            yield mark, None if done is None else done.result()


def _done(
    function: Callable[[Task], Result], errand: Errand[Task, Mark]
) -> tuple[Mark, Result | None]:
    return errand.mark, None if errand.task is None else function(errand.task)


def _is_ready(future: Future[Result] | None) -> bool:
    return future is None or future.done()


def _start(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes that never touch the store.

    A fork is the quickest start and works in any script, but is only safe from
    a process of one thread.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if alone else "spawn")
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_watch_parent, initargs=(os.getpid(),)
    )


def _watch_parent(parent: int) -> None:
    """End this process when its parent was killed: nobody would read its results."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
