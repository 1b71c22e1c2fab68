"""The service on the real client and the sandbox in process: nothing is lost, doubled or unreadable."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.render.columns import payment_columns
from stancer_tui.render.fields import payment_sections
from stancer_tui.render.search_text import search_text
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.services.payments.service import PaymentsService
from stancer_tui.services.payments.timeline import timeline
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
async def client() -> AsyncIterator[StancerClient]:
    app = create_app(SandboxSettings(payments=400, now=FixedClock(NOW)))
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        yield client
    app.state.sandbox.close()


@pytest.fixture
def desk(client: StancerClient) -> PaymentsService:
    return PaymentsService(client, lambda: NOW)


async def test_a_window_holds_what_a_plain_walk_finds(client: StancerClient, desk: PaymentsService) -> None:
    window = PRESETS[3].window(NOW)
    index = PaymentIndex(search_text)
    loaded = 0
    async for batch in desk.load(window):
        loaded += len(batch.rows)
        index.add(batch.rows)
    plain = [
        row
        async for page in client.payments.walk(created=int(window.since.timestamp()), read=payment_row)
        for row in page.items
    ]
    assert all(isinstance(row, PaymentRow) for row in plain)
    assert loaded == len(plain) == len(index) > 200
    view = View(index)
    shown = [row.created or 0 for row in view.rows(0, len(view))]
    assert shown == sorted(shown, reverse=True)
    assert {row.id for row in view.rows(0, len(view))} == {row.id for row in plain}


async def test_an_earlier_window_ends_before_the_later_one(desk: PaymentsService) -> None:
    until = NOW - timedelta(days=10)
    window = Window(NOW - timedelta(days=20), until, "ten days")
    rows = [row async for batch in desk.load(window) for row in batch.rows]
    assert rows
    assert all(window.since.timestamp() <= (row.created or 0) < until.timestamp() for row in rows)


async def test_every_payment_of_the_shop_can_be_shown_in_full(desk: PaymentsService) -> None:
    columns = payment_columns(PARIS, lambda: NOW)
    async for batch in desk.load(PRESETS[1].window(NOW)):
        for row in batch.rows:
            assert all(column.text(row) for column in columns)
            assert row.id is not None
            payment = await desk.get(row.id)
            sections = payment_sections(payment, zone=PARIS, now=NOW)
            assert all(field.value for section in sections for field in section.fields)
            assert any(event.source == "created" for event in timeline(payment))


async def test_references_lead_to_their_payment_and_unknown_ones_to_nothing(desk: PaymentsService) -> None:
    rows = [row async for batch in desk.load(PRESETS[1].window(NOW)) for row in batch.rows]
    known = next(row for row in rows if isinstance(row, PaymentRow) and row.order_id)
    assert known.order_id is not None
    assert known in await desk.by_order(known.order_id)
    assert await desk.by_order("no-such-order") == ()
    assert await desk.by_unique_id("no-such-id") == ()
    assert known.created is not None
    assert known in await desk.refresh(known.created)
