"""Mail's text as markup: escaped, made harmless, its addresses clickable where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from listminer.render.safe import shown

# Matches "http://x.org/a_(b)". Must not match "javascript:alert(1)" or "data:text/html,x".
_ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"'`\\^{}|\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_TRAILING = ".,;:!?*_"
_BRACKETS = {")": "(", "]": "["}
_LONGEST = 2000  # code points; longer "addresses" are packed data
_LINK = Markup('<a href="{}" rel="noreferrer nofollow">{}</a>')


class Address(NamedTuple):
    """An address that may become a link, and where it stands."""

    start: int
    end: int


def find_addresses(text: str) -> list[Address]:
    """Return the http, https and mailto addresses of *text*, in order.

    Closing punctuation and brackets that were not opened inside belong to the sentence.

    >>> [text[a:b] for text in ["(see http://x.org/a_(b)), or"] for a, b in find_addresses(text)]
    ['http://x.org/a_(b)']
    """
    return list(_addresses(text))


def safe_url(url: str | None) -> str | None:
    """Return *url* if a click on it can do no harm, else None: http, https and mailto only."""
    if url is None:
        return None
    found = _ADDRESS.fullmatch(url)
    return url if found and len(url) <= _LONGEST and shown(url) == url else None


def linked(text: str, start: int, end: int, addresses: list[Address]) -> Markup:
    """Return `text[start:end]` escaped, with those of *addresses* that lie wholly inside as links.

    An address that is cut by the piece's border stays text: half an address leads astray.
    """
    parts, at = [], start
    for address in addresses:
        if address.start < at or address.end > end:
            continue
        url = safe_url(text[address.start : address.end])
        if url is not None:
            parts.append(escape(shown(text[at : address.start])))
            parts.append(_LINK.format(url, url))
            at = address.end
    parts.append(escape(shown(text[at:end])))
    return Markup("").join(parts)


def _addresses(text: str) -> Iterator[Address]:
    if ":" not in text:
        return
    for found in _ADDRESS.finditer(text):
        end = found.end()
        while end > found.start() and _is_trailing(text, found.start(), end):
            end -= 1
        if end - found.start() > len("http://"):
            yield Address(found.start(), end)


def _is_trailing(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in _TRAILING:
        return True
    opening = _BRACKETS.get(last)
    return (
        opening is not None
        and end - start <= _LONGEST
        and (text.count(last, start, end) > text.count(opening, start, end))
    )
