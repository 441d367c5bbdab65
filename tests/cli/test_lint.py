import json
import os
import pty
import subprocess
import sys

import jsonschema
import numpy as np
import pytest
import yaml

from tests.diagnostics.lint.programs import HEALTHY, LOST, LOST_NOTEBOOK, OPEN
from tests.diagnostics.report.sarif_schema import LOG

HEAVY = {
    *("tensorflow", "keras", "numpy", "PIL", "scipy", "sklearn", "pandas", "h5py"),
    *("fastapi", "sqlalchemy", "celery", "redis", "httpx", "libcst", "rich"),
}
JOB = {
    "dataset": {"location": "nowhere.npz"},
    "model": {
        "layers": [
            {"name": "image", "class_name": "InputLayer", "config": {"shape": [8]}},
            {"name": "lost", "class_name": "Rescaling", "config": {"scale": 0.1}},
            {"name": "answer", "class_name": "Dense", "config": {"units": 2}, "inputs": ["image"]},
        ]
    },
    "training": {"loss": "sparse_categorical_crossentropy"},
}


@pytest.fixture
def lint(environment, tmp_path):
    """Lints files with this content, in a folder of their own; names in capitals are settings."""

    def lint_files(*arguments, **files):
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            if name.islower():
                (tmp_path / f"{stem}.{suffix}").write_text(text)
        settings = {name: value for name, value in files.items() if name.isupper()}
        return command(environment | settings, *arguments, cwd=tmp_path)

    return lint_files


def command(environment, *arguments, **options):
    argv = [sys.executable, "-m", "cli.main", "lint", *map(str, arguments)]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=60, check=False, **options)


def test_a_clean_program_exits_with_0(lint):
    shown = lint("train.py", train_py=HEALTHY)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == "nothing found: 1 network in 1 file\n"


def test_a_finding_is_told_with_its_place_and_the_source_and_exits_with_1(lint):
    shown = lint("train.py", train_py=LOST)
    assert (shown.returncode, shown.stderr) == (1, "")
    first, *rest = shown.stdout.splitlines()
    assert first.startswith(
        "train.py:5:5: SPC101 [error] x of line 5 is overwritten on line 6 before anything reads it"
    )
    assert rest == [
        "   |",
        " 5 | x = layers.Rescaling(1.0 / 255)(inputs)",
        "   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "   |",
        "1 error: 1 network in 1 file",
    ]
    assert "\x1b" not in shown.stdout


def test_what_is_left_open_is_told_with_how_to_supply_it(lint):
    shown = lint("train.py", train_py=OPEN)
    assert shown.returncode == 0
    assert "train.py:8: [missing] num_classes is left open: " in shown.stdout
    assert "--define" in shown.stdout
    assert "[missing]" not in lint("train.py", "--define", "num_classes=10").stdout
    assert "[missing]" not in lint("train.py", "--classes", 10).stdout


def test_what_one_answer_would_supply_is_told_once(lint):
    shown = lint("train.py", train_py=OPEN + OPEN.replace("model", "other"))
    (line,) = [line for line in shown.stdout.splitlines() if "[missing]" in line]
    assert line.startswith("train.py:8: [missing] num_classes and 1 more are left open: ")


def test_classes_are_given_or_counted_in_the_data(lint, tmp_path):
    shown = lint("train.py", "--classes", 4, train_py=HEALTHY)
    assert "train.py:8:24: SPC104 [warning]" in shown.stdout
    np.savez(tmp_path / "data.npz", x=np.zeros((6, 32, 32, 3)), y=np.arange(6) % 3)
    shown = lint("train.py", "--data", "data.npz")
    assert (shown.returncode, "the data have 3 classes" in shown.stdout) == (1, True)
    assert lint("train.py", "--data", "gone.npz").stderr.startswith("deadweight: --data gone.npz: there is nothing at")


@pytest.mark.parametrize(
    ("classes", "least", "status"), [(4, "info", 1), (4, "warning", 1), (4, "error", 0), (12, "error", 1)]
)
def test_the_least_finding_that_fails_is_chosen(lint, classes, least, status):
    assert lint("train.py", "--classes", classes, "--fail-on", least, train_py=HEALTHY).returncode == status


def test_rules_are_selected_and_ignored(lint):
    assert lint("train.py", "--ignore", "SPC101", train_py=LOST).returncode == 0
    assert lint("train.py", "--select", "spc107").returncode == 0
    assert lint("train.py", "--select", "SPC").returncode == 1
    assert lint("train.py", "--ignore", "SPC107,spc101").returncode == 0
    unknown = lint("train.py", "--select", "SPC1O1")
    assert unknown.returncode == 2
    assert "--select: there is no rule or group 'SPC1O1'; did you mean" in unknown.stderr


