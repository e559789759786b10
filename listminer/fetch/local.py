"""Mail that lies on this machine: what a path holds is told by its content, not by its name.

Touches disks, reading only. Mailboxes in any dialect, plain or packed, Maildir,
folders of these, single mails, saved archive articles, standard input, and any
`mailbox.Mailbox`.
"""

from __future__ import annotations

import hashlib
import mailbox
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from listminer.errors import SourceError
from listminer.fetch.article import looks_like_article
from listminer.fetch.forms import SNIFF_BYTES, Form, is_html, recognize
from listminer.fetch.mbox import PIECE_BYTES, unescape
from listminer.fetch.packed import PACKED, PackedStream, open_packed, unpack_stream
from listminer.model import Archive, Problem, RawMessage

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
    no_mail: str | None = None  # why there is no mail in it; None: there is

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
        if sys.stdin is None:  # a shell's "<&-" closed it
            raise SourceError(
                "-: standard input is closed", hints=("pipe a mailbox or a mail into it",)
            )
        yield _stream(sys.stdin.buffer, "-", list_name)
        return
    path = Path(source)
    if not path.exists():
        near = _nearest(path)
        raise SourceError(
            f"{path}: no such file or folder",
            hints=(
                *((f"did you mean {near}?",) if near else ()),
                "expected a path, a URL of an archive, LIST@HOST, or - for standard input",
            ),
        )
    if path.is_dir():
        yield from _folder(path, list_name)
        return
    if not path.is_file():  # a pipe, such as a shell's <(…)
        with path.open("rb") as stream:
            yield _stream(stream, str(path), list_name)
        return
    file = _file(path, list_name)
    if file is None:
        raise SourceError(
            f"{path}: an archive's list of its articles",
            hints=("name the folder that holds the articles, or the archive's URL",),
        )
    yield _useful(file)


def renamed(file: SourceFile, list_name: str | None) -> SourceFile:
    """Return *file* under the name that the user gave its list; as it is for None."""
    if list_name is None:
        return file
    archive = replace(file.archive, name=list_name, named=True)

    def read() -> Iterator[RawMessage | Problem]:
        for each in file.read():
            yield each if isinstance(each, Problem) else replace(each, archive=archive)

    return replace(file, archive=archive, read=read)


def _nearest(path: Path) -> Path | None:
    import difflib

    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return None
    near = difflib.get_close_matches(path.name, names, n=1)
    return path.parent / near[0] if near else None


def _folder(top: Path, list_name: str | None) -> Iterator[SourceFile]:
    """Yield what is in *top*, sorted; what is no mail only if there is mail beside it."""
    useless: list[SourceFile] = []
    found = False
    for path in _walk(top):
        file = _maildir(path, list_name) if _is_maildir(path) else _file(path, list_name)
        if file is None:
            continue
        if not found and (file.size_bytes == 0 or file.no_mail):
            useless.append(file)
            continue
        if not found:
            found = True
            yield from useless
        yield file
    if not found:
        raise SourceError(
            f"{top}: no mail in this folder"
            + (f" ({len(useless)} other file{'s' * (len(useless) > 1)})" if useless else ""),
            hints=(
                "expected mailboxes (.mbox, .txt, also .gz .bz2 .xz), a Maildir, .eml files"
                " or saved archive pages",
            ),
        )


def _walk(top: Path) -> Iterator[Path]:
    """Yield files, and folders that are Maildirs, sorted; hidden ones and link loops are passed.

    Files come before what lies in the folders beside them: pipermail's month, whose mails have
    their headers, before the month's pages, which lost them. The first copy of a mail is kept.
    Folders within a Maildir are Maildirs of their own, however they are named.
    A folder that cannot be read is yielded as it is. Pipes, sockets and devices are
    passed: reading them may never end.
    """
    seen: set[tuple[int, int]] = set()
    todo = [top]
    while todo:
        path = todo.pop()
        try:
            if not path.is_dir():
                if path.is_file() or path.is_symlink():
                    yield path
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue  # a link that leads back
            seen.add((status.st_dev, status.st_ino))
            if _is_maildir(path):
                yield path  # of what lies in it, only Maildir++ folders are mail: ".lists.dev"
                inside = [each for each in path.iterdir() if _is_maildir(each)]
            else:
                inside = [each for each in path.iterdir() if not each.name.startswith(".")]
        except OSError as exc:
            if path == top:
                raise SourceError(f"{path}: cannot be read ({exc.strerror})") from exc
            yield path
            continue
        todo.extend(sorted(inside, key=lambda each: (os.path.isdir(each), each), reverse=True))


def _file(path: Path, list_name: str | None) -> SourceFile | None:
    """Return what *path* is as a source; None for a page that lists articles, or a part cut out.

    Else what is no mail, or cannot be read, is a source whose one message is the Problem.
    """
    try:
        status = path.stat()
        with open_packed(path) as stream:
            head = stream.read(SNIFF_BYTES)
            cut = stream.cut
    except OSError as exc:
        return _no_mail(str(path), f"cannot be read ({exc.strerror or exc})")
    is_page = path.suffix == ".html" or is_html(head)  # git may keep a link: "thread.html"
    if path.stem in _INDEX_PAGES and is_page and not looks_like_article(head):
        return None
    form = recognize(head, path.name)
    if isinstance(form, str):
        if _SCRUBBED.search(path.as_posix()):
            return None
        return _no_mail(str(path), cut or form, status.st_size)
    mark = f"{path.resolve()}\0{status.st_size}\0{status.st_mtime_ns}"
    return _source(
        form,
        str(path),
        list_name,
        name=_list_of(path),
        size_bytes=status.st_size,
        fingerprint=hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest(),
        opened=lambda: open_packed(path),
    )


