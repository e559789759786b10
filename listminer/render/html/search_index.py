"""The index that a site's search reads: which words stand in which threads, as one JSON text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from listminer.render.html.items import Entry
from listminer.render.listing import period

TOO_COMMON = 0.4  # of all threads; such a word tells none from another
FEW = 50  # threads, up to which every word is told with all of them


def search_index(entries: Sequence[Entry]) -> Markup:
    """Return the index of *entries* as JSON that can stand inside a script element.

    `threads` has a line for each: title, address, when, mails, people, status,
    and the lines of which the search shows the one that has the words looked for.
    `words` maps each word to its threads: numbers in base 36, each told by its
    distance from the one before, which makes the index half as long. A word of
    nearly all threads has "" for them: "python" on a list about Python. It must
    stand there all the same, or the search would say that "pythonic" is all there is.
    """
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for word in entry.words:
            found.setdefault(word, []).append(number)
    most = max(FEW, int(len(entries) * TOO_COMMON))
    index = {
        "threads": [
            [
                entry.title,
                entry.href,
                period(entry.first, entry.last),
                entry.messages,
                len(entry.people),
                entry.status,
                entry.excerpts,
            ]
            for entry in entries
        ],
        "words": {
            word: _packed(numbers) if len(numbers) <= most else ""
            for word, numbers in sorted(found.items())
        },
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # "<" as an escape: no title can end the script element or open a comment in it
    return Markup(text.replace("<", "\\u003c").replace("\u2028", " ").replace("\u2029", " "))


def _packed(numbers: list[int]) -> str:
    """Return ascending numbers as distances in base 36.

    >>> _packed([3, 4, 40])
    '3 1 10'
    """
    return " ".join(
        _base36(number - before) for before, number in zip([0, *numbers], numbers, strict=False)
    )


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    written = ""
    while True:
        number, digit = divmod(number, 36)
        written = digits[digit] + written
        if not number:
            return written
