"""Programs run with stand-ins: the networks they make, as they stood when they were trained."""

from tests.diagnostics.source.comparing import difference
from tests.diagnostics.source.running import run

HEAD = "import keras\nfrom keras import layers\n"
FREEZING = f"""{HEAD}
model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
for frozen in (True, False):
    model.layers[0].trainable = not frozen
    model.compile(keras.optimizers.SGD(0.5 if frozen else 0.25), "mse")
    model.fit([[1, 2, 3, 4]], [[0, 1]], epochs=3, batch_size=7)
"""
OWN_CLASSES = f"""{HEAD}
class Block(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.block, self.head = Block(3), layers.Dense(2)

    def call(self, x):
        return self.head(self.block(x))

model = Net()
model.compile("adam", "mse")
"""
PLAIN = f"{HEAD}model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])"


def states(text, shape=None):
    return [state for built in run(text, "program.py", shape).main for state in built.states]


def test_a_state_for_each_fit():
    first, second = states(FREEZING)
    assert [state.training["learning_rate"] for state in (first, second)] == [0.5, 0.25]
    assert first.training["epochs"] == 3
    assert first.training["batch_size"] == 7
    assert "trainable is True as read, False in Keras" in str(difference(second.network, first.network))


def test_classes_of_the_program_s_own_are_looked_into():
    [own], [plain] = states(OWN_CLASSES, (4,)), states(PLAIN)
    assert difference(own.network, plain.network) is None
    assert own.parameters == plain.parameters


def test_models_that_are_trained_come_before_others_and_outer_ones_before_inner():
    text = f"{PLAIN}\nouter = keras.Sequential([keras.Input((4,)), model], name='outer')"
    assert [built.model.name for built in run(text, "program.py").main] == ["outer"]
    text += "\nmodel.compile('sgd', 'mse')"
    [trained] = run(text, "program.py").main
    assert trained.model.name != "outer"


def test_nothing_is_downloaded_and_nothing_trained():
    text = """
import tensorflow as tf
import matplotlib.pyplot as plt
(x, y), _ = tf.keras.datasets.cifar10.load_data()
base = tf.keras.applications.MobileNetV2(include_top=False, input_shape=(32, 32, 3), pooling="avg")
model = tf.keras.Sequential([base, tf.keras.layers.Dense(10)])
model.compile("adam", "mse", metrics=["mae"])
history = model.fit(x, y, epochs=1000000)
plt.plot(history.history["loss"])
loss, error = model.evaluate(x, y)
"""
    [state] = states(text)
    assert state.training["epochs"] == 1_000_000
