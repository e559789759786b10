"""A site of static pages that needs no server: front, months, threads, people, search.

Writes into one folder. Threads are written as they come; only their lines in
the lists are kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listminer import __version__
from listminer.model import Discussion, Summary
from listminer.people import People
from listminer.render.html.folder import Pages
from listminer.render.html.items import Entry, Item, entry_of, person_file, thread_file
from listminer.render.html.page import render_page
from listminer.render.html.places import Places
from listminer.render.html.search_index import search_index
from listminer.render.html.templating import document
from listminer.render.html.weeks import Month, day_of, listed, months_of, rows_of, weeks_of
from listminer.render.listing import counted, period
from listminer.render.safe import shown_line

STYLES = ("colours.css", "findings.css", "page.css", "site.css")
SCRIPTS = ("site.js",)
WEEKS_IN_FRONT = 8  # two months: who was away longer opens a month
ITEMS_IN_FRONT = 6  # of a kind and week, before the list is opened
ITEMS_OF_PERSON = 12  # of a kind, before the list is opened
_PROPOSED = ("proposed", "contested", "settled")
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written."""

    index: Path  # the front page
    threads: int
    people: int
    size_bytes: int
    removed: int  # pages of a site that stood there before


@dataclass(slots=True)
class _Person:
    """One person of the site, under all names."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    namesakes: list[str] = field(default_factory=list)  # others who write under this name


def write_site(
    debates: Iterable[tuple[Discussion, Summary | None]], folder: Path, *, title: str
) -> SiteReport:
    """Write a site of *debates* into *folder*, which is made if it is not there.

    Pages have the same names each time, so a folder can be written again. Pages
    of ours that are of it no longer go when all others are written: a run that
    is stopped before loses none. Raises UserError if the folder cannot be written.
    """
    return finish_site(write_threads(debates, folder), folder, title=title)


def write_threads(
    debates: Iterable[tuple[Discussion, Summary | None]], folder: Path
) -> list[tuple[Entry, int]]:
    """Write the page of each thread; return its line for the lists and the size of its page.

    Several processes may do this side by side for parts of a site.
    """
    pages = Pages(folder)
    found = []
    for discussion, summary in debates:
        href = thread_file(discussion)
        named: list[str] = []

        def link(name: str, named: list[str] = named) -> str:
            named.append(name)
            return f"../{person_file(name)}"

        size = pages.write(
            href, render_page(discussion, summary, linker=link, home="../index.html")
        )
        found.append((entry_of(discussion, Places(discussion, summary), named), size))
    return found


def finish_site(written: Sequence[tuple[Entry, int]], folder: Path, *, title: str) -> SiteReport:
    """Write the pages that lead to the threads: months, people, search, and the front last.

    What stood there before of a site, and is of this one no longer, is removed.
    """
    pages = Pages(folder)
    entries = sorted((entry for entry, _ in written), key=_last, reverse=True)
    who = People(sender for entry in reversed(entries) for sender, _ in entry.senders)
    entries = [_told_apart(entry, who) for entry in entries]
    months = months_of(entries)
    people, files = _people(entries, who)
    size = sum(size for _, size in written)
    for month in months:
        size += pages.write(month.href, _page("month.html", title, month=month))
    for href, person in files.items():
        size += pages.write(href, _page("person.html", title, person=_shown(person)))
    index = search_index(entries)
    size += pages.write("search.html", _page("search.html", title, root="", index=index))
    size += pages.write("index.html", _front(title, entries, months, len(people)))
    kept = {*files, *(month.href for month in months), *(entry.href for entry in entries)}
    return SiteReport(
        index=folder / "index.html",
        threads=len(entries),
        people=len(people),
        size_bytes=size,
        removed=pages.remove_others(kept),
    )


def _front(title: str, entries: Sequence[Entry], months: list[Month], people: int) -> str:
    items = [item for entry in entries for item in entry.items]
    dates = [each for entry in entries for each in (entry.first, entry.last) if each]
    facts = (
        counted(len(entries), "thread"),
        counted(sum(entry.messages for entry in entries), "message"),
        counted(people, "person", "people"),
        period(min(dates, default=None), max(dates, default=None)),
    )
    rows = rows_of(weeks_of(items, most=ITEMS_IN_FRONT)[:WEEKS_IN_FRONT])
    return _page(
        "front.html", title, root="", facts=facts, rows=rows, months=months, entries=entries[:12]
    )


def _page(template: str, title: str, *, root: str = "../", **shown: Any) -> str:
    return document(
        template,
        styles=STYLES,
        scripts=SCRIPTS,
        site=title,
        root=root,
        person_file=person_file,
        day_of=day_of,
        version=__version__,
        **shown,
    )


def _told_apart(entry: Entry, who: People) -> Entry:
    """Return *entry* with everybody named as on all of the site.

    A thread knows its own Alex only: on a site of several he has an address beside his name.
    """
    called = {person_file(here): who.name_of(sender) for sender, here in reversed(entry.senders)}

    def names(some: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(called.get(person_file(name), name) for name in some))

    return replace(
        entry,
        people=names(entry.people),
        named=names(entry.named),
        items=tuple(
            replace(item, person=shown_line(*names([item.person]))) if item.person else item
            for item in entry.items
        ),
    )


def _people(entries: Sequence[Entry], who: People) -> tuple[list[_Person], dict[str, _Person]]:
    """Return the people, and the file of each of their names: one person may have several.

    The page of a name that several people write under leads to each of them: the
    pages of threads, written before all of them are known, link to it.
    """
    found: dict[str, _Person] = {}
    names: dict[str, str] = {}  # of each file, one that leads to it
    bearers: dict[str, dict[str, None]] = {}
    for entry in reversed(entries):
        for sender, here in entry.senders:
            name = who.name_of(sender)
            found.setdefault(name, _Person(name=shown_line(name)))
            for each in (here, sender.display, name):
                names.setdefault(person_file(each), shown_line(each))
                bearers.setdefault(person_file(each), {})[name] = None
    files = {person_file(name): person for name, person in found.items()}
    for file, some in bearers.items():
        if len(some) == 1:
            files.setdefault(file, found[next(iter(some))])
        else:
            page = files.setdefault(file, _Person(name=names[file]))
            page.namesakes += [each for each in map(shown_line, some) if each != page.name]
    for entry in entries:
        mine: dict[int, _Person] = {}
        for name in (*entry.people, *entry.named):
            # who never wrote, but is quoted or named, has a page too: links lead there
            person = files.setdefault(person_file(name), _Person(name=shown_line(name)))
            mine[id(person)] = person
        for person in mine.values():
            person.entries.append(entry)
        for item in entry.items:
            if item.person:
                owner = files.setdefault(person_file(item.person), _Person(name=item.person))
                owner.items.append(item)
    return list(found.values()), files


def _shown(person: _Person) -> dict[str, Any]:
    newest = sorted(person.items, key=lambda item: item.date or _EARLIEST, reverse=True)
    promised = [each for each in newest if each.kind == "promised"]
    sections = (
        ("To do", "promised", [each for each in promised if not each.status]),
        ("Asked, unanswered", "asked", [each for each in newest if each.kind == "asked"]),
        ("Proposed", "proposed", [each for each in newest if each.kind in _PROPOSED]),
        ("Announced decisions", "decided", [each for each in newest if each.kind == "decided"]),
        ("Done or dropped", "closed", [each for each in promised if each.status]),
    )
    return {
        "name": person.name,
        "namesakes": person.namesakes,
        "entries": person.entries,
        "sections": [
            (heading, name, listed(found, most=ITEMS_OF_PERSON))
            for heading, name, found in sections
            if found
        ],
    }


def _last(entry: Entry) -> datetime:
    return entry.last or _EARLIEST
