"""Local files of a job, sent to a server that cannot see them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cli.errors import UserError
from cli.job_file import locations_in
from cli.server import Server
from cli.terminal import note


def upload_files(documents: Iterable[Any], server: Server) -> None:
    """Upload the local files that documents name, each once, and name them by where they now are. Raises UserError."""
    sent: dict[str, str] = {}
    for part, key in (found for document in documents for found in locations_in(document)):
        location = part[key]
        if "://" not in location:
            if location not in sent:
                sent[location] = _sent(Path(location), server)
            part[key] = sent[location]


def _sent(file: Path, server: Server) -> str:
    if file.is_dir():
        raise UserError(f"{file} is a folder: make it an archive (zip, tar), and name that in the job")
    try:
        uploaded = server.upload(file)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    note(f"uploaded {file.name}: {uploaded['bytes']} bytes, {uploaded['location']}")
    return str(uploaded["location"])