def test_a_comment_that_silences_nothing_is_told(lint):
    shown = lint("train.py", train_py="# deadweight: ignore\n" + HEALTHY)
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (0, "train.py:1: [info] this comment silences nothing")


def test_json_has_files_findings_and_what_is_missing(lint):
    shown = lint("lost.py", "open.py", "--format", "json", lost_py=LOST, open_py=OPEN)
    lost, left_open = json.loads(shown.stdout)["files"]
    assert [finding["code"] for finding in lost["findings"]] == ["SPC101"]
    assert (lost["file"], lost["missing"]) == ("lost.py", [])
    assert lost["findings"][0]["lines"] == [5, 5]
    assert (left_open["file"], left_open["findings"]) == ("open.py", [])
    assert set(left_open["missing"][0]) == {"line", "expression", "supply"}


def test_sarif_is_written_to_a_file_with_paths_from_here(lint, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "train.py").write_text(LOST)
    shown = lint("--format", "sarif", "--output", "found.sarif", tmp_path / "models", "broken.py", broken_py="x = (\n")
    assert (shown.returncode, shown.stdout) == (2, "")
    log = json.loads((tmp_path / "found.sarif").read_text())
    jsonschema.validate(log, LOG)
    (run,) = log["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "models/train.py"
    assert run["invocations"][0]["executionSuccessful"] is False


def test_a_notebook_is_told_by_cell(lint):
    shown = lint("train.ipynb", train_ipynb=LOST_NOTEBOOK)
    assert shown.stdout.startswith("train.ipynb:cell 2:2:5: SPC101 [error] x of line 2 of cell 2 is overwritten")
    assert " 2 | x = layers.Rescaling" in shown.stdout


def test_a_job_is_linted_by_its_pointers(lint):
    shown = lint("job.yaml", job_yaml=yaml.safe_dump(JOB))
    assert shown.returncode == 1
    assert "SPC101 [error] Rescaling 'lost' leads nowhere" in shown.stdout


def test_a_folder_is_clean_where_nothing_in_it_has_a_network(lint):
    shown = lint(".", utils_py="x = 1\n")
    assert (shown.returncode, shown.stdout) == (0, "nothing found: 0 networks in 0 files\n")


def test_a_file_without_a_network_is_unusable_unless_that_is_allowed(lint):
    refused = lint("utils.py", utils_py="x = 1\n")
    assert refused.returncode == 2
    assert "utils.py: [unusable] " in refused.stdout
    assert lint("utils.py", "--allow-empty").returncode == 0


@pytest.mark.parametrize("text", ["x = (\n", "def f(:\n", "\x00"])
def test_text_that_is_no_program_is_unusable(lint, text):
    shown = lint("broken.py", broken_py=text)
    assert shown.returncode == 2
    assert "Traceback" not in shown.stderr


def test_one_unusable_file_keeps_no_other_from_being_linted(lint):
    shown = lint("gone.py", "train.py", train_py=LOST)
    assert shown.returncode == 2
    assert "gone.py: [unusable] there is no such file" in shown.stdout
    assert "SPC101" in shown.stdout
    assert shown.stdout.endswith("1 error: 1 network in 1 file; 1 file could not be looked at\n")


def test_standard_input_is_linted_as_a_program_or_a_job(environment):
    shown = command(environment, "-", input=LOST)
    assert (shown.returncode, shown.stdout.startswith("-:5:5: SPC101")) == (1, True)
    assert "SPC101 [error] Rescaling 'lost'" in command(environment, "-", input=yaml.safe_dump(JOB)).stdout


def on_a_terminal(environment, file, **settings):
    leader, follower = pty.openpty()
    argv = [sys.executable, "-m", "cli.main", "lint", file]
    subprocess.run(argv, env=environment | settings, stdout=follower, timeout=60, check=False)
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    return shown


def test_a_terminal_gets_colours_unless_it_wants_none(environment, tmp_path):
    file = tmp_path / "train.py"
    file.write_text(LOST)
    assert "\x1b[31m[error]\x1b[0m" in on_a_terminal(environment, file)
    assert "\x1b" not in on_a_terminal(environment, file, NO_COLOR="1")


def test_nothing_heavy_is_loaded(lint):
    shown = lint("train.py", train_py=LOST, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert "diagnostics.lint.text" in loaded
    assert "diagnostics.rules.trn" not in loaded  # what needs training is not looked for
    assert loaded.isdisjoint(HEAVY)
