"""Pages without a browser: laws on words, anchors, links, folds; see tests/browser for the rest."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import (
    Address,
    Attribution,
    Discussion,
    Findings,
    Message,
    MessageId,
    Proposal,
    QuoteLink,
    Segment,
    Span,
    SpeechAct,
    Thread,
    ThreadNode,
    Words,
)
from listminer.pipeline import discussions_of
from listminer.render.html import render_fragment, render_page, write_site
from listminer.render.html.cards import MANY_FINDINGS
from listminer.render.html.flow import is_laid_out, reflowed
from listminer.render.html.items import entry_of, person_file
from listminer.render.html.links import find_addresses, linked, safe_url
from listminer.render.html.pieces import Pieces
from listminer.render.html.places import Places, anchor_of, message_key
from listminer.render.html.repeats import KEPT, LONG, stretches
from listminer.render.html.resent import Sent
from listminer.summary import summarize
from tests.browser.pages import debate, hostile, long_debate
from tests.labelled import sample_without
from tests.store.mails import mail as store_mail
from tests.store.mails import mbox

ONE = MessageId("one@x")
TWO = MessageId("two@x")
WHEN = datetime(2016, 3, 7, 9, tzinfo=UTC)


def mail(message_id, text, *, name="Ada Lovelace", date=WHEN):
    return Message(
        message_id=message_id,
        sender=Address(name=name, address=f"{name.split()[0].lower()}@x"),
        date=date,
        subject="Drop it?",
        references=(),
        lists=("dev",),
        text=text,
        source="a.mbox",
    )


def span(start, end, message_id=ONE):
    return Span(message_id=message_id, start=start, end=end)


def segment(start, end, zone="paragraph", depth=0, name=None):
    said = name and Attribution(name=name, address=None, date=None, span=span(start, start))
    return Segment(span=span(start, end), zone=zone, depth=depth, attribution=said)


def chain(count):
    """Return a thread in which each mail answers the one before."""
    ids = [MessageId(f"{at}@x") for at in range(count)]
    return Discussion(
        thread=Thread(
            root=ids[0],
            nodes=tuple(
                ThreadNode(message_id=each, parent=parent, how=parent and "header")
                for each, parent in zip(ids, [None, *ids], strict=False)
            ),
        ),
        messages=tuple(
            mail(each, "Yes.", date=WHEN + timedelta(minutes=at)) for at, each in enumerate(ids)
        ),
        segments={},
    )


def alone(text, *segments, **more):
    """Return a thread of one mail."""
    return Discussion(
        thread=Thread(root=ONE, nodes=(ThreadNode(message_id=ONE, parent=None, how=None),)),
        messages=(mail(ONE, text),),
        segments={ONE: segments},
        **more,
    )


def said(markup):
    """Return the words of some markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def anchors_led_to(page):
    return set(re.findall(r'href="#([^"]+)"', page))


def ids(page):
    return re.findall(r' id="([^"]+)"', page)


@pytest.mark.parametrize("discussion", [debate()[0], long_debate()], ids=["sample", "long"])
def test_every_claim_leads_to_words_that_are_there(discussion):
    page = render_page(discussion)
    found = ids(page)
    assert len(found) == len(set(found))
    assert anchors_led_to(page) - set(found) == set()


def test_every_side_leads_to_a_mail_of_the_one_who_takes_it():
    discussion = debate()[0]
    page = render_page(discussion)
    senders = {message_key(m.message_id): m.sender.display for m in discussion.messages}
    table = page[page.index('<table class="map">') :].partition("</table>")[0]
    cells = re.findall(r'href="#(\w+)-\d+-\d+" aria-label="([^"]*)"', table)
    assert len(cells) == len(discussion.findings.positions)
    for key, label in cells:
        assert label.startswith(senders[key])


def test_whoever_proposed_is_not_counted_among_those_who_are_for_it():
    parts = render_page(*debate()).split('<article class="card"')[1:]
    cards = [part.partition("</article>")[0] for part in parts]
    assert any('title="proposed it">●<' in card for card in cards)
    for card in cards:
        counted = re.findall(r'<span class="(support|oppose|conditional)">.(\d+)</span>', card)
        signs = re.findall(r'<li><span class="sign (\w+)"', card)
        assert {kind: int(count) for kind, count in counted} == {
            kind: signs.count(kind) for kind in signs if kind != "proposal"
        }


