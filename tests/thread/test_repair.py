"""Lost parents: by the words that are quoted, else by subject and date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from listminer.mail.zones import split_zones
from listminer.thread import repair
from listminer.thread.fingerprints import (
    authored_fingerprints,
    cited_fingerprints,
    quoted_fingerprints,
)
from listminer.thread.repair import Orphan, find_lost_parents, read_named
from tests.thread.drawing import header

WORDS = "nightly pipelines should publish artefacts before breakfast every working morning"
OTHER = "container registry cleanup belongs somewhere under separate weekly maintenance timers"


class MemoryIndex:
    """A QuoteIndex over messages in memory."""

    def __init__(self, orphans):
        self._authors = defaultdict(list)
        self._subjects = defaultdict(list)
        self._headers = {}
        for each in orphans:
            header = each.header
            self._headers[header.message_id] = header
            self._subjects[header.base_subject].append(header)
            for fingerprint in each.authored:
                self._authors[fingerprint].append(header.message_id)

    def authors_of(self, fingerprints):
        return {each: tuple(self._authors.get(each, ())) for each in fingerprints}

    def with_subject(self, base_subject):
        return tuple(self._subjects.get(base_subject, ()))

    def header(self, message_id):
        return self._headers[message_id]


def orphan(own, text, **options):
    segments = split_zones(own, text)
    return Orphan(
        header=header(own, **options),
        quoted=quoted_fingerprints(text, segments),
        authored=authored_fingerprints(text, segments),
        named=read_named(segments),
    )


def stray(quoted, **options):
    """Return a mail that cites nothing but missing mail, and says yes to what it quotes."""
    text = f"{quoted}\nYes.\n"
    segments = split_zones("z", text)
    return Orphan(
        header=header("z", "missing", sender="grace", **options),
        quoted=cited_fingerprints(text, segments),
        authored=(),
        named=read_named(segments, deepest=9),
    )


def parents(*orphans):
    index = MemoryIndex(orphans)
    found = find_lost_parents(orphans, index, index.header)
    return {own: (each.parent, each.how) for own, each in found.items()}


def test_the_one_whose_words_are_quoted_is_the_parent():
    first, second = orphan("a", WORDS), orphan("b", OTHER, sender="grace", subject="Registry")
    reply = orphan("c", f"Person wrote:\n> {OTHER}\n\nYes.", sender="alan", subject="Something")
    assert parents(first, second, reply) == {"c": ("b", "quote")}


def test_without_quote_the_last_of_one_subject_is_the_parent():
    assert parents(
        orphan("a", WORDS), orphan("b", "Fine with me.", sender="grace", subject="Re: Builds")
    ) == {"b": ("a", "subject")}


def test_a_subject_that_was_another_finds_its_parent_under_the_old_one():
    fork = orphan("b", "Now to tests.", sender="grace", subject="Tests (was: Builds)")
    assert parents(orphan("a", WORDS), fork) == {"b": ("a", "subject")}


def test_mails_without_a_subject_have_none_in_common():
    first = orphan("a", WORDS, subject="No subject")
    assert parents(first, orphan("b", "Fine.", sender="grace", subject="Re: (no subject)")) == {}
    reply = orphan("c", f"> {WORDS}\n\nYes.", sender="alan", subject="No subject")
    assert parents(first, reply) == {"c": ("a", "quote")}


@pytest.mark.parametrize(("days", "expected"), [(29, {"b": ("a", "subject")}), (40, {})])
def test_the_same_subject_long_after_is_another_debate(days, expected):
    late = orphan("b", "Fine.", sender="grace", subject="Re: Builds", hour=24 * days)
    assert parents(orphan("a", WORDS), late) == expected


def test_a_robots_thousand_mails_of_one_subject_are_not_all_looked_at(monkeypatch):
    monkeypatch.setattr(repair, "MOST_OF_SUBJECT", 3)
    mails = [orphan("a", WORDS)]
    mails += [orphan(f"b{hour}", "Failed.", sender="bot", hour=hour) for hour in range(1, 6)]
    found = parents(*mails)
    assert found["b2"] == ("a", "subject")  # the last by somebody else
    assert found["b5"] == ("b4", "subject")


def test_few_subjects_of_many_mails_are_not_read_anew_for_each_question(monkeypatch):
    monkeypatch.setattr(repair, "_MOST_KEPT", 50)
    monkeypatch.setattr(repair, "_WORTH", 10)
    asked: list[str] = []
    with_subject = MemoryIndex.with_subject
    monkeypatch.setattr(
        MemoryIndex,
        "with_subject",
        lambda self, subject: asked.append(subject) or with_subject(self, subject),
    )
    mails = [
        orphan(f"m{n}", "Failed.", sender=f"bot{n}", subject=f"Bug {n % 5}", hour=n)
        for n in range(300)
    ]
    assert len(parents(*mails)) == 295
    assert len(asked) < 60


@pytest.mark.parametrize(
    ("subject", "hours", "quoted", "expected"),
    [
        ("Re: Builds", 1, f"Ada wrote:\n> {WORDS}\n", ("a", "quote")),
        ("Re: Builds", 1, f"Bob wrote:\n> Ada wrote:\n> > {WORDS}\n>\n> No.\n", ("a", "quote")),
        ("Re: Builds", 24 * 40, f"Ada wrote:\n> {WORDS}\n", None),
        ("Re: Builds", -1, f"Ada wrote:\n> {WORDS}\n", None),
        ("Re: [PATCH v2] Builds", 1, f"Ada wrote:\n> {WORDS}\n", None),
        ("Re: Registry", 1, f"Ada wrote:\n> {WORDS}\n", None),
        ("Re: Builds", 1, "Ada wrote:\n> Rarely.\n", None),
        ("Re: Builds", 1, f"> {WORDS}\n", None),
        ("Re: Builds", 1, f"Bob wrote:\n> {WORDS}\n", None),
    ],
    ids=[
        "quotes",
        "what it answers quotes",
        "long after",
        "before",
        "other version",
        "other",
        "other words",
        "nobody is named",
        "somebody else is named",
    ],
)
def test_who_cites_missing_mail_alone_belongs_where_its_words_are(subject, hours, quoted, expected):
    answer = stray(quoted, subject=subject, hour=hours)
    assert parents(orphan("a", WORDS), answer).get("z") == expected


def test_nobody_replies_to_the_future():
    later = orphan("a", WORDS, hour=24 * 9)
    quoting = orphan("b", f"> {WORDS}\n\nYes.", subject="Other", sender="grace", hour=0)
    assert parents(later, quoting) == {}


def test_an_undated_message_is_found_by_its_words():
    first = orphan("a", WORDS)
    first = replace(first, header=replace(first.header, date=None))
    quoting = orphan("b", f"> {WORDS}\n\nYes.", subject="Other", sender="grace")
    assert parents(first, quoting) == {"b": ("a", "quote")}


def test_a_copy_without_a_date_takes_nobodys_answers():
    copy = orphan("e", WORDS, sender="eve")
    copy = replace(copy, header=replace(copy.header, date=None))
    quoting = orphan("b", f"> {WORDS}\n\nYes.", subject="Other", sender="grace")
    assert parents(orphan("a", WORDS), copy, quoting)["b"] == ("a", "quote")
    few = " ".join(WORDS.split()[:5])
    assert parents(orphan("a", WORDS), copy, stray(f"Ada wrote:\n> {few}\n"))["z"] == ("a", "quote")


def test_order_does_not_matter():
    mails = [
        orphan("a", WORDS),
        orphan("b", f"> {WORDS}\n\n{OTHER}", sender="grace", subject="Re: Builds"),
        orphan("c", f"> {OTHER}\n\nGood.", sender="alan", subject="Re: Builds"),
    ]
    assert (
        parents(*mails)
        == parents(*reversed(mails))
        == {
            "b": ("a", "quote"),
            "c": ("b", "quote"),
        }
    )
    assert mails[1].header.date - mails[0].header.date == timedelta(hours=1)
