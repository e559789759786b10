"""Fingerprints in sorted rows: what was added is found, in whatever bits it came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listminer.store import pending, said
from listminer.store.codec import encode_numbers
from listminer.store.connection import MEMORY, connect
from listminer.thread import repair

prints = st.lists(st.integers(0, 40) | st.integers(2**32 - 3, 2**32 - 1), max_size=8, unique=True)
months = st.lists(st.lists(prints, max_size=6), max_size=6)


@given(months, st.sets(st.integers(0, 45)), st.sampled_from([1, 16, 1000]))
def test_all_who_have_a_fingerprint_are_found(added, wanted, halving_pays):
    connection = connect(MEMORY, readonly=False, busy_timeout_s=1)
    said._HALVING_PAYS, before = halving_pays, said._HALVING_PAYS
    expected: dict[int, set[int]] = {}
    number = 0
    for month in added:
        some = []
        for each in month:
            number += 1
            some.append((number, encode_numbers(sorted(each))))
            for one in wanted & set(each):
                expected.setdefault(one, set()).add(number)
        said.add_prints(connection, "said", some)
    found = said.find_messages(connection, "said", wanted, most=1000)
    said._HALVING_PAYS = before
    assert {each: set(who) for each, who in found.items()} == expected
    assert said.find_messages(connection, "quoted", wanted, most=1000) == {}


def test_of_common_words_no_more_are_told_than_needed():
    connection = connect(MEMORY, readonly=False, busy_timeout_s=1)
    said.add_prints(connection, "said", [(number, encode_numbers([7])) for number in range(100)])
    (found,) = said.find_messages(connection, "said", [7], most=10).values()
    assert len(found) == 11


def test_many_small_updates_leave_few_rows():
    connection = connect(MEMORY, readonly=False, busy_timeout_s=1)
    for number in range(64):
        said.add_prints(connection, "said", [(number, encode_numbers([number, number + 1]))])
    (rows,) = connection.execute("SELECT count(*) FROM said").fetchone()
    assert rows <= 7


def test_the_store_knows_what_threading_takes_for_common():
    assert (pending.MOST_AUTHORS, pending.COMMON) == (repair.MOST_AUTHORS, repair.COMMON)
    assert repair.CLOCK_SKEW.total_seconds() * 1e6 == pending.CLOCK_SKEW_US
