"""A list in numbers: who writes how much, how fast answers come, what nobody answers.

Pure. Counts what mlstats, BigBang and Kaiaulu count, by the definitions that
each field states. Undefined is None, never 0.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from listminer.model import Discussion, Message, MessageId
from listminer.periods import is_within
from listminer.quoting import subject_of
from listminer.thread.graph import NameOf, display_of
from listminer.thread.replies import replies_of

TagsOf = Callable[[str], Iterable[str]]
MOST_RANKED = 20  # rows of each ranking; more are in the frames
_NEVER = datetime.max.replace(tzinfo=UTC)
_POOR = 0.05  # a share of what is missing from which a note says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One row of a ranking."""

    name: str
    count: int
    share: float  # of all messages, in [0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthMeasures:
    """One month of a list, the messages of the period alone; months without mail have zeros."""

    month: str  # "2016-03", UTC
    messages: int
    threads: int  # begun in it, as the date of the first message tells
    people: int  # who wrote in it
    newcomers: int  # who wrote for the first time in it, as far as anything known tells
    newcomer_share: float | None  # of the people who wrote in it; in [0, 1]
    unanswered: int  # threads begun in it that never got a reply
    median_reply_h: float | None  # from a message to an answer sent in this month


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMeasures:
    """One day of a list, the messages of the period alone."""

    day: date  # UTC
    messages: int
    newcomers: int  # who wrote on it, for the first time as far as anything known tells


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMeasures:
    """A selection of threads in numbers; ghosts, which the archive lacks, are not counted.

    All is of the messages of a list and period, where these are given: who wrote, what
    was replied, the months, the rankings. Of threads as a whole are the subject that
    they are named by and whether anybody ever answered.
    """

    messages: int
    undated: int  # of these, without a readable date: in no month, nor a thread begun by one
    threads: int  # with a message of the list and period
    people: int
    first: datetime | None
    last: datetime | None
    replies: int  # messages whose parent is known and in the archive, in the period or not
    median_reply_h: float | None  # of those whose time is known; see Reply.hours
    unanswered: float | None  # share of threads that never got a reply
    once: float | None  # share of people who wrote once only
    months: tuple[MonthMeasures, ...]
    days: tuple[DayMeasures, ...]  # those with mail
    top_people: tuple[Ranked, ...]
    top_threads: tuple[Ranked, ...]  # by subject of the first message; those of one are one row
    tags: tuple[Ranked, ...]
    domains: tuple[Ranked, ...]  # of senders' addresses
    notes: tuple[str, ...]  # what the archive lacks, so that a figure is rough or does not add up


@dataclass(slots=True)
class _Month:
    messages: int = 0
    threads: int = 0
    unanswered: int = 0
    people: set[str] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Tally:
    """Counts that grow with each thread."""

    list_name: str | None
    since: datetime | None
    until: datetime | None
    threads: int = 0
    unanswered: int = 0
    undated: int = 0
    undated_threads: int = 0
    cited: int = 0
    people: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    replies: int = 0
    first_seen: dict[str, datetime] = field(default_factory=dict)
    months: dict[str, _Month] = field(default_factory=dict)
    days: Counter[date] = field(default_factory=Counter)  # messages
    first_counted: dict[str, datetime] = field(default_factory=dict)  # of what counts, by person
    first: datetime | None = None
    last: datetime | None = None

    def counts(self, message: Message) -> bool:
        is_due = is_within(message.date, self.since, self.until)
        return is_due and is_on(message, self.list_name)


def is_on(message: Message, list_name: str | None) -> bool:
    """Return whether *message* went to a list, whatever case it is written in; None: to any."""
    if list_name is None:
        return True
    return list_name.casefold() in (each.casefold() for each in message.lists)


def measure_list(
    discussions: Iterable[Discussion],
    *,
    name_of: NameOf = display_of,
    tags_of: TagsOf = lambda _: (),
    list_name: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    first_dates: Mapping[str, datetime] | None = None,
) -> ListMeasures:
    """Return the numbers of *discussions*, read once, one in memory at a time.

    *name_of* tells who is one person, *tags_of* the tags of a subject; each tag
    of a subject counts once a message. Only messages to *list_name* in [*since*, *until*)
    count, though the threads may have gone on elsewhere and be longer; of those without a
    readable date all do if both are None, else none.

    *first_dates* tell when people first wrote, by name, where more is known than
    *discussions*; without them everybody is new who was not seen in these before.
    """
    tally = _Tally(
        list_name=list_name, since=since, until=until, first_seen=dict(first_dates or {})
    )
    for discussion in discussions:
        _add_thread(tally, discussion, name_of, tags_of)
    total = tally.people.total()
    span = list(_span(tally))
    return ListMeasures(
        messages=total,
        undated=tally.undated,
        threads=tally.threads,
        people=len(tally.people),
        first=tally.first,
        last=tally.last,
        replies=tally.replies,
        median_reply_h=statistics.median(tally.waits) if tally.waits else None,
        unanswered=tally.unanswered / tally.threads if tally.threads else None,
        once=_share_of_once(tally.people),
        months=tuple(_month(name, tally.months.get(name, _Month()), tally) for name in span),
        days=tuple(_days(tally)),
        top_people=_ranked(tally.people, total),
        top_threads=_ranked(tally.subjects, total),
        tags=_ranked(tally.tags, total),
        domains=_ranked(tally.domains, total),
        notes=tuple(_notes(tally, total, span)),
    )


