import json

import jsonpointer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.graph.resolve import resolve
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import MAX_DEPTH, read_job, read_text
from tests.diagnostics.spec.jobs import JOBS

FEW = settings(max_examples=60, deadline=None)


def document(**changes):
    plain = {
        "dataset": {"location": "data.npz"},
        "model": {"layers": [{"class_name": "Dense", "config": {"units": 2}}]},
        "training": {"loss": "mse"},
    }
    return plain | changes


def problems(job):
    with pytest.raises(SpecError) as caught:
        resolve(read_job(job))
    return {problem.pointer: problem for problem in caught.value.problems}


def test_exponents_are_numbers_in_yaml():
    text = "a: 1e-3\nb: -1.5E+4\nc: .5e1\nd: 1e3\ne: '1e-3'\nf: [1e-3, 2e5]"
    assert read_text(text) == {"a": 0.001, "b": -15000.0, "c": 5.0, "d": 1000.0, "e": "1e-3", "f": [0.001, 2e5]}


def test_dates_and_versions_stay_text():
    assert read_text("a: 2020-01-01\nb: 1.2.3") == {"a": "2020-01-01", "b": "1.2.3"}


def test_json_may_be_indented_with_tabs_and_hold_escaped_pairs():
    assert read_text('{\n\t"a": "\\ud83d\\ude00"\n}') == {"a": "\N{GRINNING FACE}"}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(), st.lists))
def test_every_json_text_is_read_as_json_reads_it(value):
    assert read_text(json.dumps(value)) == value


def test_a_broken_text_says_where():
    with pytest.raises(SpecError, match="neither JSON nor YAML at line 2, column 2"):
        read_text("a: [1, 2\nb: 3")


def test_yaml_does_not_build_python_objects():
    with pytest.raises(SpecError, match="could not determine a constructor"):
        read_text("a: !!python/object/apply:os.getcwd []")


@pytest.mark.parametrize(
    ("changes", "pointer", "hint"),
    [
        ({"trainning": {}}, "/trainning", "did you mean 'training'?"),
        ({"training": {"loss": "mse", "learningrate": 1}}, "/training/learningrate", "did you mean 'learning_rate'?"),
        ({"training": {"loss": "mse", "learning_rate": {"cylic": {}}}}, "/training/learning_rate/cylic", "'cyclic'"),
        ({"dataset": {"location": "x", "image": {"sise": [2, 2]}}}, "/dataset/image/sise", "did you mean 'size'?"),
        (
            {"dataset": {"location": "x", "preprocess": [{"rescale": {"scale": 1, "ofset": 2}}]}},
            "/dataset/preprocess/0/rescale/ofset",
            "did you mean 'offset'?",
        ),
        (
            {"model": {"layers": [{"class_name": "Dense", "config": {"unit": 2}}]}},
            "/model/layers/0/config/unit",
            "did you mean 'units'?",
        ),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known(changes, pointer, hint):
    assert hint in problems(document(**changes))[pointer].message


def test_the_old_rate_argument_of_an_optimizer_is_unknown():
    found = problems(document(training={"loss": "mse", "optimizer": {"class_name": "Adam", "config": {"lr": 1}}}))
    assert "takes no 'lr'" in found["/training/optimizer/config/lr"].message


@pytest.mark.parametrize(
    ("changes", "pointer", "value"),
    [
        ({"training": {"loss": "mse", "epochs": "many"}}, "/training/epochs", '"many"'),
        ({"training": {"loss": "mse", "epochs": 0}}, "/training/epochs", "0"),
        ({"training": {"loss": "mse", "learning_rate": -1}}, "/training/learning_rate", "-1"),
        ({"dataset": {"location": 3}}, "/dataset/location", "3"),
        ({"model": {"layers": "Dense"}}, "/model/layers", '"Dense"'),
        ({"model": {"layers": []}}, "/model/layers", "[]"),
        ({"diagnosis": {"mode": "treat"}}, "/diagnosis/mode", '"treat"'),
    ],
)
def test_a_wrong_value_is_quoted_with_its_place(changes, pointer, value):
    assert problems(document(**changes))[pointer].value == value


def test_a_missing_key_is_named():
    assert problems({"dataset": {"location": "x"}, "model": {"layers": [{"class_name": "Dense"}]}}).keys() >= {
        "/training"
    }


def test_exactly_one_form_of_the_model_is_needed():
    found = problems(document(model={"layers": [{"class_name": "Flatten"}], "keras": {}}))
    assert "exactly one of layers, keras" in found["/model"].message


@pytest.mark.parametrize("job", [None, [], "text", 3])
def test_a_job_is_a_mapping(job):
    assert "a job spec is a mapping" in problems(job)[""].message


@pytest.mark.parametrize("bad", ["\0", "\ud800", float("nan"), float("inf"), 2**63])
def test_what_a_database_cannot_hold_is_refused(bad):
    model = {"layers": [{"class_name": "Dense", "config": {"units": 2, "bias_regularizer": bad}}]}
    assert list(problems(document(model=model))) == ["/model/layers/0/config/bias_regularizer"]


def test_nesting_is_bounded():
    value: object = 1
    for _ in range(MAX_DEPTH):
        value = [value]
    model = {"layers": [{"class_name": "Dense", "config": {"units": value}}]}
    assert "nested deeper" in next(iter(problems(document(model=model)).values())).message


@FEW
@given(JOBS, st.data())
def test_every_problem_points_into_the_document(job, data):
    """One place is spoilt; each pointer then leads to a value, or to a key missing from a value."""
    places = [place for place in _places(job) if place]
    place = data.draw(st.sampled_from(places))
    bad = data.draw(st.sampled_from([None, True, -1, "?", [], {}, {"surprise": 1}, [{"surprise": 1}], 1e400]))
    spoilt = jsonpointer.set_pointer(json.loads(json.dumps(job)), place, bad, inplace=False)
    try:
        resolve(read_job(spoilt))
    except SpecError as error:
        for problem in error.problems:
            _check_pointer(problem, spoilt)


def _places(value, path=""):
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from _places(entry, f"{path}/{key}")


def _check_pointer(problem, job):
    parent, _, key = problem.pointer.rpartition("/")
    missing = problem.message.endswith(("is required", f"needs {key!r}"))
    jsonpointer.resolve_pointer(job, parent if missing else problem.pointer)  # raises where it leads nowhere
