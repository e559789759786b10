"""The opening of a summary: what is raised, and what became of it."""

from __future__ import annotations

from listminer.model import Sentence, Summary


def opening_of(summary: Summary) -> tuple[Sentence, ...]:
    """Return the sentences on the issue, and the first decision: the story in few words."""
    issue = [each for each in summary.sentences if each.part == "issue"]
    settled = [each for each in summary.sentences if each.part == "decisions"]
    return (*issue, *settled[: 1 if issue else 0])
