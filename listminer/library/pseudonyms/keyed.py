"""Pseudonyms from a secret: the same for the same person, whatever else is exported. Pure."""

from __future__ import annotations

import hashlib
import hmac

from listminer.model import MessageId

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SYLLABLES = [one + two for one in _CONSONANTS for two in _VOWELS]
_SYLLABLES_EACH = 4  # 24 million names, and as many families
TOP = "example"  # a top-level domain that no address has (RFC 2606)


class Keyed:
    """Names, addresses and ids by HMAC-SHA256 of a *secret*; a value and its kind give one."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._names: dict[str, tuple[str, str]] = {}
        self._hosts: dict[str, str] = {}
        self._ids: dict[str, MessageId] = {}

    def name(self, person: str) -> tuple[str, str]:
        """Return a given name and a family name that nobody has.

        Both, also for who has one name only: a first name alone does not tell that
        two addresses are one person's (see listminer.people).
        """
        made = self._names.get(person)
        if made is None:
            digest = self._digest("person", person)
            made = self._names[person] = (
                _spoken(digest[:16], _SYLLABLES_EACH),
                _spoken(digest[16:], _SYLLABLES_EACH),
            )
        return made

    def host(self, host: str) -> str:
        """Return a host for *host*, whose case does not count."""
        host = host.casefold()
        made = self._hosts.get(host)
        if made is None:
            made = self._hosts[host] = f"h{self._letters('host', host, 12)}.{TOP}"
        return made

    def address(self, address: str, login: str) -> str:
        """Return an address for *address*: *login* and what tells it from others of its owner."""
        local, _, host = address.casefold().rpartition("@")
        own = self._letters("address", f"{local}@{host}", 8)
        return f"{login}.{own}@{self.host(host) if host else TOP}"

    def message_id(self, message_id: str) -> MessageId:
        """Return an id for *message_id*: its host as in addresses, the rest unreadable.

        What stands before the "@" goes, too: mailers write login names and clocks there.
        """
        made = self._ids.get(message_id)
        if made is None:
            host = message_id.rpartition("@")[2] if "@" in message_id else ""
            place = self.host(host) if host else TOP
            made = MessageId(f"{self._letters('message-id', message_id, 24)}@{place}")
            self._ids[message_id] = made
        return made

    def _letters(self, kind: str, value: str, count: int) -> str:
        return self._digest(kind, value).hex()[:count]

    def _digest(self, kind: str, value: str) -> bytes:
        said = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, said, hashlib.sha256).digest()


def _spoken(digest: bytes, syllables: int) -> str:
    """Return a word that can be spoken.

    >>> _spoken(bytes(16), 4)
    'Babababa'
    """
    number = int.from_bytes(digest, "big")
    said = []
    for _ in range(syllables):
        number, at = divmod(number, len(_SYLLABLES))
        said.append(_SYLLABLES[at])
    return "".join(said).capitalize()
