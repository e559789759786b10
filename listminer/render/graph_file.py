"""Graphs as files that other programs open: GraphML, GEXF, node-link JSON, DOT.

Touches networkx and, for DOT, pydot (extra `graph`); writes nothing itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from listminer.errors import UserError
from listminer.render.json import dumped

if TYPE_CHECKING:
    import networkx as nx

GraphForm = Literal["graphml", "gexf", "json", "dot"]
GRAPH_FORMS: tuple[GraphForm, ...] = get_args(GraphForm)
# What XML 1.0 cannot hold. Matches: "\x00", "\x1b", a lone surrogate, "\ufffe". Not: "\t", "é".
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_graph(graph: nx.Graph, form: GraphForm) -> str:
    """Return *graph* as the text of a file; nodes, edges and attributes survive the way back.

    In every form, characters that XML cannot hold are U+FFFD, and attributes that
    are None, for which XML has no type, are left out, so that all forms say the
    same. JSON is networkx's node-link form, edges under "edges". Raises UserError
    if *form* is DOT and pydot is not installed.
    """
    return _WRITERS[form](_clean(graph))


def form_of(path: str | PathLike[str]) -> GraphForm:
    """Return the form that the ending of *path* asks for. Raises UserError for another."""
    ending = Path(path).suffix.lower().lstrip(".")
    for form in GRAPH_FORMS:
        if ending == form:
            return form
    raise UserError(
        f"{path}: no graph can be written as {ending or 'a file without an ending'}",
        hints=(f"name one that ends in {', '.join('.' + each for each in GRAPH_FORMS)}",),
    )


def _graphml(graph: nx.Graph) -> str:
    import networkx as nx  # late: a third of a second

    return "\n".join(nx.generate_graphml(graph))


def _gexf(graph: nx.Graph) -> str:
    import networkx as nx  # late: a third of a second

    page = io.BytesIO()
    nx.write_gexf(graph, page)
    return page.getvalue().decode()


def _json(graph: nx.Graph) -> str:
    import networkx as nx  # late: a third of a second

    return dumped(nx.node_link_data(graph, edges="edges"), indent=1)


def _dot(graph: nx.Graph) -> str:
    try:
        import pydot  # optional
    except ImportError as exc:
        raise UserError(
            "DOT needs the package pydot, which is not installed",
            hints=("to install it: pip install 'listminer[graph]'", "or take --format graphml"),
        ) from exc
    drawn = pydot.Dot("discussion", graph_type="digraph" if graph.is_directed() else "graph")
    for name, facts in graph.nodes(data=True):
        drawn.add_node(pydot.Node(_quoted(name), **_quoted_all(facts)))
    for one, other, facts in graph.edges(data=True):
        drawn.add_edge(pydot.Edge(_quoted(one), _quoted(other), **_quoted_all(facts)))
    return str(drawn.to_string())


def _quoted(text: str) -> str:
    """Return a DOT string; pydot quotes by guess, and a mail may hold quotes of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _quoted_all(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _quoted(str(value)) for name, value in facts.items()}


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "json": _json,
    "dot": _dot,
}


def _clean(graph: nx.Graph) -> nx.Graph:
    clean = graph.__class__()
    for name, facts in graph.nodes(data=True):
        clean.add_node(_xml(name), **_clean_facts(facts))
    for one, other, facts in graph.edges(data=True):
        clean.add_edge(_xml(one), _xml(other), **_clean_facts(facts))
    return clean


def _clean_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _xml(value) for key, value in facts.items() if value is not None}


def _xml(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # XML reads a carriage return back as a line feed
    return _NO_XML.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
