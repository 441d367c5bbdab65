"""The data that the programs train on, drawn from fixed seeds."""
