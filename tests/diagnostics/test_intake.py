import numpy as np
import pytest
from PIL import Image

from diagnostics.graph.resolve import resolve
from diagnostics.intake import take_in
from diagnostics.spec.errors import SpecError
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job

LAYERS = [{"class_name": "Flatten"}, {"class_name": "Dense", "config": {"units": 2, "activation": "softmax"}}]


@pytest.fixture
def root(tmp_path):
    """A data root with an image folder and an archive."""
    for name in ("a", "b"):
        (tmp_path / "images" / name).mkdir(parents=True)
        Image.new("L", (8, 8)).save(tmp_path / "images" / name / "0.png")
    np.savez(tmp_path / "arrays.npz", x=np.zeros((4, 3)), y=[0, 1, 0, 1])
    return tmp_path


def job(location, layers=LAYERS, **parts):
    training = {"loss": "sparse_categorical_crossentropy"}
    model = {"layers": layers}
    return read_job({"dataset": {"location": location}, "model": model, "training": training, **parts})


@pytest.mark.parametrize("location", ["images", "arrays.npz"])
def test_a_job_comes_in_resolved(root, location):
    spec = take_in(job(location), [root])
    assert isinstance(spec, ResolvedSpec)
    assert [layer.name for layer in spec.model.layers] == ["input_layer", "flatten", "dense"]
    assert spec.model.layers[2].config["kernel_initializer"] == "glorot_uniform"


def test_a_resolved_job_comes_in_again_as_itself(root):
    spec = take_in(job("images"), [root])
    assert take_in(read_job(spec.model_dump(mode="json")), [root]) == spec


def test_without_roots_a_user_s_own_files_may_be_read(root):
    take_in(job(str(root / "images")), None)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"location": "gone"}, "/dataset/location"),
        ({"location": "/etc"}, "/dataset/location"),
        ({"layers": [{"class_name": "Dens"}]}, "/model/layers/0/class_name"),
        ({"layers": [{"class_name": "Dense", "config": {"units": 10**9}}]}, "/model/layers"),
        ({"diagnosis": {"select": ["NOPE1"]}}, "/diagnosis/select/0"),
        ({"diagnosis": {"thresholds": {"nope": 1}}}, "/diagnosis/thresholds/nope"),
    ],
)
def test_what_cannot_be_run_is_refused_with_its_place(root, changes, pointer):
    with pytest.raises(SpecError) as caught:
        take_in(job(**{"location": "images", **changes}), [root])
    assert [problem.pointer for problem in caught.value.problems] == [pointer]


def two_ways(outputs=None):
    entries = [{"class_name": "InputLayer", "name": name, "config": {"shape": [3]}} for name in ("a", "b")]
    heads = [{"class_name": "Dense", "name": name, "config": {"units": 2}, "inputs": ["a"]} for name in ("c", "d")]
    return {"layers": [*entries, *heads], "outputs": outputs or ["c", "d"]}


def test_several_outputs_are_refused_for_training_but_resolved(root):
    with pytest.raises(SpecError) as caught:
        take_in(job("arrays.npz", None, model=two_ways()), [root])
    [problem] = caught.value.problems
    assert problem.pointer == "/model/outputs"
    assert "2 outputs, a dataset has one target" in problem.message
    assert len(resolve(job("arrays.npz", None, model=two_ways())).model.outputs) == 2
    assert take_in(job("arrays.npz", None, model=two_ways(["d"])), [root]).model.outputs == ("d",)


def test_several_inputs_are_refused_for_training(root):
    model = two_ways(["e"])
    model["layers"].append({"class_name": "Add", "name": "e", "inputs": ["a", "b"]})
    with pytest.raises(SpecError) as caught:
        take_in(job("arrays.npz", None, model=model), [root])
    [problem] = caught.value.problems
    assert problem.pointer == "/model/layers"
    assert "2 inputs, a dataset has one" in problem.message
