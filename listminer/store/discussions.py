"""Read threads back with all that hangs on them, bunch by bunch.

One question a table and bunch, not a thread: an archive has thousands of threads,
most of a few messages, and each question takes its time however little it finds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Literal, NamedTuple, get_args

from listminer.model import Discussion, Message, MessageId, Segment, Thread, ThreadNode
from listminer.store.codec import MESSAGE_COLUMNS, decode_message, decode_segments
from listminer.store.connection import Connection
from listminer.store.listing import no_thread
from listminer.store.structure import decode_answers, decode_links

Part = Literal["segments", "links", "answers"]
PARTS: tuple[Part, ...] = get_args(Part)  # of a discussion's structure; each takes its time
_MOST_THREADS = 200  # in a bunch
_MOST_MESSAGES = 400  # in a bunch of several threads: some MB, whatever the store holds
_NO_TEXT = MESSAGE_COLUMNS.replace("b.text", "X''")  # half of the time is reading texts
_IN = "IN (SELECT value FROM json_each(?))"

Segments = tuple[Segment, ...]


class _Listed(NamedTuple):
    """A thread by what the list of threads knows of it."""

    messages: int
    links: str
    answers: str


def read_thread(connection: Connection, number: int) -> Thread:
    """Return the thread of this number. Raises LookupFailed if there is none."""
    return _thread(number, _read_nodes(connection, [number]))


def read_discussions(
    connection: Connection,
    numbers: Iterable[int],
    parts: Collection[Part] = PARTS,
    *,
    has_texts: bool = True,
) -> Iterator[Discussion]:
    """Yield all that is known of threads but their findings, in the order of *numbers*.

    A bunch is in memory at a time. Of the structure only *parts* are read;
    unless it *has_texts*, every message's text is "". Raises LookupFailed for a
    number that no thread has.
    """
    left = iter(numbers)
    while some := list(islice(left, _MOST_THREADS)):
        listed = _read_listed(connection, some)
        for bunch in _bunches(some, listed):
            yield from _read_bunch(connection, bunch, listed, parts, has_texts)


def _read_listed(connection: Connection, numbers: list[int]) -> dict[int, _Listed]:
    return {
        number: _Listed(*row)
        for number, *row in connection.execute(
            f"SELECT number, messages, links, answers FROM threads WHERE number {_IN}",
            (json.dumps(numbers),),
        )
    }


def _bunches(numbers: Iterable[int], listed: dict[int, _Listed]) -> Iterator[list[int]]:
    """Yield *numbers* in bunches of few messages; a long thread is one of its own."""
    bunch: list[int] = []
    size = 0
    for number in numbers:
        own = listed[number].messages if number in listed else 0
        if bunch and size + own > _MOST_MESSAGES:
            yield bunch
            bunch, size = [], 0
        bunch.append(number)
        size += own
    if bunch:
        yield bunch


def _read_bunch(
    connection: Connection,
    numbers: list[int],
    listed: dict[int, _Listed],
    parts: Collection[Part],
    has_texts: bool,
) -> Iterator[Discussion]:
    nodes = _read_nodes(connection, numbers)
    messages = _read_messages(connection, numbers, has_texts)
    segments = _read_segments(connection, numbers) if "segments" in parts else {}
    ghosts = _read_ghosts(connection, numbers, has_texts, "segments" in parts)
    for number in numbers:
        thread = _thread(number, nodes)
        found, zones = messages.get(number, {}), segments.get(number, {})
        for ghost, words in ghosts.get(number, ()):
            found[ghost.message_id] = ghost
            if "segments" in parts:
                zones[ghost.message_id] = words
        ids = [node.message_id for node in thread.nodes]
        yield Discussion(
            thread=thread,
            messages=tuple(found[each] for each in ids if each in found),
            segments=zones,
            links=decode_links(listed[number].links, ids) if "links" in parts else (),
            answers=decode_answers(listed[number].answers, ids) if "answers" in parts else (),
        )


def _thread(number: int, nodes: dict[int, list[ThreadNode]]) -> Thread:
    if number not in nodes:
        raise no_thread(number)
    return Thread(root=nodes[number][0].message_id, nodes=tuple(nodes[number]))


def _read_nodes(connection: Connection, numbers: list[int]) -> dict[int, list[ThreadNode]]:
    found: dict[int, list[ThreadNode]] = {}
    for number, message_id, parent, how, ghost, opens in connection.execute(
        "SELECT n.thread, ids.message_id, up.message_id, n.how, n.ghost, n.opens FROM nodes n "
        "JOIN ids ON ids.id=n.id LEFT JOIN ids up ON up.id=n.parent "
        f"WHERE n.thread {_IN} ORDER BY n.thread, n.position",
        (json.dumps(numbers),),
    ):
        node = ThreadNode(
            message_id=message_id, parent=parent, how=how, ghost=bool(ghost), opens=opens
        )
        found.setdefault(number, []).append(node)
    return found


def _read_messages(
    connection: Connection, numbers: list[int], has_texts: bool
) -> dict[int, dict[MessageId, Message]]:
    packed = (json.dumps(numbers),)
    lists: dict[int, list[str]] = {}
    for message, name in connection.execute(
        "SELECT l.message, lists.name FROM message_lists l JOIN lists ON lists.id=l.list "
        f"JOIN messages m ON m.id=l.message WHERE m.thread {_IN}",
        packed,
    ):
        lists.setdefault(message, []).append(name)
    found: dict[int, dict[MessageId, Message]] = {}
    for number, own, *row in connection.execute(
        f"SELECT m.thread, m.id, {MESSAGE_COLUMNS if has_texts else _NO_TEXT} FROM messages m "
        f"JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id WHERE m.thread {_IN}",
        packed,
    ):
        message = decode_message(row, lists.get(own, ()))
        found.setdefault(number, {})[message.message_id] = message
    return found


def _read_segments(
    connection: Connection, numbers: list[int]
) -> dict[int, dict[MessageId, Segments]]:
    """Return the segments of messages, as aligned with their thread."""
    found: dict[int, dict[MessageId, Segments]] = {}
    for number, message_id, segments in connection.execute(
        "SELECT m.thread, ids.message_id, coalesce(a.revised, b.segments) FROM messages m "
        "JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id "
        f"LEFT JOIN aligned a ON a.message=m.id WHERE m.thread {_IN}",
        (json.dumps(numbers),),
    ):
        found.setdefault(number, {})[message_id] = decode_segments(message_id, segments)
    return found


def _read_ghosts(
    connection: Connection, numbers: list[int], has_texts: bool, has_segments: bool
) -> dict[int, list[tuple[Message, Segments]]]:
    found: dict[int, list[tuple[Message, Segments]]] = {}
    text = "g.text" if has_texts else "X''"
    for number, segments, *row in connection.execute(
        "SELECT g.thread, g.segments, ids.message_id, g.name, g.address, g.date, NULL, g.subject, "
        f"'', '', NULL, g.facts, {text} FROM ghosts g JOIN ids ON ids.id=g.id "
        f"WHERE g.thread {_IN}",
        (json.dumps(numbers),),
    ):
        told = decode_message(row, ())
        # Whoever quotes may put any address beside a name; only who writes under both ties
        # them, else the words of one would be told as the other's.
        sender = replace(told.sender, address="") if told.sender.name else told.sender
        ghost = replace(told, sender=sender, ghost=True)
        words = decode_segments(ghost.message_id, segments) if has_segments else ()
        found.setdefault(number, []).append((ghost, words))
    return found
