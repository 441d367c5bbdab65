import pytest

from diagnostics.report import costs
from diagnostics.report.model import Cost, Size
from tests.diagnostics.report.tried import tried_report


def parameters(before, after):
    report = tried_report(
        cost=Cost(
            parameters=before,
            trainable_parameters=None,
            seconds_per_step=None,
            after={"he": Size(parameters=after, trainable_parameters=None, seconds_per_step=0.02)},
        )
    )
    return costs.parameters(report.fixes[0], report)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (1000, 1500, "1,000 → 1,500 (+50%)"),
        (1000, 500, "1,000 → 500 (−50%)"),
        (1000, 1000, "1,000 → 1,000 (the same)"),
        (0, 1000, "0 → 1,000"),
        (None, 1000, "– → 1,000"),
    ],
)
def test_a_size_is_told_before_and_after(before, after, told):
    assert parameters(before, after).told == told


def test_what_was_not_measured_after_is_not_told():
    assert parameters(1000, None) is None


def test_a_fix_that_was_not_tried_costs_nothing_yet():
    report = tried_report()
    untried = report.fixes[-1]
    assert (costs.parameters(untried, report), costs.step_time(untried, report)) == (None, None)


def test_growth_exceeds_a_share_in_either_direction():
    assert parameters(1000, 1100).exceeds(0.05)
    assert parameters(1000, 900).exceeds(0.05)
    assert not parameters(1000, 1040).exceeds(0.05)
    assert not parameters(None, 1040).exceeds(0.05)
