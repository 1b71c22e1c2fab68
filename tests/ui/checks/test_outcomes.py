"""A check in the list says what it came to and whom it was about, after a restart too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from stancer_tui.api.limits import Limits
from stancer_tui.models.mode import Mode
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from stancer_tui.ui.checks.section import ChecksScreen
from stancer_tui.ui.widgets.row_preview import RowPreview
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp
from tests.ui.desks.ticket_shop import DAY, named
from tests.ui.driving import NARROW, NOW, demo, desk_app, press, screen_text, settled

TALL = (160, 45)


def answer(name: str, **fields: Any) -> dict[str, Any]:
    """A check as the API answers it."""
    return {
        "id": named("chck", name),
        "status": "checked",
        "response": "00",
        "verified": False,
        "score_name": 12,
        "iban_valid": True,
        "date_birth_valid": True,
        "iban_type": True,
        "customer": {"name": "Nora Petit"},
        "sepa": {"country": "FR", "last4": "2606"},
        "created": SECONDS - DAY,
        "live_mode": True,
    } | fields


@asynccontextmanager
async def asked(app: MoneyApp, *names: str, size: tuple[int, int] = TALL) -> AsyncIterator[Pilot[int]]:
    """The list after a restart: the journal knows that these were answered, and their ids."""
    async with demo(size, mode=Mode.LIVE, desks=WireDesks(app=app, limits=Limits(attempts=1))) as pilot:
        desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)
        for place, name in enumerate(names, 1):
            pending = PendingRequest(
                id=name,
                kind=RequestKind.CHECK,
                live=True,
                created_at=NOW.fromtimestamp(SECONDS - place * DAY, NOW.tzinfo),
                key_fingerprint=desk.key_fingerprint,
                state=RequestState.DONE,
                reason="checked",
                owner=Owner(1, "", "agent"),
                object_id=named("chck", name),
            )
            await desk.pending_requests.ledger.record(pending)
        await press(pilot, "6")
        yield pilot


def here(pilot: Pilot[int]) -> ChecksScreen:
    assert isinstance(pilot.app.screen, ChecksScreen)
    return pilot.app.screen


def rows(pilot: Pilot[int]) -> list[str]:
    """The cells of outcome, person and account of each row."""
    columns = {each.key: each for each in here(pilot).every_column()}
    picked = [columns[key] for key in ("status", "about", "account")]
    return [" · ".join(each.text(line) for each in picked) for line in here(pilot).lines.shown]


def beside(pilot: Pilot[int]) -> str:
    return " ".join(str(pilot.app.screen.query_one(RowPreview).render()).split())


async def test_an_answered_check_says_what_came_of_it_and_about_whom() -> None:
    app = MoneyApp(live=True)
    app.objects |= {each["id"]: each for each in (answer("bad"), answer("good", verified=True))}
    async with asked(app, "bad", "good") as pilot:
        assert rows(pilot) == [
            "✗ name does not match · Nora Petit · FR··2606",
            "✓ confirmed · Nora Petit · FR··2606",
        ]
        assert "✗ 1 not confirmed" in screen_text(desk_app(pilot))
        assert "✗ name does not match" in beside(pilot)
        assert "The bank does not confirm the account and its holder" in beside(pilot)
        assert "About Nora Petit" in beside(pilot)
        assert "checked" not in screen_text(desk_app(pilot)).replace("Checks", "")
        reads = len(app.asked)
        await press(pilot, "2", "6")
        assert not [path for path in app.asked[reads:] if "check/" in path], "an answer is read once"


async def test_at_80_columns_two_lines_say_the_outcome_and_the_person() -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "bad")] = answer("bad")
    async with asked(app, "bad", size=NARROW) as pilot:
        outcome, whom = str(pilot.app.screen.query_one("#strip", Static).render()).splitlines()
        assert outcome.startswith("✗ name does not match · The bank does not confirm")
        assert whom.startswith("Nora Petit · FR··2606 · Account check")
        assert "Nora Petit" in screen_text(desk_app(pilot)).splitlines()[3]


async def test_an_answer_that_cannot_be_read_is_no_outcome() -> None:
    app = MoneyApp(live=True)
    app.refuse = lambda path, _: (500, {"error": {"message": "Oops"}}) if "check/" in path else None
    async with asked(app, "bad") as pilot:
        assert rows(pilot) == ["? outcome not read · – · –"]
        assert "the answer could not be read" in beside(pilot)
        assert "✓" not in beside(pilot)
        app.refuse = lambda *_: None
        app.objects[named("chck", "bad")] = answer("bad")
        await press(pilot, "f5")
        assert rows(pilot) == ["✗ name does not match · Nora Petit · FR··2606"]


async def test_with_a_key_that_is_not_accepted_the_other_answers_are_not_asked_for() -> None:
    app = MoneyApp(live=True)
    app.refuse = lambda path, _: (429, {"error": {"message": "Slow"}}) if "check/" in path else None
    async with asked(app, *(f"c{number}x" for number in range(9))) as pilot:
        assert len([path for path in app.asked if "check/" in path]) == 4, "the first few"
        assert len(rows(pilot)) == 9
        assert {row.split(" · ")[0] for row in rows(pilot)} == {"? outcome not read"}


@pytest.mark.parametrize(
    ("typed", "found"), [("petit", 1), ("customer:nora", 1), ("last4:2606", 1), ("Zoé", 0)]
)
async def test_a_check_is_found_by_its_person_and_account(typed: str, found: int) -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "bad")] = answer("bad")
    async with asked(app, "bad") as pilot:
        here(pilot).search_for(typed)
        await settled(pilot)
        assert len(here(pilot).lines.shown) == found


async def test_mask_hides_whom_a_check_is_about() -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "bad")] = answer("bad")
    async with asked(app, "bad") as pilot:
        desk_app(pilot).parts.mask = True
        here(pilot).times_changed()
        await settled(pilot)
        text = screen_text(desk_app(pilot))
        assert "N•••" in text
        assert "Petit" not in text
