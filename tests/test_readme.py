"""What the documents show is what the commands print."""

from __future__ import annotations

import re

import pytest

from listminer.model import LATE
from tests.readme import DOCUMENTS, ROOT, Tour, failed_examples, masked, shown_in

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SHOWN = [shown for document in DOCUMENTS for shown in shown_in(document)]


@pytest.fixture(scope="module")
def tour():
    """Return one user's tour: each command finds what those before it left."""
    with Tour() as found:
        yield found


@pytest.mark.parametrize("shown", SHOWN, ids=[f"{each.document}: {each.command}" for each in SHOWN])
def test_a_command_prints_what_the_document_shows(tour, shown):
    """To write what is printed now into the documents: python -m tests.readme"""
    assert masked(tour.output_of(shown.command)) == masked(shown.output)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_python_of_the_document_gives_what_it_shows(document):
    assert failed_examples(document) == 0


@pytest.mark.parametrize(
    "document",
    sorted(p.relative_to(ROOT).as_posix() for p in [ROOT / "README.md", *ROOT.glob("docs/*.md")]),
)
def test_every_link_to_a_file_leads_to_one(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    folder = (ROOT / document).parent
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (folder / link).exists()] == []


def test_every_defect_stands_in_the_table():
    table = set(re.findall(r"^\| `([a-z-]+)` ", (ROOT / "docs/dirt.md").read_text(), re.MULTILINE))
    mail = ROOT / "listminer" / "mail"
    sources = [*mail.glob("*.py"), ROOT / "listminer" / "store" / "writing.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    written = set(re.findall(r'(?:code=|with_defect\([^,]*, )"([a-z-]+)"', text))
    written |= set(
        re.findall(r'(?:return|code=|else)\b[^\n]*?"([a-z]+-[a-z]+(?:-[a-z]+)*)"', text)
    ) & {code for code in re.findall(r'"([a-z]+-[a-z-]+)"', text) if code in table}
    if "code=LATE" in text:  # the one that threads read, too
        written.add(LATE)
    assert written == table
