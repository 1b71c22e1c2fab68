"""The link to a payment's page: the public key at the first link, the language, what is copied and opened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from pydantic import SecretStr
from textual.pilot import Pilot
from textual.widgets import Input

from stancer_tui.desk.page_keys import SessionPageKeys, StoredPageKeys
from stancer_tui.keys import KeyringFailed, KeyStore, Slot, WrongKey
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.dialogs.menu import Menu
from stancer_tui.ui.payments.link_dialog import PaymentLink
from stancer_tui.ui.payments.public_key_dialog import PublicKey
from tests.ui.desks.ticket_shop import Agent, agent, named, pay
from tests.ui.driving import NARROW, demo, notices, press, rows, screen_text, table, type_text
from tests.unit.fake_keyrings import FailingKeyring, MemoryKeyring

KEY = "ptest_" + "p" * 24
SECRET = "stest_" + "s" * 24
BANK = "https://3ds.bank.example/go"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in a browser."""
    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    return addresses


def shop(**fields: Any) -> dict[str, Any]:
    """One payment that waits for its customer, in each mode."""
    waiting = pay("waiting", 3, status=None, response=None, card=None, order_id="W-1", **fields)
    return {"test": {"payments": [waiting]}, "live": {"payments": [waiting]}}


def page(lang: str = "") -> str:
    return f"http://127.0.0.1/{KEY}/{named('paym', 'waiting')}{lang}"


def text_of(pilot: Pilot[int]) -> str:
    """The screen without its frames and breaks."""
    return " ".join(screen_text(pilot.app).translate(str.maketrans("│╭╮╰╯─", "      ")).split())


async def give_key(at: Agent) -> None:
    """Open the link of the first payment and type the public key."""
    await press(at.pilot, "enter", "l")
    assert isinstance(at.pilot.app.screen, PublicKey)
    await type_text(at.pilot, KEY)
    await press(at.pilot, "enter")


async def test_the_public_key_is_asked_for_once_and_the_link_is_copied(
    tmp_path: Path, copied: list[str]
) -> None:
    async with agent(tmp_path, data=shop()) as at:
        mark = len(at.desks.asked)
        await give_key(at)
        assert isinstance(at.pilot.app.screen, PaymentLink)
        assert "no return URL" in text_of(at.pilot)
        assert copied == []
        await press(at.pilot, "enter")
        assert copied == [page()]
        assert "Sent to the terminal's clipboard" in text_of(at.pilot)
        await press(at.pilot, "escape", "l", "y")
        assert copied == [page(), page()], "the second link asks for nothing"
        assert at.since(mark) == [f"GET /v1/checkout/{named('paym', 'waiting')}?"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (SECRET, "This is a secret test key"),
        ("sprod_" + "s" * 24, "This is a secret live key"),
        ("pprod_" + "p" * 24, "This is a public live key"),
        ("ptest_short", "24 characters"),
        ("hello", "not a Stancer key"),
    ],
)
async def test_only_a_public_key_of_this_mode_is_taken(tmp_path: Path, typed: str, said: str) -> None:
    async with agent(tmp_path, data=shop()) as at:
        await press(at.pilot, "enter", "l")
        await type_text(at.pilot, typed)
        assert typed not in screen_text(at.pilot.app)
        await press(at.pilot, "enter")
        assert isinstance(at.pilot.app.screen, PublicKey)
        shown = text_of(at.pilot)
        assert said in shown
        assert typed not in shown
        assert at.pilot.app.screen.query_one("#key", Input).value == ""
        assert ("was not kept" in shown) == typed.startswith(("stest_", "sprod_"))
        assert await at.desks.opened[Mode.TEST].page_keys.find(Mode.TEST) is None
        await press(at.pilot, "escape", "l")
        assert isinstance(at.pilot.app.screen, PublicKey), "it is asked for again"


async def test_the_language_stands_in_the_link_and_a_wrong_one_is_told_at_the_field(
    tmp_path: Path, copied: list[str]
) -> None:
    async with agent(tmp_path, data=shop(return_url="https://shop.example/thanks")) as at:
        await give_key(at)
        assert "the host shop.example" in text_of(at.pilot)
        assert "no return URL" not in text_of(at.pilot)
        assert "then English" in text_of(at.pilot)
        at.pilot.app.screen.query_one("#lang", Input).focus()
        await type_text(at.pilot, "fr-fr")
        assert page("?lang=fr-fr") in text_of(at.pilot).replace(" ", "")
        await press(at.pilot, "enter")
        assert copied == [page("?lang=fr-fr")]
        await type_text(at.pilot, " !")
        await press(at.pilot, "enter")
        assert copied == [page("?lang=fr-fr")]
        assert "A language tag such as fr-FR is needed." in text_of(at.pilot)


async def test_the_copy_menu_offers_the_link_too(tmp_path: Path, copied: list[str]) -> None:
    async with agent(tmp_path, data=shop()) as at:
        await press(at.pilot, "enter", "y", "l")
        await type_text(at.pilot, KEY)
        await press(at.pilot, "enter")
        assert copied == [page()]


