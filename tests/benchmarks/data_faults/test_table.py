from benchmarks.data_faults.table import Row, page, passes


def test_a_fault_found_on_nineteen_of_twenty_passes():
    assert passes([Row("blank", "DAT207", 19, 20, 0)], [frozenset()])
    assert not passes([Row("blank", "DAT207", 18, 20, 0)], [frozenset()])


def test_an_error_on_clean_data_does_not_pass():
    assert not passes([Row("blank", "DAT207", 20, 20, 0)], [frozenset(), frozenset({"DAT207"})])


def test_the_page_names_what_was_missed_and_what_was_found_on_clean_data():
    shown = page([Row("blank", "DAT207", 18, 20, 1, (4, 10))], [frozenset()] * 2, [frozenset({"DAT207"}), set()], 1.5)
    assert "| blank | DAT207 | 18 of 20 | 4, 10 | 1 |" in shown
    assert (
        "Of 2 clean instances, 0 have a finding that is an error. Findings of any severity on them: DAT207 on 1."
        in shown
    )
    assert "1.50 s" in shown
    assert "500 to 900" in shown.replace("\n", " ")
