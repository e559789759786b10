"""Mail in: every message accounted for, whatever the order, however often."""

from __future__ import annotations

import hashlib
import mailbox
import random
import re
from itertools import permutations
from pathlib import Path

import pytest

from listminer.errors import LookupFailed, SourceError
from listminer.model import Address, Archive, MessageId, RawMessage
from listminer.people import People
from listminer.pipeline import discussions_of, ingest, parse
from listminer.settings import Settings
from listminer.store import Store, rows_of, write_rows
from tests.alarm import alarm
from tests.store.mails import PEOPLE, debate, dump, mail, mbox, write_archive


@pytest.fixture
def archive(tmp_path):
    return write_archive(tmp_path / "dev")


def stored(path, *sources, workers=1, **options):
    with Store.open(path) as store:
        return ingest(store, sources, workers=workers, **options)


def test_every_message_is_accounted_for(tmp_path, archive):
    report = stored(tmp_path / "s.db", archive)
    assert (report.total.found, report.total.stored) == (36, 36)
    assert (report.total.duplicates, report.total.rejected, report.total.files) == (0, 0, 4)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        assert store.count() == 36
        assert [each.found for each in store.sources()] == [9, 9, 9, 9]


def test_what_comes_out_is_what_went_in(tmp_path, archive):
    stored(tmp_path / "s.db", archive)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        for message in store.messages():
            raw = store.raw(message.message_id)
            assert parse(raw).message == message
            assert raw.email()["Message-ID"] == f"<{message.message_id}>"


def test_a_second_ingest_changes_nothing(tmp_path, archive):
    stored(tmp_path / "s.db", archive)
    before = dump(tmp_path / "s.db")
    report = stored(tmp_path / "s.db", archive)
    assert (report.total.found, report.total.skipped) == (0, 4)
    assert dump(tmp_path / "s.db") == before


def test_a_file_that_was_only_touched_changes_nothing(tmp_path, archive):
    stored(tmp_path / "s.db", archive)
    before = dump(tmp_path / "s.db")
    for path in archive.iterdir():
        path.write_bytes(path.read_bytes())
    report = stored(tmp_path / "s.db", archive)
    assert report.total.stored == 0
    assert dump(tmp_path / "s.db") == before


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_files_does_not_change_threads(tmp_path, archive, seed):
    stored(tmp_path / "whole.db", archive)
    files = sorted(archive.iterdir())
    random.Random(seed).shuffle(files)
    for file in files:  # one run each: threads grow, merge and find parents as they come
        stored(tmp_path / "parts.db", file)
    assert dump(tmp_path / "parts.db") == dump(tmp_path / "whole.db")


@pytest.mark.parametrize("workers", [2, 8])
def test_the_store_is_the_same_with_any_number_of_workers(tmp_path, archive, workers):
    stored(tmp_path / "one.db", archive, workers=1)
    settings = Settings(spread_from_bytes=0, batch_bytes=1024)
    stored(tmp_path / "more.db", archive, workers=workers, settings=settings)
    assert dump(tmp_path / "more.db") == dump(tmp_path / "one.db")


@pytest.mark.shared
@pytest.mark.slow
def test_the_store_of_a_real_archive_is_the_same_with_any_number_of_workers(tmp_path, shared):
    months = sorted((shared / "archives/pipermail/opensim-dev").glob("2008-*.txt.gz"))
    stored(tmp_path / "one.db", *months, workers=1)
    for workers in (2, 8):
        stored(tmp_path / f"{workers}.db", *months, workers=workers)
        assert dump(tmp_path / f"{workers}.db") == dump(tmp_path / "one.db")


