"""A flag goes before the environment, that before the file, that before the default."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from listminer import settings
from listminer.errors import SettingsError
from listminer.settings import Settings, load_settings


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "listminer.toml"
    path.write_text('store = "/from/file.db"\nworkers = 3\nsummary_words = 100\n')
    return path


def test_the_nearest_place_wins(config):
    found = load_settings(
        config,
        flags={"store": Path("/from/flag.db")},
        environ={"LISTMINER_STORE": "/from/env.db", "LISTMINER_WORKERS": "2"},
    )
    assert (found.store, found.workers, found.summary_words) == (Path("/from/flag.db"), 2, 100)


def test_the_data_folder_of_the_user_is_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_settings(environ={}).store == tmp_path / "listminer" / "store.db"


def test_every_mistake_is_told_at_once(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text('wrokers = 2\ntimeout_s = "fast"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(path, environ={"LISTMINER_TRIES": "0"})
    assert caught.value.found == "settings: 3 mistakes"
    assert caught.value.hints == (
        f"{path}: wrokers: no such setting; did you mean workers?",
        f"{path}: timeout_s: expected a number >= 0.1, got 'fast'",
        "LISTMINER_TRIES: expected a whole number >= 1, got '0'",
    )


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "", True, [1], 10**400])
def test_a_timeout_is_a_number_of_seconds(value):
    with pytest.raises(SettingsError):
        load_settings(flags={"timeout_s": value}, environ={"LISTMINER_CONFIG": ""})


@pytest.mark.parametrize("place", ["file", "environ", "flags"])
def test_extractors_are_names_in_order(tmp_path, place):
    path = tmp_path / "some.toml"
    path.write_text('extractors = ["todo", "votes"]\n' if place == "file" else "")
    found = load_settings(
        path,
        flags={"extractors": "todo,votes"} if place == "flags" else {},
        environ={"LISTMINER_EXTRACTORS": "todo, votes"} if place == "environ" else {},
    )
    assert found.extractors == ("todo", "votes")


@pytest.mark.parametrize("value", ["todo,todo", ["todo", 1], 7, {"todo": True}])
def test_an_extractor_is_named_once_and_by_a_text(value):
    with pytest.raises(SettingsError, match="expected names, each once"):
        load_settings(flags={"extractors": value}, environ={"LISTMINER_CONFIG": ""})


def test_a_flag_without_names_turns_extractors_off():
    flags = {"extractors": ""}
    assert load_settings(flags=flags, environ={"LISTMINER_EXTRACTORS": "todo"}).extractors == ()


def test_a_file_that_was_named_must_be_there(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", environ={})


@pytest.mark.parametrize("place", ["file", "environ", "flags"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("~nosuchuser/x", "expected a path; there is no such user's home folder"),
        ("a\0b", "expected a path without NUL"),
    ],
)
def test_a_path_that_no_disk_can_hold_is_told(tmp_path, place, value, expected):
    path = tmp_path / "some.toml"
    path.write_text(f"cache = {json.dumps(value)}\n" if place == "file" else "")
    with pytest.raises(SettingsError) as caught:
        load_settings(
            path,
            flags={"cache": Path(value)} if place == "flags" else {},
            environ={"LISTMINER_CACHE": value} if place == "environ" else {},
        )
    (told,) = caught.value.hints
    assert expected in told


def test_the_users_own_file_may_be_missing_but_not_unreadable(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_settings(environ={}).tries == 4
    own = tmp_path / "listminer" / "listminer.toml"
    own.mkdir(parents=True)
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={})
    assert caught.value.hints == (f"{own}: cannot be read (Is a directory)",)


def test_every_setting_can_be_read_from_a_file():
    assert list(settings._READERS) == [each.name for each in fields(Settings)]
