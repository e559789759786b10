"""Overviews: lists, threads, problems; and what a user means by a list or a thread."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Literal, get_args
from urllib.parse import unquote

from listminer.errors import LookupFailed, UserError
from listminer.model import Address, Archive, MessageId, Problem
from listminer.quoting import shown_subject
from listminer.store.codec import decode_date, encode_date
from listminer.store.connection import Connection
from listminer.store.query import fold_words
from listminer.store.rows import ListListing, SourceRow, ThreadListing

Sort = Literal["date", "replies", "people", "subject", "first"]
_ORDERS: dict[str, str] = {
    "date": "t.last DESC, t.number",
    "replies": "t.messages DESC, t.last DESC, t.number",
    "people": "t.people DESC, t.messages DESC, t.number",
    "subject": "t.subject COLLATE NOCASE, t.number",
    "first": "t.first, t.number",
}
# of those that were open then; of one that was opened before and went on behind, a mail
_IN_PERIOD = (
    "(?1 IS NULL OR t.last >= ?1) AND (?2 IS NULL OR t.first < ?2) AND "
    "(t.first >= ?1 OR t.last < ?2 OR ?1 IS NULL OR ?2 IS NULL OR EXISTS(SELECT 1 FROM messages m "
    "WHERE m.thread=t.number AND m.date >= ?1 AND m.date < ?2))"
)
_ON_LIST = "(?3 IS NULL OR EXISTS(SELECT 1 FROM json_each(t.lists) WHERE value=?3))"
_MOST_WORDS = 20  # of a subject that is looked for once more with its slips mended
_NEAR = 0.7  # "reviwe" is near to "review", "queue" not to "query"
_MOST_CANDIDATES = 10  # a screen; more means that the words say too little

_THREAD = (
    "SELECT t.number, ids.message_id, t.subject, t.messages, t.people, t.first, t.last, t.lists "
    "FROM threads t JOIN ids ON ids.id=t.root "
)


def iter_threads(
    connection: Connection,
    *,
    list_name: str | None,
    since: datetime | None,
    until: datetime | None,
    sort: str,
    limit: int | None,
) -> Iterator[ThreadListing]:
    """Yield threads that have a mail from *since* on and before *until*."""
    if sort not in _ORDERS:
        raise UserError(
            f"threads cannot be sorted by {sort!r}", hints=(f"by: {', '.join(get_args(Sort))}",)
        )
    name = None if list_name is None else known_list(connection, list_name)
    rows = connection.execute(
        f"{_THREAD} WHERE {_IN_PERIOD} AND {_ON_LIST} ORDER BY {_ORDERS[sort]} LIMIT ?4",
        (encode_date(since), encode_date(until), name, -1 if limit is None else limit),
    )
    return map(_listing, rows)


def count_threads(
    connection: Connection,
    *,
    list_name: str | None,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """Return how many `iter_threads` would yield."""
    name = None if list_name is None else known_list(connection, list_name)
    (count,) = connection.execute(
        f"SELECT count(*) FROM threads t WHERE {_IN_PERIOD} AND {_ON_LIST}",
        (encode_date(since), encode_date(until), name),
    ).fetchone()
    return int(count)


def read_listing(connection: Connection, number: int) -> ThreadListing:
    """Return the thread of this number. Raises LookupFailed if there is none."""
    row = connection.execute(f"{_THREAD} WHERE t.number=?", (number,)).fetchone()
    if row is None:
        raise no_thread(number)
    return _listing(row)


def no_thread(number: int) -> LookupFailed:
    """Return the error of who asks for a number that no thread has."""
    return LookupFailed(
        f"no thread {number} in the store", hints=("to see them all: listminer threads",)
    )


def _listing(row: tuple[int, str, str, int, int, int | None, int | None, str]) -> ThreadListing:
    number, root, subject, messages, people, first, last, lists = row
    return ThreadListing(
        number=number,
        root=MessageId(root),
        subject=subject,
        messages=messages,
        people=people,
        first=decode_date(first),
        last=decode_date(last),
        lists=tuple(json.loads(lists)),
    )


def read_lists(connection: Connection) -> tuple[ListListing, ...]:
    """Return every list by name, with the archives that its messages came from."""
    archives: dict[int, list[Archive]] = {}
    for number, name, kind, location in connection.execute(
        "SELECT DISTINCT l.list, s.name, s.kind, s.location FROM message_lists l "
        "JOIN bodies b ON b.message=l.message JOIN sources s ON s.id=b.source ORDER BY 1, 4"
    ):
        archives.setdefault(number, []).append(Archive(name=name, kind=kind, location=location))
    return tuple(
        ListListing(
            name=name,
            messages=messages,
            threads=threads,
            first=decode_date(first),
            last=decode_date(last),
            archives=tuple(archives.get(number, ())),
        )
        for number, name, messages, threads, first, last in connection.execute(
            "SELECT lists.id, lists.name, count(*), count(DISTINCT m.thread), min(m.date), "
            "max(m.date) FROM lists JOIN message_lists l ON l.list=lists.id "
            "JOIN messages m ON m.id=l.message GROUP BY lists.id ORDER BY lists.name"
        )
    )


def first_dates(
    connection: Connection, list_name: str | None
) -> Iterator[tuple[Address, datetime]]:
    """Yield each pair of name and address with its first date; see Store.first_dates."""
    rows = connection.execute(
        "SELECT m.name, m.address, min(m.date) FROM messages m WHERE m.date IS NOT NULL AND "
        "(?1 IS NULL OR EXISTS(SELECT 1 FROM message_lists l JOIN lists ON lists.id=l.list "
        "WHERE l.message=m.id AND lists.name=?1)) GROUP BY m.name, m.address",
        (None if list_name is None else known_list(connection, list_name),),
    )
    for name, address, first in rows:
        if (date := decode_date(first)) is not None:
            yield Address(name=name, address=address), date


def read_sources(connection: Connection) -> tuple[SourceRow, ...]:
    """Return the accounts of every source file, by path."""
    return tuple(
        SourceRow(
            path=path,
            archive=Archive(name=name, kind=kind, location=location),
            found=found,
            stored=stored,
            duplicates=duplicates,
            rejected=rejected,
        )
        for path, name, kind, location, found, stored, duplicates, rejected in connection.execute(
            "SELECT path, name, kind, location, found, stored, duplicates, rejected "
            "FROM sources ORDER BY path"
        )
    )


def iter_problems(connection: Connection, list_name: str | None) -> Iterator[Problem]:
    """Yield what could not be used, by source file and place in it.

    Of a list: what its files held, whether the file or the mail in it names the list.
    """
    rows = connection.execute(
        "SELECT p.stage, p.locator, p.message FROM problems p JOIN sources s ON s.id=p.source "
        "WHERE ?1 IS NULL OR s.name=?1 OR s.id IN (SELECT b.source FROM lists JOIN message_lists l "
        "ON l.list=lists.id JOIN bodies b ON b.message=l.message WHERE lists.name=?1) "
        "ORDER BY s.path, p.position",
        (None if list_name is None else known_list(connection, list_name),),
    )
    return (Problem(stage=stage, locator=where, message=why) for stage, where, why in rows)


def known_list(connection: Connection, name: str) -> str:
    """Return the list's name as stored; case does not count. Raises LookupFailed otherwise."""
    known: dict[str, str] = {
        each.lower(): each for (each,) in connection.execute("SELECT name FROM lists")
    }
    if name.lower() in known:
        return known[name.lower()]
    near = [known[each] for each in difflib.get_close_matches(name.lower(), known, n=3)]
    raise LookupFailed(
        f"no list named {name!r}",
        hints=(
            *((f"did you mean {' or '.join(near)}?",) if near else ()),
            f"known lists: {_first_named([known[each] for each in sorted(known)])}",
            "to add one:  listminer ingest SOURCE",
        ),
    )


