"""The kinds of observation that rules look at, in the order in which a job yields them."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.graph.graph import Graph
from diagnostics.observations import DatasetFacts, Snapshot
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialRecord


@dataclass(frozen=True)
class Declared:
    """The spec alone."""

    spec: ResolvedSpec
    graph: Graph


@dataclass(frozen=True)
class Data:
    """The data as they enter the network."""

    spec: ResolvedSpec
    graph: Graph
    facts: DatasetFacts


@dataclass(frozen=True)
class AtStart:
    """The network at initialisation, before any update."""

    spec: ResolvedSpec
    graph: Graph
    facts: DatasetFacts
    snapshot: Snapshot


@dataclass(frozen=True)
class Trained:
    """A trial of the spec as asked, with at least the snapshot at step 0 and one after it."""

    spec: ResolvedSpec
    graph: Graph
    facts: DatasetFacts
    record: TrialRecord

    @property
    def start(self) -> Snapshot:
        """The snapshot before any update."""
        return self.record.snapshots[0]

    @property
    def end(self) -> Snapshot:
        """The last snapshot."""
        return self.record.snapshots[-1]


@dataclass(frozen=True)
class Runs:
    """Every trial of the spec as asked, the reference first; at least two."""

    spec: ResolvedSpec
    graph: Graph
    facts: DatasetFacts
    records: tuple[TrialRecord, ...]


Evidence = Declared | Data | AtStart | Trained | Runs