def test_an_idea_that_only_its_author_spoke_for_is_quoted_once():
    discussion, _ = debate()
    found = discussion.findings
    idea = found.proposals[0]
    mine = next(each for each in found.positions if each.is_own(idea))
    words = replace(mine, evidence=idea.evidence, history=())
    alone_ = replace(found, proposals=(idea,), positions=(words,), decisions=())
    page = render_page(replace(discussion, findings=alone_), None)
    card = page.partition('id="P1"')[2].partition("</article>")[0]
    assert card.count("<q>") == 1 + bool(idea.settled_by)
    assert "who and why" not in card


def test_who_settled_a_proposal_is_named_before_their_words():
    discussion = debate()[0]
    page = " ".join(said(render_page(discussion)).split())
    settled = [each for each in discussion.findings.proposals if each.settled_by]
    assert settled
    senders = {m.message_id: m.sender.display for m in discussion.messages}
    told = re.findall(r"(?:settled|replaced|backed) by ([^“]+) “", page)
    assert told == [senders[each.settled_by[0].message_id] for each in settled]


def test_every_act_is_marked_in_the_mail_of_its_author():
    discussion = debate()[0]
    page = render_page(discussion)
    for act in discussion.findings.acts:
        key = message_key(act.span.message_id)
        article = page[page.index(f'id="{key}"') :].partition("</article>")[0]
        assert f'id="{anchor_of(key, act.span)}"' in article


@given(
    st.text(alphabet="ab <&\n.>\"'", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
    st.data(),
)
def test_pieces_neither_lose_nor_add_a_letter(text, ends, data):
    """However spans touch, nest and overlap, the markup says what the text says."""
    spans = {span(min(a, b), max(a, b)) for a, b in ends if a != b and max(a, b) <= len(text)}
    discussion = alone(text)
    acts = [
        SpeechAct(kind="support", span=each, answers=None, confidence=1.0)
        for each in sorted(spans, key=lambda each: (each.start, -each.end))[::2]
    ]
    pieces = Pieces("mkey", text, spans, acts, Places(discussion))
    cut = data.draw(st.integers(0, len(text)))
    markup = pieces.markup(0, cut) + pieces.markup(cut, len(text))
    signs = re.sub(r'<span class="marks">.*?</span></span>', "", markup)
    assert said(signs) == text
    assert sorted(ids(markup)) == sorted(anchor_of("mkey", each) for each in spans)


@pytest.mark.parametrize(
    "where",
    [span(0, 99), span(4, 4), span(0, 2, MessageId("elsewhere@x"))],
    ids=["beyond the text", "empty", "in another thread"],
)
def test_evidence_that_is_not_there_is_not_invented(where):
    proposal = Proposal(
        id="P1", title="Drop it", author="Ada", status="open", evidence=(where,), confidence=1.0
    )
    discussion = alone("We drop it.")
    discussion = replace(discussion, findings=replace(discussion.findings, proposals=(proposal,)))
    page = render_page(discussion)
    assert 'class="words"' not in page
    assert anchors_led_to(page) - set(ids(page)) == set()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see http://x.org/a.", ["http://x.org/a"]),
        ("(https://x.org/a_(b)), or", ["https://x.org/a_(b)"]),
        ("<http://x.org/a>", ["http://x.org/a"]),
        ("HTTP://X.ORG", ["HTTP://X.ORG"]),
        ("mailto:ada@x.org!", ["mailto:ada@x.org"]),
        ("http://x.org/?a=1&b='2'", ["http://x.org/?a=1&b="]),
        ("javascript:alert(1)", []),
        ("data:text/html,x vbscript:x file:///etc/passwd", []),
        ("http:// and nothing", []),
        ("http://x.org/\u202egro.lacol", []),
        ("xhttp://x.org", []),
    ],
)
def test_only_addresses_that_do_no_harm_become_links(text, links):
    markup = linked(text, 0, len(text), find_addresses(text))
    found = re.findall(r'<a href="([^"]*)" rel="noreferrer nofollow">', markup)
    assert list(map(html.unescape, found)) == links


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("http://lists.example.org/1.html", True),
        ("javascript:alert(1)", False),
        (" http://x.org", False),
        ("http://x.org/ onclick=x", False),
        ('http://x.org/"onclick=x', False),
        (None, False),
    ],
)
def test_an_archive_url_is_checked_too(url, is_safe):
    assert (safe_url(url) == url and url is not None) == is_safe


