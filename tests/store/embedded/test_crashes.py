"""Servers and supervisors that are killed without warning."""

import os
import signal
import threading
import time
from pathlib import Path

import psycopg
import pytest

from store.embedded import EmbeddedServers, Endpoints
from store.embedded.account import Account

SUPERVISOR = """
import sys, time
from pathlib import Path
from store.embedded import EmbeddedServers
servers = EmbeddedServers(Path(sys.argv[1]))
servers.start()
print(servers.endpoints.database_url, servers.endpoints.broker_url, flush=True)
time.sleep(600)
"""


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kill(server):
    os.kill(server.pid, signal.SIGKILL)
    wait_for(lambda: not server.is_alive)


@pytest.fixture
def stranger():
    """A process of the servers' own account that has nothing to do with them."""
    account = Account.for_servers()
    with Path(os.devnull).open("wb") as log:
        process = account.spawn(["/bin/sleep", "600"], cwd=Path("/"), stdin=b"", log=log)
    yield process
    process.kill()
    process.wait()


def test_data_survives_kill_9_of_each_server(servers, client):
    before = servers.endpoints
    client(before).write_to_both()
    assert servers.restart_dead() == []
    kill(servers.postgres)
    assert servers.restart_dead() == ["postgres"]
    kill(servers.valkey)
    assert servers.restart_dead() == ["valkey"]
    assert servers.endpoints == before
    assert client(before).finds_both()


def test_both_dead_at_once(servers):
    kill(servers.postgres)
    kill(servers.valkey)
    assert servers.restart_dead() == ["postgres", "valkey"]


def test_a_busy_child_of_a_killed_postgres_does_not_block_the_restart(servers, client, running):
    connection = psycopg.connect(servers.endpoints.database_url.replace("+psycopg", ""))
    backend = connection.info.backend_pid

    def run_query():
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT count(*) FROM generate_series(1, 1000000000000)")

    thread = threading.Thread(target=run_query)
    thread.start()
    is_active = f"SELECT 1 FROM pg_stat_activity WHERE pid = {backend} AND state = 'active'"
    wait_for(lambda: client(servers.endpoints).query(is_active))
    kill(servers.postgres)
    assert running([backend]) == [backend]
    assert servers.restart_dead() == ["postgres"]
    thread.join(10)
    connection.close()
    assert running([backend]) == []


def test_a_strangers_pid_in_the_pid_files_is_not_touched(servers, folder, stranger, running):
    kill(servers.postgres)
    pid_file = folder / "postgres" / "postmaster.pid"
    _, *rest = pid_file.read_text().splitlines(keepends=True)
    pid_file.write_text("".join([f"{stranger.pid}\n", *rest]))
    assert servers.restart_dead() == ["postgres"]
    servers.stop()
    (folder / "lock").write_text(f"{stranger.pid}\n")
    servers.start()
    assert running([stranger.pid]) == [stranger.pid]


@pytest.fixture
def orphaned(data_dir, python):
    """The endpoints of a supervisor that was killed, and the pid of the PostgreSQL that it left running."""
    supervisor = python(SUPERVISOR, str(data_dir))
    endpoints = Endpoints(*supervisor.stdout.readline().split())
    supervisor.kill()
    supervisor.wait()
    pid_file = data_dir / "servers" / "postgres" / "postmaster.pid"
    return endpoints, int(pid_file.read_text().split()[0])


def test_orphans_of_a_killed_supervisor_are_replaced_and_keep_data_and_ports(data_dir, orphaned, client, running):
    endpoints, orphan = orphaned
    client(endpoints).write_to_both()
    assert running([orphan]) == [orphan]
    with EmbeddedServers(data_dir) as servers:
        assert running([orphan]) == []
        assert servers.endpoints == endpoints
        assert client(endpoints).finds_both()


def test_remove_ends_the_orphans_of_a_killed_supervisor_and_leaves_no_file(data_dir, orphaned, running):
    EmbeddedServers(data_dir).remove()
    assert running([orphaned[1]]) == []
    assert list(data_dir.iterdir()) == []
    EmbeddedServers(data_dir).remove()
