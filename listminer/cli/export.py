"""`export`: tables as data files, mail as a mailbox, sentences to be labelled; labels back in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from listminer.cli.options import Known, format_of_file, people_option, period_options
from listminer.cli.printing import emit_pieces, emit_sheet, opened
from listminer.errors import UserError
from listminer.render.listing import counted
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.library import DebateList
    from listminer.library.pseudonyms import PseudonymReport

TABLES = ("messages", "threads", "segments", "links", "acts", "people")
_FINDINGS = ("proposals", "positions", "actions", "questions", "decisions")
_WHOLE = ("mbox", "labels")  # no tables: they have one form
_FORMATS = ("jsonl", "csv", "parquet")  # of a table
_READ = frozenset({"acts", "labels", *_FINDINGS})  # what is not read yet is read, and kept


@click.command("export", short_help="Write tables as CSV, JSON lines, Parquet; mail as an mbox.")
@click.argument(
    "what",
    metavar="TABLE|mbox|labels",
    type=Known((*TABLES, *_FINDINGS, *_WHOLE)),
)
@period_options
@click.option(
    "--format",
    "format_",
    type=Known(_FORMATS),
    help="How to write a table; unless it is said, by the ending of -o FILE [default: jsonl].",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of standard output; Parquet: into this folder.",
)
@click.option(
    "--pseudonyms",
    is_flag=True,
    help="Replace names, addresses and Message-IDs, in headers and in texts.",
)
@click.option(
    "--salt",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The secret that pseudonyms are made with: the same file, the same pseudonyms.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write where pseudonyms are in doubt to this file: JSON lines.",
)
@people_option
@click.pass_obj
def export(
    settings: Settings,
    what: Any,
    list_: str | None,
    since: str | None,
    until: str | None,
    format_: str | None,
    output: Path | None,
    pseudonyms: bool,
    salt: Path | None,
    report: Path | None,
    people: Path | None,
) -> None:
    """Write a table of the store as a data file: messages, threads, segments, links, acts, people.

    Parquet, in folders by list and month, also has proposals, positions, actions, questions and
    decisions, which commands of their own write as CSV and JSON lines. mbox writes the mail as a
    mailbox (mboxrd), labels its sentences as JSON lines that Label Studio and Prodigy take.

    With --pseudonyms everybody has another name and address, the same one with the same --salt, in
    headers, texts, quotes and signatures; what could not be replaced for certain is counted, and
    told place by place in --report. Mails are then plain text, without attachments.
    """
    _check_whole(what, format_)
    format_ = format_ or _format_of(what, output)
    _check_table(what, format_, output)
    _check_pseudonyms(pseudonyms, salt, report)
    from listminer.library import MailStore  # late: the library stands on all rooms
    from listminer.pipeline.summaries import open_known

    settings = replace(settings, people=people or settings.people)
    # readings are kept for the next time; everything else only looks
    with open_known(settings) if what in _READ else opened(settings) as store:
        debates = MailStore(store, settings).threads(list=list_, since=since, until=until)
        if salt is not None:
            debates = _pseudonymised(debates, salt)
        _write(debates, what, format_, output)
    if debates.unsure is not None:
        _tell(debates.unsure, report)


def _check_whole(what: str, format_: str | None) -> None:
    """Raise UserError where a format is named for what has one alone."""
    if what in _WHOLE and format_ is not None:
        raise UserError(f"{what} has a form of its own", hints=("leave --format out",))


def _format_of(what: str, output: Path | None) -> str:
    """Return how to write *what* where nobody says it: as the ending of its file tells."""
    if output is None or what in _WHOLE:
        return "jsonl"
    return format_of_file(output, _FORMATS, "export", default="jsonl")


def _check_table(what: str, format_: str, output: Path | None) -> None:
    """Raise UserError for what cannot be written in this form or to this place."""
    if format_ == "parquet":
        if output is None:
            raise UserError(
                "Parquet is many files, by list and month", hints=("name a folder: -o FOLDER",)
            )
        return
    if output is not None and output.is_dir():
        raise UserError(f"{output}: is a folder", hints=("name a file: -o FILE",))
    if what in _FINDINGS:
        raise UserError(
            f"{what} as {format_}: that is a command of its own",
            hints=(f"listminer {what} --format {format_}",),
        )


def _check_pseudonyms(pseudonyms: bool, salt: Path | None, report: Path | None) -> None:
    """Raise UserError where one option lacks another."""
    if pseudonyms and salt is None:
        raise UserError(
            "pseudonyms need a secret, so that nobody else can make the same",
            hints=("name its file: --salt FILE",),
        )
    if not pseudonyms and (salt is not None or report is not None):
        option = "--salt" if salt is not None else "--report"
        raise UserError(f"{option} is for pseudonyms", hints=("add --pseudonyms",))
    if report is not None and not report.resolve().parent.is_dir():  # told before all is written
        raise UserError(f"{report}: cannot be written (no such folder)")


def _pseudonymised(debates: DebateList, salt: Path) -> DebateList:
    from listminer.library.pseudonyms import load_salt  # late: rarely asked for

    loaded = load_salt(salt)
    for note in loaded.notes:
        click.echo(f"note: {note}", err=True)
    return debates.pseudonymised(loaded)


def _tell(unsure: PseudonymReport, report: Path | None) -> None:
    """Say how much is in doubt; write where to *report*."""
    for line in unsure.lines():
        click.echo(line, err=True)
    if report is not None:
        emit_pieces((f"{json.dumps(row)}\n".encode() for row in unsure.rows()), report)
    elif unsure:
        click.echo("where that is: --report FILE", err=True)


def _write(debates: DebateList, what: Any, format_: str, output: Path | None) -> None:
    if what == "mbox":
        emit_pieces(debates.mbox(), output)
    elif what == "labels":
        emit_pieces((line.encode() for line in debates.label_lines()), output)
    elif format_ == "csv":
        emit_sheet(debates.lines(what, "csv"), output)
    elif format_ == "jsonl":
        emit_pieces(_harmless(debates.lines(what, "jsonl")), output)
    elif output is not None:
        count = debates.write_parquet(what, output)
        click.echo(f"wrote {output}: {counted(count, 'row')}", err=True)


def _harmless(rows: Iterable[str]) -> Iterator[bytes]:
    """Yield JSON lines that steer no terminal: `cat` and `less -r` show them as they are."""
    from listminer.render.json import harmless  # late: only the format that is asked for

    return (harmless(row).encode() for row in rows)


@click.command("labels", short_help="Turn what people labelled into threads to evaluate against.")
@click.argument("results", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="Write the labelled threads into this folder.",
)
@click.pass_obj
def labels(settings: Settings, results: Path, output: Path) -> None:
    """Turn RESULTS, an export of Label Studio or Prodigy, into labelled threads.

    The sentences come from `listminer export labels`. To score the readings against them:
    listminer evaluate acts --gold FOLDER
    """
    from listminer.library import MailStore  # late: the library stands on all rooms

    with opened(settings) as store:
        names = MailStore(store, settings).threads().write_labelled(results, output)
    click.echo(f"wrote {output}: {counted(len(names), 'labelled thread')}", err=True)