def test_half_an_address_is_no_link():
    text = "http://x.org/path"
    assert "<a" not in linked(text, 0, 12, find_addresses(text))


@given(st.text(alphabet="ab .-*\n1)", max_size=300))
def test_reflowing_changes_nothing_but_line_ends_and_what_blanks_are_made_of(text):
    flowed = reflowed(text)
    assert len(flowed) == len(text)
    changed = {(a, b) for a, b in zip(text, flowed, strict=True) if a != b}
    assert changed <= {("\n", " "), (" ", "\u00a0")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A:\n    def b(self):\n\treturn 1", "class A:\n~~~~def b(self):\n^return 1"),
        (" one\ntwo", "~one\ntwo"),
        ("so.  Two\n \nthree", "so.  Two\n \nthree"),
        (f"- {'word ' * 12}and\n  {'word ' * 12}", f"- {'word ' * 12}and   {'word ' * 12}"),
    ],
)
def test_a_line_of_its_own_keeps_its_indentation_and_a_flowed_one_has_none(text, expected):
    assert reflowed(text) == expected.replace("~", "\u00a0").replace("^", "\u2003")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name    size\nfoo     12", True),
        ("    indented\n    code", True),
        ("One sentence.  Two blanks\nafter the stop.", False),
        ("    one indented line", False),
    ],
)
def test_columns_and_code_keep_their_blanks(text, expected):
    assert is_laid_out(text) == expected


def test_a_fold_names_nobody_it_does_not_know():
    text = "> one\n> two\nYes.\n"
    page = render_page(alone(text, segment(0, 12, "quotation", 1), segment(12, 17)))
    assert "<summary>2 quoted lines</summary>" in page


@given(
    st.lists(st.booleans(), min_size=1, max_size=40),
    st.lists(st.integers(0, 39), max_size=3),
)
def test_only_lines_that_a_mail_on_the_page_has_are_left_out(repeated, borders):
    lines = [f"> line {at}\n" for at in range(len(repeated))]
    text = "".join(lines)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
    copies = [
        (span(start + 2, start + len(line) - 1), TWO)
        for start, line, is_copy in zip(starts, lines, repeated, strict=True)
        if is_copy
    ]
    edges = sorted({0, *(starts[at] for at in borders if at < len(starts)), len(text)})
    group = [segment(a, b, "quotation", 1) for a, b in itertools.pairwise(edges)]
    found = list(stretches(text, group, copies))
    assert [each.start for each in found] == [0, *(each.end for each in found[:-1])]
    assert found[-1].end == len(text)
    for each in found:
        inside = [
            is_copy
            for s, is_copy in zip(starts, repeated, strict=True)
            if each.start <= s < each.end
        ]
        if each.left_out:
            assert inside == [True] * each.left_out
            assert each.left_out > LONG - KEPT
            assert each.sources == (TWO,)


def test_a_quote_that_is_not_the_same_word_for_word_is_shown_whole():
    lines = "".join(f"> changed line {at}\n" for at in range(40))
    source = mail(TWO, "x" * 2000, name="Grace Hopper")
    discussion = alone(lines, segment(0, len(lines), "quotation", 1))
    discussion = replace(
        discussion,
        messages=(*discussion.messages, source),
        links=(QuoteLink(quote=span(0, len(lines)), source=span(0, 9, TWO), exact=False),),
    )
    assert "more line" not in render_page(discussion)
    exact = replace(discussion, links=(replace(discussion.links[0], exact=True),))
    assert f"{40 - KEPT} more lines of" in render_page(exact)


