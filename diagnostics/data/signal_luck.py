"""How well answers fit the truth, and how well they would by luck: the same for labels that changed places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.signal_learners import Weights
from diagnostics.data.signal_question import OUTPUTS, Question
from diagnostics.data.split import Indices

Floats = NDArray[np.float64]
Numbers = NDArray[Any]
TOGETHER = "all together"
_AT_ONCE = 2**22  # answers


def shuffles(folds: Indices, count: int, seed: int = 0) -> Indices:
    """The samples in so many orders, each within its fold, `(count, samples)`."""
    generator = np.random.default_rng(seed)
    orders = np.tile(np.arange(len(folds)), (count, 1))
    for fold in np.unique(folds):
        members = np.flatnonzero(folds == fold)
        orders[:, members] = generator.permuted(np.tile(members, (count, 1)), axis=1)
    return orders


def ranks(answers: Numbers, question: Question) -> Numbers:
    """Of `(samples, …)`, the ranks within the fold, as each fold has a model of its own, in units of its size around 0.

    Equal answers are told apart by the order of samples, which is random.
    """
    placed = np.empty(answers.shape, np.float32)
    for fold in np.unique(question.folds):
        members = question.folds == fold
        count, order = int(members.sum()), np.argsort(answers[members], axis=0)
        values = ((np.arange(count) - (count - 1) / 2) / count).astype(np.float32)
        within = np.empty(order.shape, np.float32)
        np.put_along_axis(within, order, values.reshape(-1, *[1] * (answers.ndim - 1)), axis=0)
        placed[members] = within
    return placed


def together(ranked: Iterable[Numbers], question: Question) -> Numbers:
    """The ranks of what models say on average: a weak signal shows in many of them at once."""
    return ranks(np.sum(list(ranked), axis=0), question)


def agreement(ranked: Numbers, truth: Numbers, question: Question) -> Floats:
    """How well ranks `(samples, outputs, …)` fit: the mean area under the curve, of quantities a rank correlation."""
    sums = np.einsum("no...,no...,o->...", ranked, truth, _worth(question))
    return np.asarray(sums, np.float64) + (0.0 if question.quantities else 0.5)


def against_shuffled(ranked: Numbers, question: Question, orders: Indices) -> Floats:
    """The agreement of answers as they are with each order of the truth."""
    weighted, wanted = ranked * _worth(question), question.wanted.astype(np.float32)
    middle = 0.0 if question.quantities else 0.5
    if wanted.shape[1] <= OUTPUTS:
        sums = [wanted[:, place][orders] @ weighted[:, place] for place in range(wanted.shape[1])]
        return np.asarray(np.sum(sums, axis=0), np.float64) + middle
    labels = wanted.argmax(axis=1)  # so many outputs are classes alone
    return np.asarray(weighted[np.arange(len(labels)), labels[orders]].sum(axis=1), np.float64) + middle


def widened(by_luck: Floats) -> Floats:
    """Luck as it is when a model is fitted anew to shuffled labels, which shuffling against fixed answers understates.

    Each pair of samples counts twice, as either is asked about with the other known: up to twice the variance.
    """
    middle = by_luck.mean()
    return np.asarray(middle + np.sqrt(2.0) * (by_luck - middle))


def fitted_anew(given: Mapping[str, Weights], question: Question, orders: Indices) -> Mapping[str, Floats]:
    """The agreement of each model, fitted to each order of the truth, with that order; and of all together."""
    wanted = question.wanted.astype(np.float32)
    step = max(1, _AT_ONCE // wanted.size)
    parts = [_refitted(given, question, wanted[orders[at : at + step]]) for at in range(0, len(orders), step)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _refitted(given: Mapping[str, Weights], question: Question, truths: Numbers) -> Mapping[str, Floats]:
    """As above, for truths `(orders, samples, outputs)`."""
    truth = truths.transpose(1, 2, 0)
    flat = truth.reshape(len(truth), -1)
    ranked = {name: ranks((each @ flat).reshape(truth.shape), question) for name, each in given.items()}
    ranked[TOGETHER] = together(ranked.values(), question)
    return {name: agreement(each, truth, question) for name, each in ranked.items()}


def _worth(question: Question) -> NDArray[np.float32]:
    """What the rank of a sample that carries an output, or one unit of a quantity, adds to the agreement."""
    wanted = question.wanted
    if question.quantities:
        return np.full(wanted.shape[1], np.sqrt(12.0) / wanted.size, np.float32)
    # The area under the curve of a class is 1/2 + the mean of its samples' ranks in ±1/2 / the share of the others.
    return np.asarray(1 / (wanted.sum(axis=0) * (1 - wanted.mean(axis=0)) * wanted.shape[1]), np.float32)