async def test_the_frame_is_copied_as_html(tmp_path: Path, copied: list[str]) -> None:
    async with agent(tmp_path, data=shop()) as at:
        await give_key(at)
        await press(at.pilot, "f")
        assert f'src="{page()}"' in copied[0]
        assert "<script>" in copied[0]


async def test_the_page_opens_after_its_host_was_confirmed(tmp_path: Path, opened: list[str]) -> None:
    async with agent(tmp_path, data=shop()) as at:
        await give_key(at)
        await press(at.pilot, "o")
        assert isinstance(at.pilot.app.screen, Confirm)
        assert "the host 127.0.0.1" in text_of(at.pilot)
        await press(at.pilot, "enter")
        assert opened == []
        await press(at.pilot, "o", "tab", "enter")
        assert opened == [page()]


async def test_o_offers_the_page_and_3_d_secure_where_there_are_both(
    tmp_path: Path, opened: list[str]
) -> None:
    auth = {"status": "available", "redirect_url": BANK, "return_url": None}
    async with agent(tmp_path, data=shop(auth=auth)) as at:
        await press(at.pilot, "enter", "o")
        assert isinstance(at.pilot.app.screen, Menu)
        assert "3ds.bank.example" in text_of(at.pilot)
        await press(at.pilot, "3", "tab", "enter")
        assert opened == [BANK]
        await press(at.pilot, "o", "p")
        assert isinstance(at.pilot.app.screen, PublicKey)
        await type_text(at.pilot, KEY)
        await press(at.pilot, "enter", "tab", "enter")
        assert opened == [BANK, page()]


async def test_a_payment_that_is_over_has_no_link_and_says_why(tmp_path: Path) -> None:
    data = {"test": {"payments": [pay("over", 3, status="refused", response="51")]}}
    async with agent(tmp_path, (120, 24), data=data) as at:
        await press(at.pilot, "enter", "l")
        assert not isinstance(at.pilot.app.screen, PublicKey)
        assert "The payment was refused. Create a new one. Its page no longer takes" in " ".join(
            notices(at.pilot.app)
        )
        await press(at.pilot, "o")
        assert "Nothing to open" in text_of(at.pilot)


async def test_the_demo_says_that_its_page_has_no_address(opened: list[str], copied: list[str]) -> None:
    async with demo(NARROW) as pilot:
        payment = next(row.id for row in rows(pilot) if row.status is None and row.auth_status is None)
        assert table(pilot).move_to(payment)
        await press(pilot, "enter", "l")
        assert isinstance(pilot.app.screen, PaymentLink), "the demo knows its own public key"
        assert "leads nowhere" in text_of(pilot)
        await press(pilot, "enter", "o")
        assert copied == [f"https://payment.stancer.com/{DEMO_PUBLIC_TEST}/{payment}"]
        assert "leads nowhere" in " ".join(notices(pilot.app))
        await press(pilot, "escape", "o")
        assert opened == []


async def test_a_typed_key_is_kept_in_the_keyring_only_when_asked() -> None:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    keys = StoredPageKeys(KeyStore({}))
    assert await keys.find(Mode.TEST) is None
    keys.take(Mode.TEST, KEY)
    assert await keys.find(Mode.TEST) == SecretStr(KEY)
    assert backend.copies == {}
    await keys.keep(Mode.TEST)
    assert list(backend.copies.values()) == [[KEY]]
    assert await keys.find(Mode.LIVE) is None


async def test_the_environment_comes_first_and_a_wrong_one_is_refused() -> None:
    keyring.set_keyring(MemoryKeyring())
    variable = Slot(Mode.TEST, public=True).variable
    assert variable == "STANCER_PUBLIC_KEY_TEST"
    assert await StoredPageKeys(KeyStore({variable: KEY})).find(Mode.TEST) == SecretStr(KEY)
    with pytest.raises(WrongKey) as refused:
        await StoredPageKeys(KeyStore({variable: SECRET})).find(Mode.TEST)
    assert SECRET not in str(refused.value)


async def test_a_keyring_that_fails_leaves_the_key_for_the_session(tmp_path: Path, copied: list[str]) -> None:
    keyring.set_keyring(FailingKeyring(RuntimeError("broken")))
    async with agent(tmp_path, data=shop()) as at:
        desk = at.desks.opened[Mode.TEST]
        vars(desk)["page_keys"] = StoredPageKeys(KeyStore({}))
        with pytest.raises(KeyringFailed):
            await desk.page_keys.find(Mode.TEST)
        await press(at.pilot, "enter", "l")
        assert "did not give one" in text_of(at.pilot)
        await type_text(at.pilot, KEY)
        await press(at.pilot, "tab", "space", "tab", "tab", "enter")
        assert isinstance(at.pilot.app.screen, PaymentLink)
        assert "serves for this session" in " ".join(notices(at.pilot.app))
        await press(at.pilot, "y")
        assert copied == [page()]


async def test_keys_of_the_session_know_what_they_were_given() -> None:
    keys = SessionPageKeys({Mode.TEST: SecretStr(KEY)})
    assert await keys.find(Mode.TEST) == SecretStr(KEY)
    assert await keys.find(Mode.LIVE) is None
    await keys.keep(Mode.TEST)
