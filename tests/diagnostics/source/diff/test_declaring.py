from diagnostics.fixes.batch_normalisation import BatchNormalisation
from tests.diagnostics.source.diff.rewritten import changed_lines, program, rewritten

CODE = program("""
    import keras
    from keras import layers

    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.hidden = layers.Dense(16, activation='relu')
            self.head = layers.Dense(3)

        def call(self, inputs):
            x = self.hidden(inputs)
            return self.head(x)

    model = Net()
    model.build((None, 8))
    model.compile('adam', 'mse')
""")


def test_layers_of_a_class_are_made_where_its_others_are():
    gone, come = changed_lines(CODE, rewritten(BatchNormalisation, CODE))
    assert gone == ["self.hidden = layers.Dense(16, activation='relu')"]
    assert come == [
        "self.hidden = layers.Dense(16, use_bias=False)",
        "self.hidden_batch_normalization = layers.BatchNormalization(momentum=0.9)",
        "self.hidden_activation = layers.Activation('relu')",
        "x = self.hidden_batch_normalization(x)",
        "x = self.hidden_activation(x)",
    ]
