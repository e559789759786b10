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
    doubts: tuple[str, ...]  # why findings may be missing, each once

    def __str__(self) -> str:
        return f"{counted(self.read, 'message')} read, {self.skipped} skipped"


def accounts_of(discussion: Discussion) -> Accounts:
    """Return how much of *discussion* could be read: a ghost is no message that was."""
    lost = [each for each in discussion.problems if each.stage in ("fetch", "mail")]
    others = (shown_line(each.message) for each in discussion.problems if each not in lost)
    return Accounts(
        read=sum(not each.ghost for each in discussion.messages),
        skipped=len(lost),
        doubts=tuple(dict.fromkeys(others)),
    )
