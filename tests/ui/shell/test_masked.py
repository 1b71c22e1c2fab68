"""With customers' data hidden, no screen names a customer."""

from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.desk import Accounts, DemoDesks, OfferedAccount
from stancer_tui.models.mode import Mode
from tests.ui.driving import NOW, demo, desk_app, press, screen_text

TALL = (180, 60)

WALKS = {
    "lists": ("1", "2", "3", "4", "5", "6"),
    "payment and person": ("2", "enter", "z", "y", "escape", "escape", "i", "down"),
    "refunds": ("2", "space", "space", "r", "escape", "r", "3", "enter"),
    "dispute": ("4", "enter", "enter"),
    "payout": ("5", "enter", "down", "right", "right"),
}
"""The keys that lead over the screens, from the list of payments."""


def personal(pilot: Pilot[int]) -> Iterator[str]:
    """The names, e-mails and phone numbers of the loaded payments."""
    for row in desk_app(pilot).parts.windows.payments(Mode.LIVE).index.rows:
        for name in ("customer_name", "customer_email", "customer_mobile", "holder"):
            if value := getattr(row, name, None):
                yield value


@pytest.mark.parametrize("keys", WALKS.values(), ids=WALKS)
async def test_no_screen_names_a_customer(keys: tuple[str, ...]) -> None:
    desks = DemoDesks(DemoOptions(now=NOW, payments=200))
    accounts = Accounts(OfferedAccount("", "", desks, mask=True))
    async with demo(TALL, mode=Mode.LIVE, accounts=accounts) as pilot:
        hidden = set(personal(pilot))
        assert hidden
        for key in keys:
            await press(pilot, key)
            text = screen_text(pilot.app)
            assert {each for each in hidden if each in text} == set(), key
