import os

import psutil
import psycopg
import pytest
import redis

from store.embedded import AlreadyServed, EmbeddedError, EmbeddedServers, Endpoints, FolderUnusable, ServerFailed


def test_start_gives_usable_endpoints(servers, client):
    user = client(servers.endpoints)
    user.write_to_both()
    assert user.finds_both()
    assert user.query("SELECT current_setting('server_encoding'), current_setting('data_checksums')") == [
        ("UTF8", "on")
    ]


def test_starting_twice_changes_nothing(servers):
    pid = servers.postgres.pid
    assert servers.start() == servers.endpoints
    assert servers.postgres.pid == pid


def test_only_loopback_is_listened_on(servers):
    ports = {servers.postgres.port, servers.valkey.port}
    listening = {tuple(c.laddr) for c in psutil.net_connections("inet") if c.status == psutil.CONN_LISTEN}
    assert {address for address in listening if address[1] in ports} == {("127.0.0.1", port) for port in ports}


def test_without_the_password_neither_server_lets_in(servers, client):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(
            host="127.0.0.1", port=servers.postgres.port, user="deadweight", password="wrong", dbname="deadweight"
        )
    endpoints = Endpoints(database_url="", broker_url=f"redis://127.0.0.1:{servers.valkey.port}/0")
    with pytest.raises(redis.AuthenticationError):
        client(endpoints).broker("PING")


def test_the_password_is_private(servers, family, folder):
    password = servers.endpoints.broker_url.split("@")[0].rpartition(":")[2]
    assert not [pid for pid in family(servers) if password in " ".join(psutil.Process(pid).cmdline())]
    files = [path for path in folder.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert [path.name for path in files] == ["state.json"]
    assert files[0].stat().st_mode & 0o777 == 0o600


def test_ctrl_c_of_the_terminal_does_not_reach_the_servers(servers):
    assert os.getsid(servers.postgres.pid) == servers.postgres.pid
    assert os.getsid(servers.valkey.pid) == servers.valkey.pid


def test_stop_leaves_no_process_and_a_second_start_keeps_data_and_ports(servers, client, family, running):
    client(servers.endpoints).write_to_both()
    before, pids = servers.endpoints, family(servers)
    servers.stop()
    assert running(pids) == []
    assert servers.start() == before
    assert client(before).finds_both()


def test_a_second_supervisor_is_refused_with_the_pid_of_the_first(servers, folder):
    with pytest.raises(AlreadyServed, match=rf"process {os.getpid()}\b"):
        EmbeddedServers(folder.parent).start()
    assert servers.postgres.is_alive


def test_a_failed_start_quotes_the_log_and_frees_the_folder(servers, folder, family, running):
    settings = folder / "postgres" / "postgresql.auto.conf"
    pids = family(servers)
    servers.stop()
    settings.write_text("nonsense here\n")
    with pytest.raises(ServerFailed, match='unrecognized configuration parameter "nonsense"'):
        servers.start()
    settings.write_text("")
    with EmbeddedServers(folder.parent) as other:
        assert other.postgres.is_alive
    assert running(pids) == []


def test_a_start_that_takes_too_long_is_given_up(servers, monkeypatch):
    servers.stop()
    monkeypatch.setattr("store.embedded.server.START_SECONDS", 0.0)
    with pytest.raises(ServerFailed, match=r"did not answer within 0 s: .*refused"):
        servers.start()


def test_a_folder_that_cannot_be_made_is_an_embedded_error(open_folder):
    (open_folder / "file").write_text("")
    with pytest.raises(FolderUnusable, match="Not a directory"):
        EmbeddedServers(open_folder / "file").start()


def test_lost_state_is_an_error_and_not_a_fresh_start(servers, folder):
    servers.stop()
    state = folder / "state.json"
    state.rename(state.with_suffix(".lost"))
    with pytest.raises(FolderUnusable, match=r"no state\.json"):
        servers.start()
    state.with_suffix(".lost").rename(state)


def test_endpoints_before_start_are_an_error(open_folder):
    with pytest.raises(EmbeddedError, match="not started"):
        _ = EmbeddedServers(open_folder).endpoints
    assert EmbeddedServers(open_folder).restart_dead() == []
