import pytest

from diagnostics.fixes.batch_size import BatchSize
from diagnostics.fixes.fix import Clues
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(size):
    return chain(image(4), layer("Dense", units=2), training={"batch_size": size})


def known(samples):
    whole = facts()
    return whole.model_copy(update={"train": whole.train.model_copy(update={"samples": samples})})


@pytest.mark.parametrize(
    ("size", "samples", "becomes"),
    [(1, 10_000, 32), (4096, 800, 32), (20_000, 50_000, 32), (4096, 400, 20), (4096, 40, 4), (1, 100, 5), (3, 4, 4)],
)
def test_an_epoch_has_twenty_steps_where_there_are_samples_enough(size, samples, becomes):
    assert applied(BatchSize, spec_of(size), Clues(facts=known(samples))) == spec_of(becomes)


def test_without_facts_it_is_the_usual_size():
    assert applied(BatchSize, spec_of(1), Clues()) == spec_of(32)


@pytest.mark.parametrize(("size", "samples"), [(2, 3), (64, 4), (32, 5000)])
def test_where_batches_would_stay_as_they_are_it_does_not_apply(size, samples):
    assert BatchSize().apply(spec_of(size), Clues(facts=known(samples))) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(BatchSize, spec_of(4096), Clues(facts=known(500)))
    assert BatchSize().apply(once, Clues(facts=known(500))) is None
