import pytest

from diagnostics.fixes.early_stopping import EarlyStopping
from diagnostics.fixes.fix import Clues
from diagnostics.spec.training import Callback
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(epochs=50, callbacks=(), **dataset):
    training = {"epochs": epochs, "callbacks": list(callbacks)}
    return chain(image(4), layer("Dense", units=2), training=training, dataset=dataset)


@pytest.mark.parametrize(("epochs", "patience"), [(3, 2), (20, 2), (50, 5), (150, 10)])
def test_patience_is_a_tenth_of_the_run_within_bounds(epochs, patience):
    after = applied(EarlyStopping, spec_of(epochs), Clues())
    assert after == spec_of(epochs, [{"early_stopping": {"patience": patience}}])


def test_other_callbacks_stay():
    after = applied(EarlyStopping, spec_of(callbacks=[{"reduce_on_plateau": {}}]), Clues())
    assert [callback.key for callback in after.training.callbacks] == ["reduce_on_plateau", "early_stopping"]


def test_a_run_too_short_or_with_nothing_to_watch_is_left_alone():
    assert EarlyStopping().apply(spec_of(2), Clues()) is None
    assert EarlyStopping().apply(spec_of(validation=None), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(EarlyStopping, spec_of(), Clues())
    assert isinstance(once.training.callbacks[0], Callback)
    assert EarlyStopping().apply(once, Clues()) is None
