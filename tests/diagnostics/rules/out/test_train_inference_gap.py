import math

from diagnostics.rules.out.train_inference_gap import TrainInferenceGap
from tests.diagnostics.factories import applying, chain, image, layer, record, score, snapshot, trained

LEARNED = {"loss": 0.19, "gain": 0.5, "gain_error": 0.02}
AT_CHANCE = {"loss": 0.69, "gain": 0.0, "gain_error": 0.02}
OFF = {"batch_statistics": {"variance_ratio": 50.0, "mean_gap": 0.2}}
CLOSE = {"batch_statistics": {"variance_ratio": 1.2, "mean_gap": 0.1}}


def network(momentum=0.99):
    return chain(
        image(4),
        layer("Dense", "one", units=8),
        layer("BatchNormalization", "norm_1", momentum=momentum),
        layer("Dense", "two", units=8, activation="relu"),
        layer("BatchNormalization", "norm_2", momentum=momentum),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def look(step, batch=LEARNED, inference=AT_CHANCE, norm_1=CLOSE, norm_2=OFF):
    by_batch = {"output": {"logit_spread": 1.0}, "train": score(**batch).model_dump()}
    return snapshot(step, {"norm_1": norm_1, "norm_2": norm_2}, batch_mode=by_batch, **inference)


def found(*looks, momentum=0.99, **figures):
    trial = record(snapshot(), *looks, **{"verdict": "inconclusive", "planned_steps": 1000, **figures})
    return list(TrainInferenceGap().check(trained(network(momentum), trial)))


def severities(*looks, **figures):
    return [finding.severity for finding in found(*looks, **figures)]


def test_learning_that_inference_mode_does_not_show_is_found():
    (finding,) = found(look(500), look(1000))
    assert (finding.severity, finding.layer, finding.step) == ("error", "norm_2", 1000)
    assert finding.at == ("/dataset/preprocess", "/model/layers/4/config/momentum")
    assert finding.evidence["layers"] == ["norm_2"]
    assert finding.evidence["variance_ratio"] == [50.0]


def test_at_the_threshold_of_what_is_kept():
    kept = {"loss": 0.59, "gain": 0.1, "gain_error": 0.02}
    assert found(look(1000, inference=kept))
    assert not found(look(1000, inference={**kept, "gain": 0.101}))


def test_at_the_threshold_of_what_was_learned():
    little = {"loss": 0.9, "chance_loss": 1.0, "gain": 0.1, "gain_error": 0.001}
    stuck = {"loss": 1.0, "chance_loss": 1.0, "gain": 0.0, "gain_error": 0.001}
    assert found(look(1000, batch=little, inference=stuck))
    assert not found(look(1000, batch={**little, "gain": 0.099}, inference=stuck))


def test_a_difference_within_its_errors_says_nothing():
    assert not found(look(1000, inference={**AT_CHANCE, "gain_error": 0.2}))


def test_one_look_may_be_a_passing_spike():
    healthy = look(500, inference=LEARNED)
    assert severities(healthy, look(1000)) == ["warning"]
    assert severities(look(500), look(1000), learned_at_step=200) == ["warning"]


def test_statistics_that_will_catch_up_are_an_info():
    (finding,) = found(look(50), look(200))
    assert finding.severity == "info"
    assert finding.at == ("/model/layers/4/config/momentum",)
    assert severities(look(100), look(230)) == ["error"]  # 0.99^230 is below 0.1


def test_a_run_too_short_for_the_momentum_is_a_warning():
    assert severities(look(50), look(100), planned_steps=100) == ["warning"]


def test_a_momentum_that_never_catches_up_is_an_error():
    (finding,) = found(look(500), look(1000), momentum=0.9999)
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/4/config/momentum",)


def test_layers_are_named_from_the_thresholds_on():
    def named(**statistics):
        healthy = {"variance_ratio": 1.0, "mean_gap": 0.0}
        return found(look(1000, norm_2={"batch_statistics": {**healthy, **statistics}}))[0].evidence["layers"]

    assert named(variance_ratio=10.0) == ["norm_2"]
    assert named(variance_ratio=0.1) == ["norm_2"]
    assert named(mean_gap=1.0) == ["norm_2"]
    assert not named(variance_ratio=9.9, mean_gap=0.99)
    assert not named(variance_ratio=math.nan)


def test_networks_that_were_not_seen_in_both_modes_say_nothing():
    plain = snapshot(1000, {"norm_1": OFF, "norm_2": OFF}, **AT_CHANCE)
    assert not found(plain)
    assert not found(look(1000, norm_1={}, norm_2={}, inference=LEARNED))


def test_statistics_that_are_off_without_a_gap_are_healthy():
    assert not found(look(1000, inference=LEARNED, norm_1=OFF))


def test_figures_that_are_not_finite_say_nothing():
    assert not found(look(1000, inference={**AT_CHANCE, "gain": math.nan}))
    assert not found(look(1000, batch={**LEARNED, "gain": math.nan}))


def test_its_fixes_apply():
    findings = found(look(500), look(1000), momentum=0.9999)
    expected = [fix.name for fix in TrainInferenceGap.fixes]
    assert applying(TrainInferenceGap, network(0.9999), findings) == expected
