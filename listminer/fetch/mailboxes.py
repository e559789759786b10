"""A mailbox that a server gave, as a file of mail.

Touches what `fetch/http.py` keeps on disk, reading only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from listminer.fetch.cache import Kept
from listminer.fetch.local import SourceFile
from listminer.fetch.mbox import split_mbox
from listminer.fetch.patience import Limits
from listminer.fetch.unpack import unpacked_mail
from listminer.model import Archive, Problem, RawMessage

Shown = Callable[[RawMessage], RawMessage]


def mailbox_file(
    kept: Kept,
    archive: Archive,
    *,
    limits: Limits,
    dialect: str,
    shown: Callable[[], Shown],
) -> SourceFile:
    """Return the mails of *kept*; *shown* is asked when they are read, and gives each its page.

    Raises FetchError if *kept* is cut off, too large, or no mail.
    """
    unpacked_mail(kept, limits).close()

    def read() -> Iterator[RawMessage | Problem]:
        with_page = shown()
        with unpacked_mail(kept, limits) as mailbox:
            for raw in split_mbox(mailbox, archive, kept.url, dialect=dialect):
                yield raw if isinstance(raw, Problem) else with_page(raw)

    return SourceFile(
        archive=archive,
        path=kept.url,
        size_bytes=kept.size_bytes,
        fingerprint=kept.sha256,
        read=read,
    )
