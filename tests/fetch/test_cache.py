"""The cache on disk: whole or not at all, shared by several runs; and bounded unpacking."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
import zlib

import pytest

from listminer.fetch.cache import Cache
from listminer.fetch.failures import TooLargeError
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits
from listminer.fetch.unpack import NotMailError, TruncatedError, page_bytes, unpacked_mail
from tests.servers.local import LocalServer, drip

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LIMITS = Limits(delay_s=0.0)
MAIL = b"From a at example.org  Tue Mar  1 10:00:00 2016\nSubject: x\n\nbody\n" * 500


@pytest.fixture
def server():
    with LocalServer() as server:
        yield server


@pytest.fixture
def client(tmp_path):
    with HttpClient(Cache(tmp_path), limits=LIMITS) as client:
        yield client


def fetched(server, client, body):
    server.pages["/m"] = body
    return client.get(f"{server.url}/m")


@pytest.mark.parametrize(
    "served",
    [
        MAIL,
        gzip.compress(MAIL),
        gzip.compress(gzip.compress(MAIL)),
        gzip.compress(MAIL[:100]) + gzip.compress(MAIL[100:]),
        gzip.compress(MAIL) + b"\0" * 512,
    ],
    ids=["plain", "gzip", "gzip twice", "two members", "zero padding"],
)
def test_compression_is_undone_by_what_the_bytes_are(server, client, served):
    with unpacked_mail(fetched(server, client, served), LIMITS) as stream:
        assert stream.read() == MAIL


@pytest.mark.parametrize("cut", [11, 100, -9, -1])
def test_a_truncated_gzip_is_noticed(server, client, cut):
    with pytest.raises(TruncatedError):
        unpacked_mail(fetched(server, client, gzip.compress(MAIL)[:cut]), LIMITS)


def test_damaged_gzip_is_noticed(server, client):
    packed = bytearray(gzip.compress(MAIL))
    packed[-6] ^= 255
    with pytest.raises(TruncatedError):
        unpacked_mail(fetched(server, client, bytes(packed)), LIMITS)


def test_a_gzip_bomb_is_not_unpacked(server, client):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
    with pytest.raises(TooLargeError, match="unpacks"):
        unpacked_mail(fetched(server, client, bomb), LIMITS)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "an HTML page came"),
        (b"\n <HTML><HEAD>", "an HTML page came"),
        (b'<!doctype html><html><script id="anubis_version">', "proof of work"),
        (b"<html><title>Making sure you&#39;re not a bot!</title>", "proof of work"),
    ],
)
def test_a_page_is_no_mail(server, client, body, words):
    with pytest.raises(NotMailError, match=words):
        unpacked_mail(fetched(server, client, body), LIMITS)


def test_a_proof_of_work_page_is_named_where_a_page_was_asked(server, client):
    body = b"<!doctype html><html><p>proof-of-work</p>"
    with pytest.raises(NotMailError, match="ingest the file"):
        page_bytes(fetched(server, client, body), LIMITS)


def test_a_spoilt_record_counts_as_absent(server, client):
    kept = fetched(server, client, MAIL)
    record = client.cache._record(kept.url)
    for spoilt in (b"", b"{}", b"[1]", b"\xff", b'{"sha256": 3}'):
        record.write_bytes(spoilt)
        assert client.cache.find(kept.url) is None
    assert client.get(kept.url).read() == MAIL


def test_a_body_cut_on_disk_counts_as_absent(server, client):
    kept = fetched(server, client, MAIL)
    os.truncate(kept.body, 10)
    assert client.cache.find(kept.url) is None
    assert client.get(kept.url).read() == MAIL


def test_forgotten(server, client):
    kept = fetched(server, client, MAIL)
    client.cache.forget(kept.url)
    client.cache.forget(kept.url)
    assert client.cache.find(kept.url) is None


def test_two_runs_at_once_do_each_other_no_harm(server, tmp_path):
    for number in range(20):
        server.pages[f"/{number}"] = MAIL + str(number).encode()
    found: list[list[bytes]] = []

    def run() -> None:
        with HttpClient(Cache(tmp_path), limits=LIMITS) as client:
            found.append([client.get(f"{server.url}/{n}").read() for n in range(20)])

    runs = [threading.Thread(target=run) for _ in range(3)]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()
    assert found == [[MAIL + str(n).encode() for n in range(20)]] * 3


RUN = """
import sys
from listminer.fetch.cache import Cache
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits
with HttpClient(Cache(sys.argv[1]), limits=Limits(delay_s=0.0)) as client:
    for path in "ab":
        client.get(f"{sys.argv[2]}/{path}")
"""


def test_a_killed_run_leaves_whole_responses_and_the_next_goes_on(server, tmp_path, client):
    server.pages["/a"] = MAIL
    server.pages["/b"] = MAIL + b"b"
    server.faults["/b"] = [drip]
    run = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path), server.url])
    while server.paths() != ["/a", "/b"] or not any((tmp_path / "partial").iterdir()):
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert client.cache.find(f"{server.url}/b") is None
    assert client.get(f"{server.url}/b").read() == MAIL + b"b"
    bodies = client.traffic.bodies
    assert client.get(f"{server.url}/a").read() == MAIL
    assert client.traffic.bodies == bodies  # the killed run had it whole


def test_leftovers_of_killed_runs_are_swept(server, tmp_path, client):
    (tmp_path / "partial").mkdir()
    old, new = tmp_path / "partial" / "old", tmp_path / "partial" / "new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    fetched(server, client, MAIL)
    assert (old.exists(), new.exists()) == (False, True)
