"""Mail on this machine: told by its content, streamed, every message accounted for."""

# ruff: noqa: E501  (a mail is one line)

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import mailbox
import os
import random
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from listminer.errors import SourceError
from listminer.fetch.local import open_source
from listminer.model import Problem, RawMessage

MAIL = b"From: ada@example.org\nSubject: gate\n\nHi.\n"
MBOX = b"From ada@example.org Tue May  3 14:05:00 2016\n" + MAIL + b"\n"
MONTH = b"From ada at example.org  Tue May  3 14:05:00 2016\nFrom: ada at example.org (Ada)\nSubject: gate\n\nHi.\n\n"
PAGE = (
    b"<!DOCTYPE HTML><html><head><title> gate</title></head><body><H1>gate</H1><B>Ada Lovelace</B> "
    b'<A HREF="mailto:x?In-Reply-To=%3Ca1%40example.org%3E" TITLE="gate">ada at example.org</A><BR>'
    b"<I>Tue May  3 14:05:00 UTC 2016</I><HR><!--beginarticle--><PRE>Hi &lt;all&gt;.</PRE><!--endarticle--></body></html>"
)
ARTICLE = b"[dev] gate\n\nAda Lovelace ada at example.org\nTue May 3 14:05:00 UTC 2016\n\nHi all.\n"
INDEX = b"<!DOCTYPE HTML><html><head><title>The dev archive</title></head><body><ul><li>gate</ul></body></html>"


def mails(source: object, **how: str) -> list[RawMessage | Problem]:
    """Return all that *source* gives, in order."""
    return [each for file in open_source(source, **how) for each in file.messages()]  # type: ignore[arg-type]


def kinds(source: object) -> list[str]:
    return [file.archive.kind for file in open_source(source)]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a", "a.txt", "a.eml", "a.html", "a.gz", "2016-May.txt"])
@pytest.mark.parametrize(
    ("data", "kind", "count"),
    [
        (MBOX, "mbox", 1),
        (MBOX * 3, "mbox", 3),
        (b"\n\n" + MBOX, "mbox", 1),
        (b"\xef\xbb\xbf" + MBOX * 2, "mbox", 2),
        (MBOX.replace(b"\n", b"\r\n") * 2, "mbox", 2),
        (MONTH * 2, "pipermail", 2),
        (b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + MAIL + b"\n", "mbox", 1),
        (b"From - Tue May 03 14:05:00 2016\nX-Mozilla-Status: 0001\n" + MAIL, "mbox", 1),
        (b"From MAILER-DAEMON Tue May  3 14:05:00 2016\n" + MAIL, "mbox", 1),
        (MAIL, "eml", 1),
        (MAIL.replace(b"\n", b"\r\n"), "eml", 1),
        (b"Received: from a\n by b;\n Tue, 3 May 2016 14:05:00 +0000\n" + MAIL, "eml", 1),
        (PAGE, "article", 1),
        (ARTICLE, "article", 1),
        (gzip.compress(MBOX * 2), "mbox", 2),
        (bz2.compress(MBOX * 2), "mbox", 2),
        (lzma.compress(MBOX * 2), "mbox", 2),
        (gzip.compress(MBOX) + gzip.compress(MBOX), "mbox", 2),
        (gzip.compress(MAIL), "eml", 1),
        (gzip.compress(PAGE), "article", 1),
    ],
)
def test_the_content_tells_what_a_file_is_not_its_name(tmp_path, data, kind, count, name):
    (tmp_path / name).write_bytes(data)
    found = mails(tmp_path / name)
    assert kinds(tmp_path / name) == [kind]
    assert [type(each) for each in found] == [RawMessage] * count
    for each in found:
        assert isinstance(each, RawMessage)
        assert each.email()["Subject"] in ("gate", "[dev] gate")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"\n \n", "an empty file"),
        (bytes(range(256)) * 20, "a binary file, no mail"),
        (b"\x7fELF\0\0\0\0" * 90, "a binary file, no mail"),
        (b"PK\x03\x04\0\0" * 90, "a zip file; unpack it first"),
        (b"Just some words.\nAnd more.\n", "a text without mail headers"),
        (b"http://example.org/x\n", "a text without mail headers"),
        (INDEX, "a page that shows no archive article"),
        (gzip.compress(b""), "an empty file"),
        (gzip.compress(MBOX)[:12], "damaged or cut short"),
    ],
)
def test_what_is_no_mail_is_said_with_what_was_expected(tmp_path, data, reason):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(SourceError) as caught:
        mails(tmp_path / "x")
    assert caught.value.found.startswith(f"{tmp_path / 'x'}: {reason}")
    assert "expected a mailbox" in caught.value.hints[0]


