"""What all figures share: the four colours, calm axes, text that mail cannot turn into markup."""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from listminer.errors import UserError
from listminer.model import ActKind
from listminer.render.safe import cut, shown_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.text import Text

SUPPORT, OPPOSE, CONDITIONAL, ACCENT = "#1b6ca8", "#b3541e", "#6b5b95", "#12406b"
INK, FAINT = "#333333", "#b8bec4"
COLOURS: dict[ActKind, str] = {
    "support": SUPPORT,
    "oppose": OPPOSE,
    "conditional": CONDITIONAL,
    "proposal": ACCENT,
}
SIGNS: dict[ActKind, str] = {"support": "+", "oppose": "−", "conditional": "±", "proposal": "●"}
FORMS = ("png", "svg", "pdf")
# a name in a script that the font lacks is boxes: told by the figure, not sign by sign
_UNKNOWN_SIGN = "Glyph"
_TITLE_COLUMN = 0.09  # inches that a column of a title takes, at 11 points
_LONGEST_TITLE, _NARROWEST = 70, 30  # columns
_YEAR = re.compile(r"\d{4}")  # "2026"; must not match "12:00", "02 Jan"
_LEAST_DAYS = 150.0  # on an axis of months
_MOST_NAMED = 12  # months that are named each below its bar
_DPI = 150  # sharp on a page of 16 cm, a third of a megabyte


def axes_of(ax: Axes | None, *, width: float = 8.0, height: float = 4.5) -> Axes:
    """Return *ax*, or a new one of that size in inches, without the frame's upper half."""
    if ax is None:
        import matplotlib.pyplot as plt  # late: half a second

        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(FAINT)
    ax.tick_params(colors=INK, length=3)
    return ax


def figure_of(ax: Axes) -> Figure:
    """Return the figure that *ax* is drawn on."""
    return cast("Figure", ax.get_figure(root=True))  # None only after its removal


def entitle(ax: Axes, title: str) -> None:
    """Set the title, left, as plain text: on two lines where *ax* is narrow."""
    columns = int(ax.get_position().width * figure_of(ax).get_figwidth() / _TITLE_COLUMN)
    lines = folded(title, min(max(columns, _NARROWEST), _LONGEST_TITLE))
    ax.set_title("\n".join(lines), loc="left", color=INK, fontsize=11, parse_math=False)


def label(text: str, columns: int = 24) -> str:
    """Return *text* of a mail as one harmless line of at most *columns* columns."""
    return cut(shown_line(text), columns)


def folded(text: str, columns: int) -> list[str]:
    """Return *text* of a mail as at most two harmless lines of at most *columns* columns.

    >>> folded("P1 Run our own CI next to the shared one, and report to both", 24)
    ['P1 Run our own CI next', 'to the shared one, and…']
    """
    lines = textwrap.wrap(shown_line(text), columns) or [""]
    if len(lines) < 2:
        return lines
    return [cut(lines[0], columns), cut(" ".join(lines[1:]), columns)]


