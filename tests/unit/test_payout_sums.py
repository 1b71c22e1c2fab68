"""Whether a payout adds up: its own totals, its members, and the accounts made of them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.models.payout import Payout
from stancer_tui.render.accounts import ENTRY_COLUMNS, entries
from stancer_tui.render.export import csv_lines
from stancer_tui.services.payouts.members import Member, MemberKind, reader
from stancer_tui.services.payouts.sums import Equation, equation

ALL = tuple(MemberKind)


def payout(**fields: Any) -> Payout:
    return Payout.read(
        {
            "id": "pout_GexV3lpllrBkyRny15qfsMC0",
            "amount": 9400,
            "currency": "eur",
            "fees": 100,
            "payments": {"amount": 15000},
            "refunds": {"amount": 5000},
            "disputes": {"amount": 500},
        }
        | fields
    )


def member(kind: MemberKind, amount: int, currency: str | None = "eur", fee: int | None = None) -> Member:
    return Member(kind, f"{kind}-{amount}", amount, currency, 1, fee=fee)


def members(**changes: list[Any]) -> dict[MemberKind, list[Any]]:
    usual: dict[str, list[Any]] = {
        "payments": [member(MemberKind.PAYMENTS, 10000, fee=60), member(MemberKind.PAYMENTS, 5000, fee=40)],
        "refunds": [member(MemberKind.REFUNDS, 5000)],
        "disputes": [member(MemberKind.DISPUTES, 500, None)],
    }
    return {MemberKind(name): items for name, items in (usual | changes).items()}


def test_the_example_of_the_reference_adds_up_by_totals_and_by_members() -> None:
    sums = equation(payout(), members(), ALL)
    assert (sums.stated_sum, sums.member_sum) == (9400, 9400)
    assert (sums.stated_difference, sums.member_difference) == (0, 0)
    assert sums.member_fees == 100
    assert sums.adds_up


def test_a_cent_that_is_missing_is_named_on_the_side_where_it_is_missing() -> None:
    short = equation(payout(amount=9399), members(), ALL)
    assert (short.stated_difference, short.member_difference) == (-1, -1)
    assert not short.adds_up
    lost = equation(payout(), members(refunds=[member(MemberKind.REFUNDS, 4999)]), ALL)
    assert (lost.stated_difference, lost.member_difference) == (0, -1)
    assert [part.off for part in lost.parts] == [0, 1, 0]
    assert not lost.adds_up


def test_a_total_that_is_not_reported_is_not_zero() -> None:
    for missing in ("payments", "refunds", "disputes", "fees"):
        sums = equation(payout(**{missing: None}), members(), ALL)
        assert sums.stated_sum is None
        assert sums.stated_difference is None
        assert not sums.adds_up


def test_members_that_are_not_all_read_make_no_sum() -> None:
    sums = equation(payout(), members(), [MemberKind.PAYMENTS])
    assert sums.member_sum is None
    assert not sums.adds_up
    assert sums.parts[0].off == 0
    assert sums.parts[1].off is None


def test_currencies_are_never_summed_together() -> None:
    mixed = members(payments=[member(MemberKind.PAYMENTS, 15000), member(MemberKind.PAYMENTS, 700, "usd")])
    sums = equation(payout(), mixed, ALL)
    assert sums.parts[0].summed == 15000
    assert sums.parts[0].foreign == {"usd": 700}
    assert sums.member_difference == 0
    assert not sums.adds_up, "something is in no sum, and that is said"


def test_what_cannot_be_read_is_in_no_sum_and_is_counted() -> None:
    sums = equation(payout(), members(refunds=[UnreadableRow("x", "broken")]), ALL)
    assert (sums.parts[1].count, sums.parts[1].unreadable) == (0, 1)
    assert not sums.adds_up


def test_fees_are_compared_only_where_every_payment_reports_one() -> None:
    some = members(payments=[member(MemberKind.PAYMENTS, 10000, fee=60), member(MemberKind.PAYMENTS, 5000)])
    assert equation(payout(), some, ALL).member_fees is None


@pytest.mark.parametrize("amount", [True, "50", 50.0, None])
@pytest.mark.parametrize("kind", MemberKind)
def test_money_that_is_not_whole_minor_units_is_refused(kind: MemberKind, amount: Any) -> None:
    prefix = {"payments": "paym", "refunds": "refd", "disputes": "dspt"}[kind]
    with pytest.raises(ValueError, match="amount"):
        reader(kind)({"id": f"{prefix}_1", "amount": amount, "currency": "eur"})


amounts = st.lists(st.integers(0, 10**7), max_size=6)


@given(amounts, amounts, amounts, st.integers(0, 10**5), st.integers(-(10**8), 10**8))
def test_the_accounts_of_any_payout_sum_to_its_amount_to_the_cent(
    paid: list[int], refunded: list[int], disputed: list[int], fees: int, amount: int
) -> None:
    def made(kind: MemberKind, worth: list[int]) -> list[Member]:
        return [member(kind, each) for each in worth]

    everything = [
        *made(MemberKind.PAYMENTS, paid),
        *made(MemberKind.REFUNDS, refunded),
        *made(MemberKind.DISPUTES, disputed),
    ]
    known = payout(amount=amount, fees=fees)
    rows = list(entries(known, everything))
    assert sum(row.amount for row in rows) == amount
    assert [row.kind for row in rows].count("fees") == 1
    left = amount - (sum(paid) - sum(refunded) - sum(disputed) - fees)
    assert [row.amount for row in rows if row.kind == "not explained"] == ([left] if left else [])


def test_the_file_holds_numbers_that_sum_to_the_payout() -> None:
    known = payout(amount=9399)
    everything = [each for kind in members().values() for each in kind]
    header, *lines = csv_lines(ENTRY_COLUMNS, entries(known, everything))
    place = header.replace('"', "").strip().split(",").index("amount")
    assert sum(Decimal(line.split(",")[place]) for line in lines) == Decimal("93.99")
    assert '"not explained"' in lines[-1]
    assert "-0.01" in lines[-1]


def test_members_in_another_currency_are_not_in_the_sum_of_the_accounts() -> None:
    rows = list(entries(payout(), [member(MemberKind.PAYMENTS, 700, "usd")]))
    assert sum(row.amount for row in rows if row.currency == "eur") == 9400


def test_an_equation_without_a_currency_counts_in_euros_as_the_reference_says() -> None:
    sums = equation(payout(currency=None), {}, ())
    assert isinstance(sums, Equation)
    assert sums.currency == "eur"


FEES = [member(MemberKind.PAYMENTS, 10000, fee=60), member(MemberKind.PAYMENTS, 5000, fee=40)]


@pytest.mark.parametrize(
    ("payments", "fees"),
    [
        (FEES, 100),
        ([FEES[0], member(MemberKind.PAYMENTS, 5000, None, fee=40)], 100),
        ([*FEES, member(MemberKind.PAYMENTS, 700, "usd", fee=9)], None),
        ([*FEES, member(MemberKind.PAYMENTS, 700, "usd")], None),
        ([*FEES, member(MemberKind.PAYMENTS, 700, "chf", fee=9)], None),
        ([*FEES, UnreadableRow("x", "broken")], None),
        ([FEES[0], member(MemberKind.PAYMENTS, 5000)], None),
        ([FEES[0]], 60),
        ([FEES[0]] * 300, 18000),
        ([], None),
    ],
)
def test_fees_in_another_currency_or_missing_make_no_sum_of_fees(
    payments: list[Any], fees: int | None
) -> None:
    sums = equation(payout(), members(payments=payments), ALL)
    assert sums.member_fees == fees
    read = [each for each in payments if isinstance(each, Member)]
    foreign = {each.currency: each.amount for each in read if each.currency not in {"eur", None}}
    assert sums.parts[0].foreign == foreign
    assert sums.parts[0].summed == sum(each.amount for each in read if each.currency not in foreign)


def test_fees_that_the_payout_does_not_report_are_not_taken_for_zero() -> None:
    sums = equation(payout(fees=None), members(), ALL)
    assert (sums.stated_sum, sums.member_sum, sums.member_difference) == (None, None, None)
    assert sums.member_fees == 100
    assert not sums.adds_up


def test_what_is_missing_is_the_difference_and_every_member_is_counted() -> None:
    part = equation(
        payout(),
        members(
            refunds=[
                member(MemberKind.REFUNDS, 1500),
                UnreadableRow("x", "broken"),
                member(MemberKind.REFUNDS, 400, None),
                member(MemberKind.REFUNDS, 100),
            ]
        ),
        ALL,
    ).parts[1]
    assert (part.count, part.unnamed, part.unreadable) == (3, 1, 1)
    assert (part.summed, part.off) == (2000, 3000)
