"""What a rendering is made of, for its last line: mails read, mails lost, words not understood.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from listminer.model import Discussion
from listminer.render.listing import counted
from listminer.render.safe import shown_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """How much of a discussion could be read."""

    read: int  # messages
    skipped: int
    doubts: tuple[str, ...]  # why nothing is found where readers see that much is said

    def __str__(self) -> str:
        return f"{counted(self.read, 'message')} read, {self.skipped} skipped"


def accounts_of(discussion: Discussion) -> Accounts:
    """Return how much of *discussion* could be read: a ghost is no message that was."""
    problems = discussion.problems
    return Accounts(
        read=len(discussion.heard),
        skipped=sum(each.stage in ("fetch", "mail") for each in problems),
        doubts=tuple(shown_line(each.message) for each in problems if each.stage == "language"),
    )
