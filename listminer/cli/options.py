"""Options that several commands share."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from listminer.errors import UserError
from listminer.periods import dated, period_start
from listminer.plugins import RENDERERS, installed

F = TypeVar("F", bound=Callable[..., Any])
_MOST = 2**31 - 1  # rows; SQLite takes no number of more than 64 bits


class AtMost(click.IntRange):
    """The N of "at most N", from 1; more than there can be is as good as all."""

    name = "integer"

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        return min(int(super().convert(value, param, ctx)), _MOST)


class Known(click.Choice[str]):
    """One of some names, in any case; where another is given, the nearest is told with them."""

    def __init__(self, choices: Iterable[str]) -> None:
        super().__init__(tuple(choices), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as exc:
            near = difflib.get_close_matches(str(value).casefold(), self.choices, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.BadParameter(exc.message + hint, ctx, param) from exc


class KnownOrPlugin(Known):
    """One of our own formats, else the name of an installed renderer, as it is written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as exc:
            names = [each.name for each in installed(RENDERERS)]
            if value in names:
                return str(value)
            told = f" Installed plug-ins: {', '.join(names) or 'none'}."
            raise click.BadParameter(exc.message + told, ctx, param) from exc


def what_was_meant(option: str, command: click.Command) -> Iterator[str]:
    """Yield what to write instead of an *option* that *command* has not: --json, -word."""
    form = next((each for each in command.params if each.name == "format_"), None)
    name = option.lstrip("-")
    if option.startswith("--") and form is not None and isinstance(form.type, Known):
        if name in form.type.choices:
            yield f"Write --format {name}."
    elif command.name == "search":
        yield "A query that begins with a minus stands behind --: listminer search -- -word."


def people_option(command: F) -> F:
    """Add `--people`: the user's own word on who is who."""
    return click.option(
        "--people",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help='Who is who, a TOML file: "Ada Lovelace" = ["ada@x.org", "countess"] '
        "[default: people.toml in the user's configuration folder].",
    )(command)


_ENDINGS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".parquet": "parquet",
}
# What no command writes as text: such a file would hold something else than it says.
_NEVER_TEXT = frozenset(
    {
        *(".pdf", ".png", ".svg", ".docx", ".odt", ".xlsx", ".ods", ".xml", ".yaml"),
        *(".gz", ".xz", ".zip", ".mbox", ".graphml", ".gexf", ".dot", ".ipynb"),
    }
)


def format_of_file(output: Path, formats: Sequence[str], command: str, *, default: str) -> str:
    """Return which of *formats* the ending of *output* tells, *default* if it tells none.

    Raises UserError for an ending that tells of a format which *command* does not write.
    """
    ending = output.suffix.lower()
    told = _ENDINGS.get(ending, default)
    if told in formats and ending not in _NEVER_TEXT:
        return told
    known = [end for end, each in _ENDINGS.items() if each in formats]
    raise UserError(
        f"{output}: {command} cannot write {ending}",
        hints=(
            f"name one that ends in {', '.join(known)}",
            f"or say what it is to hold: --format {'|'.join(formats)}",
        ),
    )


def _only_one(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str | None:
    """Return the one value that was given, None without any.

    Raises UserError for several: the last alone would be taken, the rest dropped unsaid. And
    for a blank one: a name that a script left empty.
    """
    flag = param.opts[0]
    if len(value) > 1:
        raise UserError(
            f"{flag} is given {len(value)} times ({', '.join(value)}), expected one",
            hints=(f"run it once for each, or leave {flag} out",),
        )
    if value and not value[0].strip():
        raise UserError(f"{flag} is given nothing", hints=("name one, or leave it out",))
    return value[0] if value else None


def format_option(*formats: str) -> Callable[[F], F]:
    """Add `--format` with the first of *formats* as default, and `-o`."""
    return _with_output(Known(formats), "How to write it")


def format_or_plugin_option(*formats: str) -> Callable[[F], F]:
    """Add the same as `format_option`; the name of an installed renderer is a format, too."""
    return _with_output(KnownOrPlugin(formats), "How to write it, or an installed renderer's name")


def _with_output(kind: Known, what: str) -> Callable[[F], F]:
    def meant(ctx: click.Context, param: click.Parameter, value: str) -> str:
        """Return the format that was named, else the one that the file's ending tells, if any."""
        output = ctx.params.get("output")
        source = ctx.get_parameter_source(param.name or "")
        if output is None or source is not click.core.ParameterSource.DEFAULT:
            return value
        return format_of_file(output, kind.choices, ctx.info_name or "", default=value)

    def add(command: F) -> F:
        command = click.option(
            "--format",
            "format_",
            type=kind,
            default=kind.choices[0],
            show_default=True,
            callback=meant,
            help=f"{what}; unless it is said, by the ending of -o FILE.",
        )(command)
        return click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            is_eager=True,  # known before the format, which its ending may tell
            help="Write to this file instead of standard output.",
        )(command)

    return add


def limit_option(what: str, default: int | None = None) -> Callable[[F], F]:
    """Add `--limit`: at most N of *what*; all, or *default* of them, where it is not given."""
    return click.option(
        "--limit",
        type=AtMost(),
        metavar="N",
        default=default,
        show_default=default is not None,
        help=f"At most N {what}.",
    )


def once_option(
    flag: str | tuple[str, ...], name: str, *, metavar: str, help_: str, is_day: bool = False
) -> Callable[[F], F]:
    """Add an option that may be given once: a second one is told, where click takes the last.

    One that *is_day* may be told from today: "yesterday", "2 weeks ago", "14d".
    """
    callback = _only_one_day if is_day else _only_one
    flags = (flag,) if isinstance(flag, str) else flag
    return click.option(*flags, name, multiple=True, callback=callback, metavar=metavar, help=help_)


def _only_one_day(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str | None:
    given = _only_one(ctx, param, value)
    if given is None:
        return None
    day = dated(given, today())
    try:
        period_start(day)
    except UserError as exc:
        told = ("or from today: yesterday, 14d, 2w, 3 weeks ago",)
        raise UserError(exc.found, hints=(*exc.hints, *told)) from exc
    return day


def today() -> date:
    """Return the day it is, UTC, as all days here are."""
    return datetime.now(UTC).date()


def period_options(command: F) -> F:
    """Add `--list` (as `list_`), `--since` and `--until`."""
    for flag, name, help_ in (
        (
            "--until",
            "until",
            "Up to this day, month or year, its end included: 2016-03-11, 2016-03, 2016.",
        ),
        (
            "--since",
            "since",
            "From this day, month or year on; 14d, 2w: from so many days or weeks ago on.",
        ),
        ("--list", "list_", "Only this list."),
    ):
        is_day = flag != "--list"
        metavar = "DAY" if is_day else "NAME"
        command = once_option(flag, name, metavar=metavar, help_=help_, is_day=is_day)(command)
    return command
