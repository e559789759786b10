"""`digest`: what happened on a list in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from listminer.cli.counting import thread_count
from listminer.cli.options import format_option, once_option, period_options
from listminer.cli.printing import (
    emit_as,
    has_colour,
    tell_problems,
    terminal_columns,
    what_there_is,
)
from listminer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from listminer.model import Digest, Problem
    from listminer.render.digest import Numbers, Places


@click.command("digest", short_help="Tell what happened on a list in a period.")
@period_options
@once_option("--tag", "tag", metavar="TAG", help_="Only threads with this tag: [tripleo].")
@once_option(
    ("--for", "--person"),
    "person",
    metavar="NAME",
    help_="What concerns this person (a part of the name).",
)
@format_option("text", "markdown", "json", "html")
@click.pass_obj
def digest(
    settings: Settings,
    list_: str | None,
    since: str | None,
    until: str | None,
    tag: str | None,
    person: str | None,
    format_: str,
    output: Path | None,
) -> int:
    """Tell what happened on a list: the threads that mattered, what is asked, the quiet rest.

    A thread that went to several lists is told whole, whichever of them it is told for.
    """
    from listminer.pipeline.summaries import (
        digest_of,
        open_known,
        places_of,
    )  # late: spaCy may be needed
    from listminer.render.digest import why_empty

    problems: list[Problem] = []
    with open_known(settings) as store, thread_count() as progress:
        found = digest_of(
            store,
            list_name=list_,
            since=since,
            until=until,
            tag=tag,
            person=person,
            settings=settings,
            progress=progress,
            told=problems.append,
        )
        instead = "" if found.messages else what_there_is(store, list_, since, until)
        listed = store.threads(list_name=list_, since=since, until=until)
        numbers = {each.root: each.number for each in listed}
        places = places_of(store, found.sources) if format_ in ("text", "markdown") else {}
    emit_as(format_, _rendered(found, format_, output, numbers, places), output)
    if not found.messages:
        click.echo(f"{why_empty(found)}{instead}", err=True)
    return tell_problems(problems)


def _rendered(
    digest: Digest,
    format_: str,
    output: Path | None,
    numbers: Numbers,
    places: Places,
) -> str:
    """Return the digest in *format_*. A further format is one more branch here."""
    from listminer.render import digest as render  # late: only what is asked for

    if format_ == "html":
        from listminer.render.html import render_digest

        return render_digest(digest)
    if format_ == "json":
        return render.write_digest_json(digest, numbers=numbers)
    if format_ == "markdown":
        return render.write_digest_markdown(digest, numbers=numbers, places=places)
    from listminer.render.digest_text import write_digest_text

    return write_digest_text(
        digest,
        width=terminal_columns(),
        colour=has_colour(output),
        numbers=numbers,
        places=places,
    )
