import pytest

from diagnostics.fixes.batch_normalisation_momentum import BatchNormalisationMomentum
from tests.diagnostics.factories import facts, layer
from tests.diagnostics.fixes.looking import changes, cured
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def faster(momentum, epochs=1, known=None, **config):
    norm = layer("BatchNormalization", "norm", momentum=momentum, **config)
    spec = spec_of(layer("Dense", units=4), norm, OUTPUT, batch_size=20, epochs=epochs)
    found = changes(spec, cured(BatchNormalisationMomentum, spec, facts=known))
    return found and found["norm"]["momentum"]


def test_without_facts_it_is_nine_tenths():
    assert faster(0.9999) == 0.9
    assert faster(0.9) is None


@pytest.mark.parametrize(("epochs", "momentum"), [(100, 0.9), (18, 0.9), (17, 0.8), (8, 0.5), (1, 0.5)])
def test_short_runs_need_a_lower_one(epochs, momentum):
    """200 samples in batches of 20 make 10 steps an epoch; 0.9 to the power of 44 is below one in a hundred."""
    assert faster(0.99, epochs, facts()) == momentum


def test_frozen_statistics_stay():
    assert faster(0.9999, trainable=False) is None
