"""Patterns for which case does not count, at the speed of those for which it does.

Pure. The standard library compares letter by letter where case is ignored, and tries
each of a hundred alternatives at each word: ten times the time. Most mail is ASCII,
and of that the small letters tell the same.
"""

from __future__ import annotations

import re


class Caseless:
    """A pattern that ignores case. It is written in small letters; only places are told.

    A match on ASCII text is one on its small letters: take no words from it. Where a
    pattern has a letter that Unicode takes for the same as an ASCII one ("ı" for "i"),
    it has to have both: "[ıi]".
    """

    __slots__ = ("any_case", "small")

    def __init__(self, pattern: str) -> None:
        self.small = re.compile(pattern)
        self.any_case = re.compile(pattern, re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of *text*, or None."""
        if text.isascii():
            return self.small.match(text.lower())
        return self.any_case.match(text)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match in *text* from *start* on, or None."""
        if text.isascii():
            return self.small.search(text.lower(), start)
        return self.any_case.search(text, start)
