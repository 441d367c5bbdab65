import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from diagnostics.data.locations import Reach, admit, local_path
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import as_nobody
from tests.diagnostics.factories import chain, image, layer


def problem(location, roots=None):
    with pytest.raises(SpecError) as caught:
        local_path(str(location), roots, "/dataset/location")
    (only,) = caught.value.problems
    assert only.pointer == "/dataset/location"
    return only.message


def problems(location, roots=None, **dataset):
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": str(location), **dataset})
    with pytest.raises(SpecError) as caught:
        admit(spec, roots)
    return [(each.pointer, each.message) for each in caught.value.problems]


def found(location, roots=None):
    return local_path(str(location), roots, "/dataset/location")


@pytest.fixture
def roots(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / "data.npz").write_bytes(b"x")
    return [tmp_path / "one", tmp_path / "two"]


def test_a_relative_location_is_looked_for_under_each_root(roots):
    assert found("data.npz", roots) == roots[1] / "data.npz"
    (roots[0] / "data.npz").write_bytes(b"x")
    assert found("data.npz", roots) == roots[0] / "data.npz"


def test_an_absolute_location_must_lie_in_a_root(roots):
    assert found(roots[1] / "data.npz", roots) == roots[1] / "data.npz"
    message = problem("/etc/passwd", roots)
    assert message == f"outside the folders that jobs may read (DEADWEIGHT_DATA_ROOTS: {roots[0]}, {roots[1]})"


def test_a_root_itself_may_be_read(roots):
    assert found(roots[0], roots) == roots[0]


def test_a_folder_with_a_root_s_name_and_more_is_outside(roots):
    (roots[0].parent / "one-more").mkdir()
    assert "outside" in problem(roots[0].parent / "one-more", roots)


@pytest.mark.parametrize("location", ["../secret", "a/../../secret", "../one/../../etc/passwd", "/etc/../etc/passwd"])
def test_dots_do_not_lead_out(roots, location):
    assert "outside" in problem(location, roots)


def test_dots_may_lead_from_root_to_root(roots):
    assert found("../two/data.npz", roots[:]) == roots[1] / "data.npz"


def test_a_link_that_leads_out_is_refused(roots):
    (roots[0] / "link").symlink_to("/etc")
    assert "outside" in problem("link/passwd", roots[:1])
    assert not found("link/passwd", roots).exists()  # it is looked for under the other root instead
    (roots[0] / "link2").symlink_to(roots[1])
    assert found("link2/data.npz", roots) == roots[1] / "data.npz"


def test_a_root_may_be_a_link(roots, tmp_path):
    (tmp_path / "link").symlink_to(roots[1])
    assert found("data.npz", [tmp_path / "link"]) == roots[1] / "data.npz"


def test_with_no_roots_configured_nothing_may_be_read(tmp_path):
    assert problem(tmp_path, []).endswith("(DEADWEIGHT_DATA_ROOTS: none is configured)")


def test_a_user_s_own_process_reads_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert found("data") == tmp_path / "data"
    assert found("/etc") == found("/etc/../etc")


def test_file_urls(tmp_path):
    assert found(f"file://{tmp_path}/a%20b%23c") == tmp_path / "a b#c"
    assert found(f"FILE://localhost{tmp_path}/a") == tmp_path / "a"
    assert found(f"{tmp_path}/a%20b") == tmp_path / "a%20b"


@pytest.mark.parametrize("encoded", ["%2e%2e/secret", "%2e%2e%2fsecret", "..%2Fsecret"])
def test_percent_encoding_does_not_lead_out(roots, encoded):
    assert "outside" in problem(f"file://{roots[0]}/{encoded}", roots)


@pytest.mark.parametrize("location", ["ftp://example.org/a.npz", "://a", "hdfs://a/b"])
def test_other_schemes_are_refused(location):
    told = "locations are paths, or begin with file://, http://, https://, s3://, gs://, az://, upload://"
    assert problem(location) == told


def test_a_file_on_another_machine_is_refused():
    assert problem("file://elsewhere/a") == "a file:// location names no other machine"


