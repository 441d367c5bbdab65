import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.rules.trn.stuck_at_chance import StuckAtChance
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

SPEC = chain(
    image(4), layer("Dense", units=8, activation="relu"), layer("Dense", "output", units=2, activation="softmax")
)


def found(verdict):
    end = snapshot(500, loss=1.61, chance_loss=1.6094, gain=-0.0006)
    return list(StuckAtChance().check(trained(SPEC, record(snapshot(), end, verdict=verdict, steps=500))))


def test_a_network_that_never_leaves_chance_is_stuck():
    (finding,) = found("not_learning")
    assert finding.severity == "error"
    assert finding.at == ("/training",)
    assert finding.step == 500
    assert finding.message == "after 500 steps the loss is 1.61, and 1.609 is what ignoring the input gives"


@pytest.mark.parametrize("verdict", ["learning", "learning_poorly", "diverged", "inconclusive"])
def test_any_other_verdict_is_another_matter(verdict):
    assert not found(verdict)


def test_its_fixes_apply():
    for fix in StuckAtChance.fixes:
        assert fix().apply(SPEC, Clues(found("not_learning"))) is not None


@pytest.mark.parametrize(("gain", "stuck"), [(0.049, True), (0.06, False), (-0.2, True)])
def test_a_network_that_learns_with_the_statistics_of_the_batch_is_another_fault(gain, stuck):
    output = {"logit_spread": 1.0, "top_probability_std": 0.1, "predicted": (128, 128)}
    in_batches = {"output": output, "train": score(gain=gain, gain_error=0.01).model_dump()}
    end = snapshot(500, gain=-0.01, batch_mode=in_batches)
    trial = record(snapshot(), end, verdict="not_learning", steps=500)
    assert bool(list(StuckAtChance().check(trained(SPEC, trial)))) is stuck
