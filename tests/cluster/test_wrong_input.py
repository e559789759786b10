"""What a user can mend is said before work starts, and nothing is overwritten."""

from __future__ import annotations

import sys
from unittest.mock import Mock

import distributed.versions
import pytest

from listminer.cluster import engine, import_parquet, mine
from listminer.cluster.folder import Folder
from listminer.cluster.plan import MANIFEST, Plan, PlannedFile, make_plan
from listminer.errors import UserError
from listminer.model import Archive
from listminer.store import Store
from tests.cli.command import CommandLine
from tests.store.mails import mail, mbox


@pytest.fixture
def month(tmp_path):
    """Return a file of mail in a folder of its own."""
    folder = tmp_path / "mail" / "dev"
    folder.mkdir(parents=True)
    (folder / "2020-01.mbox").write_bytes(mbox([mail(0, "Hello.")]))
    return folder / "2020-01.mbox"


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["mail/dev/2020-01.mbox", "mail/dev/2020-01.mbox"], r"overlap: 1 file.*named 2 times"),
        (["mail", "mail/dev/2020-01.mbox"], r"overlap: 1 file.*in .*mail and in .*2020-01.mbox"),
        (["mail/dev", "link"], r"overlap: 1 file"),
        (["mail", "local://{here}/mail/dev/2020-01.mbox"], r"overlap: 1 file"),
        (["mail", "missing"], r"missing: no such file or folder"),
        (["-"], r"no file that every worker can read"),
        (["https://lists.example.org/dev/"], r"no file that every worker can read"),
        (["dev@lists.example.org"], r"no file that every worker can read"),
        (["gopher://x/y"], r"gopher"),
        (["local://{here}/nowhere/*.mbox"], r"no file there"),
        (["."], r"lies in a source"),
    ],
)
def test_sources_that_cannot_be_meant(tmp_path, month, monkeypatch, sources, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(month.parent)
    before = contents(tmp_path)
    with pytest.raises(UserError, match=f"(?s){said}"):
        mine([each.format(here=tmp_path) for each in sources], "out", scheduler="tcp://x:1")
    assert contents(tmp_path) == before


def test_a_path_alone_is_one_source_and_not_its_letters(tmp_path):
    missing = tmp_path / "missing"
    for source in (missing, str(missing)):
        with pytest.raises(UserError, match=r"missing: no such file or folder"):
            mine(source, tmp_path / "out", scheduler="tcp://x:1")


def test_two_names_for_one_mail_inside_one_folder_are_the_folders_own(month):
    (month.parent / "2020-02.mbox").symlink_to(month)
    assert len(make_plan([month.parent]).files) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda month: (month.parent / "2020-02.mbox").write_bytes(b"From x\n"), "not there"),
        (lambda month: month.write_bytes(month.read_bytes() * 2), "changed since"),
        (lambda month: month.rename(month.with_name("2020-03.mbox")), "but not asked for now"),
    ],
)
def test_a_folder_that_holds_another_run(tmp_path, month, change, said):
    out = Folder(tmp_path / "out")
    out.write_json(MANIFEST, {"asked": make_plan([month.parent]).asked(), "complete": False})
    change(month)
    before = contents(tmp_path)
    with pytest.raises(UserError, match=f"(?s)holds another run.*{said}"):
        mine([month.parent], tmp_path / "out", scheduler="tcp://x:1")
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"list": "other"}, "list: 'other' there, None now"), ({"listminer": "0.0.1"}, "0.0.1")],
)
def test_a_folder_of_other_settings(tmp_path, month, asked, said):
    told = make_plan([month]).asked() | asked
    Folder(tmp_path / "out").write_json(MANIFEST, {"asked": told, "complete": True})
    with pytest.raises(UserError, match=f"(?s)holds another run.*{said}"):
        mine([month], tmp_path / "out", scheduler="tcp://x:1")


def test_a_folder_of_other_files(tmp_path, month):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("mine")
    with pytest.raises(UserError, match="holds files that are no run"):
        mine([month], tmp_path / "out", scheduler="tcp://x:1")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder_for_a_run(tmp_path, month):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UserError, match=r"letter.txt: is a file, not a folder"):
        mine([month], tmp_path / "letter.txt", scheduler="tcp://x:1")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_done(month):
    client = Mock(get_versions=lambda **_: {"client": {"packages": {}}, "workers": {}})
    with pytest.raises(UserError, match="below: cannot be written"):
        engine.check_workers(client, Folder(month / "below"), [])


