"""The page at /docs: the description as a page, rendered here, so that it works without a network."""

import json
from html import escape
from typing import Any

from starlette.responses import Response

from stancer_tui.sandbox.wire.html_page import html_page, table
from stancer_tui.sandbox.wire.openapi import VERBS, description
from stancer_tui.sandbox.wire.openapi_words import ABOUT, TAGS
from stancer_tui.sandbox.wire.schema_words import fields_of, words_of


def reference_page(url: str) -> Response:
    """The page of a sandbox that is served at a URL."""
    told = description()
    by_tag: dict[str, list[str]] = {name: [] for name in TAGS}
    for path, item in told["paths"].items():
        for verb in VERBS:
            if verb in item:
                shared = item.get("parameters", [])
                by_tag[item[verb]["tags"][0]].append(_operation(path, verb, item[verb], shared))
    about = "".join(f"<p>{escape(part)}</p>" for part in ABOUT.replace("`", "").split("\n\n"))
    nav = "".join(f'<a href="#{_anchor(name)}">{escape(name)}</a> ' for name in (*TAGS, "Schemas"))
    groups = "".join(
        f'<h2 id="{_anchor(name)}">{escape(name)}</h2><p>{escape(TAGS[name])}</p>{"".join(parts)}'
        for name, parts in by_tag.items()
    )
    schemas = "".join(_schema(name, schema) for name, schema in told["components"]["schemas"].items())
    return html_page(
        "Reference of the sandbox",
        f'<h1>{escape(told["info"]["title"])}</h1>{about}<p><a href="{escape(url)}/">The sandbox</a> · '
        f'<a href="{escape(url)}/openapi.json">OpenAPI description</a></p><nav>{nav}</nav>{groups}'
        f'<h2 id="{_anchor("Schemas")}">Schemas</h2>{schemas}',
    )


def _anchor(name: str) -> str:
    return escape(name.lower().replace(" ", "-"))


def _operation(path: str, verb: str, operation: dict[str, Any], shared: list[dict[str, Any]]) -> str:
    parts = [f"<p>{escape(operation['description'])}</p>"] if "description" in operation else []
    parameters = [*shared, *operation.get("parameters", [])]
    if parameters:
        rows = [
            (
                each["name"],
                each["in"],
                words_of(each["schema"]),
                "required" if each.get("required") else "",
            )
            for each in parameters
        ]
        parts.append(f"<h3>Parameters</h3>{table(('name', 'in', 'value', ''), rows)}")
    if "requestBody" in operation:
        content = operation["requestBody"]["content"]["application/json"]
        parts.append(f"<h3>Body: {_link(content['schema'])}</h3>{_examples(content)}")
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json", {})
        shape = _link(content["schema"]) if status.startswith("2") and content else ""
        parts.append(f"<h3>{status} {escape(answer['description'])} {shape}</h3>{_examples(content)}")
    return (
        f'<details id="{escape(operation["operationId"])}"><summary><span class="verb">{verb.upper()}</span>'
        f'<code>{escape(path)}</code> <span class="dim">{escape(operation["summary"])}</span></summary>'
        f"{''.join(parts)}</details>"
    )


def _examples(content: dict[str, Any]) -> str:
    return "".join(
        f'<details><summary class="dim">{escape(each["summary"])}</summary>'
        f'<pre class="copy">{escape(json.dumps(each["value"], indent=2, ensure_ascii=False))}</pre></details>'
        for each in content.get("examples", {}).values()
    )


def _link(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
    for each in schema.get("properties", {}).values():
        if each.get("type") == "array":
            return f"list of {_link(each['items'])}"
    return escape(words_of(schema))


def _schema(name: str, schema: dict[str, Any]) -> str:
    rows = table(("field", "value", ""), fields_of(schema))
    return f'<details id="schema-{escape(name)}"><summary>{escape(name)}</summary>{rows}</details>'
