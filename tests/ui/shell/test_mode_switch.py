"""Between test and live: reading stops and goes on, the way back stays in its mode, everything is closed."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.services.payments.windows import PRESETS
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.shell.loaded_payments import Progress
from tests.ui.desks.scripted_api import Answer, PaymentsApp, WireDesks, payment
from tests.ui.driving import NOW, current, demo, desk_app, press, settled, until

COUNT = 250


class Held(PaymentsApp):
    """Answers nothing while `gate` is closed; `waiting` counts who stands before it."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__(items)
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.waiting += 1
        try:
            await self.gate.wait()
        finally:
            self.waiting -= 1
        await super().__call__(scope, receive, send)

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer:
        status, body = super().answer(path, query)
        return status, body | {"live_mode": None}


async def test_the_mode_that_is_left_reads_no_further_and_goes_on_when_the_agent_is_back() -> None:
    items = [payment(number, live_mode=None) for number in range(1, COUNT + 1)]
    wire = Held(items)
    async with demo(desks=WireDesks(app=wire)) as pilot:
        app = desk_app(pilot)
        loader = app.parts.windows.loader(Mode.TEST)
        wire.gate.clear()
        loader.choose(PRESETS[2].window(NOW))
        await until(pilot, lambda: wire.waiting > 0)
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.parts.places.mode is Mode.LIVE)
        wire.gate.set()
        await settled(pilot)
        assert app.parts.windows.loader(Mode.LIVE).rows.progress is Progress.DONE
        assert (loader.rows.progress, len(loader.rows.index)) == (Progress.STOPPED, 0)
        await press(pilot, "ctrl+t")
        assert (loader.rows.progress, len(loader.rows.index)) == (Progress.DONE, COUNT)


async def test_the_way_back_never_leads_into_the_other_mode() -> None:
    async with demo() as pilot:
        app = desk_app(pilot)
        first = current(pilot).id
        await press(pilot, "enter", "escape", "down")
        second = current(pilot).id
        await press(pilot, "enter", "escape", "ctrl+t", "tab", "enter")
        assert app.parts.places.mode is Mode.LIVE
        live = current(pilot).id
        await press(pilot, "enter", "left_square_bracket")
        assert isinstance(app.screen, PaymentScreen)
        assert (app.screen.mode, app.screen.payment_id) == (Mode.LIVE, live)
        await press(pilot, "right_square_bracket")
        assert app.screen.payment_id == live
        await press(pilot, "escape", "ctrl+t", "enter", "left_square_bracket")
        assert isinstance(app.screen, PaymentScreen)
        assert (app.screen.mode, app.screen.payment_id) == (Mode.TEST, first)
        await press(pilot, "right_square_bracket")
        assert app.screen.payment_id == second


async def test_a_visit_in_live_forgets_nothing_that_lay_ahead_in_test() -> None:
    async with demo() as pilot:
        app = desk_app(pilot)
        await press(pilot, "enter", "escape", "down")
        second = current(pilot).id
        await press(
            pilot, "enter", "left_square_bracket", "escape", "ctrl+t", "tab", "enter", "enter", "escape"
        )
        assert app.parts.places.mode is Mode.LIVE
        await press(pilot, "ctrl+t", "up", "enter", "right_square_bracket")
        assert isinstance(app.screen, PaymentScreen)
        assert app.screen.payment_id == second


class Counted(WireDesks):
    """Counts how often each of its parts is closed."""

    def __init__(self, app: PaymentsApp) -> None:
        super().__init__(app=app)
        self.closed: list[str] = []

    async def open(self, mode: Mode) -> Desk:
        desk = await super().open(mode)
        for name, part in (
            ("client", desk.client),
            ("refunds", desk.refunds),
            ("pending_requests", desk.pending_requests),
        ):
            self._count(f"{mode} {name}", part)
        return desk

    def _count(self, name: str, part: Any) -> None:
        close = part.aclose

        async def counted() -> None:
            self.closed.append(name)
            await close()

        part.aclose = counted

    async def aclose(self) -> None:
        self.closed.append("journal")
        await super().aclose()


async def test_what_was_built_is_closed_once_when_the_program_ends_and_the_journal_last() -> None:
    desks = Counted(Held([payment(live_mode=None)]))
    async with demo(desks=desks) as pilot:
        await press(pilot, "ctrl+t", "tab", "enter")
        assert desks.closed == []
    parts = [f"{mode} {name}" for mode in Mode for name in ("client", "refunds", "pending_requests")]
    assert sorted(desks.closed[:-1]) == sorted(parts)
    assert desks.closed[-1] == "journal"
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert left == []
