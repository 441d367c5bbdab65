import pytest

from tests.diagnostics.source.small import at, only, reading

DENSE = "keras.Sequential([keras.Input((4,)), layers.Dense({})])"


def found(text, **supplied):
    return [model.name for model in reading(text, **supplied).models]


def test_models_are_named_for_their_variables_or_builders():
    assert found(f"generator = {DENSE.format(3)}\ncritic = {DENSE.format(1)}") == ["generator", "critic"]
    assert found(f"def make_net(n):\n    m = {DENSE.format('n')}\n    return m\nm = make_net(3)") == ["make_net"]
    assert found(f"def net(n):\n    return {DENSE.format('n')}\na = net(3)\nb = net(4)") == ["a", "b"]
    assert found(f"nets = [{DENSE.format(3)} for _ in range(3)]") == ["sequential", "sequential_1", "sequential_2"]


def test_models_that_are_trained_are_the_jobs():
    assert found(f"a = {DENSE.format(3)}\nb = {DENSE.format(4)}\nb.compile('adam', 'mse')") == ["a", "b"]
    assert found("""
        i = keras.Input((4,))
        code = layers.Dense(2)(i)
        encoder = keras.Model(i, code)
        whole = keras.Model(i, layers.Dense(4)(code))
        whole.compile('adam', 'mse')
    """) == ["whole"]
    assert found("""
        i = keras.Input((4,))
        code = layers.Dense(2)(i)
        encoder = keras.Model(i, code)
        whole = keras.Model(i, layers.Dense(4)(code))
    """) == ["whole"]
    assert found(f"base = {DENSE.format(3)}\nm = keras.Sequential([base, layers.Dense(2)])") == ["m"]


def test_layers_that_another_network_trains_are_filled():
    text = """
        critic = keras.Sequential([keras.Input((4,)), layers.Dense(1, name='d')], name='critic')
        critic.compile('adam', 'mse')
        critic.trainable = False
        i = keras.Input((2,))
        both = keras.Model(i, critic(layers.Dense(4, name='g')(i)))
        both.compile('adam', 'mse')
    """
    models = {model.name: model for model in reading(text).models}
    assert set(models) == {"critic", "both"}
    assert models["both"].filled == {"critic/d"}
    assert models["critic"].filled == frozenset()


@pytest.mark.parametrize(
    ("supplied", "missing"),
    [
        ({}, [("num_classes", "/model/layers/out/units"), ("x.shape", "/model/layers/input_layer/shape")]),
        ({"classes": 3}, [("x.shape", "/model/layers/input_layer/shape")]),
        ({"define": {"num_classes": 3, "x.shape[1:]": (4,)}}, []),
        ({"classes": 3, "input_shape": (4,)}, []),
    ],
)
def test_what_is_missing_and_who_supplies_it(supplied, missing):
    model = only("""
        m = keras.Sequential([keras.Input(x.shape[1:]), layers.Dense(num_classes, name='out')])
        m.compile('adam', 'mse')
        m.fit(x, y)
    """, **supplied)  # fmt: skip
    assert sorted((each.expression.partition("[")[0], each.pointer) for each in model.missing) == sorted(missing)


def test_an_expression_is_missing_once():
    model = only("m = keras.Sequential([keras.Input((4,)), layers.Dense(n), layers.Dense(n), layers.Dense(n * 2)])")
    assert [each.expression for each in model.missing] == ["n"]


def test_stored_weights_of_the_first_application_are_used():
    model = only("""
        i = keras.Input((64, 64, 3))
        a = keras.applications.VGG16(include_top=False, weights='imagenet', input_tensor=i)
        b = keras.applications.ResNet50(include_top=False, weights='imagenet', input_tensor=i)
        x = layers.concatenate([layers.Flatten()(a.output), layers.Flatten()(b.output)])
        m = keras.Model(i, layers.Dense(2)(x))
        m.compile('adam', 'mse')
    """)
    assert model.weights is not None
    assert model.weights.location == "keras://VGG16"
    assert "conv1_conv" not in model.weights.layers


def test_lines_and_columns():
    text = """
        m = keras.Sequential([
            keras.Input((4,)),
            layers.Dense(3,
                         name='two lines'),
        ])
        m.add(layers.Dense(2, name='added'))
    """
    sources = only(text).sources
    assert sources["two_lines"].made.lines == (6, 7)
    assert at(sources["added"].made, text) == "layers.Dense(2, name='added')"
    assert sources["added"].made.column == 7
