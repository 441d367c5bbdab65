"""Which half each base program belongs to: thresholds are set on the tuning half, figures quoted from the test half.

Fixed by hand, so that no program ever changes sides; either half has one base of each architecture or hardship.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.accuracy.program import Half

_TUNING = (
    "digits_mlp", "moons_binary", "gratings_cnn", "gratings_vgg", "digits_resnet", "gratings_depthwise", "waves_lstm",
    "order_gru", "waves_conv1d", "friedman_regression", "tags_cnn", "digits_tanh", "words_averaged", "digits_sparse",
    "digits_slow", "clusters_deep_he", "digits_few", "clusters_noisy", "gratings_imbalanced",
)  # fmt: skip
_TEST = (
    "clusters_mlp", "rings_binary", "digits_cnn", "shapes_vgg", "gratings_resnet", "digits_depthwise", "order_lstm",
    "waves_gru", "bumps_conv1d", "tones_regression", "sensors_multilabel", "clusters_tanh", "words_convolved",
    "clusters_sparse", "clusters_slow", "digits_deep_he", "gratings_few", "moons_noisy", "moons_imbalanced",
)  # fmt: skip
HALVES: Mapping[str, Half] = {**dict.fromkeys(_TUNING, "tuning"), **dict.fromkeys(_TEST, "test")}
