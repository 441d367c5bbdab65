"""The OpenAPI document as one page that loads nothing from elsewhere, so that it works offline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from api.errors import SORTS, UNAVAILABLE, Sort

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font-family: ui-monospace, monospace; font-size: .875em }
pre { overflow-x: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
details { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .5rem 0 }
summary { cursor: pointer }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0 }
"""
_HEAD = f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Deadweight</title><style>{_STYLE}</style>
"""


def page(document: Mapping[str, Any]) -> str:
    """The page for an OpenAPI document."""
    info = document["info"]
    parts = [
        f"<h1>{escape(info['title'])}</h1><p>{escape(info['summary'])}</p>",
        '<p>For tools: <a href="/openapi.json">openapi.json</a></p><h2>Calls</h2>',
        *(_operation(*place) for place in _operations(document)),
        "<h2>Problems</h2><p>Every refusal is a problem document (RFC 9457); these are its types.</p>",
        _problems(),
        "<h2>Bodies</h2>",
        *(_schema(name, schema) for name, schema in sorted(document["components"]["schemas"].items())),
    ]
    return _HEAD + "".join(parts)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    description = escape(operation.get("description", ""))
    return (
        f'<details id="{escape(operation["operationId"])}">'
        f"<summary><code><b>{method}</b> {escape(path)}</code> {description}</summary>"
        f"{_parameters(operation.get('parameters', []))}"
        f"{_examples(operation)}"
        f"<h4>Answers</h4>{_table(_answers(operation))}</details>"
    )


def _parameters(parameters: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        (f"<code>{escape(given['name'])}</code>", escape(given["in"]), escape(_explained(given)))
        for given in parameters
    ]
    return f"<h4>Parameters</h4>{_table(rows)}" if rows else ""


def _explained(parameter: Mapping[str, Any]) -> str:
    """What the parameter means, and the words that it may be."""
    kinds = parameter["schema"].get("anyOf", [parameter["schema"]])
    words = ", ".join(word for kind in kinds for word in kind.get("enum", ()))
    return f"{parameter.get('description', '')} {f'One of {words}.' if words else ''}".strip()


def _examples(operation: Mapping[str, Any]) -> str:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    kind = f'<p>Body: <a href="#{escape(name)}">{escape(name)}</a></p>' if name else ""
    return kind + "".join(
        f"<h4>Body: {escape(title)}</h4><pre>{escape(json.dumps(example['value'], indent=2))}</pre>"
        for title, example in body.get("examples", {}).items()
    )


def _answers(operation: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for status, answer in operation["responses"].items():
        for media_type, content in answer.get("content", {"": {}}).items():
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            link = f'<a href="#{escape(name)}">{escape(name)}</a>' if name else ""
            yield f"<code>{status}</code> {escape(answer['description'])}", escape(media_type), link


def _problems() -> str:
    sorts: list[Sort] = sorted((*SORTS.values(), UNAVAILABLE), key=lambda sort: (sort.status, sort.word))
    return _table(
        (f'<code id="{sort.word}">/docs#{sort.word}</code>', f"<code>{sort.status}</code>", escape(sort.title))
        for sort in sorts
    )


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    description = escape(schema.get("description", ""))
    summary = f"<summary><code>{escape(name)}</code> {description}</summary>"
    return f'<details id="{escape(name)}">{summary}<pre>{escape(json.dumps(schema, indent=2))}</pre></details>'


def _table(rows: Iterable[Iterable[str]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"
