import numpy as np
import pytest
from PIL import Image

from diagnostics.data import image_folder, image_manifest
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset
from tests.diagnostics.data.files import folder, opened, picture


def read(path, limits=Limits(), **dataset):  # noqa: B008
    return image_manifest.read(path, Dataset(location=str(path), **dataset), limits)


def manifest(root, text, **pictures):
    for name, value in (pictures or {"a": 1, "b": 2, "c": 3}).items():
        picture(root / "images" / f"{name}.png", np.full((4, 4), value))
    (root / "list.csv").write_text(text)
    return root / "list.csv"


def refused(path, **dataset):
    with pytest.raises(DataError) as caught:
        read(path, **dataset)
    return str(caught.value)


@pytest.mark.parametrize("head", ["path,label\n", "file,breed\n", "Filename,y\n", ""])
def test_text_labels_are_classes(tmp_path, head):
    file = manifest(tmp_path, f"{head}images/b.png,dog\nimages/a.png,cat\nimages/c.png,dog\n")
    raw = read(file)
    assert (raw.format, raw.classes, raw.targets.tolist()) == ("image_manifest", ("cat", "dog"), [1, 0, 1])
    assert raw.inputs[:, 0, 0, 0].tolist() == [2, 1, 3]


def test_the_folder_of_a_manifest_is_a_location_too(tmp_path):
    manifest(tmp_path, "path,label\nimages/a.png,x\n")
    assert image_manifest.looks_like(tmp_path)
    assert not image_folder.looks_like(tmp_path)
    assert read(tmp_path).classes == ("x",)


def test_numbers_are_quantities(tmp_path):
    assert read(manifest(tmp_path, "path,age\nimages/a.png,1.5\nimages/b.png,2\n")).targets.tolist() == [1.5, 2.0]


def test_several_labels_by_columns_or_in_one_text(tmp_path):
    file = manifest(tmp_path, "path,red,round\nimages/a.png,1,0\nimages/b.png,1,1\n")
    assert read(file, labels={"column": ["red", "round"]}).targets.tolist() == [[1, 0], [1, 1]]
    assert "name the column of the labels" in refused(file)
    file = manifest(tmp_path, "path,tags\nimages/a.png,red\nimages/b.png,red round\n")
    raw = read(file, labels={"separator": " "})
    assert (raw.outputs, raw.targets.tolist()) == (("red", "round"), [[1, 0], [1, 1]])


def test_unreadable_files_are_listed_and_left_out_with_their_labels(tmp_path):
    rows = "images/a.png,1\nimages/gone.png,2\nimages/words.png,3\nimages/c.png,4\n"
    file = manifest(tmp_path, f"path,label\n{rows}")
    (tmp_path / "images" / "words.png").write_text("no image")
    raw = read(file)
    assert [(each.file, each.reason) for each in raw.unreadable] == [
        ("images/gone.png", "No such file or directory"),
        ("images/words.png", "no image of a known kind (PNG, JPEG, GIF, BMP, WEBP, TIFF)"),
    ]
    assert (raw.targets.tolist(), raw.available) == ([1, 4], 4)


@pytest.mark.parametrize("path", ["../secret.png", "/etc/secret.png", "images/../../secret.png", "images/../..//x.png"])
def test_paths_out_of_the_folder_are_refused(tmp_path, path):
    data = tmp_path / "data"
    data.mkdir()
    picture(tmp_path / "secret.png", np.ones((4, 4)))
    found = refused(manifest(data, f"path,label\nimages/a.png,1\n{path},2\n"))
    assert found.startswith("row 2 of 'list.csv' leads out of its folder")


def test_a_link_out_of_the_folder_is_unreadable(tmp_path):
    data = tmp_path / "data"
    picture(tmp_path / "secret.png", np.ones((4, 4)))
    file = manifest(data, "path,label\nimages/a.png,1\nimages/link.png,2\n", a=1)
    (data / "images" / "link.png").symlink_to(tmp_path / "secret.png")
    raw = read(file)
    assert [each.reason for each in raw.unreadable] == ["a symbolic link that leads out of the dataset"]
    assert raw.targets.tolist() == [1]


