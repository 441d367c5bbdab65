from benchmarks.accuracy.catalogue import healthy_programs
from benchmarks.accuracy.kept_trials import KeptTrials, modules_of_trials
from diagnostics.consult.plan import reference
from diagnostics.intake import take_in
from diagnostics.spec.reading import read_job


def plan_of_a_program(folder, seed=0):
    program = next(each for each in healthy_programs() if each.name == "moons_binary/plain")
    document = program.document_at(folder, seed) | {"diagnosis": {"budget": {"steps": 5}}}
    return reference(take_in(read_job(document), None))


def test_a_trial_is_run_once_and_read_as_it_was(tmp_path):
    plan = plan_of_a_program(tmp_path / "data")
    kept = KeptTrials(tmp_path / "trials")
    record = kept.run(plan)
    assert (record.steps, kept.seconds_saved) == (5, 0.0)
    assert KeptTrials(tmp_path / "trials").run(plan) == record
    assert len(list((tmp_path / "trials").iterdir())) == 1


def test_another_seed_or_other_data_are_another_trial(tmp_path):
    kept = KeptTrials(tmp_path / "trials")
    kept.run(plan_of_a_program(tmp_path / "data"))
    kept.run(plan_of_a_program(tmp_path / "data", seed=1))
    plan = plan_of_a_program(tmp_path / "data")
    (file,) = (tmp_path / "data").iterdir()
    other = next(each for each in healthy_programs() if each.name == "rings_binary/plain")
    file.write_bytes(other.data.written(tmp_path / "other").read_bytes())
    kept.run(plan)
    assert len(list((tmp_path / "trials").iterdir())) == 3
    assert kept.seconds_saved == 0.0


def test_what_trains_and_decides_counts_and_rules_do_not():
    used = modules_of_trials()
    assert {"diagnostics.train.loop", "diagnostics.probes.activations", "diagnostics.consult.judge"} <= used
    assert not any(name.startswith(("diagnostics.rules", "diagnostics.fixes")) for name in used)
