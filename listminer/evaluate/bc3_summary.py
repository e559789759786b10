"""Score summaries on BC3: extracts against marked sentences, texts against human abstracts.

Source: Ulrich, Murray and Carenini (2008), see bc3.py. Weighted recall is the
sum of the marks of the sentences taken, as a share of the most that the same
number of words can hold (an exact knapsack); only unquoted sentences count.

ROUGE compares texts of one length, the mean of the thread's three abstracts.
Each text is scored against two of them, whichever of the two is nearer, in all
three ways to leave one out; so a person against the other two is the ceiling.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from listminer.errors import SourceError, UserError
from listminer.evaluate.bc3 import is_quoted, placed_sentences
from listminer.evaluate.tables import Table
from listminer.model import Discussion, MessageId, Span
from listminer.pipeline import discussions_of
from listminer.summary import summarize
from listminer.summary.candidates import Candidate, candidates_of
from listminer.summary.salience import chosen, vectors_of, weights_of

SHARE = 0.3  # of the words of a thread's unquoted sentences: BC3's usual length of an extract
MEASURES = ("rouge1", "rouge2", "rougeL")
_RANDOM_RUNS = 20

Extractor = Callable[["Judged", int], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One thread of the corpus: its sentences, their marks, and what people wrote of it."""

    discussion: Discussion
    candidates: tuple[Candidate, ...]  # the corpus's unquoted sentences, in its order
    marks: tuple[int, ...]  # how many annotators took each into their extract
    abstracts: tuple[str, ...]

    @property
    def words(self) -> int:
        """Return how many words the sentences have."""
        return sum(each.length for each in self.candidates)


def evaluate_summaries(
    folder: Path, read: Callable[[Discussion], Discussion], *, against: bool = True
) -> tuple[Table, ...]:
    """Return the tables of both scores for the BC3 files in *folder*.

    *read* adds findings to a discussion. Without *against* only our own
    figures are computed, and no library of other methods is needed.
    """
    threads = list(judged_threads(folder, read))
    return (recall_table(threads), _rouge_table(threads, against))


def judged_threads(folder: Path, read: Callable[[Discussion], Discussion]) -> Iterator[Judged]:
    """Yield the corpus's threads as we read them. Raises SourceError without the files."""
    labels, mail = folder / "dev.json", folder / "dev.mbox"
    if not (labels.exists() and mail.exists()):
        raise SourceError(f"{folder}: no BC3, expected dev.json and dev.mbox")
    thread_of = {
        message.message_id: discussion
        for discussion in discussions_of(mail)
        for message in discussion.messages
        if not message.ghost
    }
    for thread in json.loads(labels.read_text("utf-8")):
        ids = [MessageId(each["message_id"]) for each in thread["sentences"]]
        mine = read(max((thread_of[each] for each in ids), key=lambda each: len(each.messages)))
        yield _judged(thread, mine)


def weighted_recall(thread: Judged, taken: Iterable[int]) -> float:
    """Return the marks of the sentences *taken*, as a share of the most that SHARE can hold."""
    budget = int(SHARE * thread.words)
    most = best_sum(thread.marks, [each.length for each in thread.candidates], budget)
    return sum(thread.marks[at] for at in taken) / most if most else 1.0


def best_sum(values: Sequence[int], sizes: Sequence[int], room: int) -> int:
    """Return the largest sum of *values* whose *sizes* fit into *room*.

    >>> best_sum([3, 2, 2], [3, 2, 2], 4)
    4
    """
    best = [0] * (room + 1)
    for value, size in zip(values, sizes, strict=True):
        for at in range(room, size - 1, -1):
            best[at] = max(best[at], best[at - size] + value)
    return best[room]


def take_ours(thread: Judged, words: int) -> list[int]:
    """Return the sentences that our extractive core chooses."""
    messages = thread.discussion.messages
    weights = weights_of(thread.candidates, messages[0].subject if messages else "")
    vectors = vectors_of(thread.candidates)
    return chosen(thread.candidates, vectors, weights, most_words=words)


def take_lead(thread: Judged, words: int) -> list[int]:
    """Return the first sentence of each mail, then the second of each, and so on."""
    order = sorted(range(len(thread.candidates)), key=lambda at: thread.candidates[at].place)
    return _fitting(thread, order, words)


def take_in_order(thread: Judged, words: int) -> list[int]:
    """Return the first sentences of the thread."""
    return _fitting(thread, range(len(thread.candidates)), words)


def _judged(thread: Mapping[str, Any], discussion: Discussion) -> Judged:
    texts = {m.message_id: m.text for m in discussion.messages if not m.ghost}
    units: dict[MessageId, list[Span]] = {}
    marks: dict[Span, int] = {}
    for sentence, span in placed_sentences(thread["sentences"], texts):
        if not is_quoted(sentence["text"]):
            units.setdefault(span.message_id, []).append(span)
            marks[span] = sentence["extract"]
    candidates = tuple(candidates_of(discussion, units))
    return Judged(
        discussion=discussion,
        candidates=candidates,
        marks=tuple(marks[each.span] for each in candidates),
        abstracts=tuple(
            " ".join(each["text"] for each in abstract) for abstract in thread["summaries"]
        ),
    )


def _fitting(thread: Judged, order: Iterable[int], words: int) -> list[int]:
    taken = []
    for at in order:
        if thread.candidates[at].length <= words:
            taken.append(at)
            words -= thread.candidates[at].length
    return sorted(taken)


