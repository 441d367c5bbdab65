import math

import pytest

from diagnostics.report.html.chance import chance_loss
from tests.diagnostics.factories import chain, facts, image, layer, snapshot
from tests.diagnostics.report.making import trial
from tests.diagnostics.report.tried import tried_report


def chance(loss, task="multiclass", target_shape=None, score=None, **training):
    spec = chain(image(), layer("Flatten"), layer("Dense", units=2), training={"loss": loss, **training})
    seen = (snapshot(0, **(score or {"chance_loss": 0.69})), snapshot(5, chance_loss=math.nan))
    one = trial("a", "reference", 0, 2.3, snapshots=seen)
    return chance_loss(tried_report(spec=spec, dataset=facts(task=task, target_shape=target_shape)), one)


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "CategoricalCrossentropy", "binary_crossentropy"])
def test_log_loss_compares_with_cross_entropy(loss):
    assert chance(loss) == 0.69


def test_squared_error_compares_with_the_mean_squared_error_of_a_single_quantity():
    assert chance("mse", "regression", ()) == 0.69
    assert chance("MeanSquaredError", "regression", (1,)) == 0.69
    assert chance("mse", "regression", (3,)) is None
    assert chance("mae", "regression", ()) is None


@pytest.mark.parametrize(
    ("loss", "task"), [("mse", "multiclass"), ("hinge", "binary"), ("binary_crossentropy", "multilabel")]
)
def test_other_losses_measure_something_else(loss, task):
    assert chance(loss, task) is None


def test_class_weights_change_what_the_loss_measures():
    assert chance("sparse_categorical_crossentropy", class_weight={0: 2.0, 1: 1.0}) is None


def test_a_share_of_wrong_answers_is_no_loss():
    wrong = {"chance_loss": 0.4, "chance_accuracy": 0.6, "accuracy": 0.6}
    assert chance("sparse_categorical_crossentropy", score=wrong) is None


def test_without_snapshots_it_is_unknown():
    assert chance_loss(tried_report(), trial("a", "reference", 0, 2.3, snapshots=())) is None
