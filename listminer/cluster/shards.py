"""Parse a shard of mail into rows of messages. Runs on workers.

A mail that crashes the parser takes its worker along. The next try of that
shard parses in a process of its own, and goes on behind the mail that it dies of.
"""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from listminer.cluster.child import READY
from listminer.cluster.folder import Folder, opened_url
from listminer.cluster.laps import Laps
from listminer.cluster.plan import PlannedFile, Shard
from listminer.cluster.rows import write_rows
from listminer.errors import FetchError, SourceError, UserError
from listminer.model import Problem, RawMessage
from listminer.pipeline import MailFile
from listminer.pipeline.parsing import Batch, lost_batch, parse_batch
from listminer.pipeline.remote import CloneSource, PathSource
from listminer.settings import BATCH_BYTES
from listminer.store import MessageRow

Item = RawMessage | Problem
Parsed = MessageRow | Problem


def parse_shard(shard: Shard, folder: Folder, list_name: str | None) -> dict[str, Any]:
    """Write the rows of *shard*; return how many mails it has and the seconds of each step."""
    tried = f"_tries/shard-{shard.number:06d}"
    is_suspect = folder.exists(tried)  # a try of it began, and did not end
    folder.write(tried, b"")
    parse = parse_carefully if is_suspect else _parse
    laps = Laps("read", "parse", "write")
    problems: list[tuple[int, str, str, str]] = []
    about: dict[str, Any] = {"problems": problems, "spent": laps.spent, "found": 0}

    def rows() -> Iterator[list[tuple[int, MessageRow]]]:
        for file, raws, failed in _batches(shard, list_name):
            laps.note("read")
            found: list[tuple[int, MessageRow]] = []
            for each in (*parse(raws), *failed):
                if isinstance(each, Problem):
                    problems.append((file.number, each.stage, each.locator, each.message))
                else:
                    found.append((file.number, each))
                about["found"] += not isinstance(each, Problem) or each.stage == "mail"
            laps.note("parse")
            yield found
            laps.note("write")

    with folder.scratch() as scratch:
        path = scratch / "rows.parquet"
        write_rows(path, rows(), about)
        folder.put(path, shard.name)
    folder.remove(tried)
    return {"found": about["found"], "spent": laps.spent}


def _parse(raws: Sequence[RawMessage]) -> list[Parsed]:
    return parse_batch(Batch(tuple(raws), sum(len(each.data) for each in raws)))


def _batches(
    shard: Shard, list_name: str | None
) -> Iterator[tuple[PlannedFile, list[RawMessage], list[Problem]]]:
    """Yield mails and what is none, some at a time, each batch of one file and in order."""
    for file in shard.files:
        raws: list[RawMessage] = []
        failed: list[Problem] = []
        size = 0
        for each in _own_part(shard, file, list_name):
            if isinstance(each, Problem):
                failed.append(each)
                continue
            raws.append(each)
            size += len(each.data)
            if size >= BATCH_BYTES:  # of mail parsed at once, as one row group or a few
                yield file, raws, failed
                raws, failed, size = [], [], 0
        yield file, raws, failed


def _own_part(shard: Shard, file: PlannedFile, list_name: str | None) -> Iterator[Item]:
    """Yield what of *file* belongs to this shard: a run of mails, by the bytes before them."""
    if shard.parts == 1:
        yield from _mail(file, list_name)
        return
    piece = file.mail_bytes / shard.parts
    first = piece * shard.part
    end = float("inf") if shard.part == shard.parts - 1 else first + piece
    seen = 0
    for each in _mail(file, list_name):
        if seen >= end:
            return
        if seen >= first:
            yield each
        seen += len(each.data) if isinstance(each, RawMessage) else 0


def _mail(file: PlannedFile, list_name: str | None) -> Iterator[Item]:
    """Yield the mails of a file; what cannot be had is a Problem."""
    if file.no_mail is not None:
        yield Problem(stage="fetch", locator=file.path, message=file.no_mail)
        return
    try:
        if file.kind == "url":
            yield from _downloaded(file, list_name)
        else:
            yield from _opened(file, list_name).messages()
    except FetchError as exc:
        yield Problem(stage="fetch", locator=exc.locator, message=exc.reason)


def _opened(file: PlannedFile, list_name: str | None) -> MailFile:
    if file.kind == "path":
        return next(iter(PathSource(file.path, list_name)))
    for epoch in CloneSource(file.source, list_name):
        if epoch.path == file.path:
            return epoch
    raise UserError(f"{file.path}: is not there on this worker")


def _downloaded(file: PlannedFile, list_name: str | None) -> Iterator[Item]:
    """Yield the mails of a file behind a URL, located by the URL."""
    words = [word for word in urlsplit(file.path).path.split("/") if word]
    with tempfile.TemporaryDirectory(prefix="listminer-") as scratch:
        folder = Path(scratch, *words[-3:-1])  # names of folders tell the list: "dev/2016-03.txt"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / words[-1]
        system, place = opened_url(file.path)
        with system.open(place, "rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        try:
            found = next(iter(PathSource(str(path), list_name)))
        except SourceError as exc:
            reason = exc.found.removeprefix(f"{path}: ")
            yield Problem(stage="fetch", locator=file.path, message=reason)
            return
        archive = replace(found.archive, location=file.path)
        for each in found.messages():
            locator = each.locator.replace(str(path), file.path, 1)
            if isinstance(each, Problem):
                yield replace(each, locator=locator)
            else:
                yield replace(each, archive=archive, locator=locator)


def parse_carefully(raws: Sequence[RawMessage]) -> list[Parsed]:
    """Return what each mail gives, parsed in another process; the one that kills it, a Problem.

    A process may be killed by others: only who kills two of them is to blame.
    """
    done: list[Parsed] = []
    blamed = -1
    while len(done) < len(raws):
        done += _in_child(raws[len(done) :])
        if len(done) == len(raws):
            break
        if blamed == len(done):
            done += lost_batch(Batch((raws[blamed],), len(raws[blamed].data)))
            blamed = -1
        else:
            blamed = len(done)
    return done


def _in_child(raws: Sequence[RawMessage]) -> list[Parsed]:
    """Return what a new process made of *raws* before it died."""
    with tempfile.TemporaryFile() as given:
        pickle.dump(list(raws), given)
        given.seek(0)
        with subprocess.Popen(
            [sys.executable, "-c", "from listminer.cluster.child import main; main()"],
            stdin=given,
            stdout=subprocess.PIPE,
        ) as child:
            done: list[Any] = []
            while child.stdout is not None:
                try:
                    done.append(pickle.load(child.stdout))
                except (EOFError, pickle.UnpicklingError):
                    break
            status = child.wait()
    if done[:1] != [READY]:
        raise RuntimeError(f"{sys.executable} cannot run listminer (exit status {status})")
    return done[1:]
