import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.rules.out.output_collapse import OutputCollapse
from tests.diagnostics.factories import chain, facts, image, layer, record, score, snapshot, trained

SPEC = chain(
    image(4), layer("Dense", units=8, activation="relu"), layer("Dense", "output", units=4, activation="softmax")
)
BALANCED = facts(label_counts=dict.fromkeys("abcd", 50))
CONSTANT = {"predicted": (0, 256, 0, 0), "top_probability_std": 9e-7, "logit_spread": 1e-7}
ONE_CLASS = {"predicted": (0, 256, 0, 0), "top_probability_std": 0.01, "logit_spread": 0.05}
ONE_OF_FOUR = {"predicted": (0, 256, 0, 0)}


def found(verdict="not_learning", step=20, known=BALANCED, probe_samples=256, **output):
    end = snapshot(step, probe_samples=probe_samples, **output)
    return list(OutputCollapse().check(trained(SPEC, record(snapshot(), end, verdict=verdict), known)))


def grades(*arguments, **output):
    return [(finding.severity, finding.evidence["grade"]) for finding in found(*arguments, **output)]


@pytest.mark.parametrize("verdict", ["not_learning", "inconclusive", "learning"])
def test_one_answer_for_every_input_is_constant(verdict):
    (finding,) = found(verdict, **CONSTANT)
    assert (finding.severity, finding.evidence["grade"]) == ("error", "constant")
    assert finding.at == ("/model/layers/2",)
    assert finding.message == (
        "at step 20, over 256 probe inputs, all answers are the same (the largest probability differs by 9e-07)"
    )


def test_at_the_threshold_is_not_constant():
    assert grades("learning", **CONSTANT) == [("error", "constant")]
    assert not grades("learning", **{**CONSTANT, "top_probability_std": 1e-6})
    assert not grades("learning", step=19, **CONSTANT)


def test_small_probabilities_of_many_classes_are_not_constant():
    many = {"predicted": (256, *[0] * 159), "logit_spread": 1e-4}
    assert not grades("inconclusive", **many, top_probability_std=6.25e-8)
    assert grades("inconclusive", **many, top_probability_std=6e-8) == [("error", "constant")]


def test_a_spread_that_grows_is_waking_up():
    start, end = snapshot(logit_spread=1e-8), snapshot(20, None, **CONSTANT)
    assert not list(OutputCollapse().check(trained(SPEC, record(start, end, verdict="inconclusive"), BALANCED)))
    assert list(OutputCollapse().check(trained(SPEC, record(start, end, verdict="not_learning"), BALANCED)))


def test_one_class_counts_only_where_nothing_is_learned():
    assert grades("not_learning", **ONE_CLASS) == [("error", "one class")]
    assert not grades("learning", **ONE_CLASS)
    assert not grades("inconclusive", **ONE_CLASS)


def test_fewer_than_half_of_the_classes_is_a_warning():
    eight = facts(label_counts=dict.fromkeys("abcdefgh", 50))
    three, four = (100, 100, 56, 0, 0, 0, 0, 0), (64, 64, 64, 64, 0, 0, 0, 0)
    assert grades(known=eight, predicted=three) == [("warning", "few classes")]
    assert not grades(known=eight, predicted=four)
    assert not grades("learning", known=eight, predicted=three)


def test_few_classes_of_unequal_labels_may_be_right():
    predicted = (100, 100, 56, 0, 0, 0, 0, 0)
    at_ratio_two = facts(label_counts=dict(zip("abcdefgh", [100, 50, 50, 50, 50, 50, 50, 50], strict=True)))
    beyond = facts(label_counts=dict(zip("abcdefgh", [101, 50, 50, 50, 50, 50, 50, 50], strict=True)))
    assert grades(known=at_ratio_two, predicted=predicted)
    assert not grades(known=beyond, predicted=predicted)
    assert not grades(known=facts(label_counts=None), predicted=predicted)


def test_classes_that_the_data_lack_are_not_missed():
    two_of_four = facts(label_counts={"a": 50, "b": 50, "c": 0, "d": 0})
    assert not grades(known=two_of_four, predicted=(128, 128, 0, 0))


