"""What the demo's reports must say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SICK, HEALTHY = "collapsing", "healthy"
CURES = ("he-initialisation", "learning-rate", "batch-normalisation")
SICK_CODES = ("OUT501", "SPC101")


def differences(reports: Mapping[str, Mapping[str, Any]], collapsed: Sequence[Mapping[str, Any]]) -> list[str]:
    """How two reports, by name, and the findings of OUT501 across jobs depart from what is expected."""
    sick, healthy = reports[SICK], reports[HEALTHY]
    errors = [finding["code"] for finding in healthy["findings"] if finding["severity"] == "error"]
    found = {finding["code"] for finding in sick["findings"]}
    proven = {fix["name"] for fix in sick["fixes"] if fix["status"] == "proven"}
    needless = [fix["name"] for fix in healthy["fixes"] if fix["status"] == "proven"]
    checks = {
        f"{SICK} is {sick['verdict']['state']}, not not_learning": sick["verdict"]["state"] == "not_learning",
        f"{HEALTHY} is {healthy['verdict']['state']}, not learning": healthy["verdict"]["state"] == "learning",
        f"{HEALTHY} has error-level findings: {', '.join(errors)}": not errors,
        "no finding of OUT501 across jobs": bool(collapsed),
        f"none of {', '.join(CURES)} was proven to cure {SICK}": bool(proven & set(CURES)),
        f"{HEALTHY} is said to need {', '.join(needless)}": not needless,
        **{f"{SICK} has no finding {code}": code in found for code in SICK_CODES},
    }
    return [difference for difference, is_so in checks.items() if not is_so]
