from diagnostics.rules.ini.gradient_disconnected import GradientDisconnected
from tests.diagnostics.factories import at_start, chain, image, layer, snapshot

SPEC = chain(
    image(4),
    layer("Dense", "one", units=8),
    layer("Dense", "two", units=8),
    layer("Discretization", "bins", bin_boundaries=[0.0]),
    layer("Dense", "output", units=2),
)
CUT = {"gradient_norm": 0.0, "unreached": ("kernel", "bias")}


def found(**layers):
    seen = {"output": {"gradient_norm": 1.0}, **layers}
    return list(GradientDisconnected().check(at_start(SPEC, snapshot(layers=seen))))


def test_weights_that_the_loss_does_not_reach_are_found_where_the_path_breaks():
    (finding,) = found(one=CUT, two=CUT)
    assert (finding.severity, finding.layer) == ("error", "two")
    assert finding.at == ("/model/layers/3", "/model/layers/2")
    assert finding.evidence["unreached"] == ["one: kernel, bias", "two: kernel, bias"]


def test_a_layer_that_is_reached_in_part_is_a_warning():
    (finding,) = found(two={"gradient_norm": 0.3, "unreached": ("bias",)})
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2",)


def test_a_gradient_of_zero_is_not_a_missing_one():
    assert not found(one={"gradient_norm": 0.0}, two={"gradient_norm": 0.0})


def test_frozen_layers_want_no_gradient():
    spec = chain(image(4), layer("Dense", "one", units=8, trainable=False), layer("Dense", "output", units=2))
    seen = snapshot(layers={"one": CUT, "output": {"gradient_norm": 1.0}})
    assert not list(GradientDisconnected().check(at_start(spec, seen)))


def test_unprobed_layers_say_nothing():
    assert not found()


def test_healthy_layers_are_silent():
    assert not found(one={"gradient_norm": 0.5}, two={"gradient_norm": 0.5})
