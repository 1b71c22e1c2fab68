"""A payment's screen as a story: why, who and how, what went back, what happened, what is expected."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.reference import statuses
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.services.refund_world import intent
from tests.ui.desks.scripted_api import SECONDS, PaymentsApp, WireDesks
from tests.ui.desks.ticket_shop import ANNA, DAY, GOLD, VISA, agent, named, pay
from tests.ui.driving import NARROW, NOW, demo, desk_app, notices, press, screen_text, table
from tests.ui.ticket_cost import Ticket

TALL = (160, 45)
HOUR = 60


def shop(*payments: dict[str, Any], refunds: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A test shop of these payments."""
    known = {"customers": [ANNA], "cards": [VISA, GOLD]}
    return {"test": {**known, "payments": list(payments), "refunds": list(refunds)}, "live": {}}


def refund(name: str, payment: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": named("refd", name),
        "payment": named("paym", payment),
        "amount": 4500,
        "status": "refunded",
        "created": SECONDS - DAY,
    } | fields


def words(at: Any) -> str:
    """The screen in one line, without frames: a sentence is found wherever it wraps."""
    return " ".join(screen_text(at.app).translate(str.maketrans("│╭╮╰╯─", "      ")).split())


@asynccontextmanager
async def opened(
    item: dict[str, Any],
    size: tuple[int, int] = TALL,
    *,
    others: Sequence[dict[str, Any]] = (),
    mask: bool = False,
) -> AsyncIterator[Any]:
    """The program on the screen of one payment, which is the newest."""
    async with demo(size, desks=WireDesks(app=PaymentsApp([item, *others]))) as pilot:
        desk_app(pilot).parts.mask = mask
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaymentScreen)
        yield pilot


def sentences_of(entry: StatusEntry) -> tuple[str, ...]:
    """What the agent is to be told of a status."""
    return entry.meaning, entry.fixer.words, entry.retry_note, entry.say_en, entry.say_fr


EXPLAINED = [
    ("failed", None, statuses.status("payment", "failed")),
    ("failed", "00", statuses.status("payment", "failed")),
    ("expired", "00", statuses.status("payment", "expired")),
    ("canceled", "00", statuses.status("payment", "canceled")),
    ("disputed", "00", statuses.status("payment", "disputed")),
    (None, None, statuses.no_status()),
]


@pytest.mark.parametrize(("status", "response", "entry"), EXPLAINED)
async def test_t16_a_status_is_explained_beside_the_list_without_a_key(
    tmp_path: Path, status: str | None, response: str | None, entry: Any
) -> None:
    async with agent(tmp_path, TALL, data=shop(pay("odd", 5, status=status, response=response))) as at:
        ticket = Ticket("T16", at.pilot, at.desks.opened[Mode.TEST])
        shown = " ".join(str(at.pilot.app.screen.query_one("RowPreview").render()).split())
        for sentence in (entry.title, *sentences_of(entry)):
            assert sentence in shown
        older = shown.find("Approved")
        assert older == -1 or older > shown.find(entry.say_fr)
        cost = ticket.answered()
        assert (cost.keys, cost.requests) == ((), ())


