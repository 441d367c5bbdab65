import time

import pytest

from diagnostics.data.remote.bounds import Bounds
from diagnostics.data.remote.errors import Unreachable
from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.place import place_of
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.remote import servers
from tests.diagnostics.data.remote.servers import CONTENT, fetcher, serving, well

PLACE = "/dataset/location"


def fetched(folder, web, path="/data.npz", **given):
    with fetcher(folder, web, **given) as one:
        return one.path(place_of(f"{web.address}{path}"), PLACE)


def refused(folder, web, path="/data.npz", **given):
    with pytest.raises(SpecError) as caught:
        fetched(folder, web, path, **given)
    (problem,) = caught.value.problems
    assert problem.pointer == PLACE
    return problem.message


def always(status, headers, body=b""):
    return lambda asked: asked.send(status, headers, body)


def test_a_file_comes_here_under_its_own_name(tmp_path):
    with serving(well()) as web:
        file = fetched(tmp_path, web, "/some/data%20set.npz?download=1")
    assert (file.name, file.read_bytes()) == ("data-set.npz", CONTENT)
    (asked,) = web.requests
    assert asked.path == "/some/data%20set.npz?download=1"
    assert asked.headers["host"] == f"127.0.0.1:{web.port}"
    assert asked.headers["accept-encoding"] == "identity"


def test_what_has_not_changed_is_not_sent_again(tmp_path):
    with serving(well()) as web:
        first = fetched(tmp_path, web)
        assert fetched(tmp_path, web) == first
    assert web.requests[1].headers["if-none-match"]


def test_a_server_that_knows_no_conditions_is_told_by_its_etag(tmp_path):
    sent = []

    def handle(asked):
        sent.append(len(CONTENT))
        asked.send(200, {"ETag": 'W/"1"', "Content-Length": str(len(CONTENT))}, CONTENT)

    with serving(handle) as web:
        first = fetched(tmp_path, web)
        assert fetched(tmp_path, web) == first
    assert len(list((tmp_path / "cache" / "entries").iterdir())) == 1


def test_what_has_changed_is_fetched_and_the_old_stays_as_it_was(tmp_path):
    now = [well(b"old")]
    with serving(servers.as_is(now)) as web:
        old = fetched(tmp_path, web)
        now[0] = well(b"newer")
        assert fetched(tmp_path, web).read_bytes() == b"newer"
    assert old.read_bytes() == b"old"


def test_without_validators_the_content_itself_is_the_fingerprint(tmp_path):
    with serving(always(200, {"Content-Length": "3"}, b"abc")) as web:
        assert fetched(tmp_path, web) == fetched(tmp_path, web)


def test_one_fetcher_asks_once(tmp_path):
    with serving(well()) as web, fetcher(tmp_path, web) as one:
        place = place_of(f"{web.address}/data.npz")
        assert one.path(place, PLACE) == one.path(place, PLACE)
    assert len(web.requests) == 1


def test_a_broken_download_goes_on_where_it_broke(tmp_path):
    with serving(servers.breaking(well(), after=1000)) as web:
        assert fetched(tmp_path, web).read_bytes() == CONTENT
    assert [asked.headers.get("range") for asked in web.requests] == [None, "bytes=1000-"]


def test_another_process_goes_on_where_one_gave_up(tmp_path):
    with serving(servers.breaking(well(), after=1000, times=2)) as web:
        with pytest.raises(Unreachable, match=f"http://127.0.0.1:{web.port}/data.npz: the connection broke after"):
            fetched(tmp_path, web)
        assert fetched(tmp_path, web).read_bytes() == CONTENT
    assert [asked.headers.get("range") for asked in web.requests] == [None, "bytes=1000-", "bytes=2000-"]


def test_what_changed_in_between_is_fetched_from_the_start(tmp_path):
    now = [servers.breaking(well(), after=1000, times=2)]
    with serving(servers.as_is(now)) as web:
        with pytest.raises(Unreachable):
            fetched(tmp_path, web)
        now[0] = well(b"another")
        assert fetched(tmp_path, web).read_bytes() == b"another"


