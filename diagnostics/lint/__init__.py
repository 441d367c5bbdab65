"""Findings that need neither training nor data: on the lines of a Keras program, or on a job. Light."""
