"""One thread told in a few sentences, each resting on words that can be opened.

Pure. The parts stand in a fixed order; when the words run out, what matters
less is left out, never cut. A thread with little to tell gets a short summary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from listminer.model import (
    Decision,
    Discussion,
    Finding,
    Findings,
    Proposal,
    Question,
    Summary,
    SummaryPart,
    Words,
)
from listminer.settings import SUMMARY_WORDS
from listminer.summary import parts
from listminer.summary.draft import Draft
from listminer.summary.parts import Ranked
from listminer.summary.reading import F, Reading

LEAST_ROWS = 3  # of one kind of finding, however short the summary
WORDS_PER_ROW = 25  # of the length: 250 words have room for ten rows of a kind
ROW_WORDS = 22  # of the words that stand in a row
WHOLE_WORDS = 30  # where the words are all that the row says: decisions, questions


def summarize(discussion: Discussion, words: int = SUMMARY_WORDS) -> Summary:
    """Return *discussion* in at most about *words* words (names, quotations and ours).

    Every sentence carries its evidence; a sentence that would have none is not
    said. The first sentence stands however few words there are. Findings that
    do not go into the sentences still have a row in `Summary.findings`, up to
    one for each 25 words and kind.
    """
    reading = Reading(discussion)
    rows = max(LEAST_ROWS, words // WORDS_PER_ROW)
    told = _worth_telling(reading, reading.ranked[:rows], rows)
    kept = Draft(reading, words).sentences(_say(reading, told))
    order = {part: at for at, part in enumerate(get_args(SummaryPart))}
    return Summary(
        sentences=tuple(sorted(kept, key=lambda each: order[each.part])),
        findings=told,
        words=tuple(_words(reading, told)),
    )


def at_least(findings: Findings, confidence: float) -> Findings:
    """Return the findings whose confidence is *confidence* or more.

    Positions and decisions on a proposal that falls away fall with it.
    """
    proposals = _sure(findings.proposals, confidence)
    kept = {each.id for each in proposals}
    decisions = tuple(
        each if each.proposal in kept else replace(each, proposal=None)
        for each in _sure(findings.decisions, confidence)
    )
    return replace(
        findings,
        acts=tuple(each for each in findings.acts if each.confidence >= confidence),
        proposals=proposals,
        positions=tuple(
            each for each in _sure(findings.positions, confidence) if each.proposal in kept
        ),
        actions=_sure(findings.actions, confidence),
        questions=_sure(findings.questions, confidence),
        decisions=decisions,
    )


def _say(reading: Reading, told: Findings) -> Iterator[Ranked]:
    ranked = [each for each in reading.ranked if each in told.proposals]
    yield from parts.issue(reading)
    yield from parts.proposals(reading, ranked)
    yield from parts.positions(reading, ranked)
    yield from parts.decisions(reading, told)
    yield from parts.actions(reading, told)
    yield from parts.questions(reading, told)
    yield from parts.course(reading, told)
    yield from parts.open_first(reading, ranked)


def _worth_telling(reading: Reading, ranked: list[Proposal], rows: int) -> Findings:
    found = reading.discussion.findings
    kept = {each.id for each in ranked}
    return replace(
        found,
        proposals=tuple(each for each in found.proposals if each.id in kept),
        positions=tuple(each for each in found.positions if each.proposal in kept),
        actions=reading.urgent(found.actions, rows),
        questions=reading.urgent([each for each in found.questions if each.open], rows),
        decisions=reading.urgent(found.decisions, rows),
    )


def _sure(found: tuple[F, ...], confidence: float) -> tuple[F, ...]:
    return tuple(each for each in found if each.confidence >= confidence)


def _words(reading: Reading, told: Findings) -> Iterator[Words]:
    kinds: tuple[tuple[Finding, ...], ...] = (
        told.proposals,
        told.positions,
        told.decisions,
        told.actions,
        told.questions,
    )
    for found in kinds:
        for finding in found:
            is_whole = isinstance(finding, Decision | Question)
            if span := reading.words_for(finding, WHOLE_WORDS if is_whole else ROW_WORDS):
                yield Words(finding=finding, span=span)
