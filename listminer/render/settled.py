"""Why a proposal is no longer open: the words that its status rests on, and whose. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listminer.model import Findings, Message, MessageId, Proposal, Span
from listminer.people import People
from listminer.quoting import clipped, hearsay, quoted

WORDS = 14  # of the quotation: one line; the decision itself is quoted where decisions stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is said below a proposal, and the words that the saying rests on."""

    text: str
    spans: tuple[Span, ...]


def settling(proposal: Proposal, findings: Findings) -> str:
    """Return what the words did that the status of *proposal* rests on.

    Those of another idea took its place, a decision settled it; where others only took its
    side nobody decided, and its author may have taken it back.
    """
    words = set(proposal.settled_by)
    others = (each for each in findings.proposals if each.id != proposal.id)
    is_decided = any(not words.isdisjoint(each.evidence) for each in findings.decisions)
    if any(not words.isdisjoint(each.evidence) for each in others):
        return "replaced by"
    if proposal.status == "superseded" and not is_decided:
        return "replaced by"  # a later version that is told in no row
    if proposal.status == "accepted" and not is_decided:
        return "backed by"
    return "withdrawn by" if proposal.status == "withdrawn" else "settled by"


def settlement(
    proposal: Proposal,
    findings: Findings,
    messages: Mapping[MessageId, Message],
    people: People,
) -> Settlement | None:
    """Return who settled *proposal*, in which words; None where only its sides tell its status.

    The first words are quoted, and the messages that say the same beside theirs are counted.
    *findings* are those of the thread.
    """
    if not proposal.settled_by:
        return None
    first = proposal.settled_by[0]
    message = messages[first.message_id]
    said = clipped(message.text, first, WORDS)
    words = quoted(message.text, said.start, said.end) + hearsay([first], messages)
    more = len({each.message_id for each in proposal.settled_by} - {first.message_id})
    beside = f" and {more} more" if more else ""
    return Settlement(
        text=f"{settling(proposal, findings)} {people.name_of(message.sender)}: {words}{beside}",
        spans=(first, *(each for each in proposal.settled_by if each != first)),
    )
