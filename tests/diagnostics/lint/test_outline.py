from diagnostics.graph.resolve import resolve
from diagnostics.lint.outline import outline_of_job, outline_of_model
from diagnostics.source.reading import Missing, Note
from diagnostics.spec.reading import read_job
from tests.diagnostics.lint.reading import NUM_CLASSES, healthy, lost_rescaling, made, network


def states(outline):
    return {layer.name: layer.state for layer in outline.layers}


def test_every_layer_has_its_shape_parameters_and_lines():
    outline = outline_of_model(healthy())
    assert [(layer.name, layer.output_shape, layer.parameters, layer.lines) for layer in outline.layers] == [
        ("image", (8, 8, 3), 0, (1, 1)),
        ("conv", (6, 6, 8), 224, (2, 2)),
        ("flat", (288,), 0, (3, 3)),
        ("answer", (10,), 2890, (4, 4)),
    ]
    assert (outline.parameters, outline.trainable_parameters) == (3114, 3114)


def test_layers_that_lead_nowhere_are_shown_and_not_counted():
    outline = outline_of_model(lost_rescaling())
    assert [name for name, state in states(outline).items() if state == "unused"] == [
        *("augment/flip", "augment/turn", "rescaling"),
    ]


def test_a_layer_without_training_is_declared_frozen():
    outline = outline_of_model(
        network(
            made("InputLayer", "x", shape=[4]),
            made("Dense", "fixed", "x", units=3, trainable=False),
            made("Dropout", "drop", "fixed", rate=0.1, trainable=False),
            made("Dense", "y", "drop", units=2),
        )
    )
    assert states(outline) == {"x": "used", "fixed": "declared frozen", "drop": "used", "y": "used"}
    assert (outline.parameters, outline.trainable_parameters) == (23, 8)


def test_nothing_is_counted_with_a_stand_in():
    outline = outline_of_model(healthy(open=frozenset({("answer", "units")}), missing=(NUM_CLASSES,)))
    assert outline.layers[-1].parameters is None
    assert (outline.parameters, outline.trainable_parameters) == (None, None)
    assert outline.missing == (NUM_CLASSES,)


def test_the_json_form_is_that_of_the_contract():
    model = healthy(training={"loss": "mse", "epochs": 3}, dataset={"image": {"size": [8, 8]}}, missing=(NUM_CLASSES,))
    shown = outline_of_model(model).document()
    assert set(shown) == {"name", "spec", "graph", "parameters", "trainable_parameters", "missing"}
    assert shown["graph"]["layers"][1] == {
        "name": "conv",
        "class_name": "Conv2D",
        "output_shape": [6, 6, 8],
        "parameters": 224,
        "state": "used",
        "lines": [2, 2],
    }
    assert shown["missing"] == [{"line": 4, "expression": "num_classes", "supply": "--classes N"}]


def test_the_spec_is_a_job_but_for_the_location():
    model = healthy(training={"loss": "mse", "epochs": 3})
    document = outline_of_model(model).document()["spec"]
    document["dataset"]["location"] = "data.npz"
    job = read_job(document)
    assert (job.training.epochs, job.model.outputs) == (3, ("answer",))
    assert outline_of_job(job, resolve(job)).parameters == 3114


def test_notes_are_kept_and_training_that_cannot_be_is_missing():
    model = healthy(training={"loss": "mse", "epochs": 0}, notes=(Note(3, "nb_epoch is read as epochs"),))
    outline = outline_of_model(model)
    assert outline.notes == model.notes
    assert outline.missing == (Missing(1, "0", "/training/epochs: input should be greater than or equal to 1"),)
