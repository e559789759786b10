"""Discussions to read: from a user's store, or straight from a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from listminer.model import Discussion
from listminer.pipeline.findings import read_findings
from listminer.pipeline.ingest import IngestReport, MailFile, Source, ingest
from listminer.settings import Settings
from listminer.store import Store


def discussion(
    store: Store, thread: str | int, *, reader: Any = None, settings: Settings | None = None
) -> Discussion:
    """Return the discussion that *thread* means; with a *reader*, its findings too.

    Without one at hand, `read_findings` loads it only if the store lacks the findings.

    Raises LookupFailed if no thread is meant, or several: those are listed.
    """
    if reader is None:
        return store.discussion(thread)
    return read_findings(store, thread, reader, settings=settings)


def read_source(
    source: Source | MailFile | Iterable[MailFile],
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
) -> tuple[Store, IngestReport]:
    """Return a store in memory that holds *source*, and what became of its messages."""
    store = Store.open(":memory:")
    return store, ingest(store, [source], settings, list_name=list_name)


def discussions_of(
    source: Source | MailFile | Iterable[MailFile],
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
) -> Iterator[Discussion]:
    """Yield the discussions of *source*, by first date, without a store of the user's."""
    store, _ = read_source(source, settings, list_name=list_name)
    with store:
        yield from store.discussions()
