"""The scores that the project reports: run the readings on labelled threads, count, show."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from listminer.errors import LookupFailed, SourceError
from listminer.evaluate import act_scores, bc3, finding_scores
from listminer.evaluate.act_scores import ANY_SIDE, KINDS, ActScores, Mistake, score_acts
from listminer.evaluate.counts import Counts, Share, pooled
from listminer.evaluate.finding_scores import FindingScores, merge_findings, score_findings
from listminer.evaluate.gold import GoldThread, read_gold
from listminer.evaluate.mistakes import Shown, show_mistake
from listminer.evaluate.sample import read_sample
from listminer.evaluate.tables import Table, as_data, render_tables
from listminer.model import Discussion, Findings, Sentence, Summary

What = Literal["acts", "findings", "bc3", "all"]
Extract = Callable[[Discussion], Discussion]
Summarize = Callable[[Discussion], Summary]

FLATTERED = "lists that the act model learned from flatter it: see docs/model.md for unseen ones"
_COUNT_COLUMNS = ("labelled", "found", "right", "precision", "recall", "F1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Tables of figures and the worst mistakes."""

    tables: tuple[Table, ...]
    mistakes: tuple[Shown, ...] = ()

    def render(self, format_: str) -> str:
        """Return the report as "text", "markdown" or "json"."""
        if format_ == "json":
            data: dict[str, object] = {table.name: as_data(table) for table in self.tables}
            data["mistakes"] = [each.as_data() for each in self.mistakes]
            return json.dumps(data, indent=1, ensure_ascii=False)
        parts = [render_tables(self.tables, format_)]
        if self.mistakes:
            parts += ["The worst mistakes", *(each.render(format_) for each in self.mistakes)]
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadScores:
    """All scores of one labelled thread."""

    thread: GoldThread
    acts: ActScores
    findings: FindingScores


def evaluate_readings(
    what: str,
    gold: str | os.PathLike[str] | None = None,
    *,
    errors: int = 0,
    extract: Extract | None = None,
    summarize: Summarize | None = None,
) -> Report:
    """Return the scores of *what* ("acts", "findings", "bc3", "all") on the folder *gold*.

    Without a folder the sample debate is scored; BC3 has no labels there.
    *errors* mistakes of each kind and way are shown, of BC3 none. *extract* and *summarize*
    take the place of what comes with the package. Raises LookupFailed for another
    *what*, SourceError if the folder holds no labels of this kind.
    """
    if what not in get_args(What):
        raise LookupFailed(
            f"no scores named {what!r}", hints=(f"there are: {', '.join(get_args(What))}",)
        )
    folder = None if gold is None else Path(gold)
    extract = extract or default_extract()
    tables: list[Table] = []
    mistakes: list[Shown] = []
    is_bc3 = folder is not None and (folder / "dev.json").exists()
    if folder is not None and (what == "bc3" or (what == "all" and is_bc3)):
        tables.append(_bc3_table(bc3.score_bc3(folder, lambda d: extract(d).findings.acts)))
    elif what == "bc3":
        raise SourceError("the sample debate has no BC3 labels", hints=("name a folder: --gold",))
    if what != "bc3" and not (what == "all" and is_bc3):
        threads = read_sample() if folder is None else read_gold(folder)
        scored = list(score_threads(threads, extract, summarize or default_summarize()))
        name = "the sample debate" if folder is None else _title(folder)
        if what in ("acts", "all"):
            tables += _act_tables([each.acts for each in scored], name)
            tables[0] = replace(tables[0], notes=() if folder is None else (FLATTERED,))
            mistakes += _worst([(s.thread, s.acts.mistakes) for s in scored], KINDS, errors)
        if what in ("findings", "all"):
            findings = _finding_tables([each.findings for each in scored], name)
            tables += [replace(t, notes=() if folder is None else (FLATTERED,)) for t in findings]
            wrong = [(s.thread, s.findings.mistakes) for s in scored]
            mistakes += _worst(wrong, finding_scores.KINDS, errors)
    return Report(tables=tuple(tables), mistakes=tuple(mistakes))


def _title(folder: Path) -> str:
    """Return a folder's name below its parent's, however the path to it was written."""
    return "/".join(folder.resolve().parts[1:][-2:])


