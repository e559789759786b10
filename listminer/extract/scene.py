"""A discussion laid out for the extractors: who says what, when, in answer to which words.

Pure. Messages are taken in order of time, a reply never before what it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain

from listminer.extract.acts import Told
from listminer.extract.asking import asks_consent
from listminer.extract.assigned import assigned, proposed_plans
from listminer.extract.in_place import (
    also_proposing,
    asking,
    asking_one,
    of_task,
    only_proposing,
    without_sides,
)
from listminer.extract.options import listed_ideas, listed_options
from listminer.extract.pasted import conversations, is_pasted, stands_behind_pasted
from listminer.extract.quotations import fenced, struck, told_below
from listminer.extract.reading import SentenceRead, votes_of_others
from listminer.extract.retold import tells_where_others_stand
from listminer.extract.signoffs import other_names
from listminer.extract.subjects import asks_by_name, asks_softly
from listminer.extract.voices import bearers, other_voices, patch_writer
from listminer.extract.wording import content_words
from listminer.list_ids import is_list_software
from listminer.model import ActKind, Answer, Discussion, Message, MessageId, Span
from listminer.people import People, is_robot, people_of

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Said:
    """One authored sentence in its place."""

    number: int  # in order of time, over the whole thread
    place: int  # in its message
    span: Span
    text: str
    paragraph: Span
    item: int  # which list item or paragraph of its message it stands in
    is_numbered: bool  # in a numbered list item
    speaker: str
    kinds: Mapping[ActKind, float]  # what it does
    shares: Mapping[ActKind, float]  # what it may do
    sources: tuple[Span, ...]  # the words that its paragraph answers, in their own message
    words: frozenset[str] = field(repr=False)
    doubtful: Mapping[ActKind, float] = field(default_factory=dict)  # too unsure to rest on
    is_anothers: bool = False  # its mail says that these are another's words
    option: str = ""  # its label, "B", where it begins one of the options of a list; "*1" of ideas
    assigned: tuple[str, str] | None = None  # in a list of tasks: whose it is, and what

    @property
    def message_id(self) -> MessageId:
        """Return the message that it stands in."""
        return self.span.message_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A whole thread, ready to be asked."""

    discussion: Discussion
    said: tuple[Said, ...]  # by time
    by_message: Mapping[MessageId, tuple[Said, ...]]
    messages: Mapping[MessageId, Message]
    others: tuple[Span, ...]  # what mails say is another's, or take back
    order: Mapping[MessageId, int]  # of messages, by time
    parent: Mapping[MessageId, MessageId]  # with words in hand; a missing one is skipped
    children: Mapping[MessageId, tuple[MessageId, ...]]
    speakers: Mapping[MessageId, str]
    nicks: tuple[tuple[str, str], ...]  # a speaker, and what they write under, or sign with
    root: MessageId | None  # the first message in hand; None for no message
    known_answers: dict[tuple[Span, ...], tuple[Said, ...]] = field(
        default_factory=dict, repr=False
    )  # what answered() has told, by sources: one paragraph's sentences ask the same

    def answered(self, said: Said) -> tuple[Said, ...]:
        """Return the sentences that *said* answers by the quote above it, in their order."""
        if said.sources not in self.known_answers:
            self.known_answers[said.sources] = tuple(
                each
                for source in said.sources
                for each in self.by_message.get(source.message_id, ())
                if each.span.overlaps(source)
            )
        return self.known_answers[said.sources]

    def answered_message(self, said: Said) -> MessageId | None:
        """Return the message that *said* answers: the quoted one, else the parent."""
        for source in reversed(said.sources):
            if source.message_id in self.messages:
                return source.message_id
        return self.parent.get(said.message_id)

    def up_from(self, at: MessageId | None) -> Iterator[MessageId]:
        """Yield *at* and the messages in hand above it, nearest first; none for None."""
        while at is not None:
            yield at
            at = self.parent.get(at)

    def met(self, said: Said) -> Sequence[Said]:
        """Return the sentences that *said* answers: of the quote above it, else of a whole mail."""
        at = self.answered_message(said)
        return self.answered(said) or (self.by_message.get(at, ()) if at else ())

    def before(self, said: Said) -> Said | None:
        """Return the sentence before it in its message."""
        return self.by_message[said.message_id][said.place - 1] if said.place else None

    def after(self, said: Said) -> Said | None:
        """Return the sentence after it in its message."""
        mine = self.by_message[said.message_id]
        return mine[said.place + 1] if said.place + 1 < len(mine) else None

    def is_hearsay(self, said: Said) -> bool:
        """Return whether *said* is known from others' quotes alone: its own mail is missing."""
        return self.messages[said.message_id].ghost

    def date_of(self, said: Said) -> datetime | None:
        """Return when it was said by its speaker's own clock: "by Friday" counts from that day."""
        message = self.messages[said.message_id]
        if message.date is None or message.utc_offset_min is None:
            return message.date
        return message.date.astimezone(timezone(timedelta(minutes=message.utc_offset_min)))


