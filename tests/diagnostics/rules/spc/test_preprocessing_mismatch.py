import pytest

from diagnostics.observations import InputFacts, RawFacts, SplitFacts, Spread
from diagnostics.rules.spc.preprocessing_mismatch import PreprocessingMismatch
from diagnostics.spec.job import ResolvedModel
from tests.diagnostics.factories import chain, data, facts, image, layer

BYTES, UNIT, SIGNED = (0.0, 255.0), (0.0, 1.0), (-3.0, 3.0)
CAFFE, TF, TORCH = ({"backbone": name} for name in ("caffe", "tf", "torch"))
UNIT_SCALE = {"rescale": {"scale": 1 / 255}}
PROBE_RANGE = {"minimum": -1.0, "maximum": 1.0, "mean": 0.0, "std": 0.5}


def spec_of(preprocess, convention, before=(), shape=(8, 8, 3)):
    """A pretrained convolution behind `before`, which is not pretrained."""
    base = layer("Conv2D", "base", filters=4, kernel_size=3)
    spec = chain(
        image(*shape), *before, base, layer("Flatten"), layer("Dense", units=2), dataset={"preprocess": preprocess}
    )
    weights = {"location": "base.keras", "layers": {"base": "base"}, "convention": convention}
    model = ResolvedModel.model_validate({**spec.model.model_dump(mode="json"), "weights": weights})
    return spec.model_copy(update={"model": model})


def found(preprocess, convention, stored=BYTES, before=(), validation=True):
    values = Spread(minimum=stored[0], maximum=stored[1], mean=sum(stored) / 2, std=(stored[1] - stored[0]) / 4)
    raw = RawFacts(values=values, non_finite_samples=0, searched=200)
    inputs = InputFacts.model_validate({**PROBE_RANGE, "non_finite": 0})
    split = SplitFacts(samples=200, inputs=inputs, raw=raw)
    known = facts().model_copy(update={"train": split, "validation": split if validation else None})
    return list(PreprocessingMismatch().check(data(spec_of(preprocess, convention, before), known)))


@pytest.mark.parametrize("convention", [CAFFE, TF, TORCH, {"backbone": "ResNet50"}, {"backbone": "EfficientNetB0"}])
def test_its_own_convention_is_healthy(convention):
    assert not found([convention], [convention])


def test_its_own_convention_in_other_words_is_healthy():
    assert not found([{"rescale": {"scale": 1 / 127.5, "offset": -1.0}}], [TF])
    assert not found([{"normalize": {"mean": 127.5, "std": 127.5}}, {"resize": {"size": [16, 16]}}], [TF])


def test_pixels_stored_as_fractions_are_pixels():
    assert not found([{"rescale": {"scale": 2.0, "offset": -1.0}}], [TF], stored=UNIT)
    assert not found([{"rescale": {"scale": 255.0}}, CAFFE], [CAFFE], stored=UNIT)
    assert found([TF], [TF], stored=UNIT)


def test_a_rescaling_layer_before_the_base_counts():
    assert not found([], [TF], before=[layer("Rescaling", scale=1 / 127.5, offset=-1.0)])
    assert not found([UNIT_SCALE], [TF], before=[layer("Normalization", mean=0.5, variance=0.25)])
    per_channel = layer("Rescaling", scale=[1 / 255] * 3, offset=[0.0, 0.0, 0.0])
    assert found([], [TORCH], before=[layer("RandomFlip"), per_channel])


@pytest.mark.parametrize("convention", [CAFFE, TORCH, {"backbone": "EfficientNetB0"}])
def test_one_over_255_is_an_error_for_most_backbones(convention):
    [finding] = found([UNIT_SCALE], [convention])
    assert finding.severity == "error"
    assert finding.at == ("/dataset/preprocess",)
    assert finding.layer == "base"


def test_raw_pixels_are_an_error_where_small_values_are_wanted():
    [finding] = found([], [TF])
    assert finding.severity == "error"
    assert finding.evidence["scale_ratio"] == pytest.approx(127.5)
    assert finding.message == (
        "the pretrained layers from 'base' on were trained on inputs of -1 to 1; these data reach them as 0 to 255"
    )


def test_raw_pixels_in_red_green_blue_are_a_warning_for_caffe():
    [finding] = found([], [CAFFE])
    assert finding.severity == "warning"
    assert finding.evidence["scale_ratio"] == pytest.approx(1, abs=0.05)
    assert finding.message.endswith("; red and blue have changed places")


def test_red_and_blue_alone():
    means = {"normalize": {"mean": [123.68, 116.779, 103.939], "std": 1.0}}
    [finding] = found([means], [CAFFE])
    assert (finding.severity, finding.evidence["reversed_channels"]) == ("warning", True)
    assert finding.evidence["offset"] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("factor", "severity"), [(1.49, None), (1.5, "warning"), (3.99, "warning"), (4.0, "error"), (0.25, "error")]
)
def test_at_the_thresholds_of_scale(factor, severity):
    wanted = [{"rescale": {"scale": 0.01}}]
    seen = found(
        [{"rescale": {"scale": 0.01 * factor * (1 + 1e-5) ** (1 if factor > 1 else -1)}}], wanted, stored=SIGNED
    )
    assert [finding.severity for finding in seen] == ([severity] if severity else [])


@pytest.mark.parametrize(("shift", "severity"), [(0.4, None), (0.6, "warning"), (1.9, "warning"), (2.1, "error")])
def test_at_the_thresholds_of_the_centre(shift, severity):
    deviation = 6 / 12**0.5  # of uniform numbers in -3..3
    seen = found(
        [{"rescale": {"scale": 1.0, "offset": shift * deviation}}], [{"rescale": {"scale": 1.0}}], stored=SIGNED
    )
    assert [finding.severity for finding in seen] == ([severity] if severity else [])


def test_each_split_is_judged_where_they_differ():
    [finding] = found({"train": [TF], "validation": [UNIT_SCALE]}, [TF])
    assert finding.at == ("/dataset/preprocess/validation",)
    [finding] = found({"train": [UNIT_SCALE], "validation": [TF]}, [TF])
    assert finding.at == ("/dataset/preprocess/train",)
    assert not found({"train": [TF], "validation": [UNIT_SCALE]}, [TF], validation=False)


def test_each_sample_standardised_stands_in_for_an_even_scale():
    assert not found([{"per_sample_standardize": {}}], [TORCH])
    assert found([{"per_sample_standardize": {}}], [CAFFE])


def test_without_a_convention_nothing_is_said():
    assert not found([UNIT_SCALE], None)


def test_without_stored_weights_nothing_is_said():
    spec = chain(image(), layer("Conv2D", filters=4, kernel_size=3), dataset={"preprocess": [UNIT_SCALE]})
    assert not list(PreprocessingMismatch().check(data(spec, facts())))


def test_values_that_are_no_pixels_are_left_alone_under_a_convention_for_pixels():
    assert not found([], [TF], stored=SIGNED)
    assert not found([], [TF], stored=(float("nan"), float("nan")))
    assert not found([], [{"rescale": {"scale": 9.0}}], stored=(1.0, 1.0))


def test_features_are_not_inputs():
    assert not found([], [TF], before=[layer("Conv2D", filters=3, kernel_size=3)])
    assert not found([], [TF], before=[layer("BatchNormalization")])
