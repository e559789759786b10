"""`report`: a site of static pages; and the page of one debate for `summarize` and `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from listminer.cli.counting import thread_count
from listminer.cli.options import period_options
from listminer.cli.printing import tell_problems
from listminer.errors import UserError
from listminer.render.listing import counted
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.model import Discussion, Problem, Summary
    from listminer.pipeline.summaries import Debates


@click.command("report", short_help="Write a static site of threads, people, a search.")
@period_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    metavar="FOLDER",
    help="Write the site into this folder.",
)
@click.option("--title", help="What the site is called [default: its list, or how many].")
@click.pass_obj
def report(
    settings: Settings,
    list_: str | None,
    since: str | None,
    until: str | None,
    output: Path,
    title: str | None,
) -> int:
    """Write a static site: what is contested, decided, asked; each thread, each person, a search.

    It needs no server: open its index.html, or copy the folder to any web space.
    Of a period it has the threads that were active then, each whole, however long it goes on.
    Pages of a site that was in the folder are replaced; other files there stay.
    """
    from listminer.pipeline.pages import write_report  # late: spaCy
    from listminer.pipeline.summaries import open_known

    problems: list[Problem] = []
    with open_known(settings) as store, thread_count() as progress:
        found = write_report(
            store,
            output,
            settings,
            list_name=list_,
            since=since,
            until=until,
            title=title,
            progress=progress,
            told=problems.append,
        )
    size = f"{found.size_bytes / 1e6:.1f} MB"
    people = counted(found.people, "person", "people")
    click.echo(f"wrote {found.index}: {counted(found.threads, 'thread')}, {people}, {size}")
    if found.removed:
        click.echo(f"removed {counted(found.removed, 'page')} of the site of before", err=True)
    return tell_problems(problems)


def html_page(discussion: Discussion, summary: Summary) -> str:
    """Return the page of one debate."""
    from listminer.render.html import render_page  # late: only the format that is asked for

    return render_page(discussion, summary)


def keep_page(found: Debates, path: Path, words: int) -> Path:
    """Write the page of the one thread of *found* to *path*, and return where it is."""
    from listminer.pipeline.summaries import summaries  # late: spaCy

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for discussion, summary in summaries(found, words=words):
            path.write_text(html_page(discussion, summary), encoding="utf-8", errors="replace")
    except OSError as exc:
        raise UserError(
            f"{path}: cannot be written ({exc.strerror})",
            hints=("name a cache folder that can: LISTMINER_CACHE=FOLDER",),
        ) from exc
    return path


def check_one_page(count: int) -> None:
    """Raise UserError unless one thread is meant: a page shows one."""
    if count > 1:
        raise UserError(
            f"a page shows one thread, {count} are meant",
            hints=("one of them:  --thread N", "pages of many:  listminer report -o FOLDER"),
        )
