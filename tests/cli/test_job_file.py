import pytest

from cli import job_file
from cli.errors import UserError


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        file = tmp_path / "jobs" / "job.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return job_file.read(file)

    return read_text


def test_relative_locations_are_taken_from_where_the_file_lies(read, tmp_path):
    document = read(
        "dataset: {location: ../digits, validation: {location: held-out}}\nmodel: {archive: {location: m.h5}}"
    )
    assert document["dataset"]["location"] == str(tmp_path / "digits")
    assert document["dataset"]["validation"]["location"] == str(tmp_path / "jobs" / "held-out")
    assert document["model"]["archive"]["location"] == str(tmp_path / "jobs" / "m.h5")


@pytest.mark.parametrize(
    ("model", "way"),
    [
        ("{application: {name: VGG16, weights: vgg.keras}}", ("application", "weights")),
        ("{layers: [], weights: {location: vgg.keras, layers: {}}}", ("weights", "location")),
    ],
)
def test_saved_models_lie_beside_the_file_as_well(read, tmp_path, model, way):
    found = read(f"model: {model}")["model"]
    assert found[way[0]][way[1]] == str(tmp_path / "jobs" / "vgg.keras")


def test_weights_that_keras_would_download_are_no_file(read):
    assert (
        read("model: {application: {name: VGG16, weights: imagenet}}")["model"]["application"]["weights"] == "imagenet"
    )


@pytest.mark.parametrize("location", ["/data/digits", "s3://bucket/digits", "upload://1", "file:///data", ""])
def test_other_locations_are_left_alone(read, location):
    assert read(f"dataset: {{location: '{location}'}}")["dataset"]["location"] == location


@pytest.mark.parametrize("text", ["[]", "text", "dataset: 3", "dataset: {location: 3}", "null"])
def test_documents_of_any_form_pass_through_for_the_server_to_judge(read, text):
    read(text)


def test_bad_yaml_names_file_and_line(read):
    with pytest.raises(UserError, match=r"job\.yaml: neither JSON nor YAML at line 2, column 2"):
        read("a: [1\nb: }")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "job.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="is not UTF-8 text"):
        job_file.read(file)
