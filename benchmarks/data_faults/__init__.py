"""Faults planted in random data, to be found without any model."""
