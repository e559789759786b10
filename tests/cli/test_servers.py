"""The commands on real archive servers: public-inbox, and HyperKitty where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.running import lacking, running
from tests.store.mails import debate, mail, mbox

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.server]

DEBATE = Path(__file__).resolve().parents[2] / "data" / "sample" / "source" / "debate.mbox"
LIST = "sample-dev@lists.example.org"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """Serve six mails of one thread and one of another; give the URL and the folder."""
    if not shutil.which("public-inbox-httpd") or not shutil.which("git"):
        lacking("needs the Debian packages public-inbox and git")
    folder = tmp_path_factory.mktemp("public-inbox")
    box = folder / "dev.mboxrd"
    others = [mail(50, "quite another matter", subject="Weekly timer")]
    box.write_bytes(mbox(debate(0, 6, "Nightly builds") + others))
    loads = ("public_inbox.sh", folder / "srv", "/dev/", f"dev={box}")
    with running(*loads, wait_s=60) as url:
        yield f"{url}/dev/"


def stored(ran):
    assert ran.status == 0, ran.err
    return ran.json["total"]["stored"]


def test_a_whole_inbox(listminer, inbox):
    assert stored(listminer("ingest", inbox, "--format", "json")) == 7
    assert listminer("update").out == "nothing new in 1 source\n"
    assert f"{inbox}m0@example.org/" in listminer("show", "m0@example.org").out


@pytest.mark.parametrize("form", ["{}m1@example.org/", "{}m1@example.org/T/#u"])
def test_a_thread_of_an_inbox(listminer, inbox, form):
    assert stored(listminer("ingest", form.format(inbox), "--format", "json")) in (4, 6)


@pytest.mark.parametrize("said", ["<m1@example.org>", "m1@example.org"])
def test_a_message_id(listminer, inbox, said):
    ran = listminer("ingest", said, "--server", inbox, "--format", "json")
    assert stored(ran) in (4, 6)


def test_a_clone(listminer, inbox, tmp_path):
    subprocess.run(["git", "clone", "-q", "--mirror", f"{inbox}0", tmp_path / "0.git"], check=True)
    ran = listminer("ingest", tmp_path / "0.git", "--list", "gate", "--format", "json")
    assert stored(ran) == 7
    assert [each["name"] for each in listminer("lists", "--format", "json").json] == ["gate"]


def test_a_message_that_the_inbox_lacks(listminer, inbox):
    ran = listminer("ingest", f"{inbox}nobody@example.org/")
    assert (ran.status, "HTTP 404" in ran.err) == (2, True)


@pytest.fixture(scope="module")
def hyperkitty():
    folder = os.environ.get("LISTMINER_HYPERKITTY")
    if not folder:
        lacking("LISTMINER_HYPERKITTY names no folder to install HyperKitty in")
    load = f"{LIST}={DEBATE}"
    with running("hyperkitty.sh", Path(folder), "/archives/api/lists/", load, wait_s=400) as url:
        yield url


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["{url}/archives/list/" + LIST + "/"], 29),
        (["{url}/archives/list/" + LIST + "/2016/3/"], 29),
        (["{url}/archives/list/" + LIST + "/", "--since", "2016-04"], 0),
        ([LIST, "--server", "{url}"], 29),
    ],
)
def test_a_list_in_hyperkitty(listminer, hyperkitty, words, expected):
    words = [word.format(url=hyperkitty) for word in words]
    ran = listminer("ingest", *words, "--format", "json")
    assert stored(ran) == expected
