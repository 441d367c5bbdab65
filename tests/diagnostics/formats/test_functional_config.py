import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.functional_config import calls_among, check_model, entries_of, is_model


def test_layers_are_listed_by_name_with_their_calls():
    nodes = [[["x", 0, 0, {}]], [["d", 0, 0, {}]]]
    entries = entries_of(
        [
            {"class_name": "InputLayer", "name": "x", "config": {}, "inbound_nodes": []},
            {"class_name": "Dense", "name": "d", "config": {}, "inbound_nodes": nodes},
        ]
    )
    assert [(name, position) for name, (position, _) in entries.items()] == [("x", 0), ("d", 1)]
    assert list(calls_among(entries, [["d", 1, 0]]).by_key) == [("d", 0), ("d", 1)]


def test_models_are_told_from_layers():
    assert is_model({"class_name": "Model"})
    assert not is_model({"class_name": "Dense"})
    check_model({"class_name": "Functional", "config": {"layers": []}}, "")
    with pytest.raises(SavedModelError, match="stands in code alone"):
        check_model({"class_name": "Model", "config": {}}, "")
