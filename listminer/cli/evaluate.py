"""`listminer evaluate`: how good the readings are, against labelled threads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from listminer.cli.evaluate_structure import evaluate_threads, evaluate_zones
from listminer.cli.evaluate_summary import evaluate_summary, evaluate_verbatim
from listminer.cli.options import F, format_option
from listminer.cli.printing import emit


def _options(command: F) -> F:
    """Add what all scores of readings take."""
    for option in (
        format_option("text", "markdown", "json"),
        click.option(
            "--errors",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Show the N worst mistakes of each kind, with their context.",
        ),
        click.option(
            "--gold",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A folder of labelled threads [default: the sample debate].",
        ),
    ):
        command = option(command)
    return command


@click.group("evaluate", invoke_without_command=True)
@_options
@click.pass_context
def evaluate(
    context: click.Context,
    gold: Path | None,
    errors: int,
    format_: str,
    output: Path | None,
) -> None:
    """Score what listminer reads against threads that people labelled."""
    if context.invoked_subcommand is None:
        _run("all", gold, errors, format_, output)


def _run(what: str, gold: Path | None, errors: int, format_: str, output: Path | None) -> None:
    from listminer.evaluate.official import evaluate_readings  # late: spaCy

    emit(evaluate_readings(what, gold, errors=errors).render(format_), output)


def _add(what: str, help_: str) -> Callable[..., None]:
    @evaluate.command(what, help=help_)
    @_options
    def command(gold: Path | None, errors: int, format_: str, output: Path | None) -> None:
        _run(what, gold, errors, format_, output)

    return command


_add("acts", "Score what each sentence does: eight labels.")
_add("findings", "Score proposals, positions, action items, questions, decisions, the summary.")
_add("bc3", "Score proposals, requests and commitments on BC3 (--gold holds dev.json, dev.mbox).")
_add("all", "Score all that the folder has labels for (also without a subcommand).")
evaluate.add_command(evaluate_summary)
evaluate.add_command(evaluate_verbatim)
evaluate.add_command(evaluate_threads)
evaluate.add_command(evaluate_zones)
