from pathlib import Path

import keras
import numpy as np
import pytest

from diagnostics.data.raw import Limits
from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan, TrialRecord
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.train.tiny import perceptron, prepared, train

HIDDEN = layer("Dense", "hidden", units=16, activation="relu")
OUTPUT = layer("Dense", "output", units=3, activation="softmax")


@pytest.fixture
def location(tmp_path):
    """Normal inputs; the class is the largest of the first three."""
    return stored(tmp_path / "data.npz")


def stored(file, samples=320, **changes):
    inputs = np.random.default_rng(0).normal(size=(samples, 4)).astype(np.float32)
    np.savez(file, **{"x": inputs, "y": inputs[:, :3].argmax(axis=1), **changes})
    return file


def planned(
    location, *layers, loss="sparse_categorical_crossentropy", diagnosis=None, dataset=None, shape=(4,), **training
):
    settings = {"loss": loss, "learning_rate": 0.02, "batch_size": 32, "epochs": 25, **training}
    spec = chain(
        image(*shape),
        *(layers or (HIDDEN, OUTPUT)),
        dataset={"location": str(location), **(dataset or {})},
        training=settings,
        diagnosis=diagnosis or {},
    )
    return TrialPlan(key="reference", role="reference", seed=spec.training.seed, spec=spec, horizon=None)


def ran(location, *layers, horizon=None, seconds=None, stop_early=True, seed=0, **settings) -> TrialRecord:
    varied = {name: settings.pop(name, None) for name in ("follow_to", "order_seed")}
    plan = planned(location, *layers, **settings)
    limits = {"horizon": horizon, "seconds": seconds, "stop_early": stop_early, "seed": seed, **varied}
    return run_trial(plan.model_copy(update=limits))


def fault(record):
    assert record.verdict == "invalid"
    assert record.fault is not None
    assert record.reason == record.fault.detail
    assert (record.steps, record.losses, record.snapshots) == (0, (), ())
    return record.fault.pointer, record.fault.detail


def test_a_network_that_learns(location):
    record = ran(location)
    assert (record.verdict, record.confidence) == ("learning", 0.99)
    assert record.reason.startswith("by step 50 the loss on the probe set is 0.")
    assert [seen.step for seen in record.snapshots] == [0, 1, 2, 5, 10, 20, 50]
    assert (record.steps, record.planned_steps, record.decided_at_step) == (50, 200, 50)
    assert len(record.losses) == 50
    assert (record.parameters, record.trainable_parameters) == (131, 131)
    assert set(record.timings) == {"dataset", "training", "probes", "first_step", "until_first_step", "after"}
    assert record.seconds > record.timings["until_first_step"] > record.timings["first_step"] > 0
    assert record.environment is not None
    assert record.dataset is not None
    assert record.snapshots[-1].validation is not None
    assert TrialRecord.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("seed", [0, 1, 2])  # seed 1 draws a network that beats chance as it is
def test_a_network_that_hardly_steps_is_never_called_learning(location, seed):
    record = ran(location, learning_rate=1e-12, epochs=15, seed=seed)
    assert record.verdict == "not_learning"
    assert record.reason in ("no better than chance after 120 steps", "no better than before training after 120 steps")


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_labels_without_signal_are_not_learned_in_one_pass(tmp_path, seed):
    labels = np.random.default_rng(seed).integers(0, 3, 4000)
    record = ran(stored(tmp_path / "a.npz", 4000, y=labels), epochs=2, seed=seed, learning_rate=1e-3)
    assert record.verdict == "not_learning"


def test_a_network_that_memorises_is_said_to_fail_on_held_out_data(tmp_path):
    location = stored(tmp_path / "a.npz", y=np.random.default_rng(0).integers(0, 3, 320))
    wide = layer("Dense", "hidden", units=64, activation="relu")
    record = ran(location, wide, OUTPUT, epochs=100, dataset={"validation": {"fraction": 0.5}})
    assert record.verdict == "learning"
    assert "on held-out data it is worse than chance" in record.reason
    assert record.steps < record.planned_steps


