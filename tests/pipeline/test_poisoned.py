"""A mail that breaks the parser, or ends its process, costs nothing but itself."""

from __future__ import annotations

import os

import pytest

from listminer.pipeline import ingest, parsing
from listminer.pipeline.errands import Errand, HelperDied, Helpers
from listminer.settings import Settings
from listminer.store import Store
from tests.store.mails import mail, mbox, write_archive

POISON = b"these words are poison"


def parse_or_raise(raw):
    if POISON in raw.data:
        raise IndexError("out of range")
    return parsing_parse(raw)


def parse_or_die(raw):
    if POISON in raw.data:
        os._exit(11)  # as a segmentation fault or the kernel's killer of big processes does
    return parsing_parse(raw)


parsing_parse = parsing.parse_message


@pytest.fixture
def archive(tmp_path):
    folder = write_archive(tmp_path / "dev")
    mails = [mail(2000 + each, f"Harmless words number {each}.") for each in range(6)]
    mails[3:3] = [mail(2100, POISON.decode())]
    (folder / "2020-05.mbox").write_bytes(mbox(mails))
    return folder


@pytest.mark.parametrize(
    ("parse", "workers", "told"),
    [
        (parse_or_raise, 1, "a mistake of listminer, please report it: IndexError: out of range"),
        (parse_or_raise, 2, "a mistake of listminer, please report it: IndexError: out of range"),
        (parse_or_die, 2, "the process that read it ended at once: killed, or out of memory"),
    ],
    ids=["raises", "raises in a helper", "ends the helper"],
)
def test_a_poisoned_mail_is_isolated_and_reported(
    tmp_path, archive, monkeypatch, parse, workers, told
):
    monkeypatch.setattr(parsing, "parse_message", parse)
    # Only a fork takes the patch along; idle threads that other tests leave would make it a spawn.
    monkeypatch.setattr("listminer.pipeline.errands.threading.active_count", lambda: 1)
    settings = Settings(spread_from_bytes=0, batch_bytes=1200)
    with Store.open(tmp_path / "s.db") as store:
        report = ingest(store, [archive], settings, workers=workers)
        (problem,) = store.problems()
        assert store.count() == 36 + 6
        assert sum(each.messages for each in store.threads()) == 36 + 6
    data = (archive / "2020-05.mbox").read_bytes()
    place = data.rindex(b"From ada@", 0, data.index(POISON))
    assert (problem.stage, problem.message) == ("mail", told)
    assert problem.locator == f"{archive / '2020-05.mbox'}#byte={place}"
    total = report.total
    assert (total.found, total.stored, total.rejected) == (43, 42, 1)
    assert total.problems == (problem,)


def align_or_die_once(bunch):
    mark, number = bunch
    if number == 3 and not os.path.exists(mark):
        open(mark, "x").close()
        os._exit(9)
    return [number]


def test_what_was_in_work_as_a_helper_was_killed_is_done_anew(tmp_path):
    errands = [Errand(each, (str(tmp_path / "died"), each), 1) for each in range(9)]
    with Helpers(2, spread_from_bytes=0) as helpers:
        done = list(helpers.run(align_or_die_once, errands))
    assert done == [(each, [each]) for each in range(9)]


def die(_task):
    os._exit(9)


def test_a_task_that_cannot_be_given_up_is_told():
    with Helpers(2, spread_from_bytes=0) as helpers, pytest.raises(HelperDied, match="killed"):
        list(helpers.run(die, [Errand(1, 1, 1), Errand(2, 2, 1)]))
