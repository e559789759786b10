"""The parts of a thread's summary, each as sentences with a rank: what goes in first.

Pure. Names and quotations are the mails' own; the words between them are ours
and take no side. No part says anything that it cannot show words for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from listminer.model import (
    ActionItem,
    Findings,
    Message,
    Position,
    Proposal,
    Sentence,
    Span,
    Stance,
    SummaryPart,
)
from listminer.quoting import asked, due_beside, hearsay, shown_day, stopped
from listminer.summary.reading import MANY, Reading

QUOTE_WORDS = 24  # of one quotation: longer, and nobody reads it in a summary
ISSUE_WORDS = 32  # where the words are all that is said
STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional")
SIDE = {"support": "for", "oppose": "against", "conditional": "on a condition"}
AGAIN_WORDS = 6  # of a title whose words stand above already
MOST_TURNS = 2  # in the time line, beside the first and the last mail
MOST_NAMES = 4  # of one side in one sentence
_ENDS = ".;:, \n"


# What goes in first: the rank of the first sentence of a kind, and the step to each that follows.
# With these the sentences of a summary touch most of what the summaries of labelled debates say.
_RANKS: Mapping[str, tuple[float, float]] = {
    "proposal": (1.0, 0.07),
    "argument": (1.1, 0.8),
    "decision": (1.15, 0.4),
    "course": (1.2, 0.0),
    "action": (1.22, 0.3),
    "question": (1.25, 0.6),
    "change": (1.9, 0.6),
    "open first": (1.9, 0.0),
}
_CLOSED = 4.0  # added to the rank of what is done or dropped


class Ranked(NamedTuple):
    """A sentence and its rank: the lower, the sooner it goes into the summary."""

    rank: float
    sentence: Sentence
    again: Sentence | None = None  # how to say it where its words are quoted already; None: not


def _rank(kind: str, at: int = 0) -> float:
    first, step = _RANKS[kind]
    return first + at * step


def issue(reading: Reading) -> Iterator[Ranked]:
    """Yield what the first mail raises: its main idea, and what else in it tells most."""
    first = first_mail(reading)
    if first is None:
        return
    own = [each for each in reading.ranked if _begins_in(each, first)]
    here = [_said_in(each, first) for each in own[:1]]  # a later mail may say it better
    asked = [words for each in here if (words := reading.words_for(each, ISSUE_WORDS))]
    ideas = [span for each in own for span in each.evidence]
    raised = reading.best(
        most=2 - len(asked),
        most_words=2 * ISSUE_WORDS,
        among=(first.message_id,),
        without=ideas,
    )
    raised = [*asked, *raised]
    if not raised and (words := reading.first_words(first)):
        raised = [words]
    yield Ranked(0, written(reading, apart(raised)))


def first_mail(reading: Reading) -> Message | None:
    """Return the first mail that says anything; None if none does."""
    return next(
        (each for each in reading.discussion.messages if reading.first_words(each)),
        None,
    )


def apart(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* of one message, in order, without those that lie on one before them."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _begins_in(proposal: Proposal, message: Message) -> bool:
    return any(each.message_id == message.message_id for each in proposal.evidence[:1])


def _said_in(proposal: Proposal, message: Message) -> Proposal:
    """Return *proposal* as *message* alone states it."""
    here = (each for each in proposal.evidence if each.message_id == message.message_id)
    return replace(proposal, evidence=tuple(here))


def written(reading: Reading, spans: Sequence[Span], part: SummaryPart = "issue") -> Sentence:
    """Return the words of *spans*, all of one message, with its author's name."""
    cuts = [reading.clip(span, ISSUE_WORDS) for span in spans]
    said = reading.quote(*cuts)
    day = shown_day(reading.date(cuts[0])) if part == "course" else ""
    who = ", ".join(filter(None, (reading.author(cuts[0]), day)))
    return _sentence(f"{who}: {said}", part, cuts, cuts)


def proposals(reading: Reading, ranked: Sequence[Proposal]) -> Iterator[Ranked]:
    """Yield each proposal with its status, its author and who takes which side."""
    positions = reading.discussion.findings.positions
    for at, proposal in enumerate(ranked):
        mine = [each for each in positions if each.proposal == proposal.id]
        whole = _proposal(reading, proposal, mine, proposal.title)
        short = _proposal(reading, proposal, mine, _shortened(proposal.title))
        yield Ranked(_rank("proposal", at), whole, short)


