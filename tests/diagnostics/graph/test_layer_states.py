import math

import pytest

from diagnostics.graph.graph import graph_of
from diagnostics.graph.layer_states import layer_states
from diagnostics.observations import Ablation
from tests.diagnostics.factories import chain, image, layer, snapshot

SPEC = chain(
    image(4),
    layer("Dense", "hidden", units=8, activation="relu"),
    layer("Dropout", "dropout", rate=0.1),
    layer("Dense", "frozen", units=8, trainable=False),
    layer("Dense", "output", units=2),
)
NEEDED = Ablation(loss=0.9, loss_error=0.01, answers_changed=0.4)
IDLE = Ablation(loss=0.501, loss_error=0.001, answers_changed=0.0)


def states(step=20, ablation=NEEDED, before=0.1, **end):
    whole = {"movement": 0.0, "gradient_norm": 0.1, **end}
    ablations = {"hidden": ablation} if ablation else {}
    start, after = snapshot(0, {"hidden": {"gradient_norm": before}}), snapshot(step, {"hidden": whole})
    return layer_states(graph_of(SPEC), start, after, ablations)


def test_layers_without_weights_have_no_state():
    assert list(states()) == ["hidden", "frozen", "output"]


def test_declared_frozen_needs_no_measurement():
    assert states()["frozen"] == "declared frozen"


def test_what_was_not_measured_is_unknown():
    assert states()["output"] == "unknown"
    assert states(movement=None)["hidden"] == "unknown"
    assert states(gradient_norm=None)["hidden"] == "unknown"
    assert states(movement=math.nan)["hidden"] == "unknown"
    assert states(gradient_norm=math.nan)["hidden"] == "unknown"


def test_no_path_from_the_loss():
    assert states(gradient_norm=0.0, unreached=("kernel", "bias"))["hidden"] == "gradient-disconnected"


def test_a_path_but_nothing_comes_through():
    assert states(before=0.0, gradient_norm=0.0)["hidden"] == "zero gradient"
    assert states(before=None, gradient_norm=0.0)["hidden"] == "zero gradient"


def test_a_gradient_but_no_movement():
    assert states()["hidden"] == "gradient but no movement"


def test_a_few_steps_without_movement_are_too_few():
    assert states(step=19)["hidden"] == "unknown"


@pytest.mark.parametrize(
    ("ablation", "state"),
    [
        (NEEDED, "working"),
        (IDLE, "moves but idle"),
        (IDLE.model_copy(update={"answers_changed": 0.01}), "working"),
        (IDLE.model_copy(update={"loss": 0.503}), "working"),
        (IDLE.model_copy(update={"loss": 0.51, "loss_error": 1.0}), "working"),
        (None, "unknown"),
    ],
)
def test_a_layer_that_moves_is_known_by_what_its_loss_costs(ablation, state):
    assert states(movement=0.2, ablation=ablation)["hidden"] == state
