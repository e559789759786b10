"""Give every new message its place: lost parents, reply trees, quotes, index.

Only threads that new messages touch are built anew. What is left to do stands
in the store, so a killed run goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from listminer.mail.subject import base_subject, new_subject, was_subject
from listminer.model import How, MessageId, Thread
from listminer.pipeline.errands import Errand, Helpers
from listminer.pipeline.parsing import unpack_named
from listminer.store import (
    HeaderRow,
    PackedMessage,
    Store,
    ThreadRow,
    decode_segments,
    encode_thread,
)
from listminer.thread.align import align_quotes
from listminer.thread.build import Adoption, Header, build_threads
from listminer.thread.repair import Orphan, find_lost_parents

_SETTLE = 5_000  # orphans, of 25,000 mails, for one pass over all fingerprints; 6 KB of each
_HEADERS = 4_000  # of those whose words orphans quote: mails of a time ask for the same ones
_BUNCH_BYTES = 512 * 1024  # mail per errand, far above the cost of sending it


class Bunch(NamedTuple):
    """Some threads and their stored messages, for a helper process."""

    threads: tuple[Thread, ...]
    messages: tuple[PackedMessage, ...]


def place_messages(store: Store, helpers: Helpers, progress: Callable[[int, int], None]) -> None:
    """Thread, align and index what is pending in *store*; *progress* gets done and total."""
    _settle(store)
    while dirty := store.pending.dirty():
        _place(store, helpers, dirty, progress)


def _settle(store: Store) -> None:
    """Find parents for messages whose headers name none in the archive."""
    with store.transaction():
        store.pending.spread()
    while True:
        with store.transaction():
            some = store.pending.take_unsettled(_SETTLE)
            if not some:
                return
            orphans = [
                Orphan(
                    header=_header(one.header),
                    quoted=one.quoted,
                    authored=(),  # whose words they are is asked of the store
                    named=unpack_named(one.named),
                )
                for one in some
            ]
            quoted = {each for orphan in orphans for each in orphan.quoted}
            index = StoreIndex(store, store.pending.find_authors(quoted))
            adopted = find_lost_parents(orphans, index, _header_finder(store))
            for one in some:
                found = adopted.get(one.header.message_id)
                store.pending.settle(
                    one,
                    parent=None if found is None else found.parent,
                    how=None if found is None else found.how,
                )


def _place(
    store: Store, helpers: Helpers, dirty: Sequence[int], progress: Callable[[int, int], None]
) -> None:
    total = len(dirty)
    done = 0
    errands = (
        Errand(bunch.messages, bunch, sum(len(each.columns[-1]) for each in bunch.messages))
        for bunch in _bunches(store, dirty)
    )
    for messages, rows in helpers.run(align_bunch, errands):
        with store.transaction():
            store.write_threads(rows or ())
        done += len(messages)
        progress(min(done, total), total)
    with store.transaction():
        store.pending.drop_strays(dirty)


def _bunches(store: Store, dirty: Sequence[int]) -> Iterator[Bunch]:
    """Yield whole components of the citation graph, small ones together."""
    seen: set[int] = set()  # of numbers that are still to come
    threads: list[Thread] = []
    messages: list[PackedMessage] = []
    size = 0
    for number in dirty:
        if number in seen:
            seen.remove(number)  # or a million would be in memory at the end
            continue
        component = store.component(number)
        numbers = sorted(each.number for each in component)
        seen.update(each for each in numbers if each > number)
        threads += build_threads(
            (_header(each) for each in component), adopted=_adoptions(component)
        )
        packed = list(store.packed_messages(numbers))
        messages += packed
        size += sum(len(each.columns[-1]) for each in packed)
        if size >= _BUNCH_BYTES:
            yield Bunch(tuple(threads), tuple(messages))
            threads, messages, size = [], [], 0
    if threads:
        yield Bunch(tuple(threads), tuple(messages))


def align_bunch(bunch: Bunch) -> list[ThreadRow]:
    """Return the rows of the bunch's threads, aligned. Runs in helper processes."""
    packed = {cast(MessageId, each.columns[0]): each for each in bunch.messages}
    rows = []
    for thread in bunch.threads:
        mine = [node.message_id for node in thread.nodes if node.message_id in packed]
        if not mine:
            continue
        messages = {each: packed[each].message() for each in mine}
        read = {each: decode_segments(each, packed[each].segments) for each in mine}
        aligned = align_quotes(thread, messages, read)
        rows.append(
            encode_thread(
                aligned.thread,
                messages,
                read=read,
                revised=aligned.segments,
                links=aligned.links,
                answers=aligned.answers,
                ghosts=aligned.ghosts,
            )
        )
    return rows


def _header(row: HeaderRow) -> Header:
    was = was_subject(row.subject)
    return Header(
        message_id=row.message_id,
        references=row.references,
        date=row.date,
        subject=row.subject,
        sender=row.sender,
        base_subject=row.base_subject,
        was=was,
        renamed=None if was is None else new_subject(row.subject),
    )


def _adoptions(component: list[HeaderRow]) -> dict[MessageId, Adoption]:
    return {
        each.message_id: Adoption(
            child=each.message_id, parent=each.parent, how=cast(How, each.how)
        )
        for each in component
        if each.parent is not None
    }


def _header_finder(store: Store) -> Callable[[MessageId], Header]:
    @lru_cache(maxsize=_HEADERS)
    def find(message_id: MessageId) -> Header:
        (row,) = store.headers([message_id])
        return _header(row)

    return find


class StoreIndex:
    """The quote index of everything in a store, for the fingerprints looked up before."""

    def __init__(self, store: Store, authors: Mapping[int, tuple[MessageId, ...]]) -> None:
        self._store = store
        self._authors = authors

    def authors_of(self, fingerprints: Collection[int]) -> Mapping[int, tuple[MessageId, ...]]:
        """Return for each fingerprint the messages whose own words have it."""
        return {each: self._authors[each] for each in fingerprints if each in self._authors}

    def with_subject(self, subject: str) -> tuple[Header, ...]:
        """Return the headers of all messages of one base subject, by date."""
        return tuple(_header(row) for row in self._store.headers_by_subject(base_subject(subject)))
