"""Plug-ins of other packages: their formats, findings and sources, and what they do wrong."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from listminer.errors import LookupFailed
from listminer.library import MailStore
from listminer.store import Store
from tests.made_up import install
from tests.readme import ROOT
from tests.store.mails import mail, mbox

TODO = "Good.\n\nTODO: wind the clock before noon."
QUOTING = "Ada wrote:\n> Good.\n\nIt rings."


@pytest.fixture
def plugins(tmp_path, monkeypatch):
    """Return what installs plug-ins: "group/name" and the class of tests.made_up."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)

    def put(points: dict[str, str], **about: str) -> Path:
        named = {point: f"tests.made_up:{value}" for point, value in points.items()}
        return install(folder, named, **about)

    return put


@pytest.fixture
def box(tmp_path):
    path = tmp_path / "bell.mbox"
    path.write_bytes(
        mbox([mail(0, TODO, subject="The bell"), mail(1, QUOTING, subject="The bell", to=0)])
    )
    return path


def todos(ran):
    return [row["text"] for row in ran.json if "TODO" in row["text"]]


# formats


@pytest.mark.parametrize("option", [[], ["-o", "out.txt"]])
def test_a_renderer_is_a_format(listminer, plugins, box, tmp_path, monkeypatch, option):
    monkeypatch.chdir(tmp_path)
    plugins({"renderers/outline": "Outline"})
    ran = listminer("summarize", box, "--format", "outline", *option)
    written = Path("out.txt").read_text() if option else ran.out
    assert ran.status == 0
    assert written.startswith("* Ada Lovelace: The bell\n* Grace Hopper: The bell\n")


def test_our_own_formats_win(listminer, plugins, box):
    plugins({"renderers/json": "Outline"})
    assert listminer("summarize", box, "--format", "json").json["schema"]


@pytest.mark.parametrize(
    ("points", "told"),
    [({}, "Installed plug-ins: none."), ({"renderers/outline": "Outline"}, "plug-ins: outline.")],
)
def test_an_unknown_format_is_told_with_those_there_are(listminer, plugins, box, points, told):
    plugins(points)
    ran = listminer("summarize", box, "--format", "outlin")
    assert (ran.status, ran.out) == (2, "")
    assert "'text', 'markdown', 'json', 'html'" in ran.err
    assert told in ran.err


def test_a_command_that_prints_no_debate_takes_no_renderer(listminer, plugins, box):
    plugins({"renderers/outline": "Outline"})
    assert listminer("ingest", box, "--format", "outline").status == 2


def test_a_renderer_that_fails_is_named(listminer, plugins, box):
    plugins({"renderers/broken": "Broken"})
    ran = listminer("summarize", box, "--format", "broken")
    assert (ran.status, ran.out) == (2, "")
    assert "renderer 'broken' of made-up 1.0: failed (KeyError: 'm0@example.org')" in ran.err


def test_a_renderer_ends_no_program(listminer, plugins, box):
    plugins({"renderers/quitter": "Quitter"})
    ran = listminer("summarize", box, "--format", "quitter")
    assert (ran.status, ran.out) == (2, "")
    assert "renderer 'quitter' of made-up 1.0: failed (SystemExit: 7)" in ran.err


def test_a_notebook_can_do_the_same(listminer, plugins, box):
    plugins({"renderers/outline": "Outline"})
    listminer("ingest", box)
    with MailStore(Store.open(listminer.store)) as store:
        (debate,) = store.threads()
        assert debate.render("outline").startswith("* Ada Lovelace: The bell\n")
        with pytest.raises(LookupFailed, match="installed: outline"):
            debate.render("org")


# findings


def test_an_extractor_adds_to_our_findings(listminer, plugins, box):
    plugins({"extractors/todo": "Todo"})
    listminer("ingest", box)
    assert todos(listminer("actions", "--format", "json")) == []
    ran = listminer("--extractors", "todo", "actions", "--format", "json")
    assert (ran.status, todos(ran)) == (0, ["TODO: wind the clock before noon."])
    assert ran.json[-1]["person"] == "Ada Lovelace"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_extractors_are_named_by_the_file_and_the_environment(
    listminer, plugins, box, tmp_path, monkeypatch, workers
):
    plugins({"extractors/todo": "Todo"})
    monkeypatch.setenv("LISTMINER_WORKERS", workers)
    monkeypatch.setenv("LISTMINER_SPREAD_FROM_BYTES", "0")
    listminer("ingest", box)
    config = tmp_path / "listminer.toml"
    config.write_text('extractors = ["todo"]\n')
    assert todos(listminer("--config", config, "actions", "--format", "json"))
    monkeypatch.setenv("LISTMINER_EXTRACTORS", "todo")
    assert todos(listminer("actions", "--format", "json"))
    assert not todos(listminer("--extractors", "", "actions", "--format", "json"))


