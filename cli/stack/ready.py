"""Waiting for the children to be of use."""

from __future__ import annotations

import time
import urllib.request
from http.client import HTTPException

from cli.errors import UserError
from cli.stack.child import Child

START_SECONDS = 180.0  # a busy machine without byte-code caches takes its time over TensorFlow
WORKER_TEXT = "is ready on"  # said by each pool process once TensorFlow is imported
_POLL_SECONDS = 0.05


def wait_for_api(child: Child, url: str) -> None:
    """Until /readyz answers. Raises UserError where the process ends, or too much time has passed."""
    while not _answers(f"{url}/readyz"):
        _check(child)


def wait_for_text(child: Child, text: str) -> None:
    """Until the child's log holds a text."""
    while not child.has_said(text):
        _check(child)


def _check(child: Child) -> None:
    if (status := child.status) is not None:
        raise UserError(f"the {child.name} ended with status {status} instead of starting; {child.tail()}")
    if time.monotonic() - child.started_at > START_SECONDS:
        raise UserError(f"the {child.name} is not ready after {START_SECONDS:g} s; {child.tail()}")
    time.sleep(_POLL_SECONDS)


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback goes through no proxy
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, HTTPException):
        return False
