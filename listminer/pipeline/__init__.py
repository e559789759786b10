"""The conductor: runs the wings in the order in which mail flows, and saves what they give.

Wings meet here and nowhere else. What cannot be used becomes a Problem.
"""

from listminer.pipeline.discussions import discussion, discussions_of, read_source
from listminer.pipeline.ingest import Accounts, IngestReport, MailFile, Progress, Source, ingest
from listminer.pipeline.parsing import Parsed, parse

__all__ = [
    "Accounts",
    "IngestReport",
    "MailFile",
    "Parsed",
    "Progress",
    "Source",
    "discussion",
    "discussions_of",
    "ingest",
    "parse",
    "read_source",
]
