"""A supervisor that is killed leaves nothing behind."""

import os
import signal
import subprocess
import sys

from cli.stack import marks

_SUPERVISOR = """
import subprocess, sys, time
from pathlib import Path
from cli.stack.guardian import Guardian
from cli.stack.marks import Mark
from cli.stack.parts import environment_of

folder = Path(sys.argv[1])
(folder / "logs").mkdir()
mark = Mark.of(folder)
with Guardian(folder, mark, temporary=sys.argv[2] == "temporary") as guardian:
    child = [sys.executable, "-c", "import time; time.sleep(60)"]
    marked = environment_of(mark.part("worker"))
    subprocess.Popen(child, env=marked, stdout=subprocess.DEVNULL, start_new_session=True)
    print(mark.this_run, flush=True)
    sys.stdin.read()
"""


def _supervisor(folder, lifetime, environment):
    argv = [sys.executable, "-c", _SUPERVISOR, str(folder), lifetime]
    process = subprocess.Popen(argv, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    mark = process.stdout.readline().strip()
    assert marks.wait_until(lambda: len(marks.marked(mark)) == 2, 30), "a child and the guardian"
    return process, mark


def test_a_killed_supervisors_children_are_ended_and_its_folder_stays(environment, tmp_path):
    supervisor, mark = _supervisor(tmp_path, "lasting", environment)
    supervisor.kill()
    supervisor.communicate()
    assert marks.wait_until(lambda: not marks.marked(mark), 30)
    assert (tmp_path / "logs").exists()


def test_a_temporary_folder_goes_too(environment, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    supervisor, mark = _supervisor(folder, "temporary", environment)
    supervisor.kill()
    supervisor.communicate()
    assert marks.wait_until(lambda: not folder.exists(), 30)
    assert marks.wait_until(lambda: not marks.marked(mark), 30)


def test_the_guardian_survives_the_terminals_signals_and_goes_with_the_supervisor(environment, tmp_path):
    supervisor, mark = _supervisor(tmp_path, "lasting", environment)
    guardian = next(process for process in marks.marked(mark) if "cli.stack.guardian" in process.cmdline())
    os.kill(guardian.pid, signal.SIGHUP)
    os.kill(guardian.pid, signal.SIGTERM)
    assert marks.is_alive(guardian)
    supervisor.communicate("")
    assert not marks.is_alive(guardian)
    marks.end(mark)
