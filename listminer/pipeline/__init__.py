"""The conductor: runs the wings in the order in which mail flows, and saves what they give.

Wings meet here and nowhere else. What cannot be used becomes a Problem.
"""

from listminer.pipeline.discussions import discussion, discussions_of, read_source
from listminer.pipeline.findings import findings_of, read_findings
from listminer.pipeline.ingest import (
    Accounts,
    IngestReport,
    MailFile,
    Progress,
    Source,
    StoppedIngest,
    ingest,
)
from listminer.pipeline.parsing import Parsed, parse
from listminer.pipeline.remote import Access, Fetching, ingest_sources, read_remote

__all__ = [
    "Access",
    "Accounts",
    "Fetching",
    "IngestReport",
    "MailFile",
    "Parsed",
    "Progress",
    "Source",
    "StoppedIngest",
    "discussion",
    "discussions_of",
    "findings_of",
    "ingest",
    "ingest_sources",
    "parse",
    "read_findings",
    "read_remote",
    "read_source",
]
