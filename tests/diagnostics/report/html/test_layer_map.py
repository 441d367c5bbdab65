import math

from diagnostics.report.html.layer_map import views
from tests.diagnostics.factories import snapshot
from tests.diagnostics.report.making import LOOKS, trial
from tests.diagnostics.report.tried import CONVOLUTIONS, tried_report


def seen(*snapshots):
    return views(tried_report(trials=(trial("a", "reference", 0, 2.3, snapshots=snapshots),)))


def test_there_are_three_views_of_the_reference_trial():
    dead, gradient, movement = views(tried_report())
    assert [view.title for view in (dead, gradient, movement)] == ["Dead units", "Gradient", "Movement"]
    assert tuple(dead.steps) == LOOKS
    assert [layer for layer, _ in dead.rows] == list(CONVOLUTIONS)


def test_a_share_is_shaded_by_its_size_and_written_in_percent():
    (dead,) = seen(snapshot(0, {"conv1": {"dead_fraction": 0.0}, "conv2": {"dead_fraction": 1.0}}))
    cells = {layer: row[0] for layer, row in dead.rows}
    assert (cells["conv1"].text, cells["conv1"].shade) == ("0%", "shade-0")
    assert (cells["conv2"].text, cells["conv2"].shade) == ("100%", "shade-8")


def test_norms_are_shaded_by_their_powers_of_ten():
    norms = {f"conv{place}": {"gradient_norm": 10.0**-place} for place in (1, 2, 3)}
    (gradient,) = seen(snapshot(0, norms))
    assert [row[0].shade for _, row in gradient.rows] == ["shade-8", "shade-4", "shade-0"]
    assert [row[0].text for _, row in gradient.rows] == ["0.1", "0.01", "0.001"]


def test_zero_not_finite_and_not_measured_look_different():
    start = snapshot(0, {"conv1": {"movement": 0.0}, "conv2": {"movement": math.nan}, "conv3": {"movement": 0.5}})
    (movement,) = seen(start, snapshot(1, {"conv1": {}, "conv2": {}, "conv3": {}}))
    assert [(row[0].text, row[0].shade) for _, row in movement.rows] == [
        ("0", "zero"),
        ("NaN", "lost"),
        ("0.5", "shade-8"),
    ]
    assert {row[1].shade for _, row in movement.rows} == {"none"}


def test_a_layer_that_was_never_measured_has_no_row():
    (dead,) = seen(snapshot(0, {"conv1": {"dead_fraction": 0.1}, "conv2": {}}))
    assert [layer for layer, _ in dead.rows] == ["conv1"]


def test_of_many_steps_some_are_shown_the_first_and_last_among_them():
    (dead,) = seen(*(snapshot(step, {"conv1": {"dead_fraction": 0.1}}) for step in range(100)))
    assert len(dead.steps) <= 14
    assert (dead.steps[0], dead.steps[-1]) == (0, 99)


def test_without_a_reference_that_was_probed_there_is_no_map():
    assert seen() == []
    assert views(tried_report(trials=())) == []
