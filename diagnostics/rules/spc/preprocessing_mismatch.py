"""SPC113."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.fixes.backbone_preprocessing import BackbonePreprocessing
from diagnostics.graph.leading_layers import entrances, leading_rescalings
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER, STUCK, UNSTABLE
from diagnostics.spec.dataset import Operation

if TYPE_CHECKING:
    from diagnostics.data.preprocess_effect import Effect


@dataclass(frozen=True)
class PreprocessingMismatch(Rule[Data]):
    """A pretrained network that is not fed the inputs it was trained on.

    ## Why it matters
    Pretrained kernels and, above all, the moving statistics of batch normalisation belong to inputs of one scale, one
    centre and one order of channels. Fed others, a frozen base answers with features that tell little, and a base that
    trains along learns with the statistics of the batch what inference, with the stored ones, then gets wrong.

    ## How it is measured
    Where the convention of the stored weights is known (that of a Keras application, or the job's own
    model.archive.convention): the preprocessing of each split, with rescaling layers before the first pretrained one,
    and the convention are both applied to the same values over the stored range, and compared channel by channel.
    A warning where the spread differs by a factor of `max_scale_ratio`, the centre by `max_offset` standard
    deviations, or red and blue change places; an error from `certain_scale_ratio` or `certain_offset` on.

    ## Known limits
    Without a convention nothing is said. Conventions of Keras Applications are for pixels of 0..255 (inputs stored as
    0..1 count as such pixels divided by 255). Other stored ranges are left alone under such a convention, and so are
    inputs that pass any layer with weights before the pretrained ones.

    ## Sources
    Keras Applications, preprocess_input of each, https://keras.io/api/applications/. Keras's transfer-learning guide,
    https://keras.io/guides/transfer_learning/. Ioffe and Szegedy 2015, arXiv:1502.03167, on moving statistics.
    """

    code = "SPC113"
    name = "preprocessing-mismatch"
    fixes = (BackbonePreprocessing,)
    explains = (*STUCK, *NOT_CARRIED_OVER, *UNSTABLE, "DAT201", "INI301", "INI302", "INI304")
    blame = 0.9

    max_scale_ratio: float = 1.5
    max_offset: float = 0.5
    certain_scale_ratio: float = 4.0
    certain_offset: float = 2.0

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for each split that differs, or one for both where they are preprocessed alike."""
        weights, raw = seen.spec.model.weights, seen.facts.train.raw
        if weights is None or weights.convention is None or raw is None:
            return
        stored = (raw.values.minimum, raw.values.maximum)
        first = next(entrances(seen.graph, seen.spec.model.pretrained), None)
        if first is None or not stored[0] < stored[1]:  # NaN is not
            return
        from diagnostics.data.preprocess_effect import compare  # loads NumPy, which no other rule needs

        node, before = first
        rescaling = _rescaling_layers(seen)
        for place, operations in _splits(seen):
            effect = compare((*operations, *before), weights.convention, stored, seen.facts.input_shape)
            if effect is not None and self._differs(effect):
                yield self._finding(effect, (place, *rescaling), node.name)

    def _differs(self, effect: Effect) -> bool:
        far = effect.scale_ratio >= self.max_scale_ratio or effect.offset >= self.max_offset
        return far or effect.reversed_channels

    def _finding(self, effect: Effect, at: tuple[str, ...], entrance: str) -> Finding:
        certain = effect.scale_ratio >= self.certain_scale_ratio or effect.offset >= self.certain_offset
        turned = "; red and blue have changed places" if effect.reversed_channels else ""
        return Finding(
            code=self.code,
            name=self.name,
            severity="error" if certain else "warning",
            confidence=0.95,
            message=f"the pretrained layers from '{entrance}' on were trained on inputs of {_range(effect.wanted)}; "
            f"these data reach them as {_range(effect.got)}{turned}",
            at=at,
            layer=entrance,
            evidence={
                "scale_ratio": effect.scale_ratio,
                "offset": effect.offset,
                "reversed_channels": effect.reversed_channels,
                "wanted": list(effect.wanted),
                "got": list(effect.got),
            },
        )


def _rescaling_layers(seen: Data) -> tuple[str, ...]:
    """The pointers of the layers by which the network itself rescales what its pretrained part gets."""
    names = leading_rescalings(seen.graph, seen.spec.model.pretrained)
    return tuple(node.pointer() for node in seen.graph.used if node.name in names)


def _splits(seen: Data) -> Iterator[tuple[str, tuple[Operation, ...]]]:
    preprocess = seen.spec.dataset.preprocess
    if preprocess.train == preprocess.validation:
        yield "/dataset/preprocess", preprocess.train
        return
    yield "/dataset/preprocess/train", preprocess.train
    if seen.facts.validation is not None:
        yield "/dataset/preprocess/validation", preprocess.validation


def _range(bounds: tuple[float, float]) -> str:
    return f"{bounds[0]:.3g} to {bounds[1]:.3g}"
