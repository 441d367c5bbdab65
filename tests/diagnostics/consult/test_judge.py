from itertools import pairwise

import numpy as np
import pytest

from diagnostics.consult.collapse import names_one_class
from diagnostics.consult.judge import conclude, decide, relapsed
from diagnostics.consult.significance import beats_chance
from diagnostics.observations import BatchMode, Score
from tests.diagnostics.factories import snapshot

LOOKS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500, 700, 900, 1200, 1500)
CHANCE = {"gain": 0.0, "gain_error": 0.01, "loss": 0.69}
COLLAPSED = {**CHANCE, "predicted": (0, 256, 0), "top_probability_std": 1e-8, "logit_spread": 1e-7}
DEAD = {"conv": {"dead_fraction": 1.0, "gradient_norm": 0.0}, "head": {"gradient_norm": 0.1}}
ALIVE = {"conv": {"dead_fraction": 0.1, "gradient_norm": 1e-3, "movement": 0.1}, "head": {"gradient_norm": 0.1}}


def course(*seen, steps=LOOKS, layers=ALIVE):
    """Snapshots at the usual steps; a mapping says what each shows, and healthy layers where it names none."""
    return [snapshot(step, **{"layers": layers, **figures}) for step, figures in zip(steps, seen, strict=False)]


def state(decision):
    return decision and decision.state


def decided(snapshots, losses=(1.0,)):
    """The verdict and its reason, which there must be."""
    decision = decide(snapshots, losses)
    assert decision is not None
    return decision.state, decision.reason


def walk(generator, labels, size):
    """Scores of a network whose logits wander without regard to the labels, of which there are three alike."""
    logits = generator.normal(0, size, (len(LOOKS) - 1, len(labels), 3)).cumsum(axis=0)
    given = np.exp(logits - logits.max(axis=2, keepdims=True))
    gains = np.log(3 * given[:, np.arange(len(labels)), labels] / given.sum(axis=2))
    errors = gains.std(axis=1, ddof=1) / np.sqrt(len(labels))
    return [score(len(labels), *each) for each in zip(gains.mean(axis=1), errors, strict=True)]


def score(samples, gain, gain_error):
    chance = float(np.log(3))
    return Score(samples=samples, loss=chance - gain, chance_loss=chance, gain=gain, gain_error=gain_error)


def first_beaten(scores):
    return any(beats_chance(score, look) for look, score in enumerate(scores, 1))


@pytest.mark.parametrize("samples", [33, 255])
def test_the_sequential_test_keeps_its_level_over_all_looks(samples):
    """Of 2,000 networks at chance, looked at 15 times each, at most 2 in 1,000 ever seem to learn."""
    generator = np.random.default_rng(0)
    labels = np.arange(samples) % 3
    walks = [walk(generator, labels, 10 ** generator.uniform(-4, -1)) for _ in range(2000)]
    assert sum(map(first_beaten, walks)) <= 4
    naive = sum(any(score.gain > 1.645 * score.gain_error for score in scores) for scores in walks)
    assert naive > 200  # what looking without correction would make of the same walks


def test_networks_at_chance_are_not_called_learning():
    generator = np.random.default_rng(1)
    labels = np.arange(255) % 3
    called = 0
    for _ in range(300):
        scores = walk(generator, labels, 0.01)
        seen = course(CHANCE, *(score.model_dump(exclude={"accuracy", "chance_accuracy"}) for score in scores))
        called += any(state(decide(seen[:count], [1.0])) == "learning" for count in range(2, len(seen) + 1))
    assert called == 0


def test_a_network_drawn_better_than_chance_has_not_learned_by_that():
    lucky = course(*[{"gain": 0.2, "gain_error": 0.02}] * 8)
    assert decide(lucky, [1.0]) is None
    decision = conclude(lucky, [1.0])
    assert (decision.state, decision.reason) == ("not_learning", "no better than before training after 100 steps")


def test_a_network_drawn_better_than_chance_learns_when_it_gets_better():
    seen = course({"gain": 0.2, "gain_error": 0.02}, *[{"gain": 0.4, "gain_error": 0.02}] * 6)
    assert state(decide(seen, [1.0])) == "learning"


def test_a_network_drawn_worse_than_chance_must_still_beat_chance():
    assert decide(course({"gain": -5.0}, *[CHANCE] * 6), [1.0]) is None


