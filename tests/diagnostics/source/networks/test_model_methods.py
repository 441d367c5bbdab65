import pytest

from tests.diagnostics.source.small import at, classes, messages, names, names_after, only

KERAS = "import keras\nfrom keras import layers\n"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("m.name", "net"),
        ("len(m.layers)", 2),
        ("m.layers[-1].name", "out"),
        ("m.get_layer('mid').units", 5),
        ("m.get_layer(index=1).name", "out"),
        ("m.get_layer(0).name", "mid"),
        ("m.input_shape", (None, 4)),
        ("m.output_shape", (None, 3)),
        ("m.layers[0].output_shape", (None, 5)),
        ("m.trainable", True),
        ("m.layers[0].output.shape", (None, 5)),
        ("m.summary()", None),
    ],
)
def test_what_a_model_tells(expression, value):
    text = "m = keras.Sequential([layers.Dense(5, input_dim=4, name='mid'), layers.Dense(3, name='out')], name='net')"
    assert names_after(f"{KERAS}{text}\na = {expression}")["a"] == value


def test_a_network_is_cut_and_continued():
    model = only("""
        old = keras.Sequential([keras.Input((4,)), layers.Dense(5, name='mid'), layers.Dense(9, name='old')])
        new = keras.Model(old.inputs, layers.Dense(2, name='new')(old.layers[-2].output))
        new.compile('adam', 'mse')
    """)
    assert names(model)[1:] == ["mid", "new"]
    assert model.outputs == ("new",)


def test_layers_that_lead_nowhere_are_kept():
    model = only("""
        i = keras.Input((4,))
        x = layers.Dense(5, name='a')(i)
        y = layers.Dense(6, name='lost')(x)
        m = keras.Model(i, layers.Dense(2, name='b')(x))
    """)
    assert "lost" in names(model)
    assert model.outputs == ("b",)


def test_what_is_read_by_something_else_is_not_lost():
    model = only("""
        i = keras.Input((4,))
        x = layers.Dense(5, name='a')(i)
        features = layers.Dense(6, name='shown')(x)
        print(unknown(features))
        m = keras.Model(i, layers.Dense(2, name='b')(x))
    """)
    assert names(model) == ["input_layer", "a", "b"]


def test_weights_from_files_are_noted():
    text = "m = keras.Sequential([keras.Input((4,)), layers.Dense(3)])\nm.load_weights('x.h5')"
    assert "the weights that sequential loads are not read" in messages(only(text))


def test_a_variable_that_is_overwritten_is_told_with_both_places():
    text = """
        i = keras.Input((4,))
        x = layers.Rescaling(0.5, name='lost')(i)
        x = layers.Dense(3, name='d')(i)
        m = keras.Model(i, x)
    """
    lost = only(text).sources["lost"]
    assert lost.variable == "x"
    assert at(lost.bound, text) == "x = layers.Rescaling(0.5, name='lost')(i)"
    assert at(lost.overwritten, text) == "x = layers.Dense(3, name='d')(i)"
    assert at(lost.applied, text) == "layers.Rescaling(0.5, name='lost')(i)"


def test_calls_of_every_kind():
    model = only("""
        i = keras.Input((8,))
        x = layers.Dense(4)(inputs=i)
        x = (lambda t: layers.ReLU()(t))(x)
        x = keras.activations.tanh(x)
        x = layers.concatenate([x, x], axis=-1)
        x = x * 2 + 1
        x = layers.Layer(name='same')(x) if False else x
        m = keras.Model(i, layers.Dense(1)(x))
    """)
    assert classes(model)[:4] == ["InputLayer", "Dense", "ReLU", "Activation"]
    assert classes(model)[4] == "Concatenate"


@pytest.mark.parametrize(
    ("loading", "filled"),
    [
        ("base.load_weights('base.weights.h5')", {"base/in"}),
        ("base.set_weights(other.get_weights())", {"base/in"}),
        ("base.layers[0].set_weights(values)", {"base/in"}),
        ("m.load_weights('all.weights.h5')", {"base/in", "out"}),
        ("m.fit(x, y)\n        m.load_weights('best.weights.h5')", set()),
    ],
)
def test_weights_from_elsewhere_fill_the_layers_unless_they_are_its_own(loading, filled):
    model = only(f"""
        base = keras.Sequential([keras.Input((4,)), layers.Dense(5, name='in')], name='base')
        m = keras.Sequential([base, layers.Dense(3, name='out')])
        m.compile('adam', 'mse')
        {loading}
    """)
    assert model.filled - {each.name for each in model.layers if each.class_name == "InputLayer"} == filled
