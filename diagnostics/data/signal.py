"""Whether there is anything in the data from which the labels could be told, apart from whether a network finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships none

from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.inputs import size
from diagnostics.data.signal_features import features
from diagnostics.data.signal_learners import answers
from diagnostics.data.split import Indices, stratified
from diagnostics.observations import SignalTest

Floats = NDArray[np.float64]
MAX_SAMPLES = 2000
MIN_SAMPLES = 64
SIGNIFICANT = 0.002  # probability of as good a result by luck: signal
LIKELY_LUCK = 0.05  # above it, with a test that would have seen a weak signal: none
TELLING_AREA = 0.62  # an area under the curve, chance is 0.5, that the test must be able to see
TELLING_CORRELATION = 0.2
_FOLDS = 4
_SHUFFLES = 999
_OUTPUTS = 8  # labels or quantities of one sample
_NUMBERS = 2**26  # numbers in all samples together
_FEWEST_OF_A_CLASS = 2 * _FOLDS
_SEED = 0


@dataclass(frozen=True)
class _Question:
    """What is to be told: rows of zeros and ones or ranks `(samples, outputs)`, and the fold of every sample."""

    wanted: Floats
    folds: Indices
    quantities: bool


def signal_test(dataset: LoadedDataset) -> SignalTest:
    """Cross-validated plain models on simple features of training samples, against shuffled labels.

    Takes a second or two on one core, and is the same each time. Each class or label counts the same, however rare.
    """
    split = dataset.train
    chosen = _chosen(split)
    question = _question(split, chosen, dataset.facts.task == "multilabel")
    if question is None:
        return _unclear(len(chosen), "too few samples, or labels that do not differ")
    with threadpool_limits(limits=1):
        return _tested(features(split, chosen), question)


def _chosen(split: Split) -> Indices:
    """At most MAX_SAMPLES, each class as frequent as in the whole, without classes too rare to be in every fold."""
    fitting = max(MIN_SAMPLES, _NUMBERS // max(1, size(split.inputs)))
    chosen = stratified(split.classes, len(split), min(MAX_SAMPLES, fitting, len(split)), _SEED)
    if split.classes is None:
        return chosen
    classes = split.classes[chosen]
    return chosen[np.bincount(classes)[classes] >= _FEWEST_OF_A_CLASS]


def _question(split: Split, chosen: Indices, several_labels: bool) -> _Question | None:
    """What to ask about the chosen samples, or None where there is nothing to be told apart."""
    if len(chosen) < MIN_SAMPLES:
        return None
    if split.classes is not None:
        labels, places = np.unique(split.classes[chosen], return_inverse=True)
        order = np.argsort(places, kind="stable")
        folds = np.empty(len(chosen), np.int64)
        folds[order] = np.arange(len(chosen)) % _FOLDS
        return _Question(np.eye(len(labels))[places], folds, False) if len(labels) > 1 else None
    folds = np.arange(len(chosen)) % _FOLDS  # they come in random order
    given = np.nan_to_num(split.targets[chosen].reshape(len(chosen), -1).astype(np.float64))
    telling = _telling(given, several_labels)[:_OUTPUTS]
    wanted = (given if several_labels else _ranked(given))[:, telling]
    return _Question(wanted, folds, not several_labels) if len(telling) else None


def _telling(given: Floats, several_labels: bool) -> Indices:
    """The columns of targets that differ between samples, those of labels in enough samples either way."""
    if not several_labels:
        return np.flatnonzero(given.std(axis=0) > 0)
    carried = given.sum(axis=0)
    return np.flatnonzero(np.minimum(carried, len(given) - carried) >= _FEWEST_OF_A_CLASS)


def _ranked(values: Floats) -> Floats:
    """Each column's ranks, with mean 0 and standard deviation 1; 0 throughout for a column without a spread."""
    ranks = _centred_ranks(values)
    return np.asarray(ranks / np.maximum(ranks.std(axis=0), 1e-12))


def _centred_ranks(values: Floats) -> Floats:
    """Each column's ranks in units of the number of samples, around 0."""
    return (np.asarray(rankdata(values, axis=0), np.float64) - (len(values) + 1) / 2) / len(values)


