"""Dask as we use it: connecting, tasks that survive their workers, and how far they are.

Touches dask and distributed, imported here alone and late (extra `cluster`).
"""

from __future__ import annotations

import errno
import logging
import os
import platform
import queue
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Any

from listminer.cluster.folder import Folder
from listminer.errors import ListminerError, UserError

LOCAL = "local"
CONNECT_S = 5.0  # a scheduler that is there answers within one
_ADDRESSES = (
    "expected an address as `dask scheduler` prints it: tcp://HOST:8786",
    "on this machine alone: --scheduler local",
)
_WORKERS_S = 30.0  # workers of a cluster that was just started come one after the other
_ALONE_S = 600.0  # without any worker: clusters that grow by demand take minutes
_LOOK_S = 5.0  # between two looks for tasks that no worker may take any more
_MOST_DEATHS = 12  # rounds of deaths of one task: each is some workers' already
_MOST_ERRORS = 2  # tries of a task that fails by itself: the second is a careful one
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SQLITE_FULL = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is, as the scheduler tells it."""

    stage: str  # "parsing", "threading", "reading"
    done: int  # tasks of the stage
    total: int
    workers: int  # at the moment


class DiskFull(ListminerError):
    """A worker has no room for what it writes: others may."""

    def __init__(self, worker: str, reason: str) -> None:
        super().__init__(worker, reason)
        self.worker = worker
        self.reason = reason


@contextmanager
def connected(scheduler: str, workers: int | None = None) -> Iterator[Any]:
    """Give a client of the scheduler at an address, or of "local" workers of one thread each.

    Raises UserError if dask is not installed, or nobody answers there.
    """
    try:
        import dask  # optional, half a second
        import distributed
    except ImportError as exc:
        raise UserError(
            f"mining needs {exc.name}, which is not installed",
            hints=("to install it: pip install 'listminer[cluster]'",),
        ) from exc
    engine: Any = distributed  # it comes without types for its callers
    if scheduler == LOCAL:
        patience = {"distributed.scheduler.allowed-failures": 3 * _MOST_DEATHS}
        with (
            dask.config.set(patience),
            _local_cluster(engine, workers or os.cpu_count() or 1) as cluster,
            engine.Client(cluster, set_as_default=False) as client,
        ):
            yield client
        return
    if "://" not in scheduler and not re.search(r":\d+$", scheduler):  # "host:8786", not "host"
        raise UserError(f"no address of a scheduler: {scheduler}", hints=_ADDRESSES)
    try:
        client = engine.Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as exc:
        raise UserError(
            f"no scheduler answers at {scheduler}, waited {CONNECT_S:g} s",
            hints=_ADDRESSES,
        ) from exc
    with client:
        yield client


def _local_cluster(engine: Any, workers: int) -> Any:
    with _interrupts_held():  # Ctrl-C reaches all processes: the workers' are ended from here
        return engine.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,  # parsing is Python: threads would wait for each other
            dashboard_address="127.0.0.1:0",  # any port: the usual one may be another's
            silence_logs=logging.CRITICAL,  # a library never logs by itself
        )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a while; threads and processes that begin in it never hear of one."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # starting it later would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def check_workers(client: Any, folder: Folder, paths: Sequence[str]) -> None:
    """Raise UserError where a worker cannot do its part; nothing is done before.

    Every worker needs the Python and the listminer that run here, sees *paths*
    and what is written to *folder*.
    """
    try:
        client.wait_for_workers(1, timeout=_WORKERS_S)
    except TimeoutError as exc:
        raise UserError(
            f"the scheduler has no worker, waited {_WORKERS_S:g} s",
            hints=("to start one: dask worker ADDRESS",),
        ) from exc
    wrong = _other_versions(client)
    if wrong:
        raise UserError(
            f"{len(wrong)} of {len(client.nthreads())} workers run other versions",
            hints=(*wrong[:5], "install the same on all of them"),
        )
    probe = f"{folder.scratch_name()}/probe"
    try:
        folder.write(probe, b"")
    except OSError as exc:
        raise UserError(
            f"{folder}: cannot be written ({exc.strerror or exc})",
            hints=("name another folder: -o DIR",),
        ) from exc
    try:
        blind = {
            f"{worker}: cannot see {path}"
            for worker, some in client.run(_unseen, folder, probe, list(paths)).items()
            for path in some
        }
    finally:
        folder.remove(probe)
    if blind:
        raise UserError(
            "workers cannot see what they need",
            hints=(*sorted(blind)[:5], "name places that all of them see: shared folders, s3://…"),
        )


def _other_versions(client: Any) -> list[str]:
    """Return in words which workers run another Python or listminer than this process."""
    found = client.get_versions(packages=["listminer"])
    python = ".".join(platform.python_version_tuple()[:2])
    own = found["client"]["packages"].get("listminer")
    said = []
    for worker, told in sorted(found["workers"].items()):
        theirs = ".".join(str(told["host"]["python"]).split(".")[:2])
        package = told["packages"].get("listminer")
        if theirs != python:
            said.append(f"{worker}: Python {theirs}, here {python}")
        elif package != own:
            said.append(f"{worker}: listminer {package or 'is missing'}, here {own}")
    return said


def _unseen(folder: Folder, probe: str, paths: list[str]) -> list[str]:
    """Return what this worker does not see."""
    unseen = [path for path in paths if not os.path.exists(path)]
    return unseen if folder.exists(probe) else [*unseen, folder.location]


def _attempt(function: Callable[..., Any], *args: Any) -> Any:
    try:
        return function(*args)
    except (OSError, UserError) as exc:
        reason = _fullness(exc)
        if reason is None:
            raise
        from distributed import get_worker  # loaded: this runs in one

        raise DiskFull(str(get_worker().address), reason) from exc


def _fullness(error: BaseException) -> str | None:
    """Return what says that a disk is full among *error* and its causes, or None."""
    at: BaseException | None = error
    while at is not None:
        if getattr(at, "errno", None) in _FULL:
            return str(at)
        if getattr(at, "sqlite_errorcode", 0) & 0xFF == _SQLITE_FULL:
            return str(error)
        at = at.__cause__ or at.__context__
    return None


class Stage:
    """Tasks of one kind, run until all are done, whatever becomes of their workers."""

    def __init__(
        self,
        client: Any,
        name: str,
        function: Callable[..., Any],
        progress: Callable[[Progress], None],
    ) -> None:
        self._client = client
        self._name = name
        self._function = function
        self._progress = progress
        self._done: queue.Queue[Any] = queue.Queue()
        self._pending: dict[Any, int] = {}  # futures, and which task each is
        self._bound: dict[Any, list[str]] = {}  # those that only some workers may take
        self._tries: dict[int, int] = {}
        self._full: dict[str, str] = {}  # workers without room, and what they said
        self._alone_s = 0.0  # how long there has been no worker

    def run(self, tasks: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Yield what the function gives for each of *tasks*, as they are done, in no order.

        A task whose worker died, or has no room, is given to another. Raises
        UserError if no worker has room; a task's own error flies here when it
        comes a second time.
        """
        self._tasks = tasks
        for number in range(len(tasks)):
            self._submit(number)
        done = 0
        try:
            self._tell(done)
            while self._pending:
                try:
                    future = self._done.get(timeout=_LOOK_S)
                except queue.Empty:
                    self._free_the_bound()
                    continue
                self._bound.pop(future, None)
                if future not in self._pending:
                    continue  # it was given to others meanwhile
                number = self._pending.pop(future)
                if future.status == "finished":
                    result = future.result()
                    done += 1
                    self._tell(done)
                    yield result
                else:
                    self._try_again(number, future)
        finally:
            if self._pending:
                self._client.cancel(list(self._pending))

    def _tell(self, done: int) -> None:
        self._progress(
            Progress(
                stage=self._name,
                done=done,
                total=len(self._tasks),
                workers=len(self._client.nthreads()),
            )
        )

    def _submit(self, number: int) -> None:
        left = None
        if self._full:
            left = [each for each in self._client.nthreads() if each not in self._full]
            if not left:
                worker, reason = next(iter(self._full.items()))
                raise UserError(
                    f"no worker has room to write; {worker}: {reason}",
                    hints=("make room and run the same command again: it goes on",),
                )
        future = self._client.submit(
            _attempt, self._function, *self._tasks[number], pure=False, workers=left
        )
        self._pending[future] = number
        if left is not None:
            self._bound[future] = left
        future.add_done_callback(self._done.put)

    def _try_again(self, number: int, future: Any) -> None:
        from distributed import KilledWorker  # loaded: there is a client

        if future.status == "cancelled":
            raise UserError(
                "the scheduler let go of the run: it was stopped, or cannot be reached any more",
                hints=("run the same command again: it goes on where it stopped",),
            )
        error = future.exception()
        if isinstance(error, DiskFull):
            self._full[error.worker] = error.reason
            self._submit(number)
            return
        self._tries[number] = tries = self._tries.get(number, 0) + 1
        if isinstance(error, UserError):
            raise error
        if tries >= (_MOST_DEATHS if isinstance(error, KilledWorker) else _MOST_ERRORS):
            raise error
        self._submit(number)

    def _free_the_bound(self) -> None:
        """Give tasks whose workers all went away to those that are there now.

        Raises UserError if there has been none for long.
        """
        alive = set(self._client.nthreads())
        self._alone_s = 0.0 if alive else self._alone_s + _LOOK_S
        if self._alone_s > _ALONE_S:
            raise UserError(
                f"all workers are gone, waited {_ALONE_S / 60:g} minutes for one",
                hints=("start some and run the same command again: it goes on",),
            )
        for future, allowed in list(self._bound.items()):
            if alive and alive.isdisjoint(allowed):
                number = self._pending.pop(future)
                del self._bound[future]
                future.cancel()
                self._submit(number)
