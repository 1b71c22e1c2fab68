"""Customers, SEPA accounts, cards and addresses created, changed and deleted through the running program."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.errors import ApiError, Effect, InvalidField
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import Customers, NewCustomer
from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.kinds import CARD
from stancer_tui.services.payments.test_cards import new_test_card
from stancer_tui.services.payments.writing import PaymentWriting
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.dialogs.menu import Menu
from stancer_tui.ui.stored.confirm_deletion import ConfirmDeletion
from tests.ui.desks.refund_shop import Loss, RefundClock
from tests.ui.desks.stored_writer import ACCOUNT, ANNA, HOME, SIGNED, VISA, New, keeper
from tests.ui.driving import NOW, screen_text, settled

IBAN = "FR14 2004 1010 0505 0001 3M02 606"

CREATED: dict[str, tuple[str, dict[str, str | bool], str, dict[str, Any], Kind]] = {
    "customer": (
        "c",
        {"name": "Anna Roux", "mobile": "+33639980102", "date_birth": "27/09/1978", "country": "fr"},
        "/v1/customers/",
        {"name": "Anna Roux", "mobile": "+33639980102", "date_birth": "1978-09-27", "country": "FR"},
        Kind.CUSTOMER,
    ),
    "sepa": (
        "b",
        {"iban": IBAN, "name": "Pierre Martin", "mandate": "M-1", "date_mandate": "2026-06-26"},
        "/v1/sepa/",
        {
            "iban": "FR1420041010050500013M02606",
            "name": "Pierre Martin",
            "mandate": "M-1",
            "date_mandate": 1782424800,  # the midnight in Paris with which that day begins
        },
        Kind.SEPA,
    ),
    "address": (
        "a",
        {"line1": "1 rue Haute", "zip_code": "69001", "city": "Lyon", "country": "fr"},
        "/v1/addresses/",
        {"line1": "1 rue Haute", "zip_code": "69001", "city": "Lyon", "country": "FR"},
        Kind.ADDRESS,
    ),
    "card": (
        "t",
        {"card": "4000000000009995", "name": "Anna Roux"},
        "/v1/cards/",
        {
            "number": "4000000000009995",
            "exp_month": 12,
            "exp_year": 2029,
            "cvc": "123",
            "name": "Anna Roux",
        },
        Kind.CARD,
    ),
    "card once": (
        "t",
        {"card": "4000000000009995", "preferred_network": "national", "tokenize": False},
        "/v1/cards/",
        {
            "number": "4000000000009995",
            "exp_month": 12,
            "exp_year": 2029,
            "cvc": "123",
            "preferred_network": "national",
            "tokenize": False,
        },
        Kind.CARD,
    ),
}

CHANGED: dict[str, tuple[Any, dict[str, str], dict[str, Any]]] = {
    "customer": (ANNA, {"name": "Anna Blanc"}, {"name": "Anna Blanc"}),
    "customer's country": (ANNA, {"country": "be"}, {"country": "BE"}),
    "sepa": (
        ACCOUNT,
        {"mandate": "M-2", "date_mandate": "2026-06-26"},
        {"mandate": "M-2", "date_mandate": 1782424800},
    ),
    "address": (HOME, {"line2": "2e étage", "country": "be"}, {"line2": "2e étage", "country": "BE"}),
    "card": (VISA, {"exp_year": "2031", "zip_code": "69001"}, {"exp_year": 2031, "zip_code": "69001"}),
}

EVERY: dict[str, New] = {"customer": ANNA, "sepa": ACCOUNT, "address": HOME, "card": VISA}
NAMED = {
    "customer": "Who Anna Roux E-mail anna@example.org Phone not reported Payments none among the loaded",
    "sepa": "Who Pierre Martin Account IBAN ending in 2606 Mandate not reported",
    "address": "Address 1 rue Haute, 69001, Lyon",
    "card": "Who Anna Roux Card visa ··4242",
}


@pytest.mark.parametrize("case", CREATED)
async def test_what_is_created_is_sent_once_and_opened(tmp_path: Path, case: str) -> None:
    key, fields, path, body, kind = CREATED[case]
    async with keeper(tmp_path) as at:
        await at.new(key)
        await at.fill(**fields)
        await at.press("ctrl+s")
        assert at.writes == [("POST", path, body)]
        assert at.screen.kind is kind
        assert "was created" in at.notices
        assert at.screen.object_id in at.text


@pytest.mark.parametrize("case", CHANGED)
async def test_only_what_was_changed_is_sent_and_the_screen_shows_it(tmp_path: Path, case: str) -> None:
    new, fields, body = CHANGED[case]
    async with keeper(tmp_path) as at:
        made = await at.at(new)
        await at.press("m")
        assert "TEST" in at.text
        await at.fill(**fields)
        await at.press("ctrl+s")
        ((method, path, sent),) = at.writes
        assert (method, sent) == ("PATCH", body)
        assert path.endswith(made.id)
        assert at.screen.object_id == made.id
        assert "was changed" in at.notices
        shown = "2026-06-26" if case == "sepa" else next(iter(body.values()))
        assert str(shown) in at.text


@pytest.mark.parametrize("case", EVERY)
async def test_nothing_changed_is_said_and_not_sent(tmp_path: Path, case: str) -> None:
    async with keeper(tmp_path) as at:
        await at.at(EVERY[case])
        await at.press("m", "ctrl+s")
        assert "Nothing was changed: nothing was sent." in at.text
        assert at.requests == 0


async def test_a_field_cannot_be_emptied(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        await at.press("m")
        await at.fill(name="", email="anna@example.net")
        await at.press("ctrl+s")
        assert "Stancer has no way to empty a field" in at.error("name")
        assert at.requests == 0


@pytest.mark.parametrize("case", EVERY)
async def test_deletion_names_what_goes_and_is_final(tmp_path: Path, case: str) -> None:
    async with keeper(tmp_path) as at:
        made = await at.at(EVERY[case])
        await at.press("D")
        assert isinstance(at.top, ConfirmDeletion)
        for words in (NAMED[case], made.id, "This is final", "· TEST"):
            assert words in at.text
        await at.press("enter")
        assert at.requests == 0, "the harmless answer has the focus"
        await at.press("D", "tab", "enter")
        ((method, path, _),) = at.writes
        assert method == "DELETE"
        assert path.endswith(made.id)
        assert "✓ Deleted." in at.text
        await at.press("f5")
        assert "Stancer answers 404: it no longer knows" in at.text
        await at.press("m", "D")
        assert "Stancer knows no such object any more." in at.notices
        assert len(at.writes) == 1
        await at.press("escape")
        assert "Payments · last 7 days" in at.text


async def test_a_live_deletion_says_live(tmp_path: Path) -> None:
    async with keeper(tmp_path, mode=Mode.LIVE) as at:
        await at.at(ANNA)
        await at.press("D")
        assert "Delete customer · LIVE" in at.text
        assert "LIVE: a real customer is deleted." in at.text


async def test_a_nervous_key_deletes_nothing(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        await at.key("D")
        await at.key("tab", "enter", "enter")
        assert isinstance(at.top, ConfirmDeletion)
        assert at.requests == 0


@pytest.mark.parametrize("case", ["customer", "sepa", "card"])
async def test_what_exists_already_is_one_key_away(tmp_path: Path, case: str) -> None:
    key, fields, *_ = CREATED[case]
    fields = {name: value for name, value in fields.items() if name != "external_id"}
    async with keeper(tmp_path) as at:
        await at.new(key)
        await at.fill(**fields)
        await at.press("ctrl+s")
        first = at.screen.object_id
        await at.new(key)
        await at.fill(**fields)
        await at.press("ctrl+s")
        assert "it conflicts with what exists" in at.text
        await at.press("enter")
        assert at.screen.object_id == first


@pytest.mark.parametrize("case", ["customer", "sepa", "card"])
async def test_a_creation_whose_answer_is_lost_is_found_by_sending_it_again(
    tmp_path: Path, case: str
) -> None:
    key, fields, *_ = CREATED[case]
    async with keeper(tmp_path) as at:
        await at.new(key)
        await at.fill(**fields)
        with at.lose_answers():
            await at.press("ctrl+s")
        assert "It is not known whether this was done." in at.text
        assert "Send it again: if it was created, Stancer answers with the id" in at.text
        assert len(at.writes) == 1
        await at.press("ctrl+s")
        assert isinstance(at.top, Confirm)
        assert "does it twice" not in at.text
        await at.press("tab", "enter", "enter")
        assert at.screen.kind is CREATED[case][4]
        assert len(at.writes) == 2


async def test_what_was_lost_before_stays_unknown_when_the_second_sending_never_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In process there is always a way: what finds none is put in the place of the request."""

    async def no_way(*_: object) -> None:
        raise ApiError("no way to Stancer", effect=Effect.NOT_SENT)

    async with keeper(tmp_path) as at:
        await at.new("c")
        await at.fill(name="Anna Roux", email="anna@example.org")
        with at.lose_answers():
            await at.press("ctrl+s")
        monkeypatch.setattr(Customers, "create", no_way)
        await at.press("ctrl+s", "tab", "enter")
        assert "Nothing was sent." in at.text
        assert "The outcome of what was sent before is still not known." in at.text
        await at.press("escape")
        assert "It is not known whether what you sent was done." in at.text


