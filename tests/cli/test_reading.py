"""The commands that read, against a sandbox on a socket: show, list, open, config path."""

import csv
import io
import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pexpect
import pytest

from stancer_tui.cli.main import main
from stancer_tui.config import DemoOptions, DeskOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.sandbox.serving import serving
from tests.ui.driving import NOW, PARIS, screen_text, settled, until

HOSTILE = "=1+1 \x1b]52;c;x\x07\u202e\u009b"
UNKNOWN_PAYMENT = f"paym_{'0' * 24}"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(SandboxSettings(payments=600, port=0)) as running:
        yield running.url


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    monkeypatch.setenv("STANCER_API_KEY_LIVE", DEMO_SECRET_LIVE)
    monkeypatch.setattr("stancer_tui.cli.listing.local_zone", lambda: UTC)


def ask(url: str, path: str, body: dict[str, Any] | None = None, key: str = DEMO_SECRET_TEST) -> Any:
    """What the API itself answers."""
    credentials = b64encode(f"{key}:".encode()).decode()
    request = Request(
        f"{url}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
    )
    with urlopen(request, timeout=120) as answer:
        return json.load(answer)


def everything(url: str, kind: str, key: str = DEMO_SECRET_TEST) -> list[dict[str, Any]]:
    """Every object of a list, page by page."""
    name = "payments" if kind == "checkout" else kind
    items: list[dict[str, Any]] = []
    while True:
        page = ask(url, f"/v1/{kind}/?start={len(items)}&limit=100", key=key)
        items += page[name]
        if not page["range"]["has_more"]:
            return items


def utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


