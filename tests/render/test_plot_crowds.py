"""Pictures of much: a list's activity by day, week or month, a thread of hundreds of messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from listminer.model import Address
from listminer.render.plot import plot_activity, plot_thread
from listminer.thread.statistics import measure_list
from tests.render.test_plot import activity, closed_figures, debate

__all__ = ["closed_figures"]  # of each test here, too


@pytest.mark.parametrize(
    ("size", "unit", "bars", "newcomers"),
    [
        (3, "day", 1, [3]),
        (100, "day", 29, [4, 3, 4]),  # seven hours apart
        (400, "week", 17, [18, 24, 24]),  # the first is a Wednesday
        (3000, "month", 29, [80, 0, 0]),
    ],
)
def test_activity_is_told_by_a_unit_that_suits_its_span(size, unit, bars, newcomers):
    ax = activity(measure_list([debate(size)]))
    _, below = ax.figure.axes
    assert ax.get_ylabel() == f"messages a {unit}"
    assert len(ax.patches) == len(below.patches) == bars
    assert sum(bar.get_height() for bar in ax.patches) == size
    assert [bar.get_height() for bar in below.patches][:3] == newcomers


def test_a_period_shows_its_weeks_and_knows_who_wrote_before():
    found = debate(400)  # seven hours apart, from January to April
    since, until = datetime(2020, 2, 1, tzinfo=UTC), datetime(2020, 4, 1, tzinfo=UTC)
    ax = activity(measure_list([found], since=since, until=until))
    assert ax.figure.axes == [ax]
    assert len(ax.patches) == 60
    assert ax.get_title(loc="left") == "Activity: 205 messages by 80 people, nobody new"


def test_who_is_new_has_a_place_on_axes_that_stand_in_no_grid():
    import matplotlib.pyplot as plt

    mine = plt.figure().add_axes((0.1, 0.3, 0.8, 0.6))
    counts = measure_list([debate(9)])
    plot_activity(counts.months, days=counts.days, people=counts.people, ax=mine)
    (below,) = mine.child_axes
    assert sum(bar.get_height() for bar in below.patches) == 9


def crowd(size: int, *, seconds: int = 1) -> Any:
    """Return the axes of a thread of *size* messages, *seconds* apart, by nine people."""
    found = debate(size)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    messages = tuple(
        replace(
            each,
            date=start + timedelta(seconds=seconds * at),
            sender=Address(name=f"N{at % 9}", address=f"p{at % 9}@x"),
        )
        for at, each in enumerate(found.messages)
    )
    return plot_thread(replace(found, messages=messages))


def test_among_many_messages_each_side_has_its_sign_and_each_reply_its_arrow():
    from matplotlib.quiver import Quiver

    ax = crowd(351)
    arrows = [each for each in ax.collections if isinstance(each, Quiver)]
    signs = [each for each in ax.collections if not isinstance(each, Quiver)]
    assert sum(each.N for each in arrows) == 350
    shapes = {str(each.get_paths()[0].vertices.tolist()) for each in signs}
    assert len(shapes) == 3  # support, oppose, conditional: told apart without their colours
    markers = [each.get_marker() for each in ax.get_legend().get_lines()]
    assert markers == [rf"$\mathbf{{{sign}}}$" for sign in "+−±"]


@pytest.mark.parametrize(
    ("seconds", "places"),
    [
        (1, 351),  # room enough
        (0, 9 * 9),  # at one moment; nine find room in a column
    ],
)
def test_messages_of_one_person_and_time_stand_beside_each_other(seconds, places):
    from matplotlib.quiver import Quiver

    ax = crowd(351, seconds=seconds)
    signs = [each for each in ax.collections if not isinstance(each, Quiver)]
    drawn = {tuple(map(float, at)) for each in signs for at in each.get_offsets()}
    assert len(drawn) == places
