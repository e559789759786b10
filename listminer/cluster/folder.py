"""The folder of one run, on a disk or behind any URL that fsspec speaks.

A file is there whole or not at all: it is written under another name and
renamed. So a worker may die at any time, and a file that is there need not be
made again.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from listminer.errors import UserError

_TEMPORARY = "_temporary"
# stores in which an object appears when all of it came: nothing to rename
_WHOLE_BY_THEMSELVES = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oci"})


def is_url(place: str) -> bool:
    """Return whether *place* is a URL, of whatever scheme; "C:\\mail" is none.

    >>> is_url("s3://bucket/lists"), is_url("out/")
    (True, False)
    """
    return "://" in place


class Folder:
    """A folder of files; pickles, so that a task takes it along."""

    def __init__(self, location: str | os.PathLike[str], options: Any = None) -> None:
        where = os.fspath(location)
        self.location = where if is_url(where) else os.path.abspath(where)
        self._options = dict(options or {})
        self._opened: tuple[Any, str] | None = None

    def __getstate__(self) -> tuple[str, dict[str, Any]]:
        return self.location, self._options

    def __setstate__(self, state: tuple[str, dict[str, Any]]) -> None:
        self.location, self._options = state
        self._opened = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folder) and self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash(self.location)

    def __str__(self) -> str:
        return self.location

    def _at(self, name: str = "") -> tuple[Any, str]:
        """Return the file system and the path of *name* in it."""
        if self._opened is None:
            self._opened = opened_url(self.location, self._options)
        system, root = self._opened
        return system, f"{root.rstrip('/')}/{name}" if name else root

    @property
    def is_local(self) -> bool:
        """Return whether this is a disk, as seen from here."""
        return "file" in _protocols(self._at()[0])

    def exists(self, name: str = "") -> bool:
        """Return whether there is such a file."""
        system, path = self._at(name)
        return bool(system.exists(path))

    def names(self, below: str = "") -> list[str]:
        """Return the files *below*, as paths from this folder, sorted; those half-written not."""
        system, path = self._at(below)
        _, root = self._at()
        if not system.exists(path):
            return []
        system.invalidate_cache(path)
        start = len(root.rstrip("/")) + 1
        found = (str(each)[start:] for each in system.find(path))
        return sorted(each for each in found if not each.startswith(_TEMPORARY))

    def read(self, name: str) -> bytes:
        """Return what a file holds."""
        system, path = self._at(name)
        return bytes(system.cat_file(path))

    def read_json(self, name: str) -> Any:
        """Return what a JSON file holds; None if there is no such file, or it is no JSON."""
        try:
            return json.loads(self.read(name))
        except (FileNotFoundError, ValueError):
            return None

    @contextmanager
    def open(self, name: str) -> Iterator[Any]:
        """Open a file for reading at any place in it."""
        system, path = self._at(name)
        with system.open(path, "rb") as file:
            yield file

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole."""
        with self.scratch() as folder:
            path = folder / "file"
            path.write_bytes(data)
            self.put(path, name)

    def write_json(self, name: str, value: Any) -> None:
        """Write a JSON file whole."""
        self.write(name, (json.dumps(value, ensure_ascii=True, indent=1) + "\n").encode())

    def put(self, path: Path, name: str) -> None:
        """Take the file *path*, made in `scratch`, as *name*; what was there is gone."""
        system, target = self._at(name)
        if self.is_local:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(path, target)
        elif _protocols(system) & _WHOLE_BY_THEMSELVES:
            system.put_file(str(path), target)
        else:
            _, beside = self._at(self.scratch_name())
            system.makedirs(os.path.dirname(beside), exist_ok=True)
            system.makedirs(os.path.dirname(target), exist_ok=True)
            system.put_file(str(path), beside)
            if system.exists(target):
                system.rm_file(target)  # not all of them rename onto what is there
            system.mv(beside, target)

    def remove(self, name: str) -> None:
        """Remove a file or folder if it is there."""
        system, path = self._at(name)
        try:
            system.rm(path, recursive=True)
        except FileNotFoundError:
            return

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give an empty folder for files in the making; it is gone afterwards."""
        if self.is_local:  # on the same disk: a rename there is one step
            _, path = self._at(self.scratch_name())
            folder = Path(path)
            folder.mkdir(parents=True)
        else:
            folder = Path(tempfile.mkdtemp(prefix="listminer-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def scratch_name(self) -> str:
        """Return a name for a folder that nobody else has, below what clear_scratch removes."""
        return f"{_TEMPORARY}/{uuid.uuid4().hex}"

    def clear_scratch(self) -> None:
        """Remove what dead workers left half-written."""
        self.remove(_TEMPORARY)


def opened_url(location: str, options: Any = None) -> tuple[Any, str]:
    """Return the file system of a path or URL, and the path in it.

    Raises UserError for a scheme that is not spoken, or whose package is missing.
    """
    import fsspec  # optional (extra `cluster`)

    try:
        system, path = fsspec.url_to_fs(location, **dict(options or {}))
    except ValueError as exc:
        raise UserError(f"{location}: {exc}", hints=("expected a path, s3://, gs://, …",)) from exc
    except ImportError as exc:
        raise UserError(
            f"{location}: a package is missing to reach it ({exc})",
            hints=("install it here and on every worker",),
        ) from exc
    return system, str(path)


def _protocols(system: Any) -> frozenset[str]:
    spoken = system.protocol
    return frozenset((spoken,) if isinstance(spoken, str) else spoken)
