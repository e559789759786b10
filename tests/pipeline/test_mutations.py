"""Mails that were cut, doubled, mixed and dirtied: whatever comes in, the laws hold to the end.

The same mutations on every run.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator

import pytest

from listminer.extract import questions
from listminer.extract.laws import first_breach
from listminer.extract.reading import load_reader
from listminer.fetch.local import SourceFile, open_source
from listminer.model import Archive, RawMessage
from listminer.pipeline.findings import findings_in
from listminer.pipeline.ingest import ingest
from listminer.pipeline.summaries import sample_folder
from listminer.settings import Settings
from listminer.store import Store
from listminer.summary import summarize
from tests.alarm import alarm
from tests.store.mails import mail

SEEDS = range(16)
TOGETHER = 5  # mails of one archive
ALARM_S = 60  # far above what any of them takes, on any machine
GROWTH = 3.0  # twice the input takes twice the time, with room for noise; a square takes 4 times
NOISE_S = 0.2
ARCHIVE = Archive(name="dev", kind="mbox", location="x")
ODD = (
    *(b"\0", b"\xff\xfe", b"\x1b[2J", b"\r", b"\x0c", b"\x85", b"\xc3", b"\xed\xa0\x80"),
    *("\u200b", "\u202e", "\u2028", "\ufeff", "\xa0", "e" + "\u0301" * 50, "ﬁİß", "回复：", "😀"),
)
SAID = (
    *("I propose that we drop it. ", "+1 ", "-1 until it works. ", "Could you look, Tom? "),
    *("> ", ">> > ", "Ada wrote: ", "We agreed. ", "I will do it by Friday. ", "(", '"', "-- \n"),
    *("-----Original Message-----\n", "diff --git a/x b/x\n@@ -1 +1 @@\n", "- ", "<div>", "=20\n"),
)
FIELDS = (
    "References: " + "<a@b> " * 2000,
    "From: " + "(" * 3000,
    "To: " + "<" * 5000,
    "Subject: " + "=?utf-8?q?=20?= " * 900,
    "Date: Mon, 99 Foo 99999 99:99:99 +9999999",
    "Message-ID: " + "a" * 9000,
    "Content-Type: text/html",
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: text/plain; charset=utf-7",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
)
Lines = list[bytes]


def _coded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _dirtied(lines: Lines, at: int, chance: random.Random) -> Lines:
    cut = chance.randrange(len(lines[at]) + 1)
    odd = _coded(chance.choice(ODD)) * chance.choice([1, 3, 200])
    return [*lines[:at], lines[at][:cut] + odd + lines[at][cut:], *lines[at + 1 :]]


def _shuffled(lines: Lines, _at: int, chance: random.Random) -> Lines:
    return chance.sample(lines, len(lines))


MUTATIONS: tuple[Callable[[Lines, int, random.Random], Lines], ...] = (
    lambda lines, at, _: lines[: at + 1],
    lambda lines, at, _: lines[at:],
    lambda lines, at, _: [*lines[:at], lines[at], *lines[at:]],
    lambda lines, at, chance: [*lines[:at], lines[at] * chance.choice([2, 50, 1000]), *lines[at:]],
    lambda lines, at, chance: [*lines[:at], b">" * chance.choice([1, 99, 9999]), *lines[at:]],
    lambda lines, at, _: [*(b"> " + line for line in lines[:at]), *lines[at:]],
    lambda lines, _, chance: chance.choice([b"\r", b"\r\n"]).join(lines).split(b"\n"),
    lambda lines, _, chance: [lines[0], _coded(chance.choice(FIELDS)), *lines[1:]],
    lambda lines, at, _: [*lines[:at], *([b"--b", b"Content-Type: text/html", b""] * 30)],
    lambda lines, at, chance: [
        *lines[:at],
        _coded(chance.choice(SAID)) * chance.choice([1, 20, 900]),
        *lines[at:],
    ],
    lambda lines, at, _: [*lines[:at], *(b">" * depth + b" x" for depth in range(200))],
    _dirtied,
    _shuffled,
)


def mutated(chance: random.Random, mails: list[bytes]) -> bytes:
    lines = chance.choice(mails).split(b"\n")
    for _ in range(chance.choice([1, 2, 3, 6])):
        lines = chance.choice(MUTATIONS)(lines, chance.randrange(len(lines)), chance) or [b""]
    return b"\n".join(lines)[:300_000]


def archive_of(mails: list[bytes]) -> SourceFile:
    raws = [
        RawMessage(
            archive=ARCHIVE, locator=f"x#{at}", sha256=hashlib.sha256(data).hexdigest(), data=data
        )
        for at, data in enumerate(mails)
    ]
    return SourceFile(
        archive=ARCHIVE, path="x", size_bytes=0, fingerprint="f", read=lambda: iter(raws)
    )


@pytest.fixture(scope="module")
def sample() -> list[bytes]:
    """Return the mails of the sample debate."""
    files = open_source(sample_folder() / "2016-March.txt.gz")
    found = [raw.data for file in files for raw in file.messages() if isinstance(raw, RawMessage)]
    assert found
    return found


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    with alarm(ALARM_S):
        yield


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_comes_in_is_accounted_for_read_and_told(seed, sample):
    chance = random.Random(seed)
    mails = [mutated(chance, sample) for _ in range(TOGETHER)]
    with Store.open(":memory:") as store:
        total = ingest(store, [archive_of(mails)], Settings(), workers=1).total
        assert total.found == total.stored + total.duplicates + total.rejected == len(mails)
        numbers = [each.number for each in store.threads()]
        heard = 0
        for found in findings_in(store, numbers, reader=load_reader(tagged=False)):
            heard += len(found.heard)
            for message in found.messages:
                pieces = [each.span for each in found.segments[message.message_id]]
                said = "".join(message.text[each.start : each.end] for each in pieces)
                assert message.ghost or said == message.text
            assert first_breach(found, found.findings) is None
            assert all(each.evidence for each in summarize(found).sentences)
        assert heard == total.stored


SENTENCES = (
    "Could you look at it? ",
    "+1. ",
    "I propose that we drop it. ",
    "Tom, please send it. ",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_time_of_reading_grows_with_the_mail_alone(sentence):
    def taken(count: int) -> float:
        bodies = ("I propose that we wait.", sentence * count, sentence * count)
        mails = [mail(at, body, to=at - 1 if at else None) for at, body in enumerate(bodies)]
        with Store.open(":memory:") as store:
            ingest(store, [archive_of(mails)], Settings(), workers=1)
            begun = time.process_time()
            for found in findings_in(store, [1], reader=load_reader(tagged=False)):
                summarize(found)
            return time.process_time() - begun

    taken(1)  # models are loaded once
    half = min(taken(1000) for _ in range(2))
    assert taken(2000) < max(GROWTH * half, NOISE_S)


def test_a_reply_is_asked_once_which_of_its_sentences_tell_anything(monkeypatch):
    asked = []
    monkeypatch.setattr(questions, "_informs", asked.append)
    mails = [mail(0, "Why is it so? " * 200), mail(1, "Why not? " * 200, to=0)]
    with Store.open(":memory:") as store:
        ingest(store, [archive_of(mails)], Settings(), workers=1)
        list(findings_in(store, [1], reader=load_reader(tagged=False)))
    assert 0 < len(asked) <= 400


@pytest.mark.parametrize("sign", [*'.-=_>"(', "a ", "a. ", "?! ", "e.g. "])
def test_a_line_of_one_sign_is_read_and_told(sign):
    mails = [mail(0, "I propose that we wait."), mail(1, sign * (500_000 // len(sign)), to=0)]
    with Store.open(":memory:") as store:
        ingest(store, [archive_of(mails)], Settings(), workers=1)
        for found in findings_in(store, [1], reader=load_reader(tagged=False)):
            assert summarize(found).sentences
