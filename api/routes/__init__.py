"""The routes, one file a resource."""

from api.routes import batches, documentation, findings, fixes, health, jobs, reports, rules, trials

_RESOURCES = (jobs, reports, trials, findings, fixes, batches, rules, health, documentation)
ROUTERS = tuple(resource.router for resource in _RESOURCES)
