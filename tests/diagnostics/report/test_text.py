from typing import get_args

import pytest

from diagnostics.consult.assemble import assemble
from diagnostics.consult.case import Case
from diagnostics.observations import Environment
from diagnostics.report.model import Cost, Report, Verdict
from diagnostics.report.text import render
from diagnostics.trial import State
from tests.diagnostics.factories import chain, facts, image, layer, observed, record, snapshot
from tests.diagnostics.report.tried import tried_report

WORDY = "a network of many words that nobody would ever give a job as its name but that has to be wrapped all the same"
SPEC = chain(
    image(8, 8, 3),
    layer("Rescaling", "lost", scale=0.004),
    layer("Conv2D", "conv", inputs=["image"], filters=4, kernel_size=3, activation="relu"),
    layer("Flatten"),
    layer("Dense", "output", units=2, activation="softmax"),
)
MACHINE = Environment(
    python="3.11.7",
    tensorflow="2.21.0",
    keras="3.15.1",
    device="cpu",
    device_name="x86_64",
    threads=0,
    platform="Linux-with-a-name-that-is-long",
)
SICK = {"verdict": "not_learning", "reason": "no better than chance after 100 steps", "environment": MACHINE}
STUCK = record(
    snapshot(),
    snapshot(100),
    losses=tuple(2 - step / 100 for step in range(100)),
    dataset=facts({"maximum": 255.0, "std": 70.0}, classes=("a", "b")),
    parameters=1234567,
    **SICK,
)


def rendered(*trials, spec=SPEC, **changes):
    return render(assemble(Case("case", spec, trials), observed(*trials)).model_copy(update=changes))


def lines_with(text, *parts):
    return [line for line in text.splitlines() if all(part in line for part in parts)]


def test_the_verdict_comes_first_then_causes_then_what_to_change():
    text = rendered(STUCK)
    assert text.startswith("NOT LEARNING  (confidence 0.90)\n  The network is not learning: no better than chance")
    headings = [line for line in text.splitlines() if line.isupper() and not line.startswith(" ")]
    assert headings == ["FINDINGS", "WHAT TO TRY", "TRIALS", "DATA AND MACHINE"]
    assert lines_with(text, "root cause DAT201, share", "at /dataset/preprocess")
    assert lines_with(text, "100 optimiser steps spent of 1000 planned")
    assert lines_with(text, "✗ SPC101 unused-layer  (error, 1.00)")
    assert lines_with(text, "explained by", "DAT201")
    assert lines_with(text, "→ scale-input: Scale the inputs to the range -1..1  (untested)")
    assert lines_with(text, "reference, seed 0: not learning after 100 steps, 1.0 s")
    assert lines_with(text, "200 training samples, none held out, 2 classes; inputs 8 × 8 × 3, -1 to 255")
    assert lines_with(text, "1,234,567 parameters; cpu with all threads; TensorFlow 2.21.0, Keras 3.15.1")


def test_errors_are_listed_before_warnings():
    listed = [line.split()[1] for line in rendered(STUCK).splitlines() if line[2:3] in ("✗", "!", "·")]
    severities = [line.split()[0] for line in rendered(STUCK).splitlines() if line[2:3] in ("✗", "!", "·")]
    assert severities == sorted(severities, key="✗!·".index)
    assert {"SPC101", "TRN401", "DAT201"} <= set(listed)


@pytest.mark.parametrize("state", get_args(State))
def test_every_verdict_fits_into_100_columns(state):
    trial = STUCK.model_copy(update={"verdict": state, "reason": WORDY, "truncated": WORDY})
    spec = SPEC.model_copy(update={"name": WORDY})
    text = rendered(trial, spec=spec)
    assert text.startswith(state.upper().replace("_", " "))
    assert max(map(len, text.splitlines())) <= 100
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("state", get_args(State))
def test_an_empty_report_is_rendered_too(state):
    verdict = Verdict(
        state=state, confidence=0.5, summary="", root_causes=(), decided_at_step=None, planned_steps=None, steps_spent=0
    )
    empty = Report(
        verdict=verdict,
        findings=(),
        fixes=(),
        trials=(),
        spec=SPEC,
        cost=Cost(parameters=None, trainable_parameters=None, seconds_per_step=None),
        dataset=None,
        environment=None,
        timings={},
        truncated=None,
    )
    assert render(empty).endswith("  0 optimiser steps spent\n")


def curve(*losses):
    (line,) = lines_with(rendered(STUCK.model_copy(update={"losses": losses})), "loss ", "      loss")
    return line.strip()


def test_the_loss_is_drawn_between_its_extremes():
    assert curve(2.0, 1.5, 1.0, 0.5) == "loss 2 █▆▃▁ 0.5"


