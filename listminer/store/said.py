"""Who said which words, and which orphans quote them: fingerprints in sorted rows.

A row holds the fingerprints of some four thousand messages, so that one is
looked for by halving; what a new month brings goes into a row of its own, or
into one that is no larger. An index of the database with an entry a
fingerprint, fifty a message in no order, would take longer to write than all
else that is stored. Every function expects an open transaction.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, Union

from listminer.store.codec import decode_numbers
from listminer.store.connection import Connection

Side = Literal["said", "quoted"]
Numbers = Union["array[int]", "memoryview[int]"]
_IN_ROW = 200_000  # fingerprints, those of 4,000 messages: 8 MB while they are sorted
_HALVING_PAYS = 16  # fingerprints in a row for each one looked for, or more


def add_prints(connection: Connection, side: Side, prints: Iterable[tuple[int, bytes]]) -> None:
    """Add the fingerprints of messages, given by their numbers, as they were encoded."""
    pairs: list[int] = []
    for number, encoded in prints:
        pairs += [each << 32 | number for each in decode_numbers(encoded)]
        if len(pairs) >= _IN_ROW:
            _write(connection, side, pairs)
            pairs = []
    if pairs:
        _write(connection, side, _with_smaller_rows(connection, side, pairs))


def find_messages(
    connection: Connection, side: Side, prints: Collection[int], *, most: int
) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the messages that have each of *prints*, as far as any has.

    Of one that more than *most* have, more than *most* are told, and not all.
    """
    found: dict[int, tuple[int, ...]] = {}
    alone: dict[int, tuple[int, ...]] = {}  # one for all lines of a message: half a million
    wanted = set(prints)
    for number, row in _rows(connection, side) if wanted else ():
        hits = _common(wanted, row)
        if not hits:
            continue
        (packed,) = connection.execute("SELECT messages FROM said WHERE id=?", (number,)).fetchone()
        messages = _unpacked(packed)
        for each in hits:
            start, end = bisect_left(row, each), bisect_right(row, each)
            here = tuple(messages[start : min(end, start + most + 1)])
            if len(here) == 1:
                here = alone.setdefault(here[0], here)
            found[each] = found[each] + here if each in found else here
            if len(found[each]) > most:
                wanted.discard(each)
    return found


def _common(wanted: set[int], row: Numbers) -> list[int]:
    """Return those of *wanted* that the sorted *row* holds."""
    if len(wanted) * _HALVING_PAYS > len(row):
        return sorted(wanted.intersection(row))
    end = len(row)
    return [each for each in wanted if (at := bisect_left(row, each)) < end and row[at] == each]


def _rows(connection: Connection, side: Side) -> Iterator[tuple[int, Numbers]]:
    for number, packed in connection.execute(
        "SELECT id, prints FROM said WHERE side=? ORDER BY id", (side,)
    ):
        yield number, _unpacked(packed)


def _with_smaller_rows(connection: Connection, side: Side, pairs: list[int]) -> list[int]:
    """Return *pairs* with those of the last rows, as long as they are no larger; takes them out.

    So rows double in size, and many small updates leave few of them.
    """
    for number, size in connection.execute(
        "SELECT id, length(prints)/4 FROM said WHERE side=? ORDER BY id DESC", (side,)
    ).fetchall():
        if size > len(pairs) or size + len(pairs) > _IN_ROW:
            break
        prints, messages = connection.execute(
            "SELECT prints, messages FROM said WHERE id=?", (number,)
        ).fetchone()
        both = zip(_unpacked(prints), _unpacked(messages), strict=True)
        pairs += [each << 32 | message for each, message in both]
        connection.execute("DELETE FROM said WHERE id=?", (number,))
    return pairs


def _write(connection: Connection, side: Side, pairs: list[int]) -> None:
    pairs.sort()
    prints = array("I", [each >> 32 for each in pairs])
    messages = array("I", [each & 0xFFFFFFFF for each in pairs])
    connection.execute(
        "INSERT INTO said(side, prints, messages) VALUES(?,?,?)",
        (side, _packed(prints), _packed(messages)),
    )


def _packed(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(packed: bytes) -> Numbers:
    if sys.byteorder == "little":
        return memoryview(packed).cast("I")  # no copy: a search goes through all rows
    numbers = array("I")
    numbers.frombytes(packed)
    numbers.byteswap()
    return numbers
