"""A search is judged on enter and on leaving it, and what the list does not have is asked for."""

from pathlib import Path

import pytest
from textual.widgets import Input

from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.ticket_shop import Agent, agent, named, text_of
from tests.ui.driving import payments, press, rows, table, type_text


def words(at: Agent) -> str:
    """What is on the screen, without frames and line ends."""
    return " ".join(text_of(at).replace("│", " ").split())


def title(at: Agent) -> str:
    return str(payments(at.pilot).pane.border_title)


def names(at: Agent) -> list[str]:
    return [row.id for row in rows(at.pilot)]


async def typed(at: Agent, text: str) -> None:
    await press(at.pilot, "slash")
    payments(at.pilot).search.value = ""
    await type_text(at.pilot, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("status:refsed", "! refsed is no status; did you mean refused?"),
        ("foo:bar", "! There is no field foo; fields are"),
        ("date:yesterdy", "! yesterdy is no date; did you mean yesterday?"),
        ("amount:17,000", "! 17,000 can be read in two ways"),
    ],
)
async def test_the_last_word_is_judged_on_enter(tmp_path: Path, text: str, said: str) -> None:
    async with agent(tmp_path) as at:
        await typed(at, text)
        assert said not in text_of(at), "the last word may be unfinished"
        assert "not narrowed" not in title(at)
        await press(at.pilot, "enter")
        assert said in text_of(at)
        assert title(at).endswith("46 of 46 · not narrowed")
        assert payments(at.pilot).search.has_focus, "the next key acts on no row that nobody chose"
        assert payments(at.pilot).search.value == text
        await press(at.pilot, "backspace")
        assert "not narrowed" not in title(at)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("FR14 2004 1010 0505 0001 3M02 606", "last4:2606 method:sepa"),
        ("FR1420041010050500013M02606", "last4:2606 method:sepa"),
        ("5555 5555 5555 4444", "last4:4444"),
    ],
)
async def test_of_an_account_or_a_card_its_end_is_searched_for(
    tmp_path: Path, text: str, search: str
) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await typed(at, text)
        await press(at.pilot, "enter")
        assert payments(at.pilot).search.value == search
        assert names(at)
        assert text not in text_of(at)
        assert at.since(before) == []


