"""A thread on a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from listminer.model import ActionItem, Address, Findings, Proposal, Question, Span, Summary
from listminer.render.layout import Cell, paragraph, row, wrapped
from listminer.render.safe import cells, cut
from listminer.render.text import write_text
from listminer.summary import summarize
from tests.labelled import labelled_sample, sample_without
from tests.summary.threads import thread


def drawn(width: int = 100, colour: bool = False) -> str:
    debate = labelled_sample()[0]
    return write_text(debate, summarize(debate), width=width, colour=colour)


def part(text: str, title: str) -> list[str]:
    """Return the lines of one section."""
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(title))
    return lines[at : lines.index("", at)]


def test_the_head_tells_list_size_days_and_status():
    assert drawn().splitlines()[:2] == [
        "[kestrel] Third-party CI: let the results vote",
        "sample-dev · 26 messages · 8 people · 7 to 11 Mar 2016"
        "         3 ACCEPTED, 2 CONTESTED, 2 SUPERSEDED",
    ]


def test_sides_that_are_known_from_quotes_have_a_sign_that_is_explained():
    found = sample_without("Yuki Tanabe")
    sides = part(write_text(found, summarize(found)), "WHO STANDS WHERE")
    (yuki,) = (line for line in sides if line.startswith(" Yuki"))
    assert yuki.split()[2:9] == ["·", "·", "+?", "●?", "·", "·", "·"]
    assert sides[-1].endswith(", * changed, ? known from quotes only")
    assert "?" not in "".join(line[:40] for line in sides[1:-1] if not line.startswith(" Yuki"))
    assert "known from quotes" not in drawn()


def test_a_proposal_stands_with_its_author_day_status_sides_and_words():
    rows = part(drawn(), "PROPOSALS")
    at = next(n for n, line in enumerate(rows) if line.startswith(" P7"))
    assert rows[at].split() == [
        *("P7", "Make", "it", "28", "days"),
        *("Kwame", "Boateng", "10", "Mar", "CONTESTED", "−1"),
    ]
    words = " ".join(" ".join(rows[at + 1 :]).split())
    assert words.startswith("“I propose that we make it 28, because that is how long")
    assert "[9]" in words


def test_that_its_author_is_for_a_proposal_is_no_support():
    debate = labelled_sample()[0]
    found = debate.findings
    own = tuple(each for each in found.positions if any(map(each.is_own, found.proposals)))
    alone = replace(debate, findings=replace(found, positions=own))
    rows = part(write_text(alone, summarize(alone)), "PROPOSALS")
    assert not [row for row in rows if row.endswith("+1")]


def test_signs_are_explained_below_the_map():
    assert part(drawn(), "WHO STANDS WHERE")[-1] == (
        " ● proposed it, + for, − against, ± on a condition, · no word, * changed"
    )


def test_what_is_settled_tells_by_whom_and_in_which_words():
    told = " ".join(" ".join(part(drawn(), "PROPOSALS")).split())
    assert "settled by Ingrid Solheim: “We agreed on Priya's page too, since the rule" in told
    assert "settled by Ingrid Solheim: “The vote for every system from the first day is off" in told


@pytest.mark.parametrize(("status", "told"), [("accepted", "backed"), ("withdrawn", "withdrawn")])
def test_without_a_decision_nobody_settled_a_proposal(status, told):
    debate = labelled_sample()[0]
    page = next(each for each in debate.findings.proposals if each.id == "P3")
    found = replace(
        debate,
        findings=replace(debate.findings, proposals=(replace(page, status=status),), decisions=()),
    )
    rows = " ".join(" ".join(part(write_text(found, summarize(found)), "PROPOSALS")).split())
    assert f"{told} by Ingrid Solheim: “We agreed on Priya's page too" in rows


def test_words_that_hold_the_title_stand_in_its_row():
    debate = labelled_sample()[0]
    first = replace(debate.findings.proposals[0], title="let third-party CI vote")
    found = replace(
        debate, findings=replace(debate.findings, proposals=(first, *debate.findings.proposals[1:]))
    )
    rows = part(write_text(found, summarize(found), width=100), "PROPOSALS")
    assert rows[1].startswith(" P1  “We should let third-party CI vote.”")
    assert rows[1].endswith("[1]")


def test_decisions_are_quoted_with_who_states_them():
    assert part(drawn(), "DECISIONS")[:3] == [
        "DECISIONS",
        " ✓  Ingrid Solheim  P4  “We voted in today's meeting, and Yuki's rule is accepted with "
        "seven    [11]",
        "                        votes for and none against.”",
    ]


def test_a_decision_against_a_proposal_has_a_sign_of_its_own():
    signs = {
        line[4:24].split()[-1]: line[1] for line in part(drawn(), "DECISIONS") if line[1] in "✓×"
    }
    assert signs == {"P4": "✓", "P1": "×", "P3": "✓"}


def test_who_stands_where_is_a_map_with_signs():
    rows = part(drawn(), "WHO STANDS WHERE")
    assert rows[0] == "WHO STANDS WHERE    P1 P2 P3 P4 P5 P6 P7"
    starts = [line[:40].rstrip() for line in rows if line[1:2].isalpha()]
    assert starts == [
        "WHO STANDS WHERE    P1 P2 P3 P4 P5 P6 P7",
        " Tomás Arriaga      ●  ●  ±  +  ●  ·  −",
        " Kwame Boateng      −  −  +  +* ·  +  ●",
        " Marek Wolny        +  +  ·  +  ·  ·  ·",
        " Priya Raghunathan  +* ·  ●  +  −  ●  ·",
        " Dan Whitlock       ±  ·  ·  ·  ·  ·  ·",
        " Ingrid Solheim     ±  ·  ·  ·  ·  ·  ·",
        " Leila Haddad       ±  ±  ·  ·  ·  ·  ·",
        " Yuki Tanabe        ·  ·  +  ●  ·  ·  ·",
    ]


def test_every_number_in_the_text_is_resolved_below():
    text = drawn()
    body, _, foot = text.rpartition("\n\n")
    cited = set(re.findall(r"\[(\d+)\]", body))
    assert cited == set(re.findall(r"^ *\[(\d+)\] <", foot, re.MULTILINE))
    assert foot.splitlines()[-1] == "26 messages read, 0 skipped"


@pytest.mark.parametrize("width", [48, 60, 80, 91, 92, 100, 140, 200])
def test_no_line_of_the_body_is_wider_than_the_terminal(width):
    body = drawn(width).rpartition("\n\n")[0]
    assert max(map(cells, body.splitlines())) <= width


@pytest.mark.parametrize("width", [48, 80, 100, 140])
def test_numbers_stand_at_the_right_edge(width):
    text = drawn(width)
    ends = {len(line) for line in part(text, "DECISIONS") if re.search(r"\[\d+\]$", line)}
    assert ends == {width - 1} or ends == {width}


def test_colour_never_stands_alone():
    coloured = drawn(colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn()


def test_without_colour_there_is_no_escape():
    assert "\x1b" not in drawn()


def test_hostile_mail_steers_nothing(tmp_path):
    found = thread(
        tmp_path,
        "We drop \x1b[31mthe gate\x1b]0;owned\x07 now \u202eesrever\u202c, and \x9b2J so on.",
        subject="\x1b[2Jclear \u202eme",
    )
    sender = Address(name="Eve \x1b[5m\u2066x", address="eve@example.org")
    found = replace(
        found,
        messages=tuple(
            replace(each, sender=sender, url="http://x/\x1b[0m") for each in found.messages
        ),
    )
    message = found.messages[0]
    span = Span(message_id=message.message_id, start=0, end=len(message.text))
    proposal = Proposal(
        id="P1",
        title="drop\x1b[31m\nthe gate",
        author="Eve \x1b[5m\u2066x",
        status="open",
        evidence=(span,),
        confidence=1,
    )
    found = replace(found, findings=Findings(proposals=(proposal,)))
    text = write_text(found, summarize(found), width=80)
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e", "\u202c", "\u2066"}
    assert "␛" in text


def test_words_that_a_long_name_leaves_no_room_stand_below_their_row(tmp_path):
    found = thread(tmp_path, "I will write the patch. Who reads it?")
    name = "Bartholomew Featherstonehaugh"
    message = replace(found.messages[0], sender=Address(name=name, address="bart@example.org"))
    found = replace(found, messages=(message,))
    span = Span(message_id=message.message_id, start=0, end=len("I will write the patch."))
    asked = replace(span, start=span.end + 1, end=span.end + 14)
    findings = Findings(
        actions=(
            ActionItem(
                owner=name,
                task="write the patch",
                due="by the end of March",
                due_date=None,
                status="open",
                evidence=(span,),
                confidence=1,
            ),
        ),
        questions=(
            Question(
                asker=name,
                text="Who reads it?",
                open=True,
                answered_by=(),
                evidence=(asked,),
                confidence=1,
            ),
        ),
    )
    found = replace(found, findings=findings)
    text = write_text(found, Summary(sentences=(), findings=findings), width=48)
    assert part(text, "ACTION ITEMS") == [
        "ACTION ITEMS",
        " □  Bartholomew               by the end",
        "    Featherstonehaugh         of March",
        "     write the patch                         [1]",
    ]
    assert part(text, "OPEN QUESTIONS") == [
        "OPEN QUESTIONS",
        " ?  Bartholomew",
        "    Featherstonehaugh",
        "     “Who reads it?”                         [1]",
    ]


def test_wide_characters_take_two_columns():
    lines = row([Cell(text="議論の件", width=8), Cell(text="x", width=1)], indent=0)
    assert lines == ["議論の件  x"]
    assert wrapped("議論の件", 4) == ["議論", "の件"]
    assert cells(cut("議論の件について", 7)) <= 7


def test_long_cells_fold_under_their_column():
    assert row([Cell(text="one two", width=4), Cell(text="a b c d", width=3)], indent=0) == [
        "one   a b",
        "two   c d",
    ]


def test_paragraphs_keep_their_indent():
    assert paragraph("one two three", 8, indent=2) == ["  one", "  two", "  three"]


def test_a_thread_without_findings_is_short(tmp_path):
    found = thread(tmp_path, "The nightly build fails since Monday's commit to the compiler.")
    assert write_text(found, summarize(found), width=80).splitlines() == [
        "Nightly builds",
        "dev · 1 message · 1 person · 1 Mar 2020",
        "",
        "Ada Lovelace: “The nightly build fails since Monday's commit to the compiler.”",
        "[1]",
        "",
        "  [1] <m0@example.org>",
        "1 message read, 0 skipped",
    ]


def test_an_empty_thread_is_drawn_too(tmp_path):
    found = thread(tmp_path, "", subject="")
    assert write_text(found, Summary(sentences=()), width=60).splitlines()[0] == "(no subject)"
