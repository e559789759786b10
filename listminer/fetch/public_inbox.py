"""Fetch from public-inbox: a thread as mbox, an inbox by its git epochs, else as one mbox.

Through `fetch/http.py` and, for epochs, the git program. Over HTTP the mbox is mboxrd.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Kept
from listminer.fetch.fields import message_id_of
from listminer.fetch.git_mail import bring_home, has_git, head_commit, read_mails, repositories
from listminer.fetch.hosts import host_lock
from listminer.fetch.http import HttpClient
from listminer.fetch.local import SourceFile
from listminer.fetch.mailboxes import mailbox_file
from listminer.fetch.remote import Remote, failed_file
from listminer.fetch.unpack import page_bytes
from listminer.model import Archive, MessageId, Problem, RawMessage

SAFE = "@!$&'()*+,;=:~"  # public-inbox leaves these in a Message-ID; "/" becomes %2F


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a public-inbox URL points at."""

    base: str  # the inbox, with "/" at its end
    message_id: MessageId | None  # None: the whole inbox


def read_inbox(url: str) -> Inbox | None:
    """Return what *url* points at if it names a message of an inbox, else None.

    An inbox alone has no form of its own: `is_inbox_page` tells by its page.

    >>> read_inbox("https://lore.example.org/dev/a%40b/T/#u").message_id
    'a@b'
    """
    parts = urlsplit(url)
    words = parts.path.split("/")
    for at, word in enumerate(words[2:], start=2):
        if "@" in unquote(word) and words[at - 1]:
            base = urlunsplit((parts.scheme, parts.netloc, "/".join(words[:at]) + "/", "", ""))
            return Inbox(base, MessageId(unquote(word)))
    return None


def is_inbox_page(page: bytes) -> bool:
    """Return whether a page is one of an inbox: it links its feed and how to mirror it."""
    return b"_/text/mirror/" in page and b"new.atom" in page


def message_url(base: str, message_id: str) -> str:
    """Return the page of a message."""
    return f"{base}{quote(message_id, safe=SAFE)}/"


def open_public_inbox(inbox: Inbox, http: HttpClient) -> Remote:
    """Return a thread, or the whole inbox: one file per git epoch, else one mbox.

    Raises FetchError if the thread or the inbox cannot be had. An epoch that cannot be had
    is a file with a Problem.
    """
    name = unquote(urlsplit(inbox.base).path.strip("/").rpartition("/")[2])
    archive = Archive(name=name or None, kind="public-inbox", location=inbox.base)
    if inbox.message_id is not None:
        url = message_url(inbox.base, inbox.message_id) + "t.mbox.gz"
        file = _mbox_file(http.get(url), archive, http)
        return Remote(archive=archive, focus=inbox.message_id, files=iter((file,)), total=1)
    epochs = _epochs(inbox.base, http) if has_git() else {}
    if epochs:
        files = (_epoch_file(epoch, mark, archive, http) for epoch, mark in epochs.items())
        return Remote(archive=archive, focus=None, files=files, total=len(epochs))
    file = _mbox_file(http.get(inbox.base + "all.mbox.gz"), archive, http)
    return Remote(archive=archive, focus=None, files=iter((file,)), total=1)


def open_clone(path: str | os.PathLike[str]) -> Remote:
    """Return the epochs of a local clone, one file each. Raises SourceError if it is none."""
    found = repositories(path)
    if not found:
        raise SourceError(
            f"{os.fspath(path)} is no git clone of an inbox",
            hints=("expected HEAD and objects/, or folders 0.git, 1.git, …",),
        )
    archive = Archive(name=None, kind="public-inbox", location=os.fspath(path))
    files = (_clone_file(at, archive, str(at), archive_url=None) for at in found)
    return Remote(archive=archive, focus=None, files=files, total=len(found))


def _epochs(base: str, http: HttpClient) -> dict[str, str]:
    """Return the URLs of an inbox's repositories and their marks; {} if it tells of none."""
    url = base + "manifest.js.gz"
    try:
        kept = http.get(url)
        manifest = json.loads(page_bytes(kept, http.limits))
    except (FetchError, ValueError, RecursionError):
        return {}
    if not isinstance(manifest, dict):
        return {}
    base = kept.final_url.removesuffix("manifest.js.gz")  # git follows no redirects
    own = urlsplit(base).path.rstrip("/")
    rows = {
        path: str(row.get("fingerprint", ""))
        for path, row in manifest.items()
        if isinstance(row, dict) and (path == own or path.startswith(f"{own}/git/"))
    }
    order = sorted(rows, key=lambda path: (len(path), path))
    return {urljoin(base, path): rows[path] for path in order}


def _epoch_file(url: str, mark: str, archive: Archive, http: HttpClient) -> SourceFile:
    digest = hashlib.sha256(url.encode()).hexdigest()[:16]
    repository = http.cache.folder / "git" / f"{digest}.git"
    noted = repository / "listminer-fingerprint"  # what the manifest said at the last fetch
    try:
        is_new = not mark or not noted.is_file() or noted.read_text(encoding="utf-8") != mark
        if http.offline and not repository.is_dir():
            raise FetchError("not in the cache, and --offline is set", locator=url)
        if is_new and not http.offline:
            addresses = http.addresses(url)
            lock = http.cache.lock_path(urlsplit(url).netloc)
            with host_lock(lock, http.limits.delay_s, http.clock):
                bring_home(url, repository, user_agent=http.user_agent, addresses=addresses)
            noted.write_text(mark, encoding="utf-8")
        return _clone_file(repository, archive, url, archive_url=archive.location)
    except FetchError as error:
        return failed_file(archive, url, error)


def _clone_file(
    repository: Path, archive: Archive, locator: str, *, archive_url: str | None
) -> SourceFile:
    def read() -> Iterator[RawMessage | Problem]:
        try:
            for raw in read_mails(repository, archive, locator):
                yield _shown(raw, archive_url)
        except FetchError as error:
            yield Problem(stage="fetch", locator=error.locator, message=error.reason)

    return SourceFile(
        archive=archive,
        path=locator,
        size_bytes=sum(at.stat().st_size for at in (repository / "objects").rglob("*.pack")),
        fingerprint=f"git-{head_commit(repository)}",
        read=read,
    )


def _mbox_file(kept: Kept, archive: Archive, http: HttpClient) -> SourceFile:
    def shown(raw: RawMessage) -> RawMessage:
        return _shown(raw, archive.location)

    return mailbox_file(kept, archive, limits=http.limits, dialect="mboxrd", shown=lambda: shown)


def _shown(raw: RawMessage, base: str | None) -> RawMessage:
    """Return *raw* with its page, which its Message-ID names."""
    message_id = message_id_of(raw.data)
    if base is None or not message_id:
        return raw
    return replace(raw, url=message_url(base, message_id))