def test_a_missing_file_names_its_neighbour(tmp_path):
    (tmp_path / "2016-May.txt").write_bytes(MONTH)
    with pytest.raises(SourceError, match="no such file or folder") as caught:
        mails(tmp_path / "2016-Mai.txt")
    assert caught.value.hints == (
        f"did you mean {tmp_path / '2016-May.txt'}?",
        "expected a path, a URL of an archive, LIST@HOST, or - for standard input",
    )


@pytest.mark.parametrize("inside", [[], ["a.txt"], ["a/b.bin"]])
def test_a_folder_without_mail_is_refused_and_gives_nothing_before(tmp_path, inside):
    for name in inside:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"no mail\0")
    with pytest.raises(SourceError, match="no mail in this folder") as caught:
        next(open_source(tmp_path))
    assert "expected mailboxes" in caught.value.hints[0]


def test_a_folder_is_read_recursively_and_its_odd_files_are_problems(tmp_path):
    for name, data in {
        "a/notes.txt": b"no mail\n",
        "a/2016-May.txt.gz": gzip.compress(MONTH * 2),
        "a/2016-May/000001.html": PAGE,
        "a/2016-May/thread.html": INDEX,
        "b.eml": MAIL,
        "c.bin": b"\0\1\2",
        ".hidden": MBOX,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "box" / "cur").mkdir(parents=True)
    (tmp_path / "box" / "new").mkdir()
    (tmp_path / "box" / "tmp").mkdir()
    (tmp_path / "box" / "cur" / "1:2,S").write_bytes(MAIL)
    (tmp_path / "box" / "new" / "2").write_bytes(MAIL)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = [
        (file.path.removeprefix(f"{tmp_path}/"), file.archive.kind, len(list(file.messages())))
        for file in open_source(tmp_path)
        if file.no_mail is None
    ]
    assert found == [
        ("b.eml", "eml", 1),
        ("a/2016-May.txt.gz", "pipermail", 2),
        ("a/2016-May/000001.html", "article", 1),  # a page has fewer headers than its month
        ("box", "maildir", 2),
    ]
    problems = [each for each in mails(tmp_path) if isinstance(each, Problem)]
    assert [(p.locator.removeprefix(f"{tmp_path}/"), p.message) for p in problems] == [
        ("broken", "cannot be read (No such file or directory)"),
        ("c.bin", "a binary file, no mail"),
        ("a/notes.txt", "a text without mail headers"),
    ]


def test_folders_within_a_maildir_are_maildirs_of_their_own(tmp_path):
    """Maildir++ names them with dots, Dovecot can do without; they hold no other mail."""
    for folder in ("md", "md/.lists.dev", "md/.lists.dev/old"):
        for name in ("cur", "new", "tmp"):
            (tmp_path / folder / name).mkdir(parents=True)
        (tmp_path / folder / "cur" / "1:2,S").write_bytes(MAIL)
    (tmp_path / "md" / "dovecot.index").write_bytes(b"\0\1\2")
    found = [
        (file.path.removeprefix(f"{tmp_path}/"), len(list(file.messages())))
        for file in open_source(tmp_path / "md")
    ]
    assert found == [("md", 1), ("md/.lists.dev", 1), ("md/.lists.dev/old", 1)]


