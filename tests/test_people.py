"""One person is one person, whatever mailer they write from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.errors import SettingsError
from listminer.model import Address
from listminer.people import People, load_aliases


def person(name: str, address: str = "") -> Address:
    return Address(name=name, address=address)


@pytest.mark.parametrize(
    ("senders", "expected"),
    [
        ([("Ada Lovelace", "ada@x.org"), ("Ada Lovelace", "al@home.org")], ["Ada Lovelace"] * 2),
        ([("ada", "ada@x.org"), ("Ada Lovelace", "ada@x.org")], ["Ada Lovelace"] * 2),
        ([("", "ada@x.org"), ("Ada Lovelace", "ada@x.org")], ["Ada Lovelace"] * 2),
        ([("Ada  Lovelace", "a@x"), ('"ada lovelace"', "b@x")], ["Ada  Lovelace"] * 2),
        ([("Ada Lovelace", "a@x"), ("Grace Hopper", "g@x")], ["Ada Lovelace", "Grace Hopper"]),
        ([("root", "root@a"), ("root", "root@b")], ["root", "root"]),
        ([("", "")], ["(unknown)"]),
        ([("Alex", "a@x"), ("Alex", "b@x")], ["Alex (a@x)", "Alex (b@x)"]),
        ([("Alex", "a@x"), ("Alex", ""), ("alex", "a@x")], ["Alex"] * 3),
        (
            [("Alex", "a@x"), ("Alex Doe", "a@x"), ("Alex", "b@x")],
            ["Alex Doe"] * 2 + ["Alex (b@x)"],
        ),
        (
            [("Alex", "a@x"), ("Alex Doe", "a@x"), ("Alex", "b@x"), ("Alex Doe", "b@x")],
            ["Alex Doe"] * 4,
        ),
        ([("山田太郎", "a@x"), ("山田太郎", "b@x")], ["山田太郎"] * 2),
        (
            [
                ("Ada Lovelace (JIRA)", "jira@x"),
                ("Grace Hopper (JIRA)", "jira@x"),
                ("bot", "jira@x"),
            ],
            ["Ada Lovelace (JIRA)", "Grace Hopper (JIRA)", "bot"],
        ),
        (
            [("Ada Lovelace", "a@x"), ("Ada King", "a@x"), ("countess", "a@x")],
            ["Ada Lovelace"] * 3,
        ),
        (
            [("octocat", "notifications@github.com"), ("hubot", "notifications@github.com")],
            ["octocat", "hubot"],
        ),
        (
            [("octocat", "t@x"), ("hubot", "t@x"), ("Ada Lovelace", "t@x"), ("ada", "t@x")],
            ["octocat", "hubot", "Ada Lovelace", "ada"],
        ),
        (
            [("John Smith", "jira@x"), ("John Miller", "jira@x"), ("J. Miller", "jira@x")],
            ["John Smith", "John Miller", "J. Miller"],
        ),
        (
            [("John Smith", "git@x"), ("J. Smith", "git@x"), ("jsmith", "git@x")],
            ["John Smith"] * 3,
        ),
        (
            [("Jürgen Müller", "j@x"), ("Ju\u0308rgen Mu\u0308ller", "j@home")],
            ["Jürgen Müller"] * 2,
        ),
        ([("Alex via dev", "dev@x"), ("Bob via dev", "dev@x")], ["Alex via dev", "Bob via dev"]),
        ([("countess", "a@x"), ("Ada Lovelace", "a@x")], ["Ada Lovelace"] * 2),
    ],
)
def test_who_is_who(senders, expected):
    people = People(person(*each) for each in senders)
    assert [people.name_of(person(*each)) for each in senders] == expected


def test_a_name_and_an_address_tie_a_chain_together():
    chain = [person("Ada", "a@x"), person("Ada L.", "a@x"), person("Ada L.", "b@x")]
    people = People(chain)
    assert {people.name_of(each) for each in chain} == {"Ada L."}


def test_people_who_share_a_role_name_stay_apart():
    people = People([person("root", "root@a"), person("Ada Lovelace", "root@a")])
    assert people.name_of(person("root", "root@b")) == "root"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace (Analytical Engines)", "Ada Lovelace (Analytical Engines)"),
        ("Ада Лавлейс", "Ада Лавлейс"),
        ("山田太郎", "山田太郎"),
        ("سارا\u200cجان", "سارا\u200cجان"),  # a joiner that belongs to the word
        ("\ufeffAda Lovelace", "Ada Lovelace"),
        ("Linus Berg: “+1, do it.” [2] Eve", "eve@x.org"),
        ("Linus Berg [2]; Eve", "eve@x.org"),
        ("Linus Berg (known from quotes)", "eve@x.org"),
        ("Linus " + "x" * 3000, "eve@x.org"),
        ("Linus\u200b Berg", "Linus Berg (eve@x.org)"),
        ("Linu\u0455 Berg", "Linu\u0455 Berg (eve@x.org)"),
    ],
)
def test_a_name_says_nothing_but_who_it_is(name, expected):
    sender = person(name, "eve@x.org")
    assert People([sender]).name_of(sender) == expected


@given(st.text(alphabet="Ad “”[]2:; known", max_size=120))
def test_no_name_makes_a_claim_of_its_own(name):
    shown = People([]).name_of(person(name))
    assert not re.search(r"[“”]|\[\d|[:;]\s", shown)
    assert len(shown) <= 81


def test_the_file_tells_what_headers_do_not(tmp_path: Path):
    path = tmp_path / "people.toml"
    path.write_text('"Ada Lovelace" = ["countess", "ada@old.org"]\n', encoding="utf-8")
    senders = [person("countess", "c@x"), person("A. L.", "ada@old.org"), person("Ada Lovelace")]
    told = list(map(load_aliases(path).told, senders))
    people = People(told)
    assert {people.name_of(each) for each in told} == {"Ada Lovelace"}


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("Ada = 3", ('Ada: expected a list of names and addresses: ["ada@example.org"]',)),
        ('"Ada Lovelace" = ["ada@x.org", ""]', ("Ada Lovelace: an empty name",)),
        ('"" = ["ada@x.org"]', ("['ada@x.org']: an empty name",)),
        (
            '"Ada Lovelace" = ["ada@x.org"]\n"Carl Gauss" = ["ADA@x.org"]',
            ("ada@x.org: stands under Ada Lovelace and Carl Gauss",),
        ),
        (
            '"Ada Lovelace" = ["Carl Gauss"]\n"Carl Gauss" = ["carl@x.org"]',
            ("carl gauss: stands under Ada Lovelace and Carl Gauss",),
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_told(tmp_path: Path, text, mistakes):
    path = tmp_path / "people.toml"
    path.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_aliases(path)
    assert told.value.hints == mistakes


def test_a_file_may_say_a_thing_twice(tmp_path: Path):
    path = tmp_path / "people.toml"
    path.write_text('"Ada Lovelace" = ["Ada Lovelace", "ada@x", "ADA@x"]\n', encoding="utf-8")
    assert set(load_aliases(path).names.values()) == {"Ada Lovelace"}
