"""`evaluate zones`: what each line of a body is; `evaluate threads`: who answered which words."""

from __future__ import annotations

from pathlib import Path

import click

from listminer.cli.options import format_option
from listminer.cli.printing import emit


@click.command("zones", short_help="What each line of a body is.")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@format_option("text", "markdown", "json")
def evaluate_zones(path: Path, format_: str, output: Path | None) -> None:
    """Score the zones of labelled bodies: a file of JSON lines, or a folder of such files."""
    from listminer.evaluate.tables import render_tables
    from listminer.evaluate.zones import zone_tables
    from listminer.mail.zones import split_zones

    emit(render_tables(zone_tables(path, split_zones), format_), output)


@click.command("threads", short_help="Who answered which words.")
@click.argument("source", type=click.Path(exists=True))
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes [default: one per core]."
)
@format_option("text", "markdown", "json")
@click.pass_context
def evaluate_threads(
    context: click.Context, source: str, workers: int | None, format_: str, output: Path | None
) -> None:
    """Score threads and quote links on an archive: parents with all references removed."""
    from listminer.evaluate.tables import render_tables
    from listminer.evaluate.threads import score_threads

    scores = score_threads(source, context.obj, workers=workers)
    emit(render_tables([scores.table()], format_), output)