@pytest.mark.parametrize(("status", "response", "entry"), EXPLAINED)
async def test_t16_at_80x24_the_strip_names_it_and_one_key_shows_the_rest(
    tmp_path: Path, status: str | None, response: str | None, entry: Any
) -> None:
    async with agent(tmp_path, data=shop(pay("odd", 5, status=status, response=response))) as at:
        strip = screen_text(at.pilot.app).split("\n")[-3]
        assert entry.title in strip
        assert "Approved" not in strip
        ticket = Ticket("T16", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("enter")
        shown = words(at.pilot)
        for sentence in sentences_of(entry):
            assert sentence in shown
        cost = ticket.answered()
        assert cost.keys == ("enter",)


async def test_the_strip_says_whose_payment_it_is_in_its_second_line(tmp_path: Path) -> None:
    theirs = {"customer": ANNA["id"], "card": VISA["id"], "order_id": "R" * 36}
    data = shop(pay("long", 5, status="refused", response="51", **theirs))
    async with agent(tmp_path, data=data) as at:
        first, second = screen_text(at.pilot.app).split("\n")[-3:-1]
        assert first.strip() == "✗ refused  51 Not enough money · retry: later"
        assert second.strip() == f"{'R' * 36} · Anna Roux · visa ··4242"


async def test_a_strip_that_is_too_long_loses_its_end_and_not_its_second_line(tmp_path: Path) -> None:
    theirs = {"card": VISA["id"], "customer": ANNA["id"], "order_id": "A-1"}
    data = shop(pay("long", 5, status=None, response=None, **theirs))
    data["test"]["customers"] = [ANNA | {"name": ("Anne-Gabrielle " * 6).strip()}]
    async with agent(tmp_path, data=data) as at:
        lines = screen_text(at.pilot.app).split("\n")
        assert "No attempt reported" in lines[-3]
        assert lines[-2].strip().startswith("A-1 · Anne-Gabrielle")
        assert lines[-2].rstrip().endswith("…")


async def test_why_and_who_stand_above_the_fold_at_80x24() -> None:
    item = pay("one", 5, status="refused", response="51", order_id="R-51", customer=ANNA, card=VISA)
    async with opened(item, NARROW) as at:
        lines = screen_text(at.app).split("\n")
        head = "\n".join(lines[:7])
        for said in ("30.21 EUR", "✗ refused", "51 Not enough money", "Anna Roux · anna@example.org"):
            assert said in head
        assert "visa ··4242" in head
        assert "held by" not in head, "the card has the customer's own name"
        text = words(at)
        for said in ("Why", "Fix the customer", "Retry later.", "Say “", "En français «"):
            assert said in text


async def test_the_head_tells_who_how_and_how_much_else_is_loaded() -> None:
    card = VISA | {"funding": "credit", "exp_month": 3, "exp_year": 2029, "name": "Claude Martin"}
    customer = ANNA | {"mobile": "+33639982452"}
    item = pay("one", 5, customer=customer, card=card, auth={"status": "success"}, order_id="A-1")
    other = pay("two", 9 * HOUR, customer=customer, card=card, amount=9000)
    back = {"id": "refd_1", "amount": 9000, "status": "refunded"}
    async with opened(item, others=[other | {"refunds": [back]}]) as at:
        lines = [line.strip("│ ") for line in screen_text(at.app).split("\n")]
        assert lines[3].split("   ")[0] == "Anna Roux · anna@example.org · +33639982452"
        assert lines[3].endswith("2 payments, 1 refund loaded: i person")
        how = "visa ··4242 · FR · credit · 03/2029 · 3-D Secure success · held by Claude Martin"
        assert lines[4].startswith(how)
        assert lines[4].endswith("order A-1")


async def test_a_masked_screen_names_nobody() -> None:
    card = VISA | {"name": "Claude Martin"}
    item = pay("one", 5, customer=ANNA | {"mobile": "+33639982452"}, card=card, description="For Anna")
    async with opened(item, mask=True) as at:
        text = words(at)
        await press(at, "z")
        text += words(at)
        for secret in ("Anna", "anna@", "Claude", "9982452"):
            assert secret not in text
        assert "A••• · a••• · +•••" in text
        assert "held by C•••" in text


async def test_the_raw_answer_of_a_masked_desk_names_nobody_not_in_a_copy_either() -> None:
    card = VISA | {"name": "Claude Martin"}
    device = {"ip": "192.0.2.176", "city": "Lyon"}
    item = pay("one", 5, customer=ANNA, card=card, description="For Anna", device=device)
    async with opened(item, mask=True) as at:
        await press(at, "v")
        text = words(at)
        assert '"•••"' in text
        assert "persons hidden" in text
        await press(at, "y")
        copied = at.app.clipboard
        await press(at, "escape", "y", "j")
        for shown in (text, copied, at.app.clipboard):
            assert named("cust", "anna") in shown
            for secret in ("Anna", "anna@", "Claude", "192.0.2.176", "Lyon"):
                assert secret not in shown


async def test_what_is_past_and_what_is_expected_stand_apart() -> None:
    item = pay("one", 60, date_bank=SECONDS + 2 * DAY)
    async with opened(item) as at:
        text = words(at)
        happened, expected = text.split("What happened")[1].split("Expected")
        assert "payment created" in happened
        assert "funds delivery date" not in happened
        assert "funds delivery date at the bank · in 2 days" in expected


async def test_nothing_ahead_has_no_heading() -> None:
    async with opened(pay("one", 60)) as at:
        assert "What happened" in words(at)
        assert "Expected" not in words(at)


async def test_fields_are_folded_into_a_line_that_a_key_opens_and_closes() -> None:
    async with opened(pay("one", 5, order_id="A-1", unique_id=None), (120, 60)) as at:
        folded = words(at)
        assert "Everything reported: " in folded
        assert "z unfolds" in folded
        assert "Payment id" not in folded
        await press(at, "z")
        text = words(at)
        assert "Payment id paym_one" in text
        assert "z folds" in text
        assert "not reported by the API: " in text
        await press(at, "z")
        assert "Payment id" not in words(at)


async def test_the_line_counts_what_is_reported_and_what_is_not() -> None:
    async with opened(pay("one", 5, card=None)) as at:
        before = words(at).split("Everything reported: ")[1].split(" fields")[0]
    async with opened(pay("one", 5, card=None, order_id="A-1")) as at:
        after = words(at).split("Everything reported: ")[1].split(" fields")[0]
    assert int(after) == int(before) + 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("refused", "Nothing to give back: the payment is refused."),
        ("failed", "Nothing to give back: the payment is failed."),
        ("expired", "Nothing to give back: the payment is expired."),
        ("canceled", "Nothing to give back: the payment is canceled."),
        (None, "Nothing to give back: no attempt to pay is reported."),
        ("capture_sent", "The capture is under way, and Stancer refunds only after it."),
        ("half_done", "Stancer reports a status that its reference does not list."),
        ("authorized", "Not taken yet: r cancels the whole payment of 30.21 EUR."),
        ("captured", "30.21 EUR of 30.21 EUR can be given back · r"),
    ],
)
async def test_money_back_never_offers_what_cannot_be_refunded(status: str | None, said: str) -> None:
    async with opened(pay("one", 5, status=status, response=None)) as at:
        text = words(at).split("Money back")[1]
        assert said in text
        assert ("can be given back" in text) is (status == "captured")


