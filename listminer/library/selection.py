"""Debates chosen from a store: a sequence that reads each when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args, overload

from listminer.errors import UserError
from listminer.library import frames, pictures
from listminer.library.debate import Debate
from listminer.library.lookup import known_name
from listminer.library.opened import OpenedStore
from listminer.library.shown_rows import MOST_SHOWN, told_more
from listminer.model import Discussion, Message, Problem, ProposalStatus
from listminer.periods import Day, period_end, period_start
from listminer.pipeline.uncollected import uncollected
from listminer.quoting import shown_subject
from listminer.render.frame import COLUMNS
from listminer.render.layout import USUAL_COLUMNS
from listminer.render.listing import Column, counted, day, iso, write_table
from listminer.store import PARTS, Part, Table, ThreadListing
from listminer.thread.graph import Period
from listminer.thread.statistics import ListMeasures

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

    from listminer.library.pseudonyms import PseudonymReport, Salt

_NAMING: tuple[Part, ...] = ("segments",)  # the structure that names people: attributions


class DebateList(Sequence[Debate]):
    """Threads of a store, in order. Only their listings are in memory, never their mail.

    Frames and graphs are of the threads as they are now, whole, also where a
    thread began before the period that it was chosen by, or went to another list, too.
    What counts by time (stats, and pictures of a list but for the network) is of the
    messages of that list and period only.
    """

    def __init__(
        self,
        opened: OpenedStore,
        listings: Iterable[ThreadListing],
        *,
        list_name: str | None = None,
        since: Day = None,
        until: Day = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        self._opened = opened
        self.listings = tuple(listings)
        self.problems = tuple(problems)  # of reading the source; () for a store's threads
        self._list = list_name  # that they were chosen by; None: all lists
        self._since, self._until = since, until

    @overload
    def __getitem__(self, at: int) -> Debate: ...
    @overload
    def __getitem__(self, at: slice) -> DebateList: ...
    def __getitem__(self, at: int | slice) -> Debate | DebateList:
        if isinstance(at, slice):
            return self._of(self.listings[at])
        return Debate(self._opened, self.listings[at])

    def __len__(self) -> int:
        return len(self.listings)

    def __repr__(self) -> str:
        """Return the threads as the command line lists them."""
        if not self.listings:
            return "no thread"
        columns = (
            Column(head="thread", is_number=True),
            Column(head="last"),
            Column(head="messages", is_number=True),
            Column(head="people", is_number=True),
            Column(head="subject", is_flexible=True),
        )
        rows = [
            (
                str(each.number),
                day(each.last),
                str(each.messages),
                str(each.people),
                shown_subject(each.subject, each.lists) or "(no subject)",
            )
            for each in self.listings[:MOST_SHOWN]
        ]
        table = write_table(columns, rows, USUAL_COLUMNS).rstrip("\n")
        return f"{table}\n{told_more(len(self))}".rstrip("\n")

    def _repr_html_(self) -> str:
        from listminer.library.display import listings_html  # late: templates

        return listings_html(self.listings[:MOST_SHOWN], told_more(len(self)))

    def close(self) -> None:
        """Let go of the store behind a source that was read; of a store that was opened, too."""
        self._opened.store.close()

    def only(self, *numbers: int) -> DebateList:
        """Return those of these thread numbers."""
        return self._of(each for each in self.listings if each.number in numbers)

    def with_status(self, status: ProposalStatus) -> DebateList:
        """Return the debates that have a proposal of this status; all are read for it.

        Raises LookupFailed for a status that there is not.
        """
        from listminer.pipeline.finding_rows import has_status  # late: the extractors

        status = cast("ProposalStatus", known_name("status", status, get_args(ProposalStatus)))
        return self._of(
            listing
            for listing, discussion in zip(self.listings, self.discussions(), strict=True)
            if has_status(discussion, status)
        )

    def without_status(self, status: ProposalStatus) -> DebateList:
        """Return the debates that have no proposal of this status; all are read for it."""
        there = {each.number for each in self.with_status(status).listings}
        return self._of(each for each in self.listings if each.number not in there)

    def discussions(self) -> Iterator[Discussion]:
        """Yield all that is known of each, findings too, one in memory at a time."""
        return self._opened.discussions(self._numbers)

    def facts(self, *parts: Part) -> Iterator[Discussion]:
        """Yield each thread and its messages, a bunch in memory at a time, without findings.

        Of the structure only *parts* are read: "segments", "links", "answers".
        """
        return self._opened.facts(self._numbers, parts)

    def messages(self) -> Iterator[Message]:
        """Yield the messages of each in reading order, ghosts left out."""
        for discussion in self.facts():
            yield from (each for each in discussion.messages if not each.ghost)

    def frame(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return one of the frames, rows of all debates; see listminer.render.frame.COLUMNS.

        Frames of findings read every debate, once: minutes for thousands of
        threads, seconds the next time. Raises LookupFailed for a frame or a
        column that there is not.
        """
        table = frames.known_table(table)
        if columns is not None:
            columns = frames.known_columns(table, columns)  # a slip is told before mail is read
        if table == frames.STATS:
            return frames.chosen(table, frames.months_frame(self.stats()), columns)
        found = self._needed(table, has_texts=table in frames.OF_TEXTS)
        if table not in frames.OF_FINDINGS:
            with uncollected():
                return frames.frame(table, found, self._opened.people, columns)
        return frames.frame(table, found, self._opened.people, columns)

    def stats(self) -> ListMeasures:
        """Return the messages of the list and period in numbers: thread.statistics.ListMeasures.

        A newcomer's first message in the store falls in the month, or the first to
        the list that the debates were chosen by; of a source that was read, the
        first in it.
        """
        lists = {name for each in self.listings for name in each.lists}
        with uncollected():
            return frames.measure(
                self._counted(),
                self._opened.people,
                lists,
                list_name=self._list,
                since=period_start(self._since),
                until=period_end(self._until),
                first_dates=self._opened.first_dates(self._list),
            )

    def plot(self, kind: str, *, ax: Axes | None = None) -> Axes:
        """Draw "activity", "network", "response-times", "writing-hours" or "topics".

        Pictures of one debate are drawn where there is one. Raises LookupFailed
        for another picture.
        """
        if len(self) == 1:
            kind = known_name("picture", kind, pictures.PICTURES)
            if kind in pictures.OF_ONE or kind == "network":  # with the debate's own sides
                return self[0].plot(kind, ax=ax)
        kind = known_name("picture of many debates", kind, pictures.OF_MANY)
        if kind == "activity":
            return pictures.draw_activity(self.stats(), ax)
        found = self._counted("links") if kind == "network" else self._counted()
        with uncollected():
            return pictures.draw_many(
                kind,
                found,
                self._opened.people,
                ax,
                list_name=self._list,
                since=period_start(self._since),
                until=period_end(self._until),
            )

    def people_graph(self, *, sides: bool = False) -> nx.DiGraph:
        """Return who answers and quotes whom; with *sides*, who agrees with whom, too.

        Sides are findings: every debate is read for them.
        """
        from listminer.thread.graph import people_graph  # late: networkx

        if sides:
            return people_graph(self.discussions(), name_of=self._opened.people.name_of)
        with uncollected():
            return people_graph(self._counted("links"), name_of=self._opened.people.name_of)

    def people_by_period(
        self, period: Period = "month", *, sides: bool = False
    ) -> dict[str, nx.DiGraph]:
        """Return the people graph of each "week", "month" or "year", in order."""
        from listminer.thread.graph import people_by_period  # late: networkx

        known = cast("Period", known_name("period", period, get_args(Period)))
        return people_by_period(
            self.discussions() if sides else self._counted("links"),
            period=known,
            name_of=self._opened.people.name_of,
        )

    def mbox(self) -> Iterator[bytes]:
        """Yield the mails as one mailbox (mboxrd), a line at a time, as they were found.

        In front of a mail is what only its archive told of it, so that it reads back
        equal: see mail.standing.
        """
        from listminer.render.mbox import write_mbox  # late: rarely asked for

        for discussion in self.facts():
            yield from write_mbox(self._opened.raws(discussion))

    def write_mbox(self, path: str | os.PathLike[str]) -> None:
        """Write the mails as one mailbox (mboxrd) to *path*; what is read back is equal.

        Raises UserError for a place that cannot be written.
        """
        try:
            with Path(path).open("wb") as file:
                file.writelines(self.mbox())
        except OSError as exc:
            raise UserError(f"{path}: cannot be written ({exc.strerror})") from exc

    def label_lines(self) -> Iterator[str]:
        """Yield a JSON line a message, for Label Studio or Prodigy; see library.labels."""
        from listminer.library.labels import label_lines  # late: rarely asked for

        return label_lines(self.discussions())

    def write_labelled(
        self, results: str | os.PathLike[str], folder: str | os.PathLike[str]
    ) -> list[str]:
        """Write what people labelled as threads that `evaluate --gold FOLDER` scores.

        *results* is an export of Label Studio or Prodigy. Returns the threads'
        file names. Raises UserError with every mistake in it, or if nobody
        labelled anything.
        """
        from listminer.library.labels import read_labels, write_gold  # late: rarely asked for

        texts = {each.message_id: each.text for each in self.messages()}
        labelled, messages = read_labels(Path(results), texts)
        found = self.facts("segments")
        return write_gold(labelled, messages, found, self._opened.raws, Path(folder))

    def write_parquet(self, table: str, folder: str | os.PathLike[str]) -> int:
        """Write a frame as Parquet, partitioned by list and month; return how many rows it has.

        Of no debate there is one file without rows, so that the columns are known.
        See render.data_file.write_parquet.
        """
        from listminer.render.data_file import write_empty, write_parquet  # late: rarely asked for

        table = known_name("frame", table, COLUMNS)
        found = self._needed(table, has_texts=table in frames.OF_TEXTS)
        rows = write_parquet(table, found, folder, name_of=self._opened.people.name_of)
        if not rows:
            write_empty(table, folder)
        return rows

    def lines(
        self, table: Table | Literal["people"], form: Literal["jsonl", "csv"] = "jsonl"
    ) -> Iterator[str]:
        """Yield the text of a data file as `export TABLE` writes it, row by row.

        Tables: messages, threads, segments, links, acts, people; see store.write_rows.
        """
        from listminer.store import COLUMNS as TABLES  # late: rarely asked for
        from listminer.store import rows_of, write_rows

        name = known_name("table", table, (*TABLES, "people"))
        if name == "people":
            return write_rows(self._people_rows(), "people", form=form)
        known: Table = cast("Table", name)
        name_of = self._opened.people.name_of
        rows = (row for each in self._needed(known) for row in rows_of(known, each, name_of))
        return write_rows(rows, known, form=form)

    def _people_rows(self) -> Iterator[dict[str, str | int | None]]:
        """Yield a row a person, as the frame has them; dates in ISO 8601."""
        from listminer.render.frame_rows import people_rows  # late: rarely asked for
        from listminer.store import PEOPLE

        for *told, first, last in people_rows(self._counted(), self._opened.people.name_of):
            yield dict(zip(PEOPLE, (*told, iso(first), iso(last)), strict=True))

    def pseudonymised(self, salt: str | os.PathLike[str] | Salt) -> DebateList:
        """Return the same debates with everybody under a pseudonym, in whatever they show.

        *salt* is a file, or what load_salt gave: the same salt gives the same
        pseudonyms. `unsure` of the result tells what could not be replaced for
        certain in what was read of it so far. Raises UserError for a salt that
        cannot be read, is empty or too short. See listminer.library.pseudonyms.
        """
        from listminer.library.pseudonyms import Pseudonyms, Salt, load_salt  # late: rarely asked

        store = self._opened.store
        pseudonyms = Pseudonyms(
            salt if isinstance(salt, Salt) else load_salt(salt),
            self._opened.people,
            store.senders(),
            [each.name for each in store.lists()],
            store.discussions_of(self._numbers, _NAMING),
            store.aliases,
        )
        return DebateList(
            OpenedStore(store, pseudonyms, self._opened.settings),
            map(pseudonyms.listing, self.listings),
            list_name=self._list,
            since=self._since,
            until=self._until,
        )

    @property
    def unsure(self) -> PseudonymReport | None:
        """Return what pseudonyms left in doubt in what was read so far; None without them."""
        return None if self._opened.pseudonyms is None else self._opened.pseudonyms.report

    def describe(self) -> str:
        """Return how many threads and messages there are, in words."""
        total = sum(each.messages for each in self.listings)
        return f"{counted(len(self), 'thread')}, {counted(total, 'message')}"

    def _needed(self, table: str, *, has_texts: bool = True) -> Iterator[Discussion]:
        """Yield what a table is made of, no more: structure and findings take their time."""
        if table in frames.OF_FINDINGS:
            return self.discussions()
        parts = [part for part in PARTS if part == table]
        return self._opened.facts(self._numbers, parts, has_texts=has_texts)

    def _counted(self, *parts: Part) -> Iterator[Discussion]:
        """Yield what is counted: messages without their texts."""
        return self._opened.facts(self._numbers, parts, has_texts=False)

    @property
    def _numbers(self) -> list[int]:
        return [each.number for each in self.listings]

    def _of(self, listings: Iterable[ThreadListing]) -> DebateList:
        return DebateList(
            self._opened,
            listings,
            list_name=self._list,
            since=self._since,
            until=self._until,
            problems=self.problems,
        )