def test_folders_alone_do_not_reach_elsewhere():
    assert problem("https://example.org/a.npz") == "only local files are read here"


@dataclass(frozen=True)
class Answering:
    """Fetches without a network: whatever is asked for is one file."""

    file: Path

    def refusal(self, place):
        return "not this one" if place.host == "closed" else None

    def path(self, place, pointer):
        return self.file


def test_what_lies_elsewhere_is_fetched(tmp_path):
    reach = Reach([tmp_path], Answering(tmp_path / "fetched.npz"))
    assert found("s3://bucket/a.npz", reach) == tmp_path / "fetched.npz"
    (tmp_path / "data.npz").write_bytes(b"x")
    assert found("data.npz", reach) == tmp_path / "data.npz"
    assert "outside" in problem("/etc/passwd", reach)


def test_admission_fetches_nothing(tmp_path):
    reach = Reach([], Answering(tmp_path / "missing.npz"))
    admit(chain(image(4), layer("Dense", units=2), dataset={"location": "s3://bucket/a.npz"}), reach)
    assert problems("s3://closed/a.npz", reach) == [("/dataset/location", "not this one")]


@pytest.mark.parametrize(
    "location",
    ["https://me:sesame@example.org/a.npz", "https://example.org/a.npz?X-Amz-Signature=sesame", "s3://me:sesame@b/a"],
)
def test_secrets_are_refused_and_not_repeated(location):
    with pytest.raises(SpecError) as caught:
        local_path(location, Reach(None, Answering(Path("a"))), "/dataset/location")
    (only,) = caught.value.problems
    assert "sesame" not in f"{only.message}{only.value}{caught.value}"
    assert "environment" in only.message


def test_a_path_with_a_nul_is_refused(roots):
    assert problem("file:///a%00b", roots) == "a path holds no NUL character"
    assert problem("a\0b") == "a path holds no NUL character"


@pytest.mark.parametrize("location", [" ", "file://", "file:// "])
def test_an_empty_path_is_refused(location):
    assert problem(location) in ("a location is needed", "a file:// location names no other machine")


def test_what_is_there_is_admitted(roots):
    admit(chain(image(4), layer("Dense", units=2), dataset={"location": "data.npz"}), roots)


def test_nothing_there(roots):
    assert problems("gone.npz", roots) == [("/dataset/location", "there is nothing at this location")]


def test_an_empty_folder(roots):
    assert problems(roots[0], roots) == [("/dataset/location", "this folder is empty")]


def test_every_location_is_looked_at(roots):
    pointers = ["/dataset/location", "/dataset/validation/location"]
    assert [pointer for pointer, _ in problems("/etc", roots, validation={"location": "gone"})] == pointers


def test_a_pipe_is_neither_folder_nor_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    assert problems(tmp_path / "pipe.npz") == [("/dataset/location", "this location is neither a folder nor a file")]


def test_a_name_too_long_for_the_system(roots):
    ((_, message),) = problems("x" * 5000, roots)
    assert message in ("this location cannot be read: File name too long", "there is nothing at this location")


def test_what_this_user_may_not_read(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(0o000)
    (tmp_path / "locked.npz").write_bytes(b"x")
    (tmp_path / "locked.npz").chmod(0o000)
    denied = [("/dataset/location", "this location cannot be read: Permission denied")]
    with as_nobody(tmp_path):
        assert problems(locked) == denied
        assert problems(locked / "inside", [tmp_path]) == denied
        assert problems(tmp_path / "locked.npz") == denied


def test_a_resolved_spec_s_weights_are_a_location_as_well(roots):
    stored = {"location": "gone.keras", "layers": {}}
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": "data.npz"})
    spec = spec.model_copy(
        update={"model": type(spec.model).model_validate({**spec.model.model_dump(), "weights": stored})}
    )
    with pytest.raises(SpecError) as caught:
        admit(spec, roots)
    assert [each.pointer for each in caught.value.problems] == ["/model/weights/location"]
