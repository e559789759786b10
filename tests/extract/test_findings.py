"""From whole mails to findings: the laws, the sample debate, the founding message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listminer.extract.acts import Told
from listminer.extract.findings import extract
from listminer.extract.reading import SentenceRead, load_reader
from listminer.model import (
    ActKind,
    Address,
    Defect,
    Discussion,
    Findings,
    Message,
    MessageId,
    Segment,
    Span,
    Thread,
    ThreadNode,
)
from listminer.people import People
from listminer.pipeline import discussions_of
from tests.extract.threads import read, thread, words
from tests.labelled import labelled_sample


def spans_of(findings: Findings) -> Iterable[Span]:
    """Yield every span that findings rest on."""
    for act in findings.acts:
        yield act.span
        if act.answers is not None:
            yield act.answers
    for proposal in findings.proposals:
        yield from (*proposal.evidence, *proposal.settled_by)
    for position in findings.positions:
        yield from position.evidence
        yield from (span for turn in position.history for span in turn.evidence)
    for item in findings.actions:
        yield from item.settled_by
    for some in (findings.actions, findings.questions, findings.decisions):
        for each in some:
            yield from each.evidence


def miscredited(discussion: Discussion, findings: Findings) -> list[tuple[str, Span]]:
    """Return the names that findings give to words which that person did not write."""
    people = People(message.sender for message in discussion.messages)
    sender = {m.message_id: people.name_of(m.sender) for m in discussion.messages}
    claims = [(p.holder, span) for p in findings.positions for span in p.evidence]
    claims += [(q.asker, span) for q in findings.questions for span in q.evidence]
    claims += [
        (p.holder, span) for p in findings.positions for turn in p.history for span in turn.evidence
    ]
    return [(name, span) for name, span in claims if sender[span.message_id] != name]


def is_authored(discussion: Discussion, span: Span) -> bool:
    """Return whether a span lies in one segment that its sender wrote."""
    return any(
        segment.span.start <= span.start and span.end <= segment.span.end and segment.depth == 0
        for segment in discussion.segments[span.message_id]
    )


# --- the laws -----------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "I propose that we drop the old parser.",
        "What if we keep it for a year?",
        "+1",
        "-1 from me.",
        "> I propose that we drop the old parser.",
        "> -1 from me.",
        "On Tuesday Ada Lovelace <ada@example.org> wrote:",
        "",
        "I'll write the patch by Friday.",
        "Grace, could you test it?",
        "We agreed to drop it.",
        "1. We should add a switch.",
        "2. It should be off.",
        "Who has the log?\x00",
        "don't know...  ask Ada",
        "\u202eI object\u202c, -1",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bodies=st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=5))
def test_findings_rest_on_words_that_the_one_they_name_wrote(tmp_path_factory, bodies):
    """Whatever mail says, every span slices, is authored, and is credited to its sender."""
    people = ("Ada Lovelace", "Grace Hopper", "Alan Turing")
    mails = [(people[at % 3], "\n".join(body) or "hello") for at, body in enumerate(bodies)]
    discussion = thread(tmp_path_factory.mktemp("law"), mails)
    findings = read(discussion)
    texts = {message.message_id: message.text for message in discussion.messages}
    for span in spans_of(findings):
        assert 0 <= span.start < span.end <= len(texts[span.message_id])
    for act in findings.acts:
        assert is_authored(discussion, act.span)
    assert miscredited(discussion, findings) == []
    known = {proposal.id for proposal in findings.proposals}
    assert {position.proposal for position in findings.positions} <= known


def test_the_same_mail_gives_the_same_findings():
    debate, _ = labelled_sample()
    assert read(debate) == read(debate)


def test_findings_do_not_depend_on_what_was_read_before():
    debate, release = labelled_sample()
    alone = read(release)
    read(debate)
    assert read(release) == alone


class Doubter:
    """A model that has doubts about all it reads."""

    def tell(self, sentences: Sequence[SentenceRead]) -> list[Told]:
        doubts: dict[ActKind, float] = {"proposal": 0.35, "oppose": 0.25}
        return [Told(kinds={}, shares=doubts, doubtful=doubts) for _ in sentences]


def test_labels_in_doubt_are_acts_and_nothing_rests_on_them(tmp_path):
    mails = [
        ("Ada Lovelace", "The parser is old."),
        ("Grace Hopper", "> The parser is old.\n\nIt has its years."),
    ]
    found = extract(thread(tmp_path, mails), load_reader(tagged=False), Doubter()).findings
    assert [(act.kind, act.confidence) for act in found.acts] == [
        ("proposal", 0.35),
        ("oppose", 0.25),
    ] * 2
    last = found.acts[-1]
    assert last.answers is not None
    assert last.answers.message_id == found.acts[0].span.message_id
    assert replace(found, acts=()) == Findings()


def test_an_empty_discussion_has_no_findings():
    empty = Discussion(thread=Thread(root=MessageId("x"), nodes=()), messages=(), segments={})
    assert read(empty) == Findings()


@pytest.mark.parametrize(
    "text",
    ["", "!" * 50_000, "1. " * 20_000, "I will " * 10_000, "\x00" * 10_000, "> " * 10_000, "("],
    ids=["empty", "marks", "numbers", "promises", "nul", "quotes", "bracket"],
)
def test_hostile_text_is_read_in_no_time(text):
    message = Message(
        message_id=MessageId("m"),
        sender=Address(name="", address=""),
        date=None,
        subject="",
        references=(),
        lists=(),
        text=text,
        source="",
    )
    whole = Segment(span=Span(message_id=MessageId("m"), start=0, end=len(text)), zone="paragraph")
    discussion = Discussion(
        thread=Thread(
            root=MessageId("m"),
            nodes=(ThreadNode(message_id=MessageId("m"), parent=None, how=None),),
        ),
        messages=(message,),
        segments={MessageId("m"): (whole,)},
    )
    assert all(span.end <= len(text) for span in spans_of(read(discussion)))


# --- the sample debate --------------------------------------------------------------------


def touches(one: Iterable[Span], other: Iterable[Span]) -> bool:
    other = tuple(other)
    return any(
        a.message_id == b.message_id and a.start < b.end and b.start < a.end
        for a in one
        for b in other
    )


def found_as(found, labelled) -> dict[str, str]:
    """Return which labelled proposal each found one is, by shared evidence."""
    return {
        mine.id: theirs.id
        for theirs in labelled
        for mine in [next((f for f in found if touches(f.evidence, theirs.evidence)), None)]
        if mine is not None
    }


@pytest.fixture(scope="module")
def debate() -> tuple[Discussion, Findings, Findings]:
    """Return the sample debate, its labels, and what is found in it."""
    labelled, _ = labelled_sample()
    return labelled, labelled.findings, read(replace(labelled, findings=Findings()))


def test_every_proposal_of_the_sample_is_found_with_its_author_and_end(debate):
    _, labels, found = debate
    same = found_as(found.proposals, labels.proposals)
    told = {same[p.id]: (p.author, p.status) for p in found.proposals if p.id in same}
    assert told == {p.id: (p.author, p.status) for p in labels.proposals}


def test_every_position_of_the_sample_is_found(debate):
    _, labels, found = debate
    same = found_as(found.proposals, labels.proposals)
    told = {(p.holder, same.get(p.proposal), p.stance) for p in found.positions}
    assert {(p.holder, p.proposal, p.stance) for p in labels.positions} - told == set()


def test_few_positions_are_found_that_nobody_takes(debate):
    _, labels, found = debate
    assert len(found.positions) <= len(labels.positions) + 6


def test_a_mind_changed_is_kept_as_history(debate):
    _, labels, found = debate
    same = found_as(found.proposals, labels.proposals)
    turned = {(p.holder, same.get(p.proposal)) for p in found.positions if p.history}
    assert {(p.holder, p.proposal) for p in labels.positions if p.history} - turned == set()


def test_every_action_item_of_the_sample_is_found_with_its_owner(debate):
    _, labels, found = debate
    for label in labels.actions:
        (item,) = [a for a in found.actions if touches(a.evidence, label.evidence)][:1]
        assert (label.task, item.owner) == (label.task, label.owner)


def test_most_due_dates_and_ends_of_the_sample_are_right(debate):
    _, labels, found = debate
    pairs = [
        (item, label)
        for label in labels.actions
        for item in found.actions
        if touches(item.evidence, label.evidence)
    ]
    assert sum(item.due_date == label.due_date for item, label in pairs) >= 9
    assert sum(item.status == label.status for item, label in pairs) >= 8


def test_every_question_of_the_sample_is_found_open_or_answered(debate):
    _, labels, found = debate
    for label in labels.questions:
        (question,) = [q for q in found.questions if touches(q.evidence, label.evidence)][:1]
        assert (label.text, question.asker, question.open) == (
            label.text,
            label.asker,
            label.open,
        )


def test_every_decision_of_the_sample_is_found_with_what_it_settles(debate):
    _, labels, found = debate
    same = found_as(found.proposals, labels.proposals)
    told = {same.get(d.proposal) for d in found.decisions}
    assert told == {d.proposal for d in labels.decisions}


def test_nobody_in_the_sample_is_credited_with_anothers_words(debate):
    discussion, _, found = debate
    assert miscredited(discussion, found) == []
    assert all(is_authored(discussion, act.span) for act in found.acts)


# --- the founding message -----------------------------------------------------------------

SEED = "seed/openstack-dev-2016-march-tripleo-third-party-ci.txt"


@pytest.mark.shared
def test_the_founding_message_gives_what_a_good_reader_takes_from_it(shared):
    (discussion,) = discussions_of(shared / SEED)
    findings = read(discussion)
    ghosts = {m.sender.name for m in discussion.messages if m.ghost}
    assert ghosts == {"Emilien Macchi", "Jeremy Stanley"}
    authors = [proposal.author for proposal in findings.proposals]
    assert authors == ["Emilien Macchi", "Jeremy Stanley", "Dan Prince", "Dan Prince"]
    jeremys = findings.proposals[1]
    stances = {(p.holder, p.proposal): p.stance for p in findings.positions}
    assert stances[("Dan Prince", jeremys.id)] == "oppose"
    assert stances[("Jeremy Stanley", jeremys.id)] == "support"
    assert [(q.asker, q.open) for q in findings.questions] == [("Dan Prince", True)]
    assert [a.owner for a in findings.actions] == ["Dan Prince"]


@pytest.mark.shared
def test_nobody_is_credited_with_anothers_words_in_the_founding_message(shared):
    (discussion,) = discussions_of(shared / SEED)
    findings = read(discussion)
    assert miscredited(discussion, findings) == []
    assert all(is_authored(discussion, span) for span in spans_of(findings))
    mine = [p for p in findings.positions if p.holder == "Dan Prince" and p.stance == "support"]
    his = {p.id for p in findings.proposals if p.author == "Dan Prince"}
    assert {p.proposal for p in mine} <= his  # and never a Zuul of TripleO's own


@pytest.mark.shared
def test_the_founding_message_keeps_dans_ideas_apart(shared):
    (discussion,) = discussions_of(shared / SEED)
    findings = read(discussion)
    evidence = [len(proposal.evidence) for proposal in findings.proposals]
    assert evidence == [1, 2, 1, 2]
    # 20 letters of each, by their place in the mail or in what is known of a missing one
    places = [(p.evidence[0].start, p.evidence[0].end) for p in findings.proposals]
    assert all(end - start > 20 for start, end in places)


@pytest.mark.shared
def test_what_makes_an_idea_accepted_is_told_as_somebodys_word(shared):
    (path,) = (shared / "gold" / "dev").glob("twisted-python-02-*.mbox")
    findings = read(next(iter(discussions_of(path))))
    accepted = [each for each in findings.proposals if each.status == "accepted"]
    told = {span for each in findings.positions for span in each.evidence}
    told |= {span for each in findings.positions for turn in each.history for span in turn.evidence}
    told |= {span for each in findings.decisions for span in each.evidence}
    assert accepted
    assert [span for each in accepted for span in each.settled_by if span not in told] == []


def test_a_program_that_tests_takes_no_side_and_who_bears_its_name_does(tmp_path):
    findings = read(
        thread(
            tmp_path,
            [
                ("Ada Lovelace", "I propose that we drop the old parser."),
                ("Jenkins", "-1", 0),
                ("Zuul", "-1\n\nThe build failed. You should fix the tests by Friday.", 0),
                ("Jenkins Moe", "-1", 0),
            ],
        )
    )
    taken = [(p.holder, p.stance) for p in findings.positions if p.stance != "support"]
    assert taken == [("Jenkins Moe", "oppose")]
    assert findings.actions == ()


def test_nothing_is_read_of_the_tail_of_a_mail_that_its_archive_gave_to_nobody(tmp_path):
    discussion = thread(tmp_path, [("Ada Lovelace", "I propose that we drop the old builds.")])
    assert len(read(discussion).proposals) == 1
    (message,) = discussion.messages
    torso = replace(message, defects=(Defect(code="torso", detail=""),))
    assert read(replace(discussion, messages=(torso,))) == Findings()


def test_extract_gives_the_readers_problems_on(tmp_path):
    discussion = thread(tmp_path, [("Ada Lovelace", "We should drop it.")])
    reader = replace(load_reader(tagged=False), problems=("told",))
    assert extract(discussion, reader).problems[-1] == "told"


def test_words_of_a_sentence_are_its_slice(tmp_path):
    discussion = thread(tmp_path, [("Ada Lovelace", "Hello.\n\nWe should\ndrop the parser. Bye.")])
    (proposal,) = read(discussion).proposals
    assert words(discussion, proposal.evidence[0]) == "We should drop the parser."


@pytest.mark.parametrize(("last", "expected"), [("Ren?", []), ("Is it red?", ["Is it red?"])])
def test_a_name_whose_end_is_lost_asks_nothing(tmp_path, last, expected):
    """An archive wrote "?" for the letter that ends the sender's name."""
    findings = read(thread(tmp_path, [("René Thom", f"The bell is green.\n\n{last}")]))
    assert [each.text for each in findings.questions] == expected
