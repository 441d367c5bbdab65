import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.weight_decay import WeightDecay
from diagnostics.graph import keras_tables
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied

_WITH_DECAY = {"AdamW", "Muon", "ScheduleFreeAdamW"}
_WITHOUT_A_SPEC = {"LossScaleOptimizer", "MultiOptimizer"}


def spec_of(class_name="Adam", **config):
    optimizer = {"class_name": class_name, "config": config}
    return chain(image(4), layer("Dense", units=2), training={"optimizer": optimizer})


@pytest.mark.parametrize("optimizer", sorted(set(keras_tables.names("optimizers")) - _WITH_DECAY - _WITHOUT_A_SPEC))
def test_the_optimizer_stays_and_its_weights_decay(optimizer):
    assert applied(WeightDecay, spec_of(optimizer), Clues()) == spec_of(optimizer, weight_decay=0.01)


@pytest.mark.parametrize("spec", [spec_of("AdamW"), spec_of(weight_decay=1e-4)])
def test_weights_that_decay_already_are_left_alone(spec):
    assert WeightDecay().apply(spec, Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(WeightDecay, spec_of(weight_decay=0), Clues())
    assert WeightDecay().apply(once, Clues()) is None
