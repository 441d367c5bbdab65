from diagnostics.source.networks.keras_objects import KerasObject, first_open
from tests.diagnostics.source.small import names_after


def test_objects_have_their_config_by_todays_names():
    found = names_after("import keras\na = keras.optimizers.SGD(lr=0.1, nesterov=q, name='x', what=3)")["a"]
    assert isinstance(found, KerasObject)
    assert found.config["learning_rate"] == 0.1
    assert "what" not in found.config
    unknown = first_open(found)
    assert unknown is not None
    assert unknown.expression == "q"
    assert found.arguments["learning_rate"].line == 2


def test_callbacks_regularizers_and_schedules():
    found = names_after(
        "import keras\na = keras.callbacks.EarlyStopping('loss', patience=2)\nb = keras.regularizers.l2(0.1)"
    )
    assert (found["a"].class_name, found["a"].config["patience"]) == ("EarlyStopping", 2)
    assert found["b"].class_name == "L2"
