"""Generated copies of a list: nothing is a duplicate, and each is as the list was."""

from __future__ import annotations

import gzip

import pytest

from benchmarks.vary import count_messages, write_varied
from listminer.pipeline import ingest
from listminer.store import Store
from tests.store.mails import write_archive

COPIES = 3


@pytest.fixture(scope="module")
def volumes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    packed = []
    for path in sorted(write_archive(folder / "dev").iterdir()):
        packed.append(folder / f"{path.name}.gz")
        packed[-1].write_bytes(gzip.compress(path.read_bytes()))
    return packed


def shapes(store):
    """Return of each thread its tree by positions, how parents are known, links and answers."""
    found = []
    for each in store.discussions():
        place = {node.message_id: at for at, node in enumerate(each.thread.nodes)}
        tree = [
            (None if node.parent is None else place[node.parent], node.how, node.ghost)
            for node in each.thread.nodes
        ]
        links = sorted((place[link.quote.message_id], link.exact) for link in each.links)
        found.append((tree, links, len(each.answers)))
    return sorted(found, key=repr)


def read(folder, *sources):
    with Store.open(folder / "s.db") as store:
        report = ingest(store, sources, workers=1)
        return report.total, shapes(store), {each.text for each in store.messages()}


def test_nothing_is_a_duplicate_and_threads_and_links_are_those_of_the_list(tmp_path, volumes):
    (tmp_path / "own").mkdir()
    total, own, texts = read(tmp_path / "own", *volumes)
    folders = write_varied(volumes, tmp_path / "varied", copies=COPIES)
    varied, found, others = read(tmp_path, *folders)
    assert (varied.stored, varied.duplicates) == (COPIES * total.stored, 0)
    assert found == sorted(own * COPIES, key=repr)
    assert len(others) == COPIES * len(texts)
    assert not others & texts


def test_copies_keep_the_widths_of_lines_and_change_dates(tmp_path, volumes):
    (copy,) = write_varied(volumes, tmp_path, copies=1, first_copy=7)
    assert count_messages(copy) == 36
    lines = [line for path in sorted(copy.iterdir()) for line in path.read_bytes().split(b"\n")]
    own = [line for path in volumes for line in gzip.decompress(path.read_bytes()).split(b"\n")]
    assert len(lines) == len(own)
    quotes = [(one, two) for one, two in zip(own, lines, strict=True) if one.startswith(b"> ")]
    assert quotes
    assert all(len(one) == len(two) and one != two for one, two in quotes)
    dates = [(one, two) for one, two in zip(own, lines, strict=True) if one.startswith(b"Date: ")]
    assert all(one != two for one, two in dates)


def test_the_same_copy_is_the_same_every_time(tmp_path, volumes):
    (one,) = write_varied(volumes, tmp_path / "one", copies=1, first_copy=2)
    (two,) = write_varied(volumes, tmp_path / "two", copies=1, first_copy=2)
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()
