import os
import shutil
import tempfile
from types import SimpleNamespace

import numpy as np

from diagnostics.data.scratch import Scratch

ROWS = np.arange(60, dtype=np.int32).reshape(10, 2, 3)
EACH = ROWS[0].nbytes


def test_what_was_added_is_read():
    kept = Scratch((2, 3), ROWS.dtype, 10**6)
    assert [kept.append(ROWS[:3]), kept.append(ROWS[3:])] == [3, 7]
    assert (kept.read()[np.array([9, 0, 3])] == ROWS[[9, 0, 3]]).all()


def test_what_there_is_no_room_for_is_left_out():
    kept = Scratch((2, 3), ROWS.dtype, 4 * EACH + EACH // 2)
    assert [kept.append(ROWS[:3]), kept.append(ROWS[3:]), kept.append(ROWS[:1])] == [3, 1, 0]
    assert (kept.read()[np.arange(4)] == ROWS[:4]).all()


def test_half_of_a_disk_is_left_free(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=6 * EACH))
    assert Scratch((2, 3), ROWS.dtype, 10**6).append(ROWS) == 3


def test_a_full_disk_is_no_fault(monkeypatch):
    kept = Scratch((2, 3), ROWS.dtype, 10**6)
    kept.append(ROWS[:2])

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    assert kept.append(ROWS) == 0
    monkeypatch.undo()
    assert kept.append(ROWS) == 0
    assert len(kept.read()) == 2


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = Scratch((2, 3), ROWS.dtype, 10**6)
    kept.append(ROWS)
    assert list(tmp_path.iterdir()) == []
