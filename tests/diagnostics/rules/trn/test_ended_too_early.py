import pytest

from diagnostics.rules.trn.ended_too_early import EndedTooEarly
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))
FALLING = tuple(0.7 - 0.002 * step for step in range(100))


def found(losses=FALLING, verdict="inconclusive", end=0.5, spreads=(0.1, 0.1, 0.1), held_out=None, **figures):
    held_out = held_out or (None, None)
    steps = len(losses)
    looks = [
        snapshot(
            at, logit_spread=spread, loss=loss, chance_loss=0.69, validation=held and score(loss=held).model_dump()
        )
        for at, spread, loss, held in zip(
            (0, steps // 2, steps), spreads, (0.7, 0.6, end), (None, *held_out), strict=True
        )
    ]
    whole = {"verdict": verdict, "losses": losses, "steps": steps, "planned_steps": steps}
    return list(EndedTooEarly().check(trained(SPEC, record(*looks, **{**whole, **figures}))))


def test_a_loss_that_still_falls_at_the_planned_end():
    (finding,) = found()
    assert finding.severity == "warning"
    assert finding.at == ("/training/epochs",)
    assert finding.step == 100
    assert finding.message == (
        "the 100 planned steps end while the loss still falls: 0.561 on average over the fifth before the last, "
        "0.521 over the last"
    )


def test_a_network_on_the_rise_is_most_likely_just_out_of_time():
    assert [finding.blame for finding in found(spreads=(0.1, 0.2, 0.4))] == [0.8]
    assert [finding.blame for finding in found(spreads=(0.1, 0.4, 0.2))] == [None]


def test_a_loss_that_has_settled_is_done():
    assert not found((0.7,) * 50 + (0.5,) * 50)


def test_at_the_threshold_of_the_fall():
    assert found((0.7,) * 80 + (0.7 * 0.97 - 1e-6,) * 20)
    assert not found((0.7,) * 80 + (0.7 * 0.971,) * 20)


def test_a_fall_within_the_noise_of_the_batches_is_none():
    assert not found((0.2, 1.2) * 40 + (0.1, 1.1) * 10)


def test_runs_that_were_cut_short_are_not_judged():
    assert not found(planned_steps=101)
    assert not found(truncated="the budget of 5 seconds ended at step 100")


def test_batches_of_fewer_steps_say_too_little():
    assert found(FALLING[:50])
    assert not found(FALLING[:49])


def test_held_out_data_that_get_worse_speak_against_more():
    assert not found(held_out=(0.6, 0.61))
    assert found(held_out=(0.6, 0.6))


def test_little_left_to_gain():
    assert not found(end=0.068, verdict="learning")
    assert [finding.severity for finding in found(end=0.07, verdict="learning")] == ["info"]


def test_a_network_that_learns_slowly_is_a_warning():
    assert [finding.severity for finding in found(end=0.6, verdict="learning")] == ["warning"]


@pytest.mark.parametrize("verdict", ["diverged", "unstable"])
def test_a_network_that_went_wrong_needs_more_than_time(verdict):
    assert not found(verdict=verdict)


def short(*losses, steps=(0, 1, 2, 5, 10, 20, 24), gain_error=0.02):
    looks = [
        snapshot(step, loss=loss, chance_loss=2.3, gain=2.3 - loss, gain_error=gain_error)
        for step, loss in zip(steps, losses, strict=True)
    ]
    count = steps[-1]
    trial = record(*looks, verdict="learning", losses=(2.0,) * count, steps=count, planned_steps=count)
    return list(EndedTooEarly().check(trained(SPEC, trial)))


def test_of_a_short_run_the_probe_set_tells():
    (finding,) = short(2.3, 2.3, 2.25, 2.1, 1.9, 1.6, 1.5)
    assert finding.severity == "warning"
    assert finding.message == (
        "the 24 planned steps end while the loss still falls: 1.9 on the probe set at step 10, 1.5 at the end"
    )


def test_a_short_run_that_has_slowed_down_is_done():
    assert not short(2.3, 2.3, 2.25, 2.1, 1.9, 1.6, 1.59)


def test_a_fall_within_the_errors_of_the_probe_set_is_none():
    assert not short(2.3, 2.3, 2.25, 2.1, 1.9, 1.6, 1.5, gain_error=0.08)


def test_a_run_of_few_looks_is_too_short_to_tell():
    assert not short(2.3, 2.0, 1.5, steps=(0, 1, 2))


def test_the_looks_need_not_lie_in_the_second_half():
    assert short(2.3, 2.3, 2.25, 2.1, 1.9, 1.5, 0.9, steps=(0, 1, 2, 5, 10, 20, 48))
