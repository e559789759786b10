"""A thread to be read in a terminal: who answered whom, and the mails with quotes folded. Pure.

What stands at the left margin is ours, and what is indented is the mail's, however wide the
terminal: nobody can write the heading of another's mail into their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from listminer.model import (
    INTRODUCING_ZONES,
    Address,
    Discussion,
    Message,
    MessageId,
    Segment,
    Span,
    ThreadNode,
)
from listminer.people import People, people_of
from listminer.person_names import plain_name
from listminer.quoting import dates_of, shown_day, shown_subject
from listminer.render.layout import paragraph
from listminer.render.listing import counted, period
from listminer.render.numbering import message_numbers
from listminer.render.safe import cells, cut, padded, reach, shown, shown_line
from listminer.render.whose import credit, writers_of

_DEEPEST = 6  # levels of indentation; below, "answers n" tells more than the shape
_SHORT_QUOTE = 3  # lines that are shown: they say what the next paragraph answers
_INDENT = "  "  # of each line of a body
_LEAST_ROOM = 10  # columns of a body, on the narrowest terminal
_LINE_END = re.compile("[\n\u2028\u2029]")  # what editors take for one, too
_FOOTERS = frozenset({"mua_signature"})
# Matches "Re: [dev] AW: " before "Slow gate"; must not match "C: drive" as a whole.
_PREFIXES = re.compile(r"^(?:\s*(?:[A-Za-z]{2,3}(?:\[\d{1,3}\])?:|\[[^\]]{1,60}\])){1,20}")
_MARKED = re.compile(r"\s*\w{0,12}[>|»]")  # "> so", "TA> so"; must not match "So > that"
_NAME = 28  # columns for a name beside its indentation
_LEAST_NAMES = 16  # columns for indentation and name; with fewer nobody is told from another
_MOMENT = 16  # columns of a day and time
_DAY = 6  # of a day alone, on a terminal that has no room for more
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
    names = _names(discussion, people_of(discussion.messages))
    people = {names[each.message_id] for each in present}
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
            *paragraph(" · ".join(facts), look.width),
            "",
            *_tree(discussion, look, names),
        )
    )


def _names(discussion: Discussion, who: People) -> dict[MessageId, str]:
    """Return what to call the sender of each message: as findings and summaries do."""
    return {each.message_id: shown_line(who.name_of(each.sender)) for each in discussion.messages}


def _tree(discussion: Discussion, look: Look, names: Mapping[MessageId, str]) -> Iterator[str]:
    numbers = message_numbers(discussion)
    messages = {each.message_id: each for each in discussion.messages}
    depths = _depths(discussion.thread.nodes)
    wide = len(str(len(numbers)))
    columns, deepest, has_time = _columns(look.width, wide, max(depths.values(), default=0))
    for node in discussion.thread.nodes:
        depth = depths[node.message_id]
        indent = "  " * min(depth, deepest)
        message = messages.get(node.message_id)
        number = numbers.get(node.message_id)
        name = names.get(node.message_id, "(not in the archive)")
        line = f"{number or '':>{wide}}  {padded(indent + name, columns)}"
        notes = _when(message, has_time=has_time) if message else []
        if depth > deepest and node.parent in numbers:
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


def _depths(nodes: Iterable[ThreadNode]) -> dict[MessageId, int]:
    """Return how many messages stand above each of *nodes*, parents first."""
    depths: dict[MessageId, int] = {}
    for node in nodes:
        depths[node.message_id] = depths[node.parent] + 1 if node.parent in depths else 0
    return depths


def _columns(width: int, wide: int, depth: int) -> tuple[int, int, bool]:
    """Return the columns of indentation and name, its levels, and whether times of day are shown.

    On a narrow terminal the names take less; in a thread whose *depth* the indentation
    does not show, room is kept for "answers n", which does: times of day go before that.
    """
    room = width - (wide + 2) - 2
    if depth <= _DEEPEST:  # "…" for the notes that have no room takes one
        return _names_within(room - _MOMENT - 1), _DEEPEST, True
    room -= len("  answers ") + wide
    has_time = room - _MOMENT >= _LEAST_NAMES
    columns = _names_within(room - (_MOMENT if has_time else _DAY))
    return columns, min(_DEEPEST, (columns - _LEAST_NAMES) // 2), has_time


def _names_within(room: int) -> int:
    return max(_LEAST_NAMES, min(2 * _DEEPEST + _NAME, room))


def _bare(message: Message) -> str:
    """Return a subject without prefixes and tags, to compare it with another."""
    return " ".join(_PREFIXES.sub("", message.subject).split()).casefold()


def _when(message: Message, zone: str = "", *, has_time: bool = True) -> list[str]:
    """Return when *message* was sent; of one that the archive lacks, what quotes tell of that."""
    date = message.date
    moment = [f"{date:%Y-%m-%d %H:%M}{zone}"] if date else []
    if date and not has_time:
        moment = [shown_day(date).rjust(_DAY)]
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
    (written,) = write_mails(discussion, [message_id], look, full=full, is_alone=is_alone)
    return written


def write_mails(
    discussion: Discussion,
    chosen: Iterable[MessageId],
    look: Look,
    *,
    full: bool = False,
    is_alone: bool = False,
) -> Iterator[str]:
    """Yield the *chosen* mails as write_mail does; what is known of the thread is made once."""
    numbers = message_numbers(discussion)
    nodes = {node.message_id: node for node in discussion.thread.nodes}
    messages = {each.message_id: each for each in discussion.messages}
    who = people_of(discussion.messages)
    names = _names(discussion, who)
    writers = _quote_writers(discussion, names)
    for message_id in chosen:
        message = messages[message_id]
        name = names[message_id]
        heading = [f"{numbers[message_id]}", name, *_when(message, zone=" UTC")]
        node = nodes.get(message_id)
        if node is not None and node.parent in numbers:
            heading.append(f"answers {numbers[node.parent]}{_doubt(node)}")
        segments = () if full else discussion.segments.get(message_id, ())
        quotes = _Quotes(message, writers.get(message_id, ()), who.name_of)
        body = _body(quotes, segments, look)
        yield "\n".join(
            (
                look.faint("─" * min(look.width, 72)),
                *map(look.strong, _heading(heading, look.width)),
                *([cut(shown_line(_own_subject(message)), look.width)] if is_alone else []),
                *map(look.faint, _account(message, name)),
                *map(look.faint, _places(message)),
                "",
                "\n".join(body).strip("\n"),
                *_attached(message, look),
            )
        )


def _heading(parts: Sequence[str], width: int) -> list[str]:
    """Return number and name, and when and what it answers: in one line, else in two."""
    whole = "  ".join(parts)
    if cells(whole) <= width:
        return [whole]
    return [cut("  ".join(some), width) for some in (parts[:2], parts[2:])]


def _own_subject(message: Message) -> str:
    return shown_subject(message.subject, message.lists) or "(no subject)"


def _account(message: Message, name: str) -> Iterator[str]:
    """Yield the address of who is called *name* here, where their header calls them another."""
    sender = message.sender
    is_other = name != shown_line(plain_name(replace(sender, person="")))
    if is_other and sender.address and not sender.is_unknown and sender.address not in name:
        yield f"from {_unbroken(sender.address)}"


def _places(message: Message) -> list[str]:
    """Return the id of a mail and the page that shows it, each without a blank."""
    places = [f"<{message.message_id}>", *([message.url] if message.url else [])]
    return [_unbroken(each) for each in places]


def _unbroken(word: str) -> str:
    return shown_line(word).replace(" ", "%20")


def _attached(message: Message, look: Look) -> Iterator[str]:
    for each in message.attachments:
        head, rest = "[attached: ", f", {shown_line(each.media_type)}, {each.size_bytes:,} bytes]"
        name = cut(shown_line(each.name) or "no name", look.width - cells(head + rest))
        yield cut(f"{head}{name}{rest}", look.width)


def _doubt(node: ThreadNode) -> str:
    return f" ({_HOW[node.how]})" if node.how in _HOW else ""


@dataclass(frozen=True, slots=True)
class _Quotes:
    """A mail, and what tells whose words its quotes hold."""

    message: Message
    writers: Sequence[tuple[Span, str]]  # quotes that repeat a mail, and who wrote that
    name_of: Callable[[Address], str]

    def text(self, start: int, end: int) -> str:
        return self.message.text[start:end]


def _body(quotes: _Quotes, segments: Sequence[Segment], look: Look) -> Iterator[str]:
    """Yield the lines of a body: the mail's indented, our notes at the margin."""
    room = max(look.width - len(_INDENT), _LEAST_ROOM)
    for note, text in _folded(quotes, segments):
        for line in _LINE_END.split(shown(text.removesuffix("\n"))) if text else ():
            yield from ((_INDENT + each).rstrip(" ") for each in _wrapped(line, room))
        if note:
            yield from _wrapped(note, look.width)
            yield ""


