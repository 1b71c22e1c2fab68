"""T15: an e-mail, a name, a phone number or four digits lead to the person, without a request."""

from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.ui.people.screen import PersonScreen
from tests.ui.desks.ticket_shop import agent
from tests.ui.driving import NARROW, desk_app, screen_text
from tests.ui.people.shop import VISA, shop
from tests.ui.ticket_cost import Ticket

pytestmark = pytest.mark.painted

TALL = (160, 45)
NORAS = ("Nora Petit · nora@poste.example", "paid 70.00 EUR in 1", "mc ··7700 (1)")
REMIS = (
    "Rémi Pham · remi.pham@poste.example",
    "paid 114.90 EUR in 4",
    "back 4.90 EUR in 1",
    "disputed 20.00 EUR in 1",
    "visa ··0003 (4)",
    "visa ··9995 (1)",
    "mc ··7700 (1)",
)


@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
@pytest.mark.parametrize(
    "clue",
    ["remi.pham@poste.example", "06 39 98 11 20", "+33639981120", str(VISA["last4"]), "nora petit"],
)
async def test_t15_whom_an_agent_has_a_clue_of(tmp_path: Path, size: tuple[int, int], clue: str) -> None:
    async with agent(tmp_path, size, data=shop()) as at:
        ticket = Ticket("T15", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("colon")
        await ticket.type(clue)
        await ticket.press("enter")
        cost = ticket.answered()
        assert isinstance(at.pilot.app.screen, PersonScreen)
        shown = screen_text(desk_app(at.pilot))
        if clue == "nora petit":
            expected: tuple[str, ...] = (
                "Nora Petit · nora@poste.example",
                "paid 70.00 EUR in 1",
                "mc ··7700 (1)",
            )
        else:
            expected = (
                "Rémi Pham · remi.pham@poste.example",
                "paid 114.90 EUR in 4",
                "back 4.90 EUR in 1",
                "disputed 20.00 EUR in 1",
                "visa ··0003 (4)",
                "visa ··9995 (1)",
                "mc ··7700 (1)",
            )
        for words in expected:
            assert words in shown
        assert len(cost.keys) <= 3
        assert cost.requests == ()
