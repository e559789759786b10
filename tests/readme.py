"""Run what the documents show: every `$ command` of a console block, every `>>>`.

`python -m tests.readme` runs them and writes what they print now into the documents.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.local import LocalServer

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "docs/tutorial.md")
REPLICA = "http://localhost:8000"  # what the documents call the local replica of the sample
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COLUMNS = 100  # what fits a page of the documents

# What differs from run to run: seconds, milliseconds, sizes, versions.
_MASKS = (
    (re.compile(r"\b\d+\.\d\d\b"), "0.00"),
    (re.compile(r'("query_ms": )\d+\.\d+'), r"\g<1>0.0"),
    (re.compile(r"\b\d[\d,]*\.\d MB"), "0.0 MB"),
    (re.compile(r"Python \d+\.\d+\.\d+"), "Python 3"),
)


@dataclass(frozen=True)
class Shown:
    """One command of a document and the output below it."""

    document: str
    command: str
    output: str
    span: tuple[int, int] = field(repr=False)  # of the output, in the document


def shown_in(document: str) -> Iterator[Shown]:
    """Yield the commands of *document*, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for block in _BLOCK.finditer(text):
        starts = [m.start() for m in re.finditer(r"^\$ ", block[1], re.MULTILINE)]
        for start, end in zip(starts, [*starts[1:], len(block[1])], strict=True):
            line_end = block[1].index("\n", start) + 1
            yield Shown(
                document=document,
                command=block[1][start + 2 : line_end].strip(),
                output=block[1][line_end:end],
                span=(block.start(1) + line_end, block.start(1) + end),
            )


def masked(output: str) -> str:
    """Return *output* without what differs from run to run."""
    for pattern, mask in _MASKS:
        output = pattern.sub(mask, output)
    return output


class Tour:
    """Runs commands one after the other, as one user on a fresh machine. A context manager."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="listminer-tour-")
        self.home = Path(self._folder.name)
        (self.home / "data").symlink_to(ROOT / "data")
        self._server = LocalServer(ROOT / "data" / "sample")

    def __enter__(self) -> Tour:
        self._server.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._server.__exit__(*raised)
        self._folder.cleanup()

    def output_of(self, command: str) -> str:
        """Return what *command* prints, results and talk together."""
        kept = {
            name: value for name, value in os.environ.items() if name.startswith(("LC_", "LANG"))
        }
        ran = subprocess.run(
            ["bash", "-c", command.replace(REPLICA, self._server.url)],
            cwd=self.home,
            env={
                **kept,
                "HOME": str(self.home),
                "PYTHONPATH": str(ROOT),  # what this tree prints, wherever listminer is installed
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "COLUMNS": str(_COLUMNS),
                "LISTMINER_HOST_DELAY_S": "0",
                "LISTMINER_WORKERS": "1",
                "PYTHONIOENCODING": "utf-8",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        found = ran.stdout.replace(self._server.url, REPLICA).replace(str(self.home), "~")
        return "\n".join(line.rstrip() for line in found.splitlines()) + "\n" * bool(found)


def failed_examples(document: str) -> int:
    """Run the `>>>` of *document* from the project's root; return how many give something else."""
    text = (ROOT / document).read_text(encoding="utf-8")
    examples = "\n".join(block[1] for block in _PYTHON.finditer(text))
    test = doctest.DocTestParser().get_doctest(examples, {}, document, document, 0)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return doctest.DocTestRunner().run(test).failed
    finally:
        os.chdir(here)


def rewrite(document: str, tour: Tour) -> None:
    """Write into *document* what its commands print now."""
    text = (ROOT / document).read_text(encoding="utf-8")
    parts, at = [], 0
    for shown in shown_in(document):
        output = tour.output_of(shown.command)
        is_same = masked(output) == masked(shown.output)
        start, end = shown.span
        parts += [text[at:start], shown.output if is_same else output]
        at = end
    (ROOT / document).write_text("".join((*parts, text[at:])), encoding="utf-8")


if __name__ == "__main__":
    with Tour() as one_tour:
        for each in DOCUMENTS:
            rewrite(each, one_tour)
