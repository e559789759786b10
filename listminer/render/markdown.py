"""A thread as Markdown: the parts as headings, every claim with a link to its message.

Pure. Text of mail is escaped: it cannot become a heading, a link, an image or
HTML. Only http and https addresses become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from listminer.model import (
    Discussion,
    Finding,
    Message,
    MessageId,
    Proposal,
    Sentence,
    Span,
    Summary,
    SummaryPart,
)
from listminer.people import people_of
from listminer.quoting import clipped, dates_of, hearsay, quoted, shown_day, subject_of
from listminer.render.accounts import accounts_of
from listminer.render.listing import counted, period
from listminer.render.numbering import message_numbers, thread_status
from listminer.render.origin import written_by
from listminer.render.safe import shown_line
from listminer.render.settled import settlement
from listminer.render.sides import SIGNS, PositionMap, legend, position_map

TITLES: Mapping[SummaryPart, str] = {
    "issue": "",
    "proposals": "Proposals",
    "positions": "Who stands where",
    "decisions": "Decisions",
    "actions": "Action items",
    "questions": "Open questions",
    "course": "How it went",
    "open_first": "Read first",
}
MOST_WORDS = 24  # of a proposal's own, below what is said of it
MOST_REFERENCES = 6  # behind one sentence; more would drown it
_SPECIAL = re.compile(r"[\\`*_\[\]|<>~&$]")
_BLOCK = re.compile(
    r"[#+=-]|\d+[.)](?=\s|$)"
)  # begins a heading or a list: "# x", "1. x"; not "1.5"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def write_markdown(discussion: Discussion, summary: Summary, *, level: int = 1) -> str:
    """Return *summary* as Markdown (CommonMark with tables); its title is a heading of *level*."""
    page = _Page(discussion)
    blocks = [f"{'#' * level} {page.title()}", page.facts()]
    for part, title in TITLES.items():
        said = [each for each in summary.sentences if each.part == part]
        prose = summary.prose if part == "issue" else None
        if prose is not None and prose.sentences:
            told = " ".join(
                f"{escaped(each.text)} {page.links(each.evidence)}" for each in prose.sentences
            )
            blocks += [told, f"*{escaped(written_by(prose))}*"]
            continue
        table = page.position_map(summary) if part == "positions" else ""
        lines = [page.sentence(each, "- " if title else "") for each in said]
        lines += page.left_out(part, len(said))
        if title and (lines or table):
            blocks.append(f"{'#' * (level + 1)} {title}")
        if table:
            blocks.append(table)
        blocks.append(("\n" if title else "\n\n").join(lines))
    blocks.append(page.sources())
    return "\n\n".join(each for each in blocks if each) + "\n"


def escaped(text: str) -> str:
    r"""Return *text* so that Markdown shows it as it stands, in one line.

    >>> escaped("*x* <script> [a](javascript:b)")
    '\\*x\\* &lt;script&gt; \\[a\\](javascript:b)'
    >>> escaped("1. no list")
    '1\\. no list'
    """
    line = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), shown_line(text))
    if block := _BLOCK.match(line):
        at = block.end() - 1
        line = f"{line[:at]}\\{line[at:]}"
    return line


def address(url: str | None) -> str | None:
    """Return *url* as a link's target; None if it is no plain http or https address."""
    if not url or not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
        return None
    return quote(url, safe="/:?#@!$&'*+,;=%~._-")


