"""docs/lint.md says what is so: its commands run, and its settings for other tools are good ones."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import cli
from tests.diagnostics.lint.programs import LOST

ROOT = Path(cli.__file__).parent.parent
GUIDE = (ROOT / "docs" / "lint.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def shell(environment, tmp_path):
    """Runs a script in a folder of its own, with the command on the path."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "deadweight"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cli.main "$@"\n')
    command.chmod(0o755)

    def run_script(script, **settings):
        path = f"{command.parent}:{environment['PATH']}"
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment | settings | {"PATH": path},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run_script


def test_the_commands_run_and_print_what_the_guide_shows(shell):
    done = shell("".join(blocks("sh")))
    assert done.returncode == 0, done.stdout + done.stderr
    (shown,) = blocks("text")
    assert done.stdout.startswith(shown)
    assert "[missing] num_classes is left open" in done.stdout
    assert "the data have 4 classes" not in done.stderr
    assert done.stdout.endswith("nothing found: 1 network in 1 file\n")


@pytest.mark.skipif(shutil.which("curl") is None, reason="the guide's commands use curl")
def test_the_commands_for_a_server_run(shell, stack):
    program, server = blocks("sh")[0].split("\ndeadweight")[0], "".join(blocks("sh server"))
    done = shell(f"{program}\n{server}", DEADWEIGHT_URL=stack.url)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count('"SPC101"') >= 2
    assert '"2.1.0"' in done.stdout


def test_the_workflow_lints_and_uploads_what_was_written(shell, tmp_path):
    workflow, hooks = map(yaml.safe_load, blocks("yaml"))
    steps = workflow["jobs"]["lint"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("deadweight")]
    (tmp_path / "train.py").write_text(LOST)
    assert shell(command).returncode == 1
    assert (tmp_path / steps[-1]["with"]["sarif_file"]).exists()
    assert hooks["repos"][0]["hooks"] == [{"id": "deadweight-lint"}]


def test_the_hook_passes_over_files_without_a_network(shell, tmp_path):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["id"] == "deadweight-lint"
    (tmp_path / "train.py").write_text(LOST)
    (tmp_path / "utilities.py").write_text("x = 1\n")
    assert shell(f"{hook['entry']} utilities.py").returncode == 0
    assert shell(f"{hook['entry']} utilities.py train.py").returncode == 1
