"""Jobs whose model is a program."""

from textwrap import dedent

import numpy as np
import pytest

from diagnostics.consult.reported_finding import reported_finding
from diagnostics.findings import Finding
from diagnostics.graph.resolve import resolve
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job

TEXT = """
    import keras
    from keras import layers
    model = keras.Sequential([
        keras.Input(x.shape[1:]),
        layers.Dense(units, activation='relu', name='hidden'),
        layers.Dense(num_classes, activation='softmax', name='out'),
    ])
    model.compile(keras.optimizers.Adam(0.1), 'sparse_categorical_crossentropy', metrics=['accuracy'])
    model.fit(x / 255., y, epochs=3, batch_size=16, validation_split=0.25)
"""


@pytest.fixture
def root(tmp_path):
    """Ten samples of four numbers, of three classes."""
    np.savez(tmp_path / "data.npz", x=np.zeros((9, 4), "float32"), y=np.array([0, 1, 2] * 3))
    return tmp_path


def document(text=TEXT, *, source=None, **parts):
    model = {"source": {"text": dedent(text), **(source or {})}}
    return {"dataset": {"location": "data.npz", **parts.pop("dataset", {})}, "model": model, **parts}


def problems(call):
    with pytest.raises(SpecError) as caught:
        call()
    return {problem.pointer: problem.message for problem in caught.value.problems}


def test_the_program_says_the_network_the_training_and_the_data(root):
    spec = resolve(read_job(document(source={"define": {"units": 8}})), [root])
    by_name = {layer.name: layer for layer in spec.model.layers}
    assert [by_name[name].config["units"] for name in ("hidden", "out")] == [8, 3]
    assert by_name["input_layer"].config["shape"] == [4]
    assert spec.model.outputs == ("out",)
    assert (spec.training.learning_rate.constant, spec.training.batch_size) == (0.1, 16)
    assert spec.training.optimizer.class_name == "Adam"
    said = spec.dataset.model_dump(exclude_defaults=True)
    assert said["validation"] == {"tail": 0.25}
    assert said["preprocess"][0]["rescale"]["scale"] == 1 / 255


def test_what_the_job_says_itself_wins(root):
    training = {"batch_size": 4, "loss": "mse", "learning_rate": 0.5}
    spec = resolve(
        read_job(
            document(source={"define": {"units": 8}}, training=training, dataset={"validation": {"fraction": 0.5}})
        ),
        [root],
    )
    assert (spec.training.batch_size, spec.training.learning_rate.constant) == (4, 0.5)
    assert spec.training.loss.class_name == "MeanSquaredError"
    assert spec.training.optimizer.class_name == "Adam"
    assert spec.dataset.validation is not None
    assert spec.dataset.validation.fraction == 0.5


def test_what_the_network_leaves_open_is_refused_with_what_to_supply(root):
    told = problems(lambda: resolve(read_job(document()), [root]))
    assert told == {
        "/model/source/define": "line 6 of the program leaves units open; say it with --define 'units=VALUE'"
    }


def test_open_training_is_refused_unless_the_job_says_it():
    text = TEXT.replace("epochs=3", "epochs=args.epochs").replace("units", "8")
    told = problems(lambda: read_job(document(text)))
    assert told == {"/training/epochs": "line 10 of the program leaves it open (args.epochs); say it here"}
    assert read_job(document(text, training={"epochs": 5})).training.epochs == 5


def test_given_weights_do_not_block_a_job(root):
    text = TEXT.replace(
        "layers.Dense(units, activation='relu', name='hidden')",
        "layers.Embedding(9, 4, weights=[matrix]), layers.Flatten()",
    )
    assert resolve(read_job(document(text)), [root]).model.layers[1].class_name == "Embedding"


def test_lines_go_with_the_resolved_spec_and_its_findings(root):
    model = resolve(read_job(document(source={"define": {"units": 8}})), [root]).model
    assert model.lines is not None
    assert model.lines["hidden"] == (6, 6)
    assert model.lines["/training/learning_rate"] == (9, 9)
    assert model.lines["/dataset/preprocess"] == (10, 10)
    finding = Finding(
        code="SPC101", name="x", severity="error", confidence=1.0, message="m", at=("/training/loss",), evidence={}
    )
    assert reported_finding(finding, "1", (), (), model.lines).lines == (9, 9)


@pytest.mark.parametrize(
    ("text", "source", "pointer", "message"),
    [
        ("x = 1", {}, "/model/source/text", "no Keras model is made in this text"),
        ("x = (", {}, "/model/source/text", "no Python code"),
        ("import keras\na, b = [keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]) for _ in range(2)]", {},
         "/model/source/model", "several networks; name one of a, b"),
        ("import keras\na = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])", {"model": "aa"},
         "/model/source/model", "did you mean 'a'"),
        ("import keras\na = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])", {"define": {"1 +": 2}},
         "/model/source/text", "is no expression of Python"),
    ],
)  # fmt: skip
def test_programs_that_are_no_network(text, source, pointer, message):
    told = problems(lambda: read_job(document(text, source=source, training={"loss": "mse"})))
    assert list(told) == [pointer]
    assert message in told[pointer]


def test_faults_of_layers_are_told_with_their_line(root):
    dense = "keras.layers.Dense(3, name='d')"
    text = f"import keras\nm = keras.Sequential([keras.Input((4,)),\n    {dense},\n    {dense}])\n"
    told = problems(lambda: resolve(read_job(document(text, training={"loss": "mse"})), [root]))
    assert list(told) == ["/model/source/text"]
    assert told["/model/source/text"].startswith("line ")