class TestList:
    def test_json_lines_are_the_objects_as_received_from_every_page(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["list", "payments", "--json", "--oldest-first", "--api-url", url]) == 0
        printed = [json.loads(line)["received"] for line in lines(capsys)]
        assert len(printed) > 100, "more than one page"
        assert printed == everything(url, "checkout")

    def test_dates_and_statuses_are_compared_here(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        every = everything(url, "checkout")
        since, end = every[20]["created"], every[80]["created"]
        wanted = [
            each["id"]
            for each in every
            if since <= each["created"] < end and each.get("status") in {"captured", "refused"}
        ]
        assert wanted
        moments = [utc(each).isoformat() for each in (since, end)]
        arguments = [
            "--since",
            moments[0],
            "--until",
            moments[1],
            "--status",
            "captured",
            "--status",
            "refused",
        ]
        assert main(["list", "payments", "--json", "--api-url", url, *arguments]) == 0
        assert [json.loads(line)["id"] for line in lines(capsys)] == wanted[::-1]
        assert main(["list", "payments", "--json", "--oldest-first", "--api-url", url, *arguments]) == 0
        assert [json.loads(line)["id"] for line in lines(capsys)] == wanted

    def test_a_day_is_meant_whole(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        every = everything(url, "checkout")
        day = utc(every[70]["created"]).date().isoformat()
        assert main(["list", "payments", "--api-url", url, "--since", day, "--until", day]) == 0
        ids = [line.split()[0] for line in lines(capsys)]
        assert every[70]["id"] in ids
        assert ids == [each["id"] for each in every[::-1] if utc(each["created"]).date().isoformat() == day]

    def test_an_order_is_asked_of_the_api_and_the_rest_compared(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        known = next(each for each in everything(url, "checkout") if each.get("order_id"))
        order = ["list", "payments", "--api-url", url, "--order-id", known["order_id"]]
        assert main(order) == 0
        assert known["id"] in capsys.readouterr().out
        assert main([*order, "--unique-id", "of-another"]) == 0
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err == "No payments match.\n"

    def test_a_limit_counts_what_matches(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["list", "payments", "--api-url", url, "--status", "refused", "--limit", "3"]) == 0
        found = lines(capsys)
        assert len(found) == 3
        assert all(" refused " in line for line in found)

    def test_csv_has_numbers_and_no_formula(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        made = ask(
            url,
            "/v1/checkout/",
            {"amount": 123456, "currency": "eur", "description": HOSTILE, "order_id": "@x"},
        )
        assert main(["list", "payments", "--csv", "--api-url", url, "--order-id", "@x"]) == 0
        text = capsys.readouterr().out
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\u009b"}
        row = next(csv.DictReader(io.StringIO(text)))
        assert row["id"] == made["id"]
        assert (row["amount_minor"], row["amount"], row["currency"]) == ("123456", "1234.56", "EUR")
        assert row["order_id"] == "'@x"
        assert row["description"].startswith("'=1+1")
        assert main(["list", "payments", "--csv", "--mask", "--api-url", url, "--order-id", "@x"]) == 0
        assert "1+1" not in capsys.readouterr().out

    def test_json_keeps_every_character_and_steers_no_terminal(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ask(
            url,
            "/v1/checkout/",
            {"amount": 100, "currency": "eur", "description": HOSTILE, "order_id": "é-1"},
        )
        assert main(["list", "payments", "--json", "--api-url", url, "--order-id", "é-1"]) == 0
        (text,) = lines(capsys)
        assert text.isprintable()
        assert json.loads(text)["received"]["description"] == HOSTILE
        assert "é-1" in text, "letters stay readable"

    @pytest.mark.parametrize("kind", ["refunds", "disputes", "payouts"])
    def test_every_other_kind_is_listed_newest_first(
        self, kind: str, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        live = ["--live", "--api-url", url]
        assert main(["list", kind, "--json", *live]) == 0
        every = everything(url, kind, DEMO_SECRET_LIVE)
        assert every
        newest = every[::-1]
        assert [json.loads(line)["received"] for line in lines(capsys)] == newest
        assert main(["list", kind, *live]) == 0
        assert [line.split()[0] for line in lines(capsys)] == [each["id"] for each in newest]
        assert main(["list", kind, "--csv", "--oldest-first", *live]) == 0
        assert [row["id"] for row in csv.DictReader(lines(capsys))] == [each["id"] for each in every]

    def test_a_dispute_without_a_currency_is_not_given_decimals(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        dispute = everything(url, "disputes", DEMO_SECRET_LIVE)[0]
        assert "currency" not in dispute
        assert main(["list", "disputes", "--live", "--oldest-first", "--limit", "1", "--api-url", url]) == 0
        assert f"{dispute['amount']} minor units" in capsys.readouterr().out

    def test_payouts_in_test_mode_are_explained(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["list", "payouts", "--api-url", url]) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert "Payouts exist in live mode only" in output.err
        assert "501" in output.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("refunds", "--order-id", "1"), "--order-id is not for refunds"),
            (("disputes", "--status", "x"), "--status is not for disputes"),
            (("payments", "--since", "2026-11-02", "--until", "2026-11-01"), "--until is before --since"),
            (("payments", "--unique-id", "x" * 37), "must have 1 to 36 characters"),
            (("payments", "--json", "--mask"), "leave out --mask"),
        ],
    )
    def test_what_makes_no_sense_is_2(
        self, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["list", *arguments, "--api-url", "http://localhost:1"]) == 2
        output = capsys.readouterr()
        assert said in output.err
        assert output.out == ""

    def test_a_pipe_that_closes_ends_it_quietly(self) -> None:
        command = '"$0" -m stancer_tui --demo list payments --since 2026-01-01 --json | head -n 3'
        result = subprocess.run(
            ["/bin/sh", "-c", command, sys.executable],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert [json.loads(line)["id"][:5] for line in result.stdout.splitlines()] == ["paym_"] * 3
        assert result.stderr == ""

    def test_nothing_is_left_on_disk(self, url: str) -> None:
        assert main(["list", "payments", "--limit", "1", "--api-url", url]) == 0
        assert not Path(os.environ["STANCER_TUI_HOME"]).exists()


class TestShow:
    def test_a_payment_has_every_field_of_the_desk(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        known = next(each for each in everything(url, "checkout") if each.get("status") == "refused")
        assert main(["show", known["id"], "--api-url", url]) == 0
        text = capsys.readouterr().out
        for words in (known["id"], known["response"], "refused", "3-D Secure", "not reported by the API"):
            assert words in text
        assert main(["show", known["id"], "--json", "--api-url", url]) == 0
        assert json.loads(capsys.readouterr().out)["received"] == ask(url, f"/v1/checkout/{known['id']}")

    def test_any_kind_is_found_by_its_prefix(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        payment = next(
            each
            for each in everything(url, "checkout", DEMO_SECRET_LIVE)
            if each.get("card") and each.get("customer") and each.get("refunds")
        )
        dispute = everything(url, "disputes", DEMO_SECRET_LIVE)[0]
        payout = everything(url, "payouts", DEMO_SECRET_LIVE)[0]
        for known in (payment["card"], payment["customer"], payment["refunds"][0], dispute, payout):
            object_id = known if isinstance(known, str) else known["id"]
            assert main(["--live", "show", object_id, "--api-url", url]) == 0
            assert object_id in capsys.readouterr().out
        euros, cents = divmod(payout["amount"], 100)
        assert main(["--live", "show", payout["id"], "--api-url", url]) == 0
        assert f"{euros:,}.{cents:02d} EUR" in capsys.readouterr().out

    def test_foreign_text_steers_no_terminal_and_can_be_hidden(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        customer = ask(url, "/v1/customers/", {"name": f"Ana {HOSTILE}", "email": "ana@example.com"})
        assert main(["show", customer["id"], "--api-url", url]) == 0
        text = capsys.readouterr().out
        assert "Ana =1+1" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\u009b"}
        assert main(["show", customer["id"], "--mask", "--api-url", url]) == 0
        text = capsys.readouterr().out
        assert "Ana" not in text
        assert "ana@" not in text

    def test_what_is_not_there_and_what_is_no_id(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", UNKNOWN_PAYMENT, "--api-url", url]) == 1
        assert "knows no such object in this mode" in capsys.readouterr().err
        assert main(["show", "AL-2608", "--api-url", url]) == 2
        assert "That is not an id" in capsys.readouterr().err

    def test_a_refused_key_and_a_missing_one_are_3(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("STANCER_API_KEY_TEST", "stest_NobodyKnowsThisKey123456")
        assert main(["show", UNKNOWN_PAYMENT, "--api-url", url]) == 3
        assert "does not accept the key" in capsys.readouterr().err
        monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_LIVE)
        assert main(["list", "payments", "--api-url", url]) == 3
        output = capsys.readouterr()
        assert "This is a secret live key" in output.err
        assert DEMO_SECRET_LIVE not in output.err

    def test_no_answer_is_1_and_not_emptiness(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["list", "payments", "--api-url", "http://localhost:1"]) == 1
        output = capsys.readouterr()
        assert "could not be reached" in output.err
        assert "No payments" not in output.err
        assert output.out == ""


class TestOpen:
    def test_the_desk_is_given_the_payment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[DeskOptions] = []

        def opened(options: DeskOptions, keys: Mapping[str, str]) -> int:
            seen.append(options)
            return 0

        monkeypatch.setattr("stancer_tui.cli.open_object.open_desk", opened)
        monkeypatch.setattr("stancer_tui.cli.open_object.check_terminal", lambda: None)
        assert main(["open", UNKNOWN_PAYMENT, "--live"]) == 0
        assert (seen[0].open_id, seen[0].live) == (UNKNOWN_PAYMENT, True)

    def test_what_is_no_id_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["open", "a customer"]) == 2
        assert "id" in capsys.readouterr().err

    async def test_the_payment_stands_over_the_list(self) -> None:
        desks = DemoDesks(DemoOptions(now=NOW, payments=20))
        known = await first_payment(desks)
        app = StancerApp(desks, zone=PARIS, open_id=known)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, PaymentScreen))
            await settled(pilot)
            assert known in screen_text(app)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, PaymentsScreen)

    async def test_from_a_shell(self) -> None:
        desks = DemoDesks(DemoOptions(now=NOW, payments=20))
        known = await first_payment(desks)
        await desks.aclose()
        arguments = ["--demo", "--payments", "20", "--now", NOW.isoformat(), "open", known]
        with spawned("-m", "stancer_tui", *arguments) as child:
            child.expect_exact(known)
            child.send("q")
            child.expect(pexpect.EOF)
        assert child.exitstatus == 0


async def first_payment(desks: DemoDesks) -> str:
    desk = await desks.open(Mode.TEST)
    page = await desk.client.payments.page(limit=1)
    await desk.aclose()
    known = page.items[0].id
    assert known is not None
    return known


@contextmanager
def spawned(*arguments: str) -> Iterator[Any]:
    """Python in a terminal of its own."""
    env = {**os.environ, "TERM": "xterm-256color"}
    child = pexpect.spawn(
        sys.executable, list(arguments), env=env, dimensions=(24, 80), timeout=120, encoding="utf-8"
    )
    try:
        yield child
    finally:
        child.close(force=True)


class TestConfigPath:
    def test_the_path_is_printed_with_or_without_a_file(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["config", "path"]) == 0
        assert capsys.readouterr().out == f"{tmp_path / 'home' / 'config' / 'config.toml'}\n"
        assert main(["config", "path", "--config", "/x/y.toml"]) == 0
        assert capsys.readouterr().out == "/x/y.toml\n"
