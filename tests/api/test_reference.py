"""docs/api: every public name with its parameters, fields and methods, and an example where one helps.

That the pages are those that the source makes is checked by `python -m tests.api_reference`, in `.ci/run`.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from stancer_tui import api
from tests.api.examples import Example, examples
from tests.api.test_public_names import public_callables

FOLDER = Path(__file__).parents[2] / "docs" / "api"

RESOURCES = {
    *("Payments", "Refunds", "Cards", "SepaAccounts", "Customers", "Addresses", "Disputes", "Payouts"),
    *("Checks", "Scorings", "StancerClient", "SyncStancerClient"),
}
ALSO_SHOWN = {
    *("StancerClient", "SyncStancerClient", "Timeouts", "Limits", "RequestLog", "Effect", "ApiError"),
    *("payment_page_url", "iframe_snippet", "payment_row", "NewPayment", "PaymentChange"),
}


@cache
def pages() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}


def section(name: str) -> str:
    """What the reference says of one public name."""
    (found,) = (
        text
        for page in pages().values()
        for text in page.split("\n## ")[1:]
        if text.partition("\n")[0] == name
    )
    return found


def is_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def parameters() -> Iterator[tuple[str, str, str]]:
    """Each parameter of a public callable, with what is said of the callable and its class."""
    for name, function in public_callables():
        assert inspect.isfunction(function)
        owner = getattr(api, name.partition(".")[0])
        made_by_the_client = name.endswith("__init__") and (is_error(owner) or not function.__doc__)
        generated = is_dataclass(owner) and name.endswith("__init__")
        if made_by_the_client or generated:
            continue
        words = f"{function.__doc__} {owner.__doc__}"
        for parameter in inspect.signature(function).parameters:
            if parameter not in {"self", "cls"}:
                yield name, parameter, words


@pytest.mark.parametrize(
    ("name", "parameter", "words"), [*parameters()], ids=[f"{name}-{each}" for name, each, _ in parameters()]
)
def test_every_parameter_is_spoken_of(name: str, parameter: str, words: str) -> None:
    assert f"`{parameter}`" in words, f"{name} does not say what `{parameter}` is"


def declared(value: type) -> Iterator[str]:
    """The fields, properties and methods that a class gives to those who use it."""
    if is_dataclass(value):
        yield from (each.name for each in fields(value))
    elif issubclass(value, BaseModel | tuple):
        yield from (name for name in inspect.get_annotations(value) if not name.startswith("_"))
    for name, member in vars(value).items():
        plain = inspect.isfunction(member) or isinstance(member, classmethod | property)
        if plain and not name.startswith("_") and not name.startswith("model_"):
            yield name


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_has_its_place_with_all_that_it_offers(name: str) -> None:
    text, value = section(name), getattr(api, name)
    if inspect.isclass(value):
        missing = [each for each in declared(value) if not re.search(rf"(`|def |{name}\.){each}\b", text)]
        assert missing == []


@pytest.mark.parametrize("page", ["answers.md", "sent.md"])
def test_every_field_says_what_it_is(page: str) -> None:
    bullets = re.findall(r"^- `\w+: .*", pages()[page], re.MULTILINE)
    assert len(bullets) > 50
    assert [line for line in bullets if not re.match(r"- `[^`]+`: \S", line)] == []


def test_every_method_has_an_example() -> None:
    shown = {each.target for each in examples()}
    methods = {
        f"{name}.{each}"
        for name in RESOURCES
        for each, member in vars(getattr(api, name)).items()
        if inspect.isfunction(member) and not each.startswith("_")
    }
    assert len(methods) > 40
    assert (methods | ALSO_SHOWN) - shown == set()
    assert {target.partition(".")[0] for target in shown} <= {*api.__all__}


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.name)
def test_every_example_is_shown(example: Example) -> None:
    assert f"```python\n{example.code}\n```" in "".join(pages().values())


def anchor_of(heading: str) -> str:
    """As a forge makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_link_leads_somewhere() -> None:
    anchors = {
        f"{name}#{anchor_of(heading)}"
        for name, text in pages().items()
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    links = {
        (target or name, anchor)
        for name, text in pages().items()
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text)
    }
    assert [target for target, _anchor in links if not (FOLDER / target).exists()] == []
    assert {f"{target}#{anchor}" for target, anchor in links if anchor} - anchors == set()
