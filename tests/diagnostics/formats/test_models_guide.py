"""The examples of docs/models.md are jobs."""

import re
from pathlib import Path

import yaml

from diagnostics.formats.forms import READ
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job

GUIDE = (Path(__file__).parents[3] / "docs" / "models.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def test_every_form_is_told():
    forms = re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)
    assert sorted(forms) == sorted(READ) == ["application", "archive", "keras", "layers", "source", "summary"]


def test_a_shared_layer_is_resolved():
    document = {"dataset": {"location": "x.npz"}, "training": {"loss": "mse"}, "model": yaml.safe_load(BLOCKS[0])}
    model = resolve(read_job(document), None).model
    assert [layer.shares for layer in model.layers] == [None, None, "once"]


def test_a_program_is_a_whole_job(tmp_path):
    job = read_job(yaml.safe_load(BLOCKS[1]))
    assert job.training.epochs == 10
    assert [layer.class_name for layer in resolve(job, None).model.layers] == [
        "InputLayer",
        "Flatten",
        "Dense",
        "Dense",
    ]
