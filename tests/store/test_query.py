"""Any string is a query, and says what a user means by it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.errors import UserError
from listminer.store import Store
from listminer.store.query import find_phrases, parse_query


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("region module", '({body subject} : "region") AND ({body subject} : "module")'),
        ('"region module"', '({body subject} : "region module")'),
        ("a OR b c", '({body subject} : "a" OR {body subject} : "b") AND ({body subject} : "c")'),
        ("from:ada@example.org", '(sender : "ada example org")'),
        ('subject:"nightly builds"', '(subject : "nightly builds")'),
        ("build*", '({body subject} : "build"*)'),
        ('"unclosed', '({body subject} : "unclosed")'),
        ("OR vote", '({body subject} : "vote")'),
        ("-- +++ vote", '({body subject} : "vote")'),
        ('"from:"', '({body subject} : "from")'),
        ("foo_bar", '({body subject} : "foo bar")'),
        ("", ""),
    ],
)
def test_parse_query(text, match):
    assert parse_query(text).match == match


def test_a_minus_takes_away():
    found = parse_query("builds -nightly -from:ada")
    assert found.without == '{body subject} : "nightly" OR sender : "ada"'


def test_filters():
    found = parse_query("list:dev since:2016-03 until:2016")
    assert (found.match, found.lists) == ("", ("dev",))
    assert found.since == datetime(2016, 3, 1, tzinfo=UTC)
    assert found.until == datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["OR", "-- +++", '"', "*", "-", '""', "from:''", "-subject:*"])
def test_what_asks_for_nothing_is_told(text):
    with pytest.raises(UserError, match="no words to look for"):
        parse_query(text)


@pytest.mark.parametrize("text", ["from:", "vote from: ada", "-subject: x", "since:", "list:"])
def test_a_filter_without_a_value_is_told(text):
    with pytest.raises(UserError, match="nothing stands behind"):
        parse_query(text)


@pytest.mark.parametrize("text", ["vote -list:dev", "-since:2016", "-UNTIL:2016 vote"])
def test_what_no_minus_can_leave_out_is_told(text):
    with pytest.raises(UserError, match=r"a minus before .* leaves nothing out"):
        parse_query(text)


@pytest.mark.parametrize("text", ["since:yesterday", "until:2016-13", "since:2016-02-30"])
def test_a_date_that_is_none_is_told(text):
    with pytest.raises(UserError):
        parse_query(text)


def test_a_period_that_ends_before_it_begins_is_told():
    with pytest.raises(UserError, match="ends before it begins: since 2017, until 2016"):
        parse_query("vote since:2017 until:2016")
    with Store.open(":memory:") as store:
        for found in (store.threads, store.messages):
            with pytest.raises(UserError, match="ends before it begins"):
                found(since="2016-03-02", until="2016-03-01")
        assert list(store.threads(since="2016-03-01", until="2016-03-01")) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("subjct:foo", "did you mean subject:foo?"),
        ("vote -form:ada", "did you mean from:ada?"),
        ('Author:"Ada Lovelace"', 'did you mean from:"…"?'),
        ("before:2016", "did you mean until:2016?"),
        ("to:ada", "there are: from: subject: list: since: until:"),
    ],
)
def test_a_field_that_there_is_not_is_told(text, hint):
    with pytest.raises(UserError, match="no field") as raised:
        parse_query(text)
    assert hint in raised.value.hints


@pytest.mark.parametrize(
    "text", ['"subjct:foo"', "http://x.org/a", "std::string", "error:foo", "10:30", "lint:x", "to:"]
)
def test_words_with_a_colon_are_words(text):
    assert parse_query(text).match.startswith("({body subject} : ")


@given(st.text())
def test_no_string_is_a_syntax_error(text):
    """Whatever is typed, the full-text index understands what it gets."""
    try:
        query = parse_query(text)
    except UserError:
        return  # a date that is none, or no word
    with sqlite3.connect(":memory:") as found:
        found.execute("CREATE VIRTUAL TABLE words USING fts5(body, subject, sender)")
        for match in (query.match, query.without):
            if match:
                found.execute("SELECT * FROM words WHERE words MATCH ?", (match,)).fetchall()


def test_phrases_are_found_whatever_stands_between_their_words():
    text = "A Nightly\nBUILD, löst nightly build."
    found = find_phrases(text, (("nightly", "build"), ("lost",)), 0, len(text))
    assert [text[start:end] for start, end in found] == ["Nightly\nBUILD", "löst", "nightly build"]
