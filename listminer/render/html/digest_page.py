"""A digest as one HTML file: a heading per thread, its points, and the words they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from listminer import __version__
from listminer.model import Digest, DigestThread, Message, MessageId, Sentence, Span
from listminer.quoting import clipped, quoted
from listminer.render.digest import (
    Sources,
    by_thread,
    facts_of,
    heading_of,
    heard_of,
    left_out_line,
    rest_line,
    sections_of,
    sentences_of,
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
        sections=[(shown_line(name), page.groups(items)) for name, items in sections_of(digest)],
        is_personal=digest.person is not None,
        left_out=left_out_line(digest),
        rest=[shown_line(line) for line in rest if line],
        sources=page.sources(),
    )


class _Page:
    """Gathers the words that are cited of each mail, numbered as in the digest's other forms."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._sources = Sources(digest)
        self._cited: dict[MessageId, dict[Span, None]] = {}
        for each in sentences_of(digest):
            first = {message.message_id for message in self._sources.cited(each.evidence)}
            for span in each.evidence:
                if span.message_id in first:
                    self._cited.setdefault(span.message_id, {})[span] = None

    def heading(self, thread: DigestThread) -> _Heading:
        link = self._sources.messages.get(thread.link)
        return _Heading(
            title=heading_of(thread),
            url=safe_url(link.url) if link else None,
            facts=facts_of(thread, self._digest),
            points=self.points(thread.points),
        )

    def groups(self, sentences: Iterable[Sentence]) -> list[tuple[str, tuple[_Point, ...]]]:
        """Return the points below the title of their thread; "" where the digest has but one."""
        return [
            (heading_of(thread) if thread else "", self.points(some))
            for thread, some in by_thread(self._digest, sentences)
        ]

    def points(self, sentences: Iterable[Sentence]) -> tuple[_Point, ...]:
        return tuple(
            _Point(text=shown(each.text), numbers=self._numbers(each.evidence))
            for each in sentences
        )

    def sources(self) -> list[_Source]:
        """Return the cited mails by their numbers."""
        return [
            self._source(number, message, self._cited[message.message_id])
            for number, message in enumerate(self._sources.numbered, start=1)
        ]

    def _numbers(self, spans: Iterable[Span]) -> tuple[int, ...]:
        return tuple(self._sources.numbers[each.message_id] for each in self._sources.cited(spans))

    def _source(self, number: int, message: Message, spans: Iterable[Span]) -> _Source:
        return _Source(
            number=number,
            name=shown_line(self._sources.people.name_of(message.sender)),
            when=when(message.date),
            url=safe_url(message.url),
            words=tuple(
                shown(quoted(message.text, part.start, part.end))
                for span in sorted(spans, key=lambda each: each.start)
                for part in (clipped(message.text, span, MOST_WORDS),)
            ),
            is_hearsay=message.ghost,
        )
