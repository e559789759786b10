"""Who is who by the user's own word: one person under several names, in whatever is shown."""

from __future__ import annotations

import json

import pytest

ADA, GRACE = "Ada Lovelace", "Grace Hopper"
PLAN = "I propose that we drop the old parser in the next release."
TURN = "+1, I have thought about it again and I support dropping it."
ASKED = "Countess, can you write the migration guide by Friday?"
PROMISE = "Sure, I will write the migration guide by Friday."
QUESTION = "Does anybody still use the parser on Windows?"
TOLD = """
"Ada Lovelace" = ["countess", "ada@example.org"]
"Grace Hopper" = ["hopper@navy.example"]
"""
# who, what they quote of whom, their own words, the mail that they answer
MAILS = (
    ("Ada Lovelace <ada@example.org>", "", PLAN, None),
    ("Grace Hopper <grace@example.org>", f"> {PLAN}", f"-1, I am against it.\n\n{ASKED}", 0),
    ("amazing <hopper@navy.example>", f"> {PLAN}", TURN, 0),
    ("countess <c@castle.example>", f"> {ASKED}", f"{PROMISE}\n\n{QUESTION}", 1),
)


@pytest.fixture
def told(tmp_path):
    path = tmp_path / "people.toml"
    path.write_text(TOLD, encoding="utf-8")
    return path


@pytest.fixture
def debate(tmp_path):
    return written(tmp_path / "dev.mbox", MAILS)


def written(path, mails):
    """Return *path*, to which *mails* were written."""
    with path.open("w", encoding="utf-8") as file:
        for number, (who, quote, words, parent) in enumerate(mails):
            above = "" if parent is None else f"In-Reply-To: <m{parent}@example.org>\n"
            file.write(
                f"From x@example.org Tue Mar  1 1{number}:00:00 2016\nFrom: {who}\n"
                f"Date: Tue, 1 Mar 2016 1{number}:00:00 +0000\nSubject: The parser\n"
                f"Message-ID: <m{number}@example.org>\n{above}\n{quote}\n\n{words}\n\n"
            )
    return path


@pytest.fixture
def asked(listminer, debate, told, monkeypatch):
    listminer("ingest", debate)
    monkeypatch.setenv("LISTMINER_PEOPLE", str(told))
    return listminer


@pytest.mark.parametrize(
    "words",
    [
        ("summarize", "1"),
        ("summarize", "1", "--format", "markdown"),
        ("summarize", "1", "--format", "json"),
        ("summarize", "1", "--format", "html"),
        ("proposals",),
        ("positions",),
        ("actions",),
        ("questions",),
        ("digest",),
        ("digest", "--format", "html"),
        ("show", "1"),
        ("search", "parser"),
        ("stats",),
        ("export", "messages"),
    ],
    ids=" ".join,
)
def test_nobody_is_shown_under_another_name(asked, words):
    ran = asked(*words)
    assert ran.status == 0, ran.err
    assert ADA in ran.out or GRACE in ran.out
    assert "amazing" not in ran.out
    assert "countess" not in ran.out  # "Countess", in a mail, stays


def test_the_last_word_of_a_person_counts_under_whatever_name(asked):
    before = asked("--people", "/dev/null", "summarize", "1", "--format", "json").json
    assert {each["holder"]: each["stance"] for each in before["positions"]} == {
        ADA: "support",
        GRACE: "oppose",
        "amazing": "support",
    }
    after = asked("summarize", "1", "--format", "json").json
    assert {each["holder"]: each["stance"] for each in after["positions"]} == {
        ADA: "support",
        GRACE: "support",
    }
    assert [each["name"] for each in after["thread"]["participants"]] == [ADA, GRACE]


@pytest.mark.parametrize("name", [ADA, "countess", "ada@example.org"])
def test_a_person_is_found_by_each_of_their_names(asked, name):
    rows = asked("actions", "--person", name, "--format", "json").json
    assert [(each["person"], each["words"]) for each in rows] == [(ADA, ASKED)]
    assert ASKED in asked("digest", "--for", name).out


def test_a_nickname_calls_its_bearer(asked):
    (action,) = asked("summarize", "1", "--format", "json").json["action_items"]
    assert action["owner"] == ADA


