"""A thread as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from listminer.model import Address
from listminer.render.markdown import address, escaped, write_markdown
from listminer.summary import summarize
from tests.labelled import labelled_sample, sample_without
from tests.summary.threads import thread


def test_the_parts_are_headings_and_claims_have_numbers():
    debate = labelled_sample()[0]
    text = write_markdown(debate, summarize(debate, 600))
    lines = text.splitlines()
    assert lines[0] == r"# \[kestrel\] Third-party CI: let the results vote"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Proposals",
        "## Who stands where",
        "## Decisions",
        "## Action items",
        "## Open questions",
        "## How it went",
        "## Read first",
    ]
    assert (
        "- Ingrid Solheim (on P4): “We voted in today's meeting, and Yuki's rule is accepted with"
        r" seven votes for and none against.” \[11\]" in lines
    )
    assert "| Priya Raghunathan | + (was −) |  | ● | + | − | ● |  |" in lines
    assert lines[-1] == "26 messages read, 0 skipped."


def test_a_side_that_is_known_from_quotes_is_told_as_such_wherever_it_is_named():
    found = sample_without("Priya Raghunathan")
    lines = write_markdown(found, summarize(found, 600)).splitlines()
    (row,) = (line for line in lines if line.startswith("| Priya"))
    signs = [each.strip() for each in row.strip("| ").split("|")[1:]]
    assert all(each == "" or "(known from quotes)" in each for each in signs)
    named = [line for line in lines if re.match(r"- P\d.*Priya Raghunathan", line)]
    assert named
    assert all("(known from quotes)" in line for line in named)
    assert not any("known" in line for line in lines if line.startswith("| Kwame"))


def test_a_proposal_is_quoted_and_what_settled_it_is():
    debate = labelled_sample()[0]
    lines = write_markdown(debate, summarize(debate, 600)).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("- P3"))
    assert lines[at + 1].startswith("  - “Instead of votes I propose a public page")
    assert lines[at + 2] == (
        "  - settled by Ingrid Solheim: “We agreed on Priya's page too, since the rule cannot work"
        r" without it.” \[11\]"
    )


@pytest.mark.parametrize("words", [60, 250, 600])
def test_what_is_left_out_is_counted(words):
    """5 proposals of 11 stood there as if they were all."""
    debate = labelled_sample()[0]
    lines = write_markdown(debate, summarize(debate, words)).splitlines()
    found = debate.findings
    for title, count in (
        ("## Proposals", len(found.proposals)),
        ("## Decisions", len(found.decisions)),
        ("## Action items", len(found.actions)),
        ("## Open questions", sum(each.open for each in found.questions)),
    ):
        told = lines[lines.index(title) + 2 :]
        items = [each for each in told[: told.index("")] if each.startswith("- ")]
        left = re.fullmatch(r"- (?:and )?(\d+)(?: more|, left out for length)", items[-1])
        assert (len(items) - 1 + int(left[1]) if left else len(items)) == count


def test_a_number_links_to_the_message(tmp_path):
    found = thread(tmp_path, "The nightly build fails since Monday's commit.")
    message = replace(found.messages[0], url="https://example.org/dev/1.html?a=<b>")
    text = write_markdown(replace(found, messages=(message,)), summarize(found))
    assert r"[\[1\]](<https://example.org/dev/1.html?a=%3Cb%3E>)" in text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("http://example.org/<x>\n", "http://example.org/%3Cx%3E%0A"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert address(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("12) item", r"12\) item"),
        ("+1 to this", r"\+1 to this"),
        ("a_b *c* `d` [e](f)", r"a\_b \*c\* \`d\` \[e\](f)"),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
        ("a\n\n# b", "a # b"),
        ("a | b", r"a \| b"),
        ("&lt;", "&amp;lt;"),
        ("\x1b[31m", r"␛\[31m"),
    ],
)
def test_mail_cannot_become_markup(text, expected):
    assert escaped(text) == expected


def test_hostile_mail_shows_as_text(tmp_path):
    found = thread(
        tmp_path,
        "<script>alert(1)</script> and ![x](http://evil.example/x.png) are what we should drop.",
        subject="[x](javascript:alert(1)) <b>",
    )
    sender = Address(name="</script><b>Eve", address="eve@example.org")
    found = replace(found, messages=tuple(replace(each, sender=sender) for each in found.messages))
    text = write_markdown(found, summarize(found))
    assert "<script>" not in text
    assert "<b>" not in text
    assert "![" not in text.replace("!\\[", "")
    assert "](javascript" not in text.replace("\\](javascript", "")
