"""Runs one planned trial and records what happened."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import keras

from diagnostics.build.common_weights import Weights, drawn_weights, take_over
from diagnostics.build.network import BuildError, Network, build
from diagnostics.build.pretrained import restore
from diagnostics.consult.judge import Decision
from diagnostics.data.dataset import LoadedDataset, open_dataset
from diagnostics.data.errors import DataError
from diagnostics.data.locations import Roots
from diagnostics.data.raw import Limits
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.probes.probe import Probe
from diagnostics.spec.errors import SpecError
from diagnostics.train.after import After, look_into
from diagnostics.train.cannot_run import CannotRun, accepted_by_keras
from diagnostics.train.environment import environment
from diagnostics.train.fitting import check_fits
from diagnostics.train.keeper import Checkpoints, Keeper
from diagnostics.train.loop import Loop
from diagnostics.train.run import Progress, Run
from diagnostics.train.stopwatch import Stopwatch
from diagnostics.train.trained import save_trained
from diagnostics.trial import Fault, TrialPlan, TrialRecord


def run_trial(
    plan: TrialPlan,
    roots: Roots = None,
    limits: Limits = Limits(),  # noqa: B008
    progress: Progress = lambda *_: None,
    checkpoints: Checkpoints | None = None,
    model_file: Path | None = None,
) -> TrialRecord:
    """Opens the data, builds, trains and probes. What is wrong with the spec or the data ends up in the record.

    `progress(steps, planned, loss)` is called about twice a second; what it raises ends the trial and passes through.
    With `checkpoints`, a trial whose process was lost goes on from the last one. A network that was trained is written
    to `model_file`, a `.keras` archive.
    """
    started, dataset = time.monotonic(), None
    try:
        dataset = _open(plan, roots, limits)
        opened_seconds = time.monotonic() - started
        graph = graph_of(plan.spec, dataset.facts.input_shape)
        network, loop, probe = _prepare(plan, graph, dataset, roots)
        run = Run(plan, loop, probe, Stopwatch(started), progress, Keeper(checkpoints))
        decision, truncated = run.to_the_end()
    except CannotRun as error:
        return _invalid(plan, error.fault, time.monotonic() - started, dataset)
    if model_file is not None:
        save_trained(network.model, plan.spec.training, model_file)
    before = time.monotonic()
    after = look_into(run, decision, graph, network, dataset, lambda: _drawn(plan, graph, dataset, roots))
    timings = {"dataset": opened_seconds, "after": time.monotonic() - before}
    return _record(run, network, dataset, decision, truncated, after, timings)


def _open(plan: TrialPlan, roots: Roots, limits: Limits) -> LoadedDataset:
    try:
        return open_dataset(plan.spec, roots, limits)
    except DataError as error:
        raise CannotRun("The data cannot be trained on", str(error), error.pointer) from error
    except SpecError as error:
        problem = error.problems[0]
        raise CannotRun("The data cannot be read", f"{problem.message}: {problem.value}", problem.pointer) from error


def _prepare(plan: TrialPlan, graph: Graph, dataset: LoadedDataset, roots: Roots) -> tuple[Network, Loop, Probe]:
    """Network, loop and probe, in an order that gives the same random numbers as Keras's build, compile and fit."""
    training = plan.spec.training
    check_fits(graph, dataset, training.batch_size)
    network = _drawn(plan, graph, dataset, roots)
    order_seed = plan.seed if plan.order_seed is None else plan.order_seed
    loop = accepted_by_keras(partial(Loop, network.model, training, dataset, order_seed), "/training")
    last = min(loop.planned_steps, plan.horizon or loop.planned_steps)
    return network, loop, Probe(graph, network, dataset, training, last)


def _drawn(plan: TrialPlan, graph: Graph, dataset: LoadedDataset, roots: Roots) -> Network:
    """The network, its weights drawn from the plan's seed or pretrained. Raises CannotRun where it cannot be.

    A treatment starts from the weights of the network without it, as far as the two have them in common.
    """
    untreated = _untreated_weights(plan, dataset)
    _reset(plan)
    try:
        network = build(graph, dataset.facts.input_shape)
        take_over(graph, network, untreated)
        restore(graph, network, plan.spec.model.weights, roots)
    except BuildError as error:
        raise CannotRun("Keras cannot build the network", str(error), error.pointer) from error
    return network


def _untreated_weights(plan: TrialPlan, dataset: LoadedDataset) -> Weights:
    if plan.origin is None or plan.origin.model == plan.spec.model:
        return {}
    _reset(plan)
    graph = graph_of(plan.origin, dataset.facts.input_shape)
    try:
        return drawn_weights(graph, build(graph, dataset.facts.input_shape))
    except BuildError:
        return {}  # a fix may be what makes the network one that Keras can build


def _reset(plan: TrialPlan) -> None:
    keras.backend.clear_session()
    keras.mixed_precision.set_global_policy(plan.spec.training.precision)
    keras.utils.set_random_seed(plan.seed)


def _record(
    run: Run,
    network: Network,
    dataset: LoadedDataset,
    decision: Decision,
    truncated: str | None,
    after: After,
    timings: dict[str, float],
) -> TrialRecord:
    plan, loop, clock = run.plan, run.loop, run.clock
    timings |= {"training": clock.training_seconds, "probes": clock.probing_seconds}
    timings |= {"first_step": clock.first_step_seconds, "until_first_step": clock.until_first_step_seconds}
    timings |= {"checkpoints": clock.checkpoint_seconds} if clock.checkpoint_seconds else {}
    shown = dataset.facts.samples if plan.role == "reference" else ()  # the report shows them once
    facts = dataset.facts.model_copy(update={"signal": after.signal, "samples": shown})
    return TrialRecord(
        key=plan.key, role=plan.role, seed=plan.seed, fix=plan.fix,
        verdict=decision.state, reason=decision.reason, confidence=decision.confidence,
        decided_at_step=run.learned_at_step or loop.step, learned_at_step=run.learned_at_step, ended=loop.ended,
        steps=loop.step, planned_steps=loop.planned_steps,
        seconds=clock.seconds, seconds_per_step=clock.seconds_per_step,
        parameters=int(network.model.count_params()),
        trainable_parameters=sum(int(weight.numpy().size) for weight in network.model.trainable_weights),
        dataset=facts, environment=environment(), losses=tuple(loop.losses), snapshots=tuple(run.snapshots),
        metrics={name: tuple(values) for name, values in loop.metrics.items()}, order_seed=plan.order_seed,
        gradient_norms=tuple(loop.gradient_norms), steps_per_epoch=loop.steps_per_epoch,
        ablations=after.ablations, one_batch=after.one_batch, truncated=truncated, timings=timings,
        resumed_at_steps=run.resumed_at_steps,
    )  # fmt: skip


def _invalid(plan: TrialPlan, fault: Fault, seconds: float, dataset: LoadedDataset | None) -> TrialRecord:
    return TrialRecord(
        key=plan.key, role=plan.role, seed=plan.seed, fix=plan.fix,
        verdict="invalid", reason=fault.detail, confidence=1.0, steps=0, planned_steps=0, seconds=seconds,
        dataset=dataset.facts if dataset else None, environment=environment(), fault=fault,
    )  # fmt: skip
