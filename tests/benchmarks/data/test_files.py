from PIL import Image

from benchmarks.data.files import folder_of


def _size(file):
    with Image.open(file) as image:
        return image.size


def test_images_are_the_same_from_every_run_and_of_many_sizes(tmp_path):
    first, again = (folder_of(tmp_path / name, 12) for name in ("a", "b"))
    files = sorted(file.relative_to(first) for file in first.rglob("*.jpg"))
    assert len(files) == 12
    assert all((first / file).read_bytes() == (again / file).read_bytes() for file in files)
    assert len({_size(first / file) for file in files}) == 12


def test_a_folder_that_was_made_is_taken_again(tmp_path):
    made = folder_of(tmp_path, 3)
    file = next(made.rglob("*.jpg"))
    file.write_bytes(b"kept")
    assert next(folder_of(tmp_path, 3).rglob("*.jpg")).read_bytes() == b"kept"
