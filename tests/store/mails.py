"""Small archives for the tests of store and pipeline, written for this project."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

START = datetime(2020, 3, 1, 9, 0, tzinfo=UTC)
PEOPLE = ("Ada Lovelace", "Grace Hopper", "Alan Turing", "Löwe Ström")


def mail(
    number: int,
    body: str,
    *,
    to: int | None = None,
    subject: str = "Nightly builds",
    message_id: str | None = None,
    list_id: str = "dev.lists.example.org",
) -> bytes:
    """Return one mail; number tells its id, its sender and its time."""
    name = PEOPLE[number % len(PEOPLE)]
    address = f"{name.split()[0].lower().replace('ö', 'o')}@example.org"
    date = START + timedelta(hours=number)
    lines = [
        f"From: {name} <{address}>",
        f"Date: {format_datetime(date)}",
        f"Subject: {subject}",
        f"Message-ID: <{message_id or f'm{number}@example.org'}>",
        f"List-Id: <{list_id}>",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if to is not None:
        lines.append(f"In-Reply-To: <m{to}@example.org>")
    return ("\n".join(lines) + "\n\n" + body + "\n").encode()


def mbox(mails: list[bytes]) -> bytes:
    """Return the mails as one mailbox file."""
    return b"".join(
        b"From ada@example.org Sun Mar  1 09:00:00 2020\n" + each + b"\n" for each in mails
    )


WORDS = (
    "nightly pipelines should publish artefacts before breakfast",
    "container registry cleanup belongs into a separate weekly timer",
    "the storage quota question remains without any sensible answer",
    "reviewers deserve notifications whenever coverage drops sharply",
    "documentation previews disappear after fourteen calendar days",
)


def debate(first: int, size: int, subject: str) -> list[bytes]:
    """Return a chain of replies, each quoting the one before; every third cites nobody."""
    mails = [mail(first, f"Hello,\n\n{WORDS[first % 5]} {first}.", subject=subject)]
    for number in range(first + 1, first + size):
        quote = f"> {WORDS[(number - 1) % 5]} {number - 1}."
        body = f"Kim Lee wrote:\n{quote}\n\nNot so fast: {WORDS[number % 5]} {number}."
        to = None if number % 3 == 0 else number - 1
        mails.append(mail(number, body, to=to, subject=f"Re: {subject}"))
    return mails


def write_archive(folder: Path, *, months: int = 4, size: int = 6) -> Path:
    """Write month files whose threads run on from one to the next."""
    folder.mkdir(parents=True, exist_ok=True)
    mails = debate(0, months * size, "Nightly builds")
    others = [debate(1000 + 100 * each, 3, f"Topic {each}") for each in range(months)]
    for month in range(months):
        own = mails[month * size : (month + 1) * size]
        (folder / f"2020-{month + 1:02}.mbox").write_bytes(mbox(own + others[month]))
    return folder


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a store says, free of numbers that the order of files gives."""
    with sqlite3.connect(path) as found:
        return {
            name: sorted(found.execute(sql).fetchall(), key=repr)
            for name, sql in {
                "sources": "SELECT path, found, stored, duplicates, rejected FROM sources",
                "problems": "SELECT s.path, position, stage, locator, message FROM problems p "
                "JOIN sources s ON s.id=p.source",
                "messages": "SELECT message_id, digest, name, address, date, subject, refs, "
                "orphan, locator, text, b.segments, facts, raw, indexed, revised FROM messages m "
                "JOIN ids ON ids.id=m.id JOIN bodies b ON b.message=m.id "
                "LEFT JOIN aligned a ON a.message=m.id",
                "lists": "SELECT message_id, name FROM message_lists JOIN ids ON ids.id=message "
                "JOIN lists ON lists.id=list",
                "threads": "SELECT message_id, subject, messages, people, first, last, lists, "
                "links, answers FROM threads JOIN ids ON ids.id=root",
                "nodes": "SELECT root.message_id, position, ids.message_id, up.message_id, how, "
                "ghost, opens FROM nodes n JOIN ids ON ids.id=n.id LEFT JOIN ids up ON up.id=parent"
                " JOIN threads t ON t.number=n.thread JOIN ids root ON root.id=t.root",
                "adoptions": "SELECT c.message_id, p.message_id, how FROM adoptions "
                "JOIN ids c ON c.id=child JOIN ids p ON p.id=parent",
                "left": "SELECT * FROM dirty UNION ALL SELECT message FROM unsettled",
                "words": "SELECT m.message_id FROM words JOIN ids m ON m.id=words.rowid "
                "WHERE words MATCH 'nightly OR quota OR timer'",
            }.items()
        }