def test_a_network_with_nothing_to_train_stays_where_it_is(location):
    frozen = layer("Dense", "output", units=3, activation="softmax", trainable=False)
    record = ran(location, frozen, shuffle=False, epochs=15)
    assert record.verdict == "not_learning"
    assert record.trainable_parameters == 0
    assert record.losses[:8] == record.losses[8:16]
    assert {seen.train.loss for seen in record.snapshots} == {record.snapshots[0].train.loss}


def test_all_weights_zero_is_not_learning(location):
    """The answers are uniform but for float32's rounding."""
    zeros = layer("Dense", "output", units=3, activation="softmax", kernel_initializer="zeros", trainable=False)
    assert ran(location, zeros, epochs=15).verdict == "not_learning"


def test_the_same_seed_twice_gives_the_same_trial(location):
    first, second = (ran(location, horizon=30, seed=3) for _ in range(2))
    assert first.losses == second.losses
    assert first.snapshots == second.snapshots
    assert ran(location, horizon=30, seed=4).losses != first.losses


def test_a_loss_that_overflows_is_divergence(location):
    linear = layer("Dense", "output", units=1)
    record = ran(location, linear, loss="mse", learning_rate=1e30, optimizer="SGD")
    assert record.verdict == "diverged"
    assert record.reason.startswith("the loss is not finite from step ")
    assert record.steps < 20
    assert TrialRecord.model_validate_json(record.model_dump_json()).steps == record.steps


def test_inputs_that_are_not_numbers_are_divergence(tmp_path):
    """Behind no ReLU: on some processors TensorFlow's fused kernels make 0 of what is not a number."""
    inputs = np.full((320, 4), np.nan, np.float32)
    linear = layer("Dense", "output", units=3, activation="softmax")
    record = ran(stored(tmp_path / "a.npz", x=inputs), linear)
    assert (record.verdict, record.steps) == ("diverged", 1)
    assert record.dataset is not None
    assert record.dataset.train.inputs.non_finite == 256 * 4


def test_labels_out_of_range_are_told_in_keras_s_words(tmp_path):
    labels = np.arange(320) % 5
    pointer, detail = fault(ran(stored(tmp_path / "a.npz", y=labels)))
    assert pointer == "/training"
    assert detail.startswith("Received a label value of ")
    assert "which is outside the valid range of [0, 3)" in detail


def test_index_labels_with_categorical_crossentropy_are_told_in_keras_s_words(location):
    pointer, detail = fault(ran(location, loss="categorical_crossentropy"))
    assert pointer == "/training"
    assert "must have the same rank" in detail or "must have the same shape" in detail


def test_targets_of_another_width_are_told_in_keras_s_words(tmp_path):
    pointer, detail = fault(
        ran(stored(tmp_path / "a.npz", y=np.eye(5)[np.arange(320) % 5]), loss="categorical_crossentropy")
    )
    assert pointer == "/training"
    assert "shape" in detail
    assert "5" in detail


def test_data_of_another_shape_are_the_input_s_fault(location):
    plan = planned(location)
    layers = plan.spec.model.layers
    config = {**layers[0].config, "shape": [7]}
    changed = (layers[0].model_copy(update={"config": config}), *layers[1:])
    spec = plan.spec.model_copy(update={"model": plan.spec.model.model_copy(update={"layers": changed})})
    pointer, detail = fault(run_trial(plan.model_copy(update={"spec": spec})))
    assert pointer == "/model/layers/0/config/shape"
    assert detail == "the input is declared as (7,), the data are (4,) after preprocessing"


def test_a_layer_that_cannot_be_built(location):
    pointer, detail = fault(ran(location, layer("Conv2D", "conv", filters=2, kernel_size=3), OUTPUT))
    assert pointer == "/model/layers/1"
    assert detail.startswith("Conv2D 'conv': ")


