from diagnostics.observations import Copies, RawFacts, SignalTest, SplitFacts, Spread, TargetFacts, Unreadable
from diagnostics.report.html import facts as told
from tests.diagnostics.factories import facts
from tests.diagnostics.report.tried import tried_report

VALUES = Spread(minimum=0.0, maximum=255.0, mean=float("nan"), std=1.0)


def test_splits_are_told_side_by_side():
    train = facts().train
    held_out = train.model_copy(update={"samples": 50, "targets": TargetFacts(values=VALUES, columns=(), non_finite=0)})
    copies = Copies(looked_at=200, repeated=3, contradicting=0)
    raw = RawFacts(values=VALUES, non_finite_samples=0, searched=200)
    known = facts(validation=held_out, train_copies=copies, train=train.model_copy(update={"raw": raw}))
    rows = {name: values for name, *values in told.of_splits(known)}
    assert rows["samples"] == ["200", "50"]
    assert rows["inputs, range"] == ["−1 to 1", "−1 to 1"]
    assert rows["as stored, range"] == ["0 to 255", "–"]
    assert rows["copies"] == ["3 of 200 looked at", "–"]


def test_without_held_out_samples_their_column_is_empty():
    assert {values[-1] for _, *values in told.of_splits(facts())} == {"–"}


def test_labels_of_either_split_are_counted_and_many_are_cut():
    counts = {f"kind {number}": number for number in range(40)}
    held_out = SplitFacts(samples=5, label_counts={"kind 1": 5, "new": 1}, inputs=facts().train.inputs)
    known = facts(label_counts=counts, validation=held_out)
    rows = told.of_labels(known)
    assert (len(rows), told.labels_left_out(known)) == (30, 11)
    assert rows[1] == ("kind 1", "1", "5")
    assert told.labels_left_out(facts()) == 0


def test_the_test_of_the_labels_is_told_with_its_figures():
    signal = SignalTest(
        says="none", statistic=0.5, chance=0.5, p_value=0.6, detectable=0.6, samples=200, method="forest"
    )
    assert dict(told.of_data(facts(signal=signal)))["labels from the inputs"].startswith("none (0.5, chance 0.5; 60%")
    assert dict(told.of_data(facts()))["labels from the inputs"] == "not tested"


def test_the_first_unreadable_files_are_named():
    files = tuple(Unreadable(file=f"{number}.png", reason="cut off") for number in range(100))
    rows = told.of_files(facts(unreadable=files, unreadable_count=100))
    assert rows[0] == ("0.png", "cut off")
    assert len(rows) == 20


def test_a_machine_without_a_name_leaves_the_size_of_the_network():
    assert [name for name, _ in told.of_machine(tried_report(environment=None))] == [
        "parameters",
        "of them trainable",
        "time a step",
    ]
