"""`lists`, `threads`, `search`: what is in the store."""

from __future__ import annotations

import os
import re
import textwrap
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from listminer.cli import options
from listminer.cli.counting import thread_count
from listminer.cli.options import Known, format_option, limit_option, period_options
from listminer.cli.printing import (
    EMPTY,
    as_json,
    at_most,
    emit,
    emit_data,
    has_colour,
    opened,
    tell_more,
    tell_problems,
    terminal_columns,
    what_there_is,
)
from listminer.errors import UserError
from listminer.model import ProposalStatus
from listminer.people import People
from listminer.periods import dated
from listminer.quoting import shown_subject
from listminer.render.listing import Column, counted, day, iso, write_table
from listminer.render.safe import cut, shown, shown_line
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.model import Problem
    from listminer.store import Hit, ListListing, ThreadListing

_INDENT = "    "
_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: stand for marks while lines are folded
_NO_MARKS = str.maketrans({_OPEN: "�", _CLOSE: "�"})  # icon fonts use both, also in mail
# Matches "since:2w", "until:yesterday"; must not match "since:2016", "2w".
_DAY = re.compile(r"(?<!\S)((?:since|until):)(\d{1,4}[dw]|today|yesterday)(?!\S)", re.IGNORECASE)
_SORTS = ("date", "replies", "people", "subject", "first")


@click.command("lists")
@format_option("text", "json")
@click.pass_obj
def lists(settings: Settings, format_: str, output: Path | None) -> None:
    """Show the lists in the store, and where their mail came from."""
    with opened(settings) as store:
        found = store.lists()
        why_none = (
            "no mail here names its list: --list NAME of ingest does" if store.count() else EMPTY
        )
    if format_ == "json":
        emit_data(as_json([_list_data(each) for each in found]), output)
        return
    if not found:
        click.echo(why_none, err=True)
        return
    columns = (
        Column(head="list"),
        Column(head="messages", is_number=True),
        Column(head="threads", is_number=True),
        Column(head="first"),
        Column(head="last"),
        Column(head="from"),
    )
    rows = [
        (
            each.name,
            f"{each.messages:,}",
            f"{each.threads:,}",
            day(each.first),
            day(each.last),
            "; ".join(_places(each)),
        )
        for each in found
    ]
    emit(write_table(columns, rows, terminal_columns()), output)


def _why_none(listings: Sequence[ListListing]) -> str:
    """Return what to do where no thread was found."""
    if any(each.messages and not each.threads for each in listings):
        return "an ingest was stopped before it threaded them: run it again, it goes on"
    return "to see the lists: listminer lists"


def _places(listing: ListListing) -> list[str]:
    """Return where a list's mail came from; all that lies on this disk is told as one place."""
    remote = [each for each in listing.archives if "://" in each.location]
    local = [each for each in listing.archives if "://" not in each.location]
    places = [f"{each.kind} {each.location}" for each in remote]
    if len(local) == 1:
        places.append(f"{local[0].kind} {local[0].location}")
    elif local:
        kinds = ", ".join(dict.fromkeys(each.kind for each in local))
        folder = _common_folder(each.location for each in local)
        place = f"{kinds} {folder}".rstrip()
        places.append(f"{place} ({counted(len(local), 'file')})")
    return places


def _common_folder(locations: Iterable[str]) -> str:
    """Return the folder that all *locations* lie in, as they were named; "" if that tells none.

    Never from where we stand: that is another folder than the mail was ingested from.
    """
    try:
        return os.path.commonpath([os.path.normpath(each) for each in locations])
    except ValueError:
        return ""  # some were named from the root, some not


def _list_data(listing: ListListing) -> dict[str, Any]:
    return {
        "name": listing.name,
        "messages": listing.messages,
        "threads": listing.threads,
        "first": iso(listing.first),
        "last": iso(listing.last),
        "archives": [{"kind": a.kind, "location": a.location} for a in listing.archives],
    }


