"""Read messages, headers and mails as found back from the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from listminer.errors import LookupFailed
from listminer.model import (
    Address,
    Archive,
    Message,
    RawMessage,
)
from listminer.store.codec import (
    MESSAGE_COLUMNS,
    decode_date,
    decode_ids,
    decode_message,
    decode_raw,
)
from listminer.store.connection import Connection
from listminer.store.rows import HeaderRow

_BUNCH = 200  # messages read at a time: some MB, whatever the store holds

_HEADER = (
    "SELECT m.id, ids.message_id, m.refs, m.date, m.subject, m.name, m.address, "
    "m.base_subject, up.message_id, a.how FROM messages m JOIN ids ON ids.id=m.id "
    "LEFT JOIN adoptions a ON a.child=m.id LEFT JOIN ids up ON up.id=a.parent "
)
_COMPONENT = """
WITH RECURSIVE reached(id) AS (
  VALUES(?)
  UNION SELECT edges.b FROM reached JOIN edges ON edges.a=reached.id
  UNION SELECT adoptions.parent FROM reached JOIN adoptions ON adoptions.child=reached.id
  UNION SELECT adoptions.child FROM reached JOIN adoptions ON adoptions.parent=reached.id)
"""

_CHOSEN = (
    "SELECT m.id, m.date FROM messages m WHERE (:since IS NULL OR m.date >= :since) "
    "AND (:until IS NULL OR m.date < :until) AND (:list IS NULL OR EXISTS(SELECT 1 FROM "
    "message_lists l JOIN lists ON lists.id=l.list WHERE l.message=m.id AND lists.name=:list)) "
)
_UNDATED = f"{_CHOSEN} AND m.date IS NULL AND m.id > :id ORDER BY m.id LIMIT :most"
_DATED = f"{_CHOSEN} AND (m.date, m.id) > (:date, :id) ORDER BY m.date, m.id LIMIT :most"


def read_component(connection: Connection, number: int) -> list[HeaderRow]:
    """Return the headers of all messages that citations or adoptions tie to *number*."""
    return _headers(
        connection, f"{_COMPONENT}{_HEADER} WHERE m.id IN (SELECT id FROM reached)", (number,)
    )


def read_headers(connection: Connection, ids: Collection[str]) -> list[HeaderRow]:
    """Return the headers of those of *ids* that the store holds, in no order."""
    found = []
    for some in _bunches(ids):
        found += _headers(
            connection,
            f"{_HEADER} WHERE ids.message_id IN (SELECT value FROM json_each(?))",
            (json.dumps(some),),
        )
    return found


def read_numbered_headers(connection: Connection, numbers: Collection[int]) -> list[HeaderRow]:
    """Return the headers of the messages of these numbers."""
    return _headers(
        connection,
        f"{_HEADER} WHERE m.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )


def read_headers_by_subject(connection: Connection, base_subject: str) -> list[HeaderRow]:
    """Return the headers of all messages of one base subject, by date."""
    return _headers(
        connection, f"{_HEADER} WHERE m.base_subject=? ORDER BY m.date, m.id", (base_subject,)
    )


def _headers(connection: Connection, sql: str, parameters: Sequence[Any]) -> list[HeaderRow]:
    return [
        HeaderRow(
            number=number,
            message_id=message_id,
            references=decode_ids(refs),
            date=decode_date(date),
            subject=subject,
            sender=Address(name=name, address=address),
            base_subject=base_subject,
            parent=parent,
            how=how,
        )
        for (
            number,
            message_id,
            refs,
            date,
            subject,
            name,
            address,
            base_subject,
            parent,
            how,
        ) in connection.execute(sql, parameters)
    ]


class PackedMessage(NamedTuple):
    """A stored message, not decoded yet: cheap to send to a helper process."""

    number: int
    columns: tuple[Any, ...]  # MESSAGE_COLUMNS
    lists: tuple[str, ...]
    segments: bytes  # as parsed

    def message(self) -> Message:
        """Return the message."""
        return decode_message(self.columns, self.lists)


def read_packed(connection: Connection, numbers: Iterable[int]) -> Iterator[PackedMessage]:
    """Yield messages in the order of *numbers*, a bunch in memory at a time."""
    for some in _bunches(numbers):
        packed = json.dumps(some)
        lists: dict[int, list[str]] = {number: [] for number in some}
        for number, name in connection.execute(
            "SELECT l.message, lists.name FROM message_lists l JOIN lists ON lists.id=l.list "
            "WHERE l.message IN (SELECT value FROM json_each(?))",
            (packed,),
        ):
            lists[number].append(name)
        found = {
            number: PackedMessage(number, tuple(columns), tuple(lists[number]), segments)
            for number, segments, *columns in connection.execute(
                f"SELECT m.id, b.segments, {MESSAGE_COLUMNS} FROM messages m "
                "JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id "
                "WHERE m.id IN (SELECT value FROM json_each(?))",
                (packed,),
            )
        }
        yield from (found[number] for number in some if number in found)


def read_messages(connection: Connection, numbers: Iterable[int]) -> Iterator[Message]:
    """Yield messages in the order of *numbers*."""
    return (each.message() for each in read_packed(connection, numbers))


def read_by_date(
    connection: Connection, *, list_name: str | None, since: int | None, until: int | None
) -> Iterator[Message]:
    """Yield the messages of a list, sent from *since* to before *until*, by date; undated first.

    Each bunch is asked for by where the last one ended: neither the ids of a
    list of any size nor the pages that they stand on are kept.
    """
    chosen = {"list": list_name, "since": since, "until": until, "most": _BUNCH}
    for phase in (_UNDATED, _DATED):
        date, number = -(2**63), 0
        while True:
            rows = connection.execute(phase, {**chosen, "date": date, "id": number}).fetchall()
            yield from read_messages(connection, [own for own, _ in rows])
            connection.execute("PRAGMA shrink_memory")  # 48 MiB of pages that nobody asks for again
            if len(rows) < _BUNCH:
                break
            number, date = rows[-1]


def read_raw(connection: Connection, message_id: str) -> RawMessage:
    """Return the mail as it was found. Raises LookupFailed if the store has no such message."""
    row = connection.execute(
        "SELECT b.raw, b.text, b.locator, b.envelope, b.url, s.name, s.kind, s.location FROM ids "
        "JOIN bodies b ON b.message=ids.id JOIN sources s ON s.id=b.source WHERE ids.message_id=?",
        (message_id,),
    ).fetchone()
    if row is None:
        raise no_message(message_id)
    raw, text, locator, envelope, url, name, kind, location = row
    return decode_raw(
        raw,
        text,
        archive=Archive(name=name, kind=kind, location=location),
        locator=locator,
        envelope=envelope,
        url=url,
    )


def no_message(message_id: str) -> LookupFailed:
    """Return the error of who asks for a message that is not there."""
    return LookupFailed(
        f"no message <{message_id}> in the store", hints=("to search: listminer search WORDS",)
    )


def content_key(connection: Connection, number: int) -> str:
    """Return the hex digest of all that a reading of this thread rests on."""
    total = hashlib.sha256()
    for row in connection.execute(
        "SELECT ids.message_id, n.parent, n.how, n.opens, m.digest, a.revised FROM nodes n "
        "JOIN ids ON ids.id=n.id LEFT JOIN messages m ON m.id=n.id "
        "LEFT JOIN aligned a ON a.message=n.id WHERE n.thread=? ORDER BY n.position",
        (number,),
    ):
        total.update(repr(row).encode("utf-8", "surrogatepass"))
    for row in connection.execute("SELECT links, answers FROM threads WHERE number=?", (number,)):
        total.update(repr(row).encode())
    return total.hexdigest()


def _bunches(items: Iterable[Any]) -> Iterator[list[Any]]:
    bunch: list[Any] = []
    for each in items:
        bunch.append(each)
        if len(bunch) == _BUNCH:
            yield bunch
            bunch = []
    if bunch:
        yield bunch
