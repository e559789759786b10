"""The site in a real browser, opened from disk: fronts, people, search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.model import Findings
from listminer.pipeline import read_source
from listminer.pipeline.summaries import digest_of
from listminer.render.html import render_digest, render_fragment, write_site
from listminer.summary import summarize
from tests.browser.pages import debate, hostile
from tests.labelled import MONTH, labelled_sample

pytestmark = pytest.mark.browser

THREAD = "[kestrel] Third-party CI: let the results vote"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    debates = [(each, summarize(each, 250)) for each in labelled_sample()]
    return write_site(debates, folder, title="sample-dev").index


def test_the_front_leads_to_the_words_of_what_is_contested(visit, site):
    seen = visit(site)
    assert seen.page.locator(".week h2").all_text_contents() == ["7 to 13 Mar 2016"]
    headings = seen.page.locator(".kind h3").all_text_contents()
    assert headings == ["Decided", "Contested", "Asked, unanswered"]
    seen.page.click(".kind a:text('Make it 28 days')")
    assert "I propose that we make it 28" in seen.page.locator(".seen").first.text_content()
    seen.page.click("nav a")
    assert seen.page.title() == "sample-dev"
    assert seen.complaints == []


def test_a_name_leads_to_all_that_is_theirs(visit, site):
    seen = visit(site)
    seen.page.click(".kind a:text('Leila Haddad')")
    assert seen.page.locator("h1").text_content() == "Leila Haddad"
    threads = seen.page.locator(".threads a").all_text_contents()
    assert threads == [THREAD, "[release] kestrel 4.0.0b3 is out"]
    seen.page.click(".threads a >> nth=0")
    assert seen.page.locator("h1").text_content() == THREAD
    assert seen.complaints == []


def test_in_a_week_of_one_kind_what_is_of_one_thread_stays_together(visit, tmp_path):
    found = [
        (replace(each, findings=Findings(questions=opened(each.findings.questions))), None)
        for each in labelled_sample()
    ]
    site = write_site(found, tmp_path, title="sample-dev").index
    seen = visit(site, viewport={"width": 1300, "height": 900})
    lefts = seen.page.evaluate(
        """[...document.querySelectorAll(".one .groups > li")].map(group =>
            [...group.querySelectorAll(".in, .rows > li")].map(
                each => Math.round(each.getClientRects()[0].left)))"""
    )
    assert sorted(map(len, lefts)) == [3, 7]
    assert [len(set(each)) for each in lefts] == [1, 1]


def opened(questions):
    """Return *questions* as if nobody had answered them."""
    return tuple(replace(each, open=True) for each in questions)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("tarball", ["[release] kestrel 4.0.0b3 is out"]),
        ("tarb", ["[release] kestrel 4.0.0b3 is out"]),
        ("TOMAS arriaga", [THREAD]),
        ("Tomás", [THREAD]),
        ("rechecks vendor", [THREAD]),
        ("rechecks tarball", []),
        ("zebra", []),
        ('"><script>alert(1)</script>', []),
    ],
)
def test_the_search_finds_threads_by_their_words(visit, site, asked, titles):
    seen = visit(site)
    seen.page.fill("#q", asked)
    seen.page.press("#q", "Enter")
    seen.page.wait_for_url("**/search.html?q=*")
    assert seen.page.input_value("#q") == asked
    assert seen.page.locator("#found a").all_text_contents() == titles
    seen.assert_calm(site, site.parent / "search.html")


@pytest.mark.parametrize(
    ("asked", "titles", "count"),
    [
        ("kestrel", 2, "2 threads by the title: “kestrel” stands"),
        ("marek", 0, "0 threads by the title: “marek” stands"),
        ("marek tarball", 1, "1 thread: “marek” stands"),
        ("marek kestrel", 0, "0 threads by the title: “marek”, “kestrel” stand"),
        ("m", 0, ""),
    ],
)
def test_a_word_of_nearly_all_threads_is_looked_for_in_titles(
    visit, tmp_path, monkeypatch, asked, titles, count
):
    monkeypatch.setattr("listminer.render.html.search_index.FEW", 1)
    write_site([(each, None) for each in labelled_sample()], tmp_path, title="sample-dev")
    seen = visit(tmp_path / "search.html")
    seen.page.fill("#q", asked)
    assert len(seen.page.locator("#found a").all()) == titles
    why = " in too many threads to tell them apart"
    assert seen.page.locator("#count").text_content() == (count + why if count else "")
    assert seen.complaints == []


def test_the_search_answers_while_one_types_and_leads_to_the_thread(visit, site):
    seen = visit(site.parent / "search.html")
    seen.page.locator("#q").press_sequentially("rechec")
    assert seen.page.locator("#count").text_content() == "1 thread"
    seen.page.click("#found a")
    assert seen.page.locator("h1").text_content() == THREAD


@pytest.mark.parametrize(
    ("asked", "begins", "marked"),
    [
        ("rechecks", "Last cycle we merged", []),  # no line has it: how the thread begins
        ("tarball", "The third beta", ["tarballs"]),
        ("UPGRADE", "Try the upgrade", ["upgrade"]),
        ("yuki accept", "Yuki's rule is accepted", ["Yuki", "accepted"]),
    ],
)
def test_a_thread_that_was_found_says_what_it_is_about(visit, site, asked, begins, marked):
    seen = visit(site.parent / "search.html", f"?q={asked}")
    line = seen.page.locator("#found .excerpt").first
    assert line.text_content().startswith(begins)
    assert line.locator("mark").all_text_contents() == marked
    assert seen.complaints == []


def test_without_scripts_the_months_lead_to_every_thread(visit, site):
    seen = visit(site, java_script_enabled=False)
    assert not seen.page.is_visible("#q")
    seen.page.click("a:text('March 2016')")
    assert len(seen.page.locator(".threads a").all()) == 2
    seen.assert_calm(site, site.parent / "m" / "2016-03.html")


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("index.html", "light"),
        ("index.html", "dark"),
        ("m/2016-03.html", "light"),
        ("search.html?q=vote", "dark"),
        ("person", "light"),
    ],
)
def test_readers_with_other_senses_can_read_it(visit, complaints_of_axe, site, name, look):
    path, _, query = name.partition("?")
    if name == "person":
        path = next((site.parent / "p").glob("priya-*")).relative_to(site.parent)
    seen = visit(site.parent / path, f"?{query}" if query else "", color_scheme=look)
    assert complaints_of_axe(seen.page) == []


def test_readers_with_other_senses_can_read_a_digest(visit, complaints_of_axe, tmp_path):
    path = tmp_path / "digest.html"
    store, _ = read_source(MONTH, list_name="sample-dev")
    with store:
        path.write_text(render_digest(digest_of(store)), encoding="utf-8")
    seen = visit(path)
    assert complaints_of_axe(seen.page) == []
    seen.assert_calm(path)


def test_on_a_phone_nothing_is_cut_off(visit, site):
    seen = visit(site, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_hostile_mail_is_text_on_every_page(visit, tmp_path):
    found = write_site([hostile(tmp_path)], tmp_path / "site", title="<script>alert(9)</script>")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= 5
    for path in pages:
        seen = visit(path)
        assert seen.page.locator("body").is_visible()
        assert seen.page.locator("img, iframe, base, [onerror], [onmouseover]").count() == 0
        if path.name == "search.html":
            seen.page.fill("#q", "iframe")
            assert seen.page.locator("#found a").count() == 1
            assert seen.page.locator("#found img").count() == 0
        seen.assert_calm(path)
    assert found.index.parent == tmp_path / "site"


def test_a_fragment_stands_in_a_page_of_others(visit, tmp_path):
    """As in a notebook: its style reaches nothing outside, and nothing is asked of anybody."""
    path = tmp_path / "notebook.html"
    around = "<!doctype html><meta charset=utf-8><title>n</title><h2 id=theirs>theirs</h2>"
    path.write_text(f"{around}{render_fragment(*debate())}", encoding="utf-8")
    seen = visit(path)
    assert seen.page.locator(".listminer tr").count() == 9
    size = "getComputedStyle(document.getElementById('theirs')).fontSize"
    assert seen.page.evaluate(size) == "24px"
    seen.assert_calm(path)
