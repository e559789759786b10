"""The one SQLite file: messages, threads, links, readings and a full-text index.

The only room with sqlite3. `Store` is what the rest of the house uses; the
codecs are pure, so that helper processes can make rows without a store.
"""

from listminer.store.codec import MessageRow, decode_segments, encode_message, storable
from listminer.store.connection import check_there
from listminer.store.discussions import PARTS, Part
from listminer.store.exporting import COLUMNS, PEOPLE, Table, rows_of, write_rows
from listminer.store.reading import PackedMessage
from listminer.store.rows import Followed, HeaderRow, Hit, ListListing, SourceRow, ThreadListing
from listminer.store.store import Store
from listminer.store.structure import ThreadRow, encode_thread
from listminer.store.writing import SourceWriter

__all__ = [
    "COLUMNS",
    "PARTS",
    "PEOPLE",
    "Followed",
    "HeaderRow",
    "Hit",
    "ListListing",
    "MessageRow",
    "PackedMessage",
    "Part",
    "SourceRow",
    "SourceWriter",
    "Store",
    "Table",
    "ThreadListing",
    "ThreadRow",
    "check_there",
    "decode_segments",
    "encode_message",
    "encode_thread",
    "rows_of",
    "storable",
    "write_rows",
]
