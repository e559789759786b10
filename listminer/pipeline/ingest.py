"""Mail in: read, parse, store, thread, with every message accounted for."""

from __future__ import annotations

import mailbox
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Protocol

from listminer.errors import FetchError, SourceError
from listminer.fetch.local import open_source
from listminer.model import Archive, ArchiveKind, Problem, RawMessage
from listminer.pipeline.errands import Errand, Helpers, Rescue
from listminer.pipeline.parsing import Batch, halve_batch, lost_batch, parse_batch
from listminer.pipeline.threads import place_messages
from listminer.settings import Settings
from listminer.store import MessageRow, SourceWriter, Store

_SMALL_KINDS: frozenset[ArchiveKind] = frozenset({"eml", "article"})
_TOGETHER = 500  # messages of small files in one transaction: a transaction each costs 1 ms

Source = str | os.PathLike[str] | mailbox.Mailbox[Any]


class MailFile(Protocol):
    """One file of mail, local or remote."""

    @property
    def archive(self) -> Archive: ...
    @property
    def path(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    def messages(self) -> Iterator[RawMessage | Problem]:
        """Yield what it holds, streaming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an ingest is."""

    stage: Literal["read", "thread"]
    place: str  # the source file in work; "" while threading
    done: int  # messages of this run
    total: int | None  # None while reading: nobody knows yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What became of the messages of one file, one source or a whole run."""

    source: str
    found: int
    stored: int
    duplicates: int
    rejected: int
    seconds: float  # reading, parsing, storing
    files: int
    skipped: int  # files that were stored whole before, and not read again
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of every message: found = stored + duplicates + rejected."""

    sources: tuple[Accounts, ...]
    total: Accounts  # its seconds are the whole run's, threading included


class StoppedIngest(SourceError):
    """A source gave no mail; `report` has the accounts of it, last, and of those before it."""

    def __init__(self, cause: SourceError, report: IngestReport) -> None:
        super().__init__(cause.found, hints=cause.hints)
        self.report = report


@dataclass(slots=True)
class _Tally:
    source: str
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0
    seconds: float = 0.0
    files: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def accounts(self) -> Accounts:
        return Accounts(
            source=self.source,
            found=self.stored + self.duplicates + self.rejected,
            stored=self.stored,
            duplicates=self.duplicates,
            rejected=self.rejected,
            seconds=round(self.seconds, 3),
            files=self.files,
            skipped=self.skipped,
            problems=tuple(self.problems),
        )


@dataclass(frozen=True, slots=True)
class _Mark:
    """What an errand of reading belongs to."""

    tally: _Tally
    file: MailFile
    step: Literal["begin", "batch", "problem", "end", "skip"]
    problem: Problem | None = None


def ingest(
    store: Store,
    sources: Iterable[Source | MailFile | Iterable[MailFile]],
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Store the mail of *sources* and thread it; return what became of each message.

    A source is what `fetch.local.open_source` takes, or files of mail from a
    server. Each source file is written whole or not at all, a file that is
    stored is not read again, and a run that was killed goes on where it
    stopped. The result is the same for any number of *workers*.

    Raises StoppedIngest for a source that gives no mail, once the sources before
    it are stored and threaded; StoreError if the store cannot be written.
    """
    settings = settings or Settings()
    started = time.perf_counter()
    run = _Run(store, settings, list_name, progress or (lambda _: None))
    count = workers or settings.worker_count
    with Helpers(count, spread_from_bytes=settings.spread_from_bytes) as helpers:
        tallies = run.read(helpers, sources)
        place_messages(
            store,
            helpers,
            lambda done, total: run.progress(
                Progress(stage="thread", place="", done=done, total=total)
            ),
        )
    report = _report(tallies, time.perf_counter() - started)
    if run.failure is not None:
        raise StoppedIngest(run.failure, report) from run.failure
    return report


def _report(tallies: list[_Tally], seconds: float) -> IngestReport:
    total = _Tally(source="total", seconds=seconds)
    for each in tallies:
        total.stored += each.stored
        total.duplicates += each.duplicates
        total.rejected += each.rejected
        total.files += each.files
        total.skipped += each.skipped
        total.problems += each.problems
    return IngestReport(sources=tuple(each.accounts() for each in tallies), total=total.accounts())


class _Desk:
    """Writes one source file after the other, each whole or not at all. A context manager."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._transaction: AbstractContextManager[None] | None = None
        self._file: MailFile | None = None
        self._writer: SourceWriter | None = None  # None until there is something to write
        self._problems: list[Problem] = []
        self._open_messages = 0

    def __enter__(self) -> _Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._transaction is not None:
            self._transaction.__exit__(kind, error, trace)

    def begin(self, file: MailFile) -> None:
        """Take up *file*; the store is not held before its first message is there."""
        self._problems = []
        self._file, self._writer = file, None

    def take(self, rows: Sequence[MessageRow | Problem]) -> None:
        """Write rows."""
        for row in rows:
            if isinstance(row, Problem):
                self.note(row)
            else:
                self._open_writer.add(row)
        self._open_messages += len(rows)

    def note(self, problem: Problem) -> None:
        """Note what could not be used; a problem of fetching is no message of its own."""
        self._problems.append(problem)
        self._open_writer.rejected += problem.stage == "mail"

    def end(self, file: MailFile, tally: _Tally) -> None:
        writer = self._open_writer
        writer.end(self._problems)
        tally.files += 1
        tally.stored += writer.stored
        tally.duplicates += writer.duplicates
        tally.rejected += writer.rejected
        tally.problems += self._problems
        is_small = file.archive.kind in _SMALL_KINDS
        if self._transaction is not None and not (is_small and self._open_messages < _TOGETHER):
            self._transaction.__exit__(None, None, None)
            self._transaction = None

    @property
    def _open_writer(self) -> SourceWriter:
        if self._file is None:
            raise RuntimeError("no source file was begun")
        if self._transaction is None:
            self._transaction = self._store.transaction()
            self._transaction.__enter__()
            self._open_messages = 0
        if self._writer is None:
            self._writer = self._store.begin_source(
                path=self._file.path,
                fingerprint=self._file.fingerprint,
                archive=self._file.archive,
            )
        return self._writer


class _Run:
    """One run of reading: source files in, each as one transaction."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        list_name: str | None,
        progress: Callable[[Progress], None],
    ) -> None:
        self.store = store
        self.settings = settings
        self.list_name = list_name
        self.progress = progress
        self.failure: SourceError | None = None
        self.done = 0
        self.tallies: list[_Tally] = []

    def read(
        self, helpers: Helpers, sources: Iterable[Source | MailFile | Iterable[MailFile]]
    ) -> list[_Tally]:
        """Store every source file; return a tally for each source."""
        last = time.perf_counter()
        with _Desk(self.store) as desk:
            for mark, rows in helpers.run(
                parse_batch, self._errands(sources), rescue=Rescue(halve_batch, lost_batch)
            ):
                self._take(desk, mark, rows or ())
                now = time.perf_counter()
                mark.tally.seconds += now - last
                last = now
        return self.tallies

    def _take(self, desk: _Desk, mark: _Mark, rows: Sequence[MessageRow | Problem]) -> None:
        file = mark.file
        if mark.step == "skip":
            mark.tally.files += 1
            mark.tally.skipped += 1
        elif mark.step == "begin":
            desk.begin(file)
        else:
            desk.take(rows)
            self.done += len(rows)
            if mark.problem is not None:
                desk.note(mark.problem)
            if mark.step == "end":
                desk.end(file, mark.tally)
            self.progress(Progress(stage="read", place=file.path, done=self.done, total=None))

    def _errands(
        self, sources: Iterable[Source | MailFile | Iterable[MailFile]]
    ) -> Iterator[Errand[Batch, _Mark]]:
        for source in sources:
            tally = _Tally(source=_name(source))
            self.tallies.append(tally)
            try:
                for file in self._files(source):
                    if self.store.has_source(file.path, file.fingerprint):
                        yield Errand(_Mark(tally, file, "skip"), None, 0)
                    else:
                        yield from self._file_errands(
                            tally, file, drains=getattr(source, "is_slow", False)
                        )
            except SourceError as exc:
                self.failure = exc
                return

    def _files(self, source: Source | MailFile | Iterable[MailFile]) -> Iterable[MailFile]:
        if isinstance(source, str | os.PathLike | mailbox.Mailbox):
            return open_source(source, list_name=self.list_name)
        if isinstance(source, Iterable):
            return source
        return (source,)

    def _file_errands(
        self, tally: _Tally, file: MailFile, *, drains: bool
    ) -> Iterator[Errand[Batch, _Mark]]:
        """Yield what to do for one file: begin, batches and problems in order, end.

        *drains*: the next file may be long in coming, and the store is not held meanwhile.
        """
        yield Errand(_Mark(tally, file, "begin"), None, 0)
        raws: list[RawMessage] = []
        size = 0
        for each in _messages(file):
            if isinstance(each, Problem):
                yield Errand(_Mark(tally, file, "problem", each), None, 0)
                continue
            raws.append(each)
            size += len(each.data)
            if size >= self.settings.batch_bytes:
                yield Errand(_Mark(tally, file, "batch"), Batch(tuple(raws), size), size)
                raws, size = [], 0
        if raws:
            yield Errand(_Mark(tally, file, "batch"), Batch(tuple(raws), size), size)
        yield Errand(_Mark(tally, file, "end"), None, 0, drains)


def _messages(file: MailFile) -> Iterator[RawMessage | Problem]:
    try:
        yield from file.messages()
    except FetchError as exc:
        yield Problem(stage="fetch", locator=exc.locator, message=exc.reason)


def _name(source: Source | MailFile | Iterable[MailFile]) -> str:
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    path = getattr(source, "path", None) or getattr(source, "_path", None)
    return path if isinstance(path, str) else type(source).__name__
