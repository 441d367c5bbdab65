import pytest

from diagnostics.fixes.backbone_preprocessing import BackbonePreprocessing
from diagnostics.fixes.fix import Clues
from diagnostics.observations import RawFacts, Spread
from diagnostics.rules.spc.preprocessing_mismatch import PreprocessingMismatch
from diagnostics.spec.job import ResolvedModel
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.fixes.applied import applied

CAFFE, UNIT = {"backbone": "caffe"}, {"rescale": {"scale": 1 / 255, "offset": 0.0}}
RESIZE = {"resize": {"size": [8, 8]}}


def spec_of(preprocess, convention=(CAFFE,), before=()):
    """A pretrained convolution behind `before`, which is not pretrained."""
    base = (layer("Conv2D", "base", filters=4, kernel_size=3), layer("Flatten"), layer("Dense", "output", units=2))
    spec = chain(image(8, 8, 3), *before, *base, dataset={"preprocess": preprocess})
    weights = {"location": "base.keras", "layers": {"base": "base"}, "convention": convention and list(convention)}
    model = ResolvedModel.model_validate({**spec.model.model_dump(mode="json"), "weights": weights})
    return spec.model_copy(update={"model": model})


def known(highest=255.0):
    raw = Spread(minimum=0.0, maximum=highest, mean=highest / 2, std=highest / 4)
    values = RawFacts(values=raw, non_finite_samples=0, searched=200)
    whole = facts()
    return whole.model_copy(update={"train": whole.train.model_copy(update={"raw": values})})


def preprocess(spec):
    return spec.model_dump(mode="json")["dataset"]["preprocess"]


@pytest.mark.parametrize("before", [[UNIT], [], [{"per_sample_standardize": {}}], [{"backbone": "tf"}]])
def test_the_convention_takes_the_place_of_what_rescales(before):
    spec = spec_of([RESIZE, *before])
    after = applied(BackbonePreprocessing, spec, Clues(facts=known()))
    assert preprocess(after) == [RESIZE, CAFFE]
    assert not list(PreprocessingMismatch().check(data(after, known())))
    dataset = after.dataset.model_copy(update={"preprocess": spec.dataset.preprocess})
    assert after.model_copy(update={"dataset": dataset}) == spec


def test_both_splits_get_it():
    after = applied(BackbonePreprocessing, spec_of({"train": [RESIZE, CAFFE], "validation": [UNIT]}), Clues())
    assert preprocess(after) == [RESIZE, CAFFE]


def test_the_networks_own_rescaling_goes_and_other_layers_stay():
    before = [layer("RandomFlip", "flip"), layer("Rescaling", "scale", scale=1 / 255)]
    after = applied(BackbonePreprocessing, spec_of([], before=before), Clues(facts=known()))
    assert [entry.name for entry in after.model.layers] == ["image", "flip", "base", "flatten", "output"]
    assert after.model.layers[2].inputs == ("flip",)
    assert not list(PreprocessingMismatch().check(data(after, known())))


def test_pixels_stored_as_fractions_become_bytes_first():
    after = applied(BackbonePreprocessing, spec_of([]), Clues(facts=known(1.0)))
    assert preprocess(after) == [{"rescale": {"scale": 255.0, "offset": 0.0}}, CAFFE]
    assert not list(PreprocessingMismatch().check(data(after, known(1.0))))


def test_a_convention_of_its_own_is_taken_as_it_is():
    after = applied(BackbonePreprocessing, spec_of([], [UNIT]), Clues(facts=known(1.0)))
    assert preprocess(after) == [UNIT]


def test_without_a_convention_it_does_not_apply():
    assert BackbonePreprocessing().apply(spec_of([UNIT], None), Clues()) is None
    assert BackbonePreprocessing().apply(chain(image(4), layer("Dense", units=2)), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    spec = spec_of([RESIZE, UNIT], before=[layer("Rescaling", scale=0.1)])
    once = applied(BackbonePreprocessing, spec, Clues(facts=known()))
    assert BackbonePreprocessing().apply(once, Clues(facts=known())) is None
