"""What names of folders and the heads of files tell of the data, without reading the samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diagnostics.observations import LabelForm


@dataclass(frozen=True)
class Glance:
    """What one look tells; None for what it does not. `label_form` is None, too, where the labels may be of two forms.

    `target_shape` is that of one sample's label as stored.
    """

    classes: int | None = None
    samples: int | None = None
    input_shape: tuple[int, ...] | None = None
    label_form: LabelForm | None = None
    target_shape: tuple[int, ...] | None = None
    holds_images: bool = False


def glance(path: Path) -> Glance:
    """One look at data of any format but TensorFlow's records. Raises DataError."""
    from diagnostics.data.heads import look  # loads NumPy and Pillow, which those that only may look need not

    return look(path)
