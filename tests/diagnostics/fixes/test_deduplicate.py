from diagnostics.fixes.deduplicate import Deduplicate
from diagnostics.fixes.fix import Clues
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(**dataset):
    return chain(image(4), layer("Dense", units=2), dataset=dataset)


def test_the_data_are_read_without_copies_and_nothing_else_changes():
    assert applied(Deduplicate, spec_of(), Clues()) == spec_of(deduplicate=True)


def test_applying_it_twice_changes_nothing_more():
    assert Deduplicate().apply(spec_of(deduplicate=True), Clues()) is None
