"""Search in a large store: words that very many have are answered newest first."""

from __future__ import annotations

import pytest

from listminer.errors import LookupFailed
from listminer.pipeline import ingest
from listminer.store import Store, searching
from tests.store.mails import mail, mbox, write_archive


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searching")
    write_archive(folder / "dev")
    (folder / "ops.mbox").write_bytes(
        mbox(
            [
                mail(number, "Weekly timer.", list_id="ops.lists.example.org")
                for number in range(5000, 5200)
            ]
        )
    )
    with Store.open(folder / "s.db") as store:
        ingest(store, [folder / "dev", folder / "ops.mbox"], workers=1)
        yield store


QUERIES = [
    "weekly",
    "weekly timer -registry",
    "weekly -timer",
    "timer list:ops",
    "timer list:dev",
    "nightly until:2020-03",
    "timer since:2020-10 list:ops",
    "nosuchword",
    '"weekly timer"',
    '"weekly timer" -registry list:ops',
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("limit", "value"), [("_MOST_RANKED", -1), ("_COMMON", 0)])
def test_the_newest_of_common_words_are_those_that_match(store, monkeypatch, query, limit, value):
    ranked = store.search(query, limit=1000)
    monkeypatch.setattr(searching, limit, value)
    newest = store.search(query, limit=1000)
    assert {hit.message_id for hit in newest} == {hit.message_id for hit in ranked}
    if limit == "_COMMON" and '"' not in query:
        return  # single words are ranked however common they are
    assert [hit.date for hit in newest] == sorted((hit.date for hit in ranked), reverse=True)
    assert store.search(query, limit=3) == newest[:3]


def test_a_list_too_large_to_sort_is_walked_by_date(store, monkeypatch):
    monkeypatch.setattr(searching, "_MOST_RANKED", -1)
    sorted_first = store.search("timer list:ops")
    monkeypatch.setattr(searching, "_SMALL_LIST", 0)
    assert store.search("timer list:ops") == sorted_first


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Die Straße für Fußgänger", "fussgänger OR fußganger"),
        ("Новый ёж", "новый"),  # й and ё are letters of their own, not accents
        ("Новый ёж", "ЁЖ"),
        ("서울은 수도입니다", "서울은"),
        ("サーバーが落ちた", "サーバーが落ちた"),
        ("Η απάντηση ήρθε", "ΉΡΘΕ"),
        ("Tiếng Việt", "viet"),
        ("naïve café", "NAIVE"),
        ("résumé", "re\u0301sume\u0301"),
        ("İstanbul", "istanbul"),
    ],
)
def test_a_word_of_any_script_is_found_as_it_stands_and_shown(tmp_path, text, query):
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, text)]))
    with Store.open(":memory:") as store:
        ingest(store, [tmp_path / "x.mbox"], workers=1)
        (hit,) = store.search(query)
    assert len(hit.matches) == 1


QUOTING = """Ada wrote:
> I am against dropping the driver.
> It breaks everything here.
The rocket is ready and I am for it.
"""


@pytest.mark.parametrize(
    ("query", "shown", "is_quoted"),
    [
        ("rocket", "The rocket is ready and I am for it.", False),
        (
            "rocket breaks",
            "> I am against dropping the driver.\n> It breaks everything here.",
            True,
        ),
        ("against", "> I am against dropping the driver.\n> It breaks everything here.", True),
        ("subject:nightly", "The rocket is ready and I am for it.", False),
    ],
)
def test_what_is_shown_is_all_quoted_or_all_the_senders_own(tmp_path, query, shown, is_quoted):
    (tmp_path / "x.mbox").write_bytes(mbox([mail(1, QUOTING)]))
    with Store.open(":memory:") as store:
        ingest(store, [tmp_path / "x.mbox"], workers=1)
        (hit,) = store.search(query)
    assert (hit.text, hit.is_quoted) == (shown, is_quoted)
    assert all(
        hit.snippet.start <= each.start < each.end <= hit.snippet.end for each in hit.matches
    )


def test_a_list_that_is_not_there_is_told(store):
    with pytest.raises(LookupFailed, match="no list named 'oops'\n  did you mean ops"):
        store.search("timer list:oops")
