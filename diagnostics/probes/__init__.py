"""What the probes measure, one file a measure. Heavy: imported by workers and in-process runs alone."""
