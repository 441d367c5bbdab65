import jsonpatch

from diagnostics.consult.examine import lint
from diagnostics.consult.proposals import proposals
from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.spec.job import ResolvedSpec
from tests.diagnostics.factories import chain, image, layer

SPEC = chain(
    image(8, 8, 3),
    layer("Rescaling", "lost", scale=0.004),
    layer("Conv2D", "conv", inputs=["image"], filters=4, kernel_size=3, activation="relu"),
    layer("Flatten"),
    layer("Dense", "output", units=5, activation="softmax"),
)


def finding(code):
    return Finding(code, "name", "error", 0.9, "message", ("/model",))


def test_no_findings_no_proposals():
    assert proposals(SPEC, []) == ()


def test_a_fix_is_proposed_once_for_all_findings_that_call_for_it():
    made = {each.fix: each.addresses for each in proposals(SPEC, [finding("INI301"), finding("TRN401")])}
    assert next(iter(made)) is HeInitialisation
    assert (made[HeInitialisation], made[LearningRate]) == ((0, 1), (1,))


def test_fixes_that_do_not_apply_are_left_out():
    spec = chain(image(4), layer("Dense", "output", units=5, activation="softmax"))
    assert [each.fix for each in proposals(spec, [finding("TRN401")])] == [LearningRate]


def test_the_patch_makes_of_the_spec_what_the_fix_makes():
    (found,) = lint(SPEC)
    (made,) = proposals(SPEC, [found])
    patched = jsonpatch.apply_patch(SPEC.model_dump(mode="json"), list(made.patch))
    assert ResolvedSpec.model_validate(patched) == made.fix().apply(SPEC, Clues([found]))
    assert made.patch[0]["op"] == "test"


def test_a_finding_of_a_rule_without_fixes_proposes_nothing():
    assert proposals(SPEC, [finding("DAT208")]) == ()
