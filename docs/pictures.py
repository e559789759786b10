"""Draw the pictures of docs/pictures.md from the sample debate: `python docs/pictures.py`.

The same mail gives the same pictures, byte for byte, with the same matplotlib.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

import listminer
from listminer.library.pictures import OF_MANY, OF_ONE
from listminer.render.plot import save_figure

HERE = Path(__file__).resolve().parent
_DPI = 90  # a picture is shown 800 points wide and stays below 100 kB
MONTH = HERE.parent / "data" / "sample" / "sample-dev" / "2016-March.txt.gz"


def draw(folder: Path) -> list[Path]:
    """Write every picture of the sample to *folder*, and return where they are."""
    mpl.use("agg")
    debates = listminer.read(MONTH)
    axes = {kind: debates[0].plot(kind) for kind in (*OF_ONE, "network")}
    axes |= {kind: debates.plot(kind) for kind in OF_MANY if kind != "network"}
    paths = []
    for kind, ax in axes.items():
        paths.append(folder / f"{kind}.png")
        save_figure(ax, paths[-1], dpi=_DPI)
    return paths


if __name__ == "__main__":
    draw(HERE / "pictures")
