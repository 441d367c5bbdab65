"""The Python, and the printed summaries, in a text as people paste it."""
