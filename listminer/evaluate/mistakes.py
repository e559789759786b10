"""A mistake as a person looks at it: the sentence in its mail. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listminer.evaluate.act_scores import Mistake
from listminer.model import Message, MessageId

CONTEXT_LINES = 4  # of the mail shown above the sentence: the quote it answers, most often


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One mistake with its words and the lines above them."""

    mistake: Mistake
    sender: str
    text: str
    above: tuple[str, ...]  # lines of the mail, as they stand

    def as_data(self) -> dict[str, object]:
        """Return it as JSON holds it."""
        span = self.mistake.span
        return {
            "kind": self.mistake.kind,
            "way": self.mistake.way,
            "thread": self.mistake.thread,
            "message_id": span.message_id,
            "start": span.start,
            "end": span.end,
            "sender": self.sender,
            "confidence": self.mistake.confidence,
            "detail": self.mistake.detail,
            "text": self.text,
            "above": list(self.above),
        }

    def render(self, format_: str) -> str:
        """Return it as "text" or "markdown"."""
        said = self.mistake
        head = f"{said.kind} {said.way} ({said.confidence:.2f})  {self.sender}  {said.thread}"
        place = [*([said.detail] if said.detail else []), f"<{said.span.message_id}>"]
        body = [head, *place, *(f"| {line}" for line in self.above), f"* {self.text}"]
        if format_ == "markdown":
            return "\n".join(f"    {line}" for line in body)
        return "\n  ".join(body)


def show_mistake(mistake: Mistake, messages: Mapping[MessageId, Message]) -> Shown:
    """Return the mistake with the words and the filled lines above them."""
    span = mistake.span
    message = messages[span.message_id]
    line_start = message.text.rfind("\n", 0, span.start) + 1
    above = [line for line in message.text[:line_start].split("\n") if line.strip()]
    lead = message.text[line_start : span.start].strip()
    return Shown(
        mistake=mistake,
        sender=message.sender.display,
        text=" ".join(message.text[span.start : span.end].split()),
        above=(*above[-CONTEXT_LINES:], *([lead] if lead else [])),
    )