def test_one_article_and_its_list_of_articles(tmp_path):
    (tmp_path / "thread.html").write_bytes(INDEX)
    with pytest.raises(SourceError, match="list of its articles"):
        mails(tmp_path / "thread.html")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<b>" * 50_000 + b"deep" + b"</b>" * 50_000, b"deep"),
        (b"x" * 11_000_000, b"x" * 11_000_000),
        (b"<?xml version='1.0' encoding='x'?>a &lt;b&gt; <a href='c'>d</a><!-- e", b"a <b> d"),
        (b"&#0;&#55296;&bogus; f\x00", b"&bogus; f\xef\xbf\xbd"),
        (b"", b""),
    ],
    ids=["deep", "long", "markup", "letters", "empty"],
)
def test_what_a_page_shows_is_read_whatever_it_is_made_of(tmp_path, body, expected):
    (tmp_path / "a").write_bytes(PAGE.replace(b"Hi &lt;all&gt;.", body))
    (page,) = mails(tmp_path / "a")
    assert isinstance(page, RawMessage)
    assert page.email()["From"] == "ada at example.org (Ada Lovelace)"
    assert page.data.partition(b"\n\n")[2].strip().endswith(expected)


def test_a_page_and_a_text_give_the_fields_of_their_article(tmp_path):
    (tmp_path / "a").write_bytes(PAGE)
    (tmp_path / "b").write_bytes(ARTICLE)
    page, text = (mails(tmp_path / name)[0] for name in "ab")
    assert isinstance(page, RawMessage)
    assert isinstance(text, RawMessage)
    assert (page.email()["From"], page.email()["Message-ID"]) == (
        "ada at example.org (Ada Lovelace)",
        "<a1@example.org>",
    )
    assert page.data.endswith(b"\n\nHi <all>.\n")
    assert text.email()["From"] == "ada at example.org (Ada Lovelace)"
    assert text.email()["Date"] == "3 May 2016 14:05:00 +0000"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("kestrel-dev/2016-May.txt", "kestrel-dev"),
        ("Kestrel-Dev/2016-May.txt.gz", "kestrel-dev"),
        ("kestrel-dev/2016q1.txt", "kestrel-dev"),
        ("kestrel-dev/2016.txt", "kestrel-dev"),
        ("kestrel-dev/Week-of-Mon-20160502.txt", "kestrel-dev"),
        ("kestrel-dev/2009-März.txt", "kestrel-dev"),
        ("kestrel-dev/2016-May/000123.html", "kestrel-dev"),
        ("kestrel-dev.mbox/kestrel-dev.mbox", "kestrel-dev"),
        ("x/linux-api-2024.mboxrd.gz", "linux-api"),
        ("x/kestrel-dev@lists.example.org-2016-05.mbox", "kestrel-dev"),
        ("x/inbox", None),
        ("x/notes.txt", None),
    ],
)
def test_the_place_names_the_list(tmp_path, path, expected):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(PAGE if path.endswith("html") else MONTH)
    (file,) = open_source(tmp_path / path)
    assert (file.archive.name, file.archive.named) == (expected, False)
    (file,) = open_source(tmp_path / path, list_name="mine")
    assert (file.archive.name, file.archive.named) == ("mine", True)


# --- where a mail begins


def split(data: bytes, tmp_path: Path, name: str = "a.mbox") -> list[tuple[int, bytes] | str]:
    """Return the byte offset and the body of each mail, the message of each problem."""
    (tmp_path / name).write_bytes(data)
    return [
        (int(each.locator.rpartition("=")[2]), each.data.partition(b"\n\n")[2])
        if isinstance(each, RawMessage)
        else each.message
        for each in mails(tmp_path / name)
    ]


HEAD = b"From: a@example.org\n\n"


