from diagnostics.rules.trn.frozen_weights import FrozenWeights
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained


def spec_of(**hidden):
    return chain(
        image(4),
        layer("Dense", "hidden", units=8, activation="relu", **hidden),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def found(movement=0.0, gradient=0.1, step=20, other=0.3, verdict="not_learning", unreached=(), spec=None):
    looks = [
        snapshot(
            at,
            {
                "hidden": {"movement": movement, "gradient_norm": gradient, "unreached": unreached},
                "output": {"movement": other, "gradient_norm": 0.1},
            },
        )
        for at in (0, step)
    ]
    return list(FrozenWeights().check(trained(spec or spec_of(), record(*looks, verdict=verdict))))


def test_a_trainable_layer_with_a_gradient_that_stands_still():
    (finding,) = found()
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/1/config/trainable",)
    assert finding.message == (
        "1 trainable layer has a gradient, yet after 20 steps not one weight has moved: 'hidden'"
    )


def test_in_a_network_that_learns_it_is_a_warning():
    assert [finding.severity for finding in found(verdict="learning")] == ["warning"]


def test_the_slightest_movement_is_movement():
    assert not found(movement=1e-9)


def test_at_the_threshold_of_steps():
    assert not found(step=19)


def test_at_the_threshold_of_gradients():
    assert found(gradient=1e-6)
    assert not found(gradient=0.9e-6)


def test_layers_that_are_meant_to_stand_still():
    assert not found(spec=spec_of(trainable=False))


def test_where_nothing_moves_it_is_the_rate():
    assert not found(other=0.0)


def test_weights_that_the_loss_does_not_depend_on_are_another_fault():
    assert not found(unreached=("kernel",))


def test_what_was_not_measured_says_nothing():
    assert not found(movement=None)
    assert not found(gradient=None)
