from benchmarks.cases.outcomes import Outcome, known, note, page, passes, table


def outcome(seed, *departures, root="TRN408"):
    return Outcome("000", seed, "not_learning", root, 20 + seed, 9000, 100, 12.5, list(departures), ["warm-up"])


def test_four_of_five_are_enough():
    right = [outcome(seed) for seed in range(4)]
    assert passes([*right, outcome(4, "late")])
    assert not passes([*right[:3], outcome(3, "late"), outcome(4, "late")])


def test_the_only_seed_must_be_right():
    assert passes([outcome(0)])
    assert not passes([outcome(0, "late")])
    assert not passes([])


def test_what_was_noted_is_known_but_for_a_line_cut_off(tmp_path):
    file = tmp_path / "outcomes.jsonl"
    assert known(file) == []
    note(file, outcome(0))
    note(file, outcome(1, "late"))
    with file.open("a") as lines:
        lines.write('{"job": "000", "se')
    assert known(file) == [outcome(0), outcome(1, "late")]


def test_a_report_becomes_an_outcome():
    verdict = {
        "state": "unstable",
        "root_causes": [{"code": "SPC109"}, {"code": "SPC110"}],
        "decided_at_step": 50,
        "planned_steps": 9000,
        "steps_spent": 190,
    }
    fixes = [{"name": "dropout", "status": "proven"}, {"name": "warm-up", "status": "refuted"}]
    assert Outcome.of("000", 3, {"verdict": verdict, "fixes": fixes}, 1.26, []) == Outcome(
        "000", 3, "unstable", "SPC109", 50, 9000, 190, 1.3, [], ["dropout"]
    )


def test_the_table_has_a_line_a_job():
    shown = table({"000": [outcome(0), outcome(1, "late", root="SPC109")]})
    assert shown.splitlines()[-1] == (
        "| 000 | **1 of 2** | not_learning | TRN408 1, SPC109 1 | warm-up 2 | 20 to 21 | 100 | 9000 | 12 |"
    )


def test_the_page_says_what_departs():
    assert page({"000": [outcome(0), outcome(1, "late")]}).splitlines()[-1] == "- 000, seed 1: late"
    assert page({"000": [outcome(0)]}).endswith(table({"000": [outcome(0)]}))
