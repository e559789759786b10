"""Find messages by their words."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from listminer.model import Address, MessageId, Segment, Span
from listminer.people import People
from listminer.store.codec import decode_date, decode_segments, decode_text, encode_date
from listminer.store.connection import Connection
from listminer.store.listing import known_list
from listminer.store.query import (
    Accounts,
    Query,
    find_phrases,
    has_phrase,
    has_words,
    no_accounts,
    parse_query,
)
from listminer.store.rows import Hit

_BEFORE, _AFTER = 60, 140  # characters of a snippet around the first hit: two lines of a terminal
_MOST_LOOKED_AT = 300_000  # characters of one message searched for what to show: 50 ms
_MOST_PLACES = 40  # of one stretch, and hits near each: enough to find the words together
# body, subject, sender: what a mail says counts more than the subject that all of its thread has
_RANK = "bm25(words, 2.0, 1.5, 1.0)"
_MOST_RANKED = 10_000  # messages; 2 µs each, and words that more have tell too little to rank by
_MOST_DEAR = 1_000  # of a dear phrase, not ranked anyway; 10 µs each
_COMMON = 50_000  # messages that have a word; to rank a phrase of such reads them all twice more
_SMALL_LIST = 20_000  # messages; sorted by date in 25 ms, where a walk by date would pass others'
_TELLING = 4  # words; "Hi all," and "See:" tell nothing of a mail
_FIRST_STEP = 64  # messages looked at at once, the double each time that they do not suffice
_LARGEST_STEP = 16_384
_MOST_ACCOUNTS = 100  # more names and addresses than those of a few people
_SAME_RANGE = 300  # numbers between two messages that are looked for in one go: 0.1 ms either way


def search(
    connection: Connection, text: str, *, limit: int, accounts: Accounts = no_accounts
) -> list[Hit]:
    """Return the best *limit* messages, best first, of equal ones the newest first.

    For the language and for *accounts* see parse_query. A query without words lists the newest, and
    so does one of words that more than _MOST_RANKED messages have, or of a phrase
    all of whose words more than _COMMON have.
    """
    query = parse_query(text, accounts)
    lists = _list_numbers(connection, query)
    is_dear = any(_is_dear(connection, phrase) for phrase in query.phrases)
    most = _MOST_DEAR if is_dear else _MOST_RANKED
    few = _few(connection, query, most) if query.match else None
    if few is None:
        numbers = _newest(connection, query, lists, limit)
    elif is_dear:
        numbers = _newest_of(connection, query, lists, few, limit)
    else:
        numbers = _ranked(connection, query, lists, limit)
    return [_hit(connection, number, query) for number in numbers]


def _list_numbers(connection: Connection, query: Query) -> list[int]:
    """Return the lists that a message must be on. Raises LookupFailed for one that is not there."""
    names = [known_list(connection, each) for each in query.lists]
    return [
        number
        for name in names
        for (number,) in connection.execute("SELECT id FROM lists WHERE name=?", (name,))
    ]


def _few(connection: Connection, query: Query, most: int) -> list[int] | None:
    """Return the messages that have the words; None if they are more than *most*."""
    rows = connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?",
        (_whole_match(query), most + 1),
    ).fetchall()
    return None if len(rows) > most else [number for (number,) in rows]


def _is_dear(connection: Connection, phrase: tuple[str, ...]) -> bool:
    """Return whether a phrase is made of such common words that it is better not counted again."""
    return len(phrase) > 1 and all(
        connection.execute(
            "SELECT count(*) > ?1 FROM (SELECT 1 FROM words WHERE words MATCH ?2 LIMIT ?1 + 1)",
            (_COMMON, f'"{word}"'),
        ).fetchone()[0]
        for word in set(phrase)
    )


def _whole_match(query: Query) -> str:
    return f"({query.match}) NOT ({query.without})" if query.without else query.match


def _newest_of(
    connection: Connection, query: Query, lists: list[int], some: list[int], limit: int
) -> list[int]:
    where, parameters = _condition(query, lists)
    rows = connection.execute(
        "SELECT m.id FROM messages m WHERE m.id IN (SELECT value FROM json_each(?)) "
        f"AND {where} ORDER BY m.date DESC, m.id DESC LIMIT ?",
        (json.dumps(some), *parameters, limit),
    )
    return [number for (number,) in rows]


def _ranked(connection: Connection, query: Query, lists: list[int], limit: int) -> list[int]:
    where, parameters = _condition(query, lists)
    rows = connection.execute(
        "SELECT m.id FROM words JOIN messages m ON m.id=words.rowid "
        f"WHERE words MATCH ? AND {where} ORDER BY round({_RANK}, 3), m.date DESC, m.id LIMIT ?",
        (_whole_match(query), *parameters, limit),
    )
    return [number for (number,) in rows]


def _newest(connection: Connection, query: Query, lists: list[int], limit: int) -> list[int]:
    """Return the newest that match; of the index only what lies near them is read."""
    found: list[int] = []
    walk = _by_date(connection, query, lists)
    step = max(_FIRST_STEP, limit)
    while len(found) < limit and (some := [number for (number,) in walk.fetchmany(step)]):
        has = set(some) if not query.match else _having(connection, query.match, some)
        if query.without:
            has -= _having(connection, query.without, some)
        found += [number for number in some if number in has]
        step = min(2 * step, _LARGEST_STEP)
    return found[:limit]


def _by_date(connection: Connection, query: Query, lists: list[int]) -> sqlite3.Cursor:
    """Return the numbers of the messages of a list and period, newest first."""
    where, parameters = _condition(query, lists)
    table = "messages m INDEXED BY messages_by_date"
    if lists and _is_small(connection, lists[0]):
        table = "message_lists l CROSS JOIN messages m ON m.id=l.message"
        where = f"l.list=? AND {where}"
        parameters.insert(0, lists[0])
    return connection.execute(
        f"SELECT m.id FROM {table} WHERE {where} ORDER BY m.date DESC, m.id DESC", parameters
    )


def _is_small(connection: Connection, number: int) -> bool:
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM message_lists WHERE list=? LIMIT ?)",
        (number, _SMALL_LIST + 1),
    ).fetchone()
    return int(count) <= _SMALL_LIST


def _having(connection: Connection, match: str, numbers: list[int]) -> set[int]:
    """Return those of *numbers* that match, and perhaps neighbours of theirs.

    Archives come in about the order of their dates: what is new lies in a few ranges.
    """
    found: set[int] = set()
    for first, last in _ranges(sorted(numbers)):
        found.update(
            number
            for (number,) in connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
                (match, first, last),
            )
        )
    return found


def _ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each stretch of *numbers*, sorted, without a large gap."""
    first = last = numbers[0]
    for number in numbers:
        if number - last > _SAME_RANGE:
            yield first, last
            first = number
        last = number
    yield first, last


