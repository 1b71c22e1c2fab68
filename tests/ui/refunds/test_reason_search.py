"""The list of refunds narrowed to a reason and to who confirmed them, in either language."""

from pathlib import Path

import pytest

from stancer_tui.language import Language, using
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.ui.desks.made_refunds import made
from tests.ui.desks.refund_shop import Counter, counter
from tests.ui.driving import WIDE, press


async def search(at: Counter, text: str) -> list[int]:
    """What a search leaves, by amount."""
    screen = at.app.screen
    assert isinstance(screen, RefundsScreen)
    screen.search_for(text)
    await at.pilot.pause()
    return sorted(line.amount for line in screen.lines.shown)


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [
        ("reason:duplicate", [101]),
        ("reason:dup,fraud", [101, 102]),
        ('reason:"charged twice"', [101]),
        ('reason:"Geste maison"', [103]),
        ("reason:geste_m", [103]),
        ("motif:doublon", [101]),
        ("motif:demande_du_client", [105]),
        ("reason:none -by:none", [104]),
        ("-reason:none", [101, 102, 103, 105]),
        ("by:nadia", [102, 103]),
        ("par:NAD reason:fraud", [102]),
        ('agent:"nadia p"', [103]),
    ],
)
async def test_a_reason_is_found_by_its_name_and_by_the_words_for_it(
    tmp_path: Path, typed: str, amounts: list[int]
) -> None:
    async with counter(tmp_path, size=WIDE) as at:
        await made(at.desks.journal, 101, "duplicate", agent="karim")
        await made(at.desks.journal, 102, "fraud", agent="nadia")
        await made(at.desks.journal, 103, "Geste maison", agent="Nadia P.")
        await made(at.desks.journal, 104, None, agent="karim")
        await made(at.desks.journal, 105, "customer_request", agent="karim")
        await press(at.pilot, "3")
        assert await search(at, typed) == amounts


async def test_a_reason_that_is_none_is_named_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    async with counter(tmp_path, size=WIDE) as at:
        await made(at.desks.journal, 101, "duplicate")
        await press(at.pilot, "3")
        await search(at, "reason:duplciate")
        assert "did you mean duplicate?" in at.text


async def test_the_reason_is_on_the_screen_where_it_is_asked_for_and_completed(tmp_path: Path) -> None:
    async with counter(tmp_path, size=(90, 30)) as at:
        await made(at.desks.journal, 101, "duplicate")
        await press(at.pilot, "3")
        assert "charged twice" not in at.text
        await search(at, "reason:duplicate")
        assert "charged twice" in at.text
        screen = at.app.screen
        assert isinstance(screen, RefundsScreen)
        with using(Language.FR):
            assert "doublon" in {each.value for each in screen.lines.complete("motif:")}
        assert {"duplicate", "none"} <= {each.value for each in screen.lines.complete("reason:")}
