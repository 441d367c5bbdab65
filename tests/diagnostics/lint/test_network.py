from typing import Any

import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.result import LintResult
from diagnostics.lint.text import lint_models
from diagnostics.source.reading import Missing
from tests.diagnostics.lint.reading import COMPILED, NUM_CLASSES, at, healthy, lost_rescaling, made, network


def linted(*models, known=None):
    return lint_models(models, known or Glance())


def codes(*models, known=None):
    return [located.finding.code for located in linted(*models, known=known).findings]


def test_a_healthy_network_is_clean():
    assert linted(healthy()) == LintResult(networks=1)


def test_lost_layers_name_the_variable_and_both_lines():
    augmentation, rescaling = linted(lost_rescaling()).findings
    assert [each.finding.code for each in (augmentation, rescaling)] == ["SPC101", "SPC101"]
    assert rescaling.finding.message.startswith(
        "x of line 13 is overwritten on line 14 before anything reads it: Rescaling 'rescaling' leads nowhere"
    )
    assert rescaling.finding.lines == (13, 13)
    assert rescaling.finding.evidence["variable"] == "x"
    assert rescaling.finding.evidence["overwritten_on_line"] == 14
    assert rescaling.related == (("x is overwritten here", at(14)),)


def test_layers_that_feed_one_another_are_one_finding():
    augmentation = linted(lost_rescaling()).findings[0].finding
    assert augmentation.lines == (12, 12)
    assert augmentation.message == (
        "x of line 12 is overwritten on line 13 before anything reads it: 2 layers lead nowhere: no output depends on "
        "'augment/flip' and 'augment/turn'"
    )
    assert augmentation.at == ("/model/layers/2", "/model/layers/1")


def test_a_chain_is_lost_where_its_last_output_is():
    model = network(
        made("InputLayer", "image", line=1, shape=[8, 8, 3]),
        made("Conv2D", "conv", "image", line=2, filters=4, kernel_size=3, source=assigned(2, 3)),
        made("MaxPooling2D", "pool", "conv", line=3, source=assigned(3, 4)),
        made("Flatten", "flat", "image", line=4),
        made("Dense", "answer", "flat", line=5, units=10, activation="softmax"),
    )
    (lost,) = linted(model).findings
    assert lost.finding.message.startswith("x of line 3 is overwritten on line 4 before anything reads it: 2 layers")
    assert (lost.place, lost.related[1:]) == (at(3), (("this leads nowhere, too", at(2)),))


def test_an_output_that_is_never_read_is_told_at_its_layer():
    unread = {"variable": "y", "applied": at(9)}
    model = network(
        made("InputLayer", "x", line=1, shape=[8]),
        made("Dense", "spare", "x", line=2, units=4, activation="relu", source=unread),
        made("Dense", "answer", "x", line=3, units=10, activation="softmax"),
    )
    (lost,) = linted(model).findings
    assert (lost.place, lost.related) == (at(2), ())
    assert lost.finding.message.startswith("Dense 'spare' leads nowhere")


def test_what_a_nested_model_gives_is_lost_where_the_model_is_called():
    lost = {"variable": "x", "applied": at(3), "bound": at(12), "overwritten": at(13)}
    model = network(
        made("InputLayer", "image", line=10, shape=[8, 8, 3]),
        made("RandomFlip", "augment/flip", "image", line=3, source=lost),
        made("Flatten", "flat", "image", line=13),
        made("Dense", "answer", "flat", line=14, units=10, activation="softmax"),
    )
    (found,) = linted(model).findings
    assert found.finding.message.startswith("x of line 12 is overwritten on line 13 before anything reads it")
    assert found.place == at(12)


def assigned(line, again):
    return {"variable": "x", "applied": at(line), "overwritten": at(again)}


def test_a_finding_stands_where_the_value_is_written():
    model = healthy(
        training=COMPILED | {"loss": "mean_squared_error", "learning_rate": 5.0},
        places={"/training/learning_rate": at(30), "/training/metrics": at(31)},
    )
    (rate,) = [each for each in linted(model).findings if each.finding.code == "SPC110"]
    assert rate.place == at(30)
    assert rate.finding.lines == (30, 30)


