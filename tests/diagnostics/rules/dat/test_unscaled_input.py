import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.remove_rescaling import RemoveRescaling
from diagnostics.fixes.scale_input import ScaleInput
from diagnostics.rules.dat.unscaled_input import UnscaledInput
from diagnostics.spec.model import Weights
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import spread

BYTES = {"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 70.0}
PLAIN = chain(image(), layer("Conv2D", "conv", filters=4, kernel_size=3), layer("Flatten"), layer("Dense", units=2))


def found(inputs, spec=PLAIN):
    return list(UnscaledInput().check(data(spec, facts(inputs))))


def test_raw_bytes_are_too_large():
    (finding,) = found(BYTES)
    assert finding.severity == "error"
    assert finding.at == ("/dataset/preprocess",)
    assert finding.evidence["fault"] == "too large"
    assert finding.message == (
        "inputs range from 0 to 255 (mean 120, standard deviation 70), too large, when they reach 'conv'"
    )


def test_a_common_offset_is_off_centre():
    (finding,) = found({"minimum": 2.0, "maximum": 9.0, "mean": 5.0, "std": 2.0})
    assert finding.evidence["fault"] == "off centre"
    assert finding.evidence["offset_ratio"] == 2.5


@pytest.mark.parametrize(
    "healthy",
    [
        {"minimum": -20.0, "maximum": 20.0, "mean": 0.0, "std": 9.0},
        {"minimum": -30.0, "maximum": 30.0, "mean": 0.0, "std": 5.0},
        {"minimum": 0.0, "maximum": 4.0, "mean": 1.5, "std": 1.5},
        {"minimum": 0.0, "maximum": 2.0, "mean": 1.5, "std": 0.5},
    ],
    ids=["max_absolute", "max_std", "max_offset_ratio", "min_off_centre"],
)
def test_at_the_threshold_is_healthy(healthy):
    assert not found(healthy)


def test_images_in_zero_to_one_are_healthy():
    assert not found({"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "std": 0.25})


@pytest.mark.parametrize(
    "scaling",
    [layer("Rescaling", scale=0.004), layer("BatchNormalization"), layer("Normalization"), layer("LayerNormalization")],
    ids=lambda entry: entry["class_name"],
)
def test_a_network_that_scales_its_input_is_healthy(scaling):
    spec = chain(image(), layer("RandomFlip"), scaling, layer("Flatten"), layer("Dense", units=2))
    assert not found(BYTES, spec)


@pytest.mark.parametrize("inputs", [BYTES, {"minimum": 2.0, "maximum": 9.0, "mean": 5.0, "std": 2.0}])
def test_first_weights_that_are_normalised_at_once_are_healthy(inputs):
    conv, pool = layer("Conv2D", filters=4, kernel_size=3), layer("AveragePooling2D", pool_size=2)
    head = [layer("BatchNormalization"), layer("ReLU"), layer("Flatten"), layer("Dense", units=2)]
    spec = chain(image(), conv, pool, *head)
    assert not found(inputs, spec)


def test_a_normalisation_behind_a_relu_takes_the_worst_away():
    conv = layer("Conv2D", filters=4, kernel_size=3, activation="relu")
    spec = chain(image(), conv, layer("BatchNormalization"), layer("Flatten"), layer("Dense", units=2))
    assert [finding.severity for finding in found(BYTES, spec)] == ["warning"]


def test_a_normalisation_behind_the_next_weights_comes_too_late():
    conv = layer("Conv2D", filters=4, kernel_size=3)
    spec = chain(image(), conv, conv, layer("BatchNormalization"), layer("Flatten"), layer("Dense", units=2))
    assert [finding.severity for finding in found(BYTES, spec)] == ["error"]


def test_large_values_below_those_of_bytes_are_a_warning():
    assert [finding.severity for finding in found({**BYTES, "std": 30.0})] == ["warning"]
    assert [finding.severity for finding in found({**BYTES, "std": 30.1})] == ["error"]


def test_pretrained_weights_want_what_they_were_trained_on():
    weights = Weights(location="backbone.keras", layers={"conv": "conv"})
    spec = PLAIN.model_copy(update={"model": PLAIN.model.model_copy(update={"weights": weights})})
    assert not found(BYTES, spec)


def test_one_large_column_of_a_table_is_found_among_many():
    spec = chain(layer("InputLayer", "table", shape=[100]), layer("Dense", units=2))
    columns = [spread()] * 99 + [spread(30.0, 20.0)]
    known = facts({"maximum": 90.0, "mean": 0.3, "std": 3.7, "channels": columns}, input_shape=(100,))
    (finding,) = UnscaledInput().check(data(spec, known))
    assert (finding.severity, finding.evidence["fault"]) == ("warning", "too large in some columns")
    assert not list(UnscaledInput().check(data(spec, known.model_copy(update={"input_shape": (10, 100)}))))


def test_a_path_around_the_rescaling_is_found():
    spec = chain(
        image(4),
        layer("Rescaling", "rescaling", scale=0.004),
        layer("Dense", "scaled", units=2),
        layer("Dense", "raw", inputs=["image"], units=2),
        layer("Add", "sum", inputs=["scaled", "raw"]),
    )
    (finding,) = found(BYTES, spec)
    assert finding.evidence["reaches"] == ["raw"]


def test_an_unused_rescaling_does_not_scale():
    spec = chain(image(4), layer("Rescaling", scale=0.004), layer("Dense", inputs=["image"], units=2))
    assert found(BYTES, spec)


def test_integers_for_an_embedding_are_healthy():
    spec = chain(image(4), layer("Embedding", input_dim=256, output_dim=4), layer("Flatten"), layer("Dense", units=2))
    assert not found(BYTES, spec)


def test_values_without_a_spread_or_a_number_say_nothing():
    assert not found({**BYTES, "std": 0.0})
    assert not found({**BYTES, "mean": float("nan")})


def test_scaling_the_input_applies():
    cured = ScaleInput().apply(PLAIN, Clues(found(BYTES)))
    assert cured is not None
    assert cured.dataset.preprocess.train[-1].rescale == cured.dataset.preprocess.validation[-1].rescale


def test_values_divided_twice_are_too_small():
    (finding,) = found({"minimum": 0.0, "maximum": 1 / 255, "mean": 0.002, "std": 0.001})
    assert (finding.severity, finding.evidence["fault"]) == ("error", "too small")
    assert [each.severity for each in found({"minimum": 0.0, "maximum": 0.01, "mean": 0.0, "std": 0.001})] == [
        "warning"
    ]


@pytest.mark.parametrize("healthy", [{"maximum": 0.1, "std": 0.01}, {"maximum": 0.09, "std": 0.02}])
def test_at_the_threshold_of_too_small_is_healthy(healthy):
    assert not found({"minimum": 0.0, "mean": 0.0, **healthy})
    assert found({"minimum": 0.0, "mean": 0.0, "maximum": 0.099, "std": 0.0199})


def test_what_a_rescaling_makes_of_the_values_counts():
    scaled = layer("Rescaling", "again", scale=1 / 255)
    spec = chain(image(), scaled, layer("Flatten"), layer("Dense", "first", units=2))
    (finding,) = found({"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "std": 0.25}, spec)
    assert finding.evidence["fault"] == "too small"
    assert finding.evidence["maximum"] == pytest.approx(1 / 255)
    assert finding.evidence["rescaled_by"] == ["again"]
    assert finding.at == ("/dataset/preprocess", "/model/layers/1/config/scale")
    assert ScaleInput().apply(spec, Clues([finding])) is None


def test_rescalings_add_up():
    centred = [layer("Rescaling", scale=1 / 127.5, offset=-1), layer("Rescaling", scale=2, offset=1)]
    spec = chain(image(), *centred, layer("Flatten"), layer("Dense", units=2))
    assert not found(BYTES, spec)
    lifted = chain(image(), *centred, layer("Rescaling", scale=1, offset=30), layer("Flatten"), layer("Dense", units=2))
    (finding,) = found(BYTES, lifted)
    assert (finding.evidence["fault"], finding.severity) == ("off centre", "error")
    assert (finding.evidence["minimum"], finding.evidence["maximum"]) == pytest.approx((29.0, 33.0))


def test_a_rescaling_with_a_scale_a_channel_is_taken_to_do_what_it_should():
    spec = chain(image(), layer("Rescaling", scale=[1.0, 1.0, 1.0]), layer("Flatten"), layer("Dense", units=2))
    assert not found(BYTES, spec)


def test_an_offset_ten_times_the_spread_is_an_error():
    offset = {"minimum": 8.0, "maximum": 12.0, "mean": 10.0}
    assert [each.severity for each in found({**offset, "std": 1.0})] == ["warning"]
    assert [each.severity for each in found({**offset, "std": 0.99})] == ["error"]


def test_raw_bytes_beside_a_rescaled_copy_are_found():
    for order in (["image", "scaled"], ["scaled", "image"]):
        spec = chain(
            image(4),
            layer("Rescaling", "scaled", scale=1 / 255),
            layer("Concatenate", "both", inputs=order),
            layer("Dense", units=2),
        )
        assert [finding.severity for finding in found(BYTES, spec)] == ["error"]


def test_of_two_ways_the_gravest_is_told():
    spec = chain(
        image(4),
        layer("Rescaling", "tenth", scale=0.1),
        layer("Dense", "first", units=2),
        layer("Dense", "second", inputs=["image"], units=2),
        layer("Add", inputs=["first", "second"]),
    )
    (finding,) = found(BYTES, spec)
    assert (finding.severity, finding.evidence["reaches"]) == ("error", ["second"])
    assert ScaleInput().apply(spec, Clues([finding])) is not None


@pytest.mark.parametrize("bounded", [layer("Activation", activation="tanh"), layer("Softmax")])
def test_what_an_activation_bounds_is_healthy(bounded):
    spec = chain(image(4), layer("Rescaling", scale=10), bounded, layer("Dense", units=2))
    assert not found({"minimum": -5.0, "maximum": 5.0, "mean": 0.0, "std": 2.0}, spec)


def test_large_values_with_an_offset_are_as_grave_as_smaller_ones():
    large = {"minimum": 1990.0, "maximum": 2020.0, "mean": 2007.0, "std": 9.0}
    assert [finding.severity for finding in found(large)] == ["error"]


def test_its_fixes_apply():
    for fix in UnscaledInput.fixes:
        scaled_twice = fix is RemoveRescaling
        spec = chain(image(8), layer("Rescaling", scale=0.001), layer("Dense", units=2)) if scaled_twice else PLAIN
        seen = {"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "std": 0.3} if scaled_twice else BYTES
        assert fix().apply(spec, Clues(found(seen, spec), facts(seen))) is not None
