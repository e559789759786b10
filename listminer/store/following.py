"""Which sources were ingested, as they were named, and which files of theirs are stored."""

from __future__ import annotations

import os

from listminer.store.codec import storable
from listminer.store.connection import Connection
from listminer.store.rows import Followed


def read_followed(connection: Connection) -> tuple[Followed, ...]:
    """Return the sources that were ingested, as they were named, sorted."""
    rows = connection.execute(
        "SELECT source, list_name, since, until, server, attachments FROM followed ORDER BY source"
    )
    return tuple(
        Followed(
            source=os.fsdecode(source),  # bytes where a path is no UTF-8
            list_name=name,
            since=since,
            until=until,
            server=server,
            attachments=bool(attachments),
        )
        for source, name, since, until, server, attachments in rows
    )


def write_followed(connection: Connection, source: Followed) -> None:
    """Put *source* in the place of what was asked of it before; inside a transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO followed"
        "(source, list_name, since, until, server, attachments) VALUES(?,?,?,?,?,?)",
        (
            _file_name(source.source),
            source.list_name,
            source.since,
            source.until,
            source.server,
            source.attachments,
        ),
    )


def is_stored(connection: Connection, path: str, fingerprint: str) -> bool:
    """Return whether this very source file is stored whole."""
    found = connection.execute(
        "SELECT 1 FROM sources WHERE path=? AND fingerprint=?", (storable(path), fingerprint)
    )
    return found.fetchone() is not None


def was_read_as(connection: Connection, path: str) -> bool:
    """Return whether *path*, or a file below it, was read under this very name."""
    name = storable(path)
    found = connection.execute(
        "SELECT 1 FROM sources WHERE path=? OR (path>=? AND path<?)",
        (name, f"{name}/", f"{name}0"),  # "0" comes after "/"
    )
    return found.fetchone() is not None


def _file_name(source: str) -> str | bytes:
    """Return *source* as the file can hold it: bytes for a path in another encoding."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return os.fsencode(source)
    return source
