"""What a list's software makes: its own addresses, and Message-IDs of its digests and of mails
that came without one.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Matches "mailman.33.1309428005.8448.dev@lists.example.org": a number, a time in seconds, a
# process, the list (Mailman 2.1, Utils.unique_message_id). Must not match "mailman.dev@x.org".
_MADE = re.compile(r"mailman\.\d{1,9}\.\d{9,11}\.\d{1,9}\.[^\s@]{1,200}@")


LIST_ROLES = "bounces|request|owner"
"""What Mailman puts behind a list's name, and a "-", where it writes itself: "dev-request@…"."""

# Sends what others wrote. Matches "dev-request@lists.example.org", "mailman@example.org"; not
# "feature-requests@x.org".
_LIST_SOFTWARE = re.compile(
    rf"(?:[^@\s]{{1,80}}-(?:{LIST_ROLES}|digest)|mailman|majordomo|listserv|mailer-daemon)@",
    re.IGNORECASE,
)


def is_made_by_list(message_id: str) -> bool:
    """Return whether Mailman made *message_id*, which stands without angle brackets.

    A digest has such an id and is in no archive; who answers it answers one of its mails,
    and two who do may answer two. A mail that came without an id has one, too.

    >>> is_made_by_list("mailman.33.1309428005.8448.dev@lists.example.org")
    True
    >>> is_made_by_list("33.1309428005.8448.dev@lists.example.org")
    False
    """
    return _MADE.match(message_id) is not None


def answers_digest(references: Iterable[str]) -> bool:
    """Return whether *references* name a digest, or a mail that came without an id."""
    return any(map(is_made_by_list, references))


def is_orphan(own: str, references: Iterable[str]) -> bool:
    """Return whether a mail's *references* name no other mail, or a digest at most."""
    return all(each == own or is_made_by_list(each) for each in references)


def is_list_software(address: str) -> bool:
    """Return whether the software of a list writes from *address*: it says nothing of its own.

    >>> is_list_software("dev-request@lists.example.org"), is_list_software("ada@example.org")
    (True, False)
    """
    return _LIST_SOFTWARE.match(address) is not None
