import pytest

from diagnostics.rules.rep.decided_by_initialisation_or_order import DecidedByInitialisationOrOrder
from tests.diagnostics.factories import chain, image, layer, record, runs

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))
GOOD, BAD, OPEN = "learning", "not_learning", "inconclusive"


def found(order, weights, reference=GOOD):
    trials = [record(key="reference", verdict=reference)]
    for kind, verdicts in (("order", order), ("weights", weights)):
        trials += [
            record(key=f"vary-{kind}-{number}", role="replicate", order_seed=number, verdict=verdict)
            for number, verdict in enumerate(verdicts, 1)
        ]
    return list(DecidedByInitialisationOrOrder().check(runs(SPEC, *trials)))


def test_other_weights_change_the_outcome_and_another_order_does_not():
    (finding,) = found([GOOD] * 3, [BAD, BAD, GOOD])
    assert finding.severity == "warning"
    assert finding.evidence["decided_by"] == "initial weights"
    assert finding.confidence == pytest.approx(0.929, abs=1e-3)
    assert finding.message == (
        "the initial weights decide whether it learns: changing them alone turned 2 of 3 runs, "
        "changing the order alone 0 of 3"
    )


def test_another_order_changes_the_outcome_and_other_weights_do_not():
    (finding,) = found([GOOD] * 3, [BAD] * 3, reference=BAD)
    assert finding.evidence["decided_by"] == "order of the data"
    assert finding.at == ("/training/shuffle",)
    assert finding.evidence["flipped_by_order"] == 3
    assert finding.message.startswith(
        "the order of the data decides whether it learns: changing it alone turned 3 of 3"
    )


def test_a_single_flip_of_three_is_unclear():
    assert not found([GOOD] * 3, [BAD, GOOD, GOOD])


def test_both_deciding_is_unclear():
    assert not found([BAD, BAD, GOOD], [BAD, BAD, BAD])


def test_at_the_threshold_of_runs():
    assert found([GOOD] * 2, [BAD] * 2)
    assert not found([GOOD], [BAD] * 5)
    assert not found([GOOD, OPEN], [BAD] * 5)


def test_an_open_reference_says_nothing():
    assert not found([GOOD] * 3, [BAD] * 3, reference=OPEN)
