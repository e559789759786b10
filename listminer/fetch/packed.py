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

    def __init__(self, stream: IO[bytes], *, keep: bool = False) -> None:
        self._stream: Any = stream
        self._read = getattr(stream, "read1", stream.read)  # read() would lose what stood before
        self._keep = keep
        self.cut: str | None = None

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes; what can be read before damage is returned, then b""."""
        if self.cut is not None:
            return b""
        pieces: list[bytes] = []
        left = size
        while left:
            try:
                piece = self._read(65_536 if left < 0 else min(left, 65_536))
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
        if not self._keep:
            self._stream.close()


def open_packed(path: Path) -> PackedStream:
    """Return the bytes of *path*, decompressed if its first bytes say gzip, bzip2 or xz."""
    with path.open("rb") as plain:
        head = plain.read(6)
    opener = _opener(head)
    return PackedStream(opener(path, "rb") if opener else path.open("rb"))


def unpack_stream(stream: IO[bytes]) -> PackedStream:
    """Return the bytes of a seekable *stream* from its start, as `open_packed`; it stays open."""
    stream.seek(0)
    opener = _opener(stream.read(6))
    stream.seek(0)
    return (
        PackedStream(opener(stream, "rb"), keep=False)
        if opener
        else PackedStream(stream, keep=True)
    )


def _opener(head: bytes) -> Any:
    return next((opener for magic, opener in _MAGIC if head.startswith(magic)), None)
