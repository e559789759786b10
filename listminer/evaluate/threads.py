"""Score threads and quote links on an archive, against what its headers and its words say.

*Parents.* Each message that names, in the last of its references, a message of
the archive is a reply, and that message is its parent. The archive is read again
with every In-Reply-To and References field removed; a parent is right if it is
the very same message. A reply quotes if it holds a quoted line.

*Links.* A quoted line stands behind ">" and has content. Its source is looked for
here by plain substring search, white space out of the way, not by our links: in
the unmarked lines at depth 0 of messages dated at most a day after the quoting
one (clocks are off), first in the same thread, then in the whole archive. Lines
under SHORT characters count only together with a neighbour: everyone writes
"yes". Lines that one message in FOOTER holds are a footer, nobody's words, and
left out. A line is linked if a link to a message of the archive covers half of
it. An exact link is equal if both sides are, without white space and quote marks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from os import PathLike

from listminer.evaluate.tables import Table
from listminer.fetch.local import SourceFile, open_source
from listminer.model import Discussion, Message, MessageId, Problem, RawMessage, Segment
from listminer.pipeline import ingest
from listminer.settings import Settings
from listminer.store import Store

SHORT = 16  # characters, white space out
FOOTER = 100  # a line that one message in so many holds is nobody's
SKEW = timedelta(days=1)
HEAD_WORDS = 4  # by which lines from elsewhere in the archive are looked up
_MARKS = re.compile(r"[ \t]{0,8}>(?:[ \t]{0,2}>){0,200}")
# Matches the "> | " in "> | word", the "JCC> " in "JCC> word". Must not match "a > b".
_ANY_MARKS = re.compile(r"^[ \t]*(?:(?:[A-Za-z]{0,4}>|\|)[ \t]*){0,200}", re.MULTILINE)
_ANGLES = str.maketrans("", "", ">|")  # marks that another mailer wrapped into a line
_FIELD = re.compile(rb"^(?:in-reply-to|references)[ \t]*:.*\n(?:[ \t].*\n)*", re.I | re.MULTILINE)


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, is_right: bool) -> None:
        self.right += is_right
        self.of += 1

    @property
    def value(self) -> float:
        """Return the share in [0, 1]; 0 of none."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadScores:
    """What was found again, of what there is."""

    quoting: Share = field(default_factory=Share)  # replies that quote
    replies: Share = field(default_factory=Share)
    in_thread: Share = field(default_factory=Share)  # quoted lines with their source there
    in_archive: Share = field(default_factory=Share)  # those, and with it elsewhere
    exact: Share = field(default_factory=Share)  # links called exact

    def table(self) -> Table:
        """Return the figures as a table."""
        rows = (
            ("parents without headers, replies that quote", self.quoting),
            ("parents without headers, all replies", self.replies),
            ("quoted lines linked, source in the thread", self.in_thread),
            ("quoted lines linked, source in the archive", self.in_archive),
            ("exact links equal to their source", self.exact),
        )
        return Table(
            name="threads",
            title="Threads and links, as found from the words alone",
            columns=("what", "right", "of", "share"),
            rows=tuple((what, each.right, each.of, each.value) for what, each in rows),
        )


def score_threads(
    source: str | PathLike[str], settings: Settings | None = None, *, workers: int | None = None
) -> ThreadScores:
    """Return the scores on the mail at *source*. Raises SourceError if there is none."""
    scores = ThreadScores()
    with Store.open(":memory:") as store:
        ingest(store, [source], settings, workers=workers)
        _score_links(store, scores)
        replies = _replies(store)
    with Store.open(":memory:") as store:
        ingest(store, [_without_parents(open_source(source))], settings, workers=workers)
        found = {
            node.message_id: node.parent
            for listed in list(store.threads())
            for node in store.thread(listed.number).nodes
        }
    for own, (parent, quotes) in replies.items():
        is_right = found.get(own) == parent
        scores.replies.add(is_right)
        if quotes:
            scores.quoting.add(is_right)
    return scores


