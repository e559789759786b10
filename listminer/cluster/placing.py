"""Thread all mail by what threading reads of it, and share the threads out. Runs on one worker.

This is the one step that sees all lists at once: threads run across lists, and
so do copies and lost parents. It reads the narrow columns only, no body, into a
store on the worker's own disk, and lets the pipeline thread it: so the threads
are those of one machine, and memory stays as bounded as there.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from listminer.cluster.folder import Folder
from listminer.cluster.laps import Laps
from listminer.cluster.plan import Plan, shard_name
from listminer.cluster.rows import NARROW, iter_rows, problems_in, read_about
from listminer.model import Address, Discussion, MessageId, Problem, Thread, ThreadNode
from listminer.people import People
from listminer.pipeline.errands import Helpers
from listminer.pipeline.threads import place_messages
from listminer.render.data_file import write_parquet
from listminer.store import MessageRow, SourceWriter, Store, ThreadListing

PLACED = "_placed.json"
SENDERS = "_threads/senders.parquet"
_LEAST, _MOST = 200, 2000  # messages in a bunch: some seconds of reading, a minute of it
_BUNCHES = 64  # at least, of a large run: no worker idles while the last ones are read
_TOGETHER = 50_000  # messages in a transaction, where files are small


def bunch_name(number: int) -> str:
    """Return the file of the threads of one bunch."""
    return f"_threads/bunch-{number:06d}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message stands in the shards, and what only the whole archive tells of it."""

    shard: int
    row: int
    lists: tuple[str, ...]  # of all its copies
    url: str | None
    defects: tuple[tuple[str, str], ...]  # code and detail, beside its own


def place_all(folder: Folder, plan: Plan, shards: int) -> dict[str, Any]:
    """Write the bunches of threads, who wrote, and the table of people; return the accounts.

    *shards* is how many there are: they are cut where the run was planned.
    """
    laps = Laps()
    with (
        tempfile.TemporaryDirectory(prefix="listminer-") as scratch,
        Store.open(Path(scratch) / "narrow.db") as store,
    ):
        names = [shard_name(number) for number in range(shards)]
        fill(store, plan, narrow_rows(folder, names), problems_of(folder, names))
        laps.note("load")
        with Helpers(1, spread_from_bytes=0) as helpers:
            place_messages(store, helpers, lambda _done, _total: None)
        laps.note("thread")
        senders = store.senders()
        _write_senders(folder, senders)
        people = _write_people(folder, store, People(senders))
        laps.note("people")
        bunches = _write_bunches(folder, store)
        laps.note("share out")
        placed = {
            "bunches": bunches,
            "people": people,
            "sources": [
                {
                    "path": each.path,
                    "found": each.found,
                    "stored": each.stored,
                    "duplicates": each.duplicates,
                    "rejected": each.rejected,
                }
                for each in store.sources()
            ],
            "spent": laps.spent,
        }
    folder.write_json(PLACED, placed)
    return placed


Numbered = tuple[int, MessageRow]  # the number of a file, and a row of it


def narrow_rows(folder: Folder, shards: Iterable[str]) -> Iterator[Numbered]:
    """Yield the rows of all shards without bodies, located by shard and place in it."""
    for shard, name in enumerate(shards):
        for place, (file, row) in enumerate(iter_rows(folder, name, NARROW)):
            yield file, row._replace(locator=f"{shard}:{place}")


def problems_of(folder: Folder, shards: Iterable[str]) -> dict[int, list[Problem]]:
    """Return by file number what could not be used."""
    found: dict[int, list[Problem]] = {}
    for name in shards:
        for file, problem in problems_in(read_about(folder, name)):
            found.setdefault(file, []).append(problem)
    return found


def fill(
    store: Store, plan: Plan, rows: Iterable[Numbered], problems: dict[int, list[Problem]]
) -> None:
    """Write rows to *store* as an ingest of the same files would, file after file.

    A file that is stored already is passed.
    """
    by_file = groupby(rows, key=itemgetter(0))
    number, mine = next(by_file, _NONE_LEFT)
    at = 0
    while at < len(plan.files):
        with store.transaction():
            together = 0
            while at < len(plan.files) and together < _TOGETHER:
                file = plan.files[at]
                if not store.has_source(file.path, file.fingerprint):
                    writer = store.begin_source(
                        path=file.path, fingerprint=file.fingerprint, archive=file.archive
                    )
                    for _, row in mine if number == at else ():
                        writer.add(row)
                        together += 1
                    _end(writer, problems.get(at, []))
                if number == at:
                    number, mine = next(by_file, _NONE_LEFT)
                at += 1


_NONE_LEFT: tuple[int, Iterator[Numbered]] = (-1, iter(()))


def _end(writer: SourceWriter, problems: list[Problem]) -> None:
    writer.rejected += sum(each.stage == "mail" for each in problems)
    writer.end(problems)