def _add_thread(tally: _Tally, discussion: Discussion, name_of: NameOf, tags_of: TagsOf) -> None:
    real = discussion.heard
    counted = {each.message_id: each for each in real if tally.counts(each)}
    for message in real:
        if is_on(message, tally.list_name):
            _note_first(tally, name_of(message.sender), message.date)
    if not counted:
        return
    tally.threads += 1
    is_lone = len(real) == 1 and len(discussion.thread.nodes) == 1
    tally.unanswered += is_lone
    first = real[0]
    tally.subjects[subject_of(discussion) or "(no subject)"] += len(counted)
    for message in counted.values():
        _add_message(tally, message, name_of(message.sender), tags_of)
    if first.date is None:
        tally.undated_threads += 1
    elif tally.counts(first):
        month = tally.months[first.date.strftime("%Y-%m")]
        month.threads += 1
        month.unanswered += is_lone
    _add_replies(tally, discussion, counted)


def _add_message(tally: _Tally, message: Message, name: str, tags_of: TagsOf) -> None:
    tally.people[name] += 1
    domain = message.sender.address.rpartition("@")[2]
    if domain and not message.sender.is_unknown:
        tally.domains[domain] += 1
    tally.tags.update(set(tags_of(message.subject)))
    date = message.date
    if date is None:
        tally.undated += 1
        return
    tally.first = date if tally.first is None else min(tally.first, date)
    tally.last = date if tally.last is None else max(tally.last, date)
    tally.days[date.date()] += 1
    tally.first_counted[name] = min(date, tally.first_counted.get(name, _NEVER))
    month = tally.months.setdefault(date.strftime("%Y-%m"), _Month())
    month.messages += 1
    month.people.add(name)


def _note_first(tally: _Tally, name: str, date: datetime | None) -> None:
    if date is not None and date < tally.first_seen.get(name, _NEVER):
        tally.first_seen[name] = date


def _add_replies(tally: _Tally, discussion: Discussion, own: Collection[MessageId]) -> None:
    tally.cited += sum(
        node.parent is not None and node.message_id in own for node in discussion.thread.nodes
    )
    for reply in replies_of(discussion):
        if reply.message.message_id not in own:
            continue
        tally.replies += 1
        if reply.hours is not None and reply.message.date is not None:
            tally.waits.append(reply.hours)
            tally.months[reply.message.date.strftime("%Y-%m")].waits.append(reply.hours)


def _span(tally: _Tally) -> Iterator[str]:
    """Yield every month from that of the first message to that of the last."""
    if tally.first is None or tally.last is None:
        return
    year, month = tally.first.year, tally.first.month
    while (year, month) <= (tally.last.year, tally.last.month):
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _month(name: str, month: _Month, tally: _Tally) -> MonthMeasures:
    newcomers = sum(_is_new(person, name, tally) for person in month.people)
    return MonthMeasures(
        month=name,
        messages=month.messages,
        threads=month.threads,
        people=len(month.people),
        newcomers=newcomers,
        newcomer_share=newcomers / len(month.people) if month.people else None,
        unanswered=month.unanswered,
        median_reply_h=statistics.median(month.waits) if month.waits else None,
    )


def _is_new(person: str, month: str, tally: _Tally) -> bool:
    """Return whether somebody who wrote in *month* first did so in it, and in the period."""
    first = tally.first_seen[person]
    return first.strftime("%Y-%m") == month and is_within(first, tally.since, tally.until)


def _days(tally: _Tally) -> Iterator[DayMeasures]:
    """Yield the days with mail, in order.

    Who is known to have written before the period is new on none of them.
    """
    newcomers = Counter(
        first.date()
        for name, first in tally.first_counted.items()
        if tally.first_seen[name].date() == first.date()
        and is_within(tally.first_seen[name], tally.since, tally.until)
    )
    for day, messages in sorted(tally.days.items()):
        yield DayMeasures(day=day, messages=messages, newcomers=newcomers[day])


def _ranked(counts: Counter[str], total: int) -> tuple[Ranked, ...]:
    best = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_RANKED]
    return tuple(Ranked(name=name, count=count, share=count / total) for name, count in best)


def _share_of_once(people: Counter[str]) -> float | None:
    return sum(count == 1 for count in people.values()) / len(people) if people else None


def _notes(tally: _Tally, total: int, span: list[str]) -> Iterator[str]:
    if tally.undated:
        yield (
            f"messages without a readable date, which are in no month: {tally.undated:,} of "
            f"{total:,}; threads that begin with one: {tally.undated_threads:,}"
        )
    missing = 1 - tally.replies / tally.cited if tally.cited else 0.0
    if missing > _POOR:
        yield (
            f"{missing:.0%} of the replies answer messages that the archive "
            "lacks: response times and unanswered threads are rough"
        )
    silent = [month for month in span if month not in tally.months]
    if silent:
        shown = ", ".join(silent[:6]) + (", …" if len(silent) > 6 else "")
        yield f"{len(silent)} months without mail, perhaps missing: {shown}"
