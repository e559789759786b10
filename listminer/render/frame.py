"""Facts, structure and readings as pandas DataFrames that join by ids.

Touches pandas, imported when the first frame is made (extra `frames`). A frame
without rows still has its columns and their types.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from listminer.errors import LookupFailed, UserError
from listminer.model import (
    ActionStatus,
    ActKind,
    Address,
    Discussion,
    How,
    Message,
    MessageId,
    ProposalStatus,
    Span,
    Stance,
    Zone,
)

if TYPE_CHECKING:
    import pandas as pd

NameOf = Callable[[Address], str]
_TEXT, _DATE, _WHOLE, _SHARE, _TRUTH = "str", "datetime64[us, UTC]", "Int64", "float64", "boolean"
_EV = {"message_id": _TEXT, "start": _WHOLE, "end": _WHOLE, "text": _TEXT}
_LONE = re.compile("[\ud800-\udfff]")
_PLACE = {"thread": _TEXT, "message_id": _TEXT}
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "zone": get_args(Zone),
    "how": get_args(How),
    "kind": get_args(ActKind),
    "stance": get_args(Stance),
    "proposal_status": get_args(ProposalStatus),
    "action_status": get_args(ActionStatus),
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "messages": {
        **_PLACE,
        "parent": _TEXT,
        "how": "how",
        "depth": _WHOLE,
        "person": _TEXT,
        "sender": _TEXT,
        "address": _TEXT,
        "date": _DATE,
        "utc_offset_min": _WHOLE,
        "subject": _TEXT,
        "lists": _TEXT,
        "url": _TEXT,
        "ghost": _TRUTH,
        "defects": _TEXT,
        "characters": _WHOLE,
        "text": _TEXT,
    },
    "threads": {
        "thread": _TEXT,
        "subject": _TEXT,
        "lists": _TEXT,
        "messages": _WHOLE,
        "people": _WHOLE,
        "first": _DATE,
        "last": _DATE,
    },
    "segments": {
        **_PLACE,
        "start": _WHOLE,
        "end": _WHOLE,
        "zone": "zone",
        "depth": _WHOLE,
        "attributed_to": _TEXT,
    },
    "links": {
        "thread": _TEXT,
        **{f"{side}_{name}": kind for side in ("quote", "source") for name, kind in _EV.items()},
        "exact": _TRUTH,
    },
    "acts": {
        "thread": _TEXT,
        "kind": "kind",
        "person": _TEXT,
        **_EV,
        "confidence": _SHARE,
        "answers_message_id": _TEXT,
        "answers_start": _WHOLE,
        "answers_end": _WHOLE,
    },
    "proposals": {
        "thread": _TEXT,
        "proposal": _TEXT,
        "title": _TEXT,
        "author": _TEXT,
        "status": "proposal_status",
        **_EV,
        "confidence": _SHARE,
    },
    "positions": {
        "thread": _TEXT,
        "holder": _TEXT,
        "proposal": _TEXT,
        "stance": "stance",
        "turns": _WHOLE,
        **_EV,
        "confidence": _SHARE,
    },
    "actions": {
        "thread": _TEXT,
        "owner": _TEXT,
        "task": _TEXT,
        "due": _TEXT,
        "due_date": _DATE,
        "status": "action_status",
        **_EV,
        "confidence": _SHARE,
    },
    "questions": {
        "thread": _TEXT,
        "asker": _TEXT,
        "open": _TRUTH,
        "answers": _WHOLE,
        **_EV,
        "confidence": _SHARE,
    },
    "decisions": {"thread": _TEXT, "proposal": _TEXT, **_EV, "confidence": _SHARE},
    "people": {
        "person": _TEXT,
        "addresses": _TEXT,
        "messages": _WHOLE,
        "threads": _WHOLE,
        "first": _DATE,
        "last": _DATE,
    },
}
"""Which columns each frame has, and what is in them.

`thread` (the root's Message-ID), `message_id`, `proposal` ("P1", one thread's own)
and `person` join the frames. `message_id`, `start`, `end` and `text` of a
finding are its first evidence; of a position that of the last word. `lists` and
`defects` are words with blanks between them; of a position `turns` counts how
often its holder changed their mind.
"""


def make_frame(
    table: str, discussions: Iterable[Discussion], *, name_of: NameOf | None = None
) -> pd.DataFrame:
    """Return the frame *table* of *discussions*: rows in their order, columns as in COLUMNS.

    Dates are aware (UTC), kinds are categories with all that there are, what is
    unknown is missing. *name_of* says who is one person; without it everybody
    is who the header says. Findings are there where the discussions have them.
    Raises LookupFailed for a frame that there is not, UserError without pandas.
    """
    known_frame(table)
    named = name_of or (lambda sender: sender.display)
    if table == "people":
        return frame_of(table, _people(discussions, named))
    rows = _ROWS[table]
    return frame_of(table, (row for each in discussions for row in rows(_View(each, named))))


def known_frame(table: str) -> str:
    """Return *table* if there is such a frame. Raises LookupFailed with the nearest."""
    if table not in COLUMNS:
        near = difflib.get_close_matches(table, COLUMNS, n=1)
        hint = (f"did you mean {near[0]!r}?",) if near else ()
        raise LookupFailed(
            f"no frame named {table!r}", hints=(*hint, f"there are: {', '.join(COLUMNS)}")
        )
    return table


def frame_of(
    table: str, rows: Iterable[tuple[Any, ...]], columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return rows, each with the cells of *columns* in order, as a frame of their types.

    Without *columns* they are COLUMNS[table].
    """
    try:
        import pandas as pd  # late: half a second
    except ImportError as exc:
        raise UserError(
            "data frames need pandas, which is not installed",
            hints=("to install it: pip install 'listminer[frames]'",),
        ) from exc
    columns = COLUMNS[table] if columns is None else columns
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            name: _column(kind, values)
            for (name, kind), values in zip(columns.items(), cells, strict=True)
        }
    )


