"""Formats that other packages add: a renderer by its name."""

from __future__ import annotations

from listminer.errors import PluginError
from listminer.model import Discussion, Summary
from listminer.plugins import RENDERERS, find_plugins, load_plugin, running


def write_named(name: str, discussion: Discussion, summary: Summary) -> str:
    """Return the document that the installed renderer *name* writes.

    Raises LookupFailed if there is none, PluginError if it fails.
    """
    (plugin,) = find_plugins(RENDERERS, (name,))
    renderer = load_plugin(plugin)
    with running(plugin):
        written = renderer.render(discussion, summary)
    if not isinstance(written, str):
        raise PluginError(f"{plugin}: wrote a {type(written).__name__}, expected text")
    return written
