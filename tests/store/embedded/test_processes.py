import os
import signal
import subprocess
import sys

import pytest

from store.embedded.processes import Family

MARK = "deadweight-0123456789abcdef"


@pytest.fixture
def process(request, tmp_path):
    """A Python that sleeps under the program name and first argument of the parameter."""
    program, argument, ignores_signals = request.param
    script = "import signal, sys, time; sys.argv[2] and signal.signal(2, 1); print(flush=True); time.sleep(600)"
    command = [str(tmp_path / program), "-c", script, argument, ignores_signals]
    sleeper = subprocess.Popen(command, executable=sys.executable, stdout=subprocess.PIPE)
    assert sleeper.stdout
    sleeper.stdout.readline()
    yield sleeper
    sleeper.kill()
    sleeper.communicate()


def family():
    return Family(MARK, os.getuid(), frozenset({"postgres"}))


@pytest.mark.parametrize("process", [("postgres", MARK, "")], indirect=True)
def test_program_and_mark_make_a_member(process):
    assert [member.pid for member in family().members()] == [process.pid]


@pytest.mark.parametrize("process", [("postgres", "another-mark", ""), ("less", MARK, "")], indirect=True)
def test_program_or_mark_alone_makes_a_stranger(process):
    family().end(signal.SIGINT, 1)
    assert process.poll() is None


@pytest.mark.parametrize("process", [("postgres", MARK, "")], indirect=True)
def test_another_accounts_process_is_a_stranger(process):
    Family(MARK, os.getuid() + 1, frozenset({"postgres"})).end(signal.SIGINT, 1)
    assert process.poll() is None


@pytest.mark.parametrize("process", [("postgres", MARK, "ignores")], indirect=True)
def test_what_ignores_the_request_is_killed(process):
    family().end(signal.SIGINT, 0.1)
    assert process.wait(5) == -signal.SIGKILL


@pytest.mark.parametrize("process", [("postgres", MARK, "")], indirect=True)
def test_a_zombie_is_no_member(process):
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert family().members() == []