FOOTER = "".join(f"> footer line {at} of the list\n" for at in range(LONG + 2))


@pytest.mark.parametrize("has_it_above", [True, False])
def test_lines_that_no_link_covers_are_left_out_where_a_mail_above_has_them(has_it_above):
    """The list's footer below each mail: the mails above have it, word for word."""
    above = mail(ONE, FOOTER.replace("> ", "") if has_it_above else "Hello.\n")
    below = mail(TWO, f"{FOOTER}Yes.\n", name="Grace Hopper")
    discussion = replace(
        alone("x", segment(0, 1)),
        messages=(above, below),
        segments={
            TWO: (Segment(span=span(0, len(FOOTER), TWO), zone="quotation", depth=1),),
        },
    )
    page = render_page(discussion)
    key = message_key(ONE)
    told = f'{LONG + 2 - KEPT} more lines of <a href="#{key}">1</a>'
    assert (told in page) == has_it_above
    assert page.count(f"footer line {LONG} of") == 1


PATCH = [f"+ line {at} of the patch" for at in range(40)]


@given(st.lists(st.tuples(st.integers(0, 39), st.booleans()), max_size=80))
def test_only_lines_of_a_patch_that_a_mail_above_has_in_this_order_are_left_out(drawn):
    sent = Sent()
    sent.add(TWO, "\n".join(PATCH))
    lines = [line for at, whole in drawn for line in (PATCH[at:] if whole else PATCH[at : at + 1])]
    code = "".join(f"{line}\n" for line in lines)
    found = list(sent.stretches(code, 7, lambda *_: False))
    assert [each.start for each in found] == [7, *(each.end for each in found[:-1])][: len(found)]
    assert not found or found[-1].end == 7 + len(code)
    for each in found:
        if each.left_out:
            gone = code[each.start - 7 : each.end - 7].splitlines()
            assert len(gone) == each.left_out
            assert "\n".join(gone) in "\n".join(PATCH)
            assert each.sources == (TWO,)


def test_a_line_that_something_leads_to_is_shown_though_it_was_sent_before():
    sent = Sent()
    sent.add(TWO, "\n".join(PATCH))
    code = "".join(f"{line}\n" for line in PATCH)
    at = code.index(PATCH[20])
    found = list(sent.stretches(code, 0, lambda start, end: start <= at < end))
    shown = "".join(code[each.start : each.end] for each in found if not each.left_out)
    assert PATCH[20] in shown
    assert sum(each.left_out for each in found) > 20


def test_a_version_of_a_patch_shows_what_is_new_in_it():
    first = "".join(f"{line}\n" for line in PATCH)
    second = first.replace(PATCH[20], "+ another line of the patch")
    discussion = replace(
        alone("x", segment(0, 1)),
        messages=(mail(ONE, first), mail(TWO, second, name="Grace Hopper")),
        segments={
            ONE: (segment(0, len(first), "patch"),),
            TWO: (Segment(span=span(0, len(second), TWO), zone="patch"),),
        },
    )
    page = render_page(discussion)
    assert page.count(PATCH[19]) == page.count(PATCH[30]) == 1
    assert page.count("another line of the patch") == 1
    assert f'more lines of <a href="#{message_key(ONE)}">1</a>' in page


def test_what_is_left_out_stands_on_the_page(heavy):
    """Whoever quotes everything: each line of each mail can still be read once."""
    page = html.unescape(re.sub("<[^>]+>", "", render_page(heavy)))
    lines = {line.strip("> ") for each in heavy.messages for line in each.text.splitlines()}
    assert [each for each in lines if each not in page] == []


def test_a_hundred_mails_that_quote_all_before_make_no_heavy_page(heavy):
    assert sum(len(each.text) for each in heavy.messages) > 1_000_000
    assert len(render_page(heavy).encode()) <= 600 * 1024


