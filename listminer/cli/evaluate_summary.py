"""`evaluate summary`: how good the summaries are; `evaluate verbatim`: that they hold."""

from __future__ import annotations

from pathlib import Path

import click

from listminer.cli.options import format_option
from listminer.cli.printing import DONE, DONE_WITH_PROBLEMS, emit


@click.command("summary", short_help="Summaries on BC3, beside other methods.")
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

    reader = load_reader(tagged=False)
    tables = evaluate_summaries(gold, lambda discussion: extract(discussion, reader))
    emit(render_tables(tables, format_), output)


@click.command("verbatim", short_help="That no claim is without its words.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="Only threads of N messages or more.",
)
@format_option("text", "markdown", "json")
def evaluate_verbatim(
    sources: tuple[str, ...], least: int, format_: str, output: Path | None
) -> int:
    """Check each thread of mail on disk: each claim has its words, and they are that person's."""
    from listminer.evaluate.tables import render_tables  # late: spaCy
    from listminer.evaluate.verbatim import is_clean, verbatim_table
    from listminer.extract.findings import extract
    from listminer.extract.reading import load_reader

    reader = load_reader(tagged=False)
    table = verbatim_table(sources, lambda discussion: extract(discussion, reader), least=least)
    emit(render_tables([table], format_), output)
    return DONE if is_clean(table) else DONE_WITH_PROBLEMS