def test_a_default_is_placed_at_the_call_of_its_layer():
    model = network(
        made("InputLayer", "image", line=1, shape=[8]),
        made("Dense", "one", "image", line=2, units=8),
        made("Dense", "two", "one", line=3, units=8),
        made("Dense", "answer", "two", line=4, units=10, activation="softmax"),
    )
    (found,) = linted(model).findings
    assert (found.finding.code, found.place) == ("SPC107", at(2))
    assert found.related == (("and here", at(3)),)


def test_nothing_is_said_of_what_the_text_does_not_state():
    model = network(
        made("InputLayer", "x", shape=[4]), made("Dense", "y", "x", units=1, activation="relu"), training={}
    )
    assert codes(model) == []


def test_what_holds_under_any_loss_is_not_told_with_one_that_was_not_stated():
    softmax_of_one = [made("InputLayer", "x", shape=[4]), made("Dense", "y", "x", units=1, activation="softmax")]
    assert codes(network(*softmax_of_one, training={})) == []
    assert "SPC105" in codes(network(*softmax_of_one))


@pytest.mark.parametrize("opened", ["units", "activation"])
def test_findings_that_rest_on_an_open_value_are_left_out(opened):
    layers = [made("InputLayer", "x", shape=[4]), made("Dense", "y", "x", units=1, activation="softmax")]
    assert codes(network(*layers, open=frozenset({("y", opened)}), training=COMPILED | {"metrics": []})) == []


def test_shapes_that_rest_on_an_open_input_are_not_believed():
    layers = [
        made("InputLayer", "image", shape=[2, 2, 3]),
        made("Conv2D", "conv", "image", filters=4, kernel_size=5, activation="relu"),
        made("GlobalAveragePooling2D", "pool", "conv"),
        made("Dense", "y", "pool", units=10, activation="softmax"),
    ]
    assert codes(network(*layers)) == ["SPC112"]
    assert codes(network(*layers, open=frozenset({("image", "shape")}))) == []


def test_outputs_are_held_against_the_classes_once_they_are_given():
    assert codes(healthy(units=3)) == []
    (found,) = linted(healthy(units=3), known=Glance(classes=2)).findings
    assert (found.finding.code, found.finding.severity) == ("SPC104", "warning")
    assert found.finding.message == (
        "Dense 'answer' answers with 3 units, and the data have 2 classes: one unit is never right. Are classes "
        "missing from the data, or was the number of classes mistaken?"
    )
    (short,) = linted(healthy(units=3), known=Glance(classes=5)).findings
    assert (short.finding.code, short.finding.severity) == ("SPC104", "error")
    assert codes(healthy(units=5), known=Glance(classes=5)) == []


@pytest.mark.parametrize(("classes", "severity"), [(2, "warning"), (5, "error")])
def test_rows_of_labels_are_taken_to_be_as_wide_as_they_can(classes, severity):
    model = healthy(units=3, training=COMPILED | {"loss": "categorical_crossentropy"})
    (found,) = linted(model, known=Glance(classes=classes)).findings
    assert (found.finding.code, found.finding.severity) == ("SPC104", severity)


def test_classes_are_counted_under_a_softmax_whatever_the_loss():
    assert codes(healthy(units=3, training={}), known=Glance(classes=2)) == ["SPC104"]


def test_labels_that_the_text_states_are_held_against_the_loss():
    rows = healthy(training=COMPILED, dataset={"labels": "one_hot"}, places={"/training/loss": at(9)})
    (found,) = linted(rows).findings
    assert (found.finding.code, found.place) == ("SPC106", at(9))
    assert codes(healthy(dataset={"labels": "index"})) == []


def test_batches_are_held_against_the_samples_once_they_are_known():
    trained = healthy(training=COMPILED | {"batch_size": 100, "epochs": 5}, places={})
    assert codes(trained) == []
    assert codes(trained, known=Glance(samples=80)) == ["SPC117"]
    assert codes(healthy(), known=Glance(samples=20)) == []


