from pathlib import Path

import pytest

from cli.stack.parts import settings_of
from store.embedded import Endpoints


@pytest.fixture
def endpoints() -> Endpoints:
    return Endpoints(database_url="postgresql://a", broker_url="redis://a")


def test_files_of_jobs_are_kept_in_the_data_folder(endpoints, monkeypatch):
    monkeypatch.delenv("DEADWEIGHT_BLOBS", raising=False)
    monkeypatch.delenv("DEADWEIGHT_CACHE", raising=False)
    settings = settings_of(endpoints, [], Path("/data"))
    assert (settings["DEADWEIGHT_BLOBS"], settings["DEADWEIGHT_CACHE"]) == ("/data/blobs", "/data/cache")


def test_files_of_jobs_are_kept_where_the_environment_says(endpoints, monkeypatch):
    monkeypatch.setenv("DEADWEIGHT_BLOBS", "s3://bucket")
    monkeypatch.setenv("DEADWEIGHT_CACHE", "/cache")
    assert not {"DEADWEIGHT_BLOBS", "DEADWEIGHT_CACHE"} & set(settings_of(endpoints, [], Path("/data")))
