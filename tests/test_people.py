"""One person is one person, whatever mailer they write from."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.aliases import load_aliases
from listminer.errors import SettingsError
from listminer.model import Address, Attribution, MessageId, Span
from listminer.people import People, is_robot, name_one_person, people_of
from listminer.person_names import turned
from tests.alarm import alarm
from tests.thread.drawing import mail


def person(name: str, address: str = "") -> Address:
    return Address(name=name, address=address)


@pytest.mark.parametrize(
    "senders",
    [
        [("Alex", "a@x"), ("Alex", "b@x"), ("Alex", ""), ("", "a@x")],
        [("Ada Lovelace", "dev@x"), ("Grace Hopper", "dev@x"), ("", "dev@x")],
        [("root", "root@a"), ("Root", "root@b"), ("root", "root@c")],
    ],
)
def test_identities_tell_apart_whom_names_tell_apart(senders):
    people = People([person(*each) for each in senders])
    told = [people.identity(person(*each)) for each in senders]
    called = [people.name_of(person(*each)) for each in senders]
    assert len(set(told)) == len(set(called)) == len(set(zip(told, called, strict=True)))


@pytest.mark.parametrize(
    ("senders", "expected"),
    [
        ([("Ada Lovelace", "ada@x.org"), ("Ada Lovelace", "al@home.org")], ["Ada Lovelace"] * 2),
        ([("ada", "ada@x.org"), ("Ada Lovelace", "ada@x.org")], ["Ada Lovelace"] * 2),
        ([("", "ada@x.org"), ("Ada Lovelace", "ada@x.org")], ["Ada Lovelace"] * 2),
        ([("Ada  Lovelace", "a@x"), ('"ada lovelace"', "b@x")], ["Ada  Lovelace"] * 2),
        (
            [('Ada "Countess" Lovelace', "ada@x"), ("Ada Countess Lovelace", "")],
            ['Ada "Countess" Lovelace'] * 2,
        ),
        ([("Ada Lovelace", "a@x"), ("Grace Hopper", "g@x")], ["Ada Lovelace", "Grace Hopper"]),
        ([("root", "root@a"), ("root", "root@b")], ["root (root@a)", "root (root@b)"]),
        ([("root", "root@a"), ("Root", "root@a"), ("root", "")], ["root"] * 3),
        (
            [("Unknown User", "a@x"), ("unknown user", "b@x")],
            ["Unknown User (a@x)", "unknown user (b@x)"],
        ),
        ([("Unknown Soldier", "a@x"), ("Unknown Soldier", "b@x")], ["Unknown Soldier"] * 2),
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
        ([("Lovelace, Ada", "a@x"), ("Ada Lovelace", "b@x")], ["Ada Lovelace"] * 2),
        ([("Lovelace, Ada (UK)", "a@x"), ("ada", "a@x")], ["Ada Lovelace (UK)"] * 2),
        ([("Lovelace, Ada", "a@x"), ("Ada, Lovelace", "b@x")], ["Ada Lovelace", "Lovelace Ada"]),
        ([("Иван Петров", "i@x"), ("Ivan Petrov", "i@x")], ["Иван Петров"] * 2),
        (
            [("Иван Петров", "office@x"), ("Пётр Сидоров", "office@x")],
            ["Иван Петров", "Пётр Сидоров"],
        ),
        ([("佐藤花子", "office@x"), ("山田太郎", "office@x")], ["佐藤花子", "山田太郎"]),
        # a family
        ([("Ada Moe", "moe@x"), ("Linus Moe", "moe@x")], ["Ada Moe", "Linus Moe"]),
        ([("A. Moe", "moe@x"), ("L. Moe", "moe@x")], ["A. Moe", "L. Moe"]),
        ([("Martin Moe", "moe@x"), ("Martina Moe", "moe@x")], ["Martin Moe", "Martina Moe"]),
        ([("Ada Moe", "moe@x"), ("Linus", "moe@x")], ["Ada Moe", "Linus"]),
        ([("Ada", "family@x"), ("Linus", "family@x")], ["Ada", "Linus"]),
        (
            [("Moe, Ada", "moe@x"), ("Moe, Linus", "moe@x"), ("", "moe@x")],
            ["Ada Moe", "Linus Moe", "moe@x"],
        ),
        ([("Ada Moe", "linus.moe@x"), ("Linus Moe", "linus.moe@x")], ["Ada Moe", "Linus Moe"]),
        ([("Ada Moe", "ada@moe.x"), ("Linus Moe", "linus@moe.x")], ["Ada Moe", "Linus Moe"]),
        (
            [
                ("Ada Moe", "moe@x"),
                ("ada", "moe@x"),
                ("Ada K. Moe", "moe@x"),
                ("Linus Moe", "moe@x"),
            ],
            ["Ada Moe", "Ada Moe", "Ada Moe", "Linus Moe"],
        ),
        (  # whose is what A. Moe writes?
            [("Ada Moe", "moe@x"), ("Alan Moe", "moe@x"), ("A. Moe", "moe@x"), ("moe", "moe@x")],
            ["Ada Moe", "Alan Moe", "A. Moe", "moe"],
        ),
        (
            [("Linus Moe", "moe@x"), ("Ada Moe", "moe@x"), ("Ada Moe", "ada@home.x")],
            ["Linus Moe", "Ada Moe", "Ada Moe"],
        ),
        # one person's names at one address
        ([("Ada Moe", "moe@x"), ("A. Moe", "moe@x"), ("Ada K. Moe", "moe@x")], ["Ada Moe"] * 3),
        ([("Robert Moe", "moe@x"), ("Bob Moe", "moe@x")], ["Robert Moe"] * 2),
        ([("Steve Moe", "s@x"), ("Stephen Moe", "s@x")], ["Steve Moe"] * 2),
        ([("Jean-Paul Moe", "jp@x"), ("Jp Moe", "jp@x")], ["Jean-Paul Moe"] * 2),
        ([("Jörg Moe", "moe@x"), ("Joerg Moe", "moe@x"), ("J?rg Moe", "moe@x")], ["Jörg Moe"] * 3),
        ([("Jarosław Moe", "j@x"), ("Yaroslav Mow", "j@x")], ["Jarosław Moe"] * 2),
        ([("Linus Carl Moe", "moe@x"), ("Carl Moe", "moe@x")], ["Linus Carl Moe"] * 2),
        ([("Dr Ada Moe", "moe@x"), ("Ada Moe", "moe@x")], ["Dr Ada Moe"] * 2),
        ([("The Moebius", "t@x"), ("Moe Bius", "t@x")], ["The Moebius"] * 2),
        ([("Moe Ada", "moe@x"), ("Ada Moe", "moe@x")], ["Moe Ada"] * 2),
        ([("Arón", "moe@x"), ("Aron", "moe@x")], ["Arón"] * 2),
        ([("Ai Moe", "amoe7@x"), ("Anna Moe", "amoe7@x")], ["Ai Moe"] * 2),
        ([("Ada", "ada.k@x"), ("countess", "ada.k@x")], ["Ada"] * 2),
        (
            [
                ("Countess Moe", "c@x"),
                ("Ada Lovelace (Countess Moe)", "c@x"),
                ("Countess Moe (A. Lovelace)", "c@x"),
            ],
            ["Countess Moe"] * 3,
        ),
        (
            [("Ada Lovelace (Engines)", "c@x"), ("Linus Moe (Engines)", "c@x")],
            ["Ada Lovelace (Engines)", "Linus Moe (Engines)"],
        ),
    ],
)
def test_who_is_who(senders, expected):
    people = People(person(*each) for each in senders)
    assert [people.name_of(person(*each)) for each in senders] == expected


def test_a_thread_calls_everybody_the_same_in_whatever_order_it_is_read():
    """Cy wrote as "King, Cy (Staff)" before and as "Cy Ada King" since: a page calls him one."""
    senders = [("King, Cy (Staff)", "cy@x.org"), ("Bob", "bob@x.org"), ("Cy Ada King", "cy@x.org")]
    written = [
        replace(mail(str(at), "Yes.\n", hour=at), sender=person(*each))
        for at, each in enumerate(senders)
    ]
    names = [[people_of(some).name_of(m.sender) for m in written] for some in permutations(written)]
    assert names == [["Cy King (Staff)", "Bob", "Cy King (Staff)"]] * 6


def test_a_name_and_an_address_tie_a_chain_together():
    chain = [person("Ada", "a@x"), person("Ada L.", "a@x"), person("Ada L.", "b@x")]
    people = People(chain)
    assert {people.name_of(each) for each in chain} == {"Ada L."}


def test_an_address_in_a_name_makes_nobody_its_owner():
    ada, eve = person("", "ada@good.org"), person("ada@good.org", "eve@evil.org")
    people = People([ada, eve])
    assert [people.name_of(each) for each in (ada, eve)] == ["ada@good.org", "eve@evil.org"]


def test_an_address_is_looked_for_in_a_long_name_in_time():
    eve = person("e" * 100_000 + " @", "eve@evil.org")
    with alarm(5):
        assert People([eve]).name_of(eve) == "eve@evil.org"


def test_many_forms_of_a_name_at_a_trackers_address_are_told_in_time():
    people = People(person(f"Ada L{'o' * n}ve", "jira@x.org") for n in range(3000))
    assert people.name_of(person("Ada Love", "jira@x.org")) == "Ada Love"


@given(
    st.lists(
        st.sampled_from(
            ["Ada Moe", "ada", "A. Moe", "Linus Moe", "linus", "Moe", "Countess Ada", "countess"]
        ),
        unique=True,
    ).flatmap(lambda names: st.tuples(st.just(names), st.permutations(names))),
    st.sampled_from(["moe@x.org", "ada@x.org", "office@x.org", "bugs@x.org"]),
)
def test_who_is_one_at_an_address_does_not_depend_on_who_wrote_first(orders, address):
    told = []
    for names in orders:
        people = People(person(each, address) for each in names)
        called = {each: people.name_of(person(each, address)) for each in names}
        told.append({frozenset(n for n in names if called[n] == called[m]) for m in names})
    assert told[0] == told[1]


def test_a_name_of_nothing_but_marks_at_an_address_of_others_is_told_from_them():
    senders = [person('""', "moe@x"), person("Ada Moe", "moe@x"), person("Linus Moe", "moe@x")]
    people = People(senders)
    assert len({people.name_of(each) for each in senders}) == 3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ada Moe", "Linus Moe", False),
        ("Moe, Ada", "Ada Moe", True),
        ("Ada Moe", "A. Moe", True),
        ("Ada Moe", "", True),
        ("Ada via dev", "Linus via dev", False),
    ],
)
def test_attributions_of_one_address_name_one_person(one, other, expected):
    span = Span(message_id=MessageId("a@x"), start=0, end=1)
    assert expected is name_one_person(
        *(
            Attribution(name=each or None, address="moe@x.org", date=None, span=span)
            for each in (one, other)
        )
    )


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("LOVELACE,Ada K.", "Ada K. LOVELACE"),
        ("de la Cruz, Ana María", "Ana María de la Cruz"),
        ("O’Brien-Smith, Pat [UK-US]", "Pat O’Brien-Smith [UK-US]"),
        ("Berg, Linus via dev", "Linus Berg via dev"),
        ("Ada Lovelace, Ph.D.", "Ada Lovelace, Ph.D."),
        ("Wang, Y. (UK)", "Y. Wang (UK)"),
        ("Wang, Xiao Y", "Xiao Y Wang"),
        ("Rahman, Md", "Md Rahman"),
        ("Lovelace, MD", "Lovelace, MD"),
        ("Lovelace, M.D.", "Lovelace, M.D."),
        ("Ada, Bob y Carl", "Ada, Bob y Carl"),
        ("Ada, Bob et Carl", "Ada, Bob et Carl"),
        ("Lovelace, Jr.", "Lovelace, Jr."),
        ("Engines, Inc. (UK)", "Engines, Inc. (UK)"),
        ("Ada, Bob and Carl", "Ada, Bob and Carl"),
        ("Ada, Bob, Carl", "Ada, Bob, Carl"),
        ("Lovelace, ada@x.org", "Lovelace, ada@x.org"),
        ("Lovelace, 42", "Lovelace, 42"),
        ("Lovelace,", "Lovelace,"),
    ],
)
def test_a_name_as_directories_sort_it_is_turned_round(name, expected):
    assert turned(name) == expected


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Ada Lovelace, Intel", "ada@intel.example", "Ada Lovelace (Intel)"),
        ("Ada Lovelace,HCLTech", "lovelacea@hcl.example", "Ada Lovelace (HCLTech)"),
        ("Ada Moe, kestrel IT consult", "list@kestrel.example", "Ada Moe (kestrel IT consult)"),
        ("Ada Moe, Blue Engines", "ada@blue-engines.example", "Ada Moe (Blue Engines)"),
        ("Ada Moe, Engines (UK)", "ada@engines.example", "Ada Moe (Engines) (UK)"),
        ("Ada Lovelace, Intel", "ada@home.example", "Ada Lovelace, Intel"),
        ("Ada Lovelace, Acme", "alovelace@home.example", "Ada Lovelace, Acme"),
        ("Ada Lovelace, Intel", "", "Ada Lovelace, Intel"),
        ("Ada, Intel", "ada@intel.example", "Ada, Intel"),
        ("King Lovelace, Ada", "ada.lovelace@x.example", "Ada King Lovelace"),
        ("King Lovelace, Ada", "alovelace@x.example", "Ada King Lovelace"),
        ("García Márquez, Ángela", "angela@x.example", "Ángela García Márquez"),
        ("García Márquez, Ángela", "garcia@x.example", "García Márquez, Ángela"),
        ("de la Cruz, Ana", "delacruz@x.example", "Ana de la Cruz"),
        ("Van Dyk, Linus", "", "Linus Van Dyk"),
        ("Du Ying, Intel", "du@intel.example", "Du Ying (Intel)"),
        ("Moe, Linus", "linus@intel.example", "Linus Moe"),
        ("Moe, Linus", "linus@linus.example", "Linus Moe"),
        ("Moe, Linus", "me@linus-moe.example", "Linus Moe"),
        ("Moe, Linus", "", "Linus Moe"),
        ("Moe, Linus Carl", "moelc09@x.example", "Linus Carl Moe"),
        ("Moe, Linus C", "moe@x.example", "Linus C Moe"),
        ("Ada, Grace Lovelace", "ada31@x.example", "Ada, Grace Lovelace"),
        ("Lovelace, ﹰ", "ada@x.example", "ﹰ Lovelace"),  # a letter that is none but a mark
    ],
)
def test_the_address_tells_what_stands_before_the_comma(name, address, expected):
    assert turned(name, address) == expected
    assert People([]).name_of(person(name, address)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada Lovelace, Intel", "ada@intel.example"), ("Ada Lovelace, Intel", "")),
        (("King Lovelace, Ada", "ada@x.example"), ("King Lovelace, Ada", "")),
        (("King Lovelace, Ada", "ada@x.example"), ("Ada King Lovelace", "")),
        (("Ada Lovelace, Intel", "ada@intel.example"), ("ada", "ada@intel.example")),
    ],
)
def test_a_name_with_a_comma_is_known_again_without_its_address(one, other):
    people = People([person(*one)])
    assert people.identity(person(*other)) == people.identity(person(*one))


@given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=30))
def test_a_name_with_a_comma_loses_no_word(before, behind, address):
    name = f"{before}, {behind}"
    assert sorted(re.findall(r"\w+", turned(name, address))) == sorted(re.findall(r"\w+", name))


@given(st.text(alphabet="Ad “”[]2:; known", max_size=120))
def test_no_name_makes_a_claim_of_its_own(name):
    shown = People([]).name_of(person(name))
    assert not re.search(r"[“”]|\[\d|[:;]\s", shown)
    assert len(shown) <= 81


def named(tmp_path: Path, told: str, *senders: Address) -> list[str]:
    path = tmp_path / "people.toml"
    path.write_text(told, encoding="utf-8")
    known = list(map(load_aliases(path).told, senders))
    people = People(known)
    return [people.name_of(each) for each in known]


def test_the_file_tells_what_headers_do_not(tmp_path: Path):
    told = '"Ada Lovelace" = ["countess", "ada@old.org"]\n'
    senders = [person("countess", "c@x"), person("A. L.", "ada@old.org"), person("Ada Lovelace")]
    assert named(tmp_path, told, *senders) == ["Ada Lovelace"] * 3


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


@pytest.mark.parametrize(
    ("told", "senders", "expected"),
    [
        (  # two people of one name
            '"John Smith (Debian)" = ["j1@x.org"]\n"John Smith (Suse)" = ["j2@x.org"]',
            [("John Smith", "j1@x.org"), ("John Smith", "j2@x.org"), ("John Smith", "j3@x.org")],
            ["John Smith (Debian)", "John Smith (Suse)", "John Smith"],
        ),
        (  # who borrows another's name
            '"Tom Baker" = ["tom@x.org"]',
            [("Ada Lovelace", "ada@x.org"), ("Ada Lovelace", "tom@x.org")],
            ["Ada Lovelace", "Tom Baker"],
        ),
        (
            '"Ada Lovelace" = ["grace@x.org"]\n"Grace Hopper" = ["ada@x.org"]',
            [("Ada Lovelace", "ada@x.org"), ("Grace Hopper", "grace@x.org")],
            ["Grace Hopper", "Ada Lovelace"],
        ),
        (  # an address of many
            '"Ada Lovelace" = ["countess"]\n"Grace Hopper" = ["admiral"]',
            [("countess", "notifications@x.org"), ("admiral", "notifications@x.org")],
            ["Ada Lovelace", "Grace Hopper"],
        ),
        (
            '"Charles Babbage" = ["charlie"]',
            [("Ada Lovelace", "family@x.org"), ("charlie", "family@x.org")],
            ["Ada Lovelace", "Charles Babbage"],
        ),
        (  # a first name is many people's
            '"Ada" = ["a@x.org", "b@y.org"]',
            [("Ada", "a@x.org"), ("Ada", "b@y.org"), ("Ada", "c@z.org")],
            ["Ada", "Ada", "Ada (c@z.org)"],
        ),
        (  # what is not told is found as ever
            '"Ada Lovelace" = ["ada@old.org"]',
            [("A. L.", "ada@old.org"), ("Ada Lovelace", "ada@x.org"), ("", "ada@x.org")],
            ["Ada Lovelace", "Ada Lovelace", "Ada Lovelace"],
        ),
    ],
)
def test_the_users_word_goes_before_names_and_addresses(tmp_path, told, senders, expected):
    for order in (senders, senders[::-1]):
        found = named(tmp_path, told, *(person(*each) for each in order))
        assert dict(zip(order, found, strict=True)) == dict(zip(senders, expected, strict=True))


def test_the_file_tells_who_is_meant_however_a_name_is_sorted(tmp_path: Path):
    told = '"Countess" = ["Ada King Lovelace", "Linus Moe (Intel)"]\n'
    senders = [person("King Lovelace, Ada", "ada@x"), person("Linus Moe, Intel", "m@intel.example")]
    assert named(tmp_path, told, *senders) == ["Countess"] * 2


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path):
    path = tmp_path / "people.toml"
    path.write_text('"Ada Lovelace" = ["countess"]', encoding="utf-8-sig")
    assert load_aliases(path).person("Countess") == "Ada Lovelace"


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Jenkins", "jenkins@review.example.org", True),
        ("jenkins", "", True),
        ("Jenkins (Code Review)", "review@example.org", True),
        ("Hudson (JIRA)", "jira@example.org", True),
        ("Apache Jenkins Server", "dev@lists.example.org", True),
        ("Jenkins", "root@builds.example.org", True),
        ("", "jenkins-ci@example.org", True),
        ("Zuul", "infra@example.org", True),
        ("BuildBot", "nobody@example.org", True),
        ("kernel test robot", "ada.lovelace@example.org", True),
        ("", "patchwork-bot+net@example.org", True),
        ("Travis CI", "builds@travis-ci.example", True),
        ("Tim Jenkins", "jenkins@example.org", False),
        ("Jenkins, Tim", "jenkins@example.org", False),
        ("Hudson Taylor", "hudson@example.org", False),
        ("Jenkins", "tim.jenkins@example.org", False),
        ("Hudson", "ahudson@example.org", False),
        ("", "tjenkins@example.org", False),
        ("Ada Lovelace (JIRA)", "jira@example.org", False),
        ("Ada Lovelace", "jenkins@example.org", False),
        ("Travis", "travis@example.org", False),
        ("", "", False),
    ],
)
def test_a_program_that_tests_is_nobody_and_who_bears_its_name_is_somebody(name, address, expected):
    assert is_robot(person(name, address)) is expected


def test_whom_the_user_calls_a_person_is_no_robot():
    told = Address(name="Jenkins", address="jenkins@example.org", person="Tim Jenkins")
    assert not is_robot(told)