class _Page:
    def __init__(self, discussion: Discussion) -> None:
        self.discussion = discussion
        self.numbers = message_numbers(discussion)
        self.messages: Mapping[MessageId, Message] = {
            each.message_id: each for each in discussion.messages
        }
        self.people = people_of(discussion.messages)
        self.cited: set[MessageId] = set()
        self._heard = discussion.heard

    def title(self) -> str:
        return escaped(subject_of(self.discussion)) or "(no subject)"

    def facts(self) -> str:
        people = {self.people.name_of(each.sender) for each in self._heard}
        status = thread_status(self.discussion)
        told = [
            ", ".join(self.discussion.lists),
            counted(len(self._heard), "message"),
            counted(len(people), "person", "people"),
            period(*dates_of(self._heard)),
        ]
        line = " · ".join(escaped(each) for each in told if each)
        return f"{line} · **{status}**" if status else line

    def position_map(self, summary: Summary) -> str:
        """Return people × proposals as a table of signs; "" if nobody took a side."""
        sides = position_map(summary.findings)
        if not sides.holders:
            return ""
        rows = [
            ["", *(each.id for each in sides.proposals)],
            ["---", *(":-:" for _ in sides.proposals)],
        ]
        for holder in sides.holders:
            marks = [self._mark(sides, holder, each) for each in sides.proposals]
            rows.append([escaped(holder), *marks])
        signs = [sides.mark(holder, each) for holder in sides.holders for each in sides.proposals]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"{table}\n\n{legend(signs)}"

    def _mark(self, sides: PositionMap, holder: str, proposal: Proposal) -> str:
        sign = sides.mark(holder, proposal)
        position = sides.positions.get((holder, proposal.id))
        if position is None:
            return sign
        sign += hearsay(position.evidence, self.messages)
        if not position.history:
            return sign
        return f"{sign} (was {SIGNS[position.history[-1].stance]})"

    def sentence(self, sentence: Sentence, mark: str) -> str:
        """Return a sentence with its links; below a proposal, what it rests on in its own words."""
        line = f"{mark}{escaped(sentence.text)} {self.links(sentence.evidence)}"
        return "\n".join((line, *self._own_words(sentence.about)))

    def left_out(self, part: SummaryPart, told: int) -> list[str]:
        """Return a line on the findings of *part* beside the *told* ones; none if there are none.

        Positions are in the table, all of them.
        """
        found = self.discussion.findings
        counts: dict[SummaryPart, int] = {
            "proposals": len(found.proposals),
            "decisions": len(found.decisions),
            "actions": len(found.actions),
            "questions": sum(each.open for each in found.questions),
        }
        more = counts.get(part, 0) - told
        if more <= 0:
            return []
        return [f"- and {more} more" if told else f"- {more}, left out for length"]

    def _own_words(self, about: Finding | None) -> Iterator[str]:
        if not isinstance(about, Proposal):
            return
        if about.evidence:
            first = about.evidence[0]
            text = self.messages[first.message_id].text
            said = clipped(text, first, MOST_WORDS)
            words = quoted(text, said.start, said.end) + hearsay([first], self.messages)
            yield f"  - {escaped(words)} {self.links([first])}"
        findings = self.discussion.findings
        if found := settlement(about, findings, self.messages, self.people):
            yield f"  - {escaped(found.text)} {self.links(found.spans)}"

    def links(self, spans: Iterable[Span]) -> str:
        """Return a link `[n]` for each message that *spans* lie in."""
        ids = sorted({each.message_id for each in spans}, key=lambda each: self.numbers[each])
        self.cited.update(ids[:MOST_REFERENCES])
        told = [self._link(each) for each in ids[:MOST_REFERENCES]]
        return " ".join(told) + (" …" if len(ids) > MOST_REFERENCES else "")

    def _link(self, message_id: MessageId) -> str:
        number = f"\\[{self.numbers[message_id]}\\]"
        target = address(self.messages[message_id].url)
        return f"[{number}](<{target}>)" if target else number

    def sources(self) -> str:
        """Return the messages that were cited, each with its author, day and id."""
        lines = []
        for message in self.discussion.messages:
            if message.message_id in self.cited:
                who = escaped(self.people.name_of(message.sender))
                day = shown_day(message.date, year=True)
                known = ", known from quotes only" if message.ghost else ""
                told = ", ".join(filter(None, (who, day)))
                lines.append(
                    f"- {self._link(message.message_id)} {told}{known}: "
                    f"&lt;{escaped(message.message_id)}&gt;"
                )
        accounts = accounts_of(self.discussion)
        doubts = (f"{each[:1].upper()}{each[1:]}." for each in map(escaped, accounts.doubts))
        return "\n".join(("---\n", *lines, "", " ".join((f"{accounts}.", *doubts))))
