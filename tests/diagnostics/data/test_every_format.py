"""Every format is read from every kind of location, to the same samples and labels."""

import os
import shutil
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diagnostics.data.dataset import open_dataset
from diagnostics.data.formats import formats
from diagnostics.data.locations import Reach
from tests.diagnostics.data import test_cifar, test_idx
from tests.diagnostics.data.files import folder, picture
from tests.diagnostics.data.remote import stores
from tests.diagnostics.data.remote.servers import fetcher, serving, well
from tests.diagnostics.factories import chain, image, layer

COUNT = 20
LABELS = np.arange(COUNT) % 2


def image_folder(root):
    folder(root, a=10, b=10)
    return {}


def image_manifest(root):
    for number in range(COUNT):
        picture(root / "files" / f"{number}.png", np.full((4, 4), number))
    rows = "".join(f"files/{number}.png,{'ab'[number % 2]}\n" for number in range(COUNT))
    (root / "manifest.csv").write_text(f"path,label\n{rows}")
    return {}


def arrays(root):
    np.save(root / "x.npy", np.arange(COUNT * 6, dtype=np.float32).reshape(COUNT, 2, 3))
    np.save(root / "y.npy", LABELS)
    return {}


def csv(root):
    rows = "".join(f"{number},{number / 3},{'ab'[number % 2]}\n" for number in range(COUNT))
    (root / "table.csv").write_text(f"one,two,label\n{rows}")
    return {}


def parquet(root):
    for part in range(2):
        rows = slice(part * 10, part * 10 + 10)
        pq.write_table(pa.table({"one": np.arange(COUNT)[rows], "y": LABELS[rows]}), root / f"{part}.parquet")
    return {}


def tfrecord(root):
    from tests.diagnostics.data.test_tfrecord import example, stored  # loads TensorFlow

    stored(root / "a.tfrecord", [example(x=[number, 0.5], y=int(number % 2)) for number in np.arange(float(COUNT))])
    return {"features": {"x": "number"}, "labels": {"column": "y"}}


def idx(root):
    test_idx.four(root, "")
    return {"limit": 6}


def cifar(root):
    for number in range(1, 6):
        (root / f"data_batch_{number}").write_bytes(test_cifar.batch([number, 0, 9, 3]))
    (root / "test_batch").write_bytes(test_cifar.batch([7, 7, 7, 7]))
    return {}


FORMATS = {each.__name__: each for each in (image_folder, image_manifest, arrays, csv, parquet, tfrecord, idx, cifar)}
FILE = {"csv": "table.csv"}  # the one file that is the location, where a folder is none


def fingerprint(format_name, location, given, reach=None):
    """Of what is read; with `auto`, the format is found."""
    spec = chain(image(4), layer("Dense", units=10), dataset={"location": location, **given})
    facts = open_dataset(spec, reach).facts
    assert (facts.format, facts.available) == (format_name, 6 if format_name == "idx" else COUNT)
    return facts.fingerprint


@pytest.fixture(scope="module")
def store():
    with stores.s3() as address:
        yield address


def test_none_is_left_out():
    assert set(FORMATS) == set(formats())


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_the_same_wherever_it_lies(name, tmp_path, store, monkeypatch):
    monkeypatch.setenv("DEADWEIGHT_CACHE", str(tmp_path / "cache"))
    for variable in [variable for variable in os.environ if variable.startswith(stores.CLOUD)]:
        monkeypatch.delenv(variable)
    root = tmp_path / "data"
    root.mkdir()
    given = FORMATS[name](root)
    location = root / FILE.get(name, "")
    here = fingerprint(name, str(location), given)
    assert fingerprint(name, location.as_uri(), given) == here
    for kind in ("zip", "tar", "gztar"):
        assert fingerprint(name, shutil.make_archive(str(tmp_path / "data"), kind, root), given) == here
    with serving(well((tmp_path / "data.zip").read_bytes())) as web, fetcher(tmp_path, web) as one:
        assert fingerprint(name, f"{web.address}/data.zip", given, Reach([], one)) == here
    bucket = f"bucket-{uuid4().hex}"
    files = {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
    stores.put(store, bucket, {f"set/{key}": content for key, content in files.items()})
    for variable, value in stores.credentials(store).items():
        monkeypatch.setenv(variable, value)
    with fetcher(tmp_path) as one:
        assert fingerprint(name, f"s3://{bucket}/set/{FILE.get(name, '')}", given, Reach([], one)) == here
