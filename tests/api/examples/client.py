"""The client itself, and what goes with it."""

import os

from pydantic import SecretStr

from stancer_tui.api import (
    Kind,
    Limits,
    Mode,
    Money,
    NewPayment,
    ReadOnly,
    RequestLog,
    RequestRecord,
    StancerClient,
    SyncStancerClient,
    Timeouts,
    iframe_snippet,
    kind_of,
    payment_page_url,
)
from stancer_tui.sandbox import FixedClock, SandboxSettings, create_app
from tests.api.examples import example


@example("StancerClient")
async def open_a_client() -> None:
    async with StancerClient(os.environ["STANCER_API_KEY_TEST"]) as stancer:
        print(stancer.mode, (await stancer.payments.page(limit=1)).start)  # test 0


@example("StancerClient")
async def against_a_sandbox() -> None:
    """Against a sandbox on this machine, and only for reading."""
    sandbox = StancerClient(
        "stest_SandboxDemoKeyForTest123", base_url="http://127.0.0.1:8765", read_only=True
    )
    async with sandbox as stancer:
        try:
            await stancer.payments.create(NewPayment(amount=1250, currency="eur"))
        except ReadOnly as error:
            print(error.effect)  # not_sent


@example("StancerClient.aclose")
async def close() -> None:
    """Where no `async with` fits, in the start and the end of a server."""
    stancer = StancerClient(os.environ["STANCER_API_KEY_TEST"])
    try:
        await stancer.payments.page(limit=1)
    finally:
        await stancer.aclose()


@example("SyncStancerClient")
def not_async() -> None:
    with SyncStancerClient(os.environ["STANCER_API_KEY_TEST"]) as stancer:
        for payment in stancer.payments.all(order_id="A-1042"):
            print(payment.id, payment.status)  # paym_KIVaaHi7G8QAYMQpQOYBrUQE captured


@example("SyncStancerClient.close")
def close_it() -> None:
    stancer = SyncStancerClient(os.environ["STANCER_API_KEY_TEST"])
    try:
        print(stancer.payments.get("paym_KIVaaHi7G8QAYMQpQOYBrUQE").amount)  # 10000
    finally:
        stancer.close()


@example("Timeouts")
async def timeouts() -> None:
    """A web server that would rather fail than keep its visitors waiting."""
    patience = Timeouts(connect=2.0, read_answer=3.0, read_total=5.0)
    async with StancerClient(os.environ["STANCER_API_KEY_TEST"], timeouts=patience) as stancer:
        print((await stancer.payments.get("paym_KIVaaHi7G8QAYMQpQOYBrUQE")).status)  # captured


@example("Limits")
async def limits() -> None:
    """A job in the night that leaves room for others, and asks again for longer."""
    modest = Limits(in_flight=2, attempts=8, backoff_cap=30.0)
    async with StancerClient(os.environ["STANCER_API_KEY_TEST"], limits=modest) as stancer:
        print(len([payment async for payment in stancer.payments.all()]))  # 3


@example("RequestLog")
async def request_log() -> None:
    log = RequestLog(capacity=1000)
    async with StancerClient(os.environ["STANCER_API_KEY_TEST"], log=log) as stancer:
        await stancer.payments.page(order_id="A-1042", limit=10)
    for record in log.records:
        print(record.method, record.path, record.status)  # GET /v1/checkout/?order_id=…&start=0&limit=10 200


@example("RequestLog.subscribe")
async def listener(stancer: StancerClient) -> None:
    def count(record: RequestRecord) -> None:
        print(record.method, record.status, record.attempt)  # GET 200 1

    unsubscribe = stancer.log.subscribe(count)
    await stancer.payments.page(limit=1)
    unsubscribe()


@example("AsgiApp")
async def in_process() -> None:
    """A sandbox in the process of a test; [docs/testing.md](../testing.md) has fixtures for pytest."""
    app = create_app(SandboxSettings(payments=0, now=FixedClock("2026-03-10T12:00:00+01:00")))
    async with StancerClient("stest_SandboxDemoKeyForTest123", app=app) as stancer:
        payment = await stancer.payments.create(NewPayment(amount=1250, currency="eur"))
        print(payment.created)  # 2026-03-10 11:00:00+00:00
    app.state.sandbox.close()


@example("payment_page_url")
async def page_url(stancer: StancerClient) -> None:
    """Create a payment without a method, then send the payer there."""
    payment = await stancer.payments.create(
        NewPayment(amount=1250, currency="eur", return_url="https://shop.example/paid")
    )
    url = payment_page_url(
        SecretStr(os.environ["STANCER_PUBLIC_KEY"]), payment.id, mode=Mode.TEST, lang="fr-FR"
    )
    print(url.startswith("https://payment.stancer.com/ptest_"), url.endswith("?lang=fr-FR"))  # True True


@example("iframe_snippet")
async def frame() -> None:
    """In a page of the shop."""
    url = payment_page_url(
        SecretStr(os.environ["STANCER_PUBLIC_KEY"]), "paym_KIVaaHi7G8QAYMQpQOYBrUQE", mode=Mode.TEST
    )
    print("<iframe" in iframe_snippet(url))  # True


@example("kind_of")
async def kinds() -> None:
    print(kind_of("paym_KIVaaHi7G8QAYMQpQOYBrUQE") is Kind.PAYMENT, kind_of("A-1042"))  # True None


@example("Money")
async def sums() -> None:
    print(Money(1250, "eur") + Money(50, "eur"))  # Money(amount=1300, currency='eur')
