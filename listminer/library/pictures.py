"""Which pictures and graphs there are, by name: of one debate, of a selection of debates.

The heavy rooms (matplotlib, networkx) are imported when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from listminer.library.lookup import known_name
from listminer.mail.subject import topic_tags
from listminer.model import Discussion, Message
from listminer.people import People
from listminer.periods import is_within
from listminer.thread.replies import replies_of
from listminer.thread.statistics import ListMeasures, is_on

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

OF_ONE = ("thread", "positions", "sides")
OF_MANY = ("activity", "network", "response-times", "writing-hours", "topics")
PICTURES = (*OF_ONE, *OF_MANY)
"""The kinds of pictures: of one debate, and of any number of them."""

GRAPHS_OF_ONE = ("replies", "sentences", "stances")
GRAPHS = (*GRAPHS_OF_ONE, "people")
"""The kinds of graphs; "people" is of any number of debates."""

WITH_FINDINGS = frozenset({"thread", "positions", "sides", "sentences", "stances"})
"""Kinds for which the findings are read; the others show facts only."""


def draw_one(kind: str, discussion: Discussion, ax: Axes | None) -> Axes:
    """Draw one debate."""
    from listminer.render import plot  # late: only for who draws

    drawers: dict[str, Callable[..., Axes]] = {
        "thread": plot.plot_thread,
        "positions": plot.plot_positions,
        "sides": plot.plot_sides,
    }
    return drawers[known_name("picture", kind, OF_ONE)](discussion, ax=ax)


def draw_activity(measures: ListMeasures, ax: Axes | None) -> Axes:
    """Draw messages and newcomers over time."""
    from listminer.render import plot  # late: only for who draws

    people, undated = measures.people, measures.undated
    return plot.plot_activity(
        measures.months, days=measures.days, people=people, undated=undated, ax=ax
    )


def draw_many(
    kind: str,
    discussions: Iterable[Discussion],
    people: People,
    ax: Axes | None,
    *,
    list_name: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Axes:
    """Draw a selection of debates, each in memory once: any of OF_MANY but "activity".

    What counts messages or replies by time counts those to *list_name* in [*since*, *until*) only.
    """
    from listminer.render import plot  # late: only for who draws

    kind = known_name("picture", kind, [each for each in OF_MANY if each != "activity"])
    if kind == "response-times":
        return plot.plot_response_times(_waits(discussions, list_name, since, until), ax=ax)
    if kind == "network":
        from listminer.thread.graph import people_graph

        return plot.plot_network(people_graph(discussions, name_of=people.name_of), ax=ax)
    messages = (each for each in _messages(discussions) if is_on(each, list_name))
    period = {"since": since, "until": until}
    if kind == "writing-hours":
        return plot.plot_writing_hours(messages, **period, ax=ax)
    return plot.plot_topics(messages, topic_of, **period, ax=ax)


def graph_of_one(kind: str, discussion: Discussion) -> nx.Graph:
    """Return the "replies", "sentences" or "stances" of one debate as a graph."""
    from listminer.thread import graph  # late: networkx comes with it

    kind = known_name("graph", kind, GRAPHS_OF_ONE)
    if kind == "replies":
        return graph.reply_tree(discussion)
    if kind == "stances":
        return graph.stance_graph(discussion)
    return graph.sentence_graph(discussion, sentences_of(discussion))


def sentences_of(discussion: Discussion) -> Iterator[Any]:
    """Yield the span of every sentence that its author wrote, in reading order."""
    from listminer.extract.reading import load_reader, read_sentences  # late: its tables

    for sentence in read_sentences(discussion, load_reader(tagged=False)):
        yield sentence.span


def topic_of(message: Message) -> str | None:
    """Return the first tag of a message's subject that is not its list's own; None if none is."""
    return _first_tag(message.subject, message.lists)


@lru_cache(maxsize=10_000)  # a list has far fewer subjects than messages
def _first_tag(subject: str, lists: tuple[str, ...]) -> str | None:
    own = {name.casefold() for name in lists}
    return next((tag for tag in topic_tags(subject) if tag not in own), None)


def _messages(discussions: Iterable[Discussion]) -> Iterator[Message]:
    for discussion in discussions:
        yield from discussion.messages


def _waits(
    discussions: Iterable[Discussion],
    list_name: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Iterator[float | None]:
    for discussion in discussions:
        for reply in replies_of(discussion):
            if is_on(reply.message, list_name) and is_within(reply.message.date, since, until):
                yield reply.hours
