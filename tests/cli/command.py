"""The command line as a user meets it: words in, exit status, output and talk out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from listminer.cli import main


@dataclass(frozen=True)
class Ran:
    """What one command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.TextIOWrapper):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


class CommandLine:
    """Runs listminer in this process, with a store and a cache of its own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.store = folder / "store.db"
        self._patch = patch
        for name, value in {
            "LISTMINER_STORE": str(self.store),
            "LISTMINER_CACHE": str(folder / "cache"),
            "LISTMINER_HOST_DELAY_S": "0",
            "LISTMINER_TRIES": "1",
            "LISTMINER_TIMEOUT_S": "2",
            "LISTMINER_WORKERS": "1",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "COLUMNS": "100",
        }.items():
            patch.setenv(name, value)

    def __call__(
        self,
        *words: str | Path,
        stdin: bytes = b"",
        talks_to: type[io.TextIOWrapper] = io.TextIOWrapper,
    ) -> Ran:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), talks_to(io.BytesIO(), "utf-8")
        status = 0
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["listminer", *map(str, words)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            try:
                main()
            except SystemExit as exc:
                status = exc.code if isinstance(exc.code, int) else 1
        return Ran(status, _written(out), _written(err))


def on_a_terminal(*words: str | Path) -> str:
    """Return what listminer shows on a terminal: results and talk, as they come."""
    ours, its = os.openpty()
    shown = b""
    command = [sys.executable, "-m", "listminer", *map(str, words)]
    with subprocess.Popen(command, stdout=its, stderr=its):
        os.close(its)
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:
            pass  # how Linux tells that the other end is closed
    os.close(ours)
    return shown.decode()


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]
