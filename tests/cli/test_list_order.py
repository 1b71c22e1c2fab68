"""`list`: the newest first, however long ago; how much is read for it, and what a terminal is told."""

import json
import os
import re
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from stancer_tui.api.pages import Page
from stancer_tui.cli.list_filter import ListFilter
from stancer_tui.cli.list_walk import walk
from stancer_tui.cli.main import main
from stancer_tui.render.listed import Listed as Listing
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving

NOW = datetime.now(UTC).replace(microsecond=0)
AGES = (
    *(timedelta(minutes=number) for number in range(1, 131)),
    *(timedelta(days=1, hours=2), timedelta(days=1, hours=2), timedelta(days=8), timedelta(days=45)),
    *(timedelta(days=46), timedelta(days=900), timedelta(days=901)),
)
"""Of each payment, newest first: two pages of today, two of one second, years without any."""


class Ear:
    """Hears every request of a list."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self._app: ASGIApp | None = None

    def behind(self, app: ASGIApp) -> "Ear":
        self._app = app
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._app is not None
        if scope["type"] == "http":
            query = parse_qs(scope["query_string"].decode())
            self.asked.append({name: values[0] for name, values in query.items()})
        await self._app(scope, receive, send)


def made(number: int, age: timedelta) -> dict[str, Any]:
    return {
        "id": f"paym_{number:024d}",
        "amount": 1000 + number,
        "currency": "eur",
        "status": "refused" if number % 2 else "captured",
        "order_id": "TWICE" if number in {3, 133} else f"N-{number}",
        "created": int((NOW - age).timestamp()),
        "customer": {"id": f"cust_{number:024d}", "name": "Océane Rivière", "email": "o@courriel.example"},
    }


PAYMENTS = [made(number, age) for number, age in enumerate(AGES)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("shop") / "shop.json"
    customers = [each["customer"] for each in PAYMENTS]
    payments = [each | {"customer": each["customer"]["id"]} for each in PAYMENTS]
    file.write_text(json.dumps({"test": {"payments": payments, "customers": customers}}), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    with serving(SandboxSettings(data=data, payments=0, port=0, now=FixedClock(NOW))) as running:
        yield running.url


@pytest.fixture
def listed(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> "Listed":
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    return Listed(url, capsys)


class Listed:
    """Runs the command against the shop."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> list[str]:
        """The lines on stdout."""
        assert main(["list", "payments", *arguments, "--api-url", self.url]) == code
        out, self.err = self.capsys.readouterr()
        return out.splitlines()

    def numbers(self, *arguments: str) -> list[int]:
        """Which payments were listed, by their place from the newest."""
        return [int(json.loads(line)["id"][5:]) for line in self("--json", *arguments)]


EVERY = list(range(len(PAYMENTS)))


def in_order(numbers: list[int]) -> bool:
    """Newest first; the two of one second may stand in either order."""
    return [130 if each == 131 else each for each in numbers] == [
        130 if each == 131 else each for each in sorted(numbers)
    ]


def test_everything_is_listed_once_the_newest_first(listed: Listed) -> None:
    numbers = listed.numbers()
    assert sorted(numbers) == EVERY
    assert in_order(numbers)
    oldest = listed.numbers("--oldest-first")
    assert sorted(oldest) == EVERY
    assert in_order(oldest[::-1])


@pytest.mark.parametrize("count", [1, 59, 61, 131, 133, 136, 500])
def test_a_limit_means_the_newest(listed: Listed, count: int) -> None:
    numbers = listed.numbers("--limit", str(count))
    assert len(numbers) == min(count, len(EVERY))
    assert in_order(numbers)
    assert set(numbers) | {130, 131} >= set(EVERY[:count])
    oldest = listed.numbers("--oldest-first", "--limit", str(count))
    assert set(oldest) | {130, 131} >= set(EVERY[-count:])


def test_a_few_of_today_are_not_read_from_the_beginning(listed: Listed, data: Path) -> None:
    ear = Ear()
    settings = SandboxSettings(data=data, payments=0, port=0, now=FixedClock(NOW))
    with serving(settings, behind=ear.behind) as running:
        listed.url = running.url
        assert listed.numbers("--limit", "5") == EVERY[:5]
    (only,) = ear.asked
    begun = datetime.fromtimestamp(int(only["created"]), UTC)
    assert NOW - timedelta(hours=1) <= begun < NOW, "the last hour, and not everything"