def test_one_message_on_two_lists(tmp_path):
    for name in ("dev", "users"):
        one = mail(1, "Posted to both lists, on purpose.", list_id=f"{name}.lists.example.org")
        (tmp_path / f"{name}.mbox").write_bytes(mbox([one]))
    report = stored(tmp_path / "s.db", tmp_path / "dev.mbox", tmp_path / "users.mbox")
    assert (report.total.stored, report.total.duplicates) == (1, 1)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        (message,) = store.messages()
        assert len(message.lists) == 2
        (thread,) = store.threads()
        assert thread.lists == message.lists
        assert [each.messages for each in store.lists()] == [1, 1]


def test_an_id_used_again_for_other_words_is_kept_and_noted(tmp_path):
    first = mail(1, "The original announcement about storage.")
    other = mail(1, "Completely different words under a stolen id.")
    (tmp_path / "dev.mbox").write_bytes(mbox([first, other, other]))
    report = stored(tmp_path / "s.db", tmp_path / "dev.mbox")
    assert (report.total.stored, report.total.duplicates) == (2, 1)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        twin = next(each for each in store.messages() if "#" in each.message_id)
        assert twin.message_id.startswith("m1@example.org#")
        assert [each.code for each in twin.defects] == ["reused-id"]
        assert "stolen" in twin.text


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_id_is_not_lost_to_a_mail_that_came_later_under_an_earlier_date(tmp_path, order):
    mine = mail(1, "The original announcement about storage.")
    forged = mine.replace(b"original", b"forged").replace(
        b"Date: ", b"Date: Mon, 4 Jan 2010 10:00:00 +0000\nX-Was: "
    )
    came = b"Received: from a by b; Fri, 1 Jan 2021 10:00:00 +0000\n"
    mails = [mine, came + forged]
    (tmp_path / "dev.mbox").write_bytes(mbox([mails[at] for at in order]))
    stored(tmp_path / "s.db", tmp_path / "dev.mbox")
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        words = {each.message_id: each.text for each in store.messages()}
    assert "original" in words[MessageId("m1@example.org")]


def twins() -> list[bytes]:
    """Return a mail, two of other content under its id, one of them twice, and a reply."""
    early = mail(1, "The original announcement about storage.")
    late = early.replace(b"original", b"stolen").replace(b"10:00", b"11:00")
    other = early.replace(b"original", b"reworded").replace(b"10:00", b"11:00")
    reply = mail(2, "> about storage\n\nYes.", to=1)
    cites = mail(3, "See there.", subject="Else").replace(
        b"\n\n", f"\nIn-Reply-To: <m1@example.org#{digest_of(late)[:8]}>\n\n".encode(), 1
    )
    return [early, late, other, late, reply, cites]


def digest_of(data: bytes) -> str:
    archive = Archive(name=None, kind="eml", location="")
    sha256 = hashlib.sha256(data).hexdigest()
    return parse(RawMessage(archive=archive, locator="x", sha256=sha256, data=data)).digest


def told(store: Store) -> list[tuple[str, str | None, str, list[str]]]:
    """Return each mail with its parent, words and defects."""
    return sorted(
        (
            message.message_id,
            node.parent,
            message.text,
            [each.detail for each in message.defects],
        )
        for thread in store.threads()
        for discussion in [store.discussion(str(thread.number))]
        for node in discussion.thread.nodes
        for message in discussion.messages
        if message.message_id == node.message_id and not message.ghost
    )


@pytest.mark.parametrize("at_once", [True, False])
def test_whose_an_id_is_does_not_depend_on_what_came_first(tmp_path, at_once):
    orders = list(permutations(twins()))
    random.Random(7).shuffle(orders)
    found = []
    for number, order in enumerate(orders[:40]):
        with Store.open(":memory:") as store:
            for step, some in enumerate([order] if at_once else [[each] for each in order]):
                path = tmp_path / f"{number}-{step}.mbox"
                path.write_bytes(mbox(list(some)))
                ingest(store, [path], workers=1)
            found.append(told(store))
            assert store.search("original")[0].message_id == "m1@example.org"
            assert "#" in store.search("stolen")[0].message_id
    assert found[1:] == found[:-1]
    parents = {own: (parent, text.split()[0]) for own, parent, text, _ in found[0]}
    assert parents["m2@example.org"][0] == "m1@example.org"
    assert [len(defects) for *_, defects in found[0]] == [0, 1, 1, 0, 0]