def test_batches_that_are_too_small_for_any_data_are_found_without_samples():
    (single,) = linted(healthy(training=COMPILED | {"batch_size": 1})).findings
    assert (single.finding.code, single.finding.severity) == ("SPC117", "info")
    assert "samples" not in single.finding.evidence


def test_a_layer_that_is_given_its_weights_may_be_frozen():
    layers = [made("InputLayer", "words", shape=[9]), made("GlobalAveragePooling1D", "pool", "vectors")]
    config: dict[str, Any] = {"input_dim": 50, "output_dim": 8, "trainable": False}
    answer = made("Dense", "answer", "pool", units=10, activation="softmax")
    random = made("Embedding", "vectors", "words", **config)
    given = made("Embedding", "vectors", "words", source={"arguments": {"weights": at(3)}}, **config)
    assert codes(network(layers[0], random, layers[1], answer)) == ["SPC103"]
    assert codes(network(layers[0], given, layers[1], answer)) == []


def test_what_two_networks_share_is_told_once():
    assert len(linted(lost_rescaling(), lost_rescaling()).findings) == 2


def test_findings_know_their_network_and_keep_their_ids():
    first, second = linted(lost_rescaling()).findings, linted(lost_rescaling()).findings
    assert [each.finding.id for each in first] == [each.finding.id for each in second]
    assert len({each.finding.id for each in first}) == 2
    assert {each.finding.evidence["model"] for each in first} == {"model"}


def test_what_is_missing_is_told_once():
    model = healthy(missing=(NUM_CLASSES,))
    assert linted(model, model).missing == (NUM_CLASSES,)


def test_training_that_cannot_be_part_of_a_job_is_named_and_the_rest_is_linted():
    model = healthy(
        training=COMPILED | {"batch_size": 0, "loss": "mean_sqared_error"}, places={"/training/batch_size": at(7)}
    )
    result = linted(model)
    assert Missing(7, "0", "/training/batch_size: input should be greater than or equal to 1") in result.missing
    assert any("did you mean" in each.supply for each in result.missing)


def test_layers_that_cannot_be_a_network_are_named_with_their_line():
    model = network(made("InputLayer", "x", shape=[4]), made("Dens", "y", "x", line=7, units=1))
    (missing,) = linted(model).missing
    assert (missing.line, missing.expression) == (7, "y")
    assert "did you mean 'Dense'?" in missing.supply


def test_a_fault_explains_its_effects():
    frozen = network(
        made("InputLayer", "x", shape=[4]),
        made("Dense", "y", "x", line=2, units=10, activation="softmax", trainable=False),
    )
    by_code = {each.finding.code: each.finding for each in linted(frozen).findings}
    assert by_code["SPC103"].caused_by == (by_code["SPC102"].id,)


def test_what_the_last_turn_of_a_loop_makes_in_vain_is_a_warning():
    lost = network(
        made("InputLayer", "image", line=1, shape=[8]),
        made("Dense", "first", "image", line=3, units=8, activation="relu"),
        made("Dense", "second", "first", line=3, units=8, activation="relu"),
        made("Dense", "answer", "first", line=5, units=10, activation="softmax"),
    )
    (found,) = linted(lost).findings
    assert (found.finding.code, found.finding.severity) == ("SPC101", "warning")
    assert found.finding.message.endswith("it may be the last turn of a loop")
    assert found.finding.lines == (3, 3)


def test_what_the_first_turn_makes_in_vain_is_an_error():
    lost = network(
        made("InputLayer", "image", line=1, shape=[8]),
        made("Dense", "first", "image", line=3, units=8, activation="relu"),
        made("Dense", "second", "image", line=3, units=8, activation="relu"),
        made("Dense", "answer", "second", line=5, units=10, activation="softmax"),
    )
    (found,) = linted(lost).findings
    assert (found.finding.code, found.finding.severity) == ("SPC101", "error")