@pytest.fixture(scope="module")
def heavy(tmp_path_factory):
    """Return a chain of a hundred mails, each with all of the one before and a list's footer."""
    before, mails = "", []
    for at in range(100):
        own = "".join(f"The word {at} of line {line} that says something.\n" for line in range(5))
        quote = "".join(f"> {line}\n" for line in before.splitlines())
        before = f"{own}{quote}____\nThe list of all lists\nhttp://lists.example.org/\n"
        mails.append(store_mail(at, before, to=at - 1 if at else None))
    source = tmp_path_factory.mktemp("heavy") / "heavy.mbox"
    source.write_bytes(mbox(mails))
    (found,) = discussions_of(source)
    return found


def test_words_of_another_mail_are_never_quoted_as_evidence():
    """Whatever a summary chose: only a mail that the evidence lies in can be quoted for it."""
    discussion, summary = debate()
    kwame = discussion.findings.positions[1]
    other = next(m for m in discussion.messages if m.sender.display != kwame.holder)
    foreign = Words(finding=kwame, span=Span(message_id=other.message_id, start=0, end=40))
    page = render_page(discussion, replace(summary, words=(foreign,)))
    card = page[page.index('id="P1"') :].partition("</article>")[0]
    side = re.search(r"−</span> <bdi [^>]*>Kwame Boateng</bdi> <q>([^<]*)</q>", card)
    message = next(m for m in discussion.messages if m.message_id == kwame.evidence[0].message_id)
    first = message.text[kwame.evidence[0].start : kwame.evidence[0].end]
    assert html.unescape(side[1]) == f"“{' '.join(first.split())}”"


def test_that_words_are_known_from_quotes_is_said_beside_them_not_in_them():
    discussion = sample_without("Yuki Tanabe")
    for page in (render_page(discussion, summarize(discussion)), render_fragment(discussion)):
        findings = page[page.index('id="proposals"') :].partition('<div class="thread"')[0]
        assert "known from quotes" not in "".join(re.findall(r"<q.*?</q>", findings))
        for item in re.findall(r"<li>.*?</li>", findings, re.DOTALL):
            if '<bdi class="who"' in item:
                is_missing = re.search(r'<bdi class="who"[^>]*>([^<]*)', item)[1] == "Yuki Tanabe"
                assert ("(known from quotes)" in item) is is_missing
        (row,) = re.findall(r'<th scope="row"><bdi>Yuki Tanabe</bdi>.*?</tr>', page)
        assert row.count("<i>?</i>") == 2
        assert "<i>?</i>" not in page.replace(row, "")


def test_a_site_tells_which_findings_are_known_from_quotes():
    discussion = sample_without("Yuki Tanabe")
    items = entry_of(discussion, Places(discussion), ()).items
    known = {each.person for each in items if each.note.endswith("(known from quotes)")}
    assert known == {"Yuki Tanabe"}


def test_when_a_task_is_due_is_told_once():
    discussion = debate()[0]
    first, *others = discussion.findings.actions
    told = replace(first, owner=None, task="put the spec up by Friday", due="by Friday")
    beside = replace(told, task="put the spec up")
    found = replace(discussion.findings, actions=(told, beside, *others))
    discussion = replace(discussion, findings=found)
    page = render_page(discussion)
    rows = re.findall(r"<li>(?:(?!</li>).)*put the spec up.*?</li>", page, re.DOTALL)
    assert [row.count("by Friday") for row in rows] == [1, 1]
    items = entry_of(discussion, Places(discussion), ()).items
    notes = [each.note for each in items if "put the spec up" in each.text]
    assert notes == ["", "by Friday"]


def test_the_page_counts_who_is_only_quoted():
    for page in (render_page(debate()[0]), render_fragment(debate()[0])):
        assert "<span>8 people</span>" in page
    without = sample_without("Yuki Tanabe")
    for page in (render_page(without), render_fragment(without)):
        assert "<span>7 people and 1 quoted</span>" in page


def test_what_is_asked_of_nobody_is_for_anyone():
    discussion = debate()[0]
    first, *others = discussion.findings.actions
    findings = replace(discussion.findings, actions=(replace(first, owner=None), *others))
    page = render_page(replace(discussion, findings=findings))
    rows = page[page.index('id="actions"') :].partition("</section>")[0].split("<li>")[1:]
    (row,) = (each for each in rows if ">anyone<" in each)
    assert first.task in html.unescape(row)