async def test_a_lost_address_may_be_there_twice(tmp_path: Path) -> None:
    key, fields, *_ = CREATED["address"]
    async with keeper(tmp_path) as at:
        await at.new(key)
        await at.fill(**fields)
        with at.lose_answers():
            await at.press("ctrl+s")
        assert "accepts the same one twice" in at.text
        await at.press("ctrl+s")
        assert "there will be two of it" in at.text


async def test_a_change_whose_answer_is_lost_is_looked_for(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        await at.press("m")
        await at.fill(name="Anna Blanc")
        with at.lose_answers():
            await at.press("ctrl+s")
        assert "It is not known whether this was done." in at.text
        assert "Look now" in at.buttons()
        await at.press("enter")
        assert "✓ The customer was changed" in at.text
        await at.press("enter")
        assert "Anna Blanc" in at.text
        assert at.screen.object_id
        assert len(at.writes) == 1


async def test_a_change_that_never_arrived_is_not_called_done(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ACCOUNT)
        await at.press("m")
        await at.fill(mandate="M-9", date_mandate="2026-06-26")
        at.counter.desks.wire.loss = Loss.BEFORE
        await at.press("ctrl+s", "enter")
        assert "There is no trace of it so far." in at.text


async def test_a_deletion_whose_answer_is_lost_is_found_out_by_reading(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        with at.lose_answers():
            await at.press("D", "tab", "enter")
        assert "It is not known whether this was done." in at.text
        assert "f5 reads it again" in at.text
        await at.press("f5")
        assert "Deleted. Stancer answers 404" in at.text
        assert len(at.writes) == 1


async def test_a_deletion_that_never_arrived_leaves_the_object(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        at.counter.desks.wire.loss = Loss.BEFORE
        await at.press("D", "tab", "enter", "f5")
        assert "Stancer still has this customer: it is not deleted so far." in at.text


async def test_a_refused_deletion_that_was_done_is_found_out(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        with at.refuse_writes(done=True):
            await at.press("D", "tab", "enter")
        assert "Deleted. Stancer answers 404: it no longer knows this customer" in at.text
        assert len(at.writes) == 1


async def test_a_refused_deletion_says_what_a_reading_showed(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        with at.refuse_writes(done=False):
            await at.press("D", "tab", "enter")
        assert "Stancer refused it." in at.text
        assert "It was read again: Stancer still has this customer." in at.text
        await at.press("D")
        assert isinstance(at.top, ConfirmDeletion), "it can be tried again"


async def test_a_refused_deletion_that_is_done_later_is_found_out(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        schedule = PollSchedule((0.05,), window=3600)
        vars(at.desk)["payment_writing"] = PaymentWriting(
            at.desk.client.payments, RefundClock(), schedule=schedule
        )
        made = await at.at(ANNA)
        with at.refuse_writes(done=False):
            await at.press("D", "tab", "enter")
        assert "Stancer still has this customer." in at.text
        await at.desk.client.customers.delete(made.id)
        await at.counter.until("Deleted. Stancer answers 404: it no longer knows this customer")


async def test_a_refused_change_that_was_made_is_shown(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        await at.press("m")
        await at.fill(name="Anna Blanc")
        with at.refuse_writes(done=True):
            await at.press("ctrl+s")
            assert "Stancer refused it." in at.text
        await at.press("escape")
        assert "Stancer refused what you sent." in at.text
        await at.press("tab", "enter")
        assert isinstance(at.screen.item, Customer)
        assert at.screen.item.name == "Anna Blanc"
        assert len(at.writes) == 1


async def test_what_came_of_a_deletion_is_told_also_after_its_screen_was_left(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        at.counter.desks.wire.held = asyncio.Event()
        await at.press("D", "tab")
        await at.key("enter")
        await at.counter.until("Deleting…")
        await at.key("D")
        assert "It is being deleted." in at.notices
        await at.key("escape")
        at.counter.desks.wire.held.set()
        await at.press("g")
        assert "The customer was deleted" in at.notices


async def test_a_signed_mandate_is_read_only_and_renewed(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        old = await at.at(SIGNED)
        assert "Its mandate is signed: Stancer does not change such an account." in at.text
        await at.press("m")
        assert at.screen.object_id == old.id
        assert "M makes a new account and mandate from it." in at.notices
        await at.press("M")
        raws = at.form.raws
        assert raws == {
            "iban": "",
            "name": "Pierre Martin",
            "bic": "TESTFRPP",
            "mandate": "M-1",
            "date_mandate": "2026-06-26",
            "date_birth": "1978-09-09",
        }
        assert at.requests == 0
        await at.fill(iban=IBAN, mandate="M-2", date_mandate="2026-11-01")
        await at.press("ctrl+s")
        ((_, _, sent),) = at.writes
        assert (sent["mandate"], sent["bic"], sent["iban"]) == ("M-2", "TESTFRPP", IBAN.replace(" ", ""))
        assert at.screen.object_id != old.id


async def test_a_signature_needs_its_mandate_and_the_reverse(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.new("b")
        await at.fill(iban=IBAN, name="Pierre Martin", mandate="M-1")
        await at.press("ctrl+s")
        assert "A mandate needs the day on which it was signed." in at.error("date_mandate")
        await at.fill(mandate="", date_mandate="2026-06-26")
        await at.press("ctrl+s")
        assert "A signed mandate needs its reference." in at.error("mandate")
        assert at.requests == 0


@pytest.mark.parametrize("case", ["customer", "sepa", "card"])
async def test_what_is_kept_pays_from_its_screen(tmp_path: Path, case: str) -> None:
    async with keeper(tmp_path) as at:
        made = await at.at(EVERY[case])
        await at.press("p")
        assert "New payment · TEST" in at.text
        await at.fill(amount="12.50", return_url="https://shop.example/")
        await at.press("ctrl+s")
        (sent,) = [body for method, _, body in at.writes if method == "POST"]
        assert (sent["amount"], sent[case]) == (1250, made.id)


async def test_an_address_pays_nothing(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(HOME)
        assert "New payment" not in screen_text(at.counter.app)
        await at.press("p")
        assert "A payment takes no address." in at.notices


async def test_cards_are_made_in_test_mode_of_test_cards_alone(tmp_path: Path) -> None:
    async with keeper(tmp_path, mode=Mode.LIVE) as at:
        await at.press("n")
        assert "in test mode only" in at.text
        await at.press("t")
        assert isinstance(at.top, Menu)
    with pytest.raises(InvalidField, match="test mode only"):
        new_test_card(Mode.LIVE, "4242424242424242", NOW)
    with pytest.raises(InvalidField, match="test cards"):
        new_test_card(Mode.TEST, "4539578763621486", NOW)


async def test_no_field_takes_a_card_number(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.new("t")
        assert "visa 4242 US, accepted" in at.text
        await at.press("f2")
        await at.type("charged twice")
        await at.press("enter")
        assert at.form.raws["card"] == "4000000000001976"
        await at.press("tab")
        assert "4000 0000 0000 1976" in at.error("card")


async def test_an_expired_card_is_renamed_without_its_date_being_judged(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        made = await at.make(VISA)
        store = at.counter.desks.sandbox.store
        row = store.row(False, CARD, made.id)
        assert row is not None
        row.object["exp_year"] = 2020
        store.replace(False, row)
        at.counter.app.parts.open_object(Kind.CARD, made.id)
        await settled(at.counter.pilot)
        await at.press("m")
        await at.fill(name="Anna Blanc")
        await at.press("ctrl+s")
        ((_, _, sent),) = at.writes
        assert sent == {"name": "Anna Blanc"}


async def test_a_read_only_desk_says_so(tmp_path: Path) -> None:
    async with keeper(tmp_path, read_only=True) as at:
        await at.at(SIGNED)
        await at.press("m", "D", "M")
        assert at.notices.count("This desk is read-only: it changes nothing.") == 3
        assert at.requests == 0
        await at.press("n")
        assert at.text.count("this desk is read-only") >= 4


async def test_the_address_form_says_what_is_doubtful(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(HOME)
        await at.press("m")
        assert "Stancer's own clients refuse it" in at.text


HOSTILE = "a [/] [red]x[/] \x1b]52;c;cHduZWQ=\x07 \u202egnp.exe"


async def test_hostile_words_of_an_object_are_words_in_its_forms(tmp_path: Path) -> None:
    async with keeper(tmp_path, size=(120, 40)) as at:
        await at.at(NewCustomer(name=HOSTILE, email="anna@example.org"))
        await at.press("m")
        shown = "a [/] [red]x[/] \ufffd]52;c;cHduZWQ=\ufffd \ufffdgnp.exe"
        assert at.form.raws["name"] == shown
        assert "[red]x[/]" in at.text
        await at.fill(email="anna@example.net")
        await at.press("ctrl+s")
        ((_, _, sent),) = at.writes
        assert sent == {"email": "anna@example.net"}, "what was not touched is not sent in another spelling"
        await at.press("D")
        assert "[red]x[/]" in at.text
        assert not {"\x1b", "\x07", "\u202e"} & set(screen_text(at.counter.app))


async def test_with_mask_a_form_hides_what_it_does_not_change(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        at.counter.app.parts.mask = True
        await at.at(ANNA)
        await at.press("m")
        assert "Anna" not in at.text
        assert at.form.raws["email"] == ""
        await at.fill(external_id="X-1")
        await at.press("ctrl+s")
        ((_, _, sent),) = at.writes
        assert sent == {"external_id": "X-1"}
        await at.press("D")
        assert "Anna" not in at.text


async def test_a_draft_waits_in_its_mode_and_with_its_object(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        made = await at.at(ANNA)
        await at.press("m")
        await at.fill(name="Anna Blanc")
        await at.press("ctrl+t", "tab", "enter")
        assert at.counter.app.parts.places.mode.live
        await at.press("ctrl+t")
        assert at.screen.object_id == made.id
        await at.press("m")
        assert at.form.raws["name"] == "Anna Blanc"
        assert "What you typed before is still here." in at.text
        await at.press("escape", "tab", "enter", "m")
        assert at.form.raws["name"] == "Anna Roux", "thrown away is thrown away"
        assert at.writes == []


async def test_every_kind_has_its_screen_with_its_keys(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        for new in (ANNA, HOME, VISA, SIGNED):
            made = await at.at(new)
            footer = screen_text(at.counter.app).splitlines()[-1]
            assert "m Change" in footer
            assert "D Delete" in footer
            assert ("M New mandate" in footer) is (kind_of(made.id) is Kind.SEPA)
            await at.press("escape")


async def test_a_card_that_was_deleted_elsewhere_is_not_offered_again(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        made = await at.at(NewCard(number="4111111111111111", exp_month=1, exp_year=2030))
        await at.desk.client.cards.delete(made.id)
        await at.press("D", "tab", "enter")
        assert "Deleted. Stancer answers 404: it no longer knows this card." in at.text
        await at.press("D")
        assert "Stancer knows no such object any more." in at.notices
