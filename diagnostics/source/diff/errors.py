"""What keeps a change from being written into a text."""

from __future__ import annotations


class NotExpressible(Exception):
    """The text cannot say it, or only by more than plain edits; the message is for the user."""
