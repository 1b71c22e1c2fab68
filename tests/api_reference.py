"""The reference of the client in docs/api: `python -m tests.api_reference --write`.

griffe reads the names, signatures and docstrings out of the source; the examples are those of
`tests.api.examples`. Without `--write` it says which pages would change.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from griffe import Alias, Attribute, Class, Function, GriffeLoader, Module, Object

from tests.api.examples import examples
from tests.api_signatures import Signatures

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "api"

_NOTE = "<!-- python -m tests.api_reference --write -->"
_INTRO = """\
Everything public is imported from `stancer_tui.api`; the modules below it may change. These pages are
written from the source, their examples are run by the tests, and what stands behind a `print` is what it
prints. "Reference" means that of the API, which is Stancer's."""


@dataclass(frozen=True)
class Page:
    """One file: its names in the order in which they are read."""

    stem: str
    title: str
    intro: str
    names: tuple[str, ...]


PAGES = (
    Page(
        "client",
        "The client",
        "What opens the API, and what goes with it.",
        (
            *("StancerClient", "Timeouts", "Limits", "RequestLog", "RequestRecord", "Mode", "Secret"),
            *("DEFAULT_BASE_URL", "AsgiApp", "payment_page_url", "iframe_snippet"),
        ),
    ),
    Page(
        "resources",
        "The resources",
        "What the API offers, by the attributes of `StancerClient`. In the examples `stancer` is an open\n"
        "client.",
        (
            *("Payments", "Refunds", "Cards", "SepaAccounts", "Customers", "Addresses", "Disputes"),
            *("Payouts", "Checks", "Scorings", "Page", "PaymentReading", "ReadsPages", "WholePage"),
        ),
    ),
    Page(
        "sent",
        "What is sent",
        "Frozen dataclasses, made with keywords. They are checked against the limits of the API's reference\n"
        "before they are sent: `InvalidField` names the field. `payload` gives the JSON.",
        (
            *("NewPayment", "PaymentChange", "AuthRequest", "NewDevice", "NewCard", "NewSepa"),
            *("NewCustomer", "NewAddress"),
        ),
    ),
    Page(
        "answers",
        "What comes back",
        "Frozen objects. Amounts are minor units, moments aware datetimes in UTC.",
        (
            *("Payment", "Auth", "Device", "Refund", "Dispute", "Payout", "PayoutPart", "Card", "Sepa"),
            *("Customer", "Address", "Check", "Scoring", "StancerObject", "Money", "Kind", "kind_of"),
            *("PaymentRow", "ListedRefund", "payment_row", "UnreadableRow"),
        ),
    ),
    Page(
        "errors",
        "Errors",
        "Every error is an `ApiError`. Before a write is sent again, its `Effect` decides.",
        (
            *("Effect", "ApiError", "InvalidField", "ReadOnly", "NotSent", "BadEnvironment", "TlsFailure"),
            *("Unreachable", "DeadlineExceeded", "UnreadableAnswer", "AnswerTooLarge", "WrongObject"),
            *("WrongMode", "EndlessList", "BadRequest", "Unauthorized", "NotFound", "Conflict"),
            *("RateLimited", "TokenInvalid", "ServerError", "NotImplementedByApi", "Unavailable"),
            "UnexpectedStatus",
        ),
    ),
    Page(
        "sync",
        "For code that is not async",
        "The same client with the same methods, without `await`: what stands with a method of the\n"
        "[resources](resources.md) holds of its twin.",
        (
            *("SyncStancerClient", "SyncPayments", "SyncRefunds", "SyncCards", "SyncSepaAccounts"),
            *("SyncCustomers", "SyncAddresses", "SyncDisputes", "SyncPayouts", "SyncChecks", "SyncScorings"),
        ),
    ),
)

_TWINS = {*PAGES[-1].names} - {"SyncStancerClient"}
"""Their words are those of the classes that they are twins of."""

_HOME = {name: page.stem for page in PAGES for name in page.names}


def _load() -> tuple[Module, dict[str, Object]]:
    loader = GriffeLoader(search_paths=[ROOT], allow_inspection=False)
    package = loader.load("stancer_tui")
    loader.resolve_aliases()
    assert isinstance(package, Module)
    members = package["api"].members
    return package, {name: _itself(members[name]) for name in package["api"].exports}


def _itself(value: Object | Alias) -> Object:
    found = value.final_target if isinstance(value, Alias) else value
    assert isinstance(found, Object)
    return found


