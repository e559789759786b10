"""A digest as Markdown and as JSON, and what all its forms say. Pure.

A heading per thread, nested points, a link for every claim; a line for the
routine and a line for the quiet rest. What is asked stands at the end; in the
digest for a person it comes first, for that is what they look for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from importlib.resources import files
from typing import Any

from listminer.model import Digest, DigestThread, Message, MessageId, Sentence, Span
from listminer.people import People
from listminer.quoting import shown_day, shown_tag
from listminer.render.json import dumped
from listminer.render.listing import counted, iso, period
from listminer.render.markdown import address, escaped
from listminer.render.numbering import STATUSES
from listminer.render.safe import shown_line

SCHEMA = "listminer/digest/1"
MOST_REFERENCES = 4
TIED = "\ue000"  # private use: stands for the blank that no line is to end at, while they are cut
Numbers = Mapping[MessageId, int]  # of threads in their store, by root: what `show` takes
Places = Mapping[MessageId, tuple[int, int]]  # of mails: what `show` with both prints
_NO_NUMBERS: Numbers = {}
_NO_PLACES: Places = {}
_MOST_LISTS = 3  # named in a heading: the threads tell theirs
MOST_NAMED = 5  # subjects in the line on the routine, and on the quiet rest


def write_digest_markdown(
    digest: Digest, *, numbers: Numbers = _NO_NUMBERS, places: Places = _NO_PLACES
) -> str:
    """Return *digest* as Markdown (CommonMark); with what `show` takes where a store told it."""
    return _Markdown(digest, numbers, places).text()


def write_digest_json(digest: Digest, *, numbers: Numbers = _NO_NUMBERS) -> str:
    """Return *digest* as JSON, by the contract `listminer/digest/1` (digest-1.schema.json)."""
    return dumped(as_document(digest, numbers), indent=2)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of digests."""
    text = files("listminer.render").joinpath("digest-1.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def as_document(digest: Digest, numbers: Numbers = _NO_NUMBERS) -> dict[str, Any]:
    """Return the digest as dicts and lists, keys in the contract's order."""
    sources = Sources(digest)

    def told(threads: Iterable[DigestThread]) -> list[dict[str, Any]]:
        return [sources.thread(each, numbers.get(each.root)) for each in threads]

    return {
        "schema": SCHEMA,
        "lists": list(digest.lists),
        "since": iso(digest.since),
        "until": iso(digest.until),
        "person": digest.person,
        "tag": digest.tag,
        "messages": digest.messages,
        "people": digest.people,
        "undated": digest.undated,
        "threads": told(digest.threads),
        "routine": told(digest.routine),
        "quiet": told(digest.quiet),
        "asked": sources.sentences(digest.asked),
        "action_items": sources.sentences(digest.actions),
        "questions": sources.sentences(digest.questions),
        "left_out": digest.left_out,
    }


def title_of(digest: Digest) -> str:
    """Return what the digest is of: lists, days, tag, person."""
    days = (
        period(digest.since, digest.until - timedelta(seconds=1))
        if digest.since and (digest.until)
        else _half_open(digest)
    )
    named, more = digest.lists[:_MOST_LISTS], len(digest.lists) - _MOST_LISTS
    about = ", ".join(named) or "all lists"
    about += f" and {counted(more, 'more list')}" if more > 0 else ""
    tag = f" {shown_tag(digest.tag)}" if digest.tag else ""
    person = f", for {digest.person}" if digest.person else ""
    return f"{about}{tag}{f', {days}' if days else ''}{person}"


def _half_open(digest: Digest) -> str:
    if digest.since:
        return f"from {shown_day(digest.since, year=True)}"
    if digest.until:
        return f"up to {shown_day(digest.until - timedelta(seconds=1), year=True)}"
    return ""


def facts_of(thread: DigestThread, digest: Digest, numbers: Numbers = _NO_NUMBERS) -> str:
    """Return how much of a thread is new, who wrote, what became of its proposals, its number.

    In a *digest* of several lists its own stand first.
    """
    lists = [", ".join(thread.lists[:_MOST_LISTS])] if len(digest.lists) > 1 else []
    new = counted(thread.new, "message")
    of = (
        f"{thread.new:,} new of {counted(thread.total, 'message')}"
        if thread.total > thread.new
        else new
    )
    told = [of, counted(thread.people, "person", "people"), period(thread.first, thread.last)]
    status = [each.upper() for each in STATUSES if each in thread.status]
    number = shown_number(thread, numbers)
    return " · ".join(filter(None, [*lists, *told, ", ".join(status), number]))


def heading_of(thread: DigestThread) -> str:
    """Return what *thread* is called, in one harmless line."""
    return shown_line(thread.subject) or "(no subject)"


def shown_number(thread: DigestThread, numbers: Numbers) -> str:
    """Return the number of *thread* as `show` takes it; "" where its store is not known."""
    return f"thread{TIED}{numbers[thread.root]}" if thread.root in numbers else ""


def shown_place(message_id: MessageId, places: Places) -> str:
    """Return the command that prints a mail, set off; "" where its store is not known."""
    return " · show {} {}".format(*places[message_id]) if message_id in places else ""


def heard_of(digest: Digest) -> str:
    """Return how much was written, by how many; "" of nothing, of which `why_empty` tells."""
    if not digest.messages:
        return ""
    threads = len(digest.threads) + len(digest.routine) + len(digest.quiet)
    return (
        f"{counted(digest.messages, 'message')} by {counted(digest.people, 'person', 'people')} "
        f"in {counted(threads, 'thread')}"
    )


def undated_line(digest: Digest) -> str:
    """Return how many messages are left out as they have no date; "" if none is."""
    if not digest.undated:
        return ""
    have = "has" if digest.undated == 1 else "have"
    more = counted(digest.undated, "more message")
    return f"{more} {have} no date, and so no place in any period: left out."


def left_out_line(digest: Digest) -> str:
    """Return how many tasks and questions are left out, and what shows them; "" if none."""
    if not digest.left_out:
        return ""
    more = counted(
        digest.left_out, "more action item or question", "more action items and questions"
    )
    left = "is" if digest.left_out == 1 else "are"
    return f"{more} {left} left out; the commands actions and questions show all."


def rest_line(threads: Sequence[DigestThread], name: str, numbers: Numbers = _NO_NUMBERS) -> str:
    """Return one line on threads of which only the subject is said; "" if there are none.

    With *numbers*, by root, each is told with what `show` takes.
    """
    if not threads:
        return ""
    named = [
        heading_of(each) + (f" ({number})" if (number := shown_number(each, numbers)) else "")
        for each in threads[:MOST_NAMED]
    ]
    more = len(threads) - len(named)
    messages = counted(sum(each.new for each in threads), "message")
    many = counted(len(threads), "thread")
    return f"{name}: {many}, {messages}: {'; '.join(named)}{f'; and {more} more' if more else ''}."


def sections_of(digest: Digest) -> list[tuple[str, tuple[Sentence, ...]]]:
    """Return the lists at the end with their headings, those that hold something."""
    person = digest.person
    found = [
        (f"Asked of {person}", digest.asked),
        (f"Promised by {person}" if person else "Action items", digest.actions),
        (f"Asked by {person}, unanswered" if person else "Open questions", digest.questions),
    ]
    return [(title, items) for title, items in found if items]


def by_thread(
    digest: Digest, items: Iterable[Sentence]
) -> list[tuple[DigestThread | None, list[Sentence]]]:
    """Return *items* in their order, each below the thread that it is from.

    None is the thread of all where the digest has but one.
    """
    threads = {each.root: each for each in (*digest.threads, *digest.routine, *digest.quiet)}
    if len(threads) < 2:
        return [(None, list(items))]
    found: dict[MessageId, list[Sentence]] = {}
    for item in items:
        found.setdefault(digest.origins[item.evidence[0].message_id], []).append(item)
    return [(threads[root], some) for root, some in found.items()]


def sentences_of(digest: Digest) -> tuple[Sentence, ...]:
    """Return all that *digest* says with evidence: points of threads, what is asked, promised."""
    points = (point for each in digest.threads for point in each.points)
    return (*points, *digest.asked, *digest.actions, *digest.questions)


class Sources:
    """The cited messages; those that people get to see are numbered by date, in every form."""

    def __init__(self, digest: Digest) -> None:
        self.messages: dict[MessageId, Message] = {each.message_id: each for each in digest.sources}
        self._order = {message_id: at for at, message_id in enumerate(self.messages)}
        shown = {
            message.message_id
            for each in sentences_of(digest)
            for message in self.cited(each.evidence)
        }
        self.numbered = [each for each in digest.sources if each.message_id in shown]
        self.numbers = {each.message_id: at for at, each in enumerate(self.numbered, start=1)}
        self.people = People(each.sender for each in digest.sources)

    def cited(self, spans: Iterable[Span]) -> list[Message]:
        """Return the messages that the first few of *spans* lie in, each once, by date."""
        ids = dict.fromkeys(each.message_id for each in spans if each.message_id in self.messages)
        first = list(ids)[:MOST_REFERENCES]
        return [self.messages[each] for each in sorted(first, key=self._order.__getitem__)]

    def sentences(self, items: Iterable[Sentence]) -> list[dict[str, Any]]:
        return [
            {"text": each.text, "evidence": [self._entry(span) for span in each.evidence]}
            for each in items
        ]

    def thread(self, thread: DigestThread, number: int | None) -> dict[str, Any]:
        link = self.messages.get(thread.link)
        return {
            "root": thread.root,
            "number": number,
            "subject": thread.subject,
            "lists": list(thread.lists),
            "new": thread.new,
            "total": thread.total,
            "people": thread.people,
            "first": iso(thread.first),
            "last": iso(thread.last),
            "status": list(thread.status),
            "link": thread.link,
            "url": link.url if link else None,
            "points": self.sentences(thread.points),
        }

    def _entry(self, span: Span) -> dict[str, Any]:
        message = self.messages[span.message_id]
        return {
            "message_id": span.message_id,
            "sender": self.people.name_of(message.sender),
            "date": iso(message.date),
            "start": span.start,
            "end": span.end,
            "text": message.text[span.start : span.end],
            "url": message.url,
            "known_from_quotes": message.ghost,
        }


class _Markdown:
    def __init__(self, digest: Digest, numbers: Numbers, places: Places) -> None:
        self.digest = digest
        self.threads = numbers
        self.places = places
        self.sources = Sources(digest)

    def text(self) -> str:
        digest = self.digest
        heard = heard_of(digest) or escaped(why_empty(digest))
        blocks = [f"# {escaped(title_of(digest))}", heard, undated_line(digest)]
        threads: list[str] = []
        for thread in digest.threads:
            threads += [
                f"## {self._link(thread)}",
                self._untied(facts_of(thread, digest, self.threads)),
            ]
            threads.append(self._items(thread.points))
        asked: list[str] = []
        for title, items in sections_of(digest):
            asked.append(f"## {escaped(title)}")
            for home, some in by_thread(digest, items):
                asked += [self._home(home)] if home else []
                asked.append(self._items(some))
        asked.append(left_out_line(digest))
        blocks += [*asked, *threads] if digest.person else [*threads, *asked]
        for rest, name in ((digest.routine, "Routine"), (digest.quiet, "Quiet")):
            blocks.append(self._untied(rest_line(rest, name, self.threads)))
        blocks.append(self._references())
        return "\n\n".join(each for each in blocks if each) + "\n"

    def _untied(self, line: str) -> str:
        return escaped(line.replace(TIED, " "))

    def _items(self, items: Iterable[Sentence]) -> str:
        return "\n".join(f"- {escaped(each.text)} {self._numbers(each.evidence)}" for each in items)

    def _link(self, thread: DigestThread) -> str:
        subject = escaped(thread.subject) or "(no subject)"
        message = self.sources.messages.get(thread.link)
        target = address(message.url) if message else None
        return f"[{subject}](<{target}>)" if target else subject

    def _home(self, thread: DigestThread) -> str:
        number = shown_number(thread, self.threads)
        return " · ".join(filter(None, (self._link(thread), self._untied(number))))

    def _numbers(self, spans: Iterable[Span]) -> str:
        told = []
        for message in self.sources.cited(spans):
            number = f"\\[{self.sources.numbers[message.message_id]}\\]"
            target = address(message.url)
            told.append(f"[{number}](<{target}>)" if target else number)
        return " ".join(told)

    def _references(self) -> str:
        lines = []
        for message in self.sources.numbered:
            number = self.sources.numbers[message.message_id]
            who = escaped(self.sources.people.name_of(message.sender))
            day = shown_day(message.date, year=True)
            known = "known from quotes only" if message.ghost else ""
            lines.append(
                f"- \\[{number}\\] {', '.join(filter(None, (who, day, known)))}"
                f"{shown_place(message.message_id, self.places)}: "
                f"&lt;{escaped(message.message_id)}&gt;"
            )
        return "\n".join(["---\n", *lines]) if lines else ""


def why_empty(digest: Digest) -> str:
    """Return what was asked for that nothing answers to; "" where there is a message."""
    if digest.messages:
        return ""
    tagged = f" under the tag {shown_tag(digest.tag)}" if digest.tag else ""
    about = f" that concerns {shown_line(digest.person)}" if digest.person else ""
    return f"no message{tagged}{about} in this list and period"
