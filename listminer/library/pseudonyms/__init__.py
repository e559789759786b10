"""Everybody under a pseudonym, made with a secret: for data that is given away.

The same person has the same pseudonym with the same salt, in headers, bodies,
quotes, attributions and signatures; with another salt another one. A person is
who the frames say it is, so that `people.toml` counts. What is in doubt is left
and reported, never guessed.

Pseudonyms hide names, not words: whoever has the archive finds each sentence in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from listminer.aliases import NO_ALIASES, Aliases
from listminer.library.pseudonyms.keyed import Keyed
from listminer.library.pseudonyms.mails import compose
from listminer.library.pseudonyms.masking import ThreadMask
from listminer.library.pseudonyms.names import Register
from listminer.library.pseudonyms.report import UNSURE, Place, PseudonymReport
from listminer.library.pseudonyms.rewriting import Rewriter, people_of
from listminer.library.pseudonyms.salt import Salt, load_salt
from listminer.model import Address, Discussion
from listminer.people import People
from listminer.store import PARTS, Part, ThreadListing

__all__ = ["UNSURE", "Place", "PseudonymReport", "Pseudonyms", "Salt", "compose", "load_salt"]


class Pseudonyms:
    """Who is called what, in one selection of threads."""

    def __init__(
        self,
        salt: Salt,
        people: People,
        senders: Iterable[Address],
        lists: Iterable[str],
        discussions: Iterable[Discussion],
        aliases: Aliases = NO_ALIASES,
    ) -> None:
        """Take all *senders* and *lists* of the store, and the threads that are to be written.

        *discussions*, with their segments, are read once, for everybody whom
        they name beside their senders, and for their ids. *aliases* are other names and
        addresses of theirs, which texts may hold.
        """
        self.salt = salt
        self.report = PseudonymReport()
        self._register = Register(Keyed(salt.secret), people, senders, lists, aliases)
        self._ids: set[str] = set()
        for discussion in discussions:
            self._ids.update(node.message_id for node in discussion.thread.nodes)
            for message in discussion.messages:
                self._ids.update(message.references)
            for who in people_of(discussion):
                self._register.meet(who)

    def rewritten(self, discussion: Discussion, parts: Collection[Part] = PARTS) -> Discussion:
        """Return a discussion with everybody under their pseudonym; of its structure *parts*."""
        made = Rewriter(discussion, self._register, self._ids, self.report).rewritten()
        return made if "segments" in parts else replace(made, segments={})

    def address(self, who: Address) -> Address:
        """Return what to call *who*, by their name where they have one, and their address."""
        return self._register.pseudonym(who)

    def listing(self, listing: ThreadListing) -> ThreadListing:
        """Return a thread's listing under pseudonyms."""
        subject = ThreadMask(self._register, self._ids, (), ()).mask(listing.subject).text
        root = self._register.keyed.message_id(listing.root)
        return replace(listing, subject=subject, root=root)
