"""Local files of a job, sent to a server that cannot see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cli.errors import UserError
from cli.job_file import locations_in
from cli.server import Server
from cli.terminal import note


def with_uploads(document: Any, server: Server) -> Any:
    """The document with its local files uploaded and named by where they now are. Raises UserError."""
    sent: dict[str, str] = {}
    for part, key in locations_in(document):
        location = part[key]
        if "://" not in location:
            if location not in sent:
                sent[location] = _sent(Path(location), server)
            part[key] = sent[location]
    return document


def _sent(file: Path, server: Server) -> str:
    if file.is_dir():
        raise UserError(f"{file} is a folder: make it an archive (zip, tar), and name that in the job")
    try:
        uploaded = server.upload(file)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    note(f"uploaded {file.name}: {uploaded['bytes']} bytes, {uploaded['location']}")
    return str(uploaded["location"])