def test_two_inputs_do_not_fit_one_dataset(location):
    record = ran(
        location,
        layer("Dense", "left", units=3),
        layer("InputLayer", "other", shape=[4]),
        layer("Dense", "right", units=3),
        layer("Add", "sum", inputs=["left", "right"]),
    )
    assert fault(record) == ("/model/layers", "the dataset feeds one input; the network's output depends on 2")


def test_two_outputs_do_not_fit_one_target(location):
    plan = planned(location)
    model = plan.spec.model.model_copy(update={"outputs": ("hidden", "output")})
    record = run_trial(plan.model_copy(update={"spec": plan.spec.model_copy(update={"model": model})}))
    assert fault(record) == ("/model/outputs", "the dataset has one target; the network has 2 outputs")


def test_a_setting_that_the_optimizer_refuses(location):
    pointer, detail = fault(ran(location, optimizer={"class_name": "SGD", "config": {"momentum": 7.0}}))
    assert pointer == "/training"
    assert "momentum" in detail


def test_data_that_cannot_be_used(tmp_path):
    assert fault(ran(tmp_path / "gone.npz")) == ("/dataset/location", f"there is nothing at '{tmp_path}/gone.npz'")
    pointer, detail = fault(ran(stored(tmp_path / "a.npz", y=np.zeros(320, int))))
    assert (pointer, detail[:33]) == ("/dataset", "every sample has the label '0': t")


def test_preprocessing_that_cannot_apply(location):
    record = ran(location, dataset={"preprocess": {"train": [{"grayscale_to_rgb": {}}]}})
    assert fault(record)[0] == "/dataset/preprocess/train/0"


def test_a_location_outside_the_roots(location):
    pointer, detail = fault(run_trial(planned(location), roots=[Path("/nowhere")]))
    assert pointer == "/dataset/location"
    assert detail.startswith("outside the folders that jobs may read")


def test_limits_of_memory(location):
    pointer, detail = fault(run_trial(planned(location), limits=Limits(dataset_bytes=10)))
    assert pointer == "/dataset/location"
    assert detail.endswith("10 are allowed (DEADWEIGHT_MAX_DATASET_BYTES)")


def test_progress_is_told_from_the_start_to_the_end(location):
    told = []
    record = run_trial(planned(location), progress=lambda *seen: told.append(seen))
    assert told[0] == (0, 200, None)
    assert told[1][:2] == (1, 200)
    assert told[-1] == (50, 200, record.losses[-1])
    assert [steps for steps, _, _ in told] == sorted(steps for steps, _, _ in told)


@pytest.mark.parametrize("raised", [KeyboardInterrupt, RuntimeError("the lease was lost"), MemoryError])
@pytest.mark.parametrize("at", [0, 5])
def test_what_progress_raises_ends_the_trial_and_passes_through(location, raised, at):
    def progress(steps, planned, loss):
        if steps >= at:
            raise raised

    with pytest.raises(type(raised) if isinstance(raised, Exception) else raised):
        run_trial(planned(location), progress=progress)


def test_a_budget_of_steps_ends_the_trial(location):
    record = ran(location, horizon=7, learning_rate=1e-4)
    assert (record.steps, record.planned_steps, record.verdict) == (7, 200, "inconclusive")
    assert record.reason == "7 steps are too few to tell a slow network from a stuck one"
    assert record.truncated is None
    assert record.snapshots[-1].step == 7


def test_a_budget_of_seconds_truncates_the_trial(location):
    record = ran(location, seconds=0.01)
    assert (record.steps, record.verdict) == (1, "inconclusive")
    assert record.truncated == "the budget of 0.01 seconds ended at step 1"
    assert record.snapshots[-1].step == 1


