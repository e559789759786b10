"""Graphs say who answered whom, and measures what textbooks say of small graphs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import networkx as nx
import pytest

from listminer.model import Address, Discussion, Message, MessageId, Span, Thread, ThreadNode
from listminer.people import People
from listminer.thread.graph import (
    TIES,
    people_by_period,
    people_graph,
    reply_tree,
    sentence_graph,
    stance_graph,
    words_key,
)
from listminer.thread.measures import (
    balance_of,
    communities_of,
    measure_network,
    measure_people,
    measure_thread,
)
from listminer.thread.replies import replies_of
from listminer.thread.statistics import measure_list
from tests.labelled import labelled_sample

DEBATE, RELEASE = labelled_sample()
MESSAGES = {message.message_id: message for message in DEBATE.messages}


def test_the_reply_tree_is_a_tree_of_all_messages():
    tree = reply_tree(DEBATE)
    assert nx.is_arborescence(tree.reverse())
    assert list(tree) == [node.message_id for node in DEBATE.thread.nodes]
    assert tree.nodes[DEBATE.thread.root]["depth"] == 0


def test_each_reply_points_at_its_parent():
    parents = {node.message_id: node.parent for node in DEBATE.thread.nodes if node.parent}
    assert dict(list(reply_tree(DEBATE).edges)) == parents


def test_every_labelled_act_is_a_node_with_its_words():
    graph = sentence_graph(DEBATE)
    for act in DEBATE.findings.acts:
        facts = graph.nodes[words_key(act.span)]
        assert facts["text"] == MESSAGES[act.span.message_id].text[act.span.start : act.span.end]
        assert act.kind in facts["acts"].split()


def test_a_sentence_never_answers_its_own_message():
    graph = sentence_graph(DEBATE)
    assert graph.number_of_edges() > 20
    assert [
        edge
        for edge in graph.edges
        if graph.nodes[edge[0]]["message_id"] == graph.nodes[edge[1]]["message_id"]
    ] == []


def test_sentences_given_are_nodes_even_if_nothing_is_tied_to_them():
    span = Span(message_id=DEBATE.messages[0].message_id, start=0, end=2)
    assert words_key(span) in sentence_graph(DEBATE, [span])


def test_nobody_is_tied_to_himself_and_everybody_who_wrote_is_there():
    graph = people_graph([DEBATE, RELEASE])
    assert list(nx.selfloop_edges(graph)) == []
    assert set(graph) == {m.sender.display for d in (DEBATE, RELEASE) for m in d.messages}
    assert sum(graph.nodes[name]["messages"] for name in graph) == 29


def test_sides_make_signs():
    edge = people_graph([DEBATE]).edges["Kwame Boateng", "Tomás Arriaga"]
    assert edge["disagreements"] > edge["agreements"]
    assert edge["sign"] == edge["agreements"] - edge["disagreements"]


def test_months_add_up_to_the_whole():
    whole = people_graph([DEBATE, RELEASE])
    weeks = people_by_period([DEBATE, RELEASE], period="week").values()
    assert sum(each.size("replies") for each in weeks) == whole.size("replies")


def test_the_stance_graph_has_one_edge_a_position():
    graph = stance_graph(DEBATE)
    assert {(frozenset((h, p)), stance) for h, p, stance in graph.edges(data="stance")} == {
        (frozenset((each.holder, each.proposal)), each.stance) for each in DEBATE.findings.positions
    }
    assert nx.is_bipartite(graph)


def test_who_is_called_like_a_proposal_is_not_taken_for_it():
    (first, *_) = DEBATE.findings.positions
    named = replace(first, holder=first.proposal)
    graph = stance_graph(replace(DEBATE, findings=replace(DEBATE.findings, positions=(named,))))
    assert graph.nodes[first.proposal]["kind"] == "proposal"
    assert graph.nodes[f"{first.proposal} (person)"]["kind"] == "person"
    assert not list(nx.selfloop_edges(graph))


def test_words_known_from_quotes_only_are_marked_in_graphs():
    (first, *_) = DEBATE.findings.positions
    heard = {each.message_id for each in first.evidence}
    hearsay = replace(
        DEBATE,
        messages=tuple(replace(m, ghost=m.message_id in heard) for m in DEBATE.messages),
    )
    edge = stance_graph(hearsay).edges[first.holder, first.proposal]
    assert edge["ghost"] is True
    assert stance_graph(DEBATE).edges[first.holder, first.proposal]["ghost"] is False
    nodes = sentence_graph(hearsay).nodes(data=True)
    assert {key for key, facts in nodes if facts["ghost"]} == {
        key for key, facts in nodes if facts["message_id"] in heard
    }


def test_the_shape_of_the_short_thread():
    found = measure_thread(RELEASE)
    assert (found.messages, found.people, found.depth, found.width) == (3, 2, 2, 1)
    assert found.branching == pytest.approx(1.0)


def message(number: int, hours: float, *, ghost: bool = False, name: str = "") -> Message:
    """Return a message sent *hours* after the first, by somebody of its own unless named."""
    return Message(
        message_id=MessageId(f"m{number}@x"),
        sender=Address(name=name or f"Person {number}", address=f"{name[:3] or number}@x"),
        date=datetime(2016, 3, 7, tzinfo=UTC) + timedelta(hours=hours),
        subject="Nightly builds",
        references=(),
        lists=(),
        text="+1\n",
        source="",
        ghost=ghost,
    )


def chain(*messages: Message) -> Discussion:
    """Return a thread in which each message answers the one before."""
    ids = [each.message_id for each in messages]
    nodes = [
        ThreadNode(message_id=each.message_id, parent=parent, how="header", ghost=each.ghost)
        for each, parent in zip(messages, [None, *ids], strict=False)
    ]
    return Discussion(
        thread=Thread(root=ids[0], nodes=tuple(nodes)), messages=messages, segments={}
    )


def test_only_what_the_archive_has_is_measured_and_depth_counts_what_lies_between():
    lost = [message(number, number, ghost=True) for number in range(2)]
    found = measure_thread(chain(*lost, message(2, 2), message(3, 5)))
    assert (found.messages, found.people, found.depth, found.width) == (2, 2, 3, 1)
    assert (found.first_reply_h, found.median_reply_h, found.branching) == (None, 3.0, 1.0)
    alone = measure_thread(chain(*lost, message(2, 2)))
    assert (alone.messages, alone.depth, alone.width) == (1, 2, 1)
    assert (alone.median_reply_h, alone.branching, alone.days) == (None, None, 0.0)


def test_whom_only_quotes_name_is_nobody_and_whose_mail_is_missing_is_answered():
    lost = message(0, 0, ghost=True, name="I have what is the final word")
    known = message(2, 2, ghost=True, name="Ada Lovelace")
    found = chain(lost, message(1, 1, name="Ada Lovelace"), known, message(3, 3, name="Grace"))
    graph = people_graph([found])
    assert dict(graph.nodes(data="messages")) == {"Ada Lovelace": 1, "Grace": 1}
    assert list(graph.edges(data="replies")) == [("Grace", "Ada Lovelace", 1)]
    assert measure_network(graph).people == measure_list([found]).people
    later = people_graph([found], since=message(0, 3).date)
    assert dict(later.nodes(data="messages")) == {"Grace": 1, "Ada Lovelace": 0}


def test_all_ties_have_the_same_attributes():
    undated = replace(message(1, 1, name="Ada"), date=None)
    graph = people_graph([chain(message(0, 0, name="Grace"), undated, message(2, 2, name="Grace"))])
    assert [list(facts) for _, _, facts in graph.edges(data=True)] == [
        [*TIES, "first", "last", "sign", "weight"]
    ] * 2
    assert graph.edges["Ada", "Grace"]["first"] is graph.edges["Ada", "Grace"]["last"] is None
    assert graph.edges["Grace", "Ada"]["first"] == message(2, 2).date.isoformat()


def test_a_person_under_two_names_is_one():
    both = chain(message(0, 0, name="Ada Lovelace"), message(1, 1, name="Ada L."))
    assert measure_thread(both).people == 2
    assert measure_thread(both, name_of=People(m.sender for m in both.messages).name_of).people == 1


def test_a_reply_before_its_parent_took_no_time_that_anybody_knows():
    found = chain(message(0, 0), message(1, -1), message(2, 3), message(3, 3))
    assert [reply.hours for reply in replies_of(found)] == [None, 4.0, None]
    measures = measure_thread(found)
    assert (measures.first_reply_h, measures.median_reply_h) == (None, 4.0)
    assert measure_list([found]).median_reply_h == 4.0


def signed(*ties: tuple[str, str, int]) -> nx.DiGraph:
    graph = nx.DiGraph()
    for one, other, sign in ties:
        graph.add_edge(one, other, sign=sign, weight=1)
    return graph


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([("a", "b", 1), ("b", "c", 1), ("a", "c", 1)], 1.0),
        ([("a", "b", -1), ("b", "c", -1), ("a", "c", 1)], 1.0),  # the enemy of my enemy
        ([("a", "b", -1), ("b", "c", 1), ("c", "a", 1)], 0.0),
        ([("a", "b", -1), ("b", "c", -1), ("c", "a", -1)], 0.0),
        ([("a", "b", 1), ("b", "a", -1), ("b", "c", 1), ("a", "c", 1)], None),  # a-b says nothing
        ([("a", "b", 1)], None),
        ([], None),
    ],
)
def test_balance(ties, expected):
    assert balance_of(signed(*ties)) == expected


def test_two_camps_are_two_communities_the_larger_first():
    camps = [("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("x", "y", 1), ("c", "d", 1)]
    assert communities_of(signed(*camps)) == [{"a", "b", "c", "d"}, {"x", "y"}]


def test_the_one_between_two_has_all_the_betweenness():
    found = {each.name: each for each in measure_people(signed(("a", "b", 1), ("b", "c", 1)))}
    assert found["b"].betweenness == pytest.approx(0.5)  # one of two ordered pairs has a path
    assert (found["a"].out_degree, found["a"].in_degree, found["a"].core) == (0.5, 0.0, 1)


def test_half_of_these_ties_are_answered():
    found = measure_network(signed(("a", "b", 1), ("b", "a", 1), ("a", "c", 1), ("c", "b", 1)))
    assert found.reciprocity == pytest.approx(0.5)
    assert found.density == pytest.approx(4 / 6)


def test_an_empty_graph_measures_nothing():
    empty = people_graph([])
    assert measure_people(empty) == ()
    found = measure_network(empty)
    assert found.density is found.reciprocity is found.modularity is found.balance is None


def test_what_takes_others_is_undefined_without_them():
    (alone,) = measure_people(people_graph([chain(message(0, 0))]))
    assert (alone.in_degree, alone.out_degree, alone.betweenness) == (None, None, None)
    assert measure_network(people_graph([chain(message(0, 0))])).density is None
    pair = measure_people(people_graph([chain(message(0, 0), message(1, 1))]))
    assert [(each.in_degree, each.betweenness) for each in pair] == [(1.0, None), (0.0, None)]
