import math

import pytest

from diagnostics.rules.out.idle_layer import IdleLayer
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

NOTHING = {"loss": 0.5, "loss_error": 0.001, "answers_changed": 0.0}
MUCH = {"loss": 0.69, "loss_error": 0.02, "answers_changed": 0.4}


def network(merge="Concatenate", trainable=True):
    return chain(
        image(4),
        layer("Dense", "stem", units=8, activation="relu"),
        layer("Dense", "side", ["stem"], units=8, activation="relu", trainable=trainable),
        layer(merge, "merge", inputs=["stem", "side"]),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def found(side, spec=None, movement=0.3, **figures):
    moved = {name: {"movement": movement} for name in ("stem", "side", "output")}
    end = snapshot(500, moved, chance_loss=1.0, probe_samples=figures.pop("probe_samples", 256))
    ablations = {"stem": MUCH, "side": side, "output": NOTHING}
    trial = record(snapshot(), end, **{"ablations": ablations, **figures})
    return list(IdleLayer().check(trained(spec or network(), trial)))


def test_a_branch_that_nothing_depends_on_is_found():
    (finding,) = found(NOTHING)
    assert (finding.severity, finding.layer) == ("warning", "side")
    assert finding.at == ("/model/layers/2",)
    assert finding.evidence["answers_changed"] == [0.0]


def test_a_branch_that_is_added_may_be_left_out():
    (finding,) = found(NOTHING, network("Add"))
    assert finding.severity == "info"


def test_at_the_thresholds_it_matters():
    assert found({**NOTHING, "answers_changed": 0.0099})
    assert not found({**NOTHING, "answers_changed": 0.01})
    assert found({**NOTHING, "loss": 0.5078, "loss_error": 0.004})
    assert not found({**NOTHING, "loss": 0.509, "loss_error": 0.004})
    assert not found({**NOTHING, "loss": 0.51, "loss_error": 0.1})


@pytest.mark.parametrize("verdict", ["not_learning", "inconclusive", "diverged"])
def test_only_a_network_that_has_learned_uses_its_layers(verdict):
    assert not found(NOTHING, verdict=verdict)


def test_frozen_and_unmoved_layers_are_not_trained():
    assert not found(NOTHING, network(trainable=False))
    assert not found(NOTHING, movement=0.0)
    assert not found(NOTHING, movement=None)


def test_too_little_evidence_says_nothing():
    assert not found(NOTHING, probe_samples=127)
    assert not found(NOTHING, ablations={})
    assert not found({**NOTHING, "loss": math.nan})


def test_layers_that_work_are_silent():
    assert not found(MUCH)
