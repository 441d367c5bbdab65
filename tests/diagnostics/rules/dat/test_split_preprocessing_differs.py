import pytest

from diagnostics.observations import ChannelOrder
from diagnostics.rules.dat.split_preprocessing_differs import SplitPreprocessingDiffers
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split, spread

BYTES = spread(120.0, 70.0)
SCALED = {"mean": 0.47, "std": 0.27}
CENTRED = {"mean": -0.06, "std": 0.55}


def spec(same):
    train = [{"rescale": {"scale": 1 / 255}}]
    held_out = train if same else [{"rescale": {"scale": 1 / 127.5, "offset": -1.0}}]
    preprocess = {"train": train, "validation": held_out}
    return chain(image(), layer("Flatten"), layer("Dense", units=2), dataset={"preprocess": preprocess})


def found(train, held_out, same=False, raw=(BYTES, BYTES), samples=200):
    known = facts(train=split(raw=raw[0], **train), validation=split(samples, raw=raw[1], **held_out))
    return list(SplitPreprocessingDiffers().check(data(spec(same), known)))


def test_different_operations_on_the_same_data_are_an_error():
    (finding,) = found(SCALED, CENTRED)
    assert finding.severity == "error"
    assert finding.at == ("/dataset/preprocess/validation", "/dataset/preprocess/train")
    assert "the job lists different preprocessing" in finding.message


def test_a_split_that_was_stored_scaled_is_an_error():
    (finding,) = found(SCALED, {"mean": 0.0018, "std": 0.0011}, same=True, raw=(BYTES, spread(0.47, 0.27)))
    assert finding.at == ("/dataset/preprocess", "/dataset/validation")
    assert "stored on another scale" in finding.message


def test_different_operations_that_end_on_the_same_scale_are_healthy():
    assert not found(SCALED, SCALED)
    assert not found(SCALED, {"mean": 0.46, "std": 0.28}, raw=(BYTES, spread(0.0, 1.0)))


@pytest.mark.parametrize(("mean", "std"), [(0.0, 1.5), (0.5, 1.0)])
def test_at_the_threshold_is_healthy(mean, std):
    unit = {"mean": 0.0, "std": 1.0}
    assert not found(unit, {"mean": mean, "std": std})
    assert found(unit, {"mean": mean * 1.01, "std": std * 1.01 if std > 1 else std})


def test_data_that_differ_by_themselves_are_another_matter():
    moved = {"mean": 2.0, "std": 1.0}
    assert not found({"mean": 0.0, "std": 1.0}, moved, same=True, raw=(spread(0.0, 1.0), spread(2.0, 1.0)))
    assert not found({"mean": 0.0, "std": 1.0}, moved, raw=(spread(0.0, 1.0), spread(2.0, 1.0)))


def test_colours_shifted_each_its_own_way_are_seen_in_the_channels():
    grey = [spread(0.0, 1.0)] * 3
    shifted = [spread(-0.8, 1.0), spread(0.0, 1.0), spread(0.8, 1.0)]
    plain = {"mean": 0.0, "std": 1.0}
    assert found({**plain, "channels": grey}, {**plain, "std": 1.2, "channels": shifted})
    assert not found({**plain, "channels": grey}, {**plain, "channels": grey})


def test_too_few_inputs_or_no_figures_say_nothing():
    assert not found(SCALED, CENTRED, samples=19)
    assert not found({"mean": float("nan"), "std": float("nan")}, CENTRED)
    assert not list(SplitPreprocessingDiffers().check(data(spec(False), facts())))


def test_a_split_without_any_spread_is_found():
    assert found(SCALED, {"mean": 0.0, "std": 0.0})


def stored(here, there, shape=(8, 8, 3)):
    values = [{"mean": each.mean, "std": each.std} for each in (here, there)]
    train, held_out = (split(raw=raw, **inputs) for raw, inputs in zip((here, there), values, strict=True))
    known = facts(train=train, validation=held_out, input_shape=shape)
    return list(SplitPreprocessingDiffers().check(data(spec(same=True), known)))


UNIT = spread(0.45, 0.25, minimum=0.0, maximum=1.0)


def test_pictures_with_numbers_below_zero_on_one_side_alone_were_scaled():
    assert stored(UNIT, spread(0.0, 1.0, minimum=-0.11))
    assert not stored(UNIT, spread(0.0, 1.0, minimum=-0.1))
    assert stored(spread(-0.1, 0.5, minimum=-1.0), UNIT)
    assert not stored(spread(-0.1, 0.5, minimum=-1.0), spread(0.0, 1.0, minimum=-2.0))
    assert not stored(UNIT, spread(0.0, 1.0, minimum=-2.0), shape=(192,))


def coloured(order=(2, 1, 0), apart=1.0, rest=0.2, evidence=200.0):
    known = ChannelOrder(order=order, apart=apart, apart_reordered=rest, evidence=evidence, samples=50)
    plain = split(mean=0.0, std=1.0)
    return list(
        SplitPreprocessingDiffers().check(
            data(spec(same=True), facts(train=plain, validation=plain, channel_order=known))
        )
    )


def test_colours_in_another_order_are_a_warning():
    (finding,) = coloured()
    assert (finding.severity, finding.evidence["order"]) == ("warning", [2, 1, 0])
    assert "in the order 3, 2, 1" in finding.message


def test_colours_at_the_thresholds():
    assert coloured(evidence=60, apart=0.3, rest=0.135)
    assert not coloured(evidence=59.9)
    assert not coloured(apart=0.29, rest=0.0)
    assert not coloured(rest=0.46)
    assert not coloured(order=(0, 1, 2))
