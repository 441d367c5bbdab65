"""SPC117."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Figure, Finding, Severity
from diagnostics.fixes.batch_size import BatchSize
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.rules.rule import Rule
from diagnostics.rules.symptoms import NOT_CARRIED_OVER, STUCK, UNSTABLE
from diagnostics.rules.wording import counted, named


@dataclass(frozen=True)
class BatchSizeExtreme(Rule[Data]):
    """Batches of so few samples, or so many, that training suffers from it.

    ## Why it matters
    Batch normalisation measures its batch. Over one sample of a dense layer the mean is the value itself, and what
    comes out is the same whatever went in; over two or three the statistics are mostly noise. A batch of the whole
    training set makes one step an epoch: a hundred epochs are a hundred steps.

    ## How it is measured
    The batch size, at most the number of training samples, against the network and the data:
    - fewer than `min_normalised_batch` samples under trainable batch normalisation: a warning; with one sample and
      values without positions (dense layers) an error, as nothing passes (measured: loss 2.31 on ten classes);
    - the whole training set in a batch, and fewer than `min_steps` steps in all epochs together: a warning;
    - more than `max_batch` samples: a warning; a single sample without batch normalisation: worth knowing.

    ## Known limits
    Small batches with a small rate learn well, only slowly. Group and layer normalisation do not mind. The last,
    smaller batch of an epoch is not judged.

    ## Sources
    Ioffe and Szegedy 2015, arXiv:1502.03167. Wu and He 2018, arXiv:1803.08494, figure 1, on small batches. Keskar et
    al. 2017, arXiv:1609.04836, and Goyal et al. 2017, arXiv:1706.02677, on large ones.
    """

    code = "SPC117"
    name = "batch-size-extreme"
    fixes = (BatchSize,)
    explains = (*STUCK, *NOT_CARRIED_OVER, *UNSTABLE, "TRN409", "TRN410", "TRN414", "INI308")
    blame = 0.5

    min_normalised_batch: int = 4
    min_steps: int = 100
    max_batch: int = 8192

    def check(self, seen: Data) -> Iterator[Finding]:
        """At most one finding."""
        samples, epochs = seen.facts.train.samples, seen.spec.training.epochs
        size = min(seen.spec.training.batch_size, samples)
        normalising = _batch_normalisations(seen.graph)
        if size < self.min_normalised_batch and normalising:
            yield self._too_few(seen.graph, size, normalising)
        elif size == samples and epochs < self.min_steps:
            message = (
                f"all {counted(samples, 'sample')} are in one batch: {counted(epochs, 'epoch')} make no more steps"
            )
            yield self._finding("warning", message, {"batch_size": size, "samples": samples, "steps": epochs}, 0.5)
        elif size > self.max_batch:
            message = f"batches of {size:,} take few steps, and these need a learning rate and a warm-up of their own"
            yield self._finding("warning", message, {"batch_size": size, "samples": samples}, 0.3)
        elif size == 1:
            message = "each step follows a single sample: the gradient is mostly noise, and an epoch takes long"
            yield self._finding("info", message, {"batch_size": size, "samples": samples}, 0.1)

    def _too_few(self, graph: Graph, size: int, normalising: list[Node]) -> Finding:
        blind = [node for node in normalising if _sees_no_positions(graph, node)] if size == 1 else []
        concerned = [node.name for node in blind or normalising]
        figures: dict[str, Figure] = {"batch_size": size, "layers": concerned}
        if blind:
            message = f"over one sample the mean is the value itself: {named(concerned)} lets nothing of the input pass"
            return self._finding("error", message, figures, 0.95)
        statistics = f"{named(concerned)} normalises by the statistics of {counted(size, 'sample')}"
        return self._finding("warning", f"{statistics}, which are mostly noise", figures, 0.5)

    def _finding(self, severity: Severity, message: str, figures: dict[str, Figure], blame: float) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.95,
            message=message,
            at=("/training/batch_size",),
            evidence=figures,
            blame=blame,
        )


def _batch_normalisations(graph: Graph) -> list[Node]:
    return [node for node in graph.used if node.class_name == "BatchNormalization" and node.trainable]


def _sees_no_positions(graph: Graph, node: Node) -> bool:
    """Whether the layer gets one number a channel, as it does after dense layers and global pooling."""
    fed = graph.shapes[node.inputs[0]].output
    return fed is not None and len(fed) == 1
