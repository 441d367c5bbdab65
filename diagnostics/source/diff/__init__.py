"""Patches of the resolved spec written back into the user's own text. Light; libcst is imported when it is needed."""
