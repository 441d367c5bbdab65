"""The job as data: what a user may write, and the resolved form that everything else refers to."""
