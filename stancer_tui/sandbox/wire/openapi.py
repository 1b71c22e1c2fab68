"""/openapi.json: the sandbox described by hand, so that its answers can be held against it."""

import json
from functools import cache

from stancer_tui.sandbox.wire.openapi_examples import add_examples, read_examples
from stancer_tui.sandbox.wire.openapi_parts import Schema, ref, text, whole
from stancer_tui.sandbox.wire.openapi_schemas import SCHEMAS
from stancer_tui.sandbox.wire.openapi_words import ABOUT, TAGS, WORDS

VERBS = ("get", "post", "patch", "delete")

_ERRORS = {
    400: "A field is out of range, of another type or missing",
    401: "The key is unknown, missing or public",
    404: "No such object, nothing listed, or no such route",
    409: "It is there already, or its state forbids it",
    429: "Too many requests (only with --rate-limit)",
    498: "The token has expired (only with --fault answer=498)",
    500: "Something broke (only with --fault)",
    501: "Not implemented (payouts with a test key)",
    503: "Unavailable (only with --fault answer=503)",
}

_SINCE = {"name": "created", "in": "query", "schema": whole(0, 10**18 - 1)}
_START = {"name": "start", "in": "query", "schema": whole(0, 10**18 - 1)}
_LIMIT = {"name": "limit", "in": "query", "schema": whole(1, 100) | {"default": 10}}
_RANGE = [_SINCE, _START, _LIMIT]
# An empty filter is none; one that is too long finds nothing, as any other that matches no payment.
_BY_REFERENCE = [
    {"name": "order_id", "in": "query", "schema": text(0, 36)},
    {"name": "unique_id", "in": "query", "schema": text(0, 36)},
]


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _responses(done: int, schema: Schema | None, *errors: int) -> Schema:
    answers: Schema = {str(done): {"description": "Done"}}
    if schema is not None:
        answers[str(done)]["content"] = _json(schema)
    for status in (401, *errors, 429, 498, 500, 503):
        answers[str(status)] = {"description": _ERRORS[status], "content": _json(ref("Error"))}
    return answers


def _operation(
    name: str,
    responses: Schema,
    *,
    body: str | None = None,
    parameters: list[Schema] | None = None,
) -> Schema:
    operation: Schema = {"operationId": name, "responses": responses}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": _json(ref(body))}
    if parameters:
        operation["parameters"] = parameters
    return operation


def _linked(responses: Schema, targets: list[str]) -> Schema:
    """The responses, the first of them leading on to operations on the new object."""
    responses["200"]["links"] = {
        target: {"operationId": target, "parameters": {"id": "$response.body#/id"}} for target in targets
    }
    return responses


def _page(key: str, schema: str) -> Schema:
    """The envelope of a list."""
    return {
        "type": "object",
        "properties": {
            "live_mode": {"type": "boolean"},
            key: {"type": "array", "items": ref(schema), "minItems": 1, "maxItems": 100},
            "range": ref("Range"),
        },
        "required": ["live_mode", key, "range"],
        "additionalProperties": False,
    }


_ID = {"name": "id", "in": "path", "required": True, "schema": text(1, 64)}


def _kept(path: str, schema: str, *, delete: bool = True) -> dict[str, Schema]:
    """The paths of a kind that can be created, read, changed and deleted."""
    verbs = [f"get{schema}", f"update{schema}", *([f"delete{schema}"] if delete else [])]
    created = _linked(_responses(200, ref(schema), 400, 404, 409), verbs)
    patched = (204, None) if delete else (200, ref(schema))
    item: Schema = {
        "parameters": [_ID],
        "get": _operation(f"get{schema}", _responses(200, ref(schema), 404)),
        "patch": _operation(f"update{schema}", _responses(*patched, 400, 404, 409), body=f"{schema}Patch"),
    }
    if delete:
        item["delete"] = _operation(f"delete{schema}", _responses(204, None, 404))
    return {
        f"{path}/": {"post": _operation(f"create{schema}", created, body=f"{schema}Request")},
        f"{path}/{{id}}": item,
    }


