"""The words for where a job or a trial stands, and for the queues."""

from __future__ import annotations

from typing import Literal

State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
Device = Literal["cpu", "gpu"]

UNFINISHED: tuple[State, ...] = ("queued", "running")
ENDED: tuple[State, ...] = ("succeeded", "failed", "cancelled")
STATES: tuple[State, ...] = UNFINISHED + ENDED
DEVICES: tuple[Device, ...] = ("cpu", "gpu")
