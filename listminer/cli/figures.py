"""`stats`, `plot`, `graph`: a list in numbers, debates as pictures and as graphs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from listminer.cli.options import format_option, once_option, period_options
from listminer.cli.printing import (
    check_no_store,
    emit,
    emit_data,
    emit_sheet,
    opened,
    terminal_columns,
    what_there_is,
)
from listminer.errors import UserError
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.library import DebateList


@click.command("stats", short_help="Count a list by month: messages, people, response times.")
@period_options
@format_option("text", "json", "csv")
@click.pass_obj
def stats(
    settings: Settings,
    list_: str | None,
    since: str | None,
    until: str | None,
    format_: str,
    output: Path | None,
) -> None:
    """Count a list: messages, people, newcomers, response times, what nobody answered, by month.

    Only messages of the list and period count, not the rest of their threads. A newcomer's first
    message in the store, with --list the first to that list, falls in the month. csv has a row a
    month.
    """
    from listminer.library import numbers  # late: only for who counts

    with _debates(settings, None, list_, since, until) as found:
        measures = found.stats()
    if format_ == "json":
        emit_data(numbers.write_stats_json(measures), output)
    elif format_ == "csv":
        emit_sheet([numbers.write_stats_csv(measures)], output)
        for note in measures.notes:
            click.echo(f"note: {note}", err=True)
    elif measures.messages:
        emit(numbers.write_stats_text(measures, width=terminal_columns()), output)
    else:
        with opened(settings) as store:
            instead = what_there_is(store, list_, since, until)
        click.echo(f"no message in this list and period{instead}", err=True)


@click.command("plot", short_help="Draw a debate or a list as a picture: png, svg or pdf.")
@click.argument("kind")
@click.argument("what", metavar="[THREAD|SOURCE]", required=False)
@once_option("--thread", "thread", metavar="THREAD", help_="The debate: as a second word does.")
@period_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Where to: a file that ends in .png, .svg or .pdf.",
)
@click.pass_obj
def plot(
    settings: Settings,
    kind: str,
    what: str | None,
    thread: str | None,
    list_: str | None,
    since: str | None,
    until: str | None,
    output: Path,
) -> None:
    """Draw a picture.

    Of one debate (THREAD, or a SOURCE of mail): thread, positions, sides. Of a list and period, or
    of one debate: activity, network, response-times, writing-hours, topics.
    """
    import matplotlib as mpl  # late: half a second

    mpl.use("agg")  # a picture needs no screen
    from listminer.library import pictures
    from listminer.library.lookup import known_name
    from listminer.render.plot import check_form, save_figure

    kind = known_name("picture", kind, pictures.PICTURES)
    check_form(output)
    check_no_store(output)
    with _debates(settings, _meant(what, thread), list_, since, until) as found:
        if kind in pictures.OF_ONE:
            _check_one(found, kind)
        if not found:
            raise UserError(
                "nothing to draw: no thread in this list and period",
                hints=("to see what there is: listminer threads",),
            )
        save_figure(found.plot(kind), output)
    click.echo(f"wrote {output}", err=True)


@click.command("graph", short_help="Write a debate or a list as a graph: graphml, gexf, json, dot.")
@click.argument("kind")
@click.argument("what", metavar="[THREAD|SOURCE]", required=False)
@once_option("--thread", "thread", metavar="THREAD", help_="The debate: as a second word does.")
@period_options
@click.option(
    "--sides", is_flag=True, help="people: also who agrees with whom (reads all debates)."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to: a file that ends in .graphml, .gexf, .json or .dot [default: print GraphML].",
)
@click.pass_obj
def graph(
    settings: Settings,
    kind: str,
    what: str | None,
    thread: str | None,
    list_: str | None,
    since: str | None,
    until: str | None,
    sides: bool,
    output: Path | None,
) -> None:
    """Write a graph that other programs open.

    Of one debate (THREAD, or a SOURCE of mail): replies, sentences, stances. Of a list and period,
    or of one debate: people.
    """
    from listminer.library import pictures  # late: with the library
    from listminer.library.lookup import known_name
    from listminer.render.graph_file import form_of, render_graph

    kind = known_name("graph", kind, pictures.GRAPHS)
    form = form_of("x.graphml" if output is None else output)
    with _debates(settings, _meant(what, thread), list_, since, until) as found:
        if kind in pictures.GRAPHS_OF_ONE:
            _check_one(found, kind)
            made = found[0].graph(kind)
        else:
            made = found.people_graph(sides=sides)
    emit_data(render_graph(made, form), output)


def _meant(what: str | None, thread: str | None) -> str | None:
    """Return the one debate that is named, by either way."""
    if what is not None and thread is not None:
        raise UserError(f"{what} and --thread {thread}: name one debate", hints=("leave one out",))
    return what if thread is None else thread


@contextmanager
def _debates(
    settings: Settings, what: str | None, list_: str | None, since: str | None, until: str | None
) -> Iterator[DebateList]:
    """Give the debates meant: of a source, of a thread, of a list and period of the store."""
    import listminer  # late: the library, which stands on all rooms
    from listminer.library import MailStore
    from listminer.pipeline.summaries import open_known

    if what is not None and (list_ or since or until):
        raise UserError(
            f"{what} is meant, or a list and period, not both",
            hints=("leave out --list, --since and --until",),
        )
    if what is not None and (what == "-" or os.path.exists(what)):
        found = listminer.read(what, settings=settings)
        try:
            yield found
        finally:
            found.close()
        return
    with MailStore(open_known(settings, what), settings) as store:
        if what is None:
            yield store.threads(list=list_, since=since, until=until)
        else:
            yield store.threads().only(store.discussion(what).number)


def _check_one(found: DebateList, kind: str) -> None:
    """Raise UserError unless one debate is meant."""
    if len(found) == 1:
        return
    raise UserError(
        f"{kind} shows one debate, {len(found):,} are meant",
        hints=("name it: a number that `listminer threads` prints, or words of its subject",),
    )
