"""Errands for helper processes: results in order, memory bounded, the same with any number.

Little work is done in this process: helpers would start too late for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar, cast

from listminer.errors import UserError

Task = TypeVar("Task")
Result = TypeVar("Result")
Mark = TypeVar("Mark")

_IN_FLIGHT_EACH = 2  # one in work, one waiting for each helper: 2 MB, and none idles
_IN_LINE = 64  # errands that wait for one before them, most without work of their own
_PARENT_CHECK_S = 1.0  # a helper outlives a killed parent by no more


class Errand(NamedTuple, Generic[Task, Mark]):
    """One piece of work, and what the sender wants back beside its result."""

    mark: Mark
    task: Task | None  # None: no work, only the mark, in its turn
    size_bytes: int
    drains: bool = False  # all before it is done before the next is asked for: that may take long


class Rescue(NamedTuple, Generic[Task]):
    """What to do with a task that ends every helper which takes it up."""

    halve: Callable[[Task], tuple[Task, ...]]  # itself if it cannot be halved
    lost: Callable[[Task], list[Any]]  # its result, given up: what else could be said of it


class HelperDied(UserError):
    """A helper process ended twice over one task that cannot be given up."""


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
        self,
        function: Callable[[Task], Result],
        errands: Iterable[Errand[Task, Mark]],
        *,
        rescue: Rescue[Task] | None = None,
        ahead: int = 0,
    ) -> Iterator[tuple[Mark, Result | None]]:
        """Yield mark and result of each errand, in order; errors of *function* fly here.

        *function* and tasks must pickle. *errands* is read only a little ahead: so many
        results as *ahead* says, and none by default, may wait for one that takes long.
        What was in work as a helper was killed is done anew; a task that ends
        that helper, too, is halved and given up as *rescue* says, for which
        results must be lists. Raises HelperDied without one.
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
                if self._workers == 1 or errand.drains or len(held) > _IN_LINE:
                    yield from (_done(function, each) for each in held)
                    held = []
            else:
                yield from (_done(function, errand) for errand in held)
                return
        yield from self._spread(function, chain(held, source), rescue, ahead)

    def _spread(
        self,
        function: Callable[[Task], Result],
        errands: Iterable[Errand[Task, Mark]],
        rescue: Rescue[Task] | None,
        ahead: int,
    ) -> Iterator[tuple[Mark, Result | None]]:
        waiting: deque[_Sent[Task, Mark, Result]] = deque()
        most = _IN_FLIGHT_EACH * self._workers
        for errand in errands:
            future = None if errand.task is None else self._submit(function, errand.task)
            waiting.append(_Sent(errand, future))
            while waiting and (
                errand.drains
                or len(waiting) > _IN_LINE
                or _is_ready(waiting[0].future)
                or not _may_go_on(waiting, most, ahead)
            ):
                done = self._next(function, waiting, rescue)
                yield done
        while waiting:
            last = self._next(function, waiting, rescue)
            yield last

    def _submit(self, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        if self._pool is None:
            self._pool = _start(self._workers)
        try:
            return self._pool.submit(function, task)
        except BrokenProcessPool as exc:
            broken: Future[Result] = Future()
            broken.set_exception(exc)
            return broken  # found out, and done anew, in its turn

    def _next(
        self,
        function: Callable[[Task], Result],
        waiting: deque[_Sent[Task, Mark, Result]],
        rescue: Rescue[Task] | None,
    ) -> tuple[Mark, Result | None]:
        """Return what comes next of *waiting*; mends them if a helper died."""
        (mark, task, *_), future = waiting.popleft()
        if future is None or task is None:
            return mark, None
        try:
            return mark, future.result()
        except BrokenProcessPool:
            pass
        if self._pool is not None:
            self._pool.shutdown(wait=True)  # one starts anew when there is work again
            self._pool = None
        result = _done_alone(function, task, rescue)
        for at, (errand, other) in enumerate(waiting):
            if other is not None and errand.task is not None and _is_broken(other):
                mended: Future[Result] = Future()
                mended.set_result(_done_alone(function, errand.task, rescue))
                waiting[at] = _Sent(errand, mended)
        return mark, result


class _Sent(NamedTuple, Generic[Task, Mark, Result]):
    """An errand that waits for its turn."""

    errand: Errand[Task, Mark]
    future: Future[Result] | None  # None: no work


def _is_broken(future: Future[Any]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _done_alone(
    function: Callable[[Task], Result], task: Task, rescue: Rescue[Task] | None
) -> Result:
    """Return the result of *task*, done in a process that does nothing else.

    It was in work as a helper died, perhaps by another's fault.
    """
    results: list[Result] = []
    todo = [task]
    while todo:
        part = todo.pop()
        try:
            with _start(1) as pool:
                done = pool.submit(function, part).result()
        except BrokenProcessPool as exc:
            if rescue is None:
                raise HelperDied(
                    "a helper process was killed, and so was the one that did its work anew",
                    hints=("if memory is short: run the same command again with --workers 1",),
                ) from exc
            halves = rescue.halve(part)
            if len(halves) > 1:
                todo += halves[::-1]
                continue
            done = cast(Result, rescue.lost(part))
        results.append(done)
    if len(results) == 1:
        return results[0]
    return cast(Result, list(chain.from_iterable(cast(list[list[Any]], results))))


def _done(
    function: Callable[[Task], Result], errand: Errand[Task, Mark]
) -> tuple[Mark, Result | None]:
    return errand.mark, None if errand.task is None else function(errand.task)


def _may_go_on(waiting: Iterable[_Sent[Task, Mark, Result]], most: int, ahead: int) -> bool:
    """Return whether one more may be sent, as soon as a helper can use it; else the first is due.

    Waits while *most* are in work. No more than *ahead* results wait beside these.
    """
    sent = [each.future for each in waiting if each.future is not None]
    if len(sent) > most + ahead:
        return False
    in_work = [each for each in sent if not each.done()]
    if len(in_work) > most:
        wait(in_work, return_when=FIRST_COMPLETED)
    return True


def _is_ready(future: Future[Result] | None) -> bool:
    return future is None or future.done()


def may_spread() -> bool:
    """Tell whether helpers can start from here, whatever program this is.

    What is spawned runs the file of the main program anew, and so does the
    user's script where nothing in it says "if __name__ == '__main__'".
    """
    return _may_fork() or not hasattr(sys.modules["__main__"], "__file__")


def _may_fork() -> bool:
    """Tell whether a fork is safe: from a process of one thread."""
    return sys.platform == "linux" and threading.active_count() == 1


def _start(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes that never touch the store.

    A fork is the quickest start and works in any script.
    """
    context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),)
    )


def _begin(parent: int) -> None:
    """Make this process one that ends with its parent, without a word of its own."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches all: who asked tells of it
    _watch_parent(parent)


def _watch_parent(parent: int) -> None:
    """End this process when its parent was killed: nobody would read its results."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
