"""A part as a child process, with small scripts in the place of the real ones."""

import sys
import threading
import time

import pytest

from cli.stack import marks
from cli.stack.child import Child
from cli.stack.parts import Part

_WORKER = """
import signal, subprocess, sys, time
busy = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
signal.signal(signal.SIGTERM, lambda *_: None)  # waits for its busy child, as a worker does
print("is ready on cpu", flush=True)
busy.wait()
print("child ended with", busy.returncode, flush=True)
"""


@pytest.fixture
def child(tmp_path):
    """Make a child that runs a script."""
    (tmp_path / "logs").mkdir()
    made = []

    def make(script, stop_seconds=5.0):
        made.append(Child(Part("worker", (sys.executable, "-c", script), stop_seconds), tmp_path, _mark(tmp_path), {}))
        return made[-1]

    yield make
    for one in made:
        one.stop(threading.Event())


def _mark(folder):
    return marks.Mark(folder.name, "run")


def test_it_has_a_status_once_it_has_ended(child):
    failing = child("print('no luck'); raise SystemExit(3)")
    failing.start()
    assert marks.wait_until(lambda: failing.status == 3, 30)
    assert "no luck" in failing.tail()


def test_text_of_an_earlier_start_does_not_count(child):
    talker = child("import time; print(time.monotonic()); time.sleep(60)")
    talker.log.write_text("is ready on cpu\n")
    talker.start()
    assert marks.wait_until(lambda: talker.has_said("."), 30)
    assert not talker.has_said("is ready")


def test_what_holds_a_stopping_worker_is_killed_first_so_that_it_sees_it(child):
    worker = child(_WORKER, stop_seconds=0.2)
    worker.start()
    assert marks.wait_until(lambda: worker.has_said("is ready on"), 30)
    worker.stop(threading.Event())
    assert worker.has_said("child ended with -9")
    assert worker.status == 0


def test_hurry_cuts_the_wait_short(child):
    worker = child(_WORKER, stop_seconds=60)
    worker.start()
    assert marks.wait_until(lambda: worker.has_said("is ready on"), 30)
    hurry = threading.Event()
    hurry.set()
    began = time.monotonic()
    worker.stop(hurry)
    assert time.monotonic() - began < 10
    assert worker.status is not None


def test_stopping_what_never_started_is_harmless(child):
    child("pass").stop(threading.Event())
