"""What a thread and a network of people look like, in the field's own numbers.

Touches networkx, late. Undefined is None, never 0: no triangle has no balance.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from listminer.model import Discussion, MessageId
from listminer.thread.graph import depths_of

if TYPE_CHECKING:
    import networkx as nx

_SEED = 0  # Louvain breaks ties by chance; the same graph gives the same communities


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMeasures:
    """The shape and pace of one thread; hours are positive, None where nothing is known."""

    messages: int  # those in the archive, ghosts left out
    people: int
    depth: int  # replies from the root to the deepest message
    width: int  # most messages on one level
    branching: float | None  # mean number of replies to a message that has any
    first_reply_h: float | None  # from the first message to its first answer
    median_reply_h: float | None  # from a message to an answer to it
    days: float | None  # from first to last


def measure_thread(discussion: Discussion) -> ThreadMeasures:
    """Return the measures of one thread. A reply before its parent, by wrong clocks, counts 0 h."""
    nodes = discussion.thread.nodes
    dates = {m.message_id: m.date for m in discussion.messages if m.date is not None}
    depths = depths_of(nodes)
    replies = Counter(node.parent for node in nodes if node.parent is not None)
    waits: dict[MessageId, list[float]] = {}
    for node in nodes:
        if node.parent is not None and node.parent in dates and node.message_id in dates:
            wait = (dates[node.message_id] - dates[node.parent]).total_seconds() / 3600
            waits.setdefault(node.parent, []).append(max(wait, 0.0))
    real = [message for message in discussion.messages if not message.ghost]
    all_waits = [wait for each in waits.values() for wait in each]
    sent = [message.date for message in real if message.date is not None]
    return ThreadMeasures(
        messages=len(real),
        people=len({message.sender.display for message in real}),
        depth=max(depths.values(), default=0),
        width=max(Counter(depths.values()).values(), default=0),
        branching=statistics.fmean(replies.values()) if replies else None,
        first_reply_h=min(waits[nodes[0].message_id]) if nodes[0].message_id in waits else None,
        median_reply_h=statistics.median(all_waits) if all_waits else None,
        days=(max(sent) - min(sent)).total_seconds() / 86400 if sent else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMeasures:
    """One person's place in a people graph; centralities in [0, 1]."""

    name: str
    messages: int
    in_degree: float  # share of the others who answer this person
    out_degree: float  # share of the others whom this person answers
    betweenness: float  # share of shortest paths between others that pass here (Freeman 1977)
    core: int  # the largest k whose k-core holds this person (Seidman 1983), ties undirected
    community: int  # 0 is the largest (Louvain, Blondel 2008, weighted by replies and quotes)


def measure_people(graph: nx.DiGraph) -> tuple[PersonMeasures, ...]:
    """Return everybody's measures, those with most messages first, then by name."""
    import networkx as nx  # late: a third of a second

    if not graph:
        return ()
    entered = nx.in_degree_centrality(graph)
    left = nx.out_degree_centrality(graph)
    between = nx.betweenness_centrality(graph)
    core = nx.core_number(_undirected(graph))
    community = {
        name: number for number, names in enumerate(communities_of(graph)) for name in names
    }
    people = [
        PersonMeasures(
            name=name,
            messages=facts.get("messages", 0),
            in_degree=entered[name],
            out_degree=left[name],
            betweenness=between[name],
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
    density: float  # ties, of all ordered pairs there could be; in [0, 1]
    reciprocity: float | None  # share of ties that are answered; in [0, 1]
    communities: int
    modularity: float | None  # of those communities; in [-0.5, 1] (Newman 2004)
    balance: float | None  # share of signed triangles that are balanced; None: no such triangle


def measure_network(graph: nx.DiGraph) -> NetworkMeasures:
    """Return the measures of a people graph, signed or not."""
    import networkx as nx  # late: a third of a second

    communities = communities_of(graph)
    has_ties = graph.number_of_edges() > 0
    return NetworkMeasures(
        people=graph.number_of_nodes(),
        ties=graph.number_of_edges(),
        density=nx.density(graph),
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
