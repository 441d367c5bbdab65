"""The routes, one file a resource."""

from api.routes import (
    batches,
    datasets,
    documentation,
    findings,
    fixes,
    health,
    jobs,
    lint,
    models,
    reports,
    rules,
    trials,
)

_RESOURCES = (jobs, reports, models, trials, findings, fixes, batches, lint, datasets, rules, health, documentation)
ROUTERS = tuple(resource.router for resource in _RESOURCES)
