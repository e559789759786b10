"""`proposals`, `positions`, `actions`, `questions`, `decisions`: findings across threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from listminer.cli.counting import thread_count
from listminer.cli.options import F, Known, format_option, limit_option, once_option, period_options
from listminer.cli.printing import (
    at_most,
    emit,
    emit_data,
    emit_sheet,
    has_colour,
    tell_more,
    tell_problems,
    terminal_columns,
    what_there_is,
)
from listminer.model import STATUSES
from listminer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from listminer.model import Problem
    from listminer.render.finding_list import Kind

_HELP: dict[Kind, str] = {
    "proposals": "Show what was proposed across threads, by whom, and what became of it.",
    "positions": "Show who stands where across threads.",
    "actions": "Show who is to do what across threads, and by when.",
    "questions": "Show the questions asked across threads, open or answered.",
    "decisions": (
        "Show what was settled across threads, in somebody's words. What became of an idea by"
        " the sides that people took stands under `proposals`."
    ),
}


_ELSEWHERE = "; what the sides that people took came to: listminer proposals --status accepted"
_SHORT: dict[Kind, str] = {  # where the first sentence is too long for the list of commands
    "proposals": "Show what was proposed across threads.",
}


def _status_option(kind: Kind) -> Callable[[F], F]:
    """Add `--status`, but for decisions, which have none."""
    if kind == "decisions":
        return lambda command: command
    known = Known(STATUSES[kind])
    return click.option("--status", type=known, help="Only those that stand like this.")


def _command(kind: Kind) -> click.Command:
    @click.command(kind, help=_HELP[kind], short_help=_SHORT.get(kind))
    @period_options
    @once_option(
        "--thread", "thread", metavar="THREAD", help_="Only of this thread, as `show` takes it."
    )
    @once_option(
        "--person", "person", metavar="NAME", help_="Only of this person (a part of the name)."
    )
    @_status_option(kind)
    @click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Only findings at least this sure, from 0 to 1.",
    )
    @limit_option(kind)
    @format_option("text", "json", "jsonl", "csv")
    @click.pass_obj
    def command(
        settings: Settings,
        list_: str | None,
        since: str | None,
        until: str | None,
        thread: str | None,
        person: str | None,
        min_confidence: float,
        limit: int | None,
        format_: str,
        output: Path | None,
        status: str | None = None,
    ) -> int:
        from listminer.pipeline.finding_rows import finding_rows  # late: spaCy may be needed
        from listminer.pipeline.summaries import open_known
        from listminer.render.finding_list import finding_csv, finding_json, write_finding_list

        problems: list[Problem] = []
        with open_known(settings) as store, thread_count() as progress:
            rows = list(
                finding_rows(
                    store,
                    kind,
                    list_name=list_,
                    since=since,
                    until=until,
                    thread=thread,
                    person=person,
                    status=status,
                    min_confidence=min_confidence,
                    settings=settings,
                    progress=progress,
                    told=problems.append,
                )
            )
            instead = "" if rows else what_there_is(store, list_, since, until)
        rows, more = at_most(limit, rows)
        if format_ == "csv":
            emit_sheet([finding_csv(rows)], output)
        elif format_ == "json":
            emit_data("[" + ",\n ".join(finding_json(rows)) + "]", output)
        elif format_ == "jsonl":
            emit_data("\n".join(finding_json(rows)), output)
        elif rows:
            width, colour = terminal_columns(), has_colour(output)
            emit(write_finding_list(rows, width=width, colour=colour), output)
        if not rows:
            where = "list and period" if thread is None else "thread"
            other = instead or (_ELSEWHERE if kind == "decisions" else "")
            click.echo(f"no {kind} are found in this {where}{other}", err=True)
        tell_more(more)
        return tell_problems(problems)

    return command


proposals = _command("proposals")
positions = _command("positions")
actions = _command("actions")
questions = _command("questions")
decisions = _command("decisions")
