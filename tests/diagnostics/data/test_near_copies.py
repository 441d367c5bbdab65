import io

import numpy as np
import pytest
from PIL import Image

from diagnostics.data.dataset import Split
from diagnostics.data.near_copies import near_copies

GENERATOR = np.random.default_rng(0)


def looked_for(train, validation):
    return near_copies(train, validation)


def scenes(count, side=24, channels=3, seed=0):
    """Cloudy pictures: power falls off with frequency, as in photographs."""
    fall = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None])
    fall[0, 0] = np.inf
    generator = np.random.default_rng(seed)
    noise = generator.normal(size=(count, 1, side, side)) + 0.2 * generator.normal(size=(count, channels, side, side))
    fields = np.fft.irfft2(np.fft.rfft2(noise) / fall, s=(side, side)).transpose(0, 2, 3, 1)
    return (128 + 40 * fields / fields.std()).clip(0, 255).astype(np.uint8)


def split(inputs, labels=None):
    labels = np.zeros(len(inputs), np.int64) if labels is None else np.asarray(labels)
    return Split(inputs, np.arange(len(inputs)), labels, labels)


def saved_anew(picture):
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=75)
    return np.asarray(Image.open(buffer))


ALTERED = {
    "saved anew": saved_anew,
    "darker": lambda picture: (picture * 0.8).astype(np.uint8),
    "noisy": lambda picture: (picture + GENERATOR.normal(0, 4, picture.shape)).clip(0, 255).astype(np.uint8),
}
PICTURES = scenes(120)


@pytest.mark.parametrize("way", ALTERED)
def test_pictures_that_were_changed_a_little_are_near_copies(way):
    again = np.stack([ALTERED[way](picture) for picture in PICTURES[:10]])
    held_out = np.concatenate([again, scenes(40, seed=1)])
    within, among = looked_for(split(PICTURES), split(held_out, [1] * 4 + [0] * 46))
    assert (within.looked_at, within.repeated) == (120, 0)
    assert (among.looked_at, among.repeated, among.contradicting) == (50, 10, 4)


def test_each_near_copy_within_a_split_counts_once():
    whole = np.concatenate([PICTURES, [ALTERED["darker"](picture) for picture in PICTURES[:7]]])
    within, among = looked_for(split(whole), None)
    assert (within.repeated, among) == (7, None)


def test_exact_copies_are_counted_elsewhere():
    within, among = looked_for(split(np.concatenate([PICTURES, PICTURES[:9]])), split(PICTURES[:20]))
    assert (within.repeated, among.repeated) == (0, 0)


def strokes(count, seed):
    """Thick lines through the middle, somewhat bent: much alike, as handwritten ones are."""
    generator = np.random.default_rng(seed)
    down, across = np.mgrid[:28, :28] - 13.5
    slant, bend, width = (generator.normal(mean, std, (count, 1, 1)) for mean, std in ((0.2, 0.3), (0, 0.02), (2, 0.4)))
    ink = np.exp(-(((across - slant * down - bend * down**2) / np.maximum(width, 0.8)) ** 2)) * (abs(down) < 10)
    rough = generator.normal(0, 0.5, (2, count, 28, 28)) * (ink > 0.2)
    return (255 * ink + 20 * rough[0]).clip(0, 255).astype(np.uint8)[..., None]


FLAT = GENERATOR.normal(128, 20, (300, 1, 1, 3)) + GENERATOR.normal(0, 2, (300, 20, 20, 3))


@pytest.mark.parametrize(
    "inputs", [scenes(300, seed=2), GENERATOR.uniform(size=(300, 16, 16, 1)), FLAT, strokes(300, 0)]
)
def test_pictures_that_are_merely_alike_are_none(inputs):
    within, among = looked_for(split(inputs[:200]), split(inputs[200:]))
    assert (within.repeated, among.repeated) == (0, 0)


def test_drawings_that_change_by_small_steps_are_none():
    phase = np.linspace(0, 6.28, 300)[:, None, None]
    waves = 128 + 100 * np.sin(0.8 * np.mgrid[:20, :20][0] + phase)
    within, _ = looked_for(split(waves.astype(np.uint8)[..., None]), None)
    assert within.repeated <= 0.05 * within.looked_at


def test_blank_pictures_and_numbers_that_are_not_finite_do_no_harm():
    inputs = PICTURES.astype(np.float32)
    inputs[:5] = 7
    inputs[6, 3, 3] = np.nan
    within, _ = looked_for(split(inputs), None)
    assert within.repeated == 0


@pytest.mark.parametrize("shape", [(300, 15, 20, 3), (300, 40), (300, 20, 20), (31, 20, 20, 3), (300, 20, 20, 5)])
def test_what_is_no_picture_too_small_or_too_little_is_not_looked_at(shape):
    inputs = GENERATOR.uniform(size=shape)
    assert looked_for(split(inputs), split(inputs)) == (None, None)


def test_many_and_large_pictures_are_looked_at_in_part():
    inputs = np.random.default_rng(0).integers(0, 255, (5000, 16, 16, 1)).astype(np.uint8)
    within, among = looked_for(split(inputs), split(inputs[:2000]))
    assert (within.looked_at, among.looked_at) == (2048, 1024)
    large = np.random.default_rng(0).integers(0, 255, (40, 400, 500, 3)).astype(np.uint8)
    held_out = np.stack([saved_anew(picture) for picture in scenes(3, 400)])
    assert looked_for(split(large), split(held_out))[1].repeated == 0