def test_no_mail_is_lost_to_one_with_an_id_such_as_ours(tmp_path):
    early, late, *_ = twins()
    taken = mail(9, "Mine.", message_id=f"m1@example.org#{digest_of(late)[:8]}")
    (tmp_path / "x.mbox").write_bytes(mbox([early, taken, late]))
    report = stored(tmp_path / "s.db", tmp_path / "x.mbox")
    assert report.total.stored == 3


def test_an_id_used_again_and_again_costs_each_mail_the_same(tmp_path):
    """Each is earlier than all before it, takes the id over, and all the others cite it."""
    citing = [mail(1000 + n, f"See number {n}.", to=0) for n in range(700)]
    taking = [
        mail(700 - n, f"Text number {n}.", message_id="m0@example.org", subject=f"Subject {n}")
        for n in range(700)
    ]
    (tmp_path / "x.mbox").write_bytes(mbox([*citing, *taking]))
    with alarm(20):
        report = stored(tmp_path / "s.db", tmp_path / "x.mbox")
    assert report.total.stored == 1400
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        assert store.message("m0@example.org").text == "Text number 699.\n"
        assert store.listing("m0@example.org").messages == 701


def nameless(number: int, text: str, *, says: str = "X-Mailer: x", **more) -> bytes:
    """Return a mail without From; in its place it *says* something else."""
    return re.sub(rb"^From: .*$", says.encode(), mail(number, text, **more), flags=re.MULTILINE)


def test_who_wrote_without_a_name_is_nobody_else(tmp_path):
    """All of them were one person, who proposed and opposed the same thing."""
    made = nameless(1, "I propose that we drop it.")
    unknown = stored_senders(tmp_path, made, nameless(2, "-1, it works.", to=1))
    assert len(set(unknown)) == 2
    assert {re.sub("[a-z2-7]{12}", "x", each.display) for each in unknown} == {"(unknown x)"}
    pretender = nameless(3, "+1", says=f"From: {unknown[0].address}")
    named = nameless(4, "+1", says=f'From: "{unknown[0].display}" <eve@x.org>')
    senders = stored_senders(tmp_path, made, made, pretender, named)
    assert (senders[0], len(senders)) == (unknown[0], 3)
    people = People(senders)
    assert len({people.name_of(each) for each in senders}) == 3


def stored_senders(folder: Path, *mails: bytes) -> list[Address]:
    whole = mbox(list(mails)).replace(b"From ada@example.org ", b"From mboxrd@z ")
    (folder / "x.mbox").write_bytes(whole)
    with Store.open(":memory:") as store:
        ingest(store, [folder / "x.mbox"], workers=1)
        assert sum(each.people for each in store.threads()) == store.count()
        return [each.sender for each in store.messages()]


def test_a_source_that_is_missing_costs_nothing_of_the_ones_before(tmp_path, archive):
    with pytest.raises(SourceError), Store.open(tmp_path / "s.db") as store:
        ingest(store, [archive, tmp_path / "none.mbox"], workers=1)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        assert store.count() == 36
        assert sum(each.messages for each in store.threads()) == 36


def test_a_mailbox_object_is_a_source(tmp_path):
    box = mailbox.mbox(str(tmp_path / "box"))
    for each in debate(0, 3, "Nightly builds"):
        box.add(each)
    box.flush()
    assert stored(tmp_path / "s.db", box).total.stored == 3


def test_discussions_without_a_store(archive):
    discussions = list(discussions_of(archive))
    assert sum(len(each.messages) for each in discussions) >= 36
    assert max(len(each.thread.nodes) for each in discussions) == 24


