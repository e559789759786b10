"""What the address of a list looks like. Pure, and light: it is asked of all that a user types."""

from __future__ import annotations

import re

# "dev@lists.example.org"; not "./dev@x", "<a@b>", "dev@localhost"
_ADDRESS = re.compile(r"([A-Za-z0-9._+=-]{1,100})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63})")


def split_address(text: str) -> tuple[str, str] | None:
    """Return the list's name and its host, if *text* is an address and nothing else.

    >>> split_address("dev@lists.example.org")
    ('dev', 'lists.example.org')
    >>> split_address("<dev@lists.example.org>")
    """
    found = _ADDRESS.fullmatch(text)
    return (found[1], found[2]) if found else None
