"""Connections to PostgreSQL. Only `transaction` commits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection, Engine, create_engine

from store.settings import Settings

CONNECT_SECONDS = 3
POOL_SECONDS = 5

# Figures that are not finite must have become strings by the time they get here: JSON has no word for them.
_dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def connect(settings: Settings) -> Engine:
    """A pool of connections, none of them open yet; make it after a fork, never before.

    A connection that a server's restart has broken is replaced when it is next taken from the pool.
    """
    return create_engine(
        settings.database_url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        json_serializer=_dumps,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "deadweight", "keepalives_idle": 30},
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on any exception."""
    with engine.begin() as connection:
        yield connection
