"""What comes out of the untrained network as training will see it."""

from __future__ import annotations

from diagnostics.evidence import AtStart
from diagnostics.observations import OutputSnapshot, Score


def seen_in_training(seen: AtStart) -> tuple[OutputSnapshot, Score] | None:
    """The answers and their score, by the batch's own statistics where training normalises batches.

    None where it does and that was not probed: in inference mode the moving statistics are still 0 and 1 at step 0, so
    the network does not normalise as it will in training.
    """
    by_batch = seen.snapshot.batch_mode
    if by_batch is not None:
        return by_batch.output, by_batch.train
    if any(node.class_name == "BatchNormalization" and node.trainable for node in seen.graph.used):
        return None
    return seen.snapshot.output, seen.snapshot.train
