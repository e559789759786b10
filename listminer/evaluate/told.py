"""What the sentences of labelled threads do, as told by models that have not seen their list."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from listminer.evaluate.asked_paths import UNSEEN, work_folder
from listminer.evaluate.gold import GoldThread, read_gold
from listminer.evaluate.hidden_scores import lists_in
from listminer.evaluate.learning import fit
from listminer.evaluate.train import (
    Lesson,
    asked_of,
    counted_scores,
    join,
    linear_scores,
    matrix_of,
    read_lesson,
)
from listminer.extract.act_encoder import FILE, PIECES, read_encoder
from listminer.extract.act_model import LEARNED, TrainedModel
from listminer.extract.acts import Told
from listminer.extract.reading import SentenceRead, load_reader, read_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadTold:
    """A labelled thread and, for each of its discussions, the sentences and what they do."""

    thread: GoldThread
    is_counted: bool  # False: only learned from
    parts: tuple[tuple[tuple[SentenceRead, ...], tuple[Told, ...]], ...]


def told_as_asked(module: str) -> Iterator[ThreadTold]:
    """Yield the threads of the folders on the command line of *module*, told by WORK folders."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}")
    parser.add_argument("folders", nargs="+", type=Path, help="folders of labelled threads")
    parser.add_argument("--also", nargs="+", type=Path, default=[], help="more to learn from")
    parser.add_argument("--without", nargs="+", type=work_folder, required=True, dest="works")
    asked = parser.parse_args()
    return tell_unseen(asked.folders, asked.works, asked.also)


def tell_unseen(
    folders: Sequence[Path], works: Sequence[Path], also: Sequence[Path] = ()
) -> Iterator[ThreadTold]:
    """Yield the threads of all lists that some of *works* left out, list by list.

    *works* are what `train_encoder --without` wrote. The threads in *also* are
    learned from and not counted.
    """
    threads = [(thread, True) for folder in folders for thread in read_gold(folder)]
    threads += [(thread, False) for folder in also for thread in read_gold(folder)]
    reader = load_reader(tagged=False)
    for name, make in models_without(read_lesson(folders, also), works).items():
        model = make()
        for thread, is_counted in threads:
            if thread.list_name != name:
                continue
            parts = []
            for discussion in thread.discussions:
                sentences = tuple(read_sentences(discussion, reader))
                parts.append((sentences, tuple(model.tell(sentences))))
            yield ThreadTold(thread=thread, is_counted=is_counted, parts=tuple(parts))


def models_without(
    lesson: Lesson, works: Sequence[Path]
) -> Mapping[str, Callable[[], TrainedModel]]:
    """Return for each list that some of *works* left out what makes a model without it."""
    lists = np.array(lesson.lists)
    read, known = counted_scores([work / UNSEEN for work in works], lesson)
    rows, x = matrix_of(lesson)
    linear = linear_scores(lesson, x)
    bounds, asked = asked_of(lesson, linear)

    def model(name: str, work: Path) -> TrainedModel:
        others = known & asked & (lists != name)
        joined = [
            join(kind, read[others, k], linear[others, k], lesson.truth[others, k])
            for k, kind in enumerate(LEARNED)
        ]
        return TrainedModel(
            common=lesson.common,
            rows=rows,
            weights=fit(x[lists != name], lesson.truth[lists != name]).astype(np.float32),
            bounds=tuple(bounds.tolist()),
            mix=tuple(each.mix for each in joined),
            given=tuple(each.given for each in joined),
            least=tuple(each.least for each in joined),
            encoder=read_encoder(work / FILE, work / PIECES),
        )

    found: dict[str, Callable[[], TrainedModel]] = {}
    for work in works:
        for name in lists_in(work / UNSEEN):
            found[name] = lambda name=name, work=work: model(name, work)  # type: ignore[misc]
    return found
