"""Strategies for job documents that are valid, in many of the forms that a user may write."""

from __future__ import annotations

from hypothesis import strategies as st

LAYERS = st.sampled_from(
    [
        {"class_name": "Conv2D", "config": {"filters": 4, "kernel_size": [3, 3], "activation": "relu"}},
        {
            "class_name": "Conv2D",
            "config": {"filters": 4, "kernel_size": 3, "kernel_initializer": {"class_name": "HeNormal"}},
        },
        {"class_name": "Dense", "config": {"units": 8, "trainable": False}},
        {"class_name": "Dense", "config": {"units": 2, "name": "ignored"}},
        {"class_name": "MaxPooling2D"},
        {"class_name": "BatchNormalization", "config": {"momentum": 0.9}},
        {"class_name": "Bidirectional", "config": {"layer": {"class_name": "LSTM", "config": {"units": 3}}}},
        {"class_name": "Flatten", "inputs": ["entry"]},
    ]
)
ENTRY = st.sampled_from(
    [
        {"name": "entry", "class_name": "InputLayer", "config": {"shape": [8, 8, 3]}},
        {"name": "entry", "class_name": "InputLayer", "config": {"batch_shape": [None, 8, 8, 3]}},
        {"name": "entry", "class_name": "InputLayer"},
        {"name": "entry", "class_name": "Rescaling", "config": {"scale": 0.5}},
    ]
)
OPERATIONS = st.lists(
    st.sampled_from(
        [
            {"rescale": {"scale": 0.5}},
            {"normalize": {"mean": [1.0, 2.0, 3.0], "std": 2}},
            {"per_sample_standardize": {}},
        ]
    ),
    max_size=2,
)
DATASETS = st.fixed_dictionaries(
    {"location": st.sampled_from(["data.npz", "./images", "s3://bucket/x"])},
    optional={
        "image": st.sampled_from([None, {"size": [8, 8]}, {"size": [4, 6], "channels": 1, "resize": "nearest"}]),
        "labels": st.sampled_from(["auto", "one_hot", {"encoding": "float", "column": "y"}]),
        "validation": st.sampled_from([None, {"tail": 0.1}, {"fraction": 0.5, "seed": 3}, {"location": "other.npz"}]),
        "preprocess": OPERATIONS | st.fixed_dictionaries({"train": OPERATIONS, "validation": OPERATIONS}),
        "limit": st.sampled_from([None, 5]),
    },
)
RATES = st.sampled_from(
    [
        *(0.001, 1, "1e-3", {"constant": 0.5}, {"cyclic": {"base": 5e-6, "max": 3e-4, "step_size": 200}}),
        *({"warmup": {"target": 0.1, "steps": 5}}, {"step": {"boundaries": [5], "values": [0.1, 0.01]}}),
    ]
)
TRAINING = st.fixed_dictionaries(
    {"loss": st.sampled_from(["mse", "CategoricalCrossentropy", {"class_name": "Huber", "config": {"delta": 2}}])},
    optional={
        "optimizer": st.sampled_from(["sgd", {"class_name": "Adam", "config": {"beta_1": 0.8, "clipnorm": 1}}]),
        "learning_rate": RATES,
        "metrics": st.sampled_from([[], ["accuracy"], ["mae", "AUC"]]),
        "class_weight": st.sampled_from([None, {"0": 1.0, "1": 2.5}, {0: 3}]),
        "callbacks": st.sampled_from([[], [{"early_stopping": {}}, {"reduce_on_plateau": {"factor": 0.5}}]]),
        "jit": st.sampled_from(["auto", True, False]),
    },
)
DIAGNOSES = st.fixed_dictionaries(
    {},
    optional={
        "replicates": st.sampled_from(["auto", 0, 3]),
        "budget": st.sampled_from([{}, {"steps": "auto", "seconds": 5}, {"steps": 100}]),
        "thresholds": st.sampled_from([{}, {"TRN404.max_dead_fraction": 0.7}]),
    },
)


def _callbacks_can_work(job):
    """Callbacks watch the validation loss, and Keras lowers no rate that follows a schedule."""
    rate = job["training"].get("learning_rate", 0.001)
    scheduled = isinstance(rate, dict) and "constant" not in rate
    return not job["training"].get("callbacks") or (job["dataset"].get("validation", {}) is not None and not scheduled)


JOBS = st.fixed_dictionaries(
    {
        "dataset": DATASETS,
        "model": st.builds(lambda first, rest: {"layers": [first, *rest]}, ENTRY, st.lists(LAYERS, max_size=4)),
        "training": TRAINING,
    },
    optional={"name": st.sampled_from([None, "a job", "ключ"]), "diagnosis": DIAGNOSES},
).filter(_callbacks_can_work)