async def test_everything_given_back_leaves_nothing_to_give() -> None:
    back = {"id": "refd_1", "amount": 3021, "status": "refunded", "created": SECONDS - DAY}
    async with opened(pay("one", 3 * 1440, refunds=[back])) as at:
        assert "Everything was already refunded." in words(at)
        assert "can be given back" not in words(at)


async def test_t5_a_refund_tells_how_far_it_is_and_both_dates() -> None:
    back = {"id": "refd_1", "amount": 1000, "status": "refunded", "created": SECONDS - 3 * DAY}
    back |= {"date_refund": SECONDS - 2 * DAY, "date_bank": SECONDS - DAY}
    async with opened(pay("one", 5 * 1440, refunds=[back])) as at:
        text = words(at).split("Money back")[1]
        assert "10.00 EUR ↺ refunded · Nov 18 18:04 · not recorded here" in text
        assert "sent Nov 19 18:04 · bank date Nov 20 (yesterday)" in text
        assert "20.21 EUR of 30.21 EUR can be given back" in text


@pytest.mark.parametrize(
    ("status", "refunds", "said"),
    [
        ("captured", [("refunded", 1000)], "10.00 given back, 20.21 kept"),
        ("captured", [("refund_sent", 1000)], "10.00 on its way back, 20.21 kept"),
        ("captured", [("refunded", 1000), ("to_refund", 2021)], "10.00 given back, 20.21 on its way back"),
        ("captured", [("failed", 1000)], ""),
        ("canceled", [("payment_canceled", 3021)], ""),
        ("disputed", [("refunded", 1000)], "10.00 given back"),
    ],
)
async def test_the_head_says_how_much_went_back_and_never_more_than_is_reported(
    status: str, refunds: list[tuple[str, int]], said: str
) -> None:
    made = [
        {"id": f"refd_{number}", "amount": each, "status": word, "created": SECONDS}
        for number, (word, each) in enumerate(refunds)
    ]
    async with opened(pay("one", 60, status=status, refunds=made)) as at:
        line = screen_text(at.app).split("\n")[2]
        told, _, when = line.strip("│ ").split("   ")[-1].rpartition("today 17:04")
        assert told.strip(" ·") == said
        assert when == " · 1 h ago"


def by_nadia(payment: str, refund_id: str | None, state: State = State.CONFIRMED) -> Intent:
    owner = Owner(1, "boot:1", "nadia")
    made = intent(state, payment=payment, amount=4500, owner=owner, ticket="T-81", refund_id=refund_id)
    return replace(made, created_at=NOW, sent_at=NOW)


TWINS = (
    pay("twin", 2 * 1440, card=VISA["id"], customer=ANNA["id"], amount=4500, order_id="A-7"),
    pay("first", 2 * 1440 + 6, card=VISA["id"], customer=ANNA["id"], amount=4500, order_id="A-8"),
)


