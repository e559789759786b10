"""What a notebook's cell shows: the same look as the page, and nothing that mail can run."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

import listminer
from listminer.library import display
from listminer.summary import make_digest
from tests.store.mails import mail

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \u202egnissap \x1b[31m <img src=x onerror=y>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mail")
    body = f"I propose that we {HOSTILE} now.\n> {HOSTILE}\n\n+1, {HOSTILE}.\nCan you {HOSTILE}?"
    (folder / "1.eml").write_bytes(mail(0, body, subject=HOSTILE.replace("\x1b", "")))
    (folder / "2.eml").write_bytes(mail(1, f"> {HOSTILE}\n\n+1, {HOSTILE}", to=0))
    return listminer.read(folder)


def cells(debates: Any) -> dict[str, str]:
    debate = debates[0]
    return {
        "debates": debates._repr_html_(),
        "debate": debate._repr_html_(),
        **{
            kind: getattr(debate, kind)._repr_html_()
            for kind in ("proposals", "positions", "actions", "questions", "decisions")
        },
        "discussion": display.discussion_html(debate.discussion),
        "thread": display.thread_html(debate.thread),
        "message": display.message_html(debate.messages[0]),
        "summary": display.summary_html(debate.summary),
        "digest": display.digest_html(make_digest([debate.discussion], person="Ada")),
        "numbers": display.measures_html(debates.stats()),
        "proposal": "".join(map(display.proposal_html, debate.proposals)),
    }


def test_mail_runs_nothing_in_a_cell(hostile):
    for cell in cells(hostile).values():
        assert "<script" not in cell
        assert "<img" not in cell
        assert "\u202e" not in cell
        assert "\x1b" not in cell
        assert " 49 " not in cell


def test_cells_show_who_and_the_words(debates):
    shown = cells(debates)
    assert "We should let third-party CI vote." in shown["proposals"]
    assert "Tomás Arriaga" in shown["proposals"]
    assert 'class="short support"' in shown["positions"]
    assert "+ support" in shown["positions"]
    assert "Third-party CI: let the results vote" in shown["debates"]
    assert "29 messages, 2 threads, 8 people" in shown["numbers"]
    whole = display.digest_html(make_digest(each.discussion for each in debates))
    assert "29 messages by 8 people in 2 threads" in whole
    assert "Settled, by Ingrid Solheim: “We voted in today&#39;s meeting" in whole


def test_words_that_only_others_quote_are_told_as_such(debates):
    row = replace(debates[0].positions.rows[0], ghost=True)
    (cell,) = re.findall("“.*?<", display.readings_html("positions", [row]))
    assert cell.endswith("” (known from quotes)<")
    assert "known from quotes" not in debates[0].positions._repr_html_()
    message = debates[0].messages[1]
    assert "known from quotes" in display.message_html(replace(message, ghost=True))
    assert "known from quotes" not in display.message_html(message)


def test_quotes_are_folded_in_a_message(debates):
    reply = debates[1].messages[1]
    cell = display.message_html(reply)
    assert "<details>" in cell
    quoted = sum(line.startswith(">") for line in reply.text.split("\n"))
    assert f"{quoted} quoted lines" in cell


def test_a_message_without_quotes_folds_nothing(debates):
    assert "<details>" not in display.message_html(debates[1].messages[0])


class Formatter:
    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Any] = {}

    def for_type_by_name(self, module: str, name: str, formatter: Any) -> None:
        self.known[module, name] = formatter


def running(formatter: Formatter | None) -> ModuleType:
    """Return an IPython that runs in a shell with *formatter*, or in none."""
    python: Any = ModuleType("IPython")
    shell: Any = ModuleType("shell")
    shell.display_formatter = ModuleType("formatters")
    shell.display_formatter.formatters = {"text/html": formatter}
    python.get_ipython = lambda: None if formatter is None else shell
    return python


def test_the_models_types_are_shown_where_a_notebook_runs(monkeypatch):
    formatter = Formatter()
    monkeypatch.setitem(sys.modules, "IPython", running(formatter))
    assert display.show_in_notebooks()
    for (module, name), shows in formatter.known.items():
        assert hasattr(sys.modules[module], name)
        assert callable(shows)
    assert ("listminer.model", "Message") in formatter.known


def test_nothing_is_registered_without_a_notebook(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", running(None))
    assert not display.show_in_notebooks()
    monkeypatch.delitem(sys.modules, "IPython")
    assert not display.show_in_notebooks()
