"""The command line: read the options, call one library function, print what it gives.

The only room that prints. Results go to standard output, talk to standard
error. Exit status: 0 done, 1 done with problems, 2 the user can mend it. Heavy
rooms are imported inside the commands: `listminer --help` must not load spaCy.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from listminer import __version__
from listminer.errors import UserError
from listminer.settings import Settings, load_settings

if TYPE_CHECKING:
    from listminer.model import Discussion
    from listminer.store import Store

F = TypeVar("F", bound=Callable[..., Any])
DONE_WITH_PROBLEMS = 1
USER_CAN_MEND = 2


def _style(stdout_is_terminal: bool) -> tuple[int, bool]:
    """Return the columns to fill and whether to colour: https://no-color.org is obeyed."""
    columns = shutil.get_terminal_size((100, 24)).columns
    return columns, stdout_is_terminal and "NO_COLOR" not in os.environ


def _emit(text: str, output: Path | None) -> None:
    """Print *text*, or write it whole to *output*."""
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    try:
        output.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as exc:
        raise UserError(f"{output}: cannot be written ({exc.strerror})") from exc
    click.echo(f"wrote {output}", err=True)


def format_option(*formats: str) -> Callable[[F], F]:
    """Add `--format` with the first of *formats* as default, and `-o`."""

    def add(command: F) -> F:
        command = click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How to write it.",
        )(command)
        return click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Write to this file instead of standard output.",
        )(command)

    return add


def period_options(command: F) -> F:
    """Add `--list`, `--since` and `--until`."""
    for name, help_ in (
        ("--until", "Up to this day, month or year, its end included: 2016-03-11, 2016-03, 2016."),
        ("--since", "From this day, month or year on."),
        ("--list", "Only this list."),
    ):
        command = click.option(name, name.strip("-") + "_" * (name == "--list"), help=help_)(
            command
        )
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="listminer")
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The store file [default: LISTMINER_STORE, else the user's data folder].",
)
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="A settings file.")
@click.pass_context
def cli(context: click.Context, store: Path | None, config: Path | None) -> None:
    """Read mailing-list archives: who proposed what, who stands where, what was settled."""
    flags = {"store": store} if store else {}
    context.obj = load_settings(config, flags=flags)


@contextmanager
def opened(settings: Settings, *, readonly: bool = True) -> Iterator[Store]:
    """Open the user's store for the time of one command."""
    from listminer.store import Store  # late: sqlite3 and the schema

    with Store.open(settings.store, readonly=readonly) as store:
        yield store


def main() -> None:
    """Run the command line and exit; a user's slip is told in one message, without traceback."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as exc:
        exc.show()
        sys.exit(exc.exit_code)
    except UserError as exc:
        click.echo(f"error: {exc}", err=True)
        sys.exit(USER_CAN_MEND)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)  # the reader (less, head) has seen enough
    sys.exit(status if isinstance(status, int) else 0)