def score_threads(
    threads: Iterable[GoldThread], extract: Extract, summarize: Summarize | None
) -> Iterator[ThreadScores]:
    """Yield the scores of each thread, in order."""
    for thread in threads:
        read = [extract(each) for each in thread.discussions]
        found: Findings = merge_findings([each.findings for each in read])
        summary = None
        if summarize is not None and thread.summary is not None:
            sentences: list[Sentence] = [s for each in read for s in summarize(each).sentences]
            summary = Summary(sentences=tuple(sentences))
        yield ThreadScores(
            thread=thread,
            acts=score_acts(thread, found.acts),
            findings=score_findings(thread, found, summary),
        )


def default_extract() -> Extract:
    """Return the readings that come with the package, as every command runs them."""
    from listminer.extract.findings import extract  # late: the cue tables
    from listminer.extract.reading import load_reader

    reader = load_reader(tagged=False)
    return lambda discussion: extract(discussion, reader)


def default_summarize() -> Summarize:
    """Return the summary that comes with the package."""
    from listminer.summary import summarize  # late: reads word tables

    return summarize


def report_tables(scored: Sequence[ThreadScores], name: str) -> list[Table]:
    """Return the tables of acts, targets and findings of some threads, under *name*."""
    return [
        *_act_tables([each.acts for each in scored], name),
        *_finding_tables([each.findings for each in scored], name),
    ]


def _act_tables(scores: Sequence[ActScores], name: str) -> list[Table]:
    counts = pooled(each.counts for each in scores)
    message = sum((each.target_message for each in scores), Share())
    sentence = sum((each.target_sentence for each in scores), Share())
    return [
        _count_table("acts", f"What sentences do: {name}", counts, [*KINDS, ANY_SIDE]),
        _share_table(
            "targets",
            f"What a side answers, of the sides found that have a labelled target: {name}",
            {"the message right": message, "the sentence right": sentence},
        ),
    ]


def _finding_tables(scores: Sequence[FindingScores], name: str) -> list[Table]:
    labelled = [each for each in scores if each.counts]
    if not labelled:
        return []
    counts = pooled(each.counts for each in labelled)
    shares: dict[str, Share] = {}
    for each in labelled:
        for key, share in each.shares.items():
            shares[key] = shares.get(key, Share()) + share
    return [
        _count_table("findings", f"What stands on threads: {name}", counts, list(counts)),
        _share_table("details", f"Right among the matched: {name}", shares),
    ]


def _count_table(name: str, title: str, counts: dict[str, Counts], order: Sequence[str]) -> Table:
    return Table(
        name=name,
        title=title,
        columns=("", *_COUNT_COLUMNS),
        rows=tuple(
            (key, c.labelled, c.found, c.right, c.precision, c.recall, c.f1)
            for key in order
            if (c := counts[key])
        ),
    )


def _share_table(name: str, title: str, shares: dict[str, Share]) -> Table:
    return Table(
        name=name,
        title=title,
        columns=("", "of", "right", "share"),
        rows=tuple((key, s.of, s.right, s.value) for key, s in shares.items()),
    )


def _bc3_table(scores: bc3.Bc3Scores) -> Table:
    return Table(
        name="bc3",
        title=f"BC3: {scores.threads} threads, {scores.sentences} unquoted sentences",
        columns=("", "precision", "recall", "F1", "F1 of the annotators"),
        rows=tuple(
            (label, ours.precision, ours.recall, ours.f1, scores.people[label].f1)
            for label, ours in scores.ours.items()
        ),
        notes=("pooled over pairs of sentence and annotator",),
    )


def _worst(
    made: Sequence[tuple[GoldThread, Iterable[Mistake]]], kinds: Sequence[str], number: int
) -> list[Shown]:
    """Return *number* mistakes of each kind and way: the surest of what was found."""
    if not number:
        return []
    groups: dict[tuple[str, str], list[tuple[Mistake, GoldThread]]] = {
        (kind, way): [] for kind in kinds for way in ("invented", "missed", "wrong")
    }
    for thread, mistakes in made:
        for mistake in mistakes:
            groups[mistake.kind, mistake.way].append((mistake, thread))
    shown = []
    for listed in groups.values():
        listed.sort(key=lambda each: -each[0].confidence)
        shown += [show_mistake(m, act_scores.messages_of(in_)) for m, in_ in listed[:number]]
    return shown
