"""Payments."""

from contextlib import aclosing
from datetime import UTC, datetime

from stancer_tui.api import (
    AuthRequest,
    Conflict,
    NewCard,
    NewCustomer,
    NewDevice,
    NewPayment,
    NewSepa,
    PaymentChange,
    PaymentRow,
    StancerClient,
    UnreadableRow,
    payment_row,
)
from tests.api.examples import example


@example("Payments.create")
async def for_the_payment_page(stancer: StancerClient) -> None:
    """For the payment page: no method, the payer chooses there."""
    payment = await stancer.payments.create(
        NewPayment(
            amount=1250,
            currency="eur",
            description="A lamp",
            order_id="A-1043",
            return_url="https://shop.example/paid",
        )
    )
    print(payment.money, payment.status)  # Money(amount=1250, currency='eur') None


@example("Payments.create")
async def with_a_stored_card(stancer: StancerClient) -> None:
    """With a stored card; a payment that the bank refuses raises nothing."""
    payment = await stancer.payments.create(
        NewPayment(amount=1250, currency="eur", card="card_xognFbZs935LMKJYeHyCAYUd")
    )
    print(payment.status, payment.response)  # to_capture 00


@example("Payments.create")
async def with_strong_authentication(stancer: StancerClient) -> None:
    """With 3-D Secure: send the payer to the bank's page, then read the payment."""
    payment = await stancer.payments.create(
        NewPayment(
            amount=1250,
            currency="eur",
            card="card_xognFbZs935LMKJYeHyCAYUd",
            auth=AuthRequest(return_url="https://shop.example/back"),
            device=NewDevice(ip="192.0.2.7", port=49152, user_agent="Mozilla/5.0"),
        )
    )
    assert payment.auth is not None
    print(payment.auth.status)  # available
    go_to = payment.auth.redirect_url
    assert go_to is not None
    print(go_to.startswith("https://"))  # True


@example("Payments.get")
async def get(stancer: StancerClient) -> None:
    payment = await stancer.payments.get("paym_KIVaaHi7G8QAYMQpQOYBrUQE")
    print(payment.status, payment.money)  # captured Money(amount=10000, currency='eur')
    print(payment.card_object.last4 if payment.card_object else None)  # 4444


@example("Payments.update")
async def update(stancer: StancerClient) -> None:
    await stancer.payments.update("paym_KIVaaHi7G8QAYMQpQOYBrUQE", PaymentChange(order_id="A-1042-bis"))
    payment = await stancer.payments.get("paym_KIVaaHi7G8QAYMQpQOYBrUQE")
    print(payment.order_id)  # A-1042-bis


@example("Payments.authorize")
async def authorize(stancer: StancerClient) -> None:
    payment = await stancer.payments.create(NewPayment(amount=1250, currency="eur"))
    await stancer.payments.update(payment.id, PaymentChange(card="card_xognFbZs935LMKJYeHyCAYUd"))
    authorized = await stancer.payments.authorize(payment.id)
    print(authorized.status if authorized else None)  # authorized


@example("Payments.capture")
async def capture(stancer: StancerClient) -> None:
    """Authorise when the order comes, capture when it is shipped, within 7 days."""
    payment = await stancer.payments.create(
        NewPayment(amount=1250, currency="eur", card="card_xognFbZs935LMKJYeHyCAYUd", capture=False)
    )
    print(payment.status)  # authorized
    captured = await stancer.payments.capture(payment.id)
    print(captured.status if captured else None)  # to_capture


@example("Payments.page")
async def page(stancer: StancerClient) -> None:
    found = await stancer.payments.page(order_id="A-1042")
    print(len(found.items), found.has_more)  # 1 False


@example("Payments.all")
async def every_payment(stancer: StancerClient) -> None:
    paid = 0
    async for payment in stancer.payments.all(created=datetime(2026, 3, 1, tzinfo=UTC)):
        if payment.captured and payment.currency == "eur":
            paid += payment.amount - payment.refunded.amount
    print(paid)  # 14950


@example("Payments.walk")
async def walk(stancer: StancerClient) -> None:
    """Page by page, an unreadable item included, and left in the middle without requests behind."""
    wanted = None
    async with aclosing(stancer.payments.walk(created=1_772_319_600)) as pages:
        async for page in pages:
            for item in page.items:
                if isinstance(item, UnreadableRow):
                    print("unreadable:", item.id, item.reason)
                elif item.order_id == "A-1042":
                    wanted = item
            if wanted is not None:
                break
    print(wanted.id if wanted else None)  # paym_KIVaaHi7G8QAYMQpQOYBrUQE


@example("Payments.server_date")
async def server_date(stancer: StancerClient) -> None:
    print(await stancer.payments.server_date())  # 2026-03-10 11:00:00+00:00


@example("payment_row")
async def rows(stancer: StancerClient) -> None:
    """A list that keeps little of each payment."""
    found = await stancer.payments.page(order_id="A-1042", read=payment_row)
    for row in found.items:
        if isinstance(row, PaymentRow):
            print(row.last4, row.amount, row.refunded)  # 4444 10000 0


@example("NewPayment")
async def once(stancer: StancerClient) -> None:
    """One payment whatever happens to the answer: keep the object, ask with its `unique_id`."""
    new = NewPayment(amount=1250, currency="eur", card="card_xognFbZs935LMKJYeHyCAYUd")
    payment = await stancer.payments.create(new)
    try:
        await stancer.payments.create(new)
    except Conflict as conflict:
        print(conflict.existing_id == payment.id)  # True
    found = await stancer.payments.page(unique_id=new.unique_id)
    print(len(found.items))  # 1


@example("NewPayment")
async def from_an_account(stancer: StancerClient) -> None:
    """From a bank account whose holder signed a mandate, with a customer that is stored along."""
    payment = await stancer.payments.create(
        NewPayment(
            amount=4200,
            currency="eur",
            sepa=NewSepa(
                iban="FR14 2004 1010 0505 0001 3M02 606",
                name="Pierre Martin",
                mandate="M-2026-17",
                date_mandate=datetime(2026, 3, 9, 10, 30, tzinfo=UTC),
            ),
            customer=NewCustomer(name="Pierre Martin", email="pierre.martin@example.org"),
        )
    )
    print(payment.method, payment.sepa_object.last4 if payment.sepa_object else None)  # sepa 2606


@example("PaymentChange")
async def change(stancer: StancerClient) -> None:
    """A card for a payment that has none yet, then its capture."""
    payment = await stancer.payments.create(NewPayment(amount=1250, currency="eur"))
    card = NewCard(number="4000000000000077", exp_month=12, exp_year=2038, cvc="123")
    await stancer.payments.update(payment.id, PaymentChange(card=card))
    captured = await stancer.payments.update(payment.id, PaymentChange(status="capture"))
    print(captured.status if captured else None)  # captured
