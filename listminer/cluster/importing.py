"""A folder that was mined as a store: the same as if its sources had been ingested."""

from __future__ import annotations

import os
from typing import Any

from listminer.cluster.folder import Folder
from listminer.cluster.mining import read_manifest
from listminer.cluster.placing import fill, problems_of
from listminer.cluster.plan import Plan, PlannedFile, shard_name
from listminer.cluster.reading import read_findings
from listminer.cluster.rows import iter_rows
from listminer.errors import UserError
from listminer.model import Archive
from listminer.pipeline.errands import Helpers
from listminer.pipeline.threads import place_messages
from listminer.settings import Settings
from listminer.store import Store


def import_parquet(
    store: Store, location: str | os.PathLike[str], settings: Settings | None = None
) -> int:
    """Store the mail of a folder that `mine` wrote, and thread it; return how many messages came.

    Nothing is parsed again. Findings are taken over into a store that was
    empty; in another, threads may have grown by them, and are read anew when
    somebody asks. What is stored already is passed, so that a second import
    changes nothing. Raises UserError if there is no such folder, or its run is
    not complete.
    """
    settings = settings or Settings()
    _check_packages()
    folder = Folder(location)
    told = read_manifest(folder)
    before = store.count()
    names = [shard_name(number) for number in range(told["shards"])]
    rows = (pair for name in names for pair in iter_rows(folder, name))
    fill(store, _plan(told["asked"]), rows, problems_of(folder, names))
    with Helpers(settings.worker_count, spread_from_bytes=settings.spread_from_bytes) as helpers:
        place_messages(store, helpers, lambda _done, _total: None)
    if not before:
        for number in range(told["bunches"]):
            for message_id, extractor, version, content in read_findings(folder, number):
                thread = store.find_thread(f"<{message_id}>")
                store.keep_findings(store.content_key(thread), extractor, version, content)
    return store.count() - before


def _check_packages() -> None:
    try:
        import fsspec  # noqa: F401  optional (extra `cluster`)
        import pyarrow  # noqa: F401
    except ImportError as exc:
        raise UserError(
            f"reading what was mined needs {exc.name}, which is not installed",
            hints=("to install it: pip install 'listminer[cluster]'",),
        ) from exc


def _plan(asked: dict[str, Any]) -> Plan:
    return Plan(
        files=tuple(
            PlannedFile(
                number=number,
                source="",
                path=each["path"],
                kind="path",
                archive=Archive(**each["archive"]),
                size_bytes=each["bytes"],
                fingerprint=each["fingerprint"],
            )
            for number, each in enumerate(asked["files"])
        ),
        list_name=asked["list"],
    )
