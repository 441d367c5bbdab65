"""One GPU a child, by its slot in the pool, read from real prefork children of a worker told of two devices."""

from __future__ import annotations

import re

import psutil
import pytest

from tests.acceptance.installation import Installation, kill, wait_for

pytestmark = pytest.mark.slow

READY = re.compile(r"child (\d+) in slot (\d+) is ready on (\S+) .*CUDA_VISIBLE_DEVICES=(\S+)\)")


def ready_children(installation: Installation, pid: int) -> list[tuple[str, ...]]:
    """Pid, slot, device and CUDA_VISIBLE_DEVICES, as each child says when TensorFlow is imported."""
    return READY.findall(installation.log(installation.names[pid]))


def test_each_child_of_a_worker_with_two_gpus_sees_one_and_its_replacement_the_same(installation, short_job):
    worker = installation.start_worker(2, queues="gpu", DEADWEIGHT_GPUS="4,GPU-7")
    try:
        children = ready_children(installation, worker.pid)
        assert {(slot, visible) for _, slot, _, visible in children} == {("0", "4"), ("1", "GPU-7")}
        assert {int(pid) for pid, *_ in children} == {child.pid for child in psutil.Process(worker.pid).children()}

        lost = next(pid for pid, slot, *_ in children if slot == "1")
        kill(int(lost))
        wait_for(lambda: len(ready_children(installation, worker.pid)) == 3, "the lost child's replacement")
        replacement = ready_children(installation, worker.pid)[2]
        assert replacement[0] != lost
        assert replacement[1::2] == ("1", "GPU-7")

        job_id = installation.submit({**short_job, "diagnosis": {"device": "gpu"}})
        assert installation.wait_until_ended(job_id).state == "succeeded"
        assert installation.trial(job_id).device == "cpu"  # what there is here; the job ran all the same
    finally:
        installation.end(worker)


def test_children_of_a_cpu_worker_see_no_gpu(installation):
    worker = installation.start_worker(2)
    try:
        assert {visible for *_, visible in ready_children(installation, worker.pid)} == {"-1"}
    finally:
        installation.end(worker)
