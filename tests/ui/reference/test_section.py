"""The Reference section and the request log, through the running program."""

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.config import DemoOptions
from stancer_tui.desk import CannotOpen, DemoDesks, Desk, Desks
from stancer_tui.models.mode import Mode
from stancer_tui.reference import codes, statuses, testdata
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.reference.items import ReferenceGroup, ReferenceItem
from stancer_tui.ui.reference.section import ReferenceScreen
from stancer_tui.ui.shell.request_log import RequestLogDialog
from tests.ui.driving import NARROW, NOW, WIDE, desk_app, notices, press, screen_text, settled, type_text
from tests.ui.driving import demo as driven

ROOMY = (112, 30)
"""List and entry side by side, in a terminal that is quickly drawn."""


class NoKeys(DemoDesks):
    """A machine without any key."""

    async def open(self, mode: Mode) -> Desk:
        raise CannotOpen(mode, "There is no key.", missing=True)


def demo(
    size: tuple[int, int] = ROOMY, *, desks: Desks | None = None
) -> AbstractAsyncContextManager[Pilot[int]]:
    """The program on a small shop: nothing here is about payments."""
    return driven(size, desks=desks, options=DemoOptions(now=NOW, payments=20))


def reference(pilot: Pilot[int]) -> ReferenceScreen:
    assert isinstance(pilot.app.screen, ReferenceScreen)
    return pilot.app.screen


def listed(pilot: Pilot[int]) -> list[ReferenceItem]:
    records = reference(pilot).table.records
    return [records.row(position) for position in range(len(records))]


def words(pilot: Pilot[int]) -> str:
    """The screen in one line: a sentence is found wherever it wraps."""
    return " ".join(screen_text(desk_app(pilot)).replace("│", " ").split())


def entry_words(pilot: Pilot[int]) -> str:
    """What the entry says, in one line."""
    area = reference(pilot).query_one("#entry").region
    lines = screen_text(desk_app(pilot)).split("\n")[area.y : area.bottom]
    return " ".join(" ".join(line[area.x + 1 : area.right - 1] for line in lines).split())


async def look_up(pilot: Pilot[int], text: str) -> None:
    """Open the section with `text` in the search, as if it had been typed at once."""
    await press(pilot, "7", "slash")
    reference(pilot).search_input.value = text
    await settled(pilot)


async def test_every_code_every_status_and_all_test_data_are_listed() -> None:
    async with demo() as pilot:
        await press(pilot, "7")
        known = 1 + sum(len(codes.entries(family)) for family in Family if family is not Family.STATUS)
        known += sum(len(statuses.entries(kind)) for kind in statuses.OBJECTS)
        known += len(testdata.TEST_CARDS) + len(testdata.TEST_IBANS)
        assert len({item.key for item in listed(pilot)}) == len(listed(pilot)) == known
        assert f"Reference · everything · {known}" in screen_text(desk_app(pilot))


@pytest.mark.parametrize("key", ["7", "è"])
async def test_the_key_of_either_keyboard_opens_it_and_another_leaves_it(key: str) -> None:
    async with demo() as pilot:
        await press(pilot, key)
        assert "7 Reference" in screen_text(desk_app(pilot))
        assert pilot.app.screen.query("#entry")
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, PaymentsScreen)


@pytest.mark.parametrize("size", [(160, 45), (120, 24), (80, 24)])
async def test_a_code_shows_what_it_means_who_can_act_and_what_may_be_said(size: tuple[int, int]) -> None:
    entry = lookup("51", Family.CARD)
    assert entry is not None
    async with demo(size) as pilot:
        await look_up(pilot, "51")
        text = entry_words(pilot)
        for part in (entry.title, entry.meaning, "The customer", entry.retry_note, entry.say_en):
            assert part in text
        await press(pilot, "enter", "enter")
        text = entry_words(pilot)
        assert entry.say_fr in text
        assert entry.source in text


async def test_a_sensitive_code_says_that_its_meaning_stays_here() -> None:
    async with demo(NARROW) as pilot:
        await look_up(pilot, "lost card")
        assert "for you alone" in words(pilot)
        await press(pilot, "escape", "slash")
        await type_text(pilot, "51")
        assert "for you alone" not in words(pilot)


async def test_words_narrow_the_list_and_the_exact_code_comes_first() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "7", "slash")
        await type_text(pilot, "ac04")
        assert (listed(pilot)[0].group, listed(pilot)[0].word) == (ReferenceGroup.SEPA, "AC04")
        assert {item.group for item in listed(pilot)} == {ReferenceGroup.SEPA, ReferenceGroup.TEST_IBAN}
        assert "Test IBANs 2" in words(pilot)
        await press(pilot, "escape")
        assert len(listed(pilot)) > 200


async def test_groups_turn_by_keys_and_keep_what_is_searched() -> None:
    async with demo() as pilot:
        await look_up(pilot, "visa refused")
        everywhere = len(listed(pilot))
        await press(pilot, "enter", "left")
        assert "Nothing among the test IBANs" in words(pilot)
        assert "Test cards 4" in words(pilot).partition("Found elsewhere")[2]
        await press(pilot, "h")
        assert {item.group for item in listed(pilot)} == {ReferenceGroup.TEST_CARD}
        await press(pilot, "right", "l")
        assert reference(pilot).group is ReferenceGroup.ALL
        assert len(listed(pilot)) == everywhere
        await press(pilot, "l", "escape")
        assert {item.group for item in listed(pilot)} == {ReferenceGroup.CARD}
        assert len(listed(pilot)) == len(codes.entries(Family.CARD)), "the search is cleared first"
        await press(pilot, "escape")
        assert reference(pilot).group is ReferenceGroup.ALL


