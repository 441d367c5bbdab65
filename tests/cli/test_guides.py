"""The guides say what is so: their commands run, their tables are complete."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from store.settings import Settings

ROOT = Path(cli.__file__).parent.parent
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.skipif(shutil.which("curl") is None, reason="the guide's commands use curl")
def test_the_commands_of_the_http_guide_run(stack, data_folder, environment):
    subprocess.run([sys.executable, ROOT / "examples" / "make_data.py", data_folder / "examples"], check=True)
    script = "".join(SHELL_BLOCK.findall((ROOT / "docs" / "http.md").read_text()))
    script = script.replace("http://127.0.0.1:8000", stack.url)
    path = f"{Path(sys.executable).parent}:{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=data_folder,
        env=environment | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for expected in (
        "the same job",
        "NOT LEARNING",
        "DAT201",
        "a child of the first",
        "a job of an upload",
        "model: 200",
        "/docs#no-model",
        '"next_cursor"',
        "already-ended",
        "did you mean 'epochs'?",
    ):
        assert expected in done.stdout


def test_operations_lists_every_setting():
    told = (ROOT / "docs" / "operations.md").read_text()
    table = "\n".join(settings_table())
    assert table in told, f"docs/operations.md needs this table:\n{table}"


def settings_table():
    yield "| variable | default | meaning |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = "" if field.default_factory else _shown(field.default)
        yield f"| `DEADWEIGHT_{name.upper()}` | {default} | {field.description} |"


def _shown(default):
    return "" if default in ((), "") else f"`{default}`"


@pytest.mark.parametrize("guide", ["README.md", "docs/operations.md", "docs/http.md", "docs/lint.md"])
def test_links_lead_somewhere(guide):
    file = ROOT / guide
    for target in LINK.findall(file.read_text()):
        assert (file.parent / target).exists(), target
