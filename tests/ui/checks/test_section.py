"""Account checks and scorings, as an agent asks for them and reads what comes back."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.services.waiting.pending_requests import PendingRequestsService
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.checks.screen import CheckScreen, ScoringScreen
from stancer_tui.ui.checks.section import ChecksScreen
from stancer_tui.ui.forms.screen import FormScreen
from tests.ui.desks.refund_shop import Counter, HandClock, Loss, RefundClock, ShopDesks
from tests.ui.driving import PARIS, notices, press, screen_text, settled, type_text
from tests.ui.ticket_cost import Ticket

IBAN, NAME, BORN = "FR1420041010050500013M02606", "Pierre Martin", "1978-09-09"


class CheckDesks(ShopDesks):
    """The shop, its pending requests read quickly."""

    async def open(self, mode: Mode) -> Desk:
        desk = await super().open(mode)
        vars(desk)["pending_requests"] = PendingRequestsService(
            lambda kind: desk.client.checks if kind == "check" else desk.client.scoring,
            self.journal.ledger,
            RefundClock(),
            live=mode.live,
            key_fingerprint=desk.key_fingerprint,
            now=self.now,
            schedule=PollSchedule((0.3,), window=900),
        )
        return desk


@dataclass(frozen=True)
class Checker(Counter):
    """An agent who checks accounts."""

    @property
    def form(self) -> FormScreen:
        screen = self.app.screen
        assert isinstance(screen, FormScreen)
        return screen

    @property
    def posts(self) -> list[str]:
        return [path for method, path, _ in self.wire.bodies if method == "POST"]

    @property
    def told(self) -> str:
        """What the notices say."""
        return " ".join(notices(self.app))

    def error(self, name: str) -> str:
        return str(self.form.query_one(f"#field-{name} .field-note").render()).strip()

    async def fill(self, **raws: str) -> None:
        for row in self.form.rows:
            if row.field.name in raws:
                row.fill(raws[row.field.name])
        self.form.fit()
        await self.pilot.pause()

    async def answer(self) -> None:
        """Let the bank answer."""
        self.desks.clock.advance(60)
        await self.until("Account check answered")


@asynccontextmanager
async def checker(
    folder: Path, *, mode: Mode = Mode.TEST, size: tuple[int, int] = (80, 24), **policy: Any
) -> AsyncIterator[Checker]:
    desks, clock = CheckDesks(folder, policy=policy), HandClock()
    app = StancerApp(desks, mode=mode, zone=PARIS, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield Checker(pilot, desks, clock)


async def test_t9_an_account_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with checker(tmp_path) as at:
        ticket = Ticket("T9", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("6", "c")
        await ticket.type(IBAN)
        await ticket.press("enter", "enter")
        await ticket.type(NAME)
        await ticket.press("enter")
        await ticket.type("09/09/1978")
        await ticket.press("ctrl+s")
        assert "✓ The bank is asked." in at.text
        assert at.posts == ["/v1/sepa/check/"]
        at.clock.advance(1)
        await ticket.press("enter")
        assert "The bank has not answered yet." in at.text
        assert "1 check waiting" in at.text
        at.desks.clock.advance(60)
        await at.until("The bank confirms the account and its holder.")
        cost = ticket.answered()
        assert "100 of 100" in at.text
        assert "waiting" not in screen_text(at.app).splitlines()[0]
        with capsys.disabled():
            sys.stdout.write(f"\n  {cost.row()}  ({' '.join(cost.keys)} | {' '.join(set(cost.requests))})")
        assert len([each for each in cost.requests if each.startswith("POST")]) == 1
        assert {each.split()[1].rsplit("/", 1)[0] for each in cost.requests} == {"/v1/sepa/check"}


async def test_test_data_is_one_key_away_and_the_iban_stands_in_fours(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c", "f2")
        await type_text(at.pilot, "pierre")
        await press(at.pilot, "enter")
        assert at.form.raws["iban"] == "FR14 2004 1010 0505 0001 3M02 606"
        assert at.form.raws["name"] == NAME
        assert at.form.raws["date_birth"] == BORN
        assert "LA BANQUE POSTALE · PSSTFRPP" in at.error("iban")


async def test_the_iban_is_grouped_as_it_is_typed_wherever_the_cursor_is(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        await type_text(at.pilot, "fr1420041010")
        assert at.form.raws["iban"] == "FR14 2004 1010"
        await press(at.pilot, "home", "right", "right")
        await type_text(at.pilot, "76")
        assert at.form.raws["iban"] == "FR76 1420 0410 10"
        await type_text(at.pilot, "5")
        assert at.form.raws["iban"] == "FR76 5142 0041 010"


WRONG_CHECKS = [
    ("iban", "FR1420041010050500013M02607", "The check digits do not fit"),
    ("iban", "FR14 2004", "15 to 34 characters are needed, these are 8."),
    ("iban", "FR14" + "2" * 31, "15 to 34 characters are needed"),
    ("iban", "FR1420041010050500013M0260", "An IBAN of FR has another length; this one has 26."),
    (
        "iban",
        "FR14 2004 1010 0505 0001 3M02 60!",
        "U+0021 EXCLAMATION MARK at position 33 does",
    ),
    ("name", "Al", "3 to 64 characters are needed, these are 2."),
    ("name", "x" * 65, "3 to 64 characters are needed, these are 65."),
    ("date_birth", "1978-13-01", "There is no such day: write a date"),
    ("date_birth", "yesterday", "Write a date as 2026-11-01 or 01/11/2026."),
    ("date_birth", "2999-01-01", "This day is in the future."),
    ("email", "a@b.", "5 to 64 characters are needed, these are 4."),
    ("email", "a@b c.de", "An e-mail address is needed"),
    ("email", "x" * 60 + "@b.de", "5 to 64 characters are needed, these are 65."),
    ("mobile", "1234567", "8 to 16 characters are needed, these are 7."),
    ("mobile", "0" * 17, "8 to 16 characters are needed, these are 17."),
    ("mobile", "call me up", "A telephone number is needed"),
]
"""A field of a check, what is typed into it, and what is said there."""


async def test_bad_input_of_a_check_is_said_at_its_field_and_not_sent(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        right = {"iban": IBAN, "name": NAME, "date_birth": BORN, "email": "", "mobile": ""}
        for name, typed, words in WRONG_CHECKS:
            await at.fill(**right | {name: typed})
            await press(at.pilot, "ctrl+s")
            assert words in " ".join(at.error(name).split()), (name, typed)
            focused = at.form.fields.row_of(at.form.focused)
            assert focused is not None
            assert focused.field.name == name, (name, typed)
            assert "".join(str(at.form.raws[name]).split()) == "".join(typed.split())
            assert at.posts == [], (name, typed)
            await at.fill(**right)
            assert words not in " ".join(at.error(name).split()), (name, typed)


WRONG_SCORINGS = [
    ("amount", "", "Credit is needed."),
    ("amount", "0", "At least 0.01 EUR is needed."),
    ("amount", "12.3456", "EUR has only 2 decimals."),
    ("amount", "-5", "Type the amount without a sign."),
    ("upfront", "1200", "What is paid upfront must be less than the credit."),
    ("upfront", "1.2.3", "The amount is not written as one number"),
    ("duration", "0", "At least 1."),
    ("duration", "25", "At most 24."),
    ("duration", "1.5", "A whole number is needed."),
    ("return_url", "http://example.org", "An https:// address is needed."),
    ("return_url", "https://" + "x" * 2050, "1 to 2048 characters are needed"),
    ("email", "", "E-mail is needed."),
]
"""A field of a scoring, what is typed into it, and what is said there."""


async def test_bad_input_of_a_scoring_is_said_at_its_field_and_not_sent(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "s")
        right = scoring_fields()
        for name, typed, words in WRONG_SCORINGS:
            await at.fill(**right | {name: typed})
            await press(at.pilot, "ctrl+s")
            assert words in " ".join(at.error(name).split()), (name, typed)
            assert at.posts == [], (name, typed)
            await at.fill(**right)
            assert words not in " ".join(at.error(name).split()), (name, typed)


def scoring_fields() -> dict[str, str]:
    return {
        "amount": "1200",
        "upfront": "400",
        "duration": "12",
        "return_url": "https://www.example.org/",
        "name": NAME,
        "email": "pierre@example.org",
        "iban": IBAN,
    }


async def test_a_scoring_is_asked_for_its_address_handed_over_and_its_score_read(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "n", "s")
        await at.fill(**scoring_fields())
        await press(at.pilot, "ctrl+s")
        assert "The scoring was requested" in at.text
        assert at.posts == ["/v1/scoring/"]
        assert "Copy address" in at.text
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert isinstance(at.app.screen, ScoringScreen)
        assert "https://dsp2.stancer.example/" in at.text
        assert "1 scoring waiting" in at.text
        await press(at.pilot, "y")
        assert at.app.clipboard.startswith("https://dsp2.stancer.example/")
        await press(at.pilot, "o")
        assert "dsp2.stancer.example" in at.text
        await press(at.pilot, "escape")
        at.desks.clock.advance(60)
        await at.until("The score is 75 of 100.")
        assert "scoring waiting" not in at.text


async def test_the_answer_is_told_in_every_section_and_stands_in_the_list(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "n", "k")
        await at.fill(iban=IBAN, name="Pierre Martine", date_birth="1978-09-10")
        await press(at.pilot, "ctrl+s", "escape", "2")
        assert "1 check waiting" in screen_text(at.app).splitlines()[0]
        await at.answer()
        assert "the birth date does not match" in at.told
        assert "the name matches 96 of 100" in at.told
        assert "check waiting" not in screen_text(at.app).splitlines()[0]
        await press(at.pilot, "6")
        assert "✗ birth date does not match +1" in at.text
        assert "Pierre Martine" in at.text
        assert "✓" not in at.text, "it never looks like success"
        await press(at.pilot, "enter")
        assert at.shows(CheckScreen)
        assert "✗ not correct · as the bank has it" in at.text


async def test_a_restart_remembers_what_waits(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "n", "k")
        await at.fill(iban=IBAN, name=NAME, date_birth=BORN)
        await press(at.pilot, "ctrl+s", "escape")
        assert IBAN.encode() not in (tmp_path / "journal.db").read_bytes()
        assert NAME.encode() not in (tmp_path / "journal.db").read_bytes()
    async with checker(tmp_path) as at:
        assert "1 check waiting" in screen_text(at.app).splitlines()[0]
        assert at.posts == []
        await at.answer()
        assert "The bank confirms the account and its holder." in at.told


async def test_a_bank_that_answers_no_checks_is_explained_at_the_iban(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban="FR7630006000011234567890189", name=NAME, date_birth=BORN)
        await press(at.pilot, "ctrl+s")
        assert "does not answer checks" in at.error("iban")
        assert at.form.raws["name"] == NAME
        outcome = " ".join(str(at.form.query_one("#outcome").render()).split())
        assert "Stancer refused it." in outcome
        assert "So far only French banks answer account checks" in outcome
        await press(at.pilot, "escape", "tab", "enter")
        assert "✗ refused" in at.text
        assert "Stancer refused it (400). A refusal is no proof" in at.text


async def test_an_answer_that_is_lost_is_an_unknown_outcome(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban=IBAN, name=NAME, date_birth=BORN)
        at.wire.loss = Loss.AFTER
        await press(at.pilot, "ctrl+s")
        outcome = " ".join(str(at.form.query_one("#outcome").render()).split())
        assert "It is not known whether this was done." in outcome
        assert "A check moves no money" in outcome
        assert len(at.posts) == 1
        await press(at.pilot, "escape", "tab", "enter")
        assert "? outcome unknown" in at.text


async def test_a_read_only_desk_dims_what_asks(tmp_path: Path) -> None:
    async with checker(tmp_path, read_only=True) as at:
        await press(at.pilot, "n")
        assert "this desk is read-only" in at.text
        await press(at.pilot, "k")
        assert not isinstance(at.app.screen, FormScreen)
        await press(at.pilot, "escape", "6")
        assert "This desk is read-only: no bank can be asked from here." in at.text
        await press(at.pilot, "c")
        assert isinstance(at.app.screen, ChecksScreen)


async def test_without_a_journal_the_form_says_what_a_restart_would_forget(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"")
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        assert "a restart of this program would forget it" in at.text
        await at.fill(iban=IBAN, name=NAME, date_birth=BORN)
        await press(at.pilot, "ctrl+s", "escape")
        await at.answer()


async def test_a_doubtful_number_is_warned_of_and_sent_all_the_same(tmp_path: Path) -> None:
    async with checker(tmp_path) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban="FR2990665286926539507769811", name="Al", date_birth=BORN)
        await press(at.pilot, "ctrl+s")
        assert "The national check digits do not match." in at.error("iban")
        await at.fill(name="Alain")
        await press(at.pilot, "ctrl+s")
        assert at.posts == ["/v1/sepa/check/"]


async def test_live_says_live_and_has_no_test_data(tmp_path: Path) -> None:
    async with checker(tmp_path, mode=Mode.LIVE) as at:
        await press(at.pilot, "6", "c")
        assert "Account check · LIVE" in at.text
        assert "Ask the bank · LIVE" in at.text
        assert "Test data" not in at.text
