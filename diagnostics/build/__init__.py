"""From graph to Keras model. Heavy: imported by workers and in-process runs alone."""