def _first_named(names: list[str]) -> str:
    if len(names) <= _MOST_CANDIDATES:
        return ", ".join(names) or "none yet"
    more = f"and {len(names) - _MOST_CANDIDATES} more: listminer lists"
    return f"{', '.join(names[:_MOST_CANDIDATES])}, {more}"


def find_thread(connection: Connection, reference: str) -> int:
    """Return the number of the thread that *reference* means; see Store.find_thread."""
    wanted = reference.strip()
    numbers = _by_number(connection, wanted) or _by_message(connection, wanted)
    if not numbers:
        numbers = _by_subject(connection, wanted)
    if not numbers:
        near = _near_words(connection, wanted)
        raise LookupFailed(
            f"no thread is meant by {reference!r}",
            hints=(
                *((f"did you mean {near!r}?",) if near else ()),
                "a thread is named by a Message-ID, an archive URL, a number or its subject",
                "to see them: listminer threads; to search: listminer search WORDS",
            ),
        )
    if len(numbers) > 1:
        raise LookupFailed(
            f"{len(numbers)} threads are meant by {reference!r}; name one by its number",
            hints=_candidates(connection, numbers),
        )
    return numbers[0]


def bare_id(said: str) -> str:
    """Return a Message-ID as it is stored: without white space and angle brackets around it.

    >>> bare_id(" <a@x.org>"), bare_id("a@x.org")
    ('a@x.org', 'a@x.org')
    """
    return said.strip().removeprefix("<").removesuffix(">")


