"""What a printed `model.summary()` says, and what follows from it: the arguments of its layers."""
