"""Bringing a database to this version's tables."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from store.db import CONNECT_SECONDS
from store.errors import SchemaError

HEAD = "0003"  # a constant, so that asking whether a database is ready needs no Alembic
OLDEST_SERVER = 180000  # uuidv7() came with PostgreSQL 18

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_LOCK = 0x6465_6164_7765_6967  # any number that nothing else on the server uses


def upgrade(database_url: str) -> None:
    """Migrate to the newest revision, in one transaction; those who come at the same time wait, then find it done.

    Raises:
        SchemaError: the server is older than PostgreSQL 18.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = create_engine(database_url, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS})
    with engine.begin() as connection:
        _check_server(connection)
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check(connection: Connection) -> None:
    """Raises SchemaError unless the database has this version's tables."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        raise SchemaError("the database was never migrated; run `alembic upgrade head`")
    found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    if found != [HEAD]:
        listed = ", ".join(found) or "none"
        raise SchemaError(f"the database is at revision {listed} and {HEAD} is needed; run `alembic upgrade head`")


def _check_server(connection: Connection) -> None:
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    if number < OLDEST_SERVER:
        version = connection.scalar(text("SHOW server_version"))
        raise SchemaError(f"PostgreSQL 18 or newer is needed; this server is {version}")
