"""The command line: read the options, call one library function, print what it gives.

The only room that prints. Results go to standard output, talk to standard
error. Exit status: 0 done, 1 done with problems, 2 the user can mend it. Heavy
rooms are imported inside the commands: `listminer --help` must not load spaCy.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from listminer import __version__
from listminer.cli.browse import lists, search, threads
from listminer.cli.digest import digest
from listminer.cli.evaluate import evaluate
from listminer.cli.export import export, labels
from listminer.cli.figures import graph, plot, stats
from listminer.cli.findings import actions, decisions, positions, proposals, questions
from listminer.cli.ingest import doctor, ingest_, problems, update
from listminer.cli.mine import mine_
from listminer.cli.options import people_option, what_was_meant
from listminer.cli.pages import report
from listminer.cli.plain import use_plain_signs
from listminer.cli.printing import USER_CAN_MEND
from listminer.cli.read import demo, summarize_
from listminer.cli.show import show
from listminer.errors import UserError
from listminer.render.safe import shown
from listminer.settings import load_settings


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a reader (less, head) that has seen enough is no problem.

        Told here: click itself would exit with 1, "done with problems".
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


# `mine` finds the same on every worker, whatever is installed there; scores are of our own readings
_WITHOUT_PLUGINS = frozenset({"mine", "evaluate"})


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="listminer")
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The store file [default: LISTMINER_STORE, else the user's data folder].",
)
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="A settings file.")
@people_option
@click.option(
    "--extractors",
    metavar="NAME,...",
    help="Plug-ins that add findings to our own, in this order [default: LISTMINER_EXTRACTORS].",
)
@click.pass_context
def cli(
    context: click.Context,
    store: Path | None,
    config: Path | None,
    people: Path | None,
    extractors: str | None,
) -> None:
    """Read mailing-list archives: who proposed what, who stands where, what was settled."""
    flags = {"store": store, "people": people, "extractors": extractors}
    told = {name: value for name, value in flags.items() if value is not None}
    context.obj = load_settings(config, flags=told)
    if context.obj.extractors and context.invoked_subcommand in _WITHOUT_PLUGINS:
        left_out = ", ".join(context.obj.extractors)
        click.echo(f"note: {context.invoked_subcommand} runs no plug-ins, nor {left_out}", err=True)


# the commands; each module loads nothing heavy until its command runs
cli.add_command(actions)
cli.add_command(decisions)
cli.add_command(demo)
cli.add_command(digest)
cli.add_command(doctor)
cli.add_command(evaluate)
cli.add_command(export)
cli.add_command(graph)
cli.add_command(ingest_)
cli.add_command(labels)
cli.add_command(lists)
cli.add_command(mine_)
cli.add_command(plot)
cli.add_command(positions)
cli.add_command(problems)
cli.add_command(proposals)
cli.add_command(questions)
cli.add_command(report)
cli.add_command(search)
cli.add_command(show)
cli.add_command(stats)
cli.add_command(summarize_)
cli.add_command(threads)
cli.add_command(update)


def main() -> None:
    """Run the command line and exit; a user's slip is told in one message, without traceback."""
    # A Latin-1 locale has no “ and no ●. Standard error never fails: "backslashreplace".
    use_plain_signs(sys.stdout)
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as exc:
        if isinstance(exc, click.NoSuchOption) and exc.ctx is not None:
            for meant in what_was_meant(exc.option_name, exc.ctx.command):
                exc = click.UsageError(f"{exc.message} {meant}", exc.ctx)
        exc.show()
        sys.exit(exc.exit_code)
    except UserError as exc:
        click.echo(f"error: {shown(str(exc))}", err=True)  # it may hold a subject
        sys.exit(USER_CAN_MEND)
    except OSError as exc:
        if exc.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(f"error: the output cannot be written ({exc.strerror})", err=True)
        sys.exit(USER_CAN_MEND)
    sys.exit(status if isinstance(status, int) else 0)
