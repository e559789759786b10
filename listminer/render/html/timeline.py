"""The time line of a thread: a mark for each mail, heaped where several fall together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from listminer.model import Discussion, SpeechAct
from listminer.quoting import shown_day
from listminer.render.html.names import Persons
from listminer.render.html.pieces import SIGNS
from listminer.render.html.places import Places

COLUMNS = 48  # as many as 14-px marks fit into the thread's column
MARK = 14  # px, width and height of one mark
HIGHEST = 8  # marks in a heap; higher heaps are drawn as bars without signs
MOST_DAYS = 8  # written under the line
LABEL = 50  # px that a written day takes
_ORDER = ("mail", "proposal", "support", "conditional", "oppose")
_SIDES = ("support", "oppose", "conditional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One mail."""

    x: float
    y: float
    key: str
    person: int
    kind: str  # the side it takes, "proposal", or "mail"
    sign: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A day written under the line."""

    x: float
    anchor: str  # of SVG text: start, middle, end
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What to draw, in px."""

    width: int
    height: int
    mark: float  # height of one mark
    is_signed: bool  # False: too many mails to write signs
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]


def timeline_of(discussion: Discussion, places: Places, persons: Persons) -> Timeline | None:
    """Return the time line; None where fewer than three mails have a date: nothing to see."""
    dated = [each for each in discussion.messages if each.date is not None and not each.ghost]
    if len(dated) < 3:
        return None
    dated.sort(key=lambda message: message.date or datetime.min)
    dates = [message.date for message in dated if message.date is not None]
    first, last = dates[0], dates[-1]
    length_s = (last - first).total_seconds() or 1.0
    columns = [int((date - first).total_seconds() / length_s * (COLUMNS - 1)) for date in dates]
    highest = max(columns.count(column) for column in set(columns))
    height = min(highest, HIGHEST) * MARK
    mark = height / highest
    kinds = _kinds(discussion.findings.acts)
    heaps = dict.fromkeys(columns, 0)
    ticks = []
    placed = list(zip(dated, dates, columns, strict=True))
    if highest > HIGHEST:  # without signs, like lies with like
        placed.sort(key=lambda each: _ORDER.index(kinds.get(each[0].message_id, "mail")))
    for message, date, column in placed:
        place = places.of(message.message_id)
        if place is None:
            continue
        heaps[column] += 1
        person = persons.of(message.sender)
        kind = kinds.get(message.message_id, "mail")
        does = f", {SIGNS[kind][1]}" if kind in SIGNS else ""
        ticks.append(
            Tick(
                x=column * MARK,
                y=round(height - heaps[column] * mark, 2),
                key=place.key,
                person=person.number,
                kind=kind,
                sign=SIGNS[kind][0] if kind in SIGNS else "·",
                title=f"{place.number} {person.name}, {shown_day(date)}{does}",
            )
        )
    return Timeline(
        width=COLUMNS * MARK,
        height=height,
        mark=round(mark, 2),
        is_signed=highest <= HIGHEST,
        ticks=tuple(ticks),
        labels=_labels(first, last),
    )


def _kinds(acts: Iterable[SpeechAct]) -> dict[str, str]:
    """Return what each mail does most: it proposes, else the side it takes most often."""
    counts: dict[str, dict[str, int]] = {}
    for act in acts:
        if act.kind == "proposal" or act.kind in _SIDES:
            of_mail = counts.setdefault(act.span.message_id, {})
            of_mail[act.kind] = of_mail.get(act.kind, 0) + 1
    return {
        message_id: "proposal" if "proposal" in found else max(found, key=lambda kind: found[kind])
        for message_id, found in counts.items()
    }


def _labels(first: datetime, last: datetime) -> tuple[Label, ...]:
    """Return the first and last day, and those between that fall on a whole step."""
    width = COLUMNS * MARK
    has_years = first.year != last.year
    if first.date() == last.date():
        return (Label(x=0, anchor="start", text=shown_day(first, year=has_years)),)
    length_s = (last - first).total_seconds()
    ends = (
        Label(x=0, anchor="start", text=shown_day(first, year=has_years)),
        Label(x=width, anchor="end", text=shown_day(last, year=has_years)),
    )
    step_days = -(-(last - first).days // MOST_DAYS) or 1
    between = []
    day = first.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=step_days)
    while day < last:
        x = round((day - first).total_seconds() / length_s * (width - MARK), 1)
        if LABEL < x < width - 2 * LABEL and day.date() != last.date():
            between.append(Label(x=x, anchor="start", text=shown_day(day)))
        day += timedelta(days=step_days)
    return (ends[0], *between, ends[1])
