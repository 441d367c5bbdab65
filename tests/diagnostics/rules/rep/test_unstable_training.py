from diagnostics.rules.rep.unstable_training import UnstableTraining
from tests.diagnostics.factories import applying, chain, facts, image, layer, record, runs

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def found(*verdicts, key="replicate-{}", **thresholds):
    trials = [
        record(
            key=key.format(number) if number else "reference",
            role="replicate" if number else "reference",
            seed=number,
            verdict=verdict,
        )
        for number, verdict in enumerate(verdicts)
    ]
    return list(UnstableTraining(**thresholds).check(runs(SPEC, *trials)))


def test_some_seeds_learn_and_some_do_not():
    (finding,) = found("learning", "not_learning", "diverged", "learning")
    assert finding.severity == "error"
    assert finding.message == "it learned with 2 of 4 seeds; the share of seeds that learn lies between 15% and 85%"
    assert finding.evidence["seeds_that_learned"] == [0, 3]
    assert finding.evidence["seeds_that_did_not"] == [1, 2]


def test_all_alike_is_stable():
    assert not found("learning", "learning", "learning_poorly")
    assert not found("not_learning", "diverged")


def test_open_verdicts_do_not_count():
    assert not found("learning", "inconclusive")


def test_learned_and_lost_again_is_not_learned():
    assert found("learning", "unstable")


def test_at_the_threshold_of_runs():
    assert found("learning", "not_learning", min_runs=2)
    assert not found("learning", "not_learning", min_runs=3)


def test_runs_that_vary_one_thing_are_not_seeds():
    assert not found("learning", "not_learning", "not_learning", key="vary-order-{}")


LONG = {"epochs": 500}


def test_its_fixes_apply():
    hidden = layer("Dense", units=8, activation="relu")
    spec = chain(image(4), hidden, layer("Dense", "output", units=2, activation="softmax"), training=LONG)
    findings = found("learning", "not_learning")
    assert applying(UnstableTraining, spec, findings, facts()) == [fix.name for fix in UnstableTraining.fixes]
