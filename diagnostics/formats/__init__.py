"""Readers of the forms in which a network comes, other than a list of layers. Light: nothing here loads Keras."""
