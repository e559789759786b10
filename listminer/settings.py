"""Every default, with its unit and its reason, and where a user may set another.

A flag of the command line goes before the environment (`LISTMINER_*`), that
before the settings file (TOML), that before the default. Touches the
environment and that one file, nothing else.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from listminer.errors import SettingsError

PREFIX = "LISTMINER_"
_AUTO = 0  # stands for "as many as this machine has"

# Defaults that rooms below also go by, where nobody gives them settings.
BUSY_TIMEOUT_S = 15.0  # an ingest of a month holds the store some seconds, not more
BATCH_BYTES = 512 * 1024  # mail per errand: far above the cost of sending it, 0.1 ms
HOST_DELAY_S = 1.0  # between two requests to one host: archives are small servers
TIMEOUT_S = 60.0  # for one response; exports of a month are slow to begin
TRIES = 4  # of one request, with pauses that double
SUMMARY_WORDS = 250  # fits one screen of 80 x 25 with its sources


def default_store() -> Path:
    """Return the store in the user's data folder (XDG_DATA_HOME on Linux)."""
    import platformdirs  # late: only where the user names no store

    return Path(platformdirs.user_data_dir("listminer", appauthor=False)) / "store.db"


def default_cache() -> Path:
    """Return the folder of cached server responses (XDG_CACHE_HOME on Linux)."""
    import platformdirs  # late: only where the user names no folder

    return Path(platformdirs.user_cache_dir("listminer", appauthor=False))


def default_config() -> Path:
    """Return the settings file in the user's configuration folder (XDG_CONFIG_HOME on Linux)."""
    import platformdirs  # late: only where the user names no file

    return Path(platformdirs.user_config_dir("listminer", appauthor=False)) / "listminer.toml"


