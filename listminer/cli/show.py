"""`show`: one thread or one mail, to be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from listminer.cli.printing import emit, emit_pieces, has_colour, opened, terminal_columns
from listminer.errors import LookupFailed
from listminer.quoting import subject_of
from listminer.render.mbox import write_mbox
from listminer.render.numbering import message_numbers
from listminer.render.reading import Look, write_mails, write_thread
from listminer.settings import Settings

if TYPE_CHECKING:
    from listminer.model import Discussion, MessageId, RawMessage
    from listminer.store import Store


@click.command("show", short_help="Show a thread: who answered whom, and the mails.")
@click.argument("thread")
@click.argument("message", required=False)
@click.option("--full", is_flag=True, help="Unfold the quotes.")
@click.option("--raw", is_flag=True, help="The bytes as found: one mail, or the thread as an mbox.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of standard output.",
)
@click.pass_obj
def show(
    settings: Settings,
    thread: str,
    message: str | None,
    full: bool,
    raw: bool,
    output: Path | None,
) -> None:
    """Show who answered whom in THREAD, and its mails; or one MESSAGE, by number or Message-ID.

    THREAD is a number as `threads` prints it, a Message-ID, an archive URL, or words of the
    subject. Long quotes are folded to a line.
    """
    from listminer.summary.persons import called_as  # late: with the summaries

    with opened(settings) as store:
        discussion = called_as(store.discussion(thread), store.people())
        chosen = _chosen(discussion, message, store)
        if raw:
            found = (store.raw(each) for each in _stored(discussion, chosen))
            _emit_raw(found, output, is_one=message is not None)
            return
    look = _look(output)
    is_alone = message is not None
    parts = list(write_mails(discussion, chosen, look, full=full, is_alone=is_alone))
    if not is_alone:
        parts.insert(0, write_thread(discussion, look, subject=subject_of(discussion)))
    emit("\n\n".join(parts), output)


def _look(output: Path | None) -> Look:
    if not has_colour(output):
        return Look(width=terminal_columns())
    return Look(
        width=terminal_columns(),
        strong=lambda text: click.style(text, bold=True),
        faint=lambda text: click.style(text, dim=True),
    )


def _chosen(discussion: Discussion, message: str | None, store: Store) -> list[MessageId]:
    """Return the messages meant: all, those known from quotes too; the one of a number or an id."""
    numbers = message_numbers(discussion)
    if message is None:
        return [each.message_id for each in discussion.messages]
    from listminer.store.listing import bare_id  # late: the store

    bare = bare_id(message)
    found = [each for each, number in numbers.items() if bare in (str(number), each)]
    if not found:
        raise LookupFailed(
            f"no message {message!r} in this thread",
            hints=(
                f"expected a number from 1 to {len(numbers)}, or a Message-ID of the thread",
                *_other_thread(store, message),
            ),
        )
    return found[:1]


def _other_thread(store: Store, message: str) -> tuple[str, ...]:
    """Return how to show the thread that *message* names, if it is the number of one."""
    if not message.isdecimal():
        return ()
    try:
        store.listing(message)
    except LookupFailed:
        return ()
    return (f"each thread is shown by itself: listminer show {message}",)


def _stored(discussion: Discussion, chosen: Iterable[MessageId]) -> list[MessageId]:
    """Return the *chosen* of which there are bytes. Raises LookupFailed if there is none."""
    ghosts = {each.message_id for each in discussion.messages if each.ghost}
    stored = [each for each in chosen if each not in ghosts]
    if not stored:
        raise LookupFailed(
            "the archive lacks this message: it is known from quotes, and has no bytes of its own",
            hints=("what is known of it is shown without --raw",),
        )
    return stored


def _emit_raw(raws: Iterable[RawMessage], output: Path | None, *, is_one: bool) -> None:
    pieces = (each.data for each in raws) if is_one else write_mbox(raws)
    emit_pieces(pieces, output)
