import pytest

from store.embedded import FolderUnusable
from store.embedded.state import State, load_state, save_state


def test_round_trip(tmp_path):
    state = State.fresh()
    save_state(tmp_path, state)
    assert load_state(tmp_path) == state
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600


def test_nothing_remembered_yet(tmp_path):
    assert load_state(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "x"}'])
def test_damaged(tmp_path, text):
    (tmp_path / "state.json").write_text(text)
    with pytest.raises(FolderUnusable, match="is damaged"):
        load_state(tmp_path)


def test_a_copied_folder_has_another_mark(tmp_path):
    state = State.fresh()
    assert state.mark(tmp_path / "original") != state.mark(tmp_path / "copy")
