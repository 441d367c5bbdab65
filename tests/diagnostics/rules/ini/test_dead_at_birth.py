import math

from diagnostics.rules.ini.dead_at_birth import DeadAtBirth
from tests.diagnostics.factories import applying, at_start, chain, image, layer, snapshot


def network(**first):
    return chain(
        image(4),
        layer("Dense", "one", units=8, **{"activation": "relu", **first}),
        layer("Dense", "two", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def found(spec=None, probe_samples=64, **dead):
    layers = {name: {"dead_fraction": share} for name, share in dead.items()}
    return list(DeadAtBirth().check(at_start(spec or network(), snapshot(layers=layers, probe_samples=probe_samples))))


def test_a_layer_without_a_living_unit_blocks_the_way():
    (finding,) = found(one=1.0, two=1.0)
    assert finding.severity == "error"
    assert finding.evidence["layers"] == ["one", "two"]
    assert finding.at == ("/model/layers/1/config/kernel_initializer",)  # the second is dead because of the first


def test_at_the_threshold_is_a_warning():
    (finding,) = found(one=0.9)
    assert finding.severity == "warning"
    assert not found(one=0.89)


def test_a_bias_below_zero_is_the_place():
    spec = network(bias_initializer={"class_name": "Constant", "config": {"value": -5.0}})
    (finding,) = found(spec, one=1.0)
    assert finding.at == ("/model/layers/1/config/bias_initializer",)


def test_an_activation_layer_points_to_the_weights_before_it():
    spec = chain(image(4), layer("Dense", "one", units=8), layer("ReLU", "relu"), layer("Dense", "output", units=2))
    (finding,) = found(spec, relu=1.0)
    assert finding.layer == "relu"
    assert finding.at == ("/model/layers/1/config/kernel_initializer",)


def test_what_can_be_gone_around_is_a_warning():
    spec = chain(
        image(4),
        layer("Dense", "one", units=4, activation="relu"),
        layer("Add", "sum", inputs=["image", "one"]),
        layer("Dense", "output", units=2),
    )
    assert [finding.severity for finding in found(spec, one=1.0)] == ["warning"]


def test_a_dead_answer_is_an_error():
    spec = chain(image(4), layer("Dense", "output", units=1, activation="relu"))
    assert [finding.severity for finding in found(spec, output=1.0)] == ["error"]


def test_layers_that_cannot_be_dead_or_were_not_measured_say_nothing():
    assert not found(one=None, two=math.nan)
    assert not found()
    pooled = chain(image(), layer("MaxPooling2D", "pool"), layer("Flatten"), layer("Dense", "output", units=2))
    assert not found(pooled, pool=1.0)


def test_too_few_probe_inputs_say_nothing():
    assert not found(one=1.0, probe_samples=63)


def test_some_dead_units_are_normal():
    assert not found(one=0.125, two=0.45)


def test_its_fixes_apply():
    start = {"kernel_initializer": "zeros", "bias_initializer": {"class_name": "Constant", "config": {"value": -5.0}}}
    spec = network(**start)
    assert applying(DeadAtBirth, spec, found(spec, one=1.0, two=1.0)) == [fix.name for fix in DeadAtBirth.fixes]
