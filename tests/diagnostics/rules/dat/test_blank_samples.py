import pytest

from diagnostics.rules.dat.blank_samples import BlankSamples
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split, spread

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(**train):
    return list(BlankSamples().check(data(PLAIN, facts(train=split(**train)))))


def test_some_blank_samples_are_a_warning_and_many_an_error():
    (finding,) = found(blank_samples=10)
    assert (finding.severity, finding.at) == ("warning", ("/dataset/location",))
    assert finding.evidence["blank_share"] == 0.05
    assert found(blank_samples=100)[0].severity == "error"
    assert not found(blank_samples=9)


def test_inputs_that_are_all_the_same_are_an_error():
    (finding,) = found(constant_features=192)
    assert (finding.severity, finding.blame) == ("error", 0.95)
    assert found(constant_features=2, features=2)


def test_what_preprocessing_wipes_out_points_at_it():
    assert found(constant_features=192, std=0.0)[0].at == ("/dataset/preprocess",)
    assert found(constant_features=192, std=0.0, raw=spread(0.0, 0.0))[0].at == ("/dataset/location",)


def test_the_border_of_centred_images_is_healthy():
    assert not found(constant_features=150)
    assert found(constant_features=183)[0].severity == "warning"


@pytest.mark.parametrize("thin", [{"samples": 19}, {"features": 15}, {"features": None}, {"looked_at": None}])
def test_too_little_to_see_says_nothing(thin):
    assert not found(**{"blank_samples": 15, **thin})


def test_varied_inputs_are_healthy():
    assert not found()
    assert not found(blank_samples=None)


def test_rows_of_a_few_features_are_blank_where_most_are():
    (finding,) = found(blank_samples=100, features=4)
    assert (finding.severity, finding.confidence) == ("warning", 0.7)
    assert not found(blank_samples=99, features=4)
    assert not found(blank_samples=100, features=3)
