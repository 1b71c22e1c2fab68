"""Tickets from the Payments list: keys and requests are counted, and the answer is on the screen.

T4 and T5 are in tests/ui/refunds/test_tickets.py, where a test decides what becomes of each request.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.app import App

from stancer_tui.models.mode import Mode
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.ticket_shop import Agent, Asked, agent, named, text_of
from tests.ui.driving import NARROW, WIDE, current, press, rows, table
from tests.ui.ticket_cost import Cost, Ticket

pytestmark = pytest.mark.painted

TALL = (160, 45)

Costs = list[Cost]


@pytest.fixture(scope="module")
def told() -> Costs:
    return []


@pytest.fixture(scope="module", autouse=True)
def printed(told: Costs, request: pytest.FixtureRequest) -> object:
    """Print the table at the end."""
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        for cost in told:
            sys.stdout.write(f"\n  {cost.row()}  ({' '.join(cost.keys)} | {', '.join(cost.requests)})")
        sys.stdout.write("\n")


def plain(at: Agent) -> str:
    """The screen's words, frames taken out."""
    return " ".join(word for word in text_of(at).split() if word.strip("│╭╮╰╯┃┏┓┗┛"))


def begin(name: str, at: Agent, mode: Mode = Mode.TEST) -> Ticket:
    return Ticket(name, at.pilot, at.desks.opened[mode])


async def paste(ticket: Ticket, at: Agent, text: str) -> None:
    """Paste a value: it counts as one key."""
    ticket.count(text)
    await at.paste(text)


def within(cost: Cost, told: Costs, *, keys: int, requests: int) -> None:
    told.append(cost)
    assert len(cost.keys) <= keys, cost.keys
    assert len(cost.requests) <= requests, cost.requests


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x24"])
async def test_t1_an_order_number_shows_the_payment_its_status_and_why(
    tmp_path: Path, told: Costs, size: tuple[int, int]
) -> None:
    async with agent(tmp_path, size) as at:
        ticket = begin("T1 order", at)
        await ticket.press("colon")
        await ticket.type("R-51")
        await ticket.press("enter")
        cost = ticket.answered()
        assert named("paym", "refused") in text_of(at)
        assert "✗ refused" in text_of(at)
        assert "Not enough money" in text_of(at)
        within(cost, told, keys=3, requests=1)


async def test_t1_a_unique_id_costs_a_second_request(tmp_path: Path, told: Costs) -> None:
    async with agent(tmp_path) as at:
        ticket = begin("T1 unique", at)
        await paste(ticket, at, "cart-77")
        await ticket.press("enter")
        cost = ticket.answered()
        assert named("paym", "single") in text_of(at)
        assert "✓ captured" in text_of(at)
        within(cost, told, keys=3, requests=2)


async def test_t1_an_order_of_several_payments_shows_each(tmp_path: Path, told: Costs) -> None:
    async with agent(tmp_path) as at:
        ticket = begin("T1 several", at)
        await ticket.press("colon")
        await ticket.type("A-7")
        await ticket.press("enter")
        cost = ticket.answered()
        assert isinstance(at.pilot.app.screen, Links)
        assert ["45.00 EUR  ✓ captured" in each.detail for each in at.pilot.app.screen.choices] == [True] * 2
        assert text_of(at).count("A-7 · Anna Roux · visa ··4242") == 2
        within(cost, told, keys=3, requests=1)


async def test_t2_four_digits_and_about_when(tmp_path: Path, told: Costs) -> None:
    async with agent(tmp_path) as at:
        ticket = begin("T2", at)
        await ticket.press("slash")
        await ticket.type("last4:4242 date:today")
        await ticket.press("enter")
        cost = ticket.answered()
        assert [row.id for row in rows(at.pilot)] == [named("paym", "twin"), named("paym", "first")]
        assert "2 of 46" in text_of(at)
        assert "visa ··4242" in text_of(at)
        within(cost, told, keys=3, requests=0)


def all_said(words: Sequence[str], text: str) -> None:
    for sentence in words:
        assert " ".join(sentence.split()) in text, sentence


