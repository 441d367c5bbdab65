"""The doctor: a pure library that reads a model, trains it as little as it must and says what is wrong with it."""
