"""Images fed to training: ours beside Keras's own pipeline."""
