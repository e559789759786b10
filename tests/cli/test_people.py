"""Who is who by the user's own word: one person under several names, in whatever is shown."""

from __future__ import annotations

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
    path = tmp_path / "dev.mbox"
    with path.open("w", encoding="utf-8") as file:
        for number, (who, quote, words, parent) in enumerate(MAILS):
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
