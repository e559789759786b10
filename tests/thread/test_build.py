"""Threads from headers: whatever those claim, each message stands once, below its parent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import MessageId
from listminer.thread.build import Adoption, build_threads
from tests.alarm import alarm
from tests.thread.drawing import drawn, header

IDS = st.sampled_from("abcdefgh")
DIGEST = "mailman.7.1583060400.8448.dev@lists.example.org"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([header("a"), header("b", "a"), header("c", "a", "b")], ["a", "  b", "    c"]),
        ([header("b", "a"), header("c", "a", "b")], ["<a> (not in archive)", "  b", "    c"]),
        ([header("a", "a"), header("b", "b", "a", "b")], ["a", "  b"]),
        ([header("c", "x", "y")], ["<x> (not in archive)", "  <y> (not in archive)", "    c"]),
        ([header("a", "b"), header("b", "a")], ["a", "  b"]),
        ([header("a", "c"), header("b", "a"), header("c", "b")], ["a", "  b", "    c"]),
        ([header("b"), header("a")], ["a", "b"]),
        ([header("a", DIGEST), header("b", DIGEST), header("c", DIGEST, "b")], ["a", "b", "  c"]),
        ([header("a", DIGEST), header(DIGEST, hour=-1)], [DIGEST, "  a"]),
        ([header("a"), header("c", "a"), header("b", "a")], ["a", "  b", "  c"]),
        ([], []),
    ],
    ids=[
        "chain",
        "ghost",
        "own id is no parent",
        "ghosts keep the order that is cited",
        "loop of two",
        "loop of three",
        "no reply, two threads",
        "a digest is nobody's mail",
        "a mail that came without an id is",
        "siblings by date",
        "nothing",
    ],
)
def test_threads_are_drawn(headers, expected):
    assert drawn(build_threads(headers)) == expected


def test_a_subject_that_was_another_opens_a_sub_discussion_in_the_tree():
    fork = header("b", "a", subject="Tests (was: Builds)")
    reply = header("c", "b", subject="Re: Tests (was: Builds)")
    assert drawn(build_threads([header("a"), fork, reply])) == [
        "a",
        '  b opens "Tests"',
        "    c",
    ]


def test_an_adopted_child_says_on_what_its_parent_rests():
    adoption = Adoption(child=MessageId("b"), parent=MessageId("a"), how="quote")
    (thread,) = build_threads([header("a"), header("b")], adopted={MessageId("b"): adoption})
    assert [(each.message_id, each.how) for each in thread.nodes] == [("a", None), ("b", "quote")]


def test_a_header_goes_before_an_adoption():
    adoption = Adoption(child=MessageId("c"), parent=MessageId("a"), how="subject")
    headers = [header("a"), header("b", "a"), header("c", "b")]
    (thread,) = build_threads(headers, adopted={MessageId("c"): adoption})
    assert [each.how for each in thread.nodes] == [None, "header", "header"]


def adopted(**parents):
    return {
        MessageId(child): Adoption(child=MessageId(child), parent=MessageId(parent), how="quote")
        for child, parent in parents.items()
    }


@pytest.mark.parametrize(
    ("headers", "adoptions", "expected"),
    [
        (
            [header("a"), header("c", "x"), header("d", "x")],
            adopted(c="a"),
            ["a", "  <x> (not in archive)", "    c", "    d"],
        ),
        (
            [header("a"), header("c", "x", "y")],
            adopted(c="a"),
            ["a", "  <x> (not in archive)", "    <y> (not in archive)", "      c"],
        ),
        (
            [header("a"), header("b"), header("c", "x"), header("d", "x"), header("e", "x")],
            adopted(c="a", d="b", e="b"),
            ["a", "b", "  <x> (not in archive)", "    c", "    d", "    e"],
        ),
        (
            [header("b", "x"), header("c", "x")],
            adopted(c="b"),
            ["<x> (not in archive)", "  b", "  c"],
        ),
        (
            [header("b", "x"), header("c", "y", hour=1)],
            adopted(b="c", c="b"),
            ["<y> (not in archive)", "  c", "    <x> (not in archive)", "      b"],
        ),
        (
            [header("a"), header("b", "a"), header("c", "x"), header("d", "b", "x")],
            adopted(c="a"),
            ["a", "  b", "    <x> (not in archive)", "      c", "      d"],
        ),
        ([header("a"), header("c", "b"), header("b")], adopted(c="a"), ["a", "b", "  c"]),
        (
            [header("b", "x"), header("c"), header("d", "x"), header("e", "x")],
            adopted(d="c", e="c"),
            ["<x> (not in archive)", "  b", "  d", "  e", "c"],
        ),
        (
            [header("a"), header("b", "x"), header("c"), header("d", "x"), header("e", "x")],
            adopted(b="a", d="c", e="c"),
            ["a", "  <x> (not in archive)", "    b", "    d", "    e", "c"],
        ),
    ],
    ids=[
        "all who answer it stay together",
        "the highest of what is missing",
        "where most belong",
        "not below itself",
        "nor two below each other",
        "what others cite above it goes before",
        "it is here",
        "it was answered before",
        "the earlier one, though fewer quote it",
    ],
)
def test_what_strays_answer_hangs_below_what_it_quotes(headers, adoptions, expected):
    assert drawn(build_threads(headers, adopted=adoptions)) == expected
    assert drawn(build_threads(headers[::-1], adopted=adoptions)) == expected


def test_a_hundred_thousand_replies_deep():
    size = 100_000
    headers = [header("a0", hour=0)]
    headers += [header(f"a{n}", f"a{n - 1}", hour=n) for n in range(1, size)]
    (thread,) = build_threads(headers)
    assert (len(thread.nodes), thread.nodes[-1].message_id) == (size, f"a{size - 1}")


def test_a_row_of_ghosts_is_not_walked_anew_for_each_of_their_answers():
    size = 10_000
    row = [f"g{n}" for n in range(size)]
    answers = [header(f"m{n}", row[-1], hour=size - n) for n in range(size)]
    with alarm(5):
        (thread,) = build_threads([header("a", *row, hour=size + 1), *answers])
    ids = [node.message_id for node in thread.nodes]
    assert ids == [*row, *(each.message_id for each in reversed(answers)), "a"]


@given(st.dictionaries(IDS, st.lists(IDS, max_size=4)), st.dictionaries(IDS, IDS), st.randoms())
def test_each_message_stands_once_below_its_parent_in_any_order(references, parents, random):
    headers = [header(own, *cited) for own, cited in references.items()]
    adoptions = adopted(**{own: parent for own, parent in parents.items() if parent in references})
    threads = build_threads(headers, adopted=adoptions)
    placed = [node for thread in threads for node in thread.nodes]
    assert len({node.message_id for node in placed}) == len(placed)
    assert {node.message_id for node in placed if not node.ghost} == set(references)
    for thread in threads:
        seen = set()
        for node in thread.nodes:
            assert node.parent in seen or (node.parent is None and not seen)
            seen.add(node.message_id)
    random.shuffle(headers)
    assert build_threads(headers, adopted=adoptions) == threads
