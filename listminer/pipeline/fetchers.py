"""Plug-ins that bring mail: asked first whose a source is, and accounted for as our own are."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from listminer.errors import FetchError, PluginError, SourceError
from listminer.fetch.local import SourceFile, renamed
from listminer.model import Archive, Problem, RawMessage
from listminer.plugins import FETCHERS, Plugin, installed, load_plugin, running


def whose(source: str, fetchers: Iterable[Plugin]) -> Plugin | None:
    """Return the first of *fetchers* that says *source* is its own; None if none does.

    Raises PluginError if one that is asked cannot be loaded or fails.
    """
    for plugin in fetchers:
        fetcher = load_plugin(plugin)
        with running(plugin):
            if fetcher.is_mine(source):
                return plugin
    return None


def is_plugins(source: str) -> bool:
    """Return whether an installed fetcher says that *source* is its own."""
    return whose(source, installed(FETCHERS)) is not None


@dataclass(slots=True)
class PluginSource:
    """What a plug-in brings from a source: one file, read anew each time."""

    path: str
    list_name: str | None
    plugin: Plugin

    def __iter__(self) -> Iterator[SourceFile]:
        """Yield the file. Raises SourceError if there is nothing, or it cannot be had."""
        brought = _brought(self.path, self.plugin)
        before: list[RawMessage | Problem] = []
        archive = Archive(name=None, kind="mailbox", location=self.path)
        try:
            for each in brought:
                before.append(each)
                if isinstance(each, RawMessage):
                    archive = each.archive
                    break
        except FetchError as exc:
            raise SourceError(f"{self.path}: {exc.reason}") from exc
        if not before:
            raise SourceError(f"{self.path}: no mail, says the {self.plugin}")
        file = SourceFile(
            archive=archive,
            path=self.path,
            size_bytes=0,
            fingerprint=f"brought-{uuid.uuid4().hex}",  # never met again: what came is asked anew
            read=lambda: chain(before, brought),
        )
        yield renamed(file, self.list_name)


def _brought(source: str, plugin: Plugin) -> Iterator[RawMessage | Problem]:
    """Yield what *plugin* brings. Raises FetchError where it fails: what came before counts."""
    fetcher = load_plugin(plugin)
    try:
        with running(plugin):
            for each in fetcher.messages(source):
                yield _checked(each, plugin)
    except PluginError as exc:
        raise FetchError(exc.found, locator=source) from exc


def _checked(each: RawMessage | Problem, plugin: Plugin) -> RawMessage | Problem:
    """Return *each*, or a problem where its digest is another's: it would pass for a copy."""
    if isinstance(each, RawMessage) and hashlib.sha256(each.data).hexdigest() != each.sha256:
        told = f"{plugin}: the sha256 is not that of the bytes"
        return Problem(stage="mail", locator=each.locator, message=told)
    if not isinstance(each, RawMessage | Problem):
        raise PluginError(f"{plugin}: brought a {type(each).__name__}, expected a RawMessage")
    return each
