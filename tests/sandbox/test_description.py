"""/openapi.json and the pages made of it: examples that the sandbox answered, links that lead somewhere."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import jsonschema_rs
import pytest

from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS
from stancer_tui.sandbox.keys import DEMO_KEYS
from stancer_tui.sandbox.wire.openapi import VERBS, description, description_at
from stancer_tui.sandbox.wire.openapi_words import TAGS, WORDS
from tests.sandbox.conftest import Api
from tests.sandbox.openapi_calls import FILE, main

TOLD = description()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in TOLD["paths"].items():
        for verb in sorted(item.keys() & VERBS):
            yield f"{verb.upper()} {path}", item[verb]


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each place at which there may be examples."""
    for name, operation in operations():
        if "requestBody" in operation:
            yield f"{name} body", operation["requestBody"]["content"]["application/json"]
        for status, answer in operation["responses"].items():
            if "content" in answer:
                yield f"{name} {status}", answer["content"]["application/json"]


def test_the_examples_are_what_the_sandbox_answers() -> None:
    assert FILE.read_text(encoding="utf-8") == main(), "python -m tests.sandbox.openapi_calls --write"


def test_every_example_is_valid() -> None:
    for place, content in contents():
        for name, example in content.get("examples", {}).items():
            schema = content["schema"] | {"components": TOLD["components"]}
            wrong = [
                error.message for error in jsonschema_rs.validator_for(schema).iter_errors(example["value"])
            ]
            meant = "body" in place and name == "too-small"
            assert bool(wrong) is meant, f"{place} {name}: {wrong}"


def test_every_body_and_every_object_has_an_example() -> None:
    without = {
        place
        for place, content in contents()
        if place.endswith(("body", " 200")) and "examples" not in content
    }
    assert without == {
        "GET /v1/payouts/{id}/refunds/ 200",
        "GET /v1/payouts/{id}/disputes/ 200",
    }


def test_every_operation_is_told_once() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert sorted(names) == sorted(WORDS)
    for place, operation in operations():
        assert operation["summary"], place
        assert operation["tags"][0] in TAGS, place
    assert {each["name"] for each in TOLD["tags"]} == {operation["tags"][0] for _, operation in operations()}


async def test_it_names_where_it_is_served(api: Api) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=api.app), base_url="https://localhost:9443"
    ) as client:
        servers = (await client.get("/openapi.json?x=1")).json()["servers"]
    assert [each["url"] for each in servers] == ["https://localhost:9443", "https://api.stancer.com"]
    assert json.loads(description_at("http://x"))["openapi"] == "3.1.0"


class Links(HTMLParser):
    """A page's elements, the targets of its links, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.anchors: set[str] = set()
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            assert name != "style"
            assert not name.startswith("on")
            if name == "href":
                self.targets.add(str(value))
            elif name == "id":
                assert value not in self.anchors, f"{value} twice"
                self.anchors.add(str(value))


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_a_page_has_no_script_and_nothing_from_elsewhere(api: Api, path: str) -> None:
    page = await api.test.get(path, headers={"Accept": "text/html"})
    found = Links(page.text)
    assert not found.tags & {"script", "link", "img", "iframe", "form"}
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none';"
        r" form-action 'none'; frame-ancestors 'none'",
        page.headers["content-security-policy"],
    )
    for target in found.targets:
        if target.startswith("#"):
            assert target[1:] in found.anchors, target
        else:
            assert target.startswith("http://sandbox/")
            assert (await api.test.get(target)).status_code == 200, target


async def test_the_index_says_all_that_is_needed_to_pay(api: Api) -> None:
    page = (await api.test.get("/", headers={"Accept": "text/html"})).text
    for word in (*DEMO_KEYS, *(each.number for each in TEST_CARDS), *(each.iban for each in TEST_IBANS)):
        assert word in page
    assert "No money moves" in page
    assert "/_sandbox" not in page
    said = (await api.test.get("/")).json()
    assert set(said["keys"]) == set(DEMO_KEYS)
    line = re.search(r'<pre class="copy">curl .*? -d &#x27;(.*?)&#x27;', page)
    assert line is not None
    body = json.loads(line[1].replace("&quot;", '"'))
    assert (await api.test.post("/v1/checkout/", json=body)).json()["status"] == "to_capture"


async def test_the_index_leads_to_the_control_where_it_is_on(start: Any) -> None:
    api: Api = start(control=True)
    link = (await api.test.get("/")).json()["links"]["control"]
    assert (await api.test.get(link, headers={"Host": "localhost"})).status_code == 200


async def test_the_reference_shows_every_operation_and_schema(api: Api) -> None:
    page = Links((await api.test.get("/docs")).text)
    assert set(WORDS) <= page.anchors
    assert {f"schema-{name}" for name in TOLD["components"]["schemas"]} <= page.anchors


async def test_its_own_pages_are_no_requests_of_a_program(api: Api) -> None:
    for path in ("/", "/docs", "/openapi.json"):
        await api.test.get(path)
    assert len(api.sandbox.journal) == 0
    await api.test.get("/_sandbox/health")
    assert len(api.sandbox.journal) == 1, "without --control it is a path like any other"


async def test_a_foreign_host_name_stays_text(api: Api) -> None:
    headers = {"Accept": "text/html", "Host": 'x"><b>'}
    for path in ("/", "/docs"):
        assert "<b>" not in (await api.test.get(path, headers=headers)).text
