"""Link each quote to the words of the earlier message that it repeats.

Pure. Messages are taken parents first; each is compared with its ancestors,
nearest first, then with the rest of its thread before it, so that the nearest
source wins and the work stays linear for quotes that stand in the parent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listminer.model import Answer, Message, MessageId, QuoteLink, Segment, Span, Thread, ThreadNode
from listminer.thread.answers import find_answers
from listminer.thread.copies import mark_copies
from listminer.thread.ghosts import Ghost, collect, graft_ghosts
from listminer.thread.quotes import Match, find_edited, find_known, find_lines
from listminer.thread.words import Known, Line, Words, is_quote, own_words, quoted_lines

MAX_ANCESTORS = 60  # searched for one quote; real chains are read to 40
MAX_OTHERS = 30  # earlier messages that are no ancestors, nearest in order first
NEAR = 3  # ancestors in which an edited line is looked for
MAX_LINES = 4000  # quoted lines of one message that are looked for


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
    mailer re-wrapped still matches; `exact` is True only if both sides are then
    equal. One link per run of lines that stands together in the source: what was
    elided between is not linked. Links and answers come in reading order. A
    quote that nobody before wrote has no link.

    Source: fragment quotation graph, Carenini, Ng and Zhou (2007).
    """
    aligner = _Aligner(thread, messages, segments)
    for node in thread.nodes:
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
        self._nodes = {node.message_id: node for node in thread.nodes}
        self._words: dict[MessageId, Words] = {}
        self._known: Known = {}
        self._missed: set[str] = set()  # lines that nobody wrote: not looked for again
        self._links: list[QuoteLink] = []
        self._answers: list[Answer] = []
        self._ghosts: dict[MessageId, Ghost] = {}

    def read(self, node: ThreadNode) -> None:
        message = self._messages[node.message_id]
        segments = self._segments.get(node.message_id, ())
        ancestors = self._ancestors(node)
        by_others, mine = self._by_sender(ancestors, message)
        links: list[QuoteLink] = []
        if by_others:
            segments, copies = mark_copies(message.text, segments, by_others, mine)
            for segment, source in copies:
                links += self._link(quoted_lines(message.text, segment), [source], segment)
            copied = {segment.span for segment, _ in copies}
        else:
            copied = set()
        self._segments[node.message_id] = segments
        unlinked = []
        others: list[Words] | None = None
        for segment in segments:
            if not is_quote(segment) or segment.span in copied:
                continue
            lines = quoted_lines(message.text, segment)[:MAX_LINES]
            found = self._link(lines, ancestors, segment)
            if lines and not found:
                others = self._others(ancestors) if others is None else others
                found = self._link(lines, others, segment)
            if lines and not found:
                unlinked.append(segment)
            links += found
        links.sort(key=lambda link: link.quote.start)
        if unlinked:
            collect(self._ghosts, message, unlinked, node, self._nodes)
        self._links += links
        self._answers += find_answers(message.text, segments, links)
        self._words[node.message_id] = own_words(
            node.message_id, message.text, segments, self._known
        )

    def _ancestors(self, node: ThreadNode) -> list[Words]:
        found: list[Words] = []
        at = node.parent
        while at is not None and len(found) < MAX_ANCESTORS:
            if at in self._words:
                found.append(self._words[at])
            at = self._nodes[at].parent
        return found

    def _by_sender(
        self, sources: Sequence[Words], message: Message
    ) -> tuple[list[Words], list[Words]]:
        """Return those by other people, and those by the sender of *message*."""
        sides: tuple[list[Words], list[Words]] = ([], [])
        for words in sources:
            is_own = self._messages[words.message_id].sender == message.sender
            sides[is_own].append(words)
        return sides

    def _others(self, ancestors: Sequence[Words]) -> list[Words]:
        """Return the words of messages read before that are no ancestors, nearest first."""
        known = {words.message_id for words in ancestors}
        return [words for own, words in reversed(self._words.items()) if own not in known][
            :MAX_OTHERS
        ]

    def _link(
        self, lines: Sequence[Line], sources: Sequence[Words], segment: Segment
    ) -> list[QuoteLink]:
        """Return links of *lines*: as they stand in the first source that has them, then edited."""
        links: list[QuoteLink] = []
        taken: set[int] = set()
        for match, source in find_known(lines, self._known):
            links.append(_quote_link(lines, match, source, segment))
            taken.update(range(match.first, match.last))
        left = [
            line
            for at, line in enumerate(lines)
            if at not in taken and line.folded not in self._missed
        ]
        for find, among in ((find_lines, sources), (find_edited, sources[:NEAR])):
            for source in among:
                if not left:
                    return links
                matches = find(left, source)
                if not matches:
                    continue
                links += [_quote_link(left, match, source, segment) for match in matches]
                found = {at for match in matches for at in range(match.first, match.last)}
                left = [line for at, line in enumerate(left) if at not in found]
        self._missed.update(line.folded for line in left)
        return links

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


def _quote_link(lines: Sequence[Line], match: Match, source: Words, segment: Segment) -> QuoteLink:
    quote = Span(
        message_id=segment.span.message_id,
        start=lines[match.first].start,
        end=lines[match.last - 1].end,
    )
    return QuoteLink(quote=quote, source=source.span(match.start, match.end), exact=match.exact)


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
                if link.quote.start < quote.end and quote.start < link.quote.end
            )
            answer = Answer(span=answer.span, quote=quote, source=source)  # noqa: PLW2901
        done.append(answer)
    return tuple(done)
