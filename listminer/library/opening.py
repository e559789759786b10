"""Open a store, or read debates straight from mail: where a notebook begins."""

from __future__ import annotations

import mailbox
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from listminer.aliases import load_aliases
from listminer.library.lookup import no_source
from listminer.library.mail_store import MailStore, Path_
from listminer.library.opened import OpenedStore
from listminer.library.selection import DebateList
from listminer.settings import Settings, load_settings
from listminer.store import Store


def open_store(
    path: Path_ | None = None, *, readonly: bool = False, aliases: Path_ | None = None
) -> MailStore:
    """Return the store at *path*, the command line's own if it is None; made if it is missing.

    *aliases* is a TOML file that tells who is who: "Ada Lovelace" = ["ada@x.org", "countess"];
    without it the settings' counts (`people`).
    A store that cannot be written is opened for reading. Raises StoreError for
    a file that is no store.
    """
    settings = load_settings()
    if path is not None:
        settings = replace(settings, store=Path(path).expanduser())
    load_aliases(aliases or settings.people)  # a slip there makes no store
    timeout_s = settings.busy_timeout_s
    if readonly:
        store = Store.open(settings.store, readonly=True, busy_timeout_s=timeout_s)
    else:
        store = Store.open_either(settings.store, busy_timeout_s=timeout_s)
    return MailStore(store, settings, aliases=aliases)


def read(
    source: Any,
    *,
    list: str | None = None,
    aliases: Path_ | None = None,
    settings: Settings | None = None,
) -> DebateList:
    """Return the debates in *source*, by first date, without a store.

    A source is a path, a folder, a URL, "-", or a mailbox of the standard
    library. Of the URL of a message or a thread there is that one debate. What
    could not be read is in `problems`. Raises SourceError if there is no mail,
    or *source* is none of these.
    """
    from listminer.pipeline import read_remote, read_source  # late: parsers

    settings = settings or load_settings()
    people = load_aliases(aliases or settings.people)
    focus = None
    if isinstance(source, str | os.PathLike):
        store, report, focus = read_remote(source, settings, list_name=list)
    elif isinstance(source, mailbox.Mailbox):
        store, report = read_source(source, settings, list_name=list)
    else:
        raise no_source(source, "a path, a URL, or a mailbox of the standard library")
    problems = tuple(each for told in report.sources for each in told.problems)
    opened = OpenedStore(store.with_people(people), settings=settings)
    chosen = store.threads(sort="first") if focus is None else (store.listing(focus),)
    return DebateList(opened, chosen, problems=problems)
