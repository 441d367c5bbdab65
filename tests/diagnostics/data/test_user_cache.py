import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.remote.errors import NotSetUp
from diagnostics.data.user_cache import user_cache
from store.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in ("DEADWEIGHT_CACHE", "DEADWEIGHT_CACHE_BYTES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_it_lies_where_the_user_keeps_caches(monkeypatch, tmp_path):
    assert user_cache().folder == tmp_path / "deadweight"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert user_cache().folder.is_absolute()


def test_it_is_that_of_the_settings(monkeypatch, tmp_path):
    assert (user_cache().folder, user_cache().most_bytes) == (Settings().cache, Settings().cache_bytes)
    monkeypatch.setenv("DEADWEIGHT_CACHE", str(tmp_path / "named"))
    monkeypatch.setenv("DEADWEIGHT_CACHE_BYTES", "100")
    assert (user_cache().folder, user_cache().most_bytes) == (Settings().cache, Settings().cache_bytes)
    assert (user_cache().folder, user_cache().most_bytes) == (tmp_path / "named", 100)


def test_a_bound_that_is_none_is_told(monkeypatch):
    monkeypatch.setenv("DEADWEIGHT_CACHE_BYTES", "32G")
    with pytest.raises(DataError, match="DEADWEIGHT_CACHE_BYTES is '32G'; a number of bytes is needed"):
        user_cache()


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.getuid", lambda: 54321)
    with pytest.raises(NotSetUp, match="this user has no home for a cache; set DEADWEIGHT_CACHE"):
        user_cache()
