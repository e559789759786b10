"""One discussion as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from listminer import __version__
from listminer.model import Discussion, Sentence, Summary, SummaryPart
from listminer.quoting import dates_of, shown_subject
from listminer.render.accounts import Accounts, accounts_of
from listminer.render.html.cards import Said, Teller, Told
from listminer.render.html.mails import Mail, mails_of
from listminer.render.html.names import Linker, Persons
from listminer.render.html.places import Places
from listminer.render.html.templating import document
from listminer.render.html.timeline import Timeline, timeline_of
from listminer.render.listing import counted, period
from listminer.render.opening import opening_of
from listminer.render.origin import written_by
from listminer.render.safe import shown, shown_line

STYLES = ("colours.css", "findings.css", "page.css", "thread.css")
SCRIPTS = ("page.js",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence of the summary and what it rests on."""

    text: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the template shows."""

    title: str
    lists: str
    people: str  # how many wrote, and how many more are only quoted
    period: str
    accounts: Accounts
    telling: tuple[Telling, ...]  # the issue, in a few sentences
    told_by: str  # the model that wrote them, if one did; ""
    course: tuple[Telling, ...]  # how it went
    first: tuple[Telling, ...]  # which mails to read first
    told: Told
    timeline: Timeline | None
    mails: tuple[Mail, ...]
    places: Places
    version: str = __version__


def render_page(
    discussion: Discussion,
    summary: Summary | None = None,
    *,
    linker: Linker | None = None,
    home: str | None = None,
) -> str:
    """Return *discussion* as one self-contained HTML document.

    The findings stand left, the thread right; each finding leads to its words.
    Without *summary* the three opening sentences are left out. *linker* tells
    the address of a person's page and *home* that of the front page, where the
    document is part of a site.
    """
    page = page_of(discussion, summary, linker=linker)
    return document("page.html", styles=STYLES, scripts=SCRIPTS, page=page, home=home)


def page_of(
    discussion: Discussion, summary: Summary | None, *, linker: Linker | None = None
) -> Page:
    """Return what the page of *discussion* shows."""
    places = Places(discussion, summary)
    persons = Persons(discussion, linker)
    mails = tuple(mails_of(discussion, places, persons))
    teller = Teller(discussion, summary, places, persons)
    return Page(
        title=title_of(discussion),
        lists=", ".join(map(shown_line, discussion.lists)),
        people=_people(discussion, persons),
        # of others an attribution tells, whatever it likes
        period=period(*dates_of(discussion.heard)),
        accounts=accounts_of(discussion),
        telling=_prose(summary, teller) or _opening(summary, teller),
        told_by=_told_by(summary),
        course=_telling(summary, "course", teller),
        first=_telling(summary, "open_first", teller),
        told=teller.tell(),
        timeline=timeline_of(discussion, places, persons),
        mails=mails,
        places=places,
    )


def title_of(discussion: Discussion) -> str:
    """Return what the thread is called: its first subject without prefixes."""
    for message in discussion.messages:
        subject = shown_subject(shown_line(message.subject), message.lists)
        if subject:
            return subject
    return "(no subject)"


def _people(discussion: Discussion, persons: Persons) -> str:
    """Return how many people wrote, and how many more are known by what others quote of them."""
    heard = {persons.of(each.sender).name for each in discussion.heard}
    quoted = {persons.of(each.sender).name for each in discussion.messages if each.ghost} - heard
    told = counted(len(heard), "person", "people")
    return f"{told} and {len(quoted):,} quoted" if quoted else told


def _prose(summary: Summary | None, teller: Teller) -> tuple[Telling, ...]:
    """Return what a language model told, where enough of it stands."""
    if summary is None or summary.prose is None:
        return ()
    return _told(summary.prose.sentences, teller)


def _told_by(summary: Summary | None) -> str:
    prose = summary.prose if summary else None
    return written_by(prose) if prose is not None and prose.sentences else ""


def _opening(summary: Summary | None, teller: Teller) -> tuple[Telling, ...]:
    return _told(opening_of(summary), teller) if summary is not None else ()


def _told(sentences: Iterable[Sentence], teller: Teller) -> tuple[Telling, ...]:
    return tuple(
        Telling(text=shown(each.text), said=teller.said(None, each.evidence)) for each in sentences
    )


def _telling(summary: Summary | None, part: SummaryPart, teller: Teller) -> tuple[Telling, ...]:
    """Return the sentences of one part; the findings tell the other parts themselves."""
    if summary is None:
        return ()
    return _told((each for each in summary.sentences if each.part == part), teller)
