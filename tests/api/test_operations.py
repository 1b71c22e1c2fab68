"""Each operation of the reference against the sandbox: its success and its documented failures."""

from datetime import UTC, datetime
from itertools import count

import httpx
import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import (
    BadRequest,
    Conflict,
    Effect,
    NotFound,
    NotImplementedByApi,
    Unauthorized,
)
from stancer_tui.api.payment_link import payment_page_url
from stancer_tui.api.resources.addresses import NewAddress
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.new_payment import AuthRequest, NewDevice, NewPayment, PaymentChange
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.models.refund import Refund
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from tests.api.stub import QUICK
from tests.sandbox.serving import Serving

_numbers = count(1)


def visa(number: str = "4242424242424242") -> NewCard:
    """A card of its own: the expiry differs each time, so that no test meets another's card."""
    index = next(_numbers)
    return NewCard(number=number, exp_month=index % 12 + 1, exp_year=2030 + index // 12, cvc="123")


async def test_a_payment_by_card_is_created_with_a_unique_id(client: StancerClient) -> None:
    new = NewPayment(amount=1234, currency="EUR", description="A chair", order_id="o-1", card=visa())
    made = await client.payments.create(new)
    assert (made.money.amount, made.money.currency, made.method) == (1234, "eur", "card")
    assert (made.status, made.response, made.unique_id) == ("to_capture", "00", new.unique_id)
    assert made.card_object is not None
    assert made.card_object.last4 == "4242"
    assert await client.payments.get(made.id) == made


async def test_the_same_unique_id_leads_to_the_payment_that_has_it(client: StancerClient) -> None:
    new = NewPayment(amount=500, currency="eur", unique_id="order-77")
    made = await client.payments.create(new)
    with pytest.raises(Conflict) as caught:
        await client.payments.create(new)
    assert (caught.value.existing_id, caught.value.effect) == (made.id, Effect.REFUSED)
    page = await client.payments.page(unique_id="order-77")
    assert [item.id for item in page.items] == [made.id]


async def test_a_refusal_by_the_bank_is_an_answer(client: StancerClient) -> None:
    made = await client.payments.create(NewPayment(amount=500, currency="eur", card=visa("4000000000009995")))
    assert (made.status, made.response) == ("refused", "51")


async def test_a_payment_gets_its_card_then_is_authorized_and_captured(client: StancerClient) -> None:
    made = await client.payments.create(NewPayment(amount=900, currency="eur"))
    assert (made.status, made.method) == (None, None)
    changed = await client.payments.update(made.id, PaymentChange(card=visa(), description="With its card"))
    assert changed is not None
    assert (changed.method, changed.status, changed.description) == ("card", None, "With its card")
    authorized = await client.payments.authorize(made.id)
    assert authorized is not None
    assert authorized.status == "authorized"
    captured = await client.payments.capture(made.id)
    assert captured is not None
    assert captured.status == "to_capture"


async def test_strong_authentication_is_asked_for(client: StancerClient) -> None:
    made = await client.payments.create(
        NewPayment(
            amount=900,
            currency="eur",
            card=visa(),
            auth=AuthRequest(return_url="https://www.example.org/back"),
            device=NewDevice(ip="212.27.48.10", port=1337),
        )
    )
    assert made.status is None
    assert made.auth is not None
    assert made.auth.status == "available"
    assert made.auth.redirect_url is not None
    assert made.auth.redirect_url.startswith("https://3ds.")


async def test_a_payment_for_the_page_waits_for_its_method(client: StancerClient) -> None:
    made = await client.payments.create(
        NewPayment(amount=900, currency="eur", auth=AuthRequest(), return_url="https://www.example.org/")
    )
    assert made.auth is not None
    assert (made.method, made.status, made.auth.status) == (None, None, "requested")


async def test_the_payment_page_of_ones_own_host_opens(client: StancerClient, sandbox: Serving) -> None:
    made = await client.payments.create(NewPayment(amount=900, currency="eur", auth=AuthRequest()))
    url = payment_page_url(
        SecretStr(DEMO_PUBLIC_TEST), made.id, mode=client.mode, lang="fr_FR", base_url=client.base_url
    )
    async with httpx.AsyncClient(trust_env=False) as browser:
        page = await browser.get(url)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


async def test_a_payment_by_sepa(client: StancerClient) -> None:
    sepa = NewSepa(
        iban="NL39 RABO 0300 0652 64",
        name="Jan Modaal",
        mandate="M-1",
        date_mandate=datetime(2026, 1, 2, tzinfo=UTC),
    )
    made = await client.payments.create(NewPayment(amount=501, currency="eur", sepa=sepa))
    assert made.method == "sepa"
    assert made.sepa_object is not None
    assert (made.sepa_object.last4, made.sepa_object.name) == ("5264", "Jan Modaal")


async def test_what_does_not_exist(client: StancerClient, live: StancerClient) -> None:
    made = await client.payments.create(NewPayment(amount=900, currency="eur"))
    gone = "_" + "Z" * 24
    for calling in (
        client.payments.get("paym" + gone),
        live.payments.get(made.id),
        client.cards.get("card" + gone),
        client.sepa.get("sepa" + gone),
        client.customers.get("cust" + gone),
        client.addresses.get("addr" + gone),
        client.refunds.get("refd" + gone),
        client.disputes.get("dspt" + gone),
        client.checks.get("chck" + gone),
        client.scoring.get("scor" + gone),
        live.payouts.get("pout" + gone),
        client.payments.capture("paym" + gone),
        client.cards.delete("card" + gone),
        client.customers.update("cust" + gone, NewCustomer(name="Nobody")),
        client.refunds.create("paym" + gone, 500),
    ):
        with pytest.raises(NotFound, match="No such"):
            await calling


async def test_an_unknown_key(sandbox: Serving) -> None:
    stranger = SecretStr("stest_" + "x" * 24)
    async with StancerClient(stranger, base_url=sandbox.url, limits=QUICK) as client:
        with pytest.raises(Unauthorized, match="not authorized"):
            await client.payments.page()
        with pytest.raises(Unauthorized) as caught:
            await client.payments.create(NewPayment(amount=500, currency="eur"))
    assert caught.value.effect is Effect.REFUSED


async def test_the_api_has_the_last_word_on_a_field(client: StancerClient) -> None:
    with pytest.raises(BadRequest) as caught:
        await client.payments.create(NewPayment(amount=500, currency="eur", card=visa("4242424242424241")))
    assert caught.value.effect is Effect.REFUSED
    assert caught.value.message


async def test_cards(client: StancerClient) -> None:
    new = visa("5555555555554444")
    made = await client.cards.create(new)
    assert (made.brand, made.last4, made.exp_month) == ("mastercard", "4444", new.exp_month)
    assert (await client.cards.get(made.id)).id == made.id
    with pytest.raises(Conflict) as caught:
        await client.cards.create(new)
    assert caught.value.existing_id == made.id
    await client.cards.update(made.id, name="Zoé Durand", exp_year=2040)
    changed = await client.cards.get(made.id)
    assert (changed.name, changed.exp_year) == ("Zoé Durand", 2040)
    await client.cards.delete(made.id)
    with pytest.raises(NotFound, match=f"No such card {made.id}"):
        await client.cards.get(made.id)


async def test_sepa_accounts(client: StancerClient) -> None:
    new = NewSepa(iban="NO9386011117947", name="Peder Aas", bic="TESTNOKK", date_birth="1984-03-15")
    made = await client.sepa.create(new)
    assert (made.last4, made.name, made.date_mandate) == ("7947", "Peder Aas", None)
    with pytest.raises(Conflict) as caught:
        await client.sepa.create(new)
    assert caught.value.existing_id == made.id
    await client.sepa.update(made.id, mandate="M-2", date_mandate=1_767_225_600)
    signed = await client.sepa.get(made.id)
    assert (signed.mandate, signed.date_mandate) == ("M-2", datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises((BadRequest, Conflict)):
        await client.sepa.update(made.id, mandate="M-3")
    await client.sepa.delete(made.id)
    with pytest.raises(NotFound):
        await client.sepa.get(made.id)


async def test_customers(client: StancerClient) -> None:
    new = NewCustomer(email="zoe@example.org", mobile="+33612345678", name="Zoé Durand", external_id="c-1")
    made = await client.customers.create(new)
    assert (made.email, made.name, made.external_id, made.live_mode) == (new.email, new.name, "c-1", False)
    with pytest.raises(Conflict) as caught:
        await client.customers.create(new)
    assert caught.value.existing_id == made.id
    await client.customers.update(made.id, NewCustomer(name="Zoé Martin"))
    assert (await client.customers.get(made.id)).name == "Zoé Martin"
    await client.customers.delete(made.id)
    with pytest.raises(NotFound):
        await client.customers.get(made.id)


async def test_addresses(client: StancerClient) -> None:
    new = NewAddress(line1="12 rue des champs", city="Paris", zip_code="75008", country="FR")
    made = await client.addresses.create(new)
    assert (made.city, made.line2) == ("Paris", None)
    assert (await client.addresses.create(new)).id != made.id
    await client.addresses.update(made.id, NewAddress(city="Lyon"))
    assert (await client.addresses.get(made.id)).city == "Lyon"
    await client.addresses.delete(made.id)
    with pytest.raises(NotFound):
        await client.addresses.get(made.id)


async def test_refunds_of_a_captured_payment(client: StancerClient, clock: FixedClock) -> None:
    paid = await client.payments.create(
        NewPayment(amount=1000, currency="eur", card=visa("4000000000000077"))
    )
    assert paid.captured
    reading = await client.refunds.read_payment(paid.id)
    assert reading.server_date == datetime.fromtimestamp(clock(), UTC)
    first = await client.refunds.create(paid.id, 400, currency="eur")
    assert (first.payment, first.amount, first.status) == (paid.id, 400, "to_refund")
    assert await client.refunds.get(first.id) == first
    second = await client.refunds.create(paid.id, 600)
    after = await client.payments.get(paid.id)
    assert ([refund.id for refund in after.refunds], after.refunded.amount) == ([first.id, second.id], 1000)
    page = await client.refunds.page(created=clock())
    assert {first.id, second.id} <= {item.id for item in page.items}
    with pytest.raises((BadRequest, Conflict)) as caught:
        await client.refunds.create(paid.id, 50)
    assert caught.value.effect is Effect.REFUSED


async def test_refunds_before_the_capture(client: StancerClient) -> None:
    paid = await client.payments.create(NewPayment(amount=1000, currency="eur", card=visa()))
    with pytest.raises(Conflict, match="cannot be partially refunded") as caught:
        await client.refunds.create(paid.id, 400)
    assert caught.value.existing_id is None
    whole = await client.refunds.create(paid.id, 1000)
    assert whole.status == "payment_canceled"
    assert (await client.payments.get(paid.id)).status == "canceled"


async def test_disputes(client: StancerClient, clock: FixedClock) -> None:
    paid = await client.payments.create(
        NewPayment(amount=5247, currency="eur", card=visa("4000000000005423"))
    )
    page = await client.disputes.page(created=paid.created)
    found = [item for item in page.items if isinstance(item, Dispute) and item.payment == paid.id]
    assert [item.amount for item in found] == [5247]
    assert found[0].type == "chargeback"
    assert (await client.disputes.get(found[0].id)).money == paid.money
    walked = [item.id async for each in client.disputes.walk() for item in each.items]
    assert found[0].id in walked


async def test_an_account_check(client: StancerClient, clock: FixedClock) -> None:
    asked = await client.checks.create(
        customer=NewCustomer(name="Pierre Martin", date_birth="1978-09-09"),
        sepa=NewSepa(iban="FR1420041010050500013M02606"),
    )
    assert (asked.status, asked.verified) == ("check_sent", None)
    clock.advance(120)
    answered = await client.checks.get(asked.id)
    assert (answered.status, answered.score_name, answered.date_birth_valid) == ("checked", 100, True)
    assert answered.verified is True


async def test_an_account_check_of_stored_objects(client: StancerClient) -> None:
    customer = await client.customers.create(NewCustomer(name="Jef Van Pijperzele", email="jef@example.org"))
    sepa = await client.sepa.create(NewSepa(iban="BE62510007547061", name="Jef Van Pijperzele"))
    assert (await client.checks.create(customer=customer.id, sepa=sepa.id)).status == "check_sent"


async def test_a_check_that_the_bank_does_not_offer(client: StancerClient) -> None:
    with pytest.raises(BadRequest) as caught:
        await client.checks.create(
            customer=NewCustomer(name="Nobody Known"), sepa=NewSepa(iban="DE02120300000000202051")
        )
    assert caught.value.effect is Effect.REFUSED


async def test_scoring(client: StancerClient) -> None:
    made = await client.scoring.create(
        amount=120_000,
        upfront=40_000,
        duration=12,
        customer=NewCustomer(email="pierre@martin.fr", name="Pierre Martin"),
        sepa=NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin"),
        return_url="https://www.example.com/",
    )
    assert (made.amount, made.upfront, made.duration, made.status) == (120_000, 40_000, 12, "requested")
    assert (await client.scoring.get(made.id)).id == made.id


async def test_payouts_exist_in_live_mode_only(client: StancerClient) -> None:
    with pytest.raises(NotImplementedByApi) as caught:
        await client.payouts.page()
    assert caught.value.live_only
    assert len(client.log.records) == 1


async def test_payouts_and_their_members(shop_live: StancerClient) -> None:
    payouts = [item async for page in shop_live.payouts.walk() for item in page.items]
    assert payouts
    sums = 0
    for payout in payouts[-4:]:
        assert (await shop_live.payouts.get(payout.id or "")).id == payout.id
        payments = [
            item
            async for page in shop_live.payouts.walk_members(payout.id or "", "payments", read=Payment.read)
            for item in page.items
            if isinstance(item, Payment)
        ]
        first = await shop_live.payouts.payments(payout.id or "")
        assert {item.id for item in first.items} <= {item.id for item in payments}
        refunds = [
            item
            async for page in shop_live.payouts.walk_members(payout.id or "", "refunds", read=Refund.read)
            for item in page.items
            if isinstance(item, Refund)
        ]
        disputes = await shop_live.payouts.disputes(payout.id or "")
        whole = await shop_live.payouts.get(payout.id or "")
        assert whole.payments is not None
        assert whole.refunds is not None
        assert whole.payments.amount == sum(item.amount for item in payments)
        assert whole.refunds.amount == sum(item.amount for item in refunds)
        sums += whole.payments.amount or 0
        assert isinstance(disputes.items, tuple)
    assert sums > 0


async def test_a_whole_shop_is_walked_in_order(shop_test: StancerClient) -> None:
    rows = [item async for page in shop_test.payments.walk(read=payment_row) for item in page.items]
    assert all(isinstance(row, PaymentRow) for row in rows)
    assert len(rows) >= 400
    assert len({row.id for row in rows}) == len(rows)
    moments = [row.created or 0 for row in rows if isinstance(row, PaymentRow)]
    assert moments == sorted(moments)
    middle = moments[len(moments) // 2]
    since = shop_test.payments.walk(read=payment_row, created=middle)
    found = [item.id async for page in since for item in page.items]
    assert found == [row.id for row, at in zip(rows, moments, strict=True) if at >= middle]


async def test_every_payment_of_the_shop_reads_as_a_model(shop_test: StancerClient) -> None:
    page = await shop_test.payments.page()
    assert page.items
    for item in page.items:
        assert isinstance(item, Payment)
        assert item.unexpected == ()
        assert item.unreadable_refunds == 0


async def test_in_process() -> None:
    app = create_app(SandboxSettings(payments=0, now=FixedClock(1_760_000_000)))
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        made = await client.payments.create(NewPayment(amount=500, currency="eur"))
        assert (await client.payments.get(made.id)).id == made.id
        assert (await client.payments.page(order_id="none")).items == ()
    app.state.sandbox.close()
