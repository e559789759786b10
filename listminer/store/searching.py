"""Find messages by their words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from listminer.model import Address, MessageId, Span
from listminer.store.codec import decode_date, decode_text, encode_date
from listminer.store.connection import Connection
from listminer.store.query import Query, find_phrases, has_words, parse_query
from listminer.store.rows import Hit

_BEFORE, _AFTER = 60, 140  # characters of a snippet around the first hit: two lines of a terminal
_MOST_LOOKED_AT = 300_000  # characters of one message searched for what to show: 50 ms
_MOST_PLACES = 40  # of one stretch, and hits near each: enough to find the words together
# body, subject, sender: what a mail says counts more than the subject that all of its thread has
_RANK = "bm25(words, 2.0, 1.5, 1.0)"


def search(connection: Connection, text: str, *, limit: int) -> list[Hit]:
    """Return the best *limit* messages, best first, of equal ones the newest first.

    For the language see parse_query. A query without words lists the newest.
    """
    query = parse_query(text)
    where, parameters = _condition(query)
    if query.match:
        table = "words JOIN messages m ON m.id=words.rowid"
        order = f"round({_RANK}, 3), m.date DESC, m.id"
    else:
        table = "messages m"
        order = "m.date DESC, m.id"
    rows = connection.execute(
        f"SELECT m.id FROM {table} WHERE {where} ORDER BY {order} LIMIT ?", (*parameters, limit)
    ).fetchall()
    return [_hit(connection, number, query) for (number,) in rows]


def _condition(query: Query) -> tuple[str, list[Any]]:
    where: list[str] = ["m.thread IS NOT NULL"]
    parameters: list[Any] = []
    for holds, condition, parameter in (
        (query.match, "words MATCH ?", query.match),
        (
            query.without,
            "m.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)",
            query.without,
        ),
        (query.since, "m.date >= ?", encode_date(query.since)),
        (query.until, "m.date < ?", encode_date(query.until)),
        *(
            (
                True,
                "m.id IN (SELECT l.message FROM message_lists l JOIN lists ON lists.id=l.list "
                "WHERE lists.name=? COLLATE NOCASE)",
                name,
            )
            for name in query.lists
        ),
    ):
        if holds:
            where.append(condition)
            parameters.append(parameter)
    return " AND ".join(where), parameters


def _hit(connection: Connection, number: int, query: Query) -> Hit:
    row = connection.execute(
        "SELECT ids.message_id, m.name, m.address, m.date, m.subject, m.thread, b.url, b.text, "
        "a.indexed FROM messages m JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id "
        "LEFT JOIN aligned a ON a.message=m.id WHERE m.id=?",
        (number,),
    ).fetchone()
    message_id, name, address, date, subject, thread, url, body, indexed = row
    text = decode_text(body)
    start, end, found = _snippet(text, json.loads(indexed or "[]"), query)
    owner = MessageId(message_id)
    return Hit(
        message_id=owner,
        sender=Address(name=name, address=address),
        date=decode_date(date),
        subject=subject,
        thread=thread,
        url=url,
        snippet=Span(message_id=owner, start=start, end=end),
        matches=tuple(Span(message_id=owner, start=one, end=two) for one, two in found),
        text=text[start:end],
    )


def _snippet(
    text: str, indexed: Sequence[int], query: Query
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return start and end of what to show of *text*, and the hits inside.

    Shown is the first place that has the most of what was asked for.
    """
    pairs = list(zip(indexed[::2], indexed[1::2], strict=True))
    best: tuple[int, int, list[tuple[int, int]]] | None = None
    most = 0
    left = _MOST_LOOKED_AT
    for first, last in pairs:
        hits = list(find_phrases(text, query.phrases, first, min(last, first + left)))
        for place in range(min(len(hits), _MOST_PLACES)):
            near = [
                each
                for each in hits[place : place + _MOST_PLACES]
                if each[1] <= hits[place][1] + _AFTER
            ]
            count = len({text[start:end].lower() for start, end in near})
            if count > most:
                most, best = count, (first, last, near)
        left -= last - first
        if left <= 0 or most == len(query.phrases):
            break
    if best is not None:
        first, last, near = best
        start = _word_start(text, max(first, near[0][0] - _BEFORE), near[0][0])
        end = _word_end(text, min(last, near[0][1] + _AFTER), near[0][1])
        return start, end, [each for each in near if each[1] <= end]
    # the subject or the sender was meant: show how the message begins, not a lone ">"
    worded = (pair for pair in pairs if has_words(text, *pair))
    first, last = next(worded, (0, 0))
    return first, _word_end(text, min(last, first + _BEFORE + _AFTER), first), []


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
