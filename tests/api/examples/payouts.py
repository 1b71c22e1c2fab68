"""Disputes and payouts."""

from contextlib import aclosing

from stancer_tui.api import Dispute, NotImplementedByApi, Payment, StancerClient
from tests.api.examples import example


@example("Disputes.get")
async def get_dispute(stancer: StancerClient) -> None:
    dispute = await stancer.disputes.get("dspt_kkyLpFvqM8JYQrBJlhN9bxSY")
    print(dispute.response, dispute.money)  # 45 Money(amount=5247, currency='eur')


@example("Disputes.page")
async def page_of_disputes(stancer: StancerClient) -> None:
    found = await stancer.disputes.page(created=1_772_319_600)
    print(len(found.items), found.has_more)  # 1 False


@example("Disputes.all")
async def every_dispute(stancer: StancerClient) -> None:
    async for dispute in stancer.disputes.all():
        print(dispute.payment, dispute.response)  # paym_oTwazegPIbxPnUWDntboWvyL 45


@example("Disputes.walk")
async def walk_of_disputes(stancer: StancerClient) -> None:
    async with aclosing(stancer.disputes.walk()) as pages:
        async for page in pages:
            print([each.amount for each in page.items if isinstance(each, Dispute)])  # [5247]


@example("Payouts.get", live=True)
async def get_payout(stancer: StancerClient) -> None:
    payout = await stancer.payouts.get("pout_KIVaaHi7G8QAYMQpQOYBrUQE")
    print(payout.amount, payout.fees, payout.date_bank)  # 9400 100 2026-03-05 23:00:00+00:00


@example("Payouts.page", live=True)
async def page_of_payouts(stancer: StancerClient) -> None:
    found = await stancer.payouts.page(limit=10)
    print(len(found.items))  # 1


@example("Payouts.all", live=True)
async def every_payout(stancer: StancerClient) -> None:
    async for payout in stancer.payouts.all():
        print(payout.statement_description, payout.status)  # STANCER PAYOUT paid


@example("Payouts.all")
async def with_a_test_key(stancer: StancerClient) -> None:
    """With a test key there are none."""
    try:
        await anext(stancer.payouts.all())
    except NotImplementedByApi as error:
        print(error.status, error.live_only)  # 501 True


@example("Payouts.walk", live=True)
async def walk_of_payouts(stancer: StancerClient) -> None:
    async with aclosing(stancer.payouts.walk()) as pages:
        async for page in pages:
            print(page.start, page.end)  # 0 0


@example("Payouts.payments", live=True)
async def page_of_payments(stancer: StancerClient) -> None:
    found = await stancer.payouts.payments("pout_KIVaaHi7G8QAYMQpQOYBrUQE", limit=10)
    print(len(found.items))  # 1


@example("Payouts.refunds", live=True)
async def page_of_refunds(stancer: StancerClient) -> None:
    found = await stancer.payouts.refunds("pout_KIVaaHi7G8QAYMQpQOYBrUQE")
    print(len(found.items))  # 1


@example("Payouts.disputes", live=True)
async def page_of_members_disputed(stancer: StancerClient) -> None:
    found = await stancer.payouts.disputes("pout_KIVaaHi7G8QAYMQpQOYBrUQE")
    print(len(found.items))  # 1


@example("Payouts.all_payments", live=True)
async def every_payment(stancer: StancerClient) -> None:
    async for payment in stancer.payouts.all_payments("pout_KIVaaHi7G8QAYMQpQOYBrUQE"):
        print(payment.order_id, payment.amount)  # L-1 15000


@example("Payouts.all_refunds", live=True)
async def every_refund(stancer: StancerClient) -> None:
    async for refund in stancer.payouts.all_refunds("pout_KIVaaHi7G8QAYMQpQOYBrUQE"):
        print(refund.amount)  # 5000


@example("Payouts.all_disputes", live=True)
async def every_member_disputed(stancer: StancerClient) -> None:
    async for dispute in stancer.payouts.all_disputes("pout_KIVaaHi7G8QAYMQpQOYBrUQE"):
        print(dispute.amount, dispute.response)  # 500 45


@example("Payouts.walk_members", live=True)
async def walk_of_members(stancer: StancerClient) -> None:
    members = stancer.payouts.walk_members("pout_KIVaaHi7G8QAYMQpQOYBrUQE", "payments", read=Payment.read)
    async with aclosing(members) as pages:
        async for page in pages:
            print(len(page.items))  # 1