def default_people() -> Path | None:
    """Return `people.toml` in the user's configuration folder; None if there is none."""
    path = default_config().with_name("people.toml")
    return path if os.path.exists(path) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may choose; a comment, here or above, says the unit and the reason."""

    store: Path = field(default_factory=default_store)
    cache: Path = field(default_factory=default_cache)
    people: Path | None = None  # who is who: "Ada Lovelace" = ["ada@x.org"]; None: nothing is told
    workers: int = _AUTO  # parsing processes; 0: one per core, at most 4 (one writer feeds on them)
    busy_timeout_s: float = BUSY_TIMEOUT_S
    batch_bytes: int = BATCH_BYTES
    spread_from_bytes: int = 2 * 1024 * 1024  # less is parsed before helpers have started, 0.3 s
    host_delay_s: float = HOST_DELAY_S
    timeout_s: float = TIMEOUT_S
    tries: int = TRIES
    parts_per_mail: int = 100  # that a list cut out, to be fetched; digests hold some fifty
    parts_per_file: int = 5000  # of a month, a second each; the busiest lists have half of that
    parts_bytes: int = 64 * 1024 * 1024  # of all parts of a month, which are in memory at once
    summary_words: int = SUMMARY_WORDS
    extractors: tuple[str, ...] = ()  # plug-ins that are run after our own findings, in this order
    llm_base_url: str = ""  # OpenAI-compatible, up to "/v1"; "": no model is ever asked
    llm_api_key: str = field(default="", repr=False)  # local servers want none
    llm_timeout_s: float = 120.0  # for a whole answer: a small model without a GPU takes a minute

    @property
    def worker_count(self) -> int:
        """Return how many parsing processes to use."""
        return self.workers or max(1, min(4, os.cpu_count() or 1))


def _number(low: float, whole: bool) -> Callable[[Any], int | float]:
    said = f"expected a {'whole ' if whole else ''}number >= {low:g}"

    def read(value: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(said)
        try:
            number = int(value) if whole and not isinstance(value, float) else float(value)
        except (ValueError, OverflowError) as exc:
            raise ValueError(said) from exc
        if not low <= number < float("inf") or (whole and number != int(number)):
            raise ValueError(said)
        return int(number) if whole else number

    return read


def _path(value: Any) -> Path:
    if not isinstance(value, str | os.PathLike) or not str(value):
        raise ValueError("expected a path")
    if "\0" in str(value):
        raise ValueError("expected a path without NUL")  # TOML can say it, no disk can hold it
    try:
        return Path(value).expanduser()
    except RuntimeError as exc:  # "~nosuch/x.db"
        raise ValueError("expected a path; there is no such user's home folder") from exc


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise ValueError("expected a text of plain ASCII")
    return value.strip()


def _names(value: Any) -> tuple[str, ...]:
    """Return the names in a list, or in a text with commas between them."""
    said = "expected names, each once"
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(each, str) for each in names):
        raise ValueError(said)
    found = tuple(each.strip() for each in names if each.strip())
    if len(set(found)) < len(found):
        raise ValueError(said)
    return found


_SECRET = frozenset({"llm_api_key"})  # not shown, not even in an error
_READERS: dict[str, Callable[[Any], Any]] = {
    "store": _path,
    "cache": _path,
    "people": _path,
    "workers": _number(0, whole=True),
    "busy_timeout_s": _number(0, whole=False),
    "batch_bytes": _number(1024, whole=True),
    "spread_from_bytes": _number(0, whole=True),
    "host_delay_s": _number(0, whole=False),
    "timeout_s": _number(0.1, whole=False),
    "tries": _number(1, whole=True),
    "parts_per_mail": _number(1, whole=True),
    "parts_per_file": _number(1, whole=True),
    "parts_bytes": _number(1, whole=True),
    "summary_words": _number(10, whole=True),
    "extractors": _names,
    "llm_base_url": _text,
    "llm_api_key": _text,
    "llm_timeout_s": _number(0.1, whole=False),
}


def load_settings(
    config: Path | None = None,
    *,
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings: *flags* before *environ* before the file *config* before defaults.

    Without *config*, `LISTMINER_CONFIG` names the file, else the user's
    configuration folder has it; only a file that was named must be there.
    Unknown variables `LISTMINER_…` are left alone: other tools may use them.

    Raises SettingsError with every mistake of all three places.
    """
    environ = os.environ if environ is None else environ
    named = config or (Path(found) if (found := environ.get(PREFIX + "CONFIG")) else None)
    mistakes: list[str] = []
    values: dict[str, Any] = {}
    for name, value, place in (
        *_file_settings(named, mistakes),
        *(
            (name, environ[PREFIX + name.upper()], PREFIX + name.upper())
            for name in _READERS
            if environ.get(PREFIX + name.upper())
        ),
        *((name, value, f"--{name.replace('_', '-')}") for name, value in (flags or {}).items()),
    ):
        try:
            values[name] = _READERS[name](value)
        except ValueError as exc:
            got = "" if name in _SECRET else f", got {str(value)!r}"
            mistakes.append(f"{place}: {exc}{got}")
    if mistakes:
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise SettingsError(f"settings: {count}", hints=tuple(mistakes))
    return Settings(**{"people": default_people(), **values})


def _file_settings(named: Path | None, mistakes: list[str]) -> list[tuple[str, Any, str]]:
    """Return (name, value, place) of each known setting in the file; note what is unknown."""
    path = named or default_config()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        # the user's own may be missing, or lie where nobody can look: `sudo -u` keeps HOME
        if named is not None or os.path.exists(path):
            mistakes.append(f"{path}: cannot be read ({exc.strerror})")
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        mistakes.append(f"{path}: not TOML ({exc})")
        return []
    known = [each.name for each in fields(Settings)]
    for name in sorted(table.keys() - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        guess = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
        mistakes.append(f"{path}: {name}: no such setting{guess}")
    return [(name, table[name], f"{path}: {name}") for name in known if name in table]
