"""Link each quote to the words of the earlier message that it repeats.

Pure. Messages are taken parents first, then by date; each is compared with its ancestors,
nearest first, then with the rest of its thread before it, so that the nearest
source wins and the work stays linear for quotes that stand in the parent.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listminer.model import (
    Answer,
    Attribution,
    Message,
    MessageId,
    QuoteLink,
    Segment,
    Span,
    Thread,
    ThreadNode,
)
from listminer.people import people_of
from listminer.person_names import folded_name
from listminer.thread.answers import find_answers
from listminer.thread.copies import Sources, mark_copies
from listminer.thread.echoes import Echo, Said, threes_in
from listminer.thread.ghosts import Ghost, collect, graft_ghosts
from listminer.thread.order import Order, is_told_by
from listminer.thread.quotes import (
    MIN_ALONE,
    Effort,
    Match,
    find_edited,
    find_known,
    find_lines,
    find_squeezed,
    squeeze,
)
from listminer.thread.words import Earlier, Line, Words, all_quoted_lines, is_quote, is_retyped

MAX_ANCESTORS = 60  # searched for one quote; real chains are read to 40
MAX_OTHERS = 30  # earlier messages that are no ancestors, nearest in order first
NEAR = 3  # ancestors in which an edited line is looked for
MAX_ALIKE = 60  # messages with such runs that are compared; a copy is of few
MIN_ALIKE = 2  # runs of three long words that two messages share if one repeats the other
MAX_ECHOED = 200_000_000  # characters searched for the unmarked copies in a mail: some .4 s
MAX_LINES = 4000  # lines of one message that are looked for within others


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What a thread's quotes tell."""

    thread: Thread  # with the ghosts that quotes name
    segments: Mapping[MessageId, tuple[Segment, ...]]  # unmarked copies have depth >= 1
    links: tuple[QuoteLink, ...]
    answers: tuple[Answer, ...]
    ghosts: tuple[Message, ...]


def align_quotes(
    thread: Thread,
    messages: Mapping[MessageId, Message],
    segments: Mapping[MessageId, tuple[Segment, ...]],
) -> Alignment:
    """Return what the quotes of *thread* repeat, answer, and tell of missing mail.

    Lines are compared with white space folded and marks off, so a quote that a
    mailer re-wrapped still matches, also one that lost or gained blanks; `exact` is True
    only if both sides are then equal. One link per run of lines that stands together in
    the source: what was elided between is not linked. Links and answers come in reading
    order. A quote that nobody before wrote has no link.

    Source: fragment quotation graph, Carenini, Ng and Zhou (2007).
    """
    aligner = _Aligner(thread, messages, segments)
    for node in aligner.order.as_written():
        if node.message_id in messages:
            aligner.read(node)
    return aligner.result()


