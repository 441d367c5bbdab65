from diagnostics.observations import Copies
from diagnostics.rules.dat.train_validation_overlap import TrainValidationOverlap
from tests.diagnostics.factories import applying, chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(repeated, looked_at=1000, features=192):
    copies = Copies(looked_at=looked_at, repeated=repeated, contradicting=0)
    known = facts(train=split(features=features), validation_copies=copies)
    return list(TrainValidationOverlap().check(data(PLAIN, known)))


def test_copies_on_both_sides_are_a_warning():
    (finding,) = found(50)
    assert (finding.severity, finding.at) == ("warning", ("/dataset/validation",))
    assert finding.evidence["share"] == 0.05
    assert finding.message.startswith("50 of 1,000 held-out samples (5.0%)")


def test_many_are_an_error():
    assert found(200)[0].severity == "error"
    assert found(199)[0].severity == "warning"


def test_at_the_threshold_counts_and_below_is_healthy():
    assert found(10)
    assert not found(9)


def test_equal_samples_are_to_be_expected_of_a_few_numbers():
    assert not found(500, features=15)
    assert found(500, features=16)


def test_what_was_not_looked_for_says_nothing():
    assert not list(TrainValidationOverlap().check(data(PLAIN, facts())))
    assert not found(0, looked_at=0)


def near(repeated, looked_at=1000, exact=None):
    copies = Copies(looked_at=looked_at, repeated=repeated, contradicting=0)
    known = facts(train=split(), validation_near_copies=copies, validation_copies=exact)
    return list(TrainValidationOverlap().check(data(PLAIN, known)))


def test_near_copies_are_a_warning_apart_however_many():
    (finding,) = near(900)
    assert (finding.severity, finding.evidence["near"]) == ("warning", True)
    assert "900 of 1,000 held-out samples (90.0%) are nearly training samples" in finding.message
    exact, nearly = near(900, exact=Copies(looked_at=1000, repeated=50, contradicting=0))
    assert ("near" in exact.evidence, nearly.evidence["near"]) == (False, True)


def test_a_few_near_copies_are_healthy():
    assert near(20)
    assert not near(19)
    assert not near(0, looked_at=0)


def test_leaving_out_copies_does_nothing_about_near_ones():
    assert applying(TrainValidationOverlap, PLAIN, near(100)) == []
    assert applying(TrainValidationOverlap, PLAIN, found(50)) == ["deduplicate"]
