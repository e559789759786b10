"""Sentences that were labelled by reading archives, kept without their words.

`python -m listminer.evaluate.marked MARKS ARCHIVES -o WORK` joins the marks of
data/marks/ with the archives that they were made on, and writes a folder of
labelled threads for `evaluate.train` and its sisters. A marks file, LIST.tsv,
names its archives in its first line; then each line is one message that was
read: thread, Message-ID, a check of the sentences' words, and the sentences as
"start-end" or "start-end=label>target+label", by the message's own text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from zlib import crc32

from listminer.errors import SourceError
from listminer.evaluate.gold import write_thread
from listminer.evaluate.placing import folded_place
from listminer.model import Message, MessageId
from listminer.pipeline import ingest
from listminer.store import Store

SOURCES = "# archives: "


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence that somebody read, and what it does."""

    start: int
    end: int
    labels: tuple[tuple[str, str], ...] = ()  # kind and target; target "-" if it has none


@dataclass(frozen=True, slots=True)
class MarkedMessage:
    """The sentences of one message that were read, all of them, in order."""

    thread: str
    message_id: MessageId
    check: int  # of the sentences' words
    marks: tuple[Mark, ...]


def read_marks(path: Path) -> tuple[tuple[str, ...], tuple[MarkedMessage, ...]]:
    """Return the archives that *path* names, and the messages, thread by thread."""
    first, *rows = path.read_text("utf-8").splitlines()
    if not first.startswith(SOURCES):
        raise SourceError(f"{path}: no marks, expected a first line {SOURCES + 'PATH...'!r}")
    return tuple(first.removeprefix(SOURCES).split()), tuple(map(_message, rows))


def _message(row: str) -> MarkedMessage:
    thread, message_id, check, marks = row.split("\t")
    return MarkedMessage(
        thread, MessageId(message_id), int(check, 16), tuple(map(_mark, marks.split()))
    )


def _mark(said: str) -> Mark:
    place, _, labels = said.partition("=")
    start, _, end = place.partition("-")
    told = tuple(each.partition(">")[::2] for each in labels.split("+") if each)
    return Mark(int(start), int(end), tuple((kind, to or "-") for kind, to in told))


def write_marks(sources: Sequence[str], messages: Iterable[MarkedMessage]) -> Iterator[str]:
    """Yield the lines of a marks file; `read_marks` gives the same back."""
    yield SOURCES + " ".join(sources) + "\n"
    for each in messages:
        marks = " ".join(map(_said, each.marks))
        yield f"{each.thread}\t{each.message_id}\t{each.check:08x}\t{marks}\n"


def _said(mark: Mark) -> str:
    labels = "+".join(kind if to == "-" else f"{kind}>{to}" for kind, to in mark.labels)
    return f"{mark.start}-{mark.end}" + (f"={labels}" if labels else "")


def check_of(text: str, marks: Iterable[Mark]) -> int:
    """Return a number that is another where the words of *marks* are others, white space aside."""
    words = "\n".join(" ".join(text[mark.start : mark.end].split()) for mark in marks)
    return crc32(words.encode("utf-8", "surrogatepass"))


def write_threads(
    marks: Sequence[MarkedMessage], store: Store, folder: Path
) -> tuple[int, tuple[str, ...]]:
    """Write the marked threads into *folder*; return how many, and what did not fit the store.

    A thread has all its mails, read or not. Of a message that is missing, or whose
    words are not those that were read, no sentence is given; of a thread that has no
    other, no file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {row.message_id for row in marks}
    homes = {
        message.message_id: discussion
        for discussion in store.discussions()
        for message in discussion.messages
        if message.message_id in wanted and not message.ghost
    }
    left_out: list[str] = []
    count = 0
    for thread, rows in groupby(marks, key=lambda row: row.thread):
        units: list[dict[str, object]] = []
        labels: list[str] = []
        judged: list[MessageId] = []
        there: dict[MessageId, Message] = {}  # all of its messages, read or not
        for number, row in enumerate(rows, 1):
            home = homes.get(row.message_id)
            if home is None:
                left_out.append(f"{thread}: message {number} is missing: {row.message_id}")
                continue
            if row.message_id not in there:
                there |= {each.message_id: each for each in home.messages if not each.ghost}
            message = there[row.message_id]
            if check_of(message.text, row.marks) != row.check:
                left_out.append(f"{thread}: message {number} has other words: {row.message_id}")
                continue
            units += _units(number, row, message)
            labels += _labels(number, row)
            judged.append(row.message_id)
        if judged:  # a thread of which nothing fits would be an empty mailbox, which is no source
            write_thread(folder / thread, map(store.raw, there), units, labels, judged)
            count += 1
    return count, tuple(left_out)


def _units(number: int, row: MarkedMessage, message: Message) -> Iterator[dict[str, object]]:
    for at, mark in enumerate(row.marks, 1):
        yield {
            "uid": f"{number}.{at}",
            "message_id": row.message_id,
            "sender": message.sender.display,
            "start": folded_place(message.text, mark.start),
            "text": message.text[mark.start : mark.end],
        }


def _labels(number: int, row: MarkedMessage) -> Iterator[str]:
    for at, mark in enumerate(row.marks, 1):
        if mark.labels:
            kinds = ",".join(kind for kind, _ in mark.labels)
            targets = ",".join(target for _, target in mark.labels)
            yield f"{number}.{at}\t{kinds}\t{targets}"


def main() -> None:
    """Write the threads of all marks files, and say what did not fit."""
    parser = argparse.ArgumentParser(prog="python -m listminer.evaluate.marked")
    parser.add_argument("marks", type=Path, help="folder of marks files, LIST.tsv")
    parser.add_argument("archives", type=Path, help="folder that the marks' archives lie in")
    parser.add_argument("-o", dest="work", type=Path, required=True, help="folder to write to")
    asked = parser.parse_args()
    for path in sorted(asked.marks.glob("*.tsv")):
        sources, marks = read_marks(path)
        with Store.open(":memory:") as store:
            ingest(store, [asked.archives / each for each in sources], list_name=path.stem)
            count, left_out = write_threads(marks, store, asked.work)
        for each in (f"{path.stem}: {count} threads", *left_out):
            sys.stdout.write(each + "\n")


if __name__ == "__main__":
    main()
