"""The left side of the page: what was found in a thread, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from listminer.model import (
    ActionItem,
    Decision,
    Discussion,
    Finding,
    Findings,
    Position,
    Proposal,
    Question,
    Span,
    Stance,
    Summary,
    Turn,
)
from listminer.quoting import asked, clipped, due_beside, hearsay, quoted, shown_day
from listminer.render.html.names import Person, Persons
from listminer.render.html.pieces import SIGNS
from listminer.render.html.places import Places, Ref
from listminer.render.listing import counted
from listminer.render.numbering import STATUSES
from listminer.render.safe import shown, shown_line
from listminer.render.settled import settling
from listminer.render.sides import decision_sign, tally

MOST_WORDS = 32  # of a quotation on a card: three lines of the left column
MOST_REFS = 8  # beside a quotation: two lines of it; what more there is stands in a fold
MANY_FINDINGS = 30  # from which on a page says first what it holds: several windows full
MOST_SHOWN = 20  # of a section; more would keep a phone's reader from the mails
_WORTH_A_FOLD = 5  # a fold of fewer saves no reader a window
STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional")


Shown = TypeVar("Shown", "Card", "Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words and where they stand."""

    words: str  # in quotation marks
    doubt: str  # "(known from quotes)" of words whose mail is missing; "" else
    refs: list[Ref]  # that of the words first, then by number
    anchor: str  # of the sentence that the words are from; "" if there is none

    @property
    def first_refs(self) -> list[Ref]:
        """Return those that stand beside the words."""
        return self.refs if len(self.refs) <= MOST_REFS else self.refs[: MOST_REFS - 2]

    @property
    def more_refs(self) -> list[Ref]:
        """Return those that are folded away: of something said in many mails."""
        return self.refs[len(self.first_refs) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One person's stance on one proposal."""

    person: Person
    stance: Stance
    sign: str
    proposes: bool
    said: Said
    before: tuple[tuple[str, Said], ...]  # signs of earlier stances and their words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One proposal."""

    id: str
    title: str
    author: Person | None
    when: str
    status: str
    said: Said
    settled: Said | None
    settler: Person | None  # who said `settled`
    settling: str  # what the words of `settled` did
    tally: tuple[tuple[str, str, int], ...]  # kind, sign, how many others
    sides: tuple[Side, ...]  # support first

    @property
    def is_taken_up(self) -> bool:
        """Return whether anybody but its author had a word on it, or something became of it."""
        return self.status != "open" or any(not side.proposes for side in self.sides)

    @property
    def shown_sides(self) -> tuple[Side, ...]:
        """Return whose words stand below the card: its author's only where they are others."""
        return tuple(
            side
            for side in self.sides
            if not side.proposes or side.before or side.said.words != self.said.words
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of decisions, actions or questions."""

    sign: str
    person: Person | None
    text: str
    note: str
    status: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One person's line of the position map; a cell for each card, None where none was taken."""

    person: Person
    cells: tuple[Side | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the left side shows."""

    cards: tuple[Card, ...]  # those that were taken up; all, where none was
    left: tuple[Card, ...]  # proposals on which nobody said a word
    map: tuple[MapRow, ...]  # over `cards`
    decisions: tuple[Row, ...]
    actions: tuple[Row, ...]
    open_questions: tuple[Row, ...]
    answered: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was found."""
        return not (
            self.cards or self.decisions or self.actions or self.open_questions or self.answered
        )

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the id of each section and what it holds, of a page too long to see at once."""
        cards, asked = len(self.cards) + len(self.left), len(self.open_questions)
        found = (
            ("proposals", cards, counted(cards, "proposal")),
            ("map", len(self.map), "who stands where"),
            ("decisions", len(self.decisions), counted(len(self.decisions), "decision")),
            ("actions", len(self.actions), counted(len(self.actions), "action item")),
            ("questions", asked, counted(asked, "open question")),
        )
        parts = tuple((name, told) for name, count, told in found if count)
        total = cards + len(self.decisions) + len(self.actions) + asked
        return parts if total >= MANY_FINDINGS else ()

    @staticmethod
    def parted(found: Sequence[Shown]) -> tuple[Sequence[Shown], Sequence[Shown]]:
        """Return those of a section that are shown, and those that are folded away."""
        most = MOST_SHOWN if len(found) >= MOST_SHOWN + _WORTH_A_FOLD else len(found)
        return found[:most], found[most:]

    @property
    def has_hearsay(self) -> bool:
        """Return whether a side on the map is known from quotes only."""
        return any(side and side.said.doubt for row in self.map for side in row.cells)

    @property
    def statuses(self) -> tuple[tuple[str, int], ...]:
        """Return how many proposals have each status, those that matter most first."""
        cards = (*self.cards, *self.left)
        counts = {each: sum(card.status == each for card in cards) for each in STATUSES}
        return tuple((status, count) for status, count in counts.items() if count)


class Teller:
    """Turns findings into what the left side shows."""

    def __init__(
        self, discussion: Discussion, summary: Summary | None, places: Places, persons: Persons
    ) -> None:
        self._discussion = discussion
        self._places = places
        self._persons = persons
        self._messages = {each.message_id: each for each in discussion.messages}
        self._chosen: Mapping[Finding, Span] = (
            {each.finding: each.span for each in summary.words} if summary else {}
        )

    def tell(self) -> Told:
        """Return the left side."""
        findings = self._discussion.findings
        every = tuple(self._cards(findings))
        cards = tuple(card for card in every if card.is_taken_up) or every
        questions = [(each.open, self._question(each)) for each in findings.questions]
        return Told(
            cards=cards,
            left=tuple(card for card in every if card not in cards),
            map=tuple(_map(cards)),
            decisions=tuple(
                Row(
                    sign=decision_sign(each, findings.proposals),
                    person=self._writer(each.evidence),
                    text=shown_line(each.text),
                    note=f"settles {shown_line(each.proposal)}" if each.proposal else "",
                    status="",
                    said=self._told(each),
                )
                for each in findings.decisions
            ),
            actions=tuple(
                Row(
                    sign="■" if each.status == "done" else "□",
                    person=self._persons.named(each.owner) if each.owner else None,
                    text=shown_line(each.task),
                    note=shown_line(f"{due_beside(each)}{self._asked(each)}".strip()),
                    status=each.status,
                    said=self._told(each, each.settled_by),
                )
                for each in sorted(findings.actions, key=lambda each: each.status != "open")
            ),
            open_questions=tuple(row for is_open, row in questions if is_open),
            answered=tuple(row for is_open, row in questions if not is_open),
        )

    def _asked(self, item: ActionItem) -> str:
        writer = self._writer(item.evidence)
        return asked(item.owner, writer.name) if writer else ""

    def said(self, finding: Finding | None, evidence: tuple[Span, ...]) -> Said:
        """Return what to show for *evidence*: the words that the summary chose, else the first."""
        span = self._chosen.get(finding) if finding else None
        # A reason may be chosen that stands beside the evidence; it is of the same mail, so that
        # it has the same author, and the reference leads to the evidence.
        beside = [each for each in evidence if span and each.message_id == span.message_id]
        holder = next((each for each in beside if span and each.covers(span)), None)
        if holder is None:
            holder = (beside or evidence or (None,))[0]
        if not beside:
            span = holder
        ref = self._places.ref(holder) if holder else None
        refs = self._places.refs(evidence)
        return Said(
            words=self._quotation(span),
            doubt=self._doubt([span] if span else ()),
            refs=sorted(refs, key=lambda each: ref is not None and each.number != ref.number),
            anchor=ref.anchor if ref else "",
        )

    def _told(
        self, finding: Decision | ActionItem | Question, settled_by: tuple[Span, ...] = ()
    ) -> Said:
        """Return where a finding stands that is shown without its words, and where it ended.

        All words that it stands on count for doubt.
        """
        said = self.said(finding, (*finding.evidence, *settled_by))
        return replace(said, doubt=self._doubt(finding.evidence))

    def _quotation(self, span: Span | None) -> str:
        place = self._places.of(span.message_id) if span else None
        if span is None or place is None or not self._places.words(span):
            return ""
        text = place.message.text
        part = clipped(text, span, MOST_WORDS)
        return shown(quoted(text, part.start, part.end))

    def _doubt(self, spans: Iterable[Span]) -> str:
        """Return what is said beside words that only others quote: the mark is no part of them."""
        found = [span for span in spans if self._places.of(span.message_id)]
        return hearsay(found, self._messages).strip()

    def _writer(self, evidence: tuple[Span, ...]) -> Person | None:
        place = self._places.of(evidence[0].message_id) if evidence else None
        return self._persons.of(place.message.sender) if place else None

    def _cards(self, findings: Findings) -> Iterator[Card]:
        by_proposal: dict[str, list[Position]] = {}
        for position in findings.positions:
            by_proposal.setdefault(position.proposal, []).append(position)
        for proposal in findings.proposals:
            taken = by_proposal.get(proposal.id, [])
            sides = [self._side(each, proposal) for each in taken]
            sides.sort(key=lambda side: STANCES.index(side.stance))
            yield Card(
                id=shown_line(proposal.id),
                title=shown_line(proposal.title),
                author=self._persons.named(proposal.author) if proposal.author else None,
                when=self._day(proposal.evidence),
                status=proposal.status,
                said=self.said(proposal, proposal.evidence),
                settled=self.said(None, proposal.settled_by) if proposal.settled_by else None,
                settler=self._writer(proposal.settled_by),
                settling=settling(proposal, findings),
                tally=tuple(
                    (stance, SIGNS[stance][0], count) for stance, count in tally(proposal, taken)
                ),
                sides=tuple(sides),
            )

    def _side(self, position: Position, proposal: Proposal) -> Side:
        return Side(
            person=self._persons.named(position.holder),
            stance=position.stance,
            sign=SIGNS[position.stance][0],
            proposes=position.is_own(proposal),
            said=self.said(position, position.evidence),
            before=tuple(self._turn(turn) for turn in position.history),
        )

    def _turn(self, turn: Turn) -> tuple[str, Said]:
        return SIGNS[turn.stance][0], self.said(None, turn.evidence)

    def _question(self, question: Question) -> Row:
        numbers = [self._places.of(message_id) for message_id in question.answered_by]
        answers = ", ".join(str(place.number) for place in numbers if place is not None)
        return Row(
            sign="?",
            person=self._persons.named(question.asker),
            text=shown_line(question.text),
            note=f"answered in {answers}" if answers else "",
            status="open" if question.open else "answered",
            said=self._told(question),
        )

    def _day(self, evidence: tuple[Span, ...]) -> str:
        place = self._places.of(evidence[0].message_id) if evidence else None
        return shown_day(place.message.date) if place else ""


def _map(cards: tuple[Card, ...]) -> Iterator[MapRow]:
    """Yield a line for each person, those who took most sides first."""
    by_person: dict[str, tuple[Person, dict[int, Side]]] = {}
    for at, card in enumerate(cards):
        for side in card.sides:
            by_person.setdefault(side.person.name, (side.person, {}))[1][at] = side
    rows = sorted(by_person.values(), key=lambda found: -len(found[1]))
    for person, taken in rows:
        yield MapRow(person=person, cells=tuple(taken.get(at) for at in range(len(cards))))