def _read_only(path: str, schema: str, key: str, *errors: int) -> dict[str, Schema]:
    """The paths of a kind that can be listed and read."""
    listed = _responses(200, _page(key, schema), 400, 404, *errors)
    return {
        f"{path}/": {"get": _operation(f"list{schema}s", listed, parameters=_RANGE)},
        f"{path}/{{id}}": {
            "parameters": [_ID],
            "get": _operation(f"get{schema}", _responses(200, ref(schema), 404, *errors)),
        },
    }


def _asked(path: str, schema: str) -> dict[str, Schema]:
    """The paths of a kind that can be created and read."""
    created = _linked(_responses(200, ref(schema), 400, 404, 409), [f"get{schema}"])
    return {
        f"{path}/": {"post": _operation(f"create{schema}", created, body=f"{schema}Request")},
        f"{path}/{{id}}": {
            "parameters": [_ID],
            "get": _operation(f"get{schema}", _responses(200, ref(schema), 404)),
        },
    }


def description() -> Schema:
    """The OpenAPI 3.1 description of every route under /v1 (collections need not end with a slash)."""
    payments = _kept("/v1/checkout", "Payment", delete=False)
    payments["/v1/checkout/"]["post"]["responses"]["200"]["links"]["createRefund"] = {
        "operationId": "createRefund",
        "requestBody": {"payment": "$response.body#/id"},
    }
    payments["/v1/checkout/"]["get"] = _operation(
        "listPayments",
        _responses(200, _page("payments", "Payment"), 400, 404),
        parameters=[*_RANGE, *_BY_REFERENCE],
    )
    refunds = _read_only("/v1/refunds", "Refund", "refunds")
    refunds["/v1/refunds/"] |= _asked("/v1/refunds", "Refund")["/v1/refunds/"]
    members = {
        f"/v1/payouts/{{id}}/{key}/": {
            "parameters": [_ID],
            "get": _operation(
                f"listPayout{schema}s", _responses(200, _page(key, schema), 400, 404, 501), parameters=_RANGE
            ),
        }
        for key, schema in (("payments", "Payment"), ("refunds", "Refund"), ("disputes", "Dispute"))
    }
    paths = (
        payments
        | _kept("/v1/cards", "Card")
        | _asked("/v1/sepa/check", "Check")
        | _kept("/v1/sepa", "Sepa")
        | _kept("/v1/customers", "Customer")
        | _kept("/v1/addresses", "Address")
        | refunds
        | _read_only("/v1/disputes", "Dispute", "disputes")
        | _read_only("/v1/payouts", "Payout", "payouts", 501)
        | members
        | _asked("/v1/scoring", "Scoring")
    )
    _say(paths)
    return {
        "openapi": "3.1.0",
        "info": {"title": "An imitation of Stancer's API, version 1", "version": "1", "description": ABOUT},
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "The secret key is the user; there is no password.",
                }
            },
        },
    }


def _say(paths: dict[str, Schema]) -> None:
    """Give every operation its words and its examples."""
    examples = read_examples()
    for item in paths.values():
        for verb in item.keys() & VERBS:
            operation = item[verb]
            words = WORDS[operation["operationId"]]
            operation |= {"tags": [words.tag], "summary": words.summary}
            if words.details:
                operation["description"] = words.details
            add_examples(operation, examples.get(operation["operationId"], {}))


@cache
def _text() -> str:
    return json.dumps(description())


def description_at(url: str) -> str:
    """The description as JSON, served by the sandbox at a URL."""
    servers = [
        {"url": url, "description": "This sandbox"},
        {"url": "https://api.stancer.com", "description": "Stancer's own API"},
    ]
    return f'{{"servers":{json.dumps(servers)},{_text()[1:]}'
