"""Mail in by the command line: every kind of source, every slip, what came, what is sound."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import shutil
import sqlite3
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from listminer.store.schema import VERSION
from tests.servers.local import LocalServer, status
from tests.store.mails import debate, mail, mbox

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
MONTH = SAMPLE / "sample-dev" / "2016-March.txt.gz"


@pytest.fixture
def archive(tmp_path):
    """Return a mailbox of six mails in one thread."""
    path = tmp_path / "dev.mbox"
    path.write_bytes(mbox(debate(0, 6, "Nightly builds")))
    return path


@pytest.fixture
def replica(tmp_path):
    """Serve the sample as Mailman 2 would."""
    shutil.copytree(SAMPLE, tmp_path / "www" / "pipermail")
    with LocalServer(tmp_path / "www") as server:
        yield server


def counts(ran):
    total = ran.json["total"]
    assert total["found"] == total["stored"] + total["duplicates"] + total["rejected"]
    return total["stored"], total["duplicates"], total["rejected"]


# what became of each mail


def test_the_accounts_of_each_source_and_of_all(listminer, archive, tmp_path):
    copy = shutil.copy(archive, tmp_path / "copy.mbox")
    ran = listminer("ingest", archive, copy)
    heads, first, second, total = [line.split() for line in ran.out.splitlines()]
    assert heads == ["found", "stored", "duplicates", "rejected", "seconds", "source"]
    assert (first[:4], second[:4], total[:4]) == (
        ["6", "6", "0", "0"],
        ["6", "0", "6", "0"],
        ["12", "6", "6", "0"],
    )
    assert (ran.status, ran.err) == (0, "")


def test_the_accounts_for_machines(listminer, archive):
    ran = listminer("ingest", archive, "--format", "json")
    (source,) = ran.json["sources"]
    assert source.pop("seconds") >= 0
    assert source == {
        "source": str(archive),
        "found": 6,
        "stored": 6,
        "duplicates": 0,
        "rejected": 0,
        "files": 1,
        "unchanged": 0,
        "problems": [],
    }


def test_what_is_stored_is_not_read_again(listminer, archive):
    listminer("ingest", archive)
    again = listminer("ingest", archive)
    assert "(1 of 1 file unchanged)" in again.out


def test_a_rejected_mail_is_a_problem_and_tells_where(listminer, tmp_path):
    source = tmp_path / "dev.mbox"
    source.write_bytes(
        mbox([mail(0, "hello")]) + b"From x@example.org Sun Mar  1 09:00:00 2020\n\n"
    )
    ran = listminer("ingest", source)
    assert ran.status == 1
    assert ran.err.splitlines()[-1] == "1 problem"
    told = listminer("problems")
    assert f"{source}#byte=" in told.out
    assert [row["stage"] for row in listminer("problems", "--format", "json").json] == ["mail"]


def test_more_problems_than_are_named_are_said_to_be_kept(listminer, tmp_path):
    source = tmp_path / "dev.mbox"
    source.write_bytes(b"From x@example.org Sun Mar  1 09:00:00 2020\n\n" * 7)
    ran = listminer("ingest", source)
    assert len(ran.err.splitlines()) == 6
    assert ran.err.splitlines()[-1] == "7 problems, to see all: listminer problems"
    assert len(listminer("problems", "--format", "json").json) == 7


def test_the_problems_of_one_list(listminer, archive, tmp_path):
    cut = b"From x@example.org Sun Mar  1 09:00:00 2020\n\n"
    archive.write_bytes(archive.read_bytes() + cut)
    other = tmp_path / "other.mbox"
    other.write_bytes(mbox([mail(90, "hello", list_id="ops.example.org")]) + cut)
    listminer("ingest", archive, other)
    told = listminer("problems", "--list", "ops").out
    assert (str(other) in told, str(archive) in told) == (True, False)


def test_no_problem_is_said_to_be_none(listminer, archive):
    listminer("ingest", archive)
    assert listminer("problems").out == "no problems: every message was used\n"


def test_the_list_is_named_by_the_user(listminer, tmp_path):
    source = tmp_path / "x.mbox"
    source.write_bytes(mbox([mail(0, "hello").replace(b"List-Id: <dev.lists.example.org>\n", b"")]))
    listminer("ingest", source, "--list", "gate")
    assert [each["name"] for each in listminer("lists", "--format", "json").json] == ["gate"]


# every kind of source


def packed(path, opened):
    with opened(path, "wb") as file:
        file.write(mbox(debate(0, 6, "Nightly builds")))
    return path


def maildir(path):
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for number, each in enumerate(debate(0, 6, "Nightly builds")):
        (path / "cur" / f"{number}:2,S").write_bytes(each)
    return path


def folder_of_mails(path):
    path.mkdir()
    for number, each in enumerate(debate(0, 6, "Nightly builds")):
        (path / f"{number}.eml").write_bytes(each)
    return path


def clone(path):
    """Return a public-inbox repository of version 2: each commit's tree has one mail, "m"."""
    git = ["git", "-C", str(path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    path.mkdir()
    subprocess.run([*git, "init", "--quiet", "--bare", "."], check=True)
    tip: list[str] = []
    for each in debate(0, 6, "Nightly builds"):
        blob = _told([*git, "hash-object", "-w", "--stdin"], each)
        tree = _told([*git, "mktree"], f"100644 blob {blob}\tm\n".encode())
        tip = ["-p", _told([*git, "commit-tree", tree, *tip, "-m", "m"], b"")]
    head = subprocess.run([*git, "symbolic-ref", "HEAD"], capture_output=True, check=True).stdout
    subprocess.run([*git, "update-ref", head.decode().strip(), tip[1]], check=True)
    return path


def _told(command, given):
    return (
        subprocess.run(command, input=given, capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda top: packed(top / "dev.mbox.gz", gzip.open),
        lambda top: packed(top / "dev.mbox.bz2", bz2.open),
        lambda top: packed(top / "dev.mbox.xz", lzma.open),
        lambda top: packed(top / "named-like-nothing", open),
        lambda top: maildir(top / "Mail"),
        lambda top: folder_of_mails(top / "mails"),
        lambda top: clone(top / "0.git"),
    ],
    ids=["gz", "bz2", "xz", "mbox", "maildir", "eml", "clone"],
)
def test_each_kind_on_disk(listminer, tmp_path, make):
    ran = listminer("ingest", make(tmp_path), "--format", "json")
    assert (ran.status, counts(ran)) == (0, (6, 0, 0))


def test_names_of_files_may_hold_anything(listminer, tmp_path):
    folder = os.fsencode(tmp_path) + b"/b\xfccher"  # Latin-1
    os.mkdir(folder)
    for name, data in (
        (b"gr\xfcn\x1b[31m\n.mbox", mbox([mail(0, "hello")])),
        (b"\xff.txt", b"prose"),
    ):
        with open(folder + b"/" + name, "wb") as file:
            file.write(data)
    ran = listminer("ingest", os.fsdecode(folder))
    assert (ran.status, ran.out.split()[6:8]) == (1, ["1", "1"])
    for words in (["lists"], ["problems"], ["threads"], ["export", "messages"], ["show", "1"]):
        out = listminer(*words)
        assert (out.status, "\x1b" in out.out) == (0, False)
    assert listminer("update").out == "nothing new in 1 source\n"


def test_an_error_does_not_steer_the_terminal(listminer, tmp_path):
    subjects = ["Gate \x1b[31mone", "Gate \u202etwo"]
    mails = [mail(n, "hello", subject=each) for n, each in enumerate(subjects)]
    (tmp_path / "x.mbox").write_bytes(mbox(mails))
    listminer("ingest", tmp_path / "x.mbox")
    ran = listminer("show", "gate")
    assert (ran.status, "2 threads are meant" in ran.err) == (2, True)
    assert not set(ran.err) & set("\x1b\u202e")


def test_standard_input(listminer):
    ran = listminer("ingest", "-", "--format", "json", stdin=mbox(debate(0, 6, "Nightly builds")))
    assert counts(ran) == (6, 0, 0)


def test_a_saved_page_and_its_folder(listminer):
    page = SAMPLE / "sample-dev" / "2016-March" / "004212.html"
    assert counts(listminer("ingest", page, "--format", "json")) == (1, 0, 0)
    ran = listminer("ingest", SAMPLE / "sample-dev", "--format", "json")
    assert (ran.status, counts(ran)) == (0, (28, 29, 0))


@pytest.mark.parametrize(
    "path",
    [
        "/pipermail/sample-dev/",
        "/mailman/listinfo/sample-dev",
        "/pipermail/sample-dev/2016-March/thread.html",
        "/pipermail/sample-dev/2016-March.txt.gz",
        "/pipermail/sample-dev/2016-March/004212.html",
    ],
)
def test_each_form_of_a_pipermail_url(listminer, replica, path):
    ran = listminer("ingest", replica.url + path, "--format", "json")
    assert (ran.status, counts(ran)) == (0, (29, 0, 0))


def test_a_list_address_at_its_server(listminer, replica):
    ran = listminer("ingest", "sample-dev@lists.example.org", "--server", replica.url)
    assert (ran.status, ran.out.split()[7]) == (0, "29")


@pytest.mark.parametrize("said", ["<m0@example.org>", "m0@example.org"])
def test_a_message_id_at_its_inbox(listminer, replica, said):
    replica.pages["/dev/m0@example.org/t.mbox.gz"] = gzip.compress(mbox(debate(0, 6, "Nightly")))
    ran = listminer("ingest", said, "--server", f"{replica.url}/dev/", "--format", "json")
    assert counts(ran) == (6, 0, 0)


def test_each_mail_knows_its_page(listminer, replica):
    page = f"{replica.url}/pipermail/sample-dev/2016-March/004212.html"
    listminer("ingest", page)
    assert page in listminer("show", page).out


def test_mail_from_a_file_learns_its_page_from_the_server(listminer, replica):
    listminer("ingest", MONTH)
    ran = listminer("ingest", f"{replica.url}/pipermail/sample-dev/", "--format", "json")
    assert counts(ran) == (0, 29, 0)
    page = f"{replica.url}/pipermail/sample-dev/2016-March/004212.html"
    assert page in listminer("show", page).out


# servers


def test_only_the_months_of_a_period_are_fetched(listminer, replica):
    ran = listminer("ingest", f"{replica.url}/pipermail/sample-dev/", "--since", "2017")
    assert (ran.status, "no mail in this period" in ran.err) == (2, True)
    assert not any(".txt" in path for path in replica.paths())


def test_offline_reads_what_was_fetched(listminer, replica, tmp_path):
    url = f"{replica.url}/pipermail/sample-dev/"
    listminer("ingest", url)
    seen = len(replica.seen)
    ran = listminer("--store", tmp_path / "b.db", "ingest", url, "--offline", "--format", "json")
    assert (counts(ran), len(replica.seen)) == ((29, 0, 0), seen)


def test_robots_are_obeyed_unless_told(listminer, replica):
    replica.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    url = f"{replica.url}/pipermail/sample-dev/"
    forbidden = listminer("ingest", url)
    assert (forbidden.status, "--ignore-robots" in forbidden.err) == (2, True)
    told = listminer("ingest", url, "--ignore-robots")
    assert (told.status, "a server of your own" in told.err) == (0, True)


def test_one_month_that_fails_does_not_stop_the_others(listminer, replica):
    index = replica.folder / "pipermail" / "sample-dev" / "index.html"
    text = index.read_text()
    index.write_text(text + text.replace("2016-March", "2016-April"))
    ran = listminer("ingest", f"{replica.url}/pipermail/sample-dev/", "--format", "json")
    assert (ran.status, counts(ran)) == (1, (29, 0, 0))
    assert "2016-April" in listminer("problems").out


# every slip


SLIPS = [
    (["ingest"], "Missing argument"),
    (["ingest", "nowhere.mbox"], "no such file"),
    (["ingest", "empty"], "an empty file"),
    (["ingest", "hollow"], "no mail in this folder"),
    (["ingest", "binary"], "a binary file"),
    (["ingest", "prose.txt"], "a text without mail headers"),
    (["ingest", "ftp://lists.example.org/dev"], "ftp:// is not spoken"),
    (["ingest", "file:///etc/hosts"], "file:// is not spoken"),
    (["ingest", "http://"], "no http or https URL"),
    (["ingest", "http://[lists"], "http://[lists: is no URL (Invalid IPv6 URL)"),
    (["ingest", "dev@lists.example.org", "--server", "http://[lists"], "http://[lists: is no URL"),
    (["summarize", "http://[lists"], "http://[lists: is no URL"),
    (["doctor", "http://[lists"], "http://[lists: is no URL"),
    (["ingest", "http://127.0.0.1:9/pipermail/dev/"], "refused"),
    (["ingest", "<a@example.org>"], "--server"),
    (["ingest", "dev.mbox", "--since", "2016"], "fetched from a server"),
    (["ingest", "http://127.0.0.1:9/", "--since", "March"], "no day, month or year: 'March'"),
    (
        ["ingest", "http://127.0.0.1:9/", "--since", "2017", "--until", "2016"],
        "ends before it begins: since 2017, until 2016",
    ),
    (["ingest", "http://127.0.0.1:9/pipermail/dev/", "--offline"], "not in the cache"),
    (["ingest", "dev.mbox", "--workers", "0"], "x>=1"),
    (["ingest", "dev.mbox", "--format", "xml"], "is not one of"),
    (["ingest", "-"], "nothing came"),
    (["update"], "there is none yet"),
    (["problems"], "there is none yet"),
    (["--config", "nowhere.toml", "lists"], "cannot be read"),
    (["--store", "~nosuchuser/x.db", "lists"], "no such user's home folder, got '~nosuchuser"),
]


@pytest.mark.parametrize(("words", "told"), SLIPS, ids=lambda each: " ".join(each)[:60])
def test_a_slip_is_told_and_leaves_nothing(listminer, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    Path("dev.mbox").write_bytes(mbox([mail(0, "hello")]))
    Path("empty").touch()
    Path("hollow").mkdir()
    Path("binary").write_bytes(bytes(range(256)) * 99)
    Path("prose.txt").write_text("It was a dark and stormy night.\n" * 9)
    ran = listminer(*words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err
    if listminer.store.exists():
        assert listminer("export", "messages").out == ""


def test_sources_before_a_bad_one_stay_stored(listminer, archive):
    ran = listminer("ingest", archive, "nowhere", archive)
    assert (ran.status, "no such file" in ran.err) == (2, True)
    assert ran.out.splitlines()[1].split()[:2] == ["6", "6"]
    assert [each["messages"] for each in listminer("lists", "--format", "json").json] == [6]


def test_a_truncated_gzip_keeps_what_could_be_read(listminer, tmp_path):
    whole = gzip.compress(mbox(debate(0, 60, "Nightly builds")))
    (tmp_path / "cut.mbox.gz").write_bytes(whole[: len(whole) * 3 // 4])
    ran = listminer("ingest", tmp_path / "cut.mbox.gz", "--format", "json")
    assert ran.status == 1
    assert 0 < ran.json["total"]["stored"] < 60
    assert "cut" in ran.err


def test_a_store_of_a_newer_listminer_is_left_alone(listminer, archive):
    listminer("ingest", archive)
    with sqlite3.connect(listminer.store) as found:
        found.execute(f"PRAGMA user_version={VERSION + 1}")
    for words in (["ingest", archive], ["lists"], ["doctor"]):
        ran = listminer(*words)
        assert ran.status == (1 if words == ["doctor"] else 2)
        assert "newer listminer" in ran.err + ran.out


def test_a_store_that_is_written_elsewhere_is_waited_for(listminer, archive, monkeypatch, tmp_path):
    listminer("ingest", archive)
    monkeypatch.setenv("LISTMINER_BUSY_TIMEOUT_S", "0.05")
    (tmp_path / "more.mbox").write_bytes(mbox(debate(100, 3, "Timer")))
    other = sqlite3.connect(listminer.store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ran = listminer("ingest", tmp_path / "more.mbox")
    assert (ran.status, "another process is writing" in ran.err) == (2, True)
    assert len(listminer("threads", "--format", "json").json) == 1
    other.execute("ROLLBACK")
    assert listminer("ingest", tmp_path / "more.mbox").status == 0


def nested(count):
    """Return the head of *count* MIME parts, each inside the one before."""
    opening = "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(count)
    )
    closing = "".join(f"\n--b{number}--" for number in reversed(range(count)))
    return f"{opening}Content-Type: text/plain\n\nhello{closing}\n"


HOSTILE = {
    "empty": "\n",
    "one-line": "\n" + "word " * 2_000_000,
    "one-quoted-line": "\n> " + "x" * 10_000_000,
    "ten-thousand-levels": "\n" + "> " * 10_000 + "deep\n",
    "a-stair-of-levels": "\n" + "\n".join(">" * number + " deep" for number in range(2_000)),
    "nested-parts": nested(2_000),
    "deep-html": "Content-Type: text/html\n\n" + "<div>" * 50_000 + "hello",
    "deep-quotes": "Content-Type: text/html\n\n" + "<blockquote>" * 50_000 + "hello",
    "long-header": "X-Long: "
    + "x" * 1_000_000
    + "\nReferences: "
    + "<a@b> " * 50_000
    + "\n\nhello",
    "nul-bytes": "\n\0\0hello\0",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_stored_shown_and_found(listminer, tmp_path, name):
    head = mail(0, "", subject=name).partition(b"Content-Type")[0]
    (tmp_path / "x.eml").write_bytes(head + HOSTILE[name].encode())
    assert counts(listminer("ingest", tmp_path / "x.eml", "--format", "json")) == (1, 0, 0)
    assert listminer("show", "1").status == 0
    found = listminer("search", name, "--format", "json").json
    assert len(found["hits"]) == 1


# refreshing


def test_update_tells_which_threads_grew(listminer, replica):
    listminer("ingest", f"{replica.url}/pipermail/sample-dev/")
    assert listminer("update").out == "nothing new in 1 source\n"
    month = replica.folder / "pipermail" / "sample-dev" / MONTH.name
    late = (
        b"From ada at example.org  Fri Mar 11 20:00:00 2016\n"
        b"From: ada at example.org (Ada)\nDate: Fri, 11 Mar 2016 20:00:00 +0000\n"
        b"Subject: [sample-dev] [release] kestrel 4.0.0b3 is out\nMessage-ID: <late@example.org>\n"
        b"In-Reply-To: <87d3mqbgle.fsf@leila.example.org>\n\nThank you.\n\n"
    )
    month.write_bytes(gzip.compress(gzip.decompress(month.read_bytes()) + late))
    shutil.rmtree(listminer.store.parent / "cache")  # the month is long over: it is kept for good
    ran = listminer("update", "--format", "json")
    assert [(each["messages"], each["came"], each["new"]) for each in ran.json["threads"]] == [
        (4, 1, False)
    ]


def test_update_finds_a_new_file_in_a_folder(listminer, tmp_path):
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "2020-03.mbox").write_bytes(mbox(debate(0, 6, "Nightly builds")))
    listminer("ingest", folder)
    (folder / "2020-04.mbox").write_bytes(mbox(debate(100, 3, "Weekly timer")))
    ran = listminer("update")
    assert ran.out.splitlines()[0] == "3 new messages in 1 thread"
    assert "Weekly timer" in ran.out


def test_update_knows_what_was_read_by_a_path_from_here(listminer, archive, monkeypatch):
    """It asks for the absolute path: all was read again, each problem was told twice."""
    folder = archive.parent / "mail"
    folder.mkdir()
    archive.rename(folder / archive.name)
    (folder / "notes.txt").write_text("no mail\n")
    monkeypatch.chdir(folder.parent)
    listminer("ingest", "mail")
    problems = listminer("problems").out
    (source,) = listminer("update", "--format", "json").json["sources"]
    assert (source["unchanged"], source["files"]) == (2, 2)
    assert listminer("problems").out == problems
    monkeypatch.chdir("/")
    (source,) = listminer("update", "--format", "json").json["sources"]
    assert source["source"] == str(folder)


def test_update_goes_on_after_an_archive_that_is_gone(listminer, archive, tmp_path):
    gone = tmp_path / "gone.mbox"
    shutil.copy(archive, gone)
    listminer("ingest", gone, archive)
    gone.unlink()
    ran = listminer("update")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith(f"no mail came: {gone}: no such file")
    assert ran.err.count(str(gone)) == 1


def test_update_keeps_to_the_period_that_was_asked_for(listminer, replica):
    listminer("ingest", f"{replica.url}/pipermail/sample-dev/", "--until", "2016-03")
    index = replica.folder / "pipermail" / "sample-dev" / "index.html"
    text = index.read_text()
    index.write_text(text + text.replace("2016-March", "2016-April"))
    assert listminer("update").status == 0
    assert not any("2016-April" in path for path in replica.paths())


# is it sound


def states(ran):
    return {row["what"]: row["state"] for row in ran.json}


def test_a_fresh_machine_is_sound(listminer):
    ran = listminer("doctor", "--format", "json")
    assert ran.status == 0
    assert states(ran) == {
        "program": "sound",
        "store": "note",
        "cache": "sound",
        "models": "sound",
        "git": "sound",
        "network": "note",
    }
    assert not listminer.store.exists()


def test_a_server_that_answers_is_sound(listminer, replica):
    listminer("ingest", f"{replica.url}/pipermail/sample-dev/")
    ran = listminer("doctor", "--format", "json")
    assert (ran.status, states(ran)["network"]) == (0, "sound")


def test_an_offline_machine_is_told_so_and_is_no_failure(listminer, replica):
    listminer("ingest", f"{replica.url}/pipermail/sample-dev/")
    replica.faults["/robots.txt"] = [status(503)]
    replica.last_fault_stays = True
    ran = listminer("doctor")
    assert (ran.status, "does not answer: HTTP 503" in ran.out) == (0, True)


def test_a_server_that_was_asked_for_must_answer(listminer):
    ran = listminer("doctor", "http://127.0.0.1:9/pipermail/")
    assert (ran.status, "does not answer" in ran.out) == (1, True)


def test_a_damaged_store_is_unsound(listminer, archive):
    listminer("ingest", archive)
    with listminer.store.open("r+b") as file:
        file.seek(8192 * 2)
        file.write(b"\xff" * 8192 * 4)
    ran = listminer("doctor", "--format", "json")
    assert (ran.status, states(ran)["store"]) == (1, "unsound")
    for words in (["threads"], ["export", "segments"], ["show", "1"]):
        ran = listminer(*words)
        assert (ran.status, "is damaged" in ran.err) == (2, True)


def test_a_cache_with_a_damaged_response_is_noted(listminer, replica):
    listminer("ingest", f"{replica.url}/pipermail/sample-dev/")
    body = next((listminer.store.parent / "cache").rglob("bodies/*/*"))
    body.write_bytes(b"")
    assert states(listminer("doctor", "--format", "json"))["cache"] == "note"


def test_a_run_that_was_cut_off_is_finished_by_update(listminer, archive, monkeypatch):
    def cut(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        room = import_module("listminer.pipeline.ingest")
        patch.setattr(room, "place_messages", cut)
        assert listminer("ingest", archive).status == 130
    assert "listminer update" in listminer("doctor").out
    assert listminer("update").out.startswith("6 new messages in 1 thread")
    assert [each["messages"] for each in listminer("threads", "--format", "json").json] == [6]


def test_a_page_that_asks_for_a_proof_of_work_is_told_for_what_it_is(listminer, replica):
    challenge = b"<!doctype html><title>Making sure you're not a bot!</title><p>anubis</p>"
    replica.pages["/dev/"] = challenge
    ran = listminer("ingest", f"{replica.url}/dev/")
    assert ran.status == 2
    assert "proof of work" in ran.err
    assert "Clone the archive with git" in ran.err


def test_problems_before_a_source_that_fails_are_told(listminer, replica):
    month = f"{replica.url}/pipermail/sample-dev/2017-March/"
    ran = listminer("ingest", month, f"{replica.url}/nowhere")
    assert ran.status == 2
    assert "problem: " in ran.err
    assert "2017-March" in ran.err
