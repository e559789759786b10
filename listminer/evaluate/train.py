"""Learn what sentences do from labelled threads: `python -m listminer.evaluate.train FOLDER...`.

Reads folders of labelled threads, writes the weights that `extract.act_model`
reads, and returns how well a model does on lists that it has not seen. Folders
after --also are learned from and not counted. The same folders give the same file.
Needs scipy: `pip install 'listminer[train]'`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from listminer.evaluate.act_scores import index_units
from listminer.evaluate.asked_paths import run, scores_file
from listminer.evaluate.counts import Counts
from listminer.evaluate.gold import list_of, read_gold
from listminer.evaluate.hidden_scores import read_scores
from listminer.evaluate.learning import (
    best_threshold,
    calibrate,
    fair_threshold,
    fit,
    known_rows,
    normed,
)
from listminer.evaluate.tables import Table, render_tables
from listminer.extract import act_model
from listminer.extract.act_encoder import Shown, show
from listminer.extract.act_features import features_of, words_of
from listminer.extract.act_model import LEARNED, number_of
from listminer.extract.acts import LIKELY, CueModel
from listminer.extract.reading import SentenceRead, load_reader, read_sentences
from listminer.model import ActKind

COMMON_SHARE = 0.75  # of the lists that must use a word for it to stand as it is
LEAST_SENTENCES = 10  # that a feature must stand in: half the file of 5, F1 .002 below
LEAST_LISTS = 2
# What one missed weighs to one invented, where the shares are chosen from which findings rest
# on a label; 1 elsewhere. An idea or objection that is none moves where the others end.
MISSED: Mapping[ActKind, float] = {"proposal": 0.6, "oppose": 0.6, "question": 1.2}
LOOKED_BELOW = 1.2  # the bounds: six sentences in ten are read again, and F1 falls by .003


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """All sentences of the labelled threads, and what they do."""

    lists: tuple[str, ...]  # of each sentence
    units: tuple[tuple[str, str] | None, ...]  # thread and uid that it counts for
    shown: tuple[Shown, ...]  # to the encoder
    features: tuple[set[str], ...]
    by_cue: tuple[dict[ActKind, float], ...]
    labelled: dict[tuple[str, str], frozenset[ActKind]]  # of every labelled sentence
    truth: Any  # numpy, a row of booleans for each sentence, a column for each of LEARNED
    common: frozenset[str]
    counted: int  # the first so many are scored; from those after them is only learned


def read_lesson(folders: Iterable[Path], also: Iterable[Path] = ()) -> Lesson:
    """Return the sentences of all labelled threads in *folders*, as the reader cuts them.

    Those of the folders in *also* come last and are not counted.
    """
    reader = load_reader(tagged=False)
    talks: list[list[SentenceRead]] = []
    lists: list[str] = []
    units: list[tuple[str, str] | None] = []
    labelled = {}
    own = [each for folder in folders for each in read_gold(folder)]
    more = [each for folder in also for each in read_gold(folder)]
    counted = 0
    for at, thread in enumerate((*own, *more)):
        index = index_units(thread)
        for unit in thread.units:
            if unit.labels:
                labelled[thread.name, unit.uid] = frozenset(x.kind for x in unit.labels)
        for discussion in thread.discussions:
            talk = list(read_sentences(discussion, reader))
            talks.append(talk)
            lists += [thread.list_name] * len(talk)
            uids = [index.unit_of(sentence.span) for sentence in talk]
            units += [None if uid is None else (thread.name, uid) for uid in uids]
            counted += len(talk) if at < len(own) else 0
    common = _common_words(talks, lists)
    by_cue = [CueModel().kinds(talk) for talk in talks]
    return Lesson(
        lists=tuple(lists),
        units=tuple(units),
        shown=tuple(shown for talk in talks for shown in show(talk)),
        features=tuple(
            found
            for talk, cues in zip(talks, by_cue, strict=True)
            for found in features_of(talk, cues, common)
        ),
        by_cue=tuple(each for cues in by_cue for each in cues),
        labelled=labelled,
        truth=_truth(units, labelled),
        common=common,
        counted=counted,
    )


def _truth(
    units: Iterable[tuple[str, str] | None],
    labelled: Mapping[tuple[str, str], frozenset[ActKind]],
) -> Any:
    none: frozenset[ActKind] = frozenset()
    rows = [labelled.get(unit, none) if unit else none for unit in units]
    return np.array([[kind in row for kind in LEARNED] for row in rows])


def _common_words(talks: Sequence[Sequence[SentenceRead]], lists: Sequence[str]) -> frozenset[str]:
    used: dict[str, set[str]] = {}
    sentences = (sentence for talk in talks for sentence in talk)
    for sentence, list_name in zip(sentences, lists, strict=True):
        for word in words_of(sentence.text):
            used.setdefault(word, set()).add(list_name)
    least = COMMON_SHARE * len(set(lists))
    return frozenset(word for word, where in used.items() if len(where) >= least)


def choose_features(lesson: Lesson) -> tuple[str, ...]:
    """Return the features that enough sentences of more than one list have, sorted."""
    several = min(LEAST_LISTS, len(set(lesson.lists)))
    counts: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for found, list_name in zip(lesson.features, lesson.lists, strict=True):
        counts.update(found)
        for each in found:
            where.setdefault(each, set()).add(list_name)
    return tuple(
        sorted(f for f, n in counts.items() if n >= LEAST_SENTENCES and len(where[f]) >= several)
    )


def matrix_of(lesson: Lesson) -> tuple[dict[int, int], Any]:
    """Return rows of weights by a feature's number, and the sentences over these features."""
    numbers = sorted({*map(number_of, choose_features(lesson))})
    rows = {number: row for row, number in enumerate(numbers)}
    return rows, normed(known_rows(lesson.features, rows))