async def test_a_key_does_not_stay_in_the_search(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await typed(at, "stest_Invented0123456789abc")
        await press(at.pilot, "enter")
        assert "Invented0123456789abc" not in text_of(at)
        assert "looks like an API key" in words(at)
        assert at.since(before) == []


async def test_the_last_word_is_judged_on_leaving(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "last4:4242 stats:refused")
        await press(at.pilot, "down")
        assert table(at.pilot).has_focus
        assert "did you mean status?" in text_of(at)
        assert "not narrowed by stats:refused" in title(at)
        assert len(names(at)) == 2
        await press(at.pilot, "slash", "escape")
        assert "not narrowed" not in title(at)


async def test_what_is_understood_goes_to_the_list_and_says_how(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "4242 today")
        await press(at.pilot, "enter")
        assert table(at.pilot).has_focus
        assert "today is read as a day, date:today" in text_of(at)
        assert names(at) == [named("paym", "twin"), named("paym", "first")]


@pytest.mark.parametrize("text", ["sttus:refused", "status:refsed"])
async def test_a_search_that_was_given_is_judged_at_once(tmp_path: Path, text: str) -> None:
    async with agent(tmp_path) as at:
        payments(at.pilot).search_for(text)
        await at.pilot.pause()
        assert "did you mean" in text_of(at)
        assert "not narrowed" in title(at)


def head(at: Agent) -> str:
    """The names over the columns."""
    return next(line for line in text_of(at).splitlines() if "Amount" in line)


async def test_the_column_that_matched_is_on_the_screen(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        usual = head(at)
        assert "Customer" not in usual
        for text, column in (("anna", "Customer"), ("unique:cart-77", "Unique id"), ("A-1001", "Order")):
            await typed(at, text)
            assert column in head(at), text
            await press(at.pilot, "enter")
            assert column in head(at), "as long as the search stands"
            await press(at.pilot, "u")
            assert column in head(at), "in another zone too"
            await press(at.pilot, "escape")
            assert head(at) == usual


async def test_the_best_column_comes_when_the_search_is_typed_out(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "anna@example")
        assert "E-mail" in head(at)
        await press(at.pilot, *["backspace"] * len("@example"))
        assert "E-mail" in head(at), "nothing jumps while one types"
        await press(at.pilot, "enter")
        assert "Customer" in head(at)
        assert "E-mail" not in head(at)


async def test_enter_opens_a_whole_id_outside_the_dates(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, named("paym", "longago"))
        assert "goes to an id" in words(at)
        mark = len(at.desks.asked)
        await press(at.pilot, "enter")
        assert isinstance(at.pilot.app.screen, PaymentScreen)
        assert at.since(mark)[0] == f"GET /v1/checkout/{named('paym', 'longago')}?"


async def test_enter_on_an_id_that_is_loaded_stays_in_the_list(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, named("paym", "twin"))
        mark = len(at.desks.asked)
        await press(at.pilot, "enter")
        assert names(at) == [named("paym", "twin")]
        assert at.since(mark) == []


@pytest.mark.parametrize(
    ("text", "requests"),
    [("OLD-10", ["order_id"]), ("order:OLD-10", ["order_id"]), ("unique:old-unique", ["unique_id"])],
)
async def test_enter_asks_for_a_number_that_is_not_loaded(
    tmp_path: Path, text: str, requests: list[str]
) -> None:
    async with agent(tmp_path) as at:
        await typed(at, text)
        assert "enter in the search asks Stancer for this number" in words(at)
        mark = len(at.desks.asked)
        await press(at.pilot, "enter")
        asked = at.since(mark)
        assert [
            name for each in asked for name in ("order_id", "unique_id") if f"{name}=" in each
        ] == requests
        if text.endswith("OLD-10"):
            assert names(at) == [named("paym", "lastmonth")]
            assert table(at.pilot).has_focus
        else:
            assert "Stancer has none with this unique id in this mode either." in words(at)
        await press(at.pilot, "slash", "enter")
        assert len(at.since(mark)) == len(asked), "it is asked for once"


@pytest.mark.parametrize(
    "text", ["nobody", "nobody@example.org", "0612345678", "9999", "99.99", "refsed 12345"]
)
async def test_the_api_is_asked_for_nothing_that_it_cannot_find(tmp_path: Path, text: str) -> None:
    async with agent(tmp_path) as at:
        await typed(at, text)
        assert names(at) == []
        mark = len(at.desks.asked)
        await press(at.pilot, "enter")
        assert at.since(mark) == []
        shown = words(at)
        assert ": goes to an id, an order number or a person" in shown
        assert "b looks further back" in shown
        assert "ctrl+t looks in the other mode" in shown


async def test_dates_before_the_loaded_ones_are_said_to_be(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "date:2026-09-01..05 ")
        assert "The search asks for dates before these." in text_of(at)


async def test_what_was_answered_is_not_asked_again_after_a_failure(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "X-99")
        at.desks.ear.refuse = lambda asked: 403 if "unique_id=" in asked.query else None
        await press(at.pilot, "enter")
        assert "! " in text_of(at)
        at.desks.ear.refuse = lambda asked: None
        mark = len(at.desks.asked)
        await press(at.pilot, "slash", "enter")
        (again,) = at.since(mark)
        assert "unique_id=X-99" in again
        assert "Stancer has none with this order number or unique id" in words(at)


async def test_a_number_that_cannot_be_asked_for_says_so(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "OLD-10")
        at.desks.ear.refuse = lambda asked: 403
        await press(at.pilot, "enter")
        assert "! " in text_of(at)
        assert "OLD-10" in payments(at.pilot).search.value
        at.desks.ear.refuse = lambda asked: None
        await press(at.pilot, "slash", "enter")
        assert names(at) == [named("paym", "lastmonth")]


async def test_the_help_of_a_list_tells_how_to_search(tmp_path: Path) -> None:
    async with agent(tmp_path, (80, 45)) as at:
        await press(at.pilot, "question_mark", "end")
        shown = text_of(at)
        assert "Searching" in shown
        assert "06 39 98 27 45" in shown
        await press(at.pilot, "escape", "6", "question_mark", "end")
        shown = text_of(at)
        assert "status, last4, amount, currency" in shown
        assert "06 39 98 27 45" not in shown, "a check has no phone number"
        await press(at.pilot, "escape", "7", "question_mark", "end")
        assert "Searching" not in text_of(at), "the reference has a search of its own"


@pytest.mark.parametrize(
    ("since", "until", "label"),
    [
        ("01/11", "07/11", "2026-11-01 to 2026-11-07"),
        ("hier", "hier", "2026-11-20"),
        ("20 oct", "2 nov 2026", "2026-10-20 to 2026-11-02"),
    ],
)
async def test_the_dates_dialog_reads_the_same_days(
    tmp_path: Path, since: str, until: str, label: str
) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "d")
        for field, text in (("since", since), ("until", until)):
            at.pilot.app.screen.query_one(f"#{field}", Input).value = text
        await at.pilot.click("#load")
        await press(at.pilot, "j")
        assert label in title(at)
