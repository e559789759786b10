"""The parts of a thread's summary, each as sentences with a rank: what goes in first.

Pure. Names and quotations are the mails' own; the words between them are ours
and take no side. No part says anything that it cannot show words for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from listminer.model import (
    ActKind,
    Findings,
    Message,
    Position,
    Proposal,
    ProposalStatus,
    Sentence,
    Span,
    Stance,
)
from listminer.quoting import shown_day, stopped
from listminer.summary.reading import MANY, Reading

QUOTE_WORDS = 24  # of one quotation: longer, and nobody reads it in a summary
ISSUE_WORDS = 32  # of one that opens the summary
STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional")
SIDE = {"support": "for", "oppose": "against", "conditional": "on a condition"}
_STATUSES: tuple[ProposalStatus, ...] = (
    "accepted",
    "rejected",
    "contested",
    "withdrawn",
    "superseded",
    "open",
)
_ASKING: frozenset[ActKind] = frozenset({"question", "request", "decision"})
ANSWERS = 2  # beside the first mail, in the issue: three sentences in all
MOST_NAMES = 4  # of one side in one sentence
_ENDS = ".;:, \n"


class Ranked(NamedTuple):
    """A sentence and its rank: the lower, the sooner it goes into the summary."""

    rank: float
    sentence: Sentence


def issue(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield what the first mail raises, and what others say to it that tells most."""
    first = next((each for each in reading.discussion.messages if reading.first_words(each)), None)
    if first is None:
        return
    own = [each for each in findings.proposals if _begins_in(each, first)]
    ideas = {span for each in own for span in each.evidence}
    asked = [words for each in own[:1] if (words := reading.words_for(each, ISSUE_WORDS))]
    raised = [
        *reading.best(most=1, most_words=2 * ISSUE_WORDS, of=first, without=ideas),
        *(asked or reading.best(most=1, most_words=ISSUE_WORDS, of=first, doing=_ASKING)),
    ]
    if not raised and (words := reading.first_words(first)):
        raised = [words]
    raised = _apart(sorted(raised, key=lambda each: (each.start, -each.end)))
    yield Ranked(0, _written(reading, raised))
    for at, span in enumerate(_answers(reading, first)):
        yield Ranked(1 + at * 0.95, _written(reading, [span]))


