"""Base subjects, renamed threads, list tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.subject import base_subject, list_tag, topic_tags, was_subject


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: Drop Python 3.8?", "Drop Python 3.8?"),
        ("RE: AW: Sv: Drop Python 3.8?", "Drop Python 3.8?"),
        ("Re[2]: [dev] Drop Python 3.8?", "Drop Python 3.8?"),
        ("[dev] Re: [dev] Drop it", "Drop it"),
        ("Fwd: Fw: Drop it (fwd)", "Drop it"),
        ("Antw: Drop it", "Drop it"),
        ("Odp: Drop it", "Drop it"),
        ("RES: Drop it", "Drop it"),
        ("R: Drop it", "Drop it"),
        ("TR: RIF: Drop it", "Drop it"),
        ("Ответ: Drop it", "Drop it"),
        ("回复：Drop it", "Drop it"),
        ("答复: 转发: Drop it", "Drop it"),
        ("Re : Drop it", "Drop it"),
        ("Re:Re:Re:Drop it", "Drop it"),
        ("Re^2: Drop it", "Drop it"),
        ("Drop\n it", "Drop it"),
        ("Regarding: Drop it", "Regarding: Drop it"),
        ("C: a language", "C: a language"),
        ("[dev]", "[dev]"),
        ("Re: [dev]", "[dev]"),
        ("Re:", ""),
        ("", ""),
        ("No subject", ""),
        ("[dev] Re: (no subject)", ""),
        ("AW: Kein Betreff", ""),
        ("<none>", ""),
        ("No subject line is shown", "No subject line is shown"),
        ("No subjects", "No subjects"),
    ],
)
def test_base_subject(subject, expected):
    assert base_subject(subject) == expected


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(["Re: ", "[a] ", "[", "]", "(fwd)", "AW[2]:", "x", " ", "："])
        ).map("".join),
    )
)
def test_a_base_subject_has_itself_as_base_subject(subject):
    assert base_subject(base_subject(subject)) == base_subject(subject)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("[dev] Leave the gate (was: Re: Slow gate)", "Slow gate"),
        ("Leave the gate [was Slow gate]", "Slow gate"),
        ("Leave the gate (Was: [dev] Slow gate)", "Slow gate"),
        ("Tor auf (war: Tor zu)", "Tor zu"),
        ("Nuevo (era: Viejo)", "Viejo"),
        ("What it was", None),
        ("Leave the gate", None),
    ],
)
def test_was_subject(subject, expected):
    assert was_subject(subject) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("[kestrel-dev] Slow gate", "kestrel-dev"),
        ("Re: [kestrel-dev] [gate] slow", "kestrel-dev"),
        ("[PATCH] slow", None),
        ("[PATCHv2] slow", None),
        ("[patches] slow", "patches"),
        ("[bug-gnu] slow", "bug-gnu"),
        ("[3.8] slow", None),
        ("slow", None),
    ],
)
def test_list_tag(subject, expected):
    assert list_tag(subject) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: [kestrel-dev] [Gate][ci] slow", ("kestrel-dev", "gate", "ci")),
        ("[gate] [GATE] slow", ("gate",)),
        ("[PATCH 2/3] slow", ()),
        ("[PATCHv2 1/3][gate] slow", ("gate",)),
        ("[RFC/PATCH] [patch-v3] [rfc2] [2/3] [v2] slow", ()),
        ("[patchwork] [v2ray] slow", ("patchwork", "v2ray")),
        ("slow [gate]", ()),
    ],
)
def test_topic_tags(subject, expected):
    assert topic_tags(subject) == expected
