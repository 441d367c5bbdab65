import pytest

from diagnostics.catalogue import rules
from diagnostics.consult.options import check_options, chosen_rules
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError


def chosen(**options):
    return chosen_rules(Diagnosis.model_validate(options))


def codes(**options):
    return [rule.code for rule in chosen(**options)]


def problems(**options):
    with pytest.raises(SpecError) as caught:
        check_options(Diagnosis.model_validate(options))
    return [(each.pointer, each.message) for each in caught.value.problems]


def test_by_default_every_rule_is_run_in_the_order_of_its_code():
    assert codes() == sorted(rule.code for rule in rules())
    assert len(codes()) > 5


def test_rules_and_groups_can_be_selected():
    assert codes(select=["SPC101", "TRN"]) == [code for code in codes() if code == "SPC101" or code.startswith("TRN")]


def test_rules_and_groups_can_be_ignored():
    assert codes(ignore=["SPC", "TRN401"]) == [code for code in codes() if code[:3] != "SPC" and code != "TRN401"]


def test_what_is_ignored_is_not_selected():
    assert codes(select=["SPC"], ignore=["SPC101"]) == [code for code in codes(select=["SPC"]) if code != "SPC101"]


def test_thresholds_reach_the_rule_in_its_own_kind_of_number():
    (rule,) = map(vars, chosen(select=["INI301"], thresholds={"INI301.min_ratio": 0.5}))
    assert (rule["min_ratio"], rule["max_logit_spread"]) == (0.5, 0.01)
    (whole,) = map(vars, chosen(select=["INI301"], thresholds={"INI301.min_probe_samples": 9.0}))
    assert (whole["min_probe_samples"], type(whole["min_probe_samples"])) == (9, int)


def test_what_exists_is_accepted():
    wanted = {"select": ["SPC", "TRN401"], "ignore": ["DAT"], "thresholds": {"INI301.min_ratio": 0.1}}
    check_options(Diagnosis.model_validate(wanted))


def test_unknown_codes_and_thresholds_are_all_named_with_their_nearest():
    assert problems(select=["SPC", "TRN4O1"], ignore=["TNR"], thresholds={"INI301.min_rato": 0.1}) == [
        ("/diagnosis/select/1", "there is no rule or group 'TRN4O1'; did you mean 'TRN414'?"),
        ("/diagnosis/ignore/0", "there is no rule or group 'TNR'; did you mean 'TRN'?"),
        (
            "/diagnosis/thresholds/INI301.min_rato",
            "no rule has the threshold 'INI301.min_rato'; did you mean 'INI301.min_ratio'?",
        ),
    ]


def test_a_rule_that_is_ignored_leaves_no_finding():
    assert "SPC101" not in codes(ignore=["SPC101"])
