"""Keras's own applications raise no error."""

from __future__ import annotations

import pytest

from diagnostics.data.glance import Glance
from diagnostics.formats.application import names
from diagnostics.lint.jobs import lint_job
from diagnostics.lint.result import LintResult
from diagnostics.lint.text import lint_text
from diagnostics.source.reading import Missing, Supplied
from diagnostics.spec.reading import read_job

LARGE = {"InceptionV3": 299, "InceptionResNetV2": 299, "NASNetLarge": 331, "Xception": 299}


def errors(result: LintResult) -> list[str]:
    found = (located.finding for located in result.findings)
    return [f"{finding.code} on {finding.lines}: {finding.message}" for finding in found if finding.severity == "error"]


def linted(text: str) -> tuple[list[str], int, tuple[Missing, ...]]:
    """The errors in a program, how many networks it makes, and what it leaves open."""
    result = lint_text(text, Supplied(), Glance(classes=10))
    return errors(result), result.networks, result.missing


def application(name: str) -> dict[str, object]:
    side = LARGE.get(name, 224)
    head = [
        {"name": "pool", "class_name": "GlobalAveragePooling2D"},
        {"name": "answer", "class_name": "Dense", "config": {"units": 10, "activation": "softmax"}},
    ]
    return {
        "dataset": {"location": "images", "image": {"size": [side, side]}},
        "model": {"application": {"name": name, "head": head}},
        "training": {"loss": "sparse_categorical_crossentropy", "learning_rate": 1e-4},
    }


@pytest.mark.parametrize("name", names())
def test_an_application_in_a_job_raises_no_error(name: str) -> None:
    assert errors(lint_job(read_job(application(name)), Glance(classes=10))) == []


@pytest.mark.parametrize("name", names())
def test_an_application_in_a_program_raises_no_error(name: str) -> None:
    side = LARGE.get(name, 224)
    text = (
        f"base = keras.applications.{name}(weights=None, include_top=False, input_shape=({side}, {side}, 3))\n"
        "x = layers.GlobalAveragePooling2D()(base.output)\n"
        "model = keras.Model(base.input, layers.Dense(10, activation='softmax')(x))\n"
        "model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])\n"
    )
    assert linted(text) == ([], 1, ())


@pytest.mark.parametrize("name", names())
def test_an_application_with_its_top_raises_no_error(name: str) -> None:
    side = LARGE.get(name, 224)
    text = (
        f"model = keras.applications.{name}(weights=None, classes=10, input_shape=({side}, {side}, 3))\n"
        "model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])\n"
    )
    assert linted(text) == ([], 1, ())