def test_a_limit_counts_what_matches_back_to_where_it_does(listed: Listed) -> None:
    numbers = listed.numbers("--status", "refused", "--limit", "68")
    assert numbers == [each for each in EVERY if each % 2][:68]


def test_dates_bound_both_orders(listed: Listed) -> None:
    since, until = ((NOW - timedelta(days=days)).isoformat() for days in (46, 1))
    dates = ("--since", since, "--until", until)
    assert in_order(listed.numbers(*dates))
    assert sorted(listed.numbers(*dates)) == [130, 131, 132, 133, 134]
    assert sorted(listed.numbers("--oldest-first", *dates)) == [130, 131, 132, 133, 134]
    assert listed.numbers("--until", (NOW - timedelta(days=100)).isoformat()) == [135, 136]


def test_the_payments_of_an_order_are_newest_first_too(listed: Listed) -> None:
    assert listed.numbers("--order-id", "TWICE") == [3, 133]
    assert listed.numbers("--order-id", "TWICE", "--limit", "1") == [3]
    assert listed.numbers("--order-id", "TWICE", "--oldest-first") == [133, 3]


@pytest.mark.parametrize(
    ("status", "said"),
    [("refsed", "did you mean refused?"), ("to_refund", "is a status of a refund"), ("", "no status")],
)
def test_a_status_that_payments_do_not_have_is_refused_before_anything_is_read(
    listed: Listed, status: str, said: str
) -> None:
    listed.url = "http://localhost:1"
    assert listed("--status", status, code=2) == []
    assert said in listed.err


def test_a_status_is_read_as_people_write_it(listed: Listed) -> None:
    assert listed.numbers("--status", "Refused", "--limit", "2") == [1, 3]


def test_a_line_says_whose_it_is_and_can_hide_it(listed: Listed) -> None:
    (line,) = listed("--limit", "1")
    assert "10.00 EUR  captured" in line
    assert "Océane Rivière" in line
    (masked,) = listed("--limit", "1", "--mask")
    assert "O•••" in masked
    assert "céane" not in masked


def test_a_terminal_has_headings_and_is_told_what_is_read(
    listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not listed("--limit", "1")[0].startswith("ID")
    assert listed.err == ""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    heading, line = listed("--limit", "1")
    assert heading.split() == ["ID", "CREATED", "AMOUNT", "STATUS", "CODE", "CUSTOMER", "METHOD", "ORDER"]
    assert heading.index("ORDER") == line.index("N-0")
    assert "Reading payments since" in listed.err
    assert re.search(r"\d+ read, 1 listed\.\n$", listed.err)
    assert listed.err.count("\n") == 1, "one line that is written over does not stand between the rows"
    assert "READ" not in " ".join(listed("--json", "--limit", "1"))


def test_nothing_there_is_said_and_is_no_error(listed: Listed) -> None:
    assert listed("--until", "2001-01-01") == []
    assert listed.err == "No payments match.\n"
    assert not (Path(os.environ["STANCER_TUI_HOME"]) / "state").exists()


def test_what_was_read_is_not_read_again_and_long_times_are_read_in_parts(
    listed: Listed, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    settings = SandboxSettings(data=data, payments=0, port=0, now=FixedClock(NOW))
    with serving(settings, behind=ear.behind) as running:
        listed.url = running.url
        assert sorted(listed.numbers()) == EVERY
    parts = re.findall("Reading payments since", listed.err)
    assert len(parts) >= 5, "an hour, a day, a week, then months"
    assert len(ear.asked) <= 3 * len(parts), "each part ends where the one before began"


class Undated:
    """Payments of which one has no date: whichever dates are asked for, the API answers with it."""

    payments: Any

    def __init__(self) -> None:
        self.payments = self

    async def walk(self, *, created: int | None, **_filters: Any) -> AsyncGenerator[Page[Listing], None]:
        hours = [NOW - timedelta(hours=hours) for hours in (90, 30, 2)]
        dated = [Listing(f"paym_{at.hour:024d}", {"created": int(at.timestamp())}) for at in hours]
        found = [each for each in dated if created is None or each.raw["created"] >= created]
        yield Page((Listing("paym_undated", {}), *found), None, 0, None, 100, has_more=False)


async def test_what_has_no_date_is_listed_once() -> None:
    client: Any = Undated()
    batches = walk(
        client, ListFilter("payments"), oldest_first=False, now=NOW, on_stretch=lambda _since, _until: None
    )
    ids = [item.id async for items in batches for item in items]
    assert len(ids) == len(set(ids)) == 4
