"""What a user asks to be summarised: a thread of the store, or mail read on the spot."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from listminer.aliases import load_aliases
from listminer.errors import LookupFailed, UserError
from listminer.model import Digest, Discussion, Message, MessageId, Problem, Summary
from listminer.periods import Day, period_end, period_start
from listminer.pipeline.fetchers import is_plugins
from listminer.pipeline.finding_rows import check_person, counted_findings
from listminer.pipeline.findings import read_findings
from listminer.pipeline.remote import Access, read_remote
from listminer.render.numbering import message_numbers
from listminer.settings import SUMMARY_WORDS, Settings
from listminer.store import Store, ThreadListing, check_there
from listminer.summary import at_least, make_digest, summarize
from listminer.summary.persons import called_as

# Matches "./dev", "mail/", "~/x", "dev.mbox.gz". Not "drop 3.8", "<a@b.example>", "gate/check".
_PATH = re.compile(r"^[.~]{0,2}/|^[^\s<>@]+(?:/|\.(?:mbox(?:rd)?|txt|eml|html?|gz|bz2|xz))$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debates:
    """A store that is open, and which of its threads were asked for."""

    store: Store
    listings: tuple[ThreadListing, ...]  # by first date; more than one: pick, or take all
    problems: tuple[Problem, ...]  # of reading the source; () for the user's store
    settings: Settings


@contextmanager
def debates(
    what: str,
    settings: Settings | None = None,
    *,
    list_name: str | None = None,
    access: Access | None = None,
    progress: Callable[[Any], None] | None = None,
) -> Iterator[Debates]:
    """Give the threads that *what* means: a path, standard input ("-"), a URL, or a THREAD.

    A path is read on the spot, without the user's store. A URL is looked for in
    the store first, then fetched. Anything else is a thread of the store, or
    else what an installed fetcher says is its own.
    Raises LookupFailed if nothing is meant by it, SourceError if it has no mail.
    """
    settings = settings or Settings()
    with ExitStack() as exits:
        is_url = what.lower().startswith(("http://", "https://"))
        if what == "-" or os.path.exists(what):
            yield _read(what, settings, list_name, access, progress, exits)
        elif is_url and (known := _known(what, settings, exits)) is not None:
            yield known
        elif is_url or (access is not None and access.server is not None):
            yield _read(what, settings, list_name, access, progress, exits)
        else:
            try:
                found = _named(what, settings, exits)
            except LookupFailed:
                if not is_plugins(what):
                    raise
                found = _read(what, settings, list_name, access, progress, exits)
            yield found


def open_known(settings: Settings, what: str | None = None) -> Store:
    """Return the user's store, writable where it can be, so that findings are kept.

    Raises StoreError if there is none yet, LookupFailed if *what* was looked for in it, which
    may be a file, too.
    """
    if what is None:
        check_there(settings.store)
    elif not settings.store.exists():
        raise LookupFailed(
            f"{what}: no such file, and no store at {settings.store}",
            hints=(
                "a thread of mail on disk: listminer summarize FILE",
                "to keep an archive:       listminer ingest SOURCE",
            ),
        )
    told = load_aliases(settings.people)
    store = Store.open_either(settings.store, busy_timeout_s=settings.busy_timeout_s)
    return store.with_people(told)


def read_debate(
    store: Store,
    thread: str | int,
    *,
    min_confidence: float = 0.0,
    settings: Settings | None = None,
) -> Discussion:
    """Return the discussion that *thread* means, with findings of *min_confidence* or more."""
    found = read_findings(store, thread, settings=settings)
    if min_confidence > 0:
        found = replace(found, findings=at_least(found.findings, min_confidence))
    return found


def summaries(
    found: Debates, *, words: int = SUMMARY_WORDS, min_confidence: float = 0.0
) -> Iterator[tuple[Discussion, Summary]]:
    """Yield each thread of *found* with its summary, one in memory at a time.

    Everybody is called as in all of the store, as lists and digests call them.
    """
    who = found.store.people()
    for listing in found.listings:
        discussion = read_debate(
            found.store, listing.number, min_confidence=min_confidence, settings=found.settings
        )
        discussion = called_as(discussion, who)
        if found.problems:
            discussion = replace(discussion, problems=(*discussion.problems, *found.problems))
        yield discussion, summarize(discussion, words)


def digest_of(
    store: Store,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    tag: str | None = None,
    person: str | None = None,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Problem], None] | None = None,
) -> Digest:
    """Return what happened on a list and in a period; see summary.digest.make_digest.

    *progress* gets threads done and total, *told* what could not be read. Raises
    LookupFailed for an unknown list, or a person whom nothing names.
    """
    found = make_digest(
        counted_findings(
            store,
            list_name=list_name,
            since=since,
            until=until,
            settings=settings,
            progress=progress,
            told=told,
        ),
        since=period_start(since),
        until=period_end(until),
        tag=tag,
        person=person,
        aliases=store.aliases,
        senders=store.senders(),
    )
    if person is not None and not found.messages:
        check_person(store, person)
    if list_name is None:
        return found
    # not those, too, that its mails also went to, and not all lists where this one has nothing
    known = [each for each in found.lists if each.lower() == list_name.lower()]
    return replace(found, lists=tuple(known) or (list_name,))


def places_of(store: Store, messages: Iterable[Message]) -> dict[MessageId, tuple[int, int]]:
    """Return thread and number in it of *messages* of *store*: `show` with both prints the mail.

    A mail that the archive lacks may be quoted in several threads, and is then left out.
    """
    threads: dict[int, list[MessageId]] = {}
    for each in messages:
        with suppress(LookupFailed):
            threads.setdefault(store.find_thread(each.message_id), []).append(each.message_id)
    found = {}
    for number, ids in threads.items():
        (discussion,) = store.discussions_of([number], (), has_texts=False)
        numbers = message_numbers(discussion)
        found.update({each: (number, numbers[each]) for each in ids if each in numbers})
    return found


def sample_folder() -> Path:
    """Return the sample debate: beside the package where it is installed, else the checkout's.

    Raises UserError if it is in neither.
    """
    import listminer  # late: only the demo needs to know where we are

    package = Path(listminer.__file__).parent
    for folder in (package / "_sample", package.parent / "data" / "sample"):
        if (folder / "sample-dev").is_dir():
            return folder / "sample-dev"
    raise UserError(
        "the sample debate is missing from this installation",
        hints=("install again, or summarise mail of your own: listminer summarize FILE",),
    )


def _named(what: str, settings: Settings, exits: ExitStack) -> Debates:
    store = exits.enter_context(open_known(settings, what))
    return _of_thread(store, _listing_of(store, what), settings)


def _listing_of(store: Store, what: str) -> ThreadListing:
    """Return the thread that *what* means; whoever meant a file is told, too."""
    try:
        return store.listing(what)
    except LookupFailed as exc:
        if _PATH.search(what) is None:
            raise
        raise LookupFailed(f"{what}: no such file, and {exc.found}", hints=exc.hints) from exc


def _read(
    what: str,
    settings: Settings,
    list_name: str | None,
    access: Access | None,
    progress: Callable[[Any], None] | None,
    exits: ExitStack,
) -> Debates:
    store, report, focus = read_remote(
        what, settings, list_name=list_name, access=access, progress=progress
    )
    store = exits.enter_context(store).with_people(load_aliases(settings.people))
    problems = tuple(each for source in report.sources for each in source.problems)
    chosen = store.threads(sort="first") if focus is None else (store.listing(focus),)
    return Debates(store=store, listings=tuple(chosen), problems=problems, settings=settings)


def _known(url: str, settings: Settings, exits: ExitStack) -> Debates | None:
    """Return the thread of the user's store that *url* shows; None if there is none."""
    if not settings.store.exists():
        return None
    store = exits.enter_context(open_known(settings, url))
    try:
        return _of_thread(store, store.listing(url), settings)
    except LookupFailed:
        return None


def _of_thread(store: Store, listing: ThreadListing, settings: Settings) -> Debates:
    return Debates(store=store, listings=(listing,), problems=(), settings=settings)
