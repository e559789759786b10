"""What the modules that train say of paths that are none of theirs."""

from __future__ import annotations

from argparse import ArgumentTypeError

import numpy as np
import pytest

from listminer.errors import SourceError
from listminer.evaluate.asked_paths import UNSEEN, run, scores_file, work_folder
from listminer.evaluate.told import told_as_asked
from listminer.extract.act_encoder import FILE, PIECES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("w1", "has no act_encoder.onnx, act_pieces.json; expected a folder"),
        ("words.txt", "is a file; expected a folder of train_encoder --without"),
        ("nowhere", "is not there; expected a folder of train_encoder --without"),
    ],
)
def test_what_is_no_work_folder_is_told(tmp_path, name, said):
    (tmp_path / "w1").mkdir()
    (tmp_path / "w1" / UNSEEN).touch()
    (tmp_path / "words.txt").touch()
    with pytest.raises(ArgumentTypeError, match=said):
        work_folder(str(tmp_path / name))


def test_what_was_written_for_it_is_taken(tmp_path):
    np.savez_compressed(tmp_path / UNSEEN, lists=["a-dev"], keys=[1], scores=[[0.0]])
    for name in (FILE, PIECES):
        (tmp_path / name).touch()
    assert work_folder(str(tmp_path)) == tmp_path
    assert scores_file(str(tmp_path / UNSEEN)) == tmp_path / UNSEEN
    with pytest.raises(ArgumentTypeError, match="holds no arrays"):
        scores_file(str(tmp_path / FILE))
    np.savez_compressed(tmp_path / UNSEEN, at=[1], scores=[[0.0]])
    with pytest.raises(ArgumentTypeError, match="scores by row; run train_encoder --without anew"):
        work_folder(str(tmp_path))


def test_what_a_user_can_mend_ends_without_traceback(capsys):
    def fails():
        raise SourceError("x: no labelled threads")

    with pytest.raises(SystemExit, match="2"):
        run(fails)
    assert capsys.readouterr().err == "error: x: no labelled threads\n"


def test_a_plain_file_among_the_work_folders_is_no_traceback(tmp_path, monkeypatch, capsys):
    (tmp_path / "words.txt").touch()
    monkeypatch.setattr("sys.argv", ["x", ".", "--without", str(tmp_path / "words.txt")])
    with pytest.raises(SystemExit, match="2"):
        told_as_asked("listminer.evaluate.unseen")
    assert "words.txt is a file; expected a folder" in capsys.readouterr().err
