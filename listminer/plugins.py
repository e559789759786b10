"""What other packages may add: sources, extractors, outputs.

A plug-in is a class named by an entry point in one of the groups
`listminer.fetchers`, `listminer.extractors`, `listminer.renderers`; it is made
without arguments. Nothing is imported until it is asked for by name, nor is
anything looked for: that takes some milliseconds. This is the one room that
catches whatever other people's code raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol, runtime_checkable

from listminer.errors import ListminerError, LookupFailed, PluginError, UserError
from listminer.model import Discussion, Problem, RawMessage, Summary

FETCHERS: Final = "listminer.fetchers"
EXTRACTORS: Final = "listminer.extractors"
RENDERERS: Final = "listminer.renderers"


@runtime_checkable
class Fetcher(Protocol):
    """Brings raw messages from one kind of place."""

    def is_mine(self, source: str) -> bool:
        """Return whether *source* (a path or URL) has this fetcher's form; no network."""

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        """Yield what lies there, in archive order, streaming; a Problem for what is no mail."""


@runtime_checkable
class Extractor(Protocol):
    """Adds findings to a discussion."""

    def read(self, discussion: Discussion) -> Discussion:
        """Return *discussion* with findings added; the same input gives the same output.

        Each of them rests on words of the one it names: see extract.laws.
        """


@runtime_checkable
class Renderer(Protocol):
    """Writes a discussion and its summary in one format."""

    def render(self, discussion: Discussion, summary: Summary) -> str:
        """Return the whole document."""


_KINDS: dict[str, tuple[str, type]] = {
    FETCHERS: ("fetcher", Fetcher),
    EXTRACTORS: ("extractor", Extractor),
    RENDERERS: ("renderer", Renderer),
}
GROUPS = tuple(_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plug-in that is installed; nothing of it is imported."""

    group: str
    name: str
    value: str  # "package.module:Class"
    package: str  # that brings it
    version: str  # of the package

    def __str__(self) -> str:
        return f"{_KINDS[self.group][0]} {self.name!r} of {self.package} {self.version}"


def installed(group: str) -> tuple[Plugin, ...]:
    """Return the plug-ins of *group* that are installed, sorted by name."""
    from importlib.metadata import entry_points  # late: with the look at all packages 20 ms

    found = {
        Plugin(
            group=group,
            name=point.name,
            value=point.value,
            package=point.dist.name if point.dist else "an unknown package",
            version=point.dist.version if point.dist else "",
        )
        for point in entry_points(group=group)
    }
    return tuple(sorted(found, key=lambda each: (each.name, each.package)))


def find_plugins(group: str, names: Sequence[str]) -> tuple[Plugin, ...]:
    """Return the plug-ins of *group* with these *names*, in their order; () without a look for ().

    Raises LookupFailed with the known names for one that is not installed, PluginError
    for one that several packages bring.
    """
    known = installed(group) if names else ()
    return tuple(_the_one(group, name, known) for name in names)


def _the_one(group: str, name: str, known: Sequence[Plugin]) -> Plugin:
    found = [each for each in known if each.name == name]
    if not found:
        names = ", ".join(dict.fromkeys(each.name for each in known))
        raise LookupFailed(
            f"no {_KINDS[group][0]} named {name!r} is installed",
            hints=(f"installed: {names or 'none'}",),
        )
    if len(found) > 1:
        raise PluginError(
            f"{len(found)} {_KINDS[group][0]}s are named {name!r}",
            hints=tuple(f"one is of {each.package}" for each in found),
        )
    return found[0]


@lru_cache(maxsize=32)
def load_plugin(plugin: Plugin) -> Any:
    """Return the object that *plugin* names, made once in each process.

    Raises PluginError if it cannot be imported or made, or lacks what its kind can do.
    """
    from importlib.metadata import EntryPoint  # late: see installed

    try:
        made = EntryPoint(plugin.name, plugin.value, plugin.group).load()()
    except (Exception, SystemExit) as exc:
        raise PluginError(
            f"{plugin}: cannot be loaded ({_said(exc)})", hints=_without(plugin)
        ) from exc
    protocol = _KINDS[plugin.group][1]
    if not isinstance(made, protocol):
        raise PluginError(
            f"{plugin}: is no {protocol.__name__} of listminer.plugins", hints=_without(plugin)
        )
    return made


@contextmanager
def running(plugin: Plugin) -> Iterator[None]:
    """Run a plug-in's own code inside: what it raises flies as a PluginError that names it.

    What the user can mend flies as it is. A plug-in that calls for the end of the program
    has failed like any other: it may not end the work on all other threads and mails.
    """
    try:
        yield
    except UserError:
        raise
    except (Exception, SystemExit) as exc:
        raise PluginError(f"{plugin}: failed ({_said(exc)})", hints=_without(plugin)) from exc


def _without(plugin: Plugin) -> tuple[str, ...]:
    return (f"to go on without it: pip uninstall {plugin.package}",)


def _said(exc: Exception | SystemExit) -> str:
    return str(exc) if isinstance(exc, ListminerError) else f"{type(exc).__name__}: {exc}"
