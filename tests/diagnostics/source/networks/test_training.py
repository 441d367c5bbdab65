import pytest

from tests.diagnostics.source.small import at, messages, only

NET = """
        m = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
"""


def training(text, **supplied):
    return only(f"{NET}        {text}", **supplied).training


@pytest.mark.parametrize(
    ("optimizer", "read"),
    [
        ("'adam'", {"optimizer": {"class_name": "Adam", "config": {}}, "learning_rate": 0.001}),
        ("'SGD'", {"optimizer": {"class_name": "SGD", "config": {}}, "learning_rate": 0.01}),
        ("keras.optimizers.Adam", {"optimizer": {"class_name": "Adam", "config": {}}, "learning_rate": 0.001}),
        ("keras.optimizers.Adam(1e-4)", {"optimizer": {"class_name": "Adam", "config": {}}, "learning_rate": 1e-4}),
        ("keras.optimizers.SGD(lr=0.1, momentum=0.9)",
         {"optimizer": {"class_name": "SGD", "config": {"momentum": 0.9}}, "learning_rate": 0.1}),
        ("keras.optimizers.adam(lr=0.1)", {"optimizer": {"class_name": "Adam", "config": {}}, "learning_rate": 0.1}),
        ("keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9))",
         {"learning_rate": {"exponential": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9}}}),
        ("keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.1, 100))",
         {"learning_rate": {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 100}}}),
        ("keras.optimizers.Adam(keras.optimizers.schedules.PiecewiseConstantDecay([10, 20], [1.0, 0.5, 0.1]))",
         {"learning_rate": {"step": {"boundaries": [10, 20], "values": [1.0, 0.5, 0.1]}}}),
    ],
)  # fmt: skip
def test_optimizers_and_rates(optimizer, read):
    found = training(f"m.compile({optimizer}, 'mse')")
    assert {key: found[key] for key in read} == read


@pytest.mark.parametrize(
    ("loss", "read"),
    [
        ("'mse'", "mse"),
        ("'categorical_crossentropy'", "categorical_crossentropy"),
        ("keras.losses.mean_squared_error", "mean_squared_error"),
        ("keras.losses.Huber", "Huber"),
        ("['mse']", "mse"),
        ("keras.losses.BinaryCrossentropy(from_logits=True)",
         {"class_name": "BinaryCrossentropy", "config": {"from_logits": True}}),
    ],
)  # fmt: skip
def test_losses(loss, read):
    assert training(f"m.compile('adam', loss={loss})")["loss"] == read


def test_what_fit_is_told():
    text = f"""{NET}
        m.compile('adam', 'mse', metrics=['accuracy', keras.metrics.AUC(), unknown])
        m.fit(x, y, 64, nb_epoch=5, shuffle=False, class_weight={{0: 1.0, 1: 2.5}}, validation_split=0.2, callbacks=[
            keras.callbacks.EarlyStopping(patience=3), keras.callbacks.ReduceLROnPlateau(factor=0.5, epsilon=0.1),
            keras.callbacks.LearningRateScheduler(f)])
    """
    model = only(text)
    wanted = {
        "metrics": ["accuracy", "AUC"],
        "batch_size": 64,
        "epochs": 5,
        "shuffle": False,
        "class_weight": {0: 1.0, 1: 2.5},
        "callbacks": [
            {"early_stopping": {"patience": 3}},
            {"reduce_on_plateau": {"factor": 0.5, "min_delta": 0.1}},
        ],
    }
    assert {key: model.training[key] for key in wanted} == wanted
    assert model.dataset["validation"] == {"tail": 0.2}
    assert "LearningRateScheduler is not read; say the schedule in the job" in messages(model)


def test_places_of_what_is_said():
    text = f"""{NET}
        m.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1, beta_1=0.8), loss='mse')
        m.fit(x, y, epochs=7, validation_split=0.25)
    """
    places = {pointer: at(place, text) for pointer, place in only(text).places.items()}
    assert places == {
        "/training/optimizer": "keras.optimizers.Adam(learning_rate=0.1, beta_1=0.8)",
        "/training/optimizer/config/learning_rate": "0.1",
        "/training/optimizer/config/beta_1": "0.8",
        "/training/learning_rate": "0.1",
        "/training/loss": "'mse'",
        "/training/epochs": "7",
        "/dataset/validation/tail": "0.25",
    }


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("m.compile(opt, 'mse')", {"/training/optimizer": "opt"}),
        ("m.compile('adam', my_loss)", {"/training/loss": "my_loss"}),
        ("m.compile('nobody', 'nothing')", {"/training/optimizer": "'nobody'", "/training/loss": "'nothing'"}),
        ("m.compile(keras.optimizers.SGD(rate, momentum=mu), 'mse')",
         {"/training/learning_rate": "rate", "/training/optimizer/config/momentum": "mu"}),
        ("m.compile('adam', 'mse')\n        m.fit(x, y, epochs=args.epochs)", {"/training/epochs": "args.epochs"}),
        ("m.compile(keras.optimizers.SGD(keras.optimizers.schedules.PolynomialDecay(0.1, 10)), 'mse')",
         {"/training/learning_rate": "the schedule PolynomialDecay"}),
        ("m.compile(keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay(3, 4)), 'mse')",
         {"/training/learning_rate": "the schedule PiecewiseConstantDecay"}),
    ],
)  # fmt: skip
def test_what_is_open_is_missing_with_its_pointer(text, pointers):
    model = only(f"{NET}        {text}")
    assert {each.pointer: each.expression for each in model.missing} == pointers
    assert all("--define" in each.supply for each in model.missing)


def test_the_first_training_after_a_compile_counts():
    model = only(f"""{NET}
        m.compile('sgd', 'mae')
        m.compile('adam', 'mse')
        m.fit(x, y, epochs=2)
        m.fit(x, y, epochs=9)
    """)
    assert (model.training["loss"], model.training["epochs"]) == ("mse", 2)
    assert "sequential is trained again; the first training is read" in messages(model)


def test_a_rate_that_is_set_afterwards():
    assert (
        training("""o = keras.optimizers.Adam()
        o.learning_rate = 0.5
        m.compile(o, 'mse')""")["learning_rate"]
        == 0.5
    )


def test_decay_is_left_out():
    model = only(f"{NET}        m.compile(keras.optimizers.SGD(0.1, decay=1e-6), 'mse')")
    assert model.training["optimizer"]["config"] == {}
    assert any("decay" in each for each in messages(model))


def test_generators_of_older_keras():
    model = only(f"""{NET}
        m.compile('adam', 'mse')
        m.fit_generator(generator, samples_per_epoch=100, nb_epoch=4)
    """)
    assert model.training["epochs"] == 4
    assert "fit_generator is read as fit" in messages(model)