def empty(ax: Axes, what: str) -> Axes:
    """Say on *ax* that there is nothing to draw, and return it."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, f"no {what}", transform=ax.transAxes, ha="center", va="center", color=INK)
    return ax


def plain_ticks(ax: Axes, axis: str, places: list[float], names: list[str], **style: Any) -> None:
    """Name places on the "x" or "y" axis; "$" in a name is no formula."""
    style = {"parse_math": False, "color": INK, **style}
    if axis == "x":
        ax.set_xticks(places, names, **style)
    else:
        ax.set_yticks(places, names, **style)


def day_number(date: datetime) -> float:
    """Return *date* as matplotlib counts: days since 1970, in UTC."""
    from matplotlib.dates import date2num  # late: half a second

    number: float = date2num(date)  # type: ignore[no-untyped-call]
    return number


def date_axis(axis: Axis) -> None:
    """Name days or months on *axis*, each once, the year at its end: days as in all we write.

    Of days in several years the first of each has the year below it, and none is at the end.
    """
    import matplotlib.dates as dates  # late: half a second

    class Formatter(dates.ConciseDateFormatter):
        _are_days = False
        _has_years = False  # in the names

        def format_ticks(self, values: Sequence[float]) -> list[str]:
            """Return the names; at the end stands no day or month where several are named."""
            self._are_days = len({int(each) for each in values}) > 1
            named: list[str] = super().format_ticks(values)  # type: ignore[no-untyped-call]
            first, last = sorted(axis.get_view_interval())
            years = [
                dates.num2date(each).year if first <= each <= last else None  # type: ignore[no-untyped-call]
                for each in values
            ]
            several = len(set(years) - {None}) > 1
            self._has_years = several and not any(map(_YEAR.fullmatch, named))
            if not self._has_years:
                return named
            return [
                f"{name}\n{year}" if year and year not in years[:at] else name
                for at, (name, year) in enumerate(zip(named, years, strict=True))
            ]

        def get_offset(self) -> str:
            """Return what stands at the end."""
            if self._has_years:
                return ""
            told: str = super().get_offset()  # type: ignore[no-untyped-call]
            return told[-4:] if self._are_days else told

    locator = dates.AutoDateLocator()  # type: ignore[no-untyped-call]
    axis.set_major_locator(locator)
    axis.set_major_formatter(
        Formatter(  # type: ignore[no-untyped-call]
            locator,
            # by the year, month, day, hour, minute, second; "zero" names the first of each
            formats=["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S.%f"],
            zero_formats=["", "%Y", "%b", "%d %b", "%H:%M", "%H:%M"],
            offset_formats=["", "%Y", "%b %Y", "%d %b %Y", "%d %b %Y", "%d %b %Y %H:%M"],
        )
    )


def count_axis(ax: Axes, what: str, *, marks: int = 9) -> None:
    """Name *what* is counted, in whole numbers from 0, of which *marks* at most are told."""
    from matplotlib.ticker import MaxNLocator  # late: half a second

    ax.yaxis.set_major_locator(MaxNLocator(marks, integer=True, steps=[1, 2, 5, 10]))
    ax.set_ylim(bottom=0)
    ax.set_ylabel(what, color=INK)


def month_place(month: str) -> float:
    """Return where a month, "2016-03", stands on an axis of days: its middle."""
    return day_number(datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)) + 14


def month_axis(ax: Axes, places: list[float]) -> None:
    """Name months; a short selection keeps bars of a month's width, not the figure's."""
    if len(places) <= _MOST_NAMED:
        plain_ticks(ax, "x", places, [_name(each, is_first=each == places[0]) for each in places])
    else:
        date_axis(ax.xaxis)
    spare = max(0.0, _LEAST_DAYS - (places[-1] - places[0])) / 2
    ax.set_xlim(places[0] - 20 - spare, places[-1] + 20 + spare)


def _name(place: float, *, is_first: bool) -> str:
    """Return the month at *place*, with the year where it begins."""
    from matplotlib.dates import num2date  # late: half a second

    month: datetime = num2date(place)  # type: ignore[no-untyped-call]
    return f"{month:%b}\n{month:%Y}" if is_first or month.month == 1 else f"{month:%b}"


def outlined(text: Text) -> None:
    """Put a white rim around *text*, so that lines below do not run through it."""
    from matplotlib.patheffects import withStroke  # late: half a second

    text.set_path_effects([withStroke(linewidth=3, foreground="white")])


def settle(ax: Axes) -> Figure:
    """Lay out the figure of *ax*, and return it: only then are places on paper known."""
    figure = figure_of(ax)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _UNKNOWN_SIGN, UserWarning)
        figure.draw_without_rendering()
    return figure


def check_form(path: str | PathLike[str]) -> str:
    """Return the form that the ending of *path* asks for. Raises UserError for another."""
    path = Path(path)
    form = path.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise UserError(
            f"{path}: cannot draw {path.suffix or 'a file without an ending'}",
            hints=(f"name one that ends in {', '.join('.' + each for each in FORMS)}",),
        )
    return form


def save_figure(ax: Axes, path: str | PathLike[str], *, dpi: int = _DPI) -> None:
    """Write the figure of *ax* to *path*, as its ending says: .png, .svg or .pdf.

    The same figure gives the same bytes. *dpi* is of a PNG, in dots an inch.
    Raises UserError for another ending or a place that cannot be written.
    """
    path, form = Path(path), check_form(path)
    import matplotlib as mpl  # late: half a second

    timeless = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
    figure = figure_of(ax)
    try:
        with (
            mpl.rc_context({"svg.hashsalt": "listminer", "svg.fonttype": "none"}),
            warnings.catch_warnings(),
        ):
            warnings.filterwarnings("ignore", _UNKNOWN_SIGN, UserWarning)
            # In memory first: whoever stops a long drawing has no half picture.
            drawn = io.BytesIO()
            figure.savefig(drawn, format=form, dpi=dpi, metadata=timeless[form])
        path.write_bytes(drawn.getvalue())
    except OSError as exc:
        raise UserError(f"{path}: cannot be written ({exc.strerror})") from exc
