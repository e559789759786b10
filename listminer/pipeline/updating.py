"""Refresh every archive in the store, and tell what came."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from listminer.errors import UserError
from listminer.model import Problem
from listminer.pipeline.ingest import Accounts, Progress
from listminer.pipeline.remote import Access, Fetching, ingest_sources
from listminer.settings import Settings
from listminer.store import Followed, Store, ThreadListing


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A thread that got messages."""

    thread: ThreadListing
    came: int  # messages that are new in it
    is_new: bool  # nothing of it was there before


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an update brought."""

    sources: tuple[Accounts, ...]
    grown: tuple[Grown, ...]  # most new messages first
    problems: tuple[Problem, ...]  # of what came; kept in the store
    failed: tuple[Problem, ...]  # sources that gave no mail; told here alone


def update(
    store: Store,
    settings: Settings | None = None,
    *,
    access: Access | None = None,
    progress: Callable[[Progress | Fetching], None] | None = None,
) -> Update:
    """Ask every source that was ingested for what is new; store and thread it.

    Each is asked for the period that it was ingested for. One that fails is told
    in `failed`; the others go on. Raises UserError if nothing was ever ingested.
    """
    followed = store.followed()
    if not followed:
        raise UserError(
            f"store {store.path}: no archive to refresh",
            hints=("to add one: listminer ingest SOURCE",),
        )
    before = {each.number: each.messages for each in store.threads()}
    accounts: list[Accounts] = []
    problems: list[Problem] = []
    failed: list[Problem] = []
    for each in followed:
        try:
            report = ingest_sources(
                store,
                [_as_named(store, each.source)],
                settings,
                list_name=each.list_name,
                access=_access(each, access or Access()),
                progress=progress,
            )
        except UserError as exc:
            told = ": ".join((exc.found, *exc.hints[:1]))
            failed.append(Problem(stage="fetch", locator=each.source, message=told))
            continue
        accounts += report.sources
        problems += report.total.problems
    return Update(
        sources=tuple(accounts),
        grown=_grown(store, before),
        problems=tuple(problems),
        failed=tuple(failed),
    )


def _as_named(store: Store, source: str) -> str:
    """Return *source*, from here where its files were read by such a path: they are known by it."""
    if not os.path.isabs(source):
        return source
    near = os.path.relpath(source)
    return near if store.has_path(near) else source


def _access(followed: Followed, access: Access) -> Access:
    is_local = os.path.isabs(followed.source)
    return replace(
        access,
        since=None if is_local else followed.since,
        until=None if is_local else followed.until,
        server=followed.server,
        attachments=followed.attachments,
    )


def _grown(store: Store, before: dict[int, int]) -> tuple[Grown, ...]:
    grown = [
        Grown(
            thread=each,
            came=each.messages - before.get(each.number, 0),
            is_new=each.number not in before,
        )
        for each in store.threads()
        if each.messages > before.get(each.number, 0)
    ]
    return tuple(sorted(grown, key=lambda each: -each.came))