def _answers(reading: Reading, first: Message) -> list[Span]:
    """Return what two others say to the first mail that tells most, by date."""
    found = reading.best(most=3 * ANSWERS, most_words=50 * ANSWERS * 3, beside=first)
    picked: dict[str, Span] = {}
    for span in sorted(found, key=reading.weight, reverse=True):
        picked.setdefault(reading.author(span), span)
    own = reading.people.name_of(first.sender)
    others = [span for author, span in picked.items() if author != own]
    spans = (others or list(picked.values()))[:ANSWERS]
    return sorted(spans, key=lambda each: str(reading.date(each) or ""))


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return *spans* of one message, in order, without those that lie on one before them."""
    kept: list[Span] = []
    for span in spans:
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _begins_in(proposal: Proposal, message: Message) -> bool:
    return any(each.message_id == message.message_id for each in proposal.evidence[:1])


def _written(reading: Reading, spans: Sequence[Span]) -> Sentence:
    cuts = [reading.clip(span, ISSUE_WORDS) for span in spans]
    said = " ".join(reading.quote(span) for span in cuts)
    return _sentence(f"{reading.author(cuts[0])} writes: {said}", "issue", cuts, cuts)


def _outcome(proposals: Sequence[Proposal]) -> Sentence:
    evidence = tuple(
        span for each in proposals for span in (*each.evidence[:1], *each.settled_by[:1])
    )
    counts = [(sum(each.status == status for each in proposals), status) for status in _STATUSES]
    told = listed([f"{count} {status}" for count, status in counts if count])
    return _sentence(f"{len(proposals)} proposals are made: {told}.", "proposals", evidence)


def _dispute(reading: Reading, ranked: Sequence[Proposal]) -> Sentence | None:
    """Return a sentence on the proposal with most people on both sides, if there is one."""
    best: tuple[int, Proposal, list[Position]] | None = None
    positions = reading.discussion.findings.positions
    for proposal in ranked:
        mine = [each for each in positions if each.proposal == proposal.id]
        counts = [sum(each.stance == stance for each in mine) for stance in STANCES]
        if counts[0] and counts[1] and (best is None or sum(counts) > best[0]):
            best = (sum(counts), proposal, mine)
    if best is None:
        return None
    _, proposal, mine = best
    sides = [
        f"{len(there)} {SIDE[stance]}"
        for stance in STANCES
        if (there := [each for each in mine if each.stance == stance])
    ]
    return _sentence(
        f"Opinions differ most on {proposal.id}: {listed(sides)}.",
        "positions",
        tuple(each.evidence[0] for each in mine if each.evidence),
    )


def proposals(reading: Reading, ranked: Sequence[Proposal]) -> Iterator[Ranked]:
    """Yield each proposal with its status, its author and who takes which side."""
    every = reading.discussion.findings.proposals
    if len(every) > 1:
        yield Ranked(2.5, _outcome(every))
    positions = reading.discussion.findings.positions
    for at, proposal in enumerate(ranked):
        mine = [each for each in positions if each.proposal == proposal.id]
        sides = "; ".join(
            f"{SIDE[stance]}: {_named(there)}"
            for stance in STANCES
            if (there := [each.holder for each in mine if each.stance == stance])
        )
        author = f", by {proposal.author}" if proposal.author else ""
        text = f"{proposal.id} ({proposal.status}){author}: {stopped(proposal.title)}"
        evidence = (
            *proposal.evidence,
            *proposal.settled_by,
            *(span for each in mine for span in each.evidence),
        )
        said = f" {sides[0].upper()}{sides[1:]}." if sides else ""
        yield Ranked(2 + at * 0.15, _sentence(text + said, "proposals", evidence, about=proposal))


def positions(reading: Reading, ranked: Sequence[Proposal]) -> Iterator[Ranked]:
    """Yield for each disputed proposal the best argument of each side, and who changed sides."""
    if dispute := _dispute(reading, ranked):
        yield Ranked(2.24, dispute)
    for at, proposal in enumerate(ranked):
        mine = [
            each for each in reading.discussion.findings.positions if each.proposal == proposal.id
        ]
        is_disputed = len({each.stance for each in mine}) > 1
        for stance in STANCES:
            there = [each for each in mine if each.stance == stance and each.evidence]
            others = [each for each in there if each.holder != proposal.author] or there
            if is_disputed and others:
                yield Ranked(2.25 + at * 0.3, _argument(reading, proposal, others))
        for position in mine:
            if position.history and position.evidence:
                yield Ranked(2.3 + at * 0.3, _change(reading, position))


def _argument(reading: Reading, proposal: Proposal, there: Sequence[Position]) -> Sentence:
    best, span = max(
        ((each, words) for each in there if (words := reading.argument(each))),
        key=lambda pair: reading.weight(pair[1]),
    )
    cut = reading.clip(span, QUOTE_WORDS)
    text = f"{proposal.id}, {SIDE[best.stance]} ({best.holder}): {reading.quote(cut)}"
    return _sentence(text, "positions", (*best.evidence, cut), (cut,), about=best)


def _change(reading: Reading, position: Position) -> Sentence:
    before = position.history[-1]
    now = position.evidence[0]
    when = shown_day(reading.date(now))
    cut = reading.clip(now, QUOTE_WORDS)
    text = (
        f"{position.holder} goes from {SIDE[before.stance]} to {SIDE[position.stance]} "
        f"on {position.proposal}{f' on {when}' if when else ''}: {reading.quote(cut)}"
    )
    evidence = (*before.evidence, *position.evidence)
    return _sentence(text, "positions", evidence, (cut,), about=position)


def decisions(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield what was settled, in the words of who said so."""
    for at, decision in enumerate(findings.decisions):
        if not decision.evidence:
            continue
        cut = reading.clip(decision.evidence[0], QUOTE_WORDS + 6)
        on = f" (on {decision.proposal})" if decision.proposal else ""
        text = f"{reading.author(cut)}{on}: {reading.quote(cut)}"
        yield Ranked(
            1.8 + at * 0.3, _sentence(text, "decisions", decision.evidence, (cut,), about=decision)
        )


