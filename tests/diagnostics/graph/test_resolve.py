from typing import get_args

import pytest

from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from tests.diagnostics.factories import chain, image, layer


def training(**given):
    return chain(image(4), layer("Dense", units=2), training=given).training


def problems(**job):
    with pytest.raises(SpecError) as caught:
        chain(image(4), layer("Dense", units=2), **job)
    return {problem.pointer: problem.message for problem in caught.value.problems}


def test_short_names_become_classes_with_their_defaults():
    resolved = training(optimizer="sgd", loss="mse")
    assert resolved.optimizer.class_name == "SGD"
    assert resolved.optimizer.config["momentum"] == 0.0
    assert resolved.loss.class_name == "MeanSquaredError"


def test_the_rate_is_given_once():
    assert "learning_rate" not in training().optimizer.config
    found = problems(training={"optimizer": {"class_name": "SGD", "config": {"learning_rate": 1}}})
    assert "/training/optimizer/config/learning_rate" in found


@pytest.mark.parametrize(
    ("given", "pointer", "message"),
    [
        ({"optimizer": "adm"}, "/training/optimizer", "this is none of Keras's optimizers; did you mean 'adam'?"),
        ({"loss": "mze"}, "/training/loss", "this is none of Keras's losses; did you mean 'mse'?"),
        ({"metrics": ["acuracy"]}, "/training/metrics/0", "Keras has no metric of this name; did you mean 'accuracy'?"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(given, pointer, message):
    assert problems(training=given) == {pointer: message}


@pytest.mark.parametrize("name", get_args(Dataset.model_fields["format"].annotation))
def test_a_format_may_be_named(name):
    assert chain(image(4), layer("Dense", units=2), dataset={"format": name}).dataset.format == name


@pytest.mark.parametrize(
    ("preprocess", "pointer"),
    [
        ([{"backbone": "ResNet5"}], "/dataset/preprocess/0/backbone"),
        ({"train": [], "validation": [{"backbone": "ResNet5"}]}, "/dataset/preprocess/validation/0/backbone"),
    ],
)
def test_a_backbone_that_is_none_is_told_with_the_nearest(preprocess, pointer):
    [(place, message)] = problems(dataset={"preprocess": preprocess}).items()
    assert place == pointer
    assert message.endswith("did you mean 'ResNet50'?")


@pytest.mark.parametrize("name", ["caffe", "tf", "torch", "ResNet50", "EfficientNetB0"])
def test_a_backbone_is_a_convention_or_an_application(name):
    resolved = chain(image(8, 8, 3), layer("Flatten"), dataset={"preprocess": [{"backbone": name}]})
    assert resolved.dataset.preprocess.train[0].backbone == name


def test_a_callback_that_could_not_work_is_refused():
    reduce = [{"reduce_on_plateau": {"patience": 1}}]
    unwatched = problems(training={"callbacks": reduce}, dataset={"location": "x", "validation": None})
    assert "dataset.validation is null" in unwatched["/training/callbacks/0/reduce_on_plateau"]
    scheduled = {"callbacks": reduce, "learning_rate": {"cyclic": {"base": 0.1, "max": 0.2, "step_size": 5}}}
    assert "schedule" in problems(training=scheduled)["/training/callbacks/0/reduce_on_plateau"]


def test_the_default_metric_means_nothing_of_quantities():
    assert training(loss="mse").metrics == ()
    assert training(loss="mse", metrics=["accuracy"]).metrics == ("accuracy",)
    assert training(loss="sparse_categorical_crossentropy").metrics == ("accuracy",)