def recall_table(threads: Sequence[Judged]) -> Table:
    """Return the weighted recall of our extracts beside simpler ones."""

    def mean(take: Extractor) -> float:
        return fmean(weighted_recall(each, take(each, int(SHARE * each.words))) for each in threads)

    dice = random.Random(0)

    def take_random(thread: Judged, words: int) -> list[int]:
        order = list(range(len(thread.candidates)))
        dice.shuffle(order)
        return _fitting(thread, order, words)

    rows = (
        ("listminer", mean(take_ours)),
        ("first sentences of each mail", mean(take_lead)),
        ("thread order", mean(take_in_order)),
        ("random", fmean(mean(take_random) for _ in range(_RANDOM_RUNS))),
    )
    return Table(
        name="bc3_extract",
        title=f"BC3: extracts of {SHARE:.0%} of the words",
        columns=("method", "weighted recall"),
        rows=rows,
        notes=(
            f"{len(threads)} threads, unquoted sentences; 1 is the best extract of that length",
        ),
    )


def _rouge_table(threads: Sequence[Judged], against: bool) -> Table:
    rouge = _Rouge()

    def row(name: str, write: Callable[[Judged, int], str]) -> tuple[str, *tuple[float, ...]]:
        scores = []
        for each in threads:
            words = round(fmean(len(text.split()) for text in each.abstracts))
            scores.append(rouge.against_two(write(each, words), each.abstracts))
        return (name, *(fmean(score[at] for score in scores) for at in range(len(MEASURES))))

    def extract(take: Extractor) -> Callable[[Judged, int], str]:
        return lambda thread, words: " ".join(
            thread.candidates[at].text for at in take(thread, words)
        )

    rows = [
        row("listminer, summary", lambda each, words: _summary(each.discussion, words)),
        row("listminer, extract", extract(take_ours)),
        row("first sentences of each mail", extract(take_lead)),
    ]
    if against:
        rows += [
            row("LexRank (sumy)", extract(_sumy("lex_rank", "LexRankSummarizer"))),
            row("TextRank (sumy)", extract(_sumy("text_rank", "TextRankSummarizer"))),
        ]
    people = [rouge.each_against_others(each.abstracts) for each in threads]
    ceiling = (fmean(score[at] for score in people) for at in range(len(MEASURES)))
    rows.append(("one person against the other two", *ceiling))
    return Table(
        name="bc3_abstracts",
        title="BC3: texts of an abstract's length against the human abstracts, F1",
        columns=("method", "ROUGE-1", "ROUGE-2", "ROUGE-L"),
        rows=tuple(rows),
        notes=(
            f"{len(threads)} threads; stemmed; the nearer of two abstracts, each left out once",
        ),
    )


def _summary(discussion: Discussion, words: int) -> str:
    """Return the text of our summary without the marks that only we use."""
    return " ".join(each.text for each in summarize(discussion, words).sentences)


class _Rouge:
    def __init__(self) -> None:
        scorer = _needed("rouge_score.rouge_scorer")
        self._scorer = scorer.RougeScorer(list(MEASURES), use_stemmer=True)

    def against_two(self, text: str, abstracts: Sequence[str]) -> list[float]:
        """Return the F1 of each measure, mean over each abstract left out."""
        scores = [self._score(text, abstract) for abstract in abstracts]
        return [
            fmean(
                max(score[at] for other, score in enumerate(scores) if other != out)
                for out in range(len(scores))
            )
            for at in range(len(MEASURES))
        ]

    def each_against_others(self, abstracts: Sequence[str]) -> list[float]:
        """Return the F1 of each measure of one abstract against the others, mean over all."""
        scores = [
            [max(found[at] for found in others) for at in range(len(MEASURES))]
            for one, text in enumerate(abstracts)
            if (others := [self._score(text, a) for n, a in enumerate(abstracts) if n != one])
        ]
        return [fmean(score[at] for score in scores) for at in range(len(MEASURES))]

    def _score(self, text: str, abstract: str) -> list[float]:
        found = self._scorer.score(abstract, text)
        return [found[measure].fmeasure for measure in MEASURES]


def _sumy(module: str, name: str) -> Extractor:
    """Return a method of sumy's as an extractor over the same sentences and words as ours."""
    method = getattr(_needed(f"sumy.summarizers.{module}"), name)
    dom = _needed("sumy.models.dom")
    summarizer = method(_needed("sumy.nlp.stemmers").Stemmer("english"))
    summarizer.stop_words = _needed("sumy.utils").get_stop_words("english")

    def take(thread: Judged, words: int) -> list[int]:
        sentences = [dom.Sentence(each.text, _Words()) for each in thread.candidates]
        document = dom.ObjectDocumentModel([dom.Paragraph(sentences)])
        taken: list[int] = []

        def count(ranked: Any) -> Any:
            taken.extend(_fitting(thread, [each.order for each in ranked], words))
            return ranked

        summarizer(document, count)
        return taken

    return take


class _Words:
    """What sumy asks a tokenizer for."""

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(word for word in sentence.split() if any(c.isalnum() for c in word))


def _needed(module: str) -> Any:
    from importlib import import_module  # late: only this table needs these libraries

    try:
        return import_module(module)
    except ImportError as exc:
        raise UserError(
            f"the scores of summaries need {exc.name}, which is not installed",
            hints=("pip install 'listminer[evaluate]'",),
        ) from exc
