import keras
import numpy as np
import pytest
import tensorflow as tf

from diagnostics.build.refusals import KERAS_REFUSES, first_lines


def refusal(act):
    with pytest.raises(KERAS_REFUSES) as caught:
        act()
    return first_lines(caught.value)


def test_a_layer_s_refusal_has_no_listing_of_arguments():
    message = refusal(lambda: keras.layers.Dense(2)(keras.layers.Dense(2)))
    assert "Arguments received" not in message
    assert message


def test_a_layer_that_fails_when_called_is_quoted_without_colours():
    message = refusal(lambda: keras.layers.Conv2D(2, 5)(keras.Input((3, 3, 1))))
    assert "\x1b" not in message
    assert "\n" not in message
    assert not message.startswith("Exception encountered")


def test_a_fault_inside_a_compiled_step_is_quoted_without_its_stack():
    @tf.function
    def step(labels):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, tf.zeros((2, 3)))

    message = refusal(lambda: step(np.array([0, 7])))
    assert message.startswith("Received a label value of 7 which is outside the valid range of [0, 3).")
    assert "File" not in message
    assert "[Op:" not in message


@pytest.mark.parametrize("autograph", [True, False])
def test_a_fault_while_tracing_is_quoted_without_its_stack(autograph):
    @tf.function(autograph=autograph)
    def step(labels):
        return keras.losses.CategoricalCrossentropy()(labels, tf.zeros((2, 3)))

    message = refusal(lambda: step(np.array([0, 1])))
    assert message.startswith("Arguments `target` and `output` must have the same rank (ndim).")


def test_an_error_without_words_is_named():
    assert first_lines(ValueError()) == "ValueError"


def test_long_messages_are_cut():
    assert len(first_lines(ValueError("word " * 1000))) <= 500


def test_cancellations_are_no_refusals():
    class SoftTimeLimitExceeded(Exception):
        pass

    for other in (SoftTimeLimitExceeded, KeyboardInterrupt, MemoryError, OSError):
        assert not issubclass(other, KERAS_REFUSES)
