"""A digest as one HTML file: a heading per thread, its points, and the words they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listminer import __version__
from listminer.model import Digest, DigestThread, Message, MessageId, Sentence, Span
from listminer.people import People
from listminer.quoting import clipped, quoted
from listminer.render.digest import (
    MOST_REFERENCES,
    facts_of,
    heard_of,
    rest_line,
    sections_of,
    title_of,
    undated_line,
    why_empty,
)
from listminer.render.html.links import safe_url
from listminer.render.html.mails import when
from listminer.render.html.templating import document
from listminer.render.safe import shown, shown_line

STYLES = ("colours.css", "findings.css", "page.css", "site.css")
MOST_WORDS = 60  # of a quotation below the digest: the sentence, but no paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One point, and the numbers of the mails that it rests on."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """One thread: its title, how much is new, its points."""

    title: str
    url: str | None
    facts: str
    points: tuple[_Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One cited mail with the words that are cited."""

    number: int
    name: str
    when: str
    url: str | None
    words: tuple[str, ...]
    is_hearsay: bool  # its mail is missing, and others quote these words


def render_digest(digest: Digest) -> str:
    """Return *digest* as one self-contained HTML document; each point leads to its words."""
    page = _Page(digest)
    rest = [rest_line(digest.routine, "Routine"), rest_line(digest.quiet, "Quiet")]
    return document(
        "digest.html",
        styles=STYLES,
        scripts=(),
        site=shown_line(title_of(digest)),
        root="",
        version=__version__,
        heard=heard_of(digest) or why_empty(digest),
        undated=undated_line(digest),
        headings=[page.heading(each) for each in digest.threads],
        sections=[(shown_line(name), page.points(items)) for name, items in sections_of(digest)],
        is_personal=digest.person is not None,
        left_out=digest.left_out,
        rest=[shown_line(line) for line in rest if line],
        sources=page.sources(),
    )


class _Page:
    """Numbers the mails as a reader comes by them, and gathers the words that are cited of them."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._messages = {each.message_id: each for each in digest.sources}
        self._people = People(each.sender for each in digest.sources)
        self._numbered: dict[MessageId, int] = {}
        self._cited: dict[MessageId, dict[Span, None]] = {}
        points = [point for each in digest.threads for point in each.points]
        asked = [item for _, items in sections_of(digest) for item in items]
        for each in (*asked, *points) if digest.person else (*points, *asked):
            self._cite(each.evidence)

    def heading(self, thread: DigestThread) -> _Heading:
        link = self._messages.get(thread.link)
        return _Heading(
            title=shown_line(thread.subject) or "(no subject)",
            url=safe_url(link.url) if link else None,
            facts=facts_of(thread, self._digest),
            points=self.points(thread.points),
        )

    def points(self, sentences: Iterable[Sentence]) -> tuple[_Point, ...]:
        return tuple(
            _Point(text=shown(each.text), numbers=self._numbers(each.evidence))
            for each in sentences
        )

    def sources(self) -> list[_Source]:
        """Return the cited mails by their numbers."""
        return [
            self._source(number, self._messages[message_id], self._cited[message_id])
            for message_id, number in self._numbered.items()
        ]

    def _cite(self, spans: Sequence[Span]) -> None:
        first = self._first(spans)
        for message_id in first:
            self._numbered.setdefault(message_id, len(self._numbered) + 1)
        for span in spans:
            if span.message_id in first:
                self._cited.setdefault(span.message_id, {})[span] = None

    def _numbers(self, spans: Iterable[Span]) -> tuple[int, ...]:
        return tuple(sorted(self._numbered[each] for each in self._first(spans)))

    def _first(self, spans: Iterable[Span]) -> list[MessageId]:
        """Return the mails that a point cites: each once, as many as can be read."""
        known = (each.message_id for each in spans if each.message_id in self._messages)
        return list(dict.fromkeys(known))[:MOST_REFERENCES]

    def _source(self, number: int, message: Message, spans: Iterable[Span]) -> _Source:
        return _Source(
            number=number,
            name=shown_line(self._people.name_of(message.sender)),
            when=when(message.date),
            url=safe_url(message.url),
            words=tuple(
                shown(quoted(message.text, part.start, part.end))
                for span in sorted(spans, key=lambda each: each.start)
                for part in (clipped(message.text, span, MOST_WORDS),)
            ),
            is_hearsay=message.ghost,
        )
