"""Missing mail speaks only in words that its own author wrote."""

from __future__ import annotations

import pytest

from tests.thread.drawing import aligned, mail

FIRST = "We should drop the old nightly builds, since nobody has looked at them for a year."
SECOND = "The storage that they take would serve the release candidates much better."
SAID = "On Mon, 2 Mar 2020, Grace Hopper wrote:"


def known(text):
    """Return what is known of missing mail from a reply: who wrote which words."""
    found = aligned(mail("b", f"{text}\n\nYes.\n", to="missing"))
    return {each.sender.display: " ".join(each.text.split()) for each in found.ghosts}


ANOTHERS = [
    ("a footer ends it, whatever stands below", f"> {FIRST}\n>\n> {'_' * 30}\n>\n> {SECOND}"),
    ("a group's footer", f"> {FIRST}\n>\n> --~--~---------~--~----~----\n>\n> {SECOND}"),
    (
        "another says it on a day",
        f"> {FIRST}\n>\n> Ada wrote on 02/19/2009 09:52:30 AM\n>\n> {SECOND}",
    ),
    ("another says it", f"> {FIRST}\n>\n> Ada King said:\n> {SECOND}"),
    ("another says it in Finnish", f"> {FIRST}\n>\n> Ada King kirjoitti:\n> {SECOND}"),
    ("another says it in Chinese", f"> {FIRST}\n>\n> Ada King 写道：\n> {SECOND}"),
    ("a name and a day alone", f"> {FIRST}\n>\n> 2010/2/5 Ada <ada at x.org>\n>\n> {SECOND}"),
    (
        "a broken attribution",
        f"> {FIRST}\n>\n> On 16 Apr 2013 at 11:06 PM, Ada of X\n>\n> {SECOND}",
    ),
    ("bold header fields", f"> {FIRST}\n>\n> *From:* ada at x.org\n>\n> {SECOND}"),
    (
        "marks within its lines",
        f"> {FIRST}\n>\n> The storage  > that they take would\n>\n> {SECOND}",
    ),
    (
        "the rest of a deeper line",
        f"> {FIRST}\n> > The storage that they take would serve\n> release candidates much better.",
    ),
    ("a deeper quote under initials", f"> {FIRST}\n>\n> AB> {SECOND}\n> AB> Yes."),
    ("a deeper quote under a name", f"> {FIRST}\n> Ada> {SECOND}"),
    ("a deeper quote behind bars", f"> {FIRST}\n>\n> | {SECOND}"),
    (
        "the rest of a line under initials",
        f"> {FIRST}\n> AB> The storage that they take would\n> serve release candidates better.",
    ),
    ("what is not set in any more", f">     {FIRST}\n>\n> {SECOND}"),
]


@pytest.mark.parametrize("quote", [row[1] for row in ANOTHERS], ids=[row[0] for row in ANOTHERS])
def test_what_tells_of_anothers_words_ends_what_is_known_of_it(quote):
    assert known(f"{SAID}\n{quote}") == {"Grace Hopper": FIRST}


@pytest.mark.parametrize("mark", [">", "AB>", "Ada>", "|"])
@pytest.mark.parametrize("answer", [SECOND, "I do not think so."])
def test_an_answer_right_below_a_deeper_quote_is_its_own(mark, answer):
    assert known(f"{SAID}\n> {mark} {FIRST}\n> {answer}")["Grace Hopper"] == answer


@pytest.mark.parametrize(
    "line",
    [
        "We saw that he wrote on 3 machines at once.",
        "On Monday at 10:00 we meet, all of us.",
        "As long as a > b holds this is right.",
        "From here on we need no builds.",
        "So a -> b holds, and x | y.",
        "As he said: we need no builds.",
    ],
)
def test_what_only_sounds_like_anothers_words_is_its_own(line):
    assert known(f"{SAID}\n> {FIRST}\n>\n> {line}") == {"Grace Hopper": f"{FIRST} {line}"}


def test_a_row_of_a_table_is_its_own():
    assert known(f"{SAID}\n> {FIRST}\n> | builds | nights |") == {
        "Grace Hopper": f"{FIRST} builds | nights |"
    }


def test_a_quote_that_is_set_in_is_known_whole():
    quote = f">     {FIRST}\n>\n>     {SECOND}"
    assert known(f"{SAID}\n{quote}") == {"Grace Hopper": f"{FIRST} {SECOND}"}


def test_who_is_cited_within_a_quote_is_not_who_is_quoted():
    """The words of the one stand on the line that names him, and name another further down."""
    quote = (
        "> On Tue, 26 Sep 2006 14:14:24 -0400, ada at example.org wrote: I have\n"
        "> what I believe is the final word on this.  Grace Hopper (again,\n"
        f"> of the navy) says:\n>\n> {FIRST}"
    )
    assert known(quote) == {}


def test_a_document_is_nobody():
    assert known(f"Quoting the man page:\n> {FIRST}") == {}


@pytest.mark.parametrize("robot", ["dev-request", "dev-bounces", "dev-digest"])
def test_who_sends_digests_said_nothing(robot):
    assert known(f"On Mon, 2 Mar 2020, {robot}@lists.example.org wrote:\n> {FIRST}") == {}


def known_of_two(one, other):
    """Return the words of the missing mail of which two quotes are said to be."""
    return list(known(f"{one} wrote:\n> {FIRST}\n\nYes.\n\n{other} wrote:\n> {SECOND}").values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@x.org", "bob@y.org"),
        ("Alex <alex@x.org>", "Alex <alex@y.org>"),
        ("Ada Lovelace", "bob@y.org"),
        ("ada@x.org", "Ada Lovelace <ada@y.org>"),
        ("Bob Babbage <dev@x.org>", "Carl Friedrich <dev@x.org>"),
        ("Bob Babbage via dev <dev@x.org>", "Carl Friedrich via dev <dev@x.org>"),
    ],
)
def test_two_who_are_quoted_of_one_missing_mail_are_not_one(one, other):
    assert known_of_two(one, other) == [FIRST]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@x.org", "Ada Lovelace <ADA@x.org>"),
        ("Ada Lovelace", "ada lovelace"),
        ("Alex <alex@x.org>", "Alex"),
        ("Ada Lovelace <ada@x.org>", "Ada Lovelace <ada@y.org>"),
        ("Ada Lovelace <ada@x.org>", "Ada King <ada@x.org>"),
        ("Ada Lovelace (JIRA) <jira@x.org>", "Ada Lovelace <jira@x.org>"),
    ],
)
def test_one_who_is_quoted_twice_under_two_forms_is_one(one, other):
    assert known_of_two(one, other) == [f"{FIRST} {SECOND}"]
