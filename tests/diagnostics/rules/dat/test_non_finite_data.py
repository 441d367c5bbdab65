import pytest

from diagnostics.rules.dat.non_finite_data import NonFiniteData
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split, spread

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(train, validation=None):
    return list(NonFiniteData().check(data(PLAIN, facts(train=train, validation=validation))))


def test_a_single_stored_nan_is_an_error_at_the_location():
    (finding,) = found(split(non_finite_samples=1, non_finite=3))
    assert (finding.severity, finding.at, finding.blame) == ("error", ("/dataset/location",), None)
    assert finding.evidence == {"split": "training", "samples": 1, "searched": 200}


def test_what_preprocessing_makes_points_at_the_preprocessing():
    (finding,) = found(split(non_finite=12))
    assert finding.at == ("/dataset/preprocess",)
    assert "all are finite as stored" in finding.message


def test_targets_point_at_the_labels():
    (finding,) = found(split(columns=[spread()], non_finite_targets=2))
    assert finding.at == ("/dataset/labels",)


def test_the_validation_side_spoils_less():
    (finding,) = found(split(), split(non_finite_samples=2))
    assert finding.evidence["split"] == "validation"
    assert finding.blame == pytest.approx(0.3)


def test_without_stored_figures_the_location_is_to_blame():
    train = split(non_finite=1).model_copy(update={"raw": None})
    assert found(train)[0].at == ("/dataset/location",)


def test_finite_data_are_healthy():
    assert not found(split(columns=[spread()]), split(columns=[spread()]))
