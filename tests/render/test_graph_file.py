"""Graphs come back from their files as they went in, whatever a mail holds."""

from __future__ import annotations

import io
import json

import networkx as nx
import pydot
import pytest

from listminer.render.graph_file import GRAPH_FORMS, render_graph
from listminer.thread.graph import people_graph, reply_tree, sentence_graph, stance_graph
from tests.labelled import labelled_sample

DEBATE, RELEASE = labelled_sample()
GRAPHS = {
    "reply tree": reply_tree(DEBATE),
    "sentences": sentence_graph(DEBATE),
    "people": people_graph([DEBATE, RELEASE]),
    "stances": stance_graph(DEBATE),
}


def read_back(text: str, form: str) -> nx.Graph:
    if form == "graphml":
        return nx.parse_graphml(text)
    if form == "gexf":
        return nx.read_gexf(io.BytesIO(text.encode()))
    return nx.node_link_graph(json.loads(text), edges="edges")


def facts(graph: nx.Graph, *, without: str = "") -> tuple[object, object]:
    nodes = {
        name: {k: v for k, v in held.items() if k != without}
        for name, held in graph.nodes(data=True)
    }
    edges = {
        (one, other) if graph.is_directed() else frozenset((one, other)): {
            k: v for k, v in held.items() if k not in ("id", without)
        }
        for one, other, held in graph.edges(data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_a_graph_comes_back_equal(name, form):
    graph = GRAPHS[name]
    back = read_back(render_graph(graph, form), form)
    # GEXF gives each node a label, its name
    assert facts(back, without="label" if form == "gexf" else "") == facts(graph)


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_what_is_not_known_is_left_out(form):
    graph = nx.DiGraph()
    graph.add_edge("Ada", "Grace", weight=1, first=None)
    back = read_back(render_graph(graph, form), form)
    assert {k: v for k, v in back.edges["Ada", "Grace"].items() if k != "id"} == {"weight": 1}


@pytest.mark.parametrize("name", GRAPHS)
def test_dot_has_every_node_and_edge(name):
    graph = GRAPHS[name]
    (drawn,) = pydot.graph_from_dot_data(render_graph(graph, "dot"))
    assert len(drawn.get_nodes()) == graph.number_of_nodes()
    assert len(drawn.get_edges()) == graph.number_of_edges()


@pytest.mark.parametrize("form", GRAPH_FORMS)
def test_hostile_text_makes_no_broken_file(form):
    graph = nx.DiGraph()
    evil = 'a"]; evil [\x00\x1b\ud800 <!-- ]]> &amp; \\" \r\n'
    graph.add_node(evil, text=evil)
    text = render_graph(graph, form)
    text.encode()
    if form == "dot":
        (drawn,) = pydot.graph_from_dot_data(text)
        assert len(drawn.get_nodes()) == 1
    else:
        assert read_back(text, form).number_of_nodes() == 1


def test_a_graph_as_json_steers_no_terminal():
    graph = nx.DiGraph()
    graph.add_node("Ada \x9b31m\u202e")
    text = render_graph(graph, "json")
    assert (text.isascii(), list(read_back(text, "json"))) == (True, ["Ada \x9b31m\u202e"])
