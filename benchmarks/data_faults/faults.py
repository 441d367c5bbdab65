"""What can be wrong with data, planted in random instances; each names the rule that has to see it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from benchmarks.data_faults.clean import Generator, Samples, pictures, table, table_or_pictures
from benchmarks.data_faults.instance import Arrays, Instance, Split, instance

Planted = Callable[[Generator], Instance]


@dataclass(frozen=True)
class Fault:
    """A kind of fault, the code of the rule that names it, and how an instance with it is made."""

    name: str
    code: str
    plant: Planted


def clean(generator: Generator) -> Instance:
    """Nothing is wrong."""
    return instance(generator, table_or_pictures(generator))


def _unscaled(generator: Generator) -> Instance:
    """Bytes as they are, or a table in units far too small for its numbers."""
    samples = table_or_pictures(generator)
    made = instance(generator, samples)
    if made.settings:
        return replace(made, settings={})
    factor = 255.0 if samples.are_pictures else float(generator.choice([50, 1000]))
    return _each(made, lambda inputs: (inputs * factor).astype(np.float32))


def _shuffled_labels(generator: Generator) -> Instance:
    """Labels that changed places with one another."""
    samples = table_or_pictures(generator)
    return instance(generator, replace(samples, labels=generator.permutation(samples.labels)))


def _tail_of_sorted(generator: Generator) -> Instance:
    """Samples by class, of which the last are held out."""
    samples = table_or_pictures(generator)
    order = np.argsort(samples.labels, kind="stable")
    made = instance(
        generator, replace(samples, inputs=samples.inputs[order], labels=samples.labels[order]), apart=False
    )
    return made.with_settings(validation={"tail": round(float(generator.uniform(0.1, 0.3)), 2)})


def _copies(generator: Generator) -> Instance:
    """Held-out samples that are trained on, too."""
    return _with_repeats(generator, instance(generator, table_or_pictures(generator), apart=True), _as_it_is)


def _near_copies(generator: Generator) -> Instance:
    """As copies, but saved anew, brighter or darker, or noisy."""
    made = instance(generator, pictures(generator), apart=True)
    return _with_repeats(generator, made, lambda image: _altered(generator, image))


def _with_repeats(generator: Generator, made: Instance, as_seen_again: Callable[[Arrays], Arrays]) -> Instance:
    assert made.held_out is not None
    count = max(3, round(generator.uniform(0.05, 0.4) * len(made.held_out)))
    into = generator.permutation(len(made.held_out))[:count]
    taken = generator.permutation(len(made.train))[:count]
    inputs, labels = made.held_out.inputs.copy(), made.held_out.labels.copy()
    inputs[into] = [as_seen_again(made.train.inputs[place]) for place in taken]
    labels[into] = made.train.labels[taken]
    return replace(made, held_out=Split(inputs, labels))


def _as_it_is(image: Arrays) -> Arrays:
    return image


def _altered(generator: Generator, image: Arrays) -> Arrays:
    scale = 1 if image.dtype == np.uint8 else 255
    pixels = image.astype(np.float64) * scale
    way = generator.integers(3)
    if way == 0:
        buffer, grey = io.BytesIO(), image.shape[-1] == 1
        picture = pixels.round().astype(np.uint8)
        Image.fromarray(picture[..., 0] if grey else picture).save(
            buffer, "JPEG", quality=int(generator.integers(60, 90))
        )
        pixels = np.asarray(Image.open(buffer), np.float64).reshape(image.shape)
    elif way == 1:
        pixels = pixels * generator.uniform(0.85, 1.15)
    else:
        pixels = pixels + generator.normal(0, 4, pixels.shape)
    return np.asarray(pixels.clip(0, 255) / scale).astype(image.dtype)


def _blank(generator: Generator) -> Instance:
    """Pictures of one colour among the others."""
    samples = pictures(generator)
    inputs = samples.inputs.copy()
    some = generator.permutation(len(samples))[: round(generator.uniform(0.08, 0.4) * len(samples))]
    inputs[some] = generator.choice([0, 255, 128])
    return instance(generator, replace(samples, inputs=inputs))


def _imbalanced(generator: Generator) -> Instance:
    """Of one class, twenty times the samples of another."""
    samples = table_or_pictures(generator)
    whole = np.flatnonzero(samples.labels == 0)
    while len(whole) < 200:  # so that a twentieth is more than nothing
        samples = table_or_pictures(generator)
        whole = np.flatnonzero(samples.labels == 0)
    rare = np.flatnonzero(samples.labels == 1)[: round(len(whole) / 20)]
    kept = np.sort(np.concatenate([whole, rare, np.flatnonzero(samples.labels > 1)]))
    return instance(generator, Samples(samples.inputs[kept], samples.labels[kept], samples.cue), apart=False)


def _channel_order(generator: Generator) -> Instance:
    """Red, green, blue on one side, blue, green, red on the other."""
    made = instance(generator, pictures(generator, colours=True), apart=True)
    assert made.held_out is not None
    if generator.random() < 0.5:
        return replace(made, train=Split(made.train.inputs[..., ::-1], made.train.labels))
    return replace(made, held_out=Split(made.held_out.inputs[..., ::-1], made.held_out.labels))


def _one_split_normalised(generator: Generator) -> Instance:
    """One side divided by 255, brought to -1..1, or standardised, and the other not."""
    made = instance(generator, pictures(generator), as_files=False, apart=True)
    assert made.held_out is not None
    of_bytes = replace(_each(made, lambda x: x if x.dtype == np.uint8 else (255 * x).round()), settings={})
    assert of_bytes.held_out is not None
    train, held_out = (split.inputs.astype(np.float32) for split in (of_bytes.train, of_bytes.held_out))
    mean, std = train.mean(axis=(0, 1, 2)), train.std(axis=(0, 1, 2))
    ways: Sequence[Callable[[Arrays], tuple[Arrays, Arrays]]] = [
        lambda x: (x, x / 255), lambda x: (x, (x - mean) / std), lambda x: (x, x / 127.5 - 1),
        lambda x: (x / 255, (x - mean) / std), lambda x: (x / 255, x / 127.5 - 1),
    ]  # fmt: skip
    way, swapped = ways[int(generator.integers(len(ways)))], int(generator.integers(2))
    return replace(
        of_bytes,
        train=Split(way(train)[swapped].astype(np.float32), made.train.labels),
        held_out=Split(way(held_out)[1 - swapped].astype(np.float32), made.held_out.labels),
    )


def _not_numbers(generator: Generator) -> Instance:
    """NaN in a few pixels of a few samples."""
    samples = table(generator) if generator.random() < 0.3 else pictures(generator)
    inputs = samples.inputs.astype(np.float32) / (255 if samples.are_pictures else 1)
    flat = inputs.reshape(len(inputs), -1)
    for place in generator.permutation(len(flat))[: generator.integers(1, 6)]:
        flat[place, generator.integers(flat.shape[1], size=3)] = np.nan
    made = instance(generator, replace(samples, inputs=inputs), as_files=False)
    return replace(made, settings={}) if samples.are_pictures else made


def _cut_short(generator: Generator) -> Instance:
    """Files that lost their end."""
    made = instance(generator, pictures(generator), as_files=True)
    count = max(1, round(generator.uniform(0.005, 0.05) * len(made.train)))
    places = generator.permutation(len(made.train))[:count]
    return replace(made, cut={int(place): float(generator.uniform(0.0, 0.8)) for place in places})


def _each(made: Instance, change: Callable[[Arrays], Arrays]) -> Instance:
    """The same change of the inputs of both splits."""
    held_out = made.held_out and Split(change(made.held_out.inputs), made.held_out.labels)
    return replace(made, train=Split(change(made.train.inputs), made.train.labels), held_out=held_out)


FAULTS = (
    Fault("unscaled", "DAT201", _unscaled),
    Fault("shuffled labels", "DAT209", _shuffled_labels),
    Fault("tail split of sorted classes", "DAT204", _tail_of_sorted),
    Fault("duplicates across splits", "DAT205", _copies),
    Fault("near-duplicates across splits", "DAT205", _near_copies),
    Fault("blank images", "DAT207", _blank),
    Fault("20:1 imbalance", "DAT203", _imbalanced),
    Fault("channel order differs between splits", "DAT210", _channel_order),
    Fault("one split normalised", "DAT210", _one_split_normalised),
    Fault("NaN pixels", "DAT202", _not_numbers),
    Fault("truncated files", "DAT208", _cut_short),
)
CODES: Mapping[str, str] = {fault.name: fault.code for fault in FAULTS}
