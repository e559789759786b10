"""How commands print: results to standard output or a file, talk to standard error."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from listminer.aliases import load_aliases
from listminer.errors import UserError
from listminer.periods import period_bounds
from listminer.render.layout import USUAL_COLUMNS
from listminer.render.listing import counted, period
from listminer.render.safe import shown, shown_line
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.model import Problem
    from listminer.store import Store

Row = TypeVar("Row")

DONE = 0
DONE_WITH_PROBLEMS = 1
USER_CAN_MEND = 2
EMPTY = "the store has no mail yet: listminer ingest SOURCE"
_MOST_TOLD = 5  # problems named at once
_FOR_PEOPLE = frozenset({"text", "markdown"})
_DATABASE = b"SQLite format 3\0"  # how every SQLite file begins (sqlite.org/fileformat)
_BESIDE_A_DATABASE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to it holds mail, too


def tell_problems(problems: Sequence[Problem], where: str = "") -> int:
    """Say on standard error what could not be used; return the exit status.

    *where* all of them are is said where there are more than are named. That threads
    are in another language is noted once, and is no failure.
    """
    foreign = [each for each in problems if each.stage == "language"]
    if foreign:
        more = (
            f" (and so for {counted(len(foreign) - 1, 'more thread')})" if len(foreign) > 1 else ""
        )
        click.echo(f"note: {_where_and_why(foreign[0])}{more}", err=True)
    failures = [each for each in problems if each.stage != "language"]
    if not failures:
        return DONE
    for each in failures[:_MOST_TOLD]:
        click.echo(f"problem: {_where_and_why(each)}", err=True)
    count = counted(len(failures), "problem")
    click.echo(f"{count}, {where}" if where and len(failures) > _MOST_TOLD else count, err=True)
    return DONE_WITH_PROBLEMS


def tell_failed(sources: Sequence[Problem]) -> int:
    """Say on standard error which *sources* gave no mail, and why; return the exit status."""
    for each in sources:
        click.echo(f"no mail came: {_where_and_why(each)}", err=True)
    return DONE_WITH_PROBLEMS if sources else DONE


def what_there_is(store: Store, list_name: str | None, since: str | None, until: str | None) -> str:
    """Return of which days the mail is where the period that was asked for holds none; else "".

    Of a store without any mail, how to fill it.
    """
    if not store.count():
        return f"; {EMPTY}"
    listed = store.lists()
    if list_name is not None:
        listed = tuple(each for each in listed if each.name.lower() == list_name.lower())
    days = [day for each in listed for day in (each.first, each.last) if day is not None]
    start, end = period_bounds(since, until)
    if not days or ((start is None or start <= max(days)) and (end is None or min(days) < end)):
        return ""
    return f"; there is mail of {period(min(days), max(days))}"


def at_most(limit: int | None, found: list[Row]) -> tuple[list[Row], int]:
    """Return the first *limit* of what was *found*, None for all, and how many that leaves out."""
    kept = found[:limit]
    return kept, len(found) - len(kept)


def tell_more(more: int) -> None:
    """Say on standard error how many *more* a limit left out; nothing if it left out none."""
    if more:
        click.echo(f"and {more:,} more, left out by --limit", err=True)


def _where_and_why(problem: Problem) -> str:
    """Return a problem in one line; many a reason names its place itself."""
    where, why = shown_line(problem.locator), shown_line(problem.message)
    return why if where in why else f"{where}: {why}"


def terminal_columns() -> int:
    """Return the columns to fill: the terminal's, USUAL_COLUMNS in a pipe."""
    return shutil.get_terminal_size((USUAL_COLUMNS, 24)).columns


def is_terminal(output: Path | None) -> bool:
    """Return whether results go to a terminal."""
    # a shell's ">&-" leaves no standard output at all
    return output is None and sys.stdout is not None and sys.stdout.isatty()


def has_colour(output: Path | None) -> bool:
    """Return whether to colour: a terminal that does not say NO_COLOR (https://no-color.org)."""
    return is_terminal(output) and not os.environ.get("NO_COLOR")


def emit(text: str, output: Path | None) -> None:
    """Print *text* for people, or write it whole to *output*; one line end closes it."""
    if output is None:
        _check_stdout()
        click.echo(text.rstrip("\n"))
    else:
        emit_data(text, output)


