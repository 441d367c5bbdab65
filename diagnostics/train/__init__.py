"""The probed training loop. Heavy: imported by workers and in-process runs alone."""
