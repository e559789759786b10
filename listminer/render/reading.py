"""A thread to be read in a terminal: who answered whom, and the mails with quotes folded. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from listminer.model import (
    INTRODUCING_ZONES,
    Discussion,
    Message,
    MessageId,
    Segment,
    Span,
    ThreadNode,
)
from listminer.people import People, plain_name
from listminer.quoting import dates_of
from listminer.render.listing import counted, period
from listminer.render.numbering import message_numbers
from listminer.render.safe import cut, padded, shown, shown_line
from listminer.render.whose import credit, writers_of

_DEEPEST = 6  # levels of indentation; below, "answers n" tells more than the shape
_SHORT_QUOTE = 3  # lines that are shown: they say what the next paragraph answers
_LONGEST_WRAPPED = 20_000  # characters; a longer line is data, and stays one line
_FOOTERS = frozenset({"mua_signature"})
# Matches "Re: [dev] AW: " before "Slow gate"; must not match "C: drive" as a whole.
_PREFIXES = re.compile(r"^(?:\s*(?:[A-Za-z]{2,3}(?:\[\d{1,3}\])?:|\[[^\]]{1,60}\])){1,20}")
_MARKED = re.compile(r"\s*\w{0,12}[>|»]")  # "> so", "TA> so"; must not match "So > that"
_NAME = 28  # columns for a name beside its indentation
_LEAST_NAMES = 16  # columns for indentation and name; with fewer nobody is told from another
_MOMENT = 16  # columns of a day and time
_HOW = {"quote": "by its quote", "subject": "by its subject"}

Style = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How to set a text: how wide, and what strong and faint words look like."""

    width: int
    strong: Style = str
    faint: Style = str


def write_thread(discussion: Discussion, look: Look, *, subject: str | None = None) -> str:
    """Return title, facts and reply tree of a thread."""
    present = discussion.heard
    who = People(each.sender for each in present)
    people = {who.name_of(each.sender) for each in present}
    title = subject if subject is not None else (present[0].subject if present else "")
    facts = [
        ", ".join(discussion.lists) or "no list",
        counted(len(present), "message"),
        counted(len(people), "person", "people"),
        period(*dates_of(present)),
    ]
    return "\n".join(
        (
            look.strong(cut(shown_line(title) or "(no subject)", look.width)),
            shown_line(" · ".join(facts)),
            "",
            *_tree(discussion, look),
        )
    )


def _tree(discussion: Discussion, look: Look) -> Iterator[str]:
    numbers = message_numbers(discussion)
    messages = {each.message_id: each for each in discussion.messages}
    depths: dict[MessageId, int] = {}
    wide = len(str(len(numbers)))
    room = look.width - (wide + 2) - (_MOMENT + 2)  # of a narrow terminal the names take less
    names = max(_LEAST_NAMES, min(2 * _DEEPEST + _NAME, room))
    for node in discussion.thread.nodes:
        depth = depths[node.parent] + 1 if node.parent in depths else 0
        depths[node.message_id] = depth
        indent = "  " * min(depth, _DEEPEST)
        message = messages.get(node.message_id)
        number = numbers.get(node.message_id)
        name = "(not in the archive)" if message is None else _sender(message)
        line = f"{number or '':>{wide}}  {padded(indent + name, names)}"
        notes = _when(message) if message else []
        if depth > _DEEPEST and node.parent in numbers:
            notes.append(f"answers {numbers[node.parent]}")
        if node.how in _HOW:
            notes.append(_HOW[node.how])
        above = messages.get(node.parent) if node.parent else None
        is_other = message and above and above.subject and _bare(message) != _bare(above)
        if message and is_other and not node.opens:
            notes.append(shown_line(message.subject))  # the patches of a series
        yield cut(f"{line}  {'  '.join(notes)}".rstrip(), look.width)
        if node.opens:
            opened = f"{'':>{wide}}  {indent}└ {shown_line(node.opens)}"
            yield look.faint(cut(opened, look.width))


def _bare(message: Message) -> str:
    """Return a subject without prefixes and tags, to compare it with another."""
    return " ".join(_PREFIXES.sub("", message.subject).split()).casefold()


def _sender(message: Message) -> str:
    return shown_line(plain_name(message.sender))


def _when(message: Message, zone: str = "") -> list[str]:
    """Return when *message* was sent; of one that the archive lacks, what quotes tell of that."""
    moment = [f"{message.date:%Y-%m-%d %H:%M}{zone}"] if message.date else []
    return [*moment, "known from quotes"] if message.ghost else moment or ["no date"]