def test_clear_learners_are_accepted_at_step_50_and_not_before():
    gains = [{"gain": gain, "gain_error": 0.01} for gain in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)]
    states = [state(decide(course(*gains[:count]), [1.0])) for count in range(1, 8)]
    assert states == [None] * 6 + ["learning"]


def test_one_lucky_look_is_not_enough_to_stop():
    lucky = course(*[CHANCE] * 6, {"gain": 0.5, "gain_error": 0.01})
    assert decide(lucky, [1.0]) is None
    assert state(conclude(lucky, [1.0])) == "learning"


def test_a_slow_learner_is_waited_for():
    slow = course(CHANCE, *[{"gain": 0.02, "gain_error": 0.01}] * 10)
    assert decide(slow, [1.0]) is None


LEARNED = {"gain": 0.5, "gain_error": 0.01, "loss": 0.19}
FIGURES = "by step 50 the loss on the probe set is 0.19, chance is 0.69"


def held_out(gain, samples=256):
    """A network that has learned its training samples by step 50, with a score on held-out ones."""
    seen = course(CHANCE, *[LEARNED] * 6)
    changes = {"gain": gain, "gain_error": 0.05, "loss": 0.69 - gain, "samples": samples}
    return [*seen[:-1], seen[-1].model_copy(update={"validation": seen[-1].train.model_copy(update=changes)})]


def test_the_reason_gives_loss_and_accuracy():
    seen = course(CHANCE, *[LEARNED] * 6)
    assert decided(seen) == ("learning", FIGURES)
    scored = seen[-1].train.model_copy(update={"accuracy": 0.0, "chance_accuracy": 0.5})
    accurate = [*seen[:-1], seen[-1].model_copy(update={"train": scored})]
    assert decided(accurate)[1] == f"{FIGURES}, accuracy 0.00 against 0.50"


def test_learning_that_carries_over_stops_the_trial():
    assert decided(held_out(0.4)) == ("learning", FIGURES)


def test_memorising_stops_the_trial_once_held_out_samples_are_worse_than_chance():
    told = f"{FIGURES}; on held-out data it is worse than chance (1.09)"
    assert decided(held_out(-0.4)) == ("learning", told)


def test_the_trial_goes_on_while_held_out_samples_do_not_tell():
    assert decide(held_out(0.1), [1.0]) is None
    assert decide(held_out(-0.1), [1.0]) is None
    told = f"{FIGURES}; on held-out data it is not shown to be better than chance (0.59)"
    assert conclude(held_out(0.1), [1.0]).reason == told
    assert state(conclude(held_out(0.1), [1.0])) == "learning"


def test_too_few_held_out_samples_are_not_waited_for():
    assert decided(held_out(0.0, samples=31))[0] == "learning"


def test_a_loss_that_is_not_finite_is_divergence_from_its_first_step():
    for bad in (float("nan"), float("inf")):
        told = decided(course({}, {}), [1.0, bad, bad])
        assert told == ("diverged", "the loss is not finite from step 2 on")


def test_a_collapse_with_a_dead_layer_is_final_at_step_20():
    seen = course({}, CHANCE, CHANCE, CHANCE, CHANCE, {**COLLAPSED, "layers": DEAD})
    assert decided(seen) == (
        "not_learning",
        "by step 20 every input gets the same answer, for good",
    )


def test_a_collapse_with_a_vanished_gradient_is_final():
    vanished = {"conv": {"gradient_norm": 1e-6}, "head": {"gradient_norm": 1e-2}}
    assert state(decide(course(*[CHANCE] * 5, {**COLLAPSED, "layers": vanished}), [1.0])) == "not_learning"


def test_no_collapse_is_final_before_step_20():
    assert decide(course(*[CHANCE] * 4, {**COLLAPSED, "layers": DEAD}), [1.0]) is None


@pytest.mark.parametrize(
    "recovering",
    [
        {"layers": ALIVE},
        {"layers": {"conv": {"gradient_norm": 1.1e-6}, "head": {"gradient_norm": 0.1}}},
        {"layers": {"conv": {"gradient_norm": 1e-7}, "head": {"gradient_norm": 0.9e-2}}},
        {"layers": {"conv": {"dead_fraction": 0.94, "gradient_norm": 1e-3}, "head": {"gradient_norm": 0.1}}},
        {"logit_spread": 0.3},
        {"logit_spread": 1.1e-3},
        {"top_probability_std": 1e-6},
        {"predicted": (1, 255, 0)},
    ],
)
def test_what_may_still_recover_is_no_collapse(recovering):
    assert decide(course(*[CHANCE] * 5, {**COLLAPSED, "layers": DEAD, **recovering}), [1.0]) is None


