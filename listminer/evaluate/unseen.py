"""Score lists unseen: `python -m listminer.evaluate.unseen FOLDER... --without WORK...`.

Each WORK is a folder that `train_encoder --without` wrote. Every labelled thread is
read by models that learned from other lists: the encoder of the folder that left its
list out, a linear model without it, joined as the others' sentences say, and what
tells the targets of sides.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from listminer.evaluate.asked_paths import run
from listminer.evaluate.official import (
    Summarize,
    ThreadScores,
    default_summarize,
    report_tables,
    score_threads,
)
from listminer.evaluate.tables import render_tables
from listminer.evaluate.told import ThreadTold, told_as_asked
from listminer.evaluate.train_targets import examples_of, models_unseen
from listminer.extract.acts import Told
from listminer.extract.findings import extract
from listminer.extract.reading import SentenceRead, load_reader
from listminer.extract.target_model import TargetModel
from listminer.model import Discussion


@dataclass(frozen=True, slots=True)
class Known:
    """An act model that says what was told before."""

    told: tuple[Told, ...]

    def tell(self, sentences: Sequence[SentenceRead]) -> list[Told]:  # noqa: ARG002 - ActModel's
        """Return what is known, sentence by sentence."""
        return list(self.told)


def score_unseen(
    threads: Sequence[ThreadTold], targets: Mapping[str, TargetModel], summarize: Summarize | None
) -> Iterator[ThreadScores]:
    """Yield the scores of *threads*; *targets* are models by the list that they have not seen."""
    reader = load_reader(tagged=False)
    for told in threads:
        if not told.is_counted:
            continue
        left = iter(told.parts)

        def read(discussion: Discussion, told: ThreadTold = told) -> Discussion:
            _, acts = next(left)  # noqa: B023 - used up before the next thread
            return extract(discussion, reader, Known(acts), targets[told.thread.list_name])

        yield from score_threads([told.thread], read, summarize)


def main() -> None:
    """Print the tables of `listminer evaluate` for lists unseen."""
    told = list(told_as_asked("listminer.evaluate.unseen"))
    targets = models_unseen(list(examples_of(told)))
    scored = list(score_unseen(told, targets, default_summarize()))
    title = f"{len(scored)} threads of {len(targets)} lists unseen"
    sys.stdout.write(render_tables(report_tables(scored, title), "text") + "\n")


if __name__ == "__main__":
    run(main)
