"""Figures printed side by side from one run, one command each."""
