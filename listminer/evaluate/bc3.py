"""Score acts on BC3: threads whose sentences three people labelled, each for himself.

Source: Ulrich, Murray and Carenini, "A publicly available annotated corpus for
supervised email summarization" (2008). The corpus tells for each sentence how
many of its annotators gave a label; figures are pooled over pairs of sentence
and annotator, and the annotators' own figure is that of each against each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listminer.errors import SourceError
from listminer.evaluate.counts import Counts
from listminer.evaluate.placing import Folded, UnitIndex
from listminer.model import ActKind, Discussion, MessageId, Span, SpeechAct
from listminer.pipeline import discussions_of

LABELS: Mapping[str, frozenset[ActKind]] = {
    "prop": frozenset({"proposal"}),
    "req": frozenset({"request", "question"}),  # BC3's request asks for an act or an answer
    "cmt": frozenset({"commitment"}),
}

Reading = Callable[[Discussion], Iterable[SpeechAct]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bc3Scores:
    """Counts by label over pairs of sentence and annotator, ours and the annotators'."""

    threads: int
    sentences: int  # unquoted ones: all that is scored
    ours: Mapping[str, Counts]
    people: Mapping[str, Counts]


def score_bc3(folder: Path, read: Reading) -> Bc3Scores:
    """Return the scores of the acts that *read* finds. Raises SourceError without the files.

    Acts on sentences that quote are left out on both sides.
    """
    labels, mail = folder / "dev.json", folder / "dev.mbox"
    if not (labels.exists() and mail.exists()):
        raise SourceError(f"{folder}: no BC3, expected dev.json and dev.mbox")
    threads = json.loads(labels.read_text("utf-8"))
    texts: dict[MessageId, str] = {}
    acts: list[SpeechAct] = []
    for discussion in discussions_of(mail):
        texts |= {m.message_id: m.text for m in discussion.messages if not m.ghost}
        acts += read(discussion)
    places = UnitIndex(
        (_key(thread, sentence), span)
        for thread in threads
        for sentence, span in placed_sentences(thread["sentences"], texts)
    )
    said: dict[str, set[ActKind]] = {}
    for act in acts:
        if (key := places.unit_of(act.span)) is not None:
            said.setdefault(key, set()).add(act.kind)
    ours = dict.fromkeys(LABELS, Counts())
    people = dict.fromkeys(LABELS, Counts())
    total = 0
    for thread in threads:
        judges = thread["annotators"]
        for sentence in thread["sentences"]:
            if is_quoted(sentence["text"]):
                continue
            total += 1
            kinds = said.get(_key(thread, sentence), set())
            for label, meant in LABELS.items():
                votes = sentence[label]
                ours[label] += count_votes(bool(kinds & meant), votes, judges)
                people[label] += count_judges(votes, judges)
    return Bc3Scores(threads=len(threads), sentences=total, ours=ours, people=people)


def count_votes(said: bool, votes: int, judges: int) -> Counts:
    """Return the counts of one claim against *judges* of whom *votes* gave the label."""
    return Counts(right=votes * said, found=judges * said, labelled=votes)


def count_judges(votes: int, judges: int) -> Counts:
    """Return the counts of each judge against each other, where *votes* gave the label.

    >>> count_judges(2, 3)
    Counts(right=2, found=4, labelled=4)
    """
    return Counts(
        right=votes * (votes - 1), found=votes * (judges - 1), labelled=votes * (judges - 1)
    )


def is_quoted(text: str) -> bool:
    """Return whether a sentence of the corpus stands behind a quote mark."""
    return text.lstrip().startswith(">")


def _key(thread: Mapping[str, Any], sentence: Mapping[str, Any]) -> str:
    return f"{thread['thread']}/{sentence['id']}"


def placed_sentences(
    sentences: Iterable[Mapping[str, Any]], texts: Mapping[MessageId, str]
) -> Iterable[tuple[Mapping[str, Any], Span]]:
    """Yield the sentences that stand in our texts, each after the one before it."""
    folded: dict[MessageId, Folded] = {}
    reached: dict[MessageId, int] = {}
    for sentence in sentences:
        message_id = MessageId(sentence["message_id"])
        if message_id not in folded:
            folded[message_id] = Folded(texts.get(message_id, ""))
        near = reached.get(message_id, 0)
        place = folded[message_id].find(sentence["text"], near=near)
        if place is not None:
            reached[message_id] = near + len(" ".join(sentence["text"].split())) + 1
            yield sentence, Span(message_id=message_id, start=place[0], end=place[1])
