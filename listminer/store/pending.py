"""What is stored but not threaded yet: kept in tables, so that a killed run goes on.

`unsettled` are messages whose lost parent must be looked for; `dirty` are
messages whose thread must be built anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from listminer.model import MessageId
from listminer.store.codec import decode_numbers
from listminer.store.connection import Connection
from listminer.store.reading import read_numbered_headers
from listminer.store.rows import HeaderRow
from listminer.store.writing import intern_id, mark_dirty

_SAME_SUBJECT = (
    "SELECT o.id FROM unsettled u JOIN messages m ON m.id=u.message "
    "JOIN messages o ON o.base_subject=m.base_subject "
    "WHERE u.fresh AND o.orphan AND m.base_subject<>''"
)
_QUOTING = "SELECT message FROM wanted WHERE hash IN (SELECT value FROM json_each(?))"


class Unsettled(NamedTuple):
    """A message that may need a parent, and its fingerprints."""

    header: HeaderRow
    is_orphan: bool  # its headers name no parent
    quoted: tuple[int, ...]
    authored: tuple[int, ...]


class Pending:
    """The work that new messages leave to threading. Every method expects a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_empty(self) -> bool:
        """Return whether every message has its place."""
        left = "SELECT EXISTS(SELECT 1 FROM dirty) OR EXISTS(SELECT 1 FROM unsettled)"
        return not self._connection.execute(left).fetchone()[0]

    def spread(self) -> None:
        """Unsettle the orphans that a fresh message may be the parent of."""
        execute = self._connection.execute
        fresh, everyone = execute(
            "SELECT (SELECT count(*) FROM unsettled WHERE fresh), (SELECT count(*) FROM messages)"
        ).fetchone()
        if 0 < fresh < everyone:
            blobs = execute(
                "SELECT b.authored FROM unsettled u JOIN bodies b ON b.message=u.message "
                "WHERE u.fresh"
            ).fetchall()
            for (authored,) in blobs:
                hashes = json.dumps(decode_numbers(authored))
                execute(f"INSERT OR IGNORE INTO unsettled SELECT *, 0 FROM ({_QUOTING})", (hashes,))
            execute(f"INSERT OR IGNORE INTO unsettled SELECT *, 0 FROM ({_SAME_SUBJECT})")
        execute("UPDATE unsettled SET fresh=0 WHERE fresh")

    def take_unsettled(self, limit: int) -> list[Unsettled]:
        """Return the next messages to settle, by number; () at the end."""
        numbers = [
            number
            for (number,) in self._connection.execute(
                "SELECT message FROM unsettled ORDER BY message LIMIT ?", (limit,)
            )
        ]
        headers = {each.number: each for each in read_numbered_headers(self._connection, numbers)}
        return [self._unsettled(headers[number]) for number in numbers]

    def _unsettled(self, header: HeaderRow) -> Unsettled:
        quoted, authored = self._connection.execute(
            "SELECT quoted, authored FROM bodies WHERE message=?", (header.number,)
        ).fetchone()
        return Unsettled(
            header=header,
            is_orphan=not any(each != header.message_id for each in header.references),
            quoted=decode_numbers(quoted),
            authored=decode_numbers(authored),
        )

    def settle(self, one: Unsettled, *, parent: MessageId | None, how: str | None) -> None:
        """Write who adopted a message, or that nobody did."""
        execute, child = self._connection.execute, one.header.number
        if (parent, how) != (one.header.parent, one.header.how):
            execute("DELETE FROM adoptions WHERE child=?", (child,))
            ends = [child]
            if one.header.parent is not None:
                ends.append(intern_id(self._connection, one.header.parent))
            if parent is not None:
                ends.append(intern_id(self._connection, parent))
                execute("INSERT INTO adoptions VALUES(?,?,?)", (child, ends[-1], how))
            mark_dirty(self._connection, ends)
        changed = execute(
            "UPDATE messages SET orphan=?1 WHERE id=?2 AND orphan<>?1", (one.is_orphan, child)
        ).rowcount
        if changed:
            execute("DELETE FROM wanted WHERE message=?", (child,))
            if one.is_orphan:
                self._connection.executemany(
                    "INSERT OR IGNORE INTO wanted VALUES(?,?)",
                    [(each, child) for each in one.quoted],
                )
        execute("DELETE FROM unsettled WHERE message=?", (child,))

    def dirty(self) -> list[int]:
        """Return the messages whose thread must be built anew, by number."""
        rows = self._connection.execute("SELECT message FROM dirty ORDER BY message")
        return [number for (number,) in rows]

    def drop_strays(self, numbers: Iterable[int]) -> None:
        """Forget that these are dirty: they turned out to be no stored messages."""
        self._connection.executemany(
            "DELETE FROM dirty WHERE message=?1 AND NOT EXISTS(SELECT 1 FROM messages WHERE id=?1)",
            [(number,) for number in numbers],
        )

    def authors_of(self, hashes: Collection[int]) -> dict[int, tuple[MessageId, ...]]:
        """Return for each fingerprint the messages whose own words have it."""
        found: dict[int, list[MessageId]] = {}
        for each, message_id in self._connection.execute(
            "SELECT a.hash, ids.message_id FROM json_each(?) h JOIN authored a ON a.hash=h.value "
            "JOIN ids ON ids.id=a.message ORDER BY a.hash, ids.message_id",
            (json.dumps(list(hashes)),),
        ):
            found.setdefault(each, []).append(message_id)
        return {each: tuple(ids) for each, ids in found.items()}