@pytest.mark.parametrize(
    "line",
    [
        b"From ada@example.org Tue May  3 14:05:00 2016",
        b"From ada@example.org  Tue May  3 14:05:00 2016",
        b"From ada@example.org Tue May  3 14:05 2016",
        b"From ada@example.org Tue May  3 14:05:00 CEST 2016",
        b"From ada@example.org Tue May  3 14:05:00 2016 +0200",
        b"From ada@example.org Tue, 3 May 2016 14:05:00 +0200",
        b"From ada@example.org Fri, 8 Dec 2000 17:47:12 -0500",
        b"From ada at example.org  Tue May  3 14:05:00 2016",
        b"From ada at example.org Fri, 8 Dec 2000 17:47:12 -0500",
        b"From ada en example.org  Tue May  3 14:05:00 2016",
        b"From ada bei example.org  Tue May  3 14:05:00 2016",
        b"From ada a example.org  Tue May  3 14:05:00 2016",
        "From ada à example.org  Tue May  3 14:05:00 2016".encode(),
        "From ada à example.org  Tue May  3 14:05:00 2016".encode("latin-1"),
        "From ada на example.org  Tue May  3 14:05:00 2016".encode(),
        "From ada på example.org  Tue May  3 14:05:00 2016".encode(),
        b"From - Tue May 03 14:05:00 2016",
        b"From MAILER-DAEMON Tue May  3 14:05:00 2016",
        b"From bogus@does.not.exist.com  Mon Feb  1 00:00:00 1945",
        b"From ada@example.org Sat, 1 Jan 116 10:00:00",
    ],
)
def test_a_line_that_begins_a_mail(tmp_path, line):
    mail = line + b"\n" + HEAD + b"Hi.\n"
    assert split(mail + b"\n" + mail, tmp_path) == [(0, b"Hi.\n"), (len(mail) + 1, b"Hi.\n")]


@pytest.mark.parametrize(
    "line",
    [
        b"From what I saw at 10:00 in 2016 it works: all of it",
        b"From the gate: nothing",
        b"From: ada@example.org",
        b"From ada@example.org I heard nothing",
        b"From Tue May  3 on it works",
        b"From ada@example.org Tue May  3 14:05:00 2016",  # no header field follows
        b"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: b@example.org",
        b"From",
        b"From ",
    ],
)
def test_a_body_line_that_begins_from(tmp_path, line):
    body = b"Hi.\n\n" + line + b"\nand so on.\n"
    begin = MONTH[: MONTH.find(b"\n") + 1] + HEAD
    assert split(begin + body, tmp_path) == [(0, body)]


def test_patches_of_git_are_mails_where_git_wrote_the_mailbox(tmp_path):
    patch = b"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n" + HEAD
    assert split(patch + b"a\n\n" + patch + b">From b\n", tmp_path) == [
        (0, b"a\n"),
        (len(patch) + 3, b">From b\n"),
    ]


def test_no_blank_line_before_a_from_line_but_a_field_that_only_mailers_write(tmp_path):
    assert [each[0] for each in split(MBOX.rstrip() + b"\n" + MBOX, tmp_path)] == [0, len(MBOX) - 1]


@pytest.mark.parametrize(
    ("name", "first", "body", "expected"),
    [
        ("a", b"", b"a\n>From b\n", b"a\nFrom b\n"),
        ("a", b"", b"a\n>>From b\n", b"a\n>>From b\n"),
        ("a", b"", b"> a\n>From b\n", b"> a\n>From b\n"),  # quoted, not escaped
        ("a", b"", b">From a\n> b\n", b">From a\n> b\n"),
        ("a.mboxrd", b"", b"a\n>From b\n>>From c\n", b"a\nFrom b\n>From c\n"),
        ("a", b"From mboxrd@z Thu Jan  1 00:00:00 1970\n", b"a\n>>From b\n", b"a\n>From b\n"),
        ("a", MONTH[: MONTH.find(b"\n") + 1], b"a\n>From b\n", b"a\n>From b\n"),
    ],
)
def test_from_is_unescaped_as_its_dialect_wants(tmp_path, name, first, body, expected):
    begin = (first or MBOX[: MBOX.find(b"\n") + 1]) + HEAD
    assert split(begin + body, tmp_path, name) == [(0, expected)]


def test_bytes_before_the_first_mail_are_a_problem(tmp_path):
    found = mails_of(tmp_path, b"Some words before.\n\n" + MBOX)
    assert [(type(each), each.locator.rpartition("#")[2]) for each in found] == [
        (Problem, "byte=0"),
        (RawMessage, "byte=20"),
    ]


def mails_of(tmp_path: Path, data: bytes) -> list[RawMessage | Problem]:
    (tmp_path / "a.mbox").write_bytes(data)
    return mails(tmp_path / "a.mbox")