def test_a_summary_and_a_site_have_what_an_extractor_found(listminer, plugins, box, tmp_path):
    plugins({"extractors/todo": "Todo"})
    ran = listminer("--extractors", "todo", "summarize", box, "--format", "json")
    assert any("TODO" in each["task"] for each in ran.json["action_items"])
    listminer("ingest", box)
    assert listminer("--extractors", "todo", "report", "-o", tmp_path / "site").status == 0
    pages = [path.read_text() for path in (tmp_path / "site").rglob("*.html")]
    assert any("ACTION" in page.upper() and "TODO: wind" in page for page in pages)


def test_findings_are_kept_for_one_set_of_extractors_and_versions(
    listminer, plugins, box, monkeypatch
):
    read = []
    monkeypatch.setattr(
        "listminer.pipeline.findings.read_on",
        lambda discussion, extractors: read.append(list(map(str, extractors))) or discussion,
    )
    listminer("ingest", box)
    plugins({"extractors/todo": "Todo"})
    for words in ([], ["--extractors", "todo"], [], ["--extractors", "todo"]):
        listminer(*words, "actions")
    plugins({"extractors/todo": "Todo"}, version="2.0")
    listminer("--extractors", "todo", "actions")
    assert read == [[], ["extractor 'todo' of made-up 1.0"], ["extractor 'todo' of made-up 2.0"]]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Thief",
            "an ActionItem rests on words that Grace Hopper did not write: m1@example.org, ",
        ),
        ("Broken", "failed (KeyError: 'm0@example.org')"),
        ("Quitter", "failed (SystemExit: 7)"),
    ],
)
@pytest.mark.parametrize(
    "words", [["summarize", "1"], ["actions"], ["digest"], ["report", "-o", "site"]]
)
def test_what_an_extractor_does_wrong_costs_its_findings_alone(
    listminer, plugins, box, tmp_path, monkeypatch, name, told, words
):
    monkeypatch.chdir(tmp_path)
    plugins({f"extractors/{name}": name, "extractors/todo": "Todo"})
    listminer("ingest", box)
    for _ in range(2):  # and it is not kept
        ran = listminer("--extractors", f"{name},todo", *words)
        assert ran.status == 1
        assert f"extractor {name!r} of made-up 1.0: {told}" in ran.err
        assert "Thief" not in ran.out
        assert words != ["actions"] or "TODO: wind" in ran.out


@pytest.mark.parametrize("command", ["mine", "evaluate"])
def test_who_asks_for_plugins_where_none_run_is_told(listminer, plugins, command):
    plugins({"extractors/todo": "Todo"})
    ran = listminer("--extractors", "todo", command, "--help")
    assert f"note: {command} runs no plug-ins, nor todo" in ran.err
    assert "plug-ins are not run" in " ".join(ran.out.split())
    assert listminer(command, "--help").err == ""


def test_an_extractor_that_is_not_installed_is_told_with_those_that_are(listminer, plugins, box):
    plugins({"extractors/todo": "Todo"})
    ran = listminer("--extractors", "tudo", "summarize", box)
    assert (ran.status, ran.out) == (2, "")
    assert "no extractor named 'tudo' is installed\n  installed: todo" in ran.err


@pytest.mark.parametrize("value", ["No", "Nothing"])
def test_an_extractor_that_cannot_be_loaded_is_named(listminer, plugins, box, value):
    plugins({"extractors/bad": value})
    ran = listminer("--extractors", "bad", "summarize", box)
    assert (ran.status, ran.out) == (2, "")
    assert "extractor 'bad' of made-up 1.0: " in ran.err
    assert "pip uninstall made-up" in ran.err


