"""The doctor: what to run next, or the verdict. Pure, and free of TensorFlow."""