def test_a_mail_that_is_too_large_is_one_problem_and_its_neighbours_stay(tmp_path, monkeypatch):
    monkeypatch.setattr("listminer.fetch.mbox.MAX_MAIL_BYTES", 3 << 20)
    large = MBOX[:-1] + b"x" * 79 * 2 + b"\n" + (b"word " * 15 + b"\n") * 80_000 + b"\n"
    found = mails_of(tmp_path, MBOX + large + MBOX)
    assert [(type(each), int(each.locator.rpartition("=")[2])) for each in found] == [
        (RawMessage, 0),
        (Problem, len(MBOX)),
        (RawMessage, len(MBOX) + len(large)),
    ]


def test_an_empty_mail_in_a_mailbox_is_given_so_that_it_can_be_counted(tmp_path):
    line = MBOX[: MBOX.find(b"\n") + 1]
    assert split(MBOX + line + b"\n" + MBOX, tmp_path) == [
        (0, b"Hi.\n"),
        (len(MBOX), b""),
        (len(MBOX) + len(line) + 1, b"Hi.\n"),
    ]


def test_offsets_in_a_packed_file_count_the_unpacked_bytes(tmp_path):
    assert [at for at, _ in split(gzip.compress(MBOX * 3), tmp_path)] == [
        0,
        len(MBOX),
        2 * len(MBOX),
    ]


@pytest.mark.parametrize("size", [1, 7, 64, 1000, 5000])
def test_pieces_of_any_size_give_the_same_mails(tmp_path, monkeypatch, size):
    rest = random.Random(size)
    data = b"".join(MBOX[:-1] + b"word\n" * rest.randrange(400) + b"\n" for _ in range(40))
    whole = split(data, tmp_path)
    monkeypatch.setattr("listminer.fetch.mbox.PIECE_BYTES", size)
    assert split(data, tmp_path) == whole
    assert b"".join(body for _, body in whole).count(b"Hi.") == 40


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: bz2.compress(data, 1), lzma.compress])
@pytest.mark.parametrize("kept", [0.5, 0.9, 0.999])
def test_a_cut_archive_gives_what_can_be_read_and_one_problem(tmp_path, pack, kept):
    rest = random.Random(1)
    data = b"".join(MBOX[:-1] + rest.randbytes(300).hex().encode() + b"\n\n" for _ in range(1000))
    packed = pack(data)
    found = mails_of(tmp_path, packed[: int(len(packed) * kept)])
    whole = mails_of(tmp_path, data)
    assert isinstance(found[-1], Problem)
    assert "damaged or cut short" in found[-1].message
    assert found[:-2] == whole[: len(found) - 2]  # the last mail read may lack its end
    if pack is gzip.compress:
        assert len(found) >= len(whole) * (kept - 0.02)


def test_a_damaged_archive_is_told_even_if_all_could_be_read(tmp_path):
    packed = bytearray(gzip.compress(MBOX * 9))
    packed[-6] ^= 255  # the checksum
    found = mails_of(tmp_path, bytes(packed))
    assert [type(each) for each in found] == [RawMessage] * 9 + [Problem]


