"""How things show themselves in a notebook's cell: the look of the page, everything escaped.

Mail is hostile here as on the page: its text passes an escaping template, its
addresses become links only where a click can do no harm. Touches IPython only
where it is running already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from listminer.model import Digest, Discussion, Message, Proposal, Summary, Thread
from listminer.person_names import plain_name
from listminer.quoting import HEARSAY, folded, shown_day, shown_subject
from listminer.render.digest_text import write_digest_text
from listminer.render.finding_list import PROPOSED, FindingRow
from listminer.render.listing import day
from listminer.render.safe import cut, shown, shown_line
from listminer.store import ThreadListing
from listminer.thread.statistics import ListMeasures

_CELL = """
<div class="listminer fragment">
<style>{{ style }}
.listminer table.list { border-collapse: collapse; font-size: 15px; margin: 0; }
.listminer table.list th, .listminer table.list td {
  text-align: left; vertical-align: top; padding: 3px 14px 3px 0; background: none; }
.listminer table.list th { color: var(--faint); font-weight: 600; font-size: 13px; }
.listminer.fragment { max-width: 960px; }
.listminer table.list th, .listminer table.list .short { white-space: nowrap; }
.listminer table.list td.number { text-align: right; font-variant-numeric: tabular-nums; }
.listminer pre { font-family: var(--mono); font-size: 14px; white-space: pre-wrap; margin: 0; }
</style>
{% if title %}<p class="title" dir="auto">{{ title }}</p>{% endif %}
{% if meta %}<p class="meta" dir="auto">{{ meta }}</p>{% endif %}
{% if heads %}<table class="list"><thead><tr>{% for head in heads %}<th>{{ head }}</th>{% endfor %}
</tr></thead><tbody>
{% for row in rows %}<tr>{% for cell in row %}<td class="{{ cell.class or "" }}" dir="auto">
{% if cell.url %}<a href="{{ cell.url }}" rel="noopener noreferrer nofollow">{{ cell.text }}</a>
{% else %}{{ cell.text }}{% endif %}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% endif %}
{% for line in prose %}<p class="told" dir="auto">{{ line }}</p>{% endfor %}
{% if text %}<pre dir="auto">{{ text }}</pre>{% endif %}
{% if folded %}<details><summary class="meta">{{ folded[0] }}</summary>
<pre dir="auto">{{ folded[1] }}</pre></details>{% endif %}
{% if note %}<p class="note">{{ note }}</p>{% endif %}
</div>
"""
_SIGNS = {"support": "+ support", "oppose": "− oppose", "conditional": "± conditional"}
_SIDES = frozenset(_SIGNS)
_SHORT = 28  # columns of a cell that is not broken
Cell = dict[str, str | None]


def readings_html(kind: str, rows: Iterable[FindingRow], note: str = "") -> str:
    """Return findings as a table: who, how it stands, what, the words, where they stand."""
    listed = list(rows)
    if not listed:
        return _cell(note=f"no {kind}")
    has_proposal = any(each.proposal for each in listed)
    heads = ["who", "status", *(["proposal"] if has_proposal else []), "what", "words", "when"]
    return _cell(
        heads=heads, rows=[_finding_cells(each, has_proposal) for each in listed], note=note
    )


def _finding_cells(row: FindingRow, has_proposal: bool) -> list[Cell]:
    from listminer.render.html.links import safe_url  # late: templates

    status = row.status or ""
    words, what = folded(row.words), folded(row.text)
    cells: list[Cell] = [
        _short(row.person or "(anyone)"),
        {
            "text": PROPOSED if row.own else _SIGNS.get(status, status),
            "class": f"short {status}" if status in _SIDES else f"short status {status}",
        },
    ]
    if has_proposal:
        cells.append(_short(row.proposal or ""))
    cells += [
        _text("" if what == words else what),
        _text(f"“{words}”{HEARSAY if row.ghost else ''}"),
        {**_short(shown_day(row.date, year=True)), "url": safe_url(row.url)},
    ]
    return cells


def listings_html(listings: Iterable[ThreadListing], note: str = "") -> str:
    """Return threads as a table."""
    rows = [
        [
            _number(each.number),
            _short(day(each.last)),
            _number(each.messages),
            _number(each.people),
            _short(", ".join(each.lists)),
            _text(shown_subject(each.subject, each.lists) or "(no subject)"),
        ]
        for each in listings
    ]
    if not rows:
        return _cell(note="no thread")
    heads = ["thread", "last", "messages", "people", "list", "subject"]
    return _cell(heads=heads, rows=rows, note=note)


def discussion_html(discussion: Discussion) -> str:
    """Return the findings and the position map of a discussion, as on its page."""
    from listminer.render.html import render_fragment  # late: templates

    return render_fragment(discussion)


def thread_html(thread: Thread) -> str:
    """Return a reply tree by Message-IDs: names stand in the mails, not in the tree."""
    depths: dict[str, int] = {}
    lines = []
    for node in thread.nodes:
        depth = depths[node.message_id] = 0 if node.parent is None else depths[node.parent] + 1
        lost = " (not in the archive)" if node.ghost else ""
        lines.append(f"{'  ' * min(depth, 6)}<{shown_line(node.message_id)}>{lost}")
    return _cell(title="Thread", meta=f"{len(lines)} messages", text="\n".join(lines))


def message_html(message: Message) -> str:
    """Return a message: who, when, its own lines, quoted ones folded away."""
    own: list[str] = []
    quoted: list[str] = []
    for line in message.text.split("\n"):
        (quoted if line.lstrip().startswith(">") else own).append(line)
    date = "" if message.date is None else f" · {message.date:%Y-%m-%d %H:%M} UTC"
    known = " · not in the archive, known from quotes" if message.ghost else ""
    return _cell(
        title=shown_line(message.subject) or "(no subject)",
        meta=shown_line(plain_name(message.sender)) + date + known,
        text=shown("\n".join(own).strip("\n")),
        folded=(f"{len(quoted)} quoted lines", shown("\n".join(quoted))) if quoted else None,
        note=f"<{shown_line(message.message_id)}>",
    )


def proposal_html(proposal: Proposal) -> str:
    """Return a proposal's title and status; its words stand in its debate."""
    return _cell(
        title=f"{proposal.id} {shown_line(proposal.title)}",
        meta=f"{shown_line(proposal.author or '(nobody here)')} · {proposal.status.upper()}",
        note=f"{len(proposal.evidence)} sentences in evidence: debate.words(proposal)",
    )