def test_a_host_alone_is_no_address_of_a_scheduler(tmp_path, month):
    with pytest.raises(UserError, match=r"(?s)no address of a scheduler: foo.*HOST:8786"):
        mine([month], tmp_path / "out", scheduler="foo")


@pytest.mark.enable_socket
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://127.0.0.1:1"])
def test_no_scheduler_at_the_address(tmp_path, month, monkeypatch, address):
    monkeypatch.setattr(engine, "CONNECT_S", 1.0)
    with pytest.raises(UserError, match=f"no scheduler answers at {address}"):
        mine([month], tmp_path / "out", scheduler=address)
    assert not (tmp_path / "out").exists()


@pytest.mark.cluster
@pytest.mark.enable_socket
@pytest.mark.parametrize("version", ["0.0.1", None])
def test_a_worker_of_another_version(cluster, scheduler, tmp_path, month, version):
    worker = next(iter(cluster.nthreads()))
    cluster.run(pretend, version, workers=[worker])
    try:
        told = version or "is missing"
        with pytest.raises(UserError, match=rf"(?s)1 of 2 workers.*{worker}: listminer {told}"):
            mine([month], tmp_path / "out", scheduler=scheduler)
    finally:
        cluster.run(pretend_no_more)
    assert not (tmp_path / "out").exists()


def pretend(version):
    """In a worker: listminer is of another version."""
    distributed.versions.real = distributed.versions._version_cached
    distributed.versions._version_cached = lambda _package: version


def pretend_no_more():
    real = getattr(distributed.versions, "real", distributed.versions._version_cached)
    distributed.versions._version_cached = real


def test_workers_of_another_python_are_named():
    class Client:
        def get_versions(self, packages):
            assert packages == ["listminer"]
            own = {"host": {"python": "2.7.18.final.0"}, "packages": {"listminer": "0.1.0"}}
            return {"client": {"packages": {"listminer": "0.1.0"}}, "workers": {"tcp://a": own}}

    here = ".".join(map(str, sys.version_info[:2]))
    assert engine._other_versions(Client()) == [f"tcp://a: Python 2.7, here {here}"]


@pytest.mark.cluster
@pytest.mark.enable_socket
def test_workers_that_do_not_see_the_mail(cluster, tmp_path):
    with pytest.raises(UserError, match=r"(?s)workers cannot see.*cannot see /nowhere/dev.mbox"):
        engine.check_workers(cluster, Folder(tmp_path / "out"), ["/nowhere/dev.mbox"])


def test_only_a_run_that_is_complete_is_imported(tmp_path, month):
    with Store.open(":memory:") as store:
        with pytest.raises(UserError, match="holds no run of `listminer mine`"):
            import_parquet(store, month.parent)
        asked = {"asked": make_plan([month]).asked(), "complete": False}
        Folder(tmp_path / "out").write_json(MANIFEST, asked)
        with pytest.raises(UserError, match="was stopped"):
            import_parquet(store, tmp_path / "out")


def test_without_the_extra_it_is_named(tmp_path, month, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = CommandLine(tmp_path / "home", monkeypatch)("mine", month, "-o", tmp_path / "out")
    assert ran.status == 2
    assert "to install it: pip install 'listminer[cluster]'" in ran.err
    assert not (tmp_path / "out").exists()


def test_shards_hold_every_file_once_and_are_numbered_in_order():
    sizes = [10, 100_000_000, 20, 9_000_000, 30, 8_000_000, 17_000_000]
    files = tuple(
        PlannedFile(
            number=number,
            source="x",
            path=f"{number}.mbox",
            kind="path",
            archive=Archive(name=None, kind="mbox", location="x"),
            size_bytes=size,
            fingerprint="",
        )
        for number, size in enumerate(sizes)
    )
    shards = Plan(files=files, list_name=None).shards()
    assert [each.number for each in shards] == list(range(len(shards)))
    whole = [file for shard in shards if shard.parts == 1 for file in shard.files]
    cut = [(shard.files[0], shard.part, shard.parts) for shard in shards if shard.parts > 1]
    assert cut == [(files[1], part, 8) for part in range(8)] + [(files[6], p, 2) for p in range(2)]
    assert whole == [files[0], *files[2:6]]