def lay_out(
    discussion: Discussion,
    sentences: Sequence[SentenceRead],
    told: Sequence[Told],
) -> Scene:
    """Return the scene of *discussion*, whose *sentences* do what is *told* of each."""
    messages = {message.message_id: message for message in discussion.messages}
    parent = _parents(discussion, messages)
    order = _order(discussion.messages, parent)
    by_time = sorted(discussion.messages, key=lambda message: order[message.message_id])
    cast = _cast(discussion, by_time)
    said = _said(discussion, sentences, told, order=order, cast=cast)
    by_message: dict[MessageId, list[Said]] = {}
    for each in said:
        by_message.setdefault(each.message_id, []).append(each)
    children: dict[MessageId, list[MessageId]] = {}
    for message in by_time:
        if message.message_id in parent:
            children.setdefault(parent[message.message_id], []).append(message.message_id)
    return Scene(
        discussion=discussion,
        said=said,
        by_message={key: tuple(some) for key, some in by_message.items()},
        messages=messages,
        others=_others(said, cast),
        order=order,
        parent=parent,
        children={key: tuple(some) for key, some in children.items()},
        speakers=cast.speakers,
        nicks=cast.nicks,
        root=by_time[0].message_id if by_time else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who writes in a thread, and where their mails hold words that are not theirs."""

    speakers: Mapping[MessageId, str]  # what findings call each message's sender
    nicks: tuple[tuple[str, str], ...]  # a speaker, and what they write under, or sign with
    calls: Mapping[str, str | None]  # what they are called, beside whom; None where several are
    passed_on: Mapping[MessageId, tuple[Span, ...]]  # another's patch, others' votes on it
    cited: Mapping[MessageId, tuple[Span, ...]]  # what its sender sets off or strikes out

    def is_cited(self, span: Span) -> bool:
        """Return whether *span* lies within words that its sender sets off or strikes out."""
        return any(each.covers(span) for each in self.cited.get(span.message_id, ()))

    def is_passed_on(self, span: Span) -> bool:
        """Return whether any of *span* lies within what its sender passes on from others."""
        return any(each.overlaps(span) for each in self.passed_on.get(span.message_id, ()))

    def others(self, sentences: Sequence[SentenceRead]) -> list[bool]:
        """Return for each of *sentences* whether its mail says that they are another's words.

        They come in the order of their message.
        """
        voices = other_voices(
            sentences,
            [self.speakers[each.span.message_id] for each in sentences],
            self.calls,
        )
        return [
            is_others or self.is_passed_on(each.span) or self.is_cited(each.span)
            for each, is_others in zip(sentences, voices, strict=True)
        ]


def cast_of(discussion: Discussion) -> Cast:
    """Return who writes in *discussion*."""
    messages = {message.message_id: message for message in discussion.messages}
    order = _order(discussion.messages, _parents(discussion, messages))
    by_time = sorted(discussion.messages, key=lambda message: order[message.message_id])
    return _cast(discussion, by_time)


def _cast(discussion: Discussion, by_time: Sequence[Message]) -> Cast:
    people = people_of(by_time)
    speakers = {each.message_id: people.name_of(each.sender) for each in by_time}
    nicks = other_names(discussion, speakers)
    return Cast(
        speakers=speakers,
        nicks=nicks,
        calls=bearers(speakers.values(), nicks),
        passed_on={each.message_id: some for each in by_time if (some := _passed_on(each, people))},
        cited={each.message_id: some for each in by_time if (some := _cited(each))},
    )


def _passed_on(message: Message, people: People) -> tuple[Span, ...]:
    """Return where *message* holds another's patch, and the votes of others that one carries."""
    found = patch_writer(message.text)
    if found is None or people.identity(found[0]) == people.identity(message.sender):
        return votes_of_others(message)
    patch = Span(message_id=message.message_id, start=found[1].start, end=found[1].stop)
    return patch, *votes_of_others(message)


def _cited(message: Message) -> tuple[Span, ...]:
    """Return where *message* has words that its sender sets off as none of theirs, or takes back.

    A list's software writes nothing of its own: its digests are made of others' mails. Nor does
    a program that tests take a side, whatever it votes.
    """
    text = message.text
    is_nobody = is_list_software(message.sender.address) or is_robot(message.sender)
    found = (
        (range(len(text)),)
        if is_nobody
        else (*fenced(text), *struck(text), *conversations(text), *told_below(text))
    )
    return tuple(
        Span(message_id=message.message_id, start=each.start, end=each.stop) for each in found
    )


def _parents(
    discussion: Discussion, messages: Mapping[MessageId, Message]
) -> dict[MessageId, MessageId]:
    """Return for each message in hand the nearest one above it that is in hand too."""
    nearest: dict[MessageId, MessageId | None] = {}
    found: dict[MessageId, MessageId] = {}
    for node in discussion.thread.nodes:  # parents stand before children
        above = None if node.parent is None else nearest.get(node.parent)
        if node.message_id in messages:
            if above is not None:
                found[node.message_id] = above
            nearest[node.message_id] = node.message_id
        else:
            nearest[node.message_id] = above
    return found


def _order(
    messages: Iterable[Message], parent: Mapping[MessageId, MessageId]
) -> dict[MessageId, int]:
    """Return the messages' order in time; a reply with a clock that goes wrong follows at once."""
    times: dict[MessageId, datetime] = {}
    ids = []
    for message in messages:  # parents first
        above = times.get(parent.get(message.message_id, MessageId("")), _LONG_AGO)
        times[message.message_id] = max(message.date or above, above)
        ids.append(message.message_id)
    ids.sort(key=lambda each: times[each])  # stable: parents stay first
    return {each: at for at, each in enumerate(ids)}


def _said(
    discussion: Discussion,
    sentences: Sequence[SentenceRead],
    told: Sequence[Told],
    *,
    order: Mapping[MessageId, int],
    cast: Cast,
) -> tuple[Said, ...]:
    answers: dict[Span, Answer] = {answer.span: answer for answer in discussion.answers}
    pairs = sorted(
        zip(sentences, told, strict=True),
        key=lambda pair: (order[pair[0].span.message_id], pair[0].span.start),
    )
    found: list[Said] = []
    place = -1
    in_order = [sentence for sentence, _ in pairs]
    others = cast.others(in_order)
    tasks = list(assigned(in_order, cast.calls))
    plans = proposed_plans(in_order, tasks)
    texts = {message.message_id: message.text for message in discussion.messages}
    options = {**listed_ideas(in_order), **listed_options(in_order, texts)}
    for number, ((sentence, tells), voiced, task, is_plan) in enumerate(
        zip(pairs, others, tasks, plans, strict=True)
    ):
        span = sentence.span
        is_others = voiced and task is None
        speaker = cast.speakers[span.message_id]
        does = tells if task is None else of_task(is_own=task[0] == speaker)
        if tells_where_others_stand(sentence.text, speaker, cast.calls):
            does = without_sides(does)
        if asks_softly(sentence.text):
            does = asking_one(does)
        if number in options:
            does = only_proposing(does)
        elif task is None and asks_by_name(sentence.text, speaker, cast.calls):
            does = asking(does)
        elif (is_plan and not voiced) or (
            "commitment" in does.kinds and _waits_for_consent(in_order, number)
        ):
            does = also_proposing(does)
        # words that are not the speaker's do nothing in their name
        is_own = not is_others and not _is_of_program(texts[span.message_id], span)
        is_same = bool(found) and found[-1].message_id == span.message_id
        place = place + 1 if is_same else 0
        answer = answers.get(sentence.paragraph)
        found.append(
            Said(
                number=number,
                place=place,
                span=span,
                text=sentence.text,
                paragraph=sentence.paragraph,
                item=sentence.item,
                is_numbered=sentence.is_numbered,
                speaker=speaker,
                kinds=does.kinds if is_own else {},
                shares=does.shares if is_own else {},
                doubtful=does.doubtful if is_own else {},
                sources=answer.source if answer is not None else (),
                words=content_words(sentence.text),
                is_anothers=is_others,
                option=options.get(number, "") if is_own else "",
                assigned=task,
            )
        )
    return tuple(found)


def _is_of_program(text: str, span: Span) -> bool:
    """Return whether a program wrote *span* of *text*, or the line that it goes on with."""
    return is_pasted(text[span.start : span.end]) or stands_behind_pasted(text, span.start)


def _waits_for_consent(sentences: Sequence[SentenceRead], at: int) -> bool:
    """Return whether the next sentence of its mail asks if anybody is against it."""
    here = sentences[at].span.message_id
    return any(
        after.span.message_id == here and asks_consent(after.text)
        for after in sentences[at + 1 : at + 2]
    )


def _others(said: Iterable[Said], cast: Cast) -> tuple[Span, ...]:
    """Return where mails hold words that are, as they say, another's, or taken back."""
    return (*(each.span for each in said if each.is_anothers), *chain(*cast.cited.values()))
