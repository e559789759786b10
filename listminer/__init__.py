"""listminer: who proposed what, who stands where and what was settled on a mailing list.

    store = listminer.open("lists.db")      # a MailStore; without a path the command line's own
    debates = listminer.read("dev.mbox")    # Debates straight from mail, without a store

Everything below is loaded when it is first asked for: importing the package
takes milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from listminer.errors import ListminerError as ListminerError
    from listminer.errors import LookupFailed as LookupFailed
    from listminer.errors import PluginError as PluginError
    from listminer.errors import SettingsError as SettingsError
    from listminer.errors import SourceError as SourceError
    from listminer.errors import StoreError as StoreError
    from listminer.errors import UserError as UserError
    from listminer.library import Debate as Debate
    from listminer.library import DebateList as DebateList
    from listminer.library import MailStore as MailStore
    from listminer.library import Readings as Readings
    from listminer.library import doctor as doctor
    from listminer.library import open_store as open  # noqa: F401  public, by __all__
    from listminer.library import read as read
    from listminer.model import ActionItem as ActionItem
    from listminer.model import Decision as Decision
    from listminer.model import Discussion as Discussion
    from listminer.model import Message as Message
    from listminer.model import Position as Position
    from listminer.model import Proposal as Proposal
    from listminer.model import Question as Question
    from listminer.model import Span as Span
    from listminer.model import Summary as Summary
    from listminer.model import Thread as Thread
    from listminer.settings import Settings as Settings

__version__ = "0.1.0"

_MODEL = "ActionItem Decision Discussion Message Position Proposal Question Span Summary Thread"
_ERRORS = "ListminerError LookupFailed PluginError SettingsError SourceError StoreError UserError"
_HOMES: dict[str, tuple[str, str]] = {
    "open": ("listminer.library", "open_store"),
    **{
        name: ("listminer.library", name)
        for name in ("Debate", "DebateList", "MailStore", "Readings", "doctor", "read")
    },
    **{name: ("listminer.model", name) for name in _MODEL.split()},
    **{name: ("listminer.errors", name) for name in _ERRORS.split()},
    "Settings": ("listminer.settings", "Settings"),
}
__all__ = list(_HOMES)
_ROOMS = frozenset({"cluster", "evaluate", "library"})  # named in the docs, and seldom needed


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name in _ROOMS:
        return import_module(f"listminer.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _HOMES[name]
    found = globals()[name] = getattr(import_module(module), own)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_ROOMS})
