import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.wire_layer import WireLayer
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.rules.spc.unused_layer import UnusedLayer
from diagnostics.spec.reading import read_job
from tests.diagnostics.factories import chain, declared, image, layer


def wired(spec, *only):
    """The inputs of every layer after the fix, in the order declared, or None."""
    findings = [each for each in UnusedLayer().check(declared(spec)) if not only or each.layer in only]
    after = WireLayer().apply(spec, Clues(findings))
    if after is None:
        return None
    assert resolve(read_job(after.model_dump(mode="json"))) == after
    return {entry.name: entry.inputs for entry in after.model.layers}


def side_by_side(*between):
    return chain(image(8), *between, layer("Dense", "output", inputs=["image"], units=2))


def test_layers_declared_side_by_side_are_put_in_a_row():
    spec = side_by_side(
        layer("RandomContrast", "augmentation", inputs=["image"], factor=0.1),
        layer("Rescaling", "rescaling", inputs=["image"], scale=0.004),
    )
    assert wired(spec) == {
        "image": (),
        "augmentation": ("image",),
        "rescaling": ("augmentation",),
        "output": ("rescaling",),
    }


def test_a_chain_stays_a_chain():
    spec = side_by_side(
        layer("Dropout", "first", rate=0.1), layer("ReLU", "second"), layer("GaussianNoise", stddev=0.1)
    )
    assert wired(spec)["output"] == ("gaussian_noise",)
    after = WireLayer().apply(spec, Clues(list(UnusedLayer().check(declared(spec)))))
    assert after is not None
    assert not graph_of(after).unused


def test_every_reader_of_the_source_moves():
    spec = chain(
        image(8),
        layer("Rescaling", "rescaling", scale=0.004),
        layer("Dense", "left", inputs=["image"], units=8),
        layer("Add", "sum", inputs=["left", "image"]),
        layer("Dense", "output", units=2),
    )
    after = wired(spec)
    assert after["left"] == ("rescaling",)
    assert after["sum"] == ("left", "rescaling")


def test_layers_declared_too_late_are_moved_up():
    spec = chain(
        image(8),
        layer("Dense", "hidden", units=8),
        layer("Dense", "output", units=2),
        layer("BatchNormalization", "norm", inputs=["hidden"]),
        layer("Dropout", "dropout", rate=0.1),
        outputs=["output"],
    )
    after = wired(spec)
    assert list(after) == ["image", "hidden", "norm", "dropout", "output"]
    assert after["output"] == ("dropout",)


def test_only_the_named_layers_are_wired():
    spec = side_by_side(
        layer("Rescaling", "rescaling", inputs=["image"], scale=0.004),
        layer("Dropout", "dropout", inputs=["image"], rate=0.1),
    )
    after = wired(spec, "rescaling")
    assert after["output"] == ("rescaling",)
    assert after["dropout"] == ("image",)


@pytest.mark.parametrize(
    "unused",
    [
        [layer("RandomCrop", height=4, width=4)],
        [layer("Softmax")],
        [layer("Normalization")],
        [layer("Add", inputs=["image", "image"])],
        [layer("Dense", units=8), layer("Dropout", inputs=["image"], rate=0.1), layer("Dense", units=8)],
        [layer("Dense", units=8), layer("Dense", inputs=["image"], units=8)],
        [layer("Dense", units=8), layer("Softmax")],
        [layer("Embedding", input_dim=9, output_dim=3)],
        [layer("InputLayer", "other", shape=[8]), layer("Rescaling", scale=0.004)],
    ],
    ids=[
        *("crop", "softmax", "not adapted", "two inputs", "two branches", "two layers", "an answer", "another shape"),
        "unused input",
    ],
)
def test_it_does_not_guess(unused):
    assert wired(side_by_side(*unused)) is None


BODY = (layer("Rescaling", "scaled", scale=0.004), layer("Dense", "one", units=6), layer("Dense", "two", units=4))


def test_an_output_that_skips_the_whole_body_reads_its_end():
    spec = side_by_side(*BODY)
    assert wired(spec) == {"image": (), "scaled": ("image",), "one": ("scaled",), "two": ("one",), "output": ("two",)}
    findings = list(UnusedLayer().check(declared(spec)))
    once = WireLayer().apply(spec, Clues(findings))
    assert once is not None
    assert WireLayer().apply(once, Clues(findings)) is None


def test_a_body_is_no_abandoned_branch_of_a_network_that_has_one():
    spec = chain(
        image(8),
        layer("Dense", "used", units=8),
        layer("Dense", "branch", units=8),
        layer("Dense", "output", inputs=["used"], units=2),
    )
    assert wired(spec) is None
    elsewhere = chain(image(8), *BODY, layer("Dense", "late", inputs=["image"], units=6), layer("Dense", units=2))
    assert wired(elsewhere) is None


def test_a_body_only_part_of_which_is_named_stays():
    assert wired(side_by_side(*BODY), "one", "two") is None


def test_what_follows_the_output_is_left_alone():
    spec = chain(image(8), layer("Dense", "output", units=2), layer("ReLU"), outputs=["output"])
    assert wired(spec) is None


def test_without_a_finding_it_does_not_apply():
    assert WireLayer().apply(side_by_side(layer("Dropout", rate=0.1)), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    spec = side_by_side(layer("Dropout", rate=0.1))
    findings = list(UnusedLayer().check(declared(spec)))
    once = WireLayer().apply(spec, Clues(findings))
    assert once is not None
    assert WireLayer().apply(once, Clues(findings)) is None
