"""The conductor of a cluster: what is missing in the output folder is made, stage by stage."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from listminer.cluster.engine import LOCAL, Progress, Stage, check_workers, connected
from listminer.cluster.folder import Folder
from listminer.cluster.placing import PLACED, place_all
from listminer.cluster.plan import MANIFEST, Plan, Shard, check_folder, make_plan
from listminer.cluster.reading import TABLES, findings_name, read_threads
from listminer.cluster.rows import problems_in, read_about
from listminer.cluster.shards import parse_shard
from listminer.errors import UserError
from listminer.model import Problem
from listminer.render.data_file import EMPTY, write_empty

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """What a run left in its folder: found = stored + duplicates + rejected."""

    location: str
    found: int
    stored: int
    duplicates: int
    rejected: int
    rows: Mapping[str, int]  # of each table
    tasks: int  # done by this run; 0: all was there
    problems: tuple[Problem, ...]
    spent: Mapping[str, float]  # seconds of processors, by step, of all runs


def mine(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    scheduler: str = LOCAL,
    workers: int | None = None,
    list_name: str | None = None,
    progress: Tell | None = None,
) -> Mined:
    """Write the tables of the mail in *sources*, one or several, to *output*, with a Dask cluster.

    The tables are those of `render.frame`, as Parquet by list and month, and
    hold the same rows as an export of a store that ingested the same sources.
    *scheduler* is an address or "local", for *workers* processes on this
    machine. Any worker may die at any time. A run that was stopped goes on where
    it was: what is in the folder already is not made again.

    Raises UserError before anything is written: no scheduler there, workers of
    another version, a folder that holds anything else, sources that overlap or
    give no mail.
    """
    if isinstance(sources, str | os.PathLike):
        sources = [sources]  # its letters are paths, too: "/" is the whole disk
    folder = Folder(output)
    plan = make_plan(sources, list_name=list_name)
    is_known = check_folder(folder, plan, sources)
    run = _Run(folder, plan, progress or (lambda _: None))
    told = folder.read_json(MANIFEST) if is_known else None
    if told is None or not told.get("complete") or run.is_missing():
        with ExitStack() as stack:
            client = stack.enter_context(connected(scheduler, workers))
            check_workers(client, folder, _local_places(plan))
            folder.write_json(MANIFEST, {"asked": plan.asked(), "complete": False})
            run.run(client)
        told = run.manifest()
        write_empty_tables(folder, told["rows"])
        folder.write_json(MANIFEST, told)
        folder.remove("_tries")
        folder.clear_scratch()
    return _mined(folder, told, run.tasks)


class _Run:
    """One run: shards, the one task that threads, bunches of threads."""

    def __init__(self, folder: Folder, plan: Plan, tell: Tell) -> None:
        self.folder = folder
        self.plan = plan
        self.tell = tell
        self.shards = plan.shards()
        self.tasks = 0

    def is_missing(self) -> bool:
        """Return whether anything of the run is not in the folder."""
        placed = self.folder.read_json(PLACED)
        there = set(self.folder.names())
        names = [each.name for each in self.shards]
        if placed is not None:
            names += map(findings_name, range(placed["bunches"]))
        return placed is None or not there.issuperset(names)

    def run(self, client: Any) -> None:
        """Make what is missing."""
        there = set(self.folder.names("_mail"))
        missing = [each for each in self.shards if each.name not in there]
        self._stage(client, "parsing", parse_shard, map(self._parsing, missing))
        if self.folder.read_json(PLACED) is None:
            self._stage(
                client, "threading", place_all, [(self.folder, self.plan, len(self.shards))]
            )
        placed = self.folder.read_json(PLACED)
        there = set(self.folder.names("_findings"))
        self._stage(
            client,
            "reading",
            read_threads,
            [
                (number, self.folder)
                for number in range(placed["bunches"])
                if findings_name(number) not in there
            ],
        )

    def _parsing(self, shard: Shard) -> tuple[Any, ...]:
        return shard, self.folder, self.plan.list_name

    def _stage(
        self,
        client: Any,
        name: str,
        function: Callable[..., Any],
        tasks: Iterable[tuple[Any, ...]],
    ) -> None:
        for _ in Stage(client, name, function, self.tell).run(list(tasks)):
            self.tasks += 1

    def manifest(self) -> dict[str, Any]:
        """Return what the run was asked, what became of the mail, and what the tables hold."""
        placed = self.folder.read_json(PLACED)
        spent: dict[str, float] = {}
        rows: dict[str, int] = {}
        problems: list[Problem] = []
        for shard in self.shards:
            about = read_about(self.folder, shard.name)
            _add(spent, about["spent"], "parsing")
            problems += (problem for _, problem in problems_in(about))
        _add(spent, placed["spent"], "threading")
        for number in range(placed["bunches"]):
            about = read_about(self.folder, findings_name(number))
            _add(spent, about["spent"], "reading")
            for table, count in about["rows"].items():
                rows[table] = rows.get(table, 0) + count
        rows["people"] = placed["people"]
        return {
            "asked": self.plan.asked(),
            "complete": True,
            "python": ".".join(map(str, sys.version_info[:3])),
            "rows": rows,
            "sources": placed["sources"],
            "shards": len(self.shards),
            "bunches": placed["bunches"],
            "spent": {step: round(seconds, 3) for step, seconds in spent.items()},
            "problems": [[each.stage, each.locator, each.message] for each in problems],
        }


def write_empty_tables(folder: Folder, rows: Mapping[str, int]) -> None:
    """Write a file without rows for each table that has none, as an export does."""
    with folder.scratch() as scratch:
        for table in (*TABLES, "people"):
            if not rows.get(table) and not folder.exists(f"{table}/{EMPTY}"):
                write_empty(table, scratch / table)
                folder.put(scratch / table / EMPTY, f"{table}/{EMPTY}")


def _add(total: dict[str, float], spent: Mapping[str, float], stage: str) -> None:
    for step, seconds in spent.items():
        name = f"{stage}: {step}"
        total[name] = total.get(name, 0.0) + seconds


def _local_places(plan: Plan) -> list[str]:
    """Return a file of each source that lies on a disk: all workers must see it."""
    first = {each.source: each.path for each in reversed(plan.files) if each.kind != "url"}
    return sorted(first.values())


def _mined(folder: Folder, told: Mapping[str, Any], tasks: int) -> Mined:
    def count(name: str) -> int:
        return sum(each[name] for each in told["sources"])

    return Mined(
        location=folder.location,
        found=count("found"),
        stored=count("stored"),
        duplicates=count("duplicates"),
        rejected=count("rejected"),
        rows=told["rows"],
        tasks=tasks,
        problems=tuple(
            Problem(stage=stage, locator=locator, message=message)
            for stage, locator, message in told["problems"]
        ),
        spent=told["spent"],
    )


def read_manifest(folder: Folder) -> dict[str, Any]:
    """Return the manifest of a run that is complete. Raises UserError for anything else."""
    told = folder.read_json(MANIFEST)
    if told is None or "asked" not in told:
        raise UserError(
            f"{folder}: holds no run of `listminer mine`",
            hints=(f"expected a folder with {MANIFEST}: listminer mine SOURCE -o DIR",),
        )
    if not told.get("complete"):
        raise UserError(
            f"{folder}: the run in it was stopped",
            hints=("run the same `listminer mine` again: it goes on where it stopped",),
        )
    return dict(told)
