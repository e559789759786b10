"""Findings of stored threads: read once for each content and version, then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from listminer.errors import StoreError
from listminer.extract import EXTRACTOR, VERSION
from listminer.extract.tongue import foreign_problem
from listminer.model import Discussion, Findings, Problem
from listminer.periods import Day
from listminer.pipeline.errands import Errand, Helpers, Rescue
from listminer.pipeline.extractors import read_on
from listminer.pipeline.findings_codec import decode_findings, encode_findings
from listminer.plugins import EXTRACTORS, Plugin, find_plugins
from listminer.settings import Settings
from listminer.store import Store

if TYPE_CHECKING:
    from listminer.extract.reading import Reader

_AHEAD = 24  # threads that wait for one that takes long: a debate takes as long as fifty others
_DEARER = 20  # times as long as parsing a mail takes reading it: helpers are worth starting sooner


class _Asked(NamedTuple):
    """A thread whose findings are wanted."""

    discussion: Discussion
    key: str  # of its content, of whom the user tells in it, and of the plug-ins that read it
    kept: str | None  # what was found in it before


class _Told(NamedTuple):
    """What was found in a thread; it travels from a helper process."""

    content: str  # the findings, encoded
    problems: tuple[Problem, ...]


def read_findings(
    store: Store,
    thread: str | int,
    reader: Reader | None = None,
    *,
    settings: Settings | None = None,
) -> Discussion:
    """Return the discussion that *thread* means, with its findings.

    What was found before in the same mail by this version is taken from the
    store; else the thread is read, by *reader* or the one that load_reader
    gives and then by the extractors of *settings*, and kept where the store can
    be written. Raises LookupFailed if no thread is meant, or several: those are
    listed; or if an extractor is not installed. What one does wrong is a problem.
    """
    extractors = _extractors(settings or Settings())
    asked = _ask(store, store.find_thread(thread), extractors)
    told = None if asked.kept is not None else _read(asked.discussion, reader, extractors)[0]
    if told is not None:
        with suppress(StoreError):  # read-only, or another process is writing
            _keep(store, asked, told)
    return _with_findings(asked, told)


def findings_of(
    store: Store,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    reader: Reader | None = None,
    settings: Settings | None = None,
    helpers: Helpers | None = None,
) -> Iterator[Discussion]:
    """Yield the discussions of a list and period with their findings, by first date.

    See findings_in.
    """
    chosen = store.threads(list_name=list_name, since=since, until=until, sort="first")
    numbers = [each.number for each in chosen]
    return findings_in(store, numbers, reader=reader, settings=settings, helpers=helpers)


def findings_in(
    store: Store,
    numbers: Iterable[int],
    *,
    reader: Reader | None = None,
    settings: Settings | None = None,
    helpers: Helpers | None = None,
) -> Iterator[Discussion]:
    """Yield the discussions of these thread numbers with their findings, in this order.

    Threads that were not read before are read by *helpers*, else by as many
    processes as *settings* say; by a *reader* that is given, in this one. Some
    dozens are in memory at a time, whatever is asked for. The result is the same
    for any number of processes; of a thread that ends two of them nothing is
    found, and a problem says so. Where the store cannot be written, nothing is kept.
    """
    settings = settings or Settings()
    extractors = _extractors(settings)
    is_writable = True
    with ExitStack() as exits:
        if helpers is None:
            count = 1 if reader is not None else settings.worker_count
            mine = Helpers(count, spread_from_bytes=settings.spread_from_bytes)
            helpers = exits.enter_context(mine)
        errands = (_errand(_ask(store, number, extractors)) for number in numbers)
        reading = partial(_read, reader=reader, extractors=extractors)
        for asked, read in helpers.run(reading, errands, rescue=_RESCUE, ahead=_AHEAD):
            told = None if read is None else read[0]
            if told is not None and is_writable:
                try:
                    _keep(store, asked, told)
                except StoreError:
                    is_writable = False  # do not wait for each thread anew
            yield _with_findings(asked, told)


def _extractors(settings: Settings) -> tuple[Plugin, ...]:
    return find_plugins(EXTRACTORS, settings.extractors)


def _ask(store: Store, number: int, extractors: Sequence[Plugin]) -> _Asked:
    discussion = store.discussion(number)
    key = _key(store.content_key(number), discussion, extractors)
    kept = store.cached_findings(key, EXTRACTOR, VERSION)
    return _Asked(discussion=discussion, key=key, kept=kept)


def _key(content: str, discussion: Discussion, extractors: Sequence[Plugin]) -> str:
    """Return *content*, or another digest where more is read: found anew.

    That is where the user tells of anybody here, and where plug-ins read on.
    """
    senders = dict.fromkeys(each.sender for each in discussion.messages)
    told = [each for each in senders if each.person]
    if not told and not extractors:
        return content
    marked = " ".join((f"{content} {told}", *map(str, extractors)))
    return hashlib.sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()


def _errand(asked: _Asked) -> Errand[Discussion, _Asked]:
    if asked.kept is not None:
        return Errand(mark=asked, task=None, size_bytes=0)
    size = sum(len(each.text) for each in asked.discussion.messages)
    return Errand(mark=asked, task=asked.discussion, size_bytes=_DEARER * size)


def _read(
    discussion: Discussion, reader: Reader | None = None, extractors: Sequence[Plugin] = ()
) -> list[_Told]:
    """Return what is found in one thread, as a list of one; runs in a helper process."""
    from listminer.extract.findings import extract  # late: not for what is kept
    from listminer.extract.reading import load_reader

    read = read_on(extract(discussion, reader or load_reader(tagged=False)), extractors)
    return [_Told(encode_findings(read.findings), read.problems[len(discussion.problems) :])]


def _give_up(discussion: Discussion) -> list[_Told]:
    problem = Problem(
        stage="extract",
        locator=discussion.thread.root,
        message="the process that read this thread ended at once: killed, or out of memory",
    )
    return [_Told(encode_findings(Findings()), (problem,))]


_RESCUE: Rescue[Discussion] = Rescue(halve=lambda discussion: (discussion,), lost=_give_up)


def _keep(store: Store, asked: _Asked, told: _Told) -> None:
    """Keep what was found, unless a makeshift reader found it, none was, or a plug-in failed."""
    if not told.problems:
        store.keep_findings(asked.key, EXTRACTOR, VERSION, told.content)


def _with_findings(asked: _Asked, told: _Told | None) -> Discussion:
    content, problems = (asked.kept, ()) if told is None else told
    if content is None:
        raise RuntimeError("a thread was neither read nor known")
    discussion = asked.discussion
    foreign = foreign_problem(discussion)
    return replace(
        discussion,
        findings=decode_findings(content),
        problems=(*discussion.problems, *problems, *([foreign] if foreign else ())),
    )
