"""The one door: ingest whatever a user names, from disk, from a clone, from a server.

What a source is, is found out, not asked: a plug-in may say that it is its own,
a path that exists is a path, a URL is looked at by `fetch/door.py`, which loads
httpx only then.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from listminer.errors import FetchError, SourceError, UserError
from listminer.fetch.list_address import split_address
from listminer.fetch.local import SourceFile, open_source, renamed
from listminer.model import MessageId
from listminer.pipeline.fetchers import PluginSource, whose
from listminer.pipeline.ingest import IngestReport, MailFile, Progress, ingest
from listminer.pipeline.scrubbed import with_scrubbed
from listminer.plugins import FETCHERS, Plugin, installed
from listminer.settings import Settings
from listminer.store import Followed, Store

if TYPE_CHECKING:
    from listminer.fetch.http import HttpClient

Kind = Literal["path", "clone", "remote", "message"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")  # "ftp://x"; not "C:/mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How servers may be asked, and for what."""

    since: str | None = None  # day, month or year; bounds which months of a whole list are fetched
    until: str | None = None  # its end included
    server: str | None = None  # where to look for a list address or a Message-ID
    offline: bool = False  # only what the cache has
    ignore_robots: bool = False  # for one's own server
    attachments: bool = False  # fetch the HTML parts that a list cut out of its mails


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How far the fetching of one source is."""

    place: str  # the URL in work
    done_files: int  # months or epochs before this one
    total_files: int | None  # None if the server does not say
    done_bytes: int  # of this one
    total_bytes: int | None  # None if the server does not say


def ingest_sources(
    store: Store,
    sources: Sequence[str | os.PathLike[str]],
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
    workers: int | None = None,
    access: Access | None = None,
    progress: Callable[[Progress | Fetching], None] | None = None,
) -> IngestReport:
    """Store the mail of *sources*: paths, git clones, URLs, list addresses, Message-IDs.

    As `ingest`, of which each source is one; what a server fails to give is a
    Problem. Raises UserError before anything is read for a source that cannot
    be meant, SourceError for one that gives no mail, once the sources before
    it are stored. Sources that gave mail are remembered for `update`.
    """
    access = access or Access()
    with Door(settings or Settings(), access, list_name, progress) as door:
        remembered = [_Remembered(door.opened(os.fspath(each)), store, door) for each in sources]
        return ingest(
            store, remembered, settings, list_name=list_name, workers=workers, progress=progress
        )


class _Remembered:
    """A source that is remembered for `update` once it gives mail: also by a run that is killed."""

    def __init__(self, opened: Opened, store: Store, door: Door) -> None:
        self._opened = opened
        self._store = store
        self._door = door
        self.path = opened.path
        self.is_slow = isinstance(opened, ServerSource) and opened.is_slow

    def __iter__(self) -> Iterator[MailFile]:
        is_known = self.path == "-"  # standard input cannot be asked again
        for file in self._opened:
            if not is_known:
                self._store.follow(self._followed())
                is_known = True
            yield file

    def _followed(self) -> Followed:
        access = self._door.access
        # a plug-in's source may be a path or a name of its own
        is_local = isinstance(self._opened, PathSource | CloneSource) or os.path.exists(self.path)
        return Followed(
            source=os.path.abspath(self.path) if is_local else self.path,
            list_name=self._door.list_name,
            since=access.since,
            until=access.until,
            server=access.server,
            attachments=access.attachments,
        )


def read_remote(
    source: str | os.PathLike[str],
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
    access: Access | None = None,
    progress: Callable[[Progress | Fetching], None] | None = None,
) -> tuple[Store, IngestReport, MessageId | None]:
    """Return a store in memory that holds *source*, the accounts, and the message it names.

    For the URL of an article or a thread the store holds the months that its
    thread needs. The message is None where *source* names no single one.
    """
    store = Store.open(":memory:")
    try:
        with Door(settings or Settings(), access or Access(), list_name, progress) as door:
            opened = door.opened(os.fspath(source))
            report = ingest(store, [opened], settings, list_name=list_name, progress=progress)
    except BaseException:
        store.close()
        raise
    return store, report, opened.focus if isinstance(opened, ServerSource) else None


def kind_of(source: str, *, server: str | None = None) -> Kind:
    """Return what *source* is; nothing is read but the folder's entries of a clone.

    Raises UserError for a URL of a scheme that is not spoken, or a Message-ID without *server*.
    """
    if source.lower().startswith(("http://", "https://")):
        return "remote"
    if source.startswith("<") and source.endswith(">") and "@" in source:
        if server is None:
            raise UserError(
                f"{source}: a Message-ID alone does not say where its archive is",
                hints=("name the inbox: --server https://HOST/INBOX/",),
            )
        return "message"
    if os.path.exists(source):
        return "clone" if _is_clone(source) else "path"
    if found := _SCHEME.match(source):
        raise UserError(
            f"{source}: {found[0]} is not spoken here",
            hints=("expected a path, http:// or https://",),
        )
    if split_address(source) is not None:
        return "remote"
    return "message" if server is not None and "@" in source else "path"


def _is_clone(path: str) -> bool:
    from listminer.fetch.git_mail import repositories  # late: most paths are no clones

    return os.path.isdir(path) and bool(repositories(path))


class Door:
    """Opens sources; one polite client serves all of one run. A context manager."""

    def __init__(
        self,
        settings: Settings,
        access: Access,
        list_name: str | None,
        progress: Callable[[Progress | Fetching], None] | None,
    ) -> None:
        self.settings = settings
        self.access = access
        self.list_name = list_name
        self.progress = progress or (lambda _: None)
        if access.since or access.until:
            from listminer.fetch.remote import period  # late: the cache's folders

            period(access.since, access.until)  # tells a slip before anything is read
        self._exits = ExitStack()
        self._http: HttpClient | None = None

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._exits.close()

    def opened(self, source: str) -> Opened:
        """Return *source* as `ingest` takes it; nothing is fetched until it is read."""
        plugin = None if source == "-" else whose(source, self._fetchers)
        if plugin is not None:
            self._check_unbounded(source, f"the {plugin} brings all of it")
            return PluginSource(source, self.list_name, plugin)
        kind = kind_of(source, server=self.access.server)
        if kind in ("path", "clone"):
            self._check_unbounded(source, "this is on disk")
            found = PathSource if kind == "path" else CloneSource
            return found(source, self.list_name)
        asked = f"<{source.strip('<>')}>" if kind == "message" else source
        return ServerSource(source, asked, self)

    @cached_property
    def _fetchers(self) -> tuple[Plugin, ...]:
        return installed(FETCHERS)

    def _check_unbounded(self, source: str, why: str) -> None:
        if self.access.since or self.access.until:
            raise UserError(
                f"{source}: --since and --until choose what is fetched from a server",
                hints=(
                    f"{why}: ingest it whole, and bound what you read, as in"
                    " `listminer threads --since 2016-03`",
                ),
            )

    def http(self) -> HttpClient:
        """Return the client of this run."""
        if self._http is None:
            from listminer.fetch.door import new_client  # late: httpx

            self._http = self._exits.enter_context(
                new_client(
                    self.settings,
                    offline=self.access.offline,
                    ignore_robots=self.access.ignore_robots,
                )
            )
        return self._http


@dataclass(slots=True)
class PathSource:
    """What lies at a path, or comes from standard input."""

    path: str
    list_name: str | None

    def __iter__(self) -> Iterator[MailFile]:
        yield from open_source(self.path, list_name=self.list_name)


@dataclass(slots=True)
class CloneSource:
    """The epochs of a local git clone."""

    path: str
    list_name: str | None

    def __iter__(self) -> Iterator[MailFile]:
        from listminer.fetch.public_inbox import open_clone  # late: httpx

        for file in open_clone(self.path).files:
            yield renamed(file, self.list_name)


class ServerSource:
    """The files behind a URL, fetched one by one while they are read."""

    def __init__(self, path: str, asked: str, door: Door) -> None:
        self.path = path
        self.focus: MessageId | None = None  # the message that the URL names, once opened
        self.is_slow = door.settings.host_delay_s > 0  # waits between two files
        self._asked = asked
        self._door = door
        self._place = path
        self._done = 0
        self._total: int | None = None

    def __iter__(self) -> Iterator[MailFile]:
        """Yield the files. Raises SourceError if the server gives no mail at all."""
        http = self._door.http()
        http.on_progress = lambda at: self._tell(at.url, at.done_bytes, at.total_bytes)
        self._tell(self.path, 0, None)
        try:
            remote = self._opened(http)
            self.focus, self._total = remote.focus, remote.total
            count = 0
            for file in self._files(remote.files):
                count += 1
                yield file
        except FetchError as exc:
            raise SourceError(f"{self.path}: {exc.reason}", hints=self._hints(exc)) from exc
        if not count:
            raise SourceError(
                f"{self.path}: no mail in this period", hints=("ask for another: --since, --until",)
            )

    def _hints(self, exc: FetchError) -> tuple[str, ...]:
        from listminer.fetch.failures import StatusError, UnreachableError  # loaded: it raised

        asked = (f"asked for {exc.locator}",) if exc.locator != self.path else ()
        return (*asked, _NEXT) if isinstance(exc, StatusError | UnreachableError) else asked

    def _opened(self, http: HttpClient) -> Any:
        from listminer.fetch.door import open_remote  # late: httpx
        from listminer.fetch.remote import period

        access = self._door.access
        days = period(access.since, access.until)
        try:
            return open_remote(self._asked, http, days=days, server=access.server)
        except SourceError:
            if access.server is None or split_address(self._asked) is None:
                raise
            # "a@b.example" may be the id of a mail as well as the address of a list
            try:
                return open_remote(f"<{self._asked}>", http, server=access.server)
            except FetchError:
                pass
            raise

    def _files(self, files: Iterable[SourceFile]) -> Iterator[MailFile]:
        for file in files:
            asks = not file.size_bytes  # pages, REST: each message is asked for
            named = renamed(file, self._door.list_name)
            if self._door.access.attachments and file.archive.kind == "pipermail":
                named, asks = with_scrubbed(named, self._page, self._door.settings), True
            yield _fetched_first(named) if asks else named
            self._done += 1
            self._tell(file.path, 0, None)

    def _page(self, url: str) -> str:
        from listminer.fetch.unpack import page_bytes  # late: httpx

        http = self._door.http()
        kept = http.get(url, is_settled=lambda _kept: True)  # a part never changes
        return page_bytes(kept, http.limits).decode(_known(kept.charset), "replace")

    def _tell(self, url: str, done_bytes: int, total_bytes: int | None) -> None:
        self._door.progress(
            Fetching(
                place=url,
                done_files=self._done,
                total_files=self._total,
                done_bytes=done_bytes,
                total_bytes=total_bytes,
            )
        )


def _known(charset: str | None) -> str:
    try:
        return codecs.lookup(charset or "utf-8").name
    except LookupError:
        return "utf-8"


Opened: TypeAlias = PathSource | CloneSource | ServerSource | PluginSource


def _fetched_first(file: SourceFile) -> SourceFile:
    """Return *file*, which asks the server while it is read, as one that asks before: all is
    in hand before the store is held. Such a file is a month at most.
    """
    return replace(file, read=lambda: iter(list(file.read())))


_NEXT = "check the address and the network (listminer doctor tests it), then run it again"
