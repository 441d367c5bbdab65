"""Whether there is anything in the data from which the labels could be told, apart from whether a network finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships none

from diagnostics.data.dataset import LoadedDataset
from diagnostics.data.signal_features import features
from diagnostics.data.signal_learners import Weights, trees, weights
from diagnostics.data.signal_luck import (
    TOGETHER,
    against_shuffled,
    agreement,
    fitted_anew,
    ranks,
    shuffles,
    together,
    widened,
)
from diagnostics.data.signal_question import MAX_SAMPLES, Question, looked_at, question
from diagnostics.observations import SignalTest

Floats = NDArray[np.float64]
SIGNIFICANT = 0.002  # probability of as good a result by luck: signal
LIKELY_LUCK = 0.02  # above it, with anything worth telling ruled out: none
TELLING_AREA = 0.62  # an area under the curve, chance is 0.5, that has to be ruled out
TELLING_CORRELATION = 0.2
_SURELY = 1.645  # standard errors: true of 95 in 100
_FAR = 10.0  # standard errors that leave no doubt
_SHUFFLES = 999
_FEW_SHUFFLES = 99  # do where luck is as good in some of them
_LUCKY = 7
_WORK = 2e11  # multiplications for shuffles
_TREES = "trees"


@dataclass(frozen=True)
class _Compared:
    """How well each model answers, and how well it does by luck in each shuffle."""

    reached: Mapping[str, float]
    by_luck: Mapping[str, Floats]

    @property
    def best(self) -> str:
        """Of models of which luck makes more or less, the one that is furthest above it."""
        return max(self.reached, key=self._distance)

    @property
    def lucky(self) -> int:
        """The shuffles in which the best model, whichever, is as far above its luck."""
        return int((self._furthest() >= self._distance(self.best)).sum())

    @property
    def detectable(self) -> float:
        """What the best model would have had to reach."""
        luck = self.by_luck[self.best]
        return float(luck.mean() + np.quantile(self._furthest(), 1 - SIGNIFICANT) * luck.std())

    def _distance(self, name: str) -> float:
        luck = self.by_luck[name]
        return float((self.reached[name] - luck.mean()) / max(float(luck.std()), 1e-12))

    def _furthest(self) -> Floats:
        distances = [(luck - luck.mean()) / max(float(luck.std()), 1e-12) for luck in self.by_luck.values()]
        return np.asarray(np.max(distances, axis=0))


def signal_test(dataset: LoadedDataset) -> SignalTest:
    """Cross-validated plain models on simple features, against shuffled labels.

    Takes a second or two on one core, and is the same each time. Each class or label counts the same, however rare.
    """
    parts = looked_at(dataset)
    asked = question(parts, dataset.facts.task == "multilabel")
    samples = sum(len(part) for part in parts)
    if asked is None:
        return _unclear(samples, _why_none(samples, dataset))
    with threadpool_limits(limits=1):
        seen = features(parts)
        return _tested(seen, asked) if seen.shape[1] else _unclear(samples, "the inputs are all alike")


def _tested(seen: Floats, asked: Question) -> SignalTest:
    compared = _compared(seen, asked)
    best = compared.best
    statistic, luck = compared.reached[best], compared.by_luck[best]
    p_value = (1 + compared.lucky) / (1 + len(luck))
    at_most = min(1.0, statistic + _SURELY * float(luck.std()))
    return SignalTest(
        says=_says(p_value, at_most, asked.quantities),
        statistic=statistic,
        chance=float(luck.mean()),
        p_value=p_value,
        detectable=compared.detectable,
        at_most=at_most,
        samples=len(seen),
        method=f"{best}, the best of {len(compared.reached)} models on {seen.shape[1]} features, "
        f"{len(np.unique(asked.folds))} folds",
    )


def _compared(seen: Floats, asked: Question) -> _Compared:
    """Models with what luck makes of them; they are fitted anew to shuffled labels unless the answer is plain."""
    given, wanted = weights(seen, asked.folds), asked.wanted.astype(np.float32)
    ranked = {name: ranks(each @ wanted, asked) for name, each in given.items()}
    ranked[TOGETHER] = together(ranked.values(), asked)
    ranked[_TREES] = ranks(trees(seen, asked.wanted, asked.folds), asked)
    reached = {name: float(agreement(each, wanted, asked)) for name, each in ranked.items()}
    orders = shuffles(asked.folds, _SHUFFLES)
    fixed = {name: widened(against_shuffled(each, asked, orders)) for name, each in ranked.items()}
    at_first = _Compared(reached, fixed)
    if _is_far(at_first):
        return at_first
    few = _anew(given, at_first, asked, orders[:_FEW_SHUFFLES])
    many = min(_SHUFFLES, int(_WORK / (len(given) * wanted.size * len(wanted))))
    return few if few.lucky >= _LUCKY or many <= _FEW_SHUFFLES else _anew(given, at_first, asked, orders[:many])


def _is_far(compared: _Compared) -> bool:
    luck = compared.by_luck[compared.best]
    return bool(compared.reached[compared.best] - luck.mean() > _FAR * luck.std())


def _anew(given: Mapping[str, Weights], fixed: _Compared, asked: Question, orders: NDArray[np.int64]) -> _Compared:
    """Luck of models fitted to each order of the labels; trees, which take long, are left as they are."""
    by_luck = dict(fitted_anew(given, asked, orders))
    return _Compared(fixed.reached, {**by_luck, _TREES: fixed.by_luck[_TREES][: len(orders)]})


def _says(p_value: float, at_most: float, quantities: bool) -> Literal["signal", "none", "unclear"]:
    if p_value <= SIGNIFICANT:
        return "signal"
    nothing_worth_telling = at_most <= (TELLING_CORRELATION if quantities else TELLING_AREA)
    return "none" if nothing_worth_telling and p_value > LIKELY_LUCK else "unclear"


def _why_none(samples: int, dataset: LoadedDataset) -> str:
    if samples < min(MAX_SAMPLES, len(dataset.train)):
        return f"too few of each class among the {samples} samples looked at: the larger samples are, the fewer"
    return "too few samples, or labels that do not differ"


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
