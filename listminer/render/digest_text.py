"""A digest as text for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from listminer.model import Digest, DigestThread, Sentence
from listminer.quoting import shown_day
from listminer.render.digest import (
    TIED,
    Numbers,
    Places,
    Sources,
    by_thread,
    facts_of,
    heading_of,
    heard_of,
    left_out_line,
    rest_line,
    sections_of,
    shown_number,
    shown_place,
    title_of,
    undated_line,
)
from listminer.render.layout import USUAL_COLUMNS, Cell, painted, paragraph, row
from listminer.render.safe import cut, shown_line


def write_digest_text(
    digest: Digest,
    *,
    width: int = USUAL_COLUMNS,
    colour: bool = False,
    numbers: Numbers | None = None,
    places: Places | None = None,
) -> str:
    """Return *digest* for a terminal of *width* columns; colours only if asked.

    *numbers* are those of threads in their store, by root: what `show` and `summarize` take.
    *places* are the thread and the number in it of cited messages: `show` with both prints one.
    """
    return _Text(digest, width, colour, numbers or {}, places or {}).text()


class _Text:
    def __init__(
        self,
        digest: Digest,
        width: int,
        colour: bool,
        numbers: Numbers,
        places: Places,
    ) -> None:
        self.digest = digest
        self.threads = numbers
        self.places = places
        self.width = max(width, 40)
        self.colour = colour
        self.sources = Sources(digest)

    def text(self) -> str:
        digest = self.digest
        lines = [self._strong(each) for each in paragraph(title_of(digest), self.width)]
        lines += filter(None, [heard_of(digest)])
        if line := undated_line(digest):
            lines += paragraph(line, self.width)
        threads, asked = self._threads(), self._asked()
        lines += [*asked, *threads] if digest.person else [*threads, *asked]
        for rest, name in ((digest.routine, "Routine"), (digest.quiet, "Quiet")):
            if line := rest_line(rest, name, self.threads):
                told = paragraph(line, self.width)
                lines += ["", *(each.replace(TIED, " ") for each in told)]
        lines += ["", *self._references()]
        return "\n".join(lines).rstrip() + "\n"

    def _threads(self) -> list[str]:
        lines: list[str] = []
        for thread in self.digest.threads:
            heading = paragraph(heading_of(thread), self.width)
            lines += ["", *(self._strong(each) for each in heading)]
            lines += self._faint(facts_of(thread, self.digest, self.threads))
            lines += self._items(thread.points)
        return lines

    def _asked(self) -> list[str]:
        lines: list[str] = []
        for title, items in sections_of(self.digest):
            lines += ["", self._strong(shown_line(title).upper())]
            for thread, some in by_thread(self.digest, items):
                lines += [*(self._head(thread) if thread else ()), *self._items(some)]
        if line := left_out_line(self.digest):
            lines += ["", *paragraph(line, self.width)]
        return lines

    def _head(self, thread: DigestThread) -> list[str]:
        """Return what the items below are from."""
        said = heading_of(thread), shown_number(thread, self.threads)
        return self._faint(" · ".join(filter(None, said)))

    def _faint(self, text: str) -> list[str]:
        """Return *text* folded, each blank again where no line was to end."""
        told = paragraph(text, self.width)
        return [painted(each.replace(TIED, " "), "faint", self.colour) for each in told]

    def _strong(self, text: str) -> str:
        return painted(text, "strong", self.colour)

    def _items(self, items: Iterable[Sentence]) -> list[str]:
        lines: list[str] = []
        for each in items:
            numbers = " ".join(
                f"[{self.sources.numbers[message.message_id]}]"
                for message in self.sources.cited(each.evidence)
            )
            columns = [
                Cell(text="•", width=1, style="accent"),
                Cell(text=f"{each.text} {numbers}", width=self.width - 4),
            ]
            lines += row(columns, gap=1, colour=self.colour)
        return lines

    def _references(self) -> list[str]:
        lines: list[str] = []
        for message in self.sources.numbered:
            number = f"[{self.sources.numbers[message.message_id]}]".rjust(5)
            who = shown_line(self.sources.people.name_of(message.sender))
            told = [who, shown_day(message.date, year=True)]
            told += ["known from quotes only"] if message.ghost else []
            place = shown_place(message.message_id, self.places)
            head = cut(f"{number} {', '.join(filter(None, told))}{place}", self.width)
            where = f"      <{shown_line(message.message_id)}>"
            if message.url:
                where += f"  {shown_line(message.url)}"
            lines += [painted(each, "faint", self.colour) for each in (head, where)]
        return lines
