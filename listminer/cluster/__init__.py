"""Past one machine: the same stages as the pipeline's, as tasks of a Dask cluster.

Stands beside `pipeline` and uses what it offers; nothing here parses, threads
or reads mail by itself. Touches dask, pyarrow and fsspec (extra `cluster`),
loaded by those who need them.

    laps.py      what each step of a task takes
    plan.py      sources -> files -> shards; what overlaps, what another run was
    folder.py    the output folder, on a disk or an object store: whole files only
    shards.py    a shard of mail -> rows of messages (one task each)
    placing.py   the narrow columns of all rows -> threads, who is who (one task)
    reading.py   a bunch of threads -> links, findings, tables (one task each)
    engine.py    the scheduler: connecting, trying again, telling how far it is
    mining.py    the conductor of these
    importing.py a folder that was mined -> a store
"""

from listminer.cluster.importing import import_parquet
from listminer.cluster.mining import Mined, mine

__all__ = ["Mined", "import_parquet", "mine"]
