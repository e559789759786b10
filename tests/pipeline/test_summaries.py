"""A thread of a store calls people as the whole store does."""

from __future__ import annotations

import pytest

from listminer.pipeline import ingest
from listminer.pipeline.pages import write_report
from listminer.pipeline.summaries import debates, digest_of, summaries
from listminer.render.digest import as_document
from listminer.settings import Settings
from listminer.store import Store


def mail(number: int, sender: str, *, subject: str) -> str:
    return (
        f"From x Mon Mar  {number} 10:00:00 2020\nFrom: {sender}\nSubject: {subject}\n"
        f"Message-ID: <{number}@x.org>\nDate: Mon, {number} Mar 2020 10:00:00 +0000\n\n"
        "I propose that we drop the old builds. I will do it by Friday.\n\n"
    )


@pytest.fixture
def settings(tmp_path):
    """Return the settings of a store of four threads: a whole name, an address, two Alexes."""
    senders = (
        "Ada Lovelace <ada@x.org>",
        "ada@x.org",
        "Alex <alex@north.org>",
        "Alex <alex@south.org>",
    )
    path = tmp_path / "dev.mbox"
    mails = (mail(at, who, subject=f"Builds {at}") for at, who in enumerate(senders, 1))
    path.write_text("".join(mails))
    settings = Settings(store=tmp_path / "store.db", workers=1)
    with Store.open(settings.store) as store:
        ingest(store, [path], settings=settings)
    return settings


@pytest.mark.parametrize(
    ("number", "name"), [(1, "Ada Lovelace"), (2, "Ada Lovelace"), (3, "Alex")]
)
def test_who_writes_without_a_name_here_has_the_one_of_elsewhere(settings, number, name):
    with debates(f"{number}@x.org", settings) as found:
        ((discussion, summary),) = summaries(found)
    findings = discussion.findings
    assert [each.author for each in findings.proposals] == [name]
    assert [each.owner for each in findings.actions] == [name]
    assert [each.sender.display for each in discussion.messages] == [name]
    assert summary.sentences


def test_a_site_has_one_page_for_one_person(settings, tmp_path):
    with Store.open(settings.store) as store:
        report = write_report(store, tmp_path / "site", settings)
    assert report.people == 3
    files = sorted(each.name.rpartition("-")[0] for each in (tmp_path / "site" / "p").iterdir())
    assert files == ["ada-lovelace", "alex", "alex-alex-north-org", "alex-alex-south-org"]


@pytest.mark.parametrize(
    ("day", "name"), [("2020-03-02", "Ada Lovelace"), ("2020-03-03", "Alex (alex@north.org)")]
)
def test_a_digest_calls_people_as_all_of_the_store_does(settings, day, name):
    with Store.open(settings.store) as store:
        found = digest_of(store, since=day, until=day, person=name.partition(" ")[0])
    points = as_document(found)["threads"][0]["points"]
    assert [each["text"] for each in points] == [
        f"{name} writes: “I will do it by Friday.”",
        f"{name} proposes: “I propose that we drop the old builds.” (open)",
    ]
    cited = {span["sender"] for each in points for span in each["evidence"]}
    assert (cited, found.person) == ({name}, name)  # though a digest knows only those it cites
