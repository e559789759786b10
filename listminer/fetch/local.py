"""Mail that lies on this machine: what a path holds is told by its content, not by its name.

Touches disks, reading only. Mailboxes in any dialect, plain or packed, Maildir,
folders of these, single mails, saved archive articles, standard input, and any
`mailbox.Mailbox`.
"""

from __future__ import annotations

import hashlib
import io
import mailbox
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from listminer.errors import SourceError
from listminer.fetch.article import looks_like_article, page_mail, text_mail
from listminer.fetch.mbox import FROM_LINE, split_mbox
from listminer.fetch.packed import PACKED, open_packed
from listminer.model import Archive, ArchiveKind, Problem, RawMessage

SNIFF_BYTES = 65_536  # what is looked at to tell what a file is
MAX_FILE_MAIL = 64 * 1024**2  # bytes of one mail that is a file of its own
# Matches "Subject: x". Must not match "http://x", "Hi: there we are".
_FIELD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
_KNOWN_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|delivered-to|mime-version"
    rb"|content-type|x-[a-z-]+|list-id|references|in-reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
# Matches "2008-June.txt.gz", "2010q1.txt", "Week-of-Mon-20100301.txt". Must not match "notes.txt".
_VOLUME = re.compile(
    r"(?:(?:19|20)\d\d(?:-[^\W\d]+|q[1-4]|-\d\d)?|Week-of-Mon-\d{8}|(?:19|20)\d{6})"
    r"(?:\.txt|\.mbox|\.mboxrd)?(?:\.gz|\.bz2|\.xz)?$",
)
# Matches "-2024" in "linux-api-2024.mboxrd.gz". Must not match "mbox".
_YEAR = re.compile(r"[-_.](?:19|20)\d\d(?:[-_]?[A-Za-z0-9]{1,9})?$")
# Matches "dev/attachments/20160309/2e878c20/attachment.html": pipermail keeps cut parts there.
# Must not match "attachments/letter.eml".
_SCRUBBED = re.compile(r"/attachments/(?:19|20)\d{6}/")
_INDEX_PAGES = frozenset({"thread", "subject", "author", "date", "index"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file, Maildir or mailbox object full of mail, stored whole or not at all."""

    archive: Archive
    path: str
    size_bytes: int
    fingerprint: str  # equal as long as the file was not written again
    read: Callable[[], Iterator[RawMessage | Problem]] = field(repr=False)

    def messages(self) -> Iterator[RawMessage | Problem]:
        """Yield what it holds in order, streaming; a Problem for what is no mail."""
        return self.read()


def open_source(
    source: str | os.PathLike[str] | mailbox.Mailbox[mailbox.Message],
    *,
    list_name: str | None = None,
) -> Iterator[SourceFile]:
    """Yield the files of mail that *source* is or holds, sorted by path.

    *source* is a path, "-" for standard input, or a mailbox object. *list_name*
    names the list; else the folder or the file's name does, where it has the form
    of an archive's. Raises SourceError if there is no mail at all: nothing there,
    an empty or binary file, a folder without mail.
    """
    if isinstance(source, mailbox.Mailbox):
        yield _mailbox_object(source, list_name)
        return
    if str(source) == "-":
        yield _standard_input(list_name)
        return
    path = Path(source)
    if not path.exists():
        near = _nearest(path)
        raise SourceError(
            f"{path}: no such file or folder", hints=(f"did you mean {near}?",) if near else ()
        )
    if path.is_dir():
        yield from _folder(path, list_name)
        return
    file = _file(path, list_name, alone=True)
    if file is not None:
        yield file


def _nearest(path: Path) -> Path | None:
    import difflib

    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return None
    near = difflib.get_close_matches(path.name, names, n=1)
    return path.parent / near[0] if near else None


def _folder(top: Path, list_name: str | None) -> Iterator[SourceFile]:
    count = 0
    for path in _walk(top):
        if path.is_dir():
            count += 1
            yield _maildir(path, list_name)
            continue
        file = _file(path, list_name, alone=False)
        if file is not None:
            count += 1
            yield file
    if not count:
        raise SourceError(
            f"{top}: no mail in this folder",
            hints=(
                "expected mailboxes (.mbox, .txt, also .gz .bz2 .xz), a Maildir, .eml files"
                " or saved archive pages",
            ),
        )


def _walk(top: Path) -> Iterator[Path]:
    """Yield files, and folders that are Maildirs, sorted; hidden ones and link loops are passed."""
    seen: set[tuple[int, int]] = set()
    todo = [top]
    while todo:
        path = todo.pop()
        try:
            if not path.is_dir():
                yield path
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue  # a link that leads back
            seen.add((status.st_dev, status.st_ino))
            if (path / "cur").is_dir() and (path / "new").is_dir():
                yield path
                continue
            inside = [each for each in path.iterdir() if not each.name.startswith(".")]
        except OSError as exc:
            raise SourceError(f"{path}: cannot be read ({exc.strerror})") from exc
        todo.extend(sorted(inside, reverse=True))


def _file(path: Path, list_name: str | None, *, alone: bool) -> SourceFile | None:
    """Return what *path* is as a source; None for a page that lists articles.

    What is no mail raises SourceError where the user named it (*alone*), else it
    is a source whose one message is the Problem, but for parts that a list cut out.
    """
    try:
        status = path.stat()
        with open_packed(path) as stream:
            head = stream.read(SNIFF_BYTES)
    except OSError as exc:
        raise SourceError(f"{path}: cannot be read ({exc.strerror or exc})") from exc
    is_page = _is_html(head) or path.suffix == ".html"  # a link kept as text by git: "thread.html"
    if path.stem in _INDEX_PAGES and is_page and not looks_like_article(head):
        return None
    kind, reader = _recognize(path, head)
    if reader is None:
        if not alone and _SCRUBBED.search(path.as_posix()):
            return None
        if alone:
            raise SourceError(
                f"{path}: {kind}",
                hints=(
                    "expected a mailbox (its first line begins 'From '), a mail (its first line"
                    " is a header field), or an archive article saved as page or text",
                ),
            )
        found, reader = str(kind), None
        problem = Problem(stage="fetch", locator=str(path), message=found)
        return _source(path, status, "mbox", list_name, lambda _archive: iter((problem,)))
    return _source(path, status, kind, list_name, reader)


Reader = Callable[[Archive], Iterator[RawMessage | Problem]]


def _source(
    path: Path, status: os.stat_result, kind: str, list_name: str | None, reader: Reader
) -> SourceFile:
    archive = Archive(
        name=list_name or _list_of(path),
        named=list_name is not None,
        kind=kind,  # type: ignore[arg-type]
        location=str(path),
    )
    mark = f"{path.resolve()}\0{status.st_size}\0{status.st_mtime_ns}"
    return SourceFile(
        archive=archive,
        path=str(path),
        size_bytes=status.st_size,
        fingerprint=hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest(),
        read=lambda: reader(archive),
    )


def _recognize(path: Path, head: bytes) -> tuple[ArchiveKind | str, Reader | None]:
    """Return the kind of a file that begins with *head* and how to read it; (why not, None)."""
    start = head.lstrip(b"\r\n\xef\xbb\xbf")
    if not start.strip():
        return "an empty file", None
    if FROM_LINE.match(start):
        dialect = _dialect(path, head)
        kind: ArchiveKind = "pipermail" if dialect == "pipermail" else "mbox"
        return kind, lambda archive: _read_mbox(path, archive, dialect)
    if looks_like_article(head):
        return "article", lambda archive: _read_one(path, archive, page_mail)
    if b"\0" in start[:4096] and not _FIELD.match(start):
        return "a binary file, no mail", None
    if _is_mail(start):
        return "eml", lambda archive: _read_one(path, archive, lambda data: data)
    if text_mail(head) is not None:
        return "article", lambda archive: _read_one(path, archive, text_mail)
    if _is_html(head):
        return "a page that shows no archive article", None
    return "a text without mail headers", None


def _is_mail(start: bytes) -> bool:
    head = start.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return bool(_FIELD.match(start)) and len(_KNOWN_FIELD.findall(head)) >= 1


def _is_html(head: bytes) -> bool:
    return head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml"))


def _dialect(path: Path, head: bytes) -> str:
    """Return how body lines that begin "From " were escaped.

    Pipermail writes "user at host" and escapes nothing; public-inbox says so with
    its sender "mboxrd@z"; a second ">" before "From " is only ever written by mboxrd.
    """
    if head.startswith(b"From mboxrd@z") or ".mboxrd" in path.name or b"\n>>From " in head:
        return "mboxrd"
    first = head[: head.find(b"\n")]
    return "pipermail" if b"@" not in first else "mboxo"


def _read_mbox(path: Path, archive: Archive, dialect: str) -> Iterator[RawMessage | Problem]:
    with open_packed(path) as stream:
        yield from split_mbox(stream, archive, str(path), dialect=dialect)
        if stream.cut is not None:
            yield Problem(stage="fetch", locator=str(path), message=stream.cut)


def _read_one(
    path: Path, archive: Archive, form: Callable[[bytes], bytes | None]
) -> Iterator[RawMessage | Problem]:
    with open_packed(path) as stream:
        found = stream.read(MAX_FILE_MAIL)
        cut = stream.cut
    data = form(found)
    if data is None:
        yield Problem(stage="fetch", locator=str(path), message="a page that shows no article")
    else:
        yield _raw(archive, str(path), data)
    if cut is not None:
        yield Problem(stage="fetch", locator=str(path), message=cut)


def _raw(archive: Archive, locator: str, data: bytes) -> RawMessage:
    return RawMessage(
        archive=archive, locator=locator, sha256=hashlib.sha256(data).hexdigest(), data=data
    )


def _maildir(path: Path, list_name: str | None) -> SourceFile:
    files = sorted(each for name in ("cur", "new") for each in (path / name).iterdir())
    marks = "\0".join(f"{each.name} {each.stat().st_size}" for each in files)

    def read(archive: Archive) -> Iterator[RawMessage | Problem]:
        for each in files:
            try:
                yield _raw(archive, f"{path}#key={each.name}", each.read_bytes())
            except OSError as exc:
                yield Problem(stage="fetch", locator=str(each), message=str(exc.strerror))

    archive = Archive(name=list_name, kind="maildir", location=str(path))
    return SourceFile(
        archive=archive,
        path=str(path),
        size_bytes=sum(each.stat().st_size for each in files),
        fingerprint=hashlib.sha256(marks.encode("utf-8", "surrogateescape")).hexdigest(),
        read=lambda: read(archive),
    )


def _mailbox_object(source: mailbox.Mailbox[mailbox.Message], list_name: str | None) -> SourceFile:
    location = str(getattr(source, "_path", type(source).__name__))
    archive = Archive(name=list_name, kind="mailbox", location=location)
    keys = sorted(source.keys(), key=str)
    digest = hashlib.sha256()
    for key in keys:
        digest.update(source.get_bytes(key))

    def read() -> Iterator[RawMessage | Problem]:
        for key in keys:
            yield _raw(archive, f"{location}#key={key}", source.get_bytes(key))

    return SourceFile(
        archive=archive, path=location, size_bytes=0, fingerprint=digest.hexdigest(), read=read
    )


def _standard_input(list_name: str | None) -> SourceFile:
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise SourceError(
            "standard input: nothing came", hints=("pipe a mailbox or a mail into it",)
        )
    kind, dialect = "mbox", _dialect(Path("-"), data)
    archive = Archive(name=list_name, kind="mbox", location="-")

    def read() -> Iterator[RawMessage | Problem]:
        if FROM_LINE.match(data):
            yield from split_mbox(io.BytesIO(data), archive, "-", dialect=dialect)
            return
        mail = data if _is_mail(data) else (page_mail(data) or text_mail(data))
        if mail is None:
            yield Problem(stage="fetch", locator="-", message="no mail on standard input")
        else:
            yield _raw(archive, "-", mail)

    del kind
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(
        archive=archive, path="-", size_bytes=len(data), fingerprint=digest, read=read
    )


def _list_of(path: Path) -> str | None:
    """Return the list's name as an archive's path tells it, or None."""
    if _VOLUME.match(path.name):
        return path.parent.name.removesuffix(".mbox").lower() or None
    if path.stem.isdigit() and _VOLUME.match(path.parent.name):
        return path.parent.parent.name.lower() or None
    stem = path.name
    while Path(stem).suffix.lower() in {*PACKED, ".mbox", ".mboxrd", ".txt"}:
        stem = Path(stem).stem
    return _YEAR.sub("", stem).lower() if _YEAR.search(stem) else None
