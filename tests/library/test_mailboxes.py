"""Mail written as a mailbox reads back equal: what only its archive told goes along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import listminer
from listminer.errors import UserError
from tests.store.mails import mail


def told(debates):
    """Return all messages by id; where they were found is another place."""
    return {each.message_id: replace(each, source="") for each in debates.messages()}


def read_back(debates, folder):
    debates.write_mbox(folder / "all.mbox")
    return told(listminer.read(folder / "all.mbox"))


def test_a_mailbox_reads_back_equal(tmp_path):
    body = "Hello,\n\nFrom here on all is new.\n>From there it was old.\n>>From where?\n\n\n"
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(mail(number, body, to=number - 1 or None))
    debates = listminer.read(tmp_path)
    assert len(told(debates)) == 3
    assert read_back(debates, tmp_path) == told(debates)


def test_the_sample_as_a_mailbox_reads_back_equal(store, debates, tmp_path):
    store.write_mbox(tmp_path / "all.mbox")
    assert told(listminer.read(tmp_path / "all.mbox")) == told(debates)
    assert debates[1].mbox().count(b"From mboxrd@z ") == 3


FIELDS = {
    "From": ("Ada Lovelace <ada@example.org>", "ada at example.org (Ada)", ":;", None),
    "Date": ("Tue, 1 Mar 2016 10:00:00 +0100", "yesterday", None),
    "Subject": ("A plan", "[dev] A plan", "[other] A plan", None),
    "List-Id": ("<dev.example.org>", "<other.example.org>", None),
    "Archived-At": ("<https://list.test/1>", None),
}
ENVELOPES = (
    "mboxrd@z Thu Jan  1 00:00:00 1970",
    "grace at example.org  Tue Mar  1 10:00:00 2016",
    "grace@example.org Tue Mar  1 10:00:00 2016",
    "grace@example.org Fri, 8 Dec 2000 17:47:12 -0500",
    "grace@example.org Tue Mar  1 10:00:00 +0100 2016",
    "Tue Mar  1 10:00:00 2016",
)


@st.composite
def months(draw):
    """Return a mailbox whose mails lack what they may, and by which From_ lines."""
    mails = []
    for number in range(draw(st.integers(1, 4))):
        said = {name: draw(st.sampled_from(values)) for name, values in FIELDS.items()}
        head = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
        envelope = draw(st.sampled_from(ENVELOPES))
        mails.append(f"From {envelope}\nMessage-ID: <m{number}@example.org>\n{head}\nYes.\n\n")
    return "".join(mails)


@settings(max_examples=60, deadline=None)  # each example reads two mailboxes
@given(months(), st.booleans())
def test_whatever_a_mail_lacks_it_reads_back_equal(tmp_path_factory, month, is_volume):
    folder = tmp_path_factory.mktemp("law") / "dev"
    folder.mkdir()
    path = folder / ("2016-March.txt" if is_volume else "mails.mbox")
    path.write_text(month)
    debates = listminer.read(path)
    assert read_back(debates, folder) == told(debates)


def test_a_mail_that_lacks_nothing_is_written_as_it_was_found(tmp_path):
    (tmp_path / "1.eml").write_bytes(mail(0, "One."))
    assert listminer.read(tmp_path)[0].mbox().endswith(b"1970\n" + mail(0, "One.") + b"\n")


def test_a_mailbox_that_cannot_be_written_is_told(store, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        store.write_mbox(tmp_path / "nowhere" / "all.mbox")
