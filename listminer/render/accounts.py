"""What a rendering is made of, for its last line: mails read, mails lost, what else may be missing.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from listminer.model import Discussion, Problem
from listminer.render.listing import counted
from listminer.render.safe import shown_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """How much of a discussion could be read."""

    read: int  # messages
    skipped: int  # messages that could not be used
    doubts: tuple[str, ...]  # why more may have been said than is found here

    def __str__(self) -> str:
        return f"{counted(self.read, 'message')} read, {self.skipped} skipped"


def accounts_of(discussion: Discussion) -> Accounts:
    """Return how much of *discussion* could be read: a ghost is no message that was.

    What a source did not give is no message either: it is said, the first of it in full.
    """
    problems = discussion.problems
    return Accounts(
        read=len(discussion.heard),
        skipped=sum(each.stage == "mail" for each in problems),
        doubts=(
            *(shown_line(each.message) for each in problems if each.stage == "language"),
            *_lost_by_source([each for each in problems if each.stage == "fetch"]),
        ),
    )


def _lost_by_source(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Return one line on what a source did not give: the first of *problems*, how many follow."""
    if not problems:
        return ()
    first = problems[0]
    where, why = shown_line(first.locator), shown_line(first.message)
    place = "" if where in why else f"{where}: "
    more = f" (and {counted(len(problems) - 1, 'more problem')})" if len(problems) > 1 else ""
    return (f"mail of this source may be missing: {place}{why}{more}",)
