"""The sample archive is what its source says, and its labels hold the words they claim."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any, NamedTuple

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = DATA / "sample"
MONTH = SAMPLE / "sample-dev" / "2016-March.txt.gz"
LABELS = DATA / "annotations" / "sample-dev-2016-March.json"
KINDS = {
    "proposal",
    "support",
    "oppose",
    "conditional",
    "request",
    "question",
    "commitment",
    "decision",
}
MARK = re.compile(r"(?: ?(?:[A-Z]{2})?>)+ ?")  # "> > a", "PR> a"; not "a > b", matched at start
ELISION = re.compile(r"\[\.\.\.\]|<snip>")


class Mail(NamedTuple):
    """One message, read by these tests' own means."""

    sender: str
    fields: dict[str, str]
    text: str


def read_month() -> dict[str, Mail]:
    """Return the month's messages by Message-ID: what stands between two From_ lines."""
    month = gzip.decompress(MONTH.read_bytes()).decode("utf-8")
    mails = {}
    for entry in re.split(r"(?:\A|(?<=\n\n))From [a-z.]+ at example\.org  .*\n", month)[1:]:
        block, body = entry.split("\n\n", 1)
        fields = dict(re.findall(r"^(\S+): ((?:.*)(?:\n[ \t].*)*)", block, re.M))
        name = re.fullmatch(r"\S+ at \S+ \((.*)\)", fields["From"])
        assert name is not None
        sender = str(make_header(decode_header(name.group(1))))
        mails[fields["Message-ID"].strip("<>")] = Mail(sender, fields, body.rstrip("\n") + "\n")
    return mails


MAILS = read_month()
DOCUMENT: dict[str, Any] = json.loads(LABELS.read_text(encoding="utf-8"))
PEOPLE = {mail.sender for mail in MAILS.values()}


def spans_in(value: Any) -> list[dict[str, Any]]:
    """Return every span that *value* holds, at any level."""
    found, rest = [], [value]
    while rest:
        at = rest.pop()
        if isinstance(at, dict):
            if "start" in at:
                found.append(at)
            rest.extend(at.values())
        elif isinstance(at, list):
            rest.extend(at)
    return found


def run_maker(script: str, folder: Path) -> dict[str, bytes]:
    """Return what *script* makes, by path; packed files unpacked, since zlib builds differ."""
    subprocess.run([sys.executable, str(DATA / script), "--out", str(folder)], check=True)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files below *folder*; the source and the README of the sample left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("source/", "README")):
            data = path.read_bytes()
            found[name] = gzip.decompress(data) if name.endswith(".gz") else data
    return found


@pytest.mark.parametrize(
    ("script", "folder"), [("make_sample.py", "sample"), ("make_labels.py", "annotations")]
)
def test_what_is_committed_is_what_the_source_makes(
    script: str, folder: str, tmp_path: Path
) -> None:
    assert run_maker(script, tmp_path) == contents(DATA / folder)


def test_the_makers_examples_hold() -> None:
    maker = str(DATA / "make_labels.py")
    assert subprocess.run([sys.executable, "-m", "doctest", maker], check=False).returncode == 0


def test_the_packed_month_names_no_time_and_no_file() -> None:
    assert MONTH.read_bytes()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


def test_the_month_holds_two_threads_of_eight_people() -> None:
    assert (len(MAILS), len(PEOPLE)) == (29, 8)
    roots = [mail for mail in MAILS.values() if "In-Reply-To" not in mail.fields]
    assert [root.sender for root in roots] == ["Tomás Arriaga", "Leila Haddad", "Kwame Boateng"]


@pytest.mark.parametrize(
    "dirt",
    [
        r"(?m)^>>>  ?",  # quotes three levels deep
        r"(?m)^PR> ",  # initials
        r"(?m)^\[\.\.\.\]$",
        r"(?m)^<snip>$",
        r"(?m)^-----Original Message-----\nFrom: .*\nSent: .*\nTo: .*\nSubject: ",
        r"An HTML attachment was scrubbed\.\.\.\nURL: <http",
        r"(?m)^> _{40,}$",  # a footer inside a quote
        r"(?m)^_{40,}$",  # and one in an unmarked copy
        r"(?m)^-- $",
    ],
)
def test_the_bodies_hold_the_dirt_that_they_were_written_for(dirt: str) -> None:
    assert any(re.search(dirt, mail.text) for mail in MAILS.values())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Subject", r"\[sample-dev\] .*\(was: "),
        ("Subject", r"\[sample-dev\] Re: "),
        ("In-Reply-To", r"Your message of "),
        ("From", r".*=\?utf-8\?q\?"),
    ],
)
def test_the_headers_hold_the_dirt_that_they_were_written_for(field: str, value: str) -> None:
    fields = (" ".join(mail.fields.get(field, "").split()) for mail in MAILS.values())
    assert any(re.match(value, text) for text in fields)


