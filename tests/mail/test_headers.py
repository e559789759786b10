"""Header blocks, words in any charset, people, ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail import headers
from listminer.mail.headers import decode_words, read_ids, read_people, read_via, split_head
from listminer.model import Address


@pytest.mark.parametrize(
    ("data", "fields", "body"),
    [
        (b"A: x\nB: y\n\nbody", {"a": [b"x"], "b": [b"y"]}, b"body"),
        (b"A: x\r\nB: y\r\n\r\nbody", {"a": [b"x"], "b": [b"y"]}, b"body"),
        (b"A: x\n  y\n\tz\n\nbody", {"a": [b"x y z"]}, b"body"),
        (b"A: x\nA: y\n\n", {"a": [b"x", b"y"]}, b""),
        (b"A:x\nB :y\n\n", {"a": [b"x"], "b": [b"y"]}, b""),
        (b"A: x\n>From ada Tue\nB: y\n\n", {"a": [b"x"], "b": [b"y"]}, b""),
        (b"From ada@example.org Tue\nB: y\n\n", {"b": [b"y"]}, b""),
        (b"A: x\nno field here\n", {"a": [b"x"]}, b"no field here\n"),  # the blank line is missing
        (b"A: x\nhttp://example.org\n", {"a": [b"x"]}, b"http://example.org\n"),
        (b"words only", {}, b"words only"),
        (b"\n\nbody", {}, b"\nbody"),
        (b"A: x", {"a": [b"x"]}, b""),
        (b" lost fold\nA: x\n\n", {}, b" lost fold\nA: x\n\n"),
        (b"", {}, b""),
    ],
)
def test_split_head(data, fields, body):
    found, at = split_head(data)
    assert (found, data[at:]) == (fields, body)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"plain", "plain"),
        (b"  two\t blanks ", "two blanks"),
        (b"=?utf-8?q?Caf=C3=A9?= au lait", "Café au lait"),
        (b"=?UTF-8?B?Q2Fmw6k=?=", "Café"),
        (b"=?iso-8859-1?Q?Jos=E9_?= =?iso-8859-1?Q?Garc=EDa?=", "José García"),
        (b"=?utf-8?q?Caf=C3?= =?utf-8?q?=A9?=", "Café"),  # a letter cut in two
        (b"=?utf-8?b?Q2Fmw?=\t=?utf-8?b?6k?=", "Café"),  # base64 cut anywhere
        (b"=?gb2312?B?1tDOxA==?= =?utf-8?q?x?=", "中文x"),
        (b"=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "テスト"),
        (b"=?koi8-r?B?8NLJ18XU?=", "Привет"),
        (b"=?utf-8*en?q?a?=", "a"),
        (b"=?utf-8?q?two words?=", "two words"),  # forbidden, and common
        (b"=?utf-8?q?What? now?=", "What? now"),
        (b"x=?utf-8?q?a?=y", "xay"),
        (b"=?utf-8?q?Ada_Love", "Ada Love"),  # cut off by a server
        (b"=?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),  # broken: shown as it is
        (b"=?y?q?a=E9?=", "aé"),  # no such charset
        (b"=?us-ascii?q?a=E9?=", "aé"),
        (b"a =? b", "a =? b"),
        (b"Caf\xc3\xa9", "Café"),
        (b"Caf\xe9", "Café"),
        (b"\xf0\xd2\xc9\xd7\xc5\xd4, \xea", None),  # a guess; it must be text
        (b"=?utf-8?q?a=00b?=", "ab"),
        (b"", ""),
    ],
)
def test_decode_words(value, expected):
    found = decode_words(value)
    assert found == (found if expected is None else expected)
    found.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Lovelace <ada@example.org>", [("Ada Lovelace", "ada@example.org")]),
        ("Ada@Example.ORG", [("", "ada@example.org")]),
        ("ada@example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada at example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada en example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada bei example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada a example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada à example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada em example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada op example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada på example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada na example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
        ("ada на example.org (Ада)", [("Ада", "ada@example.org")]),
        ("ada at example.org (Lovelace, Ada)", [("Lovelace, Ada", "ada@example.org")]),
        ("ada at example.org (=?utf-8?q?Ad=C3=A9?=)", [("Adé", "ada@example.org")]),
        ("Ada Lovelace <ada at example.org>", [("Ada Lovelace", "ada@example.org")]),
        ("ada at example.org (Ada at Example.org)", [("", "ada@example.org")]),
        ('"ada at example.org" <ada@example.org>', [("", "ada@example.org")]),
        ('"eve at example.org" <ada@example.org>', [("eve at example.org", "ada@example.org")]),
        ("ada at a.org, bob at b.org", [("", "ada@a.org"), ("", "bob@b.org")]),
        ('"Ada at home.org" <ada@example.org>', [("Ada at home.org", "ada@example.org")]),
        ('"Lovelace, Ada" <ada@example.org>', [("Lovelace, Ada", "ada@example.org")]),
        ("Lovelace, Ada <ada@example.org>", [("Lovelace, Ada", "ada@example.org")]),
        (
            "Lovelace, Ada <ada@example.org>, Bob <bob@example.org>",
            [("Lovelace, Ada", "ada@example.org"), ("Bob", "bob@example.org")],
        ),
        ("Ada L. [UK] <ada@example.org>", [("Ada L. [UK]", "ada@example.org")]),
        ("[Ada] <ada@example.org>", [("[Ada]", "ada@example.org")]),
        (
            "Ada [UK] <ada@example.org>, bob, Bob B. <bob@example.org>, Al [X] <al@example.org>",
            [
                ("Ada [UK]", "ada@example.org"),
                ("bob, Bob B.", "bob@example.org"),
                ("Al [X]", "al@example.org"),
            ],
        ),
        ("ada@[192.0.2.1]", [("", "ada@[192.0.2.1]")]),
        ("Ada <ada@[192.0.2.1]>", [("Ada", "ada@[192.0.2.1]")]),
        ("=?utf-8?q?Lovelace=2C_Ada?= <ada@example.org>", [("Lovelace, Ada", "ada@example.org")]),
        ("=?utf-8?q?Lovelace,_Ada?= <ada@example.org>", [("Lovelace, Ada", "ada@example.org")]),
        ('"=?utf-8?b?w4lsYW4=?=" <elan@example.org>', [("Élan", "elan@example.org")]),
        ("Ada (of the gate) L. <ada@example.org>", [("Ada L. (of the gate)", "ada@example.org")]),
        ("ada(work)@example.org", [("", "ada@example.org")]),
        ("ada@example.org (Ada (the (first)) L.)", [("Ada the first L.", "ada@example.org")]),
        ("Ada [ada@example.org]", [("Ada", "ada@example.org")]),
        ("ada@example.org <ada@example.org>", [("", "ada@example.org")]),
        ('"ada@example.org" <ada@example.org>', [("", "ada@example.org")]),
        ("Ada<ada@example.org>", [("Ada", "ada@example.org")]),
        ("Ada Lovelace ada@example.org", [("Ada Lovelace", "ada@example.org")]),
        ("Ada Lovelace ada at example.org", [("Ada Lovelace", "ada@example.org")]),
        ('ada@example.org (Ada "L")', [('Ada "L"', "ada@example.org")]),
        ("\"'Ada L'\" <ada@example.org>", [("Ada L", "ada@example.org")]),
        ("'\"Ada L\"' <ada@example.org>", [("Ada L", "ada@example.org")]),
        ('ada@example.org ("Ada L)', [("Ada L", "ada@example.org")]),
        ('Ada "Countess" L. ada@example.org', [('Ada "Countess" L.', "ada@example.org")]),
        ("ada@example.org ada@example.org", [("", "ada@example.org")]),
        # who writes stands in the last brackets, whatever the name says
        ("ada@example.org <eve@example.org>", [("ada@example.org", "eve@example.org")]),
        ("ada at example.org <eve@example.org>", [("ada at example.org", "eve@example.org")]),
        ("Ada <ada@a.org> <eve@example.org>", [("Ada ada@a.org", "eve@example.org")]),
        ("Ada Lovelace", [("Ada Lovelace", "")]),
        ("root", [("", "root")]),
        ("bogus at does.not.exist.com ()", [("", "")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        (" ", []),
    ],
)
def test_read_people(value, expected):
    assert [(person.name, person.address) for person in read_people(value.encode())] == expected


def test_raw_latin_1_in_a_name_is_read():
    assert read_people(b"Jos\xe9 <jose@example.org>") == (
        Address(name="José", address="jose@example.org"),
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace via kestrel-dev", "Ada Lovelace"),
        ("'Ada Lovelace' via kestrel-dev", "Ada Lovelace"),
        ("Ada Lovelace por kestrel-dev", "Ada Lovelace"),
        ("Ada Via", None),
        ("Via Lactea", None),
        ("", None),
    ],
)
def test_read_via(name, expected):
    found = read_via(Address(name=name, address="dev@example.org"))
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"<a@x>", ("a@x",)),
        (b"<a@x> <b@x> <a@x>", ("a@x", "b@x")),
        (b"<a@x>,<b@x>", ("a@x", "b@x")),
        (b"a@x", ("a@x",)),
        (b"< a@x >", ("a@x",)),
        (b"<a\t@x>", ("a@x",)),
        (b"Message from Ada of Tue <a@x>", ("a@x",)),
        (b"Re: Gate", ()),
        (b"your mail of Tue, 3 May 2016", ()),
        (b"<>", ()),
        (b"", ()),
    ],
)
def test_read_ids(value, expected):
    assert read_ids(value) == expected


@given(st.one_of(st.binary(max_size=80), st.text("(<@,:;\"'\\>)[] =?uqb-8a.", max_size=60)))
def test_any_bytes_give_words_and_people(value):
    value = value.encode() if isinstance(value, str) else value
    decode_words(value).encode("utf-8")
    for person in read_people(value):
        (person.name + person.address).encode("utf-8", "surrogatepass")
        assert person.address == person.address.lower()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["ada@example.org", '"Prince, Dan"', "Ada L.", "<d@e.org>", "<", ">", ",", '"']
            ),
            st.sampled_from([" ", "  ", "\t", "(", ")", "\\", "Ö", "=?utf-8?q?A?=", ":", ";", "@"]),
            st.text(st.sampled_from("ab.'-_ "), max_size=4),
        ),
        max_size=12,
    )
)
def test_people_are_those_that_the_standard_reads(pieces):
    # a field is read at once where all in it is plain, and then as RFC 5322 reads it in full
    value = "".join(["Grace H. <grace@example.org>,", *pieces])
    plain = headers._plain_people(value)
    if plain:
        full = headers._addresses([headers._protect_names(value)])
        expected = [headers._address(name, address) for name, address in full]
        assert expected == plain


def test_a_field_of_thirty_plain_people_is_read_at_once():
    value = ", ".join(f'"Nr. {i}, Ada" <ada{i}@example.org>' for i in range(30))
    assert [f"Nr. {i}, Ada" for i in range(30)] == [
        each.name for each in headers._plain_people(value)
    ]
