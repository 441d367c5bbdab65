from dataclasses import replace

from diagnostics.graph.graph import graph_of
from diagnostics.graph.shapes.infer import LayerShape
from diagnostics.rules.spc.batch_size_extreme import BatchSizeExtreme
from tests.diagnostics.factories import chain, data, facts, image, layer

NORM = layer("BatchNormalization", "norm")


def seen(batch_size, *layers, epochs=10, samples=200):
    known = facts(input_shape=(8, 8, 3))
    known = known.model_copy(update={"train": known.train.model_copy(update={"samples": samples})})
    spec = chain(
        image(),
        *layers,
        layer("Flatten"),
        layer("Dense", units=2),
        training={"batch_size": batch_size, "epochs": epochs},
    )
    return data(spec, known)


def found(*arguments, thresholds=None, **settings):
    return list(BatchSizeExtreme(**(thresholds or {})).check(seen(*arguments, **settings)))


def test_few_samples_under_batch_normalisation_are_a_warning():
    (finding,) = found(3, NORM)
    assert finding.severity == "warning"
    assert finding.at == ("/training/batch_size",)
    assert finding.message == "'norm' normalises by the statistics of 3 samples, which are mostly noise"
    assert not found(4, NORM)
    assert found(7, NORM, thresholds={"min_normalised_batch": 8})


def test_one_sample_without_positions_lets_nothing_pass():
    evidence = seen(1, layer("Flatten", "flat"), NORM)
    (finding,) = BatchSizeExtreme().check(evidence)
    assert finding.severity == "error"
    assert finding.evidence["layers"] == ["norm"]


def test_one_image_under_batch_normalisation_still_has_positions():
    assert [finding.severity for finding in found(1, NORM)] == ["warning"]


def test_unknown_shapes_are_no_proof():
    evidence = seen(1, layer("Flatten", "flat"), NORM)
    graph = graph_of(evidence.spec)
    vars(graph)["shapes"] = {node.name: LayerShape() for node in graph.nodes}
    assert [finding.severity for finding in BatchSizeExtreme().check(replace(evidence, graph=graph))] == ["warning"]


def test_frozen_statistics_and_other_normalisations_do_not_mind():
    assert not found(2, layer("BatchNormalization", trainable=False))
    assert not found(2, layer("LayerNormalization"))


def test_a_single_sample_is_worth_knowing():
    assert [finding.severity for finding in found(1)] == ["info"]
    assert not found(2)


def test_the_whole_training_set_in_one_batch():
    (finding,) = found(256)
    assert finding.severity == "warning"
    assert finding.message == "all 200 samples are in one batch: 10 epochs make no more steps"
    assert found(200)
    assert not found(199)


def test_a_long_run_over_the_whole_set_is_healthy():
    assert found(200, epochs=99)
    assert not found(200, epochs=100)


def test_huge_batches_are_a_warning():
    assert [finding.severity for finding in found(8193, samples=100_000)] == ["warning"]
    assert not found(8192, samples=100_000)