def test_every_quote_repeats_an_earlier_message_of_the_month() -> None:
    """Whole words, mark by mark: what a quote says, somebody said before."""
    earlier: list[str] = []
    astray = []
    for mail in MAILS.values():
        for piece in quoted_pieces(mail.text):
            if not any(piece in text for text in earlier):
                astray.append((mail.sender, piece))
        earlier.append(folded(mail.text))
    assert astray == []


def folded(text: str) -> str:
    """Return *text* without quote marks and elisions, white space as one blank."""
    bare = (MARK.sub("", line, count=1) if MARK.match(line) else line for line in text.split("\n"))
    return " ".join(" ".join(bare).split())


def quoted_pieces(text: str) -> list[str]:
    """Return the stretches of marked text of one depth, cut where something was left out."""
    pieces: list[str] = [""]
    depth_before = 0
    for line in text.split("\n"):
        mark = MARK.match(line)
        depth = mark.group().count(">") if mark else 0
        words = line[mark.end() :] if mark else ""
        if depth != depth_before or not words or "_____" in words:
            pieces.append("")
        depth_before = depth
        if "mailing list" in words or "lists.example.org" in words or "_____" in words:
            continue
        if words.startswith("sample-dev at"):
            continue
        pieces[-1] += " " + words
    cut = (" ".join(part.split()) for piece in pieces for part in ELISION.split(piece))
    return [part for part in cut if part and '"' not in part[:3]]


def test_labels_are_the_words_at_their_place_by_the_sender_they_name() -> None:
    spans = spans_in(DOCUMENT)
    assert len(spans) > 200
    for span in spans:
        mail = MAILS[span["message_id"]]
        assert mail.text[span["start"] : span["end"]] == span["text"]
        assert mail.sender == span["sender"]


def test_no_label_stands_on_words_that_its_sender_only_quotes() -> None:
    for span in spans_in(DOCUMENT):
        text = MAILS[span["message_id"]].text
        line_start = text.rfind("\n", 0, span["start"]) + 1
        lines = text[line_start : span["end"]].split("\n")
        assert not [line for line in lines if MARK.match(line)]
        assert "-----Original Message-----" not in text[: span["start"]]


def test_units_carry_known_labels_once_each_and_point_at_earlier_words() -> None:
    uids = [unit["uid"] for unit in DOCUMENT["units"]]
    assert len(uids) == len(set(uids))
    order = list(MAILS)
    for unit in DOCUMENT["units"]:
        assert {label["kind"] for label in unit["labels"]} <= KINDS
        if unit["answers"] is not None:
            asked, answered = unit["message_id"], unit["answers"]["message_id"]
            assert order.index(answered) < order.index(asked)


def test_every_kind_of_label_occurs() -> None:
    assert {label["kind"] for unit in DOCUMENT["units"] for label in unit["labels"]} == KINDS


def test_findings_name_people_who_wrote_and_proposals_that_exist() -> None:
    for thread in DOCUMENT["threads"]:
        ids = {proposal["id"] for proposal in thread["proposals"]}
        named = [item["author"] for item in thread["proposals"]]
        named += [item["holder"] for item in thread["positions"]]
        named += [item["owner"] for item in thread["action_items"] if item["owner"]]
        named += [item["asker"] for item in thread["questions"]]
        assert set(named) <= PEOPLE
        assert {item["proposal"] for item in thread["positions"]} <= ids
        assert {item["proposal"] for item in thread["decisions"]} <= ids
        assert thread["root"] in MAILS
        for question in thread["questions"]:
            assert set(question["answered_by"]) <= set(MAILS)


def test_positions_rest_on_words_of_their_holder() -> None:
    for thread in DOCUMENT["threads"]:
        for position in thread["positions"]:
            senders = {span["sender"] for span in spans_in(position)}
            assert senders == {position["holder"]}


def test_every_message_has_its_page_with_the_same_id() -> None:
    pages = sorted((SAMPLE / "sample-dev" / "2016-March").glob("0*.html"))
    assert len(pages) == len(MAILS)
    for page, message_id in zip(pages, MAILS, strict=True):
        cited = message_id.replace("@", "%40").replace("+", "%2B")
        assert f"In-Reply-To=%3C{cited}%3E" in page.read_text(encoding="utf-8")
