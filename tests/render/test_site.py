"""A site without a browser: what its lists tell, which files it writes; see tests/browser."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from listminer.model import Address
from listminer.render.html import write_site
from listminer.render.html.items import entry_of, person_file
from listminer.render.html.places import Places, message_key
from listminer.render.html.weeks import Column, Listed, Week, listed, months_of, rows_of
from listminer.render.numbering import thread_status
from tests.browser.pages import debate
from tests.labelled import labelled_sample
from tests.render.test_reading import message, node, thread


def decided_as(status, *, is_announced=False):
    """Return the debate with one proposal of that status, and a decision on it if so told."""
    discussion, summary = debate()
    found = discussion.findings
    idea = replace(found.proposals[1], status=status)
    decision = replace(found.decisions[0], proposal=idea.id)
    findings = replace(
        found, proposals=(idea,), decisions=(decision,) if is_announced else (), positions=()
    )
    return replace(discussion, findings=findings), summary


def columns(page):
    """Return what stands below each heading of a week, without markup."""
    parts = re.split(r'<div class="kind"><h3>', page.partition('<h2 id="latest"')[0])[1:]
    return {
        heading: html.unescape(re.sub(r"<[^>]*>", "", rest))
        for heading, _, rest in (part.partition("</h3>") for part in parts)
    }


@pytest.mark.parametrize("page", ["index.html", "m/2016-03.html"])
@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_what_was_accepted_or_rejected_is_told_among_what_was_decided(tmp_path, page, status):
    found = decided_as(status)
    write_site([found], tmp_path, title="dev")
    told = columns((tmp_path / page).read_text(encoding="utf-8"))["Decided"]
    assert found[0].findings.proposals[0].title in told
    assert status in told


def test_a_proposal_whose_decision_is_told_is_not_told_again(tmp_path):
    found = decided_as("accepted", is_announced=True)
    write_site([found], tmp_path, title="dev")
    told = columns((tmp_path / "index.html").read_text(encoding="utf-8"))["Decided"]
    assert found[0].findings.decisions[0].text in told
    assert found[0].findings.proposals[0].title not in told


@pytest.mark.parametrize(
    ("kinds", "breadths"),
    [
        ([], []),
        ([1], [[3]]),  # alone it has the page to itself
        ([2], [[3]]),
        ([1, 1], [[1, 2]]),
        ([1, 1, 1, 1], [[1, 1, 1], [3]]),
        ([1, 2, 3], [[1, 2], [3]]),
        ([2, 2, 1], [[3], [2, 1]]),  # weeks keep their order
    ],
)
def test_short_weeks_stand_side_by_side_and_leave_no_part_of_the_page_empty(kinds, breadths):
    column = Column(heading="Decided", found=Listed(head=(), rest=()))
    weeks = [Week(name="w", monday=date(2016, 3, 7), columns=(column,) * each) for each in kinds]
    assert [[each.breadth for each in row] for row in rows_of(weeks)] == breadths


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ([], ""),
        (["open"], "1 OPEN"),
        (["open", "accepted", "open"], "1 ACCEPTED, 2 OPEN"),
    ],
)
def test_a_status_is_told_with_its_count(statuses, told):
    discussion = debate()[0]
    some = tuple(replace(discussion.findings.proposals[0], status=each) for each in statuses)
    found = replace(discussion, findings=replace(discussion.findings, proposals=some))
    assert thread_status(found) == told


@pytest.mark.parametrize(
    ("kind", "months"),
    [
        ("asked", ["April 2016", "March 2016", "January 2016"]),
        ("proposed", ["April 2016", "March 2016"]),  # an open proposal stands in no week
    ],
)
def test_a_month_without_anything_has_no_page(kind, months):
    began, before = datetime(2016, 3, 8, tzinfo=UTC), datetime(2016, 1, 4, tzinfo=UTC)
    entry = entry_of(debate()[0], Places(debate()[0], None), ())
    item = replace(entry.items[0], kind=kind, date=before)
    entries = [
        replace(entry, first=began, items=(item,)),
        replace(entry, first=began.replace(month=4), items=()),
    ]
    assert [each.name for each in months_of(entries)] == months


@pytest.mark.parametrize(
    ("days", "texts", "told"),
    [
        ([3], ["a"], ("3 Mar 2016", ["a"])),
        ([3, 5], ["a", "b"], ("3 to 5 Mar 2016", ["a", "b"])),
        ([3, 5], ["a", "a"], ("3 Mar 2016", ["a"])),  # said again, in the same words
        ([None], ["a"], ("no date", ["a"])),
    ],
)
def test_findings_of_a_thread_stand_together_once_with_their_days(days, texts, told):
    entry = entry_of(debate()[0], Places(debate()[0], None), ())
    items = [
        replace(entry.items[0], text=text, date=day and datetime(2016, 3, day, tzinfo=UTC))
        for day, text in zip(days, texts, strict=True)
    ]
    (group,) = listed(items, most=9).head
    assert (group.when, [each.text for each in group.items]) == told


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pages_of_the_site_of_before_go_and_other_files_stay(tmp_path):
    long, short = ((each, None) for each in labelled_sample())
    write_site([short], tmp_path / "fresh", title="dev")
    folder = tmp_path / "site"
    write_site([long, short], folder, title="dev")
    others = {
        "notes.txt": "mine",
        "t/notes.html": "mine",
        "p/notes-0123456789.html": "<title>mine</title>",
        "t/my-debate.html": (folder / "index.html").read_text(encoding="utf-8"),
    }
    for name, text in others.items():
        (folder / name).write_text(text, encoding="utf-8")
    before = files(folder)
    report = write_site([short], folder, title="dev")
    assert files(folder) == files(tmp_path / "fresh") | others.keys()
    assert report.removed == len(before - files(folder)) > 1
    for name, text in others.items():
        assert (folder / name).read_text(encoding="utf-8") == text


def test_no_debate_takes_the_page_of_another(tmp_path):
    """Two ids with one name of 40 bits, found in a second: of one debate nothing was left."""
    found = [
        thread([node(name)], [message(name)]) for name in ("90482@x", "424498@x")
    ]  # of one subject
    assert message_key("90482@x") != message_key("424498@x")
    write_site([(each, None) for each in found], tmp_path, title="dev")
    assert len([each for each in files(tmp_path) if each.startswith("t/")]) == 2


def test_a_letter_that_steers_stands_on_no_page_of_a_person(tmp_path):
    """Neither where one person writes under a name nor where several do."""
    senders = [
        Address(name=name, address=address)
        for name, address in (("", "ada\x07@x"), ("Bob\x9b", "bob\x1b@x"), ("Bob\x9b", "b\x08@y"))
    ]
    found = [
        thread([node(f"{at}@x")], [replace(message(f"{at}@x"), sender=sender)])
        for at, sender in enumerate(senders)
    ]
    write_site([(each, None) for each in found], tmp_path, title="dev")
    pages = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))
    assert set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", pages)) == set()


def test_pages_named_as_once_go_too(tmp_path):
    found = [(each, None) for each in labelled_sample()]
    write_site(found, tmp_path, title="dev")
    (page, *_) = (tmp_path / "t").iterdir()
    old = page.with_name("drop-it-4f8f425ca3.html")
    old.write_bytes(page.read_bytes())
    assert write_site(found, tmp_path, title="dev").removed == 1
    assert not old.exists()


def test_a_run_that_is_stopped_leaves_the_site_of_before(tmp_path):
    long, short = ((each, None) for each in labelled_sample())
    write_site([long], tmp_path, title="dev")
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}

    def stopped():
        yield short
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(stopped(), tmp_path, title="dev")
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_what_is_done_or_dropped_is_no_longer_to_do(tmp_path):
    discussion, summary = debate()
    open_, done, dropped = (
        replace(discussion.findings.actions[0], owner="Leila Haddad", task=f"see {of}", status=of)
        for of in ("open", "done", "dropped")
    )
    findings = replace(discussion.findings, actions=(open_, done, dropped))
    write_site([(replace(discussion, findings=findings), summary)], tmp_path, title="dev")
    page = (tmp_path / person_file("Leila Haddad")).read_text(encoding="utf-8")
    told = {
        re.search("<h2[^>]*>([^<]*)", section)[1]: re.findall("see (\\w+)<", section)
        for section in page.split("<section")[1:]
    }
    assert told["To do"] == ["open"]
    assert sorted(told["Done or dropped"]) == ["done", "dropped"]