def test_a_lost_parent_is_found_by_its_words(tmp_path, archive):
    stored(tmp_path / "s.db", archive)
    with Store.open(tmp_path / "s.db", readonly=True) as store:
        how = {each.message_id: each.how for each in store.thread("<m0@example.org>").nodes}
        assert how["m3@example.org"] == "quote"
        assert how["m4@example.org"] == "header"


@pytest.fixture
def store(tmp_path, archive):
    stored(tmp_path / "s.db", archive)
    with Store.open(tmp_path / "s.db", readonly=True) as found:
        yield found


@pytest.mark.parametrize(
    "reference", ["<m0@example.org>", "m5@example.org", "nightly BUILDS", "Topic 2"]
)
def test_a_thread_is_found_by_what_a_user_has(store, reference):
    number = store.find_thread(reference)
    assert store.find_thread(number) == number
    assert store.listing(reference) in list(store.threads())
    assert store.listing(reference).number == number


def test_an_ambiguous_subject_lists_the_candidates(store):
    with pytest.raises(LookupFailed, match="4 threads are meant") as caught:
        store.find_thread("topic")
    assert len(caught.value.hints) == 4


@pytest.mark.parametrize("reference", ["no such words", "999999", "<none@example.org>", "", "?"])
def test_an_unknown_thread_is_told(store, reference):
    with pytest.raises(LookupFailed):
        store.find_thread(reference)


def test_an_unknown_list_names_the_nearest(store):
    (name,) = (each.name for each in store.lists())
    with pytest.raises(LookupFailed, match=name):
        list(store.threads(list_name=name + "x"))


def test_words_are_found_once_at_the_one_who_wrote_them(store):
    (hit,) = store.search('"weekly timer 1"')
    assert hit.message_id == "m1@example.org"
    message = store.message(hit.message_id)
    assert hit.text == message.text[hit.snippet.start : hit.snippet.end]
    (match,) = hit.matches
    assert message.text[match.start : match.end] == "weekly timer 1"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('from:ada subject:"nightly builds" "before breakfast 0"', ["m0@example.org"]),
        ("from:strom since:2020-03-01 until:2020-03-01 subject:nightly", 3),
        ("subject:topic -from:ada -from:grace -from:alan", 0),
        ("until:2019", 0),
        ("nosuchword", 0),
    ],
)
def test_search(store, query, expected):
    found = [each.message_id for each in store.search(query)]
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_threads_are_sorted_and_bounded(store):
    by_replies = list(store.threads(sort="replies"))
    assert by_replies[0].messages == 24
    assert by_replies[0].people == len(PEOPLE)
    assert len(list(store.threads(limit=2))) == 2
    assert list(store.threads(until="2019")) == []


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [("2020-03-01", "2020-03-01", 1), ("2020-03-02", "2020-03-03", 0), ("2020-03-04", None, 1)],
)
def test_a_thread_that_rests_in_a_period_is_not_of_it(tmp_path, since, until, expected):
    first, second = mail(0, "Hello."), mail(80, "> Hello.\n\nAt last.", to=0)
    (tmp_path / "a.mbox").write_bytes(mbox([first, second]))
    with Store.open(":memory:") as store:
        ingest(store, [tmp_path / "a.mbox"], workers=1)
        assert len(list(store.threads(since=since, until=until))) == expected


def test_exported_rows_are_the_words_themselves(store):
    discussion = store.discussion("m0@example.org")
    texts = {each.message_id: each.text for each in discussion.messages}
    for row in rows_of("segments", discussion):
        assert row["text"] == texts[row["message_id"]][row["start"] : row["end"]]
    links = list(rows_of("links", discussion))
    assert links
    for row in links:
        assert (
            row["quote_text"]
            == texts[row["quote_message_id"]][row["quote_start"] : row["quote_end"]]
        )
    lines = "".join(write_rows(rows_of("threads", discussion), "threads", form="csv")).split("\r\n")
    assert lines[0] == "message_id,parent,how,thread,ghost"
    assert len(lines) == 24 + 2