def write_mail(
    discussion: Discussion,
    message_id: MessageId,
    look: Look,
    *,
    full: bool = False,
    is_alone: bool = False,
) -> str:
    """Return one mail under its heading; quotes of more than a few lines folded unless *full*.

    One that stands alone, without its thread's title, has its own subject in the heading.
    """
    message = next(each for each in discussion.messages if each.message_id == message_id)
    numbers = message_numbers(discussion)
    parents = {node.message_id: node for node in discussion.thread.nodes}
    heading = [
        f"{numbers[message_id]}",
        _sender(message),
        *_when(message, zone=" UTC"),
    ]
    node = parents.get(message_id)
    if node is not None and node.parent in numbers:
        heading.append(f"answers {numbers[node.parent]}{_doubt(node)}")
    places = [f"<{shown_line(message_id)}>", *([shown_line(message.url)] if message.url else [])]
    parts = [message.text] if full else _folded(discussion, message)
    body = "\n".join(_wrapped(line, look) for line in shown("".join(parts)).split("\n"))
    attached = [
        f"[attached: {shown_line(each.name) or 'no name'}, {shown_line(each.media_type)},"
        f" {each.size_bytes:,} bytes]"
        for each in message.attachments
    ]
    return "\n".join(
        (
            look.faint("─" * min(look.width, 72)),
            look.strong(cut("  ".join(heading), look.width)),
            *([cut(shown_line(message.subject), look.width)] if is_alone else []),
            *map(look.faint, places),
            "",
            body.strip("\n"),
            *attached,
        )
    )


def _doubt(node: ThreadNode) -> str:
    return f" ({_HOW[node.how]})" if node.how in _HOW else ""


def _wrapped(line: str, look: Look) -> str:
    """Return a long line cut between words, its own indentation kept."""
    if len(line) <= look.width or len(line) > _LONGEST_WRAPPED:
        return line
    indent = line[: len(line) - len(line.lstrip(" >|┆"))]
    return textwrap.fill(
        line,
        look.width,
        subsequent_indent=indent if len(indent) < look.width // 2 else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _folded(discussion: Discussion, message: Message) -> list[str]:
    """Return the text in pieces, a line in the place of each long quote and of footers."""
    segments = discussion.segments.get(message.message_id, ())
    senders = {
        each.message_id: _sender(each)
        for each in discussion.messages
        if not each.ghost  # of whom only an attribution tells
    }
    writers = [
        (each.quote, senders[each.source.message_id])
        for each in discussion.links
        if each.quote.message_id == message.message_id and each.source.message_id in senders
    ]
    parts: list[str] = []
    at = 0
    while at < len(segments):
        end = _quote_end(segments, at)
        if end == at:
            segment = segments[at]
            if not _is_footer(segments, at):
                parts.append(message.text[segment.span.start : segment.span.end])
            at += 1
            continue
        parts.append(_fold(message, segments[at:end], writers))
        at = end
    return parts if segments else [message.text]


def _is_footer(segments: Sequence[Segment], at: int) -> bool:
    """Return whether a footer stands there, or the rule that sets it off from the mail."""
    if segments[at].zone != "visual_separator":
        return segments[at].zone in _FOOTERS
    below = next((each for each in segments[at:] if each.zone != "visual_separator"), None)
    return below is not None and below.depth == 0 and below.zone in _FOOTERS


def _quote_end(segments: Sequence[Segment], at: int) -> int:
    """Return where a quote that begins at *at* ends, its attribution included; *at* for none."""
    start = at
    while at < len(segments) and segments[at].zone in INTRODUCING_ZONES:
        at += 1
    if at == len(segments) or segments[at].depth == 0:
        return start
    while at < len(segments) and segments[at].depth > 0:
        at += 1
    return at


def _fold(message: Message, quote: Sequence[Segment], writers: Sequence[tuple[Span, str]]) -> str:
    start, end = quote[0].span.start, quote[-1].span.end
    quoted = "".join(
        message.text[each.span.start : each.span.end] for each in quote if each.depth > 0
    )
    lines = [line for line in quoted.split("\n") if line.strip(" >|\t")]
    # a copy without mark and attribution would read as the sender's own words
    is_seen = quote[0].zone in INTRODUCING_ZONES or all(map(_MARKED.match, lines))
    if len(lines) <= _SHORT_QUOTE and is_seen:
        return message.text[start:end]
    by = credit(writers_of(quote, writers))
    return f"┆ {counted(len(lines), 'quoted line')}{by}\n\n"
