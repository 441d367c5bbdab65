"""Healthy base programs, one architecture or one hardship a file; each has one base in either half."""
