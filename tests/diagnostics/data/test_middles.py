import numpy as np
import pytest

from diagnostics.data.middles import middle_of, middles

SMALL = np.random.default_rng(0).normal(size=(40, 3, 4)).astype(np.float32)
LARGE = np.random.default_rng(0).integers(0, 256, size=(40, 20, 20, 3), dtype=np.uint8)


@pytest.mark.parametrize("values", [SMALL, LARGE])
def test_a_middle_is_that_of_the_sample_on_its_own(values):
    assert middles(values, np.arange(40), values.dtype) == [middle_of(each) for each in values]


def test_samples_that_agree_in_the_middle_agree():
    ends = LARGE.copy()
    ends[:, 0] += 1
    ends[:, -1] += 1
    assert middles(ends, np.arange(40), np.uint8) == middles(LARGE, np.arange(40), np.uint8)


def test_known_middles_are_not_read_again_unless_they_are_of_another_type():
    class Known:
        shape, dtype, middles = LARGE.shape, LARGE.dtype, np.arange(40) * 7

        def __len__(self):
            return 40

        def __getitem__(self, indices):
            return LARGE[indices]

    rows = np.array([3, 1])
    assert middles(Known(), rows, np.uint8) == [21, 7]
    assert middles(Known(), rows, np.float32) == middles(LARGE, rows, np.float32)
