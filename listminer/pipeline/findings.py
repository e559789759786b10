"""Findings of stored threads: read once for each content and version, then kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from listminer.errors import StoreError
from listminer.extract import EXTRACTOR, VERSION
from listminer.model import Discussion
from listminer.pipeline.findings_codec import decode_findings, encode_findings
from listminer.store import Store

if TYPE_CHECKING:
    from listminer.extract.reading import Reader


def read_findings(store: Store, thread: str | int, reader: Reader | None = None) -> Discussion:
    """Return the discussion that *thread* means, with its findings.

    What was found before in the same mail by this version is taken from the
    store; else the thread is read, by *reader* or the one that load_reader
    gives, and kept where the store can be written. Raises LookupFailed if no
    thread is meant, or several: those are listed.
    """
    discussion, fresh = _found(store, thread, reader)
    if fresh is not None:
        with suppress(StoreError):  # read-only, or another process is writing
            fresh.keep(store)
    return discussion


def findings_of(
    store: Store,
    *,
    list_name: str | None = None,
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    reader: Reader | None = None,
) -> Iterator[Discussion]:
    """Yield the discussions of a list and period with their findings, by first date.

    One is in memory at a time. Where the store cannot be written, none is kept.
    """
    is_writable = True
    chosen = store.threads(list_name=list_name, since=since, until=until, sort="first")
    for number in [each.number for each in chosen]:
        discussion, fresh = _found(store, number, reader)
        if fresh is not None and is_writable:
            try:
                fresh.keep(store)
            except StoreError:
                is_writable = False  # do not wait for each thread anew
        yield discussion


class _Fresh:
    """Findings that the store does not hold yet."""

    def __init__(self, key: str, extractor: str, version: str, content: str) -> None:
        self._row = (key, extractor, version, content)

    def keep(self, store: Store) -> None:
        store.keep_findings(*self._row)


def _found(
    store: Store, thread: str | int, reader: Reader | None
) -> tuple[Discussion, _Fresh | None]:
    number = store.find_thread(thread)
    discussion = store.discussion(number)
    key = store.content_key(number)
    kept = store.cached_findings(key, EXTRACTOR, VERSION)
    if kept is not None:
        return replace(discussion, findings=decode_findings(kept)), None
    from listminer.extract.findings import extract  # late: not for what is kept
    from listminer.extract.reading import load_reader

    read = extract(discussion, reader or load_reader(tagged=False))
    if read.problems != discussion.problems:
        return read, None  # a makeshift reader's findings are not kept
    return read, _Fresh(key, EXTRACTOR, VERSION, encode_findings(read.findings))