class _Aligner:
    """One pass over a thread; keeps the folded own words of what it has read."""

    def __init__(
        self,
        thread: Thread,
        messages: Mapping[MessageId, Message],
        segments: Mapping[MessageId, tuple[Segment, ...]],
    ) -> None:
        self._thread = thread
        self._messages = messages
        self._segments = dict(segments)
        self.order = Order(thread, messages)
        self._people = people_of(messages.values())
        self._nodes = {node.message_id: node for node in thread.nodes}
        self._earlier = Earlier()
        self._said = Said()
        # long lines that nobody wrote, and how many mails were read when they were last looked for
        self._missed: dict[str, int] = {}
        self._places: dict[MessageId, int] = {}  # in the order in which mails are read
        self._links: list[QuoteLink] = []
        self._answers: list[Answer] = []
        self._ghosts: dict[MessageId, Ghost] = {}

    def read(self, node: ThreadNode) -> None:
        message = self._messages[node.message_id]
        chain = self._ancestors(node)
        above = [words for words in chain if words is not None]
        threes = threes_in(message.text, self._segments.get(node.message_id, ()))
        segments, copied = self._without_copies(message, above, self._said.alike(threes))
        if copied:
            threes = threes_in(message.text, segments)
        self._segments[node.message_id] = segments
        quoted = all_quoted_lines(message.text, segments)
        lines = list(itertools.chain.from_iterable(quoted.values()))

        def likely(line: Line) -> Words | None:
            if line.segment in copied:
                return copied[line.segment]
            theirs = chain[line.depth - 1] if line.depth <= len(chain) else None
            if theirs is not None and line.folded in theirs.lines:
                return theirs
            return self._named(segments[line.segment].attribution, line, above) or theirs

        links: list[QuoteLink] = []
        told: set[int] = set()  # segments with words that were found
        for some, match, source in self._find(lines, above, likely):
            links += _quote_links(message, some, match, source)
            told.update(
                line.segment
                for line in some[match.first : match.last]
                if line.folded not in self._earlier.unsaid
            )
        again = Effort(MAX_ECHOED)
        for place in copied.keys() - told:
            echoed = self._said.echoes(message.text, segments[place], [copied[place]], [], again)
            links += (_echo_link(node.message_id, echo) for echo in echoed)
            told.update([place] if echoed else [])
        links.sort(key=lambda link: link.quote.start)
        unlinked = {
            place
            for place, segment in enumerate(segments)
            if is_quote(segment) and place in quoted and place not in told
        }
        if unlinked:
            collect(self._ghosts, message, segments, unlinked, node, self._nodes)
        self._links += links
        is_dated = message.date is not None
        words = self._earlier.add(node.message_id, message.text, segments, is_dated=is_dated)
        self._said.add(words, threes, is_dated=is_dated)
        self._places[node.message_id] = len(self._places)
        self._answers += find_answers(message.text, segments, quoted, links, self._earlier.unsaid)

    def _ancestors(self, node: ThreadNode) -> list[Words | None]:
        """Return the words of those above, nearest first; None for a ghost's."""
        found: list[Words | None] = []
        at = node.parent
        while at is not None and len(found) < MAX_ANCESTORS:
            found.append(self._earlier.words.get(at))
            at = self._nodes[at].parent
        return found

    def _answered(self, own: MessageId) -> set[MessageId]:
        """Return the ancestors by headers or quotes: a subject in common tells of no answer."""
        found: set[MessageId] = set()
        node = self._nodes[own]
        while node.parent is not None and node.how != "subject" and len(found) < MAX_ANCESTORS:
            found.add(node.parent)
            node = self._nodes[node.parent]
        return found

    def _without_copies(
        self, message: Message, above: Sequence[Words], alike: Mapping[MessageId, int]
    ) -> tuple[tuple[Segment, ...], dict[int, Words]]:
        """Return the segments, unmarked copies as quotations, and whose words those are.

        *alike* tells how many runs of three long words it shares with each earlier message.
        Nobody copies what is not written yet: anyone may send a mail under an id that an
        earlier one cites, and it would stand above that one. Of an undated ancestor the
        order of the thread is believed, also of one whose words the mail announces: its clock
        is behind. Of others dates and places in a file tell who wrote first.
        """
        segments = self._segments.get(message.message_id, ())
        ancestors = dict.fromkeys(words.message_id for words in above)  # nearest first
        answered = self._answered(message.message_id)
        sender = self._people.name_of(message.sender)
        effort = Effort(MAX_ECHOED)
        mine: list[Words] = []
        others: list[Words] = []
        # who is echoed most goes first, whatever the order in which a set is read
        beside = sorted(alike, key=lambda own: (-alike[own], own))[:MAX_ALIKE]
        near = {*(words.message_id for words in above[:NEAR]), *beside[:NEAR]}
        for own in dict.fromkeys((*ancestors, *beside)):
            sent = self._messages[own]
            if self.order.was_before(sent, message, is_above=own in answered) or (
                own in near and is_told_by(message, sent)
            ):
                words = self._earlier.words[own]
                is_mine = self._people.name_of(sent.sender) == sender
                (mine if is_mine else others).append(words)
        if not others:
            return segments, {}
        echoed = [words for words in others if alike.get(words.message_id, 0) >= MIN_ALIKE]
        segments, copies = mark_copies(
            message.text,
            segments,
            Sources(
                above=[words for words in others if words.message_id in ancestors],
                others=others,
                mine=mine,
                echoes=lambda each: self._said.echoes(message.text, each, echoed, mine, effort),
            ),
        )
        source = {segment.span: words for segment, words in copies}
        return segments, {
            place: source[segment.span]
            for place, segment in enumerate(segments)
            if segment.span in source
        }

    def _find(
        self,
        lines: Sequence[Line],
        above: Sequence[Words],
        likely: Callable[[Line], Words | None],
    ) -> Iterator[tuple[Sequence[Line], Match, Words]]:
        """Yield the matches of *lines*: as whole lines, then within others, then edited.

        With each match come the lines that its places count in.
        """
        taken: set[int] = set()
        for match, source in find_known(lines, self._earlier, likely):
            yield lines, match, source
            taken.update(range(match.first, match.last))
        near = above[:NEAR]
        # what was missed is looked for again where a mail that was read since stands right above
        since = max((self._places[words.message_id] for words in near), default=-1)
        left = [
            line
            for at, line in enumerate(lines)
            if at not in taken and self._missed.get(line.folded, since - 1) < since
        ]
        left = left[:MAX_LINES]
        read = len(self._places)
        again = [line.folded for line in left if line.folded in self._missed]
        self._missed.update(dict.fromkeys(again, read))
        effort = Effort()
        some = [line for line in left if self._earlier.may_have(line.folded)]
        for number, source in enumerate(self._nearest_first(above)):
            if number == len(near):
                some = [line for line in some if line.folded not in self._missed]
            if not some:
                break
            matches = find_lines(some, source, effort)
            yield from ((some, match, source) for match in matches)
            some = _without(some, matches)
        spoken = {line.number for line in some}
        left = [
            line
            for line in left
            if line.folded not in self._missed
            and (line.number in spoken or not self._earlier.may_have(line.folded))
        ]
        squeezed = squeeze(left)
        for source in above:
            if not left:
                break
            if matches := find_squeezed(left, squeezed, source, effort):
                yield from ((left, match, source) for match in matches)
                left = _without(left, matches)
                squeezed = squeeze(left)
        for source in near:
            matches = find_edited(left, source, effort)
            yield from ((left, match, source) for match in matches)
            left = _without(left, matches)
        self._missed.update((line.folded, read) for line in left if len(line.folded) >= MIN_ALONE)

    def _named(self, said: Attribution | None, line: Line, above: Sequence[Words]) -> Words | None:
        """Return the words of whom *said* names that hold *line*, if somebody else wrote it first.

        Ada and Bob both wrote "I agree": below "Ada wrote:" it is Ada's.
        """
        first = self._earlier.first.get(line.folded)
        if said is None or first is None or self._is_by(first, said):
            return None
        holding = (words for words in self._nearest_first(above) if line.folded in words.lines)
        return next((words for words in holding if self._is_by(words, said)), None)

    def _is_by(self, words: Words, said: Attribution) -> bool:
        sender = self._messages[words.message_id].sender
        return (said.address is not None and said.address.lower() == sender.address.lower()) or (
            said.name is not None and folded_name(said.name) == folded_name(sender.name)
        )

    def _nearest_first(self, above: Sequence[Words]) -> Iterator[Words]:
        """Yield ancestors, then the messages read last that are none."""
        yield from above
        yield from self._others(above)

    def _others(self, above: Sequence[Words]) -> Iterator[Words]:
        """Yield the messages read last that are not *above*."""
        known = {words.message_id for words in above}
        others = (words for own, words in reversed(self._earlier.words.items()) if own not in known)
        yield from itertools.islice(others, MAX_OTHERS)

    def result(self) -> Alignment:
        ghosts = tuple(self._ghosts.values())
        thread = graft_ghosts(self._thread, ghosts)
        order = {node.message_id: at for at, node in enumerate(thread.nodes)}
        said = [link for ghost in ghosts for link in ghost.links()]
        links = sorted(
            self._links + said, key=lambda link: (order[link.quote.message_id], link.quote.start)
        )
        return Alignment(
            thread=thread,
            segments={**self._segments, **{g.message_id: _whole(g.message()) for g in ghosts}},
            links=tuple(links),
            answers=_with_ghosts(self._answers, said),
            ghosts=tuple(sorted((g.message() for g in ghosts), key=lambda m: order[m.message_id])),
        )


