"""What happened on a list: the threads that mattered, what is asked, and a line on the rest.

Pure. Every claim is a sentence with evidence, as in the summary of one thread;
only what lies in the period is told as news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from listminer.aliases import NO_ALIASES, Aliases
from listminer.model import (
    Address,
    Digest,
    DigestThread,
    Discussion,
    Message,
    MessageId,
    Sentence,
)
from listminer.people import People
from listminer.quoting import HEARSAY
from listminer.summary.news import News, fresh_of
from listminer.summary.persons import Wanted

MOST_THREADS = 12  # told in points: what a week of a busy list needs; more is a list, no digest
MOST_ITEMS = 20  # of action items, and of questions
LEAST_SCORE = 4.0  # three messages by two people, or one thing settled


def make_digest(
    discussions: Iterable[Discussion],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    tag: str | None = None,
    person: str | None = None,
    aliases: Aliases = NO_ALIASES,
    senders: Iterable[Address] = (),
) -> Digest:
    """Return what happened in *discussions* from *since* on and before *until*.

    A message without a date is of no period, and only counted. With *tag* ("[gate]" or "gate")
    only threads with that tag in their subject; with *person* (a name or a part
    of it) only threads in which they write or are asked; several whose name has
    it in it are told apart in each line, but where *aliases* tell who is meant.
    """
    end = until or datetime.max.replace(tzinfo=UTC)
    start = since or datetime.min.replace(tzinfo=UTC)
    found, undated = [], 0
    for discussion in discussions:
        undated += sum(each.date is None and not each.ghost for each in discussion.messages)
        if fresh_of(discussion, start, end):
            found.append(discussion)
    heard = _senders(found)
    who = People((*senders, *heard))
    news = [each for one in found if (each := News.of(one, who, start, end)).has_tag(tag)]
    wanted = None if person is None else Wanted.among(heard, who, person, aliases)
    if wanted is not None:
        news = [each for each in news if each.concerns(wanted)]
    ranked = sorted(news, key=lambda each: -each.score)
    routine = [each for each in ranked if each.is_routine]
    lively = [each for each in ranked if not each.is_routine]
    told = [each for each in lively if each.score >= LEAST_SCORE or wanted][:MOST_THREADS]
    quiet = [each for each in lively if each not in told]
    asked = [] if wanted is None else _told_once(each.asked_of(wanted) for each in ranked)
    actions = _told_once(each.actions(wanted) for each in ranked)
    questions = _told_once(each.questions(wanted) for each in ranked)
    threads = tuple(each.thread(points=True) for each in told)
    kept = (asked[:MOST_ITEMS], actions[:MOST_ITEMS], questions[:MOST_ITEMS])
    roots = {
        message.message_id: each.reading.discussion.thread.root
        for each in reversed(ranked)
        for message in each.reading.discussion.messages
    }
    sources = _called(_cited(news, threads, [item for group in kept for item in group]), who)
    return Digest(
        lists=tuple(sorted({name for each in news for name in each.lists})),
        since=since,
        until=until,
        person=None if wanted is None else wanted.name,
        tag=tag,
        messages=sum(len(each.fresh) for each in news),
        undated=undated,
        people=len({each.name(message) for each in news for message in each.fresh}),
        threads=threads,
        routine=tuple(each.thread() for each in routine),
        quiet=tuple(each.thread() for each in quiet),
        asked=tuple(kept[0]),
        actions=tuple(kept[1]),
        questions=tuple(kept[2]),
        left_out=len(asked) + len(actions) + len(questions) - sum(map(len, kept)),
        sources=sources,
        origins={each.message_id: roots[each.message_id] for each in sources},
    )


def _told_once(by_thread: Iterable[Iterable[Sentence]]) -> list[Sentence]:
    """Return all sentences without what is known from quotes and told by another of them, too.

    A mail that the archive lacks may be quoted in several threads; each has it as its own.
    """
    items = list(chain.from_iterable(by_thread))
    first = {each.text: each for each in reversed(items)}
    return [
        each
        for each in items
        if not each.text.endswith(HEARSAY)
        or (first[each.text] is each and each.text.removesuffix(HEARSAY) not in first)
    ]


def _senders(discussions: Iterable[Discussion]) -> list[Address]:
    """Return who wrote, oldest mail first; then who is only quoted."""
    messages = [message for each in discussions for message in each.messages]
    messages.sort(key=lambda each: (each.ghost, str(each.date or "")))
    return list(dict.fromkeys(each.sender for each in messages))


def _cited(
    news: Sequence[News], threads: Sequence[DigestThread], items: Sequence[Sentence]
) -> tuple[Message, ...]:
    """Return the messages that evidence or a link points at, by date."""
    wanted: set[MessageId] = {each.link for each in threads}
    for sentence in (*items, *(point for each in threads for point in each.points)):
        wanted.update(span.message_id for span in sentence.evidence)
    found = [
        message
        for each in news
        for message in each.reading.discussion.messages
        if message.message_id in wanted
    ]
    return tuple(sorted(found, key=lambda each: (str(each.date or ""), each.message_id)))


def _called(messages: tuple[Message, ...], who: People) -> tuple[Message, ...]:
    """Return *messages* with senders that are called what *who* calls them, by themselves, too."""
    here = People(each.sender for each in messages)
    return tuple(
        each if here.name_of(each.sender) == name else _with_name(each, name)
        for each in messages
        for name in (who.name_of(each.sender),)
    )


def _with_name(message: Message, name: str) -> Message:
    return replace(message, sender=replace(message.sender, person=name))