def _source(
    form: Form,
    location: str,
    list_name: str | None,
    *,
    name: str | None,
    size_bytes: int,
    fingerprint: str,
    opened: Callable[[], PackedStream],
) -> SourceFile:
    archive = Archive(
        name=list_name or name,
        kind=form.kind,
        location=location,
        named=list_name is not None,
    )

    def read() -> Iterator[RawMessage | Problem]:
        with opened() as stream:
            yield from form.read(stream, archive, location)

    return SourceFile(
        archive=archive,
        path=location,
        size_bytes=size_bytes,
        fingerprint=fingerprint,
        read=read,
    )


def _no_mail(location: str, reason: str, size_bytes: int = 0) -> SourceFile:
    """Return a source that holds nothing but the Problem that it is no mail."""
    problem = Problem(stage="fetch", locator=location, message=reason)
    mark = f"{location}\0{size_bytes}\0{reason}"
    return SourceFile(
        archive=Archive(name=None, kind="mbox", location=location),
        path=location,
        size_bytes=size_bytes,
        fingerprint=hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest(),
        read=lambda: iter((problem,)),
        no_mail=reason,
    )


def _useful(file: SourceFile) -> SourceFile:
    """Return *file*, which the user named; raises SourceError if it is no mail."""
    if file.no_mail is None:
        return file
    raise SourceError(
        f"{file.path}: {file.no_mail}",
        hints=(
            "expected a mailbox (its first line begins 'From '), a mail (its first line"
            " is a header field), or an archive article saved as page or text",
        ),
    )


def _is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def _maildir(path: Path, list_name: str | None) -> SourceFile:
    files = sorted(
        each
        for name in ("cur", "new")
        for each in (path / name).iterdir()
        if each.is_file() and not each.name.startswith(".")
    )
    marks = "\0".join(f"{each.name} {each.stat().st_size}" for each in files)

    def read() -> Iterator[RawMessage | Problem]:
        for each in files:
            try:
                yield RawMessage.of(archive, f"{path}#key={each.name}", each.read_bytes())
            except OSError as exc:
                yield Problem(stage="fetch", locator=str(each), message=str(exc.strerror))

    archive = Archive(
        name=list_name, kind="maildir", location=str(path), named=list_name is not None
    )
    return SourceFile(
        archive=archive,
        path=str(path),
        size_bytes=sum(each.stat().st_size for each in files),
        fingerprint=hashlib.sha256(marks.encode("utf-8", "surrogateescape")).hexdigest(),
        read=read,
    )


def _mailbox_object(source: mailbox.Mailbox[mailbox.Message], list_name: str | None) -> SourceFile:
    location = str(getattr(source, "_path", type(source).__name__))
    archive = Archive(
        name=list_name, kind="mailbox", location=location, named=list_name is not None
    )
    keys = list(source.keys())
    if not isinstance(source, mailbox.mbox | mailbox.MMDF | mailbox.Babyl):
        keys.sort(key=str)  # of these, the order in the file is the order; else there is none
    digest = hashlib.sha256()
    size = 0
    for key in keys:
        data = source.get_bytes(key)
        digest.update(data)
        size += len(data)

    def read() -> Iterator[RawMessage | Problem]:
        for key in keys:
            yield _boxed(source, archive, key)

    return SourceFile(
        archive=archive, path=location, size_bytes=size, fingerprint=digest.hexdigest(), read=read
    )


def _boxed(source: mailbox.Mailbox[mailbox.Message], archive: Archive, key: str) -> RawMessage:
    """Return one mail of a mailbox object; an mbox gives its From_ line, too."""
    locator = f"{archive.location}#key={key}"
    if not isinstance(source, mailbox.mbox | mailbox.MMDF):
        return RawMessage.of(archive, locator, source.get_bytes(key))
    first, _, data = source.get_bytes(key, from_=True).partition(b"\n")
    mail = RawMessage.of(archive, locator, unescape(data, "mboxo"))
    return replace(mail, envelope=first[5:].decode("latin-1").strip())


def _stream(stream: IO[bytes], location: str, list_name: str | None) -> SourceFile:
    """Return what can be read but once as a source: it is copied to a nameless file first."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the source)
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE_BYTES):
        digest.update(piece)
        size += spool.write(piece)
    with unpack_stream(spool) as opened:
        head, cut = opened.read(SNIFF_BYTES), opened.cut
    if not head.strip() and not cut:
        raise SourceError(f"{location}: nothing came", hints=("pipe a mailbox or a mail into it",))
    form = recognize(head, location)
    if isinstance(form, str):
        return _useful(_no_mail(location, cut or form, size))
    return _source(
        form,
        location,
        list_name,
        name=None,
        size_bytes=size,
        fingerprint=digest.hexdigest(),
        opened=lambda: unpack_stream(spool),
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
    if path.parent.name == f"{stem}.mbox":  # pipermail's whole mailbox
        return stem.lower()
    found = _YEAR.sub("", stem).partition("@")[0]  # "dev@example.org-2016-03": HyperKitty's export
    return found.lower() or None if _YEAR.search(stem) else None
