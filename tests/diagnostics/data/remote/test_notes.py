from diagnostics.data.remote.notes import kept_bytes, read, size_bytes_of, write


def test_notes_are_read_back(tmp_path):
    assert read(tmp_path) == {}
    write(tmp_path, {"bytes": 7})
    assert (read(tmp_path), kept_bytes(tmp_path)) == ({"bytes": 7}, 7)
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_what_is_damaged_tells_nothing(tmp_path):
    (tmp_path / "state").write_text('{"bytes": ')
    assert read(tmp_path) == {}
    assert kept_bytes(tmp_path) == size_bytes_of(tmp_path) == 10