def test_a_name_that_two_packages_bring_means_neither(listminer, plugins, box):
    plugins({"extractors/todo": "Todo"})
    plugins({"extractors/todo": "Broken"}, package="another")
    ran = listminer("--extractors", "todo", "summarize", box)
    assert ran.status == 2
    assert "2 extractors are named 'todo'\n  one is of another\n  one is of made-up" in ran.err


# sources


@pytest.fixture
def notes(tmp_path):
    """Return a source with two mails, one of them twice, and a piece that is none."""
    one, two = mail(0, TODO), mail(1, QUOTING, to=0)
    path = tmp_path / "notes.txt"
    path.write_bytes(b"%%\n".join([one, two, one, b"\n"]))
    return f"notes:{path}"


def accounts(ran):
    total = ran.json["total"]
    return [total[each] for each in ("found", "stored", "duplicates", "rejected")]


def test_a_fetcher_is_asked_first_and_its_mail_accounted_for(listminer, plugins, notes):
    plugins({"fetchers/notes": "Notes"})
    ran = listminer("ingest", notes, "--format", "json")
    assert (ran.status, accounts(ran)) == (1, [4, 2, 1, 1])
    assert "an empty note" in listminer("problems").out
    assert "notes" in listminer("lists").out
    assert accounts(listminer("ingest", notes, "--format", "json")) == [4, 0, 3, 1]


def test_an_update_asks_a_fetcher_again(listminer, plugins, notes):
    plugins({"fetchers/notes": "Notes"})
    listminer("ingest", notes, "--list", "clock")
    path = Path(notes.removeprefix("notes:"))
    path.write_bytes(path.read_bytes() + b"%%\n" + mail(2, "Noon it is.", to=1))
    ran = listminer("update")
    assert "1 new message in 1 thread" in ran.out
    assert listminer("lists", "--format", "json").json[0]["name"] == "clock"


def test_a_source_of_a_fetcher_is_summarised_on_the_spot(listminer, plugins, notes):
    plugins({"fetchers/notes": "Notes"})
    for _ in range(2):  # without a store, and with one that has no such thread
        ran = listminer("summarize", notes, "--format", "json")
        assert ran.json["thread"]["messages"] == 2
        listminer("ingest", notes)


def test_a_fetcher_may_take_what_we_would_read_ourselves(listminer, plugins, box, monkeypatch):
    plugins({"fetchers/notes": "Notes"})
    monkeypatch.setattr("tests.made_up.Notes.is_mine", lambda _, source: source == str(box))
    ran = listminer("ingest", box, "--format", "json")
    assert accounts(ran)[0] == 1  # one note: no line "%%" parts it


def test_a_fetcher_that_fails_when_asked_is_named_with_the_way_on(
    listminer, plugins, box, monkeypatch
):
    plugins({"fetchers/notes": "Notes"})
    monkeypatch.setattr("tests.made_up.Notes.is_mine", lambda *_: 1 / 0)
    ran = listminer("ingest", box)
    assert (ran.status, ran.out) == (2, "")
    assert "fetcher 'notes' of made-up 1.0: failed (ZeroDivisionError" in ran.err
    assert "to go on without it: pip uninstall made-up" in ran.err


def test_what_came_before_a_fetcher_failed_is_stored(listminer, plugins):
    plugins({"fetchers/broken": "Broken"})
    ran = listminer("ingest", "broken:x", "--format", "json")
    assert (ran.status, accounts(ran)) == (1, [1, 1, 0, 0])
    assert "fetcher 'broken' of made-up 1.0: failed (KeyError: 'broken:x')" in ran.err


def test_a_fetcher_that_ends_the_program_loses_nothing_that_came_before(listminer, plugins):
    plugins({"fetchers/quitter": "Quitter"})
    ran = listminer("ingest", "broken:x", "--format", "json")
    assert (ran.status, accounts(ran)) == (1, [1, 1, 0, 0])
    assert "fetcher 'quitter' of made-up 1.0: failed (SystemExit: 7)" in ran.err


