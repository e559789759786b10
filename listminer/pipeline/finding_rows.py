"""Findings across the threads of a store, one row each, filtered as a user asks."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from listminer.errors import LookupFailed, UserError
from listminer.model import (
    STATUSES,
    ActionItem,
    Decision,
    Discussion,
    Finding,
    Message,
    Position,
    Problem,
    Proposal,
    ProposalStatus,
    Question,
)
from listminer.people import People, people_of
from listminer.periods import Day, is_within, period_end, period_start
from listminer.pipeline.findings import findings_in
from listminer.quoting import shown_subject, subject_of, telling_span
from listminer.render.finding_list import FindingRow, Kind
from listminer.settings import Settings
from listminer.store import Store, ThreadListing
from listminer.summary.persons import Wanted, told_apart

_MOST_NEAR = 3  # people who are named where nobody is called as was asked
_NEAR = 0.65  # "glyf" is near to "glyph", "sam" not to "tom"


def finding_rows(
    store: Store,
    kind: Kind,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    thread: str | int | None = None,
    person: str | None = None,
    status: str | None = None,
    min_confidence: float = 0.0,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Problem], None] | None = None,
) -> Iterator[FindingRow]:
    """Yield the findings of *kind* in a list and period, by thread and place in it.

    The period is that of the words which a finding rests on last. *thread* is what
    `Store.find_thread` takes: findings of that one alone. People are named as
    in all of the store: of two called alike each has an address beside the name. *person*
    is a name or a part of it, in any form they write under; *progress* gets threads
    done and total, *told* what could not be read. Raises LookupFailed for an unknown
    list or thread, and last for a person whom nothing names; UserError for a status that
    *kind* lacks.
    """
    status = None if status is None else status.casefold()  # it is shown as "CONTESTED"
    _check_status(kind, status)
    first, end = period_start(since), period_end(until)
    senders = store.senders()
    who = store.people()
    wanted = None if person is None else Wanted.among(senders, who, person.strip(), store.aliases)
    listed = list(store.threads(list_name=list_name, since=since, until=until, sort="first"))
    if thread is not None:
        only = store.find_thread(thread)
        listed = [each for each in listed if each.number == only]
    numbers = {each.root: each.number for each in listed}
    is_found = False
    for discussion in _watched(store, listed, settings, progress, told):
        number = numbers[discussion.thread.root]
        for row in rows_of_discussion(told_apart(discussion, who), kind, who, number=number):
            if row.confidence < min_confidence or (status and row.status != status):
                continue
            if wanted is not None and not wanted.has(row.person):
                continue
            if is_within(row.date, first, end):
                is_found = True
                yield row
    if person is not None and not is_found:
        check_person(store, person)


def check_person(store: Store, person: str) -> None:
    """Raise LookupFailed if nobody who wrote to *store* is called so, or has it in their name.

    Asked where nothing is found: whom others name may have something, and have never written.
    """
    senders, said = store.senders(), person.strip()
    if not senders or Wanted.among(senders, store.people(), said, store.aliases).meant:
        return
    near = _near_people(store, said)
    raise LookupFailed(
        f"nobody who wrote is called {said!r}, nor has it in their name",
        hints=(
            *((f"did you mean {' or '.join(near)}?",) if near else ()),
            "to see who wrote: listminer export people --format csv",
        ),
    )


def _near_people(store: Store, person: str) -> list[str]:
    """Return the people of *store* whom *person* may mean, nearest first.

    It may be a slip for a name of theirs or a part of it, or what stands before the "@" of an
    address.
    """
    called: dict[str, dict[str, None]] = {}
    senders = store.senders()
    who = store.people()
    for sender in senders:
        name = who.name_of(sender)
        login = sender.address.partition("@")[0]
        for part in (name, *name.split(), *sender.name.split(), login):
            called.setdefault(part.casefold(), {})[name] = None
    said = person.casefold()
    near = difflib.get_close_matches(said, called, n=_MOST_NEAR, cutoff=_NEAR)
    return list(dict.fromkeys(name for each in near for name in called[each]))[:_MOST_NEAR]


def counted_findings(
    store: Store,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Problem], None] | None = None,
) -> Iterator[Discussion]:
    """Yield as `findings_of`; *progress* gets threads done and total, *told* each problem."""
    listed = list(store.threads(list_name=list_name, since=since, until=until, sort="first"))
    return _watched(store, listed, settings, progress, told)


def _watched(
    store: Store,
    listed: Sequence[ThreadListing],
    settings: Settings | None,
    progress: Callable[[int, int], None] | None,
    told: Callable[[Problem], None] | None,
) -> Iterator[Discussion]:
    """Yield the threads *listed* with their findings, and say how far it is and what failed."""
    read = findings_in(store, [each.number for each in listed], settings=settings)
    for done, (listing, discussion) in enumerate(zip(listed, read, strict=True), start=1):
        yield discussion
        if told is not None:
            for problem in discussion.problems:
                told(placed(problem, listing))
        if progress is not None:
            progress(done, len(listed))


def placed(problem: Problem, listing: ThreadListing) -> Problem:
    """Return *problem* with the name that people know the thread by, if it is of the whole thread.

    That is its number, which `show` takes, and its subject.
    """
    if problem.locator != listing.root:
        return problem
    subject = shown_subject(listing.subject, listing.lists) or "(no subject)"
    return replace(problem, locator=f"thread {listing.number} · {subject}")


def threads_with(
    store: Store,
    status: ProposalStatus,
    *,
    list_name: str | None = None,
    since: Day = None,
    until: Day = None,
    sort: str = "date",
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Problem], None] | None = None,
) -> list[ThreadListing]:
    """Return the threads of a list and period that have a proposal of *status*.

    Every thread is read for it, once.
    """
    listed = list(store.threads(list_name=list_name, since=since, until=until, sort=sort))
    read = _watched(store, listed, settings, progress, told)
    return [
        listing
        for listing, discussion in zip(listed, read, strict=True)
        if has_status(discussion, status)
    ]


def has_status(discussion: Discussion, status: ProposalStatus) -> bool:
    """Return whether a proposal of *discussion* stands like this."""
    return any(each.status == status for each in discussion.findings.proposals)


def rows_of_discussion(
    discussion: Discussion,
    kind: Kind,
    who: People | None = None,
    *,
    number: int | None = None,
) -> Iterator[FindingRow]:
    """Yield the findings of *kind* in one thread; *who* names its people, if not the thread.

    *number* is the thread's in its store.
    """
    found = discussion.findings
    kinds: dict[Kind, Iterable[Finding]] = {
        "proposals": found.proposals,
        "positions": found.positions,
        "actions": found.actions,
        "questions": found.questions,
        "decisions": found.decisions,
    }
    messages = {each.message_id: each for each in discussion.messages}
    people = who or people_of(discussion.messages)
    proposals = {each.id: each for each in found.proposals}
    lists, subject = ", ".join(discussion.lists), subject_of(discussion)
    for finding in kinds[kind]:
        proposal = proposals.get(_proposal(finding) or "")
        own = _is_own(finding, proposal)
        span = telling_span(finding)
        if proposal is not None and own:
            put_forward = telling_span(proposal)  # "● proposed" stands beside these words
            span = put_forward if put_forward in finding.evidence else span
        if span is None:
            continue
        message = messages[span.message_id]
        yield FindingRow(
            kind=kind,
            list=lists,
            thread=discussion.thread.root,
            number=number,
            subject=subject,
            person=_person(finding, message, people),
            status=_status(finding),
            proposal=_proposal(finding),
            title=proposal.title if proposal is not None else None,
            own=own,
            text=_text(finding, proposal),
            due=finding.due if isinstance(finding, ActionItem) else None,
            asked_by=_asked_by(finding, people.name_of(message.sender)),
            ghost=message.ghost,
            date=message.date,
            words=message.text[span.start : span.end],
            message_id=span.message_id,
            start=span.start,
            end=span.end,
            url=message.url,
            confidence=finding.confidence,
        )


def _check_status(kind: Kind, status: str | None) -> None:
    known = STATUSES[kind]
    if status is None or status in known:
        return
    if not known:
        raise UserError(f"{kind} have no status", hints=("leave --status out",))
    raise UserError(f"{kind} have no status {status!r}", hints=(f"known: {', '.join(known)}",))


def _asked_by(finding: Finding, author: str) -> str | None:
    is_anothers = isinstance(finding, ActionItem) and finding.owner not in (None, author)
    return author if is_anothers else None


def _person(finding: Finding, message: Message, people: People) -> str | None:
    match finding:
        case Proposal():
            return finding.author
        case Position():
            return finding.holder
        case ActionItem():
            return finding.owner
        case Question():
            return finding.asker
        case Decision():
            return people.name_of(message.sender)


def _status(finding: Finding) -> str | None:
    match finding:
        case Position():
            return finding.stance
        case Question():
            return "open" if finding.open else "answered"
        case Decision():
            return None
        case _:
            return finding.status


def _proposal(finding: Finding) -> str | None:
    match finding:
        case Proposal():
            return finding.id
        case Position() | Decision():
            return finding.proposal
        case _:
            return None


def _is_own(finding: Finding, proposal: Proposal | None) -> bool | None:
    """Return whether a position is the proposer's own for the idea; None of other findings."""
    if not isinstance(finding, Position):
        return None
    return proposal is not None and finding.is_own(proposal)


def _text(finding: Finding, proposal: Proposal | None) -> str:
    match finding:
        case Proposal():
            return finding.title
        case Position():
            return proposal.title if proposal is not None else ""
        case ActionItem():
            return finding.task
        case _:
            return finding.text
