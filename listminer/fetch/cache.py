"""Keep every response on disk as it was served: body, sha256, URL and time.

Touches one folder, by default the XDG cache folder, and nothing else. A body is
filed under its own sha256 and what is known of a URL under the URL's, each
written to a new name and then renamed: a reader sees the whole of it or none,
and two runs on one folder cannot harm each other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import IO

from platformdirs import user_cache_path

STALE_S = 24 * 3600  # a half-written file this old belongs to a run that was killed


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one URL answered with status 200, and where the body lies."""

    url: str  # as asked
    final_url: str  # after redirects
    body: str  # path of the bytes as served, before any decoding
    sha256: str  # hex, of these bytes
    size_bytes: int
    fetched_at: str  # ISO 8601, UTC, by our clock
    server_date: str | None  # ISO 8601, UTC, by the server's clock; None if it sent none
    media_type: str  # "text/html", lower-case; "" if the server sent none
    charset: str | None  # as the server says
    etag: str | None
    last_modified: str | None

    def read(self) -> bytes:
        """Return the bytes as served."""
        return Path(self.body).read_bytes()

    def earliest_date(self) -> datetime:
        """Return when this was fetched, by the slower of both clocks.

        A clock that runs ahead must not make an open month look closed.
        """
        dates = [datetime.fromisoformat(self.fetched_at)]
        if self.server_date:
            dates.append(datetime.fromisoformat(self.server_date))
        return min(dates)


class Cache:
    """Responses by URL in one folder; made when first written to."""

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self.folder = Path(folder) if folder is not None else user_cache_path("listminer") / "http"

    def find(self, url: str) -> Kept | None:
        """Return what is kept of *url*, or None.

        A record that cannot be read, or whose body is gone or of another size, counts as absent.
        """
        try:
            record = json.loads(self._record(url).read_text(encoding="utf-8"))
            body = self.folder / "bodies" / record["sha256"][:2] / record["sha256"]
            kept = Kept(
                **{
                    **{field.name: record.get(field.name) for field in fields(Kept)},
                    "body": str(body),
                }
            )
            whole = body.stat().st_size == kept.size_bytes
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return kept if whole and kept.url == url else None

    @contextlib.contextmanager
    def writing(self) -> Iterator[BodyWriter]:
        """Give a writer for one body; what is not filed by `BodyWriter.file` is removed."""
        folder = self._made("partial")
        self._sweep(folder)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            try:
                yield BodyWriter(self, stream, Path(name))
            finally:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(name)

    def keep(self, kept: Kept) -> None:
        """File the record of *kept*, whose body already lies in place."""
        record = asdict(kept)
        del record["body"]
        path = self._record(kept.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._made("partial"))
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(record, stream, indent=1)
        os.replace(name, path)

    def forget(self, url: str) -> None:
        """Drop the record of *url*: it answered with something that proved useless."""
        with contextlib.suppress(FileNotFoundError):
            self._record(url).unlink()

    def survey(self) -> tuple[int, int, int]:
        """Return how many responses are kept, their bytes, and how many are damaged."""
        count = size = broken = 0
        for record in self.folder.glob("urls/*/*.json"):
            count += 1
            try:
                said = json.loads(record.read_text(encoding="utf-8"))
                body = self.folder / "bodies" / said["sha256"][:2] / said["sha256"]
                length = body.stat().st_size
                broken += length != said["size_bytes"]
                size += length
            except (OSError, ValueError, KeyError, TypeError):
                broken += 1
        return count, size, broken

    def lock_path(self, host: str) -> Path:
        """Return the file that stands for *host*: locked while one of us talks to it."""
        safe = "".join(c if c.isalnum() or c in ".-" else "_" for c in host.lower())[:200]
        return self._made("hosts") / f"{safe}.lock"  # ".." is a folder, "...lock" is not

    def _record(self, url: str) -> Path:
        digest = hashlib.sha256(url.encode()).hexdigest()
        return self.folder / "urls" / digest[:2] / f"{digest}.json"

    def _made(self, name: str) -> Path:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)  # what one reads is nobody else's business
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    @staticmethod
    def _sweep(folder: Path) -> None:
        oldest = time.time() - STALE_S
        for path in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


class BodyWriter:
    """Takes one body in pieces and files it under its sha256 when it is whole."""

    def __init__(self, cache: Cache, stream: IO[bytes], path: Path) -> None:
        self._cache = cache
        self._stream = stream
        self._path = path
        self._sha256 = hashlib.sha256()
        self.size_bytes = 0

    def write(self, piece: bytes) -> None:
        """Add *piece* to the body."""
        self._stream.write(piece)
        self._sha256.update(piece)
        self.size_bytes += len(piece)

    def file(self) -> tuple[str, str]:
        """Return the path and the sha256 under which the whole body now lies."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        digest = self._sha256.hexdigest()
        target = self._cache.folder / "bodies" / digest[:2] / digest
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self._path, target)
        return str(target), digest
