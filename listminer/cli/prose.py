"""`--llm`: what is said of it on standard error, before text leaves the machine and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from listminer.errors import UserError
from listminer.render.listing import counted
from listminer.render.safe import shown_line

if TYPE_CHECKING:
    from listminer.model import Discussion, Problem, Prose, Summary
    from listminer.pipeline.prose import Sending, Storyteller
    from listminer.settings import Settings


def storyteller(model: str | None, settings: Settings, *, offline: bool) -> Storyteller | None:
    """Return who asks *model*; None if none was named. Raises UserError if it cannot be asked."""
    if model is None:
        return None
    if offline:
        raise UserError(
            "--llm asks a server, --offline asks none", hints=("leave one of the two out",)
        )
    from listminer.pipeline.prose import Storyteller  # late: the network's rooms

    return Storyteller(model, settings)


class Told:
    """Summaries with the prose of a model, told of on standard error as they come."""

    def __init__(
        self, found: Iterable[tuple[Discussion, Summary]], teller: Storyteller | None
    ) -> None:
        self._found = found
        self._teller = teller
        self.has_failed = False  # known when all are read

    def __iter__(self) -> Iterator[tuple[Discussion, Summary]]:
        for discussion, summary in self._found:
            if self._teller is None:
                yield discussion, summary
                continue
            told, problem = self._teller.tell(discussion, summary, _say_sending)
            self.has_failed = self.has_failed or problem is not None
            if problem is not None:
                click.echo(_failed(problem), err=True)
            elif told.prose is not None:
                click.echo(_kept(told.prose), err=True)
            yield discussion, told


def _say_sending(sending: Sending) -> None:
    size = f"{sending.size_bytes / 1000:.1f} kB"
    pieces = counted(sending.evidence, "stretch", "stretches")
    click.echo(
        f"sending the findings and {pieces} of mail ({size}) to {shown_line(sending.url)},"
        f" model {shown_line(sending.model)}",
        err=True,
    )


def _kept(prose: Prose) -> str:
    lines = [f"prose: {prose.kept} sentences kept, {len(prose.dropped)} dropped"]
    lines += [f"  {count} {why}" for why, count in Counter(prose.dropped).most_common()]
    if not prose.sentences:
        lines.append("  too little is left: the opening stays in the words of the mails")
    return "\n".join(lines)


def _failed(problem: Problem) -> str:
    return (
        f"no prose: {shown_line(problem.locator)}: {shown_line(problem.message)}\n"
        "  the opening stays in the words of the mails"
    )
