"""What is to be mined: sources as files, files as shards, and what speaks against it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from listminer import __version__
from listminer.cluster.folder import Folder, is_url, opened_url
from listminer.errors import SourceError, UserError
from listminer.extract import EXTRACTOR, VERSION
from listminer.model import Archive
from listminer.pipeline.remote import CloneSource, PathSource, kind_of
from listminer.render.listing import counted

SCHEMA = "listminer/mined/1"
MANIFEST = "_manifest.json"
SHARD_BYTES = 8 * 1024 * 1024  # of mail: some seconds of parsing, far above a task's cost
MOST_PARTS = 8  # of one file: each part reads what lies before it once more
_PACKED_TIMES = 4  # packed mail is a quarter of its size; only a guess, it shapes parts alone
_PACKED = (".gz", ".bz2", ".xz", ".git")
_PAGES = frozenset({"thread.html", "subject.html", "author.html", "date.html", "index.html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """One file of mail, as every worker finds it again."""

    number: int
    source: str  # as the user named it
    path: str  # of the file, or its URL
    kind: str  # "path", "clone", "url"
    archive: Archive
    size_bytes: int
    fingerprint: str  # equal as long as the file was not written again
    no_mail: str | None = None  # why there is no mail in it; None: there is

    @property
    def mail_bytes(self) -> int:
        """Return about how much mail is in it."""
        return self.size_bytes * (_PACKED_TIMES if self.path.endswith(_PACKED) else 1)


def shard_name(number: int) -> str:
    """Return the file of the rows of one shard."""
    return f"_mail/shard-{number:06d}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What one task parses: some small files, or a part of a large one."""

    number: int
    files: tuple[PlannedFile, ...]
    part: int = 0
    parts: int = 1

    @property
    def name(self) -> str:
        """Return where its rows are written."""
        return shard_name(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run."""

    files: tuple[PlannedFile, ...]
    list_name: str | None

    def asked(self) -> dict[str, Any]:
        """Return what the result depends on: another run has another."""
        return {
            "schema": SCHEMA,
            "listminer": __version__,
            "findings": f"{EXTRACTOR} {VERSION}",
            "list": self.list_name,
            "files": [
                {
                    "path": each.path,
                    "bytes": each.size_bytes,
                    "fingerprint": each.fingerprint,
                    "archive": asdict(each.archive),
                }
                for each in self.files
            ],
        }

    def shards(self) -> tuple[Shard, ...]:
        """Return the shards, in the order of the files; the same whatever the cluster is."""
        shards: list[Shard] = []
        waiting: list[PlannedFile] = []
        size = 0

        def close() -> None:
            nonlocal waiting, size
            if waiting:
                shards.append(Shard(number=len(shards), files=tuple(waiting)))
                waiting, size = [], 0

        for file in self.files:
            parts = min(MOST_PARTS, file.mail_bytes // SHARD_BYTES)
            if parts > 1:
                close()
                first = len(shards)
                shards += (
                    Shard(number=first + part, files=(file,), part=part, parts=parts)
                    for part in range(parts)
                )
                continue
            waiting.append(file)
            size += file.mail_bytes
            if size >= SHARD_BYTES:
                close()
        close()
        return tuple(shards)


def make_plan(sources: Sequence[str | os.PathLike[str]], *, list_name: str | None = None) -> Plan:
    """Return the files of *sources*, each once. Only heads of files are read.

    A source is a file or folder of mail, a clone of a public-inbox, or a URL of
    fsspec's. Raises SourceError for one that gives no mail, UserError for one
    that is none of these, or if two hold the same file.
    """
    files: list[PlannedFile] = []
    places: dict[str, list[PlannedFile]] = {}
    for source in sources:
        for file in _files(os.fspath(source), list_name, len(files)):
            files.append(file)
            places.setdefault(_place(file), []).append(file)
    _check_overlap(places)
    return Plan(files=tuple(files), list_name=list_name)


def _files(source: str, list_name: str | None, first: int) -> Iterator[PlannedFile]:
    source = source.removeprefix("file://")
    if is_url(source) and not source.lower().startswith(("http://", "https://")):
        found = _behind_url(source, list_name)
    else:
        found = _on_disk(source, list_name)
    for number, file in enumerate(found, start=first):
        yield PlannedFile(number=number, source=source, **file)


def _on_disk(source: str, list_name: str | None) -> Iterator[dict[str, Any]]:
    kind = "path" if source == "-" else kind_of(source)
    if source == "-" or kind not in ("path", "clone"):
        raise UserError(
            f"{source}: is no file that every worker can read",
            hints=("bring it home first: listminer ingest, or wget for an archive's months",),
        )
    top = os.path.abspath(source)  # workers run in other folders
    opened = (PathSource if kind == "path" else CloneSource)(top, list_name)
    for file in opened:
        yield {
            "path": file.path,
            "kind": kind,
            "archive": file.archive,
            "size_bytes": getattr(file, "size_bytes", 0),
            "fingerprint": file.fingerprint,
            "no_mail": getattr(file, "no_mail", None),
        }


def _behind_url(source: str, list_name: str | None) -> Iterator[dict[str, Any]]:
    system, path = opened_url(source)
    try:
        if system.isdir(path):
            found = [each for each in system.find(path) if not _is_hidden(each, path)]
        else:
            found = sorted(system.glob(path)) if "*" in path else [path]
        told = [(each, system.info(each)) for each in found]
    except OSError as exc:
        raise SourceError(f"{source}: cannot be read ({exc.strerror or exc})") from exc
    if not told:
        raise SourceError(f"{source}: no file there")
    for each, info in told:
        url = str(system.unstrip_protocol(each))
        marks = [str(info.get(key)) for key in ("size", "etag", "ETag", "mtime", "created", "md5")]
        yield {
            "path": url,
            "kind": "url",
            "archive": Archive(
                name=list_name, kind="mbox", location=url, named=list_name is not None
            ),
            "size_bytes": int(info.get("size") or 0),
            "fingerprint": hashlib.sha256("\0".join((url, *marks)).encode()).hexdigest(),
        }


def _is_hidden(path: str, top: str) -> bool:
    """Return whether *path* is no file of mail: hidden, or a page that lists articles."""
    words = path[len(top) :].strip("/").split("/")
    return any(word.startswith(".") for word in words) or words[-1] in _PAGES


def _place(file: PlannedFile) -> str:
    is_elsewhere = file.kind == "url" and not file.path.startswith("file://")
    return file.path if is_elsewhere else os.path.realpath(file.path.removeprefix("file://"))


def _check_overlap(places: dict[str, list[PlannedFile]]) -> None:
    """Raise UserError where sources share a file: which of them is meant, nobody can tell."""
    twice = [
        f"{some[0].path}: in {' and in '.join(dict.fromkeys(each.source for each in some))}"
        for some in places.values()
        if len({each.source for each in some}) > 1
    ]
    named = [
        f"{some[0].path}: named {len(some)} times"
        for some in places.values()
        if len(some) > 1
        and {each.source for each in some} == {some[0].source}
        # two links inside one folder are the folder's own; the same name twice is a slip
        and len({each.path for each in some}) == 1
    ]
    found = twice + named
    if found:
        more = (f"and {len(found) - 5} more",) if len(found) > 5 else ()
        raise UserError(
            f"sources overlap: {counted(len(found), 'file')} would be read twice",
            hints=(*found[:5], *more, "name each file once"),
        )


def check_folder(folder: Folder, plan: Plan, sources: Sequence[str | os.PathLike[str]]) -> bool:
    """Return whether *folder* holds this very run, begun before; False if it is new or empty.

    Raises UserError if it holds anything else, or lies in a source.
    """
    for each in sources:
        source = os.fspath(each)
        top = source if is_url(source) else os.path.realpath(source)
        if f"{os.path.realpath(folder.location)}/".startswith(f"{top.rstrip('/')}/"):
            raise UserError(
                f"{folder}: lies in a source, {source}", hints=("name a folder beside it: -o DIR",)
            )
    if not folder.exists():
        return False
    if folder.is_local and os.path.isfile(folder.location):
        raise UserError(f"{folder}: is a file, not a folder", hints=("name a folder: -o DIR",))
    told = folder.read_json(MANIFEST)
    if told is None:
        if folder.names():
            raise UserError(
                f"{folder}: holds files that are no run of this program",
                hints=("name another folder: -o DIR",),
            )
        return False
    differing = _differing(told.get("asked", {}), plan.asked())
    if differing:
        raise UserError(
            f"{folder}: holds another run",
            hints=(*differing, "name another folder: -o DIR"),
        )
    return True


def _differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return in words where two runs differ."""
    said = [
        f"{name}: {old.get(name)!r} there, {new[name]!r} now"
        for name in ("schema", "listminer", "findings", "list")
        if old.get(name) != new[name]
    ]
    before = {each["path"]: each["fingerprint"] for each in old.get("files", [])}
    now = {each["path"]: each["fingerprint"] for each in new["files"]}
    for words, paths in (
        ("there, but not asked for now", before.keys() - now.keys()),
        ("asked for now, but not there", now.keys() - before.keys()),
        (
            "changed since",
            {path for path in before.keys() & now.keys() if before[path] != now[path]},
        ),
    ):
        if paths:
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            said.append(f"{words}: {min(paths)}{more}")
    if not said and list(before) != list(now):
        said.append("the same files in another order")
    return said
