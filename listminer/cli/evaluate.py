"""`listminer evaluate`: how good the readings are, against labelled threads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.core import ParameterSource

from listminer.cli.evaluate_structure import evaluate_threads, evaluate_zones
from listminer.cli.evaluate_summary import evaluate_summary, evaluate_verbatim
from listminer.cli.options import F, format_option
from listminer.cli.printing import emit
from listminer.errors import UserError


def _options(command: F) -> F:
    """Add what all scores of readings take."""
    for option in (
        format_option("text", "markdown", "json"),
        click.option(
            "--errors",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Show the N worst mistakes of each kind, with their context (none of bc3).",
        ),
        click.option(
            "--gold",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A folder of labelled threads [default: the sample debate].",
        ),
    ):
        command = option(command)
    return command


@click.group(
    "evaluate",
    invoke_without_command=True,
    short_help="Score the readings against labelled threads.",
)
@_options
@click.pass_context
def evaluate(
    context: click.Context,
    gold: Path | None,
    errors: int,
    format_: str,
    output: Path | None,
) -> None:
    """Score what listminer reads against threads that people labelled; plug-ins are not run."""
    if context.invoked_subcommand is None:
        _run("all", gold, errors, format_, output)
    else:
        _check_order(context)


def _check_order(context: click.Context) -> None:
    """Raise UserError for options before the subcommand: it would score without them."""
    given = [
        param.opts[-1]
        for param in context.command.params
        if param.name and context.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        what = context.invoked_subcommand
        raise UserError(
            f"{' and '.join(given)} before {what}",
            hints=(f"write options after it: listminer evaluate {what} {given[0]} …",),
        )


def _run(what: str, gold: Path | None, errors: int, format_: str, output: Path | None) -> None:
    from listminer.evaluate.official import evaluate_readings  # late: spaCy

    emit(evaluate_readings(what, gold, errors=errors).render(format_), output)


def _add(what: str, help_: str, short: str) -> Callable[..., None]:
    @evaluate.command(what, help=help_, short_help=short)
    @_options
    def command(gold: Path | None, errors: int, format_: str, output: Path | None) -> None:
        _run(what, gold, errors, format_, output)

    return command


_add("acts", "Score what each sentence does: eight labels.", "What each sentence does.")
_add(
    "findings",
    "Score proposals, positions, action items, questions, decisions, the summary.",
    "Proposals, positions, decisions, the summary.",
)
_add(
    "bc3",
    "Score proposals, requests and commitments on BC3 (--gold holds dev.json, dev.mbox).",
    "Proposals, requests, commitments on BC3.",
)
_add(
    "all",
    "Score all that the folder has labels for (also without a subcommand).",
    "All that the folder has labels for.",
)
evaluate.add_command(evaluate_summary)
evaluate.add_command(evaluate_verbatim)
evaluate.add_command(evaluate_threads)
evaluate.add_command(evaluate_zones)
