"""How far a thread reaches: which volumes around one message hold mail of its thread.

Pure but for reading the files it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from listminer.fetch.fields import header
from listminer.fetch.local import SourceFile
from listminer.model import MessageId, RawMessage

MOST_STEPS = 12  # volumes each way; a thread that goes on for longer is rare
IDS = re.compile(r"<([^<>\s]{1,900})>")


def volumes_of_thread(
    focus: MessageId, volumes: Sequence[Callable[[], SourceFile]], at: int
) -> tuple[SourceFile, ...]:
    """Return the files that hold the thread of *focus*, in the order of *volumes*.

    Volume *at* holds the focus. Earlier ones are read while a cited message is
    missing, later ones while they add to the thread.
    """
    files, known, cites = {at: volumes[at]()}, set[str](), dict[str, set[str]]()
    _note(files[at], known, cites)
    first = last = at
    while first > 0 and at - first < MOST_STEPS and _thread(focus, cites) - known:
        first -= 1
        files[first] = volumes[first]()
        _note(files[first], known, cites)
    while last + 1 < len(volumes) and last - at < MOST_STEPS:
        size = len(_thread(focus, cites))
        last += 1
        files[last] = volumes[last]()
        _note(files[last], known, cites)
        if len(_thread(focus, cites)) == size:
            break
    return tuple(files[number] for number in sorted(files))


def _note(file: SourceFile, known: set[str], cites: dict[str, set[str]]) -> None:
    for raw in file.messages():
        if not isinstance(raw, RawMessage):
            continue
        own = IDS.findall(header(raw.data, "message-id"))[:1]
        known.update(own)
        cited = IDS.findall(header(raw.data, "references") + header(raw.data, "in-reply-to"))
        for one in own:
            for other in cited:
                cites.setdefault(one, set()).add(other)
                cites.setdefault(other, set()).add(one)


def _thread(focus: str, cites: dict[str, set[str]]) -> set[str]:
    found, waiting = {focus}, [focus]
    while waiting:
        near: Iterable[str] = cites.get(waiting.pop(), set()) - found
        found.update(near)
        waiting.extend(near)
    return found
