"""`deadweight up` as a user meets it."""

import signal
import socket
import time
from pathlib import Path

import psutil
import pytest

from cli.stack import marks
from cli.stack.guardian import remove
from cli.stack.marks import Mark

_STOP_SECONDS = 60


@pytest.fixture
def data_dir(data_folder):
    """The data folder of a stack, to be deleted with its databases."""
    yield data_folder / "up"
    remove(data_folder / "up")


@pytest.fixture
def up(data_dir, start):  # in this order, so that what was started ends before its folder goes
    """Start it on a free port and wait for the banner, which is returned with the process."""

    def start_up():
        process = start("up", "--port", "0", "--workers", "1", "--data-dir", data_dir)
        banner = ""
        while "submit a job" not in banner:
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            banner += line
        return process, banner

    return start_up


def _family(process):
    return psutil.Process(process.pid).children(recursive=True)


def _names(family):
    return " ".join(" ".join(_command_line(process)) for process in family)


def _command_line(process):
    try:
        return process.cmdline()
    except psutil.Error:  # gone, or about to go
        return []


@pytest.mark.slow
def test_up_survives_a_kill_and_ends_with_everything_it_started(up, run, write, data_dir):
    killed, _ = up()
    family = _family(killed)
    killed.kill()
    ours = [process for process in family if process.name() not in ("postgres", "valkey-server")]
    assert marks.wait_until(lambda: not any(map(marks.is_alive, ours)), 30)

    process, banner = up()
    assert not any(map(marks.is_alive, family))  # the servers that the guardian left to this start
    url = banner.split()[1]
    family = _family(process)
    for part in ("uvicorn", "worker.app", "worker.sweeper", "postgres", "valkey-server"):
        assert part in _names(family)

    again = run("up", "--port", "0", "--data-dir", data_dir)
    assert again.returncode == 2
    assert f"is already served by process {process.pid}; stop it first" in again.stderr

    submitted = run("submit", write("learns"), "--watch", "--server", url)
    assert submitted.returncode == 0, submitted.stderr

    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, remarks = process.communicate(timeout=_STOP_SECONDS)
    assert process.returncode == 0
    assert remarks.endswith("stopping; Ctrl-C again to hurry\nstopped\n")
    assert time.monotonic() - began < 30
    assert not any(map(marks.is_alive, family))
    assert marks.marked(Mark.of(Path(data_dir)).any_run) == []
    assert (data_dir / ".gitignore").read_text() == "*\n"


def test_an_early_sigterm_ends_everything(data_dir, start):
    process = start("up", "--port", "0", "--workers", "1", "--data-dir", data_dir)
    assert marks.wait_until(lambda: "worker.app" in _names(_family(process)), 60)
    family = _family(process)
    process.terminate()
    process.communicate(timeout=_STOP_SECONDS)
    assert process.returncode == 130
    assert not any(map(marks.is_alive, family))


def test_a_port_that_is_taken_is_told(run, data_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        shown = run("up", "--port", port, "--data-dir", data_dir)
    assert shown.returncode == 2
    assert f"port {port} is taken; choose another with --port" in shown.stderr


def test_a_setting_that_cannot_be_is_told(run, data_dir):
    shown = run(
        "up", "--data-dir", data_dir, DEADWEIGHT_LEASE_SECONDS="soon", DEADWEIGHT_BROKER_URL="redis://elsewhere"
    )
    assert shown.returncode == 2
    assert "DEADWEIGHT_LEASE_SECONDS: Input should be a valid number" in shown.stderr
    assert "DEADWEIGHT_BROKER_URL is ignored" in shown.stderr


def test_a_root_that_is_not_there_is_told(run, data_dir):
    shown = run("up", "--root", "nowhere", "--data-dir", data_dir)
    assert shown.returncode == 2
    assert "nowhere" in shown.stderr