def test_a_layer_born_dead_did_not_die():
    seen = course({**CHANCE, "layers": DEAD}, *[CHANCE] * 4, {**COLLAPSED, "layers": {"conv": {"dead_fraction": 1.0}}})
    assert decide(seen, [1.0]) is None


def test_a_spread_below_1e_3_is_asked_for_only_before_step_100():
    wide = {**COLLAPSED, "logit_spread": 0.01, "layers": DEAD}
    assert decide(course(*[CHANCE] * 6, wide), [1.0]) is None  # step 50
    assert state(decide(course(*[CHANCE] * 7, wide), [1.0])) == "not_learning"  # step 100


def test_small_probabilities_of_many_classes_are_not_yet_constant():
    many = {"predicted": (256, *[0] * 159), "top_probability_std": 6.3e-8}
    seen = {**COLLAPSED, "layers": DEAD, **many}
    assert decide(course(*[CHANCE] * 5, seen), [1.0]) is None
    assert state(decide(course(*[CHANCE] * 5, {**seen, "top_probability_std": 6.2e-8}), [1.0])) == "not_learning"


def test_the_end_without_a_sign_of_learning_is_not_learning():
    decision = conclude(course(*[CHANCE] * 8), [1.0])
    assert (decision.state, decision.reason) == ("not_learning", "no better than chance after 100 steps")


def test_fewer_than_100_steps_do_not_settle_it():
    assert state(conclude(course(*[CHANCE] * 7), [1.0])) == "inconclusive"


def test_few_samples_do_not_settle_it():
    decision = conclude(course(*[{**CHANCE, "samples": 31}] * 8), [1.0])
    assert decision.state == "inconclusive"
    assert decision.reason == "only 31 samples to look at, at least 32 are needed to tell"


def growing(*last, factor=2.0):
    spreads = [{**CHANCE, "logit_spread": 1e-3 * factor**look} for look in range(8)]
    return course(*spreads[:-1], {**spreads[-1], **(last[0] if last else {})})


def test_answers_that_differ_more_and_more_are_given_time():
    decision = conclude(growing(), [1.0])
    assert decision.state == "inconclusive"
    assert "give it more steps" in decision.reason


def test_a_spread_that_grows_by_a_fifth_or_less_is_not_growing():
    assert state(conclude(growing(factor=1.19), [1.0])) == "not_learning"
    assert state(conclude(growing(factor=1.21), [1.0])) == "inconclusive"


def test_a_spread_below_the_first_is_not_growing():
    fallen = [{**CHANCE, "logit_spread": spread} for spread in (1.0, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 0.1)]
    assert state(conclude(course(*fallen), [1.0])) == "not_learning"


def test_a_network_that_blows_up_is_not_told_to_wait():
    assert state(conclude(growing({"loss": 50.0}), [1.0])) == "not_learning"
    assert state(conclude(growing({"loss": 1.3}), [1.0])) == "inconclusive"


def test_deciding_twice_gives_the_same():
    seen = course(*[{"gain": 0.5}] * 8)
    for before, after in pairwise([decide(seen, [1.0]) for _ in range(3)]):
        assert before == after


def test_a_gain_that_the_samples_are_too_few_to_show_is_left_open():
    rare = {"gain": 0.08, "gain_error": 0.03, "loss": 0.13, "chance_loss": 0.21}
    decision = conclude(course(*[CHANCE] * 7, rare), [1.0])
    assert state(decision) == "inconclusive"
    assert "neither shown nor excluded" in decision.reason
    small = {**rare, "gain": 0.002, "gain_error": 0.003}
    assert state(conclude(course(*[CHANCE] * 7, small), [1.0])) == "not_learning"


def in_training(gain):
    """At chance in inference mode, with so much gain when batch normalisation uses the batch's own statistics."""
    seen = course(*[CHANCE] * 8)
    found = {"gain": gain, "gain_error": 0.01, "loss": 0.69 - gain}
    mode = BatchMode(output=seen[-1].output, train=seen[-1].train.model_copy(update=found))
    before = BatchMode(output=seen[0].output, train=seen[0].train)
    return [seen[0].model_copy(update={"batch_mode": before}), *(
        each.model_copy(update={"batch_mode": mode}) for each in seen[1:]
    )]  # fmt: skip


