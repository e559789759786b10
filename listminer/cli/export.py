"""`export`: the store's tables as data files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from listminer.cli.options import format_option, period_options
from listminer.cli.printing import emit_pieces, opened
from listminer.settings import Settings

TABLES = ("messages", "threads", "segments", "links", "acts")


@click.command("export", short_help="Write the store's tables as CSV or JSON lines.")
@click.argument("table", type=click.Choice(TABLES))
@period_options
@format_option("jsonl", "csv")
@click.pass_obj
def export(
    settings: Settings,
    table: Any,
    list_: str | None,
    since: str | None,
    until: str | None,
    format_: Any,
    output: Path | None,
) -> None:
    """Write a TABLE of the store as a data file: messages, threads, segments, links, acts."""
    # readings are kept for the next time; everything else only looks, and no store is made
    with opened(settings, readonly=table != "acts" or not settings.store.exists()) as store:
        from listminer.store import rows_of, write_rows  # late: with the store

        read = store.discussions
        if table == "acts":
            from listminer.pipeline.findings import findings_of  # late: spaCy

            read = partial(findings_of, store)
        discussions = read(list_name=list_, since=since, until=until)
        rows = (row for each in discussions for row in rows_of(table, each))
        texts = write_rows(rows, table, form=format_)
        emit_pieces((each.encode() for each in texts), output)
