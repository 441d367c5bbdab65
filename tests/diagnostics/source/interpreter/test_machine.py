import ast

import pytest

from diagnostics.source.errors import SourceError
from diagnostics.source.interpreter.limits import MAX_MODELS, MAX_USES
from diagnostics.source.interpreter.machine import meaning, written
from diagnostics.source.networks.network import Model
from diagnostics.source.place import Place
from tests.diagnostics.source.small import machine_for


def test_columns_count_characters():
    text = "a = 'é' + b\n"
    machine = machine_for(text)
    node = next(each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Name) and each.id == "b")
    assert machine.place(node) == Place(1, 11, 1, 12)


def test_columns_are_those_of_the_document():
    machine = machine_for("a = b")
    machine.margins = {1: 4}
    assert machine.place(next(ast.iter_child_nodes(ast.parse("a = b").body[0]))) == Place(1, 5, 1, 6)


def test_names_are_numbered_as_keras_numbers_them():
    machine = machine_for("")
    assert [machine.free_name("dense") for _ in range(3)] == ["dense", "dense_1", "dense_2"]


def test_a_note_is_kept_once():
    machine = machine_for("")
    for _ in range(2):
        machine.note(3, "said")
    assert [(note.line, note.message) for note in machine.notes] == [(3, "said")]


@pytest.mark.parametrize(
    ("expression", "means"),
    [
        ("num_classes", "classes"),
        ("args.n_classes", "classes"),
        ("NB_CLASSES", "classes"),
        ("len(class_names)", "classes"),
        ("len(set(y_train))", "classes"),
        ("len(x_train)", None),
        ("units", None),
    ],
)
def test_what_an_open_expression_means(expression, means):
    assert meaning(expression) == means


def test_what_is_long_is_not_written_out():
    assert written(ast.parse("f(" + "a, " * 3000 + ")", mode="eval").body) == "f(…)"
    assert written(ast.parse("[" + "a,\n" * 3000 + "]", mode="eval").body) == "…"


def test_calls_of_layers_and_models_are_so_many():
    machine = machine_for("")
    for _ in range(MAX_USES):
        machine.next_use()
    with pytest.raises(SourceError, match="layers are called more than"):
        machine.next_use()
    for _ in range(MAX_MODELS):
        machine.add_model(Model("m", Place(1, 1, 1, 2)))
    with pytest.raises(SourceError, match="line 4: more than"):
        machine.add_model(Model("m", Place(4, 1, 4, 2)))