def test_minutes_that_name_a_nickname_are_its_bearers_words(listminer, told, tmp_path):
    minutes = "The minutes:\n\n[countess] I will update the wiki by Monday."
    mails = (*MAILS, ("Grace Hopper <grace@example.org>", "", minutes, 3))
    source = written(tmp_path / "minutes.mbox", mails)
    ran = listminer("--people", told, "summarize", source, "--format", "json")
    assert [each["owner"] for each in ran.json["action_items"]] == [ADA]


def test_a_trailer_of_ones_own_counts_under_whatever_name(listminer, told, tmp_path):
    vote = "Looks fine.\n\nAcked-by: Grace Hopper <grace@example.org>"
    mails = (MAILS[0], ("amazing <hopper@navy.example>", f"> {PLAN}", vote, 0))
    source = written(tmp_path / "trailer.mbox", mails)
    ran = listminer("--people", told, "summarize", source, "--format", "json")
    assert {each["holder"] for each in ran.json["positions"]} == {ADA, GRACE}


def test_a_site_has_one_page_a_person(asked, tmp_path):
    ran = asked("report", "-o", tmp_path / "site")
    assert (ran.status, "2 people" in ran.out + ran.err) == (0, True), ran.err
    assert len(list((tmp_path / "site" / "p").iterdir())) == 2


def test_mail_read_on_the_spot_is_told_apart_too(listminer, debate, told):
    assert "2 people" in listminer("--people", told, "summarize", debate).out


def test_the_users_own_file_is_found(listminer, debate, told, tmp_path):
    assert "4 people" in listminer("summarize", debate).out
    folder = tmp_path / "home" / "config" / "listminer"
    folder.mkdir(parents=True)
    told.rename(folder / "people.toml")
    assert "2 people" in listminer("summarize", debate).out


def test_a_file_that_says_nothing_sensible_is_the_users_to_mend(asked, told):
    told.write_text("Ada = 3\n")
    ran = asked("summarize", "1")
    assert (ran.status, "expected a list of names and addresses" in ran.err) == (2, True)
    told.unlink()
    assert asked("positions").status == 2


def test_whoever_is_told_by_a_short_name_is_meant_alone(asked, told):
    told.write_text('"Ann" = ["countess"]\n"Hannah Arendt" = ["hopper@navy.example"]')
    rows = asked("positions", "--person", "countess", "--format", "json").json
    assert {each["person"] for each in rows} <= {"Ann"}
    assert "Hannah" not in asked("digest", "--for", "countess").out.split("\n")[0]


def test_findings_follow_the_file(asked, told):
    def owner() -> str:
        return asked("summarize", "1", "--format", "json").json["action_items"][0]["owner"]

    assert owner() == ADA
    told.write_text('"Countess of Lovelace" = ["countess"]')
    assert owner() == "Countess of Lovelace"
    told.write_text(TOLD)
    assert owner() == ADA


def test_a_graph_of_a_file_knows_who_is_who(listminer, debate, told):
    out = listminer("--people", told, "graph", "people", debate).out
    assert ADA in out
    assert "countess" not in out


def test_pseudonyms_hide_every_name_that_is_told(asked, debate, told, tmp_path):
    named = "I agree with Ada Lovelace here. Mail ada@old.example, countess."
    written(debate, (*MAILS, ("Tom Ray <tom@example.org>", "", named, 3)))
    told.write_text(TOLD.replace('"countess",', '"countess", "ada@old.example",'))
    asked("ingest", debate)
    salt = tmp_path / "salt"
    salt.write_text("a secret of many letters")
    salt.chmod(0o600)
    for table in ("messages", "segments", "acts"):
        ran = asked("export", table, "--pseudonyms", "--salt", salt)
        assert ran.status == 0, ran.err
        for name in ("ada", "lovelace", "countess", "hopper", "grace", "amazing"):
            assert name not in ran.out.casefold(), (table, name)


def test_a_file_that_is_broken_stops_no_ingest_and_is_told_by_the_doctor(listminer, debate, told):
    told.write_text("x = 3")
    assert listminer("--people", told, "ingest", debate).status == 0
    ran = listminer("--people", told, "doctor")
    assert (ran.status, "expected a list" in ran.out + ran.err) == (1, True)