@click.command("threads", short_help="Show the threads of a list and period, with numbers.")
@period_options
@click.option(
    "--status",
    type=Known(get_args(ProposalStatus)),
    help="Only threads with a proposal that stands like this: every thread is read for it, once.",
)
@click.option(
    "--sort",
    type=Known(_SORTS),
    default="date",
    show_default=True,
    help="By the last or the first date, or what else comes first.",
)
@limit_option("threads")
@format_option("text", "json")
@click.pass_obj
def threads(
    settings: Settings,
    list_: str | None,
    since: str | None,
    until: str | None,
    status: ProposalStatus | None,
    sort: str,
    limit: int | None,
    format_: str,
    output: Path | None,
) -> int:
    """Show the threads of a list and period; each has a number that names it."""
    problems: list[Problem] = []
    if status is None:
        with opened(settings) as store:
            listed = store.threads(
                list_name=list_, since=since, until=until, sort=sort, limit=limit
            )
            found = list(listed)
            is_cut = limit is not None and len(found) == limit
            count = store.count_threads(list_name=list_, since=since, until=until) if is_cut else 0
            more = max(0, count - len(found))
            instead = "" if found else what_there_is(store, list_, since, until)
            hint = "" if found else instead or f"; {_why_none(store.lists())}"
    else:
        from listminer.pipeline.finding_rows import threads_with  # late: spaCy may be needed
        from listminer.pipeline.summaries import open_known

        with open_known(settings) as store, thread_count() as progress:
            found = threads_with(
                store,
                status,
                list_name=list_,
                since=since,
                until=until,
                sort=sort,
                settings=settings,
                progress=progress,
                told=problems.append,
            )
        found, more = at_most(limit, found)
    if format_ == "json":
        emit_data(as_json([_thread_data(each) for each in found]), output)
    elif found:
        emit(_thread_table(found), output)
    elif status is None:
        click.echo(f"no thread in this list and period{hint}", err=True)
    else:
        click.echo(f"no thread with a proposal that is {status}, in this list and period", err=True)
    tell_more(more)
    return tell_problems(problems)


def _thread_table(found: list[ThreadListing]) -> str:
    names = {name for each in found for name in each.lists}
    columns = [
        Column(head="thread", is_number=True),
        Column(head="last"),
        Column(head="messages", is_number=True),
        Column(head="people", is_number=True),
        Column(head="subject", is_flexible=True),
    ]
    if len(names) > 1:
        columns.insert(4, Column(head="list", is_flexible=True))
    rows = []
    for each in found:
        row = [str(each.number), day(each.last), str(each.messages), str(each.people)]
        if len(names) > 1:
            row.append(", ".join(each.lists))
        rows.append([*row, shown_subject(each.subject, each.lists) or "(no subject)"])
    return write_table(columns, rows, terminal_columns())


def _thread_data(listing: ThreadListing) -> dict[str, Any]:
    return {
        "thread": listing.root,
        "number": listing.number,
        "subject": listing.subject,
        "messages": listing.messages,
        "people": listing.people,
        "first": iso(listing.first),
        "last": iso(listing.last),
        "lists": list(listing.lists),
    }


