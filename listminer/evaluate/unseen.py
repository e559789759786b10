"""Score lists unseen: `python -m listminer.evaluate.unseen FOLDER... --without WORK...`.

Each WORK is a folder that `train_encoder --without` wrote. Every labelled thread is
read by models that learned from other lists: the encoder of the folder that left its
list out, a linear model without it, joined as the others' sentences say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from listminer.evaluate.gold import GoldThread, read_gold
from listminer.evaluate.learning import fit
from listminer.evaluate.official import (
    ThreadScores,
    default_summarize,
    report_tables,
    score_threads,
)
from listminer.evaluate.tables import render_tables
from listminer.evaluate.train import (
    Lesson,
    asked_of,
    encoder_scores,
    join,
    linear_scores,
    matrix_of,
    read_lesson,
)
from listminer.extract.act_encoder import FILE, PIECES, read_encoder
from listminer.extract.act_model import LEARNED, TrainedModel
from listminer.extract.findings import extract
from listminer.extract.reading import load_reader
from listminer.model import Discussion

UNSEEN = "unseen.npz"


def models_without(
    lesson: Lesson, works: Sequence[Path]
) -> Mapping[str, Callable[[], TrainedModel]]:
    """Return for each list that some of *works* left out what makes a model without it."""
    lists = np.array(lesson.lists)
    read, known = encoder_scores([work / UNSEEN for work in works], len(lists))
    rows, x = matrix_of(lesson)
    linear = linear_scores(lesson, x)
    bounds, asked = asked_of(lesson, linear)

    def model(name: str, work: Path) -> TrainedModel:
        others = known & asked & (lists != name)
        joined = [
            join(read[others, k], linear[others, k], lesson.truth[others, k])
            for k in range(len(LEARNED))
        ]
        return TrainedModel(
            common=lesson.common,
            rows=rows,
            weights=fit(x[lists != name], lesson.truth[lists != name]).astype(np.float32),
            bounds=tuple(bounds.tolist()),
            mix=tuple(mix for mix, _ in joined),
            least=tuple(least for _, least in joined),
            encoder=read_encoder(work / FILE, work / PIECES),
        )

    found: dict[str, Callable[[], TrainedModel]] = {}
    for work in works:
        with np.load(work / UNSEEN) as arrays:
            for name in sorted(set(lists[arrays["at"]])):
                found[name] = lambda name=name, work=work: model(name, work)  # type: ignore[misc]
    return found


def score_unseen(
    threads: Sequence[GoldThread], models: Mapping[str, Callable[[], TrainedModel]]
) -> Iterator[ThreadScores]:
    """Yield the scores of the threads of lists in *models*, list by list."""
    reader = load_reader(tagged=False)
    for name, make in models.items():
        model = make()

        def read(discussion: Discussion, model: TrainedModel = model) -> Discussion:
            return extract(discussion, reader, model)

        some = [each for each in threads if each.list_name == name]
        yield from score_threads(some, read, default_summarize())


def main() -> None:
    """Print the tables of `listminer evaluate` for lists unseen."""
    parser = argparse.ArgumentParser(prog="python -m listminer.evaluate.unseen")
    parser.add_argument("folders", nargs="+", type=Path, help="folders of labelled threads")
    parser.add_argument("--without", nargs="+", type=Path, required=True, dest="works")
    asked = parser.parse_args()
    lesson = read_lesson(asked.folders)
    threads = [thread for folder in asked.folders for thread in read_gold(folder)]
    models = models_without(lesson, asked.works)
    scored = list(score_unseen(threads, models))
    title = f"{len(scored)} threads of {len(models)} lists unseen"
    sys.stdout.write(render_tables(report_tables(scored, title), "text") + "\n")


if __name__ == "__main__":
    main()
