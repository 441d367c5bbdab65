import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.gradient_clipping import GradientClipping
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(**config):
    optimizer = {"class_name": "SGD", "config": {"momentum": 0.9, **config}}
    return chain(image(4), layer("Dense", units=2), training={"optimizer": optimizer})


def test_the_whole_gradient_is_bounded_and_nothing_else_changes():
    after = applied(GradientClipping, spec_of(), Clues())
    assert after == spec_of(global_clipnorm=1.0)


@pytest.mark.parametrize("key", ["clipnorm", "clipvalue", "global_clipnorm"])
def test_an_optimizer_that_clips_is_left_alone(key):
    assert GradientClipping().apply(spec_of(**{key: 5.0}), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(GradientClipping, spec_of(), Clues())
    assert GradientClipping().apply(once, Clues()) is None
