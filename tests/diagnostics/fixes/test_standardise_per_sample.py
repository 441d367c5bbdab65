from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.standardise_per_sample import StandardisePerSample
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied

BEFORE = [{"rescale": {"scale": 2.0, "offset": 0.0}}]
SPEC = chain(image(), layer("Flatten"), layer("Dense", units=2), dataset={"preprocess": BEFORE})
FAULT = Finding("DAT201", "name", "error", 0.9, "…", ("/dataset/preprocess",), evidence={"minimum": 0, "maximum": 90})


def test_each_image_is_standardised_last_of_all():
    after = applied(StandardisePerSample, SPEC, Clues([FAULT], facts()))
    assert after.model_dump(mode="json")["dataset"]["preprocess"] == [*BEFORE, {"per_sample_standardize": {}}]
    before = after.dataset.model_copy(update={"preprocess": SPEC.dataset.preprocess})
    assert after.model_copy(update={"dataset": before}) == SPEC


def test_rows_of_a_table_mix_quantities():
    assert StandardisePerSample().apply(SPEC, Clues([FAULT], facts(input_shape=(20,)))) is None


def test_it_needs_facts_and_a_finding_about_the_inputs():
    assert StandardisePerSample().apply(SPEC, Clues([FAULT])) is None
    assert StandardisePerSample().apply(SPEC, Clues([], facts())) is None


def test_applying_it_twice_changes_nothing_more():
    clues = Clues([FAULT], facts())
    once = applied(StandardisePerSample, SPEC, clues)
    assert StandardisePerSample().apply(once, clues) is None
