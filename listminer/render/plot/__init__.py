"""Figures of threads and lists with matplotlib; every function returns its `Axes`.

matplotlib is imported when the first figure is drawn. All take `ax=`, label
their axes with units, and draw an empty selection as a figure that says so.
"""

from listminer.render.plot.activity import plot_activity
from listminer.render.plot.canvas import check_form, save_figure
from listminer.render.plot.lists import (
    plot_response_times,
    plot_topics,
    plot_writing_hours,
)
from listminer.render.plot.network import plot_network
from listminer.render.plot.threads import plot_positions, plot_sides, plot_thread

__all__ = [
    "check_form",
    "plot_activity",
    "plot_network",
    "plot_positions",
    "plot_response_times",
    "plot_sides",
    "plot_thread",
    "plot_topics",
    "plot_writing_hours",
    "save_figure",
]
