"""Who is who by the user's own word: one file, `people.toml`, reading.

What people.py finds in names and addresses gives way to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path

from listminer.errors import SettingsError
from listminer.model import Address
from listminer.person_names import folded_name, is_first_name, turned


@dataclass(frozen=True, slots=True)
class Aliases:
    """Who is who by the user's own word."""

    names: Mapping[str, str] = field(default_factory=dict)  # by name or address, folded

    def __bool__(self) -> bool:
        return bool(self.names)

    def person(self, said: str) -> str | None:
        """Return who is meant by *said*, a name or an address; None if nothing is told of it."""
        return self.names.get(folded_name(said))

    def told(self, sender: Address) -> Address:
        """Return *sender* with who that is, by the address before the name."""
        read = turned(sender.name, sender.address)  # the address tells "Moe, Ada" from "Moe, Intel"
        known = self.person(sender.address) or self.person(read) or self.person(sender.name)
        return replace(sender, person=known) if known else sender


NO_ALIASES = Aliases()


def load_aliases(path: str | PathLike[str] | None) -> Aliases:
    """Return which names and addresses mean whom: `"Ada Lovelace" = ["ada@x.org", "countess"]`.

    Without a file nothing is told. Raises SettingsError if it cannot be read or holds
    anything else: a list of strings that are not empty, each under one person. A whole
    name means its bearer wherever it stands, a first name only where it is listed.
    """
    if path is None:
        return NO_ALIASES
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise SettingsError(f"{path}: cannot be read ({exc.strerror})") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: not TOML ({exc})") from exc
    wrong = tuple(_mistakes(table))
    if wrong:
        count = "1 mistake" if len(wrong) == 1 else f"{len(wrong)} mistakes"
        raise SettingsError(f"{path}: {count}", hints=wrong)
    told = {
        folded_name(key): name
        for name, keys in table.items()
        for key in (*keys, *([] if is_first_name(folded_name(name)) else [name]))
    }
    return Aliases(told)


def _mistakes(table: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with what `people.toml` tells: an empty name would mean everybody."""
    bearers: dict[str, dict[str, str]] = {}
    for name, keys in table.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            yield f'{name}: expected a list of names and addresses: ["ada@example.org"]'
            continue
        if not all(map(folded_name, (name, *keys))):
            yield f"{name or keys}: an empty name"
        for key in filter(folded_name, (name, *keys)):
            bearers.setdefault(folded_name(key), {}).setdefault(folded_name(name), name)
    for key, some in bearers.items():
        if len(some) > 1:
            yield f"{key}: stands under {' and '.join(some.values())}"
