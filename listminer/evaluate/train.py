"""Learn what sentences do from labelled threads: `python -m listminer.evaluate.train FOLDER...`.

Reads folders of labelled threads, writes the weights that `extract.act_model`
reads, and returns how well a model does on lists that it has not seen. The same
folders give the same file. Needs scipy: `pip install 'listminer[train]'`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from listminer.evaluate.act_scores import index_units
from listminer.evaluate.counts import Counts
from listminer.evaluate.gold import read_gold
from listminer.evaluate.learning import best_threshold, calibrate, fit, known_rows, normed
from listminer.evaluate.tables import Table, render_tables
from listminer.extract import act_model
from listminer.extract.act_features import features_of, words_of
from listminer.extract.act_model import LEARNED, number_of
from listminer.extract.acts import CueModel
from listminer.extract.reading import SentenceRead, load_reader, read_sentences
from listminer.model import ActKind

COMMON_SHARE = 0.75  # of the lists that must use a word for it to stand as it is
LEAST_SENTENCES = 5  # that a feature must stand in; rarer ones do not carry over
LEAST_LISTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """All sentences of the labelled threads, and what they do."""

    lists: tuple[str, ...]  # of each sentence
    units: tuple[tuple[str, str] | None, ...]  # thread and uid that it counts for
    features: tuple[set[str], ...]
    by_cue: tuple[dict[ActKind, float], ...]
    labelled: dict[tuple[str, str], frozenset[ActKind]]  # of every labelled sentence
    common: frozenset[str]

    @property
    def truth(self) -> Any:
        """Return a row of booleans for each sentence, a column for each of LEARNED."""
        none: frozenset[ActKind] = frozenset()
        rows = [self.labelled.get(unit, none) if unit else none for unit in self.units]
        return np.array([[kind in row for kind in LEARNED] for row in rows])


def read_lesson(folders: Iterable[Path]) -> Lesson:
    """Return the sentences of all labelled threads in *folders*, as the reader cuts them."""
    reader = load_reader(tagged=False)
    talks: list[list[SentenceRead]] = []
    lists: list[str] = []
    units: list[tuple[str, str] | None] = []
    labelled = {}
    for thread in (each for folder in folders for each in read_gold(folder)):
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
    common = _common_words(talks, lists)
    by_cue = [CueModel().kinds(talk) for talk in talks]
    return Lesson(
        lists=tuple(lists),
        units=tuple(units),
        features=tuple(
            found
            for talk, cues in zip(talks, by_cue, strict=True)
            for found in features_of(talk, cues, common)
        ),
        by_cue=tuple(each for cues in by_cue for each in cues),
        labelled=labelled,
        common=common,
    )


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


def train(folders: Sequence[Path], output: Path) -> tuple[Table, Table]:
    """Write the model learned from *folders* to *output*; return its figures and those of cues.

    The figures are of leave-one-list-out: each list is read by a model that
    learned from the others, with thresholds chosen on the others.
    """
    lesson = read_lesson(folders)
    chosen = choose_features(lesson)
    numbers = {number_of(feature) for feature in chosen}
    rows = {number: row for row, number in enumerate(sorted(numbers))}
    x = normed(known_rows(lesson.features, rows))
    y = lesson.truth
    lists = np.array(lesson.lists)
    unseen = np.zeros(y.shape)  # scores by models that have not seen the list
    for name in sorted(set(lesson.lists)):
        unseen[lists == name] = x[lists == name] @ fit(x[lists != name], y[lists != name])
    least = [best_threshold(unseen[:, k], y[:, k]) for k in range(len(LEARNED))]
    slopes, shifts = zip(
        *(calibrate(unseen[:, k], y[:, k]) for k in range(len(LEARNED))), strict=True
    )
    np.savez_compressed(
        output,
        numbers=np.array(sorted(rows), dtype=np.uint32),
        weights=fit(x, y).astype(np.float16),
        common=np.frombuffer("\n".join(sorted(lesson.common)).encode(), dtype=np.uint8),
        least=np.array(least),
        slopes=np.array(slopes),
        shifts=np.array(shifts),
    )
    said = np.zeros(y.shape, dtype=bool)
    for name in sorted(set(lesson.lists)):
        held, others = lists == name, lists != name
        for k in range(len(LEARNED)):
            said[held, k] = unseen[held, k] >= best_threshold(unseen[others, k], y[others, k])
    by_cue = np.array([[kind in each for kind in LEARNED] for each in lesson.by_cue])
    return (
        _figures("model", "The model, each list read by a model of the others", lesson, said),
        _figures("cues", "The cues", lesson, by_cue),
    )


def _figures(name: str, title: str, lesson: Lesson, said: Any) -> Table:
    rows = []
    for k, kind in enumerate(LEARNED):
        given = {
            unit if unit else ("", str(at)) for at, unit in enumerate(lesson.units) if said[at, k]
        }
        labelled = {unit for unit, kinds in lesson.labelled.items() if kind in kinds}
        c = Counts(right=len(given & labelled), found=len(given), labelled=len(labelled))
        rows.append((kind, c.labelled, c.found, c.precision, c.recall, c.f1))
    return Table(
        name=name,
        title=f"{title}: {len(set(lesson.lists))} lists, {len(lesson.units)} sentences",
        columns=("", "labelled", "found", "precision", "recall", "F1"),
        rows=tuple(rows),
    )


def main() -> None:
    """Train on the folders named and write the package's own model."""
    folders = [Path(each) for each in sys.argv[1:]]
    if not folders:
        sys.exit(
            "name the folders of labelled threads: python -m listminer.evaluate.train FOLDER..."
        )
    output = Path(act_model.__file__).with_name(act_model.FILE)
    sys.stdout.write(render_tables(train(folders, output), "text") + f"\nwrote {output}\n")


if __name__ == "__main__":
    main()
