"""What the operator may set, read from the environment (`DEADWEIGHT_…`)."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from store.object_stores import SCHEMES
from store.states import Device


def _listed(value: Any) -> Any:
    """The entries of a text with commas or the system's path separator between them."""
    if not isinstance(value, str):
        return value
    return [entry.strip() for entry in re.split(f"[,{re.escape(os.pathsep)}]", value) if entry.strip()]


def _with_driver(url: str) -> str:
    """The address with the driver that this code uses, whichever spelling of PostgreSQL it came with."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    raise ValueError("a PostgreSQL address is needed, such as postgresql://user:password@host:5432/deadweight")


def _blob_location(location: str) -> str:
    """A folder by its whole path, or a URI that fsspec can open with what is installed."""
    scheme, separator, _ = location.partition("://")
    if not separator:
        return str(Path(location).expanduser().resolve()) if location else ""
    if scheme in SCHEMES:
        return location
    from fsspec import get_filesystem_class

    try:
        get_filesystem_class(scheme)
    except (ImportError, ValueError) as error:
        raise ValueError(f"blobs cannot be kept at {scheme}://: {error}") from error
    return location


def _addresses(value: Any) -> Any:
    """The entries of a text with commas or spaces between them, for colons belong to addresses."""
    return [entry for entry in re.split(r"[,\s]+", value) if entry] if isinstance(value, str) else value


def _prefixes(entries: tuple[str, ...]) -> tuple[str, ...]:
    """What remote locations may begin with; nothing does where that is `none`."""
    if entries == ("none",):
        return ()
    for entry in entries:
        if not re.match(r"(https?|s3|gs|az)://", entry):
            raise ValueError(f"{entry!r} begins with none of https://, http://, s3://, gs:// and az://")
    return entries


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(home).expanduser() / "deadweight"


Folders = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_listed)]
Addresses = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_addresses)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Seconds = Annotated[float, Field(gt=0)]


class Settings(BaseSettings):
    """Every setting, with its default."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="DEADWEIGHT_", frozen=True, env_ignore_empty=True, hide_input_in_errors=True, validate_default=True
    )

    database_url: Annotated[str, AfterValidator(_with_driver)] = Field(
        default="postgresql://deadweight@127.0.0.1:5432/deadweight",
        repr=False,
        description="PostgreSQL 18 or newer, where everything is kept.",
    )
    broker_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        repr=False,
        description="The broker that wakes the workers: redis://, rediss:// or amqp://. Losing it loses no work.",
    )
    data_roots: Folders = Field(
        default=(),
        description="Folders inside which a job may name local files, with commas or the system's path separator "
        "between them. Empty: no local paths at all.",
    )
    remote: Annotated[Addresses, AfterValidator(_prefixes)] = Field(
        default=("https://", "http://", "s3://", "gs://", "az://"),
        description="What a location elsewhere must begin with, with commas between: schemes, or as much as "
        "s3://bucket/folder. `none`: nothing elsewhere may be named.",
    )
    allow_hosts: Addresses = Field(
        default=(),
        description="Servers that http(s) locations may name though their addresses are not public, with commas "
        "between: HOST or HOST:PORT.",
    )
    cache: Path = Field(
        default_factory=_cache_folder,
        description="The folder of this machine that keeps what was fetched, unpacked or decoded. Default: deadweight "
        "in $XDG_CACHE_HOME, which is mostly ~/.cache.",
    )
    cache_bytes: Annotated[int, Field(ge=1)] = Field(
        default=32 * 2**30, description="The most that the cache keeps; what was used longest ago goes first."
    )
    max_fetch_bytes: Annotated[int, Field(ge=1)] = Field(
        default=16 * 2**30, description="The most that one location elsewhere may hold."
    )
    fetch_seconds: Seconds = Field(default=3600, description="The longest that fetching one location may take.")
    max_upload_bytes: Annotated[int, Field(ge=1)] = Field(
        default=256 * 2**20, description="The largest file that POST /v1/uploads takes."
    )
    uploads_bytes: Annotated[int, Field(ge=1)] = Field(
        default=16 * 2**30, description="The most that all uploads together may take."
    )
    upload_seconds: Seconds = Field(
        default=7 * 86_400, description="An upload that no job names is deleted so long after it was last used."
    )
    blobs: Annotated[str, AfterValidator(_blob_location)] = Field(
        default="",
        description="Where checkpoints, trained models and uploads are kept: a folder that the API and all workers "
        "share, or a URI such as s3://bucket/folder. Empty: jobs in mode `train` and uploads are refused.",
    )
    checkpoint_seconds: Seconds = Field(
        default=60, description="How often a trial of a job in mode `train` is saved, so that it need not begin again."
    )
    auto_device: Device = Field(default="cpu", description="The queue of jobs that leave the device open.")
    gpus: Names = Field(
        default=(), description="GPU indices or UUIDs that this worker uses, one a child. Empty: a CPU worker."
    )
    threads: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Threads of each worker child. Default: the machine's cores, shared by the children."
    )
    lease_seconds: Seconds = Field(
        default=30, description="A running trial whose worker is silent this long is taken from it."
    )
    heartbeat_seconds: Seconds = Field(
        default_factory=lambda given: given["lease_seconds"] / 6,
        description="How often a worker says that its trial runs. Default: a sixth of the lease.",
    )
    max_attempts: Annotated[int, Field(ge=1)] = Field(
        default=3, description="A trial whose worker died this many times has failed."
    )
    republish_seconds: Seconds = Field(
        default=5,
        description="What waits unclaimed this long after it was published is published again; the wait doubles "
        "each time, up to sixty times this.",
    )
    sweep_seconds: Seconds = Field(default=1, description="The pause between two sweeps for lost work.")
    pool_size: Annotated[int, Field(ge=1)] = Field(default=5, description="Database connections kept open a process.")
    pool_overflow: Annotated[int, Field(ge=0)] = Field(
        default=15, description="Further database connections a process opens under load."
    )
    max_body_bytes: Annotated[int, Field(ge=1)] = Field(
        default=10 * 2**20, description="The largest request body that the API reads."
    )
    max_batch_jobs: Annotated[int, Field(ge=1)] = Field(default=1000, description="The most jobs in one batch.")
    inspect_seconds: Seconds = Field(default=60, description="The most time that looking at a dataset may take.")
    inspect_bytes: Annotated[int, Field(ge=2**26)] = Field(
        default=2**31, description="The most memory that looking at a dataset may take; half of it for the samples."
    )
    inspect_at_once: Annotated[int, Field(ge=1)] = Field(
        default=2, description="Datasets that the API looks at at once; further requests are told to try again."
    )
    max_dataset_bytes: Annotated[int, Field(ge=1)] = Field(
        default=4 * 2**30,
        description="The most memory that the samples of one trial may take where their format is read as a whole.",
    )
    memory_bytes: Annotated[int, Field(ge=1)] = Field(
        default=64 * 2**20,
        description="Images and arrays that take no more than this are kept in memory; larger ones are read from files "
        "as a trial needs them.",
    )
    scratch_bytes: Annotated[int, Field(ge=0)] = Field(
        default=16 * 2**30,
        description="The most that the decoded images of one dataset may take in the cache, or where it has no room in "
        "a temporary file (in `TMPDIR`); the others are decoded each time.",
    )
    max_image_pixels: Annotated[int, Field(ge=1)] = Field(
        default=50_000_000, description="The largest image that is decoded, in pixels."
    )
