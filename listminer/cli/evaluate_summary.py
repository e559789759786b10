"""`listminer evaluate summary`: how good the summaries are, against people's."""

from __future__ import annotations

from pathlib import Path

import click

from listminer.cli.options import format_option
from listminer.cli.printing import emit


@click.command("summary")
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="The folder of BC3: dev.json and dev.mbox.",
)
@format_option("text", "markdown", "json")
def evaluate_summary(gold: Path, format_: str, output: Path | None) -> None:
    """Score summaries on BC3: extracts by weighted recall, texts by ROUGE, beside other methods."""
    from listminer.evaluate.bc3_summary import evaluate_summaries  # late: spaCy
    from listminer.evaluate.tables import render_tables
    from listminer.extract.findings import extract
    from listminer.extract.reading import load_reader

    reader = load_reader()
    tables = evaluate_summaries(gold, lambda discussion: extract(discussion, reader))
    emit(render_tables(tables, format_), output)