def emit_data(text: str, output: Path | None) -> None:
    """Write *text* for programs, as UTF-8 whatever the locale is; one line end closes it."""
    emit_pieces([(text.rstrip("\n") + "\n").encode("utf-8", "replace")], output)


def emit_as(format_: str, text: str, output: Path | None) -> None:
    """Print *text* or write it to *output*, as who reads such a *format_* wants it."""
    if format_ in _FOR_PEOPLE:
        emit(text, output)
    else:
        emit_data(text, output)


def emit_pieces(pieces: Iterable[bytes], output: Path | None) -> None:
    """Write *pieces* to standard output, or all of them or none to the file *output*.

    A terminal shows them with what could steer it made visible. Raises UserError
    where nothing can be written, and where a store would be written over.
    """
    if output is not None:
        _write_file(pieces, output)
        return
    _check_stdout()
    if is_terminal(output):
        for piece in pieces:
            click.echo(shown(piece.decode("utf-8", "replace").replace("\r\n", "\n")), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()


def emit_sheet(lines: Iterable[str], output: Path | None) -> None:
    """Write *lines* of CSV as `emit_pieces` does, a file with the mark of UTF-8 at its head.

    Without it Excel reads a file by the code page of its machine. What goes to standard
    output, or to a pipe or a device that is named, is read by programs, for which the mark
    is a part of the first column's name. Half of a surrogate pair, which some mails have, is "?".
    """
    pieces = (line.encode("utf-8", "replace") for line in lines)
    is_file = output is not None and (output.is_file() or not output.exists())
    emit_pieces(chain((BOM_UTF8,), pieces) if is_file else pieces, output)


def check_no_store(output: Path) -> None:
    """Raise UserError if *output* is a store, or another database: it may be all there is."""
    target = Path(os.path.realpath(output))
    beside = [target.with_name(target.name.removesuffix(end)) for end in _BESIDE_A_DATABASE]
    if any(_is_database(each) for each in (target, *beside)):
        raise UserError(
            f"{output}: holds a store, which would be lost; expected a file for what is written",
            hints=("name another file: -o FILE",),
        )


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _check_stdout() -> None:
    """Raise UserError if there is no standard output: a shell's ">&-" closed it."""
    if sys.stdout is None:
        raise UserError(
            "standard output is closed, expected one to print to",
            hints=("name a file: -o FILE", "or leave >&- out"),
        )


def _write_file(pieces: Iterable[bytes], output: Path) -> None:
    try:
        check_no_store(output)
        # not a pipe or a device: asked of the name as given, for what /dev/stdout and a shell's
        # >(…) lead to is "/proc/7/fd/pipe:[93]", where nothing is
        is_plain = output.is_file() or not output.exists()
        target = Path(os.path.realpath(output)) if is_plain else output
        beside = target.with_name(f".{target.name}.{os.getpid()}.partial") if is_plain else target
        try:
            with beside.open("wb") as file:
                file.writelines(pieces)
            if is_plain:
                beside.replace(target)
        except BaseException:
            if is_plain:
                beside.unlink(missing_ok=True)
            raise
    except FileNotFoundError as exc:
        raise UserError(
            f"{output}: cannot be written (there is no folder {output.parent})",
            hints=(f"make it: mkdir -p {shlex.quote(str(output.parent))}",),
        ) from exc
    except OSError as exc:
        raise UserError(f"{output}: cannot be written ({exc.strerror})") from exc
    click.echo(f"wrote {output}", err=True)


def as_json(value: object) -> str:
    """Return *value* as JSON that can be written and steers no terminal, whatever it holds."""
    from listminer.render.json import dumped  # late: most commands print text

    return dumped(value, indent=1)


@contextmanager
def opened(settings: Settings, *, readonly: bool = True) -> Iterator[Store]:
    """Open the user's store for the time of one command."""
    from listminer.store import Store  # late: sqlite3 and the schema

    told = load_aliases(settings.people if readonly else None)  # who writes asks nobody
    with Store.open(
        settings.store, readonly=readonly, busy_timeout_s=settings.busy_timeout_s
    ) as store:
        yield store.with_people(told)