def test_a_budget_beyond_the_run_does_not_lengthen_it(location):
    told = []
    plan = planned(location, epochs=3).model_copy(update={"horizon": 1000})
    record = run_trial(plan, progress=lambda *seen: told.append(seen))
    assert (record.steps, record.planned_steps) == (24, 24)
    assert {whole for _, whole, _ in told} == {24}


def test_mode_train_runs_to_the_end(location):
    record = ran(location, stop_early=False, epochs=10)
    assert (record.verdict, record.steps) == ("learning", 80)


def test_early_stopping_ends_the_run(location):
    record = ran(location, callbacks=[{"early_stopping": {"patience": 1, "min_delta": 10.0}}], stop_early=False)
    assert record.steps == 16
    assert record.planned_steps == 200


def test_a_regression_that_learns(tmp_path):
    inputs = np.random.default_rng(0).normal(size=(320, 4)).astype(np.float32)
    location = stored(tmp_path / "a.npz", x=inputs, y=inputs.sum(axis=1))
    record = ran(location, HIDDEN, layer("Dense", "output", units=1), loss="mse")
    assert record.verdict == "learning"
    assert "accuracy" not in record.reason


def test_a_binary_classifier_that_learns(tmp_path):
    inputs = np.random.default_rng(0).normal(size=(320, 4)).astype(np.float32)
    location = stored(tmp_path / "a.npz", x=inputs, y=inputs[:, 0] > 0)
    record = ran(location, layer("Dense", "output", units=1, activation="sigmoid"), loss="binary_crossentropy")
    assert record.verdict == "learning"
    assert record.dataset is not None
    assert record.dataset.task == "binary"


@pytest.mark.filterwarnings("ignore:.*You are using a softmax over axis -1:UserWarning")
def test_softmax_on_one_unit_is_seen_through(tmp_path):
    """Keras trains on the logits that it kept from before the softmax, so the loss falls; every answer stays 1."""
    inputs = np.random.default_rng(0).normal(size=(320, 4)).astype(np.float32)
    location = stored(tmp_path / "a.npz", x=inputs, y=inputs[:, 0] > 0)
    record = ran(location, layer("Dense", units=1, activation="softmax"), loss="binary_crossentropy", epochs=15)
    assert record.losses[-1] < 0.8 * record.losses[0]
    assert record.verdict == "not_learning"
    assert record.snapshots[-1].output.predicted == (0, 256)


@pytest.mark.filterwarnings("ignore:.*received `from_logits=True`:UserWarning")
def test_softmax_under_from_logits_is_read_as_keras_reads_it(location):
    loss = {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}
    assert ran(location, loss=loss).verdict == "learning"


def test_a_network_that_learns_is_followed_as_far_as_planned(location):
    record = ran(location, follow_to=130)
    assert (record.verdict, record.learned_at_step, record.decided_at_step, record.steps) == ("learning", 50, 50, 130)
    assert record.snapshots[-1].step == 130
    assert ran(location, follow_to=10_000).steps == 200  # the run as asked for


def test_what_was_learned_and_lost_is_seen(location):
    """A rate that jumps in the middle of the run."""
    jump = {"step": {"boundaries": [100], "values": [0.02, 300.0]}}
    record = ran(location, follow_to=10_000, learning_rate=jump)
    assert record.learned_at_step == 50
    assert record.verdict == "unstable"
    assert "it had learned by step 50 and lost it by step" in record.reason


def test_the_order_of_the_data_may_differ_from_one_run_to_the_next_with_the_same_weights(location):
    first, second, same = (ran(location, order_seed=seed, horizon=5) for seed in (1, 2, 1))
    assert first.snapshots[0] == second.snapshots[0]
    assert first.losses != second.losses
    assert first.losses == same.losses
    assert first.order_seed == 1


def test_what_the_last_step_before_a_look_changed_is_known(location):
    record = ran(location, horizon=10)
    ratios = [seen.layers["hidden"].update_ratio for seen in record.snapshots]
    assert ratios[0] is None
    assert all(ratio and 0 < ratio < 0.2 for ratio in ratios[1:])
    assert ratios[1] == pytest.approx(record.snapshots[1].layers["hidden"].movement)