async def test_t3_what_a_code_means_without_a_key_on_a_wide_screen(tmp_path: Path, told: Costs) -> None:
    entry = lookup("51", Family.CARD)
    assert entry is not None
    async with agent(tmp_path, TALL) as at:
        ticket = begin("T3 wide", at)
        assert current(at.pilot).status == "refused"
        preview = str(at.pilot.app.screen.query_one("RowPreview").render())
        shown = " ".join(preview.split())
        all_said([entry.meaning, entry.say_en, entry.say_fr], shown)
        for words in (entry.fixer.words, entry.retry.words.capitalize()):
            assert words in shown
        assert entry.meaning.split(".")[0][:30] in plain(at)
        within(ticket.answered(), told, keys=0, requests=0)


async def test_t3_at_80x24_the_strip_tells_and_one_key_shows_the_rest(tmp_path: Path, told: Costs) -> None:
    entry = lookup("51", Family.CARD)
    assert entry is not None
    async with agent(tmp_path) as at:
        ticket = begin("T3 80x24", at)
        assert f"51 {entry.title}" in text_of(at)
        gate = asyncio.Event()

        async def held(asked: Asked) -> None:
            await gate.wait()

        at.desks.ear.hold = held
        ticket.count("enter")
        await at.pilot.press("enter")
        await at.pilot.pause()
        assert isinstance(at.pilot.app.screen, PaymentScreen)
        assert entry.title in text_of(at)
        assert "Fix          the customer" in text_of(at)
        assert "Say          “" in text_of(at)
        within(ticket.answered(), told, keys=1, requests=0)  # the fresh reading has not been answered yet
        gate.set()


async def test_t5_where_a_refund_is(tmp_path: Path, told: Costs) -> None:
    async with agent(tmp_path, WIDE) as at:
        assert table(at.pilot).move_to(named("paym", "back"))
        await at.pilot.pause()
        ticket = begin("T5", at)
        await ticket.press("enter")
        cost = ticket.answered()
        assert "20.00 EUR" in text_of(at)
        assert "refund created" in text_of(at)
        assert "sent" in text_of(at)
        within(cost, told, keys=1, requests=1)


async def test_t10_a_code_on_a_paper(tmp_path: Path, told: Costs) -> None:
    async with agent(tmp_path) as at:
        ticket = begin("T10", at)
        await ticket.press("colon")
        await ticket.type("54")
        cost = ticket.answered()
        entry = lookup("54", Family.CARD)
        assert entry is not None
        assert entry.title in text_of(at)
        assert entry.meaning.split()[0] in text_of(at)
        within(cost, told, keys=2, requests=0)


@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
async def test_t11_charged_twice_stands_beside_the_payment(
    tmp_path: Path, told: Costs, size: tuple[int, int]
) -> None:
    async with agent(tmp_path, size) as at:
        assert table(at.pilot).move_to(named("paym", "twin"))
        await press(at.pilot, "up", "down")
        ticket = begin(f"T11 {size[0]}", at)
        assert "ikely charged twice" in text_of(at)
        if size is TALL:
            assert "6 min earlier" in text_of(at)
            assert "45.00 EUR" in text_of(at)
        within(ticket.answered(), told, keys=0, requests=0)


@pytest.mark.parametrize("mode", list(Mode))
async def test_t13_the_mode_is_a_word_and_a_frame_on_every_screen(
    tmp_path: Path, told: Costs, mode: Mode
) -> None:
    async with agent(tmp_path, mode=mode) as at:
        ticket = begin(f"T13 {mode}", at, mode)
        word, other = mode.word, mode.other.word
        for keys in ((), ("enter",), ("escape", "3"), ("7",)):
            await press(at.pilot, *keys)
            top = text_of(at).split("\n", 1)[0]
            assert f"▌{word}▐" in top
            assert other not in top
            assert ("┏" in text_of(at)) is mode.live, "live has heavy frames, also without colour"
        ticket.answered()
        told.append(Cost(f"T13 {mode}", (), ()))


async def test_t14_a_finished_case_is_six_lines_in_the_clipboard(
    tmp_path: Path, told: Costs, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with agent(tmp_path) as at:
        ticket = begin("T14", at)
        await ticket.press("y", "t")
        cost = ticket.answered()
        (summary,) = copied
        assert len(summary.split("\n")) == 6
        for words in (named("paym", "refused"), "TEST", "59.90 EUR", "R-51", "51, Not enough money"):
            assert words in summary
        assert "Customer: Anna Roux" in summary
        assert "Sent to the terminal's clipboard" in text_of(at)
        within(cost, told, keys=2, requests=0)
