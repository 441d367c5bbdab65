import pytest

from cli.lint_files import Input, Unreadable, inputs, is_job, looks_like_job

JOB = "dataset: {location: x.npz}\nmodel: {layers: []}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("train.py", "notes.md", "run.ipynb", "job.yaml", "sub/deep.py", ".git/hook.py", "venv/x.py", "a.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(JOB if name == "job.yaml" else "x = 1\n")
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    (tmp_path / "broken.json").write_text('{"dataset": "model"')
    return tmp_path


def names(*files):
    return [each.name for each in inputs(files)]


def test_a_folder_is_searched_for_programs_and_jobs(folder):
    assert names(".") == ["job.yaml", "notes.md", "run.ipynb", "train.py", "sub/deep.py"]
    assert names("sub") == ["sub/deep.py"]


def test_what_is_named_is_taken_whatever_it_is_and_once(folder):
    found = list(inputs(["a.txt", "./a.txt", "sub", "sub/deep.py"]))
    assert [(each.name, isinstance(each, Input) and each.wanted) for each in found] == [
        ("a.txt", True),
        ("sub/deep.py", False),
    ]


def test_a_file_that_is_not_there_keeps_no_other_from_being_read(folder):
    missing, there = inputs(["gone.py", "train.py"])
    assert missing == Unreadable("gone.py", "there is no such file")
    assert isinstance(there, Input)


def test_texts_are_decoded_as_python_does(folder):
    (folder / "latin.py").write_bytes("# -*- coding: latin-1 -*-\nx = 'é'\r\n".encode("latin-1"))
    (folder / "bom.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    (folder / "bytes.py").write_bytes(b"x = '\xff\xfe'\n")
    latin, bom, neither = inputs(["latin.py", "bom.py", "bytes.py"])
    assert isinstance(neither, Unreadable)
    assert isinstance(latin, Input)
    assert isinstance(bom, Input)
    assert latin.text == "# -*- coding: latin-1 -*-\nx = 'é'\n"
    assert bom.text == "x = 1\n"


def test_jobs_are_told_by_name_and_standard_input_by_what_it_holds():
    assert is_job("x.yml", "")
    assert is_job("-", JOB)
    assert not is_job("-", "dataset = model = 1\n")
    assert not is_job("x.py", JOB)
    assert not looks_like_job("dataset: [model")
