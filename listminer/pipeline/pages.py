"""Threads of a store as pages: findings read, summaries told, a site written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from listminer.errors import LookupFailed, UserError
from listminer.model import Discussion, Problem
from listminer.periods import Day
from listminer.pipeline.errands import Errand, Helpers
from listminer.pipeline.finding_rows import placed
from listminer.pipeline.findings import findings_in
from listminer.render.html import SiteReport
from listminer.render.html.folder import is_ours
from listminer.render.html.items import Entry
from listminer.render.html.site import finish_site, write_threads
from listminer.render.listing import counted
from listminer.settings import Settings
from listminer.store import Store, ThreadListing
from listminer.summary import summarize
from listminer.summary.persons import called_as

MOST_NAMED = 3  # lists in the title of a site; more do not fit into a line


class _Task(NamedTuple):
    """One thread to be written; it travels to a helper process."""

    discussion: Discussion
    folder: Path
    words: int


def write_report(
    store: Store,
    folder: Path,
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    title: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Problem], None] | None = None,
) -> SiteReport:
    """Write a static site of a list and period into *folder*; it works without a server.

    Pages of a site that stood there before go in the end, other files stay.

    *title* is the list's name unless told, or how many lists they are; *progress*
    is told how many threads are done, of how many, *told* what could not be read.
    Raises LookupFailed if no thread is meant, UserError if *folder* cannot be
    written or holds a site that is not ours.
    """
    settings = settings or Settings()
    _check(folder)
    listings = tuple(store.threads(list_name=list_name, since=since, until=until, sort="first"))
    if not listings:
        raise LookupFailed(
            "no thread of this list and period is in the store",
            hints=("what there is: listminer lists",),
        )
    names = [list_name] if list_name else sorted({each for one in listings for each in one.lists})
    written = []
    with Helpers(settings.worker_count, spread_from_bytes=settings.spread_from_bytes) as helpers:
        numbers = [each.number for each in listings]
        who = store.people()
        found = (
            called_as(each, who)
            for each in findings_in(store, numbers, settings=settings, helpers=helpers)
        )
        read = zip(listings, found, strict=True)
        errands = _errands(read, folder, settings.summary_words, told or (lambda _: None))
        for _, thread in helpers.run(_write_thread, errands):
            if thread is not None:
                written.append(thread)
            if progress is not None:
                progress(len(written), len(listings))
    return finish_site(written, folder, title=title or _called(names))


def _called(names: Sequence[str]) -> str:
    """Return what a site of the lists of these *names* is called.

    >>> _called(["dev", "users"]), _called(["a", "b", "c", "d"]), _called([])
    ('dev, users', '4 lists', 'Mail')
    """
    if len(names) > MOST_NAMED:
        return counted(len(names), "list")
    return ", ".join(names) or "Mail"


def _errands(
    read: Iterable[tuple[ThreadListing, Discussion]],
    folder: Path,
    words: int,
    told: Callable[[Problem], None],
) -> Iterator[Errand[_Task, None]]:
    for listing, discussion in read:
        for problem in discussion.problems:
            told(placed(problem, listing))
        size = sum(len(message.text) for message in discussion.messages)
        yield Errand(mark=None, task=_Task(discussion, folder, words), size_bytes=size)


def _write_thread(task: _Task) -> tuple[Entry, int]:
    """Write the page of one thread; runs in a helper process."""
    told = (task.discussion, summarize(task.discussion, task.words))
    (written,) = write_threads([told], task.folder)
    return written


def _check(folder: Path) -> None:
    """Raise UserError if *folder* holds somebody else's site: its front page would be lost."""
    index = folder / "index.html"
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder}: is a file, not a folder", hints=("name a folder: -o FOLDER",))
    if index.exists() and not is_ours(index):
        raise UserError(
            f"{index}: is there already, and listminer did not write it",
            hints=("name another folder: -o FOLDER",),
        )