def _proposal(
    reading: Reading, proposal: Proposal, mine: Sequence[Position], title: str
) -> Sentence:
    """Return status, author, title and who takes which side; that its author is for it is said."""
    sides = "; ".join(
        f"{SIDE[stance]}: {_named(there)}"
        for stance in STANCES
        if (
            there := [
                each.holder + hearsay(each.evidence, reading.messages)
                for each in mine
                if each.stance == stance and not each.is_own(proposal)
            ]
        )
    )
    author = f", by {proposal.author}" if proposal.author else ""
    author += hearsay(proposal.evidence, reading.messages)
    text = f"{proposal.id} ({proposal.status}){author}: {stopped(title)}"
    evidence = (
        *proposal.evidence,
        *proposal.settled_by,
        *(span for each in mine for span in each.evidence),
    )
    said = f" {sides[0].upper()}{sides[1:]}." if sides else ""
    return _sentence(text + said, "proposals", evidence, about=proposal)


def _shortened(title: str) -> str:
    words = title.split()
    return (
        title
        if len(words) <= AGAIN_WORDS + 2
        else f"{' '.join(words[:AGAIN_WORDS]).rstrip(_ENDS)} …"
    )


def positions(reading: Reading, ranked: Sequence[Proposal]) -> Iterator[Ranked]:
    """Yield for each disputed proposal the best argument of each side, and who changed sides."""
    for at, proposal in enumerate(ranked):
        mine = [
            each for each in reading.discussion.findings.positions if each.proposal == proposal.id
        ]
        is_disputed = len({each.stance for each in mine}) > 1
        for stance in STANCES:
            there = [each for each in mine if each.stance == stance and each.evidence]
            others = [each for each in there if each.holder != proposal.author] or there
            if is_disputed and others:
                best = _argument(reading, proposal, others)
                yield from (Ranked(_rank("argument", at), each) for each in best)
        for position in mine:
            if position.history and position.evidence:
                cut = reading.clip(position.evidence[0], QUOTE_WORDS)
                whole = _change(reading, position, (cut,))
                yield Ranked(_rank("change", at), whole, _change(reading, position, ()))


def _argument(
    reading: Reading, proposal: Proposal, there: Sequence[Position]
) -> Iterator[Sentence]:
    """Yield the best argument of the positions *there*; nothing where none says more than "+1"."""
    found = [
        (each, words)
        for each in there
        if (words := reading.argument(each)) and reading.is_telling(words)
    ]
    if not found:
        return
    best, span = max(found, key=lambda pair: reading.weight(pair[1]))
    cut = reading.clip(span, QUOTE_WORDS)
    text = f"{proposal.id}, {SIDE[best.stance]} ({best.holder}): {reading.quote(cut)}"
    yield _sentence(text, "positions", (*best.evidence, cut), (cut,), about=best)


def _change(reading: Reading, position: Position, said: Sequence[Span]) -> Sentence:
    before = position.history[-1]
    day = shown_day(reading.date(position.evidence[0]))
    text = (
        f"{position.holder} goes from {SIDE[before.stance]} to {SIDE[position.stance]} "
        f"on {position.proposal}{f' on {day}' if day else ''}"
    )
    words = "".join(f": {reading.quote(cut)}" for cut in said) or "."
    evidence = (*before.evidence, *position.evidence)
    return _sentence(text + words, "positions", evidence, said, about=position)


