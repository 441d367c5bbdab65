"""Every fix that a text can say, in four ways of writing one network."""

import pytest

from diagnostics.fixes.augmentation import Augmentation
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.batch_size import BatchSize
from diagnostics.fixes.dropout import Dropout
from diagnostics.fixes.early_stopping import EarlyStopping
from diagnostics.fixes.elu_activation import EluActivation
from diagnostics.fixes.global_pooling_head import GlobalPoolingHead
from diagnostics.fixes.gradient_clipping import GradientClipping
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.more_epochs import MoreEpochs
from diagnostics.fixes.padding_same import PaddingSame
from diagnostics.fixes.weight_decay import WeightDecay
from tests.diagnostics.source.diff.rewritten import changed_lines, rewritten
from tests.diagnostics.source.diff.texts import ADDED, FUNCTIONAL, LISTED, OLD, STYLES

FIXES = (
    *(Augmentation, BatchNormalisation, BatchSize, Dropout, EarlyStopping, EluActivation, GlobalPoolingHead),
    *(GradientClipping, HeInitialisation, LeakyActivation, LearningRate, MoreEpochs, PaddingSame, WeightDecay),
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: fix.name)
def test_the_diff_applies_and_what_it_leaves_says_what_the_fix_makes(fix, style):
    code = STYLES[style]
    text = rewritten(fix, code)
    comments = [line.partition("#")[2] for line in code.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == comments


def test_batch_normalisation_in_a_list():
    gone, come = changed_lines(LISTED, rewritten(BatchNormalisation, LISTED))
    assert come == [
        "Flatten,",
        "BatchNormalization,",
        "Activation",
        "Conv2D(8, 3, use_bias=False, input_shape=(32, 32, 3)),  # first",
        "BatchNormalization(momentum=0.9),",
        "Activation('relu'),",
        "use_bias=False,",
        "BatchNormalization(momentum=0.9),",
        "Activation('relu'),",
    ]
    assert len(gone) == 3


def test_batch_normalisation_in_a_chain_of_calls():
    text = rewritten(BatchNormalisation, FUNCTIONAL)
    assert text.count("    x = tf.keras.layers.BatchNormalization(momentum=0.9)(x)\n") == 2


def test_dropout_where_the_layer_has_no_variable():
    gone, come = changed_lines(FUNCTIONAL, rewritten(Dropout, FUNCTIONAL))
    assert (gone, come) == ([], ["x = tf.keras.layers.Dropout(0.5)(x)"])


def test_a_rate_in_a_variable_that_is_used_once():
    assert changed_lines(ADDED, rewritten(LearningRate, ADDED)) == (["RATE = 1e-3  # tuned"], ["RATE = 1e-4  # tuned"])


def test_an_optimizer_by_name_becomes_one_with_a_rate():
    _, come = changed_lines(LISTED, rewritten(LearningRate, LISTED))
    assert come == [
        "from tensorflow.keras.optimizers import Adam",
        "model.compile(optimizer=Adam(learning_rate=1e-4), loss='categorical_crossentropy')",
    ]


def test_arguments_on_lines_of_their_own():
    gone, come = changed_lines(ADDED, rewritten(EarlyStopping, ADDED))
    assert (gone, come) == (
        ["batch_size=64)"],
        ["batch_size=64,", "callbacks=[keras.callbacks.EarlyStopping(patience=5)])"],
    )


def test_keras_1_keeps_its_spellings():
    assert "border_mode='same', input_shape" not in OLD
    assert "nb_epoch=200" in rewritten(MoreEpochs, OLD)
    assert "lr=1e-4" in rewritten(LearningRate, OLD)
