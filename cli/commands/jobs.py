"""`deadweight jobs`."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.options import DEFAULT_URL, ApiKey, Url

State = StrEnum("State", "queued running succeeded failed cancelled")
Verdict = StrEnum("Verdict", "learning learning_poorly not_learning unstable diverged invalid inconclusive")
HEADER = ("ID", "STATE", "VERDICT", "STEPS", "CREATED", "NAME")


def jobs(
    state: Annotated[State | None, typer.Option(help="Those in this state.")] = None,
    verdict: Annotated[Verdict | None, typer.Option(help="Those with this verdict.")] = None,
    code: Annotated[str | None, typer.Option(help="Those with a finding of this rule.")] = None,
    name: Annotated[str | None, typer.Option(help="Those of exactly this name.")] = None,
    batch: Annotated[uuid.UUID | None, typer.Option(help="Those of this batch.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most to list.")] = 50,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """List jobs, the newest first."""
    from cli.server import Server
    from cli.terminal import columns, deliver

    asked = {"state": state, "verdict": verdict, "code": code, "name": name, "batch": batch}
    filters = {option: str(value) for option, value in asked.items() if value is not None}
    found = list(Server(server, api_key).items("/v1/jobs", most=limit, **filters))
    deliver(columns(HEADER, [row(job) for job in found]), None)


def row(job: dict[str, Any]) -> tuple[str, ...]:
    """One line of the table."""
    steps = f"{job['steps']['done']}/{job['steps']['planned']}"
    state = f"{job['state']}: {job['phase']}" if job["state"] == "running" and job["phase"] else job["state"]
    return (job["id"], state, job["verdict"] or "-", steps, job["created_at"][:19], job["name"] or "-")