def decisions(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield what was settled, in the words of who said so."""
    for at, decision in enumerate(findings.decisions):
        if not decision.evidence or not reading.is_telling(decision.evidence[0]):
            continue
        cut = reading.clip(decision.evidence[0], QUOTE_WORDS + 6)
        on = f" (on {decision.proposal})" if decision.proposal else ""
        text = f"{reading.author(cut)}{on}: {reading.quote(cut)}"
        yield Ranked(
            _rank("decision", at),
            _sentence(text, "decisions", decision.evidence, (cut,), about=decision),
        )


def actions(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield who is to do what by when; what is open comes first."""
    for at, item in enumerate(sorted(findings.actions, key=lambda each: each.status != "open")):
        rank = _rank("action", at) + (_CLOSED if item.status != "open" else 0)
        if reading.is_debate:
            yield Ranked(rank, task(reading, item), task(reading, item))
        elif item.evidence and reading.is_telling(item.evidence[0]):
            yield Ranked(rank, _promise(reading, item))


def task(reading: Reading, item: ActionItem) -> Sentence:
    """Return who is to do what, by when, and what became of it unless it is open."""
    due = f", {due}" if (due := due_beside(item)) else ""
    status = asked(item.owner, reading.author(item.evidence[0])) if item.evidence else ""
    status += "" if item.status == "open" else f" ({item.status})"
    status += hearsay(item.evidence, reading.messages)
    text = f"{item.owner or 'Anyone'}: {stopped(f'{item.task.rstrip(_ENDS)}{due}{status}')}"
    return _sentence(text, "actions", (*item.evidence, *item.settled_by), about=item)


def _promise(reading: Reading, item: ActionItem) -> Sentence:
    """Return the words in which an action was promised or asked for, by whom and of whom."""
    cut = reading.clip(item.evidence[0], ISSUE_WORDS)
    author = reading.author(cut)
    who = author if item.owner == author else f"{author} asks {item.owner or 'anyone'}"
    status = "" if item.status == "open" else f" ({item.status})"
    text = f"{who}: {reading.quote(cut)}{status}"
    return _sentence(text, "actions", (*item.evidence, *item.settled_by), (cut,), about=item)


def questions(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield the questions that no later mail of the thread answers."""
    for at, question in enumerate(findings.questions):
        if (
            not question.open
            or not question.evidence
            or not reading.is_telling(question.evidence[0])
        ):
            continue
        cut = reading.clip_question(question.evidence[0], QUOTE_WORDS)
        text = f"{question.asker} asks: {reading.quote(cut)}"
        yield Ranked(
            _rank("question", at),
            _sentence(text, "questions", question.evidence, (cut,), about=question),
        )


def course(reading: Reading, findings: Findings) -> Iterator[Ranked]:
    """Yield how it went: first mail, turns, decision, last mail, each with its day."""
    spoken = [
        each for each in reading.discussion.messages if not each.ghost and reading.first_words(each)
    ]
    dated = sorted((each for each in spoken if each.date), key=lambda each: (each.date, ""))
    if len(dated) < 3:
        return
    root = reading.messages.get(reading.discussion.thread.root)
    is_lost = root is None or root.ghost  # no answer opens a thread
    steps = [
        (dated[0], "writes the first mail that is here" if is_lost else "opens"),
        *_turns(reading, findings),
        (dated[-1], "writes the last mail"),
    ]
    steps = [steps[0], *steps[1:-1][-MOST_TURNS:], steps[-1]]
    told = []
    for who, taken in groupby(steps, key=lambda step: reading.people.name_of(step[0].sender)):
        told.append(f"{who} {' and '.join(_by_day(taken, dated[-1]))}")
    evidence = tuple(words for at, _ in steps if (words := reading.first_words(at)))
    yield Ranked(_rank("course"), _sentence(f"{'; '.join(told)}.", "course", evidence))


def _by_day(steps: Iterable[tuple[Message, str]], last: Message) -> Iterator[str]:
    """Yield what one person does, by day; the year is told with the thread's last mail."""
    for _, taken in groupby(steps, key=lambda step: step[0].date and step[0].date.date()):
        same = list(taken)
        day = shown_day(same[0][0].date, year=any(at is last for at, _ in same))
        yield f"{' and '.join(does for _, does in same)} on {day}"


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
            known = hearsay(decision.evidence[:1], reading.messages)
            turns[message.message_id] = (message, f"states a decision{known}")
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
        + hearsay([span], reading.messages)
        for span, why in picked
    ]
    if told:
        evidence = tuple(span for span, _ in picked)
        yield Ranked(
            _rank("open first"),
            _sentence(f"{'; '.join(told)}.", "open_first", evidence),
        )


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


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