def test_a_network_that_learns_as_in_training_alone_is_left_open_until_its_run_is_complete():
    decision = conclude(in_training(0.5), [1.0])
    assert state(decision) == "inconclusive"
    assert "moving statistics" in decision.reason
    assert state(conclude(in_training(0.5), [1.0], complete=True)) == "not_learning"
    assert "moving statistics" not in conclude(in_training(0.0), [1.0]).reason


def test_learning_takes_both_modes():
    learned = [each.model_copy(update={"train": each.batch_mode.train}) for each in in_training(0.5)]
    assert state(decide(learned, [1.0])) == "learning"
    at_chance = learned[0].batch_mode
    stuck = [each.model_copy(update={"batch_mode": at_chance}) for each in learned]
    assert decide(stuck, [1.0]) is None


def test_answers_that_grow_apart_are_too_late_when_the_run_is_over():
    decision = conclude(growing(), [1.0], complete=True)
    assert (decision.state, decision.confidence) == ("not_learning", 0.7)


def test_quantities_that_are_all_answered_alike_are_a_collapse():
    quantity = {"predicted": None, "top_probability_std": None, "chance_loss": 4.0, **CHANCE}
    start = {**quantity, "logit_spread": 0.5}
    flat = {**quantity, "logit_spread": 1e-6, "layers": DEAD}
    assert state(decide(course(*[start] * 5, flat), [1.0])) == "not_learning"
    assert decide(course(*[start] * 5, {**flat, "logit_spread": 3e-6}), [1.0]) is None


def test_a_network_that_was_trained_before_need_not_get_better():
    """Nothing is drawn with half of what there is to gain."""
    good = {"gain": 0.4, "gain_error": 0.01, "progress": 0.0, "progress_error": 0.001}
    assert state(decide(course(*[good] * 7), [1.0])) == "learning"
    lucky = {**good, "gain": 0.3}
    assert decide(course(*[lucky] * 7), [1.0]) is None


def test_progress_is_judged_sample_by_sample():
    start = {"gain": 0.1, "gain_error": 0.1, "progress": 0.0, "progress_error": 0.0}
    better = {"gain": 0.6, "gain_error": 0.05, "progress": 0.5, "progress_error": 0.05}
    assert state(decide(course(start, *[better] * 6), [1.0])) == "learning"
    unsure = {**better, "progress_error": 0.4}
    assert decide(course(start, *[unsure] * 6), [1.0]) is None


def test_what_was_learned_and_lost_is_unstable():
    lost = conclude(course(*[CHANCE] * 8), [1.0])
    found = relapsed(lost, 50, 200)
    assert (found.state, found.confidence) == ("unstable", lost.confidence)
    assert found.reason.startswith("it had learned by step 50 and lost it by step 200: no better than chance")
    learned = decide(course(CHANCE, *[LEARNED] * 6), [1.0])
    assert learned is not None
    assert relapsed(learned, 50, 200) == learned


@pytest.mark.parametrize(
    ("predicted", "one"),
    [
        ((256, 0, 0), True),
        ((255, 1, 0), False),
        ((0, 0, 0), True),
        ((256, 256), True),
        ((256, 10), False),
        (None, False),
    ],
)
def test_one_class_or_the_same_labels_for_all(predicted, one):
    assert names_one_class(snapshot(predicted=predicted)) is one


def still(steps, **figures):
    layers = {"conv": {"gradient_norm": 0.0, "movement": 0.0}, "head": {"gradient_norm": 0.0, "movement": 0.0}}
    return course(*[{**CHANCE, **figures}] * len(steps), steps=steps, layers=layers)


def test_what_has_not_moved_by_step_50_never_will():
    state, reason = decided(still((0, 20, 50)))
    assert state == "not_learning"
    assert reason == "after 50 steps every answer is still what it was before"
    assert decide(still((0, 20)), (1.0,)) is None


def test_what_moves_ever_so_little_may_yet_learn():
    moved = still((0, 20, 50))
    moved[-1].layers["head"] = moved[-1].layers["head"].model_copy(update={"movement": 1e-9})
    assert decide(moved, (1.0,)) is None
    changed = [*still((0, 20)), *still((50,), loss=0.6899)]
    assert decide(changed, (1.0,)) is None
