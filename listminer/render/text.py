"""A thread on a terminal: the story first, then the sides, each with its words and message.

Pure. Columns align, long lines fold under their column, nothing of the mail
steers the terminal; a sign stands with every colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from listminer.model import (
    ActionItem,
    Discussion,
    Finding,
    MessageId,
    Position,
    Proposal,
    Prose,
    Span,
    Summary,
    SummaryPart,
)
from listminer.people import people_of
from listminer.quoting import asked, dates_of, due_beside, hearsay, quoted, shown_day, subject_of
from listminer.render.accounts import accounts_of
from listminer.render.layout import (
    USUAL_COLUMNS,
    Cell,
    Style,
    painted,
    paragraph,
    row,
    widest,
    wrapped,
)
from listminer.render.listing import counted, period
from listminer.render.numbering import cited, message_numbers, references, thread_status
from listminer.render.opening import opening_of
from listminer.render.origin import written_by
from listminer.render.safe import cells, shown_line
from listminer.render.settled import settlement
from listminer.render.sides import (
    AUTHOR,
    SIGNS,
    PositionMap,
    decision_sign,
    legend,
    position_map,
    written_tally,
)

WIDE = 92  # columns from which a proposal's author and day stand in its row
LEAST_WORDS = 30  # columns for the words of a position; with fewer they stand below its row
LEAST_COLUMN = 12  # columns for the words of a row; with fewer they stand below it
NARROWEST = 48  # below, lines are longer than the terminal rather than unreadable
_BOXES = {"open": "□", "done": "■", "dropped": "×"}
_REF = 5  # columns of "[123]"
_BELOW = 5  # columns that words below their row are indented by


def write_text(
    discussion: Discussion, summary: Summary, *, width: int = USUAL_COLUMNS, colour: bool = False
) -> str:
    """Return *summary* for a terminal of *width* columns; colours only if asked."""
    return "\n".join(_Page(discussion, summary, max(width, NARROWEST), colour).lines()) + "\n"


class _Page:
    def __init__(self, discussion: Discussion, summary: Summary, width: int, colour: bool) -> None:
        self.discussion = discussion
        self.all = discussion.findings
        self.summary = summary
        self.width = width
        self.colour = colour
        self.numbers = message_numbers(discussion)
        self.messages = {each.message_id: each for each in discussion.messages}
        self.people = people_of(discussion.messages)
        self.words = {id(each.finding): each.span for each in summary.words}
        self.cited: set[MessageId] = set()

    def lines(self) -> list[str]:
        parts = [
            self._header(),
            self._opening(),
            self._proposals(),
            self._positions(),
            self._decisions(),
            self._actions(),
            self._questions(),
            self._titled_prose("HOW IT WENT", "course"),
            self._titled_prose("READ FIRST", "open_first"),
            self._footer(),
        ]
        found: list[str] = []
        for part in parts:
            if part:
                found += ["", *part] if found else part
        return found

    def _header(self) -> list[str]:
        messages = self.discussion.heard
        people = {self.people.name_of(each.sender) for each in messages}
        facts = [
            ", ".join(self.discussion.lists),
            counted(len(messages), "message"),
            counted(len(people), "person", "people") + self._quoted_people(people),
            period(*dates_of(messages)),
        ]
        line = shown_line(" · ".join(each for each in facts if each))
        status = thread_status(self.discussion)
        room = self.width - cells(line) - cells(status)
        title = [
            painted(each, "strong", self.colour)
            for each in wrapped(subject_of(self.discussion) or "(no subject)", self.width)
        ]
        if room >= 2:
            return [*title, (line + " " * room + painted(status, "strong", self.colour)).rstrip()]
        return [*title, *wrapped(line, self.width), status.rjust(self.width)]

    def _quoted_people(self, heard: set[str]) -> str:
        """Return how many people are known only by what others quote of them."""
        ghosts = [each for each in self.discussion.messages if each.ghost]
        more = {self.people.name_of(each.sender) for each in ghosts} - heard
        return f" and {len(more)} quoted" if more else ""

    def _opening(self) -> list[str]:
        """Return the issue and its outcome; where a model told it, in a paragraph that says so."""
        prose = self.summary.prose
        if prose is not None and prose.sentences:
            told = " ".join(f"{each.text} {self._refs(each.evidence)}" for each in prose.sentences)
            lines = paragraph(told, self.width)
            return lines + [painted(each, "faint", self.colour) for each in self._written_by(prose)]
        found: list[str] = []
        for sentence in opening_of(self.summary):
            found += paragraph(f"{sentence.text} {self._refs(sentence.evidence)}", self.width)
        return found

    def _written_by(self, prose: Prose) -> list[str]:
        return paragraph(written_by(prose), self.width)

    def _titled_prose(self, title: str, part: SummaryPart) -> list[str]:
        told = [each for each in self.summary.sentences if each.part == part]
        width = self.width
        return self._section(
            title,
            [
                line
                for each in told
                for line in paragraph(f"{each.text} {self._refs(each.evidence)}", width, indent=1)
            ],
        )

    def _proposals(self) -> list[str]:
        """Return a row for each proposal; its words stand in it if they hold its title."""
        found = self.summary.findings.proposals
        mark = widest([each.id for each in found], 4)
        author = widest([each.author or "" for each in found], 20)
        tallies = {each.id: written_tally(each, self.all.positions) for each in found}
        tally = widest(tallies.values(), 11)
        status = widest([each.status for each in found], 10)
        wide = self.width >= WIDE
        aside = author + 6 + 4 if wide else 0
        title = self.width - 1 - mark - aside - status - tally - _REF - 8
        lines: list[str] = []
        for each in found:
            span = self._evidence(each)
            words = self._said(each)
            day = shown_day(self.messages[span.message_id].date) if span else ""
            holds = " ".join(each.title.split()[:4]).rstrip("… ").lower() in words.lower()
            columns = [Cell(text=each.id, width=mark, style="accent")]
            columns.append(Cell(text=words if holds else each.title, width=title))
            if wide:
                columns.append(Cell(text=each.author or "–", width=author))
                columns.append(Cell(text=day, width=6, right=True))
            columns += [
                Cell(text=each.status.upper(), width=status),
                Cell(text=tallies[each.id], width=tally),
                self._ref(span) if holds else Cell(text="", width=_REF),
            ]
            lines += self._row(columns)
            by = "" if wide else ", ".join(filter(None, (each.author, day)))
            if not holds:
                lines += self._quote(span, indent=mark + 3, before=f"{by}: " if by else "")
            elif by:
                lines.append(" " * (mark + 3) + painted(shown_line(by), "faint", self.colour))
            lines += self._settled(each, mark + 3)
        return self._section("PROPOSALS", lines, len(self.all.proposals) - len(found))

    def _settled(self, proposal: Proposal, indent: int) -> list[str]:
        found = settlement(proposal, self.all, self.messages, self.people)
        if found is None:
            return []
        columns = [
            Cell(text=found.text, width=self.width - indent - _REF - 2),
            self._ref(found.spans[0]),
        ]
        return row(columns, indent=indent, colour=self.colour)

    def _positions(self) -> list[str]:
        sides = position_map(self.summary.findings)
        if not sides.holders:
            return []
        title = "WHO STANDS WHERE"
        name = widest([*sides.holders, title], 24) + 1
        mark = max(2, widest([each.id for each in sides.proposals], 4))
        words = self.width - 1 - name - (mark + 1) * len(sides.proposals) - _REF - 3
        head = [Cell(text="", width=name)]
        head += [Cell(text=each.id, width=mark, style="accent") for each in sides.proposals]
        heading = row(head, gap=1, colour=self.colour)[0]
        lines = [painted(title, "strong", self.colour) + heading[len(title) :]]
        for holder in sides.holders:
            columns = [Cell(text=holder, width=name)]
            columns += [self._mark(sides, holder, each, mark) for each in sides.proposals]
            best = sides.telling(holder)
            on = self._on(best, len(sides.proposals))
            if words >= LEAST_WORDS:
                columns.append(Cell(text=on + self._said(best), width=words))
                columns.append(self._ref(self._evidence(best)))
            lines += row(columns, gap=1, colour=self.colour)
            if words < LEAST_WORDS:
                lines += self._quote(self._evidence(best), indent=_BELOW, before=on)
        marks = [
            self._mark(sides, holder, each, mark).text
            for holder in sides.holders
            for each in sides.proposals
        ]
        key = paragraph(legend(marks), self.width, indent=1)
        return [*lines, *(painted(each, "faint", self.colour) for each in key)]

    def _is_hearsay(self, position: Position) -> bool:
        return hearsay(position.evidence, self.messages) != ""

    def _mark(self, sides: PositionMap, holder: str, proposal: Proposal, width: int) -> Cell:
        sign = sides.mark(holder, proposal)
        if not sign:
            return Cell(text="·", width=width, style="faint")
        position = sides.positions[holder, proposal.id]
        changed = "*" if position.history else "?" if self._is_hearsay(position) else ""
        style: Style = "accent" if sign == AUTHOR else position.stance
        return Cell(text=sign + changed, width=width, style=style)

    def _on(self, position: Position, many: int) -> str:
        """Return what stands before a position's words: the proposal, and what it was before."""
        if position.history:
            evidence = self._evidence(position)
            day = shown_day(self.messages[evidence.message_id].date) if evidence else ""
            on = f" on {day}" if day else ""
            was = SIGNS[position.history[-1].stance]
            return f"{position.proposal} changed{on} (was {was}) "
        return f"{position.proposal} " if many > 1 else ""

    def _decisions(self) -> list[str]:
        found = self.summary.findings.decisions
        names = [self._author(each) for each in found]
        name = widest(names, 24)
        on = widest([each.proposal or "" for each in found], 4)
        words = self.width - 1 - 1 - 2 - name - 2 - (on + 2 if on else 0) - _REF - 2
        lines: list[str] = []
        for each, who in zip(found, names, strict=True):
            sign = decision_sign(each, self.all.proposals)
            columns = [Cell(text=sign, width=1, style="accent"), Cell(text=who, width=name)]
            if on:
                columns.append(Cell(text=each.proposal or "", width=on, style="accent"))
            ref = self._ref(self._evidence(each))
            lines += self._words_row(columns, Cell(text=self._said(each), width=words), [], ref)
        return self._section("DECISIONS", lines, len(self.all.decisions) - len(found))

    def _actions(self) -> list[str]:
        found = self.summary.findings.actions
        owners = [each.owner or "anyone" for each in found]
        name = widest(owners, 24)
        ends = [", ".join(filter(None, (due_beside(each), self._became(each)))) for each in found]
        end = widest(ends, max(12, self.width // 5))
        task = self.width - 1 - 1 - 2 - name - 2 - end - 2 - _REF - 2
        lines: list[str] = []
        for each, owner, due in zip(found, owners, ends, strict=True):
            lines += self._words_row(
                [
                    Cell(text=_BOXES[each.status], width=1, style="accent"),
                    Cell(text=owner, width=name),
                ],
                Cell(text=self._task(each), width=task),
                [Cell(text=due, width=end)],
                self._ref(each.evidence[0] if each.evidence else None),
            )
        return self._section("ACTION ITEMS", lines, len(self.all.actions) - len(found))

    def _became(self, item: ActionItem) -> str:
        """Return what became of a task, and where it is told: "done [9]"; "" while it is open."""
        if item.status == "open":
            return ""
        return " ".join(filter(None, (item.status, self._refs(item.settled_by[:1]))))

    def _task(self, item: ActionItem) -> str:
        by = self._author(item) if item.evidence else ""
        return item.task + asked(item.owner, by) + hearsay(item.evidence, self.messages)

    def _questions(self) -> list[str]:
        found = [each for each in self.summary.findings.questions if each.open]
        name = widest([each.asker for each in found], 24)
        words = self.width - 1 - 1 - 2 - name - 2 - _REF - 2
        lines: list[str] = []
        for each in found:
            lines += self._words_row(
                [Cell(text="?", width=1, style="accent"), Cell(text=each.asker, width=name)],
                Cell(text=self._said(each), width=words),
                [],
                self._ref(self._evidence(each)),
            )
        every = sum(each.open for each in self.all.questions)
        return self._section("OPEN QUESTIONS", lines, every - len(found))

    def _footer(self) -> list[str]:
        lines: list[str] = []
        for message in self.discussion.messages:
            if message.message_id not in self.cited:
                continue
            number = f"[{self.numbers[message.message_id]}]".rjust(_REF)
            known = " (known from quotes only)" if message.ghost else ""
            told = f"{number} <{shown_line(message.message_id)}>{known}"
            url = shown_line(message.url or "")
            if url and cells(told) + 2 + cells(url) <= self.width:
                told += f"  {url}"
            elif url:
                told += f"\n{' ' * (_REF + 1)}{url}"
            lines += [painted(each, "faint", self.colour) for each in told.split("\n")]
        accounts = accounts_of(self.discussion)
        doubts = (wrapped(each, self.width) for each in accounts.doubts)
        return [*lines, str(accounts), *(line for doubt in doubts for line in doubt)]

    # what rows are made of

    def _section(self, title: str, lines: list[str], left_out: int = 0) -> list[str]:
        if not lines:
            return []
        more = [painted(f" and {left_out} more", "faint", self.colour)] if left_out else []
        return [painted(title, "strong", self.colour), *lines, *more]

    def _row(self, columns: Sequence[Cell]) -> list[str]:
        return row(columns, colour=self.colour)

    def _words_row(
        self, before: Sequence[Cell], words: Cell, after: Sequence[Cell], ref: Cell
    ) -> list[str]:
        """Return a row with *words* in it, or below it where a long name leaves them no room."""
        if words.width >= LEAST_COLUMN:
            return self._row([*before, words, *after, ref])
        below = Cell(text=words.text, width=self.width - _BELOW - _REF - 2)
        return [
            *self._row([*before, *after]),
            *row([below, ref], indent=_BELOW, colour=self.colour),
        ]

    def _quote(self, span: Span | None, *, indent: int, before: str = "") -> list[str]:
        if span is None:
            return []
        text = before + self._quoted(span)
        width = self.width - indent - _REF - 2
        return row(
            [Cell(text=text, width=width), self._ref(span)], indent=indent, colour=self.colour
        )

    def _ref(self, span: Span | None) -> Cell:
        if span is None:
            return Cell(text="", width=_REF)
        return Cell(text=self._refs([span]), width=_REF, style="faint", right=True)

    def _refs(self, spans: Iterable[Span]) -> str:
        found = list(spans)
        self.cited.update(cited(found, self.numbers))
        return references(found, self.numbers)

    def _evidence(self, finding: Finding) -> Span | None:
        return self.words.get(id(finding)) or next(iter(finding.evidence), None)

    def _said(self, finding: Finding) -> str:
        span = self._evidence(finding)
        return "" if span is None else self._quoted(span)

    def _quoted(self, span: Span) -> str:
        words = quoted(self.messages[span.message_id].text, span.start, span.end)
        return words + hearsay([span], self.messages)

    def _author(self, finding: Finding) -> str:
        span = self._evidence(finding)
        return "" if span is None else self.people.name_of(self.messages[span.message_id].sender)
