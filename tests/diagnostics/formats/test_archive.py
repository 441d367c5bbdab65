import json
import struct
import zipfile

import pytest

from diagnostics.formats import archive
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from tests.diagnostics.formats.models import backbone, config_of, packed, saved

CONFIG = json.dumps(
    {
        "class_name": "Sequential",
        "config": {
            "layers": [
                {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 4]}},
                {"class_name": "Dense", "config": {"name": "d", "units": 2}},
            ]
        },
    }
).encode()
WHOLE = {"metadata.json": b"{}", "config.json": CONFIG, "model.weights.h5": b"h5"}


def refused(path):
    with pytest.raises(SavedModelError) as caught:
        read_archive(path)
    return str(caught.value)


def test_a_saved_model_is_read(tmp_path):
    model = backbone()
    found = read_archive(saved(model, tmp_path / "base.keras"))
    assert [layer.name for layer in found.layers] == [layer.name for layer in model.layers]
    assert config_of(model)["class_name"] == "Functional"


def test_only_the_config_is_read(tmp_path):
    assert [layer.name for layer in read_archive(packed(tmp_path / "m.keras", WHOLE)).layers] == ["i", "d"]


def test_other_files_are_refused(tmp_path):
    assert "only .keras, .h5 and .hdf5 files" in refused(packed(tmp_path / "m.zip", WHOLE))
    assert "cannot be read as HDF5" in refused(packed(tmp_path / "m.h5", WHOLE))
    (tmp_path / "text.keras").write_text("no archive")
    assert "no zip archive" in refused(tmp_path / "text.keras")
    (tmp_path / "empty.keras").write_bytes(b"")
    assert "no zip archive" in refused(tmp_path / "empty.keras")


@pytest.mark.parametrize("name", ["../config.json", "/etc/passwd", "assets/vocabulary.txt", "config.json/x"])
def test_members_with_other_names_are_refused(tmp_path, name):
    members = {"config.json": CONFIG, "model.weights.h5": b"", name: b""}
    assert repr(name) in refused(packed(tmp_path / "m.keras", members))


def test_a_member_named_twice_is_refused(tmp_path):
    path = tmp_path / "m.keras"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("config.json", CONFIG)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("config.json", b"{}")
    assert "each once" in refused(path)


@pytest.mark.parametrize("missing", ["config.json", "model.weights.h5"])
def test_a_member_that_lacks_is_named(tmp_path, missing):
    members = {name: content for name, content in WHOLE.items() if name != missing}
    assert f"no {missing}" in refused(packed(tmp_path / "m.keras", members))


def test_many_members_are_refused_before_they_are_listed(tmp_path):
    members = {f"{number}.json": b"" for number in range(2000)}
    assert "holds more than" in refused(packed(tmp_path / "m.keras", members))


def test_a_bomb_is_refused(tmp_path):
    members = {**WHOLE, "config.json": b" " * 10_000_000}
    assert "compressed more than" in refused(packed(tmp_path / "m.keras", members, zipfile.ZIP_DEFLATED))


def test_a_config_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(archive._MEMBERS, "config.json", 10)
    assert "10 are allowed" in refused(packed(tmp_path / "m.keras", WHOLE))


def test_a_size_that_lies_is_found_out(tmp_path):
    path = packed(tmp_path / "m.keras", {**WHOLE, "config.json": CONFIG * 3}, zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02"))
    struct.pack_into("<I", content, at + 24, 8)  # the listed size of config.json
    path.write_bytes(bytes(content))
    assert refused(path)


@pytest.mark.parametrize("text", [b"{", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(tmp_path, text):
    assert "not JSON" in refused(packed(tmp_path / "m.keras", {**WHOLE, "config.json": text}))
