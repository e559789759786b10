"""The store as the rest of the house sees it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import TracebackType

from listminer.aliases import NO_ALIASES, Aliases
from listminer.errors import StoreError
from listminer.model import (
    Address,
    Archive,
    Discussion,
    Message,
    Problem,
    RawMessage,
    Thread,
)
from listminer.people import People
from listminer.periods import Day, period_bounds
from listminer.settings import BUSY_TIMEOUT_S
from listminer.store import discussions, following, listing, pending, reading, searching
from listminer.store.codec import encode_date
from listminer.store.connection import Connection, connect
from listminer.store.discussions import PARTS, Part
from listminer.store.query import no_accounts
from listminer.store.reading import PackedMessage
from listminer.store.rows import Followed, HeaderRow, Hit, ListListing, SourceRow, ThreadListing
from listminer.store.structure import ThreadRow
from listminer.store.writing import SourceWriter, write_threads

_MOST_ASKED = 50_000  # messages whose senders are told apart for one search: a tenth of a second


class Store:
    """Messages, threads, links and their full-text index, in one SQLite file.

    A context manager. Periods (`since`, `until`) are datetimes, or days,
    months or years as text, an `until` of which is included whole. Every
    method raises StoreError where another process, the disk or the file's
    permissions stand in the way; nothing half-written stays. What is read for
    people has each sender as the user's `aliases` tell; the file holds them as
    they wrote.
    """

    def __init__(self, connection: Connection, aliases: Aliases = NO_ALIASES) -> None:
        self._connection = connection
        self.aliases = aliases
        self._who: tuple[list[Address], People] | None = None  # of the senders that were told

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        readonly: bool = False,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> Store:
        """Return the store at *path* (":memory:" for one that is never saved).

        Makes it, and its folder, unless *readonly*; brings an older one up to
        date. Raises StoreError for a newer one, or a file that is no store.
        """
        return cls(connect(os.fspath(path), readonly=readonly, busy_timeout_s=busy_timeout_s))

    @classmethod
    def open_either(
        cls, path: str | os.PathLike[str], *, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> Store:
        """Open the store at *path* to write, or one that cannot be written to read; see open."""
        try:
            return cls.open(path, busy_timeout_s=busy_timeout_s)
        except StoreError:
            if not os.path.exists(path):
                raise
            return cls.open(path, readonly=True, busy_timeout_s=busy_timeout_s)

    def with_people(self, aliases: Aliases) -> Store:
        """Return the same open store, in which senders are whom *aliases* tell."""
        return self if aliases == self.aliases else Store(self._connection, aliases)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):  # met while rows were read
            told = self._connection.told(error)
            if told is not error:
                raise told from error

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._connection.close()

    @property
    def path(self) -> str:
        """Return the file's path, ":memory:" if there is none."""
        return self._connection.path

    def lists(self) -> tuple[ListListing, ...]:
        """Return every list by name: counts, first and last date, archives."""
        return listing.read_lists(self._connection)

    def sources(self) -> tuple[SourceRow, ...]:
        """Return the accounts of every source file, by path."""
        return listing.read_sources(self._connection)

    def problems(self, *, list_name: str | None = None) -> Iterator[Problem]:
        """Yield what could not be used: which stage, where, why."""
        return listing.iter_problems(self._connection, list_name)

    def threads(
        self,
        *,
        list_name: str | None = None,
        since: Day = None,
        until: Day = None,
        sort: str = "date",
        limit: int | None = None,
    ) -> Iterator[ThreadListing]:
        """Yield the threads of a list and period, by "date" (last first), "replies", "people",
        "subject" or "first". Raises LookupFailed for an unknown list, naming the nearest.
        """
        start, end = period_bounds(since, until)
        return listing.iter_threads(
            self._connection,
            list_name=list_name,
            since=start,
            until=end,
            sort=sort,
            limit=limit,
        )

    def count_threads(
        self, *, list_name: str | None = None, since: Day = None, until: Day = None
    ) -> int:
        """Return how many threads a list and period has: those of `threads`, whatever its limit."""
        start, end = period_bounds(since, until)
        return listing.count_threads(self._connection, list_name=list_name, since=start, until=end)

    def listing(self, reference: str | int) -> ThreadListing:
        """Return what `threads` tells of the one thread that *reference* means; see find_thread."""
        return listing.read_listing(self._connection, self.find_thread(reference))

    def find_thread(self, reference: str | int) -> int:
        """Return the number of the thread that *reference* means.

        It is a thread's number, a Message-ID with or without angle brackets,
        the URL of a message in its archive, or words of the thread's subject.
        Raises LookupFailed if none is meant, or several: those are listed.
        """
        return listing.find_thread(self._connection, str(reference))

    def thread(self, reference: str | int) -> Thread:
        """Return the reply tree that *reference* means; see find_thread."""
        return discussions.read_thread(self._connection, self.find_thread(reference))

    def discussion(self, reference: str | int) -> Discussion:
        """Return a thread with its messages, segments, links and answers, without findings."""
        return next(self.discussions_of([self.find_thread(reference)]))

    def discussions(
        self,
        *,
        list_name: str | None = None,
        since: Day = None,
        until: Day = None,
        sort: str = "first",
    ) -> Iterator[Discussion]:
        """Yield the discussions of a list and period, one in memory at a time."""
        chosen = self.threads(list_name=list_name, since=since, until=until, sort=sort)
        yield from self.discussions_of([each.number for each in chosen])

    def discussions_of(
        self,
        numbers: Iterable[int],
        parts: Collection[Part] = PARTS,
        *,
        has_texts: bool = True,
    ) -> Iterator[Discussion]:
        """Yield the discussions of these thread numbers, a bunch in memory at a time.

        Of their structure only *parts* are read: "segments", "links", "answers".
        Unless it *has_texts*, every message's text is "": for counts and dates,
        in half of the time.
        """
        found = discussions.read_discussions(self._connection, numbers, parts, has_texts=has_texts)
        if not self.aliases:
            return found
        return (replace(each, messages=tuple(map(self._told, each.messages))) for each in found)

    def search(self, text: str, *, limit: int = 20) -> list[Hit]:
        """Return the messages that *text* asks for, best first; see query.parse_query.

        `from:` finds who is named under other names and addresses, too, in a store of 50,000
        messages at most; in a larger one it finds what headers say.
        """
        is_asked = self.count() <= _MOST_ASKED
        accounts = (
            partial(searching.accounts_of, self.senders, self.people) if is_asked else no_accounts
        )
        hits = searching.search(self._connection, text, limit=limit, accounts=accounts)
        return [replace(each, sender=self.aliases.told(each.sender)) for each in hits]

    def messages(
        self,
        *,
        list_name: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> Iterator[Message]:
        """Yield the messages of a list and period, by date; those without a date come first.

        A bunch is in memory at a time, however many there are.
        """
        start, end = period_bounds(since, until)
        name = None if list_name is None else listing.known_list(self._connection, list_name)
        found = reading.read_by_date(
            self._connection,
            list_name=name,
            since=encode_date(start),
            until=encode_date(end),
        )
        return map(self._told, found) if self.aliases else found

    def message(self, message_id: str) -> Message:
        """Return one message; angle brackets may stand. Raises LookupFailed if it is not there."""
        bare = listing.bare_id(message_id)
        row = self._connection.execute(
            "SELECT m.id FROM ids JOIN messages m ON m.id=ids.id WHERE ids.message_id=?", (bare,)
        ).fetchone()
        if row is None:
            raise reading.no_message(bare)
        return self._told(next(reading.read_messages(self._connection, row)))

    def raw(self, message_id: str) -> RawMessage:
        """Return the bytes of a message, as found; its email() is the standard library's."""
        return reading.read_raw(self._connection, listing.bare_id(message_id))

    def senders(self) -> list[Address]:
        """Return everybody who wrote, each pair of name and address once, oldest first."""
        rows = self._connection.execute(
            "SELECT name, address FROM messages GROUP BY name, address ORDER BY min(date), min(id)"
        )
        told = self.aliases.told
        return [told(Address(name=name, address=address)) for name, address in rows]

    def people(self) -> People:
        """Return who is who among all senders; made anew only where there are others."""
        senders = self.senders()
        if self._who is None or self._who[0] != senders:
            self._who = senders, People(senders)
        return self._who[1]

    def first_dates(self, *, list_name: str | None = None) -> list[tuple[Address, datetime]]:
        """Return when each pair of name and address first wrote, to a list if it is named.

        Whose mail has no readable date is left out.
        """
        told = self.aliases.told
        found = listing.first_dates(self._connection, list_name)
        return [(told(sender), date) for sender, date in found]

    def count(self) -> int:
        """Return how many messages there are."""
        return int(self._connection.execute("SELECT count(*) FROM messages").fetchone()[0])

    def content_key(self, reference: str | int) -> str:
        """Return the digest of all in the file that a reading of a thread rests on."""
        return reading.content_key(self._connection, self.find_thread(reference))

    def cached_findings(self, key: str, extractor: str, version: str) -> str | None:
        """Return what keep_findings was given; None if it is of other content or version."""
        row = self._connection.execute(
            "SELECT content FROM findings WHERE key=? AND extractor=? AND version=?",
            (key, extractor, version),
        ).fetchone()
        return None if row is None else str(row[0])

    def keep_findings(self, key: str, extractor: str, version: str, content: str) -> None:
        """Keep a reading for the next time."""
        with self.transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO findings VALUES(?,?,?,?)",
                (key, extractor, version, content),
            )

    def followed(self) -> tuple[Followed, ...]:
        """Return the sources that were ingested, as they were named, sorted."""
        return following.read_followed(self._connection)

    def follow(self, source: Followed) -> None:
        """Remember *source* for the next update; what was asked of it last counts.

        Inside a transaction it is a part of it, else one of its own.
        """
        is_inside = self._connection.in_transaction
        with nullcontext() if is_inside else self.transaction():
            following.write_followed(self._connection, source)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the file and its index; () if it is sound."""
        try:
            rows = self._connection.execute("PRAGMA quick_check(20)").fetchall()
        except (sqlite3.DatabaseError, StoreError) as exc:
            return (str(exc),)
        return tuple(row for (row,) in rows if row != "ok")

    def _told(self, message: Message) -> Message:
        sender = self.aliases.told(message.sender)
        return message if sender is message.sender else replace(message, sender=sender)

    # what the conductor needs

    def transaction(self) -> AbstractContextManager[None]:
        """Write all that happens inside, or nothing of it."""
        return self._connection.transaction()

    def has_source(self, path: str, fingerprint: str) -> bool:
        """Return whether this very source file is stored whole."""
        return following.is_stored(self._connection, path, fingerprint)

    def has_path(self, path: str) -> bool:
        """Return whether *path*, or a file below it, was read under this very name."""
        return following.was_read_as(self._connection, path)

    def begin_source(self, *, path: str, fingerprint: str, archive: Archive) -> SourceWriter:
        """Return the writer of one source file; inside a transaction."""
        return SourceWriter.begin(
            self._connection, path=path, fingerprint=fingerprint, archive=archive
        )

    def write_threads(self, rows: Iterable[ThreadRow]) -> None:
        """Put threads in the place of those their messages were in; inside a transaction."""
        write_threads(self._connection, rows)

    @property
    def pending(self) -> pending.Pending:
        """Return what is stored but not threaded yet."""
        return pending.Pending(self._connection)

    def component(self, number: int) -> list[HeaderRow]:
        """Return the headers of all messages tied to this one by citation or adoption."""
        return reading.read_component(self._connection, number)

    def headers(self, message_ids: Collection[str]) -> list[HeaderRow]:
        """Return the headers of those of *message_ids* that are stored, in no order."""
        return reading.read_headers(self._connection, message_ids)

    def headers_by_subject(self, base_subject: str) -> list[HeaderRow]:
        """Return the headers of all messages of one base subject, by date."""
        return reading.read_headers_by_subject(self._connection, base_subject)

    def packed_messages(self, numbers: Iterable[int]) -> Iterator[PackedMessage]:
        """Yield messages and their segments as parsed, before any thread was known."""
        return reading.read_packed(self._connection, numbers)