def _by_number(connection: Connection, wanted: str) -> list[int]:
    if not re.fullmatch(r"[0-9]{1,18}", wanted):
        return []
    return _numbers(connection, "SELECT number FROM threads WHERE number=?", int(wanted))


def _by_message(connection: Connection, wanted: str) -> list[int]:
    if "://" not in wanted:
        return _of_id(connection, bare_id(wanted))
    at = "SELECT m.thread FROM bodies b JOIN messages m ON m.id=b.message WHERE b.url=?"
    found = _numbers(connection, at, wanted) or _numbers(connection, at, wanted.split("#")[0])
    parts = [unquote(each) for each in wanted.split("#")[0].split("/") if each]
    for part in reversed(parts):
        found = found or _of_id(connection, part)  # public-inbox: the id is a part of the path
    return found


def _of_id(connection: Connection, message_id: str) -> list[int]:
    return _numbers(
        connection,
        "SELECT n.thread FROM nodes n JOIN ids ON ids.id=n.id WHERE ids.message_id=?",
        message_id,
    )


def _by_subject(connection: Connection, wanted: str) -> list[int]:
    """Return the threads whose subject is *wanted*, else those that hold all its words.

    The tag of a thread's own list is no word of its subject: all that the list has would be meant.
    """
    exact, loose = [], []
    rows = connection.execute("SELECT lists, number, subject FROM threads ORDER BY lists")
    for lists, some in groupby(rows, key=itemgetter(0)):
        names = json.loads(lists)
        words = fold_words(shown_subject(wanted, names))
        for _, number, subject in some if words else ():
            there = fold_words(shown_subject(subject, names))
            if set(words) <= set(there):
                loose.append(number)
                if " ".join(there).endswith(" ".join(words)):
                    exact.append(number)
    return exact if len(exact) == 1 else sorted(loose)


def _near_words(connection: Connection, wanted: str) -> str:
    """Return *wanted* with each word that no subject has as the nearest that one has.

    "" where that means no thread either, and for what is no subject's words.
    """
    words = fold_words(wanted)
    if "@" in wanted or "://" in wanted or not 0 < len(words) <= _MOST_WORDS:
        return ""
    known: set[str] = set()
    for lists, subject in connection.execute("SELECT lists, subject FROM threads"):
        known.update(fold_words(shown_subject(subject, json.loads(lists))))
    near = " ".join(filter(None, (_near_word(each, known) for each in words)))
    is_whole = len(near.split()) == len(words) and near != " ".join(words)
    return near if is_whole and _by_subject(connection, near) else ""


def _near_word(word: str, known: set[str]) -> str:
    """Return *word* if it is *known*, else the shortest that it begins or the nearest; else ""."""
    if word in known or word.isdigit():
        return word if word in known else ""
    longer = [each for each in known if len(word) > 2 and each.startswith(word)]
    if longer:
        return min(longer, key=lambda each: (len(each), each))
    like = [each for each in known if each[0] == word[0] and abs(len(each) - len(word)) <= 3]
    return "".join(difflib.get_close_matches(word, sorted(like), n=1, cutoff=_NEAR))


def _numbers(connection: Connection, sql: str, parameter: str | int) -> list[int]:
    rows = connection.execute(f"SELECT DISTINCT * FROM ({sql}) ORDER BY 1", (parameter,))
    return [number for (number,) in rows if number is not None]


def _candidates(connection: Connection, numbers: list[int]) -> tuple[str, ...]:
    rows = connection.execute(
        f"{_THREAD} WHERE t.number IN (SELECT value FROM json_each(?)) ORDER BY t.last DESC",
        (json.dumps(numbers),),
    )
    lines = []
    for each in map(_listing, rows):
        kind = "message" if each.messages == 1 else "messages"
        day = each.last.date().isoformat() if each.last else "no date"
        subject = shown_subject(each.subject, each.lists) or "(no subject)"
        lines.append(f"{each.number:>7}  {day:10}  {each.messages:>4} {kind:8}  {subject}")
    more = len(lines) - _MOST_CANDIDATES
    return (*lines[:_MOST_CANDIDATES], *((f"and {more} more",) if more > 0 else ()))
