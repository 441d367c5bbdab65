import os
import subprocess
import sys

import pytest

from cli.stack import marks

_SLEEP = "import time; time.sleep(60)"
_STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_SLEEP!r}])"


@pytest.fixture
def sleeper():
    """Start a process that carries a mark."""
    started = []

    def start(mark, script=_SLEEP):
        argv = [sys.executable, "-c", script]
        started.append(subprocess.Popen(argv, env={**os.environ, marks.VARIABLE: mark}, stdout=subprocess.PIPE))
        # Between the fork and the new program, the environment is still this one's.
        assert marks.wait_until(lambda: started[-1].pid in {found.pid for found in marks.marked(mark)}, 30)
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_processes_are_found_by_part_run_and_folder(sleeper, tmp_path):
    mark, later_run, elsewhere = marks.Mark.of(tmp_path), marks.Mark.of(tmp_path), marks.Mark.of(tmp_path / "other")
    process = sleeper(mark.part("worker"))
    for matching in (mark.part("worker"), mark.this_run, mark.any_run, later_run.any_run):
        assert [found.pid for found in marks.marked(matching)] == [process.pid]
    for other in (mark.part("API"), later_run.this_run, elsewhere.any_run):
        assert marks.marked(other) == []


def test_children_of_a_killed_parent_are_found_and_ended(sleeper, tmp_path):
    mark = marks.Mark.of(tmp_path).part("worker")
    parent = sleeper(mark, _PARENT)
    assert marks.wait_until(lambda: len(marks.marked(mark)) == 2, 30)
    parent.kill()
    parent.wait()
    [orphan] = marks.marked(mark)
    marks.end(mark)
    assert not marks.is_alive(orphan)


def test_the_stubborn_are_killed_after_the_grace(sleeper, tmp_path):
    mark = marks.Mark.of(tmp_path).part("worker")
    stubborn = sleeper(mark, _STUBBORN)
    stubborn.stdout.readline()
    marks.end(mark, grace_seconds=0.2)
    assert stubborn.wait(10) == -9


def test_ending_nothing_is_harmless(tmp_path):
    marks.end(marks.Mark.of(tmp_path).any_run, grace_seconds=1)
