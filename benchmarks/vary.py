"""Copies of an archive in which every Message-ID differs, so that nothing counts as a duplicate."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

# Matches: "Message-ID: <a@b>", "<a@b>" in References. Must not match: "a < b and c > d".
_ID = re.compile(rb"<([^<>\s@]{1,200}@[^<>\s@]{1,200})>")


def write_varied(volumes: list[Path], folder: Path, *, copies: int) -> list[Path]:
    """Write *copies* mboxes, each with all of *volumes*, ids changed; return their paths."""
    folder.mkdir(parents=True)
    paths = []
    for copy in range(copies):
        path = folder / f"copy-{copy}.mbox"
        with path.open("wb") as out:
            for volume in volumes:
                with gzip.open(volume) as lines:
                    mark = b"<%d." % copy
                    out.writelines(_ID.sub(rb"%b\1>" % mark, line) for line in lines)
        paths.append(path)
    return paths
