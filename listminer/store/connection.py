"""Open the one SQLite file, and say in words what SQLite says in codes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

from listminer.errors import StoreError
from listminer.settings import BUSY_TIMEOUT_S
from listminer.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

MEMORY = ":memory:"
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITTEN = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE)
_RETRY_S = 0.01  # where SQLite itself does not wait
_CACHE_KIB = 48 * 1024  # the indexes of 50,000 messages; a bounded part of the 400 MB allowed


class Connection(sqlite3.Connection):
    """A connection whose errors that a user can mend are StoreErrors."""

    path: str = MEMORY
    busy_timeout_s: float = BUSY_TIMEOUT_S

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run one statement. Raises StoreError for a busy, full, read-only or broken store."""
        try:
            return super().execute(sql, parameters)
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as exc:
            raise self.told(exc) from exc

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        """Run one statement for each row; errors as of execute."""
        try:
            return super().executemany(sql, parameters)
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as exc:
            raise self.told(exc) from exc

    def close(self) -> None:
        """Close; safe to call twice. Raises StoreError in another thread."""
        try:
            super().close()
        except sqlite3.ProgrammingError as exc:
            raise self.told(exc) from exc

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        """Raise StoreError: a pickle or a deep copy of whatever holds a store comes here."""
        raise self._tied("cannot be copied or sent to another process")

    def _tied(self, found: str) -> StoreError:
        """Return the error of who takes an open store where it cannot go."""
        if self.path == MEMORY:
            hint = "read the source in each thread and process, or ingest it into a store file"
        else:
            hint = f"open it in each thread and process: listminer.open({self.path!r})"
        return StoreError(f"store {self.path}: an open store {found}", hints=(hint,))

    def told(self, exc: sqlite3.DatabaseError) -> Exception:
        """Return the StoreError that says what a user can do, *exc* itself if nothing."""
        whole_code = getattr(exc, "sqlite_errorcode", 0)
        code = whole_code & 0xFF
        if whole_code in _UNWRITTEN:
            code = sqlite3.SQLITE_FULL  # a quota, or a limit of file size
        for codes, found, hint in (
            (
                _BUSY,
                f"another process is writing; waited {self.busy_timeout_s:g} s",
                "try again when it is done, or name another store: --store FILE",
            ),
            (
                (sqlite3.SQLITE_FULL,),
                "the disk is full; what was written before is kept, nothing of this step",
                "make room and run the same command again: it goes on where it stopped",
            ),
            (
                (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
                "cannot be written: the file or its folder is read-only",
                "change its permissions, or name another store: --store FILE",
            ),
            (
                (sqlite3.SQLITE_CANTOPEN,),
                "cannot be opened",
                "check that the folder exists and may be read and written",
            ),
            (
                (sqlite3.SQLITE_NOTADB,),
                "is no listminer store (another kind of file)",
                "name another store: --store FILE",
            ),
            (
                (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR),
                f"is damaged or its disk fails ({exc})",
                "ingest the archives again into a new store: --store FILE",
            ),
        ):
            if code in codes:
                return StoreError(f"store {self.path}: {found}", hints=(hint,))
        if isinstance(exc, sqlite3.ProgrammingError) and "closed" in str(exc):
            return StoreError(f"store {self.path}: is closed", hints=("open it again",))
        if isinstance(exc, sqlite3.ProgrammingError) and "thread" in str(exc):
            return self._tied("works only in the thread that opened it")
        return exc  # a wrong statement is our own mistake: let it fly

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that happens inside, or nothing of it."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.rollback()  # SQLite may have rolled back by itself, on a full disk
            raise


def connect(path: str, *, readonly: bool, busy_timeout_s: float) -> Connection:
    """Return a connection to the store at *path*, of the schema that this version writes.

    A new file is made unless *readonly*; an older store is brought up to date.
    Raises StoreError if there is no store, it is no store of ours, or a newer
    listminer wrote it.
    """
    if path != MEMORY:
        _check_place(Path(path), readonly=readonly)
    try:
        return _prepared(path, "?mode=ro" * readonly, busy_timeout_s)
    except StoreError:
        if not (readonly and _is_out_of_reach(path)):
            raise
    # a reader, too, writes beside a store with a log; where nobody can, nothing changes under it
    return _prepared(path, "?mode=ro&immutable=1", busy_timeout_s)


def _is_out_of_reach(path: str) -> bool:
    """Return whether the folder of *path* is read-only, and all of the store in its one file."""
    log = Path(f"{path}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return path != MEMORY and not os.access(Path(path).resolve().parent, os.W_OK) and not has_log


def _prepared(path: str, mode: str, busy_timeout_s: float) -> Connection:
    try:
        found = _open(path, mode, busy_timeout_s=busy_timeout_s)
    except sqlite3.OperationalError as exc:
        raise StoreError(
            f"store {path}: cannot be opened ({exc})",
            hints=("check that the file and its folder may be read and written",),
        ) from exc
    try:
        _prepare(found, readonly=bool(mode))
    except BaseException:
        found.close()
        raise
    return found


def check_there(path: Path) -> None:
    """Raise StoreError if there is no store at *path* yet."""
    if not path.exists():
        raise StoreError(
            f"store {path}: there is none yet",
            hints=("to fill it: listminer ingest SOURCE", "to name another: --store FILE"),
        )


def _check_place(path: Path, *, readonly: bool) -> None:
    if path.is_dir():
        raise StoreError(f"store {path}: is a folder, not a file", hints=("name a file",))
    if readonly:
        check_there(path)
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise StoreError(
                f"store {path}: its folder cannot be made ({exc.strerror})",
                hints=("name another store: --store FILE",),
            ) from exc


def _open(path: str, mode: str, *, busy_timeout_s: float) -> Connection:
    name = path if path == MEMORY else Path(path).resolve().as_uri() + mode
    found = sqlite3.connect(
        name,
        timeout=busy_timeout_s,
        isolation_level=None,
        factory=Connection,
        uri=path != MEMORY,
        cached_statements=256,
    )
    found.path, found.busy_timeout_s = path, busy_timeout_s
    return found


def _prepare(found: Connection, *, readonly: bool) -> None:
    # At one look: another process may make the store between two.
    version, owner, tables = found.execute(
        "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_user_version, pragma_application_id"
    ).fetchone()
    if owner != APPLICATION_ID and (tables or version):
        raise StoreError(
            f"store {found.path}: is a database of another program",
            hints=("name another store: --store FILE",),
        )
    if version > VERSION:
        raise StoreError(
            f"store {found.path}: has format {version}, this listminer knows {VERSION}",
            hints=("a newer listminer wrote it: update listminer, or name another store: --store",),
        )
    found.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    found.execute("PRAGMA temp_store=MEMORY")
    if version == VERSION:
        if not readonly:
            _tune(found)
        return
    if readonly and version == 0:
        raise StoreError(
            f"store {found.path}: there is none yet, the file is empty",
            hints=("to fill it: listminer ingest SOURCE",),
        )
    if readonly:  # whoever may write it brings it up to date on the way
        connect(found.path, readonly=False, busy_timeout_s=found.busy_timeout_s).close()
        return
    if version == 0:
        found.execute("PRAGMA page_size=8192")  # bodies of 1 to 4 KB stay on one page
        _keep_log(found)
    _tune(found)
    _migrate(found)


def _keep_log(found: Connection) -> None:
    """Let *found* write a log ahead of its file.

    Where several processes make one new store at the same moment, each holds what the other
    wants, and SQLite gives up at once instead of waiting: so we wait here.
    """
    until = monotonic() + found.busy_timeout_s
    while True:
        try:
            found.execute("PRAGMA journal_mode=WAL")
        except StoreError as exc:
            if not _is_busy(exc.__cause__) or monotonic() > until:
                raise
            sleep(_RETRY_S)
        else:
            return


def _is_busy(exc: BaseException | None) -> bool:
    return getattr(exc, "sqlite_errorcode", 0) & 0xFF in _BUSY


def _tune(found: Connection) -> None:
    found.execute("PRAGMA synchronous=NORMAL")  # a kill loses nothing, a power cut the last file
    found.execute("PRAGMA wal_autocheckpoint=4000")  # 32 MB: pages written often are copied once
    found.execute("PRAGMA journal_size_limit=67108864")


def _migrate(found: Connection) -> None:
    with found.transaction():
        version = found.execute("PRAGMA user_version").fetchone()[0]  # another may have been first
        for step in MIGRATIONS[version:]:
            for statement in step.split(";\n"):
                if statement.strip():
                    found.execute(statement)
        found.execute(f"PRAGMA application_id={APPLICATION_ID}")
        found.execute(f"PRAGMA user_version={VERSION}")
