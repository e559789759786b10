"""Bytes to text, whatever the label says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.charset import decode_text

CZECH = "Žluťoučký kůň úpěl ďábelské ódy. " * 6
RUSSIAN = "Съешь ещё этих мягких французских булок. " * 6
JAPANESE = "いろはにほへと ちりぬるを。" * 6


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        (b"plain", None, ("plain", None)),
        (b"plain", "y", ("plain", None)),  # nothing to decode, nothing to note
        ("Grüße".encode(), "utf-8", ("Grüße", None)),
        ("Grüße".encode("latin-1"), "iso-8859-1", ("Grüße", None)),
        ("“Grüße” – 5 €".encode("cp1252"), "iso-8859-1", ("“Grüße” – 5 €", None)),
        ("Grüße".encode(), None, ("Grüße", None)),
        ("Grüße".encode("latin-1"), None, ("Grüße", None)),
        ("Grüße".encode(), "us-ascii", ("Grüße", None)),
        ("Grüße".encode(), "iso-8859-1", ("Grüße", "wrong-charset")),
        ("Grüße".encode(), "y", ("Grüße", "unknown-charset")),
        ("Grüße".encode("latin-1"), "utf-8", ("Grüße", "wrong-charset")),
        ("Grüße".encode("latin-1"), "y", ("Grüße", "unknown-charset")),
        ("Grüße".encode(), "hex", ("Grüße", "wrong-charset")),
        ("中文信件".encode("big5"), "big5", ("中文信件", None)),
        ("中文信件".encode(), "big5", ("中文信件", "wrong-charset")),
        (RUSSIAN.encode("koi8-r"), "koi8-r", (RUSSIAN, None)),
        (RUSSIAN.encode("koi8-r"), None, (RUSSIAN, None)),
        (RUSSIAN.encode("cp1251"), None, (RUSSIAN, None)),
        (CZECH.encode("cp1250"), "windows-1250", (CZECH, None)),
        (JAPANESE.encode("shift_jis"), None, (JAPANESE, None)),
        (JAPANESE.encode("iso-2022-jp"), "iso-2022-jp", (JAPANESE, None)),
        (JAPANESE.encode("iso-2022-jp"), None, (JAPANESE, None)),  # 7 bits, and no label
        ("Grüße".encode("utf-16"), "utf-16", ("Grüße", None)),
        ("Grüße".encode("utf-7"), "utf-7", ("Grüße", None)),
        (b"a\xff\xfe\x81\x8d", "utf-8", None),
    ],
)
def test_decode_text(data, charset, expected):
    text, defect = decode_text(data, charset)
    assert (text, defect) == (expected or (text, defect))


def test_each_message_of_a_mixed_volume_is_read_by_itself():
    """A month of pipermail holds several charsets and says none."""
    assert [decode_text("Grüße".encode(c), None)[0] for c in ("utf-8", "latin-1")] == ["Grüße"] * 2


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [None, "utf-8", "utf-16", "utf-7", "hz", "y", "hex", "big5", "iso-2022-jp", "\0"]
    ),
)
def test_any_bytes_give_text_without_lone_surrogates(data, charset):
    decode_text(data, charset)[0].encode("utf-8")
