"""Trials of fixes: which are tried how, and what they came to."""
