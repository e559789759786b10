"""Mail as its client writes it, drawn with whose words each line holds.

A drawing has a margin of two letters and a bar before each line. "0" is the sender's,
":" is an attribution, a header field or what leads to it, "-" is what ends a letter or
parts it. "1A" is quoted once, of somebody whose name begins with A; "2?" is quoted
twice, and nothing says of whom.
"""

from __future__ import annotations

import base64

from listminer.mail.zones import split_zones
from listminer.model import Message, Segment

from .mails import parsed

SIGNS = frozenset({"quotation_marker", "inline_headers"})
ENDINGS = frozenset({"personal_signature", "mua_signature", "visual_separator"})


def undrawn(drawing: str) -> str:
    """Return the text of a drawing: its lines without the margin."""
    return "".join(line[3:] for line in drawing.splitlines(keepends=True))


def mail_of(text: str, kind: str = "text/plain") -> Message:
    """Return the message whose body is *text*, as if it had come from outside."""
    coded = base64.encodebytes(text.encode()).decode()
    head = f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: base64'
    return parsed(f"From: bob@example.org\nMessage-ID: <b1@example.org>\n{head}\n\n{coded}")


def drawn(message: Message) -> str:
    """Return the text of *message* with the margin that says whose words each line holds."""
    segments = split_zones(message.message_id, message.text)
    at, place, lines = 0, 0, []
    for line in message.text.removesuffix("\n").split("\n"):
        while segments[place].span.end <= at:
            place += 1
        margin = _margin(segments[place]) if line.strip(">| \t\xa0") else ""
        lines.append(f"{margin:2}|{line}\n")
        at += len(line) + 1
    return "".join(lines)


def _margin(segment: Segment) -> str:
    if segment.zone in SIGNS:
        return ":"
    if segment.depth and segment.zone != "visual_separator":
        of = segment.attribution
        name = of and (of.name or of.address)
        return f"{segment.depth}{name[0].upper() if name else '?'}"
    return "-" if segment.zone in ENDINGS else "0"


def read_back(drawing: str) -> tuple[str, list[str]]:
    """Return the drawing of what a drawing's text is read as, and of whom its quotes are."""
    message = mail_of(undrawn(drawing))
    return drawn(message), credited(message)


def credited(message: Message) -> list[str]:
    """Return of whom the quotes of *message* are said to be, and since when, in text order."""
    found = [
        segment.attribution
        for segment in split_zones(message.message_id, message.text)
        if segment.attribution and segment.zone not in SIGNS
    ]
    return [
        " ".join(filter(None, (each.name, f"<{each.address}>" if each.address else "", each.date)))
        for each in dict.fromkeys(found)
    ]
