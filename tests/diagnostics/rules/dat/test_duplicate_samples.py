from diagnostics.observations import Copies
from diagnostics.rules.dat.duplicate_samples import DuplicateSamples
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(repeated, contradicting=0, features=192):
    copies = Copies(looked_at=1000, repeated=repeated, contradicting=contradicting)
    return list(DuplicateSamples().check(data(PLAIN, facts(train=split(features=features), train_copies=copies))))


def test_many_repetitions_are_a_warning():
    (finding,) = found(300)
    assert (finding.severity, finding.blame, finding.evidence["share"]) == ("warning", None, 0.3)


def test_at_the_threshold_counts_and_below_is_healthy():
    assert found(50)
    assert not found(49)


def test_contradicting_labels_weigh_more():
    (finding,) = found(20, 20)
    assert "20 of them with a different label" in finding.message
    assert finding.blame == 0.4
    assert not found(19, 19)


def test_equal_samples_are_to_be_expected_of_a_few_numbers():
    assert not found(900, features=5)


def test_distinct_samples_and_what_was_not_looked_for_are_healthy():
    assert not found(0)
    assert not list(DuplicateSamples().check(data(PLAIN, facts())))


def test_near_copies_are_told_apart():
    def near(repeated, contradicting=0):
        copies = Copies(looked_at=1000, repeated=repeated, contradicting=contradicting)
        return list(DuplicateSamples().check(data(PLAIN, facts(train=split(), train_near_copies=copies))))

    (finding,) = near(100)
    assert (finding.severity, finding.evidence["near"]) == ("warning", True)
    assert "100 of 1,000 training samples (10.0%) are nearly an earlier one" in finding.message
    assert not near(99)
    assert near(50, contradicting=20)
    assert not near(50, contradicting=19)
