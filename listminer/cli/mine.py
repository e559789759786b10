"""`mine`: archives of any size as tables, on a Dask cluster or on all cores of this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from listminer.cli.options import Known, once_option
from listminer.cli.printing import as_json, emit_as, tell_problems, terminal_columns
from listminer.render.listing import Column, counted, write_table

if TYPE_CHECKING:
    from listminer.cluster import Mined
    from listminer.cluster.engine import Progress


@click.command("mine", short_help="Write the tables of many archives, on a Dask cluster.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR_OR_URL",
    help="Write the tables into this folder: a path, s3://…, any URL that fsspec speaks.",
)
@click.option(
    "--scheduler",
    default="local",
    show_default=True,
    metavar="tcp://HOST:PORT|local",
    help="Whose workers do it: a Dask scheduler's, or processes on this machine.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes of a local run [default: one per core].",
)
@once_option("--list", "list_", metavar="NAME", help_="The list's name, whatever the mail says.")
@click.option(
    "--format",
    "format_",
    type=Known(("text", "json")),
    default="text",
    show_default=True,
    help="How to tell what was done.",
)
def mine_(
    sources: tuple[str, ...],
    output: str,
    scheduler: str,
    workers: int | None,
    list_: str | None,
    format_: str,
) -> int:
    """Write what is in SOURCES as Parquet: messages, threads, segments, links, all findings.

    A SOURCE is a file or folder of mail, a clone of a public-inbox, or a URL of fsspec's
    (s3://…); every worker must see it. The tables hold the same rows as `listminer export
    --format parquet` of a store with the same mail, where no people.toml tells who is who and no
    plug-in reads on: plug-ins are not run, so that each worker finds the same. A run that was
    stopped goes on when it is started again; workers may die at any time.
    """
    from listminer.cluster import mine  # late: the extractors

    with _bar() as progress:
        mined = mine(
            sources,
            output,
            scheduler=scheduler,
            workers=workers,
            list_name=list_,
            progress=progress,
        )
    emit_as(format_, _json(mined) if format_ == "json" else _text(mined), None)
    return _tell(mined, output)


def _text(mined: Mined) -> str:
    columns = (Column(head="rows", is_number=True), Column(head="table"))
    rows = [(f"{count:,}", table) for table, count in mined.rows.items()]
    return write_table(columns, rows, terminal_columns())


def _json(mined: Mined) -> str:
    return as_json(
        {
            "output": mined.location,
            "found": mined.found,
            "stored": mined.stored,
            "duplicates": mined.duplicates,
            "rejected": mined.rejected,
            "rows": dict(mined.rows),
            "tasks": mined.tasks,
            "problems": [
                {"stage": each.stage, "locator": each.locator, "message": each.message}
                for each in mined.problems
            ],
        }
    )


def _tell(mined: Mined, output: str) -> int:
    """Say what became of the mail; return the exit status."""
    what = f"wrote {output}" if mined.tasks else f"{output}: all was there"
    click.echo(
        f"{what}: {counted(mined.found, 'mail')} found, {mined.stored:,} kept, "
        f"{counted(mined.duplicates, 'copy', 'copies')}, {mined.rejected:,} rejected",
        err=True,
    )
    return tell_problems(mined.problems, "all of them in _manifest.json")


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """Give what a run tells how far it is; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # late: 50 ms
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("tasks, {task.fields[workers]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, workers="no worker yet")

        def tell(at: Progress) -> None:
            bar.update(
                task,
                description=at.stage,
                completed=at.done,
                total=at.total,
                workers=counted(at.workers, "worker"),
            )

        yield tell
