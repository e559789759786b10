"""Open a file that may be compressed, and say where it was cut.

Touches disks, reading only.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Any

PACKED = (".gz", ".bz2", ".xz")
_MAGIC: tuple[tuple[bytes, Any], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
)


class PackedStream:
    """Bytes of a file, decompressed; `cut` says what stopped them early, None if nothing did."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self.cut: str | None = None

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes; what can be read before damage is returned, then b""."""
        if self.cut is not None:
            return b""
        pieces: list[bytes] = []
        left = size
        while left:
            try:
                piece = self._stream.read(65_536 if left < 0 else min(left, 65_536))
            except (EOFError, OSError, zlib.error, lzma.LZMAError) as exc:
                self.cut = f"damaged or cut short, what came before it was read ({exc})"
                break
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece) if left > 0 else 0
        return b"".join(pieces)

    def __enter__(self) -> PackedStream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stream.close()


def open_packed(path: Path) -> PackedStream:
    """Return the bytes of *path*, decompressed if its first bytes say gzip, bzip2 or xz."""
    with path.open("rb") as plain:
        head = plain.read(6)
    for magic, opener in _MAGIC:
        if head.startswith(magic):
            return PackedStream(opener(path, "rb"), str(path))
    return PackedStream(path.open("rb"), str(path))
