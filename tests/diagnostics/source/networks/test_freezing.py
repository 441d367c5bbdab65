import pytest

from tests.diagnostics.source.small import at, only

NET = """
        m = keras.Sequential([keras.Input((4,)), layers.Dense(5, name='a'), layers.Dense(3, name='b')])
"""


def frozen(text):
    return {each.name for each in only(text).layers if each.config.get("trainable") is False}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("m.trainable = False", {"a", "b"}),
        ("m.layers[0].trainable = False", {"a"}),
        ("for l in m.layers[:-1]:\n            l.trainable = False", {"a"}),
        ("m.get_layer('b').trainable = False", {"b"}),
        ("setattr(m.layers[0], 'trainable', False)", {"a"}),
        ("m.trainable = False\n        m.trainable = True", set()),
        ("m.trainable = False\n        m.layers[0].trainable = True", {"a", "b"}),
        ("m.trainable = unknown", set()),
    ],
)
def test_what_is_frozen_when_it_is_compiled(text, names):
    assert frozen(f"{NET}        {text}\n        m.compile('adam', 'mse')") == names


def test_a_layer_frozen_as_it_is_made():
    model = only("m = keras.Sequential([keras.Input((4,)), layers.Dense(3, trainable=False)])")
    assert model.layers[-1].config["trainable"] is False


def test_what_is_frozen_at_the_first_training_counts():
    text = f"""{NET}
        m.layers[0].trainable = False
        m.compile('adam', 'mse')
        m.fit(x, y)
        m.layers[0].trainable = True
        m.compile('adam', 'mse')
        m.fit(x, y)
    """
    assert frozen(text) == {"a"}
    assert at(only(text).sources["a"].trainable, text) == "False"
    assert (only(text).sources["a"].trainable or only(text).sources["b"].made).line == 6
    assert only(text).sources["b"].trainable is None


def test_nested_models_freeze_with_the_model_around_them():
    assert frozen("""
        base = keras.Sequential([keras.Input((4,)), layers.Dense(5, name='in')], name='base')
        outer = keras.Sequential([base, layers.Dense(3, name='mid')], name='outer')
        m = keras.Sequential([outer, layers.Dense(1, name='b')])
        outer.trainable = False
        m.compile('adam', 'mse')
    """) == {"outer/base/in", "outer/mid"}


def test_objects_that_hold_each_other_freeze_once():
    text = """
        class Part(layers.Layer):
            def __init__(self):
                super().__init__()
                self.d = layers.Dense(3, name='d')
            def call(self, x):
                return self.d(x)
        p, q = Part(), Part()
        p.other, q.other = q, p
        p.trainable = False
        m = keras.Sequential([keras.Input((4,)), p])
        m.compile('adam', 'mse')
    """
    assert frozen(text)
