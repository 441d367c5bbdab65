"""The migrations make the tables that the code expects, in both directions, however often they run."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from store import migrate
from store.embedded import EmbeddedServers
from store.errors import SchemaError
from store.tables import metadata

# Everything about a schema that PostgreSQL can say in words, apart from Alembic's own table.
DEFINITIONS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('alembic_version')::oid, 0)
UNION ALL
SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT table_name, column_name, concat_ws(' ', data_type, udt_name, is_nullable, column_default, is_identity)
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
ORDER BY 1, 2, 3
"""


@pytest.fixture
def database(servers: EmbeddedServers) -> Iterator[Engine]:
    """A database of its own, empty."""
    server, name = make_url(servers.endpoints.database_url), f"fresh_{uuid4().hex}"
    administrator = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield create_engine(server.set(database=name), poolclass=NullPool)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def url_of(database: Engine) -> str:
    return database.url.render_as_string(hide_password=False)


def definitions(database: Engine) -> list[tuple[str, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(DEFINITIONS))]


def test_upgrade_makes_the_tables_of_the_code(database: Engine) -> None:
    migrate.upgrade(url_of(database))
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    migrated = definitions(database)
    with database.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        metadata.create_all(connection)
    assert definitions(database) == migrated


def test_upgrade_twice_changes_nothing(database: Engine) -> None:
    migrate.upgrade(url_of(database))
    before = definitions(database)
    migrate.upgrade(url_of(database))
    assert definitions(database) == before


def test_upgrades_at_the_same_time_wait_for_each_other(database: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate.upgrade, [url_of(database)] * 4))
    with database.connect() as connection:
        migrate.check(connection)


def test_downgrade_to_base_leaves_nothing(database: Engine) -> None:
    migrate.upgrade(url_of(database))
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert definitions(database) == []


def test_the_constant_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_a_database_that_was_never_migrated_is_not_ready(database: Engine) -> None:
    with database.connect() as connection, pytest.raises(SchemaError, match="never migrated"):
        migrate.check(connection)


def test_a_database_at_another_revision_is_not_ready(database: Engine) -> None:
    migrate.upgrade(url_of(database))
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with database.connect() as connection, pytest.raises(SchemaError, match="9999"):
        migrate.check(connection)