@pytest.mark.parametrize(
    "line",
    [
        b"From ",
        b"From " + b"a" * 300 + b" at " + b"b" * 300,
        b"From ada@example.org " + b"1" * 300,
        b"From ada@example.org Tue " + b"May " * 60,
        b"From a" + b" " * 500,
        b">From a\n> x",
        b"From " * 2000,
    ],
)
def test_lines_that_nearly_begin_a_mail_take_linear_time(tmp_path, line):
    """2 MB of them: half a second here; a pattern that backtracks would take minutes."""
    begun = time.process_time()
    (found,) = mails_of(tmp_path, MBOX[:-1] + (b"\n" + line + b"\n") * (2_000_000 // len(line)))
    assert isinstance(found, RawMessage)
    assert time.process_time() - begun < 5


# --- standard input, pipes, mailbox objects


@pytest.mark.parametrize(
    ("data", "kind", "count"),
    [
        (MBOX * 2, "mbox", 2),
        (MONTH * 2, "pipermail", 2),
        (gzip.compress(MBOX * 2), "mbox", 2),
        (MAIL, "eml", 1),
        (PAGE, "article", 1),
        (ARTICLE, "article", 1),
    ],
)
def test_standard_input_may_be_all_that_a_file_may(monkeypatch, data, kind, count):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (file,) = open_source("-", list_name="dev")
    for _ in range(2):  # it can be read again
        assert len([each for each in file.messages() if isinstance(each, RawMessage)]) == count
    assert (file.archive.kind, file.archive.name, file.archive.location) == (kind, "dev", "-")


@pytest.mark.parametrize(
    ("data", "found"), [(b"", "-: nothing came"), (b"\0\1", "-: a binary file")]
)
def test_standard_input_without_mail_is_refused(monkeypatch, data, found):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    with pytest.raises(SourceError, match=found):
        mails("-")


def test_no_standard_input_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)  # as a shell's "<&-" leaves it
    with pytest.raises(SourceError, match="-: standard input is closed"):
        mails("-")


def test_a_named_pipe_is_read_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(MBOX * 2,))
    writer.start()
    found = mails(tmp_path / "pipe")
    writer.join()
    assert len(found) == 2


def fill(box: mailbox.Mailbox[mailbox.Message]) -> None:
    for number in range(12):
        message = mailbox.mboxMessage(MAIL.replace(b"gate", b"gate %d" % number))
        message.set_payload("Hi.\nFrom here on.\n")
        message.set_from("ada@example.org Tue May  3 14:05:00 2016")
        box.add(message)
    box.flush()


@pytest.mark.parametrize(
    "make",
    [mailbox.mbox, mailbox.Maildir, mailbox.MH, mailbox.Babyl, mailbox.MMDF],
    ids=lambda make: make.__name__,
)
def test_any_mailbox_object_is_a_source(tmp_path, make: Callable[[Path], mailbox.Mailbox]):
    box = make(tmp_path / "box")
    fill(box)
    (file,) = open_source(box)
    found = list(file.messages())
    subjects = [each.email()["Subject"] for each in found if isinstance(each, RawMessage)]
    assert sorted(subjects) == sorted(f"gate {number}" for number in range(12))
    if make in (mailbox.mbox, mailbox.MMDF):
        assert subjects == [f"gate {number}" for number in range(12)]
        assert isinstance(found[0], RawMessage)
        assert found[0].envelope == "ada@example.org Tue May  3 14:05:00 2016"
        assert found[0].email().get_payload() == "Hi.\nFrom here on.\n"
    assert file.archive.kind == "mailbox"


def test_a_mailbox_object_gives_the_bytes_that_its_file_gives(tmp_path):
    fill(mailbox.mbox(tmp_path / "box"))
    by_object = [each.sha256 for each in mails(mailbox.mbox(tmp_path / "box"))]  # type: ignore[union-attr]
    assert by_object == [each.sha256 for each in mails(tmp_path / "box")]  # type: ignore[union-attr]


def test_a_file_that_was_not_written_again_keeps_its_fingerprint(tmp_path):
    (tmp_path / "a").write_bytes(MBOX)
    marks = [file.fingerprint for _ in range(2) for file in open_source(tmp_path / "a")]
    (tmp_path / "a").write_bytes(MBOX * 2)
    marks += [file.fingerprint for file in open_source(tmp_path / "a")]
    assert marks[0] == marks[1] != marks[2]


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True])
def test_memory_does_not_grow_with_the_size_of_a_mailbox(tmp_path, packed):
    """60 MB in 30,000 mails: never more than a few pieces of 1 MB are held."""
    body = b"a line of words in a mail of the usual size, as they come.\n" * 33
    path = tmp_path / "a.mbox"
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as out:
        for _ in range(30_000):
            out.write(MBOX[:-1] + body + b"\n")
    tracemalloc.start()
    (file,) = open_source(tmp_path / "a.mbox")
    count = sum(1 for _ in file.messages())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 30_000
    assert peak < 8 * 1024**2
