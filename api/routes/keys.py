"""The header that makes sending again harmless."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[ -~]+$",
        description="Printable ASCII. The same key with the same body makes one job, however often it is sent.",
    ),
]
