"""The store as a notebook sees it: one call for whatever the command line can do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listminer.aliases import load_aliases
from listminer.library.debate import Debate
from listminer.library.lookup import known_id, known_limit, no_source
from listminer.library.opened import OpenedStore
from listminer.library.readings import Readings
from listminer.library.selection import DebateList
from listminer.model import STATUSES, Message, Problem, ProposalStatus, RawMessage
from listminer.periods import Day, period_text
from listminer.render.listing import counted
from listminer.settings import Settings
from listminer.store import Hit, ListListing, Store, ThreadListing
from listminer.thread.statistics import ListMeasures

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

    from listminer.model import Digest
    from listminer.pipeline.ingest import IngestReport
    from listminer.pipeline.updating import Update
    from listminer.render.finding_list import FindingRow, Kind
    from listminer.render.html import SiteReport

Path_ = str | os.PathLike[str]


class MailStore(AbstractContextManager["MailStore"]):
    """Mail, threads and what was read in them, in one file.

    `list`, `since` and `until` choose threads: those of the list that were
    active in the period, whole. Those are dates, or text: "2016-03-11", "2016-03",
    "2016"; datetimes are moments, in UTC where they have no zone. Raises
    LookupFailed for a list or a thread that is not there, naming the nearest.
    """

    def __init__(
        self, store: Store, settings: Settings | None = None, *, aliases: Path_ | None = None
    ) -> None:
        self._settings = settings or Settings()
        if (named := aliases or self._settings.people) is not None:
            store = store.with_people(load_aliases(named))
        self._opened = OpenedStore(store, settings=self._settings)

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<MailStore {self.path}: {counted(self._store.count(), 'message')}>"

    @property
    def _store(self) -> Store:
        return self._opened.store

    @property
    def path(self) -> str:
        """Return the file's path, ":memory:" if there is none."""
        return self._store.path

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._store.close()

    # mail in

    def ingest(
        self,
        *sources: Path_,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        server: str | None = None,
        offline: bool = False,
        progress: Callable[[Any], None] | None = None,
    ) -> IngestReport:
        """Store the mail of paths, git clones, URLs, list addresses; tell what became of it.

        *since* and *until* bound what is fetched from a server. Raises
        SourceError for a source that gives no mail, or is none. See pipeline.ingest_sources.
        """
        from listminer.pipeline import Access, ingest_sources  # late: parsers

        for each in sources:
            if not isinstance(each, str | os.PathLike):
                raise no_source(each, "paths or URLs, each by itself: ingest(*sources)")
        access = Access(
            since=period_text(since), until=period_text(until), server=server, offline=offline
        )
        try:
            return ingest_sources(
                self._store,
                sources,
                self._settings,
                list_name=list,
                access=access,
                progress=progress,
            )
        finally:
            self._opened.forget_people()

    def update(self, *, offline: bool = False) -> Update:
        """Ask every source that was ingested for what is new, and tell what came."""
        from listminer.pipeline.remote import Access  # late: parsers
        from listminer.pipeline.updating import update

        try:
            return update(self._store, self._settings, access=Access(offline=offline))
        finally:
            self._opened.forget_people()

    def import_parquet(self, folder: Path_) -> int:
        """Store what `listminer mine` wrote to *folder*; return how many messages came.

        The same as if its sources had been ingested, but nothing is parsed
        again, and what was found in its threads is kept. See cluster.import_parquet.
        """
        from listminer.cluster import import_parquet  # late: optional packages

        try:
            return import_parquet(self._store, folder, self._settings)
        finally:
            self._opened.forget_people()

    # what there is

    def lists(self) -> tuple[ListListing, ...]:
        """Return every list by name: counts, first and last date, archives."""
        return self._store.lists()

    def threads(
        self,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        contested: bool | None = None,
        status: ProposalStatus | None = None,
        sort: str = "first",
        limit: int | None = None,
    ) -> DebateList:
        """Return debates by "first" date, "date" (last first), "replies", "people", "subject".

        With *contested* only those that have a contested proposal (False: that
        have none), with *status* those that have a proposal of it; for both
        every thread is read, once. *limit* counts what is left.
        """
        limit = None if limit is None else known_limit(limit)
        is_read = contested is not None or status is not None
        found = self._chosen(
            list=list, since=since, until=until, sort=sort, limit=None if is_read else limit
        )
        if contested is not None:
            named = found.with_status if contested else found.without_status
            found = named("contested")
        if status is not None:
            found = found.with_status(status)
        return found if limit is None else found[:limit]

    def discussion(self, thread: str | int | ThreadListing) -> Debate:
        """Return the debate that *thread* means: a number, a Message-ID, a URL, a subject's words.

        Raises LookupFailed if none is meant, or several: those are listed.
        """
        if not isinstance(thread, ThreadListing):
            thread = self._store.listing(thread)
        return Debate(self._opened, thread)

    def search(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Return messages, best first: words, "a phrase", OR, -without, from: subject: list: ….

        Each sender's `display` is what all frames and debates call that person.
        """
        found = self._store.search(text, limit=known_limit(limit))
        name_of = self._opened.people.name_of
        return tuple(
            replace(each, sender=replace(each.sender, person=name))
            if name != each.sender.display
            else each
            for each in found
            for name in (name_of(each.sender),)
        )

    def messages(
        self, *, list: str | None = None, since: Day = None, until: Day = None
    ) -> Iterator[Message]:
        """Yield the messages of a list and period, by date; a bunch is in memory at a time."""
        return self._store.messages(list_name=list, since=since, until=until)

    def message(self, message_id: str) -> Message:
        """Return one message. Raises LookupFailed if it is not there."""
        return self._store.message(known_id(message_id))

    def raw(self, message_id: str) -> RawMessage:
        """Return the bytes of a message, as found."""
        return self._store.raw(known_id(message_id))

    def problems(self, *, list: str | None = None) -> tuple[Problem, ...]:
        """Return what could not be used: which stage, where, why."""
        return tuple(self._store.problems(list_name=list))

    # findings across threads

    def findings(
        self,
        kind: Kind,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        thread: str | int | None = None,
        person: str | None = None,
        status: str | None = None,
        min_confidence: float = 0.0,
        limit: int | None = None,
    ) -> Readings[FindingRow]:
        """Return "proposals", "positions", "actions", "questions" or "decisions" across threads.

        The period is that of the words which a finding rests on. *thread* is what `discussion`
        takes, *person* a name or a part of it. After *limit* of them no thread is read.
        """
        from listminer.library.lookup import known_name
        from listminer.pipeline.finding_rows import finding_rows  # late: the extractors

        known: Any = known_name("kind of finding", kind, STATUSES)
        most = None if limit is None else known_limit(limit)
        found = finding_rows(
            self._store,
            known,
            list_name=list,
            since=since,
            until=until,
            thread=thread,
            person=person,
            status=status,
            min_confidence=min_confidence,
            settings=self._opened.reading_settings,
        )
        rows = tuple(islice(found, most))
        return Readings(known, rows, rows)

    def digest(
        self,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        tag: str | None = None,
        person: str | None = None,
    ) -> Digest:
        """Return what happened on a list and in a period, or what concerns one person."""
        from listminer.pipeline.summaries import digest_of  # late: the extractors

        return digest_of(
            self._store,
            list_name=list,
            since=since,
            until=until,
            tag=tag,
            person=person,
            settings=self._opened.reading_settings,
        )

    def write_site(
        self,
        folder: Path_,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        title: str | None = None,
    ) -> SiteReport:
        """Write a static site of a list and period into *folder*."""
        from listminer.pipeline.pages import write_report  # late: templates

        return write_report(
            self._store,
            Path(folder),
            self._settings,
            list_name=list,
            since=since,
            until=until,
            title=title,
        )

    # as data

    def frame(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> pd.DataFrame:
        """Return one of the frames; see listminer.render.frame.COLUMNS; "stats" is by month.

        Raises LookupFailed for a frame or a column that there is not.
        """
        return self._chosen(list=list, since=since, until=until).frame(table, columns)

    def stats(
        self, *, list: str | None = None, since: Day = None, until: Day = None
    ) -> ListMeasures:
        """Return the messages of a list and period in numbers: see DebateList.stats."""
        return self._chosen(list=list, since=since, until=until).stats()

    def plot(
        self,
        kind: str,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a list and period: see DebateList.plot."""
        return self._chosen(list=list, since=since, until=until).plot(kind, ax=ax)

    def people_graph(
        self,
        *,
        list: str | None = None,
        since: Day = None,
        until: Day = None,
        sides: bool = False,
    ) -> nx.DiGraph:
        """Return who answers and quotes whom; with *sides*, who agrees with whom, too."""
        return self._chosen(list=list, since=since, until=until).people_graph(sides=sides)

    def write_mbox(
        self, path: Path_, *, list: str | None = None, since: Day = None, until: Day = None
    ) -> None:
        """Write the mails of a list and period as one mailbox (mboxrd) to *path*."""
        self._chosen(list=list, since=since, until=until).write_mbox(path)

    def _chosen(
        self,
        *,
        list: str | None,
        since: Day,
        until: Day,
        sort: str = "first",
        limit: int | None = None,
    ) -> DebateList:
        listings = self._store.threads(
            list_name=list, since=since, until=until, sort=sort, limit=limit
        )
        return DebateList(self._opened, listings, list_name=list, since=since, until=until)