def test_too_few_probe_inputs_say_nothing():
    eight = facts(label_counts=dict.fromkeys("abcdefgh", 50))
    assert not grades(probe_samples=7, **CONSTANT)
    assert not grades(known=eight, probe_samples=31, predicted=(11, 10, 10, 0, 0, 0, 0, 0))


def test_a_regression_that_answers_its_mean_is_constant():
    target = facts(task="regression", label_counts=None, target_mean=3.0, target_variance=4.0)
    plain = {"predicted": None, "top_probability_std": None}
    assert grades("inconclusive", known=target, **plain, logit_spread=1.9e-6) == [("error", "constant")]
    assert not grades("inconclusive", known=target, **plain, logit_spread=2e-6)


def test_a_diverged_run_is_another_matter():
    assert not grades("diverged", **{**CONSTANT, "logit_spread": float("nan"), "top_probability_std": float("nan")})


NORMALISED = chain(
    image(4),
    layer("Dense", units=8),
    layer("BatchNormalization", "norm"),
    layer("Dense", "output", units=4, activation="softmax"),
)


def in_inference_mode(step, learned, verdict="inconclusive", **output):
    by_batch = score(loss=0.2, gain=0.5) if learned else score(loss=0.69, gain=0.0)
    mode = {"output": {"logit_spread": 2.0}, "train": by_batch.model_dump()}
    end = snapshot(step, batch_mode=mode, gain=0.0, loss=0.69, **output)
    trial = record(snapshot(gain=0.0), end, verdict=verdict)
    return list(OutputCollapse().check(trained(NORMALISED, trial, BALANCED)))


def test_a_collapse_in_inference_mode_alone_is_said_to_be_one():
    (finding,) = in_inference_mode(1000, True, **ONE_CLASS)
    assert (finding.severity, finding.evidence["grade"]) == ("error", "one class")
    assert finding.evidence["in_inference_mode_alone"] is True
    assert finding.message.endswith("in inference mode alone: by each batch's own statistics the loss is 0.2")


def test_moving_statistics_that_lag_are_no_collapse():
    assert not in_inference_mode(100, True, **ONE_CLASS)
    assert not in_inference_mode(100, True, "not_learning", **CONSTANT)


def test_batch_normalisation_does_not_hide_a_collapse_in_both_modes():
    (finding,) = in_inference_mode(100, False, **CONSTANT)
    assert finding.evidence["in_inference_mode_alone"] is False


def test_healthy_predictions_are_silent():
    assert not grades("learning", predicted=(64, 64, 64, 64))
    assert not grades("not_learning", predicted=(64, 64, 64, 64))


def test_its_fixes_apply():
    for fix in OutputCollapse.fixes:
        assert fix().apply(SPEC, Clues(found(**CONSTANT))) is not None


def on_held_out(predicted, gain=-0.5, verdict="learning"):
    """A network that has learned its training samples, with these answers to the held-out ones."""
    after = snapshot(
        200,
        {},
        predicted=(128, 128, 0, 0),
        validation=score(gain=gain, gain_error=0.05),
        validation_output={"logit_spread": 1.0, "top_probability_std": 0.1, "predicted": predicted},
    )
    spec = chain(image(4), layer("Dense", "output", units=4, activation="softmax"))
    known = facts(label_counts={"a": 50, "b": 50, "c": 50, "d": 50})
    return list(OutputCollapse().check(trained(spec, record(snapshot(0), after, verdict=verdict), known)))


def test_one_class_for_all_held_out_inputs_is_an_error():
    (finding,) = on_held_out((256, 0, 0, 0))
    assert (finding.severity, finding.evidence["on_held_out_data_alone"]) == ("error", True)
    assert "over 256 probe inputs of the held-out data, the network predicts only one class" in finding.message


def test_half_of_the_classes_for_held_out_inputs_are_enough():
    assert on_held_out((128, 128, 0, 0)) == []


def test_held_out_answers_of_use_are_no_collapse():
    assert on_held_out((256, 0, 0, 0), gain=0.4) == []
    assert on_held_out((256, 0, 0, 0), verdict="inconclusive") == []
