"""How commands print: results to standard output or a file, talk to standard error."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from listminer.errors import UserError
from listminer.render.listing import counted
from listminer.render.safe import shown_line
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.model import Problem
    from listminer.store import Store

DONE = 0
DONE_WITH_PROBLEMS = 1
USER_CAN_MEND = 2
_MOST_TOLD = 5  # problems named at once


def tell_problems(problems: Sequence[Problem], where: str = "") -> int:
    """Say on standard error what could not be used, and *where* all is; return the exit status."""
    if not problems:
        return DONE
    for each in problems[:_MOST_TOLD]:
        click.echo(f"problem: {shown_line(each.locator)}: {shown_line(each.message)}", err=True)
    count = counted(len(problems), "problem")
    click.echo(f"{count}, {where}" if where else count, err=True)
    return DONE_WITH_PROBLEMS


def terminal_columns() -> int:
    """Return the columns to fill: the terminal's, 100 in a pipe."""
    return shutil.get_terminal_size((100, 24)).columns


def has_colour(output: Path | None) -> bool:
    """Return whether to colour: a terminal that does not say NO_COLOR (https://no-color.org)."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def emit(text: str, output: Path | None) -> None:
    """Print *text*, or write it whole to *output*; one line end closes it."""
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    emit_pieces([(text.rstrip("\n") + "\n").encode("utf-8", "replace")], output)


def emit_pieces(pieces: Iterable[bytes], output: Path | None) -> None:
    """Write *pieces* to standard output, or all of them or none to the file *output*."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    target = output.resolve()
    is_plain = target.is_file() or not target.exists()  # not /dev/stdout, nor a named pipe
    beside = target.with_name(f".{target.name}.{os.getpid()}.partial") if is_plain else target
    try:
        try:
            with beside.open("wb") as file:
                file.writelines(pieces)
            if is_plain:
                beside.replace(target)
        except BaseException:
            if is_plain:
                beside.unlink(missing_ok=True)
            raise
    except OSError as exc:
        raise UserError(f"{output}: cannot be written ({exc.strerror})") from exc
    click.echo(f"wrote {output}", err=True)


def as_json(value: object) -> str:
    """Return *value* as JSON that can be written, whatever its strings hold."""
    found = json.dumps(value, ensure_ascii=False, indent=1)
    return found.encode("utf-8", "replace").decode()


@contextmanager
def opened(settings: Settings, *, readonly: bool = True) -> Iterator[Store]:
    """Open the user's store for the time of one command."""
    from listminer.store import Store  # late: sqlite3 and the schema

    with Store.open(
        settings.store, readonly=readonly, busy_timeout_s=settings.busy_timeout_s
    ) as store:
        yield store