def test_layers_of_a_network_that_learned_are_weighed(location):
    record = ran(location)
    assert set(record.ablations) == {"hidden"}
    assert (record.one_batch, record.timings["after"] > 0) == (None, True)


def test_a_network_that_is_stuck_is_tried_on_one_batch_and_its_labels_on_plain_models(location):
    record = ran(location, learning_rate=1e-12, epochs=15)
    assert record.one_batch is not None
    assert record.one_batch.loss_after > 0.5 * record.one_batch.chance_loss
    assert record.dataset is not None
    assert record.dataset.signal is not None
    assert record.ablations == {}


def test_a_trial_in_half_precision_leaves_no_trace(location):
    assert ran(location, precision="mixed_bfloat16").verdict == "learning"
    assert ran(location, horizon=5).losses == ran(location, horizon=5).losses
    assert keras.mixed_precision.dtype_policy().name == "float32"


def test_a_network_that_no_machine_could_train_is_refused_before_it_is_built(location):
    pointer, detail = fault(ran(location, layer("Dense", "huge", units=10**9), layer("Dense", units=10**9)))
    assert pointer == "/model"
    assert "GiB" in detail


# Only its bias moves, so that it answers all inputs alike for good.
BLIND = (layer("Rescaling", "nothing", scale=0.0), layer("Dense", "output", units=3, activation="softmax"))


def test_one_answer_for_all_is_looked_at_again_sooner(location):
    steps = [seen.step for seen in ran(location, *BLIND, epochs=25, follow_to=1000).snapshots]
    assert steps == [0, 1, 2, 5, 10, 20, 50, 100, 150, 200]
    assert 150 not in [seen.step for seen in ran(location, follow_to=1000).snapshots]


def test_a_trial_that_ends_once_its_network_learns_is_looked_at_often(location):
    steps = [seen.step for seen in ran(location, *BLIND, epochs=25).snapshots]
    assert steps == [0, 1, 2, 5, 10, 20, 50, 75, 100, 150, 200]


def test_what_was_learned_is_confirmed_soon(location):
    record = ran(location)
    assert record.verdict == "learning"
    assert record.steps <= 75


def test_the_last_look_is_whole_wherever_a_trial_ends(tmp_path):
    """Batches of 64 × 64 × 3 that overflow at once, in a run planned for more than a hundred steps."""
    inputs = np.random.default_rng(0).normal(size=(80, 64, 64, 3)).astype(np.float32)
    file = stored(tmp_path / "a.npz", x=inputs, y=np.arange(80) % 3)
    linear = layer("Dense", "output", units=1)
    large = {"loss": "mse", "learning_rate": 1e30, "optimizer": "SGD", "epochs": 60}
    record = ran(file, layer("Flatten"), linear, shape=(64, 64, 3), **large)
    assert record.verdict == "diverged"
    assert record.steps < 50
    *others, last = record.snapshots
    assert record.dataset is not None
    samples = record.dataset.train.samples
    assert [seen.probe_samples for seen in others[1:]] == [samples // 4] * len(others[1:])
    assert last.probe_samples == samples
    assert last.validation is not None
    assert [seen.validation for seen in others[1:]] == [None] * len(others[1:])


def test_looking_again_keeps_what_the_last_step_changed():
    _, loop, probe = prepared(perceptron(epochs=60))
    train(loop, 2)
    probe.before_step()
    train(loop, 3)
    brief = probe.snapshot(3)
    whole = probe.whole(brief)
    assert brief.validation is None
    assert whole.validation is not None
    assert whole.layers["hidden"].update_ratio == brief.layers["hidden"].update_ratio is not None
    assert (whole.train, whole.output) == (brief.train, brief.output)
    assert probe.whole(probe.snapshot(50)).validation is not None
