"""What the store answers with, beside the types of the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from listminer.model import Address, Archive, MessageId, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRow:
    """What threading needs of a message, without its body."""

    number: int
    message_id: MessageId
    references: tuple[MessageId, ...]
    date: datetime | None
    subject: str
    sender: Address
    base_subject: str
    parent: MessageId | None  # the one that adopted it; None if none did
    how: str | None  # "quote" or "subject" beside a parent


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadListing:
    """One thread as a list of threads shows it."""

    number: int  # stays while the thread grows; a THREAD argument
    root: MessageId
    subject: str
    messages: int
    people: int
    first: datetime | None  # aware, UTC; None if no message has a date
    last: datetime | None
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListListing:
    """One mailing list in the store."""

    name: str
    messages: int
    threads: int
    first: datetime | None
    last: datetime | None
    archives: tuple[Archive, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """The accounts of one source file: found = stored + duplicates + rejected."""

    path: str
    archive: Archive
    found: int
    stored: int
    duplicates: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A source as the user named it, and what of it was asked for: what `update` asks again."""

    source: str  # an absolute path, a URL, a list address, a Message-ID
    list_name: str | None = None  # None: the source tells it
    since: str | None = None
    until: str | None = None
    server: str | None = None
    attachments: bool = False  # whether parts that the list cut out are fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One message that a search found, and the words around the hit."""

    message_id: MessageId
    sender: Address
    date: datetime | None
    subject: str
    lists: tuple[str, ...]
    thread: MessageId  # the root's, which the archive may lack
    number: int  # of the thread, as in ThreadListing
    url: str | None
    snippet: Span  # the lines to show
    matches: tuple[Span, ...]  # the words that were searched for, inside the snippet
    text: str  # the snippet's words
    is_quoted: bool = False  # True: the sender quotes what was found, with or without a mark
