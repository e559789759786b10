"""Threads of a store as pages: findings read, summaries told, a site written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from listminer.errors import LookupFailed, UserError
from listminer.model import Discussion, Summary
from listminer.pipeline.findings import findings_of
from listminer.render.html import SiteReport, write_site
from listminer.store import Store
from listminer.summary import summarize

_OURS = '<meta name="generator" content="listminer'
_HEAD_BYTES = 4096  # of a page; the generator is named in its first lines


def write_report(
    store: Store,
    folder: Path,
    *,
    list_name: str | None = None,
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    title: str | None = None,
    words: int = 250,
    progress: Callable[[int, int], None] | None = None,
) -> SiteReport:
    """Write a static site of a list and period into *folder*; it works without a server.

    *title* is the list's name unless told; *progress* is told how many threads
    are done, of how many. Raises LookupFailed if no thread is meant, UserError
    if *folder* cannot be written or holds a site that is not ours.
    """
    _check(folder)
    listings = tuple(store.threads(list_name=list_name, since=since, until=until))
    if not listings:
        raise LookupFailed(
            "no thread of this list and period is in the store",
            hints=("what there is: listminer lists",),
        )
    names = sorted({name for listing in listings for name in listing.lists})

    def told() -> Iterator[tuple[Discussion, Summary]]:
        found = findings_of(store, list_name=list_name, since=since, until=until)
        for number, discussion in enumerate(found, start=1):
            yield discussion, summarize(discussion, words)
            if progress is not None:
                progress(number, len(listings))

    return write_site(told(), folder, title=title or list_name or ", ".join(names) or "Mail")


def _check(folder: Path) -> None:
    """Raise UserError if *folder* holds somebody else's site: its front page would be lost."""
    index = folder / "index.html"
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder}: is a file, not a folder", hints=("name a folder: -o FOLDER",))
    if not index.exists():
        return
    with index.open("rb") as page:
        is_ours = _OURS.encode() in page.read(_HEAD_BYTES)
    if not is_ours:
        raise UserError(
            f"{index}: is there already, and listminer did not write it",
            hints=("name another folder: -o FOLDER",),
        )
