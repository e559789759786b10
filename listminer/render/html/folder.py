"""The folder of a site: writes its pages, and tells those of listminer from all other files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from listminer.errors import UserError

FOLDERS = ("t", "p", "m")  # threads, people, months
_OURS = b'<meta name="generator" content="listminer'
_HEAD_BYTES = 4096  # of a page; the generator is named in its first lines
# Matches "drop-it-4f8f425ca3.html", as they were once, the same with 32 digits, "2016-03.html";
# must not match "notes.html": a page of one debate that the user put there is ours by its head,
# but no page of a site.
_NAMED_BY_US = re.compile(
    r"(?:[a-z0-9-]{1,48}-)?(?:[0-9a-f]{10}|[0-9a-f]{32})\.html|\d{4}-\d{2}\.html"
)


class Pages:
    """Writes pages below one folder, and knows which it wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise UserError(f"{folder}: cannot be written ({exc.strerror})") from exc

    def write(self, href: str, page: str) -> int:
        """Write one page; return its size in bytes."""
        data = page.encode("utf-8", "replace")
        path = self._folder / href
        try:
            path.write_bytes(data)
        except OSError as exc:
            raise UserError(f"{path}: cannot be written ({exc.strerror})") from exc
        return len(data)

    def remove_others(self, hrefs: Collection[str]) -> int:
        """Remove the pages of a site of before, all but *hrefs*; return how many there were.

        Only what a site of ours is made of goes; other files stay whatever they hold.
        """
        others = [
            each for each in self._pages() if each.relative_to(self._folder).as_posix() not in hrefs
        ]
        for path in others:
            try:
                path.unlink()
            except OSError as exc:
                raise UserError(
                    f"{path}: is of a site of before, and cannot be removed ({exc.strerror})"
                ) from exc
        return len(others)

    def _pages(self) -> Iterator[Path]:
        for name in FOLDERS:
            for path in sorted((self._folder / name).glob("*.html")):
                if _NAMED_BY_US.fullmatch(path.name) and is_ours(path):
                    yield path


def is_ours(path: Path) -> bool:
    """Return whether listminer wrote the page at *path*."""
    if not path.is_file():
        return False
    with path.open("rb") as page:
        return _OURS in page.read(_HEAD_BYTES)
