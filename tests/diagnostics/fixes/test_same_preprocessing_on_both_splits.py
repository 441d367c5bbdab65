import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.same_preprocessing_on_both_splits import SamePreprocessingOnBothSplits
from diagnostics.spec.model import Weights
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied

RESIZE, UNIT = {"resize": {"size": [8, 8]}}, {"rescale": {"scale": 0.004, "offset": 0.0}}
TF, CAFFE = {"backbone": "tf"}, {"backbone": "caffe"}


def spec_of(train, validation, convention=None):
    spec = chain(
        image(), layer("Dense", "base", units=2), dataset={"preprocess": {"train": train, "validation": validation}}
    )
    if convention is None:
        return spec
    weights = Weights.model_validate({"location": "a.keras", "layers": {"base": "base"}, "convention": convention})
    return spec.model_copy(update={"model": spec.model.model_copy(update={"weights": weights})})


def preprocess(spec):
    return spec.model_dump(mode="json")["dataset"]["preprocess"]


def test_validation_gets_what_training_gets_and_nothing_else_changes():
    spec = spec_of([RESIZE, UNIT], [RESIZE])
    after = applied(SamePreprocessingOnBothSplits, spec, Clues())
    assert preprocess(after) == [RESIZE, UNIT]
    dataset = after.dataset.model_copy(update={"preprocess": spec.dataset.preprocess})
    assert after.model_copy(update={"dataset": dataset}) == spec


@pytest.mark.parametrize(
    ("train", "validation", "both"),
    [
        ([UNIT], [RESIZE, CAFFE], [RESIZE, CAFFE]),
        ([CAFFE], [UNIT], [CAFFE]),
        ([UNIT], [TF], [UNIT]),
        ([RESIZE, CAFFE], [CAFFE], [RESIZE, CAFFE]),
    ],
    ids=["validation", "training", "neither", "both"],
)
def test_pretrained_layers_get_their_convention_where_one_split_follows_it(train, validation, both):
    after = applied(SamePreprocessingOnBothSplits, spec_of(train, validation, [CAFFE]), Clues())
    assert preprocess(after) == both


def test_one_list_for_both_is_left_alone():
    assert SamePreprocessingOnBothSplits().apply(spec_of([UNIT], [UNIT]), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(SamePreprocessingOnBothSplits, spec_of([UNIT], []), Clues())
    assert SamePreprocessingOnBothSplits().apply(once, Clues()) is None