@click.command("search", short_help="Find messages by words, sender, subject, list and date.")
@click.argument("words", nargs=-1, required=True)
@limit_option("hits", default=20)
@format_option("text", "json")
@click.pass_obj
def search(
    settings: Settings, words: tuple[str, ...], limit: int, format_: str, output: Path | None
) -> None:
    """Find messages: WORDS, "a phrase", OR, -without, word*, from: subject: list: since: until:.

    Words in one pair of the shell's quotes are a phrase; with anything else of the above among
    them they are a query: 'from:ada "spare part"'. Write a query that begins with a minus after
    "--", or in one pair of quotes with the rest.
    """
    text = " ".join(_from_today(_quoted(each)) for each in words)
    if not text.strip():
        raise UserError(f"no words to look for in {text!r}", hints=("name some: search WORDS",))
    with opened(settings) as store:
        store.count()  # opens the file; what follows is the query alone
        begun = time.perf_counter()
        hits = store.search(text, limit=limit + 1)  # one more tells whether there are more
        query_ms = (time.perf_counter() - begun) * 1000
        who = store.people() if hits else People(())
        is_empty = not hits and not store.count()
    has_more, hits = len(hits) > limit, hits[:limit]
    if format_ == "json":
        found = {
            "query": text,
            "query_ms": round(query_ms, 3),
            "hits": [_hit_data(each, who) for each in hits],
        }
        emit_data(as_json(found), output)
    elif not hits:
        hint = EMPTY if is_empty else _more_of(text)
        click.echo(f"nothing found for {shown_line(text)}; {hint}", err=True)
    else:
        marks = ("\x1b[1m", "\x1b[0m") if has_colour(output) else ("*", "*")
        emit("\n\n".join(_hit_text(each, who, marks) for each in hits), output)
    if has_more:
        click.echo(f"more are found: --limit {2 * limit} shows more", err=True)


def _more_of(text: str) -> str:
    """Return how to find more than *text* does.

    >>> _more_of("spare part"), _more_of("schedul"), _more_of("from:ad")
    ('fewer words find more', 'schedul* finds longer words', 'from:ad* finds longer words')
    >>> _more_of("since:2016")
    'to see the lists and their days: listminer lists'
    """
    if any(" " in phrase.strip() for phrase in text.split('"')[1::2]):
        return "a phrase is found as it stands: its words without quotation marks find more"
    field, _, word = text.rpartition(":")
    if field in ("since", "until", "list") and " " not in text:
        return "to see the lists and their days: listminer lists"
    is_one = word.isalpha() and field in ("", "from", "subject")
    return f"{text}* finds longer words" if is_one else "fewer words find more"


def _from_today(query: str) -> str:
    """Return *query* with "since:2w" and "until:yesterday" as days, as the options take them."""
    return _DAY.sub(lambda found: found[1] + dated(found[2], options.today()), query)


def _quoted(word: str) -> str:
    """Return an argument of several words as the phrase that the shell's quotes meant."""
    from listminer.store.query import is_words  # late: the store

    return f'"{word}"' if " " in word.strip() and is_words(word) else word


def _hit_text(hit: Hit, who: People, marks: tuple[str, str]) -> str:
    """Return who said it when and under which subject, the words around the hit, and its id."""
    width = terminal_columns()
    quotes = " quotes" if hit.is_quoted else ""
    subject = shown_subject(hit.subject, hit.lists)
    name = who.name_of(hit.sender)
    head = f"{name}{quotes} · {day(hit.date)} · thread {hit.number} · {subject}"
    start, text = hit.snippet.start, hit.text.translate(_NO_MARKS)
    parts, at = [], 0
    for match in hit.matches:
        first, last = match.start - start, match.end - start
        parts += [shown(text[at:first]), _OPEN, shown(text[first:last]), _CLOSE]
        at = last
    words = " ".join("".join((*parts, shown(text[at:]))).split())
    folded = textwrap.fill(
        words, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False
    )
    marked = folded.replace(_OPEN, marks[0]).replace(_CLOSE, marks[1])
    return f"{cut(shown_line(head), width)}\n{marked}\n{_INDENT}<{shown_line(hit.message_id)}>"


def _hit_data(hit: Hit, who: People) -> dict[str, Any]:
    start = hit.snippet.start
    return {
        "message_id": hit.message_id,
        "person": who.name_of(hit.sender),
        "sender": hit.sender.display,
        "date": iso(hit.date),
        "subject": hit.subject,
        "thread": hit.thread,
        "number": hit.number,
        "url": hit.url,
        "start": hit.snippet.start,
        "end": hit.snippet.end,
        "text": hit.text,
        "quoted": hit.is_quoted,
        "matches": [
            {
                "start": each.start,
                "end": each.end,
                "text": hit.text[each.start - start : each.end - start],
            }
            for each in hit.matches
        ],
    }