@pytest.mark.parametrize("words", [["--format", "json"], []])
def test_a_summary_names_the_fetcher_that_failed(listminer, plugins, words):
    plugins({"fetchers/broken": "Broken"})
    ran = listminer("summarize", "broken:x", *words)
    assert ran.status == 1
    assert "fetcher 'broken' of made-up 1.0: failed (KeyError: 'broken:x')" in ran.err


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_a_summary_says_in_its_page_what_may_be_missing(listminer, plugins, format_):
    plugins({"fetchers/broken": "Broken"})
    told = " ".join(listminer("summarize", "broken:x", "--format", format_).out.split())
    assert "1 message read, 0 skipped" in told  # nobody knows how many a dead fetcher had
    assert "ail of this source may be missing: fetcher" in html.unescape(told).replace("\\", "")
    assert "failed (KeyError:" in html.unescape(told).replace("\\", "")


def test_a_digest_that_is_anothers_is_no_reason_to_lose_a_mail(listminer, plugins, notes):
    plugins({"fetchers/liar": "Liar"})
    ran = listminer("ingest", notes, "--format", "json")
    assert accounts(ran) == [4, 0, 0, 4]
    assert "fetcher 'liar' of made-up 1.0: the sha256 is not that of the bytes" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no mail, says the fetcher 'notes' of made-up 1.0"),
        (["--since", "2016"], "the fetcher 'notes' of made-up 1.0 brings all of it"),
    ],
)
def test_a_source_without_mail_or_with_a_period_is_told(listminer, plugins, tmp_path, words, told):
    plugins({"fetchers/notes": "Notes"})
    (tmp_path / "empty").touch()
    ran = listminer("ingest", f"notes:{tmp_path}/empty", *words)
    assert (ran.status, told in ran.err) == (2, True)


def test_a_fetcher_that_cannot_be_loaded_stops_who_names_a_source(listminer, plugins, box):
    plugins({"fetchers/bad": "No"})
    ran = listminer("ingest", box)
    assert ran.status == 2
    assert "fetcher 'bad' of made-up 1.0: cannot be loaded" in ran.err


# soundness, cost, and what the README shows


def test_the_doctor_names_plugins_and_whether_they_load(listminer, plugins):
    plugins({"extractors/todo": "Todo", "extractors/bad": "No", "renderers/outline": "Outline"})
    ran = listminer("--extractors", "todo,gone", "doctor", "--format", "json")
    told = [(row["state"], row["found"]) for row in ran.json if row["what"] == "plug-in"]
    assert ran.status == 1
    assert told == [
        (
            "unsound",
            "extractor 'bad' of made-up 1.0: cannot be loaded"
            " (AttributeError: module 'tests.made_up' has no attribute 'No')",
        ),
        ("sound", "extractor 'todo' of made-up 1.0 loads"),
        ("sound", "renderer 'outline' of made-up 1.0 loads"),
        ("unsound", "no extractor named 'gone' is installed"),
    ]
    (idle,) = [
        row for row in listminer("doctor", "--format", "json").json if "todo" in row["found"]
    ]
    assert (idle["state"], idle["hint"]) == ("sound", "to use it: listminer --extractors todo")


@pytest.mark.parametrize(
    "words", [["--help"], ["summarize", "--help"], ["summarize", "1"], ["actions"], ["lists"]]
)
def test_who_names_no_plugin_does_not_wait_for_them(listminer, plugins, box, words):
    listminer("ingest", box)
    folder = plugins({f"{group}/x": "No" for group in ("fetchers", "extractors", "renderers")})
    code = (
        "import sys, importlib.metadata as m\nfrom listminer.cli import main\n"
        "def refuse(**_):\n    raise AssertionError('looked for plug-ins')\n"
        f"m.entry_points = refuse\nsys.argv = {['listminer', *words]!r}\nmain()"
    )
    env = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT}"}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert (ran.returncode, "looked for" in ran.stderr) == (0, False)


def test_the_example_of_the_readme_is_true(listminer, tmp_path, box, monkeypatch):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Plug-ins") :]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    name, value = re.search(
        r'\[project\.entry-points\."listminer\.extractors"\]\n(\w+) = "(\S+)"', section
    ).groups()
    folder = tmp_path / "site-packages"
    folder.mkdir()
    (folder / f"{value.partition(':')[0]}.py").write_text(code)
    install(folder, {f"extractors/{name}": value})
    monkeypatch.syspath_prepend(folder)
    listminer("ingest", box)
    ran = listminer("--extractors", name, "actions", "--format", "json")
    assert (ran.status, todos(ran)) == (0, ["TODO: wind the clock before noon."])
