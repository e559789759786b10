"""Read a bunch of threads: quotes, findings, and the rows of every table. Runs on workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from listminer.cluster.folder import Folder
from listminer.cluster.laps import Laps
from listminer.cluster.placing import Place, read_bunch, read_people
from listminer.cluster.plan import shard_name
from listminer.cluster.rows import pick_rows
from listminer.extract import EXTRACTOR, VERSION
from listminer.model import Archive, Discussion, MessageId
from listminer.people import People
from listminer.pipeline.findings import findings_of
from listminer.pipeline.findings_codec import encode_findings
from listminer.pipeline.threads import Bunch, align_bunch
from listminer.pipeline.uncollected import uncollected
from listminer.render.data_file import write_parquet
from listminer.render.frame import COLUMNS
from listminer.settings import Settings
from listminer.store import MessageRow, Store
from listminer.store.codec import with_defect

TABLES = tuple(table for table in COLUMNS if table != "people")
_ALONE = Settings(workers=1)  # what a worker does in parallel is the scheduler's to say
_OWN = Archive(name=None, kind="mbox", location="bunch")  # of a store that nobody sees


def findings_name(number: int) -> str:
    """Return the file of the findings of one bunch: written last, so it says that all is there."""
    return f"_findings/bunch-{number:06d}.parquet"


def read_threads(number: int, folder: Folder) -> dict[str, Any]:
    """Write all tables of a bunch of threads; return their rows and the seconds of each step."""
    laps = Laps()
    people = _people(folder)
    threads, places = read_bunch(folder, number)
    with uncollected(), Store.open(":memory:") as store:
        _fill(store, folder, places)
        laps.note("load")
        packed = tuple(
            store.packed_messages(sorted(each.number for each in store.headers(list(places))))
        )
        with store.transaction():
            store.write_threads(align_bunch(Bunch(tuple(threads), packed)))
        laps.note("link")
        discussions = list(findings_of(store, settings=_ALONE))
        laps.note("extract")
        counts = _write_tables(folder, number, discussions, people)
        laps.note("write")
        _write_findings(folder, number, discussions, {"rows": counts, "spent": laps.spent})
    return {"rows": counts, "spent": laps.spent, "messages": len(places)}


_people = lru_cache(maxsize=1)(read_people)  # a worker reads it once, for one run at a time


def _fill(store: Store, folder: Folder, places: dict[MessageId, Place]) -> None:
    """Write the messages of *places*, in the order of the shards, to an empty store."""
    by_shard: dict[int, dict[int, MessageId]] = {}
    for own, place in places.items():
        by_shard.setdefault(place.shard, {})[place.row] = own
    with store.transaction():
        writer = store.begin_source(path="bunch", fingerprint="", archive=_OWN)
        for shard in sorted(by_shard):
            wanted = by_shard[shard]
            for at, row in pick_rows(folder, shard_name(shard), sorted(wanted)):
                own = wanted[at]
                writer.add(_placed(row, own, places[own]))
        writer.end([])


def _placed(row: MessageRow, own: MessageId, place: Place) -> MessageRow:
    """Return *row* with what only the whole archive tells: its lists, its page, a reused id."""
    facts = row.facts
    for code, detail in place.defects:
        facts = with_defect(facts, code, detail)
    return row._replace(message_id=own, lists=place.lists, url=place.url, facts=facts)


def _write_tables(
    folder: Folder, number: int, discussions: list[Discussion], people: People
) -> dict[str, int]:
    counts = {}
    with folder.scratch() as scratch:
        for table in TABLES:
            made = scratch / table
            counts[table] = write_parquet(table, discussions, made, name_of=people.name_of)
            for path in sorted(made.rglob("*.parquet")):
                below = path.relative_to(made).parent.as_posix()
                folder.put(path, f"{table}/{below}/bunch-{number:06d}-{path.name}")
    return counts


def _write_findings(
    folder: Folder, number: int, discussions: Iterable[Discussion], about: dict[str, Any]
) -> None:
    """Write the findings whole, beside the tables of them: what a store keeps."""
    import json

    import pyarrow as pa  # optional, 100 ms
    import pyarrow.parquet as pq

    kept = [
        (_first(each), EXTRACTOR, VERSION, encode_findings(each.findings))
        for each in discussions
        if not each.problems  # a makeshift reader's findings are not kept
    ]
    names = ("message_id", "extractor", "version", "content")
    cells = list(zip(*kept, strict=True)) or [()] * len(names)
    table = pa.table(
        {name: pa.array(some, pa.string()) for name, some in zip(names, cells, strict=True)}
    )
    table = table.replace_schema_metadata({"listminer": json.dumps(about)})
    with folder.scratch() as scratch:
        pq.write_table(table, scratch / "findings.parquet", compression="zstd")
        folder.put(scratch / "findings.parquet", findings_name(number))


def _first(discussion: Discussion) -> MessageId:
    """Return the first message that is really there: it names the thread for good."""
    return next(each.message_id for each in discussion.messages if not each.ghost)


def read_findings(folder: Folder, number: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield a message of each thread, the extractor, its version, what it found, as encoded."""
    import pyarrow.parquet as pq  # optional, 100 ms

    with folder.open(findings_name(number)) as file:
        table = pq.read_table(file)
    columns = [table.column(at).to_pylist() for at in range(4)]
    yield from zip(*columns, strict=True)