@pytest.mark.parametrize("size", [TALL, NARROW], ids=["160x45", "80x24"])
async def test_t18_every_refund_of_the_payment_and_of_its_twin_by_whom_when_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    journal = [
        by_nadia(named("paym", "twin"), named("refd", "own")),
        by_nadia(named("paym", "first"), named("refd", "other")),
    ]

    async def of_payments(self: RefundsService, payments: object) -> tuple[Intent, ...]:
        return tuple(journal)

    monkeypatch.setattr(RefundsService, "of_payments", of_payments)
    refunds = [refund("own", "twin"), refund("other", "first")]
    async with agent(tmp_path, size, data=shop(*TWINS, refunds=refunds)) as at:
        assert table(at.pilot).move_to(named("paym", "twin"))
        ticket = Ticket("T18", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("enter")
        cost = ticket.answered()
        if size is NARROW:
            await press(at.pilot, *["j"] * 12)
        text = words(at.pilot).split("Money back")[1]
        assert "45.00 EUR ↺ refunded · Nov 20 18:04 · by nadia · ticket T-81" in text
        assert "! its likely twin A-8 was refunded 45.00 EUR Nov 20 18:04 by nadia (ticket T-81)" in text
        assert len(cost.requests) <= 1


async def test_a_likely_second_charge_is_said_at_the_top_of_the_screen(tmp_path: Path) -> None:
    async with agent(tmp_path, data=shop(*TWINS)) as at:
        await press(at.pilot, "enter")
        assert "! Likely charged twice" in "\n".join(screen_text(at.pilot.app).split("\n")[:8])


async def test_by_whom_is_not_known_while_the_journal_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def of_payments(self: RefundsService, payments: object) -> tuple[Intent, ...]:
        raise LedgerUnavailable(LedgerTrouble.LOCKED)

    monkeypatch.setattr(RefundsService, "of_payments", of_payments)
    async with agent(tmp_path, TALL, data=shop(*TWINS, refunds=[refund("own", "twin")])) as at:
        await press(at.pilot, "enter")
        text = words(at.pilot).split("Money back")[1]
        assert "by whom is not known now" in text
        assert "not recorded here" not in text
        assert "can be given back" not in text


async def test_t19_the_sentence_for_the_customer_takes_two_keys_from_the_list_or_the_screen(
    tmp_path: Path,
) -> None:
    entry = statuses.status("payment", "expired")
    assert entry is not None
    async with agent(tmp_path, data=shop(pay("odd", 5, status="expired"))) as at:
        for key, words_said in (("e", entry.say_en), ("f", entry.say_fr)):
            ticket = Ticket("T19", at.pilot, at.desks.opened[Mode.TEST])
            await ticket.press("y", key)
            cost = ticket.answered()
            assert at.pilot.app.clipboard == words_said
            assert words_said[:40] in notices(desk_app(at.pilot))[-1]
            assert (len(cost.keys), cost.requests) == (2, ())
        await press(at.pilot, "enter", "Y")
        assert at.pilot.app.clipboard == entry.say_en
        assert "in English" in notices(desk_app(at.pilot))[-1]
        await press(at.pilot, "y", "f")
        assert at.pilot.app.clipboard == entry.say_fr


async def test_of_what_is_in_no_table_nothing_is_copied_and_that_is_said() -> None:
    async with opened(pay("odd", 5, status="refused", response="zz")) as at:
        await press(at, "Y")
        assert at.app.clipboard == ""
        assert "ask Stancer" in notices(at.app)[-1].replace("Ask", "ask")


async def test_the_ticket_summary_names_the_likely_duplicate(tmp_path: Path) -> None:
    async with agent(tmp_path, data=shop(*TWINS)) as at:
        await press(at.pilot, "y", "t")
        lines = at.pilot.app.clipboard.split("\n")
        assert lines[1].startswith("Customer: Anna Roux")
        assert lines[6].startswith(f"Likely duplicate: {named('paym', 'first')}, order A-8")


async def test_hostile_texts_pass_the_door_in_every_part() -> None:
    evil = "\x1b[31m[bold]R\u202eed\u200b"
    item = pay("one", 5, status="failed", response=evil, description=evil, order_id=evil, method=evil)
    item["customer"] = ANNA | {"name": evil, "email": evil, "mobile": evil}
    item["card"] = VISA | {"name": evil + "x"}
    item |= {"auth": {"status": evil}, "refunds": [{"id": evil, "amount": 100, "status": evil}]}
    async with opened(item) as at:
        await press(at, "z")
        text = screen_text(at.app)
        for harmful in ("\x1b", "\u202e", "\u200b"):
            assert harmful not in text
        assert "[bold]" in text, "markup is shown, not read"


async def test_related_payments_stand_around_it_nearest_first(tmp_path: Path) -> None:
    same = {"card": VISA["id"], "customer": ANNA["id"]}
    near = [pay(f"near{number}", 60 * number, amount=1000 + number, **same) for number in range(1, 8)]
    async with agent(tmp_path, TALL, data=shop(pay("one", 1, **same), *near)) as at:
        await press(at.pilot, "enter")
        around = words(at.pilot).split("Around it")[1]
        assert around.index("10.01 EUR") < around.index("10.02 EUR") < around.index("10.05 EUR")
        assert "10.06 EUR" not in around
        assert "2 more · enter lists them" in around
