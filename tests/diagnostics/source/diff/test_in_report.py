import numpy as np
import pytest

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.patch import patch
from diagnostics.graph.resolve import resolve
from diagnostics.source.diff.in_report import with_diffs
from diagnostics.spec.reading import read_job
from tests.diagnostics.report.tried import FIXES, tried_report
from tests.diagnostics.source.diff.rewritten import program

CODE = program("""
    import keras
    m = keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(num_classes, activation='relu', name='out'),
    ])
    m.compile('adam', 'mse')
""")


@pytest.fixture
def root(tmp_path):
    np.savez(tmp_path / "data.npz", x=np.zeros((9, 4), "float32"), y=np.array([0, 1, 2] * 3))
    return tmp_path


def reported(root, job, *changes):
    spec = resolve(job, [root])
    patches = [patch(spec, with_configs(spec, {"out": change}) or spec) for change in changes]
    made = [FIXES[0].model_copy(update={"patch": tuple(each), "diff": None}) for each in patches]
    return tried_report().model_copy(update={"fixes": tuple(made)})


def test_each_fix_has_the_diff_of_the_program(root):
    job = read_job({"dataset": {"location": "data.npz"}, "model": {"source": {"text": CODE}}})
    found = with_diffs(reported(root, job, {"activation": "elu"}, {"use_bias": False}), job, [root], "net.py")
    elu, plain = (fix.diff for fix in found.fixes)
    assert elu is not None
    assert plain is not None
    assert elu.startswith("--- net.py")
    assert "+    keras.layers.Dense(num_classes, activation='elu', name='out')," in elu
    assert "use_bias=False" in plain


def test_reports_of_other_jobs_stay_as_they_are(root):
    layers = [{"class_name": "InputLayer", "config": {"shape": [4]}}, {"class_name": "Dense", "config": {"units": 3}}]
    job = read_job({"dataset": {"location": "data.npz"}, "model": {"layers": layers}, "training": {"loss": "mse"}})
    whole = tried_report()
    assert with_diffs(whole, job, [root]) is whole
    job = read_job({"dataset": {"location": "data.npz"}, "model": {"source": {"text": CODE}}})
    empty = whole.model_copy(update={"fixes": ()})
    assert with_diffs(empty, job, [root]) is empty
