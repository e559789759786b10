"""A digest as Markdown, as text, as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import pytest
from rich.cells import cell_len

from listminer.render.digest import (
    schema,
    title_of,
    write_digest_json,
    write_digest_markdown,
)
from listminer.render.digest_text import write_digest_text
from listminer.render.html import render_digest
from listminer.summary import make_digest
from tests.labelled import labelled_sample, sample_without
from tests.summary.threads import thread


def made(**options):
    return make_digest(labelled_sample(), **options)


def test_markdown_has_a_heading_per_thread_and_the_asks_at_the_end():
    lines = write_digest_markdown(made()).splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# sample-dev",
        r"## \[kestrel\] Third-party CI: let the results vote",
        "## Action items",
        "## Open questions",
    ]
    assert lines[2] == "29 messages by 8 people in 2 threads"
    assert r"Routine: 1 thread, 3 messages: \[release\] kestrel 4.0.0b3 is out." in lines


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text, render_digest])
@pytest.mark.parametrize(("count", "times"), [(1, 1), (2, 2)])
def test_what_is_to_be_done_stands_below_its_thread_where_there_are_several(write, count, times):
    debates = labelled_sample()[:count]
    told = write(make_digest(debates)).replace("\\", "").casefold()
    asks = told[told.index("action items") : told.index("open questions")]
    heads = [told.partition("action items")[0], asks]
    assert sum("third-party ci: let the results vote" in each for each in heads) == times


@pytest.mark.parametrize("write", [write_digest_markdown, render_digest])
def test_a_file_with_an_empty_digest_says_that_it_is(write):
    assert "no message in this list and period" in write(make_digest([]))


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text, render_digest])
def test_a_digest_of_many_lists_names_a_few_and_each_threads_own(write):
    one, two = labelled_sample()
    lists = tuple(f"list-{at}" for at in range(9))
    many = replace(one, messages=tuple(replace(m, lists=lists[:2]) for m in one.messages))
    more = replace(two, messages=tuple(replace(m, lists=lists[2:]) for m in two.messages))
    told = " ".join(write(make_digest([many, more])).replace("\\", "").split())
    assert "list-0, list-1, list-2 and 6 more lists" in told
    assert "list-0, list-1 · " in told
    assert "list-8" not in told


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text, render_digest])
def test_what_is_asked_of_a_person_comes_first_in_their_digest(write):
    text = write(made(person="Priya")).casefold()
    asked = [text.rindex(each) for each in ("asked of priya", "promised by priya")]
    assert asked == sorted(asked)
    assert asked[-1] < text.index("third-party ci: let the results vote")


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text])
def test_every_number_is_resolved_below(write):
    text = write(made()).replace("\\", "")
    at = text.rindex("Routine:")
    assert set(re.findall(r"\[(\d+)\]", text[:at])) == set(re.findall(r"\[(\d+)\]", text[at:]))


@pytest.mark.parametrize("options", [{}, {"person": "Priya"}])
def test_every_form_numbers_the_mails_alike_by_date(options):
    digest = made(**options)
    page = render_digest(digest).partition('id="words"')[0]
    on_page = [int(number) for number in re.findall(r'href="#s(\d+)"', page)]
    told = write_digest_text(digest, width=400).partition("\n  [1] ")[0]
    in_text = [int(number) for number in re.findall(r"\[(\d+)\](?= |\n)", told)]
    assert on_page == in_text
    assert sorted(set(on_page)) == list(range(1, len(set(on_page)) + 1))


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text, render_digest])
def test_messages_without_a_date_are_counted(write):
    debate, release = labelled_sample()
    first, second, *others = debate.messages
    undated = [replace(each, date=None) for each in (first, second)]
    digest = make_digest([replace(debate, messages=(*undated, *others)), release])
    assert (digest.messages, digest.undated) == (27, 2)
    assert "2 more messages have no date, and so no place in any period" in write(digest)
    assert "no date" not in write(made())


@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_text_follows_the_width(width):
    text = write_digest_text(made(), width=width)
    body = text[: text.rindex("\n\n")]
    assert max(map(cell_len, body.splitlines())) <= width


@pytest.mark.parametrize(
    "options",
    [{}, {"person": "Priya"}, {"tag": "gate"}, {"since": datetime(2016, 3, 9, tzinfo=UTC)}],
)
def test_json_is_valid_and_every_text_is_its_slice(options):
    found = json.loads(write_digest_json(made(**options)))
    jsonschema.Draft202012Validator(schema()).validate(found)
    texts = {m.message_id: m.text for d in labelled_sample() for m in d.messages}
    sentences = [
        *found["asked"],
        *found["action_items"],
        *found["questions"],
        *(point for each in found["threads"] for point in each["points"]),
    ]
    for sentence in sentences:
        for each in sentence["evidence"]:
            assert each["text"] == texts[each["message_id"]][each["start"] : each["end"]]


@pytest.mark.parametrize("write", [write_digest_markdown, write_digest_text, render_digest])
def test_a_cited_mail_that_the_archive_lacks_is_told_as_such(write):
    digest = make_digest([sample_without("Yuki Tanabe")])
    text = write(digest)
    cited = text[text.rindex("[1]" if write is write_digest_text else "Yuki Tanabe") :]
    assert "known from quotes" in cited
    assert "known from quotes" not in write(made())


def test_json_tells_words_that_only_others_quote():
    found = json.loads(write_digest_json(make_digest([sample_without("Yuki Tanabe")])))
    jsonschema.Draft202012Validator(schema()).validate(found)
    points = [point for each in found["threads"] for point in each["points"]]
    said = [each for point in points for each in point["evidence"]]
    assert {each["sender"] for each in said if each["known_from_quotes"]} == {"Yuki Tanabe"}
    assert "Yuki Tanabe" not in {each["sender"] for each in said if not each["known_from_quotes"]}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "sample-dev"),
        ((2016, 3, 5), (2016, 3, 12), "sample-dev, 5 to 11 Mar 2016"),
        ((2016, 3, 5), None, "sample-dev, from 5 Mar 2016"),
        (None, (2016, 4, 1), "sample-dev, up to 31 Mar 2016"),
    ],
)
def test_the_title_names_list_and_days(since, until, expected):
    period = {
        name: None if day is None else datetime(*day, tzinfo=UTC)
        for name, day in (("since", since), ("until", until))
    }
    assert title_of(made(**period)) == expected


def test_hostile_mail_steers_nothing(tmp_path):
    found = thread(
        tmp_path,
        *["<script>x</script> \x1b[31mwe should drop the gate\u202e now." for _ in range(4)],
        subject="\x1b]0;x\x07 <b>gate",
    )
    digest = make_digest([found])
    for text in (write_digest_text(digest, width=80), write_digest_markdown(digest)):
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "<script>" not in write_digest_markdown(digest)
