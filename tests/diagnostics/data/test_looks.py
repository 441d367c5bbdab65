import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance, glance
from tests.diagnostics.data.files import folder, npz
from tests.diagnostics.data.test_archives import of_folder, packed
from tests.diagnostics.data.test_cifar import batch
from tests.diagnostics.data.test_idx import four


def written(file, text):
    file.write_text(text)
    return file


def test_a_table_tells_its_columns_and_classes(tmp_path):
    seen = glance(written(tmp_path / "a.csv", "n,c,y\n1,u,cat\n2,v,dog\n3,u,cow\n"))
    assert seen == Glance(classes=3, samples=3, input_shape=(3,))
    seen = glance(written(tmp_path / "a.csv", "n,m,y\n1,2,0.5\n3,4,1\n"))
    assert seen == Glance(samples=2, input_shape=(2,), label_form="float", target_shape=())
    pq.write_table(pa.table({"n": [1, 2, 3], "y": [0, 1, 1]}), tmp_path / "a.parquet")
    assert glance(tmp_path / "a.parquet") == Glance(classes=2, samples=3, input_shape=(1,), target_shape=())


def test_a_table_whose_labels_the_spec_must_name_tells_nothing(tmp_path):
    assert glance(written(tmp_path / "a.csv", "n,m\n1,2\n")) == Glance()


def test_a_manifest_is_read_and_no_image_is_opened(tmp_path):
    text = "path,label\nimages/a.png,cat\nimages/b.png,dog\n"
    assert glance(written(tmp_path / "a.csv", text)) == Glance(classes=2, samples=2, holds_images=True)
    seen = glance(written(tmp_path / "a.csv", "path,a,b\nx.png,0,1\ny.png,1,1\n"))
    assert seen == Glance(samples=2, holds_images=True)


def test_idx_files_and_cifar(tmp_path):
    (tmp_path / "idx").mkdir()
    assert glance(four(tmp_path / "idx")) == Glance(classes=3, samples=6, input_shape=(4, 5), target_shape=())
    (tmp_path / "cifar").mkdir()
    (tmp_path / "cifar" / "data_batch_1").write_bytes(batch([0, 1, 2, 3]))
    seen = glance(tmp_path / "cifar")
    assert (seen.classes, seen.samples, seen.input_shape) == (4, 4, (32, 32, 3))


def test_what_is_packed_is_unpacked_for_a_look(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = of_folder(tmp_path / "a.zip", folder(tmp_path / "raw", a=2, b=3))
    assert glance(file) == Glance(classes=2, samples=5, holds_images=True)
    npz(tmp_path / "a.npz", x=np.zeros((4, 2)), y=np.arange(4))
    assert glance(packed(tmp_path / "a.tar.gz", [("a.npz", (tmp_path / "a.npz").read_bytes())])).classes == 4


def test_pickles_say_how_to_convert_them(tmp_path):
    (tmp_path / "X.pickle").write_bytes(b"")
    with pytest.raises(DataError, match="if you trust it, convert it"):
        glance(tmp_path)
