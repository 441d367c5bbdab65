"""What `compile` and `fit` are told, changed where the text says it."""
