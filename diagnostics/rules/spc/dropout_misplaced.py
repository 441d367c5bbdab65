"""SPC111."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from diagnostics.evidence import Declared
from diagnostics.findings import Finding, Severity
from diagnostics.fixes.move_dropout import MoveDropout
from diagnostics.graph.dropouts import ends_the_network, heavy_rows, is_dropout, normalised_by, rate_of, rates
from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import named


@dataclass(frozen=True)
class DropoutMisplaced(Rule[Declared]):
    """Dropout that takes away too much, or in a place where it does harm.

    ## Why it matters
    What is dropped in training is there at inference. Dropout of the output itself makes the loss compare targets with
    zeros. In front of batch normalisation it changes the variance that the layer learns to divide by, so that inference
    divides by the wrong one. At a rate of .9 a unit sees its input in one step of ten.

    ## How it is measured
    From the declared layers:
    - a rate of `max_rate` or more: a warning, and an error from `hopeless_rate` on (measured on digits, one hidden
      layer of 64: .95 without dropout, .87 at a rate of .9, .26 at .99);
    - dropout after the layer that makes the output, with nothing after it but activations: an error (measured: .72);
    - dropout whose output batch normalisation reads, activations and reshaping aside: a warning;
    - dropout layers with a rate of `heavy_rate` or more, with at most one layer with a kernel between any two, that
      together leave `min_kept` of the signal or less: a warning.

    ## Known limits
    The variance shift also passes through a convolution between dropout and normalisation, weakly; that is not
    reported. Networks that average many samples of their dropout at inference want high rates.

    ## Sources
    Srivastava et al. 2014, Dropout, JMLR 15. Li et al. 2018, Understanding the Disharmony between Dropout and Batch
    Normalization by Variance Shift, arXiv:1801.05134.
    """

    code = "SPC111"
    name = "dropout-misplaced"
    fixes = (MoveDropout,)
    explains = ("TRN401", "TRN410", "TRN411", "GEN602", "GEN603", "GEN604", "OUT501", "OUT502", "OUT503", "INI308")
    blame = 0.5

    max_rate: float = 0.9
    hopeless_rate: float = 0.99
    heavy_rate: float = 0.5
    min_kept: float = 0.1

    def check(self, seen: Declared) -> Iterator[Finding]:
        """One finding for each misplaced layer or excessive rate, and one for each run of heavy ones."""
        for node in seen.graph.used:
            for key, rate in rates(node):
                if rate >= self.max_rate:
                    yield self._too_high(node, key, rate)
            if is_dropout(node) and rate_of(node) > 0:
                yield from self._misplaced(seen.graph, node)
        for row in heavy_rows(seen.graph, self.heavy_rate, self.max_rate):
            kept = prod(1 - rate_of(node) for node in row)
            if len(row) > 1 and kept <= self.min_kept + 1e-9:
                yield self._together(row, kept)

    def _too_high(self, node: Node, key: str, rate: float) -> Finding:
        hopeless = rate >= self.hopeless_rate
        message = f"'{node.name}' drops {rate:.3g} of what it gets: {1 - rate:.2g} of it is left in a training step"
        place = node.pointer("config", key)
        return self._finding("error" if hopeless else "warning", message, (place,), (node,), 0.9 if hopeless else 0.6)

    def _misplaced(self, graph: Graph, node: Node) -> Iterator[Finding]:
        drops, measured_by = f"'{node.name}' drops {rate_of(node):.3g} of", normalised_by(graph, node)
        if ends_the_network(graph, node):
            message = f"{drops} the answers themselves in every training step"
            yield self._finding("error", message, (node.pointer(),), (node,), 0.85)
        elif measured_by is not None:
            message = f"{drops} what batch normalisation '{measured_by.name}' measures, so the variance that it learns "
            message += "in training is not the one at inference"
            yield self._finding("warning", message, (node.pointer(),), (node,), 0.3)

    def _together(self, row: tuple[Node, ...], kept: float) -> Finding:
        names = named([node.name for node in row])
        message = f"{names} follow one another and together leave {kept:.2g} of the signal in a training step"
        return self._finding("warning", message, tuple(node.pointer("config", "rate") for node in row), row, 0.4)

    def _finding(
        self, severity: Severity, message: str, at: tuple[str, ...], nodes: Sequence[Node], blame: float
    ) -> Finding:
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            confidence=0.97 if severity == "error" else 0.9,
            message=message,
            at=at,
            layer=nodes[0].name,
            evidence={
                "layers": [node.name for node in nodes],
                "rates": [max(rate for _, rate in rates(node)) for node in nodes],
            },
            blame=blame,
        )
