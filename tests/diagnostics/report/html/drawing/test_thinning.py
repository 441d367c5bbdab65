import math

from hypothesis import given
from hypothesis import strategies as st

from diagnostics.report.html.drawing.thinning import MOST_POINTS, thinned

NUMBERS = st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=2000)


def curve(*values):
    return [(float(place), value) for place, value in enumerate(values)]


def test_a_short_curve_stays_as_it_is():
    points = curve(3.0, math.nan, 1.0)
    assert thinned(points) == points


def test_a_spike_between_many_points_is_kept():
    values = [1.0] * 10_000
    values[4321], values[8765] = 99.0, -99.0
    kept = thinned(curve(*values))
    assert (4321.0, 99.0) in kept
    assert (8765.0, -99.0) in kept


def test_a_long_gap_stays_a_gap():
    kept = thinned(curve(*[1.0] * 1000, *[math.nan] * 1000))
    assert sum(math.isnan(value) for _, value in kept) > MOST_POINTS / 8


@given(NUMBERS, st.integers(4, 300))
def test_it_keeps_order_ends_and_extremes_within_the_bound(values, most):
    points = curve(*values)
    kept = thinned(points, most)
    assert len(kept) <= max(most, 4)
    assert [x for x, _ in kept] == sorted({x for x, _ in kept})
    if points:
        assert (kept[0][0], kept[-1][0]) == (points[0][0], points[-1][0])
    finite = [value for value in values if math.isfinite(value)]
    if finite:
        shown = [value for _, value in kept if math.isfinite(value)]
        assert (min(shown), max(shown)) == (min(finite), max(finite))