def anchor(heading: str) -> str:
    """Where a forge lets a link to a heading go."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


class Writer:
    """Writes one page after the other."""

    def __init__(self) -> None:
        self._package, self._public = _load()
        self._signatures = Signatures(self._package)
        self._headings = set(self._public)
        for name, value in self._public.items():
            if isinstance(value, Class) and name not in _TWINS:
                self._headings |= {f"{name}.{each.name}" for each in _methods(value)}

    def pages(self) -> dict[Path, str]:
        """The text of each file, by its path."""
        placed = sorted(name for page in PAGES for name in page.names)
        assert placed == sorted(self._public), "PAGES has to hold every public name once"
        made = {FOLDER / f"{page.stem}.md": self._page(page) for page in PAGES}
        return {FOLDER / "README.md": self._index(), **made}

    def _index(self) -> str:
        parts = [_NOTE, "# The client, name by name", _INTRO]
        for page in PAGES:
            names = ", ".join(f"[`{name}`]({page.stem}.md#{anchor(name)})" for name in page.names)
            parts.append(f"## [{page.title}]({page.stem}.md)\n\n{names}")
        return "\n\n".join(parts) + "\n"

    def _page(self, page: Page) -> str:
        parts = [_NOTE, f"# {page.title}", self._linked(page.intro, "", page.stem)]
        for name in page.names:
            parts += [f"## {name}", *self._object(name, self._public[name], page.stem)]
        return "\n\n".join(parts) + "\n"

    def _object(self, name: str, value: Object, stem: str) -> Iterator[str]:
        if isinstance(value, Class):
            yield from self._class(name, value, stem)
            return
        if isinstance(value, Function):
            yield self._signatures.block([value])
        elif isinstance(value, Attribute):
            yield f"```python\n{name} = {self._signatures.constant(value.value)}\n```"
        yield self._words(value, name, stem)
        yield from _examples(name)

    def _class(self, name: str, value: Class, stem: str) -> Iterator[str]:
        bases = [str(base) for base in value.bases if str(base) in self._public]
        if bases:
            yield self._linked(f"A kind of `{bases[0]}`.", name, stem)
        yield self._words(value, name, stem)
        start = value.members.get("__init__")
        if isinstance(start, Function) and start.docstring:
            yield self._signatures.block([start], name)
            yield self._words(start, name, stem)
        fields = "\n".join(self._fields(name, value, stem))
        if fields:
            yield fields
        yield from _examples(name)
        if name in _TWINS:
            yield self._signatures.block(_methods(value))
            return
        for method in _methods(value):
            whole = f"{name}.{method.name}"
            yield f"### {whole}"
            yield self._signatures.block([method])
            yield self._words(method, name, stem)
            yield from _examples(whole)

    def _fields(self, name: str, value: Class, stem: str) -> Iterator[str]:
        bare = []
        for each in _members(value):
            if not isinstance(each, Attribute):
                continue
            text, words = self._signatures.field(each, value), self._words(each, name, stem)
            if words:
                yield f"- {text}: {' '.join(words.split())}"
            else:
                bare.append(text)
        if bare:
            yield f"- {', '.join(bare)}"

    def _words(self, value: Object, name: str, stem: str) -> str:
        return self._linked(value.docstring.value.strip(), name, stem) if value.docstring else ""

    def _linked(self, words: str, name: str, stem: str) -> str:
        """The words, in which the public names that they speak of are links."""

        def link(found: re.Match[str]) -> str:
            whole, owner = found[1], found[1].partition(".")[0]
            if owner not in _HOME or owner == name:
                return found[0]
            home = "" if _HOME[owner] == stem else f"{_HOME[owner]}.md"
            return f"[{found[0]}]({home}#{anchor(whole if whole in self._headings else owner)})"

        return re.sub(r"(?<!\[)`([A-Za-z_.]+)`", link, words)


def _members(value: Class) -> Iterator[Object]:
    """What is public of a class, that of a base which nobody imports included."""
    inherited = [] if any(str(base) in _HOME for base in value.bases) else value.inherited_members.values()
    for member in (*value.members.values(), *inherited):
        if not member.name.startswith("_") and member.name != "model_config":
            yield _itself(member)


def _methods(value: Class) -> Iterator[Function]:
    return (each for each in _members(value) if isinstance(each, Function))


def _examples(target: str) -> Iterator[str]:
    for each in examples():
        if each.target == target:
            yield "\n\n".join(part for part in (each.words, f"```python\n{each.code}\n```") if part)


def stale() -> list[Path]:
    """The pages that are not what would be written, and those that nobody writes."""
    made = Writer().pages()
    left = {*FOLDER.glob("*.md")} - {*made}
    return sorted(left) + [
        path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are stale; the exit code."""
    if arguments == ["--write"]:
        FOLDER.mkdir(exist_ok=True)
        for path, text in Writer().pages().items():
            path.write_text(text, encoding="utf-8")
    found = stale()
    for path in found:
        sys.stdout.write(f"{path.relative_to(ROOT)}: run python -m tests.api_reference --write\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