def _without(lines: list[Line], matches: Sequence[Match]) -> list[Line]:
    """Return the *lines* that no match holds."""
    found = {at for match in matches for at in range(match.first, match.last)}
    return [line for at, line in enumerate(lines) if at not in found] if found else lines


def _quote_links(
    message: Message, lines: Sequence[Line], match: Match, source: Words
) -> Iterator[QuoteLink]:
    """Yield a link for each segment that the matched lines lie in."""
    start, first = match.start, match.first
    is_plain = message.text.isascii() and source.text.isascii()
    while first < match.last:
        last = first + 1
        segment = lines[first].segment
        if lines[match.last - 1].segment == segment:
            last, end = match.last, match.end
        else:
            end = start + len(lines[first].folded)
            while lines[last].segment == segment:
                end += 1 + len(lines[last].folded)
                last += 1
        quote = Span(
            message_id=message.message_id, start=lines[first].start, end=lines[last - 1].end
        )
        said = source.span(start, end)
        exact = match.exact and (
            is_plain
            or not is_retyped(
                message.text[quote.start : quote.end], source.text[said.start : said.end]
            )
        )
        yield QuoteLink(quote=quote, source=said, exact=exact)
        start, first = end + 1, last


def _echo_link(own: MessageId, echo: Echo) -> QuoteLink:
    """Return the link of a copy that no line of its source tells; its first stretch there."""
    start, end = echo.said
    stop = echo.source.folded.find("\n", start, end)
    source = echo.source.span(start, end if stop < 0 else stop)
    return QuoteLink(
        quote=Span(message_id=own, start=echo.start, end=echo.end), source=source, exact=False
    )


def _whole(ghost: Message) -> tuple[Segment, ...]:
    span = Span(message_id=ghost.message_id, start=0, end=len(ghost.text))
    return (Segment(span=span, zone="paragraph"),)


def _with_ghosts(answers: Sequence[Answer], said: Sequence[QuoteLink]) -> tuple[Answer, ...]:
    """Return *answers* with the words of ghosts as source where they answer such a quote."""
    if not said:
        return tuple(answers)
    by_message: dict[MessageId, list[QuoteLink]] = {}
    for link in said:
        by_message.setdefault(link.quote.message_id, []).append(link)
    done = []
    for answer in answers:
        quote = answer.quote
        if quote is not None and not answer.source:
            source = tuple(
                link.source
                for link in by_message.get(quote.message_id, ())
                if link.quote.overlaps(quote)
            )
            answer = Answer(span=answer.span, quote=quote, source=source)  # noqa: PLW2901
        done.append(answer)
    return tuple(done)