def _wrapped(line: str, room: int) -> Iterator[str]:
    """Yield a long line cut between words to *room* columns, its own indentation kept.

    Only a word of plain ASCII may be longer, as addresses are: no heading is one word.
    """
    line = line.expandtabs() if "\t" in line else line
    if len(line) <= room and (line.isascii() or cells(line) <= room):
        yield line
        return
    text = line.lstrip(" >|┆")
    mark = line[: len(line) - len(text)]
    if len(mark) > room // 2:  # such a mark leaves no room: only blanks are cut
        text = line.lstrip(" ")
        mark = line[: len(line) - len(text)][: room // 2]
    least = room - len(mark)
    done: list[str] = []
    used, gap = 0, ""
    for word in re.split("( +)", text):
        if not word.strip(" "):
            gap = word
            continue
        for piece in (word,) if word.isascii() else _pieces(word, least):
            wide = cells(piece)
            if used and used + len(gap) + wide > least:
                yield mark + "".join(done)
                done, used, gap = [], 0, ""
            done += [gap, piece] if used else [piece]
            used += (len(gap) if used else 0) + wide
            gap = ""
    yield mark + "".join(done)


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Yield *word* in pieces of at most *columns* columns."""
    start = 0
    while (end := reach(word, columns, start)) < len(word):
        yield word[start:end]
        start = end
    yield word[start:]


def _quote_writers(
    discussion: Discussion, names: Mapping[MessageId, str]
) -> dict[MessageId, list[tuple[Span, str]]]:
    """Return the quotes of each mail and who wrote their words first."""
    senders = {
        each.message_id: names[each.message_id]
        for each in discussion.messages
        if not each.ghost  # of whom only an attribution tells
    }
    writers: dict[MessageId, list[tuple[Span, str]]] = {}
    for each in discussion.links:
        if each.source.message_id in senders:
            found = (each.quote, senders[each.source.message_id])
            writers.setdefault(each.quote.message_id, []).append(found)
    return writers


def _folded(quotes: _Quotes, segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces, each with the note behind it on a quote that is left out.

    Footers are left out, too. Without *segments* the text is one piece, whole.
    """
    parts: list[str] = []
    at = 0
    while at < len(segments):
        end = _quote_end(segments, at)
        if end == at:
            segment = segments[at]
            if not _is_footer(segments, at):
                parts.append(quotes.text(segment.span.start, segment.span.end))
            at += 1
            continue
        note, text = _fold(quotes, segments[at:end])
        parts.append(text)
        if note:
            yield note, "".join(parts)
            parts = []
        at = end
    yield "", "".join(parts) if segments else quotes.message.text


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


def _fold(quotes: _Quotes, quote: Sequence[Segment]) -> tuple[str, str]:
    """Return a note in the place of a quote and no text, or no note and the quote's text."""
    start, end = quote[0].span.start, quote[-1].span.end
    quoted = "".join(
        quotes.text(each.span.start, each.span.end) for each in quote if each.depth > 0
    )
    lines = [line for line in quoted.split("\n") if line.strip(" >|\t")]
    # a copy without mark and attribution would read as the sender's own words
    is_seen = quote[0].zone in INTRODUCING_ZONES or all(map(_MARKED.match, lines))
    if len(lines) <= _SHORT_QUOTE and is_seen:
        return "", quotes.text(start, end)
    by = credit(writers_of(quote, quotes.writers, quotes.name_of))
    return f"┆ {counted(len(lines), 'quoted line')}{by}", ""
