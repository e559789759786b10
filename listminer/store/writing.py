"""Write messages and threads. Every function expects an open transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from listminer.list_ids import is_orphan
from listminer.model import Archive, Problem
from listminer.store.codec import (
    MessageRow,
    came_at,
    decode_ids,
    decode_text,
    storable,
    with_defect,
)
from listminer.store.connection import Connection
from listminer.store.structure import ThreadRow, WordsRow, indexed_text

_FLUSH = 1000  # messages held back, some MB: enough that sorting pays


class _New(NamedTuple):
    """What is known of a message that waits to be written."""

    digest: str
    date: int | None
    locator: str


@dataclass(slots=True)
class _Buffer:
    """Rows that wait to be written, table by table."""

    messages: list[tuple[Any, ...]] = field(default_factory=list)
    bodies: list[tuple[Any, ...]] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)
    prints: list[tuple[Any, ...]] = field(default_factory=list)
    new: dict[int, _New] = field(default_factory=dict)


@dataclass(slots=True)
class SourceWriter:
    """Writes one source file's messages and keeps its accounts."""

    connection: Connection
    source: int
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0
    own: int = 0  # duplicates that are this very file's message, read again
    _ids: dict[str, int] = field(default_factory=dict)
    _waiting: _Buffer = field(default_factory=_Buffer)

    @classmethod
    def begin(
        cls, connection: Connection, *, path: str, fingerprint: str, archive: Archive
    ) -> SourceWriter:
        """Return the writer of a source file, new or known by its path."""
        connection.execute(
            "INSERT INTO sources(path, fingerprint, name, kind, location) VALUES(?,?,?,?,?) "
            "ON CONFLICT(path) DO UPDATE SET fingerprint=excluded.fingerprint, "
            "name=excluded.name, kind=excluded.kind, location=excluded.location",
            (
                storable(path),
                fingerprint,
                storable(archive.name or "") or None,
                archive.kind,
                storable(archive.location),
            ),
        )
        found = connection.execute("SELECT id FROM sources WHERE path=?", (storable(path),))
        row = found.fetchone()
        connection.execute("DELETE FROM problems WHERE source=?", row)
        return cls(connection, row[0])

    def add(self, row: MessageRow) -> None:
        """Store *row*; or count it as a duplicate, which may tell one more list."""
        number = self._intern(row.message_id)
        known = self._known(number)
        if known is not None and known[0] != row.digest:
            number, row = self._told_apart(number, known, row)
            known = self._known(number)
        if known is not None:
            self.duplicates += 1
            self._note_copy(number, row)
            return
        self.stored += 1
        self._insert(number, row)

    def end(self, problems: Sequence[Problem]) -> None:
        """Write the accounts of the file: found = stored + duplicates + rejected."""
        self._flush()
        self.connection.executemany(
            "INSERT INTO problems(source, position, stage, locator, message) VALUES(?,?,?,?,?)",
            (
                (self.source, position, each.stage, storable(each.locator), storable(each.message))
                for position, each in enumerate(problems)
            ),
        )
        self.connection.execute(
            "UPDATE sources SET found=?, stored=?, duplicates=?, rejected=? WHERE id=?",
            (
                self.stored + self.duplicates + self.rejected,
                self.stored + self.own,
                self.duplicates - self.own,
                self.rejected,
                self.source,
            ),
        )

    def _intern(self, message_id: str) -> int:
        number = self._ids.get(message_id)
        if number is None:
            number = self._ids[message_id] = intern_id(self.connection, message_id)
        return number

    def _known(self, number: int) -> tuple[str, int | None] | None:
        """Return the digest and the date of a message that is stored, or waits to be."""
        if number in self._waiting.new:
            return self._waiting.new[number][:2]
        row = self.connection.execute(
            "SELECT digest, date FROM messages WHERE id=?", (number,)
        ).fetchone()
        return None if row is None else (str(row[0]), row[1])

    def _told_apart(
        self, number: int, known: tuple[str, int | None], row: MessageRow
    ) -> tuple[int, MessageRow]:
        """Return the number and the row of a message whose id stands for other content.

        The one that came earlier keeps the id, which replies cite, whichever was read first; of
        one moment it is that with the lower digest. The other has its own digest behind it.
        """
        self._flush()  # also forgets which number an id has
        twin, facts = row.message_id, self._facts(number)
        detail = f"other content stands as {twin}"
        other, has_given_way = self._other_id(twin, row.digest)
        # a copy of what had to give way is that message, whatever its date
        digest, date = known
        standing = _precedence(digest, came_at(date, facts))
        if has_given_way or standing < _precedence(row.digest, came_at(row.date, row.facts)):
            told = with_defect(row.facts, "reused-id", detail)
            return self._intern(other), row._replace(message_id=other, facts=told)
        other, _ = self._other_id(twin, digest)
        told = with_defect(facts, "reused-id", detail)
        self.connection.execute("UPDATE bodies SET facts=? WHERE message=?", (told, number))
        return self._exchanged(number, twin, other), row

    def _other_id(self, twin: str, digest: str) -> tuple[str, bool]:
        """Return the id of content that is not what *twin* stands for; and whether it is stored."""
        short = f"{twin}#{digest[:8]}"
        number = self._find(short)
        known = None if number is None else self._known(number)
        if known is None or known[0] == digest:
            return short, known is not None
        number = self._find(f"{twin}#{digest}")  # anybody may send a mail with such an id
        return f"{twin}#{digest}", number is not None and self._known(number) is not None

    def _find(self, message_id: str) -> int | None:
        execute = self.connection.execute
        row = execute("SELECT id FROM ids WHERE message_id=?", (message_id,)).fetchone()
        return None if row is None else int(row[0])

    def _facts(self, number: int) -> str:
        row = self.connection.execute("SELECT facts FROM bodies WHERE message=?", (number,))
        return str(row.fetchone()[0])

    def _exchanged(self, number: int, message_id: str, other: str) -> int:
        """Return a number for *message_id*; what had it stands as *other* from now on.

        The two are tied if any mail is tied to one of them: whoever cites the id cites both.
        """
        execute = self.connection.execute
        free = self._intern(other)  # of no message, but somebody may cite it
        execute("UPDATE ids SET message_id='' WHERE id=?", (free,))
        execute("UPDATE ids SET message_id=? WHERE id=?", (other, number))
        execute("UPDATE ids SET message_id=? WHERE id=?", (message_id, free))
        self._ids.clear()
        execute(
            "INSERT OR IGNORE INTO edges SELECT column1, column2 FROM (VALUES(?1, ?2), (?2, ?1)) "
            "WHERE EXISTS(SELECT 1 FROM edges WHERE a IN (?1, ?2))",
            (number, free),
        )
        mark_dirty(self.connection, [number, free])
        return free

    def _insert(self, number: int, row: MessageRow) -> None:
        waiting = self._waiting
        waiting.new[number] = _New(row.digest, row.date, row.locator)
        cited = [each for each in decode_ids(row.refs) if each != row.message_id]
        waiting.messages.append((number, *row[1:9], is_orphan(row.message_id, cited)))
        waiting.bodies.append((number, self.source, *row[10:17]))
        waiting.prints.append((number, *row[17:]))
        waiting.lists += [(number, self._list(name)) for name in row.lists]
        for each in map(self._intern, cited):
            waiting.edges += ((number, each), (each, number))
        if len(waiting.new) >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        """Write what waits: sorted, since neighbours in an index cost little."""
        waiting = self._waiting
        for sql, rows in (
            (
                "INSERT INTO messages(id, digest, name, address, date, utc_offset, subject, "
                "base_subject, refs, orphan) VALUES(?,?,?,?,?,?,?,?,?,?)",
                waiting.messages,
            ),
            (f"INSERT INTO bodies VALUES({','.join('?' * 9)})", waiting.bodies),
            ("INSERT OR IGNORE INTO message_lists VALUES(?,?)", waiting.lists),
            ("INSERT OR IGNORE INTO edges VALUES(?,?)", sorted(waiting.edges)),
            ("INSERT INTO prints VALUES(?,?,?,?)", waiting.prints),
            ("INSERT OR IGNORE INTO dirty VALUES(?)", [(each,) for each in waiting.new]),
            ("INSERT OR REPLACE INTO unsettled VALUES(?,1)", [(each,) for each in waiting.new]),
        ):
            self.connection.executemany(sql, rows)
        self._waiting = _Buffer()
        self._ids.clear()  # a file of any size takes the same memory

    def _list(self, name: str) -> int:
        key = f"\0{name}"  # no Message-ID begins so
        if key not in self._ids:
            self.connection.execute("INSERT OR IGNORE INTO lists(name) VALUES(?)", (name,))
            row = self.connection.execute("SELECT id FROM lists WHERE name=?", (name,)).fetchone()
            self._ids[key] = row[0]
        return self._ids[key]

    def _note_copy(self, number: int, row: MessageRow) -> None:
        """Note where else a message was found, and the lists that only this copy names."""
        if number in self._waiting.new:
            source, locator = self.source, self._waiting.new[number].locator
        else:
            source, locator = self.connection.execute(
                "SELECT source, locator FROM bodies WHERE message=?", (number,)
            ).fetchone()
        if (source, locator) == (self.source, row.locator):
            self.own += 1
        else:
            self.connection.execute(
                "INSERT OR IGNORE INTO copies VALUES(?,?,?)", (number, self.source, row.locator)
            )
        if row.url and number not in self._waiting.new:  # a file knew no page, a server does
            self.connection.execute(
                "UPDATE bodies SET url=? WHERE message=? AND url IS NULL", (row.url, number)
            )
        added = 0
        for name in row.lists:
            added += self.connection.execute(
                "INSERT OR IGNORE INTO message_lists VALUES(?,?)", (number, self._list(name))
            ).rowcount
        if added:
            mark_dirty(self.connection, [number])


