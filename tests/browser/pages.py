"""Discussions to show: the sample, a long one made of it, and one that attacks its reader."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from listminer.model import (
    ActionItem,
    Decision,
    Discussion,
    Findings,
    MessageId,
    Position,
    Proposal,
    Question,
    Sentence,
    Span,
    SpeechAct,
    Summary,
)
from listminer.pipeline import discussions_of
from listminer.summary import summarize
from tests.labelled import labelled_sample

NAME = "</script><script>alert(1)</script>"
RIGHT_TO_LEFT = "\u202e"
BODY = f"""\
<script>document.title = "hit"</script><img src=x onerror="document.title='hit'">
</style><style>body {{ display: none }}</style><base href="http://evil.example/">
<!-- <iframe src="http://evil.example/"></iframe> {{{{ 7 * 7 }}}} {{% raw %}}
A user {RIGHT_TO_LEFT}txt.exe should be banned. \x1b[31m red \x00 nul

See javascript:alert(1) or JAVASCRIPT:alert(2) or data:text/html,<script>alert(3)</script>
or vbscript:x, but http://good.example/a?b=1&c="><script>alert(4)</script> and
https://good.example/{RIGHT_TO_LEFT}gro.lacol and mailto:ada@example.org?subject=x.

> a quote from <b onmouseover=alert(5)>nobody</b>
> > and a deeper one
I propose that we <a href="javascript:alert(6)">click here</a>.
"""
MBOX = """\
From evil@example.org Mon Mar  7 10:00:00 2016
From: "{name}" <evil@example.org>
Subject: {subject}
Date: Mon, 7 Mar 2016 10:00:0{second} +0000
Message-ID: {message_id}
{reply}
{body}

"""


@lru_cache(maxsize=1)
def debate() -> tuple[Discussion, Summary]:
    """Return the sample debate with its labels, and its summary."""
    discussion = labelled_sample()[0]
    return discussion, summarize(discussion, 250)


@lru_cache(maxsize=1)
def long_debate() -> Discussion:
    """Return a thread of 104 mails: the sample debate four times, below its own root."""
    sample = labelled_sample()[0]
    copies = [_renamed(sample, str(at)) for at in range(4)]
    root = copies[0].thread.root
    nodes = [
        node if node.parent or node.message_id == root else replace(node, parent=root, how="header")
        for each in copies
        for node in each.thread.nodes
    ]
    merged = {
        kind: tuple(found for each in copies for found in getattr(each.findings, kind))
        for kind in ("acts", "proposals", "positions", "actions", "questions", "decisions")
    }
    return replace(
        sample,
        thread=replace(sample.thread, root=root, nodes=tuple(nodes)),
        messages=tuple(message for each in copies for message in each.messages),
        segments={key: found for each in copies for key, found in each.segments.items()},
        links=tuple(link for each in copies for link in each.links),
        answers=tuple(answer for each in copies for answer in each.answers),
        findings=Findings(**merged),
    )


def hostile(tmp_path) -> tuple[Discussion, Summary]:
    """Return a thread in which every text that a mail can set is an attack."""
    mails = [
        MBOX.format(
            name=NAME.replace('"', ""),
            subject="<img src=x onerror=alert(7)>" if not at else f"Re: {NAME}",
            second=at,
            message_id=f"<{at}'\"><script>alert(8)</script>@x>",
            reply="" if not at else "In-Reply-To: <0'\"><script>alert(8)</script>@x>\n",
            body=BODY,
        )
        for at in range(3)
    ]
    mbox = tmp_path / "evil.mbox"
    mbox.write_bytes("".join(mails).encode("utf-8"))
    discussion = max(discussions_of(mbox), key=lambda each: len(each.messages))
    return _with_findings(discussion)


def _with_findings(discussion: Discussion) -> tuple[Discussion, Summary]:
    message = discussion.messages[0]
    start = message.text.index("A user")
    words = Span(message_id=message.message_id, start=start, end=message.text.index("\x1b[31m"))
    evidence = (words,)
    told = {"evidence": evidence, "confidence": 1.0}
    findings = Findings(
        acts=(SpeechAct(kind="proposal", span=words, answers=None, confidence=1.0),),
        proposals=(Proposal(id=NAME, title=BODY, author=NAME, status="open", **told),),
        positions=(Position(holder=NAME, proposal=NAME, stance="support", history=(), **told),),
        actions=(
            ActionItem(owner=NAME, task=BODY, due=NAME, due_date=None, status="open", **told),
        ),
        questions=(Question(asker=NAME, text=BODY, open=True, answered_by=(), **told),),
        decisions=(Decision(text=BODY, proposal=NAME, **told),),
    )
    summary = Summary(sentences=(Sentence(text=BODY, evidence=evidence),))
    return replace(discussion, findings=findings), summary


def _renamed(discussion: Discussion, tail: str) -> Discussion:
    """Return a copy in which every Message-ID ends with *tail*, every proposal too."""

    def name(message_id: str) -> MessageId:
        return MessageId(f"{message_id}.{tail}")

    def span(each: Span) -> Span:
        return replace(each, message_id=name(each.message_id))

    def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(span, found))

    findings = discussion.findings
    return replace(
        discussion,
        thread=replace(
            discussion.thread,
            root=name(discussion.thread.root),
            nodes=tuple(
                replace(
                    node,
                    message_id=name(node.message_id),
                    parent=name(node.parent) if node.parent else None,
                )
                for node in discussion.thread.nodes
            ),
        ),
        messages=tuple(
            replace(each, message_id=name(each.message_id)) for each in discussion.messages
        ),
        segments={
            name(key): tuple(replace(each, span=span(each.span)) for each in found)
            for key, found in discussion.segments.items()
        },
        links=tuple(
            replace(each, quote=span(each.quote), source=span(each.source))
            for each in discussion.links
        ),
        answers=tuple(
            replace(each, span=span(each.span), source=spans(each.source))
            for each in discussion.answers
        ),
        findings=Findings(
            acts=tuple(
                replace(
                    each,
                    span=span(each.span),
                    answers=span(each.answers) if each.answers else None,
                )
                for each in findings.acts
            ),
            proposals=tuple(
                replace(
                    each,
                    id=f"{each.id}.{tail}",
                    evidence=spans(each.evidence),
                    settled_by=spans(each.settled_by),
                )
                for each in findings.proposals
            ),
            positions=tuple(
                replace(
                    each,
                    proposal=f"{each.proposal}.{tail}",
                    evidence=spans(each.evidence),
                    history=tuple(
                        replace(turn, evidence=spans(turn.evidence)) for turn in each.history
                    ),
                )
                for each in findings.positions
            ),
            actions=tuple(
                replace(each, evidence=spans(each.evidence)) for each in findings.actions
            ),
            questions=tuple(
                replace(
                    each,
                    evidence=spans(each.evidence),
                    answered_by=tuple(map(name, each.answered_by)),
                )
                for each in findings.questions
            ),
            decisions=tuple(
                replace(each, evidence=spans(each.evidence)) for each in findings.decisions
            ),
        ),
    )
