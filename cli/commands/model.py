"""`deadweight model`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, JobId, Url


def model(
    job_id: JobId,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = Path("model.keras"),
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Download the network that a job in mode `train` has trained.

    It is a file for `keras.models.load_model`.
    """
    from cli.downloading import download
    from cli.server import Server
    from cli.terminal import check_output

    check_output(output)
    download(Server(server, api_key), f"/v1/jobs/{job_id}/model", output)
