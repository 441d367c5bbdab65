from diagnostics.report.model import ReportedFix
from diagnostics.source.diff.in_report import with_diffs
from diagnostics.spec.reading import read_job
from tests.diagnostics.report.tried import tried_report

TEXT = """from keras import Sequential, layers

model = Sequential([layers.Input((8,)), layers.Dense(4, activation="relu"), layers.Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
"""
PATCH = (
    {"op": "test", "path": "/model/layers/1/config/activation", "value": "relu"},
    {"op": "replace", "path": "/model/layers/1/config/activation", "value": "elu"},
)


def job_of(source):
    document = {"dataset": {"location": "nowhere.npz"}, "model": source}
    return read_job(document if "source" in source else {**document, "training": {"loss": "mse"}})


def report():
    fixes = tried_report().fixes
    fix: ReportedFix = fixes[0].model_copy(update={"patch": PATCH, "diff": None})
    return tried_report().model_copy(update={"fixes": (fix,)})


def test_a_program_s_fixes_are_diffs_of_its_file():
    told = with_diffs(report(), job_of({"source": {"text": TEXT, "filename": "train.py"}}), None)
    diff = told.fixes[0].diff
    assert diff is not None
    assert diff.startswith("--- train.py\n+++ train.py\n")
    assert '+model = Sequential([layers.Input((8,)), layers.Dense(4, activation="elu"),' in diff


def test_other_forms_have_none():
    layers = [{"class_name": "InputLayer", "config": {"shape": [8]}}, {"class_name": "Dense", "config": {"units": 2}}]
    assert with_diffs(report(), job_of({"layers": layers}), None).fixes[0].diff is None


def test_why_there_is_no_diff_is_told():
    unscaled = [{"op": "add", "path": "/dataset/preprocess/-", "value": {"rescale": {"scale": 0.00392}}}]
    fix = report().fixes[0].model_copy(update={"patch": tuple(unscaled)})
    told = with_diffs(report().model_copy(update={"fixes": (fix,)}), job_of({"source": {"text": TEXT}}), None).fixes[0]
    assert told.diff is None
    assert "/dataset/preprocess" in told.no_diff
