"""What is stored but not threaded yet: kept in tables, so that a killed run goes on.

`unsettled` are messages whose lost parent must be looked for: orphans, whose headers name
none, and strays, who cite messages of which none is stored. `dirty` are messages whose
thread must be built anew.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from listminer.model import MessageId
from listminer.store.codec import decode_ids, decode_numbers
from listminer.store.connection import Connection
from listminer.store.reading import read_numbered_headers
from listminer.store.rows import HeaderRow
from listminer.store.said import add_prints, find_messages
from listminer.store.writing import intern_id, mark_dirty

# CROSS JOIN: SQLite takes the left table first, the few that are fresh, not all that is stored
_FRESH_PRINTS = "FROM unsettled u CROSS JOIN prints p ON p.message=u.message WHERE u.fresh"
_FRESH_MAIL = "FROM unsettled u CROSS JOIN messages m ON m.id=u.message"
_FRESH = f"{_FRESH_MAIL} WHERE u.fresh"
_NEITHER, _ORPHAN, _STRAY = range(3)  # what messages.orphan tells
_IS_EITHER = "(SELECT m.orphan FROM messages m WHERE m.id=u.message)"
_SAME_SUBJECT = (
    f"WITH fresh(subject, first) AS (SELECT m.base_subject, min(m.date) {_FRESH} "
    "AND m.base_subject<>'' GROUP BY 1) SELECT o.id FROM fresh CROSS JOIN messages o ON "
    f"o.base_subject=fresh.subject WHERE o.orphan={_ORPHAN} AND o.date >= fresh.first"
)
# Who may be a stray: something is missing of what it cites, or of what cites it.
_NEAR_MISSING = (
    f"SELECT DISTINCT m.id, m.refs {_FRESH_MAIL} CROSS JOIN edges e ON e.a=m.id "
    f"WHERE u.fresh AND m.orphan={_NEITHER} "
    "AND NOT EXISTS(SELECT 1 FROM messages o WHERE o.id=e.b)"
)
_STRAYS_NEAR_FRESH = (
    "SELECT DISTINCT m.id, m.refs FROM unsettled u CROSS JOIN edges e ON e.a=u.message "
    f"JOIN messages m ON m.id=e.b WHERE u.fresh AND m.orphan={_STRAY}"
)
_AT_ONCE = 1000  # messages whose words are held in memory, some 50,000 fingerprints
_ALL = 2**31
MOST_AUTHORS = 50  # of one fingerprint; more is a signature or a footer, and tells nothing
COMMON = 20  # from so many on it tells less: both as thread.repair weighs them
CLOCK_SKEW_US = 26 * 3600 * 1_000_000  # by which a parent may be later, as there
_NO_DATE = -(2**62)  # of one who may be anybody's parent


class Unsettled(NamedTuple):
    """A message whose headers name no parent, and the fingerprints of what it quotes."""

    header: HeaderRow
    quoted: tuple[int, ...]
    named: str  # whom the attributions of the quotes name, as it was packed


class Pending:
    """The work that new messages leave to threading. Every method expects a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_empty(self) -> bool:
        """Return whether every message has its place."""
        left = "SELECT EXISTS(SELECT 1 FROM dirty) OR EXISTS(SELECT 1 FROM unsettled)"
        return not self._connection.execute(left).fetchone()[0]

    def spread(self) -> None:
        """Unsettle whose parent a fresh message may be; let go who is no orphan and no stray."""
        execute = self._connection.execute
        fresh, everyone = execute(
            "SELECT (SELECT count(*) FROM unsettled WHERE fresh), (SELECT count(*) FROM messages)"
        ).fetchone()
        if fresh == 0:
            return
        self._find_strays()
        if fresh < everyone:
            self._unsettle(self._quoting_fresh_ones())
            self._unsettle(number for (number,) in execute(_SAME_SUBJECT).fetchall())
        self._index_fresh_ones()
        execute(f"DELETE FROM unsettled AS u WHERE NOT {_IS_EITHER}")
        execute("UPDATE unsettled SET fresh=0 WHERE fresh")

    def _find_strays(self) -> None:
        """Tell which fresh messages are strays, and which strays are none any more."""
        execute = self._connection.execute
        for number, refs in execute(_NEAR_MISSING).fetchall():
            if not self._cites_any(number, refs):
                execute("UPDATE messages SET orphan=? WHERE id=?", (_STRAY, number))
        for number, refs in execute(_STRAYS_NEAR_FRESH).fetchall():
            if self._cites_any(number, refs):
                execute("UPDATE messages SET orphan=? WHERE id=?", (_NEITHER, number))
                found = execute("SELECT parent FROM adoptions WHERE child=?", (number,)).fetchone()
                execute("DELETE FROM adoptions WHERE child=?", (number,))
                mark_dirty(self._connection, [number, *(found or ())])

    def _cites_any(self, number: int, refs: str) -> bool:
        """Return whether a message cites any other one that is stored."""
        sql = "SELECT 1 FROM ids JOIN messages m ON m.id=ids.id WHERE ids.message_id=? AND m.id<>?"
        execute = self._connection.execute
        return any(execute(sql, (each, number)).fetchone() for each in decode_ids(refs))

    def _quoting_fresh_ones(self) -> set[int]:
        """Return the orphans for which the words of a fresh message change who may be the parent.

        It may be the parent itself, or make words common that were not.
        """
        fresh = self._fresh_words()
        before = find_messages(self._connection, "said", fresh, most=MOST_AUTHORS)
        telling = [each for each in fresh if len(before.get(each, ())) <= MOST_AUTHORS]
        orphans: set[int] = set()
        for each, quoting in find_messages(self._connection, "quoted", telling, most=_ALL).items():
            had, (count, first) = len(before.get(each, ())), fresh[each]
            turned = any(had < limit <= had + count for limit in (COMMON, MOST_AUTHORS + 1))
            orphans.update(quoting if turned else self._not_before(first, quoting))
        return orphans

    def _fresh_words(self) -> dict[int, tuple[int, int]]:
        """Return of fresh messages' words that orphans quote: by how many, and the first date."""
        rows = self._connection.execute(
            "SELECT coalesce(m.date, ?), p.authored FROM unsettled u CROSS JOIN prints p "
            "ON p.message=u.message JOIN messages m ON m.id=u.message WHERE u.fresh",
            (_NO_DATE,),
        )
        found: dict[int, tuple[int, int]] = {}
        while some := [(date, decode_numbers(said)) for date, said in rows.fetchmany(_AT_ONCE)]:
            words = {each for _, said in some for each in said}
            asked = find_messages(self._connection, "quoted", words, most=0).keys()
            for date, said in some:
                for each in asked & set(said):
                    count, first = found.get(each, (0, date))
                    found[each] = count + 1, min(first, date)
        return found

    def _not_before(self, first: int, orphans: Iterable[int]) -> Iterator[int]:
        """Yield those of *orphans* that may answer a message of the date *first*."""
        for number in orphans:
            (date,) = self._connection.execute(
                "SELECT date FROM messages WHERE id=?", (number,)
            ).fetchone()
            if date is None or first <= date + CLOCK_SKEW_US:
                yield number

    def _index_fresh_ones(self) -> None:
        """Add the fingerprints of fresh messages to those that are looked up."""
        execute = self._connection.execute
        said = execute(f"SELECT p.message, p.authored {_FRESH_PRINTS} ORDER BY u.message")
        add_prints(self._connection, "said", said)
        quoted = execute(
            f"SELECT p.message, p.quoted {_FRESH_PRINTS} AND {_IS_EITHER} ORDER BY u.message"
        )
        add_prints(self._connection, "quoted", quoted)

    def _unsettle(self, numbers: Iterable[int]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO unsettled VALUES(?,0)", [(each,) for each in numbers]
        )

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
        quoted, named = self._connection.execute(
            "SELECT quoted, named FROM prints WHERE message=?", (header.number,)
        ).fetchone()
        return Unsettled(
            header=header,
            quoted=decode_numbers(quoted),
            named=named,
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
        execute("DELETE FROM unsettled WHERE message=?", (child,))

    def dirty(self) -> array[int]:
        """Return the messages whose thread must be built anew, by number."""
        rows = self._connection.execute("SELECT message FROM dirty ORDER BY message")
        return array("q", (number for (number,) in rows))  # of a million, a quarter of a list

    def drop_strays(self, numbers: Iterable[int]) -> None:
        """Forget that these are dirty: they turned out to be no stored messages."""
        self._connection.executemany(
            "DELETE FROM dirty WHERE message=?1 AND NOT EXISTS(SELECT 1 FROM messages WHERE id=?1)",
            [(number,) for number in numbers],
        )

    def find_authors(self, hashes: set[int]) -> dict[int, tuple[MessageId, ...]]:
        """Return for each fingerprint the messages whose own words have it.

        Fingerprints that more than MOST_AUTHORS messages have are left out.
        """
        found = find_messages(self._connection, "said", hashes, most=MOST_AUTHORS)
        ids: dict[int, MessageId] = {}
        # one for all lines that the same have said: there are far more lines
        authors: dict[tuple[int, ...], tuple[MessageId, ...]] = {}
        for some in set(found.values()):
            if len(some) <= MOST_AUTHORS:
                authors[some] = tuple(sorted(self._message_id(each, ids) for each in some))
        return {each: authors[some] for each, some in found.items() if some in authors}

    def _message_id(self, number: int, known: dict[int, MessageId]) -> MessageId:
        if number not in known:
            row = self._connection.execute("SELECT message_id FROM ids WHERE id=?", (number,))
            known[number] = row.fetchone()[0]
        return known[number]
