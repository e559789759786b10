"""What a thread and a network of people look like, in the field's own numbers.

Touches networkx, late. Undefined is None, never 0: no triangle has no balance.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from listminer.model import Discussion
from listminer.thread.graph import NameOf, depths_of, display_of
from listminer.thread.replies import replies_of

if TYPE_CHECKING:
    import networkx as nx

_SEED = 0  # Louvain breaks ties by chance; the same graph gives the same communities


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMeasures:
    """The shape and pace of one thread, as far as the archive has it; hours are positive.

    Only messages that the archive has are counted, and replies of one of these to
    another, as in `ListMeasures`. Depth alone also counts the missing ones between:
    how far down a reply stands is known where the words above it are not.
    """

    messages: int
    people: int
    depth: int  # replies from the thread's first message, which may be missing, to the deepest
    width: int  # most messages on one level
    branching: float | None  # mean number of replies to a message that has any
    first_reply_h: float | None  # from the first message to its first answer; None: it is missing
    median_reply_h: float | None  # from a message to an answer to it
    days: float | None  # from first to last


def measure_thread(discussion: Discussion, *, name_of: NameOf = display_of) -> ThreadMeasures:
    """Return the measures of one thread; *name_of* tells who is one person.

    Replies that nobody knows the time of are in no time; see `Reply.hours`.
    """
    real = discussion.heard
    depths = depths_of(discussion.thread.nodes)
    levels = [depths[message.message_id] for message in real]
    replies = list(replies_of(discussion))
    answers = Counter(reply.parent.message_id for reply in replies)
    waits = [reply.hours for reply in replies if reply.hours is not None]
    first_waits = [
        reply.hours
        for reply in replies
        if reply.hours is not None and reply.parent.message_id == discussion.thread.root
    ]
    sent = [message.date for message in real if message.date is not None]
    return ThreadMeasures(
        messages=len(real),
        people=len({name_of(message.sender) for message in real}),
        depth=max(levels, default=0),
        width=max(Counter(levels).values(), default=0),
        branching=statistics.fmean(answers.values()) if answers else None,
        first_reply_h=min(first_waits, default=None),
        median_reply_h=statistics.median(waits) if waits else None,
        days=(max(sent) - min(sent)).total_seconds() / 86400 if sent else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMeasures:
    """One person's place in a people graph; centralities in [0, 1], None without enough others."""

    name: str
    messages: int
    in_degree: float | None  # share of the others who answer this person
    out_degree: float | None  # share of the others whom this person answers
    betweenness: float | None  # share of shortest paths between two others here (Freeman 1977)
    core: int  # the largest k whose k-core holds this person (Seidman 1983), ties undirected
    community: int  # 0 is the largest (Louvain, Blondel 2008, weighted by replies and quotes)


def measure_people(graph: nx.DiGraph) -> tuple[PersonMeasures, ...]:
    """Return everybody's measures, those with most messages first, then by name."""
    import networkx as nx  # late: a third of a second

    if not graph:
        return ()
    # networkx says 1 or 0 where there is nobody to be tied to, or nobody to stand between
    entered = nx.in_degree_centrality(graph) if len(graph) > 1 else {}
    left = nx.out_degree_centrality(graph) if len(graph) > 1 else {}
    between = nx.betweenness_centrality(graph) if len(graph) > 2 else {}
    core = nx.core_number(_undirected(graph))
    community = {
        name: number for number, names in enumerate(communities_of(graph)) for name in names
    }
    people = [
        PersonMeasures(
            name=name,
            messages=facts.get("messages", 0),
            in_degree=entered.get(name),
            out_degree=left.get(name),
            betweenness=between.get(name),
            core=core[name],
            community=community[name],
        )
        for name, facts in graph.nodes(data=True)
    ]
    return tuple(sorted(people, key=lambda each: (-each.messages, each.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMeasures:
    """A people graph as a whole."""

    people: int
    ties: int  # ordered pairs of whom one answered the other
    density: float | None  # ties, of all ordered pairs there could be; in [0, 1]; None: no pair
    reciprocity: float | None  # share of ties that are answered; in [0, 1]; None: no tie
    communities: int
    modularity: float | None  # of those communities; in [-0.5, 1] (Newman 2004); None: no tie
    balance: float | None  # share of signed triangles that are balanced; None: no such triangle


def measure_network(graph: nx.DiGraph) -> NetworkMeasures:
    """Return the measures of a people graph, signed or not."""
    import networkx as nx  # late: a third of a second

    communities = communities_of(graph)
    has_ties = graph.number_of_edges() > 0
    return NetworkMeasures(
        people=graph.number_of_nodes(),
        ties=graph.number_of_edges(),
        density=nx.density(graph) if len(graph) > 1 else None,
        reciprocity=nx.overall_reciprocity(graph) if has_ties else None,
        communities=len(communities),
        modularity=nx.community.modularity(_undirected(graph), communities) if has_ties else None,
        balance=balance_of(graph),
    )


def communities_of(graph: nx.DiGraph) -> list[set[str]]:
    """Return the communities of a people graph, the largest first, equal ones by name."""
    import networkx as nx  # late: a third of a second

    if not graph:
        return []
    found = nx.community.louvain_communities(_undirected(graph), weight="weight", seed=_SEED)
    return sorted(found, key=lambda names: (-len(names), min(names)))


def balance_of(graph: nx.DiGraph) -> float | None:
    """Return the share of triangles of signed ties whose product is positive.

    A pair's sign is that of the sum of both directions; 0 is no tie. Source:
    structural balance, Cartwright and Harary (1956).
    """
    signs: dict[frozenset[str], int] = {}
    for one, other, edge in graph.edges(data=True):
        pair = frozenset((one, other))
        signs[pair] = signs.get(pair, 0) + edge.get("sign", 0)
    near: dict[str, set[str]] = {}
    for pair, sign in signs.items():
        if sign:
            one, other = sorted(pair)
            near.setdefault(one, set()).add(other)  # from smaller to larger name only
    balanced = total = 0
    for one, others in near.items():
        for second, third in combinations(sorted(others), 2):
            if third not in near.get(second, ()):
                continue
            total += 1
            sides = ((one, second), (one, third), (second, third))
            negative = sum(signs[frozenset(side)] < 0 for side in sides)
            balanced += negative % 2 == 0
    return balanced / total if total else None


def _undirected(graph: nx.DiGraph) -> nx.Graph:
    """Return the graph with both directions of a tie as one, its weights added."""
    import networkx as nx  # late: a third of a second

    merged = nx.Graph()
    merged.add_nodes_from(graph)
    for one, other, edge in graph.edges(data=True):
        weight = edge.get("weight", 1)
        if merged.has_edge(one, other):
            merged.edges[one, other]["weight"] += weight
        else:
            merged.add_edge(one, other, weight=weight)
    return merged