def _without_parents(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    for file in files:
        yield _cut_file(file)


def _cut_file(file: SourceFile) -> SourceFile:
    def read() -> Iterator[RawMessage | Problem]:
        for each in file.messages():
            if isinstance(each, Problem):
                yield each
            else:
                yield replace(each, data=without_parents(each.data))

    return replace(file, read=read)


def without_parents(data: bytes) -> bytes:
    """Return a mail without the fields that name its parent.

    >>> without_parents(b"In-Reply-To: <a@b>\\nSubject: Hi\\n\\nReferences: none\\n")
    b'Subject: Hi\\n\\nReferences: none\\n'
    """
    end = re.search(rb"\r?\n\r?\n", data)
    cut = end.start() + 1 if end else len(data)
    return _FIELD.sub(b"", data[:cut].replace(b"\r\n", b"\n")) + data[cut:]


def _replies(store: Store) -> dict[MessageId, tuple[MessageId, bool]]:
    """Return each reply's parent, and whether it quotes."""
    messages = {each.message_id: each for each in store.messages()}
    replies = {}
    for own, message in messages.items():
        named = [each for each in message.references if each != own]
        if named and named[-1] in messages:
            quotes = any(_MARKS.match(line) for line in message.text.split("\n"))
            replies[own] = (named[-1], quotes)
    return replies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """A quoted line whose source is not in its thread."""

    folded: str
    message: Message
    is_linked: bool


def _score_links(store: Store, scores: ThreadScores) -> None:
    footer = _footer(store)
    elsewhere: dict[tuple[str, ...], list[_Sought]] = defaultdict(list)
    for discussion in store.discussions():
        _score_discussion(discussion, footer, scores, elsewhere)
    scores.in_archive.right += scores.in_thread.right
    scores.in_archive.of += scores.in_thread.of
    for discussion in store.discussions():
        for message in discussion.messages:
            if not message.ghost:
                _find_elsewhere(message, discussion.segments[message.message_id], elsewhere, scores)


def _footer(store: Store) -> frozenset[str]:
    counts: Counter[str] = Counter()
    total = 0
    for message in store.messages():
        total += 1
        counts.update({_fold(_MARKS.sub("", line, count=1)) for line in message.text.split("\n")})
    return frozenset(line for line, count in counts.items() if count > max(2, total / FOOTER))


def _score_discussion(
    discussion: Discussion,
    footer: frozenset[str],
    scores: ThreadScores,
    elsewhere: dict[tuple[str, ...], list[_Sought]],
) -> None:
    messages = {each.message_id: each for each in discussion.messages}
    linked: dict[MessageId, list[tuple[int, int]]] = defaultdict(list)
    for link in discussion.links:
        quoting, source = messages[link.quote.message_id], messages[link.source.message_id]
        if not source.ghost:
            linked[quoting.message_id].append((link.quote.start, link.quote.end))
        if link.exact:
            quote = quoting.text[link.quote.start : link.quote.end]
            said = source.text[link.source.start : link.source.end]
            scores.exact.add(_is_equal(quote, said))
    own = {
        each.message_id: _own_words(each, discussion.segments[each.message_id])
        for each in discussion.messages
        if not each.ghost
    }
    for message in discussion.messages:
        if message.ghost:
            continue
        earlier = [words for other, words in own.items() if _is_before(messages[other], message)]
        ranges = linked[message.message_id]
        for line, keys in _quoted(message.text):
            if line.folded in footer:
                continue
            covered = sum(max(0, min(line.end, b) - max(line.start, a)) for a, b in ranges)
            is_linked = 2 * covered >= line.end - line.start
            if any(key in words for key in keys for words in earlier):
                scores.in_thread.add(is_linked)
            elif len(line.words) >= HEAD_WORDS:
                sought = _Sought(folded=line.folded, message=message, is_linked=is_linked)
                elsewhere[line.words[:HEAD_WORDS]].append(sought)


def _find_elsewhere(
    message: Message,
    segments: tuple[Segment, ...],
    elsewhere: dict[tuple[str, ...], list[_Sought]],
    scores: ThreadScores,
) -> None:
    """Count the lines sought that stand in *message*, each once in all."""
    lines = _own_lines(message, segments)
    words = " ".join(lines).split()
    folded = _fold(" ".join(lines))
    heads = zip(*(words[place:] for place in range(HEAD_WORDS)), strict=False)
    for head in set(heads) & elsewhere.keys():
        left = []
        for each in elsewhere[head]:
            if each.folded in folded and _is_before(message, each.message):
                scores.in_archive.add(each.is_linked)
            else:
                left.append(each)
        elsewhere[head] = left


def _is_before(one: Message, other: Message) -> bool:
    if one.message_id == other.message_id:
        return False
    return one.date is None or other.date is None or one.date <= other.date + SKEW


def _own_words(message: Message, segments: tuple[Segment, ...]) -> str:
    return _fold(" ".join(_own_lines(message, segments)))


def _own_lines(message: Message, segments: tuple[Segment, ...]) -> list[str]:
    return [
        line
        for each in segments
        if not each.depth
        for line in message.text[each.span.start : each.span.end].split("\n")
        if not _MARKS.match(line)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuotedLine:
    folded: str
    words: tuple[str, ...]
    start: int
    end: int


def _quoted(text: str) -> Iterator[tuple[_QuotedLine, tuple[str, ...]]]:
    """Yield the quoted lines, and what must be found for each: itself, or it beside a neighbour."""
    block: list[_QuotedLine] = []
    at = 0
    for line in [*text.split("\n"), "end"]:
        marks = _MARKS.match(line)
        if marks is None and line.strip():
            yield from _with_neighbours(block)
            block = []
        elif marks is not None and (content := line[marks.end() :]).strip():
            start = at + marks.end() + len(content) - len(content.lstrip())
            block.append(
                _QuotedLine(
                    folded=_fold(content),
                    words=tuple(content.split()),
                    start=start,
                    end=at + len(line.rstrip()),
                )
            )
        at += len(line) + 1


def _with_neighbours(
    block: list[_QuotedLine],
) -> Iterator[tuple[_QuotedLine, tuple[str, ...]]]:
    for place, line in enumerate(block):
        if len(line.folded) >= SHORT:
            yield line, (line.folded,)
            continue
        above = (block[place - 1].folded + line.folded,) if place else ()
        below = (line.folded + block[place + 1].folded,) if place + 1 < len(block) else ()
        yield line, (*above, *below)


def _is_equal(quote: str, said: str) -> bool:
    """Return whether both sides of a link are, without white space, or without marks besides.

    A line that an editor broke within a word, "<z-coordi", may go on with "nate>": no mark.
    """
    return _fold(quote) == _fold(said) or _bare(quote) == _bare(said)


def _fold(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    return _fold(_ANY_MARKS.sub("", text)).translate(_ANGLES)
