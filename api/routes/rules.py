"""The catalogue of rules."""

from __future__ import annotations

from fastapi import APIRouter

from api.documented import problems
from api.models.body import Listed
from api.models.rules import Rule, RuleSummary
from store.errors import NotStored

router = APIRouter(prefix="/v1/rules", tags=["rules"])


@router.get("")
def list_rules() -> Listed[RuleSummary]:
    """Every rule, by code."""
    from api import rule_pages

    return Listed(items=[RuleSummary.model_validate(vars(rule)) for rule in rule_pages.all_rules()], next_cursor=None)


@router.get("/{code}", responses=problems(404))
def get_rule(code: str) -> Rule:
    """A rule with its documentation."""
    from api import rule_pages

    for rule in rule_pages.all_rules():
        if rule.code == code.upper():
            return rule
    raise NotStored("rule", repr(code))
