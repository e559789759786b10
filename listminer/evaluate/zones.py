"""Score the zones of mail bodies against bodies that people labelled.

Reads one file of JSON lines: `{"id", "text", "labels": [[start, end, zone], …]}`,
spans in code points. What is scored is handed in as a function, so that this
room knows no other. How a line is scored:

- A line ends at "\\n". Its gold zone is the label that covers most of its characters,
  white space and line end included; of nested labels the shorter one, if equal.
- A line of white space is "blank" in gold and in what is scored, whoever
  labelled it: both say nothing of it. It counts as right in "all lines" and is
  left out of "non-blank lines".
- A line with content and no gold label is left out of both; they are counted.
- Files with Header and Body labels (Apache lists): Body against the rest, where
  "quotation_marker" and "inline_headers" are the rest and every other zone is
  Body. A line without content counts by the gold label that it has there, and
  takes its zone from the segment it lies in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from listminer.errors import UserError
from listminer.evaluate.tables import Table
from listminer.model import MessageId, Segment

Splitter = Callable[[MessageId, str], Sequence[Segment]]
HEADER_ZONES = frozenset({"quotation_marker", "inline_headers"})
BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFigure:
    """How well one zone is found; precision, recall and F1 in [0, 1], 0 if undefined."""

    zone: str
    gold_lines: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneScores:
    """Line accuracies in [0, 1] over one file, and what was taken for what."""

    bodies: int
    all_lines: int
    accuracy_all: float
    filled_lines: int
    accuracy_filled: float
    unlabelled_lines: int  # with content, no gold label: not scored
    two_zones: bool  # True: the file has Header and Body only
    zones: tuple[ZoneFigure, ...]  # of non-blank lines, the most frequent first
    confusions: tuple[tuple[str, str, int], ...]  # (gold, said, lines), the most frequent first


def score_zones(path: str | PathLike[str], split_zones: Splitter) -> ZoneScores:
    """Return the scores of *split_zones* on the labelled bodies in *path*.

    Raises OSError if the file cannot be read and ValueError if a line is no JSON.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    unlabelled = bodies = 0
    two_zones = False
    with Path(path).open(encoding="utf-8") as file:
        for row in file:
            if not row.strip():
                continue
            body = json.loads(row)
            bodies += 1
            text, labels = body["text"], body["labels"]
            two_zones = two_zones or any(zone == "Body" for _, _, zone in labels)
            said = said_zones(text, split_zones(MessageId(body["id"]), text))
            for truth, claim, line in zip(
                gold_zones(text, labels), said, _lines(text), strict=True
            ):
                if line.strip() and truth is None:
                    unlabelled += 1
                else:
                    pairs[_pair(truth, claim, bool(line.strip()), two_zones)] += 1
    return _scores(pairs, bodies, unlabelled, two_zones)


def zone_tables(path: Path, split_zones: Splitter) -> tuple[Table, ...]:
    """Return the scores as tables: of one file, or of each *.jsonl in a folder.

    Raises UserError if *path* holds no labelled bodies.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise UserError(
            f"{path}: no labelled bodies found",
            hints=('expected *.jsonl with a line {"id", "text", "labels"} for each body',),
        )
    tables: list[Table] = []
    for file in files:
        try:
            scores = score_zones(file, split_zones)
        except (ValueError, KeyError, TypeError) as exc:
            raise UserError(
                f"{file}: no file of labelled bodies ({exc})",
                hints=('expected one JSON object a line: {"id", "text", "labels"}',),
            ) from exc
        tables.append(_table(file.stem, scores))
    return tuple(tables)


def _table(name: str, scores: ZoneScores) -> Table:
    return Table(
        name=name,
        title=f"{name}: {'Body against the rest' if scores.two_zones else '15 zones'}",
        columns=("zone", "lines", "precision", "recall", "F1"),
        rows=(
            ("accuracy, all lines", scores.all_lines, None, None, scores.accuracy_all),
            ("accuracy, non-blank lines", scores.filled_lines, None, None, scores.accuracy_filled),
            *((z.zone, z.gold_lines, z.precision, z.recall, z.f1) for z in scores.zones),
        ),
        notes=(
            f"{scores.bodies} bodies; {scores.unlabelled_lines} lines without a label not scored; "
            "the accuracies stand in the last column",
        ),
    )


def _pair(truth: str | None, claim: str, filled: bool, two_zones: bool) -> tuple[str, str]:
    """Return (gold, said) as they are counted; gold begins with "blank" for a blank line."""
    if truth is None or not (filled or two_zones):
        return BLANK, BLANK
    if not two_zones:
        return truth, claim
    gold = truth.partition("/")[0]
    said = "Header" if claim in HEADER_ZONES else "Body"
    return (gold if filled else f"{BLANK} {gold}"), said


def _scores(
    pairs: Counter[tuple[str, str]], bodies: int, unlabelled: int, two_zones: bool
) -> ZoneScores:
    filled = Counter({pair: n for pair, n in pairs.items() if not pair[0].startswith(BLANK)})
    blank_right = sum(
        n for (gold, said), n in pairs.items() if gold.startswith(BLANK) and gold.endswith(said)
    )
    right = sum(n for (gold, said), n in filled.items() if gold == said)
    total, total_filled = pairs.total(), filled.total()
    wrong = [(gold, said, n) for (gold, said), n in filled.most_common() if gold != said]
    return ZoneScores(
        bodies=bodies,
        all_lines=total,
        accuracy_all=(right + blank_right) / total if total else 0.0,
        filled_lines=total_filled,
        accuracy_filled=right / total_filled if total_filled else 0.0,
        unlabelled_lines=unlabelled,
        two_zones=two_zones,
        zones=_figures(filled),
        confusions=tuple(wrong),
    )


def _figures(pairs: Counter[tuple[str, str]]) -> tuple[ZoneFigure, ...]:
    gold: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for (truth, claim), n in pairs.items():
        gold[truth] += n
        said[claim] += n
    figures = []
    for zone in sorted({*gold, *said}, key=lambda z: (-gold[z], z)):
        hits = pairs[zone, zone]
        precision = hits / said[zone] if said[zone] else 0.0
        recall = hits / gold[zone] if gold[zone] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        figures.append(
            ZoneFigure(zone=zone, gold_lines=gold[zone], precision=precision, recall=recall, f1=f1)
        )
    return tuple(figures)


def gold_zones(text: str, labels: Sequence[Sequence[object]]) -> list[str | None]:
    """Return the gold zone of each line of *text*; None where no label touches it."""
    spans = [(int(str(a)), int(str(b)), str(zone)) for a, b, zone in labels]
    zones: list[str | None] = []
    at = 0
    for line in _lines(text):
        end = min(len(text), at + len(line) + 1)
        best = max(
            ((min(end, b) - max(at, a), a - b, zone) for a, b, zone in spans if a < end and b > at),
            default=None,
        )
        zones.append(best[2] if best else None)
        at = end
    return zones


def said_zones(text: str, segments: Sequence[Segment]) -> list[str]:
    """Return the zone of each line of *text*: that of the segment in which the line begins."""
    zones: list[str] = []
    at, place = 0, 0
    for line in _lines(text):
        while place + 1 < len(segments) and segments[place].span.end <= at:
            place += 1
        zones.append(segments[place].zone)
        at += len(line) + 1
    return zones


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines
