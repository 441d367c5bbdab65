"""Which sick programs have a known cure: the healthy program that the fault was put into learns, and a change of the
spec leads back to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.accuracy.program import Program

NO_CURE: Mapping[str, str] = {
    "blank_samples": "the inputs that were lost are in no spec",
    "held_out_labels_mixed": "the labels that were lost are in no spec",
    "shuffled_labels": "the labels that were lost are in no spec",
    "metric_mismatch": "the network learns: only what is shown of it is wrong",
}


def curable(programs: Sequence[Program]) -> list[Program]:
    """Sick programs that a change of the spec could cure."""
    return [each for each in programs if each.truth is not None and each.fault not in NO_CURE]