QUOTE = "".join(f"> line {number} of a long plan that no mail here has\n" for number in range(5))
ELSEWHERE = (("Ada Lovelace <ada@example.org>", "", PLAN, None),)
HERE = (
    ("Grace Hopper <grace@example.org>", "", "Which one do you mean?", None),
    (
        "ada <ada@example.org>",
        f"On Tuesday ada <ada@example.org> wrote:\n{QUOTE}",
        "The old one, of course.",
        0,
    ),
)


@pytest.fixture
def short_names(listminer, tmp_path):
    """Return the command line with a thread, the second, in which Ada Lovelace is "ada" alone."""
    listminer("ingest", written(tmp_path / "dev.mbox", ELSEWHERE))
    other = written(tmp_path / "here.mbox", HERE)
    text = other.read_text(encoding="utf-8").replace("The parser", "Which").replace("<m", "<n")
    other.write_text(text, encoding="utf-8")
    listminer("ingest", other, "--list", "dev")
    return listminer


def test_a_thread_is_shown_with_the_names_that_all_of_the_store_gives(short_names):
    """Summaries, digests and tables name persons; who writes as "ada" is one of them."""
    lines = short_names("show", "Which").out.splitlines()
    assert "2    Ada Lovelace" in lines[4]
    heading = next(at for at, line in enumerate(lines) if line.startswith("2  Ada Lovelace  2016"))
    assert lines[heading + 1] == "from ada@example.org"


def test_whom_a_folded_quote_names_is_named_as_in_the_heading(short_names):
    assert "┆ 5 quoted lines, said to be from Ada Lovelace" in short_names("show", "Which").out
    page = short_names("summarize", "Which", "--format", "html").out
    assert "5 quoted lines, said to be from Ada Lovelace" in page


def test_where_the_header_has_the_name_no_address_stands_by(short_names):
    shown = short_names("show", "The parser").out.splitlines()
    assert not [line for line in shown if line.startswith("from ")]


def test_a_hit_is_named_as_everywhere_and_found_by_that_name(short_names):
    """The header of the mail says "ada": "Ada Lovelace" stands in none of its words."""
    ran = short_names("search", 'from:"Ada Lovelace" course')
    assert ran.out.startswith("Ada Lovelace · 2016-03-01 · thread 2 · Which\n")
    for query in ("from:lovelace course", "from:love* course", "from:ada course"):
        (hit,) = short_names("search", query, "--format", "json").json["hits"]
        assert (hit["person"], hit["sender"]) == ("Ada Lovelace", "ada")
    assert short_names("search", "-from:lovelace parser -which course").out == ""


def test_in_a_large_store_senders_are_found_by_their_headers(short_names, monkeypatch):
    """To tell a million mails' senders apart takes a second: too long for a search."""
    monkeypatch.setattr("listminer.store.store._MOST_ASKED", 1)
    assert short_names("search", 'from:"Ada Lovelace" course').out == ""
    (hit,) = short_names("search", "from:ada course", "--format", "json").json["hits"]
    assert (hit["person"], hit["sender"]) == ("Ada Lovelace", "ada")


def test_tables_of_mail_and_of_findings_name_people_alike(short_names):
    """They are joined by that name; what the header says stands beside it."""
    rows = [json.loads(line) for line in short_names("export", "messages").out.splitlines()]
    assert [
        (each["person"], each["sender"]) for each in rows if each["sender"] != "Grace Hopper"
    ] == [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace", "ada"),
    ]


def test_threads_counts_people_as_show_does(listminer, tmp_path):
    """A list that puts its own address in the place of all others has more than one writer."""
    mails = (
        ("Ada Lovelace <dev@lists.example.org>", "", PLAN, None),
        ("Grace Hopper <dev@lists.example.org>", "", "Which one?", 0),
        ("Alan Turing <dev@lists.example.org>", "", "The old one.", 1),
        ("Ada Lovelace <ada@example.org>", "", "Yes.", 2),
    )
    listminer("ingest", written(tmp_path / "dev.mbox", mails))
    assert "3 people" in listminer("show", "1").out.splitlines()[1]
    assert [each["people"] for each in listminer("threads", "--format", "json").json] == [3]


def test_who_is_asked_for_by_the_login_of_an_address_is_told(listminer, tmp_path):
    mails = (("Grace Hopper <ghop7@navy.example>", "", PLAN, None),)
    listminer("ingest", written(tmp_path / "dev.mbox", mails))
    told = listminer("actions", "--person", "ghop").err
    assert f"did you mean {GRACE}?\n" in told
