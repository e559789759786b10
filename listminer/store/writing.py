"""Write messages and threads. Every function expects an open transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from listminer.model import Archive, Problem
from listminer.store.codec import MessageRow, decode_ids, decode_numbers, decode_text, with_defect
from listminer.store.connection import Connection
from listminer.store.structure import ThreadRow, WordsRow, indexed_text


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

    @classmethod
    def begin(
        cls, connection: Connection, *, path: str, fingerprint: str, archive: Archive
    ) -> SourceWriter:
        """Return the writer of a source file, new or known by its path."""
        connection.execute(
            "INSERT INTO sources(path, fingerprint, name, kind, location) VALUES(?,?,?,?,?) "
            "ON CONFLICT(path) DO UPDATE SET fingerprint=excluded.fingerprint, "
            "name=excluded.name, kind=excluded.kind, location=excluded.location",
            (path, fingerprint, archive.name, archive.kind, archive.location),
        )
        row = connection.execute("SELECT id FROM sources WHERE path=?", (path,)).fetchone()
        connection.execute("DELETE FROM problems WHERE source=?", row)
        return cls(connection, row[0])

    def add(self, row: MessageRow) -> None:
        """Store *row*; or count it as a duplicate, which may tell one more list."""
        number = self._intern(row.message_id)
        known = self._digest(number)
        if known is not None and known != row.digest:
            twin = row.message_id
            row = row._replace(
                message_id=f"{twin}#{row.digest[:8]}",
                facts=with_defect(row.facts, "reused-id", f"other content stands as {twin}"),
            )
            number = self._intern(row.message_id)
            known = self._digest(number)
        if known is not None:
            self.duplicates += 1
            self._note_copy(number, row)
            if self._add_lists(number, row.lists):
                mark_dirty(self.connection, [number])
            return
        self.stored += 1
        self._insert(number, row)

    def end(self, problems: Sequence[Problem]) -> None:
        """Write the accounts of the file: found = stored + duplicates + rejected."""
        self.connection.executemany(
            "INSERT INTO problems(source, position, stage, locator, message) VALUES(?,?,?,?,?)",
            (
                (self.source, position, each.stage, each.locator, each.message)
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

    def _digest(self, number: int) -> str | None:
        row = self.connection.execute(
            "SELECT digest FROM messages WHERE id=?", (number,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _insert(self, number: int, row: MessageRow) -> None:
        execute = self.connection.execute
        execute(
            "INSERT INTO messages(id, digest, name, address, date, utc_offset, subject, "
            "base_subject, refs) VALUES(?,?,?,?,?,?,?,?,?)",
            (number, *row[1:9]),
        )
        execute(
            "INSERT INTO bodies(message, source, locator, url, envelope, facts, text, segments, "
            "quoted, authored, raw) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                self.source,
                row.locator,
                row.url,
                row.envelope,
                row.facts,
                row.text,
                row.segments,
                row.quoted,
                row.authored,
                row.raw,
            ),
        )
        execute("INSERT OR IGNORE INTO dirty VALUES(?)", (number,))
        execute("INSERT OR REPLACE INTO unsettled VALUES(?,1)", (number,))
        self._add_lists(number, row.lists)
        cited = [self._intern(each) for each in decode_ids(row.refs)]
        self.connection.executemany(
            "INSERT OR IGNORE INTO edges VALUES(?,?)",
            [edge for each in cited for edge in ((number, each), (each, number))],
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO authored VALUES(?,?)",
            [(each, number) for each in decode_numbers(row.authored)],
        )

    def _add_lists(self, number: int, names: Iterable[str]) -> bool:
        """Note the lists of a message; return whether one of them is new to it."""
        added = 0
        for name in names:
            list_number = self._ids.get(f"list {name}")
            if list_number is None:
                self.connection.execute("INSERT OR IGNORE INTO lists(name) VALUES(?)", (name,))
                list_number = self.connection.execute(
                    "SELECT id FROM lists WHERE name=?", (name,)
                ).fetchone()[0]
                self._ids[f"list {name}"] = list_number
            added += self.connection.execute(
                "INSERT OR IGNORE INTO message_lists VALUES(?,?)", (number, list_number)
            ).rowcount
        return added > 0

    def _note_copy(self, number: int, row: MessageRow) -> None:
        source, locator = self.connection.execute(
            "SELECT source, locator FROM bodies WHERE message=?", (number,)
        ).fetchone()
        if (source, locator) == (self.source, row.locator):
            self.own += 1
            return
        self.connection.execute(
            "INSERT OR IGNORE INTO copies VALUES(?,?,?)", (number, self.source, row.locator)
        )


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


def write_thread(connection: Connection, row: ThreadRow) -> None:
    """Put *row* in the place of whatever threads its messages were in."""
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
    for each in row.words:
        _write_words(connection, place[each.message_id], each)
    connection.executemany("DELETE FROM dirty WHERE message=?", [(each,) for each in ids])


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
    indexed, revised = connection.execute(
        "SELECT indexed, revised FROM bodies WHERE message=?", (number,)
    ).fetchone()
    if indexed == row.spans and revised == row.revised:
        return
    entry: tuple[Any, ...]
    if indexed is not None and indexed != row.spans:
        (text,) = connection.execute(
            "SELECT text FROM bodies WHERE message=?", (number,)
        ).fetchone()
        entry = (number, indexed_text(decode_text(text), json.loads(indexed)), row.subject)
        connection.execute(
            "INSERT INTO words(words, rowid, body, subject, sender) VALUES('delete',?,?,?,?)",
            (*entry, row.sender),
        )
    if indexed != row.spans:
        connection.execute(
            "INSERT INTO words(rowid, body, subject, sender) VALUES(?,?,?,?)",
            (number, row.body, row.subject, row.sender),
        )
    connection.execute(
        "UPDATE bodies SET indexed=?, revised=? WHERE message=?", (row.spans, row.revised, number)
    )
