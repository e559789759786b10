"""Labels without words: what was read is found again in the archive, or said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from listminer.errors import SourceError
from listminer.evaluate.gold import list_of, read_gold
from listminer.evaluate.marked import (
    Mark,
    MarkedMessage,
    check_of,
    read_marks,
    write_marks,
    write_threads,
)
from listminer.model import MessageId
from listminer.pipeline import ingest
from listminer.store import Store

MARKS = Path(__file__).resolve().parents[2] / "data" / "marks"
ASKED = "I propose  that we\nvote. The sky is blue."
ANSWERED = "> I propose that we vote.\n\nNo, that would break it."
MAILS = f"""\
From ada@x.org Mon Mar  7 10:00:00 2016
From: Ada <ada@x.org>
Date: Mon, 7 Mar 2016 10:00:00 +0000
Subject: Votes
Message-ID: <a@x.org>

{ASKED}

From ben@x.org Mon Mar  7 11:00:00 2016
From: Ben <ben@x.org>
Date: Mon, 7 Mar 2016 11:00:00 +0000
Subject: Re: Votes
Message-ID: <b@x.org>
In-Reply-To: <a@x.org>

{ANSWERED}
"""
FIRST = (Mark(0, 24, (("proposal", "-"),)), Mark(25, 41))
SECOND = (Mark(27, 51, (("oppose", "1.1"), ("question", "-"))),)


@pytest.fixture
def store(tmp_path):
    (tmp_path / "votes.mbox").write_text(MAILS)
    with Store.open(":memory:") as opened:
        ingest(opened, [tmp_path / "votes.mbox"])
        yield opened


def marked(name: str, text: str, marks: tuple[Mark, ...]) -> MarkedMessage:
    return MarkedMessage("x-dev-r001", MessageId(name), check_of(text, marks), marks)


def test_marks_are_read_back_as_written(tmp_path):
    told = (marked("a@x.org", ASKED, FIRST), marked("b@x.org", ANSWERED, SECOND))
    (tmp_path / "x-dev.tsv").write_text("".join(write_marks(["one.mbox", "two"], told)))
    assert read_marks(tmp_path / "x-dev.tsv") == (("one.mbox", "two"), told)
    assert "propose" not in (tmp_path / "x-dev.tsv").read_text()


def test_a_file_that_names_no_archive_is_no_marks_file(tmp_path):
    (tmp_path / "x.tsv").write_text("1.1\tproposal\t-\n")
    with pytest.raises(SourceError, match="expected a first line"):
        read_marks(tmp_path / "x.tsv")


def test_marks_and_their_archive_make_a_labelled_thread(store, tmp_path):
    told = (marked("a@x.org", ASKED, FIRST), marked("b@x.org", ANSWERED, SECOND))
    assert write_threads(told, store, tmp_path / "read") == (1, ())
    (thread,) = read_gold(tmp_path / "read")
    assert (thread.name, thread.list_name) == ("x-dev-r001", "x-dev")
    assert thread.judged == {"a@x.org", "b@x.org"}
    (discussion,) = thread.discussions
    texts = {each.message_id: each.text for each in discussion.messages}
    said = {
        unit.uid: (texts[unit.span.message_id][unit.span.start : unit.span.end], unit.labels)
        for unit in thread.units
    }
    assert said["1.1"][0] == "I propose  that we\nvote."
    assert said["1.2"] == ("The sky is blue.", ())
    assert said["2.1"][0] == "No, that would break it."
    assert [(each.kind, each.target) for each in said["2.1"][1]] == [
        ("oppose", "1.1"),
        ("question", None),
    ]


def test_no_label_is_put_on_other_words_than_those_that_were_read(store, tmp_path):
    other = marked("a@x.org", "I withdraw what I said.   The sky is blue.", FIRST)
    told = (other, marked("b@x.org", ANSWERED, SECOND))
    count, left_out = write_threads(told, store, tmp_path / "read")
    assert count == 1
    assert left_out == ("x-dev-r001: message 1 has other words: a@x.org",)
    assert (tmp_path / "read" / "x-dev-r001.tsv").read_text().startswith("2.1\toppose")


def test_a_thread_of_which_nothing_fits_is_no_file_that_a_training_would_stumble_over(
    store, tmp_path
):
    count, left_out = write_threads([marked("gone@x.org", ASKED, FIRST)], store, tmp_path / "read")
    assert (count, left_out) == (0, ("x-dev-r001: message 1 is missing: gone@x.org",))
    assert list((tmp_path / "read").iterdir()) == []


def test_a_message_that_the_archive_lacks_is_named_and_the_others_keep_their_numbers(
    store, tmp_path
):
    told = (marked("gone@x.org", ASKED, FIRST), marked("b@x.org", ANSWERED, SECOND))
    _, left_out = write_threads(told, store, tmp_path / "read")
    assert left_out == ("x-dev-r001: message 1 is missing: gone@x.org",)
    assert (tmp_path / "read" / "x-dev-r001.tsv").read_text().startswith("2.1\toppose")


@pytest.mark.parametrize(
    ("name", "threads"),
    [
        ("usrp-users", 133),
        ("reality", 9),  # mails without Message-ID: their made-up ones move with the rules
    ],
)
def test_the_marks_of_the_project_are_of_the_sentences_they_were_made_on(
    shared, tmp_path, name, threads
):
    sources, marks = read_marks(MARKS / f"{name}.tsv")
    with Store.open(":memory:") as opened:
        ingest(opened, [shared / "archives" / each for each in sources], list_name=name)
        count, left_out = write_threads(marks, opened, tmp_path)
    assert (count, left_out) == (threads, ())
    assert list_of(marks[0].thread) == name