def test_a_card_counts_as_supporters_whom_it_does_not_name_as_its_author():
    page = render_page(*debate())
    for card in page.split('<article class="card"')[1:]:
        counted = sum(map(int, re.findall(r'<span class="support">\+(\d)</span>', card)))
        author = re.search(r'class="who"[^>]*>([^<]*)', card)[1]
        named = re.findall(r'sign support">\+</span> <bdi [^>]*>([^<]*)', card)
        assert counted == len(set(named) - {author})


def test_a_decision_on_the_page_says_who_stated_it():
    page = render_page(*debate())
    decisions = page[page.index('id="decisions"') :].partition("</section>")[0]
    assert re.findall(r'class="who"[^>]*>([^<]*)<', decisions) == ["Ingrid Solheim"] * 3


def test_proposals_that_nobody_took_up_are_folded_and_stay_off_the_map():
    discussion = debate()[0]
    findings = discussion.findings
    lonely = replace(findings.proposals[0], id="P9", status="open", settled_by=())
    own = replace(findings.positions[0], proposal="P9")
    found = replace(
        findings,
        proposals=(*findings.proposals, lonely),
        positions=(*findings.positions, own),
    )
    page = render_page(replace(discussion, findings=found))
    assert "<summary>1 more that nobody took up</summary>" in page
    assert re.findall(r'<article class="card" id="(P\d)"', page)[-1] == "P9"
    table = page[page.index('<table class="map">') :].partition("</table>")[0]
    assert "P9" not in table


def proposed(*numbers, times=1):
    """Return a thread with *times* proposals that rest on words of the mails of these numbers."""
    discussion = chain(max(numbers))
    found = Proposal(
        id="P1",
        title="yes",
        author="Ada",
        status="open",
        evidence=tuple(span(0, 4, discussion.messages[each - 1].message_id) for each in numbers),
        confidence=0.5,
    )
    proposals = tuple(replace(found, id=f"P{at + 1}") for at in range(times))
    return replace(discussion, findings=Findings(proposals=proposals))


@pytest.mark.parametrize(
    ("numbers", "shown", "folded"),
    [
        ([1], [1], []),
        ([3, 1, 2], [3, 1, 2], []),  # the words that are quoted come first
        ([*range(1, 9)], [*range(1, 9)], []),
        ([*range(1, 12)], [1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11]),
        ([11, *range(1, 11)], [11, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10]),
    ],
)
def test_of_what_many_mails_say_some_are_named_and_the_rest_is_folded(numbers, shown, folded):
    page = render_page(proposed(*numbers))
    card = page[page.index('<article class="card"') :].partition("</article>")[0]
    first, _, rest = card.partition('<details class="rest"')
    named = [[int(each) for each in re.findall(r">\[(\d+)\]<", part)] for part in (first, rest)]
    assert named == [shown, folded]


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (1, []),
        (MANY_FINDINGS - 1, []),
        (MANY_FINDINGS, [("proposals", f"{MANY_FINDINGS} proposals"), ("thread", "1 mail")]),
    ],
)
def test_a_page_too_long_to_see_says_first_what_it_holds(times, told):
    page = render_page(proposed(1, times=times))
    _, _, parts = page.partition('<nav class="parts"')
    assert re.findall(r'href="#(\w+)">([^<]*)<', parts.partition("</nav>")[0]) == told


def test_style_and_script_are_allowed_by_their_digests_and_nothing_else_is():
    page = render_page(*debate())
    policy = html.unescape(re.search(r'Policy" content="([^"]*)"', page)[1])
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert parts[rule] == f"'sha256-{digest}'"
    assert re.findall(r"<[^>]* (?:src|style|on\w+|srcset|data)=", page) == []


def test_a_page_tells_nothing_of_where_it_was_made():
    discussion = debate()[0]
    page = render_page(discussion)
    assert discussion.messages[0].source not in page


def test_hostile_words_open_no_tag(tmp_path):
    ours = set(re.findall(r"<(\w+)", render_page(*debate())))
    for page in (render_page(*hostile(tmp_path)), render_fragment(*hostile(tmp_path))):
        assert set(re.findall(r"<([a-z]\w*)", page)) <= ours | {"style", "title"}
        assert page.count("<script") <= 1
        assert "\u202e" not in page


