"""Every figure draws three messages and three thousand, nothing at all, and hostile names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import matplotlib as mpl
import pytest

from listminer.errors import UserError
from listminer.model import (
    Address,
    Discussion,
    Findings,
    Message,
    MessageId,
    Position,
    Proposal,
    Span,
    SpeechAct,
    Thread,
    ThreadNode,
)
from listminer.render.plot import (
    plot_activity,
    plot_network,
    plot_positions,
    plot_response_times,
    plot_sides,
    plot_thread,
    plot_topics,
    plot_writing_hours,
    save_figure,
)
from listminer.render.plot.canvas import settle
from listminer.render.plot.network import MOST_PEOPLE, TIES_OF_ONE
from listminer.render.plot.threads import MOST_PROPOSALS
from listminer.thread.graph import people_graph
from listminer.thread.replies import replies_of
from listminer.thread.statistics import DayMeasures, ListMeasures, measure_list
from tests.labelled import labelled_sample

mpl.use("Agg")


def activity(measures: ListMeasures) -> Any:
    return plot_activity(
        measures.months, days=measures.days, people=measures.people, undated=measures.undated
    )


PLOTS: dict[str, Callable[[Discussion], Any]] = {
    "thread": plot_thread,
    "positions": plot_positions,
    "sides": plot_sides,
    "network": lambda d: plot_network(people_graph([d])),
    "activity": lambda d: activity(measure_list([d])),
    "response-times": lambda d: plot_response_times(reply.hours for reply in replies_of(d)),
    "writing-hours": lambda d: plot_writing_hours(d.messages),
    "topics": lambda d: plot_topics(d.messages, lambda m: m.sender.display),
}


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def debate(size: int, name: str = "Person $x_") -> Discussion:
    """Return a thread of *size* messages by up to 80 people with hostile names."""
    messages, nodes, acts = [], [], []
    for at in range(size):
        own = MessageId(f"m{at}@x")
        messages.append(
            Message(
                message_id=own,
                sender=Address(name=f"{name}{at % 80}", address=f"p{at % 80}@x"),
                date=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=7 * at),
                subject="$\\frac{ \x1b[31m \u202e</title>",
                references=(),
                lists=("x",),
                text="+1",
                source="",
                utc_offset_min=60,
            )
        )
        parent = MessageId(f"m{at // 3}@x") if at else None
        nodes.append(ThreadNode(message_id=own, parent=parent, how="header" if at else None))
        span = Span(message_id=own, start=0, end=2)
        kind = ("support", "oppose", "conditional")[at % 3]
        acts.append(SpeechAct(kind=kind, span=span, answers=None, confidence=0.5))
    span = Span(message_id=MessageId("m0@x"), start=0, end=2)
    proposal = Proposal(
        id="P1", title="t", author=None, status="open", evidence=(span,), confidence=0.5
    )
    positions = [
        Position(
            holder=f"{name}{at}",
            proposal="P1",
            stance="oppose",
            evidence=(span,),
            history=(),
            confidence=0.5,
        )
        for at in range(min(size, 80))
    ]
    return Discussion(
        thread=Thread(root=MessageId("m0@x"), nodes=tuple(nodes)),
        messages=tuple(messages),
        segments={},
        findings=Findings(
            acts=tuple(acts), proposals=(proposal,) * (size > 0), positions=tuple(positions)
        ),
    )


def drawn(ax: Any, tmp_path: Any) -> None:
    path = tmp_path / "figure.svg"
    save_figure(ax, path)
    assert path.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.parametrize("size", [3, 3000])
def test_it_draws_few_and_many(name, size, tmp_path):
    drawn(PLOTS[name](debate(size)), tmp_path)


@pytest.mark.parametrize("name", PLOTS)
def test_an_empty_selection_says_so(name, tmp_path):
    ax = PLOTS[name](debate(0))
    assert [text.get_text()[:3] for text in ax.texts] == ["no "]
    drawn(ax, tmp_path)


@pytest.mark.parametrize("name", PLOTS)
def test_it_says_what_it_draws(name):
    assert PLOTS[name](labelled_sample()[0]).get_title(loc="left")


@pytest.mark.parametrize("name", ["thread", "positions", "sides", "network"])
def test_it_draws_where_it_is_told(name):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    discussion = labelled_sample()[0]
    if name == "network":
        assert plot_network(people_graph([discussion]), ax=mine) is mine
    else:
        assert PLOTS[name](discussion, ax=mine) is mine


def test_the_position_map_has_a_sign_for_each_position():
    discussion = labelled_sample()[0]
    signs = [text.get_text() for text in plot_positions(discussion).texts]
    assert len([sign for sign in signs if sign in "+−±"]) == len(discussion.findings.positions)
    assert signs.count("↺") == sum(bool(p.history) for p in discussion.findings.positions)


def test_the_same_figure_gives_the_same_bytes(tmp_path):
    for form in ("png", "svg", "pdf"):
        for name in ("a", "b"):
            save_figure(plot_sides(labelled_sample()[0]), tmp_path / f"{name}.{form}")
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_another_ending_is_told(tmp_path):
    with pytest.raises(UserError, match=r"\.png, \.svg, \.pdf"):
        save_figure(plot_sides(labelled_sample()[0]), tmp_path / "a.gif")


def busy_list() -> Any:
    """Return a people graph of 80 people, each tied to most others."""
    import networkx as nx

    graph = nx.DiGraph()
    for one in range(80):
        graph.add_node(f"Person Number {one}", messages=200 - one)
    for one, other in combinations(range(80), 2):
        names = f"Person Number {one}", f"Person Number {other}"
        graph.add_edge(*names, weight=1 + one * other % 7, sign=0)
    return graph


def test_no_name_in_a_network_covers_another():
    ax = plot_network(busy_list())
    boxes = [text.get_window_extent() for text in ax.texts]
    assert 15 < len(boxes) <= MOST_PEOPLE
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


def test_the_busiest_is_named_in_the_thick_of_it(monkeypatch):
    """A dot on each side of it: its name stands further away, and a line leads there."""
    import networkx as nx

    around = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    places = {"Ada": (0.0, 0.0), "Far": (40.0, 40.0), "Off": (-40.0, -40.0)}
    places |= {f"N{at}": (4.0 * x, 2.5 * y) for at, (x, y) in enumerate(around)}
    monkeypatch.setattr("listminer.render.plot.network._layout", lambda _people, _ties: places)
    graph = nx.DiGraph()
    for name in places:
        graph.add_node(name, messages=50 if name == "Ada" else 20)
    ax = plot_network(graph)
    (ada,) = (text for text in ax.texts if text.get_text() == "Ada")
    assert max(map(abs, ada.get_position())) > 20
    assert len(ax.lines) >= 1


def islands() -> Any:
    """Return a people graph of two stars and some who answered nobody."""
    import networkx as nx

    graph = nx.DiGraph()
    for hub, size in (("Ada", 14), ("Ben", 12)):
        graph.add_node(hub, messages=100)
        for one in range(size):
            graph.add_node(f"{hub} {one}", messages=1)
            graph.add_edge(f"{hub} {one}", hub, weight=30)
    graph.add_nodes_from([f"Lone {one}" for one in range(5)], messages=1)
    return graph


def test_groups_without_a_tie_between_them_leave_each_other_room():
    """Apart, each group would be a knot in an empty picture, its names left out."""
    named = {text.get_text() for text in plot_network(islands()).texts}
    assert len(named) > 25


def test_the_names_in_a_network_are_whole():
    graph = islands()
    for name in list(graph):
        graph.nodes[name]["messages"] = 1
    ax = plot_network(graph)
    ax.figure.draw_without_rendering()
    page = ax.figure.bbox
    boxes = [text.get_window_extent() for text in ax.texts]
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 for box in boxes)


def test_two_people_stand_side_by_side():
    import networkx as nx

    graph = nx.DiGraph([("Ada", "Ben", {"weight": 1})])
    (_, dots) = plot_network(graph).collections
    (one, other) = dots.get_offsets()
    assert one[1] == other[1]


def test_a_busy_network_keeps_the_heaviest_ties_of_each_and_says_so():
    ax = plot_network(busy_list())
    (lines,) = ax.collections[:1]
    assert len(lines.get_segments()) <= TIES_OF_ONE * MOST_PEOPLE
    assert ax.get_title(loc="left") == "Who answers whom: 40 people of 80, closest ties"


def test_a_network_tells_only_the_colours_that_it_has():
    def told(graph: Any) -> list[str]:
        return [each.get_text() for each in plot_network(graph).get_legend().get_texts()]

    sample = labelled_sample()[0]
    facts = replace(sample, findings=Findings())
    assert told(people_graph([facts])) == ["6 messages", "13 replies and quotes"]
    assert told(people_graph([sample]))[2:] == ["+ mostly agree", "− mostly disagree", "neither"]


def test_a_position_map_has_as_many_proposals_as_can_be_read():
    sample = labelled_sample()[0]
    span = sample.findings.proposals[0].evidence
    many = [replace(sample.findings.proposals[0], id=f"P{n}") for n in range(40)]
    held = [
        Position(
            holder=f"h{m}",
            proposal=f"P{n}",
            stance="support",
            evidence=span,
            history=(),
            confidence=0.5,
        )
        for n in range(40)
        for m in range(1 + n % 20)
    ]
    findings = Findings(proposals=tuple(many), positions=tuple(held))
    ax = plot_positions(replace(sample, findings=findings))
    assert len(ax.get_xticks()) == MOST_PROPOSALS
    assert ax.get_title(loc="left").startswith("Who stands where on 14 of 40 proposals: ")
    assert ax.get_xticklabels()[-1].get_text().startswith("P39 ")  # most people took a side


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("thread", ["+ support", "− oppose", "± conditional"]),
        (
            "positions",
            ["+ support", "− oppose", "± conditional", "proposed it", "↺ changed their mind"],
        ),
    ],
)
def test_a_legend_tells_what_is_there_and_no_more(name, told):
    sample = labelled_sample()[0]
    legend = PLOTS[name](sample).get_legend()
    assert [each.get_text() for each in legend.get_texts()] == told
    assert plot_thread(replace(sample, findings=Findings())).get_legend() is None


@pytest.mark.parametrize(
    ("subject", "lines"),
    [
        ("short", 1),
        ("a subject of more words than a small picture has room for", 2),
        ("x" * 500, 2),
    ],
)
def test_the_title_of_a_small_picture_stays_on_it(subject, lines):
    found = debate(3)
    messages = tuple(replace(each, subject=subject) for each in found.messages)
    ax = plot_positions(replace(found, messages=messages))
    title = next(
        each
        for each in ax.get_children()
        if getattr(each, "get_text", str)() == ax.get_title(loc="left")
    )
    figure = settle(ax)
    assert title.get_window_extent().x1 <= figure.bbox.x1
    assert len(title.get_text().split("\n")) == lines


def two_names() -> Discussion:
    """Return a debate of two, one of whom writes under two names at one address."""
    found = debate(3, "Person ")
    first, second, third = found.messages
    other = replace(third, sender=Address(name="Zero, Person", address=first.sender.address))
    return replace(found, messages=(first, second, other))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("thread", lambda ax: len(ax.get_xticks())),  # columns
        ("sides", lambda ax: max(sum(step) for step in zip(*steps(ax), strict=True))),
    ],
)
def test_one_who_writes_under_two_names_is_one(name, told):
    assert told(PLOTS[name](two_names())) == 2


def steps(ax: Any) -> list[Any]:
    return [line.get_ydata() for line in ax.lines]


def moment() -> Discussion:
    """Return a debate in which one reply takes a side."""
    found = debate(2)
    (_, acts) = found.findings.acts
    return replace(found, findings=Findings(acts=(acts,)))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("network", "Who answers whom: 2 people"),
        ("activity", "Activity: 2 messages by 2 people"),
        ("response-times", "Response time: 1 reply"),
        ("writing-hours", "When people write: 2 messages"),
        ("topics", "Topics: 2 in 2 messages"),
    ],
)
def test_one_is_told_as_one(name, title):
    assert PLOTS[name](moment()).get_title(loc="left") == title


def test_sides_that_were_taken_at_one_moment_have_the_day_around_it_and_all_names_apart():
    ax = plot_sides(moment())
    first, last = ax.get_xlim()
    assert last - first == 1
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == 3
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


def test_one_reply_is_a_step_from_none_to_all():
    line = plot_response_times([7.0]).get_lines()[0]
    assert list(line.get_ydata()) == [0, 1, 1]


def test_the_median_of_two_replies_lies_between_them():
    texts = [text.get_text() for text in plot_response_times([16.0, 7.0]).texts]
    assert texts == [" median 11.5 h"]


def test_replies_of_unknown_time_are_told():
    ax = plot_response_times([7.0, None, None])
    assert ax.get_title(loc="left") == "Response time: 1 reply, 2 of unknown time left out"
    assert [text.get_text() for text in plot_response_times([None]).texts] == [
        "no replies with a date"
    ]


def test_a_thread_whose_first_mail_is_known_from_quotes_has_the_subject_of_the_next():
    sample = labelled_sample()[0]
    first, *others = sample.messages
    ghost = replace(first, subject="", ghost=True)
    ax = plot_thread(replace(sample, messages=(ghost, *others)))
    assert ax.get_title(loc="left") == "[kestrel] Third-party CI: let the results vote"


@pytest.mark.parametrize("name", ["activity", "topics"])
def test_counts_are_on_whole_numbers(name):
    ax = PLOTS[name](debate(3))
    ax.figure.draw_without_rendering()
    assert all(tick == int(tick) for tick in ax.get_yticks())


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (3, ["Jan\n2020"]),
        (400, ["Jan\n2020", "Feb", "Mar", "Apr"]),
    ],
)
def test_few_months_are_named_below_their_bars_and_no_others(size, told):
    ax = PLOTS["topics"](debate(size))
    assert [each.get_text() for each in ax.get_xticklabels()] == told


def test_messages_that_no_month_has_are_told():
    first, *others = debate(3).messages
    found = replace(debate(3), messages=(replace(first, date=None), *others))
    assert activity(measure_list([found])).get_title(loc="left") == (
        "Activity: 3 messages by 3 people, 1 without a date not shown"
    )


def test_days_are_written_as_in_a_summary():
    """They were "Mar-08", and "2016-Mar-11" at the end."""
    axis = plot_thread(labelled_sample()[0]).yaxis
    settle(axis.axes)
    shown = [label.get_text() for label in axis.get_ticklabels()]
    assert "08 Mar" in shown
    assert re.fullmatch(r"(\d\d )?Mar 2016|2016", axis.get_offset_text().get_text())


def test_no_one_day_stands_for_days_at_the_end_of_an_axis():
    """A thread of 21 to 24 May was told to be of "22 May 2016": the day of the last tick."""
    axis = plot_thread(debate(9)).yaxis  # seven hours apart: half days are named
    settle(axis.axes)
    shown = [label.get_text() for label in axis.get_ticklabels()]
    assert {"12:00", "02 Jan", "03 Jan"} <= set(shown)
    assert axis.get_offset_text().get_text() == "2020"


def test_days_in_two_years_say_which_is_whose():
    """October to December 2025 were told to be of 2026: the year of the last tick."""
    days = [
        DayMeasures(day=date(2025, 10, 1) + timedelta(days=at), messages=1, newcomers=0)
        for at in range(93)
    ]
    axis = plot_activity([], days=days, people=1).xaxis
    settle(axis.axes)
    shown = [label.get_text() for label in axis.get_ticklabels()]
    assert shown[0] == "Oct\n2025"
    assert shown[-1] == "Jan\n2026"
    assert not any("\n" in each for each in shown[1:-1])
    assert axis.get_offset_text().get_text() == ""