def _write_senders(folder: Folder, senders: list[Address]) -> None:
    import pyarrow as pa  # optional, 100 ms
    import pyarrow.parquet as pq

    table = pa.table(
        {"name": [each.name for each in senders], "address": [each.address for each in senders]}
    )
    with folder.scratch() as scratch:
        pq.write_table(table, scratch / "senders.parquet", compression="zstd")
        folder.put(scratch / "senders.parquet", SENDERS)


def read_people(folder: Folder) -> People:
    """Return who is who among all who wrote, so that one person has one name everywhere."""
    import pyarrow.parquet as pq  # optional, 100 ms

    with folder.open(SENDERS) as file:
        table = pq.read_table(file)
    names, addresses = (table.column(name).to_pylist() for name in ("name", "address"))
    return People(
        Address(name=name, address=address) for name, address in zip(names, addresses, strict=True)
    )


def _write_people(folder: Folder, store: Store, people: People) -> int:
    """Write the table of people, the only one whose rows are no thread's; return its rows."""
    listings = [each.number for each in store.threads(sort="first")]
    with folder.scratch() as scratch:
        found = store.discussions_of(listings, ())
        count = write_parquet("people", found, scratch / "people", name_of=people.name_of)
        for path in (scratch / "people").rglob("*.parquet"):
            folder.put(path, f"people/{path.name}")
    return count


def _write_bunches(folder: Folder, store: Store) -> int:
    """Write the threads in bunches, those of a list and month together; return how many."""
    order = sorted(store.threads(sort="first"), key=_by_list_and_month)
    total = sum(each.messages for each in order)
    most = max(_LEAST, min(_MOST, total // _BUNCHES))
    bunch: list[int] = []
    count = size = 0
    for listing in order:
        bunch.append(listing.number)
        size += listing.messages
        if size >= most:
            _write_bunch(folder, count, store.discussions_of(bunch, ()))
            count += 1
            bunch, size = [], 0
    if bunch:
        _write_bunch(folder, count, store.discussions_of(bunch, ()))
        count += 1
    return count


def _by_list_and_month(listing: ThreadListing) -> tuple[str, str, int]:
    month = "" if listing.first is None else listing.first.strftime("%Y-%m")
    return listing.lists[0] if listing.lists else "", month, listing.number


_COLUMNS = ("root", "message_id", "parent", "how", "ghost", "opens", "shard", "row", "lists")
_TOLD = ("url", "defects")


def _write_bunch(folder: Folder, number: int, discussions: Iterable[Discussion]) -> None:
    import pyarrow as pa  # optional, 100 ms
    import pyarrow.parquet as pq

    rows = [row for each in discussions for row in _node_rows(each)]
    cells = list(zip(*rows, strict=True))
    kinds = {"ghost": pa.bool_(), "shard": pa.int32(), "row": pa.int64()}
    names = (*_COLUMNS, *_TOLD)
    columns = {
        name: pa.array(cells[at], kinds.get(name, pa.string())) for at, name in enumerate(names)
    }
    with folder.scratch() as scratch:
        pq.write_table(pa.table(columns), scratch / "bunch.parquet", compression="zstd")
        folder.put(scratch / "bunch.parquet", bunch_name(number))


def _node_rows(discussion: Discussion) -> Iterator[tuple[Any, ...]]:
    found = {each.message_id: each for each in discussion.messages}
    for node in discussion.thread.nodes:
        message = found.get(node.message_id)
        tree = (node.message_id, node.parent, node.how, node.ghost, node.opens)
        if message is None:
            yield (discussion.thread.root, *tree, None, None, None, None, None)
            continue
        shard, _, row = message.source.partition(":")
        defects = json.dumps([[each.code, each.detail] for each in message.defects])
        lists = json.dumps(message.lists)
        yield (discussion.thread.root, *tree, int(shard), int(row), lists, message.url, defects)


def read_bunch(folder: Folder, number: int) -> tuple[list[Thread], dict[MessageId, Place]]:
    """Return the threads of a bunch, as the headers tell them, and where their messages are."""
    import pyarrow.parquet as pq  # optional, 100 ms

    with folder.open(bunch_name(number)) as file:
        table = pq.read_table(file)
    nodes: dict[MessageId, list[ThreadNode]] = {}
    places: dict[MessageId, Place] = {}
    columns = [table.column(name).to_pylist() for name in (*_COLUMNS, *_TOLD)]
    for root, own, parent, how, ghost, opens, shard, row, lists, url, defects in zip(
        *columns, strict=True
    ):
        nodes.setdefault(root, []).append(
            ThreadNode(message_id=own, parent=parent, how=how, ghost=ghost, opens=opens)
        )
        if shard is not None:
            places[own] = Place(
                shard=shard,
                row=row,
                lists=tuple(json.loads(lists)),
                url=url,
                defects=tuple((code, detail) for code, detail in json.loads(defects)),
            )
    threads = [Thread(root=root, nodes=tuple(some)) for root, some in nodes.items()]
    return threads, places
