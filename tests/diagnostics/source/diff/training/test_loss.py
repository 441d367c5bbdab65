from diagnostics.graph.resolve import whole_object
from tests.diagnostics.source.diff.training.compiled_program import changed, trained

STRING = trained("model.compile('adam', \"categorical_crossentropy\", metrics=['accuracy'])")
OBJECT = trained(
    "model.compile('adam', loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1))"
)
SPARSE = whole_object("losses", "SparseCategoricalCrossentropy", {})
LOGITS = whole_object("losses", "SparseCategoricalCrossentropy", {"from_logits": True})


def test_a_name_becomes_another():
    assert changed(STRING, loss=SPARSE)[1] == [
        "model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])"
    ]


def test_a_name_becomes_an_object_where_it_has_settings():
    assert changed(STRING, loss=LOGITS)[1] == [
        "model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])"
    ]


def test_a_setting_of_an_object():
    loss = whole_object("losses", "CategoricalCrossentropy", {"from_logits": False, "label_smoothing": 0.1})
    assert changed(OBJECT, loss=loss)[1] == [
        "model.compile('adam', loss=keras.losses.CategoricalCrossentropy(from_logits=False, label_smoothing=0.1))"
    ]


def test_an_object_stays_one():
    assert changed(OBJECT, loss=SPARSE)[1] == [
        "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())"
    ]


def test_metrics():
    assert changed(STRING, metrics=("mae",))[1] == [
        "model.compile('adam', \"categorical_crossentropy\", metrics=['mae'])"
    ]
