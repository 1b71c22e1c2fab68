"""The forms kit: errors at their fields, nothing typed is lost, sent once, told also after it was closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.widgets import Button, Input

from stancer_tui.api.errors import ApiError, BadRequest, Conflict, Effect, Unreachable
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.forms.form import Choice, Created, FieldKind, Form, FormField, Suggestion, Values, When
from stancer_tui.ui.forms.reading import email, email_or_mobile
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.shell.quit_warnings import QuitQuestion
from tests.ui.desks.refund_shop import Counter, counter
from tests.ui.desks.ticket_shop import ANNA
from tests.ui.driving import press, screen_text, settled, type_text, until


@dataclass
class Sender:
    """What the form sends to: counts, can be held, fails when told to."""

    sent: list[Values] = field(default_factory=list)
    made: list[Created] = field(default_factory=list)
    held: asyncio.Event | None = None
    error: ApiError | None = None
    outcome: Created = field(
        default_factory=lambda: Created(
            words="The customer was made.", kind=Kind.CUSTOMER, object_id=ANNA["id"]
        )
    )

    async def __call__(self, values: Values) -> Created:
        self.sent.append(values)
        if self.held is not None:
            await self.held.wait()
        if self.error is not None:
            raise self.error
        return self.outcome


def customer_form(send: Sender, **more: Any) -> Form:
    return Form(
        name="customer",
        title="New customer",
        action="Create",
        parts=(
            FormField(name="name", label="Name", rule=("customer", "name"), required=True),
            FormField(name="email", label="E-mail", rule=("customer", "email"), also=email),
            FormField(name="mobile", label="Mobile", rule=("customer", "mobile")),
            FormField(name="born", label="Born", kind=FieldKind.DATE, rule=("customer", "date_birth")),
            FormField(name="amount", label="Amount", kind=FieldKind.AMOUNT, rule=("payment", "amount")),
            FormField(
                name="how",
                label="How",
                kind=FieldKind.CHOICE,
                choices=(Choice("page", "payment page"), Choice("stored", "stored account")),
            ),
            FormField(
                name="account",
                label="Account",
                kind=FieldKind.ID,
                of=Kind.SEPA,
                required=True,
                when=When("how", ("stored",)),
            ),
        ),
        send=send,
        check=email_or_mobile,
        suggestions=(Suggestion("Anna", {"name": "Anna Roux", "email": "anna@example.org"}),),
        **more,
    )


@dataclass(frozen=True)
class AtForm:
    """The program with the form open."""

    counter: Counter
    send: Sender

    @property
    def form(self) -> FormScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, FormScreen)
        return screen

    @property
    def text(self) -> str:
        return self.counter.text

    def is_open(self) -> bool:
        return isinstance(self.counter.app.screen, FormScreen)

    def mode(self) -> Mode:
        return self.counter.app.parts.places.mode

    async def press(self, *keys: str) -> None:
        await press(self.counter.pilot, *keys)

    async def key(self, *keys: str) -> None:
        """Press without waiting for what is being sent."""
        await self.counter.pilot.press(*keys)
        await self.counter.pilot.pause()

    async def type(self, text: str) -> None:
        await type_text(self.counter.pilot, text)

    async def fill(self, **raws: str) -> None:
        """Put texts into fields, as if typed."""
        for row in self.form.rows:
            if row.field.name in raws:
                row.fill(raws[row.field.name])
        await self.counter.pilot.pause()

    def error(self, name: str) -> str:
        """What stands under a field."""
        return str(self.form.query_one(f"#field-{name} .field-note").render()).strip()

    def focused(self) -> str | None:
        row = self.form.fields.row_of(self.form.focused)
        return None if row is None else row.field.name

    def open(self, **more: Any) -> None:
        desk = self.counter.desks.opened[self.counter.app.parts.places.mode]
        self.counter.app.parts.submissions.open_form(
            desk, customer_form(self.send, **more), on_created=self.send.made.append
        )


@asynccontextmanager
async def at_form(
    tmp_path: Path, *, mode: Mode = Mode.TEST, size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[AtForm]:
    async with counter(tmp_path, mode=mode, size=size) as opened:
        at = AtForm(opened, Sender())
        at.open(**more)
        await settled(opened.pilot)
        yield at


async def test_the_form_says_mode_limits_and_what_is_needed(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        assert "New customer · TEST" in at.text
        assert "Name *" in at.text
        assert "3 to 64 characters" in at.text
        assert "0.50 EUR or more" in at.text
        assert "YYYY-MM-DD" in at.text
        assert at.focused() == "name"
        assert "Create" in at.text
    async with at_form(tmp_path / "live", mode=Mode.LIVE) as at:
        assert "New customer · LIVE" in at.text
        assert "Create · LIVE" in at.text


async def test_an_error_stands_at_its_field_as_it_is_left(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.type("Al")
        assert at.error("name") == ""
        await at.press("enter")
        assert at.focused() == "email"
        assert "3 to 64 characters are needed, these are 2." in at.error("name")
        await at.type("anna")
        await at.press("tab")
        assert "3 to 64" not in at.error("email")
        assert "5 to 64 characters" in at.error("email")
        await at.press("shift+tab")
        await at.type("a.example")
        await at.press("tab")
        assert "An e-mail address is needed" in at.error("email")


async def test_typing_again_takes_the_error_away(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.type("Al")
        await at.press("enter", "shift+tab")
        await at.type("x")
        assert at.error("name") == ""


async def test_a_french_date_and_amount_are_read_and_shown_plainly(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(name="Anna", email="anna@example.org", amount="1 234,5")
        at.form.query_one("#field-born Input", Input).focus()
        await at.type("27/09/1978")
        await at.press("enter")
        assert at.form.raws["born"] == "1978-09-27"
        await at.press("ctrl+s")
        (values,) = at.send.sent
        assert values["born"].isoformat() == "1978-09-27"
        assert values["amount"] == 123450
        assert values["mobile"] is None


async def test_sending_shows_every_error_and_goes_to_the_first(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(email="x", amount="0,20", born="2026-02-30")
        at.form.query_one("#field-amount Input", Input).focus()
        await at.press("ctrl+s")
        assert at.send.sent == []
        assert at.focused() == "name"
        assert at.error("name") == "! Name is needed."
        assert at.error("born") == "! There is no such day."
        assert at.error("amount") == "! At least 0.50 EUR is needed."
        assert "Nothing was sent: 4 fields need another look." in at.text


async def test_what_is_wrong_between_fields_is_told_at_a_field(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(name="Anna")
        await at.press("ctrl+s")
        assert at.error("email") == "! An e-mail address or a mobile number is needed."
        assert at.focused() == "email"


async def test_a_field_that_does_not_apply_is_neither_shown_checked_nor_sent(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(name="Anna", email="anna@example.org", account="nonsense")
        assert "Account" not in at.text
        await at.press("ctrl+s")
        assert at.send.sent[0]["account"] is None
        assert at.send.sent[0]["how"] == "page"


async def test_a_choice_brings_its_field(tmp_path: Path) -> None:
    async with at_form(tmp_path, size=(80, 30)) as at:
        at.form.rows[5].control.focus()
        await at.press("right")
        assert "Account *" in at.text
        assert "sepa_ and 24 more" in at.text
        await at.press("p")
        assert "Account *" not in at.text


async def test_enter_goes_from_field_to_field_and_only_the_button_sends(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(name="Anna", email="anna@example.org")
        await at.press(*["enter"] * 6)
        assert isinstance(at.form.focused, Button)
        assert at.send.sent == []
        await at.press("enter")
        assert len(at.send.sent) == 1


async def test_what_was_made_is_told_in_the_form_and_can_be_opened(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        assert "✓ The customer was made." in at.text
        assert at.send.made == [at.send.outcome]
        assert at.counter.wire.posts == 0
        await at.press("enter")
        assert at.is_open(), "an impatient enter does nothing"
        at.counter.clock.advance(1)
        await until(at.counter.pilot, lambda: not at.form.query("Button.-active"))
        await at.press("enter")
        assert not at.is_open()
        assert f"Customer {ANNA['id']}" in screen_text(at.counter.app)


async def test_a_refusal_loses_nothing_and_lands_at_its_field(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.error = BadRequest("email: is not [/] valid", status=400, effect=Effect.REFUSED)
        await at.fill(name="Anna", email="anna@example.org")
        before = at.form.raws
        await at.press("ctrl+s")
        assert at.form.raws == before
        assert at.error("email") == "! Is not [/] valid."
        assert at.focused() == "email"
        assert "Stancer refused it." in at.text
        at.send.error = None
        at.counter.clock.advance(1)
        await at.press("ctrl+s")
        assert len(at.send.sent) == 2
        assert "✓ The customer was made." in at.text


async def test_an_unknown_outcome_is_called_unknown_and_asks_before_a_second_one(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.error = Unreachable("cut", effect=Effect.UNKNOWN)
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        assert "It is not known whether this was done." in at.text
        assert "Check whether it is there before you send it again." in at.text
        at.counter.clock.advance(1)
        await at.press("ctrl+s")
        assert isinstance(at.counter.app.screen, Confirm)
        await at.press("enter")
        assert len(at.send.sent) == 1, "the harmless answer has the focus"


async def test_it_can_be_looked_whether_it_was_made(tmp_path: Path) -> None:
    found: list[Created | None] = [None, Created(words="It is there.")]

    async def look() -> Created | None:
        return found.pop(0)

    async with at_form(tmp_path, look=look) as at:
        at.send.error = Unreachable("cut", effect=Effect.UNKNOWN)
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        at.counter.clock.advance(1)
        await at.press("enter")
        assert "There is no trace of it so far." in at.text
        await at.press("enter")
        assert "✓ It is there." in at.text
        assert len(at.send.made) == 1


async def test_what_exists_already_can_be_opened(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.error = Conflict("exists", status=409, effect=Effect.REFUSED, existing_id=ANNA["id"])
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        at.counter.clock.advance(1)
        await at.press("enter")
        assert f"Customer {ANNA['id']}" in screen_text(at.counter.app)


async def test_escape_asks_only_where_something_was_typed(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.press("escape")
        assert not at.is_open()
        at.open()
        await settled(at.counter.pilot)
        await at.type("Anna")
        await at.press("escape")
        assert "Throw away what you typed?" in at.text
        await at.press("enter")
        assert at.form.raws["name"] == "Anna"
        await at.press("escape", "tab", "enter")
        assert not isinstance(at.counter.app.screen, (FormScreen, Confirm))
        at.open()
        await settled(at.counter.pilot)
        assert at.form.raws["name"] == ""


async def test_the_other_mode_is_asked_about_and_the_draft_waits(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.type("Anna")
        await at.press("ctrl+t")
        assert "Leave this form for LIVE?" in at.text
        await at.press("enter")
        assert at.form.raws["name"] == "Anna"
        await at.press("ctrl+t", "tab", "enter")
        assert at.mode().live
        at.open()
        await settled(at.counter.pilot)
        assert at.form.raws["name"] == "", "a draft never crosses to the other mode"
        await at.press("escape", "ctrl+t")
        assert not at.mode().live
        at.open()
        await settled(at.counter.pilot)
        assert at.form.raws["name"] == "Anna"
        assert "What you typed before is still here." in at.text


async def test_two_presses_send_once(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.held = asyncio.Event()
        await at.fill(name="Anna", email="anna@example.org")
        await at.counter.pilot.press("ctrl+s", "ctrl+s")
        at.form.action_send()
        at.form.query_one("#send", Button).press()
        await at.key("ctrl+s")
        assert len(at.send.sent) == 1
        assert "Sending…" in at.text
        at.send.held.set()
        await settled(at.counter.pilot)
        assert len(at.send.sent) == 1


async def test_closing_the_form_stops_nothing_and_a_notice_tells(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.held = asyncio.Event()
        await at.fill(name="Anna", email="anna@example.org")
        await at.key("ctrl+s")
        await at.key("escape")
        assert not at.is_open()
        assert len(at.counter.app.parts.submissions.left()) == 1
        at.send.held.set()
        await settled(at.counter.pilot)
        assert len(at.counter.app.parts.submissions.left()) == 0
        assert at.send.made == [at.send.outcome]
        assert "The customer was made." in at.text


async def test_an_error_after_the_form_was_closed_keeps_what_was_typed(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.held = asyncio.Event()
        at.send.error = BadRequest("no", status=400, effect=Effect.REFUSED)
        await at.fill(name="Anna", email="anna@example.org")
        await at.key("ctrl+s")
        await at.key("escape")
        at.send.held.set()
        await settled(at.counter.pilot)
        assert "Stancer refused it." in at.text
        at.open()
        await settled(at.counter.pilot)
        assert at.form.raws["email"] == "anna@example.org"


async def test_leaving_the_program_asks_while_something_is_sent(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.held = asyncio.Event()
        await at.fill(name="Anna", email="anna@example.org")
        await at.key("ctrl+s")
        await at.key("ctrl+q")
        assert isinstance(at.counter.app.screen, QuitQuestion)
        assert "Something is being sent" in at.text
        at.send.held.set()
        await settled(at.counter.pilot)
        await at.press("enter")
        assert "✓ The customer was made." in at.text


async def test_a_failure_of_the_program_is_an_unknown_outcome(tmp_path: Path) -> None:
    class Broken(Sender):
        async def __call__(self, values: Values) -> Created:
            raise RuntimeError

    async with counter(tmp_path, size=(80, 24)) as opened:
        at = AtForm(opened, Broken())
        at.open()
        await settled(opened.pilot)
        await at.fill(name="Anna", email="anna@example.org")
        await at.key("ctrl+s")
        await opened.until("The program failed here: the outcome is not known.")
        assert at.form.raws["name"] == "Anna"


async def test_test_data_fills_fields_in_test_mode_only(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        await at.press("f2", "enter")
        assert at.form.raws["email"] == "anna@example.org"
    async with at_form(tmp_path / "live", mode=Mode.LIVE) as at:
        assert "Test data" not in at.text
        await at.press("f2")
        assert at.form.is_current


async def test_a_read_only_desk_sends_nothing_and_says_so(tmp_path: Path) -> None:
    async with counter(tmp_path, size=(80, 24), policy={"read_only": True}) as opened:
        at = AtForm(opened, Sender())
        at.open()
        await settled(opened.pilot)
        assert "This desk is read-only" in at.text
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        assert at.send.sent == []


async def test_hostile_words_of_the_api_are_shown_as_words(tmp_path: Path) -> None:
    async with at_form(tmp_path) as at:
        at.send.error = BadRequest("\x1b]52;c;x\x07 [red]x[/] [/]", status=400, effect=Effect.REFUSED)
        await at.fill(name="Anna", email="anna@example.org")
        await at.press("ctrl+s")
        assert "[red]x[/] [/]" in at.text
        assert "\x1b" not in at.text