def test_every_kind_of_image(tmp_path):
    values = np.random.default_rng(0).integers(0, 256, (6, 5, 3)).astype(np.uint8)
    images = tmp_path / "images"
    images.mkdir()
    for name in ("a.jpg", "a.png", "a.gif", "a.bmp", "a.webp"):
        Image.fromarray(values).save(images / name)
    Image.fromarray(np.full((6, 5), 40_000, np.uint16)).save(images / "deep.png")
    Image.fromarray(values[:, :, 0]).save(images / "grey.png")
    Image.fromarray(np.dstack([values, values[:, :, :1]])).save(images / "alpha.png")
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(values.transpose(1, 0, 2)).save(images / "turned.jpg", exif=turned)
    names = sorted(file.name for file in images.iterdir())
    (tmp_path / "list.csv").write_text("path,label\n" + "".join(f"images/{name},{name[0]}\n" for name in names))
    raw = read(tmp_path / "list.csv", image={"size": [6, 5]})
    assert (raw.inputs.shape, raw.unreadable) == ((9, 6, 5, 3), ())
    assert (raw.inputs[names.index("deep.png")] == 40_000 >> 8).all()
    assert (raw.inputs[names.index("alpha.png")] == values).all()


def test_a_decompression_bomb_is_not_decoded(tmp_path):
    file = manifest(tmp_path, "path,label\nimages/a.png,1\nimages/bomb.png,2\n")
    Image.new("1", (9000, 9000)).save(tmp_path / "images" / "bomb.png")
    raw = read(file)
    assert [each.reason for each in raw.unreadable] == [
        "9000 × 9000 pixels, more than the 50000000 pixels allowed (DEADWEIGHT_MAX_IMAGE_PIXELS)"
    ]


def test_a_file_that_is_an_image_and_an_archive_is_an_image(tmp_path):
    file = manifest(tmp_path, "path,label\nimages/a.png,1\nimages/b.png,0\n")
    with (tmp_path / "images" / "a.png").open("ab") as image:
        image.write(b"PK\x03\x04 and more <script>")
    assert read(file).inputs[:, 0, 0, 0].tolist() == [1, 2]


def test_more_than_memory_may_take_is_read_when_asked_for(tmp_path):
    file = manifest(tmp_path, "path,label\nimages/a.png,1\nimages/b.png,0\n")
    raw = read(file, limits=Limits(memory_bytes=20))
    assert not isinstance(raw.inputs, np.ndarray)
    assert (raw.inputs[np.arange(2)] == read(file).inputs[np.arange(2)]).all()


def test_a_limit_takes_rows_evenly(tmp_path):
    file = manifest(tmp_path, "path,label\nimages/a.png,1\nimages/b.png,0\nimages/c.png,2\n")
    raw = read(file, limit=2)
    assert (raw.targets.tolist(), raw.available) == ([1, 2], 3)


def test_more_names_than_fit_into_memory_are_refused(tmp_path):
    (tmp_path / "list.csv").write_text("path,label\n" + 5_000_001 * "a.png,1\n")
    said = refused(tmp_path / "list.csv")
    assert said == "5000001 images are too many; set dataset.limit to 5000000 or less"


def test_what_is_no_manifest(tmp_path):
    (tmp_path / "a.csv").write_text("a,y\n1,2\n")
    for path in (tmp_path / "a.csv", tmp_path, folder(tmp_path / "f", a=1, b=1)):
        assert not image_manifest.looks_like(path)
        assert "is no manifest of images" in refused(path)


def test_a_row_without_a_path_is_named(tmp_path):
    assert refused(manifest(tmp_path, "path,label\nimages/a.png,1\n,2\n")) == "row 2 of 'list.csv' names no file"


def test_auto_knows_it_and_both_splits_have_it(tmp_path):
    rows = "".join(f"images/{n}.png,{'ab'[n % 2]}\n" for n in range(10))
    data = opened(manifest(tmp_path, f"path,label\n{rows}", **{str(n): n for n in range(10)}))
    assert (data.facts.format, data.facts.classes, len(data.train)) == ("image_manifest", ("a", "b"), 8)
