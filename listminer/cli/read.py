"""`summarize` and `demo`: one debate on the screen, in a file, for a program."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from listminer.cli.options import format_or_plugin_option, once_option
from listminer.cli.pages import check_one_page, html_page, keep_page
from listminer.cli.printing import (
    DONE,
    DONE_WITH_PROBLEMS,
    emit,
    emit_as,
    has_colour,
    tell_problems,
    terminal_columns,
)
from listminer.cli.progress import progress_bar
from listminer.cli.prose import Told, storyteller
from listminer.errors import LookupFailed, UserError
from listminer.quoting import shown_subject, subject_of
from listminer.render.listing import Column, counted, period, write_table
from listminer.settings import SUMMARY_WORDS, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from listminer.model import Discussion, Problem, Summary
    from listminer.pipeline.prose import Storyteller
    from listminer.pipeline.summaries import Debates
    from listminer.store import ThreadListing

FORMATS = ("text", "markdown", "json", "html")
_words_option = click.option(
    "--words",
    type=click.IntRange(min=10),
    metavar="N",
    help="How many words may tell it; more show more: of proposals, questions and so on one for "
    f"every 25 words, at least 3 of each [default: {SUMMARY_WORDS}].",
)
_JOINT = {"text": "\n\n", "markdown": "\n\n"}  # between two threads; else a line end


@click.command("summarize", short_help="Tell one debate: what was proposed, who stands where.")
@click.argument("what", metavar="THREAD|SOURCE")
@once_option("--thread", "pick", metavar="N", help_="The Nth of several threads, or its subject.")
@click.option("--all", "take_all", is_flag=True, help="All threads; JSON has one a line.")
@_words_option
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Only findings at least this sure, from 0 to 1.",
)
@once_option("--list", "list_", metavar="NAME", help_="The list's name, where the mail says none.")
@click.option("--server", metavar="URL", help="Where a list address or a Message-ID lives.")
@click.option("--offline", is_flag=True, help="Ask no server; use what was fetched before.")
@click.option(
    "--llm",
    metavar="MODEL",
    help="Let a language model tell the opening: sends findings to LISTMINER_LLM_BASE_URL.",
)
@format_or_plugin_option(*FORMATS)
@click.pass_obj
def summarize_(
    settings: Settings,
    what: str,
    pick: str | None,
    take_all: bool,
    words: int | None,
    min_confidence: float,
    list_: str | None,
    server: str | None,
    offline: bool,
    llm: str | None,
    format_: str,
    output: Path | None,
) -> int:
    """Tell one debate: what was proposed, who stands where and why, what was settled.

    A THREAD of the store is named by its number, a Message-ID, an archive URL or words of its
    subject. A SOURCE (a file or folder of mail, a saved article, "-", a URL) is read on the
    spot; where it holds several threads they are listed, and --thread picks one.
    """
    from listminer.pipeline.remote import Access  # late: parsers
    from listminer.pipeline.summaries import debates

    teller = storyteller(llm, settings, offline=offline)
    access = Access(server=server, offline=offline)
    with ExitStack() as exits:
        with progress_bar() as progress:  # closed before anything is printed: both share a line
            found = exits.enter_context(
                debates(what, settings, list_name=list_, access=access, progress=progress)
            )
        chosen = _chosen(found, pick, take_all)
        if len(chosen.listings) > 1 and not take_all:
            return _list_threads(chosen, what, format_, output)
        length = words or settings.summary_words
        return _write(chosen, length, min_confidence, format_, output, teller)


@click.command("demo", short_help="Summarise the debate that comes with listminer.")
@_words_option
@format_or_plugin_option(*FORMATS)
@click.pass_obj
def demo(settings: Settings, words: int | None, format_: str, output: Path | None) -> int:
    """Summarise the debate that comes with listminer: 26 mails about third-party CI."""
    from listminer.pipeline.summaries import debates, sample_folder  # late: parsers

    month = sample_folder() / "2016-March.txt.gz"
    with debates(str(month), settings) as found:
        longest = max(found.listings, key=lambda each: each.messages)
        one = replace(found, listings=(longest,))
        length = words or settings.summary_words
        status = _write(one, length, 0.0, format_, output)
        if output is None and format_ == "text":
            page = keep_page(one, settings.cache / "demo.html", length)
            click.echo(f"\nthe same as a page: {page}", err=True)
        return status


def _chosen(found: Debates, pick: str | None, take_all: bool) -> Debates:
    """Return what the user picked among the threads of a source."""
    if pick is None:
        return found
    if take_all:
        raise UserError("--thread picks one thread, --all takes all", hints=("leave one out",))
    if not pick.isdecimal():
        number = found.store.find_thread(pick)
        return replace(
            found, listings=tuple(each for each in found.listings if each.number == number)
        )
    at = int(pick)
    if not 1 <= at <= len(found.listings):
        raise LookupFailed(
            f"no thread {pick} in a source of {counted(len(found.listings), 'thread')}",
            hints=("without --thread they are listed with their numbers",),
        )
    return replace(found, listings=found.listings[at - 1 : at])


def _list_threads(found: Debates, what: str, format_: str, output: Path | None) -> int:
    """Show which threads a source holds, the longest first."""
    if format_ not in ("text", "markdown", "html"):
        raise UserError(
            f"{what} holds {len(found.listings):,} threads",
            hints=("one of them:  --thread N", "all, one a line:  --all"),
        )
    if format_ == "html":
        check_one_page(len(found.listings))
    columns = (
        Column(head="N", is_number=True),
        Column(head="messages", is_number=True),
        Column(head="people", is_number=True),
        Column(head="when"),
        Column(head="subject", is_flexible=True),
    )
    numbered = list(enumerate(found.listings, start=1))
    longest = sorted(numbered, key=lambda each: (-each[1].messages, each[0]))
    rows = [_thread_row(number, each) for number, each in longest]
    emit(write_table(columns, rows, terminal_columns()), output)
    click.echo(
        f"{counted(len(rows), 'thread')}; one of them: --thread N, all of them: --all", err=True
    )
    return tell_problems(found.problems)


def _thread_row(number: int, listing: ThreadListing) -> tuple[str, ...]:
    return (
        str(number),
        f"{listing.messages:,}",
        f"{listing.people:,}",
        period(listing.first, listing.last),
        shown_subject(listing.subject, listing.lists) or "(no subject)",
    )


def _write(
    found: Debates,
    words: int,
    min_confidence: float,
    format_: str,
    output: Path | None,
    teller: Storyteller | None = None,
) -> int:
    from listminer.pipeline.summaries import summaries  # late: spaCy

    if format_ == "html":
        check_one_page(len(found.listings))
    told = Told(summaries(found, words=words, min_confidence=min_confidence), teller)
    joint = _JOINT.get(format_, "\n")
    unread: list[Problem] = []  # of findings
    if output is None:
        # each thread is printed when it is done: a month of threads takes a while
        for number, (discussion, summary) in enumerate(told):
            between = joint.removesuffix("\n") if number else ""
            page = _rendered(discussion, summary, format_, output, len(found.listings))
            emit_as(format_, between + page, None)
            unread += _of_reading(discussion)
    else:
        pages = []
        for discussion, summary in told:
            pages.append(_rendered(discussion, summary, format_, output, len(found.listings)))
            unread += _of_reading(discussion)
        emit_as(format_, joint.join(page.rstrip("\n") for page in pages), output)
    status = DONE_WITH_PROBLEMS if told.has_failed else DONE
    return max(status, tell_problems([*found.problems, *unread]))


def _of_reading(discussion: Discussion) -> list[Problem]:
    """Return why findings of *discussion*, named by its subject, may be missing."""
    root = discussion.thread.root
    return [
        replace(each, locator=subject_of(discussion) or root) if each.locator == root else each
        for each in discussion.problems
        if each.stage == "extract"
    ]


def _rendered(
    discussion: Discussion, summary: Summary, format_: str, output: Path | None, many: int
) -> str:
    """Return one thread in *format_*. A further format is one more branch here."""
    if format_ == "json":
        from listminer.render.json import write_json  # late: only the format that is asked for

        return write_json(discussion, summary, indent=2 if many == 1 else None)
    if format_ == "html":
        return html_page(discussion, summary)
    if format_ == "markdown":
        from listminer.render.markdown import write_markdown

        return write_markdown(discussion, summary)
    if format_ not in FORMATS:
        from listminer.render.named import write_named

        return write_named(format_, discussion, summary)
    from listminer.render.text import write_text

    return write_text(discussion, summary, width=terminal_columns(), colour=has_colour(output))
