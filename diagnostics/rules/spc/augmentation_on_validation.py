"""SPC118."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Declared
from diagnostics.findings import Finding
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class AugmentationOnValidation(Rule[Declared]):
    """Held-out images are changed at random too.

    ## Why it matters
    Augmentation makes images harder. Held-out data are there to tell how the network does on images as they are;
    changed at random they tell how it does on harder ones. A network may then seem worse than it is, and what early
    stopping and a falling rate watch is noisier than it need be.

    ## How it is measured
    The job declares augmentation for the validation split. One `ImageDataGenerator` that augments and from which both
    subsets are taken does that.

    ## Known limits
    Augmenting layers inside the network do nothing when it is evaluated, and are not meant here. Augmenting held-out
    images several times and taking the mean of the answers is another thing, which a job cannot declare.

    ## Sources
    Krizhevsky, Sutskever and Hinton 2012, ImageNet classification with deep convolutional neural networks, section 4.1,
    on transformations of training images; Keras's documentation of `ImageDataGenerator.flow_from_directory`.
    """

    code = "SPC118"
    name = "augmentation-on-validation"
    blame = 0.02

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for the dataset."""
        changes = seen.spec.dataset.augment.validation
        if changes:
            kinds = ", ".join(change.key for change in changes)
            yield Finding(
                code=self.code,
                name=self.name,
                severity="warning",
                confidence=1.0,
                message=f"the held-out images are changed at random ({kinds}); evaluate on images as they are",
                at=("/dataset/augment/validation",),
            )