def _column(kind: str, values: tuple[Any, ...]) -> pd.Series:
    import pandas as pd  # late: half a second

    if kind in _CATEGORIES:
        return pd.Series(pd.Categorical(values, categories=_CATEGORIES[kind]))
    if kind == _DATE:
        return pd.Series(pd.to_datetime(list(values), utc=True)).astype(_DATE)
    try:
        return pd.Series(values, dtype=kind)
    except UnicodeEncodeError:  # half of a pair, which no table can hold; places stay
        whole = [each and _LONE.sub("\ufffd", each) for each in values]
        return pd.Series(whole, dtype=kind)


class _View(NamedTuple):
    """One discussion, and what to call its people."""

    discussion: Discussion
    name_of: NameOf

    @property
    def root(self) -> MessageId:
        return self.discussion.thread.root

    def messages(self) -> dict[MessageId, Message]:
        return {each.message_id: each for each in self.discussion.messages}

    def evidence(
        self, spans: tuple[Span, ...], messages: Mapping[MessageId, Message]
    ) -> tuple[Any, ...]:
        return _words(spans[0] if spans else None, messages)


def _words(span: Span | None, messages: Mapping[MessageId, Message]) -> tuple[Any, ...]:
    if span is None:
        return None, None, None, None
    text = messages[span.message_id].text[span.start : span.end]
    return span.message_id, span.start, span.end, text


def _messages(view: _View) -> Iterator[tuple[Any, ...]]:
    nodes = {node.message_id: node for node in view.discussion.thread.nodes}
    depths: dict[MessageId, int] = {}
    for own, node in nodes.items():
        depths[own] = 0 if node.parent is None else depths[node.parent] + 1
    for each in view.discussion.messages:
        node = nodes[each.message_id]
        yield (
            view.root,
            each.message_id,
            node.parent,
            node.how,
            depths[each.message_id],
            view.name_of(each.sender),
            each.sender.name,
            each.sender.address,
            each.date,
            each.utc_offset_min,
            each.subject,
            " ".join(each.lists),
            each.url,
            each.ghost,
            " ".join(defect.code for defect in each.defects),
            len(each.text),
            each.text,
        )


def _threads(view: _View) -> Iterator[tuple[Any, ...]]:
    real = [each for each in view.discussion.messages if not each.ghost]
    dates = [each.date for each in real if each.date is not None]
    yield (
        view.root,
        real[0].subject if real else "",
        " ".join(sorted({name for each in real for name in each.lists})),
        len(real),
        len({view.name_of(each.sender) for each in real}),
        min(dates, default=None),
        max(dates, default=None),
    )


def _segments(view: _View) -> Iterator[tuple[Any, ...]]:
    for message in view.discussion.messages:
        for each in view.discussion.segments.get(message.message_id, ()):
            said = each.attribution
            who = None if said is None else said.name or said.address
            span = each.span
            yield view.root, span.message_id, span.start, span.end, each.zone, each.depth, who


def _links(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.links:
        yield (
            view.root,
            *_words(each.quote, messages),
            *_words(each.source, messages),
            each.exact,
        )


def _acts(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.acts:
        yield (
            view.root,
            each.kind,
            view.name_of(messages[each.span.message_id].sender),
            *_words(each.span, messages),
            each.confidence,
            *_words(each.answers, messages)[:3],
        )


def _proposals(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.proposals:
        said = view.evidence(each.evidence, messages)
        yield view.root, each.id, each.title, each.author, each.status, *said, each.confidence


def _positions(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.positions:
        said = view.evidence(each.evidence, messages)
        turns = len(each.history)
        yield view.root, each.holder, each.proposal, each.stance, turns, *said, each.confidence


def _actions(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.actions:
        yield (
            view.root,
            each.owner,
            each.task,
            each.due,
            each.due_date,
            each.status,
            *view.evidence(each.evidence, messages),
            each.confidence,
        )


def _questions(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.questions:
        said = view.evidence(each.evidence, messages)
        answers = len(each.answered_by)
        yield view.root, each.asker, each.open, answers, *said, each.confidence


def _decisions(view: _View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.decisions:
        yield view.root, each.proposal, *view.evidence(each.evidence, messages), each.confidence


_ROWS: Mapping[str, Callable[[_View], Iterator[tuple[Any, ...]]]] = {
    "messages": _messages,
    "threads": _threads,
    "segments": _segments,
    "links": _links,
    "acts": _acts,
    "proposals": _proposals,
    "positions": _positions,
    "actions": _actions,
    "questions": _questions,
    "decisions": _decisions,
}


def _people(discussions: Iterable[Discussion], name_of: NameOf) -> Iterator[tuple[Any, ...]]:
    """Yield one row a person, those with most messages first; ghosts count for nobody."""
    addresses: dict[str, dict[str, None]] = {}
    counts: dict[str, int] = {}
    threads: dict[str, set[MessageId]] = {}
    dates: dict[str, list[Any]] = {}
    for discussion in discussions:
        for message in discussion.messages:
            if message.ghost:
                continue
            name = name_of(message.sender)
            addresses.setdefault(name, {})[message.sender.address] = None
            counts[name] = counts.get(name, 0) + 1
            threads.setdefault(name, set()).add(discussion.thread.root)
            if message.date is not None:
                dates.setdefault(name, []).append(message.date)
    for name in sorted(counts, key=lambda each: (-counts[each], each)):
        sent = dates.get(name, [])
        yield (
            name,
            " ".join(address for address in addresses[name] if address),
            counts[name],
            len(threads[name]),
            min(sent, default=None),
            max(sent, default=None),
        )
