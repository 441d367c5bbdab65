from diagnostics.source.tabulated.frozen import frozen_rows

ROWS = {"base": 100, "one": 30, "two": 30, "head": 7}


def test_nothing_is_frozen_where_nothing_is_in_excess():
    assert frozen_rows(ROWS, 0, ["base"]).rows == frozenset()


def test_the_only_set_that_adds_up():
    found = frozen_rows(ROWS, 107, ["base"])
    assert (found.rows, found.is_only_way) == (frozenset({"base", "head"}), True)


def test_of_several_sets_the_first_layers():
    found = frozen_rows(ROWS, 130, [])
    assert (found.rows, found.is_only_way) == (frozenset({"base", "one"}), False)


def test_several_sets_that_nothing_speaks_for():
    assert frozen_rows(ROWS, 30, []).rows is None


def test_a_count_that_no_set_has():
    assert frozen_rows(ROWS, 5, ["base"]).rows is None


def test_too_many_sums_are_not_followed():
    assert frozen_rows({str(power): 3**power for power in range(60)}, 3**59 + 1, []).rows is None
