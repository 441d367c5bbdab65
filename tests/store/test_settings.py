"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from store.settings import Settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("DEADWEIGHT_"):
            monkeypatch.delenv(name)


def test_nothing_set_allows_no_local_paths() -> None:
    assert Settings().data_roots == ()


@pytest.mark.parametrize("listed", ["/a:/b", "/a,/b", " /a , /b ,", "/a::/b"])
def test_folders_are_listed_with_commas_or_colons(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_DATA_ROOTS", listed)
    assert Settings().data_roots == (Path("/a"), Path("/b"))


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_LEASE_SECONDS", "")
    assert Settings().lease_seconds == 30


def test_the_heartbeat_is_a_sixth_of_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_LEASE_SECONDS", "12")
    assert Settings().heartbeat_seconds == 2


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_gets_the_driver(scheme: str) -> None:
    assert Settings(database_url=f"{scheme}://u:p@h:5/d").database_url == "postgresql+psycopg://u:p@h:5/d"


def test_another_database_is_refused_without_quoting_its_password() -> None:
    with pytest.raises(ValidationError, match="a PostgreSQL address is needed") as refusal:
        Settings(database_url="mysql://u:secret@h/d")
    assert "secret" not in str(refusal.value)


def test_passwords_are_not_shown() -> None:
    shown = repr(Settings(database_url="postgresql://u:secret@h/d", broker_url="redis://:secret@h/0"))
    assert "secret" not in shown


def test_a_folder_for_blobs_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(blobs="models").blobs == str(tmp_path / "models")
    assert Settings().blobs == ""


@pytest.mark.parametrize("scheme", ["ftps3", "dropbox"])
def test_a_place_for_blobs_that_nothing_here_can_open_is_refused(scheme: str) -> None:
    with pytest.raises(ValidationError, match=f"blobs cannot be kept at {scheme}://"):
        Settings(blobs=f"{scheme}://bucket/models")


def test_addresses_are_listed_with_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_ALLOW_HOSTS", "files.test:8080, 10.0.0.1 ,")
    monkeypatch.setenv("DEADWEIGHT_REMOTE", "https://,s3://bucket/data")
    assert Settings().allow_hosts == ("files.test:8080", "10.0.0.1")
    assert Settings().remote == ("https://", "s3://bucket/data")


def test_nothing_elsewhere_may_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWEIGHT_REMOTE", "none")
    assert Settings().remote == ()


@pytest.mark.parametrize("prefix", ["ftp://", "bucket/data", "S3://bucket"])
def test_what_nothing_elsewhere_begins_with_is_refused(prefix: str) -> None:
    with pytest.raises(ValidationError, match="begins with none of https://"):
        Settings(remote=(prefix,))


def test_the_cache_is_where_caches_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Settings().cache == tmp_path / "deadweight"
    monkeypatch.setenv("DEADWEIGHT_CACHE", "/cache")
    assert Settings().cache == Path("/cache")
