"""Shapes and parameter counts of the layers that Keras ships, without Keras."""
