"""Whether the service lives and can work."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.models.body import Answer


class Alive(Answer):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(Answer):
    """The database is there and migrated, so requests are served."""

    database: Literal["ok"] = "ok"
    broker: Annotated[
        Literal["ok", "unreachable"],
        Field(description="Jobs are taken without a broker too, and start when it is back."),
    ]
