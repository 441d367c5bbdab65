from diagnostics.report.html import fixes
from diagnostics.report.html.links import links
from tests.diagnostics.report.making import effect, fix
from tests.diagnostics.report.tried import tried_report


def shown(**changes):
    report = tried_report(**changes)
    return {one.fix.id: one for group in fixes.groups(report, links(report)) for one in group.fixes}


def test_proven_fixes_come_first_and_each_group_keeps_the_order_of_the_report():
    statuses = ("untested", "refuted", "proven", "inconclusive", "proven")
    made = tuple(fix(str(place), "a", "A", status) for place, status in enumerate(statuses))
    assert list(shown(fixes=made)) == ["2", "4", "1", "3", "0"]


def test_a_group_without_fixes_has_no_heading():
    report = tried_report(fixes=(fix("1", "a", "A", "untested"),))
    assert [group.heading for group in fixes.groups(report, links(report))] == ["Not tried"]


def test_a_status_is_told_by_more_than_its_colour():
    looks = [(one.tone, one.mark) for one in shown().values()]
    assert len({mark for _, mark in looks}) == len({tone for tone, _ in looks}) == 4


def test_the_values_of_each_seed_are_drawn_and_written():
    proven = shown()["he"]
    assert proven.values == [(3, "2.303", "0.52"), (4, "2.313", "0.61"), (5, "2.293", "0.47")]
    assert proven.slopes.count('class="slope"') == 3
    assert [figure.caption for figure in proven.curves] == [f"Training loss, seed {seed}" for seed in (3, 4, 5)]


def test_an_untested_fix_has_nothing_drawn():
    untested = shown()["rate"]
    assert (untested.slopes, untested.values, untested.curves, untested.costs) == (None, [], [], [])
    assert (untested.learned, untested.interval) == ("", "")


def test_an_effect_without_pairs_is_not_drawn():
    bare = effect((0.5,), "0/0 vs 0/0", seeds=(), reference=(), treated=(), difference=None, ci95=None)
    (one,) = shown(fixes=(fix("1", "a", "A", "inconclusive", effect=bare),)).values()
    assert (one.slopes, one.values, one.interval) == (None, [], "")


def test_a_combination_leads_to_its_parts():
    assert [link.anchor for link in shown()["both"].combines] == ["fix-1", "fix-4"]
