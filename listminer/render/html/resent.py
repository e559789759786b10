"""Patches and logs that were sent before on the same page: a series' next version.

Of a long run of lines that a mail above has too, line for line and one after the
other, only the beginning is shown; the rest is told by its number of lines and
the mail where it stands. What is new in a version is what remains to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from listminer.model import MessageId
from listminer.render.html.repeats import Stretch

LONGEST_SHOWN = 12  # lines; a shorter run of lines sent before is shown whole
KEPT = 3  # lines of a longer run that are shown; enough to know it again
_END = "\r\n"
_KNOWN = 8  # characters of a line that is looked for: "+}" stands everywhere


class Sent:
    """The lines of code in the mails above, in their order."""

    def __init__(self) -> None:
        self._lines: dict[MessageId, list[str]] = {}
        self._first: dict[str, tuple[MessageId, int]] = {}  # where a line stands first

    def add(self, message_id: MessageId, code: str) -> None:
        """Take lines of a patch or a log that are shown in a mail."""
        lines = self._lines.setdefault(message_id, [])
        for line in _cut(code):
            if len(line) > _KNOWN:
                self._first.setdefault(line.rstrip(_END), (message_id, len(lines)))
            lines.append(line.rstrip(_END))
        lines.append(_END)  # no run goes on from one patch into the next: no line is this

    def stretches(
        self, code: str, start: int, is_wanted: Callable[[int, int], bool]
    ) -> Iterator[Stretch]:
        """Yield what to show of *code* and what to leave out, without a gap.

        Spans count from *start*. Lines that *is_wanted* are shown: something leads to them.
        """
        lines = _cut(code)
        starts = list(accumulate(map(len, lines), initial=start))
        shown_from = at = 0
        while at < len(lines):
            source, end = self._run(lines, at, lambda n: is_wanted(starts[n], starts[n + 1]))
            if source is None or end - at <= LONGEST_SHOWN:
                at = max(end, at + 1)
                continue
            cut = at + KEPT
            yield Stretch(start=starts[shown_from], end=starts[cut])
            left_out = end - cut
            yield Stretch(start=starts[cut], end=starts[end], left_out=left_out, sources=(source,))
            shown_from = at = end
        if shown_from < len(lines):
            yield Stretch(start=starts[shown_from], end=starts[-1])

    def _run(
        self, lines: list[str], at: int, is_wanted: Callable[[int], bool]
    ) -> tuple[MessageId | None, int]:
        """Return the mail that has the lines from *at* on, and where they cease to be the same."""
        found = self._first.get(lines[at].rstrip(_END))
        if found is None:
            return None, at
        source, place = found
        theirs = self._lines[source]
        end = at
        while end < len(lines) and not is_wanted(end) and lines[end].rstrip(_END) == theirs[place]:
            end, place = end + 1, place + 1
        return source, end


def _cut(code: str) -> list[str]:
    return code.splitlines(keepends=True)