def _condition(query: Query, lists: Sequence[int]) -> tuple[str, list[Any]]:
    """Return what holds of messages *m* beside their words."""
    where: list[str] = ["m.thread IS NOT NULL"]
    parameters: list[Any] = []
    for condition, date in (
        ("m.date >= ?", encode_date(query.since)),
        ("m.date < ?", encode_date(query.until)),
    ):
        if date is not None:
            where.append(condition)
            parameters.append(date)
    for number in lists:
        where.append("EXISTS(SELECT 1 FROM message_lists o WHERE o.message=m.id AND o.list=?)")
        parameters.append(number)
    return " AND ".join(where), parameters


def _hit(connection: Connection, message: int, query: Query) -> Hit:
    row = connection.execute(
        "SELECT ids.message_id, m.name, m.address, m.date, m.subject, root.message_id, m.thread, "
        "b.url, b.text, a.indexed, coalesce(a.revised, b.segments), "
        "(SELECT json_group_array(lists.name) FROM message_lists l "
        "JOIN lists ON lists.id=l.list WHERE l.message=m.id) FROM messages m "
        "JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id "
        "JOIN threads t ON t.number=m.thread JOIN ids root ON root.id=t.root "
        "LEFT JOIN aligned a ON a.message=m.id WHERE m.id=?",
        (message,),
    ).fetchone()
    message_id, name, address, date, subject, root, number, url, body, indexed, zones, lists = row
    text = decode_text(body)
    owner = MessageId(message_id)
    segments = tuple(decode_segments(owner, zones))
    parts = _parts(segments)
    start, end, found = _snippet(text, json.loads(indexed or "[]"), query, segments, parts)
    at = found[0][0] if found else start
    _, _, depth = _part_at(parts, at, text)
    return Hit(
        message_id=owner,
        sender=Address(name=name, address=address),
        date=decode_date(date),
        subject=subject,
        lists=tuple(json.loads(lists)),
        thread=MessageId(root),
        number=number,
        url=url,
        snippet=Span(message_id=owner, start=start, end=end),
        matches=tuple(Span(message_id=owner, start=one, end=two) for one, two in found),
        text=text[start:end],
        is_quoted=depth > 0,
    )


