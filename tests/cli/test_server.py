"""Servers that are not there, are something else, or go away."""

import http.server
import threading

import pytest

from cli import server as server_module
from cli.errors import UserError
from cli.server import Server

JOB = "01a2023e-b0bf-7036-86f1-36bc2c506fcc"


@pytest.fixture
def other_server():
    """A web server that is not Deadweight."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status = 404 if "missing" in self.path else 200
            self.send_response(status)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "command", [("jobs",), ("watch", JOB), ("report", JOB), ("export-diff", JOB), ("batch", "status", JOB)]
)
def test_no_server_is_told_in_one_line(run, free_port, command):
    shown = run(*command, "--server", f"http://127.0.0.1:{free_port}")
    assert shown.returncode == 2
    assert shown.stderr.startswith(f"deadweight: nothing answers at http://127.0.0.1:{free_port} ")
    assert "deadweight up" in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_the_address_may_come_from_the_environment(run, free_port):
    assert f":{free_port}" in run("jobs", DEADWEIGHT_URL=f"http://127.0.0.1:{free_port}").stderr


def test_a_proxy_is_not_asked_for_loopback(run, url, free_port):
    assert run("jobs", "--server", url, HTTP_PROXY=f"http://127.0.0.1:{free_port}").returncode == 0


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1", "http://127.0.0.1:port"])
def test_what_is_no_address_is_told(address):
    with pytest.raises(UserError, match="is not an address"):
        Server(address).get("/v1/jobs")


def test_another_server_is_told_apart(other_server):
    with Server(other_server) as known:
        with pytest.raises(UserError, match="is this a Deadweight server"):
            known.get("/v1/jobs")
        with pytest.raises(UserError, match="answered 404, but not as Deadweight does"):
            known.get("/missing")


def test_a_server_that_has_answered_is_waited_for(other_server, monkeypatch):
    monkeypatch.setattr(server_module, "AWAY_SECONDS", 1.0)
    with Server(other_server) as known:
        known.text("/")
        known._client.base_url = "http://127.0.0.1:1"
        with pytest.raises(UserError, match="stopped answering"):
            known.text("/")


def test_a_server_that_comes_back_is_asked_again(other_server):
    with Server(other_server) as known:
        known.text("/")
        there, known._client.base_url = known._client.base_url, "http://127.0.0.1:1"
        threading.Timer(1.0, setattr, (known._client, "base_url", there)).start()
        assert known.text("/") == "hello"