def test_a_long_curve_is_thinned():
    drawn = curve(*(float(step) for step in range(10_000)))
    assert len(drawn.split()[2]) <= 40
    assert drawn.startswith("loss 0 ▁")
    assert drawn.endswith("9999")


def test_losses_that_are_not_finite_are_marked():
    assert curve(1.0, float("inf"), float("nan"), 2.0) == "loss 1 ▁??█ 2"
    assert curve(float("nan")) == "loss not finite"
    assert curve() == "loss not finite"
    assert curve(1.0, 1.0) == "loss 1 ▁▁ 1"


def test_names_from_the_dataset_cannot_command_the_terminal():
    spec = SPEC.model_copy(update={"name": "evil \x1b[2J name"})
    text = rendered(STUCK, spec=spec)
    assert "\x1b" not in text
    assert "evil �[2J name" in text


def test_findings_without_a_place_and_fixes_without_a_change():
    report = assemble(Case("case", SPEC, (STUCK,)), observed(STUCK))
    placeless = tuple(finding.model_copy(update={"at": (), "caused_by": ("gone",)}) for finding in report.findings)
    idle = tuple(fix.model_copy(update={"patch": ()}) for fix in report.fixes)
    causes = tuple(cause.model_copy(update={"at": ()}) for cause in report.verdict.root_causes)
    verdict = report.verdict.model_copy(update={"root_causes": causes})
    text = render(report.model_copy(update={"findings": placeless, "fixes": idle, "verdict": verdict}))
    assert lines_with(text, "explained by gone")
    assert lines_with(text, "no change")
    assert lines_with(text, "root cause DAT201")


def test_a_trial_that_never_began_is_not_drawn():
    assert "TRIALS" not in rendered(STUCK.model_copy(update={"verdict": "invalid", "steps": 0, "losses": ()}))


def fixes_section(report):
    section = render(report).split("WHAT TO TRY\n")[1].split("\n\n")[0].splitlines()
    starts = [place for place, line in enumerate(section) if not line.startswith("   ")]
    return [section[begin:end] for begin, end in zip(starts, [*starts[1:], None], strict=True)]


def test_a_tried_fix_tells_its_status_first_then_what_the_trials_showed():
    proven = fixes_section(tried_report())[0]
    assert proven[0] == "  ✓ PROVEN he-initialisation: Initialise the layers before a ReLU with he_normal"
    assert proven[1].startswith(
        "      learned 3/3 with it, 0/3 without; log loss of held-out samples changes by −1.769"
    )
    assert "      all three pairs turn from not learning to learning" in proven


def test_fixes_stand_in_the_order_of_the_report():
    words = [lines[0].split()[1] for lines in fixes_section(tried_report())]
    assert words == ["PROVEN", "PROVEN", "REFUTED", "INCONCLUSIVE", "learning-rate:"]


def test_what_a_fix_costs_is_told_where_it_is_much():
    cheap, dear = fixes_section(tried_report())[:2]
    assert not [line for line in cheap if "time a step" in line or "parameters" in line]
    assert "      time a step 13.4 ms → 21 ms (+57%)" in dear


def test_an_untested_fix_has_no_empty_parts():
    untested = fixes_section(tried_report())[-1]
    assert untested == [
        "  → learning-rate: Lower the learning rate tenfold  (untested)",
        "      A reason that holds for every network.",
        "      for OUT501; replace /training/learning_rate = 0.0001",
    ]


def test_trials_with_a_fix_name_it_and_everything_fits_into_100_columns():
    text = render(tried_report())
    assert lines_with(text, "treatment with he-initialisation, seed 3: learning after 400 steps")
    assert lines_with(text, "range test, seed 0:")
    assert max(map(len, text.splitlines())) <= 100


def test_lines_and_the_diff_of_a_program_are_shown():
    report = tried_report()
    proven = next(fix for fix in report.fixes if fix.status == "proven")
    changed = proven.model_copy(update={"diff": "--- model.py\n+++ model.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n"})
    fixes = tuple(changed if fix is proven else fix for fix in report.fixes)
    findings = (report.findings[0].model_copy(update={"lines": (3, 3)}), *report.findings[1:])
    shown = render(report.model_copy(update={"fixes": fixes, "findings": findings}))
    assert "      line 3, at " in shown
    assert "      -a = 1\n      +a = 2\n" in shown


def test_why_a_proven_fix_has_no_diff_of_a_program_is_told():
    report = tried_report()
    told = {"no_diff": "the text does not state it"}
    fixes = tuple(fix.model_copy(update=told) if fix.status == "proven" else fix for fix in report.fixes)
    assert "no diff of the source: the text does not state it" in render(report.model_copy(update={"fixes": fixes}))
