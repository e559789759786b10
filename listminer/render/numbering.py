"""Which number a message has in a rendering: `[n]` means the nth in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from listminer.model import Discussion, MessageId, ProposalStatus, Span

_SHOWN: tuple[ProposalStatus, ...] = ("accepted", "rejected", "contested", "open", "withdrawn")


def message_numbers(discussion: Discussion) -> dict[MessageId, int]:
    """Return the number of each message, from 1, in reading order."""
    return {each.message_id: at for at, each in enumerate(discussion.messages, start=1)}


def references(spans: Iterable[Span], numbers: dict[MessageId, int], *, most: int = 4) -> str:
    """Return `[2] [5]` for the messages that *spans* lie in, the lowest first, *most* of them."""
    found = sorted({numbers[each.message_id] for each in spans if each.message_id in numbers})
    more = "…" if len(found) > most else ""
    return " ".join(f"[{each}]" for each in found[:most]) + more


def thread_status(discussion: Discussion) -> str:
    """Return what became of the thread's proposals: "CONTESTED", "2 ACCEPTED, 1 OPEN", ""."""
    statuses = [each.status for each in discussion.findings.proposals]
    found = [(statuses.count(each), each.upper()) for each in _SHOWN if each in statuses]
    if len(found) == 1 and found[0][0] == 1:
        return found[0][1]
    return ", ".join(f"{count} {status}" for count, status in found)
