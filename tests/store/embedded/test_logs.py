from store.embedded import logs


def test_a_long_log_is_emptied_in_place_and_its_newest_bytes_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "MAX_BYTES", 10)
    path = tmp_path / "postgres.log"
    with logs.open_log(path) as server:
        server.write(b"0123456789abc")
        logs.bound_log(path)
        server.write(b"new")
    assert path.read_bytes() == b"new"
    assert (tmp_path / "postgres.log.old").read_bytes() == b"3456789abc"


def test_a_log_at_the_limit_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "MAX_BYTES", 10)
    (tmp_path / "postgres.log").write_bytes(b"0123456789")
    logs.bound_log(tmp_path / "postgres.log")
    assert (tmp_path / "postgres.log").read_bytes() == b"0123456789"


def test_the_tail_is_the_last_lines(tmp_path):
    path = tmp_path / "postgres.log"
    path.write_text("".join(f"line {number}\n" for number in range(5000)))
    assert logs.log_tail(path).splitlines()[1:] == [f"line {number}" for number in range(4985, 5000)]


def test_the_tail_of_a_missing_log_says_so(tmp_path):
    assert "is empty" in logs.log_tail(tmp_path / "postgres.log")
