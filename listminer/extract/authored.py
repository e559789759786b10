"""Whose words a stretch of mail is: its sender's own, or none of theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from listminer.extract.reading import load_reader, read_sentences
from listminer.extract.scene import cast_of
from listminer.model import SPOKEN_ZONES, Discussion, Span
from listminer.quoting import folded

_SILENT = frozenset({"salutation", "closing", "personal_signature"})
_SHOWN = 60  # characters of the words that are not the sender's


class Authored:
    """What each sender of a thread says in their own words."""

    def __init__(self, discussion: Discussion) -> None:
        cast = cast_of(discussion)
        sentences = list(read_sentences(discussion, load_reader(tagged=False)))
        told = list(zip((each.span for each in sentences), cast.others(sentences), strict=True))
        self._segments = discussion.segments
        self._messages = {each.message_id: each for each in discussion.messages}
        self._own = [span for span, is_others in told if not is_others]
        self._others = [span for span, is_others in told if is_others]
        self._cast = cast
        self.speakers = cast.speakers

    def words(self, span: Span) -> str:
        """Return the words of *span*, folded; "" where there are none."""
        message = self._messages.get(span.message_id)
        return "" if message is None else folded(message.text[span.start : span.end])

    def is_known(self, name: str, spans: Iterable[Span]) -> bool:
        """Return whether *name* is of one who writes in this thread or whom *spans*' mails name."""
        if name in self.speakers.values():
            return True
        texts = (self._messages[each.message_id].text for each in spans if self.words(each))
        return any(folded(name).casefold() in folded(text).casefold() for text in texts)

    def is_quoted(self, span: Span) -> bool:
        """Return whether *span* holds words that its message only quotes."""
        segments = self._segments.get(span.message_id, ())
        return any(each.depth and each.span.overlaps(span) for each in segments)

    def breach(self, span: Span) -> str | None:
        """Return which words *span* is, that are none of its message's sender; None if it is."""
        message = self._messages.get(span.message_id)
        if message is None:
            return f"a message that the thread lacks: {span.message_id}"
        place = f"{span.message_id}, characters {span.start} to {span.end}"
        if not 0 <= span.start < span.end <= len(message.text):
            return f"no words: {place} of {len(message.text)}"
        if self._is_own(span):
            return None
        who, said = self.speakers[span.message_id], self.words(span)[:_SHOWN]
        zone = self._silent_zone(span)
        if zone is not None:
            return f"no sentence of {who} but a stretch of {zone}: {place} ({said!r})"
        return f"words that {who} did not write: {place} ({said!r})"

    def _is_own(self, span: Span) -> bool:
        if self._cast.is_cited(span) or any(span.overlaps(each) for each in self._others):
            return False
        if self._cast.is_passed_on(span):
            return False
        # a vote in a block of trailers is a sentence in a zone where nobody speaks
        return self._is_spoken(span) or any(each.covers(span) for each in self._own)

    def _silent_zone(self, span: Span) -> str | None:
        """Return the zone of *span* if its sender may have typed it and says nothing there."""
        for segment in self._segments.get(span.message_id, ()):
            if segment.span.covers(span) and segment.depth == 0 and segment.zone in _SILENT:
                return segment.zone.replace("_", " ")
        return None

    def _is_spoken(self, span: Span) -> bool:
        spoken = sum(
            max(0, min(segment.span.end, span.end) - max(segment.span.start, span.start))
            for segment in self._segments.get(span.message_id, ())
            if segment.depth == 0 and segment.zone in SPOKEN_ZONES
        )
        return spoken == span.end - span.start
