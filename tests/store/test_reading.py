"""What is read in bunches is what is read one by one, wherever a bunch ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.errors import LookupFailed
from listminer.people import People
from listminer.pipeline import discussions_of, ingest
from listminer.store import Store, discussions, reading, rows_of
from tests.labelled import sample_without
from tests.store.mails import WORDS, debate, mail, mbox


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    (folder / "undated").mkdir()  # in a mailbox, the line above a mail would tell its date
    for n in range(900, 905):
        undated = mail(n, "No date.").replace(b"\nDate: ", b"\nX-Date: ")
        (folder / "undated" / f"{n}.eml").write_bytes(undated)
    at_once = [mail(7, "At once.", message_id=f"once{n}@x") for n in range(5)]
    lone = mail(700, "> Words that nobody here wrote.\n\nYes.", to=699, subject="Lost parent")
    debates = [each for n in range(6) for each in debate(100 * n, 3 + n, f"Debate {n}")]
    (folder / "dev.mbox").write_bytes(mbox([*debates, *at_once, lone]))
    other = [mail(n, "Elsewhere.", list_id="ops.lists.example.org") for n in (50, 850)]
    (folder / "ops.mbox").write_bytes(mbox(other))
    with Store.open(":memory:") as store:
        ingest(store, [folder / "dev.mbox", folder / "ops.mbox", folder / "undated"], workers=1)
        yield store


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize(
    "chosen",
    [{}, {"list_name": "ops"}, {"since": "2020-03-05"}, {"until": "2020-03-05"}],
)
def test_messages_come_by_date_once_each_wherever_a_bunch_ends(store, monkeypatch, size, chosen):
    whole = list(store.messages(**chosen))
    monkeypatch.setattr(reading, "_BUNCH", size)
    assert list(store.messages(**chosen)) == whole
    dates = [each.date for each in whole]
    assert dates == sorted(dates, key=lambda each: (each is not None, each and each.timestamp()))


def test_all_messages_are_among_them(store):
    found = [each.message_id for each in store.messages()]
    assert len(found) == len(set(found)) == store.count() == 46
    assert [each.date for each in store.messages()][:6].count(None) == 5


@pytest.mark.parametrize(("threads", "messages"), [(1, 1), (3, 1), (1000, 7), (1000, 1000)])
def test_threads_read_together_are_those_read_alone(store, monkeypatch, threads, messages):
    numbers = [each.number for each in store.threads(sort="subject")]
    alone = [next(store.discussions_of([number])) for number in numbers]
    monkeypatch.setattr(discussions, "_MOST_THREADS", threads)
    monkeypatch.setattr(discussions, "_MOST_MESSAGES", messages)
    assert list(store.discussions_of(numbers)) == alone
    assert [each.thread for each in alone] == [store.thread(number) for number in numbers]


def test_without_texts_all_else_is_the_same(store):
    numbers = [each.number for each in store.threads()]
    whole = [
        replace(each, messages=tuple(replace(message, text="") for message in each.messages))
        for each in store.discussions_of(numbers)
    ]
    assert list(store.discussions_of(numbers, has_texts=False)) == whole
    assert any(message.ghost for each in whole for message in each.messages)


def test_only_the_parts_asked_for_are_read(store):
    numbers = [each.number for each in store.threads()]
    for each in store.discussions_of(numbers, ("links",)):
        assert (each.segments, each.answers) == ({}, ())
    assert any(each.links for each in store.discussions_of(numbers, ("links",)))


def test_a_number_that_no_thread_has_is_told(store):
    known = next(store.threads()).number
    with pytest.raises(LookupFailed, match="no thread 99999"):
        list(store.discussions_of([known, 99999]))


def test_a_quoter_who_gives_ones_address_to_another_makes_no_one_of_the_two(tmp_path):
    forged = (
        "On Sun, 1 Mar 2020, Alan Turing <grace@example.org> wrote:\n> We need a cable.\n\nWhy?"
    )
    mails = [mail(n, WORDS[n], to=0 if n else None) for n in range(3)]
    lost = b"References: <m0@example.org> <m99@example.org>\nIn-Reply-To"
    mails.append(mail(3, forged, to=99).replace(b"In-Reply-To", lost))
    source = tmp_path / "forged.mbox"
    source.write_bytes(mbox(mails))
    (found,) = discussions_of(source)
    people = People(each.sender for each in found.messages)
    assert [people.name_of(each.sender) for each in found.messages if not each.ghost] == [
        *("Ada Lovelace", "Grace Hopper", "Alan Turing", "Löwe Ström")
    ]
    assert [people.name_of(each.sender) for each in found.messages if each.ghost] == ["Alan Turing"]


def test_exported_acts_tell_which_words_are_known_from_quotes():
    rows = list(rows_of("acts", sample_without("Yuki Tanabe")))
    assert {each["sender"] for each in rows if each["ghost"]} == {"Yuki Tanabe"}
    assert "Yuki Tanabe" not in {each["sender"] for each in rows if not each["ghost"]}


@pytest.mark.parametrize(
    ("since", "until"), [(None, None), ("2016-03-08", None), (None, "2016-03")]
)
def test_threads_are_counted_as_they_are_listed(store, since, until):
    listed = list(store.threads(since=since, until=until))
    assert store.count_threads(since=since, until=until) == len(listed)
