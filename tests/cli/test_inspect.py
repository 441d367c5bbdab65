import json
import subprocess
import sys

import numpy as np
import pytest
import yaml

from tests.diagnostics.data.remote.servers import serving, well

LABELS = np.arange(400) % 2
TABLE = (np.random.default_rng(0).normal(size=(400, 20)) + 2 * LABELS[:, None] * (np.arange(20) < 3)).astype("float32")


@pytest.fixture
def inspect(environment, tmp_path):
    """Inspects beside two archives: `clean.npz`, and `sorted.npz`, whose labels are in order."""
    order = np.argsort(LABELS, kind="stable")
    np.savez(tmp_path / "clean.npz", x=TABLE, y=LABELS)
    np.savez(tmp_path / "sorted.npz", x=TABLE[order], y=LABELS[order])

    def run(*arguments, **variables):
        argv = [sys.executable, "-m", "cli.main", "inspect", *map(str, arguments)]
        options = {
            "env": {**environment, **variables},
            "cwd": tmp_path,
            "capture_output": True,
            "text": True,
            "timeout": 120,
        }
        return subprocess.run(argv, check=False, **options)

    return run


def test_clean_data_exit_with_0_and_show_their_facts(inspect):
    shown = inspect("clean.npz")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Nothing found\n\nDATA\n")
    assert "320 | 80" in shown.stdout


def test_findings_exit_with_1_unless_less_grave_than_asked(inspect):
    shown = inspect("sorted.npz", "--validation-tail", 0.2)
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (1, "1 error")
    assert "DAT204 split-skew  (error" in shown.stdout
    assert inspect("sorted.npz", "--validation-tail", 0.2, "--ignore", "DAT204").returncode == 0


@pytest.mark.parametrize(
    ("name", "fail_on", "status"),
    [
        ("sorted.npz", "error", 1),
        ("scaled.npz", "error", 0),
        ("scaled.npz", "warning", 1),
        ("bytes.npz", "warning", 0),
        ("bytes.npz", "info", 1),
    ],
)
def test_the_least_that_fails_is_chosen(inspect, tmp_path, name, fail_on, status):
    """An error, a warning for numbers that are too large, and information about bytes, which are too."""
    np.savez(tmp_path / "scaled.npz", x=1000 * TABLE, y=LABELS)
    np.savez(tmp_path / "bytes.npz", x=np.clip(20 * TABLE + 120, 0, 255).astype(np.uint8), y=LABELS)
    tail = ["--validation-tail", 0.2] if name == "sorted.npz" else []
    shown = inspect(name, "--fail-on", fail_on, *tail)
    assert (shown.returncode, shown.stderr) == (status, "")
    assert not shown.stdout.startswith("Nothing found")


def test_what_the_data_need_is_told_as_an_option(inspect, tmp_path):
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    assert inspect("table.csv").stderr.rstrip().endswith("(--column NAME)")
    (tmp_path / "notes.txt").write_text("")
    assert "(in a file with `dataset:`, which --job names)" in inspect("notes.txt").stderr


def test_what_reading_may_take_is_as_the_operator_says(inspect, tmp_path):
    np.savez_compressed(tmp_path / "packed.npz", x=TABLE, y=LABELS)
    shown = inspect("packed.npz", DEADWEIGHT_MAX_DATASET_BYTES="1000")
    assert shown.returncode == 2
    assert "1000 are allowed (DEADWEIGHT_MAX_DATASET_BYTES)" in shown.stderr
    shown = inspect("packed.npz", DEADWEIGHT_MAX_DATASET_BYTES="1G")
    assert (shown.returncode, "DEADWEIGHT_MAX_DATASET_BYTES" in shown.stderr) == (2, True)


def test_json_has_facts_and_findings(inspect, tmp_path):
    shown = inspect("clean.npz", "--format", "json", "--labels", "float", "--limit", 200, "--output", "found.json")
    assert (shown.returncode, shown.stdout) == (0, "")
    found = json.loads((tmp_path / "found.json").read_text())
    assert (found["facts"]["task"], found["facts"]["train"]["samples"], found["findings"]) == ("regression", 160, [])


def test_a_job_names_the_dataset_and_options_change_it(inspect, tmp_path):
    model = {
        "layers": [
            {"class_name": "InputLayer", "config": {"shape": [20]}},
            {"class_name": "Dense", "config": {"units": 2}},
        ]
    }
    dataset = {"location": "sorted.npz", "validation": {"tail": 0.2}}
    job = {"dataset": dataset, "model": model, "training": {"loss": "mse"}}
    (tmp_path / "job.yaml").write_text(yaml.safe_dump(job))
    assert inspect("--job", "job.yaml").returncode == 1
    (tmp_path / "job.yaml").write_text(yaml.safe_dump({"dataset": dataset}))
    assert inspect("--job", "job.yaml").returncode == 1
    (tmp_path / "bad.yaml").write_text(yaml.safe_dump({"dataset": {**dataset, "lmit": 3}}))
    assert "/lmit: unknown key 'lmit'" in inspect("--job", "bad.yaml").stderr
    assert inspect("clean.npz", "--job", "job.yaml").returncode == 0
    assert inspect("--job", "job.yaml", "--validation", "clean.npz", "--select", "DAT204").returncode == 0


def test_data_on_the_web_are_fetched(inspect, tmp_path):
    here = {"DEADWEIGHT_CACHE": str(tmp_path / "cache")}
    with serving(well((tmp_path / "clean.npz").read_bytes())) as web:
        location = f"{web.address}/clean.npz"
        refused = inspect(location, **here)
        assert (refused.returncode, web.requests) == (2, [])
        assert "has no public address" in refused.stderr
        shown = inspect(location, **here, DEADWEIGHT_ALLOW_HOSTS=f"127.0.0.1:{web.port}")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "320 | 80" in shown.stdout
    gone = inspect(location, **here, DEADWEIGHT_ALLOW_HOSTS=f"127.0.0.1:{web.port}")
    assert gone.returncode == 2
    assert "deadweight: http://127.0.0.1:" in gone.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.npz"], "there is nothing at"),
        ([], "a LOCATION is needed"),
        (["clean.npz", "--select", "DAT2O1"], "--select: there is no rule or group 'DAT2O1'"),
        (["clean.npz", "--validation-tail", "1.0"], "/validation/tail"),
        (["clean.npz", "--validation-tail", "0.2", "--validation", "sorted.npz"], "exclude each other"),
    ],
)
def test_what_cannot_be_looked_at_exits_with_2(inspect, arguments, told):
    shown = inspect(*arguments)
    assert shown.returncode == 2
    assert told in shown.stderr
    assert "Traceback" not in shown.stderr