def test_a_part_of_something_else_is_not_appended(tmp_path):
    now = [servers.breaking(well(), after=1000, times=2)]
    with serving(servers.as_is(now)) as web:
        with pytest.raises(Unreachable):
            fetched(tmp_path, web)

        def odd(asked):
            if "range" in asked.headers:
                asked.send(206, {"ETag": '"x"', "Content-Range": "bytes 5-7/8", "Content-Length": "3"}, b"odd")
            else:
                well(b"whole")(asked)

        now[0] = odd
        assert fetched(tmp_path, web).read_bytes() == b"whole"


def test_a_truncated_answer_is_an_error(tmp_path):
    broken = servers.breaking(well(), after=1000, times=99)
    with serving(broken) as web, pytest.raises(Unreachable, match="the connection broke after 1000 bytes"):
        fetched(tmp_path, web)
    assert len(web.requests) == servers.QUICK.tries
    assert not (tmp_path / "cache" / "entries").exists()


def test_a_truncated_chunked_answer_is_an_error(tmp_path):
    def handle(asked):
        asked.send(200, {"Transfer-Encoding": "chunked"}, b"5\r\nabcde\r\n5\r\nab")
        asked.drop()

    with serving(handle) as web, pytest.raises(Unreachable, match="the connection broke"):
        fetched(tmp_path, web)


def test_a_chunked_answer_is_fetched(tmp_path):
    with serving(always(200, {"Transfer-Encoding": "chunked"}, b"5\r\nabcde\r\n0\r\n\r\n")) as web:
        assert fetched(tmp_path, web).read_bytes() == b"abcde"


@pytest.mark.parametrize("more", [1, 2**20])
def test_a_server_that_sends_more_than_it_announced_is_refused(tmp_path, more):
    with serving(always(200, {"Content-Length": "10", "ETag": '"a"'}, b"x" * (10 + more))) as web:
        assert refused(tmp_path, web) == "the server sent more than the 10 bytes that it announced"
    assert not list((tmp_path / "cache" / "downloads").iterdir())


def test_a_server_that_announces_more_than_it_sends_is_an_error(tmp_path):
    def handle(asked):
        asked.send(200, {"Content-Length": "1000"}, b"x" * 10)
        asked.drop()

    with serving(handle) as web, pytest.raises(Unreachable, match="the connection broke after 10 bytes"):
        fetched(tmp_path, web)


def test_a_server_that_falls_silent_is_not_waited_for(tmp_path):
    before = time.monotonic()
    with serving(servers.stalling) as web, pytest.raises(Unreachable, match="silent for too long, after 3 bytes"):
        fetched(tmp_path, web)
    assert time.monotonic() - before < 8


def test_a_server_that_drips_is_not_waited_for_beyond_the_time(tmp_path):
    def drip(asked):
        asked.send(200, {"Content-Length": "1000"}, b"x")
        for _ in range(50):
            asked.more(b"x")
            time.sleep(0.1)

    bounds = Bounds(seconds=1, stall_seconds=5, tries=2)
    with serving(drip) as web, pytest.raises(Unreachable, match="not here after 1 seconds"):
        fetched(tmp_path, web, bounds=bounds)


