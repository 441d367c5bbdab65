import pytest

from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.patch import patch
from diagnostics.fixes.settings import with_training
from diagnostics.source.diff.source_diff import source_diff
from diagnostics.source.errors import SourceError
from tests.diagnostics.source.diff.rewritten import about_all, diff_to, fixed, patched_by_program, reading, spec_of
from tests.diagnostics.source.diff.texts import ADDED, LISTED


def he(code):
    spec = spec_of(code)
    after = HeInitialisation().apply(spec, about_all(spec))
    assert after is not None
    return patch(spec, after)


def test_a_text_that_reads_otherwise_after_the_edit_gives_no_diff():
    found = source_diff(LISTED, reading(LISTED), he(LISTED), "model.py", lambda _: reading(ADDED))
    assert found.diff is None
    assert found.reason == "the text as changed would say something else than the fix, about the network"


def test_a_text_that_cannot_be_read_after_the_edit_gives_no_diff():
    def refuse(_):
        raise SourceError("no", 3)

    found = source_diff(LISTED, reading(LISTED), he(LISTED), "model.py", refuse)
    assert found.diff is None
    assert found.reason == "the text as changed could not be read: line 3: no"


def test_a_job_that_departs_from_its_text_gives_no_diff():
    spec = spec_of(LISTED)
    other = with_training(spec, batch_size=16)
    found = source_diff(
        LISTED, reading(LISTED), patch(other, with_training(spec, batch_size=8)), "model.py", reading
    )  # fmt: skip
    assert found.diff is None
    assert found.reason == "the text says other than the job at a place that the fix changes"


def test_a_patch_without_effect_gives_no_diff():
    assert source_diff(LISTED, reading(LISTED), (), "model.py", reading).reason == (
        "the patch changes nothing that the text could say"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"cells": [], "metadata": {}}', "a notebook's cells are not rewritten; save it as Python first"),
        ("Here is my model:\n```python\n" + LISTED + "```\n", "the text is not plain Python"),
        (LISTED + "%matplotlib inline\n", "the text is not plain Python"),
    ],
)
def test_what_is_no_plain_python_gives_no_diff(text, reason):
    found = source_diff(text, reading(LISTED), he(LISTED), "model.py", reading)
    assert (found.diff, found.reason) == (None, reason)


def test_the_file_is_named():
    diff = source_diff(LISTED, reading(LISTED), he(LISTED), "nets/a.py", reading).diff
    assert diff is not None
    assert diff.startswith("--- nets/a.py\n+++ nets/a.py\n@@ ")


def test_line_ends_of_windows_stay():
    code = LISTED.replace("\n", "\r\n")
    text = patched_by_program(code, fixed(LearningRate, code).diff)
    assert text.count("\n") == text.count("\r\n") == code.count("\n") + 1


def test_a_text_without_an_end_of_line():
    code = ADDED.rstrip("\n")
    text = patched_by_program(code, fixed(HeInitialisation, code).diff)
    assert text.endswith("batch_size=64)")


def test_characters_outside_ascii_before_the_place():
    code = LISTED.replace("Conv2D(16, (3, 3),\n", "Conv2D(16, (3, 3), name='ü',\n").replace("# first", "# первый 🙂")
    text = patched_by_program(code, fixed(HeInitialisation, code).diff)
    assert text.count("kernel_initializer='he_normal'") == 2
    assert "# первый 🙂" in text


def test_settings_without_a_place_in_a_program_give_no_diff():
    found = diff_to(LISTED, with_training(spec_of(LISTED), precision="mixed_float16"))
    assert found.reason == "a Keras program has no plain place for training.precision"
