"""Which device and how many threads a child gets."""

from __future__ import annotations

import pytest

from worker.device import pin, threads_each, visible_devices


def test_each_slot_has_its_own_gpu():
    assert [visible_devices(slot, ("3", "GPU-ab")) for slot in range(2)] == ["3", "GPU-ab"]


def test_more_children_than_gpus_share_them_in_turn():
    assert [visible_devices(slot, ("0", "1")) for slot in range(4)] == ["0", "1", "0", "1"]


def test_without_gpus_every_gpu_is_hidden():
    assert visible_devices(0, ()) == "-1"


@pytest.mark.parametrize(("children", "cores", "threads"), [(1, 8, 8), (2, 8, 4), (3, 8, 2), (8, 8, 1), (16, 8, 1)])
def test_children_fill_the_cores_together(children, cores, threads):
    assert threads_each(children, cores) == threads


def test_pinning_settles_device_growth_and_threads():
    environ: dict[str, str] = {"CUDA_VISIBLE_DEVICES": "7", "TF_CPP_MIN_LOG_LEVEL": "0"}
    pin(1, ("4", "5"), 1, environ)
    assert environ["CUDA_VISIBLE_DEVICES"] == "5"
    assert environ["TF_FORCE_GPU_ALLOW_GROWTH"] == "true"
    assert environ["TF_NUM_INTRAOP_THREADS"] == environ["OMP_NUM_THREADS"] == "1"
    assert environ["TF_CPP_MIN_LOG_LEVEL"] == "0"  # the operator's own choice stays