def actions(findings: Findings) -> Iterator[Ranked]:
    """Yield who is to do what by when; what is open comes first."""
    for at, item in enumerate(findings.actions):
        due = f", {item.due}" if item.due and item.due.lower() not in item.task.lower() else ""
        status = "" if item.status == "open" else f" ({item.status})"
        text = f"{item.owner or 'Anyone'}: {stopped(f'{item.task.rstrip(_ENDS)}{due}{status}')}"
        rank = (2.05 if item.status == "open" else 6) + at * 0.2
        yield Ranked(rank, _sentence(text, "actions", item.evidence, about=item))


def questions(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield the questions that no later mail of the thread answers."""
    for at, question in enumerate(findings.questions):
        if not question.open or not question.evidence:
            continue
        cut = reading.clip(question.evidence[0], QUOTE_WORDS)
        text = f"{question.asker} asks: {reading.quote(cut)}"
        yield Ranked(
            2.1 + at * 0.2, _sentence(text, "questions", question.evidence, (cut,), about=question)
        )


def course(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield how it went: first mail, turns, decision, last mail, each with its day."""
    spoken = [
        each for each in reading.discussion.messages if not each.ghost and reading.first_words(each)
    ]
    dated = sorted((each for each in spoken if each.date), key=lambda each: (each.date, ""))
    if len(dated) < 3:
        return
    steps = [(dated[0], "opens"), *_turns(reading, findings), (dated[-1], "writes the last mail")]
    told, evidence = [], []
    for message, does in steps:
        day = shown_day(message.date, year=message is dated[-1])
        told.append(f"{reading.people.name_of(message.sender)} {does} on {day}")
        if words := reading.first_words(message):
            evidence.append(words)
    yield Ranked(2.12, _sentence(f"{'; '.join(told)}.", "course", tuple(evidence)))


def _turns(reading: Reading, findings: Findings) -> list[tuple[Message, str]]:
    """Return the mails in which somebody changes sides or states a decision, by date."""
    turns: dict[str, tuple[Message, str]] = {}
    for position in findings.positions:
        if position.history and position.evidence:
            message = reading.message(position.evidence[0])
            what = f"turns {SIDE[position.stance]} {position.proposal}"
            if position.stance == "conditional":
                what = f"sets a condition for {position.proposal}"
            turns.setdefault(message.message_id, (message, what))
    for decision in findings.decisions:
        if decision.evidence:
            message = reading.message(decision.evidence[0])
            turns[message.message_id] = (message, "states a decision")
    return sorted(
        (each for each in turns.values() if each[0].date is not None),
        key=lambda each: str(each[0].date),
    )


def open_first(reading: Reading, ranked: Sequence[Proposal]) -> Iterator[Ranked]:
    """Yield three mails to open first: a decision, the main proposal, what others quote."""
    if len(reading.discussion.messages) < MANY:
        return
    reasons: dict[str, tuple[Span, str]] = {}
    for decision in reading.discussion.findings.decisions[:1]:
        for span in decision.evidence[:1]:
            reasons.setdefault(span.message_id, (span, "a decision"))
    for proposal in ranked[:2]:
        for span in proposal.evidence[:1]:
            reasons.setdefault(span.message_id, (span, proposal.id))
    for span in reading.most_quoted()[:2]:
        reasons.setdefault(span.message_id, (span, "much quoted"))
    picked = list(reasons.values())[:3]
    told = [
        f"{', '.join(filter(None, (reading.author(span), shown_day(reading.date(span)))))} ({why})"
        for span, why in picked
    ]
    if told:
        evidence = tuple(span for span, _ in picked)
        yield Ranked(2.14, _sentence(f"{'; '.join(told)}.", "open_first", evidence))


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def listed(items: Sequence[str]) -> str:
    """Return *items* as a list in words.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _sentence(
    text: str,
    part: str,
    evidence: Iterable[Span],
    quotes: Iterable[Span] = (),
    about: object = None,
) -> Sentence:
    return Sentence(
        text=text,
        evidence=tuple(dict.fromkeys(evidence)),
        part=part,  # type: ignore[arg-type]  # a SummaryPart wherever it is called
        quotes=tuple(quotes),
        about=about,  # type: ignore[arg-type]
    )