async def test_what_is_nowhere_is_called_unknown() -> None:
    async with demo() as pilot:
        await look_up(pilot, "zzzz")
        assert "Not known here." in words(pilot)


async def test_a_test_card_is_copied_and_the_agent_is_told_what_was_done() -> None:
    async with demo() as pilot:
        await look_up(pilot, "4000000000009995")
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == "4000000000009995"
        assert "Sent to the terminal's clipboard" in notices(pilot.app)[-1]
        assert "Not enough money" in words(pilot), "the code that the card answers is explained"


async def test_an_iban_and_both_sentences_are_copied_of_a_code_and_of_a_status() -> None:
    async with demo() as pilot:
        await look_up(pilot, "michel pascontent")
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == "FR5720041010050500013M02608"
        await press(pilot, "escape", "slash")
        await type_text(pilot, "54")
        entry = lookup("54", Family.CARD)
        assert entry is not None
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == entry.say_en
        await press(pilot, "Y")
        assert pilot.app.clipboard == entry.say_fr
        await press(pilot, "escape", "slash")
        await type_text(pilot, "capture_sent")
        known = statuses.status("payment", "capture_sent")
        assert known is not None
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == known.say_en
        await press(pilot, "Y")
        assert pilot.app.clipboard == known.say_fr
        await press(pilot, "escape", "slash")
        await type_text(pilot, "payment authorize")
        await press(pilot, "enter", "y", "Y")
        assert pilot.app.clipboard == known.say_fr, "what is only sent has nothing to say to a customer"


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_a_status_shows_what_it_means_who_can_act_and_what_may_be_said(size: tuple[int, int]) -> None:
    entry = statuses.status("payment", "expired")
    assert entry is not None
    async with demo(size) as pilot:
        await look_up(pilot, "payment expired")
        await press(pilot, "enter", "enter")
        text = entry_words(pilot)
        for part in (
            entry.title,
            entry.meaning,
            "The merchant",
            entry.retry_note,
            entry.say_en,
            entry.say_fr,
        ):
            assert part in text


async def test_no_status_at_all_is_listed_with_the_sign_of_the_lists() -> None:
    async with demo() as pilot:
        await look_up(pilot, "no attempt reported")
        await press(pilot, "escape", *["left"] * 3, "g")
        assert "· no status" in words(pilot)


async def test_at_80x24_enter_gives_the_entry_the_screen_and_escape_the_list_back() -> None:
    async with demo(NARROW) as pilot:
        await look_up(pilot, "41")
        await press(pilot, "enter", "enter")
        assert "Dispute" not in screen_text(desk_app(pilot)), "the groups have made room"
        await press(pilot, "escape")
        assert "Dispute" in screen_text(desk_app(pilot))
        assert pilot.app.focused is reference(pilot).table


async def test_a_pasted_code_is_looked_up() -> None:
    from textual.events import Paste

    async with demo() as pilot:
        await press(pilot, "7")
        pilot.app.screen.post_message(Paste("AC04\n"))
        await settled(pilot)
        assert listed(pilot)[0].word == "AC04"


async def test_it_opens_without_a_key_and_asks_for_none() -> None:
    async with demo(desks=no_keys()) as pilot:
        await press(pilot, "7")
        await look_up(pilot, "51")
        assert listed(pilot)[0].word == "51"
        assert "no key" in words(pilot)


async def test_the_request_log_shows_what_was_asked_newest_first_and_follows() -> None:
    async with demo() as pilot:
        await press(pilot, "f12")
        dialog = pilot.app.screen
        assert isinstance(dialog, RequestLogDialog)
        assert dialog.desk is not None
        log = dialog.desk.log
        asked = log.records
        assert [dialog.table.records.row(at) for at in range(len(asked))] == list(reversed(asked))
        assert "/v1/checkout/?" in screen_text(desk_app(pilot))
        at = datetime(2026, 11, 21, 17, 4, 11, 250_000, UTC)
        log.add(RequestRecord(at, "GET", "/v1/disputes/", None, "Unreachable", 5012, 2))
        await settled(pilot)
        text = screen_text(desk_app(pilot))
        assert "18:04:11.250" in text
        assert "Unreachable" in text
        assert "1 failed" in text
        assert dialog.table.current == log.records[-1], "the newest stays under the cursor"
        await press(pilot, "y")
        assert pilot.app.clipboard == (
            "2026-11-21T17:04:11Z GET /v1/disputes/ no answer Unreachable 5012 ms, attempt 2"
        )
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PaymentsScreen)


async def test_the_request_log_stays_on_the_line_being_read() -> None:
    async with demo() as pilot:
        await press(pilot, "f12", "j")
        dialog = pilot.app.screen
        assert isinstance(dialog, RequestLogDialog)
        assert dialog.desk is not None
        read = dialog.table.current
        dialog.desk.log.add(RequestRecord(NOW, "GET", "/v1/disputes/", 200, None, 3, 1))
        await settled(pilot)
        assert dialog.table.current == read
        assert dialog.table.cursor == 2


async def test_the_request_log_of_a_mode_without_a_key_says_why_it_is_empty() -> None:
    async with demo(desks=no_keys()) as pilot:
        await press(pilot, "f12")
        assert "This mode has no key" in words(pilot)


def no_keys() -> NoKeys:
    return NoKeys(DemoOptions(now=NOW))
