"""Which patches of a series words name: "patches 1 and 3", "2/5 but not 3/5". Pure."""

from __future__ import annotations

import re

from listminer.extract.wording import in_one_line

# "Applied patches [1/9] - [8/9]", "merged 1-3"; a date is none.
_RANGE = re.compile(
    r"\b(?:patch(?:es)?|applied|merged|queued|taken)\W{1,2}(\d{1,3})(?:/\d{1,3})?\]?"
    r" ?(?:-|–|to|through|\.\.) ?\[?(\d{1,3})(?![\d.-])",
    re.IGNORECASE,
)
# "patches 1, 2 and 4", "patch 3"; not "patch 2.0", "patch 3 weeks ago".
_SOME = re.compile(
    r"\bpatch(?:es)? #?(\d{1,3}(?:(?:, (?:and )?| and | & | ?\+ ?)#?\d{1,3})*)"
    r"(?![\w.]\w|/| (?:of|days?|weeks?|months?|years?|times)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?<![\w/.+-])(\d{1,3})/(\d{1,3})(?![\w/]|\.\d)")  # "2/5"; no date, no path
_FIRST = re.compile(
    r"\bthe first (?:(?P<count>two|three|four|five|\d{1,2}) (?:patch(?:es)?|of|ones?)\b"
    r"|(?:patch|one)\b)",
    re.IGNORECASE,
)
_LAST = re.compile(r"\bthe last (?:patch|one)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|except(?: for)?|not|without|minus|save)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|everything|series|rest|set)\W*$", re.IGNORECASE)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}


def patches_named(text: str, total: int) -> frozenset[int]:
    """Return the numbers of those of *total* patches that *text* speaks of; none if it names none.

    What stands behind "but", or "not", is left out.

    >>> sorted(patches_named("Applied patches 1 and 2.", 3)), sorted(patches_named("3/4 is old", 3))
    ([1, 2], [])
    >>> sorted(patches_named("2/3, but not 3/3", 3)), sorted(patches_named("All but 3/3", 3))
    ([2], [1, 2])
    """
    flat = in_one_line(text)
    but = _BUT.search(flat)
    if but is None:
        return _named(flat, total)
    if _ALL.search(flat[: but.start()]):
        others = _named(flat[but.end() :], total)
        return frozenset(range(1, total + 1)) - others if others else frozenset()
    return _named(flat[: but.start()], total)


def _named(text: str, total: int) -> frozenset[int]:
    found: set[int] = set()
    for start, end in _RANGE.findall(text):
        found.update(range(int(start), min(int(end), total) + 1))
    for some in _SOME.finditer(text):
        found.update(int(each) for each in re.findall(r"\d+", some[1]))
    found.update(int(number) for number, of in _PLACE.findall(text) if int(of) == total)
    for first in _FIRST.finditer(text):
        count = (first["count"] or "1").casefold()
        found.update(range(1, (_COUNTS.get(count) or int(count)) + 1))
    if _LAST.search(text):
        found.add(total)
    return frozenset(each for each in found if 1 <= each <= total)
