"""What it costs to watch a run, beside Keras's own fit and the usual ways of looking inside."""
