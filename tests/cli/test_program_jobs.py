from pathlib import Path

import pytest

from cli.errors import UserError
from cli.program_jobs import Beside, requested
from diagnostics.spec.reading import read_job

CODE = """import keras
def net(units):
    m = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])
    m.compile("adam", "mse")
    return m
small = net(3)
large = net(n_large)
"""
JOB = """
dataset: {location: data.npz}
model:
  source:
    text: "import keras; m = keras.Sequential([keras.Input((4,)), keras.layers.Dense(n)])"
    define: {k: 1}
training: {loss: mse}
"""


@pytest.fixture
def program(tmp_path):
    file = tmp_path / "nets.py"
    file.write_text(CODE)
    return file


@pytest.fixture
def job(tmp_path):
    file = tmp_path / "job.yaml"
    file.write_text(JOB)
    return file


def test_a_program_gives_a_job_for_each_network(program):
    documents = requested(program, Beside(data="data.npz", define=["n_large=50"]))
    assert [document["name"] for document in documents] == ["nets.py: small", "nets.py: large"]
    source = {"text": CODE, "define": {"n_large": 50}, "model": "small", "filename": "nets.py"}
    assert documents[0]["model"]["source"] == source
    assert documents[0]["dataset"]["location"] == str(Path("data.npz").resolve())
    assert read_job(documents[1]).training.loss.class_name == "mse"


def test_one_network_is_named(program):
    (document,) = requested(program, Beside(data="data.npz", model="large"))
    assert document["model"]["source"]["model"] == "large"


def test_addresses_of_data_stay_as_they_are(program):
    (document, _) = requested(program, Beside(data="gs://bucket/data.npz"))
    assert document["dataset"]["location"].endswith("bucket/data.npz")


@pytest.mark.parametrize(
    ("beside", "message"),
    [
        (Beside(), "say where its data lie, with --data"),
        (Beside(data="x", model="lage"), "--model lage: .*did you mean 'large'"),
        (Beside(data="x", define=["1 + = 3"]), "define"),
    ],
)
def test_what_a_program_lacks_is_told(program, beside, message):
    with pytest.raises(UserError, match=message):
        requested(program, beside)


def test_a_program_without_a_network_is_told(tmp_path):
    file = tmp_path / "empty.py"
    file.write_text("x = 1\n")
    with pytest.raises(UserError, match=r"empty\.py: no Keras model is made in this text"):
        requested(file, Beside(data="x"))


def test_a_job_file_with_a_program_takes_more_definitions(job):
    (document,) = requested(job, Beside(define=["n=3"], model="m"))
    assert document["model"]["source"]["define"] == {"k": 1, "n": 3}
    assert document["model"]["source"]["model"] == "m"


def test_a_job_file_says_itself_where_its_data_lie(job, tmp_path):
    with pytest.raises(UserError, match=r"dataset\.location, not --data"):
        requested(job, Beside(data="x"))
    other = tmp_path / "layers.yaml"
    other.write_text("dataset: {location: x.npz}\nmodel: {layers: []}\n")
    with pytest.raises(UserError, match="has no program"):
        requested(other, Beside(define=["n=3"]))
