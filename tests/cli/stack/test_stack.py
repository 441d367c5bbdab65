"""Parts of a running stack are killed, and come back."""

import os
import signal
import urllib.request

import pytest

from cli.errors import UserError
from cli.stack import marks, parts
from cli.stack.stack import Stack


def _kill(stack, name):
    before = stack.pids()[name]
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert marks.wait_until(lambda: bool(set(stack.pids()[name]) - set(before)), 60), f"{name} did not come back"


def _answers(url):
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def test_it_runs_every_part(stack):
    assert {name for name, pids in stack.pids().items() if pids} == {parts.API, parts.WORKER, parts.SWEEPER}
    assert _answers(stack.url)


def test_a_killed_api_answers_again_at_the_same_address(stack, remarks):
    _kill(stack, parts.API)
    assert marks.wait_until(lambda: _answers(stack.url), 60)
    assert any(remark.startswith("the API ended (signal 9); starting it again") for remark in remarks)


def test_a_killed_sweeper_comes_back(stack):
    _kill(stack, parts.SWEEPER)


def test_killed_servers_come_back(stack, remarks):
    for server in (stack.servers.postgres, stack.servers.valkey):
        os.kill(server.pid, signal.SIGKILL)
    assert marks.wait_until(lambda: sum("ended and was started again" in remark for remark in remarks) >= 2, 60)
    assert marks.wait_until(lambda: _answers(stack.url), 60)


@pytest.mark.slow
def test_a_killed_worker_comes_back_and_works(stack, run, write):
    _kill(stack, parts.WORKER)
    shown = run("submit", write("learns"), "--watch", "--server", stack.url)
    assert shown.returncode == 0, shown.stderr


def test_a_folder_is_served_once(stack):
    with pytest.raises(UserError, match="is already served by process"), Stack(stack.data_dir):
        pass
    assert _answers(stack.url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="Not a directory"), Stack(tmp_path / "file" / "data"):
        pass


def test_a_root_that_cannot_be_listed_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be a root"):
        Stack(tmp_path / "data", roots=[tmp_path / "a,b"])
    assert not (tmp_path / "data").exists()
