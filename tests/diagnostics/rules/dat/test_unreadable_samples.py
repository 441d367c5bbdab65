from diagnostics.observations import Unreadable
from diagnostics.rules.dat.unreadable_samples import UnreadableSamples
from tests.diagnostics.factories import chain, data, facts, image, layer

SPEC = chain(image(4), layer("Dense", units=2))


def found(count, listed):
    files = tuple(Unreadable(file=f"{index}.png", reason="truncated") for index in range(listed))
    return list(UnreadableSamples().check(data(SPEC, facts(unreadable=files, unreadable_count=count))))


def test_unreadable_files_are_counted_and_named():
    (finding,) = found(3, 3)
    assert finding.severity == "warning"
    assert finding.at == ("/dataset/location",)
    assert finding.message == "3 files could not be read and are left out, the first being 0.png (truncated)"
    assert finding.evidence["files"] == ["0.png", "1.png", "2.png"]


def test_at_most_twenty_files_are_listed():
    (finding,) = found(500, 25)
    assert finding.evidence["unreadable"] == 500
    assert len(finding.evidence["files"]) == len(finding.evidence["reasons"]) == 20


def test_a_count_without_names_is_still_a_finding():
    (finding,) = found(1, 0)
    assert finding.message == "1 file could not be read and is left out"


def test_a_dataset_that_can_be_read_is_healthy():
    assert not found(0, 0)