@pytest.mark.parametrize("announced", [True, False])
def test_too_many_bytes_are_refused(tmp_path, announced):
    content = b"x" * 5000
    chunked = b"1388\r\n" + content + b"\r\n0\r\n\r\n"
    answer = (
        always(200, {"Content-Length": "5000"}, content)
        if announced
        else always(200, {"Transfer-Encoding": "chunked"}, chunked)
    )
    with serving(answer) as web:
        told = refused(tmp_path, web, bounds=Bounds(bytes=4999, seconds=5))
    assert told == "it has more than the 4999 bytes that may be fetched (DEADWEIGHT_MAX_FETCH_BYTES)"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "the server does not give this to everybody (401), and a location holds no credentials"),
        (404, "there is nothing at this location (404)"),
        (410, "there is nothing at this location (410)"),
        (418, "the server answered 418"),
    ],
)
def test_a_server_s_refusal_is_told(tmp_path, status, told):
    with serving(always(status, {"Content-Length": "0"})) as web:
        assert refused(tmp_path, web) == told
    assert len(web.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again(tmp_path, status):
    left = [1]

    def handle(asked):
        if left[0]:
            left[0] -= 1
            asked.send(status, {"Content-Length": "0"}, b"")
        else:
            well()(asked)

    with serving(handle) as web:
        assert fetched(tmp_path, web).read_bytes() == CONTENT


def test_redirections_are_followed(tmp_path):
    def handle(asked):
        if asked.path == "/data.npz":
            asked.send(302, {"Location": "/elsewhere?X-Amz-Signature=abc", "Content-Length": "0"}, b"")
        else:
            well()(asked)

    with serving(handle) as web:
        file = fetched(tmp_path, web)
    assert (file.name, file.read_bytes()) == ("data.npz", CONTENT)
    assert web.requests[1].path == "/elsewhere?X-Amz-Signature=abc"


def test_redirections_without_end_are_refused(tmp_path):
    with serving(always(302, {"Location": "/again", "Content-Length": "0"})) as web:
        assert refused(tmp_path, web) == "the server redirects more than 5 times"
    assert len(web.requests) == 6


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://169.254.169.254/latest", "169.254.169.254 has no public address"),
        ("http://localhost:1/", "localhost has no public address"),
        ("http://127.0.0.1:1/", "127.0.0.1 has no public address"),
        ("http://[::1]:1/", "::1 has no public address"),
        ("http://10.0.0.1/", "10.0.0.1 has no public address"),
        ("http://2130706433/", "2130706433 has no public address"),
        ("file:///etc/passwd", "the server redirects to file://"),
        ("ftp://example.org/", "the server redirects to ftp://"),
        ("http://user:secret@127.0.0.1/", "the server redirects to an address with credentials"),
        ("http://[broken", "the server redirects to what is no address"),
    ],
)
def test_redirections_to_where_a_job_may_not_go_are_refused(tmp_path, target, told):
    with serving(always(302, {"Location": target, "Content-Length": "0"})) as web:
        found = refused(tmp_path, web)
    assert found.startswith(told)
    assert "secret" not in found


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "127.1", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_unless_it_is_listed(tmp_path, host):
    told = "has no public address; an operator may list it"
    with serving(well()) as web, fetcher(tmp_path) as one, pytest.raises(SpecError, match=told):
        one.path(place_of(f"http://{host}:{web.port}/data.npz"), PLACE)
    assert web.requests == []


def test_another_port_than_the_listed_one_is_refused(tmp_path):
    with (
        serving(well()) as web,
        serving(well()) as other,
        fetcher(tmp_path, web) as one,
        pytest.raises(SpecError, match="no public address"),
    ):
        one.path(place_of(f"{other.address}/data.npz"), PLACE)
    assert other.requests == []


def test_a_name_that_leads_to_a_private_address_is_refused(tmp_path):
    one = Fetcher(servers.settings(tmp_path), bounds=servers.QUICK, resolve=lambda *_: ["93.184.215.14", "192.168.1.1"])
    with one, pytest.raises(SpecError, match=r"data\.example\.org has no public address"):
        one.path(place_of("https://data.example.org/a.npz"), PLACE)


def test_the_address_that_was_checked_is_the_one_connected_to(tmp_path):
    """A name that leads elsewhere the second time it is asked for."""
    answers = [["127.0.0.1"], ["10.255.255.1"]]
    with serving(well()) as web:
        settings = servers.settings(tmp_path, f"data.test:{web.port}")
        with Fetcher(settings, bounds=servers.QUICK, resolve=lambda *_: answers.pop(0)) as one:
            file = one.path(place_of(f"http://data.test:{web.port}/data.npz"), PLACE)
    assert file.read_bytes() == CONTENT
    assert len(answers) == 1
    assert web.requests[0].headers["host"] == f"data.test:{web.port}"


def test_proxies_of_the_environment_are_left_aside(tmp_path, monkeypatch):
    with serving(well()) as web, serving(well(b"proxied")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        assert fetched(tmp_path, web).read_bytes() == CONTENT
    assert proxy.requests == []


def test_a_name_is_taken_from_the_server_where_the_address_has_no_ending(tmp_path):
    headers = {"Content-Length": "3", "Content-Disposition": 'attachment; filename="../da ta.csv"'}
    with serving(always(200, headers, b"abc")) as web:
        assert fetched(tmp_path, web, "/download/17").name == "da-ta.csv"
        assert fetched(tmp_path, web, "/own.npz").name == "own.npz"


def test_nobody_answers(tmp_path):
    with serving(well()) as web:
        pass
    with pytest.raises(Unreachable, match=r"the connection broke after 0 bytes: .*refused"):
        fetched(tmp_path, web)
