"""The repair half of the accuracy benchmark: are fixes proven, and do they hold."""