def _precedence(digest: str, came: int | None) -> tuple[bool, int, str]:
    """Return what of two messages with one id tells, as the lower, whose it is."""
    return came is None, came or 0, digest


def intern_id(connection: Connection, message_id: str) -> int:
    """Return the number that stands for *message_id*, of a message or of one cited."""
    row = connection.execute("SELECT id FROM ids WHERE message_id=?", (message_id,)).fetchone()
    if row is None:
        found = connection.execute("INSERT INTO ids(message_id) VALUES(?)", (message_id,))
        return int(found.lastrowid or 0)
    return int(row[0])


def mark_dirty(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that the threads of these messages must be built anew."""
    connection.executemany("INSERT OR IGNORE INTO dirty VALUES(?)", [(each,) for each in numbers])


def write_threads(connection: Connection, rows: Iterable[ThreadRow]) -> None:
    """Put *rows* in the place of whatever threads their messages were in."""
    words = [each for row in rows for each in _write_thread(connection, row)]
    words.sort(key=itemgetter(0))  # a step back in the full-text index writes out what it gathered
    for number, row in words:
        _write_words(connection, number, row)


def _write_thread(connection: Connection, row: ThreadRow) -> list[tuple[int, WordsRow]]:
    """Write one thread but for its words; return those, by the number of their message."""
    ids = [intern_id(connection, node.message_id) for node in row.nodes]
    real = [number for number, node in zip(ids, row.nodes, strict=True) if not node.ghost]
    thread = min(real)  # keeps its number as the thread grows; the same after any kill
    place = dict(zip((node.message_id for node in row.nodes), ids, strict=True))
    _remove_threads(connection, _threads_of(connection, real))
    connection.executemany(
        "INSERT INTO nodes VALUES(?,?,?,?,?,?,?)",
        [
            (thread, position, number, node.parent and place[node.parent], *node[2:])
            for position, (number, node) in enumerate(zip(ids, row.nodes, strict=True))
        ],
    )
    connection.executemany(
        "UPDATE messages SET thread=? WHERE id=?", [(thread, number) for number in real]
    )
    connection.execute(
        "INSERT INTO threads VALUES(?,?,?,?,?,?,?,?,?,?)",
        (
            thread,
            ids[0],
            row.subject,
            len(real),
            row.people,
            row.first,
            row.last,
            _lists_of_thread(connection, thread),
            row.links,
            row.answers,
        ),
    )
    connection.executemany(
        "INSERT INTO ghosts VALUES(?,?,?,?,?,?,?,?,?)",
        [(thread, intern_id(connection, each.message_id), *each[1:]) for each in row.ghosts],
    )
    connection.executemany("DELETE FROM dirty WHERE message=?", [(each,) for each in ids])
    return [(place[each.message_id], each) for each in row.words]


def _threads_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for number in numbers:
        row = connection.execute("SELECT thread FROM messages WHERE id=?", (number,)).fetchone()
        if row[0] is not None:
            found.add(row[0])
    return found


def _remove_threads(connection: Connection, numbers: Iterable[int]) -> None:
    """Take threads apart; their messages are free, and dirty until they are placed again."""
    for number in numbers:
        connection.execute(
            "INSERT OR IGNORE INTO dirty SELECT id FROM messages WHERE thread=?", (number,)
        )
        connection.execute("UPDATE messages SET thread=NULL WHERE thread=?", (number,))
    for table, column in (("threads", "number"), ("nodes", "thread"), ("ghosts", "thread")):
        connection.executemany(
            f"DELETE FROM {table} WHERE {column}=?", [(number,) for number in numbers]
        )


def _lists_of_thread(connection: Connection, thread: int) -> str:
    rows = connection.execute(
        "SELECT DISTINCT lists.name FROM messages m JOIN message_lists l ON l.message=m.id "
        "JOIN lists ON lists.id=l.list WHERE m.thread=? ORDER BY 1",
        (thread,),
    )
    return json.dumps([name for (name,) in rows])


def _write_words(connection: Connection, number: int, row: WordsRow) -> None:
    """Bring the full-text index up to date with one message, if it changed."""
    known = connection.execute(
        "SELECT indexed, revised FROM aligned WHERE message=?", (number,)
    ).fetchone()
    if known == (row.spans, row.revised):
        return
    if known is None or known[0] != row.spans:
        if known is not None:
            _forget_words(connection, number, row, json.loads(known[0]))
        connection.execute(
            "INSERT INTO words(rowid, body, subject, sender) VALUES(?,?,?,?)",
            (number, row.body, row.subject, row.sender),
        )
    connection.execute(
        "INSERT OR REPLACE INTO aligned VALUES(?,?,?)", (number, row.spans, row.revised)
    )


def _forget_words(connection: Connection, number: int, row: WordsRow, spans: list[int]) -> None:
    """Take a message out of the index, which wants to be told what stood there."""
    (text,) = connection.execute("SELECT text FROM bodies WHERE message=?", (number,)).fetchone()
    connection.execute(
        "INSERT INTO words(words, rowid, body, subject, sender) VALUES('delete',?,?,?,?)",
        (number, indexed_text(decode_text(text), spans), row.subject, row.sender),
    )