def linear_scores(lesson: Lesson, x: Any) -> Any:
    """Return the scores of the sentences *x*, by a linear model that has not seen their list."""
    y = lesson.truth
    lists = np.array(lesson.lists)
    unseen = np.zeros(y.shape)
    for name in sorted(set(lesson.lists)):
        unseen[lists == name] = x[lists == name] @ fit(x[lists != name], y[lists != name])
    return unseen


def look_bounds(lesson: Lesson, unseen: Any, below: float) -> Any:
    """Return for each label the score from which a sentence is worth the encoder's look.

    As many counted sentences have the scores above it as have the label, and those a
    bit *below*.
    """
    unseen, truth = unseen[: lesson.counted], lesson.truth[: lesson.counted]
    ends = [np.sort(unseen[:, k])[::-1][truth[:, k].sum()] for k in range(truth.shape[1])]
    return np.array(ends) - below


def train(
    folders: Sequence[Path],
    unseen_by_encoder: Sequence[Path],
    output: Path,
    also: Sequence[Path] = (),
) -> tuple[Table, ...]:
    """Write the model learned from *folders* to *output*; return its figures and those of cues.

    *unseen_by_encoder* are files of `train_encoder --without`: scores by encoders
    that have not seen the list. Lists that none of them holds are learned from,
    but have no part in what joins the two models, nor in the figures. These are of
    leave-one-list-out: each list is read by models that learned from others, with
    what joins them and the thresholds chosen on the others.
    """
    lesson = read_lesson(folders, also)
    rows, x = matrix_of(lesson)
    y = lesson.truth
    linear = linear_scores(lesson, x)
    bounds, asked = asked_of(lesson, linear)
    read, known = counted_scores(unseen_by_encoder, lesson)
    asked &= known
    joined = [
        join(kind, read[asked, k], linear[asked, k], y[asked, k]) for k, kind in enumerate(LEARNED)
    ]
    np.savez_compressed(
        output,
        numbers=np.array(sorted(rows), dtype=np.uint32),
        weights=fit(x, y).astype(np.float16),
        common=np.frombuffer("\n".join(sorted(lesson.common)).encode(), dtype=np.uint8),
        bounds=bounds,
        mix=np.array([each.mix for each in joined]),
        given=np.array([each.given for each in joined]),
        least=np.array([each.least for each in joined]),
    )
    return (
        _figures("model", "Both together", lesson, _said(lesson, asked, read, linear), known),
        _figures("encoder", "The encoder alone", lesson, _said(lesson, asked, read, read), known),
        _figures("linear", "Linear alone", lesson, _said(lesson, asked, linear, linear), known),
        _figures("cues", "The cues", lesson, _by_cue(lesson) > 0, known),
    )


