"""What a rendering counts: `[n]` is the nth message in reading order; proposals by status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from listminer.model import Discussion, MessageId, ProposalStatus, Span

# All of them, those that matter most first.
STATUSES: tuple[ProposalStatus, ...] = (
    "accepted",
    "rejected",
    "contested",
    "open",
    "withdrawn",
    "superseded",
)


def message_numbers(discussion: Discussion) -> dict[MessageId, int]:
    """Return the number of each message, from 1, in reading order."""
    return {each.message_id: at for at, each in enumerate(discussion.messages, start=1)}


def cited(
    spans: Iterable[Span], numbers: Mapping[MessageId, int], *, most: int = 4
) -> list[MessageId]:
    """Return the messages that *spans* lie in, each once, by number, the first *most* of them."""
    found = {each.message_id for each in spans if each.message_id in numbers}
    return sorted(found, key=lambda each: numbers[each])[:most]


def references(spans: Iterable[Span], numbers: Mapping[MessageId, int], *, most: int = 4) -> str:
    """Return `[2] [5]` for the messages that *spans* lie in; dots say that there are more."""
    found = list(spans)
    told = [f"[{numbers[each]}]" for each in cited(found, numbers, most=most)]
    more = len(cited(found, numbers, most=len(found))) > len(told)
    return " ".join(told) + ("…" if more else "")


def thread_status(discussion: Discussion) -> str:
    """Return what became of the thread's proposals: "1 CONTESTED", "2 ACCEPTED, 1 OPEN", ""."""
    statuses = [each.status for each in discussion.findings.proposals]
    found = [(statuses.count(each), each.upper()) for each in STATUSES if each in statuses]
    return ", ".join(f"{count} {status}" for count, status in found)
