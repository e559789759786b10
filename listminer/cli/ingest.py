"""`ingest`, `update`, `problems`, `doctor`: mail in, and what became of each message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from listminer.cli.options import format_option, once_option
from listminer.cli.printing import (
    DONE,
    DONE_WITH_PROBLEMS,
    as_json,
    emit,
    emit_as,
    emit_data,
    opened,
    tell_failed,
    tell_problems,
    terminal_columns,
)
from listminer.cli.progress import progress_bar
from listminer.errors import UserError
from listminer.render.listing import Column, counted, day, write_table
from listminer.render.safe import shown_line
from listminer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from listminer.pipeline import Accounts, IngestReport
    from listminer.pipeline.updating import Update

_ROBOTS = "robots.txt is not asked: only right for a server of your own"
_ALL = "to see all: listminer problems"


@click.command("ingest", short_help="Bring mail into the store, from disk or from servers.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@once_option("--list", "list_", metavar="NAME", help_="The list's name, whatever the mail says.")
@once_option(
    "--since",
    "since",
    metavar="DAY",
    help_="Fetch from this day, month or year on: 2016-03-11, 2016-03, 2016, 14d, 2w.",
    is_day=True,
)
@once_option(
    "--until",
    "until",
    metavar="DAY",
    help_="Fetch up to this day, month or year, its end included.",
    is_day=True,
)
@click.option("--server", metavar="URL", help="Where a list address or a Message-ID lives.")
@click.option("--attachments", is_flag=True, help="Fetch HTML parts that a list cut out.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that parse [default: one per core, at most 4].",
)
@click.option("--offline", is_flag=True, help="Ask no server; use what was fetched before.")
@click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt forbids (own servers).")
@format_option("text", "json")
@click.pass_obj
def ingest_(
    settings: Settings,
    sources: tuple[str, ...],
    list_: str | None,
    since: str | None,
    until: str | None,
    server: str | None,
    attachments: bool,
    workers: int | None,
    offline: bool,
    ignore_robots: bool,
    format_: str,
    output: Path | None,
) -> int:
    """Bring mail into the store: files, folders, git clones, archive servers.

    A SOURCE is a mailbox (mbox, Maildir, also packed), a folder of them, a mail, a saved
    archive page, "-" for standard input, a clone of a public-inbox, or the URL of a list,
    a month, a thread or a message in pipermail, HyperKitty or public-inbox; LIST@HOST works
    as well, and <MESSAGE-ID> with --server. What is stored is not read again.
    """
    from listminer.pipeline import Access, StoppedIngest, ingest_sources  # late: parsers

    access = Access(
        since=since,
        until=until,
        server=server,
        offline=offline,
        ignore_robots=ignore_robots,
        attachments=attachments,
    )
    if ignore_robots:
        click.echo(_ROBOTS, err=True)
    with opened(settings, readonly=False) as store:
        try:
            with progress_bar() as progress:
                report = ingest_sources(
                    store,
                    sources,
                    settings,
                    list_name=list_,
                    workers=workers,
                    access=access,
                    progress=progress,
                )
        except StoppedIngest as stopped:
            done = replace(stopped.report, sources=stopped.report.sources[:-1])
            if done.sources:
                emit_as(format_, _report(done, format_), output)
            tell_problems(done.total.problems, _ALL)
            raise
    emit_as(format_, _report(report, format_), output)
    return tell_problems(report.total.problems, _ALL)


def _report(report: IngestReport, format_: str) -> str:
    if format_ == "json":
        sources = [_accounts(each) for each in report.sources]
        return as_json({"sources": sources, "total": _accounts(report.total)})
    columns = (
        *(
            Column(head=head, is_number=True)
            for head in ("found", "stored", "duplicates", "rejected", "seconds")
        ),
        Column(head="source"),
    )
    rows = [_row(each) for each in report.sources]
    if len(rows) > 1:
        rows.append(_row(report.total))
    return write_table(columns, rows, terminal_columns())


def _row(accounts: Accounts) -> list[str]:
    counts = (accounts.found, accounts.stored, accounts.duplicates, accounts.rejected)
    source = accounts.source
    if accounts.skipped:
        source += f"  ({accounts.skipped:,} of {counted(accounts.files, 'file')} unchanged)"
    return [*(f"{each:,}" for each in counts), f"{accounts.seconds:.2f}", source]


def _accounts(accounts: Accounts) -> dict[str, Any]:
    return {
        "source": accounts.source,
        "found": accounts.found,
        "stored": accounts.stored,
        "duplicates": accounts.duplicates,
        "rejected": accounts.rejected,
        "seconds": accounts.seconds,
        "files": accounts.files,
        "unchanged": accounts.skipped,
        "problems": [
            {"stage": each.stage, "locator": each.locator, "message": each.message}
            for each in accounts.problems
        ],
    }


@click.command("update", short_help="Refresh every archive, and show what came.")
@click.option("--offline", is_flag=True, help="Ask no server; use what was fetched before.")
@click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt forbids (own servers).")
@format_option("text", "json")
@click.pass_obj
def update(
    settings: Settings, offline: bool, ignore_robots: bool, format_: str, output: Path | None
) -> int:
    """Refresh every archive in the store, and show what came: messages, threads that grew."""
    from listminer.pipeline import Access  # late: parsers
    from listminer.pipeline.updating import update as refresh

    access = Access(offline=offline, ignore_robots=ignore_robots)
    if not settings.store.exists():
        raise UserError(
            f"store {settings.store}: there is none yet",
            hints=("to fill it: listminer ingest SOURCE",),
        )
    if ignore_robots:
        click.echo(_ROBOTS, err=True)
    with opened(settings, readonly=False) as store, progress_bar() as progress:
        found = refresh(store, settings, access=access, progress=progress)
    emit_as(format_, _update(found, format_), output)
    return max(tell_failed(found.failed), tell_problems(found.problems, _ALL))


def _update(found: Update, format_: str) -> str:
    if format_ == "json":
        return as_json(
            {
                "sources": [_accounts(each) for each in found.sources],
                "threads": [
                    {
                        "thread": each.thread.root,
                        "number": each.thread.number,
                        "subject": each.thread.subject,
                        "messages": each.thread.messages,
                        "came": each.came,
                        "new": each.is_new,
                    }
                    for each in found.grown
                ],
            }
        )
    if not found.grown:
        return f"nothing new in {counted(len(found.sources), 'source')}"
    columns = (
        Column(head="thread", is_number=True),
        Column(head="new", is_number=True),
        Column(head="of", is_number=True),
        Column(head="last"),
        Column(head="subject", is_flexible=True),
    )
    rows = [
        (
            str(each.thread.number),
            str(each.came),
            str(each.thread.messages),
            day(each.thread.last),
            each.thread.subject,
        )
        for each in found.grown
    ]
    came = sum(each.came for each in found.grown)
    told = f"{counted(came, 'new message')} in {counted(len(rows), 'thread')}"
    return f"{told}\n\n{write_table(columns, rows, terminal_columns())}"


@click.command("doctor", short_help="Tell whether the installation is sound.")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@format_option("text", "json")
@click.pass_obj
def doctor(settings: Settings, urls: tuple[str, ...], format_: str, output: Path | None) -> int:
    """Tell whether network, cache, store and models are sound; URL: a server that must answer."""
    from listminer.library.installation import doctor as look  # late: the store

    found = look(*urls, settings=settings)
    if format_ == "json":
        rows = [{"what": e.what, "state": e.state, "found": e.found, "hint": e.hint} for e in found]
        emit_data(as_json(rows), output)
    else:
        emit(str(found), output)
    is_sound = all(each.state != "unsound" for each in found)
    return DONE if is_sound else DONE_WITH_PROBLEMS


@click.command("problems")
@once_option("--list", "list_", metavar="NAME", help_="Only this list.")
@format_option("text", "json")
@click.pass_obj
def problems(settings: Settings, list_: str | None, format_: str, output: Path | None) -> None:
    """Show what was skipped, and why."""
    with opened(settings) as store:
        found = list(store.problems(list_name=list_))
    if format_ == "json":
        rows = [{"stage": e.stage, "locator": e.locator, "message": e.message} for e in found]
        emit_data(as_json(rows), output)
        return
    lines = [f"{shown_line(each.locator)}\n    {shown_line(each.message)}" for each in found]
    emit("\n".join(lines) or "no problems: every message was used", output)
