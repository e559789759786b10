"""What goes into the store comes out equal."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import Archive, Attribution, MessageId, Segment, Span, Zone
from listminer.store import codec

OWN = MessageId("a@example.org")


@given(st.text(st.characters(exclude_categories=())))
def test_texts_come_back(text):
    assert codec.decode_text(codec.encode_text(text)) == text


@given(st.datetimes(timezones=st.just(UTC)))
def test_dates_come_back(date):
    assert codec.decode_date(codec.encode_date(date)) == date


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_fingerprints_come_back(numbers):
    assert codec.decode_numbers(codec.encode_numbers(numbers)) == tuple(numbers)


ARCHIVE = Archive(name=None, kind="eml", location="x")


def unpacked(raw: bytes, text: bytes) -> bytes:
    found = codec.decode_raw(raw, text, archive=ARCHIVE, locator="x", envelope=None, url=None)
    return found.data


@given(st.binary(), st.binary())
def test_mails_come_back_whatever_their_body(head, text):
    for data in (head, head + text, text, text + head):
        assert unpacked(codec.encode_raw(data, text), text) == data


@pytest.mark.parametrize(
    ("head", "text", "is_head_alone"),
    [
        (b"Subject: x\n\n", b"We wait.\n", True),
        (b"Subject: x\n\n", b"We waited.\n", False),
        (b"X: " + 2000 * b"x" + b"\n\n", b"We wait.\n", False),
    ],
)
def test_a_body_is_stored_once(head, text, is_head_alone):
    data = head + b"We wait.\n"
    packed = codec.encode_raw(data, text)
    assert packed == (b"\0" + head if is_head_alone else zlib.compress(data, 1))
    assert unpacked(packed, text) == data


def test_mail_of_an_older_store_is_still_read():
    assert unpacked(zlib.compress(b"Subject: x\n\nWe wait.\n"), b"We wait.\n").endswith(b"wait.\n")


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_storable_can_be_encoded(text):
    codec.storable(text).encode()


def spans(owner: st.SearchStrategy[str]) -> st.SearchStrategy[Span]:
    return st.builds(Span, message_id=owner, start=st.integers(0, 10**7), end=st.integers(0, 10**7))


@given(
    st.lists(
        st.builds(
            Segment,
            span=spans(st.just(OWN)),
            zone=st.sampled_from(get_args(Zone)),
            depth=st.integers(0, 10_000),
            attribution=st.none()
            | st.builds(
                Attribution,
                name=st.none() | st.text(),
                address=st.none() | st.text(),
                date=st.none() | st.text(),
                span=spans(st.sampled_from([OWN, "other@example.org"])),
            ),
        )
    )
)
def test_segments_come_back(segments):
    assert codec.decode_segments(OWN, codec.encode_segments(segments)) == tuple(segments)


def test_a_date_before_1970():
    date = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert codec.encode_date(date) == -1
