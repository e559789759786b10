"""Dirt from the wild, whole: NAME.eml beside NAME.json, the expected parse and zones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listminer.mail.message import parse_message
from listminer.mail.zones import split_zones
from listminer.model import Address, Message

from .mails import raw

FOLDER = Path(__file__).resolve().parents[1] / "data" / "mail"
MAILS = sorted(FOLDER.glob("*.eml"))


def told(message: Message) -> dict[str, object]:
    """Return all that is told of a mail, as it is written into a golden file."""
    return {
        "message_id": message.message_id,
        "sender": _person(message.sender),
        "recipients": [_person(each) for each in message.recipients],
        "date": message.date.isoformat() if message.date else None,
        "utc_offset_min": message.utc_offset_min,
        "subject": message.subject,
        "references": list(message.references),
        "lists": list(message.lists),
        "defects": [f"{each.code}: {each.detail}" for each in message.defects],
        "attachments": [
            f"{each.name} {each.media_type} {each.size_bytes}" for each in message.attachments
        ],
        "zones": [
            [
                segment.zone,
                segment.depth,
                segment.attribution.name if segment.attribution else None,
                message.text[segment.span.start : segment.span.end],
            ]
            for segment in split_zones(message.message_id, message.text)
        ],
    }


def _person(person: Address) -> str:
    return f"{person.name} <{person.address}>"


def test_there_are_golden_mails():
    assert MAILS, f"no .eml in {FOLDER}"
    assert {path.stem for path in MAILS} == {
        path.stem for path in FOLDER.glob("*.json") if not path.stem.endswith(".actual")
    }


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_is_read_as_its_golden_file_says(path):
    data = path.read_bytes()
    envelope = None
    if data.startswith(b"From "):
        first, _, data = data.partition(b"\n")
        envelope = first[5:].decode("latin-1")
    actual = told(parse_message(raw(data, envelope=envelope)))
    golden = path.with_suffix(".json")
    expected = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else None
    if actual != expected:
        written = json.dumps(actual, ensure_ascii=False, indent=1) + "\n"
        path.with_suffix(".actual.json").write_text(written, encoding="utf-8")
    assert actual == expected


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_line_ends_of_the_network_change_nothing(path):
    """CRLF, as mail travels: the same fields, the same zones; parts have other sizes."""
    data = path.read_bytes()
    data = data.partition(b"\n")[2] if data.startswith(b"From ") else data
    lines, network = (told(parse_message(raw(d))) for d in (data, data.replace(b"\n", b"\r\n")))
    del lines["attachments"], network["attachments"]
    assert network == lines
