"""What other packages may add: sources, extractors, outputs.

A plug-in is a class named by an entry point in one of the groups
`listminer.fetchers`, `listminer.extractors`, `listminer.renderers`. Nothing is
imported until it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any, Protocol

from listminer.errors import LookupFailed
from listminer.model import Discussion, Problem, RawMessage, Summary


class Fetcher(Protocol):
    """Brings raw messages from one kind of place."""

    def is_mine(self, source: str) -> bool:
        """Return whether *source* (a path or URL) has this fetcher's form; no network."""

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        """Yield what lies there, in archive order, streaming."""


class Extractor(Protocol):
    """Adds findings to a discussion."""

    def read(self, discussion: Discussion) -> Discussion:
        """Return *discussion* with findings added; the same input gives the same output."""


class Renderer(Protocol):
    """Writes a discussion and its summary in one format."""

    def render(self, discussion: Discussion, summary: Summary) -> str:
        """Return the whole document."""


def load_plugin(group: str, name: str) -> Any:
    """Return the object that the entry point *name* of *group* names.

    Raises LookupFailed with the known names if there is none.
    """
    known = {point.name: point for point in entry_points(group=group)}
    if name not in known:
        raise LookupFailed(
            f"no plug-in named {name!r} in {group}",
            hints=(f"known: {', '.join(sorted(known)) or 'none'}",),
        )
    return known[name].load()
