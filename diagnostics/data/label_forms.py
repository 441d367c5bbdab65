"""What labels as stored tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnostics.data.glance import Glance
from diagnostics.data.raw import Array


def with_labels(known: Glance, labels: Array) -> Glance:
    """Rows of one 1 each are classes; whole numbers from 0 up may be classes or quantities, the loss decides."""
    width = int(np.prod(labels.shape[1:]))
    if not labels.size or not np.isfinite(labels).all():
        return known
    if width > 1:
        rows = labels.reshape(len(labels), -1)
        one_hot = bool(np.isin(rows, (0, 1)).all() and (rows.sum(axis=1) == 1).all())
        used = int((rows.sum(axis=0) > 0).sum())
        return replace(known, classes=used, label_form="one_hot") if one_hot else known
    if (labels % 1 != 0).any() or labels.min() < 0:
        return replace(known, label_form="float")
    return replace(known, classes=int(labels.max()) + 1)
