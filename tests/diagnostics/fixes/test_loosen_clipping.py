import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.loosen_clipping import LoosenClipping
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(**config):
    optimizer = {"class_name": "SGD", "config": {"momentum": 0.9, **config}}
    return chain(image(4), layer("Dense", units=2), training={"optimizer": optimizer})


@pytest.mark.parametrize("key", ["clipnorm", "clipvalue", "global_clipnorm"])
def test_a_tight_bound_is_taken_away_and_nothing_else_changes(key):
    assert applied(LoosenClipping, spec_of(**{key: 1e-5}), Clues()) == spec_of()


@pytest.mark.parametrize("config", [{}, {"clipnorm": 1e-2}, {"global_clipnorm": 1}])
def test_usual_bounds_stay(config):
    assert LoosenClipping().apply(spec_of(**config), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(LoosenClipping, spec_of(clipvalue=1e-3), Clues())
    assert LoosenClipping().apply(once, Clues()) is None
