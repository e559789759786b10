"""Discussions as networkx graphs: replies, sentences, people, people and proposals.

Touches networkx, which is imported when the first graph is made. Every attribute
is text, a whole number, a float or a truth value, so that every graph can be
written as GraphML, GEXF, JSON and DOT. What is not known is left out, or None on
the edges between people: these all have the same attributes, to be a table's
columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from listminer.model import Address, Discussion, Message, MessageId, Span, SpeechAct, ThreadNode
from listminer.periods import is_within

if TYPE_CHECKING:
    import networkx as nx

NameOf = Callable[[Address], str]
Period = Literal["week", "month", "year"]
_PERIODS: Mapping[str, str] = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
_SECONDS_AN_HOUR = 3600
TIES = ("replies", "quotes", "agreements", "disagreements")
"""What is counted on an edge of `people_graph`."""


def display_of(sender: Address) -> str:
    """Return what a header calls its sender: who is who where nobody tells."""
    return sender.display


def reply_tree(discussion: Discussion) -> nx.DiGraph:
    """Return who answered which message: a tree of Message-IDs, edges from reply to parent.

    Nodes: `sender`, `date` (ISO 8601, UTC), `subject`, `ghost`, `depth` (0: the
    root), `position` (0, 1, … in reading order); of a ghost whose words nobody
    quotes only the last three. Edges: `how` ("header", "quote", "subject") and
    `hours` from parent to reply, negative where a clock was wrong.
    """
    graph = _new_graph()
    messages = _by_id(discussion)
    depths = depths_of(discussion.thread.nodes)
    for position, node in enumerate(discussion.thread.nodes):
        facts = _facts(messages.get(node.message_id))
        graph.add_node(
            node.message_id,
            **facts,
            ghost=node.ghost,
            depth=depths[node.message_id],
            position=position,
        )
    for node in discussion.thread.nodes:
        if node.parent is not None:
            hours = _hours_between(messages.get(node.parent), messages.get(node.message_id))
            graph.add_edge(node.message_id, node.parent, **_known(how=node.how, hours=hours))
    return graph


def depths_of(nodes: Iterable[ThreadNode]) -> dict[MessageId, int]:
    """Return how far below the root each node is; parents stand before children in a thread."""
    depths: dict[MessageId, int] = {}
    for node in nodes:
        depths[node.message_id] = 0 if node.parent is None else depths[node.parent] + 1
    return depths


def sentence_graph(discussion: Discussion, sentences: Iterable[Span] = ()) -> nx.DiGraph:
    """Return which words answer which: nodes are stretches of text, edges mean "answers".

    A node is called "message_id#start-end" and has `message_id`, `start`, `end`,
    `text`, `sender`, `acts` (kinds joined by blanks, "" for none) and `ghost` (the
    mail is missing, its words are known from quotes: they may be another's). *sentences*
    are nodes whether or not anything is tied to them; without them there are
    the sentences that do something, and the paragraphs that answer a quote. An
    edge leads from a sentence, or a paragraph of which none is known, to the
    words of the earlier message that the quote above it repeats.

    Source: fragment quotation graph, Carenini, Ng and Zhou (2007), with the
    sentence in place of the fragment where it is known.
    """
    graph = _new_graph()
    messages = _by_id(discussion)
    acts: dict[Span, list[SpeechAct]] = {}
    for act in discussion.findings.acts:
        acts.setdefault(act.span, []).append(act)
    inside = _Sentences([*sentences, *acts])
    for span in inside.all():
        _add_words(graph, span, messages, " ".join(act.kind for act in acts.get(span, ())))
    for answer in discussion.answers:
        if not answer.source:
            continue
        for span in inside.within(answer.span) or [answer.span]:
            _add_words(graph, span, messages)
            for source in answer.source:
                for target in inside.touching(source) or [source]:
                    _add_words(graph, target, messages)
                    graph.add_edge(words_key(span), words_key(target))
    return graph


def words_key(span: Span) -> str:
    """Return what a node of the sentence graph is called."""
    return f"{span.message_id}#{span.start}-{span.end}"


class _Sentences:
    """Sentences by message and place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: dict[MessageId, list[Span]] = {}
        for span in sorted(set(spans), key=lambda each: (each.message_id, each.start, each.end)):
            self._spans.setdefault(span.message_id, []).append(span)

    def all(self) -> Iterator[Span]:
        for spans in self._spans.values():
            yield from spans

    def within(self, place: Span) -> list[Span]:
        spans = self._spans.get(place.message_id, ())
        return [each for each in spans if place.covers(each)]

    def touching(self, place: Span) -> list[Span]:
        spans = self._spans.get(place.message_id, ())
        return [each for each in spans if each.overlaps(place)]


def people_graph(
    discussions: Iterable[Discussion],
    *,
    name_of: NameOf = display_of,
    since: datetime | None = None,
    until: datetime | None = None,
) -> nx.DiGraph:
    """Return who deals with whom: edges from the one who writes to the one who is answered.

    Nodes are people who wrote a message that the archive has, at any time, with
    `messages`; whom only quotes name is none, for attributions are often broken.
    Edges count `replies`, `quotes` (stretches of the other's words), `agreements`
    and `disagreements` (sides taken on what the other said), have `sign`
    (agreements less disagreements), `weight` (replies and quotes together) and
    `first` and `last` (ISO 8601; None if no message of theirs has a date). Nobody
    is tied to himself. Only messages that the archive has and with a date in
    [*since*, *until*) tie, all if both are None; what they answer may be missing.
    Sides count where the discussion has findings.
    """
    graph = _new_graph()
    wrote: set[str] = set()
    for discussion in discussions:
        wrote.update(name_of(each.sender) for each in discussion.messages if not each.ghost)
        _add_people(graph, discussion, name_of, since, until)
    graph.remove_nodes_from([name for name in graph if name not in wrote])
    for _, _, edge in graph.edges(data=True):
        edge["sign"] = edge["agreements"] - edge["disagreements"]
        edge["weight"] = edge["replies"] + edge["quotes"]
    return graph


def people_by_period(
    discussions: Iterable[Discussion], *, period: Period = "month", name_of: NameOf = display_of
) -> dict[str, nx.DiGraph]:
    """Return the people graph of each week ("2016-W10"), month or year, in order.

    A tie belongs to the period of the message that makes it.
    """
    listed = list(discussions)
    dates = {m.date for each in listed for m in each.messages if m.date is not None}
    bounds: dict[str, tuple[datetime, datetime]] = {}
    for date in sorted(dates):
        key = date.strftime(_PERIODS[period])
        first, _ = bounds.get(key, (date, date))
        bounds[key] = (first, date)
    return {
        key: people_graph(
            listed, name_of=name_of, since=first, until=last + timedelta(microseconds=1)
        )
        for key, (first, last) in bounds.items()
    }


def stance_graph(discussion: Discussion) -> nx.Graph:
    """Return people × proposals: an edge for each position, with `stance` and `sign` (1, 0, -1).

    Nodes have `kind` ("person", "proposal"); proposals also `title`, `status`
    and, where known, `author`. Of an edge with `ghost` all words are known from
    quotes only. Who is called like a proposal ("P1") stands as "P1 (person)".
    """
    import networkx as nx  # late: a third of a second

    graph = nx.Graph()
    messages = _by_id(discussion)
    for proposal in discussion.findings.proposals:
        graph.add_node(
            proposal.id,
            kind="proposal",
            **_known(title=proposal.title, status=proposal.status, author=proposal.author),
        )
    for position in discussion.findings.positions:
        holder = position.holder
        if graph.nodes.get(holder, {}).get("kind") == "proposal":
            holder = f"{holder} (person)"
        graph.add_node(holder, kind="person")
        graph.add_edge(
            holder,
            position.proposal,
            stance=position.stance,
            sign=_SIGN[position.stance],
            ghost=all(messages[each.message_id].ghost for each in position.evidence),
        )
    return graph


_SIGN = {"support": 1, "oppose": -1, "conditional": 0}


def _add_people(
    graph: nx.DiGraph,
    discussion: Discussion,
    name_of: NameOf,
    since: datetime | None,
    until: datetime | None,
) -> None:
    messages = _by_id(discussion)
    parents = {node.message_id: node.parent for node in discussion.thread.nodes}
    names = {own: name_of(message.sender) for own, message in messages.items()}
    counted = {
        own: None if message.date is None else message.date.isoformat()
        for own, message in messages.items()
        if not message.ghost and is_within(message.date, since, until)
    }
    for own in counted:
        _count_message(graph, names[own])
    for (own, other, what), number in _ties(discussion, parents).items():
        if own in counted and other in names and names[own] != names[other]:
            _count(graph, names[own], names[other], what, number, counted[own])


def _ties(
    discussion: Discussion, parents: Mapping[MessageId, MessageId | None]
) -> Counter[tuple[MessageId, MessageId | None, str]]:
    """Count what ties one message to another: a long mail quotes the same one many times."""
    ties = Counter((own, parent, "replies") for own, parent in parents.items())
    ties.update(
        (link.quote.message_id, link.source.message_id, "quotes") for link in discussion.links
    )
    for act in discussion.findings.acts:
        if act.kind in ("support", "oppose"):
            own = act.span.message_id
            other = act.answers.message_id if act.answers is not None else parents.get(own)
            ties[own, other, "agreements" if act.kind == "support" else "disagreements"] += 1
    return ties


def _count_message(graph: nx.DiGraph, name: str) -> None:
    graph.add_node(name)
    graph.nodes[name]["messages"] = graph.nodes[name].get("messages", 0) + 1


def _count(
    graph: nx.DiGraph, writer: str, answered: str, what: str, number: int, date: str | None
) -> None:
    for name in (writer, answered):
        if name not in graph:
            graph.add_node(name, messages=0)
    if not graph.has_edge(writer, answered):
        graph.add_edge(writer, answered, **dict.fromkeys(TIES, 0), first=date, last=date)
    edge = graph.edges[writer, answered]
    edge[what] += number
    if date is not None:
        edge["first"] = min(edge["first"] or date, date)
        edge["last"] = max(edge["last"] or date, date)


def _add_words(
    graph: nx.DiGraph, span: Span, messages: Mapping[MessageId, Message], acts: str = ""
) -> None:
    key = words_key(span)
    if key in graph:
        return
    message = messages[span.message_id]
    graph.add_node(
        key,
        message_id=span.message_id,
        start=span.start,
        end=span.end,
        text=message.text[span.start : span.end],
        sender=message.sender.display,
        acts=acts,
        ghost=message.ghost,
    )


def _new_graph() -> nx.DiGraph:
    import networkx as nx  # late: a third of a second

    return nx.DiGraph()


def _by_id(discussion: Discussion) -> dict[MessageId, Message]:
    return {message.message_id: message for message in discussion.messages}


def _facts(message: Message | None) -> dict[str, Any]:
    if message is None:
        return {}
    return _known(
        sender=message.sender.display,
        date=None if message.date is None else message.date.isoformat(),
        subject=message.subject,
    )


def _known(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _hours_between(parent: Message | None, child: Message | None) -> float | None:
    if parent is None or child is None or parent.date is None or child.date is None:
        return None
    return (child.date - parent.date).total_seconds() / _SECONDS_AN_HOUR
