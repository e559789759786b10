"""The comb: wings never import each other, and each service stays in its one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "listminer"
WINGS = {"fetch", "mail", "thread", "extract", "summary", "render"}
VOCABULARY = {"model", "errors"}
GROUND = VOCABULARY | {
    "settings",
    "aliases",
    "list_ids",
    "people",
    "person_names",
    "periods",
    "quoting",
    "sheets",
}
PLUGINS = {"plugins"}  # for the rooms that let other packages add what they do
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "settings": VOCABULARY,
    "plugins": VOCABULARY,
    "person_names": VOCABULARY | {"quoting"},
    "people": VOCABULARY | {"person_names"},
    "aliases": VOCABULARY | {"person_names"},
    "list_ids": set(),
    "periods": VOCABULARY,
    "quoting": VOCABULARY,
    "sheets": VOCABULARY,
    "store": GROUND,
    **dict.fromkeys(WINGS, GROUND),
    "render": GROUND | PLUGINS,
    "evaluate": GROUND | WINGS | {"store", "pipeline", "evaluate"},
    "pipeline": GROUND | WINGS | PLUGINS | {"store"},
    "cluster": GROUND | WINGS | {"store", "pipeline"},
    "library": GROUND | WINGS | {"store", "pipeline", "evaluate", "cluster"},
    "cli": GROUND | WINGS | PLUGINS | {"store", "pipeline", "evaluate", "library", "cluster", ""},
    "": GROUND | WINGS | {"store", "pipeline", "library"},
    "__main__": {"cli"},
}
ONLY_IN = {
    "sqlite3": {"store"},
    "httpx": {"fetch/http.py"},
    "httpcore": {"fetch/dialing.py"},
    "socket": {"fetch/dialing.py"},
    "dask": {"cluster/engine.py"},
    "distributed": {"cluster/engine.py"},
    "fsspec": {"cluster"},
    "urllib.request": set(),
    "http.client": set(),
    "requests": set(),
}


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the first name below the package: "mail", "store", "cli", "" for __init__."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def own_rooms(path: Path) -> set[str]:
    """Return the rooms of ours that *path* imports, "" standing for the package itself."""
    rooms = set()
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "listminer":
            is_room = len(parts) > 1 and any(PACKAGE.glob(f"{parts[1]}*"))
            rooms.add(parts[1] if is_room else "")
    return rooms


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_table_allows(path):
    room = room_of(path)
    allowed = MAY_IMPORT[room] | {room, ""}  # "": `from listminer import model` names the package
    assert own_rooms(path) - allowed == set()


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_service_has_one_room(path):
    strays = {
        name
        for name, rooms in ONLY_IN.items()
        if room_of(path) not in rooms
        and path.relative_to(PACKAGE).as_posix() not in rooms
        and any(found == name or found.startswith(f"{name}.") for found in imported(path))
    }
    assert strays == set()


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path):
    if room_of(path) == "cli":
        pytest.skip("this is the room that prints")
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & {"print", "input", "breakpoint"} == set()