def summary_html(summary: Summary) -> str:
    """Return the sentences of a summary."""
    return _cell(prose=[shown_line(each.text) for each in summary.sentences])


def digest_html(digest: Digest) -> str:
    """Return a digest as the command line tells it, lines and numbers in their places."""
    return _cell(text=shown(write_digest_text(digest).rstrip()))


def measures_html(measures: ListMeasures) -> str:
    """Return a list's numbers and its most active people."""
    months = [
        [
            _short(each.month),
            _number(each.messages),
            _number(each.threads),
            _number(each.people),
            _number(each.newcomers),
        ]
        for each in measures.months
    ]
    return _cell(
        title=f"{measures.messages:,} messages, {measures.threads:,} threads, "
        f"{measures.people:,} people",
        heads=["month", "messages", "threads", "people", "newcomers"] if months else [],
        rows=months,
        note="; ".join(measures.notes),
    )


def _text(text: str) -> Cell:
    return {"text": shown_line(text)}


def _short(text: str) -> Cell:
    """Return a cell that is not broken; a name may have a megabyte."""
    return {"text": cut(shown_line(text), _SHORT), "class": "short"}


def _number(number: int) -> Cell:
    return {"text": f"{number:,}", "class": "number"}


def _cell(**shown_: Any) -> str:
    from listminer.render.html.fragment import STYLES  # late: templates
    from listminer.render.html.templating import asset, environment

    empty: dict[str, Any] = {
        "title": "", "meta": "", "heads": [], "rows": [], "prose": [],
        "text": "", "folded": None, "note": "",
    }  # fmt: skip
    for row in shown_.get("rows", ()):
        for cell in row:
            cell.setdefault("class", None)
            cell.setdefault("url", None)
    page = environment().from_string(_CELL)
    return page.render(style=asset(*STYLES), **{**empty, **shown_})


_FORMATTERS: dict[str, dict[str, Callable[[Any], str]]] = {
    "listminer.model": {
        "Discussion": discussion_html,
        "Thread": thread_html,
        "Message": message_html,
        "Proposal": proposal_html,
        "Summary": summary_html,
        "Digest": digest_html,
    },
    "listminer.thread.statistics": {"ListMeasures": measures_html},
}


def show_in_notebooks() -> bool:
    """Tell a running IPython how to show the model's types; return whether one is running.

    The types themselves do not know how they are shown.
    """
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython  # loaded already

    shell = get_ipython()
    if shell is None:
        return False
    html = shell.display_formatter.formatters["text/html"]
    for module, names in _FORMATTERS.items():
        for name, formatter in names.items():
            html.for_type_by_name(module, name, formatter)
    return True