def _tested(seen: Floats, question: _Question) -> SignalTest:
    said = answers(seen, question.wanted, question.folds) if seen.shape[1] else {}
    if not said:
        return _unclear(len(seen), "the inputs are all alike")
    orders = _orders(question.folds)
    results = {name: _agreements(answer, question, orders) for name, answer in said.items()}
    best = max(results, key=lambda name: float(results[name][0]))
    by_luck = np.max([_widened(result[1:]) for result in results.values()], axis=0)
    statistic = float(results[best][0])
    p_value = float((1 + (by_luck >= statistic).sum()) / (1 + len(by_luck)))
    detectable = float(np.quantile(by_luck, 1 - SIGNIFICANT))
    return SignalTest(
        says=_says(p_value, detectable, question.quantities),
        statistic=statistic,
        chance=float(by_luck.mean()),
        p_value=p_value,
        detectable=detectable,
        samples=len(seen),
        method=f"{best}, the best of {len(said)} models on {seen.shape[1]} features, {_FOLDS} folds",
    )


def _widened(by_luck: Floats) -> Floats:
    """Luck as it is when models are fitted anew to shuffled labels, which shuffling against fixed answers understates.

    Each pair of samples counts twice, as either is asked about with the other known: up to twice the variance.
    """
    middle = by_luck.mean()
    return np.asarray(middle + np.sqrt(2.0) * (by_luck - middle))


def _says(p_value: float, detectable: float, quantities: bool) -> Literal["signal", "none", "unclear"]:
    if p_value <= SIGNIFICANT:
        return "signal"
    sharp = detectable <= (TELLING_CORRELATION if quantities else TELLING_AREA)
    return "none" if sharp and p_value > LIKELY_LUCK else "unclear"


def _orders(folds: Indices) -> Indices:
    """The samples as they are, then shuffled within their folds, `(1 + shuffles, samples)`."""
    generator = np.random.default_rng(_SEED)
    orders = np.tile(np.arange(len(folds)), (1 + _SHUFFLES, 1))
    for fold in np.unique(folds):
        members = np.flatnonzero(folds == fold)
        orders[1:, members] = generator.permuted(np.tile(members, (_SHUFFLES, 1)), axis=1)
    return orders


def _agreements(answer: Floats, question: _Question, orders: Indices) -> Floats:
    """How well the answers fit the truth in each order `(orders,)`: the area under the curve, or a rank correlation.

    Answers are compared within a fold, as each fold has a model of its own.
    """
    rank = _ranked if question.quantities else _centred_ranks
    ranks = np.empty_like(answer)
    for fold in np.unique(question.folds):
        ranks[question.folds == fold] = rank(answer[question.folds == fold])
    wanted = question.wanted
    if question.quantities:
        return np.asarray(_sums(ranks, wanted, orders) / wanted.size)
    # The area under the curve of a class is 1/2 + the mean of its samples' ranks in ±1/2 / the share of the others.
    weights = 1 / (wanted.sum(axis=0) * (1 - wanted.mean(axis=0)) * wanted.shape[1])
    return np.asarray(0.5 + _sums(ranks * weights, wanted, orders))


def _sums(ranks: Floats, wanted: Floats, orders: Indices) -> Floats:
    """The sum over samples and outputs of ranks × truth, for each order of the truth."""
    if wanted.shape[1] <= _OUTPUTS:
        sums = [wanted[:, place][orders] @ ranks[:, place] for place in range(wanted.shape[1])]
        return np.asarray(np.sum(sums, axis=0))
    labels = wanted.argmax(axis=1)  # so many outputs are classes alone
    return np.asarray(ranks[np.arange(len(labels)), labels[orders]].sum(axis=1))


def _unclear(samples: int, why: str) -> SignalTest:
    nothing = float("nan")
    return SignalTest(
        says="unclear",
        statistic=nothing,
        chance=nothing,
        p_value=1.0,
        detectable=nothing,
        samples=samples,
        method=why,
    )