@pytest.mark.parametrize("depth", [1, 10_000])
def test_any_depth_of_quotes_is_a_flat_fold(depth):
    text = ">" * depth + " deep\n"
    page = render_page(alone(text, segment(0, len(text), "quotation", depth)))
    assert "<summary>1 quoted line</summary>" in page


def test_a_thread_of_five_thousand_in_a_row_is_not_recursed_into():
    page = render_page(chain(5000))
    assert page.count('<article class="mail d6') == 4994


def test_a_mail_of_megabytes_is_cut_and_says_so():
    text = "word " * 100_000
    page = render_page(alone(text, segment(0, len(text))))
    assert "300000 more characters are not shown" in page


@pytest.mark.parametrize(("count", "has_line"), [(1, False), (2, False), (3, True), (5000, True)])
def test_a_time_line_is_drawn_where_there_is_something_to_see(count, has_line):
    assert ('aria-label="Time line"' in render_page(chain(count))) == has_line


def test_an_empty_thread_says_that_nothing_was_found():
    page = render_page(
        alone(
            "",
        )
    )
    assert "Nothing was proposed, asked or settled in this thread." in page


def test_a_site_is_written_the_same_again(tmp_path):
    first = write_site([debate()], tmp_path / "a", title="dev")
    second = write_site([debate()], tmp_path / "b", title="dev")
    assert first.threads == second.threads == 1
    for path in sorted((tmp_path / "a").rglob("*.html")):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_every_link_of_a_site_leads_to_a_page_of_it(tmp_path):
    write_site([debate()], tmp_path, title="dev")
    for path in tmp_path.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for href in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', page):
            assert (path.parent / html.unescape(href)).is_file(), (path, href)


def test_on_a_site_each_finding_stands_on_the_page_of_who_made_it(tmp_path):
    debates = [(promise_by("north"), None), (promise_by("south"), None)]
    report = write_site(debates, tmp_path, title="dev")
    pages = {
        re.sub(r"<[^>]*>", "", re.search("<h1.*?</h1>", page, re.DOTALL)[0]): page
        for page in (path.read_text(encoding="utf-8") for path in tmp_path.glob("p/*.html"))
    }
    told = {name: re.findall("drop the [a-z]+ driver", page) for name, page in pages.items()}
    assert told == {
        "Alex": [],
        "Alex (a@north.org)": ["drop the north driver"],
        "Alex (a@south.org)": ["drop the south driver"],
    }
    assert report.people == 2
    assert all(f'href="../{person_file(name)}"' in pages["Alex"] for name in told if "@" in name)


def promise_by(where):
    """Return a thread of one mail in which an Alex proposes something."""
    own, text = MessageId(f"{where}@x"), f"I propose to drop the {where} driver."
    words = span(0, len(text), own)
    idea = Proposal(
        id="P1",
        title=f"drop the {where} driver",
        author="Alex",
        status="open",
        evidence=(words,),
        confidence=1.0,
    )
    return Discussion(
        thread=Thread(root=own, nodes=(ThreadNode(message_id=own, parent=None, how=None),)),
        messages=(
            replace(
                mail(own, text),
                subject=f"The {where}",
                sender=Address(name="Alex", address=f"a@{where}.org"),
            ),
        ),
        segments={own: (Segment(span=words, zone="paragraph", depth=0, attribution=None),)},
        findings=Findings(proposals=(idea,)),
    )


def test_the_page_says_who_asks_what_its_owner_did_not_promise():
    discussion, summary = debate()
    asked = [
        (each.owner, discussion_sender(discussion, each.evidence[0]))
        for each in discussion.findings.actions
        if each.owner not in (None, discussion_sender(discussion, each.evidence[0]))
    ]
    page = render_page(discussion, summary)
    assert page.count("(asked by ") == len(asked) > 0


def discussion_sender(discussion, span):
    return next(
        each.sender.name for each in discussion.messages if each.message_id == span.message_id
    )
