import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.pickles import has_pickles, refuse


@pytest.mark.parametrize("name", ["a.pkl", "a.PICKLE", "a.pck", "a.joblib"])
def test_a_pickle_is_known_by_its_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    for path in (tmp_path, tmp_path / name):
        assert has_pickles(path)
        with pytest.raises(DataError, match=r"where d is a pair of inputs and labels.*d\[0\]"):
            refuse(path)


def test_without_pickles_there_is_nothing_to_refuse(tmp_path):
    refuse(tmp_path)
    assert not has_pickles(tmp_path / "a.npz")