def _snippet(
    text: str,
    indexed: Sequence[int],
    query: Query,
    segments: Sequence[Segment],
    parts: Sequence[tuple[int, int, int]],
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return start and end of what to show of *text*, and the hits inside.

    Shown is the first place that has the most of what was asked for; without
    one, the first words of the sender's own. What stands there is all the sender's
    or all quoted from one depth: nobody is shown with another's words.
    """
    pairs = list(zip(indexed[::2], indexed[1::2], strict=True))
    best: tuple[int, int, list[tuple[int, int]]] | None = None
    most = 0
    left = _MOST_LOOKED_AT
    for first, last in pairs:
        hits = list(find_phrases(text, query.phrases, first, min(last, first + left)))
        for place in range(min(len(hits), _MOST_PLACES)):
            begin, end, _ = _part_at(parts, hits[place][0], text)
            reach = min(end, hits[place][1] + _AFTER)
            near = [each for each in hits[place : place + _MOST_PLACES] if each[1] <= reach]
            near = near or [hits[place]]  # a phrase may begin in one part and end in the next
            count = len({text[one:two].lower() for one, two in near})
            if count > most:
                most, best = count, (max(first, begin), min(last, end), near)
        left -= last - first
        if left <= 0 or most == len(query.phrases):
            break
    if best is not None:
        first, last, near = best
        start = _word_start(text, max(first, near[0][0] - _BEFORE), near[0][0])
        end = _word_end(text, max(near[0][1], min(last, near[0][1] + _AFTER)), near[0][1])
        return start, end, [each for each in near if each[1] <= end]
    # the subject or the sender was meant: show how the message begins, not a lone ">" or "Hi,"
    own = list(_own(pairs, segments))
    told = (each for each in own if has_words(text, *each, least=_TELLING))
    places = chain(told, (each for each in chain(own, pairs) if has_words(text, *each)))
    first, last = next(places, (0, 0))
    last = min(last, _part_at(parts, first, text)[1])
    return first, _word_end(text, min(last, first + _BEFORE + _AFTER), first), []


def _parts(segments: Sequence[Segment]) -> list[tuple[int, int, int]]:
    """Return start, end and depth of each stretch of one depth; 0 is the sender's own."""
    found = []
    for depth, group in groupby(segments, key=lambda each: each.depth):
        some = list(group)
        found.append((some[0].span.start, some[-1].span.end, depth))
    return found


def _part_at(parts: Sequence[tuple[int, int, int]], at: int, text: str) -> tuple[int, int, int]:
    """Return the one of *parts* that the place *at* lies in; the whole *text* if none does."""
    number = bisect_right(parts, at, key=lambda each: each[0]) - 1
    if number < 0 or at >= parts[number][1]:
        return 0, len(text), 0
    return parts[number]


def _own(
    pairs: Sequence[tuple[int, int]], segments: Sequence[Segment]
) -> Iterator[tuple[int, int]]:
    """Yield what the sender's own segments hold of *pairs*; both are in order, and so is this."""
    at = 0
    for each in segments:
        start, end = each.span.start, each.span.end
        while at < len(pairs) and pairs[at][1] <= start:
            at += 1
        here = at
        while each.depth == 0 and here < len(pairs) and pairs[here][0] < end:
            yield max(pairs[here][0], start), min(pairs[here][1], end)
            here += 1


def _word_start(text: str, start: int, limit: int) -> int:
    """Return the first place from *start* on where a word begins, *limit* at the latest."""
    while 0 < start < limit and not text[start - 1].isspace():
        start += 1
    while start < limit and text[start].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, limit: int) -> int:
    """Return the last place up to *end* where a word ends, *limit* at the earliest."""
    while limit < end < len(text) and not text[end].isspace():
        end -= 1
    while end > limit and text[end - 1].isspace():
        end -= 1
    return end


def accounts_of(
    senders: Callable[[], list[Address]],
    people: Callable[[], People],
    words: tuple[str, ...],
    is_prefix: bool,
) -> list[str]:
    """Return how those whose name has *words* are indexed where their header does not have them.

    [] where they are too many to be meant.
    """
    known, who = senders(), people()
    found = [
        f"{each.name} {each.address}"
        for each in known
        if has_phrase(who.name_of(each), words, is_prefix=is_prefix)
        and not has_phrase(f"{each.name} {each.address}", words, is_prefix=is_prefix)
    ]
    return found if len(found) <= _MOST_ACCOUNTS else []
