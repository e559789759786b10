"""The errors that leave listminer.

    ListminerError
    ├── UserError          the user can mend it: exit 2, no traceback
    │   ├── SourceError    a path or URL that gives no mail
    │   ├── StoreError     a store that cannot be opened, read or written
    │   ├── SettingsError  a setting that makes no sense
    │   ├── PluginError    another's code that fails, or breaks a law of ours
    │   └── LookupFailed   no such list, thread, message; the nearest are named
    └── ItemError          one item cannot be used; the rest goes on
        ├── FetchError     one response or file could not be had
        └── MailError      one message could not be used

`FetchError` and `MailError` are caught by the pipeline alone, which turns them
into a `Problem`. Everything else that flies is our own mistake.
"""

from __future__ import annotations


class ListminerError(Exception):
    """Base of all errors raised on purpose."""


class UserError(ListminerError):
    """Something that the user can mend.

    *found* says what was found and what was expected; each line of *hints* is
    a next step or a mistake to mend.
    """

    def __init__(self, found: str, *, hints: tuple[str, ...] = ()) -> None:
        super().__init__("\n  ".join((found, *hints)))
        self.found = found
        self.hints = hints


class SourceError(UserError):
    """A path or URL that gives no mail."""


class StoreError(UserError):
    """A store that cannot be opened, read or written."""


class SettingsError(UserError):
    """Settings that make no sense; every mistake is listed."""


class PluginError(UserError):
    """A plug-in that cannot be loaded, fails or breaks a law; it is named."""


class LookupFailed(UserError):
    """A list, thread or message that is not there; the nearest are named."""


class ItemError(ListminerError):
    """One item cannot be used; the rest goes on."""

    def __init__(self, reason: str, *, locator: str) -> None:
        super().__init__(f"{locator}: {reason}")
        self.reason = reason
        self.locator = locator


class FetchError(ItemError):
    """One response or file could not be had."""


class MailError(ItemError):
    """One message could not be used."""