def asked_of(lesson: Lesson, linear: Any) -> tuple[Any, Any]:
    """Return the bounds of linear scores, and for each sentence whether the encoder is asked."""
    bounds = look_bounds(lesson, linear, LOOKED_BELOW)
    return bounds, ((linear >= bounds) | (_by_cue(lesson) >= LIKELY)).any(axis=1)


def _by_cue(lesson: Lesson) -> Any:
    return np.array([[each.get(kind, 0.0) for kind in LEARNED] for each in lesson.by_cue])


def _said(lesson: Lesson, asked: Any, one: Any, two: Any) -> Any:
    """Return which labels two scores give, joined as the sentences of other lists say."""
    lists = np.array(lesson.lists)
    said = np.zeros(lesson.truth.shape, dtype=bool)
    for name in sorted(set(lists[asked])):
        held, others = asked & (lists == name), asked & (lists != name)
        for k, kind in enumerate(LEARNED):
            joined = join(kind, one[others, k], two[others, k], lesson.truth[others, k])
            said[held, k] = shares(joined.mix, one[held, k], two[held, k]) >= joined.given
    return said


def counted_scores(files: Iterable[Path], lesson: Lesson) -> tuple[Any, Any]:
    """Return what `read_scores` tells of all sentences; of those that are not counted nothing."""
    read = np.zeros((len(lesson.lists), len(LEARNED)))
    known = np.zeros(len(lesson.lists), dtype=bool)
    some = slice(lesson.counted)
    read[some], known[some] = read_scores(files, lesson.lists[some], lesson.shown[some])
    return read, known


class Joined(NamedTuple):
    """What makes one share of two scores, and from which share it is a label."""

    mix: tuple[float, float, float]
    given: float  # to the sentence
    least: float  # for findings to rest on it; never less


def join(kind: ActKind, one: Any, two: Any, truth: Any) -> Joined:
    """Return how two scores of *kind* are read, learned from sentences whose *truth* is known."""
    mix = calibrate(one, two, truth)
    share = shares(mix, one, two)
    least = best_threshold(share, truth, MISSED.get(kind, 1.0))
    return Joined(mix, min(fair_threshold(share, truth), least), least)


def shares(mix: tuple[float, float, float], one: Any, two: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-(mix[0] * one + mix[1] * two + mix[2])))


def _figures(name: str, title: str, lesson: Lesson, said: Any, known: Any) -> Table:
    rows = []
    lists = {name for name, is_known in zip(lesson.lists, known, strict=True) if is_known}
    counted = {unit[0] for unit in lesson.units[: lesson.counted] if unit}
    threads = {name for name in counted if list_of(name) in lists}
    for k, kind in enumerate(LEARNED):
        given = {
            unit if unit else ("", str(at))
            for at, unit in enumerate(lesson.units)
            if said[at, k] and known[at]
        }
        labelled = {
            unit for unit, kinds in lesson.labelled.items() if kind in kinds and unit[0] in threads
        }
        c = Counts(right=len(given & labelled), found=len(given), labelled=len(labelled))
        rows.append((kind, c.labelled, c.found, c.precision, c.recall, c.f1))
    return Table(
        name=name,
        title=f"{title}: {len(lists)} lists, {int(known.sum())} sentences",
        columns=("", "labelled", "found", "precision", "recall", "F1"),
        rows=tuple(rows),
    )


def main() -> None:
    """Train on the folders named and write the package's own model."""
    parser = argparse.ArgumentParser(prog="python -m listminer.evaluate.train")
    parser.add_argument("folders", nargs="+", type=Path, help="folders of labelled threads")
    parser.add_argument(
        "--also", nargs="+", type=Path, default=[], help="folders that are not counted"
    )
    parser.add_argument(
        "--unseen",
        nargs="+",
        type=scores_file,
        required=True,
        help="files that listminer.evaluate.train_encoder --without wrote",
    )
    asked = parser.parse_args()
    output = Path(act_model.__file__).with_name(act_model.FILE)
    tables = train(asked.folders, asked.unseen, output, asked.also)
    sys.stdout.write(render_tables(tables, "text") + f"\nwrote {output}\n")


if __name__ == "__main__":
    run(main)
