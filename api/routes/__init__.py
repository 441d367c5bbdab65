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
    uploads,
)

_RESOURCES = (
    *(jobs, reports, models, trials, findings, fixes, batches),
    *(uploads, datasets, lint, rules, health, documentation),
)
ROUTERS = tuple(resource.router for resource in _RESOURCES)
